"""Composes the rows of topics.coalition to tables: donors, past coalitions, land on borders, neighbours."""

import pandas as pd

from charts.chart import Chart, empty
from topics.coalition import (
    FIRST,
    IN_NEIGHBOUR,
    ON_BORDER,
    PARTNERS,
    border_areas,
    donors_not_chosen,
    neighbour_statuses,
    neighbours,
    past_coalitions,
)
from topics.cooperation.projects import project_rows
from topics.tables import Tables, with_records
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.land import PLACE_STATUSES
from topics.vocabulary.numbers import money, number, plural
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import bold, escape, lines


def other_donors(
    tables: Tables, view: View, *, state: str = FIRST, partners: tuple[str, ...] = PARTNERS
) -> Chart:
    """Donors that gave to the state before and are not among the partners."""
    rows = donors_not_chosen(tables, state, partners)
    scope = _scope(tables, state)
    if rows.empty:
        return empty(sentence("No donor on record is left out"))
    labels = [
        lines(bold(row.donor), f"last in {row.last_year:.0f}", escape(money(row.amount_usd)))
        for row in rows.itertuples()
    ]
    rows = rows.assign(label=labels, is_stated=False)
    columns = ("donor", "last_year", "amount_usd")
    title = sentence("{donors} gave before, not among the partners", donors=plural(len(rows), "donor"))
    return Chart(title, rows, columns=columns, scope=scope)


def coalition_projects(tables: Tables, view: View) -> Chart:
    """The projects of past coalitions."""
    rows = past_coalitions(tables)
    if rows.empty:
        return empty(sentence("No past coalition is on record"))
    rows = project_rows(tables, rows).rename(columns={"countries": "country"})
    columns = ("example", "country", "start", "end", "donor", "amount", "currency")
    title = sentence("Past coalitions: {projects}", projects=plural(len(rows), "project"))
    return Chart(title, rows, columns=columns, scope=sentence("All years and countries"))


def border_land(tables: Tables, view: View, *, state: str = FIRST) -> Chart:
    """What is left in each neighbour, and what records say of land on a border of either side."""
    near = border_areas(tables, state).assign(about=ON_BORDER)
    left = neighbour_statuses(tables, state).assign(about=IN_NEIGHBOUR, is_stated=False)
    rows = pd.concat([part for part in (left, near) if len(part)] or [near], ignore_index=True)
    if rows.empty:
        return empty(sentence("No land of the neighbours or on a border is on record"))
    rows = rows.sort_values("area_km2", ascending=False, kind="stable", ignore_index=True)
    names = country_names(tables)
    rows = rows.assign(
        label=[
            lines(bold(names.get(row.country, row.country)), row.about, number(row.area_km2, "km²"))
            for row in rows.itertuples()
        ],
        status=rows["status"].map(PLACE_STATUSES) if "status" in rows else None,
    )
    columns = ("country", "about", "hazard", "area_km2", "status", "as_of", "completed_on")
    title = sentence("Land of the neighbours and on borders: {rows}", rows=plural(len(rows), "row"))
    return Chart(title, rows, columns=columns, scope=_scope(tables, state))


def land_borders(tables: Tables, view: View, *, state: str = FIRST) -> Chart:
    """The neighbours of a state."""
    around, rows = neighbours(tables, state), tables["borders"]
    rows = with_records(rows[rows["country"] == state]).reset_index(drop=True)
    if rows.empty:
        return empty(sentence("No land border of the state is on record"))
    names = country_names(tables)
    rows = rows.assign(label=[bold(names.get(code, code)) for code in around])
    scope = _scope(tables, state)
    return Chart(plural(len(rows), "land border"), rows, columns=("country", "neighbour"), scope=scope)


def _scope(tables: Tables, state: str) -> str:
    return sentence("{country}, all years", country=country_names(tables, full=True).get(state, state))

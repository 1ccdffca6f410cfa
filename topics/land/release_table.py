"""Tables of release, casualties and stockpiles: figures about parts, and all figures on record."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from charts.chart import Chart, empty
from topics.land.release import PART, spans
from topics.land.stockpiles_chart import COLUMNS as STOCKPILE
from topics.tables import Tables, with_records
from topics.view import View
from topics.vocabulary.dates import year_range
from topics.vocabulary.hazards import items_of
from topics.vocabulary.sentences import sentence

RELEASE = ("country", "period", "hazard", "area_km2", "method", "items_destroyed", "scope")
CASUALTIES = ("country", "period", "total", "killed", "injured", "hazard", "scope")


def release_parts(tables: Tables, view: View, *, compare: tuple[str, ...] = ()) -> Chart:
    """Figures about a part of a country or of the work, and land that was surveyed but not released.

    `compare` are the countries to list, without them all of the view.
    """
    rows = view.of(tables["clearance"])
    rows = pd.concat([spans(rows), rows[rows["scope"].eq("survey_coverage")]])
    rows = rows[rows["scope"].isin([*PART, "survey_coverage"])]
    rows = rows[rows["country"].isin(compare or view.members)]
    title = sentence("Figures about a part of a country or of the work: {count}", count=len(rows))
    return _records(rows.assign(items_destroyed=_items(rows)), title, RELEASE, ("area_km2",))


def clearance_rows(tables: Tables, view: View) -> Chart:
    """All figures on release and destruction."""
    rows = view.of(tables["clearance"])
    title = sentence("Figures on land release and items destroyed: {count}", count=len(rows))
    return _records(rows.assign(items_destroyed=_items(rows)), title, RELEASE, ("area_km2",))


def casualty_rows(tables: Tables, view: View) -> Chart:
    """All figures on casualties."""
    rows = view.of(tables["casualties"])
    title = sentence("Casualty figures: {count}", count=len(rows))
    return _records(rows, title, CASUALTIES, ("total",))


def world_clearance_rows(tables: Tables, view: View) -> Chart:
    """All figures on clearance worldwide, those about several years too."""
    rows = view.of(tables["global_clearance"], skip=("country",))
    title = sentence("Figures on clearance worldwide: {count}", count=len(rows))
    columns = ("period", "hazard", "area_km2", "method", "coverage", "mines", "submunitions")
    return replace(_records(rows, title, columns, ("area_km2",)), scope=view.worldwide(rows))


def world_casualty_rows(tables: Tables, view: View) -> Chart:
    """All figures on casualties worldwide, those about several years too."""
    rows = view.of(tables["global_casualties"], skip=("country",))
    title = sentence("Figures on casualties worldwide: {count}", count=len(rows))
    columns = ("period", "total", "killed", "injured", "hazard")
    return replace(_records(rows, title, columns, ("total",)), scope=view.worldwide(rows))


def stockpile_rows(tables: Tables, view: View) -> Chart:
    """All figures on stockpiles of cluster munitions of the countries."""
    rows = tables["stockpiles"]
    rows = view.of(rows[rows["country"].notna()], skip=("years",))
    rows = rows if view.hazard in ("ALL", "CMR") else rows[:0]
    title = sentence("Figures on stockpiles of cluster munitions: {count}", count=len(rows))
    rows = rows.assign(year_to=rows["completed_on"].dt.year)
    chart = _records(rows, title, (*STOCKPILE, "scope"), ("submunitions", "munitions"))
    return replace(chart, scope=view.place)


def _items(rows: pd.DataFrame) -> list[str | None]:
    """What was destroyed, in words."""
    return [", ".join(items_of(row)) or None for row in rows.itertuples()]


def _records(rows: pd.DataFrame, title: str, columns: Sequence[str], figures: Sequence[str]) -> Chart:
    """A table of records as they are, the newest first, at the end those without one of the figures."""
    if rows.empty:
        return empty(sentence("No figures for this list found"))
    if "year_from" in rows:
        periods = zip(rows["year_from"], rows["year_to"], strict=True)
        rows = rows.assign(period=[year_range(first, last) for first, last in periods])
    rows = rows.assign(is_known=rows[list(figures)].notna().any(axis=1))
    place = "country" if "country" in rows else "hazard"
    rows = rows.sort_values(["is_known", "year_to", place], ascending=[False, False, True], kind="stable")
    rows = with_records(rows.drop(columns="is_known")).assign(label="")
    return Chart(title, rows.reset_index(drop=True), columns=tuple(columns))

"""Tables of release, casualties and stockpiles: totals of all countries, declarations, parts, all rows."""

from dataclasses import replace

import pandas as pd

from charts.chart import Chart, empty
from topics.land.comparison import regional_totals
from topics.land.release import PART, spans
from topics.land.stockpiles_chart import COLUMNS as STOCKPILE
from topics.tables import Tables, with_records
from topics.view import WORLD, View
from topics.vocabulary.countries import names_at_dates
from topics.vocabulary.hazards import ITEMS, PERSONS
from topics.vocabulary.land import METHODS
from topics.vocabulary.numbers import area, plural
from topics.vocabulary.text import bold, lines

PERIOD = ("country", "hazard", "year_from", "year_to", "method", "area_km2", *ITEMS, "scope")
WORLD_ITEMS = ("submunitions", "mines")
NEWEST_FIRST = {"by": ["country", "year_to"], "ascending": [True, False]}


def release_together(tables: Tables, view: View) -> Chart:
    """What the affected countries released in each year by method, and who of them has no data."""
    rows = regional_totals(tables, view)
    if rows["country"].nunique() < 2:
        return empty("No year in which several countries released land is on record")
    rows = rows.assign(place=rows["method"].map([*METHODS].index))
    by = ["year", "is_total", "place", "country"]
    rows = rows.sort_values(by, ascending=[False, False, True, True], ignore_index=True)
    labels = [
        lines(bold(f"{name} {row.year}"), f"{area(row.area_km2)} {METHODS[row.method]}")
        for name, row in zip(names_at_dates(rows, tables), rows.itertuples(), strict=True)
    ]
    return Chart(
        f"Release of all countries together in {plural(rows['year'].nunique(), 'year')}, and who has no data",
        rows.drop(columns="place").assign(label=labels),
        note="A sum adds the countries with a figure of the same kind, total release or one method: never "
        "the whole region where others have none. Countries that had declared all their land complete before "
        "are not listed as without data.",
        columns=("year", "method", "country", "area_km2", "sum_km2", "countries_with_data", "without_data"),
    )


def release_parts(tables: Tables, view: View, *, compare: tuple[str, ...] = ()) -> Chart:
    """Figures about a part of a country or of the work.

    `compare` are the countries to list, without them all of the view.
    """
    rows = spans(view.of(tables["clearance"]))
    rows = rows[rows["scope"].isin(PART) & rows["country"].isin(compare or view.members)]
    return _records(rows, f"About a part of a country or of the work: {plural(len(rows), 'figure')}", PERIOD)


def survey_coverage(tables: Tables, view: View, *, compare: tuple[str, ...] = ()) -> Chart:
    """Land that was surveyed; none of it is a release.

    `compare` are the countries to list, without them all of the view.
    """
    rows = view.of(tables["clearance"])
    rows = rows[rows["scope"].eq("survey_coverage") & rows["country"].isin(compare or view.members)]
    return _records(rows, "Land that was surveyed; none of it is a release", PERIOD)


def clearance_rows(tables: Tables, view: View) -> Chart:
    """All rows on release and destruction."""
    rows = view.of(tables["clearance"]).sort_values(**NEWEST_FIRST)
    return _records(rows, f"All rows on release and destruction: {len(rows)}", (*PERIOD, "item", "preferred"))


def casualty_rows(tables: Tables, view: View) -> Chart:
    """All rows on casualties."""
    rows = view.of(tables["casualties"]).sort_values(**NEWEST_FIRST)
    columns = ("country", "hazard", "year_from", "year_to", *PERSONS, "scope", "preferred")
    return _records(rows, f"All rows on casualties: {len(rows)}", columns)


def world_clearance_rows(tables: Tables, view: View) -> Chart:
    """All rows on clearance worldwide, those about several years too."""
    columns = ("hazard", "year_from", "year_to", "method", "coverage", "states", "area_km2", *WORLD_ITEMS)
    return _world_rows(tables, view, "global_clearance", "clearance", columns)


def world_casualty_rows(tables: Tables, view: View) -> Chart:
    """All rows on casualties worldwide, those about several years too."""
    columns = ("hazard", "year_from", "year_to", *PERSONS)
    return _world_rows(tables, view, "global_casualties", "casualties", columns)


def stockpile_rows(tables: Tables, view: View) -> Chart:
    """All rows on stockpiles of cluster munitions of the countries."""
    rows = tables["stockpiles"]
    rows = (
        view.of(rows[rows["country"].notna()], skip=("years",)) if view.hazard in ("ALL", "CMR") else rows[:0]
    )
    chart = _records(rows, f"All rows on stockpiles: {len(rows)}", (*STOCKPILE, "scope"))
    return replace(chart, scope=view.timeless.words())


def _world_rows(tables: Tables, view: View, table: str, what: str, columns: tuple[str, ...]) -> Chart:
    rows = view.of(tables[table], skip=("country",)).sort_values("year_to", ascending=False, kind="stable")
    chart = _records(rows, f"All rows on {what} worldwide: {len(rows)}", (*columns, "scope", "preferred"))
    return replace(chart, scope=replace(view, region=WORLD, countries=()).words())


def _records(rows: pd.DataFrame, title: str, columns: tuple[str, ...] = ()) -> Chart:
    """A table of records as they are."""
    if rows.empty:
        return empty(f"{title.split(':', maxsplit=1)[0]}: no row on record")
    rows = with_records(rows).assign(label="").reset_index(drop=True)
    return Chart(title, rows, columns=columns)

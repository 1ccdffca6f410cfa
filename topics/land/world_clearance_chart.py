"""Draws what was cleared worldwide in a year; some sources count States Parties only."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.stacks import Part, stacked_panels
from topics.land.release import first_values, single_years, with_roles
from topics.tables import Tables, with_records
from topics.view import WORLD, View
from topics.vocabulary.hazards import ITEMS, hazard_name
from topics.vocabulary.land import METHODS
from topics.vocabulary.numbers import number
from topics.vocabulary.sources import source_line, source_titles
from topics.vocabulary.text import bold, lines, sentence_case, wrap

PARTS = {
    "world": Part("world", theme.METHODS["clearance"]),
    "parties": Part("States Parties only", theme.SKY, "/"),
}
PLACES = {"world": "worldwide", "parties": "in States Parties"}


def world_clearance(tables: Tables, view: View) -> Chart:
    """Area released worldwide per year, a panel per hazard and method; some count States Parties only."""
    rows = single_years(with_records(view.of(tables["global_clearance"], skip=("country",))))
    rows = rows.dropna(subset="area_km2")
    if rows.empty:
        return empty("No clearance worldwide is on record")
    rows = rows.assign(order=rows["method"].map([*METHODS].index))
    key = ["hazard", "order", "year"]
    rows = with_roles(rows, key, ["preferred"])
    first = first_values(rows, key, ["area_km2"])["area_km2"]
    rows = rows[rows["role"].eq("stack") | rows["area_km2"].ne(first)].reset_index(drop=True)
    covered = rows["coverage"].eq("States Parties").map({True: "parties", False: "world"})
    rows = rows.assign(counted=covered, panel=rows["hazard"] + rows["method"])
    titles = source_titles(tables)
    rows = rows.assign(label=[_world_label(row, titles) for row in rows.itertuples()])
    headings = {
        row.panel: f"{sentence_case(hazard_name(tables, row.hazard))}: {METHODS[row.method]}"
        for row in rows.itertuples()
    }
    marks = rows.rename(columns={"counted": "part", "area_km2": "value"})
    return Chart(
        _world_title(rows, headings),
        rows.drop(columns=["counted", "panel", "order"]),
        stacked_panels(marks, headings, PARTS, "km²", height=130),
        "Mine Action Review counts the world, the Monitor since 2021 States Parties only. Total release and "
        "methods are never added to each other.",
        ("hazard", "year", "method", "coverage", "states", "area_km2", "submunitions", "mines", "role"),
        replace(view, region=WORLD, countries=()).words(),
    )


def _world_label(row: Any, titles: Mapping[str, str]) -> str:
    counts = [(row.submunitions, ITEMS["submunitions"]), (row.mines, "mines")]
    return lines(
        bold(row.year),
        f"{number(row.area_km2, 'km²')} {METHODS[row.method]}, {PARTS[row.counted].label}",
        *(f"{number(count)} {items} destroyed" for count, items in counts if pd.notna(count)),
        wrap(row.states),
        wrap(row.note),
        source_line(row.source, titles),
    )


def _world_title(rows: pd.DataFrame, headings: Mapping[str, str]) -> str:
    """The last figure of the first panel."""
    first = next(iter(headings))
    last = rows[rows["role"].eq("stack") & rows["panel"].eq(first)].sort_values("year").iloc[-1]
    area = number(last["area_km2"], "km²")
    what = headings[first].replace(": ", ", ")
    return f"{what} {PLACES[last['counted']]}: {area} in {last['year']}, the last year with an area"

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
from topics.vocabulary.numbers import number
from topics.vocabulary.sources import source_line, source_titles
from topics.vocabulary.text import bold, lines, sentence_case, wrap

WORLD_PARTS = {
    "world": Part("cleared, world", theme.METHODS["clearance"]),
    "parties": Part("cleared, States Parties only", theme.SKY, "/"),
    "total_released": Part("released by survey and clearance", theme.METHODS["total_released"], "."),
}
WORLD_TITLES = {
    "world": "cleared worldwide",
    "parties": "cleared in States Parties",
    "total_released": "released worldwide",
}


def world_clearance(tables: Tables, view: View) -> Chart:
    """Area cleared worldwide per year, a panel per hazard; some sources count States Parties only."""
    rows = single_years(with_records(view.of(tables["global_clearance"], skip=("country",))))
    rows = rows.dropna(subset="area_km2")
    if rows.empty:
        return empty("No clearance worldwide is on record")
    key = ["hazard", "year"]
    rows = with_roles(rows, key, ["preferred"])
    first = first_values(rows, key, ["area_km2"])["area_km2"]
    rows = rows[rows["role"].eq("stack") | rows["area_km2"].ne(first)].reset_index(drop=True)
    covered = rows["coverage"].eq("States Parties").map({True: "parties", False: "world"})
    rows = rows.assign(counted=covered.mask(rows["method"].eq("total_released"), "total_released"))
    titles = source_titles(tables)
    rows = rows.assign(label=[_world_label(row, titles) for row in rows.itertuples()])
    headings = {code: sentence_case(hazard_name(tables, code)) for code in rows["hazard"].unique()}
    marks = rows.rename(columns={"hazard": "panel", "counted": "part", "area_km2": "value"})
    return Chart(
        _world_title(rows, headings),
        rows.drop(columns="counted"),
        stacked_panels(marks, headings, WORLD_PARTS, "km²", height=220),
        "Mine Action Review counts the world, the Monitor since 2021 States Parties only.",
        ("hazard", "year", "method", "coverage", "states", "area_km2", "submunitions", "mines", "role"),
        replace(view, region=WORLD, countries=()).words(),
    )


def _world_label(row: Any, titles: Mapping[str, str]) -> str:
    counts = [(row.submunitions, ITEMS["submunitions"]), (row.mines, "mines")]
    return lines(
        bold(row.year),
        f"{number(row.area_km2, 'km²')} {WORLD_PARTS[row.counted].label}",
        *(f"{number(count)} {items} destroyed" for count, items in counts if pd.notna(count)),
        wrap(row.states),
        wrap(row.note),
        source_line(row.source, titles),
    )


def _world_title(rows: pd.DataFrame, headings: Mapping[str, str]) -> str:
    rows = rows[rows["role"] == "stack"]
    last = rows[rows["hazard"] == next(iter(headings))].sort_values("year").iloc[-1]
    area = number(last["area_km2"], "km²")
    lead = f"{headings[last['hazard']]}: {area} {WORLD_TITLES[last['counted']]}"
    return f"{lead} in {last['year']}, the last year with an area"

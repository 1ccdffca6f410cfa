"""Draws what was cleared worldwide in a year; some sources count States Parties only."""

from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.stacks import Part, stacked_panels
from topics.land.release import first_values, single_years, with_roles
from topics.tables import Tables, with_records
from topics.view import View
from topics.vocabulary.hazards import ITEMS, families, family_names, hazard_name
from topics.vocabulary.land import METHODS
from topics.vocabulary.numbers import number
from topics.vocabulary.sentences import sentence
from topics.vocabulary.sources import source_line
from topics.vocabulary.text import bold, lines, sentence_case, wrap

PARTS = {
    "world": Part("World", theme.METHODS["clearance"]),
    "parties": Part("States Parties only", theme.ORANGE, "/"),
}


def world_clearance(tables: Tables, view: View) -> Chart:
    """Area cleared worldwide per year, a panel per hazard; some sources count States Parties only.

    The table has what was released by other methods too.
    """
    rows = single_years(with_records(view.of(tables["global_clearance"], skip=("country",))))
    rows = rows.dropna(subset="area_km2")
    cleared = rows["method"].eq("clearance")
    if not cleared.any():
        return empty(sentence("No year of clearance worldwide on record"))
    key = ["hazard", "is_other", "method", "year"]
    rows = with_roles(rows.assign(is_other=~cleared), key, ["preferred"])
    first = first_values(rows, key, ["area_km2"])["area_km2"]
    rows = rows[rows["role"].eq("stack") | rows["area_km2"].ne(first)]
    rows = rows.sort_values(["is_other", "hazard", "year"], ascending=[True, True, False], ignore_index=True)
    covered = rows["coverage"].eq("States Parties").map({True: "parties", False: "world"})
    rows = rows.assign(part=covered)
    rows = rows.assign(label=[_world_label(row, tables) for row in rows.itertuples()])
    marks = rows[~rows["is_other"]].rename(columns={"hazard": "panel", "area_km2": "value"})
    headings = {code: sentence_case(hazard_name(tables, code)) for code in marks["panel"].unique()}
    others = int(rows["is_other"].sum())
    return Chart(
        _world_title(marks[marks["role"] == "stack"], tables),
        rows.drop(columns=["part", "is_other"]),
        stacked_panels(marks, headings, PARTS),
        sentence("Release by survey is not drawn: {count} figures in the table.", count=others)
        if others
        else "",
        ("hazard", "year", "area_km2", "method", "coverage", "mines", "submunitions"),
        view.worldwide(marks),
        measure=sentence("Land cleared worldwide, km² a year"),
    )


def _world_label(row: Any, tables: Tables) -> str:
    counts = [(row.submunitions, ITEMS["submunitions"]), (row.mines, "mines")]
    return lines(
        bold(row.year),
        f"{number(row.area_km2, 'km²')} {METHODS[row.method]}, {PARTS[row.part].label}",
        *(f"{number(count)} {items} destroyed" for count, items in counts if pd.notna(count)),
        wrap(row.states),
        wrap(row.note),
        source_line(tables, row.source),
    )


def _world_title(rows: pd.DataFrame, tables: Tables) -> str:
    """The last figure of the first panel."""
    last = rows[rows["panel"] == rows["panel"].iloc[0]].iloc[0]
    words = {
        "area": number(last["value"], "km²"),
        "hazard": family_names(tables, short=True)[families(tables)[last["panel"]]],
        "year": last["year"],
    }
    if last["part"] == "parties":
        return sentence("{area} cleared of {hazard} in States Parties, {year}", **words)
    return sentence("{area} cleared of {hazard} worldwide in {year}", **words)

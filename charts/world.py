"""Draws land cleared worldwide, which some sources count for the world and some for States Parties only."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis import release
from charts import theme
from charts.stacks import Part, stacked_panels
from charts.words import lines, source_of, source_titles, wrapped

PARTS = {
    "world": Part("cleared, world", theme.METHODS["clearance"]),
    "parties": Part("cleared, States Parties only", theme.SKY, "/"),
    "total_released": Part("released by survey and clearance", theme.METHODS["total_released"], "."),
}
DONE = {
    "world": "cleared worldwide",
    "parties": "cleared in States Parties",
    "total_released": "released worldwide",
}
HEADINGS = {"AP_MINES": "Mined areas", "CMR": "Areas with cluster munition remnants"}


def world_clearance(global_clearance: pd.DataFrame, sources: pd.DataFrame | None = None) -> go.Figure:
    """Area cleared worldwide per year, mines and cluster munition remnants in panels.

    Args:
        global_clearance: the table or a part of it.
        sources: titles for the hover texts.
    """
    titles = source_titles(sources)
    rows = release.single_years(global_clearance)
    rows = rows[rows["area_km2"].notna()].sort_values(
        ["hazard", "year", "preferred"], ascending=[True, True, False]
    )
    key = ["hazard", "year"]
    first = release.first_of(rows, key, ["area_km2"])["area_km2"]
    second = rows.duplicated(key)
    rows = rows.assign(role=second.map({False: "stack", True: "rival"}))[~second | rows["area_km2"].ne(first)]
    marks = pd.DataFrame(
        {
            "panel": rows["hazard"],
            "year": rows["year"],
            "part": [_part(row) for row in rows.itertuples()],
            "value": rows["area_km2"],
            "role": rows["role"],
            "words": [_words(row, titles) for row in rows.itertuples()],
        }
    )
    figure = stacked_panels(marks, HEADINGS, PARTS, "km²", 220)
    return figure.update_layout(title_text=_title(marks))


def _part(row: Any) -> str:
    if row.method == "total_released":
        return "total_released"
    return "parties" if isinstance(row.states, str) and row.states.startswith("States Parties") else "world"


def _words(row: Any, titles: dict[str, str]) -> str:
    counts = [(row.submunitions, "submunitions"), (row.mines, "mines")]
    items = [f"{theme.number(count)} {label} destroyed" for count, label in counts if pd.notna(count)]
    return lines(
        f"<b>{row.year}</b>",
        f"{theme.number(row.area_km2, 'km²')} {PARTS[_part(row)].label}",
        *items,
        wrapped(row.states),
        wrapped(row.note),
        source_of(row, titles),
    )


def _title(marks: pd.DataFrame) -> str:
    rows = marks[marks["role"] == "stack"]
    if rows.empty:
        return "No clearance worldwide is on record"
    panel = next(name for name in HEADINGS if name in set(rows["panel"]))
    last = rows[rows["panel"] == panel].sort_values("year").iloc[-1]
    area = theme.number(last["value"], "km²")
    return f"{HEADINGS[panel]}: {area} {DONE[last['part']]} in {last['year']}, the last year with an area"

"""Yearly figures as stacked bars in a panel per country or hazard, other figures as open marks."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from charts import theme
from charts.marks import Trace, bars, scatter
from charts.panels import axis, in_panel, key_symbol, panel_layout, years_axis
from topics.vocabulary.text import escape

RIVAL = "open mark: another figure, not added"
WIDTH, BESIDE = 0.66, 0.46
"""Width of a bar in years, and how far to its right another figure stands."""
COLUMNS = ("panel", "year", "part", "value", "role", "label")
MOST = 6
"""Panels where the reader has not chosen."""


class Part(NamedTuple):
    """How a part of a stack looks: name in the key, colour, and a pattern that shows it without colour."""

    label: str
    colour: str
    pattern: str = ""


def stacked_panels(
    marks: pd.DataFrame,
    headings: Mapping[str, str],
    parts: Mapping[str, Part],
    unit: str,
    *,
    height: float = 150,
    rival: str = RIVAL,
) -> dict[str, Any]:
    """A figure with a panel for each heading; a stated zero is written, a year without a figure stays empty.

    Args:
        marks: COLUMNS, where part is a key of `parts` and role stack or rival; the index is the number of the
            chart's row, which may have several parts.
        headings: panel to heading, in order; those without marks are left out.
        parts: part to look, from the foot of the stack upwards.
        unit: title of the axes.
        height: of a panel in pixels.
        rival: what an open mark is, for the key.
    """
    marks = marks.loc[marks["panel"].isin(list(headings)), list(COLUMNS)]
    panels = [name for name in headings if (marks["panel"] == name).any()]
    across = years_axis(marks["year"].min(), marks["year"].max())
    upwards = {"tickformat": ",~g", "nticks": 5, "title": {"text": unit}}
    layout = panel_layout([escape(headings[name]) for name in panels], height, xaxis=across, yaxis=upwards)
    layout[axis("xaxis", len(panels))]["title"] = {"text": "Year"}
    traces = _key_entries(marks, parts, rival)
    for place, name in enumerate(panels, start=1):
        part_of_panel = marks[marks["panel"] == name]
        traces += [in_panel(place, trace) for trace in _panel(part_of_panel, parts)]
        layout[axis("yaxis", place)]["range"] = [0, _top(part_of_panel)]
    return {"data": traces, "layout": layout | {"barmode": "stack"}}


def panel_codes(rows: pd.DataFrame, value: str, compare: Sequence[str] = ()) -> list[str]:
    """The countries to draw: those to compare, else those with figures for most years, then the larger ones.

    Args:
        rows: columns country, year, role and the one named by `value`.
        value: the column of figures.
        compare: codes that the reader chose.
    """
    if compare:
        return [*compare][:MOST]
    stack = rows[rows["role"] == "stack"]
    order = stack.groupby("country").agg(years=("year", "nunique"), sum=(value, "sum"))
    return order.sort_values(["years", "sum"], ascending=False).index[:MOST].tolist()


def _key_entries(marks: pd.DataFrame, parts: Mapping[str, Part], rival: str) -> list[Trace]:
    used = set(marks.loc[marks["role"] == "stack", "part"])
    entry = {"type": "bar", "x": [None], "y": [None], "hoverinfo": "skip"}
    entries = [
        entry | {"name": part.label, "legendgroup": name, "marker": _look(part)}
        for name, part in parts.items()
        if name in used
    ]
    return entries + ([key_symbol(rival, "diamond-open")] if marks["role"].eq("rival").any() else [])


def _panel(marks: pd.DataFrame, parts: Mapping[str, Part]) -> list[Trace]:
    """Bars, written zeros and the figures beside them."""
    stack, rivals = marks[marks["role"] == "stack"], marks[marks["role"] == "rival"]
    traces = []
    for name, part in parts.items():
        drawn = stack[(stack["part"] == name) & (stack["value"] > 0)]
        if len(drawn):
            style = {"legendgroup": name, "showlegend": False, "width": WIDTH, "marker": _look(part)}
            traces.append(bars(drawn, "year", "value", part.label, **style))
    zeros = stack[stack.groupby("year")["value"].transform("sum").eq(0)].drop_duplicates("year")
    if len(zeros):
        written = {"mode": "text", "text": ["0"] * len(zeros), "textposition": "top center"}
        traces.append(scatter(zeros, "year", "value", "zero, as stated", showlegend=False, **written))
    if len(rivals):
        beside = rivals.assign(beside=rivals["year"] + BESIDE)
        marker = {"symbol": "diamond-open", "size": 10, "color": theme.GREY, "line": {"width": 2}}
        style = {"mode": "markers", "showlegend": False, "marker": marker}
        traces.append(scatter(beside, "beside", "value", "figures of other sources", **style))
    return traces


def _top(marks: pd.DataFrame) -> float:
    """The end of the axis upwards, with room above the highest mark."""
    sums = marks[marks["role"] == "stack"].groupby("year")["value"].sum()
    return float(max([*sums, *marks["value"], 0.0]) * 1.12 or 1)


def _look(part: Part) -> dict[str, Any]:
    pattern = {"shape": part.pattern, "fillmode": "overlay", "solidity": 0.25, "size": 6}
    return {"color": part.colour, "pattern": pattern}

"""Yearly figures as stacked bars in a panel per country or hazard, other figures as open marks."""

from collections.abc import Iterable, Mapping, Sequence
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
Traces = dict[tuple[str, str], Trace]
"""Traces by panel and part."""
MOST = 6
"""Panels where the reader has not chosen."""


class Part(NamedTuple):
    """How a part of a stack looks: name in the key, colour, and a pattern that shows it without colour.

    An open part is an outline in its colour: it is not to be compared with the filled ones.
    """

    label: str
    colour: str
    pattern: str = ""
    is_open: bool = False


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
    panels = [name for name in headings if name in set(marks["panel"])]
    across = years_axis(marks["year"].min(), marks["year"].max())
    upwards = {"tickformat": ",~g", "nticks": 5, "title": {"text": unit}}
    layout = panel_layout([escape(headings[name]) for name in panels], height, xaxis=across, yaxis=upwards)
    layout[axis("xaxis", len(panels))]["title"] = {"text": "Year"}
    is_stack = marks["role"] == "stack"
    sums = marks["value"].where(is_stack, 0.0).groupby([marks["panel"], marks["year"]]).transform("sum")
    tops = sums.where(sums > marks["value"], marks["value"]).groupby(marks["panel"]).max() * 1.12
    zeros = marks[is_stack & sums.eq(0)].drop_duplicates(["panel", "year"])
    traces = _bars(marks[is_stack], parts) | _zeros(zeros) | _rivals(marks[~is_stack])
    places = {name: place for place, name in enumerate(panels, start=1)}
    for name, place in places.items():
        layout[axis("yaxis", place)]["range"] = [0, float(tops[name]) or 1]
    drawn = [in_panel(places[key[0]], trace) for key, trace in traces.items()]
    return {"data": [*_key_entries(marks, parts, rival), *drawn], "layout": layout | {"barmode": "stack"}}


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
    entries = part_keys(parts, marks.loc[marks["role"] == "stack", "part"])
    return entries + ([key_symbol(rival, "diamond-open")] if marks["role"].eq("rival").any() else [])


def part_keys(parts: Mapping[str, Part], used: Iterable[str], **style: Any) -> list[Trace]:
    """Entries of the key for those of the parts that are drawn."""
    entry, names = {"type": "bar", "x": [None], "y": [None], "hoverinfo": "skip", **style}, set(used)
    return [
        entry | {"name": part.label, "legendgroup": name, "marker": look(part)}
        for name, part in parts.items()
        if name in names
    ]


def _bars(stack: pd.DataFrame, parts: Mapping[str, Part]) -> Traces:
    """The bars of each panel and part, those at the foot of the stack first."""
    groups = dict(list(stack[stack["value"] > 0].groupby(["panel", "part"], sort=False)))
    return {
        key: bars(
            groups[key],
            "year",
            "value",
            part.label,
            legendgroup=name,
            showlegend=False,
            width=WIDTH,
            marker=look(part),
        )
        for name, part in parts.items()
        for key in groups
        if key[1] == name
    }


def _zeros(marks: pd.DataFrame) -> Traces:
    """A written zero where a source states that there was none."""
    style = {"mode": "text", "textposition": "top center", "showlegend": False}
    return {
        (panel, "zero"): scatter(rows, "year", "value", "zero, as stated", text=["0"] * len(rows), **style)
        for panel, rows in marks.groupby("panel", sort=False)
    }


def _rivals(marks: pd.DataFrame) -> Traces:
    marks = marks.assign(beside=marks["year"] + BESIDE)
    marker = {"symbol": "diamond-open", "size": 10, "color": theme.GREY, "line": {"width": 2}}
    style = {"mode": "markers", "showlegend": False, "marker": marker}
    return {
        (panel, "rival"): scatter(rows, "beside", "value", "figures of other sources", **style)
        for panel, rows in marks.groupby("panel", sort=False)
    }


def look(part: Part) -> dict[str, Any]:
    """Colour and pattern of a part, or its outline."""
    pattern = {"shape": part.pattern, "fillmode": "overlay", "solidity": 0.25, "size": 6}
    if part.is_open:
        pattern |= {"fgcolor": part.colour, "bgcolor": theme.CLEAR}
        return {"color": theme.CLEAR, "line": {"color": part.colour, "width": 1.5}, "pattern": pattern}
    return {"color": part.colour, "pattern": pattern}

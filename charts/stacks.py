"""Yearly figures as stacked bars in a panel per country or hazard, other figures as open marks."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from charts import theme
from charts.marks import Trace, bars, scatter
from charts.panels import MOST_TICKS, axis, in_panel, key_symbol, panel_layout, years_axis
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import escape

WIDTH, BESIDE = 0.7, 0.46
"""Width of a bar in years, and how far to its right another figure stands."""
COLUMNS = ("panel", "year", "part", "value", "role", "label")
Traces = dict[tuple[str, str], Trace]
"""Traces by panel and part."""
MOST, FEW = 6, 4
"""Panels that a reader may choose, and panels without a choice."""
HEIGHTS = {1: 310.0, 2: 150.0, 3: 86.0}
"""Pixels of a panel by how many stand below each other."""
LONG = 10_000
"""From here on the numbers of an axis with little room are written short: 20k."""
FEW_TICKS = 4
"""Years written under a panel that has another one beside it."""


class Part(NamedTuple):
    """How a part of a stack looks: name in the key, colour, and a pattern that shows it without colour.

    An open part is an outline in its colour: it is not to be compared with the filled ones.
    """

    label: str
    colour: str
    pattern: str = ""
    is_open: bool = False


def stacked_panels(
    marks: pd.DataFrame, headings: Mapping[str, str], parts: Mapping[str, Part]
) -> dict[str, Any]:
    """A figure with a panel for each heading; a stated zero is written, a year without a figure stays empty.

    More than two panels stand in two columns; one alone has no heading.

    Args:
        marks: COLUMNS, where part is a key of `parts` and role stack or rival; the index is the number of the
            chart's row, which may have several parts.
        headings: panel to heading, in order; those without marks are left out.
        parts: part to look, from the foot of the stack upwards.
    """
    marks = marks.loc[marks["panel"].isin(list(headings)), list(COLUMNS)]
    panels = [name for name in headings if name in set(marks["panel"])]
    columns = 1 if len(panels) <= 2 else 2
    words = [escape(headings[name]) for name in panels] if len(panels) > 1 else []
    layout = panel_layout(
        words,
        HEIGHTS[-(-len(panels) // columns)],
        columns=columns,
        xaxis=panel_years(marks["year"].min(), marks["year"].max(), len(panels)),
        yaxis={"nticks": 5 if columns == 1 else 4},
    )
    is_stack = marks["role"] == "stack"
    sums = marks["value"].where(is_stack, 0.0).groupby([marks["panel"], marks["year"]]).transform("sum")
    tops = sums.where(sums > marks["value"], marks["value"]).groupby(marks["panel"]).max() * 1.12
    zeros = marks[is_stack & sums.eq(0)].drop_duplicates(["panel", "year"])
    size = 10 if columns == 1 else 7
    traces = _bars(marks[is_stack], parts) | _zeros(zeros) | _rivals(marks[~is_stack], size)
    places = {name: place for place, name in enumerate(panels, start=1)}
    for name, place in places.items():
        top = float(tops[name]) or 1
        form = "~s" if columns > 1 and top > LONG else ",~g"
        layout[axis("yaxis", place)] |= {"range": [0, top], "tickformat": form}
    drawn = [in_panel(places[key[0]], trace) for key, trace in traces.items()]
    return {"data": [*_key_entries(marks, parts), *drawn], "layout": layout | {"barmode": "stack"}}


def panel_years(first: float, last: float, panels: int) -> dict[str, Any]:
    """The axis of years under so many panels."""
    return years_axis(first, last, MOST_TICKS if panels <= 2 else FEW_TICKS)


def panel_codes(rows: pd.DataFrame, value: str, compare: Sequence[str] = ()) -> list[str]:
    """The countries to draw: those to compare, else those with figures for most years, then the larger ones.

    The one with the largest year is among them in any case.

    Args:
        rows: columns country, year, role and the one named by `value`.
        value: the column of figures.
        compare: codes that the reader chose.
    """
    if compare:
        return [*compare][:MOST]
    stack = rows[rows["role"] == "stack"]
    years = stack.groupby(["country", "year"])[value].sum().reset_index()
    order = years.groupby("country").agg(years=("year", "size"), sum=(value, "sum"), top=(value, "max"))
    codes = order.sort_values(["years", "sum"], ascending=False).index.tolist()
    largest = [code for code in codes[FEW:] if order["top"][code] == order["top"].max()][:1]
    return [*codes[: FEW - len(largest)], *largest]


OWN_SCALES = sentence("Each panel has its own scale.")


def panels_note(drawn: int, total: int, compare: Sequence[str] = ()) -> str:
    """That panels have scales of their own, and how many countries have figures but no panel."""
    if drawn == 1:
        return ""
    if compare or drawn >= total:
        return OWN_SCALES
    return sentence(
        "Each panel has its own scale; {drawn} of {total} countries with figures are drawn.",
        drawn=drawn,
        total=total,
    )


def _key_entries(marks: pd.DataFrame, parts: Mapping[str, Part]) -> list[Trace]:
    entries = part_keys(parts, marks.loc[marks["role"] == "stack", "part"])
    return entries + ([key_symbol("Other source", "diamond-open")] if marks["role"].eq("rival").any() else [])


def part_keys(parts: Mapping[str, Part], used: Iterable[str], **style: Any) -> list[Trace]:
    """Entries of the key for those of the parts that are drawn, each label once."""
    entry, names = {"type": "bar", "x": [None], "y": [None], "hoverinfo": "skip", **style}, set(used)
    drawn = {name: part for name, part in parts.items() if name in names}
    first = {part.label: name for name, part in reversed(drawn.items())}
    return [
        entry | {"name": label, "legendgroup": name, "marker": look(parts[name])}
        for label, name in sorted(first.items(), key=lambda pair: [*parts].index(pair[1]))
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


def _rivals(marks: pd.DataFrame, size: int) -> Traces:
    marks = marks.assign(beside=marks["year"] + BESIDE)
    marker = {"symbol": "diamond-open", "size": size, "color": theme.GREY, "line": {"width": 2}}
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

"""Panels under and beside each other on one axis of years, as plain dicts; knows no figures."""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

from charts import theme
from charts.marks import Trace, key_entry

GAP = 44
"""Pixels between two panels, with the heading of the lower one."""
BETWEEN = 0.1
"""Room between two columns, as part of the width: on a phone enough for the numbers of an axis."""
HEADING = 30
NAMES_AXIS = {"categoryorder": "array", "fixedrange": True, "ticks": "", "tickfont": {"size": 12}}
"""An axis of names: of a grid of names by names."""
CELLS = {"zmin": 0, "showscale": False, "colorscale": [[0, f"{theme.BLUE}14"], [1, f"{theme.BLUE}a6"]]}
"""The look of the cells of a grid, the stronger the larger their value."""
YEAR_STEPS = (1, 2, 5, 10, 20)
MOST_TICKS = 7
NO_TICKS = {"showticklabels": False, "title": None}


def panel_layout(
    headings: Sequence[str],
    heights: Sequence[float] | float = 170,
    *,
    columns: int = 1,
    xaxis: Mapping[str, Any] | None = None,
    yaxis: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The layout of a panel per heading, headings at the left above each; all share one axis across.

    Args:
        headings: markup of Plotly; names from the data are escaped before. Without any it is one panel.
        heights: of the rows of panels in pixels, one for all or one for each.
        columns: how many panels stand beside each other.
        xaxis: what all axes across have.
        yaxis: what all axes upwards have.
    """
    count = max(len(headings), 1)
    sizes = [*heights] if isinstance(heights, Sequence) else [heights] * -(-count // columns)
    inner = sum(sizes) + GAP * (len(sizes) - 1)
    tops = [inner, *(inner - size for size in accumulate(size + GAP for size in sizes))]
    head = HEADING if headings else 4
    layout: dict[str, Any] = {
        "height": inner + head + 100,
        "margin": {"t": head + 10, "b": 40},
        "legend": {"y": 1 + head / inner, "font": {"size": 12}},
        "annotations": [],
    }
    for place in range(1, count + 1):
        line, column = divmod(place - 1, columns)
        across, size = _across(column, columns), theme.SIZE if columns == 1 else theme.SIZE - 2
        low, high = max(tops[line] - sizes[line], 0) / inner, tops[line] / inner
        layout[axis("xaxis", place)] = {"anchor": axis("y", place), "domain": across, **(xaxis or {})}
        layout[axis("xaxis", place)] |= _sharing(place, count, columns)
        layout[axis("yaxis", place)] = {"anchor": axis("x", place), "domain": [low, high], **(yaxis or {})}
        words = headings[place - 1 : place]
        layout["annotations"] += [_heading(text, across[0], high, size) for text in words]
    return layout


def _across(column: int, columns: int) -> list[float]:
    """Where a column of panels begins and ends."""
    width = (1 - BETWEEN * (columns - 1)) / columns
    left = column * (width + BETWEEN)
    return [left, left + width]


def _sharing(place: int, count: int, columns: int) -> dict[str, Any]:
    """What makes the axis across of a panel that of the last one, with ticks at the foot of a column only."""
    matches = {"matches": axis("x", count)} if place < count else {}
    return matches | (NO_TICKS if place + columns <= count else {})


def axis(name: str, place: int) -> str:
    """The name of an axis of the panel at a place, from 1.

    >>> axis("x", 1), axis("yaxis", 3)
    ('x', 'yaxis3')
    """
    return f"{name}{place if place > 1 else ''}"


def in_panel(place: int, trace: Trace) -> Trace:
    """A trace drawn in the panel at a place, from 1."""
    return trace | {"xaxis": axis("x", place), "yaxis": axis("y", place)}


def annotation(place: int, x: Any, y: Any, text: str, **style: Any) -> dict[str, Any]:
    """Words without an arrow at a point of a panel; to be added to `layout["annotations"]`."""
    axes = {"xref": axis("x", place), "yref": axis("y", place)}
    return {**axes, "x": x, "y": y, "text": text, "showarrow": False, **style}


def words_above_bars(words: Sequence[str], row: float) -> dict[str, Any]:
    """The layout of bars that lie below each other, the first on top, each with words above it.

    Args:
        words: of the bars at 0, 1, 2 … upwards; markup of Plotly.
        row: pixels of a bar with its words.
    """
    place = {"xref": "x domain", "xanchor": "left", "yanchor": "bottom", "yshift": row / 6}
    place |= {"font": {"size": theme.SIZE - 2}}
    return {
        "bargap": 0.6,
        "yaxis": {"visible": False, "range": [len(words) - 0.5, -0.9]},
        "annotations": [annotation(1, 0, line, text, **place) for line, text in enumerate(words)],
    }


def key_symbol(name: str, symbol: str, colour: str = theme.GREY) -> Trace:
    """A line of the key that explains a mark; it draws nothing itself."""
    marker = {"symbol": symbol, "color": colour, "size": 10, "line": {"width": 1.5, "color": colour}}
    return key_entry(name, marker=marker, legendrank=2000)


def years_axis(first: float, last: float, most: int = MOST_TICKS) -> dict[str, Any]:
    """An axis of whole years with so many ticks at most."""
    reach = last - first
    step = next((step for step in YEAR_STEPS if reach / step <= most), 50)
    ticks = {"dtick": step, "tick0": 0, "tickformat": "d", "tickangle": 0}
    return {"range": [first - 0.7, last + 0.7], **ticks}


def _heading(text: str, left: float, top: float, size: int) -> dict[str, Any]:
    place = {"x": left, "y": top, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    return {"text": text, "showarrow": False, "yshift": 4, "font": {"size": size}, **place}

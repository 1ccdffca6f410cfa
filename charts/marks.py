"""Traces made from rows: each mark carries the number of its row and shows its label; draws no axes."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from charts import theme

Trace = dict[str, Any]
HOVER = "%{hovertext}<extra></extra>"
DOTTED = {"color": theme.GREY, "dash": "dot", "width": 1}
"""The look of a line that is no mark: a limit, a day."""


def values(column: pd.Series) -> list:
    """A column as Plotly reads it: dates as ISO days, missing cells as None.

    >>> values(pd.Series([1.5, None])), values(pd.Series(pd.to_datetime(["2008-12-03"])))
    ([1.5, None], ['2008-12-03'])
    """
    if pd.api.types.is_datetime64_any_dtype(column):
        column = column.dt.strftime("%Y-%m-%d")
    if not column.hasnans:
        return column.tolist()
    return column.astype(object).where(column.notna(), None).tolist()


def scatter(rows: pd.DataFrame, x: str, y: str, name: str = "", **style: Any) -> Trace:
    """Points or a line through rows.

    Args:
        rows: part of the rows of a chart, with its index.
        x: the column across.
        y: the column upwards.
        name: of the series, in the key.
        style: what else Plotly reads of a trace.
    """
    return _trace("scatter", rows, x, y, name, style)


def bars(rows: pd.DataFrame, x: str, y: str, name: str = "", **style: Any) -> Trace:
    """Bars of rows; with `orientation="h"` x is their length."""
    return _trace("bar", rows, x, y, name, style)


def heatmap(rows: pd.DataFrame, x: str, y: str, z: str, **style: Any) -> Trace:
    """Cells of a grid, one row each; `x` and `y` in `style` give the order of columns and rows as lists.

    Args:
        rows: part of the rows of a chart, with its index.
        x: the column that names the column of a cell.
        y: the column that names its row.
        z: the column with its value.
        style: what else Plotly reads, such as `colorscale`; `xs`, `ys`: the order of the columns and rows.
    """
    across, down = (
        list(style.pop(order, None) or dict.fromkeys(rows[name])) for order, name in (("xs", x), ("ys", y))
    )
    at = {pair: place for place, pair in enumerate(zip(rows[x], rows[y], strict=True))}
    cells = [[at.get((column, line)) for column in across] for line in down]

    def grid(cell_values: Sequence) -> list[list]:
        return [[None if place is None else cell_values[place] for place in line] for line in cells]

    return {
        "type": "heatmap",
        "x": across,
        "y": down,
        "z": grid(values(rows[z])),
        "customdata": grid(rows.index.tolist()),
        "hovertext": grid(rows["label"].tolist()),
        "hovertemplate": HOVER,
        "hoverongaps": False,
        **style,
    }


def step_curve(
    rows: pd.DataFrame,
    x: str,
    y: str,
    name: str,
    line: dict[str, Any],
    *,
    end: Any,
    begin: Any = None,
    **style: Any,
) -> list[Trace]:
    """A curve of steps from nothing to the end; its rise and its run to the end are no marks.

    Args:
        rows: part of the rows of a chart, with its index; at least one.
        x: the column across.
        y: the column upwards.
        name: of the series, in the key.
        line: its colour, dash and width.
        end: where the curve ends across.
        begin: where it begins; at its first row without it.
        style: what else Plotly reads of a trace.
    """
    line = {"shape": "hv", "width": 2, **line}
    across, heights = values(rows[x]), values(rows[y])
    first = across[0] if begin is None else begin
    ends = [first, across[0], None, across[-1], end]
    levels = [0, heights[0], None, heights[-1], heights[-1]]
    return [
        unmarked(ends, levels, mode="lines", line=line, legendgroup=name),
        scatter(rows, x, y, name, line=line, legendgroup=name, **{"mode": "lines", **style}),
    ]


def unmarked(x: Sequence, y: Sequence, **style: Any) -> Trace:
    """A line or words that are no mark: a limit, a label, the continuation of a curve."""
    return {"type": "scatter", "x": list(x), "y": list(y), "hoverinfo": "skip", "showlegend": False, **style}


def upright_line(at: Any, words: str, *, line: dict[str, Any] | None = None, **style: Any) -> dict[str, list]:
    """A dotted line over the whole height with words at its top: the shapes and annotations of a layout.

    Args:
        at: where it stands across.
        words: markup of Plotly.
        line: its colour, dash and width.
        style: of the words.
    """
    ends = {"x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper"}
    note = {"x": at, "y": 1, "yref": "paper", "text": words, "showarrow": False, **style}
    return {"shapes": [{"type": "line", "line": DOTTED | (line or {}), **ends}], "annotations": [note]}


def today_line(at: Any) -> dict[str, list]:
    """A line at the day that counts as today, as `upright_line`; its word is at the foot."""
    style = {"y": 0, "yanchor": "bottom", "xanchor": "left", "font": {"size": theme.SIZE - 2}}
    return upright_line(at, "today", line={"width": 1.5}, **style)


def key_entry(name: str, **style: Any) -> Trace:
    """An entry of the key without a mark."""
    return unmarked([None], [None]) | {"name": name, "mode": "markers", "showlegend": True, **style}


def _trace(kind: str, rows: pd.DataFrame, x: str, y: str, name: str, style: dict[str, Any]) -> Trace:
    return {
        "type": kind,
        "name": name,
        "x": values(rows[x]),
        "y": values(rows[y]),
        "customdata": rows.index.tolist(),
        "hovertext": rows["label"].tolist(),
        "hovertemplate": HOVER,
        **style,
    }

"""Small maps side by side that share a key; static/fit.js says where each lies."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from charts import theme
from charts.map import figure
from charts.marks import Trace
from topics.vocabulary.text import bold

EXTENT = "small"
"""`Chart.extent` of such a figure."""


def panelled(
    rows: pd.DataFrame,
    parts: Mapping[str, pd.DataFrame],
    paint: Callable[[pd.DataFrame], Sequence[Trace]],
    sheet: dict[str, Any],
    key: Trace,
) -> dict[str, Any]:
    """A map for each part of the rows, under its heading.

    Args:
        rows: of the chart.
        parts: rows of each map by its heading.
        paint: all layers of one map, ground and borders too.
        sheet: of `map.layout`, for each of them.
        key: what all share.
    """
    geos = [f"geo{place + 1 if place else ''}" for place in range(len(parts))]
    traces = [
        layer | {"geo": geo} for geo, part in zip(geos, parts.values(), strict=True) for layer in paint(part)
    ]
    meta = {"projection": sheet["meta"]["projection"], "panels": dict(zip(geos, parts, strict=True))}
    shared = {name: value for name, value in sheet.items() if not name.startswith("geo")}
    layout = {
        **shared,
        **{geo: sheet["geo"] | {"domain": {"x": [0, 1], "y": [0, 1]}} for geo in geos},
        "meta": meta,
        "margin": {"l": 0, "r": 0, "t": 8, "b": 8},
        "annotations": [_heading(words) for words in parts],
    }
    return figure(rows, [key, *traces], layout)


def _heading(words: str) -> dict[str, Any]:
    place = {"x": 0, "y": 1, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    return {"text": bold(words), "showarrow": False, "font": {"size": theme.SIZE - 1}, **place}

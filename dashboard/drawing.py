"""Figures made ready to show, and kept for all readers who ask for the same address again."""

import json
import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from charts import theme
from dashboard import address, cite, view
from dashboard.store import edition_written

MOST_KEPT = 400
"""Drawings kept in memory; some 100 kB each."""
HEIGHT = 450
"""Of a chart that states none, in pixels; a map takes its height from the style sheet."""
KINDS = ("bar", "choropleth", "heatmap", "pie", "scatter", "scattergeo")
"""Kinds of series that our part of plotly.js draws, see vendor/plotly/entry.js."""


@dataclass(frozen=True)
class Drawing:
    """A figure in the colours of the page, and what is said about it in words.

    `content` is what static/chart.js draws. `figure` has lost its title, which stands above it on the page;
    nobody may change it any more. `extent` names the part of the world a map shows, empty for other charts.
    """

    figure: go.Figure
    content: bytes
    title: str
    alt: str
    step: str
    extent: str
    is_empty: bool


_kept: OrderedDict[tuple, Drawing] = OrderedDict()


def drawing(figure: go.Figure | Callable[[], go.Figure], key: str, height: int | None = None) -> Drawing:
    """A figure ready to show.

    A function that draws it is called once for each address, filter, edition and day: all that a page shows
    follows from these, so the same ones have the same drawing.

    Args:
        figure: the figure, or a function that draws it.
        key: its name on the page.
        height: in pixels; maps take theirs from the style sheet.
    """
    dark = st.context.theme.type == "dark"
    if isinstance(figure, go.Figure):
        return _ready(figure, dark, height)
    asked = (key, height, dark, address.state(), view.chosen(), edition_written(), date.today())
    found = _kept.pop(asked, None) or _ready(figure(), dark, height)
    _kept[asked] = found
    while len(_kept) > MOST_KEPT:
        _kept.popitem(last=False)
    return found


def _ready(figure: go.Figure, dark: bool, height: int | None) -> Drawing:
    unknown = {trace.type for trace in figure.data} - set(KINDS)
    if unknown:
        raise LookupError(f"No series {sorted(unknown)} in vendor/plotly. There are: {', '.join(KINDS)}")
    title, step = cite.shown_text(figure.layout.title.text), _step(figure)
    alt, is_empty = alt_text(figure, title), not _has_points(figure)
    extent = (figure.layout.meta or {}).get("extent", "see") if _is_map(figure) else ""
    figure.update_layout(template=theme.template(dark), title=None)
    if extent or height:
        figure.update_layout(height=None if extent else height)
    elif not figure.layout.height:
        figure.update_layout(height=HEIGHT)
    content = f'{{"alt":{json.dumps(alt)},"figure":{figure.to_json(validate=False)}}}'
    return Drawing(figure, content.encode(), title, alt, step, extent, is_empty)


def alt_text(figure: go.Figure, title: str) -> str:
    """The title and what the first series show, for those who hear the page."""
    said = [_series_words(trace) for trace in figure.data if trace.name and trace.visible is not False]
    said = list(dict.fromkeys(filter(None, said)))
    more = f" And {len(said) - 6} more." if len(said) > 6 else ""
    kind = "Map" if _is_map(figure) else "Chart"
    return f"{kind}: {title}. {' '.join(said[:6])}{more}".strip()


def _series_words(trace: Any) -> str:
    name = cite.shown_text(trace.name)
    if trace.type in ("choropleth", "scattergeo"):
        places = trace.locations if trace.locations is not None else trace.lon
        count = 0 if places is None else sum(not _null(place) and place != "" for place in places)
        return f"{name}: {count} {'place' if count == 1 else 'places'}." if count else ""
    points = [(x, y) for x, y in zip(_list(trace, "x"), _list(trace, "y"), strict=False) if not _null(y)]
    if not points:
        return ""
    (first, begin), (last, end) = points[0], points[-1]
    if len(points) == 1 or trace.type not in ("scatter", "bar"):
        return f"{name}: {_said(first)}, {_said(begin)}."
    return f"{name}: from {_said(begin)} ({_said(first)}) to {_said(end)} ({_said(last)})."


def _list(trace: Any, name: str) -> list:
    values = trace[name] if name in set(trace) else None
    return [] if values is None else list(values)


def _null(value: Any) -> bool:
    return value is None or (isinstance(value, float) and pd.isna(value))


def _said(value: Any) -> str:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(int(value)) if 1900 <= value <= 2100 and float(value).is_integer() else theme.number(value)
    return cite.shown_text(str(value)[:10] if re.match(r"\d{4}-\d\d-\d\dT", str(value)) else value)


def _is_map(figure: go.Figure) -> bool:
    return any(trace.type in ("choropleth", "scattergeo") for trace in figure.data)


def _step(figure: go.Figure) -> str:
    """Where the slider of a figure stands when the figure is drawn: its title speaks of that step."""
    sliders = figure.layout.sliders
    steps = sliders[0].steps if sliders else ()
    return str(steps[int(sliders[0].active or 0)].label) if steps else ""


def _has_points(figure: go.Figure) -> bool:
    return any(_points(trace) for trace in figure.data) or bool(figure.frames)


def _points(trace: Any) -> bool:
    known = set(trace)
    for name in ("locations", "lon", "x", "y", "z", "values", "ids", "r"):
        values = trace[name] if name in known else None
        if values is not None and any(not _null(value) for value in values):
            return True
    return False

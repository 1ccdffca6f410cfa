"""Says what a chart shows, for those who hear the page."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from charts.chart import Chart
from charts.steps import marks_at
from dashboard.cite import shown_text
from topics.vocabulary.dates import long_date
from topics.vocabulary.numbers import number, plural

MOST_SERIES = 6
"""Series that are described."""
YEARS = (1900, 2100)
"""Numbers across a chart that are years, or times within them."""
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def alt_text(chart: Chart) -> str:
    """The title and what the first series or classes show, for those who hear the page."""
    series = (
        _classes_words(chart.figure)
        if chart.is_map
        else (_series_words(trace, chart.figure["layout"]) for trace in chart.figure["data"])
    )
    words = list(dict.fromkeys(filter(None, series)))
    more = f" And {len(words) - MOST_SERIES} more." if len(words) > MOST_SERIES else ""
    kind = "Map" if chart.is_map else "Chart"
    return f"{kind}: {chart.title}. {' '.join(words[:MOST_SERIES])}{more}".strip()


def _classes_words(figure: dict[str, Any]) -> Iterator[str]:
    """How many places or links each class of the key of a map has at what is shown first."""
    numbers, marks = set(marks_at(figure)), set()
    for layer in figure["layers"]:
        noun = "link" if layer["kind"] == "lines" else "place"
        marks |= {(place, noun, row) for row, place in _classed(layer) if row in numbers}
    counts = Counter((place, noun) for place, noun, _ in marks)
    for (place, noun), count in sorted(counts.items()):
        if figure["classes"][place]["in_key"]:
            yield f"{figure['classes'][place]['label']}: {count} {noun}{'s' * (count != 1)}."


def _classed(layer: dict[str, Any]) -> Iterator[tuple[int, int]]:
    """The row and the class of each mark of a layer; of rings those that have a width."""
    if layer["kind"] != "rings":
        yield from zip(layer.get("rows", ()), layer.get("classes", ()), strict=True)
        return
    for row, sizes in zip(layer["rows"], layer["sizes"], strict=True):
        yield from ((row, place) for place, size in zip(layer["classes"], sizes, strict=True) if size)


def _series_words(trace: dict[str, Any], layout: dict[str, Any]) -> str:
    """Where a series begins and ends, as far as its axes say it, else how many marks it has."""
    if not trace.get("name") or "customdata" not in trace or trace["type"] not in ("scatter", "bar"):
        return ""
    across = trace["base"] if _is_lying(trace) else trace.get("x", ())
    pairs = zip(across, trace.get("y", ()), strict=False)
    points = [(x, y) for x, y in pairs if x is not None and y is not None]
    if not points:
        return ""
    name = shown_text(trace["name"])
    xs, ys = zip(*points, strict=True)
    x_kind, y_kind = _kind(xs, trace, layout, "x"), _kind(ys, trace, layout, "y")
    if y_kind == "number" and x_kind != "place":
        ordered = points if x_kind == "name" else sorted(points)
        return f"{name}: {_span([f'{_value(y, y_kind)} ({_value(x, x_kind)})' for x, y in ordered])}."
    if (x_kind, y_kind) == ("number", "name"):
        return f"{name}: {_span([f'{_value(x, x_kind)} ({_value(y, y_kind)})' for x, y in points])}."
    marks = plural(len(points), "mark")
    values, kind = (ys, y_kind) if y_kind == "number" else (xs, x_kind)
    if kind in ("place", "name"):
        return f"{name}: {marks}."
    return f"{name}: {marks}, {_span([_value(value, kind) for value in sorted(values)])}."


def _is_lying(trace: dict[str, Any]) -> bool:
    """Whether the bars of a series lie and have their beginnings stated."""
    return trace.get("orientation") == "h" and isinstance(trace.get("base"), list)


def _kind(values: Sequence[Any], trace: dict[str, Any], layout: dict[str, Any], letter: str) -> str:
    """What values along an axis are.

    A year is one beside which a bar stands, a time one within a year; a place in the drawing says nothing.
    """
    axis = layout.get(f"{letter}axis{trace.get(f'{letter}axis', letter)[1:]}", {})
    if axis.get("visible", True) is False or "ticktext" in axis:
        return "place"
    if all(DAY.match(str(value)) for value in values):
        return "day"
    if any(isinstance(value, str) for value in values):
        return "name"
    if letter == "y" or not all(YEARS[0] <= value <= YEARS[1] for value in values):
        return "number"
    return "year" if trace["type"] == "bar" else "time"


def _value(value: Any, kind: str) -> str:
    if kind == "day":
        return long_date(date.fromisoformat(str(value)[:10]))
    if kind in ("year", "time"):
        return str(round(value) if kind == "year" else int(value))
    return number(value) if kind == "number" else shown_text(value)


def _span(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"from {words[0]} to {words[-1]}"

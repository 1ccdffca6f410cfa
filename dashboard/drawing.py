"""Charts made ready to show, each once for all readers who ask for the same view."""

import json
import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Any, TypeVar

import pandas as pd

from charts import theme
from charts.chart import Chart
from dashboard import cite
from dashboard.cite import shown_text
from dashboard.rows import Column, columns_of
from topics.view import View
from topics.vocabulary.dates import year_range
from topics.vocabulary.numbers import number
from topics.vocabulary.text import sentence_case

MOST_KEPT = 400
"""Charts kept in memory; some 100 kB each."""
HEIGHT = 450
"""Of a chart that states none, in pixels; a map takes its height from the style sheet."""
MOST_SERIES = 6
"""Series that the words for those who hear the page describe."""

ALL_STEPS = "; sources and latest entry are those of all steps of the slider"

MOST_PRIVATE = 10
"""Charts of a reader's own file kept in a session."""

Result = TypeVar("Result")
Store = OrderedDict[tuple[Hashable, ...], Any]
_lock = Lock()
SHARED: Store = OrderedDict()
"""What is drawn of our tables, for all readers."""


@dataclass(frozen=True)
class Drawing:
    """A chart in the ink of the page: what static/chart.js draws, and all that goes with it."""

    chart: Chart
    view: View
    content: bytes = b""
    step: str = ""
    """Where its slider stands."""

    @cached_property
    def table(self) -> list[Column]:
        """The rows as a reader sees them."""
        return columns_of(self.view.tables, self.chart.rows, self.chart.columns)

    @cached_property
    def facts(self) -> dict[str, str]:
        """What goes with a chart wherever it goes, in plain words."""
        tables, chart = self.view.tables, self.chart
        status = cite.status_note(tables) if chart.extent or cite.names_kosovo(chart.rows) else ""
        return {
            "title": chart.title,
            "subtitle": sentence_case(" · ".join(filter(None, [chart.measure, *self.place_and_period]))),
            "filter": self.view.with_known(chart.scope) if chart.scope else self.view.words(),
            "sources": cite.source_words(tables, chart.drawn),
            "dated": cite.as_of(tables, chart.drawn) + (ALL_STEPS if chart.figure.get("frames") else ""),
            "note": " ".join(filter(None, [status, cite.BOUNDARY_NOTE if chart.extent else ""])),
            "day": f"{tables.today:%Y-%m-%d}",
            "step": self.step,
        }

    @property
    def place_and_period(self) -> list[str]:
        """Of where and when the chart is: what it says itself, else the filter."""
        if self.chart.scope:
            return [self.view.with_known(self.chart.scope)]
        view, rows = self.view, self.chart.drawn
        has_years = "year" in rows and rows["year"].notna().any()
        period = view.period if not view.has_all_years else _years(rows["year"]) if has_years else ""
        return [view.place, period, view.with_known("").removeprefix(", ")]

    @cached_property
    def sources(self) -> str:
        """One line with the sources and the latest entry, in Markdown."""
        sources = cite.source_line(self.view.tables, self.chart.drawn, most=2)
        return f"{'. '.join(filter(None, [sources, cite.latest(self.view.tables, self.chart.drawn)]))}."


def result_of(
    work: Callable[..., Result], view: View, options: Mapping[str, Hashable], store: Store = SHARED
) -> Result:
    """What a function makes of tables, filter and options: charts, rows; once for the same ones.

    Args:
        work: makes it of tables, view and options.
        view: the filter.
        options: of the function.
        store: where it is kept: what comes from a reader's own file must not lie in the shared one.
    """
    return _once((work, *_key(view, options)), lambda: work(view.tables, view, **options), store)


def drawing(
    work: Callable[..., Chart],
    view: View,
    options: Mapping[str, Hashable],
    dark: bool,
    store: Store = SHARED,
) -> Drawing:
    """A chart ready to show on a light or a dark page, kept as by `result_of`."""
    chart = result_of(work, view, options, store)
    return _once((work, dark, *_key(view, options)), lambda: inked(chart, view, dark), store)


def _key(view: View, options: Mapping[str, Hashable]) -> tuple[Hashable, ...]:
    return view.tables.key, view.key, tuple(sorted(options.items()))


def _once(key: tuple[Hashable, ...], work: Callable[[], Any], store: Store) -> Any:
    with _lock:
        if key in store:
            store.move_to_end(key)
            return store[key]
    result = work()
    with _lock:
        store[key] = result
        while len(store) > (MOST_KEPT if store is SHARED else MOST_PRIVATE):
            store.popitem(last=False)
    return result


def inked(chart: Chart, view: View, dark: bool) -> Drawing:
    """A chart in the ink of a light or a dark page.

    Raises:
        ValueError: a number is not finite.
    """
    if not chart.figure:
        return Drawing(chart, view)
    layout = {"template": theme.template(dark)} | chart.figure["layout"]
    if chart.extent:
        layout.pop("height", None)
    else:
        layout.setdefault("height", HEIGHT)
    figure = chart.figure | {"layout": layout}
    content = json.dumps(
        {"alt": alt_text(chart), "figure": figure}, default=_native, allow_nan=False, separators=(",", ":")
    )
    return Drawing(chart, view, content.encode(), _step(layout))


def alt_text(chart: Chart) -> str:
    """The title and what the first series show, for those who hear the page."""
    traces = [trace for trace in chart.figure["data"] if trace.get("name") and "customdata" in trace]
    words = list(dict.fromkeys(filter(None, map(_series_words, traces))))
    more = f" And {len(words) - MOST_SERIES} more." if len(words) > MOST_SERIES else ""
    kind = "Map" if chart.extent else "Chart"
    return f"{kind}: {chart.title}. {' '.join(words[:MOST_SERIES])}{more}".strip()


def _series_words(trace: dict[str, Any]) -> str:
    name = shown_text(trace["name"])
    if trace["type"] in ("choropleth", "scattergeo"):
        count = len([row for row in trace["customdata"] if row is not None])
        return f"{name}: {count} {'place' if count == 1 else 'places'}." if count else ""
    points = [(x, y) for x, y in zip(trace.get("x", ()), trace.get("y", ()), strict=False) if y is not None]
    if not points:
        return ""
    (first, begin), (last, end) = points[0], points[-1]
    if len(points) == 1 or trace["type"] not in ("scatter", "bar"):
        return f"{name}: {_value(first)}, {_value(begin)}."
    return f"{name}: from {_value(begin)} ({_value(first)}) to {_value(end)} ({_value(last)})."


def _value(value: Any) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(int(value)) if 1900 <= value <= 2100 and float(value).is_integer() else number(value)
    return shown_text(str(value)[:10] if re.match(r"\d{4}-\d\d-\d\dT", str(value)) else value)


def _step(layout: dict[str, Any]) -> str:
    sliders = layout.get("sliders") or ()
    return str(sliders[0]["steps"][int(sliders[0].get("active") or 0)]["label"]) if sliders else ""


def _years(years: pd.Series) -> str:
    return year_range(int(years.min()), int(years.max()))


def _native(value: Any) -> Any:
    """What JSON knows of a value of NumPy or pandas."""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    if hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError(f"{type(value).__name__} is nothing a chart can hold: {value!r}")

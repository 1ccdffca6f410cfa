"""Charts made ready to show, each once for all readers who ask for the same view."""

import json
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from threading import Lock, RLock
from typing import Any, TypeVar

import pandas as pd

from charts import theme
from charts.chart import Chart
from charts.steps import place_of, rows_at
from dashboard import attribution, cite
from dashboard.chart_address import without_defaults
from dashboard.rows import Column, columns_of
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.dates import year_range
from topics.vocabulary.text import sentence_case

MOST_KEPT = 2000
"""Charts and drawings kept in memory; some 60 kB each."""
HEIGHT = 450
"""Of a chart that states none, in pixels; static/map.js gives a map its own."""
ONE_CHOICE = {"names": [""], "labels": [""], "start": 0}
"""Of a map with a slider and no switch."""

MOST_PRIVATE = 20
"""Charts and drawings of a reader's own file kept in a session."""
MOST_CLOSED = 300
"""Charts and drawings of a closed edition kept with its tables."""

Result = TypeVar("Result")
Store = OrderedDict[tuple[Hashable, ...], Any]
_lock = Lock()
_turns: dict[tuple[int, tuple[Hashable, ...]], RLock] = {}  # of what is being worked out
SHARED: Store = OrderedDict()
"""What is drawn of our tables, for all readers."""


@dataclass(frozen=True, eq=False)
class Drawing:
    """A chart in the ink of the page, and all that goes with it."""

    chart: Chart
    view: View
    work: Callable[..., Chart] | None = None
    """What made the chart, with `options`: its address says both."""
    options: Mapping[str, Hashable] = field(default_factory=dict)
    is_dark: bool = False
    step: str = ""
    """Where slider and switch of a map stand, in words."""
    messages: dict[int, bytes] = field(default_factory=dict)
    """What `dashboard.figure` sends of it, by the level of its heading."""

    @property
    def figure(self) -> dict[str, Any]:
        """The figure in the ink of the page; empty where rows are shown alone."""
        if not self.chart.figure or self.chart.is_map:  # the style sheet has the ink of maps
            return self.chart.figure
        layout = {"template": theme.template(self.is_dark), "height": HEIGHT} | self.chart.figure["layout"]
        return self.chart.figure | {"layout": layout}

    @property
    def content(self) -> bytes:
        """The figure as JSON.

        Raises:
            ValueError: a number is not finite.
        """
        return json.dumps(self.figure, default=_native, allow_nan=False, separators=(",", ":")).encode()

    def at(self, step: str | None, choice: str | None) -> "Drawing":
        """What goes with a map at a step and a choice: their rows alone, their title; all else goes as it is.

        Args:
            step: by its name in the address; without one, or an unknown one, what is shown first.
            choice: of the switch, in the same way.
        """
        figure = self.chart.figure
        if "steps" not in figure:
            return self
        choices = figure.get("choices", ONE_CHOICE)
        by_step, place = place_of(choices, choice), place_of(figure["steps"], step)
        standing = {"steps": figure["steps"] | {"start": place}}
        if "choices" in figure:
            standing["choices"] = choices | {"start": by_step}
        label = f"{figure['steps']['prefix']}{figure['steps']['labels'][place]}".strip()
        rows = self.chart.rows.loc[rows_at(figure, step, choice)]
        title = figure["titles"][by_step][place]
        chart = replace(self.chart, title=title, rows=rows, figure=figure | standing)
        words = " · ".join(filter(None, [label, choices["labels"][by_step]]))
        return Drawing(chart, self.view, self.work, self.options, step=words)

    @cached_property
    def table(self) -> list[Column]:
        """The rows as a reader sees them."""
        return columns_of(self.view.tables, self.chart.rows, self.chart.columns)

    @cached_property
    def facts(self) -> dict[str, str]:
        """What goes with a chart wherever it goes, in plain words."""
        tables, chart = self.view.tables, self.chart
        status = cite.status_note(tables) if chart.extent or cite.names_kosovo(chart.rows) else ""
        boundaries = cite.BOUNDARY_NOTE if chart.extent else ""
        return {
            "title": chart.title,
            "subtitle": self.subtitle,
            "filter": self.view.with_known(chart.scope) if chart.scope else self.view.words(),
            "sources": cite.source_words(tables, chart.drawn),
            "dated": cite.as_of(tables, chart.drawn),
            "note": " ".join(filter(None, [status, boundaries, attribution.plain(chart.figure)])),
            "step": self.step,
        }

    @cached_property
    def subtitle(self) -> str:
        """What is drawn, where and of when."""
        return sentence_case(" · ".join(filter(None, [self.chart.measure, *self.place_and_period])))

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
        """One line with the sources and the latest entry, in HTML."""
        more = "of all steps, listed in the CSV" if "steps" in self.chart.figure else "see the table"
        sources = cite.source_line(self.view.tables, self.chart.drawn, most=2, more=more)
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
    key = (work, *_key(work, view, options))
    return _once(key, lambda: work(view.tables, view, **options), *_room(view.tables, store))


def derived(work: Callable[..., Result], tables: Tables, *arguments: Hashable, **options: Hashable) -> Result:
    """What a function makes of tables and more, such as the words of a page; once for the same arguments."""
    parts = tuple(one.key if isinstance(one, View) else one for one in arguments)
    key = (derived, work, tables.key, parts, tuple(sorted(options.items())))
    return _once(key, lambda: work(tables, *arguments, **options), *_room(tables, SHARED))


def drawing(
    work: Callable[..., Chart],
    view: View,
    options: Mapping[str, Hashable],
    dark: bool,
    store: Store = SHARED,
) -> Drawing:
    """A chart ready to show on a light or a dark page, kept as by `result_of`."""
    chart = result_of(work, view, options, store)
    dark = dark and bool(chart.figure) and not chart.is_map
    key = (work, dark, *_key(work, view, options))
    return _once(key, lambda: Drawing(chart, view, work, options, dark), *_room(view.tables, store))


def forget() -> None:
    """Forget what is drawn for all readers, when the tables are others."""
    with _lock:
        SHARED.clear()


def _key(work: Callable[..., Any], view: View, options: Mapping[str, Hashable]) -> tuple[Hashable, ...]:
    """What tells a result from others; options that are as by default do not."""
    return view.tables.key, view.key, tuple(sorted(without_defaults(work, options).items()))


def drawings(_: Tables) -> Store:
    """Room for what is drawn of a closed edition: it goes when its tables go."""
    return OrderedDict()


def _room(tables: Tables, store: Store) -> tuple[Store, int]:
    """Where a result is kept, and how many are."""
    if store is not SHARED:
        return store, MOST_PRIVATE
    return (tables.derive(drawings), MOST_CLOSED) if tables.is_closed else (SHARED, MOST_KEPT)


def _once(key: tuple[Hashable, ...], work: Callable[[], Any], store: Store, most: int) -> Any:
    """What is kept under a key; who asks while it is worked out waits for it instead of doing the same."""
    with _lock:
        if key in store:
            store.move_to_end(key)
            return store[key]
        turn = _turns.setdefault((id(store), key), RLock())
    with turn:
        with _lock:
            if key in store:
                return store[key]
        try:
            result = work()
            with _lock:
                store[key] = result
                while len(store) > most:
                    store.popitem(last=False)
        finally:
            with _lock:
                _turns.pop((id(store), key), None)
    return result


def _years(years: pd.Series) -> str:
    return year_range(int(years.min()), int(years.max()))


def _native(value: Any) -> Any:
    """What JSON knows of a value of NumPy or pandas."""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    if hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError(f"{type(value).__name__} is nothing a chart can hold: {value!r}")

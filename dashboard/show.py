"""The one way a page shows data: a figure with heading, sources and files; headline figures."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from charts.chart import Chart
from dashboard import card, cite, current, figure
from dashboard.drawing import SHARED, Store, drawing, result_of
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.numbers import number
from topics.vocabulary.sentences import sentence

PRIVATE = "private-drawings"
"""Where a session keeps what is drawn from a reader's own file."""
JS = """
import { show } from "dashboard/figure.js";
export default show;
"""
_figure = st.components.v2.component("figure", html=figure.HTML, js=JS, isolate_styles=False)


def show(
    work: Callable[..., Chart],
    *,
    key: str = "",
    level: int = 2,
    view: View | None = None,
    optional: bool = False,
    private: bool = False,
    **options: Hashable,
) -> None:
    """Draw a chart, or the table of one without a figure, with all that belongs to it.

    Args:
        work: makes the chart: `name(tables, view, *, options)`.
        key: stable name on the page; the name of the function where there is none.
        level: of the heading, 2 right under the title of the page, 3 under a section.
        view: where it is not the reader's filter.
        optional: leave it out where there is nothing to draw, instead of saying so.
        private: it is drawn from a reader's own file: keep it in the session alone.
        options: of the chart; they can be the key of a dictionary.
    """
    view = view or current.view()
    key = key or work.__name__
    drawn = drawing(work, view, options, st.context.theme.type == "dark", _store(private))
    if drawn.chart.is_empty:
        if not optional:
            empty(drawn.chart.title, level=level)
        return
    card.remember(key, drawn.chart)
    _figure(key=f"figure-{key}", data=figure.sent(drawn, level, private=private))


def headlines(work: Callable[..., pd.DataFrame], *, private: bool = False, **options: Hashable) -> None:
    """Draw headline figures in a row that wraps; a missing one is "no data", never zero.

    Args:
        work: makes the rows: `name(tables, view, *, options)`. *Columns*: heading, value (number, text or
            missing), unit, remark, records.
        private: they are counted in a reader's own file: keep them in the session alone.
        options: of the rows.
    """
    st.html(result_of(_headlines, current.view(), {"rows": work, **options}, _store(private)))


def forget_private() -> None:
    """Leave nothing of what was drawn from a reader's own file."""
    st.session_state.pop(PRIVATE, None)
    card.begin()


def empty(words: str, level: int = 2) -> None:
    """Say that there is nothing to draw, and what to change.

    Args:
        words: what is missing; nothing where the page has said it.
        level: of the heading.
    """
    view = current.view()
    title = f"<h{level}>{escape(words.rstrip('.'))}</h{level}>" if words else ""
    nothing = sentence("No data found for {filter}.", filter=view.words())
    advice = (
        sentence(
            "Widen the years, the countries or the hazard under Filter, choose a later day as known on, or "
            "press Reset there. No data does not mean zero."
        )
        if view.tables.known
        else sentence(
            "Widen the years, the countries or the hazard under Filter, or press Reset there. No data does "
            "not mean zero."
        )
    )
    st.html(f'<div class="figure">{title}<p>{escape(nothing)} {advice}</p></div>')


def _store(private: bool) -> Store:
    """Where what is drawn is kept."""
    return st.session_state.setdefault(PRIVATE, OrderedDict()) if private else SHARED


def _headlines(tables: Tables, view: View, *, rows: Callable[..., pd.DataFrame], **options: Hashable) -> str:
    """Headline figures as HTML."""
    boxes = [_headline(tables, row) for row in rows(tables, view, **options).to_dict("records")]
    return f'<div class="headlines">{"".join(boxes)}</div>'


def _headline(tables: Tables, row: dict[Hashable, Any]) -> str:
    value, unit, remark = row["value"], row["unit"], row["remark"]
    is_missing = value is None or (not isinstance(value, str) and pd.isna(value))
    words = sentence("no data") if is_missing else value if isinstance(value, str) else number(value)
    shown_unit = f' <span class="headline-unit">{escape(unit)}</span>' if unit and not is_missing else ""
    faint = " headline-missing" if is_missing else ""
    parts = [
        f'<p class="headline-label">{escape(row["heading"])}</p>',
        f'<p class="headline-value{faint}">{escape(words)}{shown_unit}</p>',
        f'<p class="headline-note">{escape(remark)}</p>' if remark else "",
    ]
    if not is_missing and row["records"]:
        sources = cite.headline_sources(tables, pd.DataFrame([row]))
        parts.append(f'<p class="headline-sources">{sources}</p>')
    return f'<div class="headline">{"".join(parts)}</div>'

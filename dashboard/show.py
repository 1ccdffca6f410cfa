"""The one way a page shows data: a chart or a table with heading, sources and downloads; headline figures."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from charts.chart import Chart
from dashboard import address, card, cite, current, table, terms
from dashboard.cite import escaped
from dashboard.drawing import SHARED, Drawing, Store, drawing, result_of
from dashboard.files import cite_menu, download_menu
from dashboard.lines import headed_lines
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.numbers import number
from topics.vocabulary.sentences import sentence

PRIVATE = "private-drawings"
"""Where a session keeps what is drawn from a reader's own file."""
COPY = '<a class="copy-link" href="#figure-{key}" data-done="{done}">{words}</a>'
HEADINGS = {1: st.title, 2: st.header, 3: st.subheader}
JS = """
export default ({ data, parentElement }) => {
  const script = import(new URL("api/v1/chart.js", document.baseURI).href);
  return script.then((chart) => chart.draw({ data, parentElement }));
};
"""


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
        key: stable name on the page and of the files; the name of the function where there is none.
        level: of the heading, 2 right under the title of the page, 3 under a section.
        view: where it is not the reader's filter.
        optional: leave it out where there is nothing to draw, instead of saying so.
        private: it is drawn from a reader's own file: keep it in the session alone.
        options: of the chart; they can be the key of a dictionary.
    """
    view = view or current.view()
    key = key or work.__name__
    drawn = drawing(work, view, options, st.context.theme.type == "dark", _store(private))
    chart = drawn.chart
    if chart.is_empty:
        if not optional:
            empty(chart.title, level=level)
        return
    with st.container(key=f"figure-{key}", gap="small"):
        HEADINGS[level](escaped(chart.title), anchor=False)
        subtitle = terms.explained(escape(drawn.facts["subtitle"]), view.tables)
        st.html(f'<p class="subtitle">{subtitle}</p>')
        card.remember(key, chart)
        _body(drawn, key, level)
        note = terms.explained(escape(chart.note), view.tables)
        st.caption("  \n".join(filter(None, [drawn.sources, note])), unsafe_allow_html=True)
        _actions(drawn, key)


def controls() -> Any:
    """The one row of controls above the first chart of a page; static/style.css hides the labels in it."""
    return st.container(key="controls", horizontal=True, vertical_alignment="center", gap="small")


def options(row: Any) -> Any:
    """The popover at the end of a row of controls that holds all others."""
    return row.popover(sentence("Options"), key="options")


def headlines(
    work: Callable[..., pd.DataFrame], key: str = "headlines", *, private: bool = False, **options: Hashable
) -> None:
    """Draw headline figures in a row that wraps; a missing one is "no data", never zero.

    Args:
        work: makes the rows: `name(tables, view, *, options)`. *Columns*: heading, value (number, text or
            missing), unit, remark, records.
        key: of the row on the page.
        private: they are counted in a reader's own file: keep them in the session alone.
        options: of the rows.
    """
    view = current.view()
    rows = result_of(work, view, options, _store(private))
    with headline_row(key):
        for place in range(len(rows)):
            _headline(view.tables, rows.iloc[place : place + 1])


def headline_row(key: str = "headlines") -> AbstractContextManager:
    """A row for headline figures that wraps on a narrow screen."""
    return st.container(key=f"figure-row-{key}")


def forget_private() -> None:
    """Leave nothing of what was drawn from a reader's own file."""
    st.session_state.pop(PRIVATE, None)
    card.begin()


def empty(sentence: str, level: int | None = None) -> None:
    """Say that there is nothing to draw, and what to change."""
    words = sentence.rstrip(".")
    view = current.view()
    with st.container(gap="small"):
        if level and words:
            HEADINGS[level](escaped(words), anchor=False)
        elif words:
            st.markdown(f"**{escaped(words)}.**")
        later = ", choose a later day as known on" if view.tables.known else ""
        st.markdown(
            f"No data found for {escaped(view.words())}. Widen the years, the countries or the hazard under "
            f"Filter{later}, or press Reset there. No data does not mean zero."
        )


def page(name: str) -> Any:
    """A page of the frame, for `st.page_link`.

    Raises:
        LookupError: there is no such page.
    """
    pages = st.session_state.get("pages", {})
    if name not in pages:
        raise LookupError(f"No page '{name}'. There are: {', '.join(pages)}")
    return pages[name]


def _store(private: bool) -> Store:
    """Where what is drawn is kept."""
    return st.session_state.setdefault(PRIVATE, OrderedDict()) if private else SHARED


_chart = st.components.v2.component("chart", html='<div class="chart"></div>', js=JS, isolate_styles=False)


def _body(drawn: Drawing, key: str, level: int) -> None:
    """The drawing; of rows without one short lists or a table."""
    if drawn.chart.figure:
        _draw(drawn, key)
    elif drawn.chart.heads:
        st.html(headed_lines(drawn.view.tables, drawn.chart, level + 1))
    else:
        table.draw(drawn, key)


def _draw(drawn: Drawing, key: str) -> None:
    """The drawing in a component of ours, by map.js or plotly.js, see docs/decisions/008."""
    if not drawn.chart.is_map:
        _chart(key=key, data=drawn.content)
        return
    with st.container(key=f"map-{key}", gap=None):  # by its key the style sheet keeps room until it is drawn
        _chart(key=key, data=drawn.content)


def _headline(tables: Tables, row: pd.DataFrame) -> None:
    (heading, value, unit, remark) = (row[name].iloc[0] for name in ("heading", "value", "unit", "remark"))
    is_missing = value is None or (not isinstance(value, str) and pd.isna(value))
    words = "no data" if is_missing else value if isinstance(value, str) else number(value)
    shown_unit = f' <span class="headline-unit">{escape(unit)}</span>' if unit and not is_missing else ""
    faint = " headline-missing" if is_missing else ""
    parts = [
        f'<p class="headline-label">{escape(heading)}</p>',
        f'<p class="headline-value{faint}">{escape(words)}{shown_unit}</p>',
        f'<p class="headline-note">{escape(remark)}</p>' if remark else "",
    ]
    with st.container(border=True, gap=None):
        st.html(f'<div class="headline">{"".join(parts)}</div>')
        if not is_missing and row["records"].iloc[0]:
            st.caption(cite.headline_sources(tables, row))


@st.fragment
def _actions(drawn: Drawing, key: str) -> None:
    """The buttons under a chart; nothing is made or sent before a reader asks."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"more-{key}"):
        files = st.popover(sentence("Download"), key=f"download-{key}", on_change="rerun")
        st.html(
            COPY.format(key=escape(key), words=sentence("Copy link"), done=sentence("Copied")),
            width="content",
        )
        cited = st.popover(sentence("Cite"), key=f"cite-{key}", on_change="rerun")
        has_table = bool(drawn.chart.figure or drawn.chart.heads)
        opened = has_table and st.toggle(sentence("Table"), key=f"table-{key}")
    if files.open:
        with files:
            download_menu(drawn, key)
    if cited.open:
        with cited:
            cite_menu(drawn, key)
    if opened:
        table.draw(drawn.at(*address.step_and_choice()), key)

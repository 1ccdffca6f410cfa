"""Draws a figure with its heading, sources, table and downloads; the one way a page shows data."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from charts import theme
from dashboard import address, card, cite, download, shapes, view
from dashboard.card import remember as rest_on
from dashboard.chart import chart
from dashboard.cite import escaped, link
from dashboard.drawing import Drawing, drawing
from dashboard.picture import picture_buttons
from dashboard.rows import columns_shown, row_height, rows_shown

__all__ = ["empty", "escaped", "figure_row", "headline", "link", "page", "rest_on", "show", "table"]

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HINTS = {
    True: "Click a mark for its source card; with a finger touch it twice. Keys: arrows, Enter, ? for help.",
    False: "Choose a row for its source card.",
}
"""How to come to the source of a figure, by whether there is a chart."""
HEADER, MOST_PIXELS = 38, 600
"""Height in pixels of the head of a table, and of a table whose rows have several lines."""
HEADINGS = {1: st.title, 2: st.header, 3: st.subheader}


def show(
    figure: go.Figure | Callable[[], go.Figure],
    records: pd.DataFrame,
    key: str,
    *,
    level: int = 2,
    note: str | None = None,
    filter: str | None = None,
    columns: Sequence[str] | None = None,
    height: int | None = None,
) -> None:
    """Draw a figure: heading, chart, source line, date, status note, table and downloads.

    Args:
        figure: its `layout.title.text` becomes the heading; given as a function that draws it, the drawing
            is kept for the next reader of the same address.
        records: the rows it draws; their `source` column is cited.
        key: stable name, also of the files a reader downloads.
        level: of the heading, 2 right under the title of the page, 3 under a section.
        note: one sentence on what is drawn, above the chart.
        filter: what is filtered in words, where that is not the frame's filter.
        columns: the columns of the table, in order.
        height: of the chart in pixels.
    """
    drawn = drawing(figure, key, height)
    if records.empty or drawn.is_empty:
        empty(drawn.title, level=level)
        return
    facts = _facts(drawn.title, records, key, filter, is_map=bool(drawn.extent)) | {"step": drawn.step}
    with st.container(key=f"figure-{key}", gap="small"):
        _heading(drawn.title, level)
        if note:
            st.markdown(note)
        _chart(drawn, key)
        card.remember(key, records)
        _foot(records, facts)
        _more(records, key, facts, columns, with_picture=True, shown=drawn.content if drawn.extent else None)


def table(
    records: pd.DataFrame,
    key: str,
    title: str,
    *,
    level: int = 2,
    note: str | None = None,
    filter: str | None = None,
    columns: Sequence[str] | None = None,
) -> None:
    """Draw rows as a table with its heading, sources and downloads."""
    if records.empty:
        empty(title, level=level)
        return
    facts = _facts(title, records, key, filter, is_map=False)
    with st.container(key=f"figure-{key}", gap="small"):
        _heading(title, level)
        if note:
            st.markdown(note)
        _rows(records, key, columns, title)
        card.remember(key, records)
        _foot(records, facts)
        _more(records, key, facts, columns, with_picture=False)


def empty(sentence: str, level: int | None = None) -> None:
    """Say that there is nothing to draw, and what to change."""
    words = cite.shown_text(sentence).rstrip(".")
    with st.container(gap="small"):
        if level and words:
            _heading(words, level)
        elif words:
            st.markdown(f"**{escaped(words)}.**")
        later = ", choose a later day under More" if view.chosen().known else ""
        st.markdown(
            "Nothing is on record for what is filtered: "
            f"{escaped(view.chosen().words())}. Widen the years, the countries or the hazard in the filters"
            f"{later}, or press Reset there. Nothing on record does not mean zero."
        )


def figure_row(key: str = "headlines") -> AbstractContextManager:
    """A row for headline figures that wraps on a narrow screen."""
    return st.container(key=f"figure-row-{key}")


def headline(
    label: str, value: float | str | None, unit: str = "", records: pd.DataFrame | None = None, note: str = ""
) -> None:
    """Draw one headline figure with its source under it; a missing one is "no figure", never zero."""
    missing = value is None or (not isinstance(value, str) and pd.isna(value))
    words = "no figure" if missing else value if isinstance(value, str) else theme.number(value)
    shown_unit = f' <span class="headline-unit">{escape(unit)}</span>' if unit and not missing else ""
    parts = [
        f'<p class="headline-label">{escape(label)}</p>',
        f'<p class="headline-value{" headline-missing" if missing else ""}">{escape(words)}{shown_unit}</p>',
    ]
    if note:
        parts.append(f'<p class="headline-note">{escape(note)}</p>')
    with st.container(border=True, gap=None):
        st.html(f'<div class="headline">{"".join(parts)}</div>')
        if records is not None and not missing:
            st.caption(cite.source_line(records, most=1, rest=""))


def page(name: str) -> Any:
    """A page of the frame, for `st.page_link`.

    Raises:
        LookupError: there is no such page.
    """
    pages = st.session_state.get("pages", {})
    if name not in pages:
        raise LookupError(f"No page '{name}'. There are: {', '.join(pages)}")
    return pages[name]


def _heading(title: str, level: int) -> None:
    HEADINGS[level](escaped(title), anchor=False)


def _chart(drawn: Drawing, key: str) -> None:
    if not drawn.extent:
        chart(drawn, key)
        return
    with st.container(key=f"map-{drawn.extent}-{key}", gap=None):  # the style sheet sets its height by this
        chart(drawn, key)


def _facts(title: str, records: pd.DataFrame, key: str, words: str | None, is_map: bool) -> dict[str, str]:
    """What goes with a figure wherever it goes, in plain words."""
    return {
        "key": key,
        "title": title,
        "filter": view.with_known(words or view.chosen().words()),
        "file": f"{key}-{view.known_mark()}{date.today():%Y-%m-%d}",
        "sources": cite.source_words(records),
        "dated": cite.dated(records),
        "note": " ".join(
            filter(
                None,
                [
                    cite.status_note() if is_map or cite.names_kosovo(records) else "",
                    cite.BOUNDARY_NOTE if is_map else "",
                ],
            )
        ),
        "day": f"{date.today():%Y-%m-%d}",
    }


def _foot(records: pd.DataFrame, facts: dict[str, str]) -> None:
    lines = [f"{cite.source_line(records)}. {escaped(facts['dated'])}."]
    if facts["note"]:
        lines.append(escaped(facts["note"]))
    st.caption("  \n".join(lines))


@st.fragment
def _rows(records: pd.DataFrame, key: str, columns: Sequence[str] | None, title: str) -> None:
    """The rows; a row that is chosen opens its source card."""
    rows = rows_shown(records, columns)
    tall = row_height(rows)
    chosen = st.dataframe(
        rows,
        hide_index=True,
        row_height=tall,
        height=min(HEADER + tall * len(rows), MOST_PIXELS) if tall else "auto",
        column_config=columns_shown(rows),
        placeholder="not stated",
        alt=f"Table: {title}. {len(rows)} rows. Choosing a row opens its source card.",
        key=f"rows-{key}",
        on_select="rerun",
        selection_mode="single-row",
    )
    card.open_chosen(records, key, chosen.selection.rows)


@st.fragment
def _more(
    records: pd.DataFrame,
    key: str,
    facts: dict[str, str],
    columns: Sequence[str] | None,
    with_picture: bool,
    shown: bytes | None = None,
) -> None:
    """Table and downloads; nothing is made or sent before a reader asks. `shown` is the content of a map."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key=f"more-{key}"):
        menu = st.popover("Download", icon=":material/download:", key=f"download-{key}", on_change="rerun")
        opened = with_picture and st.toggle("Table", key=f"table-{key}")
        st.caption(HINTS[with_picture])
    if menu.open:
        with menu:
            _downloads(records, key, facts, with_picture, shown)
    if opened:
        _rows(records, key, columns, facts["title"])


def _downloads(
    records: pd.DataFrame, key: str, facts: dict[str, str], with_picture: bool, shown: bytes | None
) -> None:
    if with_picture:
        picture_buttons(facts)
    cited = cite.for_files(records)
    about = _about(records, facts)
    files = {
        "CSV": (lambda: download.csv(cited), "text/csv"),
        "XLSX": (lambda: download.xlsx(cited, about), WORKBOOK),
        **(shapes.files(shown, about) if shown else {}),
    }
    for name, (made, kind) in files.items():
        st.download_button(
            name,
            made,
            f"{facts['file']}.{name.lower()}",
            kind,
            key=f"{name.lower()}-{key}",
            on_click="ignore",
            width="stretch",
        )


def _about(records: pd.DataFrame, facts: dict[str, str]) -> list[tuple[str, str]]:
    return [
        ("Title", facts["title"]),
        ("Filter", facts["filter"]),
        ("Sources", "\n".join(": ".join(filter(None, cited)) for cited in cite.sources_of(records))),
        ("Date", facts["dated"]),
        ("Status note", cite.status_note()),
        ("Licence", "Compilation: CC BY 4.0, with the sources named; each source keeps its own terms."),
        ("Address", address.link()),
        ("Downloaded", facts["day"]),
    ]

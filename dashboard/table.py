"""Draws rows as a table of HTML: read aloud, printed, wrapped, sorted by its heads, cards on a phone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from dashboard import cite
from dashboard.drawing import Drawing
from dashboard.record import record_query
from dashboard.rows import Column
from topics.tables import Tables
from topics.vocabulary.numbers import number
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import shorten

FIRST, MOST = 50, 1000
"""Rows that a table begins with, and the most that it ever draws: the downloads have all."""
ON_A_PHONE = 12
"""Rows that a phone begins with."""
LONG, LETTERS = 60, 40
"""Letters from which on a cell takes the room of a sentence, and those of a publisher in its column."""
NOT_STATED = "–"
NAMED = 2
"""Documents of a row that are named; the others are counted."""


@dataclass(frozen=True)
class Cells:
    """A column as HTML: its head, what it holds, and what it is sorted by where that is not its words."""

    head: str
    kind: str
    cells: Sequence[str]
    values: Sequence[Any] | None = None


def table_html(drawn: Drawing, is_whole: bool = False) -> str:
    """The rows of a chart, each a link to the card of its source, and their sources last.

    Args:
        drawn: the chart.
        is_whole: whether all rows are wanted.
    """
    rows = drawn.chart.rows.head(MOST if is_whole else FIRST)
    columns = [_cells(column) for column in drawn.table]
    if columns:
        columns[0] = replace(columns[0], cells=_linked(columns[0].cells, rows))
    columns.append(_source_cells(drawn.view.tables, rows))
    return _html(columns, drawn.chart.title, len(drawn.chart.rows), is_whole)


def plain(columns: Sequence[Column | Cells], title: str, missing: str = "") -> None:
    """A table whose rows have no source card.

    Args:
        columns: from `dashboard.rows.plain_columns` or `columns_of`, or cells that are HTML already.
        title: what the table shows, for those who hear the page.
        missing: what stands in an empty cell.
    """
    cells = [column if isinstance(column, Cells) else _cells(column) for column in columns]
    st.html(_html(cells, title, len(cells[0].cells) if cells else 0, missing=missing))


def _html(
    columns: Sequence[Cells], title: str, count: int, is_whole: bool = False, missing: str = NOT_STATED
) -> str:
    """The table, and a button for the rows that are not in it or that a phone does not show at first."""
    drawn = min(len(column.cells) for column in columns)
    heads = "".join(_head(column) for column in columns)
    empty = f'<span class="faint">{escape(missing)}</span>'
    lines = ["".join(_cell(column, place, empty) for column in columns) for place in range(drawn)]
    begins = drawn > ON_A_PHONE and not is_whole
    more = _more_button(drawn, count) if begins else ""
    caption = sentence("{title}: a table of {count} rows", title=escape(title), count=number(count))
    return (
        f'<div class="table-box"><table class="data-table{" begun" if begins else ""}">'
        f'<caption class="unseen">{caption}</caption><thead><tr>{heads}</tr></thead>'
        f"<tbody>{''.join(f'<tr>{line}</tr>' for line in lines)}</tbody></table></div>{more}"
    )


def _head(column: Cells) -> str:
    return f'<th scope="col" class="{column.kind}"><button type="button">{escape(column.head)}</button></th>'


def _cell(column: Cells, place: int, empty: str) -> str:
    value = column.values[place] if column.values is not None else None
    sorted_by = "" if value is None else f' data-value="{escape(str(value))}"'
    cell, head = column.cells[place] or empty, escape(column.head)
    return f'<td class="{column.kind}" data-head="{head}"{sorted_by}>{cell}</td>'


def _cells(column: Column) -> Cells:
    """A column with its words escaped."""
    is_long = any(len(text) > LONG for text in column.texts)
    cells = [escape(text) for text in column.texts]
    return Cells(column.head, "long" if is_long else column.kind, cells, column.values)


def _linked(cells: Sequence[str], rows: pd.DataFrame) -> list[str]:
    """The first cell of each row as a link to the card of its source; of a row without one as it is."""
    linked = []
    for place, cell, row in zip(rows.index, cells, rows.to_dict("records"), strict=False):
        address = record_query(row["records"][0]) if row["records"] else _document(row.get("source"))
        words = cell or f'<span class="faint">{NOT_STATED}</span>'
        linked.append(f'<a href="{escape(address)}" data-row="{place}">{words}</a>' if address else words)
    return linked


def _document(source: object) -> str:
    """The address of the rows of a document."""
    return f"sources?{urlencode({'part': 'rows', 'document': source})}" if isinstance(source, str) else ""


def _source_cells(tables: Tables, rows: pd.DataFrame) -> Cells:
    """Who published the documents of each row, with links; their titles are said on hover and focus."""
    named, known = cite.with_sources(tables, rows), tables.derive(cite.documents)
    documents = known[["title", "publisher", "url"]].to_dict("index")
    sources = named["source"] if "source" in named else [None] * len(named)
    cells = []
    for cell in sources:
        ids = cite.source_ids(cell)
        named_ones = [_source(one, documents.get(one, {})) for one in ids[:NAMED]]
        if len(ids) > NAMED:
            named_ones.append(escape(sentence("{count} more", count=len(ids) - NAMED)))
        cells.append(f"<span>{'; '.join(named_ones)}</span>" if named_ones else "")
    return Cells(sentence("Source"), "source", cells)


def _source(source: str, document: dict[str, Any]) -> str:
    title = str(document.get("title") or source)
    publisher = document.get("publisher")
    words = escape(shorten(publisher if isinstance(publisher, str) else title, LETTERS))
    url = cite.safe_url(document.get("url"))
    tip = f'aria-description="{escape(title)}"'
    if not url:
        return f'<span class="tipped" tabindex="0" {tip}>{words}</span>'
    return (
        f'<a class="tipped" href="{escape(url)}" target="_blank" rel="noopener noreferrer" {tip}>{words}</a>'
    )


def _more_button(drawn: int, count: int) -> str:
    """The button that brings more rows: those of the server, or those that a phone does not show at first."""
    words = sentence("Show all {count} rows", count=number(count))
    if count > MOST:
        words = sentence("Show {most} of {count} rows", most=number(MOST), count=number(count))
    kind = "more-rows is-fetched" if drawn < count else "more-rows"
    return f'<button type="button" class="{kind}">{words}</button>'

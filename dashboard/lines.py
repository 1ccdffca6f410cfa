"""Writes the rows of a chart as short lists with headings, each line a link to the card of its source."""

from html import escape
from typing import Any

import pandas as pd

from charts.chart import Chart
from dashboard.record import record_query
from topics.tables import Tables
from topics.vocabulary.words import words_for


def headed_lines(tables: Tables, chart: Chart, level: int) -> str:
    """The sentences of the rows in HTML, a list for each value of the last column of `chart.heads`.

    Args:
        tables: what names the codes.
        chart: with rows of one record each; *columns* sentence, claim and those of `chart.heads`.
        level: of the headings of the first of these columns.
    """
    return _parts(tables, chart.rows, chart.heads, level)


def _parts(tables: Tables, rows: pd.DataFrame, heads: tuple[str, ...], level: int) -> str:
    """The lists under the values of the first column, or the parts that have a heading each."""
    first, *others = heads
    name = words_for(tables, first)
    parts = [
        (f"<h{level}>{escape(name(code))}</h{level}>", part) for code, part in rows.groupby(first, sort=False)
    ]
    if others:
        return "".join(head + _parts(tables, part, tuple(others), level + 1) for head, part in parts)
    lists = [
        f"<section>{head}<ul>{''.join(_line(tables, row) for row in part.itertuples())}</ul></section>"
        for head, part in parts
    ]
    return f'<div class="lines">{"".join(lists)}</div>'


def _line(tables: Tables, row: Any) -> str:
    address = escape(record_query(row.records[0]))
    claim = "" if row.claim == "stated" else f" ({words_for(tables, 'claim')(row.claim)})"
    return f'<li><a href="{address}" data-row="{row.Index}">{escape(row.sentence)}</a>{escape(claim)}</li>'

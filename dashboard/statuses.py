"""Writes the statuses of countries as a table and as cards, each figure a link to the card of its source."""

from collections.abc import Callable, Hashable, Sequence
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from charts.chart import Chart
from charts.steps import rows_at
from dashboard import card
from dashboard.drawing import result_of
from dashboard.record import record_query
from topics.land.status import NO_DATA, ORDER
from topics.land.status_words import dated_status
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.sentences import sentence

MOST = 6
"""Countries that a card names; the others are counted."""


def linked(
    work: Callable[..., Chart],
    view: View,
    key: str,
    write: Callable[..., str],
    *arguments: Hashable,
    **options: Hashable,
) -> None:
    """Draw the rows of a chart as HTML in which links open the cards of their sources; nothing without rows.

    Args:
        work: makes the chart.
        view: of the chart.
        key: of the chart on the page.
        write: makes the HTML of it, once for the same chart; text is escaped there.
        arguments: what `write` takes beside the chart.
        options: of the chart.
    """
    chart = result_of(work, view, options)
    if chart.is_empty:
        return
    card.remember(key, chart)
    made_by: dict[str, Hashable] = {"work": work, "write": write, "arguments": arguments}
    html = result_of(_written, view, {**made_by, **options})
    st.html(f'<div class="links" data-figure="{escape(key)}">{html}</div>')


def _written(
    _: Tables,
    view: View,
    *,
    work: Callable[..., Chart],
    write: Callable[..., str],
    arguments: tuple[Hashable, ...],
    **options: Hashable,
) -> str:
    return write(result_of(work, view, options), *arguments)


def status_table(chart: Chart, heads: Sequence[tuple[str, str]]) -> str:
    """The rows that are listed as a table in HTML, under a heading for each kind of status.

    Args:
        chart: of `overview_table.country_list`.
        heads: each kind of status with its heading, in their order.
    """
    titles_of = dict(heads)
    rows = chart.rows[chart.rows["is_listed"]]
    deadlines = {row.country: row for row in rows[rows["deadline"].notna()].itertuples()}
    titles = (sentence("Country"), sentence("Area, status"), sentence("Date"), sentence("Deadline"))
    head = "".join(f'<th scope="col">{escape(title)}</th>' for title in titles)
    statuses = rows[rows["deadline"].isna()]
    bodies = "".join(
        f'<tbody><tr><th colspan="4" scope="rowgroup">{escape(titles_of[kind])}</th></tr>'
        + "".join(_line(row, deadlines.get(row.country)) for row in part.itertuples())
        + "</tbody>"
        for kind, part in statuses.groupby("kind", sort=False)
    )
    title = f'<h2 class="statuses-title">{escape(chart.title)}</h2>'
    return f'{title}<table class="statuses"><thead><tr>{head}</tr></thead>{bodies}</table>'


def ranked_list(chart: Chart) -> str:
    """The countries that a map of contaminated land shows first, those with the largest areas leading."""
    steps, choices = chart.figure["steps"], chart.figure["choices"]
    title = sentence(
        "{hazard}, {year}: status by country",
        hazard=choices["labels"][choices["start"]],
        year=steps["labels"][steps["start"]],
    )
    rows = chart.rows.loc[rows_at(chart.figure)]
    rows = rows.assign(rank=rows["status"].map(ORDER.index))
    rows = rows.sort_values(["rank", "area_km2", "name"], ascending=[True, False, True])
    has_data = rows["status"] != NO_DATA
    lines = "".join(
        f'<tr><th scope="row">{escape(row.name)}</th><td>{_link(row, dated_status(row))}</td></tr>'
        for row in rows[has_data].itertuples()
    )
    silent = ", ".join(rows.loc[~has_data, "name"])
    words = sentence("No data: {countries}.", countries=silent) if silent else ""
    ending = f'<p class="subtitle">{escape(words)}</p>'
    return f'<h2 class="statuses-title">{escape(title)}</h2><table class="statuses">{lines}</table>{ending}'


def status_cards(chart: Chart, heads: Sequence[tuple[str, str]]) -> str:
    """A card for each heading: how many countries or deadlines are of its kind, and which."""
    cards = "".join(
        f"<section><h2>{escape(head)}</h2><p><b>{len(part)}</b> {_names(part)}</p></section>"
        for kind, head in heads
        for part in [chart.rows[chart.rows["kind"] == kind]]
    )
    return f'<div class="status-cards">{cards}</div>'


def linked_sentences(chart: Chart) -> str:
    """The sentences of a chart one after the other, each a link to the card of its source."""
    return f'<p class="standing">{" ".join(_link(row, row.sentence) for row in chart.rows.itertuples())}</p>'


def _line(row: Any, deadline: Any) -> str:
    """A line of the table."""
    target = f"./country?country={row.country}"
    due = "" if deadline is None else _link(deadline, deadline.figure)
    state = f"<small>{escape(deadline.dated)}</small>" if due and deadline.dated else ""
    return (
        f'<tr><th scope="row"><a href="{target}">{escape(row.name)}</a></th>'
        f"<td>{_link(row, row.figure)}</td><td>{escape(row.dated)}</td><td>{due}{state}</td></tr>"
    )


def _names(rows: pd.DataFrame) -> str:
    """The first countries of a card, each a link to its source, and how many more there are."""
    links: Sequence[str] = [_link(row, row.brief) for row in rows.head(MOST).itertuples()]
    more = len(rows) - len(links)
    last = [escape(sentence("and {count} more", count=more))] if more > 0 else []
    return ", ".join([*links, *last])


def _link(row: Any, words: str) -> str:
    """Words that open the card of a row of the chart; without a record words alone."""
    if not row.records:
        return escape(words)
    return f'<a href="{escape(record_query(row.records[0]))}" data-row="{row.Index}">{escape(words)}</a>'

"""How many rows of each table came in, changed or were withdrawn, and each change."""

from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import bars
from charts.panels import words_above_bars
from topics.records.change_words import head, row_words, value_words
from topics.records.changes import ALL, changes, edition_title, ends, obstacle
from topics.tables import Tables, united
from topics.view import View
from topics.vocabulary.numbers import number, plural
from topics.vocabulary.records import CHANGES
from topics.vocabulary.sentences import first_short, more_in_table, sentence
from topics.vocabulary.text import bold, escape, lines, shorten

LOOKS = {"added": (theme.BLUE, ""), "changed": (theme.ORANGE, "/"), "withdrawn": (theme.VERMILLION, "x")}
"""Colour and pattern of each kind of change."""
ROW, MOST = 36, 10
"""Pixels of a bar with its name above, and how many tables are drawn."""
LETTERS = 46
"""Of the name of a table, so that it fits a phone."""
COLUMNS = ("table_title", "changed_row", "changed_column", "before", "now", "kind")
"""As readers say it; files have the cells of the tables beside them."""


def changes_by_table(
    tables: Tables, view: View, *, since: str = "", until: str = "", table: str = ALL, kind: str = ALL
) -> Chart:
    """A bar per table: rows added, cells changed and rows withdrawn between two editions."""
    every = changes(tables, view, since=since, until=until, table=table, kind=kind)
    if every.empty:
        return empty(obstacle(tables, *ends(tables, since, until)) or sentence("Nothing has changed"))
    rows = every.groupby(["table_title", "kind"], sort=False)
    rows = rows.agg(changes=("key", "size"), records=("records", united)).reset_index()
    order = every["table_title"].value_counts().index.tolist()
    words = [f"{CHANGES[row.kind]}: {number(row.changes)}" for row in rows.itertuples()]
    rows = rows.assign(
        label=[lines(bold(title), text) for title, text in zip(rows["table_title"], words, strict=True)],
        is_stated=False,
    )
    drawn = rows[rows["table_title"].isin(order[:MOST])]
    drawn = drawn.assign(line=drawn["table_title"].map(order.index))
    traces = [
        _bars(drawn[drawn["kind"] == name], CHANGES[name], colour, pattern)
        for name, (colour, pattern) in LOOKS.items()
        if (drawn["kind"] == name).any()
    ]
    note = sentence("Two editions are compared row by row.")
    return Chart(
        _title(every, order),
        rows,
        {"data": traces, "layout": _layout(drawn, order[:MOST])},
        f"{note} {more_in_table(len(order) - MOST)}".strip(),
        ("table_title", "kind", "changes"),
        measure=_measure(tables, since, until),
    )


def changes_table(
    tables: Tables, view: View, *, since: str = "", until: str = "", table: str = ALL, kind: str = ALL
) -> Chart:
    """Each change between two editions: what it was and what it became."""
    rows = changes(tables, view, since=since, until=until, table=table, kind=kind)
    each = rows.astype(object).where(rows.notna(), None).to_dict("records")
    rows = rows.assign(
        changed_row=[row_words(tables, row) for row in each],
        changed_column=[head(tables, row["field"]) if row["field"] else None for row in each],
        before=[value_words(tables, row, "was") or None for row in each],
        now=[value_words(tables, row, "becomes") or None for row in each],
    )
    return Chart(plural(len(rows), "change"), rows, columns=COLUMNS, measure=_measure(tables, since, until))


def _measure(tables: Tables, since: str, until: str) -> str:
    """What is compared, in words."""
    first, last = (edition_title(name) for name in ends(tables, since, until))
    return sentence("Changes from the edition of {first} to {last}", first=first, last=last)


def _bars(rows: pd.DataFrame, name: str, colour: str, pattern: str) -> dict[str, Any]:
    look = {"color": colour, "pattern": {"shape": pattern, "fillmode": "overlay", "solidity": 0.3}}
    return bars(rows, "changes", "line", name, orientation="h", marker=look)


def _layout(rows: pd.DataFrame, order: list[str]) -> dict[str, Any]:
    sums = rows.groupby("table_title")["changes"].sum()
    words = [escape(f"{shorten(title, LETTERS)}: {number(sums[title])}") for title in order]
    return words_above_bars(words, ROW) | {
        "barmode": "stack",
        "height": max(ROW * len(order) + 100, 180),
        "margin": {"t": 50, "b": 30},
        "legend": {"y": 1, "yref": "container", "yanchor": "top", "traceorder": "normal"},
        "xaxis": {"rangemode": "tozero", "showgrid": True, "tickformat": ",d"},
    }


def _title(every: pd.DataFrame, order: list[str]) -> str:
    """Which table changed most, and in how many rows and cells."""
    count = int(every["table_title"].eq(order[0]).sum())
    changed = plural(count, "change")
    if len(order) == 1:
        return sentence("{table}: {changes}", table=order[0], changes=changed)
    return first_short(
        sentence("Most changes are in “{table}”: {count}", table=order[0], count=number(count)),
        sentence("{table}: {changes}", table=order[0], changes=changed),
    )

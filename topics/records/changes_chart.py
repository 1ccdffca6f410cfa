"""How many rows of each table came in, changed or were withdrawn, and each change."""

from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import bars
from charts.panels import annotation
from topics.records.changes import ALL, changes
from topics.tables import Tables, united
from topics.view import View
from topics.vocabulary.lists import listed
from topics.vocabulary.numbers import number, plural
from topics.vocabulary.records import CHANGES
from topics.vocabulary.text import bold, escape, lines, shorten

LOOKS = {"added": (theme.BLUE, ""), "changed": (theme.ORANGE, "/"), "withdrawn": (theme.VERMILLION, "x")}
"""Colour and pattern of each kind of change."""
ROW = 42
LETTERS = 46
"""Of the name of a table, so that it fits a phone."""
NOTE = (
    "Rows that belong to no country are listed with every region, and left out where countries are chosen. "
    "Years and hazard do not cut the list."
)


def changes_by_table(
    tables: Tables, view: View, *, edition: str = ALL, table: str = ALL, kind: str = ALL
) -> Chart:
    """A bar per table: rows added, cells changed and rows withdrawn."""
    listed_changes = changes(tables, view, edition=edition, table=table, kind=kind)
    if listed_changes.empty:
        return empty("Nothing has changed")
    groups = listed_changes.groupby(["table_title", "kind"], sort=False)
    rows = groups.agg(changes=("key", "size"), records=("records", united)).reset_index()
    order = listed_changes["table_title"].value_counts().index.tolist()
    rows = rows.assign(
        line=rows["table_title"].map(order.index),
        label=[
            lines(bold(row.table_title), f"{number(row.changes)} {CHANGES[row.kind]}")
            for row in rows.itertuples()
        ],
        is_stated=False,
    )
    traces = [
        _bars(rows[rows["kind"] == name], CHANGES[name], colour, pattern)
        for name, (colour, pattern) in LOOKS.items()
        if (rows["kind"] == name).any()
    ]
    title = _title(listed_changes, order)
    columns = ("table_title", "kind", "changes")
    return Chart(title, rows, {"data": traces, "layout": _layout(rows, order)}, NOTE, columns)


def changes_table(
    tables: Tables, view: View, *, edition: str = ALL, table: str = ALL, kind: str = ALL
) -> Chart:
    """Each change: what it was and what it became."""
    rows = changes(tables, view, edition=edition, table=table, kind=kind)
    columns = ("kind", "table_title", "country", "field", "was", "becomes", "key", "edition_title")
    return Chart(f"All {number(len(rows))} changes", rows, columns=columns)


def _bars(rows: pd.DataFrame, name: str, colour: str, pattern: str) -> dict[str, Any]:
    look = {"color": colour, "pattern": {"shape": pattern, "fillmode": "overlay", "solidity": 0.3}}
    return bars(rows, "changes", "line", name, orientation="h", marker=look)


def _layout(rows: pd.DataFrame, order: list[str]) -> dict[str, Any]:
    sums = rows.groupby("table_title")["changes"].sum()
    place = {"xref": "x domain", "xanchor": "left", "yanchor": "bottom", "yshift": 7, "font": {"size": 12}}
    return {
        "barmode": "stack",
        "bargap": 0.62,
        "height": ROW * len(order) + 110,
        "margin": {"t": 60, "b": 30},
        "legend": {"y": 1, "yref": "container", "yanchor": "top", "traceorder": "normal"},
        "xaxis": {"rangemode": "tozero", "showgrid": True, "tickformat": "d"},
        "yaxis": {"visible": False, "range": [len(order) - 0.5, -0.9]},
        "annotations": [
            annotation(1, 0, line, escape(f"{shorten(title, LETTERS)}: {number(sums[title])}"), **place)
            for line, title in enumerate(order)
        ],
    }


def _title(listed_changes: pd.DataFrame, order: list[str]) -> str:
    """How much came in, changed and went."""
    nouns = {"added": "row added", "changed": "cell changed", "withdrawn": "row withdrawn"}
    counts = listed_changes["kind"].value_counts()
    words = [plural(counts[kind], noun, CHANGES[kind]) for kind, noun in nouns.items() if kind in counts]
    return f"{listed(words)} in {order[0] if len(order) == 1 else f'{len(order)} tables'}"

"""Draws how many rows of each table came in, changed or were withdrawn."""

from textwrap import shorten

import pandas as pd
import plotly.graph_objects as go

from charts import theme
from charts.panels import write
from charts.words import HOVER, lines

KINDS = {
    "added": ("rows added", theme.BLUE, ""),
    "changed": ("cells changed", theme.ORANGE, "/"),
    "withdrawn": ("rows withdrawn", theme.VERMILLION, "x"),
}
"""Name in the key, colour and pattern of each kind of change."""
ROW = 42
LETTERS = 46
"""Of the name of a table, so that it fits a phone."""


def changes_by_table(changes: pd.DataFrame, titles: dict[str, str] | None = None) -> go.Figure:
    """A bar per table: rows added, cells changed and rows withdrawn.

    Args:
        changes: the table or a part of it.
        titles: what a reader calls each table.
    """
    counts = changes.groupby(["table", "kind"]).size().unstack(fill_value=0)
    order = counts.sum(axis=1).sort_values(ascending=False, kind="stable").index.tolist()
    counts = counts.reindex(order)
    named = [theme.plain((titles or {}).get(table, table)) for table in order]
    figure = go.Figure()
    for kind, (name, colour, pattern) in KINDS.items():
        if kind in counts:
            look = {"color": colour, "pattern": {"shape": pattern, "fillmode": "overlay", "solidity": 0.3}}
            _bars(figure, counts[kind].tolist(), name, look, named)
    place = {"x": 0, "xref": "x domain", "xanchor": "left", "yanchor": "bottom", "yshift": 7, "font_size": 12}
    sums = counts.sum(axis=1).tolist()
    words = [
        f"{shorten(title, LETTERS, placeholder=' …')}: {count}"
        for title, count in zip(named, sums, strict=True)
    ]
    write(figure, [place | {"y": row, "text": text} for row, text in enumerate(words)])
    return figure.update_layout(
        title_text=changes_title(changes, titles),
        barmode="stack",
        bargap=0.62,
        height=ROW * max(len(order), 1) + 110,
        margin={"t": 60, "b": 30},
        legend={"y": 1, "yref": "container", "yanchor": "top", "traceorder": "normal"},
        xaxis={"rangemode": "tozero", "showgrid": True, "tickformat": "d"},
        yaxis={"visible": False, "range": [len(order) - 0.5, -0.9]},
    )


def _bars(figure: go.Figure, values: list[int], name: str, look: dict, named: list[str]) -> None:
    figure.add_bar(
        x=[value or None for value in values],  # no bar is no mark
        y=list(range(len(values))),
        orientation="h",
        name=name,
        marker=look,
        hovertext=[
            lines(f"<b>{title}</b>", f"{value} {name}", "Source: each row of the table names its own")
            for title, value in zip(named, values, strict=True)
        ],
        hovertemplate=HOVER,
    )


def changes_title(changes: pd.DataFrame, titles: dict[str, str] | None = None) -> str:
    """How much came in, changed and went."""
    if changes.empty:
        return "Nothing has changed"
    counts = changes["kind"].value_counts()
    said = [f"{theme.number(counts[kind])} {words}" for kind, (words, *_) in KINDS.items() if kind in counts]
    for one, many in (("1 rows", "1 row"), ("1 cells", "1 cell")):
        said = [words.replace(one, many) if words.startswith(one) else words for words in said]
    listed = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
    tables = changes["table"].unique()
    where = (
        theme.plain((titles or {}).get(tables[0], tables[0])) if len(tables) == 1 else f"{len(tables)} tables"
    )
    return f"{listed} in {where}"

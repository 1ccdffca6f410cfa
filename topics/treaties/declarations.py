"""What states declared while a treaty was made: moratoriums, initiatives, who joined and why, as marks."""

import pandas as pd

from charts import theme
from charts.marks import Trace, scatter
from charts.panels import annotation
from topics.tables import Tables, with_records
from topics.vocabulary.dates import long_date
from topics.vocabulary.ideas import ASPECTS
from topics.vocabulary.sources import source_line, source_titles
from topics.vocabulary.text import bold, escape, lines, wrap

LANE, AROUND = 23, 70
"""Pixels of a lane, and of the heading and the gap above the lanes."""
SYMBOLS = {"moratorium": "square", "initiative": "star", "joined": "circle", "reason": "circle-open"}
HEADING = "What states declared"


def declarations(tables: Tables) -> pd.DataFrame:
    """Ideas that have a mark, the earliest first, each in a lane of its own.

    *Columns*: those of ideas; at (the day of the meeting, else of the declaration), lane, label, records.
    Each row states its record.
    """
    rows = tables["ideas"]
    rows = rows[rows["mark"].notna() & rows["date"].notna()]
    held = tables["events"].set_index("event")["start"]
    rows = rows.assign(at=rows["event"].map(held).fillna(rows["date"]))
    rows = with_records(rows.sort_values("at", kind="stable").reset_index(drop=True))
    titles = source_titles(tables)
    labels = [
        lines(
            bold(ASPECTS[row["aspect"]]),
            wrap(row["sentence"]),
            long_date(row["date"], row["date_precision"]),
            source_line(row["source"], titles),
        )
        for row in rows.to_dict("records")
    ]
    return rows.assign(lane=rows.index.astype(float), label=labels)


def declaration_marks(rows: pd.DataFrame) -> list[Trace]:
    """The marks with their words beside, in the lower panel."""
    if rows.empty:
        return []
    marker = {
        "symbol": [SYMBOLS.get(aspect, "circle") for aspect in rows["aspect"]],
        "color": theme.PURPLE,
        "size": 9,
        "line": {"color": theme.PURPLE, "width": 1.5},
    }
    trace = scatter(
        rows,
        "at",
        "lane",
        HEADING,
        mode="markers+text",
        text=[f" {escape(words)}" for words in rows["mark"]],
        textposition="middle right",
        textfont={"size": theme.SIZE - 2},
        marker=marker,
        cliponaxis=False,
        showlegend=False,
    )
    return [trace | {"yaxis": "y2"}]


def with_lanes(layout: dict, count: int) -> dict:
    """The layout of a chart with lanes for that many declarations under it; they share its dates."""
    if not count:
        return layout
    height = layout["height"] + LANE * count + AROUND
    lower = LANE * count / height
    upper = lower + AROUND / height
    heading = annotation(1, 0, lower, HEADING, xanchor="left", yanchor="bottom", font={"size": theme.SIZE})
    return layout | {
        "height": height,
        "xaxis": layout["xaxis"] | {"anchor": "y2"},
        "yaxis": layout["yaxis"] | {"domain": [upper, 1]},
        "yaxis2": {"domain": [0, lower], "range": [count - 0.4, -0.6], "visible": False},
        "annotations": [*layout["annotations"], heading | {"xref": "paper", "yref": "paper"}],
    }

"""What states declared while a treaty was made: moratoriums, initiatives, who joined and why."""

from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, scatter
from topics.tables import Tables, with_records
from topics.view import View
from topics.vocabulary.dates import long_date
from topics.vocabulary.ideas import ASPECTS
from topics.vocabulary.sentences import sentence
from topics.vocabulary.sources import source_line
from topics.vocabulary.text import bold, escape, lines, wrap

LANE, ROOM = 24, 1.7
"""Pixels of a lane; room for the words after the last day, in spans of all days."""
SYMBOLS = {"moratorium": "square", "initiative": "star", "joined": "circle", "reason": "circle-open"}


def declarations(tables: Tables, view: View) -> Chart:
    """Short texts beside their days, each in a lane of its own, whatever the filter."""
    rows = _marked(tables)
    if rows.empty:
        return empty(sentence("No declaration is on record"))
    first, last = rows["at"].min(), rows["at"].max()
    layout = {
        "height": LANE * len(rows) + 60,
        "xaxis": {
            "range": [f"{first:%Y-%m-01}", f"{last + ROOM * (last - first):%Y-%m-%d}"],
            "nticks": 5,
            "tickangle": 0,
        },
        "yaxis": {"range": [len(rows) - 0.4, -0.6], "visible": False},
    }
    return Chart(
        sentence("{count} declarations of states before the treaty", count=len(rows)),
        rows,
        {"data": [_marks(rows)], "layout": layout},
        columns=("date", "country", "aspect", "sentence"),
        scope=f"{long_date(first, 'month')} – {long_date(last, 'month')}",
        measure=sentence("What was declared, by day"),
    )


def _marks(rows: pd.DataFrame) -> Trace:
    """The marks with their words beside them."""
    marker = {
        "symbol": [SYMBOLS.get(aspect, "circle") for aspect in rows["aspect"]],
        "color": theme.PURPLE,
        "size": 9,
        "line": {"color": theme.PURPLE, "width": 1.5},
    }
    style: dict[str, Any] = {"mode": "markers+text", "textposition": "middle right", "marker": marker}
    texts = [f" {escape(words)}" for words in rows["mark"]]
    font = {"size": theme.SIZE - 2}
    return scatter(rows, "at", "lane", text=texts, textfont=font, cliponaxis=False, showlegend=False, **style)


def _marked(tables: Tables) -> pd.DataFrame:
    """Ideas that have a mark, the earliest first, each in a lane of its own.

    *Columns*: those of ideas; at (the day of the meeting, else of the declaration), lane, label, records.
    Each row states its record.
    """
    rows = tables["ideas"]
    rows = rows[rows["mark"].notna() & rows["date"].notna()]
    held = rows.join(tables["events"].set_index("event")["start"], on="event")["start"]
    rows = rows.assign(at=held.fillna(rows["date"]))
    rows = with_records(rows.sort_values("at", kind="stable").reset_index(drop=True))
    labels = [
        lines(
            bold(ASPECTS[row["aspect"]]),
            wrap(row["sentence"]),
            long_date(row["date"], row["date_precision"]),
            source_line(tables, row["source"]),
        )
        for row in rows.to_dict("records")
    ]
    return rows.assign(lane=rows.index.astype(float), label=labels)

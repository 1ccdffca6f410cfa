"""Composes the counts of a treaty's conferences into a chart by conference: which counts, which are rival."""

from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, scatter
from topics.cooperation.meetings_table import DOCUMENT
from topics.tables import Tables
from topics.treaties.oslo_process import ATTENDED, JOINED, conference_counts
from topics.view import View
from topics.vocabulary.dates import long_date, short_date
from topics.vocabulary.meetings import COUNTS
from topics.vocabulary.numbers import number
from topics.vocabulary.text import escape

COLOURS = {ATTENDED: theme.GREY, JOINED: theme.VERMILLION}
SYMBOLS = {ATTENDED: "circle", JOINED: "diamond"}
PLACES = {ATTENDED: "top center", JOINED: "bottom center"}
"""Where a number stands at its mark."""
ROW, LEAST, AROUND = 54, 240, 110
"""Pixels of a conference, of the lowest chart, of what stands around."""
NOTE = "Full marks: the count used here. Open marks: another source's count, never averaged with it."


def conference_growth(tables: Tables, view: View, *, treaty: str = "CCM") -> Chart:
    """States at each conference that led to a treaty, in order of time, rival counts as open marks."""
    rows = conference_counts(tables, treaty, with_regional=True)
    if rows.empty:
        return empty("No counts of states at these conferences are on record")
    series = tables["series"]
    is_regional = ~rows["series"].isin(series.loc[series["treaty"] == treaty, "series"])
    rows = rows.assign(is_regional=is_regional)
    rows = rows.assign(conference=[_conference(row) for row in rows.to_dict("records")])
    traces = [
        _counts(part, counted, is_main=is_main)
        for (counted, is_main), part in rows.groupby(["counted", "is_main"], sort=False)
    ]
    order = list(dict.fromkeys(rows["conference"]))
    layout = {
        "height": max(LEAST, ROW * len(order) + AROUND),
        "xaxis": {"title": {"text": "States"}, "rangemode": "tozero", "showgrid": True},
        "yaxis": {"categoryorder": "array", "categoryarray": order, "range": [len(order) - 0.4, -0.6]},
    }
    columns = ("start", "city", "title", "counted", "value", "claim", "note")
    rows = rows.drop(columns=["conference", "is_regional"])
    return Chart(_title(rows), rows, {"data": traces, "layout": layout}, NOTE, columns, DOCUMENT)


def _conference(row: dict[str, Any]) -> str:
    kind = " (regional)" if row["is_regional"] else ""
    return f"{escape(row['city'])}{kind}<br>{short_date(row['start'], 'month')}"


def _counts(part: pd.DataFrame, counted: str, *, is_main: bool) -> Trace:
    symbol = SYMBOLS[counted] if is_main else f"{SYMBOLS[counted]}-open"
    return scatter(
        part,
        "value",
        "conference",
        f"{COUNTS[counted]}{'' if is_main else ', other sources'}",
        mode="markers+text" if is_main else "markers",
        text=[number(value) for value in part["value"]],
        textposition=PLACES[counted],
        marker={"color": COLOURS[counted], "size": 13, "symbol": symbol},
    )


def _title(rows: pd.DataFrame) -> str:
    joined = rows[rows["counted"].eq(JOINED) & rows["is_main"]]
    if len(joined) < len(("first", "adopted", "signed")):
        return "States at the conferences"
    first, adopted, signed = joined.iloc[0], joined.loc[joined["value"].idxmax()], joined.iloc[-1]
    return (
        f"From {number(first['value'])} states in {first['city']}, {long_date(first['start'], 'month')}, to "
        f"{number(adopted['value'])} adopting in {adopted['city']} and {number(signed['value'])} signing in "
        f"{long_date(signed['start'], 'month')}"
    )

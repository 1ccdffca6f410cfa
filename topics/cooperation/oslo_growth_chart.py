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
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import escape

COLOURS = {ATTENDED: theme.GREY, JOINED: theme.VERMILLION}
SYMBOLS = {ATTENDED: "circle", JOINED: "diamond"}
ROW, LEAST, AROUND = 31, 200, 76
"""Pixels of a conference, of the lowest chart, of what stands around."""
NOTE = sentence(
    "Full marks: the count used here; open marks: counts of other sources, never averaged. "
    "Regional conferences have a star."
)


def conference_growth(tables: Tables, view: View, *, treaty: str = "CCM") -> Chart:
    """States at each conference that led to a treaty, in order of time, rival counts as open marks."""
    rows = conference_counts(tables, treaty, with_regional=True)
    if rows.empty:
        return empty("No counts of states at these conferences are on record")
    series = tables["series"]
    is_regional = ~rows["series"].isin(series.loc[series["treaty"] == treaty, "series"])
    rows = rows.assign(is_regional=is_regional)
    rows = rows.assign(conference=[_conference(row) for row in rows.to_dict("records")])
    top = rows["value"].where(rows["is_main"]).groupby(rows["conference"]).transform("max")
    rows = rows.assign(side=rows["value"].eq(top).map({True: "middle right", False: "middle left"}))
    traces = [
        _counts(part, counted, is_main=is_main)
        for (counted, is_main), part in rows.groupby(["counted", "is_main"], sort=False)
    ]
    order = list(dict.fromkeys(rows["conference"]))
    layout = {
        "height": max(LEAST, ROW * len(order) + AROUND),
        "margin": {"t": 30},
        "xaxis": {"range": [-5, float(rows["value"].max()) * 1.2], "showgrid": True, "zeroline": False},
        "yaxis": {"categoryorder": "array", "categoryarray": order, "range": [len(order) - 0.4, -0.6]},
    }
    columns = ("title", "start", "city", "counted", "value", "claim")
    measure = sentence("States that attended, and that endorsed or signed, number")
    rows = rows.drop(columns=["conference", "is_regional", "side"])
    figure = {"data": traces, "layout": layout}
    return Chart(_title(rows), rows, figure, NOTE, columns, DOCUMENT, measure=measure)


def _conference(row: dict[str, Any]) -> str:
    return f"{escape(row['city'])}{'*' if row['is_regional'] else ''}, {short_date(row['start'], 'month')}"


def _counts(part: pd.DataFrame, counted: str, *, is_main: bool) -> Trace:
    symbol = SYMBOLS[counted] if is_main else f"{SYMBOLS[counted]}-open"
    return scatter(
        part,
        "value",
        "conference",
        f"{COUNTS[counted]}{'' if is_main else ', other sources'}",
        mode="markers+text" if is_main else "markers",
        showlegend=is_main,
        text=[number(value) for value in part["value"]],
        textposition=part["side"].tolist(),
        textfont={"size": 12},
        marker={"color": COLOURS[counted], "size": 11, "symbol": symbol},
    )


def _title(rows: pd.DataFrame) -> str:
    """How many states the first and the last conference had."""
    joined = rows[rows["counted"].eq(JOINED) & rows["is_main"]]
    if len(joined) < len(("first", "last")):
        return sentence("States at the conferences")
    first, last = joined.iloc[0], joined.iloc[-1]
    return sentence(
        "From {first} states in {city}, {month}, to {last} signing in {end}",
        first=number(first["value"]),
        city=first["city"],
        month=long_date(first["start"], "month"),
        last=number(last["value"]),
        end=long_date(last["start"], "year"),
    )

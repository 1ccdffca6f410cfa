"""When meetings were held: a lane for each group of series, each series or each city."""

from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, bars, scatter
from topics.cooperation.meetings import (
    COLUMNS,
    counted_words,
    group_colours,
    group_meetings,
    in_order,
    meeting_rows,
)
from topics.cooperation.timeline import chosen_meetings, in_lanes
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.text import escape

MARKS = (
    "A dot is a meeting whose day is known; a pale bar spans the month or the year where only that is known."
)
WHOLE = "all meetings of the series, not filtered"
LINE, LEAST, BELOW = 17, 220, 90
"""Pixels of a line, of the lowest chart, and of what stands below the lanes."""
LANE_COLOUR = theme.BLUE
DRAWN = ["lane", "line", "begin", "until", "date_precision", "label"]


def timeline(tables: Tables, view: View, *, series_groups: tuple[str, ...] = ()) -> Chart:
    """A lane for each group of series, some or all: the meetings that count for the view."""
    events = chosen_meetings(tables, view, series_groups)
    dated = events[events["start"].notna()]
    if dated.empty:
        return empty("No dated meeting is on record")
    counts = dated["series_group"].value_counts()
    most = f"{counts.iloc[0]} of them" if len(counts) > 1 else "all"
    title = f"{view.place}: {counted_words(dated, len(events))}; {most} {counts.index[0]}"
    note = (
        f"{MARKS} What counts is held in the region, attended from it, or open to all states of the world; "
        "maps show only what was held in it."
    )
    return _lanes(tables, events, "series_group", title, note)


def series_timeline(tables: Tables, view: View, *, series_group: str = "SEEMACC/ITF") -> Chart:
    """A lane for each series of a group, all its meetings."""
    return _group_lanes(tables, series_group, "series", series_group)


def city_timeline(tables: Tables, view: View, *, series_group: str = "Roadmap local") -> Chart:
    """A lane for each city in which a group of series met, all its meetings."""
    return _group_lanes(tables, series_group, "city", f"{series_group}, by city")


def _group_lanes(tables: Tables, series_group: str, lane: str, words: str) -> Chart:
    events = in_order(group_meetings(tables, series_group))
    dated = events[events["start"].notna()]
    if dated.empty:
        return empty(f"No dated meeting of {series_group} is on record")
    return _lanes(tables, events, lane, f"{counted_words(dated, len(events))}: {words}", MARKS, WHOLE)


def _lanes(tables: Tables, events: pd.DataFrame, lane: str, title: str, note: str, scope: str = "") -> Chart:
    """Meetings in lanes; those without a date are rows without a mark."""
    rows = meeting_rows(tables, events)
    drawn, colours = in_lanes(tables, rows, lane)[DRAWN], group_colours(tables)
    traces: list[Trace] = []
    headings: list[dict[str, Any]] = []
    for name, part in drawn.groupby("lane", sort=False):
        colour = theme.COLOURS[colours[name]] if name in colours else LANE_COLOUR
        traces += _lane_traces(str(name), part, colour)
        headings.append(_heading(f"{name} ({len(part)})", part["line"].min() - 1))
    last = drawn["line"].max() + 1
    layout = {
        "height": max(LEAST, int(LINE * last) + BELOW),
        "barmode": "overlay",
        "showlegend": False,
        "annotations": headings,
        "xaxis": {"title": {"text": "Year"}, "type": "date", "showgrid": True},
        "yaxis": {"visible": False, "range": [last, -0.8], "fixedrange": True},
    }
    return Chart(title, rows, {"data": traces, "layout": layout}, note, COLUMNS, scope)


def _lane_traces(name: str, part: pd.DataFrame, colour: str) -> list[Trace]:
    """Pale bars where only the month or the year is known, dots where the day is."""
    length = (part["until"] - part["begin"]) / pd.Timedelta(milliseconds=1)
    part = part.assign(length=length)
    spans, days = part[part["date_precision"] != "day"], part[part["date_precision"] == "day"]
    pale = {"color": f"{colour}66", "line": {"color": colour, "width": 1}}
    begins = spans["begin"].dt.strftime("%Y-%m-%d").tolist()
    style = {"base": begins, "width": 0.5, "orientation": "h", "marker": pale}
    label, dot = escape(name), {"color": colour, "size": 10}
    return [
        bars(spans, "length", "line", f"{label}, only month or year known", **style),
        scatter(days, "begin", "line", f"{label}, day known", mode="markers", marker=dot),
    ]


def _heading(text: str, line: float) -> dict[str, Any]:
    place = {"xref": "paper", "x": 0, "y": line, "xanchor": "left", "yanchor": "middle"}
    return {"text": escape(text), "showarrow": False, **place}

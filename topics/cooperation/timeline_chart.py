"""When meetings were held: a lane for each group of series, each series or each city."""

from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, bars, scatter
from topics.cooperation.meetings import (
    COLUMNS,
    count_words,
    group_colours,
    group_meetings,
    in_order,
    meeting_rows,
    undated_words,
    years_words,
)
from topics.cooperation.meetings_table import DOCUMENT
from topics.cooperation.timeline import chosen_meetings, in_lanes
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import escape

UNDATED = sentence("No dated meeting on record")
MARKS = sentence("A dot is a meeting; a pale bar one of which only the month or year is known.")
HIGHEST, LINE, LEAST, BELOW = 480, 17, 220, 64
"""Pixels of the highest chart, of a line that has room enough, of the lowest chart, of what is below."""
LANE_COLOUR = theme.BLUE
DRAWN = ["lane", "line", "begin", "until", "date_precision", "label"]


def timeline(tables: Tables, view: View, *, series_groups: tuple[str, ...] = ()) -> Chart:
    """A lane for each group of series, some or all: the meetings that count for the view."""
    events = chosen_meetings(tables, view, series_groups)
    dated = events[events["start"].notna()]
    if dated.empty:
        return empty(UNDATED)
    counts = dated["series_group"].value_counts()
    parts: dict[str, Any] = {"meetings": count_words(len(dated), len(events)), "years": years_words(dated)}
    title = sentence("{meetings}, {years}", **parts)
    if len(counts) > 1:
        parts |= {"most": int(counts.iloc[0]), "series": counts.index[0]}
        title = sentence("{meetings}, {years}; most in the series {series}: {most}", **parts)
    measure = sentence("Meetings held here, attended from here or open to all states, by series and date")
    return _lanes(tables, events, "series_group", title, measure)


def series_timeline(tables: Tables, view: View, *, series_group: str = "SEEMACC/ITF") -> Chart:
    """A lane for each series of a group, all its meetings."""
    return _group_lanes(tables, series_group, "series", sentence("Meetings by series and date"))


def city_timeline(tables: Tables, view: View, *, series_group: str = "Roadmap local") -> Chart:
    """A lane for each city in which a group of series met, all its meetings."""
    return _group_lanes(tables, series_group, "city", sentence("Meetings by city and date"))


def _group_lanes(tables: Tables, series_group: str, lane: str, measure: str) -> Chart:
    events = in_order(group_meetings(tables, series_group))
    dated = events[events["start"].notna()]
    if dated.empty:
        return empty(UNDATED)
    counted = count_words(len(dated), len(events))
    title = sentence(
        "{series}: {meetings}, {years}", series=series_group, meetings=counted, years=years_words(dated)
    )
    return _lanes(tables, events, lane, title, measure, DOCUMENT)


def _lanes(
    tables: Tables, events: pd.DataFrame, lane: str, title: str, measure: str, scope: str = ""
) -> Chart:
    """Meetings in lanes; those without a date are rows without a mark."""
    rows = meeting_rows(tables, events)
    drawn, colours = in_lanes(tables, rows, lane)[DRAWN], group_colours(tables)
    last = float(drawn["line"].max()) + 0.8
    line = min(LINE, (HIGHEST - BELOW) / (last + 0.8))
    traces: list[Trace] = []
    headings: list[dict[str, Any]] = []
    for name, part in drawn.groupby("lane", sort=False):
        colour = theme.COLOURS[colours[name]] if name in colours else LANE_COLOUR
        traces += _lane_traces(str(name), part, colour, min(10.0, 0.8 * line))
        headings.append(_heading(f"{name} ({len(part)})", part["line"].min() - 1))
    layout = {
        "height": max(LEAST, int(line * (last + 0.8)) + BELOW),
        "margin": {"t": 8},
        "barmode": "overlay",
        "showlegend": False,
        "annotations": headings,
        "xaxis": {"type": "date", "showgrid": True},
        "yaxis": {"visible": False, "range": [last, -0.8], "fixedrange": True},
    }
    note = " ".join(filter(None, [MARKS, undated_words(rows)]))
    return Chart(title, rows, {"data": traces, "layout": layout}, note, COLUMNS, scope, measure=measure)


def _lane_traces(name: str, part: pd.DataFrame, colour: str, size: float) -> list[Trace]:
    """Pale bars where only the month or the year is known, dots where the day is."""
    length = (part["until"] - part["begin"]) / pd.Timedelta(milliseconds=1)
    part = part.assign(length=length)
    spans, days = part[part["date_precision"] != "day"], part[part["date_precision"] == "day"]
    pale = {"color": f"{colour}66", "line": {"color": colour, "width": 1}}
    begins = spans["begin"].dt.strftime("%Y-%m-%d").tolist()
    style = {"base": begins, "width": 0.6, "orientation": "h", "marker": pale}
    label, dot = escape(name), {"color": colour, "size": size}
    return [
        bars(spans, "length", "line", f"{label}, only month or year known", **style),
        scatter(days, "begin", "line", f"{label}, day known", mode="markers", marker=dot),
    ]


def _heading(text: str, line: float) -> dict[str, Any]:
    place = {"xref": "paper", "x": 0, "y": line, "xanchor": "left", "yanchor": "middle"}
    return {"text": escape(text), "showarrow": False, "font": {"size": 12}, **place}

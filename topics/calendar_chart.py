"""Composes the drawing and the list of deadlines, annual reports and meetings."""

from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import scatter, today_line
from topics.calendar import calendar_in_view
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import iso_date, long_date
from topics.vocabulary.land import CALENDAR, DEADLINE_STATES
from topics.vocabulary.numbers import number
from topics.vocabulary.sentences import first_short, more_countries_in_table, sentence
from topics.vocabulary.sources import source_line
from topics.vocabulary.text import bold, escape, lines, sentence_case, wrap

MARKS = {
    "clearance": (theme.VERMILLION, "diamond"),
    "stockpiles": (theme.PURPLE, "square"),
    "extension": (theme.ORANGE, "diamond-open"),
    "initial_report": (theme.BLUE, "circle-open"),
    "report": (theme.BLUE, "circle"),
    "meeting": (theme.GREEN, "star"),
}
"""Colour and symbol of each kind in the order of the key; the first is drawn last, over the others."""
MEETINGS = "Meetings"
"""The lane of meetings in no country."""
ROW, MOST = 24, 13
"""Pixels of a lane, and how many are drawn; the others are in the table."""
PAST = pd.DateOffset(years=3)
"""How long a deadline that has passed is drawn."""
COLUMNS = ("date", "country", "title", "treaty", "due", "state")


NOTHING_DUE = sentence("Nothing due is on record")


def calendar(tables: Tables, view: View) -> Chart:
    """What is due and when: a row per country, a mark per deadline, report or meeting."""
    rows = _labelled(tables, calendar_in_view(tables, view))
    if rows.empty:
        return empty(NOTHING_DUE)
    rows = rows.assign(lane_name=[escape(name) for name in _lanes(tables, rows)])
    recent = rows[rows["date"] >= pd.Timestamp(tables.today) - PAST]
    lanes = _drawn_lanes(recent)
    drawn = recent[recent["lane_name"].isin(lanes)]
    traces = [
        scatter(part, "date", "lane_name", sentence_case(CALENDAR[due]), marker=marker, **style)
        for rank, (due, (colour, symbol)) in reversed([*enumerate(MARKS.items(), start=1)])
        for marker in [{"color": colour, "symbol": symbol, "size": 11}]
        for style in [{"mode": "markers", "legendrank": rank}]
        if len(part := drawn[drawn["due"] == due])
    ]
    figure = {"data": traces, "layout": _layout(tables, lanes)}
    note = sentence(
        "Parties report by 31 March under the CCW protocols, 30 April under the two conventions, 31 May "
        "under the Arms Trade Treaty."
    )
    more = more_countries_in_table(rows["lane_name"].nunique() - len(lanes))
    note = f"{note} {more}".strip()
    title, measure = _title(tables, drawn, len(recent)), sentence("Deadlines, annual reports and meetings")
    rows, scope = rows.drop(columns="lane_name"), view.undated
    return Chart(title, rows, figure, note, COLUMNS, scope, measure=measure)


def _drawn_lanes(rows: pd.DataFrame) -> list[str]:
    """The lanes that have room: those with more than reports first."""
    lanes = rows.assign(is_report=rows["due"].eq("report")).groupby("lane_name")["is_report"].all()
    chosen = lanes.sort_values(kind="stable").index[:MOST]
    return sorted(chosen, reverse=True)


def _layout(tables: Tables, order: list[str]) -> dict[str, Any]:
    """A lane for each name, and a line at today."""
    return {
        "height": 150 + ROW * len(order),
        "legend": {"y": 1 + 10 / (ROW * len(order))},
        "xaxis": {"type": "date"},
        "yaxis": {"categoryorder": "array", "categoryarray": order},
        **today_line(iso_date(tables.today)),
    }


def calendar_list(tables: Tables, view: View) -> Chart:
    """The same entries as a list: the next first, those that have passed last."""
    rows = _labelled(tables, calendar_in_view(tables, view))
    is_past = rows["date"] < pd.Timestamp(tables.today)
    rows = pd.concat([rows[~is_past], rows[is_past].iloc[::-1]], ignore_index=True)
    if rows.empty:
        return empty(NOTHING_DUE)
    title = sentence("{count} dates, the next first", count=number(len(rows)))
    if len(rows) == 1:
        title = sentence("1 date on record")
    return Chart(title, rows, columns=COLUMNS, scope=view.undated)


def _lanes(tables: Tables, rows: pd.DataFrame) -> list[str]:
    names = country_names(tables, full=True)
    return [names.get(code, MEETINGS) for code in rows["country"]]


def _labelled(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with hover text, and words for their state."""
    rows = rows.assign(state=rows["state"].map(lambda state: DEADLINE_STATES.get(state, state)))
    labels = [
        lines(
            bold(lane),
            wrap(f"{row.title} ({row.treaty})" if isinstance(row.treaty, str) else row.title),
            f"{long_date(row.date, row.date_precision)}, {escape(row.state)}",
            source_line(tables, row.source),
        )
        for lane, row in zip(_lanes(tables, rows), rows.itertuples(), strict=True)
    ]
    return rows.drop(columns="source").assign(label=labels)


def _title(tables: Tables, drawn: pd.DataFrame, every: int) -> str:
    """What comes next: reports of one day are counted where all lanes are drawn."""
    ahead = drawn[drawn["date"] >= pd.Timestamp(tables.today)]
    if ahead.empty:
        return sentence("No date ahead is on record")
    first = ahead[ahead["date"] == ahead["date"].min()]
    row = next(first.itertuples())
    day = long_date(row.date, row.date_precision)
    if row.due == "report" and len(drawn) == every and len(first) > 1:
        return sentence("Next: {count} annual reports, due on {day}", count=len(first), day=day)
    name = country_names(tables, full=True).get(row.country, "")
    facts = {"what": CALENDAR[row.due], "country": name, "day": day, "title": row.title}
    if not name:
        return first_short(
            sentence("Next: {title}, {day}", **facts), sentence("Next: a meeting, {day}", **facts)
        )
    if row.due == "report" and len(first) > 1:
        return sentence("Next: annual reports, due on {day}", **facts)
    return first_short(
        sentence("Next: {country}, {what}, {day}", **facts), sentence("Next: {what}, {day}", **facts)
    )

"""Composes the drawing and the list of deadlines, annual reports and meetings."""

from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import scatter, today_line
from topics.calendar import calendar_in_view
from topics.land.obligations import UNDECIDED
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import iso_date, long_date
from topics.vocabulary.land import CALENDAR, DEADLINE_STATES, NO_DECISION
from topics.vocabulary.numbers import plural
from topics.vocabulary.sources import source_line, source_titles
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
ROW = 24
COLUMNS = ("date", "due", "title", "country", "treaty", "article", "state")
NOTHING = "Nothing is due on record"


def calendar(tables: Tables, view: View) -> Chart:
    """What is due and when: a row per country, a mark per deadline, report or meeting."""
    rows = _labelled(tables, calendar_in_view(tables, view))
    if rows.empty:
        return empty(NOTHING)
    rows = rows.assign(lane_name=[escape(name) for name in _lanes(tables, rows)])
    traces = [
        scatter(part, "date", "lane_name", sentence_case(CALENDAR[due]), marker=marker, **style)
        for rank, (due, (colour, symbol)) in reversed([*enumerate(MARKS.items(), start=1)])
        for marker in [{"color": colour, "symbol": symbol, "size": 11}]
        for style in [{"mode": "markers", "legendrank": rank}]
        if len(part := rows[rows["due"] == due])
    ]
    note = (
        "Parties report each year: by 31 March under the CCW protocols, 30 April under the two conventions, "
        "31 May under the Arms Trade Treaty. Of a deadline in the past neither a completion nor a later date "
        "is on record."
    )
    layout, scope = _layout(tables, sorted(rows["lane_name"].unique(), reverse=True)), view.timeless.words()
    figure = {"data": traces, "layout": layout}
    return Chart(_title(tables, rows), rows.drop(columns="lane_name"), figure, note, COLUMNS, scope)


def _layout(tables: Tables, order: list[str]) -> dict[str, Any]:
    """A lane for each name, and a line at today."""
    return {
        "height": 190 + ROW * len(order),
        "legend": {"y": 1 + 30 / (ROW * len(order))},
        "xaxis": {"title": {"text": "Date"}, "type": "date"},
        "yaxis": {"categoryorder": "array", "categoryarray": order},
        **today_line(iso_date(tables.today)),
    }


def calendar_list(tables: Tables, view: View) -> Chart:
    """The same entries as a list by date."""
    rows = _labelled(tables, calendar_in_view(tables, view))
    if rows.empty:
        return empty(NOTHING)
    title = f"{plural(len(rows), 'entry', 'entries')} by date"
    return Chart(title, rows, columns=COLUMNS, scope=view.timeless.words())


def _lanes(tables: Tables, rows: pd.DataFrame) -> list[str]:
    names = country_names(tables, full=True)
    return [names.get(code, MEETINGS) for code in rows["country"]]


def _labelled(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with hover text, and words for their state."""
    titles = source_titles(tables)
    rows = rows.assign(state=rows["state"].map(lambda state: DEADLINE_STATES.get(state, state)))
    labels = [
        lines(
            bold(lane),
            wrap(f"{row.title} ({row.treaty})" if isinstance(row.treaty, str) else row.title),
            f"{long_date(row.date, row.date_precision)}, {escape(row.state)}",
            source_line(row.source, titles),
        )
        for lane, row in zip(_lanes(tables, rows), rows.itertuples(), strict=True)
    ]
    return rows.drop(columns="source").assign(label=labels)


def _title(tables: Tables, rows: pd.DataFrame) -> str:
    ahead = rows[rows["date"] >= pd.Timestamp(tables.today)]
    land = ahead[ahead["due"].isin(["clearance", "stockpiles"])]
    reports = ahead[ahead["due"] == "report"]
    names = country_names(tables, full=True)
    parts = [
        f"next treaty deadline: {names[row.country]}, {long_date(row.date, row.date_precision)}"
        for row in land.head(1).itertuples()
    ]
    if len(reports):
        first = reports["date"].min()
        count = plural(reports["date"].eq(first).sum(), "annual report")
        parts.append(f"{count} due on {long_date(first)}")
    over = int(rows["state"].isin([DEADLINE_STATES[state] for state in UNDECIDED]).sum())
    if over:
        parts.append(f"{plural(over, 'deadline')} over, {NO_DECISION}")
    return sentence_case("; ".join(parts) or "nothing ahead on record")

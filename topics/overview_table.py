"""Composes land and cooperation: open deadlines, latest meetings and what headline figures rest on."""

import pandas as pd

from charts.chart import Chart, empty
from topics.cooperation.meetings import COLUMNS as MEETING
from topics.cooperation.meetings import meeting_rows, meetings_held
from topics.land.obligations import state_words
from topics.overview import EVIDENCE, headline_figures, open_obligations
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names, names_on
from topics.vocabulary.dates import date_range, long_date
from topics.vocabulary.land import DEADLINE_STATES
from topics.vocabulary.text import bold, escape, lines, wrap

LATEST = 5


def open_deadlines(tables: Tables, view: View) -> Chart:
    """Deadlines ahead, and those that passed without a completion."""
    rows = open_obligations(tables, view)
    if rows.empty:
        return empty("No open deadline on record")
    names = country_names(tables)
    labels = [
        lines(bold(names.get(row.country, row.country)), escape(row.task), escape(state_words(row)))
        for row in rows.itertuples()
    ]
    ahead = int(rows["state"].eq("in force").sum())
    late = len(rows) - ahead
    parts = [f"{ahead} ahead" if ahead else "", f"{late} over" if late else ""]
    return Chart(
        f"Treaty deadlines without a completion on record: {', '.join(filter(None, parts))}",
        rows.assign(label=labels, state=rows["state"].map(DEADLINE_STATES)).drop(columns="record_id"),
        columns=("country", "treaty", "article", "deadline", "state", "original", "extensions"),
    )


def latest_meetings(tables: Tables, view: View) -> Chart:
    """The last meetings held in the countries of the view, the latest first."""
    events = meetings_held(tables, view)
    events = events[events["start"].notna()].tail(LATEST)
    if events.empty:
        return empty("No meeting held there is on record")
    rows = meeting_rows(tables, events.iloc[::-1])
    last = rows.iloc[0]
    place = f", {last['city']}" if isinstance(last["city"], str) else ""
    when = date_range(last["start"], last["end"], last["date_precision"])
    return Chart(f"Latest meeting: {last['title']}{place}, {when}", rows, columns=MEETING)


def headline_data(tables: Tables, view: View) -> Chart:
    """What each headline figure rests on, a row for each country, year, obligation or meeting."""
    parts = [figure["evidence"].assign(figure=figure["heading"]) for figure in headline_figures(tables, view)]
    rows = pd.concat([part for part in parts if len(part)] or [pd.DataFrame(columns=[*EVIDENCE, "figure"])])
    if rows.empty:
        return empty("No data behind these figures")
    labels = [
        lines(
            bold(row.figure),
            escape(name),
            wrap(str(row.fact)),
            long_date(row.date, row.date_precision),
        )
        for name, row in zip(names_on(rows["country"], rows["date"], tables), rows.itertuples(), strict=True)
    ]
    rows = rows.assign(
        label=labels, date=pd.to_datetime(rows["date"]), is_stated=rows["is_stated"].astype(bool)
    )
    columns = ("figure", "country", "fact", "date")
    return Chart("Data behind these figures", rows.reset_index(drop=True), columns=columns)

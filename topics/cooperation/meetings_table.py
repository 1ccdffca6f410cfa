"""Lists of meetings: those held in a view, of a group of series, of a circle, about coalitions, by id."""

import pandas as pd

from charts.chart import Chart, empty
from topics.cooperation.meetings import (
    COLUMNS,
    counted_words,
    group_meetings,
    in_circle,
    in_order,
    meeting_places,
    meeting_rows,
    meetings_held,
    on_map_words,
    place_of,
)
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.lists import listed

DOCUMENT = "the documents whole, not filtered"
VISIT = ("DOC-VIS-2013", "DOC-SKO-2013")
COALITIONS = "DOC-RAK-2017"


def held_meetings(tables: Tables, view: View, *, series_groups: tuple[str, ...] = ()) -> Chart:
    """The meetings held in the countries of the view."""
    events = meetings_held(tables, view)
    if series_groups:
        events = events[events["series_group"].isin(series_groups)]
    title = f"{view.place}: {counted_words(events, where='held')}; {on_map_words(events)}"
    return _list(tables, events, title, scope="")


def series_meetings(tables: Tables, view: View, *, series_group: str = "Oslo Process") -> Chart:
    """All meetings of a group of series."""
    events = group_meetings(tables, series_group)
    return _list(tables, events, f"{series_group}: {counted_words(events)}")


def circle_meetings(
    tables: Tables, view: View, *, circle: str = "Roadmap", cities: tuple[str, ...] = ()
) -> Chart:
    """All meetings of a circle, in some places (as `meeting_places` names them) or all."""
    events = in_circle(tables, circle)
    if cities:
        events = events[place_of(events).isin(cities)]
    names = meeting_places(tables, circle)
    where = f", {listed([names.get(city, city) for city in cities])}" if cities else ""
    note = "The magnifying glass above the table searches it."
    return _list(tables, events, f"{circle}{where}: {counted_words(events)}", note)


def coalition_meetings(tables: Tables, view: View, *, event: str = COALITIONS) -> Chart:
    """The meetings of all series about country coalitions, and one more by its id."""
    events, series = tables["events"], tables["series"]
    about = series.loc[series["about_coalitions"], "series"]
    events = events[events["series"].isin(about) | (events["event"] == event)]
    return _list(tables, events, f"Country coalitions: {counted_words(events)}")


def named_meetings(tables: Tables, view: View, *, events: tuple[str, ...] = VISIT) -> Chart:
    """Meetings by their ids."""
    rows = tables["events"]
    rows = rows[rows["event"].isin(events)]
    cities = listed(dict.fromkeys(in_order(rows)["city"].dropna()))
    return _list(tables, rows, f"{cities}: {counted_words(rows)}")


def _list(tables: Tables, events: pd.DataFrame, title: str, note: str = "", scope: str = DOCUMENT) -> Chart:
    if events.empty:
        return empty("No meeting is on record")
    return Chart(title, meeting_rows(tables, in_order(events)), note=note, columns=COLUMNS, scope=scope)

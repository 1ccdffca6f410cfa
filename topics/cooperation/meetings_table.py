"""Lists of meetings: those held in a view, of a group of series, of a circle, about coalitions, by id."""

import pandas as pd

from charts.chart import Chart, empty
from topics.cooperation.meetings import (
    COLUMNS,
    city_count,
    count_words,
    drawable,
    group_meetings,
    in_circle,
    in_order,
    meeting_places,
    meeting_rows,
    meetings_held,
    missing_rounds_words,
    place_of,
)
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.lists import listed
from topics.vocabulary.sentences import sentence

NO_MEETING = sentence("No meeting on record")
DOCUMENT = sentence("all records, whatever the filter")
VISIT = ("DOC-VIS-2013", "DOC-SKO-2013")
COALITIONS = "DOC-RAK-2017"


def held_meetings(tables: Tables, view: View, *, series_groups: tuple[str, ...] = ()) -> Chart:
    """The meetings held in the countries of the view, the latest first."""
    events = meetings_held(tables, view)
    if series_groups:
        events = events[events["series_group"].isin(series_groups)]
    if events.empty:
        return empty(NO_MEETING)
    drawn = drawable(events)
    title = sentence(
        "{meetings} held; {drawn} on the map in {cities}",
        meetings=count_words(len(events)),
        drawn=len(drawn),
        cities=city_count(drawn["city"]),
    )
    events = events.sort_values("start", ascending=False, kind="stable", ignore_index=True)
    return Chart(title, meeting_rows(tables, events), columns=COLUMNS)


def series_meetings(tables: Tables, view: View, *, series_group: str = "Oslo Process") -> Chart:
    """All meetings of a group of series."""
    return _list(tables, group_meetings(tables, series_group), series_group)


def circle_meetings(
    tables: Tables, view: View, *, circle: str = "Roadmap", cities: tuple[str, ...] = ()
) -> Chart:
    """All meetings of a circle, in some places (as `meeting_places` names them) or all."""
    events = in_circle(tables, circle)
    if not cities:
        return _list(tables, events, circle, missing_rounds_words(tables, circle))
    names = meeting_places(tables, circle)
    where = listed([names.get(city, city) for city in cities], most=4, noun="cities")
    return _list(tables, events[place_of(events).isin(cities)], f"{circle}, {where}")


def coalition_meetings(tables: Tables, view: View, *, event: str = COALITIONS) -> Chart:
    """The meetings of all series about country coalitions, and one more by its id."""
    events, series = tables["events"], tables["series"]
    about = series.loc[series["about_coalitions"], "series"]
    events = events[events["series"].isin(about) | (events["event"] == event)]
    return _list(tables, events, sentence("Country coalitions"))


def named_meetings(tables: Tables, view: View, *, events: tuple[str, ...] = VISIT) -> Chart:
    """Meetings by their ids."""
    rows = tables["events"]
    rows = rows[rows["event"].isin(events)]
    return _list(tables, rows, listed(dict.fromkeys(in_order(rows)["city"].dropna())))


def _list(tables: Tables, events: pd.DataFrame, name: str, note: str = "") -> Chart:
    if events.empty:
        return empty(NO_MEETING)
    title = sentence("{name}: {meetings}", name=name, meetings=count_words(len(events)))
    rows = meeting_rows(tables, in_order(events))
    return Chart(title, rows, note=note, columns=COLUMNS, scope=DOCUMENT)

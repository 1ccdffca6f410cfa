"""Which meetings count for a view, which of them a chart can draw, and the label of each."""

from collections.abc import Iterable

import pandas as pd

from topics.cooperation.participants import COUNTED, attendances
from topics.tables import Tables, with_records
from topics.view import View, members
from topics.vocabulary.dates import date_range, year_range
from topics.vocabulary.lists import listed
from topics.vocabulary.meetings import PLANNED, circles
from topics.vocabulary.numbers import plural
from topics.vocabulary.sentences import sentence
from topics.vocabulary.sources import source_line
from topics.vocabulary.text import bold, escape, lines, sentence_case, wrap

OPEN = "all states"
"""What series are open to whose meetings belong to every view: lists of who came are rarely on record."""
REGION = "SEE"
"""The region that the regional series of meetings are about."""
FIRST_YEAR = 1990
"""No meeting and no contribution on record is older."""
ONLINE = "online"
"""The form of a meeting that is held at no place; a hybrid one is held at its place too."""
COLUMNS = ("title", "start", "city", "country", "form", "organisers")
"""Columns of a table of meetings."""


def meetings_held(tables: Tables, view: View) -> pd.DataFrame:
    """The meetings that count as held in a view: in one of its countries, in its years, in order of time.

    A meeting held online is held in no country, whatever city it was arranged from; one that was announced,
    and not seen to have been held, is held in none either.
    """
    return in_order(view.of(at_a_place(tables["events"])))


def at_a_place(events: pd.DataFrame) -> pd.DataFrame:
    """Meetings that were held somewhere, whether it is known where or not."""
    return events[~events["form"].isin([ONLINE, PLANNED])]


def drawable(events: pd.DataFrame) -> pd.DataFrame:
    """Meetings that a map can draw: held at a known place on a known date."""
    return at_a_place(events).dropna(subset=["lat", "lon", "start"])


def meetings_of(tables: Tables, view: View) -> pd.DataFrame:
    """The meetings that count for a view: in its years, and held there, attended from there or open to all.

    One of its states attended where a source states it or it is inferred. Where the whole region is in view,
    meetings of the regional series count of which neither place nor participants are on record.
    """
    events = view.of(tables["events"], skip=("country",))
    seats = tables.derive(attendances, COUNTED)
    attended = seats.loc[seats["country"].isin(view.members), "event"]
    is_open = events["series"].isin(open_series(tables))
    held_in = events["country"].where(~events["form"].isin([ONLINE, PLANNED]))
    is_held = held_in.isin(view.members)
    counted = is_held | events["event"].isin(attended) | is_open
    if not view.countries and set(members(tables, REGION)) <= set(view.members):
        groups = tables["series_groups"]
        is_regional = events["series_group"].isin(groups.loc[groups["is_regional"], "series_group"])
        counted |= is_regional & held_in.isna() & ~events["event"].isin(seats["event"])
    return in_order(events[counted])


def group_meetings(tables: Tables, series_group: str) -> pd.DataFrame:
    """All meetings of a group of series."""
    events = tables["events"]
    return events[events["series_group"] == series_group]


def in_circle(tables: Tables, circle: str) -> pd.DataFrame:
    """All meetings of a circle."""
    events = tables["events"]
    return events[events["series_group"].map(circles(tables)).eq(circle)]


def meeting_places(tables: Tables, circle: str) -> dict[str, str]:
    """Where a circle met, cities by name and online first, and what a reader sees of each."""
    places = set(place_of(in_circle(tables, circle)).dropna())
    cities = sorted(places - {ONLINE})
    return {place: sentence_case(place) for place in (*({ONLINE} & places), *cities)}


def place_of(events: pd.DataFrame) -> pd.Series:
    """The city of each meeting, or that it was held online; missing where neither is stated."""
    return events["city"].mask(events["form"].eq(ONLINE), ONLINE)


def open_series(tables: Tables) -> list[str]:
    """Series of meetings that every state may attend."""
    series = tables["series"]
    return series.loc[series["open_to"].eq(OPEN), "series"].tolist()


def group_colours(tables: Tables) -> dict[str, str]:
    """Names of the colours of the groups of series, in the order of a key."""
    groups = tables["series_groups"].sort_values("position")
    return dict(zip(groups["series_group"], groups["colour"], strict=True))


def key_names(tables: Tables) -> dict[str, str]:
    """The name of each group of series in the key of a map: that of its circle, where it has one."""
    return {group: circles(tables).get(group, group) for group in group_colours(tables)}


def in_order(events: pd.DataFrame) -> pd.DataFrame:
    """Meetings in order of time, those without a date last."""
    return events.sort_values(["start", "event"], kind="stable", na_position="last", ignore_index=True)


def meeting_rows(tables: Tables, events: pd.DataFrame) -> pd.DataFrame:
    """Meetings as rows of a chart or a table, each states its record.

    *Columns*: those of events; label, records, is_stated.
    """
    labels = [
        lines(
            bold(row["title"]),
            date_range(row["start"], row["end"], row["date_precision"]),
            place_words(row["city"], row["form"]),
            *_people_words(row),
            source_line(tables, row["source"]),
        )
        for row in events.to_dict("records")
    ]
    return with_records(events.assign(label=labels).reset_index(drop=True))


def place_words(city: object, form: object = None) -> str:
    """Where and in which form a meeting was held, escaped."""
    if form == ONLINE:
        return ONLINE
    place = escape(city) if isinstance(city, str) else "place not stated"
    return f"{place}, {form}" if isinstance(form, str) else place


def _people_words(row: dict) -> list[str]:
    people = {"Organised by": row["organisers"], "Supported by": row["supporters"]}
    return [wrap(f"{deed} {names}") for deed, names in people.items() if isinstance(names, str)]


def count_words(count: int, total: int | None = None) -> str:
    """The one rule for a count of meetings in a title: what is drawn, of how many where more are on record.

    >>> count_words(19, 20), count_words(1)
    ('19 of 20 meetings', '1 meeting')
    """
    part = "" if total is None or total == count else f"{count} of "
    return f"{part}{plural(count if total is None else total, 'meeting')}"


def years_words(events: pd.DataFrame) -> str:
    """The years of some meetings, those without a date left out: "2018–2024"."""
    years = events["start"].dropna().dt.year
    return year_range(years.min(), years.max()) if len(years) else ""


def undated_words(events: pd.DataFrame) -> str:
    """How many of some meetings have no date and thus no mark; empty where there is none."""
    count = int(events["start"].isna().sum())
    if count == 1:
        return sentence("One more meeting, without a date, is in the table.")
    return sentence("{count} more meetings, without a date, are in the table.", count=count) if count else ""


def city_count(cities: Iterable[object]) -> str:
    """How many cities there are among the places of meetings: "26 cities"."""
    return plural(len(set(cities)), "city", "cities")


def missing_rounds_words(tables: Tables, circle: str = "Roadmap") -> str:
    """Which numbered rounds of each group of a circle no record was found of."""
    events = in_circle(tables, circle).dropna(subset=["round"])
    words = [
        f"{group} {listed(map(str, numbers), most=6)}"
        for group, part in events.groupby("series_group")
        if (numbers := missing_rounds(part["round"]))
    ]
    return sentence("No record found of these rounds: {rounds}.", rounds="; ".join(words)) if words else ""


def missing_rounds(rounds: pd.Series) -> list[int]:
    """Numbers of rounds that no meeting has, up to the last one that does.

    >>> missing_rounds(pd.Series([1.0, 2.0, 5.0]))
    [3, 4]
    """
    known = set(rounds.astype(int))
    return sorted(set(range(1, max(known, default=0))) - known)

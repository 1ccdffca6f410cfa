"""Which meetings count for a view, which of them a chart can draw, and the label of each."""

import pandas as pd

from topics.cooperation.participants import COUNTED, attendances
from topics.tables import Tables, with_records
from topics.view import View, members
from topics.vocabulary.dates import date_range, year_range
from topics.vocabulary.meetings import circles
from topics.vocabulary.numbers import plural
from topics.vocabulary.sources import source_line, source_titles
from topics.vocabulary.text import bold, escape, lines, wrap

OPEN = "all states"
"""What series are open to whose meetings belong to every view: lists of who came are rarely on record."""
REGION = "SEE"
"""The region that the regional series of meetings are about."""
FIRST_YEAR = 1990
"""No meeting and no contribution on record is older."""
COLUMNS = ("start", "end", "city", "country", "title", "organisers", "funders")
"""Columns of a table of meetings."""


def meetings_held(tables: Tables, view: View) -> pd.DataFrame:
    """The meetings that count as held in a view: in one of its countries, in its years, in order of time.

    A meeting held online is held in no country, whatever city stands in its title.
    """
    events = tables["events"]
    return in_order(view.of(events[~events["is_online"]]))


def meetings_of(tables: Tables, view: View) -> pd.DataFrame:
    """The meetings that count for a view: in its years, and held there, attended from there or open to all.

    One of its states attended where a source states it or it is inferred. Where the whole region is in view,
    meetings of the regional series count of which neither place nor participants are on record.
    """
    events = view.of(tables["events"], skip=("country",))
    seats = tables.derive(attendances, COUNTED)
    attended = seats.loc[seats["country"].isin(view.members), "event"]
    is_open = events["series"].isin(open_series(tables))
    is_held = events["country"].isin(view.members) & ~events["is_online"]
    counted = is_held | events["event"].isin(attended) | is_open
    if not view.countries and set(members(tables, REGION)) <= set(view.members):
        groups = tables["series_groups"]
        is_regional = events["series_group"].isin(groups.loc[groups["is_regional"], "series_group"])
        has_place = events["country"].notna() & ~events["is_online"]
        counted |= is_regional & ~has_place & ~events["event"].isin(seats["event"])
    return in_order(events[counted])


def group_meetings(tables: Tables, series_group: str) -> pd.DataFrame:
    """All meetings of a group of series."""
    events = tables["events"]
    return events[events["series_group"] == series_group]


def in_circle(tables: Tables, circle: str) -> pd.DataFrame:
    """All meetings of a circle."""
    events = tables["events"]
    return events[events["series_group"].map(circles(tables)).eq(circle)]


def meeting_cities(tables: Tables, circle: str) -> dict[str, str]:
    """The cities in which a circle met, as events name them, and what a reader sees; by name."""
    events = in_circle(tables, circle).dropna(subset=["city"])
    online = set(events.loc[events["country"].isna() & events["is_online"], "city"])
    return {city: "Online" if city in online else city for city in sorted(events["city"].unique())}


def open_series(tables: Tables) -> list[str]:
    """Series of meetings that every state may attend."""
    series = tables["series"]
    return series.loc[series["open_to"].eq(OPEN), "series"].tolist()


def group_colours(tables: Tables) -> dict[str, str]:
    """Names of the colours of the groups of series, in the order of a key."""
    groups = tables["series_groups"].sort_values("position")
    return dict(zip(groups["series_group"], groups["colour"], strict=True))


def in_order(events: pd.DataFrame) -> pd.DataFrame:
    """Meetings in order of time, those without a date last."""
    return events.sort_values(["start", "event"], kind="stable", na_position="last", ignore_index=True)


def meeting_rows(tables: Tables, events: pd.DataFrame) -> pd.DataFrame:
    """Meetings as rows of a chart or a table, each states its record.

    *Columns*: those of events; label, records, is_stated.
    """
    titles = source_titles(tables)
    labels = [
        lines(
            bold(row["title"]),
            date_range(row["start"], row["end"], row["date_precision"]),
            place_words(row["city"], row["is_online"]),
            wrap(f"Organised by {row['organisers']}") if isinstance(row["organisers"], str) else "",
            source_line(row["source"], titles),
        )
        for row in events.to_dict("records")
    ]
    return with_records(events.assign(label=labels).reset_index(drop=True))


def place_words(city: object, is_online: bool = False) -> str:
    """Where a meeting was held, escaped."""
    if is_online:
        return "online"
    return escape(city) if isinstance(city, str) else "place not stated"


def counted_words(events: pd.DataFrame) -> str:
    """How many meetings and of which years: "59 meetings, 2018–2024"."""
    years = events["start"].dropna().dt.year
    span = f", {year_range(years.min(), years.max())}" if len(years) else ""
    return f"{plural(len(events), 'meeting')}{span}"

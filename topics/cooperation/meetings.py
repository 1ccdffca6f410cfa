"""Which meetings count for a view, which of them a chart can draw, and the label of each."""

import pandas as pd

from topics.cooperation.participants import COUNTED, attendances
from topics.tables import Tables, with_records
from topics.view import View, members
from topics.vocabulary.dates import date_range
from topics.vocabulary.lists import listed
from topics.vocabulary.sources import source_line, source_titles
from topics.vocabulary.text import bold, escape, lines, wrap

OPEN = "all states"
"""What series are open to whose meetings belong to every view: lists of who came are rarely on record."""
REGION = "SEE"
"""The region that the regional series of meetings are about."""
COLUMNS = ("start", "end", "city", "country", "title", "organisers", "funders")
"""Columns of a table of meetings."""


def meetings_held(tables: Tables, view: View) -> pd.DataFrame:
    """The meetings that count as held in a view: in one of its countries, in its years, in order of time.

    Meetings held online are in no country.
    """
    return in_order(view.of(tables["events"]))


def meetings_of(tables: Tables, view: View) -> pd.DataFrame:
    """The meetings that count for a view: in its years, and held there, attended from there or open to all.

    One of its states attended where a source states it or it is inferred. Where the whole region is in view,
    meetings of the regional series count of which neither place nor participants are on record.
    """
    events = view.of(tables["events"], skip=("country",))
    seats = tables.derive(attendances, COUNTED)
    attended = seats.loc[seats["country"].isin(view.members), "event"]
    is_open = events["series"].isin(open_series(tables))
    counted = events["country"].isin(view.members) | events["event"].isin(attended) | is_open
    if not view.countries and set(members(tables, REGION)) <= set(view.members):
        groups = tables["series_groups"]
        regional = events["series_group"].isin(groups.loc[groups["is_regional"], "series_group"])
        counted |= regional & events["country"].isna() & ~events["event"].isin(seats["event"])
    return in_order(events[counted])


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
            f"{date_range(row['start'], row['end'], row['date_precision'])}, {place_words(row['city'])}",
            wrap(f"Organised by {row['organisers']}") if isinstance(row["organisers"], str) else "",
            source_line(row["source"], titles),
        )
        for row in events.to_dict("records")
    ]
    return with_records(events.assign(label=labels).reset_index(drop=True))


def place_words(city: object) -> str:
    """Where a meeting was held, escaped."""
    return escape(city) if isinstance(city, str) else "place not stated"


def undated_words(events: pd.DataFrame) -> str:
    """A sentence that names the meetings a chart over time leaves out; empty where there is none."""
    undated = events[events["start"].isna()]
    return f"Not drawn, as no date is on record: {listed(undated['title'])}." if len(undated) else ""

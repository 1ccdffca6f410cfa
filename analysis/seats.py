"""Works out which organisations belong on a map, where they sit and how often they met; draws nothing."""

from collections.abc import Iterable

import pandas as pd

from analysis.cooperation import PRESENT

LONG = 24
"""Letters from which on a name without an acronym is cut."""


def organisations(
    actors: pd.DataFrame, event_participants: pd.DataFrame, events: pd.DataFrame, members: Iterable[str]
) -> pd.DataFrame:
    """Organisations with a known seat, in one of some countries or on record at one of some meetings.

    Columns: actor, name, short, kind, city, country, lat, lon, meetings, source, locator, note; those with
    most meetings first.
    """
    seated = actors[(actors["kind"] != "person-office") & actors["city"].notna()].dropna(
        subset=["lat", "lon"]
    )
    there = event_participants[
        event_participants["event"].isin(events["event"])
        & event_participants["role"].isin(PRESENT)
        & (event_participants["claim"] != "disputed")
    ]
    counts = there.groupby("actor")["event"].nunique()
    meetings = seated["actor"].map(counts).fillna(0).astype(int)
    short = seated["acronym"].fillna(seated["name"].map(_cut))
    rows = seated.assign(meetings=meetings, short=short)
    rows = rows[rows["country"].isin(set(members)) | (rows["meetings"] > 0)]
    rows = rows.sort_values(["meetings", "actor"], ascending=[False, True], ignore_index=True)
    first = ["actor", "name", "short", "kind", "city", "country", "lat", "lon", "meetings"]
    return rows[[*first, "source", "locator", "note"]]


def _cut(name: str) -> str:
    """A long name cut at a word.

    >>> _cut("Delegation of the European Union to Bosnia and Herzegovina")
    'Delegation of the …'
    """
    return name if len(name) <= LONG else f"{name[:LONG].rsplit(' ', 1)[0]} …"

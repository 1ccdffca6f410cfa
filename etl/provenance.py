"""What each clean row carries to be traced: an id of its own, and since when it is known."""

import pandas as pd

from etl.columns import dated, digest, texts
from etl.registry import Table

ACTS = {
    "treaty_actions": ("date", "date_precision"),
    "events": ("end", "date_precision"),
    "event_participants": ("event_end", "event_end_precision"),
    "event_programme": ("event_end", "event_end_precision"),
    "memberships": ("since", "since_precision"),
    "obligations": ("ruled", "ruled_precision"),
}
"""Tables of acts, which are public on the day they are done, whenever somebody wrote them down.

States Parties grant an extension in a meeting, and a state declares completion to them.
"""
OWN = {
    "contamination": ("as_of", "as_of_precision"),
    "stockpiles": ("completed_on", "completed_on_precision"),
    "reported_figures": ("date", "date_precision"),
    "treaty_crosschecks": ("date", "date_precision"),
    "projects": ("end", "end_precision"),
    "event_counts": ("event_end", "event_end_precision"),
}
"""Day of a figure, for sources that state no day of publication; else the end of its year."""
YEARS = ("year_to", "year")
TRACE = ("record_id", "figure_id", "preference", "preferred", "known_since", "known_precision", "known_basis")
OF_EVENTS = ("event_participants", "event_programme", "event_counts")


Days = dict[str, pd.DataFrame]
"""Last possible day and precision by id: when the sources were published, when the events ended."""


def stated_days(raw: dict[str, pd.DataFrame]) -> Days:
    """Return when the sources were published and when the events ended, as far as it is stated."""
    events = raw["events"]
    lasting = events.assign(last=events["end"].fillna(events["start"]))
    return {
        "sources": by_key(raw["sources"], "published", "source"),
        "events": by_key(lasting, "last", "event"),
    }


def traced(frame: pd.DataFrame, table: Table, days: Days) -> pd.DataFrame:
    """Return a clean frame with the id of each row and the day since which each is known.

    Args:
        frame: the rows of a table as its rule makes them.
        table: its declaration; only what it declares is published.
        days: from `stated_days`.
    """
    if "record_id" not in table.columns or "record_id" in frame:
        return frame
    frame = frame.assign(record_id=record_ids(frame, table))
    return frame if "known_since" not in table.columns else with_known(frame, table.name, days)


def record_ids(frame: pd.DataFrame, table: Table) -> list[str]:
    """Return an id per row: that of its key and its source, the same in every build.

    Rows that share both are numbered in the order of the file.
    """
    columns = list(dict.fromkeys([*table.key, "source"]))
    named = [f"{table.name}-{digest(cells)}" for cells in texts(frame, columns)]
    order = pd.Series(named, dtype="str").groupby(named).cumcount()
    return [name if count == 0 else f"{name}.{count + 1}" for name, count in zip(named, order, strict=True)]


def with_known(frame: pd.DataFrame, name: str, days: Days) -> pd.DataFrame:
    """Return the frame with `known_since`, `known_precision` and `known_basis`.

    Rule: an act is known from its own day; a figure from the last day that the stated publication of its
    source allows; where that is not stated, from the last day of its own date or year at the earliest.
    """
    published = day_of(frame["source"], days["sources"])
    own = own_days(with_event_days(frame, name, days["events"]), name)
    first, second = (own, published) if name in ACTS else (published, own)
    words = ("act", "published") if name in ACTS else ("published", "own date")
    is_first = first["day"].notna()
    basis = pd.Series(words[1], index=frame.index).mask(is_first, words[0])
    day = first["day"].where(is_first, second["day"])
    return frame.assign(
        known_since=day,
        known_precision=first["precision"].where(is_first, second["precision"]).where(day.notna()),
        known_basis=basis.where(day.notna(), "not dated"),
    )


def own_days(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the last day that the date of each row allows, and how exact that date is."""
    if name == "obligations":
        frame = with_ruling(frame)
    column, exact = ACTS.get(name) or OWN.get(name) or ("", "")
    if column in frame:
        first = frame["start"] if name in ("events", "projects") else frame[column]
        stated, precision = frame[column].fillna(first), frame[exact]
        if name == "projects":
            precision = precision.where(frame["end"].notna(), frame["start_precision"])
        return pd.DataFrame({"day": last_days(stated, precision), "precision": precision})
    year = next((frame[column] for column in YEARS if column in frame), None)
    if year is None:
        return pd.DataFrame({"day": pd.NaT, "precision": None}, index=frame.index)
    years = pd.to_numeric(year).astype("Int64").astype("str").where(year.notna())
    day = pd.to_datetime(years, format="%Y", errors="coerce") + pd.offsets.YearEnd(0)
    return pd.DataFrame({"day": day, "precision": pd.Series("year", index=frame.index)})


def with_ruling(frame: pd.DataFrame) -> pd.DataFrame:
    """Return obligations with the day of the first act in the row: its grant, else its completion."""
    late = frame["granted_on"].isna()
    exact = frame["granted_on_precision"].mask(late, frame["completed_on_precision"])
    return frame.assign(ruled=frame["granted_on"].mask(late, frame["completed_on"]), ruled_precision=exact)


def with_event_days(frame: pd.DataFrame, name: str, events: pd.DataFrame) -> pd.DataFrame:
    """Return what happened at events with the last day of each event."""
    if name not in OF_EVENTS:
        return frame
    days = day_of(frame["event"], events)
    return frame.assign(event_end=days["day"], event_end_precision=days["precision"])


def by_key(frame: pd.DataFrame, column: str, key: str) -> pd.DataFrame:
    """Return the last possible day of a column of partial dates and its precision, by key."""
    read = dated(frame[[key, column]], column).set_index(key)
    day = last_days(read[column], read[f"{column}_precision"])
    return pd.DataFrame({"day": day, "precision": read[f"{column}_precision"]})


def day_of(keys: pd.Series, known: pd.DataFrame) -> pd.DataFrame:
    """Return day and precision for each key."""
    return pd.DataFrame({"day": keys.map(known["day"]), "precision": keys.map(known["precision"])})


def last_days(day: pd.Series, precision: pd.Series) -> pd.Series:
    """Return the last day that dates of a precision can mean."""
    day = pd.to_datetime(day)
    month, year = day + pd.offsets.MonthEnd(0), day + pd.offsets.YearEnd(0)
    return day.mask(precision.eq("month"), month).mask(precision.eq("year"), year)

"""What each clean row carries to be traced: an id of its own, and since when it is known."""

import pandas as pd

from etl.columns import dated, digest, texts
from etl.registry import Table

YEARS = ("year_to", "year")


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
    return with_known(frame, table, days) if "known_since" in table.columns else frame


def record_ids(frame: pd.DataFrame, table: Table) -> list[str]:
    """Return an id per row: that of its key and its source, the same in every build.

    Rows that share both are numbered in the order of the file.
    """
    columns = list(dict.fromkeys([*table.key, "source"]))
    named = [f"{table.name}-{digest(cells)}" for cells in texts(frame, columns)]
    order = pd.Series(named, dtype="str").groupby(named).cumcount()
    return [name if count == 0 else f"{name}.{count + 1}" for name, count in zip(named, order, strict=True)]


def with_known(frame: pd.DataFrame, table: Table, days: Days) -> pd.DataFrame:
    """Return the frame with `known_since`, `known_precision` and `known_basis`.

    Rule: an act is known from its own day, such as a grant that States Parties give in a meeting; a figure
    from the last day that the stated publication of its source allows; where that is not stated, from the
    last day of its own date or year at the earliest.
    """
    published = day_of(frame["source"], days["sources"])
    own = own_days(frame, table, days["events"])
    first, second = (own, published) if table.is_act else (published, own)
    words = ("act", "published") if table.is_act else ("published", "own date")
    is_first = first["day"].notna()
    basis = pd.Series(words[1], index=frame.index).mask(is_first, words[0])
    day = first["day"].where(is_first, second["day"])
    return frame.assign(
        known_since=day,
        known_precision=first["precision"].where(is_first, second["precision"]).where(day.notna()),
        known_basis=basis.where(day.notna(), "not dated"),
    )


def own_days(frame: pd.DataFrame, table: Table, events: pd.DataFrame) -> pd.DataFrame:
    """Return the last day that the date of each row allows, and how exact that date is.

    *Columns*: day, precision.
    """
    empty = pd.DataFrame({"day": pd.NaT, "precision": None}, index=frame.index)
    if not table.dated_by:
        year = next((frame[column] for column in YEARS if column in frame), None)
        return empty if year is None else ends_of_years(year)
    parts = [
        day_of(frame[name], events) if name == "event" else last_days(frame, name) for name in table.dated_by
    ]
    first = parts[0]
    for later in parts[1:]:
        first = first.where(first["day"].notna(), later)
    return first


def ends_of_years(year: pd.Series) -> pd.DataFrame:
    """Return the last day of each year."""
    years = pd.to_numeric(year).astype("Int64").astype("str").where(year.notna())
    day = pd.to_datetime(years, format="%Y", errors="coerce") + pd.offsets.YearEnd(0)
    return pd.DataFrame({"day": day, "precision": pd.Series("year", index=year.index)})


def by_key(frame: pd.DataFrame, column: str, key: str) -> pd.DataFrame:
    """Return the last possible day of a column of partial dates and its precision, by key."""
    return last_days(dated(frame[[key, column]], column).set_index(key), column)


def day_of(keys: pd.Series, known: pd.DataFrame) -> pd.DataFrame:
    """Return day and precision for each key."""
    return pd.DataFrame({"day": keys.map(known["day"]), "precision": keys.map(known["precision"])})


def last_days(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return the last day that each date of a column can mean, and how exact it is."""
    precision = frame[f"{column}_precision" if f"{column}_precision" in frame else "date_precision"]
    day = pd.to_datetime(frame[column])
    month, year = day + pd.offsets.MonthEnd(0), day + pd.offsets.YearEnd(0)
    day = day.mask(precision.eq("month"), month).mask(precision.eq("year"), year)
    return pd.DataFrame({"day": day, "precision": precision})

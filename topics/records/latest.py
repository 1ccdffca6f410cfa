"""Of when records are: the last day of which each one speaks, and the latest of several in words."""

from collections.abc import Iterator

import pandas as pd

from topics.tables import Tables, united
from topics.vocabulary.dates import long_date, precision_column

YEARS = ("year_to", "year")
MEETING = ["end", "start"]


def latest_words(tables: Tables, rows: pd.DataFrame) -> str:
    """The date of the latest record of rows with `records`, as exact as it is known; empty without one.

    What lies ahead, such as a meeting that is planned or the end of a project, is no entry yet.
    """
    ids = united(rows["records"]) if "records" in rows else ()
    known = tables.derive(record_dates)
    dates = known[known["record_id"].isin(ids) & known["date"].le(pd.Timestamp(tables.today))]
    if dates.empty:
        return ""
    latest = dates.loc[dates["date"].idxmax()]
    return long_date(latest["date"], latest["precision"])


def record_dates(tables: Tables) -> pd.DataFrame:
    """The dates of each record: the columns that the registry names for its table, else its year.

    *Columns*: record_id, date (the first day of a year or a month), precision.
    """
    named = {part["table"]: list(part.get("dated_by", ())) for part in tables.package["resources"]}
    parts = [
        part
        for name in sorted(tables)
        if "record_id" in (rows := tables[name])
        for part in _dates(tables, rows, named.get(name, []))
    ]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["record_id", "date"])


def _dates(tables: Tables, rows: pd.DataFrame, columns: list[str]) -> Iterator[pd.DataFrame]:
    """The stated dates of the rows of a table, a part for each of its columns; of a meeting its days."""
    if "event" in columns:
        days = tables["events"][["event", *MEETING, "date_precision"]]
        yield from _dates(tables, rows[["record_id", "event"]].merge(days, on="event"), MEETING)
        columns = [name for name in columns if name != "event"]
        if not columns:
            return
    years = () if columns else [name for name in YEARS if name in rows][:1]
    for name in (*columns, *years):
        stated = rows[rows[name].notna()]
        exact = precision_column(stated, name)
        precision = stated[exact].fillna("day") if exact else "year" if years else "day"
        values = stated[name]
        date = pd.to_datetime(values.astype("Int64").astype("str") + "-01-01") if years else values
        yield pd.DataFrame({"record_id": stated["record_id"], "date": date, "precision": precision})

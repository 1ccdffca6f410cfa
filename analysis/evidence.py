"""What else is stated about the figure of a record: confirmations, copies, rivals, the earliest first."""

from collections.abc import Mapping
from itertools import chain
from typing import Any

import pandas as pd

MEASURES = (
    *("area_km2", "submunitions", "ap_mines", "av_mines", "mines", "munitions", "uxo"),
    *("killed", "injured", "unknown", "total", "amount", "amount_usd", "value", "usd_per_unit", "areas"),
)
"""Columns that hold figures, in the order in which a reader asks for them."""
DATED = {"treaty_actions": "date", "treaty_crosschecks": "date", "obligations": "deadline"}
"""Tables whose figure is a day."""
BESIDE = {"treaty_actions": ("treaty_crosschecks",), "treaty_crosschecks": ("treaty_actions",)}
"""Tables that state figures of another one."""
OWN_WORK = ("monitor", "mine action review", "depositary")
"""Kinds of documents that one publisher writes on the ground of its own earlier ones."""
SHARED = (
    *("country", "recipient", "hazard", "method", "area_class", "treaty", "action", "article", "donor"),
    *("year", "year_from", "year_to", "as_of", "deadline", "event", "indicator", "subdivision"),
)
"""Columns by which a computed row is found again in the table it was computed from."""
QUOTING = ("news", "encyclopaedia", "mirror", "journal", "start document")
"""Kinds of documents that pass on what others say: that they agree does not say on whose word."""
THIS, CONFIRMS, AGREES = "this record", "confirms it", "says the same"
REPEATS, DIFFERS = "same origin", "differs"


def table_of(record_id: str) -> str:
    """The table that a record stands in.

    >>> table_of("treaty_actions-1f3a9c02be")
    'treaty_actions'
    """
    return record_id.rpartition("-")[0]


def records(rows: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The clean rows behind some rows of a chart, each with its `table`; in the order of the rows.

    Rows that carry their id name them; computed ones are looked up by source, place and what they share.

    Args:
        rows: rows of a chart.
        tables: the clean tables by name.
    """
    ids = rows["record_id"] if "record_id" in rows else pd.Series(None, index=rows.index, dtype=object)
    looked_up = iter(_restated(rows[ids.isna()], tables))
    named = [[record_id] if isinstance(record_id, str) else next(looked_up) for record_id in ids]
    rank = {record_id: place for place, record_id in enumerate(chain.from_iterable(named))}
    found = [
        tables[name][tables[name]["record_id"].isin(list(rank))].assign(table=name).astype(object)
        for name in dict.fromkeys(map(table_of, rank))
        if name in tables
    ]
    if not any(map(len, found)):
        return pd.DataFrame(columns=["table", "record_id", "source", "locator"])
    return pd.concat(found).sort_values(
        "record_id", key=lambda column: column.map(rank), kind="stable", ignore_index=True
    )


def statements(
    record: dict[str, Any], tables: Mapping[str, pd.DataFrame], sources: pd.DataFrame
) -> pd.DataFrame:
    """All statements of the figure of a record with how each stands to it, the earliest known first.

    *Columns*: those of the tables, table, relation (THIS, CONFIRMS, AGREES, REPEATS or DIFFERS); empty for
    tables in which no rule says what the same figure is.
    """
    if not isinstance(record.get("figure_id"), str):
        return pd.DataFrame()
    own = record["table"]
    found = [
        tables[name][tables[name]["figure_id"] == record["figure_id"]].assign(table=name).astype(object)
        for name in (own, *BESIDE.get(own, ()))
        if name in tables
    ]
    rows = pd.concat(found, ignore_index=True)
    origins, kinds = origins_of(sources), dict(zip(sources["source"], sources["kind"], strict=True))
    relations = [relation(record, row, origins, kinds) for row in rows.to_dict("records")]
    rows = rows.assign(relation=relations)
    return rows.sort_values("known_since", kind="stable", na_position="last", ignore_index=True)


def relation(
    record: dict[str, Any], other: dict[str, Any], origins: Mapping[str, str], kinds: Mapping[str, str]
) -> str:
    """How another statement of the same figure stands to a record."""
    if other["record_id"] == record["record_id"]:
        return THIS
    if not agree(record, other):
        return DIFFERS
    mine, theirs = (origins.get(row["source"], row["source"]) for row in (record, other))
    if mine == theirs:
        return REPEATS
    return AGREES if {kinds.get(row["source"]) for row in (record, other)} & set(QUOTING) else CONFIRMS


def confirmations(rows: pd.DataFrame, sources: pd.DataFrame) -> int:
    """How many independent origins confirm the record of some `statements`."""
    if rows.empty:
        return 0
    origins = origins_of(sources)
    confirming = rows.loc[rows["relation"] == CONFIRMS, "source"]
    return len({origins.get(source, source) for source in confirming})


def origins_of(sources: pd.DataFrame) -> dict[str, str]:
    """The origin of each document by its id: documents of one origin do not confirm each other.

    A copy has the origin of what it copies. What one body publishes year by year has one origin, and so have
    the documents of one publisher; a document without a publisher is an origin of its own.
    """
    ids = sources["source"].tolist()
    copies, kinds, publishers = (
        {source: words for source, words in zip(ids, sources[name].tolist(), strict=True) if _stated(words)}
        for name in ("copies", "kind", "publisher")
    )
    return {source: _origin(source, copies, kinds, publishers) for source in ids}


def agree(record: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two statements say the same in all that both of them state."""
    days = [DATED.get(row["table"]) for row in (record, other)]
    if all(days):
        pair = [_day(row, str(name)) for row, name in zip((record, other), days, strict=True)]
        shortest = min(map(len, pair))
        return bool(shortest) and pair[0][:shortest] == pair[1][:shortest]
    both = [name for name in MEASURES if _stated(record.get(name)) and _stated(other.get(name))]
    return bool(both) and all(same(float(record[name]), float(other[name])) for name in both)


def same(first: float, second: float) -> bool:
    """Whether two numbers agree as far as the coarser of them is stated.

    >>> same(2.24, 2.2), same(2.24, 2.3), same(1061, 1060.6)
    (True, False, True)
    """
    digits = min(_decimals(first), _decimals(second))
    return abs(first - second) <= 0.5 * 10.0**-digits + 1e-9


def measured(record: dict[str, Any]) -> list[str]:
    """Names of the columns in which a record states figures."""
    day = DATED.get(str(record.get("table")))
    if day:
        return [day] if _stated(record.get(day)) else []
    return [name for name in MEASURES if _stated(record.get(name))]


def _origin(
    source: str, copies: Mapping[str, str], kinds: Mapping[str, str], publishers: Mapping[str, str]
) -> str:
    seen = {source}
    while source in copies and copies[source] not in seen:
        source = copies[source]
        seen.add(source)
    kind = kinds.get(source, "")
    return kind if kind in OWN_WORK else publishers.get(source, source)


def _restated(rows: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> list[list[str]]:
    """For each computed row the ids of the records of its source and place that agree in what both state."""
    if "source" not in rows or rows.empty:
        return [[] for _ in range(len(rows))]
    near: dict[str, list[dict]] = {}
    cited = rows["source"].dropna().unique()
    for table in tables.values():
        is_near = table["source"].isin(cited) if "record_id" in table and "source" in table else None
        if is_near is None or not is_near.any():
            continue
        names = [name for name in ("record_id", "source", "locator", *SHARED) if name in table]
        for values in zip(*(table[name][is_near].tolist() for name in names), strict=True):
            one = dict(zip(names, values, strict=True))
            near.setdefault(one["source"], []).append(one)
    return [
        [one["record_id"] for one in near.get(row["source"], ()) if _shares(row, one)]
        for row in rows.to_dict("records")
    ]


def _shares(row: dict[str, Any], record: dict[str, Any]) -> bool:
    """Whether a record says what a row says, as far as it has the same columns; it must say something."""
    if isinstance(row.get("locator"), str) and row["locator"] != record["locator"]:
        return False
    both = [name for name in SHARED if name in record and _stated(row.get(name))]
    return bool(both or isinstance(row.get("locator"), str)) and all(
        _stated(record[name]) and record[name] == row[name] for name in both
    )


def _day(row: dict[str, Any], name: str) -> str:
    """A day as far as it is stated: 2009, 2009-06 or 2009-06-16."""
    if not _stated(row.get(name)):
        return ""
    exact = row.get(f"{name}_precision")
    return f"{row[name]:%Y-%m-%d}"[: {"year": 4, "month": 7}.get(str(exact), 10)]


def _decimals(number: float) -> int:
    return len(f"{number:.6f}".rstrip("0").partition(".")[2])


def _stated(value: object) -> bool:
    return value is not None and not pd.isna(value)

"""What else is stated about the figure of a record: confirmations, copies, rivals, the earliest first."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from topics.tables import Tables
from topics.vocabulary.dates import iso_date

MEASURES = (
    *("area_km2", "submunitions", "ap_mines", "av_mines", "mines", "munitions", "uxo"),
    *("killed", "injured", "unknown", "total", "amount", "amount_usd", "value", "usd_per_unit", "areas"),
)
"""Columns that hold figures, in the order in which a reader asks for them."""
DATED = {
    "treaty_actions": ("date",),
    "treaty_crosschecks": ("date",),
    "obligations": ("deadline", "date"),
}
"""Tables whose figure is a day: the first of these that is stated."""
BESIDE = {"treaty_actions": ("treaty_crosschecks",), "treaty_crosschecks": ("treaty_actions",)}
"""Tables that state figures of another one."""
OWN_WORK = ("monitor", "mine action review", "depositary")
"""Kinds of documents that one publisher writes on the ground of its own earlier ones."""
QUOTING = ("news", "encyclopaedia", "mirror", "journal", "start document")
"""Kinds of documents that pass on what others say: that they agree does not say on whose word."""
ALIASES = "record_aliases"
"""Table of the ids that records had in former editions."""
THIS, CONFIRMS, AGREES = "this record", "confirms it", "says the same"
REPEATS, DIFFERS = "same origin", "differs"


def record_index(tables: Tables) -> pd.DataFrame:
    """Where each record stands and what it rests on.

    *Index*: record_id. *Columns*: table, source, locator.
    """
    parts = [
        rows[[name for name in ("record_id", "source", "locator") if name in rows]].assign(table=name)
        for name in sorted(tables)
        if name != ALIASES and "record_id" in (rows := tables[name])
    ]
    return pd.concat(parts, ignore_index=True).drop_duplicates("record_id").set_index("record_id")


def record_sources(tables: Tables) -> dict[str, str]:
    """The document that each record rests on."""
    return tables.derive(record_index)["source"].to_dict()


def record_locators(tables: Tables) -> dict[str, str]:
    """The place of each record in its document."""
    return tables.derive(record_index)["locator"].to_dict()


def current_id(tables: Tables, record_id: str) -> str:
    """The id that a record has today: ids of former editions keep working."""
    if ALIASES not in tables:
        return record_id
    return tables.derive(_current_ids).get(record_id, record_id)


def records(tables: Tables, ids: Iterable[str]) -> list[dict[str, Any]]:
    """The clean rows of some ids with their `table`, in the order of the ids; ids of no row are left out."""
    index = tables.derive(record_index)
    wanted = [record for record in ids if record in index.index]
    by_id: dict[str, dict[str, Any]] = {}
    for name in dict.fromkeys(index.loc[wanted, "table"]):
        rows = tables[name]
        rows = rows[rows["record_id"].isin(wanted)].assign(table=name).astype(object)
        by_id |= {row["record_id"]: row for row in rows.to_dict("records")}
    return [by_id[record] for record in wanted]


def statements(record: dict[str, Any], tables: Tables) -> pd.DataFrame:
    """All statements of the figure of a record with how each stands to it, the earliest known first.

    *Columns*: those of the tables, table, relation (THIS, CONFIRMS, AGREES, REPEATS or DIFFERS); empty for
    tables in which no rule says what the same figure is.
    """
    if not isinstance(record.get("figure_id"), str):
        return pd.DataFrame()
    own = record["table"]
    sources = tables["sources"]
    parts = [
        rows[rows["figure_id"] == record["figure_id"]].assign(table=name).astype(object)
        for name in (own, *BESIDE.get(own, ()))
        if name in tables and "figure_id" in (rows := tables[name])
    ]
    rows = pd.concat(parts, ignore_index=True)
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
    if record["table"] in DATED and other["table"] in DATED:
        pair = [_day(row) for row in (record, other)]
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
    if record.get("table") in DATED:
        return [_day_column(record)] if _day(record) else []
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


def _day_column(row: dict[str, Any]) -> str:
    """Name of the column with the day of a row, the first that states one."""
    names = DATED[row["table"]]
    return next((name for name in names if _stated(row.get(name))), names[0])


def _day(row: dict[str, Any]) -> str:
    """A day as far as it is stated: 2009, 2009-06 or 2009-06-16."""
    name = _day_column(row)
    return iso_date(row[name], row.get(f"{name}_precision")) if _stated(row.get(name)) else ""


def _decimals(number: float) -> int:
    return len(f"{number:.6f}".rstrip("0").partition(".")[2])


def _stated(value: object) -> bool:
    return value is not None and not pd.isna(value)


def _current_ids(tables: Tables) -> dict[str, str]:
    aliases = tables[ALIASES]
    return dict(zip(aliases["former_id"], aliases["record_id"], strict=True))

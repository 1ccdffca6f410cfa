"""Editions of the data by their day: their files, their tables, and how any two of them differ."""

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pandas as pd

from dashboard import store
from editions.comparison import COLUMNS, Declared, Records, differences, ids_of, rows_of
from editions.descriptor import tables_of
from editions.files import arrow_table, sha256
from editions.package import FOLDER
from topics.tables import Tables, in_eu_wording
from topics.vocabulary.dates import long_date
from topics.vocabulary.sentences import sentence

ADDRESS = "api/v1/editions"
PACKAGE, DESCRIPTOR = "package.zip", "datapackage.json"
MOST_NAMED = 3
"""Columns that an error names."""
NOW = "now"
"""Name of the data as they are."""
TRACED = ("record_id", "known_since")
"""Columns without which no chart can be drawn, beside those that must be stated."""
FACTS = "known_since"
"""Column that every table of facts has; the others name and draw things."""


def editions() -> list[dict[str, Any]]:
    """The closed editions, the newest first: day, version, title, size, checksum, address of each."""
    return [_about(day) for day in reversed(store.closed_editions())]


def package_file(day: str) -> tuple[str, bytes]:
    """The archive of a closed edition, and a name for it that says of which.

    Raises:
        LookupError: there is no such edition.
    """
    content = store.closed_file(day, PACKAGE)
    return f"{_declared(day)['name']}-{day}.zip", content


def edition_file(day: str, name: str) -> tuple[str, bytes]:
    """A file of a closed edition such as tables/clearance.csv, and a name for it that says of which.

    Raises:
        LookupError: there is no such edition or file.
    """
    with ZipFile(BytesIO(store.closed_file(day, PACKAGE))) as archive:
        if name not in archive.namelist():
            words = sentence(
                "No file '{name}' in the edition of {day}. There are: {exists}",
                name=name,
                day=day,
                exists=", ".join(archive.namelist()),
            )
            raise LookupError(words)
        stem, _, ending = name.rpartition("/")[2].partition(".")
        return f"{stem}-{day}.{ending}", archive.read(name)


def edition_tables(day: str, wording: str = "UN") -> Tables:
    """The tables of a closed edition in the form of today's, for all charts; all readers share them.

    A column that it had not is empty. A table of facts that it had not has no rows; of those that name and
    draw things, and of former ids, it has today's.

    Raises:
        LookupError: there is no such edition, or no chart can be drawn from it.
    """
    if missing := lacking(day):
        words = sentence(
            "The edition of {day} cannot be drawn: it had no {columns}. Its tables are at {address}",
            day=long_date(date.fromisoformat(day)),
            columns=f"{', '.join(missing[:MOST_NAMED])}, …",
            address=_address(day),
        )
        raise LookupError(words)
    return _tables(store.edition_written(), day, wording, date.today())


def lacking(day: str) -> list[str]:
    """Columns that every chart needs and a closed edition has not, as table.column.

    Raises:
        LookupError: there is no such edition.
    """
    known = {part["table"]: _columns(part) for part in tables_of(_declared(day))}
    return [
        f"{table}.{field['name']}"
        for table, part in _now().items()
        for field in part["schema"]["fields"]
        if table in known and field["name"] not in known[table] and _is_needed(field)
    ]


def changes_between(since: str, until: str = NOW) -> pd.DataFrame:
    """What became different between two editions, by their days; `until` may be the data as they are.

    *Columns*: those of the table `changes`; `record` leads to a row of the later edition.

    Raises:
        LookupError: there is no such edition, or the second is not after the first.
    """
    last = NOW if until in (NOW, f"{store.edition()}") and until not in store.closed_editions() else until
    if last != NOW and last <= since:
        words = sentence(
            "Nothing came from {since} to {until}: write the earlier edition first", since=since, until=until
        )
        raise LookupError(words)
    return _changes(store.edition_written(), since, last).copy(deep=False)


@lru_cache(maxsize=8)
def _changes(written: int, since: str, until: str) -> pd.DataFrame:  # noqa: ARG001
    before = store.closed_records(since)
    declared = [
        Declared(name, tuple(part["schema"]["fields"]), tuple(part["schema"].get("primaryKey", ())))
        for name, part in _now().items()
    ]
    after, ids = _rows_now(declared) if until == NOW else (store.closed_records(until), {})
    rows = differences(before, after, declared, f"{store.edition()}" if until == NOW else until, ids)
    countries, sources = (
        set(store.snapshot()[table][key]) for table, key in (("countries", "country"), ("sources", "source"))
    )
    return rows.assign(
        country=rows["country"].where(rows["country"].isin(countries)),
        source=rows["source"].where(rows["source"].isin(sources)),
    )[COLUMNS]


def _rows_now(declared: list[Declared]) -> tuple[Records, dict[tuple[str, str], str]]:
    frames = dict(store.snapshot())
    rows = rows_of(frames, declared)
    return rows, ids_of(frames, declared, rows)


@lru_cache(maxsize=6)
def _tables(written: int, day: str, wording: str, today: date) -> Tables:
    frames = {table: _frame(day, table, part) for table, part in _now().items()}
    frames["changes"] = frames["changes"][frames["changes"]["edition"] <= day]
    if wording == "EU":
        frames = {table: in_eu_wording(table, rows) for table, rows in frames.items()}
    declared = _declared(day)
    about = store.package() | {name: declared[name] for name in ("version", "created", "raw")}
    return Tables(
        frames,
        version=(written, day),
        published=date.fromisoformat(day),
        today=today,
        wording=wording,
        package=about,
    )


def _frame(day: str, table: str, part: Mapping[str, Any]) -> pd.DataFrame:
    """A table of an edition with the columns of today's."""
    fields = part["schema"]["fields"]
    try:
        rows = store.frame_of(edition_file(day, f"{FOLDER}/{table}.parquet")[1])
    except LookupError:
        rows = store.snapshot()[table]
        return rows.iloc[:0] if FACTS in _columns(part) else rows
    return arrow_table(rows, fields).to_pandas()


def _about(day: str) -> dict[str, Any]:
    declared, content = _declared(day), store.closed_file(day, PACKAGE)
    return {
        "day": day,
        "version": declared["version"],
        "title": declared["title"],
        "tables": len(tables_of(declared)),
        "bytes": len(content),
        "sha256": sha256(content),
        "address": f"{_address(day)}/{PACKAGE}",
    }


def _address(day: str) -> str:
    return f"{ADDRESS}/{day}"


@lru_cache(maxsize=32)
def _declared(day: str) -> dict[str, Any]:
    """The descriptor of a closed edition."""
    return json.loads(edition_file(day, DESCRIPTOR)[1])


def _now() -> dict[str, dict[str, Any]]:
    """Today's declaration of each table."""
    return {part["table"]: part for part in store.package()["resources"]}


def _columns(part: Mapping[str, Any]) -> set[str]:
    return {field["name"] for field in part["schema"]["fields"]}


def _is_needed(field: Mapping[str, Any]) -> bool:
    return field["name"] in TRACED or field.get("constraints", {}).get("required", False)

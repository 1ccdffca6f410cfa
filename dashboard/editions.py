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
from editions.descriptor import tables_of
from editions.files import arrow_table, sha256
from editions.package import FOLDER
from topics.tables import NOW, History, Tables, adapted
from topics.vocabulary.dates import long_date
from topics.vocabulary.lists import listed
from topics.vocabulary.sentences import sentence

ADDRESS = "api/v1/editions"
PACKAGE, DESCRIPTOR = "package.zip", "datapackage.json"
MOST_NAMED = 2
"""Columns that an error names."""
MOST_HELD = 3
"""Closed editions, as known on a day, in a wording, that are held in memory with what is drawn of them."""
TRACED = ("record_id", "known_since")
"""Columns without which no chart can be drawn, beside those that must be stated."""
FACTS = "known_since"
"""Column that every table of facts has; the others name and draw things."""


def editions() -> list[dict[str, Any]]:
    """The closed editions, the newest first: day, version, title, size, checksum, address of each.

    `is_drawn` says whether the pages can show it.
    """
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


def tables_of_edition(name: str = NOW, known: date | None = None, wording: str = "UN") -> Tables:
    """The tables as they are or, by its day, those of a closed edition; all readers share them.

    Those of an edition have the form of today's, for all charts: a column that it had not is empty. A table
    of facts that it had not has no rows; of those that name and draw things, and of former ids, it has
    today's.

    Raises:
        LookupError: there is no such edition, or no chart can be drawn from it.
    """
    if name == NOW:
        return store.snapshot(known, wording)
    if words := obstacle(name):
        raise LookupError(with_its_files(words, name))
    return _tables(store.edition_written(), name, known, wording)


def last_day(name: str = NOW) -> date:
    """The last day as of which the data as they are, or a closed edition, can be known."""
    if name != NOW:
        return date.fromisoformat(name)
    return max(date.today(), store.edition() or date.today())


def obstacle(day: str) -> str:
    """Why no chart can be drawn from a closed edition, in a sentence; empty where all can.

    Raises:
        LookupError: there is no such edition.
    """
    missing = lacking(day)
    if not missing:
        return ""
    return sentence(
        "The edition of {day} cannot be drawn: it lacks {count} columns that charts need, such as {columns}",
        day=long_date(date.fromisoformat(day)),
        count=len(missing),
        columns=listed(list(missing[-MOST_NAMED:])),
    )


def with_its_files(words: str, day: str) -> str:
    """Words on a closed edition, and where its tables are."""
    return sentence("{words}. Its tables are at {address}", words=words, address=f"{_address(day)}/{PACKAGE}")


def lacking(day: str) -> tuple[str, ...]:
    """Columns that every chart needs and a closed edition has not, as table.column.

    Raises:
        LookupError: there is no such edition.
    """
    return _lacking(store.edition_written(), day)


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
    return store.changes_between(since, last)


@lru_cache(maxsize=64)
def _lacking(written: int, day: str) -> tuple[str, ...]:  # noqa: ARG001
    known = {part["table"]: _columns(part) for part in tables_of(_declared(day))}
    return tuple(
        f"{table}.{field['name']}"
        for table, part in _now().items()
        for field in part["schema"]["fields"]
        if table in known and field["name"] not in known[table] and _is_needed(field)
    )


@lru_cache(maxsize=MOST_HELD)
def _tables(written: int, day: str, known: date | None, wording: str) -> Tables:
    declared, published = _declared(day), date.fromisoformat(day)
    days = tuple(one for one in store.closed_editions() if one <= day)
    return Tables(
        adapted(_frames(written, day), known, wording),
        version=(written, day),
        published=published,
        today=published,
        known=known,
        wording=wording,
        package=store.package() | declared | {"resources": tables_of(declared)},
        history=History(days, store.changes_between, is_closed=True),
    )


@lru_cache(maxsize=MOST_HELD)
def _frames(written: int, day: str) -> dict[str, pd.DataFrame]:  # noqa: ARG001
    """All tables of an edition by name, with the columns of today's."""
    frames = {table: _frame(day, table, part) for table, part in _now().items()}
    return frames | {"changes": frames["changes"][frames["changes"]["edition"] <= day]}


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
        "is_drawn": not lacking(day),
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

"""How two editions of the data differ: by table and key, whatever the order of the rows."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from editions.files import arrow_table

NAME = "changes"
"""The table of what changed."""
NEXT = "next"
"""Name of the open edition while the data package still bears the day of a closed one."""
LEFT_OUT = (NAME, "record_aliases")
"""Tables that are no part of an edition."""
TRACE = ("record_id", "figure_id", "preference", "preferred", "known_since", "known_precision", "known_basis")
"""Columns that the build adds to trace a row."""
KEYS = {"set_aside": ("raw_file", "record")}
"""What names a row where the declared key would not: the number of a line moves."""
DERIVED = (*TRACE, "row")
"""Columns that follow from the others, or from the order of the lines."""
PLACES = ("country", "recipient", "jurisdiction")
HEADER = ""
"""Name of the cell that lists the columns of a table."""
COLUMNS = ["edition", "kind", "table", "country", "key", "field", "was", "becomes", "source", "record"]
AS_JSON = json.JSONEncoder(ensure_ascii=False).encode
Cells = dict[str, str]
Records = list[tuple[str, str]]
"""All rows of an edition as table and cells, see `rows_of`."""


@dataclass(frozen=True)
class Declared:
    """What a comparison must know of a table."""

    name: str
    fields: tuple[dict[str, Any], ...]
    key: tuple[str, ...]

    @property
    def columns(self) -> list[str]:
        """Names of the fields, in order."""
        return [field["name"] for field in self.fields]


def rows_of(frames: dict[str, pd.DataFrame], tables: Sequence[Declared]) -> Records:
    """Return all rows as their table and their stated cells, as JSON in the order of the columns.

    The first of each table lists its columns under HEADER.
    """
    rows = []
    for table in tables:
        if table.name in LEFT_OUT or table.name not in frames:
            continue
        cells = arrow_table(frames[table.name], table.fields).to_pydict()
        columns = {name: texts_of(name, cells) for name in stated_columns(frames[table.name], table)}
        rows.append((table.name, AS_JSON({HEADER: " ".join(columns)})))
        for texts in zip(*columns.values(), strict=True):
            row = {name: text for name, text in zip(columns, texts, strict=True) if text}
            rows.append((table.name, AS_JSON(row)))
    return rows


def ids_of(
    frames: dict[str, pd.DataFrame], tables: Sequence[Declared], records: Records
) -> dict[tuple[str, str], str]:
    """Return the id of each row that has one, by its table and cells as `rows_of` gives them."""
    texts: dict[str, list[str]] = {}
    for name, text in records:
        texts.setdefault(name, []).append(text)
    by_row: dict[tuple[str, str], str] = {}
    for table in tables:
        if "record_id" in table.columns and table.name in texts:
            ids = frames[table.name]["record_id"]
            by_row |= {
                (table.name, text): str(one) for text, one in zip(texts[table.name][1:], ids, strict=True)
            }
    return by_row


def stated_columns(frame: pd.DataFrame, table: Declared) -> list[str]:
    """Return the columns of a table that people state, and that do not follow from others."""
    return [
        name
        for name in table.columns
        if name in frame and name not in DERIVED and not name.endswith("_precision")
    ]


def texts_of(name: str, columns: dict[str, list]) -> list[str]:
    """Return a column as texts, dates as exact as their own column says, or that of all dates of the row."""
    cells = columns[name]
    if all(isinstance(cell, str) for cell in cells if cell is not None):
        return [cell or "" for cell in cells]
    exact = next((column for column in (f"{name}_precision", "date_precision") if column in columns), None)
    return [
        cell_text(cell, part) for cell, part in zip(cells, columns[exact] if exact else cells, strict=True)
    ]


def cell_text(cell: Any, exact: Any = None) -> str:
    """Return a cell as a text, a date as exact as it is; empty where there is none.

    >>> cell_text(14729176.0), cell_text(2.24), cell_text(True), cell_text(None)
    ('14729176', '2.24', 'yes', '')
    >>> cell_text(pd.Timestamp("2016-12-01"), "month")
    '2016-12'
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if hasattr(cell, "strftime"):
        return f"{cell:%Y-%m-%d}"[: {"year": 4, "month": 7}.get(exact, 10)]
    return str(cell)


def differences(
    before: Records,
    after: Records,
    tables: Sequence[Declared],
    edition: str,
    ids: dict[tuple[str, str], str],
) -> pd.DataFrame:
    """Return what became different between two editions, by table and key, documents last.

    Rows that are the same word by word are left out first. Of the others those with the same key are one row
    that changed; what then is left came in or was withdrawn. A column that only one edition has is no change,
    nor is a new table that holds no facts.
    *Columns*: COLUMNS.

    Args:
        before: the rows of the one edition, as `rows_of` gives them.
        after: those of the other.
        tables: the declarations.
        edition: name of the other one.
        ids: the id of each row of it.
    """
    gone, come = Counter(before), Counter(after)
    known = {name for name, _ in before}
    lost, new_rows = by_table(gone - come), by_table(come - gone)
    rows: list[dict[str, str | None]] = []
    for table in sorted(tables, key=lambda table: table.name == "sources"):
        if table.name not in known and "known_since" not in table.columns:
            continue  # how things are named and drawn is no news
        parts = lost.get(table.name, []), new_rows.get(table.name, [])
        headers = [columns_of(part) for part in parts]
        only = headers[0] ^ headers[1] if all(headers) else set()
        old, new = (keyed(part, table, only) for part in parts)
        for key in sorted(set(old) | set(new)):
            for number, (was, becomes) in enumerate(paired(old.get(key, []), new.get(key, [])), start=1):
                named = key if number == 1 else f"{key} ({number})"
                record = ids.get((table.name, AS_JSON(becomes))) if becomes else None
                shared = {"table": table.name, "key": named, "record": record}
                rows += [shared | row for row in change_rows(was, becomes, only)]
    frame = pd.DataFrame(rows, columns=[name for name in COLUMNS if name != "edition"])
    return frame.assign(edition=edition)[COLUMNS].astype(object)


def by_table(records: Counter) -> dict[str, list[Cells]]:
    """Return the rows of each table in the order of their texts, the header among them."""
    rows: dict[str, list[Cells]] = {}
    for (name, text), count in sorted(records.items()):
        rows.setdefault(name, []).extend([json.loads(text)] * count)
    return rows


def columns_of(rows: list[Cells]) -> set[str]:
    """Return the columns that the header among the rows lists."""
    return {column for cells in rows if HEADER in cells for column in cells[HEADER].split()}


def keyed(rows: list[Cells], table: Declared, only: set[str]) -> dict[str, list[Cells]]:
    """Return the rows of one table by their key in words, such as "country=BIH; period=2016".

    Columns in `only` were not known to one of the two editions and name no row.
    """
    columns = [name for name in KEYS.get(table.name) or table.key or table.columns if name not in only]
    groups: dict[str, list[Cells]] = {}
    for cells in rows:
        if HEADER not in cells:
            named = (f"{column}={cells[column]}" for column in columns if column in cells)
            groups.setdefault("; ".join(named), []).append(cells)
    return groups


def paired(old: list[Cells], new: list[Cells]) -> Iterator[tuple[Cells | None, Cells | None]]:
    """Yield the rows of one key two by two, the most alike first; those without a partner alone."""
    left, right = list(old), list(new)
    while left and right:
        one, other = max(
            ((one, other) for one in left for other in right),
            key=lambda pair: len(pair[0].items() & pair[1].items()),
        )
        left.remove(one)
        right.remove(other)
        yield one, other
    yield from ((cells, None) for cells in left)
    yield from ((None, cells) for cells in right)


def change_rows(was: Cells | None, becomes: Cells | None, only: set[str]) -> Iterator[dict[str, str | None]]:
    """Yield what happened to a row: one line where it came or went, else one for each field that changed.

    Fields in `only` were not known to one of the two editions.
    """
    cells = becomes or was or {}
    country = next((cells[name] for name in PLACES if name in cells), None)
    shared: dict[str, str | None] = {"country": country, "source": cells.get("source")}
    if was is None or becomes is None:
        words = "; ".join(f"{name} {cell}" for name, cell in cells.items())
        kind, side = ("added", "becomes") if was is None else ("withdrawn", "was")
        yield shared | {"kind": kind, side: words}
        return
    for field in dict.fromkeys([*becomes, *was]):
        if field not in only and was.get(field) != becomes.get(field):
            row = {"kind": "changed", "field": field, "was": was.get(field), "becomes": becomes.get(field)}
            yield shared | row

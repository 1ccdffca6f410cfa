"""Says in words what changed in the data: rows and cells as readers write them, not as tables have them."""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

import pandas as pd

from topics.records.documents import table_titles
from topics.tables import Tables
from topics.vocabulary.countries import CODES, country_names
from topics.vocabulary.dates import long_date, year_range
from topics.vocabulary.heads import declared_heads, head_of
from topics.vocabulary.numbers import number
from topics.vocabulary.sentences import sentence
from topics.vocabulary.sources import source_titles
from topics.vocabulary.text import shorten
from topics.vocabulary.treaties import treaty_names
from topics.vocabulary.words import CODED, words_for

KINDS = {
    "added": sentence("row added"),
    "changed": sentence("changed"),
    "withdrawn": sentence("row withdrawn"),
}
"""What happened, in the title of a change."""
SPAN = ("year_from", "year_to")
ROUNDED = "rounded"
"""Column that names columns."""
SOURCES = ("source", "source_used", "copies")
TITLED = {
    "event": ("events", "title"),
    "actor": ("actors", "name"),
    "project": ("projects", "title"),
    "subdivision": ("subdivisions", "name"),
    "region": ("regions", "title"),
    "idea": ("ideas", "sentence"),
    "figure": ("reported_figures", "subject"),
}
"""Columns whose codes have a name in a table: that table, and its column of names."""
PARTS = ("record", "key")
"""Columns that hold a row of another table."""
NOT_NAMING = ("source", "locator", "raw_file")
"""Columns of a key that are no words about it."""
MOST_LETTERS = 160
"""Of the row in a title."""
DAY = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)
NUMBER = re.compile(r"-?\d+(\.(\d+))?", re.ASCII)
CODE = re.compile(r"[a-z]+(_[a-z]+)+", re.ASCII)
FORMER = re.compile(r"[a-z]+(_[a-z0-9]+)+", re.ASCII)
"""The name of a column that tables had once."""
Cells = dict[str, str]


def cells_of(text: str, columns: Collection[str], sign: str) -> Cells:
    """The cells that a text lists; what begins with no column of its own stays with the cell before it.

    >>> cells_of("country=BIH; as_of=2016; source=a", ("country", "as_of", "source"), "=")
    {'country': 'BIH', 'as_of': '2016', 'source': 'a'}
    >>> cells_of("country BIH; note one; country two", ("country", "note"), " ")
    {'country': 'BIH', 'note': 'one; country two'}
    """
    cells: Cells = {}
    for part in text.split("; "):
        name, is_cell, value = part.partition(sign)
        if is_cell and name not in cells and (name in columns or FORMER.fullmatch(name)):
            cells[name] = value
        elif cells:
            cells[next(reversed(cells))] += f"; {part}"
    return cells


def change_title(tables: Tables, change: Mapping[str, Any]) -> str:
    """What happened to which row: "Contamination, Place in the source, changed: Croatia, 2016"."""
    table = str(change["table"])
    what = [table_titles(tables).get(table, table), head(tables, change["field"]) if change["field"] else ""]
    row = shorten(row_words(tables, change), MOST_LETTERS)
    return f"{', '.join(filter(None, what))}, {KINDS[change['kind']]}: {row}"


def row_words(tables: Tables, change: Mapping[str, Any]) -> str:
    """The row that changed, by what names it."""
    table, whole = str(change["table"]), str(change["becomes"] or change["was"] or "")
    key = cells_of(str(change["key"]), columns_of(tables, table), "=")
    row = key if change["field"] else cells_of(whole, columns_of(tables, table), " ")
    own = TITLED.get(next(iter(key), ""), ("", ""))
    if own[0] == table and own[1] in row:
        return row[own[1]]
    if table == "sources":
        return row.get("title") or source_titles(tables).get(key.get("source", ""), str(change["key"]))
    words = {name: _named(tables, name, text) for name, text in key.items() if name not in NOT_NAMING}
    if all(key.get(name, "").isdecimal() for name in SPAN):
        words["year_from"] = words["year_to"] = year_range(*(int(key[name]) for name in SPAN))
    return ", ".join(dict.fromkeys(words.values())) or str(change["key"])


def value_words(tables: Tables, change: Mapping[str, Any], side: str) -> str:
    """What a changed cell, or a whole row, said or says; empty where it holds nothing.

    Args:
        tables: what names codes.
        change: a row of the table of changes.
        side: was or becomes.
    """
    text = str(change[side] or "")
    if change["field"]:
        return cell_words(tables, str(change["field"]), text)
    table = str(change["table"])
    is_former = change["kind"] == "withdrawn"  # with columns that its table has no more
    cells = cells_of(text, tables.derive(_fields) if is_former else columns_of(tables, table), " ")
    listed = {name: cell for name, cell in cells.items() if not _is_own_key(table, name)}
    return "; ".join(
        f"{head(tables, name)}: {cell_words(tables, name, cell)}" for name, cell in listed.items()
    )


def cell_words(tables: Tables, name: str, text: str) -> str:
    """A cell of the table of changes as a reader says it.

    Args:
        tables: what names codes.
        name: of the column.
        text: as the comparison of editions writes it.
    """
    named = tables.derive(_names, name)
    if name in (*CODES, ROUNDED) and ";" in text:
        return ", ".join(named.get(code, code) for code in text.split(";"))
    if text in named:
        return named[text]
    if name in PARTS and text:
        sign = "=" if name == "key" else " "
        cells = cells_of(text, tables.derive(_fields), sign)
        return ", ".join(cell_words(tables, one, cell) for one, cell in cells.items()) or text
    return _writers(tables, name)(text)


def head(tables: Tables, name: str) -> str:
    """The head of a column of these tables in words, with its unit."""
    return head_of(name, tables.derive(declared_heads))


def columns_of(tables: Tables, table: str) -> tuple[str, ...]:
    """The columns of a table in their order."""
    parts = [part for part in tables.package["resources"] if part["table"] == table]
    return tuple(field["name"] for part in parts for field in part["schema"]["fields"])


def _writers(tables: Tables, name: str) -> Callable[[str], str]:
    """What writes the cells of a column that has no names: as a date, a number, a code or a text."""
    field = tables.derive(_fields).get(name, {"type": "string"})
    if field["type"] == "date":
        return _day
    if field["type"] in ("number", "integer"):
        return _number if "year" not in name else str
    is_coded = name in CODED or "enum" in field.get("constraints", {})
    return words_for(tables, name) if is_coded else _text


def _day(text: str) -> str:
    if not DAY.fullmatch(text):
        return text
    exact = {4: "year", 7: "month"}.get(len(text), "day")
    return long_date(pd.Timestamp(text), exact)


def _number(text: str) -> str:
    """A number with all its decimals.

    >>> _number("799601.25"), _number("many")
    ('799\u202f601.25', 'many')
    """
    match = NUMBER.fullmatch(text)
    return number(float(text), digits=len(match[2] or "")) if match else text


def _text(text: str) -> str:
    return text.replace("_", " ") if CODE.fullmatch(text) else text


def _named(tables: Tables, name: str, text: str) -> str:
    """A cell of a key; a number says of what it is."""
    words = cell_words(tables, name, text)
    is_year = "year" in name or tables.derive(_fields).get(name, {}).get("type") == "date"
    return f"{head(tables, name)} {words}" if NUMBER.fullmatch(text) and not is_year else words


def _is_own_key(table: str, name: str) -> bool:
    """Whether a column holds the code of a row whose name stands beside it."""
    return TITLED.get(name, ("",))[0] == table or (table, name) == ("sources", "source")


def _fields(tables: Tables) -> dict[str, Mapping[str, Any]]:
    """The declaration of each column of any table."""
    return {
        field["name"]: field
        for part in reversed(tables.package["resources"])
        for field in part["schema"]["fields"]
    }


def _names(tables: Tables, name: str) -> Mapping[str, str]:
    """Names of the codes of a column, by code."""
    if name in CODES:
        return country_names(tables, full=True)
    if name in SOURCES:
        return source_titles(tables)
    if name in ("field", ROUNDED):
        return {field: head(tables, field) for field in _fields(tables)}
    if name in TITLED:
        table, title = TITLED[name]
        rows = tables[table].dropna(subset=[title]).drop_duplicates(name)
        return dict(zip(rows[name], rows[title], strict=True))
    return {"treaty": treaty_names, "table": table_titles}.get(name, lambda _: {})(tables)

"""What became different in the data from edition to edition."""

import re

import pandas as pd

from topics.records.documents import table_titles
from topics.records.evidence import record_index
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.dates import long_date

ALL = "all"
KINDS = ("added", "changed", "withdrawn")


def changes(
    tables: Tables, view: View, *, edition: str = ALL, table: str = ALL, kind: str = ALL
) -> pd.DataFrame:
    """Changes of rows of the region, or of no country; where countries are chosen, of theirs alone.

    *Columns*: those of the table `changes`, edition_title, table_title, label, records, is_stated.
    """
    rows = known_changes(tables)
    inside = rows["country"].isna() | rows.index.isin(view.of(rows, skip=("years", "hazard")).index)
    if view.countries:
        inside &= rows["country"].notna()
    for column, code in (("edition", edition), ("table", table), ("kind", kind)):
        inside &= (code == ALL) | rows[column].eq(code)
    rows = rows[inside].reset_index(drop=True)
    titles, known = table_titles(tables), tables.derive(record_index).index
    return rows.assign(
        edition_title=rows["edition"].map(edition_title),
        table_title=[titles.get(name, name) for name in rows["table"]],
        label=rows["key"],
        records=[(record,) if record in known else () for record in rows["record"]],
        is_stated=False,
    )


def known_changes(tables: Tables) -> pd.DataFrame:
    """The table of changes without the editions that came after the day shown."""
    rows = tables["changes"]
    return rows[rows["edition"] <= str(tables.known)] if tables.known else rows


def editions(tables: Tables) -> dict[str, str]:
    """Editions with changes, the newest first, in words."""
    return {name: edition_title(name) for name in dict.fromkeys(known_changes(tables)["edition"])}


def changed_tables(tables: Tables) -> dict[str, str]:
    """Tables with changes, in the order of the package, in words."""
    present = set(known_changes(tables)["table"])
    return {name: title for name, title in table_titles(tables).items() if name in present}


def edition_title(name: str) -> str:
    """An edition in words.

    >>> edition_title("2026-11-21"), edition_title("next")
    ('edition of 21 November 2026', 'not yet in a closed edition')
    """
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", name):
        return "not yet in a closed edition"
    return f"edition of {long_date(pd.Timestamp(name))}"

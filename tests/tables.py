"""The real tables for tests, the same ones empty, and filters over them."""

from typing import Any

from dashboard import store
from topics.tables import Tables
from topics.view import View

TABLES = store.snapshot()
EMPTY = Tables(
    {name: TABLES[name].iloc[:0] for name in TABLES},
    version="empty",
    published=TABLES.published,
    today=TABLES.today,
)


def view(region: str = "SEE", tables: Tables = TABLES, **chosen: Any) -> View:
    """A filter over the real tables, or others."""
    return View(tables, region, **chosen)


VIEWS = {
    "SEE": view(),
    "WORLD": view("WORLD"),
    "LATIN_AMERICA": view("LATIN_AMERICA"),
    "OCEANIA": view("OCEANIA"),
    "TUR": view(countries=("TUR",)),
    "XKX": view(countries=("XKX",)),
}
"""Filters of each kind: our states, all, many with zeros, hardly a record, one state, one with a note."""

"""Words for hazards and their families, which are rows of tables, and for what is found and destroyed."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from topics.tables import Tables
from topics.vocabulary.numbers import plural

AREAS = {"MINES": "mined area", "ALL": "contaminated area, all hazards counted together"}
"""Families whose land has a name of its own; that of another one is "area with …"."""
ITEMS = {
    "submunitions": "submunitions",
    "ap_mines": "anti-personnel mines",
    "av_mines": "anti-vehicle mines",
    "uxo": "other items",
}
"""Columns that count what was found and destroyed."""
PERSONS = {
    "killed": "killed",
    "injured": "injured",
    "unknown": "fate unknown",
    "total": "killed or injured, not separated",
}
"""Columns that count casualties."""


def counted_items(count: float, item: str) -> str:
    """How many were found or destroyed of what a column of ITEMS counts.

    >>> counted_items(1, "uxo"), counted_items(2, "ap_mines")
    ('1 other item', '2 anti-personnel mines')
    """
    return plural(count, ITEMS[item].removesuffix("s"))


def items_of(row: Any) -> list[str]:
    """What a row with the columns of ITEMS counts, in words."""
    counts = {item: getattr(row, item) for item in ITEMS}
    return [counted_items(count, item) for item, count in counts.items() if pd.notna(count)]


def hazard_names(tables: Tables, *, short: bool = False) -> Mapping[str, str]:
    """Names of hazards by their code, in the order of the table.

    Args:
        tables: hazards.
        short: names where there is little room: "cluster munitions".
    """
    return tables.derive(_names, "hazards", "hazard", "short_name" if short else "name")


def family_names(tables: Tables, *, short: bool = False) -> Mapping[str, str]:
    """Names of families of hazards, which are compared with each other, by their code.

    Args:
        tables: hazard_families.
        short: names where there is little room.
    """
    return tables.derive(_names, "hazard_families", "family", "short_name" if short else "name")


def hazard_name(tables: Tables, hazard: str, *, short: bool = False) -> str:
    """The name of one hazard; its code where the table does not know it."""
    return hazard_names(tables, short=short).get(hazard, hazard)


def area_name(tables: Tables, family: str) -> str:
    """What land with a family of hazards is called: "mined area", "area with cluster munition remnants"."""
    return AREAS.get(family) or f"area with {family_names(tables).get(family, family)}"


def families(tables: Tables) -> Mapping[str, str]:
    """The family of each hazard: mines are compared with or without anti-vehicle mines."""
    return tables.derive(_names, "hazards", "hazard", "family")


def hazard_family(tables: Tables, hazard: str) -> tuple[str, ...]:
    """The codes of all hazards of the family of one."""
    known = families(tables)
    return tuple(code for code, family in known.items() if family == known.get(hazard))


def _names(tables: Tables, table: str, key: str, name: str) -> dict[str, str]:
    rows = tables[table].sort_values("position", kind="stable")
    return dict(zip(rows[key], rows[name], strict=True))

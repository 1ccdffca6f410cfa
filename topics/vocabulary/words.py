"""Words for the codes of any column, as a table or a card shows them: which dictionary a column has."""

from collections.abc import Callable, Mapping

from topics.tables import Tables
from topics.vocabulary import hazards, ideas, land, meetings, money, records, treaties

COLUMNS: Mapping[str, Mapping[str, str]] = {
    "area_class": land.FULL_AREA_CLASSES,
    "stated": land.BEST_AREAS,
    "method": land.METHODS,
    "scope": land.SCOPES,
    "status": land.PLACE_STATUSES,
    "duty": land.DUTIES,
    "obligation_step": land.DEADLINES,
    "due": land.CALENDAR,
    "measure": land.MEASURES,
    "ordnance": hazards.ITEMS,
    "standing": treaties.STANDINGS,
    "what": treaties.STEPS,
    "rule": treaties.RULES,
    "theme": ideas.THEMES,
    "aspect": ideas.ASPECTS,
    "basis": records.BASES,
    "known_basis": records.KNOWN_BASES,
    "claim": meetings.CLAIMS,
    "role": meetings.ROLES | land.FIGURE_ROLES,
    "kind": meetings.PARTICIPANTS | money.TOTALS | records.DOCUMENTS,
}
"""Words by column and code; a code that is not here is its own word."""
TABLES: Mapping[str, Callable[[Tables], Mapping[str, str]]] = {
    "hazard": hazards.hazard_names,
    "family": hazards.family_names,
}
"""Columns whose codes are rows of a table."""
CODED = frozenset({*COLUMNS, *TABLES})
"""Columns that have words for their codes."""


def words_for(tables: Tables, column: str) -> Callable[[object], str]:
    """A function that gives the words for a code of a column; of an unknown code its letters without _."""
    words = TABLES[column](tables) if column in TABLES else COLUMNS.get(column, {})
    return lambda code: words.get(str(code)) or str(code).replace("_", " ")

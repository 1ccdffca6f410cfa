"""Which values each option of a chart may have in an address, by its name; one name means one thing."""

from collections.abc import Callable, Collection
from datetime import date
from typing import NamedTuple

from topics.cooperation.meetings import place_of
from topics.cooperation.participants import COUNTED
from topics.cooperation.projects import party_names, project_parties
from topics.land.comparison import MEASURES
from topics.money.flows import ALL, donors
from topics.records.changes import KINDS, editions
from topics.records.documents import document_kinds
from topics.records.gaps import INDICATORS
from topics.tables import Tables
from topics.treaties.groups import group_titles
from topics.view import View
from topics.vocabulary.ideas import THEMES
from topics.vocabulary.money import FLOWS
from topics.vocabulary.records import SUBJECTS
from topics.what_if import cases


class Days(NamedTuple):
    """All days from the first to the last."""

    first: date
    last: date


Values = Collection[str] | range | Days | None
FIRST_DAY = date(1997, 12, 3)
"""The first day that can be asked for: the Mine Ban Convention opened for signature."""


def column(table: str, name: str) -> Callable[[Tables], Values]:
    """The values of a column of a clean table."""
    return lambda tables: tables[table][name].dropna().drop_duplicates().tolist()


def values(tables: Tables, name: str) -> Values:
    """What an option may be: one of these texts or numbers, or one of these days; any text for None.

    Raises:
        LookupError: there is no such option.
    """
    return VALUES[name](tables)


def fixed(*texts: str) -> Callable[[Tables], Values]:
    """Values that follow from no table."""
    return lambda _: texts


def _numbers(low: int, high: int) -> Callable[[Tables], Values]:
    return lambda _: range(low, high + 1)


def _world(tables: Tables) -> View:
    return View(tables, "WORLD")


VALUES: dict[str, Callable[[Tables], Values]] = {
    "actor": column("actors", "actor"),
    "area_class": fixed("best", "CHA", "SHA", "TOTAL"),
    "by": fixed("country", "indicator"),
    "cancelled": _numbers(0, 95),
    "case": lambda tables: tuple(cases(tables, _world(tables))),
    "circle": column("series_groups", "circle"),
    "cities": lambda tables: place_of(tables["events"]).dropna().drop_duplicates().tolist(),
    "claim": fixed(*COUNTED),
    "compare": column("countries", "country"),
    "count": fixed("deposits", "signatures", "entries into force"),
    "country": column("countries", "country"),
    "day": lambda tables: Days(FIRST_DAY, tables.published),
    "document": column("sources", "source"),
    "document_kind": lambda tables: tuple(document_kinds(tables)),
    "donor": lambda tables: (ALL, *donors(tables, _world(tables))),
    "duty": fixed("clearance", "stockpiles", "all"),
    "event": column("events", "event"),
    "events": column("events", "event"),
    "extra": _numbers(0, 200),
    "family": column("hazard_families", "family"),
    "find": lambda _: None,
    "flow": fixed("given", *FLOWS),
    "groups": lambda tables: tuple(group_titles(tables)),
    "indicator": fixed(*INDICATORS),
    "kind": fixed("all", *KINDS),
    "least": _numbers(1, 10),
    "measure": fixed(*(name for name, *_ in MEASURES)),
    "method": fixed("total_released", "clearance", "technical_survey", "non_technical_survey"),
    "own": column("countries", "country"),
    "pace": _numbers(25, 500),
    "partners": lambda tables: tuple(party_names(tables)),
    "party": lambda tables: tuple(project_parties(tables)),
    "project": column("projects", "project"),
    "recipient": column("countries", "country"),
    "scale": fixed("linear", "log"),
    "series_group": column("series_groups", "series_group"),
    "series_groups": column("series_groups", "series_group"),
    "since": editions,
    "source": column("sources", "source"),
    "state": column("countries", "country"),
    "subject": fixed("all", *SUBJECTS),
    "table": lambda tables: ("all", *sorted(tables)),
    "themes": fixed(*THEMES),
    "together": column("countries", "country"),
    "treaties": column("treaties", "treaty"),
    "treaty": column("treaties", "treaty"),
    "until": editions,
    "year": lambda tables: range(FIRST_DAY.year, tables.edition.year + 1),
}

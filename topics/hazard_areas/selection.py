"""Which areas of a reader's own file are wanted: by status, hazard and year; and the outcome in words."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from topics.tables import Tables
from topics.vocabulary.hazards import hazard_names
from topics.vocabulary.lists import listed
from topics.vocabulary.numbers import number
from topics.vocabulary.sentences import sentence

NONE = "none"
"""Stands for what a file does not state."""
NOT_STATED = sentence("not stated")
FILTERS = {"status": sentence("Status"), "hazards": sentence("Hazard"), "dated": sentence("Year of date")}
"""What areas can be filtered by, as it stands in the address, with its label."""
STATUS_WORDS = {"open": sentence("open"), "closed": sentence("closed")}
MOST_NAMED = 4
Wanted = Mapping[str, tuple[str, ...]]
"""The codes that are wanted, by filter; none for all."""


def codes_of(areas: Any) -> pd.DataFrame:
    """What each area has of each filter, as a code.

    *Columns*: those of FILTERS.
    """
    years = areas["date"].dt.year.astype("Int64").astype("string")
    parts = {"status": areas["status"], "hazards": areas["hazard"], "dated": years}
    return pd.DataFrame({name: cells.astype(object).fillna(NONE) for name, cells in parts.items()})


def choices(tables: Tables, areas: Any) -> dict[str, dict[str, str]]:
    """The codes that occur in a file with their words, by filter; what is not stated comes last."""
    codes, words = codes_of(areas), {"status": STATUS_WORDS, "hazards": dict(hazard_names(tables))}
    return {
        name: {
            code: words.get(name, {}).get(code, NOT_STATED if code == NONE else code)
            for code in sorted(codes[name].unique(), key=lambda code: (code == NONE, code))
        }
        for name in FILTERS
    }


def selected(areas: Any, wanted: Wanted) -> Any:
    """The areas that are wanted."""
    codes = codes_of(areas)
    fits = pd.Series(True, index=areas.index)
    for name in (name for name in FILTERS if wanted.get(name)):
        fits &= codes[name].isin(wanted[name])
    return areas[fits]


def has_filter(wanted: Wanted) -> bool:
    """Whether anything is left out."""
    return any(wanted.get(name) for name in FILTERS)


def selection_words(words: Mapping[str, Mapping[str, str]], wanted: Wanted) -> str:
    """What is wanted, in words, such as "Status: open; Year of date: 2019 and not stated"."""
    parts = [
        f"{label}: {listed([words[name].get(code, code) for code in wanted[name]], MOST_NAMED)}"
        for name, label in FILTERS.items()
        if wanted.get(name)
    ]
    return "; ".join(parts)


def outcome_words(count: int, total: int, words: str) -> str:
    """How many areas are wanted."""
    parts = {"count": number(count), "total": number(total), "filter": words}
    return sentence("{count} of {total} areas. {filter}.", **parts)

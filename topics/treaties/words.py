"""Sentences and labels that several charts of treaties share."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from topics.tables import Tables
from topics.treaties.steps import CONSENT
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import long_date
from topics.vocabulary.sentences import sentence
from topics.vocabulary.treaties import treaty_names

Row = Mapping[str, Any]
NOT_ON_RECORD = "day not on record"
LETTERS = 24
"""Of the longest name beside an axis."""


def treaty_name(tables: Tables, treaty: str) -> str:
    """The name of a treaty in a sentence; its code where the table has none."""
    return treaty_names(tables).get(treaty, treaty)


def axis_names(tables: Tables) -> dict[str, str]:
    """Names of countries beside an axis: in full where there is room."""
    short = country_names(tables)
    full = country_names(tables, full=True)
    return {code: name if len(name) <= LETTERS else short[code] for code, name in full.items()}


def no_wait(tables: Tables, treaty: str) -> str:
    """Why there is no wait under a treaty that is not signed."""
    return sentence(
        "The {treaty} is joined without a signature: no wait",
        treaty=treaty_name(tables, treaty),
    )


def no_deposit(tables: Tables, treaty: str) -> str:
    """That no state of the view has joined a treaty."""
    return sentence("No deposit on record for the {treaty}", treaty=treaty_name(tables, treaty))


def joined_words(joined: int, states: int, treaty: str) -> str:
    """How many of some states have joined a treaty, which is given by its name."""
    parts = {"joined": joined, "states": states, "treaty": treaty}
    if states == 1:
        return sentence("{joined} of 1 state has joined the {treaty}", **parts)
    if joined == 1:
        return sentence("1 of {states} states has joined the {treaty}", **parts)
    return sentence("{joined} of {states} states have joined the {treaty}", **parts)


def scope_words(view: View, day: date | None = None) -> str:
    """Place and day of a chart of treaties: neither the years nor the hazard of the filter act on it."""
    return f"{view.place} · {long_date(day or view.day)}"


def date_words(value: pd.Timestamp, precision: object = "day") -> str:
    """A date as exact as it is known, with what is missing.

    >>> date_words(pd.Timestamp("2014-01-01"), "year"), date_words(pd.Timestamp("2014-05-03"))
    ('2014 (day not on record)', '3 May 2014')
    """
    words = long_date(value, precision)
    return f"{words} ({NOT_ON_RECORD})" if precision in ("year", "month") else words


def entry_words(step: Row) -> str:
    """The day of an entry into force; where the day of the deposit is unknown, the latest it can be."""
    day = long_date(step["counted_from"])
    return day if step["counted_from"] == step["earliest"] else f"by {day} at the latest"


def step_words(step: Row) -> str:
    """What a state did, and when: "ratification deposited 23 May 2013"."""
    if step["step"] == "in_force":
        return f"in force {entry_words(step)}"
    if step["step"] == "withdrawn":
        return f"withdrawal takes effect {date_words(step['date'], step['date_precision'])}"
    words = "signed" if step["step"] == "signed" else act_words(step["action"])
    return f"{words} {date_words(step['date'], step['date_precision'])}"


def act_words(action: str) -> str:
    """A recorded action: "ratification deposited"; another one is its own word."""
    return f"{action} deposited" if action in CONSENT else action.replace("_", " ")

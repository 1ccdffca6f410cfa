"""Sentences and labels that several charts of treaties share."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from topics.tables import Tables
from topics.treaties.steps import CONSENT
from topics.view import View
from topics.vocabulary.dates import long_date
from topics.vocabulary.treaties import is_signed, treaty_names

Row = Mapping[str, Any]
NOT_ON_RECORD = "day not on record"


def treaty_name(tables: Tables, treaty: str) -> str:
    """The name of a treaty in a sentence; its code where the table has none."""
    return treaty_names(tables).get(treaty, treaty)


def introduction(tables: Tables, view: View, *, treaty: str = "CCM") -> str:
    """What the page of a treaty is about, in Markdown."""
    three = "Signature, deposit of the instrument and entry into force are three dates"
    if not is_signed(tables, treaty):
        three = "States notify their consent without a signature; deposit and entry into force are two dates"
    depositary = tables["treaties"].set_index("treaty")["depositary"].get(treaty)
    where = f" Instruments are deposited with the {depositary}." if isinstance(depositary, str) else ""
    return (
        f"Who had joined the {treaty_name(tables, treaty)} on **{long_date(view.day)}**. {three}: the "
        f"Monitor counts states from the deposit, the treaty from the entry into force.{where}"
    )


def no_wait(tables: Tables, treaty: str) -> str:
    """Why there is no wait under a treaty that is not signed."""
    name = treaty_name(tables, treaty)
    return f"The {name} is not signed: states notify their consent at once, without a wait"


def scope_words(tables: Tables, view: View, treaty: str = "", day: date | None = None) -> str:
    """What is filtered: the place, the treaty and the day; not the years nor the hazard."""
    name = f"{treaty_name(tables, treaty)}, " if treaty else ""
    return f"{view.place}; {name}as on {long_date(day or view.day)}"


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

"""The standing of states under treaties with all dates that led to it, in words."""

from datetime import date
from typing import Any

import pandas as pd

from topics.tables import Tables
from topics.treaties.deposits import deposits
from topics.treaties.status import standings
from topics.treaties.steps import KEYS
from topics.treaties.words import act_words, date_words, treaty_name
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import iso_dates, long_date
from topics.vocabulary.sources import source_line, source_titles
from topics.vocabulary.text import bold, lines, wrap

DATES = {"signature": "signed_on", "deposit": "deposited_on", "withdrawal": "withdrawn_on"}
"""Columns with a date in words, and where the same date stands as a date."""
NONE, NOT_KNOWN = "none", "day not known"


def dated_standings(
    tables: Tables, day: date, countries: tuple[str, ...], treaties: tuple[str, ...]
) -> pd.DataFrame:
    """The rows of `all_dated_standings` of some countries under some treaties, in this order."""
    parts = [tables.derive(all_dated_standings, day, treaty).set_index("country") for treaty in treaties]
    rows = pd.concat([part.reindex(list(countries)).reset_index() for part in parts], ignore_index=True)
    return rows[["treaty", *rows.columns.drop("treaty")]]


def all_dated_standings(tables: Tables, day: date, treaty: str) -> pd.DataFrame:
    """The standings of a day as one reads them: dates as exact as known, "none" for what is not there.

    *Columns*: those of `standings`, signature, deposit, withdrawal and entry_into_force in words (the first
    three also as dates: signed_on, deposited_on, withdrawn_on), place (of the deposit among those of all
    states), label.
    """
    rows = standings(tables, day, tuple(tables["countries"]["country"]), (treaty,))
    keys = [*KEYS, "date"]
    places = tables.derive(deposits, treaty).drop_duplicates(keys).set_index(keys)["place"]
    rows = rows.join(places, on=[*KEYS, "deposit"])
    labels = [_label(tables, row) for row in rows.to_dict("records")]
    days = {column: rows[name] for name, column in DATES.items()}
    words = {name: iso_dates(rows, name).fillna(NONE) for name in DATES}
    entry = rows["in_force_on"].dt.strftime("%Y-%m-%d").fillna(NONE)
    return rows.assign(
        **days,
        **words,
        entry_into_force=entry.mask(rows["deposit"].notna() & rows["in_force_on"].isna(), NOT_KNOWN),
        action=rows["action"].fillna(NONE),
        place=rows["place"].fillna(NONE),
        label=labels,
        is_stated=False,
    )


def _label(tables: Tables, row: dict[str, Any]) -> str:
    """The standing of a state and the dates that led to it."""
    name = country_names(tables, full=True).get(row["country"], row["country"])
    parts = [f"{bold(name)}: {wrap(row['standing'])}", wrap(treaty_name(tables, row["treaty"]))]
    if pd.notna(row["signature"]):
        parts.append(f"signed {date_words(row['signature'], row['signature_precision'])}")
    if pd.notna(row["deposit"]):
        parts.append(f"{act_words(row['action'])} {date_words(row['deposit'], row['deposit_precision'])}")
        entry = row["in_force_on"]
        parts.append(f"in force {long_date(entry) if pd.notna(entry) else 'on a day not on record'}")
    if pd.notna(row["withdrawal"]):
        parts.append(f"withdrawal in effect {long_date(row['withdrawal'])}")
    return lines(*parts, source_line(row["source"], source_titles(tables)))

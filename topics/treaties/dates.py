"""The standing of states under treaties with all dates that led to it, in words."""

from datetime import date
from typing import Any

import pandas as pd

from topics.tables import Tables
from topics.treaties.deposits import deposits
from topics.treaties.rules import first_report_due, next_report_due
from topics.treaties.status import standings
from topics.treaties.steps import KEYS
from topics.treaties.words import act_words, date_words, treaty_name
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import iso_dates, long_date
from topics.vocabulary.sources import source_line
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
    states), first_report and next_report (the days on which the treaty asks for them), label.
    """
    rows = standings(tables, day, tuple(tables["countries"]["country"]), (treaty,))
    keys = [*KEYS, "date"]
    places = tables.derive(deposits, treaty).drop_duplicates(keys).set_index(keys)["place"]
    rows = rows.join(places, on=[*KEYS, "deposit"])
    rows = rows.join(report_days(tables, rows, day))
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
        first_report=rows["first_report"].dt.strftime("%Y-%m-%d").fillna(NONE),
        next_report=rows["next_report"].dt.strftime("%Y-%m-%d").fillna(NONE),
        label=labels,
        is_stated=False,
    )


def report_days(tables: Tables, rows: pd.DataFrame, day: date) -> pd.DataFrame:
    """When states owe reports, as on a day: the first, and the next of each year; missing for non-parties.

    *Columns*: first_report, next_report; the rows are those of `standings`, with their index.
    """
    duties = tables["treaty_duties"].set_index(["treaty", "duty"])
    days: dict[str, list[pd.Timestamp]] = {"first_report": [], "next_report": []}
    for row in rows.to_dict("records"):
        bound = row["in_force_on"] if row["standing_code"] in ("party", "consented") else pd.NaT
        first, yearly = (row["treaty"], "initial_report"), (row["treaty"], "report")
        owes_first, owes_yearly = (pd.notna(bound) and key in duties.index for key in (first, yearly))
        within = duties.loc[first, ["within", "unit"]] if owes_first else ()
        days["first_report"].append(first_report_due(bound, *within) if owes_first else pd.NaT)
        each_year = duties.loc[yearly, "each_year"] if owes_yearly else ""
        today = pd.Timestamp(day)
        days["next_report"].append(next_report_due(each_year, bound, today) if owes_yearly else pd.NaT)
    return pd.DataFrame(days, rows.index).astype("datetime64[ms]")


def _label(tables: Tables, row: dict[str, Any]) -> str:
    """The standing of a state and the dates that led to it."""
    name = country_names(tables, full=True).get(row["country"], row["country"])
    parts = [f"{bold(name)}: {wrap(row['standing'])}", wrap(treaty_name(tables, row["treaty"]))]
    if pd.notna(row["signature"]):
        parts.append(f"signed {date_words(row['signature'], row['signature_precision'])}")
    if pd.notna(row["deposit"]):
        parts.append(f"{act_words(row['action'])} {date_words(row['deposit'], row['deposit_precision'])}")
        entry = row["in_force_on"]
        verb = "counts from" if row["action"] == "succession" else "in force"
        parts.append(f"{verb} {long_date(entry) if pd.notna(entry) else 'on a day not on record'}")
    if pd.notna(row["withdrawal"]):
        parts.append(f"withdrawal in effect {long_date(row['withdrawal'])}")
    return lines(*parts, source_line(tables, row["source"]))

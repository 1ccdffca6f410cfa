"""Composes status, deadline and projection of a country to sentences, each with the records behind it."""

from collections import defaultdict
from typing import Any

import pandas as pd

from topics.land.completions import AREA_UNKNOWN, COMPLETE, CONTAMINATED, NONE_REPORTED
from topics.land.obligations import obligations
from topics.land.projection import projections
from topics.land.projection_words import BEYOND, interval_words, year_words
from topics.land.status import ALL, APART, NO_DATA, NOT_RECENT, country_statuses
from topics.land.status_words import area_words
from topics.overview import deadline_day, main_family
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import long_date
from topics.vocabulary.hazards import family_names
from topics.vocabulary.numbers import number
from topics.vocabulary.sentences import sentence

COLUMNS = ["country", "family", "sentence", "records"]


def status_sentences(tables: Tables, view: View) -> pd.DataFrame:
    """How each country of a view stands: for each hazard its area or completion, deadline and projection.

    *Columns*: COLUMNS.
    """
    hazards = dict(family_names(tables)) | {ALL: sentence("explosive hazards")}
    parts = _statuses(tables, view), _deadlines(tables, view), _projections(tables, view)
    statuses, deadlines, projected = map(_by_country, parts)
    rows = []
    for country in view.members:
        for status in _in_order(view, statuses[country]):
            words = [(_status(status, hazards[status.family]), status)]
            words += [(_deadline(row), row) for row in deadlines[country] if row.family == status.family]
            words += [(_projection(row), row) for row in projected[country] if row.family == status.family]
            rows += [(country, status.family, text, row.records) for text, row in words]
    return pd.DataFrame(rows, columns=COLUMNS)


def _by_country(rows: pd.DataFrame) -> dict[str, list[Any]]:
    """Rows as named tuples, in their order."""
    groups = defaultdict(list)
    for row in rows.itertuples():
        groups[row.country].append(row)
    return groups


def _statuses(tables: Tables, view: View) -> pd.DataFrame:
    """Statuses of families with a duty to clear, last those of all hazards; else of that of the view."""
    families_of_view = (*APART, ALL) if view.hazard == ALL else (main_family(tables, view),)
    return pd.concat([country_statuses(tables, family, day=view.day) for family in families_of_view])


def _in_order(view: View, rows: list[Any]) -> list[Any]:
    """The statuses of a country that have data; before them that of all hazards, where it says more."""
    *own, last = rows
    own = [row for row in own if row.status != NO_DATA]
    has_area = any(row.status == CONTAMINATED for row in own)
    is_more = view.hazard != ALL or not own or (last.status == CONTAMINATED and not has_area)
    return [last, *own] if is_more else own


def _status(row: Any, hazard: str) -> str:
    """What is left of a hazard, or that it was declared complete."""
    if row.status == NO_DATA:
        return sentence("No data on contaminated land is on record, which does not mean there is none.")
    if row.status == COMPLETE:
        day = long_date(row.completed_on, row.completed_on_precision)
        return sentence("Clearance of {hazard} completed {day}.", hazard=hazard, day=day)
    day = long_date(row.as_of, row.as_of_precision)
    if row.status == NONE_REPORTED:
        return sentence("No contamination with {hazard} reported, {day}.", hazard=hazard, day=day)
    if row.status == AREA_UNKNOWN or pd.isna(row.area_km2):
        return sentence("Contaminated with {hazard}, area not stated, {day}.", hazard=hazard, day=day)
    if row.status == NOT_RECENT:
        area = area_words(row.area_km2, row.stated)
        return sentence(
            "No recent figure for {hazard}; the last was {area}, {day}.", hazard=hazard, area=area, day=day
        )
    return _area(row.stated, area=number(row.area_km2, "km²"), hazard=hazard, day=day)


def _area(stated: str, **parts: str) -> str:
    """An area with the class in which it was stated."""
    if stated == "SHA":
        return sentence("About {area} suspected to have {hazard}, {day}.", **parts)
    if stated == "CHA":
        return sentence("About {area} confirmed to have {hazard}, {day}.", **parts)
    if stated == "TOTAL":
        return sentence("About {area} in all estimated to have {hazard}, {day}.", **parts)
    return sentence("About {area} confirmed or suspected to have {hazard}, {day}.", **parts)


def _deadlines(tables: Tables, view: View) -> pd.DataFrame:
    """By when the land must be clear, where no completion is on record."""
    rows = obligations(tables, deadline_day(view))
    is_open = rows["duty"].eq("clearance") & rows["deadline"].notna() & rows["state"].ne("completed")
    return rows[is_open]


def _deadline(row: Any) -> str:
    """A deadline and how it stands."""
    day = long_date(row.deadline, row.deadline_precision)
    if row.state == "in force" and row.is_requested:
        return sentence("Treaty deadline {day}; an extension has been requested.", day=day)
    words = {
        "in force": sentence("Treaty deadline {day}.", day=day),
        "requested": sentence(
            "Treaty deadline {day} passed; extension requested, no decision found.", day=day
        ),
        "refused": sentence("Treaty deadline {day} passed; extension not approved.", day=day),
        "missed": sentence("Treaty deadline {day} missed, a source says.", day=day),
        "extended": sentence("Treaty deadline {day} extended; the new day is not on record.", day=day),
        "passed": sentence("Treaty deadline {day} passed; no extension or completion found.", day=day),
    }
    return words[row.state]


def _projections(tables: Tables, view: View) -> pd.DataFrame:
    """When the land would be clear, as of today alone."""
    rows = projections(tables)
    return rows[rows["reason"].eq("") & (view.bounds[1] == float("inf"))]


def _projection(row: Any) -> str:
    """When the land would be clear, always with the range."""
    limits = interval_words(row.p10, row.p90)
    if year_words(row.p50) == BEYOND:
        return sentence(
            "At the recorded pace clear after 2100 or never (80 % range {limits}).", limits=limits
        )
    year = year_words(row.p50)
    return sentence(
        "At the recorded pace clear about {year} (80 % range {limits}).", year=year, limits=limits
    )


def status_title(tables: Tables, view: View) -> str:
    """What the sentences are about."""
    if len(view.members) == 1:
        return sentence("Status of {country}", country=country_names(tables, full=True)[view.members[0]])
    return sentence("Status of {count} states and areas", count=len(view.members))

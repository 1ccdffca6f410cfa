"""Composes status, deadline and projection of a country to sentences, each with the records behind it."""

from collections.abc import Iterator
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
    rows = [row for country in view.members for row in _sentences(tables, view, country)]
    return pd.DataFrame(rows, columns=COLUMNS)


def _sentences(tables: Tables, view: View, country: str) -> Iterator[dict[str, Any]]:
    """The sentences about one country."""
    hazards = dict(family_names(tables)) | {ALL: sentence("explosive hazards")}
    for status in _statuses(tables, view, country):
        parts = [(_status(status, hazards[status.family]), status.records)]
        parts += [*_deadline(tables, view, status), *_projection(tables, view, status)]
        for words, records in parts:
            yield {"country": country, "family": status.family, "sentence": words, "records": records}


def _statuses(tables: Tables, view: View, country: str) -> list[Any]:
    """Status of a country for each family with a duty to clear that has data; first what else has an area."""
    families_of_view = (*APART, ALL) if view.hazard == ALL else (main_family(tables, view),)
    parts = [country_statuses(tables, family, day=view.day) for family in families_of_view]
    rows = pd.concat([part[part["country"] == country] for part in parts])
    *own, last = rows.itertuples()
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


def _deadline(tables: Tables, view: View, status: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    """By when the land must be clear, where no completion is on record."""
    rows = obligations(tables, deadline_day(view))
    rows = rows[rows["country"].eq(status.country) & rows["family"].eq(status.family)]
    rows = rows[rows["duty"].eq("clearance") & rows["deadline"].notna() & rows["state"].ne("completed")]
    for row in rows.itertuples():
        day = long_date(row.deadline, row.deadline_precision)
        yield _deadline_words(row.state, day, is_requested=row.is_requested), row.records


def _deadline_words(state: str, day: str, *, is_requested: bool) -> str:
    """A deadline and how it stands."""
    if state == "in force" and is_requested:
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
    return words[state]


def _projection(tables: Tables, view: View, status: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    """When the land would be clear, always with the range; of today alone."""
    if view.bounds[1] != float("inf"):
        return
    rows = projections(tables)
    rows = rows[rows["country"].eq(status.country) & rows["family"].eq(status.family) & rows["reason"].eq("")]
    for row in rows.itertuples():
        limits = interval_words(row.p10, row.p90)
        if year_words(row.p50) == BEYOND:
            words = sentence(
                "At the recorded pace clear after 2100 or never (80 % range {limits}).", limits=limits
            )
        else:
            year = year_words(row.p50)
            words = sentence(
                "At the recorded pace clear about {year} (80 % range {limits}).", year=year, limits=limits
            )
        yield words, row.records


def status_title(tables: Tables, view: View) -> str:
    """What the sentences are about."""
    if len(view.members) == 1:
        return sentence("Status of {country}", country=country_names(tables, full=True)[view.members[0]])
    return sentence("Status of {count} states and areas", count=len(view.members))

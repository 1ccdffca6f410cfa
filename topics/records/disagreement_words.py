"""What statements that differ are about, what each says and how far apart they are, in words."""

from typing import Any

import pandas as pd

from topics.tables import Tables
from topics.vocabulary.countries import name_lookup
from topics.vocabulary.dates import date_range, year_range
from topics.vocabulary.hazards import hazard_name
from topics.vocabulary.land import AREA_CLASSES
from topics.vocabulary.numbers import money, money_range, number, number_range, plural
from topics.vocabulary.records import SUBJECTS
from topics.vocabulary.sentences import sentence
from topics.vocabulary.sources import source_line, source_titles
from topics.vocabulary.text import bold, lines, wrap

ACTS = ("counts", "treaties", "participants")
"""Subjects that are about what states did."""
WITH_HAZARD = ("contamination", "release", "casualties")
"""Subjects of which a hazard is a part."""
WORLD_TABLES = ("global_clearance", "global_casualties")
EVERYBODY = "ALL"
"""Code of a recipient that is no country."""
PREFERRED, OTHER = "preferred", "other source"


def no_disagreement() -> str:
    """What stands in place of a list of disagreements."""
    return sentence("No disagreement between sources on record")


def with_words(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    """Statements of disagreements in words, with hover texts.

    *Columns*: those of rows, about (subject of the group: "BiH, mines, 2017–2019"), apart ("50–1 061 km²"),
    statement, role, repeats (title of the document that this one repeats), label.
    """
    about = subjects(tables, rows)
    rows = rows.assign(
        about=rows["group"].map(about),
        apart=[spread(row) for row in rows.itertuples()],
        statement=[_statement(row) for row in rows.itertuples()],
        role=rows["is_lead"].astype(bool).map({True: PREFERRED, False: OTHER}),
        repeats=rows["copy_of"].map(source_titles(tables)),
    )
    return rows.assign(label=[_label(tables, row) for row in rows.itertuples()])


def subjects(tables: Tables, rows: pd.DataFrame) -> dict[str, str]:
    """What the statements of each disagreement are about, by its group.

    A country has the name that it had at the end of the years spoken of.
    """
    names = {acts: name_lookup(tables, acts=acts) for acts in (True, False)}
    spans = rows.groupby("group").agg(
        begin=("year_from", "min"), end=("year_to", "max"), last_day=("day", "max")
    )
    groups = rows[rows["is_lead"].astype(bool)].join(spans, on="group")
    words = {}
    for lead in groups.itertuples():
        who = "World" if lead.table in WORLD_TABLES or lead.country == EVERYBODY else ""
        if isinstance(lead.country, str) and not who:
            day = lead.last_day if pd.isna(lead.end) else pd.Timestamp(int(lead.end), 12, 31)
            who = names[lead.subject in ACTS](lead.country, day)
        parts = [who, *_measure(tables, lead), year_range(lead.begin, lead.end)]
        words[str(lead.group)] = ", ".join(filter(None, parts))
    return words


def spread(row: Any) -> str:
    """The lowest and the highest figure of a disagreement; of dates the days between."""
    if row.unit == "days":
        return plural(row.days, "day") if row.days > 0 else ""
    if pd.isna(row.low):
        return ""
    if row.unit == "US dollars":
        return money_range(row.low, row.high)
    return number_range(row.low, row.high, row.unit if row.unit == "km²" else "")


def _measure(tables: Tables, lead: Any) -> tuple[str, ...]:
    """The place and what is measured there."""
    place = lead.place if isinstance(lead.place, str) else ""
    if lead.subject == "treaties":
        return (f"{place} {lead.measure}",)
    if lead.subject not in ("contamination", "release"):
        return place, lead.measure
    hazard = hazard_name(tables, lead.hazard, short=True)
    return (place, hazard) if lead.subject == "contamination" else (place, lead.measure, hazard)


def _statement(row: Any) -> str:
    """What one statement says: its words, or its figure with the unit."""
    if isinstance(row.stated_words, str):
        return row.stated_words
    unit = row.unit.removesuffix("s") if row.value == 1 else row.unit
    return money(row.value) if row.unit == "US dollars" else number(row.value, unit)


def _label(tables: Tables, row: Any) -> str:
    """The hover text of a statement; it ends with its source."""
    facts = [
        SUBJECTS[row.subject],
        AREA_CLASSES.get(row.area_class, ""),
        hazard_name(tables, row.hazard) if row.subject in WITH_HAZARD else "",
        "" if pd.isna(row.as_of) else date_range(row.as_of, precision=row.as_of_precision),
    ]
    return lines(
        wrap(row.about),
        bold(row.statement),
        wrap(", ".join(filter(None, facts))),
        row.role,
        wrap(f"Repeats: {row.repeats}") if isinstance(row.repeats, str) else "",
        wrap(row.reason),
        wrap(row.note),
        source_line(tables, row.source) or "Source: not stated",
    )

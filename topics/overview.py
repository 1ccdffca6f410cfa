"""Composes land and treaties: how each country of a view stands, and by when it must have finished."""

from datetime import date

import pandas as pd

from topics.land.obligations import UNDECIDED, obligations
from topics.land.status import (
    ALL,
    APART,
    AREA_UNKNOWN,
    COMPLETE,
    CONTAMINATED,
    NO_DATA,
    NONE_REPORTED,
    NOT_RECENT,
    country_statuses,
)
from topics.land.status_words import status_words
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import long_date
from topics.vocabulary.hazards import families, family_names
from topics.vocabulary.sentences import sentence
from topics.vocabulary.sources import source_line
from topics.vocabulary.text import bold, lines, sentence_case, wrap

UNCLEAR = "unclear"
"""Of countries that report none without a declaration, or have no figure of the last years."""
KINDS = {
    CONTAMINATED: CONTAMINATED,
    AREA_UNKNOWN: CONTAMINATED,
    COMPLETE: COMPLETE,
    NOT_RECENT: UNCLEAR,
    NONE_REPORTED: UNCLEAR,
    NO_DATA: UNCLEAR,
}
"""Statuses in three kinds, in the order of a list."""
OVER, DEADLINE = "over", "deadline"
"""Kinds of the rows with a deadline: over without a decision, all others."""
CARDS = (CONTAMINATED, COMPLETE, OVER)
"""Kinds of rows that have a card, in their order."""


def kind_names() -> dict[str, str]:
    """What the key of a map and a list call each kind."""
    return {
        CONTAMINATED: sentence("Contaminated"),
        COMPLETE: sentence("Declared complete"),
        UNCLEAR: sentence("None reported, or no recent figure"),
    }


def headings(tables: Tables, view: View) -> dict[str, str]:
    """What stands over each kind of rows."""
    hazard = family_names(tables, short=True)[main_family(tables, view)]
    return kind_names() | {
        CONTAMINATED: sentence("Contaminated with {hazard}", hazard=hazard),
        OVER: sentence("Deadline passed, no decision on record"),
    }


def no_status() -> str:
    """What stands where no country has a status."""
    return sentence("No status of a country is on record")


def main_family(tables: Tables, view: View) -> str:
    """The family of hazards that an overview is of: that of the filter, mines without one."""
    return families(tables).get(view.hazard, view.hazard) if view.hazard != ALL else APART[0]


def clearance_statuses(tables: Tables, view: View) -> pd.DataFrame:
    """How each country of a view stands: the largest areas first, then the latest completions, then others.

    *Columns*: those of `land.status.place_statuses`, kind (of KINDS), name, date and date_precision (of the
    completion, else of the figure).
    """
    rows = country_statuses(tables, main_family(tables, view), day=view.day)
    rows = rows[rows["country"].isin(view.members)]
    rows = rows.assign(
        kind=rows["status"].map(KINDS),
        name=rows["country"].map(country_names(tables, full=True)),
        date=rows["completed_on"].fillna(rows["as_of"]),
        date_precision=rows["completed_on_precision"].fillna(rows["as_of_precision"]),
        order=rows["status"].map({status: place for place, status in enumerate(KINDS)}),
    )
    rows = rows.sort_values(
        ["order", "area_km2", "date", "name"], ascending=[True, False, False, True], ignore_index=True
    )
    return rows.drop(columns="order")


def status_labels(tables: Tables, rows: pd.DataFrame, hazard: str) -> list[str]:
    """What is known of each country: its area or status, of what hazard and date, by which source."""
    return [
        lines(
            bold(row.name),
            wrap(sentence_case(status_words(row))),
            wrap(sentence_case(hazard)),
            long_date(row.date, row.date_precision) if pd.notna(row.date) else "",
            source_line(tables, row.source) if isinstance(row.source, str) else "",
        )
        for row in rows.drop(columns="class", errors="ignore").itertuples(index=False)
    ]


def deadlines_in_view(tables: Tables, view: View) -> pd.DataFrame:
    """The obligations of a view with a deadline, as they stand at the end of its years, the earliest first.

    *Columns*: those of `land.obligations.obligations`, name, kind (over or deadline).
    """
    rows = view.of(obligations(tables, deadline_day(view)), skip=("years",))
    rows = rows[rows["deadline"].notna()].sort_values(["deadline", "country"], ignore_index=True)
    names = country_names(tables, full=True)
    kinds = rows["state"].isin(UNDECIDED).map({True: OVER, False: DEADLINE})
    return rows.assign(name=rows["country"].map(names), kind=kinds)


def place_and_day(view: View) -> str:
    """Of where and of which day an overview is; a day that is chosen for all that is known is said anyway."""
    if view.tables.known:
        return view.place
    return sentence("{place} · {day}", place=view.place, day=long_date(view.day))


def deadline_day(view: View) -> date:
    """The day deadlines stand at: today, or the end of the years that are chosen."""
    is_open = view.bounds[1] == float("inf")
    return view.tables.today if is_open else view.day

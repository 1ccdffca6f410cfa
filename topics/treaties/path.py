"""From the first conference to the treaty: what each state did, meeting by meeting and act by act."""

import pandas as pd

from topics.tables import Tables
from topics.treaties.oslo_process import AWAY, roles_at_meetings, treaty_events
from topics.treaties.status import standing_by_country, states_of
from topics.treaties.steps import STEPS, steps_of
from topics.treaties.words import step_words
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.sources import source_line
from topics.vocabulary.text import bold, escape, lines

CONFERENCE = "conference"
"""The step of a row that is a seat at a conference."""
STEP_NAMES = {"signed": "Signed", "deposited": "Deposited", "in_force": "Bound", "withdrawn": "Left"}
ORDER = ("party", "consented", "withdrawn", "signatory", "outside")
"""Standings in the order in which states are listed."""


def founding_conferences(tables: Tables, treaty: str) -> pd.DataFrame:
    """The conferences that led to a treaty, to the day on which it was opened for signature."""
    events = treaty_events(tables, treaty)
    opened = tables["treaties"].set_index("treaty")["opened"].get(treaty, pd.NaT)
    return events[events["start"] <= opened]


def path_rows(tables: Tables, view: View, treaty: str) -> pd.DataFrame:
    """A row for each seat at a founding conference and each step under the treaty, by state in order of time.

    *Columns*: country, name, step (CONFERENCE or one of STEPS), step_name (the city, or what was done), day
    (from which it counts), event, title, city, role, claim, date, date_precision, source, locator, basis,
    note; standing (code), label, records, is_stated.
    """
    states = states_of(tables, view.members)
    seats = roles_at_meetings(tables, founding_conferences(tables, treaty), states)
    seats = seats.assign(step=CONFERENCE, step_name=seats["city"], day=seats["date"])
    steps = steps_of(tables, treaty)
    past = steps["country"].isin(states) & (steps["counted_from"] <= pd.Timestamp(view.day))
    steps = steps[past].assign(records=[(record,) for record in steps.loc[past, "record_id"]])
    steps = steps.assign(
        day=steps["counted_from"],
        step_name=steps["step"].map(STEP_NAMES),
        label=_step_labels(tables, steps),
        place=steps["step"].map(STEPS.index),
    )
    rows = pd.concat([seats, steps.drop(columns="record_id")], ignore_index=True)
    standing = tables.derive(standing_by_country, treaty, view.day)
    rows = rows.assign(
        standing=rows["country"].map(standing), name=rows["country"].map(country_names(tables))
    )
    rows = rows.sort_values(["day", "place"], na_position="first", kind="stable")
    rows = rows.assign(
        bound=rows["day"].where(rows["step"] == "in_force").groupby(rows["country"]).transform("max"),
        rank=rows["standing"].map(ORDER.index),
    )
    order = ["rank", "bound", "name"]
    return rows.sort_values(order, kind="stable", ignore_index=True).drop(columns=["rank", "bound", "place"])


def attended(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of `path_rows` that put a state at a conference."""
    return rows[(rows["step"] == CONFERENCE) & ~rows["role"].isin(AWAY)]


def _step_labels(tables: Tables, steps: pd.DataFrame) -> list[str]:
    return [
        lines(f"{bold(row['name'])}: {escape(step_words(row))}", source_line(tables, row["source"]))
        for row in steps.to_dict("records")
    ]

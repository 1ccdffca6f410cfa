"""Who took part in meetings: a state counts by its name or by an authority of its own."""

from collections.abc import Sequence

import pandas as pd

from topics.tables import Tables, with_records
from topics.vocabulary.countries import name_lookup
from topics.vocabulary.meetings import CLAIMS as CLAIM_WORDS
from topics.vocabulary.meetings import PARTICIPANTS, PLANNED, ROLES
from topics.vocabulary.sources import source_line
from topics.vocabulary.text import bold, lines, wrap

PRESENT = (
    "participant",
    "host",
    "organiser",
    "speaker",
    "president",
    "observer",
    "endorsed",
    "signed",
    "not_endorsed",
)
"""Roles that mean a seat in the room; to support a meeting, pay for it or be invited to it does not."""
CLAIMS = ("stated", "inferred", "disputed")
"""How sure a participation is, the surest first."""
COUNTED = CLAIMS[:2]
"""Claims that may count; disputed ones only where a reader asks for them."""


def claims_up_to(least: str) -> tuple[str, ...]:
    """The claims at least as sure as one.

    >>> claims_up_to("inferred")
    ('stated', 'inferred')
    """
    return CLAIMS[: CLAIMS.index(least) + 1]


def attendances(tables: Tables, claims: tuple[str, ...] = ("stated",)) -> pd.DataFrame:
    """One row of event_participants for each meeting and state that was there, the surest one.

    An international organisation does not stand for the state of its seat; nobody was at a meeting that was
    only announced. To be derived:
    `tables.derive(attendances, claims)`.
    """
    rows = tables["event_participants"]
    rows = rows[rows["claim"].isin(claims) & rows["role"].isin(PRESENT)]
    events = tables["events"]
    planned = events.loc[events["form"] == PLANNED, "event"]
    rows = rows[rows["country"].notna() & rows["for_state"] & ~rows["event"].isin(planned)]
    order = rows["claim"].map({claim: place for place, claim in enumerate(CLAIMS)}).astype("float64")
    order += 0.5 * (rows["kind"] != "state")
    rows = rows.assign(order=order).sort_values("order", kind="stable").drop(columns="order")
    return rows.drop_duplicates(["event", "country"]).sort_index()


def left_out(tables: Tables, events: Sequence[str] | pd.Series, claims: tuple[str, ...]) -> dict[str, int]:
    """How many attendances of states at some meetings are not counted as their claim is weaker, by claim."""
    every, counted = (tables.derive(attendances, chosen) for chosen in (CLAIMS, claims))
    every = every[every["event"].isin(events)]
    pairs = pd.MultiIndex.from_frame(every[["event", "country"]])
    weaker = every[~pairs.isin(pd.MultiIndex.from_frame(counted[["event", "country"]]))]
    return {claim: int(weaker["claim"].eq(claim).sum()) for claim in CLAIMS if claim not in claims}


def attendance_rows(tables: Tables, attended: pd.DataFrame) -> pd.DataFrame:
    """Attendances with their meeting as rows of a table, the latest first; each states its record.

    *Columns*: those of event_participants; title, date, date_precision, city, series_group of the meeting;
    label, records, is_stated.
    """
    known = tables["events"][["event", "title", "start", "date_precision", "city", "series_group"]]
    rows = attended.merge(known.rename(columns={"start": "date"}), on="event")
    rows = rows.sort_values(["date", "event", "country"], ascending=[False, True, True], kind="stable")
    rows = rows.reset_index(drop=True)
    name_at = name_lookup(tables, full=True)
    labels = [
        lines(
            bold(f"{name_at(row['country'], row['date'])}: {ROLES[row['role']]}"),
            wrap(row["title"]),
            "" if row["claim"] == "stated" else CLAIM_WORDS[row["claim"]],
            source_line(tables, row["source"]),
        )
        for row in rows.to_dict("records")
    ]
    return with_records(rows.assign(label=labels))


def in_order_of_kind(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of event_participants with states first, then organisations, then persons."""
    return rows.sort_values("kind", key=lambda kinds: kinds.map([*PARTICIPANTS].index), kind="stable")

"""The meetings that made a treaty and those of its parties: how many states came, and what each state did."""

import pandas as pd

from topics.tables import Tables, with_records
from topics.vocabulary.countries import name_lookup
from topics.vocabulary.dates import date_range, long_date
from topics.vocabulary.meetings import CLAIMS, ROLES
from topics.vocabulary.numbers import number
from topics.vocabulary.sources import source_line
from topics.vocabulary.text import bold, lines, wrap

TELLING = ("not_endorsed", "not_signed", "signed", "endorsed", "host", "absent")
"""Roles that say most of where a state stood; of several roles at one meeting they come first."""
AWAY = ("absent", "invited", "not_signed")
"""Roles that do not say that a state was there."""
JOINED, ATTENDED = "states endorsing", "states attending"


def treaty_events(tables: Tables, treaty: str) -> pd.DataFrame:
    """All meetings of the groups of series that belong to a treaty, in order of time."""
    series = tables["series"]
    groups = series.loc[series["treaty"] == treaty, "series_group"].unique()
    events = tables["events"]
    return events[events["series_group"].isin(groups)].sort_values(["start", "event"], kind="stable")


def conference_counts(tables: Tables, treaty: str, *, with_regional: bool = False) -> pd.DataFrame:
    """Counts of states at the conferences that led to a treaty, with what other documents report of them.

    A figure that is there twice from the same document enters once, as states endorsing. `with_regional`
    adds the regional conferences of the same groups of series.

    *Columns*: event, title, city, series, start, start_precision, counted (JOINED or ATTENDED), value, claim,
    is_main, note, source, locator, basis; label, records. Each row states its record.
    """
    counts, figures = tables["event_counts"], tables["reported_figures"]
    reported = figures[figures["event_indicator"].notna()]
    columns = ["event", "value", "source", "locator", "basis", "note", "record_id"]
    parts = [
        counts[[*columns, "claim"]].assign(counted=counts["indicator"]),
        reported[[*columns, "date", "date_precision"]].assign(
            counted=reported["event_indicator"], claim="alt"
        ),
    ]
    rows = pd.concat(parts, ignore_index=True)
    rows = rows.assign(is_main=rows["claim"] == "main", order=rows["counted"] != JOINED)
    rows = rows.sort_values("order", kind="stable").drop_duplicates(["event", "value", "source"])
    events, series = treaty_events(tables, treaty), tables["series"]
    own = events["series"].isin(series.loc[series["treaty"] == treaty, "series"]) | with_regional
    about = events.loc[own, ["event", "title", "city", "series", "start", "date_precision"]]
    about = about.rename(columns={"date_precision": "start_precision"})
    rows = rows.drop(columns="order").merge(about, on="event")
    rows = rows.sort_values(["start", "event"], kind="stable", ignore_index=True)
    labels = [
        lines(
            f"{bold(row['title'])}, {long_date(row['start'], row['start_precision'])}",
            f"{number(row['value'])} {row['counted']}{'' if row['is_main'] else ', not used here'}",
            wrap(row["note"]),
            source_line(tables, row["source"]),
        )
        for row in rows.to_dict("records")
    ]
    return with_records(rows.assign(label=labels))


def roles_at_meetings(tables: Tables, events: pd.DataFrame, states: tuple[str, ...]) -> pd.DataFrame:
    """What each state did at each meeting, one row each; nothing on record is no row: unknown, not absent.

    *Columns*: title, city, date, date_precision of the meeting; those of event_participants; label, records.
    Each row states its record.
    """
    people = tables["event_participants"]
    inside = people["country"].isin(states) & people["event"].isin(events["event"])
    rows = people[inside & (people["kind"] == "state") & (people["claim"] != "disputed")]
    roles = [*TELLING, *(role for role in ROLES if role not in TELLING and role != "funder")]
    rows = rows[rows["role"].isin(roles)]
    ranks = rows["role"].map({role: place for place, role in enumerate(roles)}).astype("float64")
    rows = rows.assign(rank=ranks).sort_values("rank", kind="stable").drop_duplicates(["event", "country"])
    about = events[["event", "title", "city", "start", "end", "date_precision"]]
    about = about.rename(columns={"start": "date"})
    rows = rows.drop(columns="rank").merge(about, on="event")
    rows = rows.sort_values(["date", "event", "country"], kind="stable", ignore_index=True)
    name_at = name_lookup(tables, full=True)
    labels = [
        lines(
            f"{bold(name_at(row['country'], row['date']))}: {ROLES[row['role']]}",
            f"{wrap(row['title'])}, {date_range(row['date'], row['end'], row['date_precision'])}",
            "" if row["claim"] == "stated" else CLAIMS[row["claim"]],
            wrap(row["note"]),
            source_line(tables, row["source"]),
        )
        for row in rows.to_dict("records")
    ]
    return with_records(rows.drop(columns="end").assign(label=labels))

"""Which states take part in which circles of meetings, and which circles have the same states."""

import pandas as pd

from topics.cooperation.network import view_attendances
from topics.tables import Tables, united
from topics.view import View
from topics.vocabulary.meetings import circles


def circle_names(tables: Tables) -> list[str]:
    """The circles of meetings, in the order of the table."""
    return list(dict.fromkeys(circles(tables).values()))


def circle_counts(tables: Tables, view: View, claim: str = "stated") -> pd.DataFrame:
    """At how many meetings of each circle a state of the view is on record.

    *Columns*: country, circle, meetings, records.
    """
    rows = view_attendances(tables, view, claim)
    group = tables["events"].set_index("event")["series_group"]
    rows = rows.assign(circle=rows["event"].map(group).map(circles(tables)))
    rows = rows[rows["circle"].notna() & rows["country"].isin(view.members)]
    grouped = rows.groupby(["country", "circle"], as_index=False)
    return grouped.agg(meetings=("event", "nunique"), records=("record_id", tuple))


def circle_overlaps(tables: Tables, counts: pd.DataFrame) -> pd.DataFrame:
    """Which circles have which states in common: a row per combination of at least one of `circle_counts`.

    *Columns*: circles (tuple, in the order of the table), countries (tuple of codes), states (how many),
    records; most circles first.
    """
    order = circle_names(tables)
    by_state = counts.groupby("country").agg(circle=("circle", set), records=("records", united))
    by_state["circles"] = [tuple(name for name in order if name in part) for part in by_state["circle"]]
    grouped = by_state.reset_index().groupby("circles")
    rows = grouped.agg(countries=("country", tuple), records=("records", united)).reset_index()
    rows = rows.assign(states=rows["countries"].map(len), size=rows["circles"].map(len))
    rows = rows.sort_values(["size", "states", "circles"], ascending=[False, False, True], ignore_index=True)
    return rows.drop(columns="size")

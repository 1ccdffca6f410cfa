"""Statements in words on which sources differ: dates and ordinals of treaties, who was at a meeting."""

import pandas as pd

from topics.records.statements import COLUMNS
from topics.tables import Tables, united, with_records
from topics.vocabulary.dates import long_date
from topics.vocabulary.hazards import families
from topics.vocabulary.meetings import meeting_names

KEY = ["treaty", "country", "what"]
GROUPED = [*COLUMNS, "group"]


def treaty_statements(tables: Tables) -> pd.DataFrame:
    """Dates, ordinals and totals of treaties as the depositary and as others state them.

    *Columns*: COLUMNS, group.
    """
    conflicts = with_records(tables["treaty_conflicts"])
    others = conflicts.assign(
        preferred=False, stated_words=conflicts["other_value"], stated_date=conflicts["other_date"]
    )
    rows = pd.concat([_values_used(conflicts, tables["treaty_actions"]), others], ignore_index=True)
    day = pd.to_datetime(rows["stated_date"], format="ISO8601")
    group = rows["treaty"] + "/" + rows["country"].astype("string").fillna("") + "/" + rows["what"]
    year = _first_day(rows, day, group).dt.year
    return rows.assign(
        subject="treaties",
        table="treaty_conflicts",
        group="treaty/" + group,
        hazard=rows["treaty"].map(_treaty_hazards(tables)),
        place=rows["treaty"],
        measure=rows["what"].str.replace("_", " "),
        day=day,
        year_from=year,
        year_to=year,
        unit="days",
    ).reindex(columns=GROUPED)


def participant_statements(tables: Tables) -> pd.DataFrame:
    """Meetings whose page names states that another meeting has: both statements, in words.

    *Columns*: COLUMNS, group.
    """
    named = with_records(tables["event_participants"])
    disputed, undisputed = (named[named["claim"] == claim] for claim in ("disputed", "stated"))
    rows = []
    for event, part in disputed.groupby("event", sort=True):
        elsewhere = undisputed[undisputed["event"].ne(event) & undisputed["country"].isin(part["country"])]
        states = ", ".join(sorted(part["participant"]))
        words = f"{len(part)} states took part: {states}"
        rows.append(_joint_statement(part, words, preferred=False) | {"event": event})
        rows += [row | {"event": event} for row in _other_meeting(elsewhere, tables["events"])]
    events = tables["events"].set_index("event")
    frame = pd.DataFrame(rows, columns=["event", *GROUPED])
    year = frame["event"].map(events["start"].dt.year)
    return frame.assign(
        subject="participants",
        table="event_participants",
        place=frame["event"].map(meeting_names(tables)),
        hazard="CMR",
        year_from=year,
        year_to=year,
        measure="who took part",
        unit="words",
        group="participants/" + frame["event"],
    )[GROUPED]


def _values_used(conflicts: pd.DataFrame, actions: pd.DataFrame) -> pd.DataFrame:
    """The value that is used of each act, by its own record; where there is none, by that of the conflict."""
    rows = conflicts.drop_duplicates(KEY).drop(
        columns=["source", "locator", "note", "difference", "is_stated"]
    )
    rows = rows.rename(columns={"source_used": "source", "used_date": "stated_date"})
    acts = actions.rename(columns={"action": "what", "record_id": "act"})
    acts = acts[[*KEY, "source", "locator", "basis", "note", "act"]].drop_duplicates([*KEY, "source"])
    rows = rows.merge(acts, how="left", on=[*KEY, "source"])
    is_stated = rows["act"].notna()
    records = [
        (act,) if stated else ids
        for act, stated, ids in zip(rows["act"], is_stated, rows["records"], strict=True)
    ]
    return rows.assign(preferred=True, stated_words=rows["value_used"], records=records, is_stated=is_stated)


def _first_day(rows: pd.DataFrame, day: pd.Series, group: pd.Series) -> pd.Series:
    """The day that is used of each act, else the first that is stated of it."""
    used = day.where(rows["preferred"]).groupby(group).transform("min")
    return used.fillna(day.groupby(group).transform("min"))


def _treaty_hazards(tables: Tables) -> dict[str, str]:
    """The first hazard of the family that a treaty is about."""
    duties = tables["treaty_duties"].dropna(subset="family")
    first = {family: hazard for hazard, family in reversed([*families(tables).items()])}
    return dict(zip(duties["treaty"], duties["family"].map(first), strict=True))


def _other_meeting(elsewhere: pd.DataFrame, events: pd.DataFrame) -> list[dict]:
    """The meeting at which most of some states took part, as a statement; nothing where there is none."""
    if elsewhere.empty:
        return []
    present = elsewhere.groupby("event")["country"].nunique().sort_values(kind="stable")
    meeting = events[events["event"] == present.index[-1]].iloc[0]
    day = "" if pd.isna(meeting["start"]) else f", {long_date(meeting['start'])}"
    words = f"{present.iloc[-1]} of them took part in {meeting['title']}{day}"
    return [_joint_statement(elsewhere[elsewhere["event"] == present.index[-1]], words, preferred=True)]


def _joint_statement(rows: pd.DataFrame, words: str, *, preferred: bool) -> dict:
    """One statement that several records make together; document and difference are those of the first."""
    first = rows.iloc[0]
    joint = {name: first[name] for name in ("source", "locator", "difference", "note")}
    joint |= {"stated_words": words, "preferred": preferred}
    return joint | {"records": united(rows["records"]), "is_stated": False}

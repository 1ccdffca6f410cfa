"""Statements in words on which sources differ: dates and ordinals of treaties, who was at a meeting."""

import re

import pandas as pd

from analysis.statements import COLUMNS, TREATY_HAZARDS, Tables, meeting_names

DAY = re.compile(r"(\d{4})-(\d{2})(?!\d)(?:-(\d{2}))?|^(?:\w+ )?(\d{4})$")
"""The first date in a text: a day, a month or a year."""
KEY = ["treaty", "country", "what"]


def stated_day(text: object) -> tuple[pd.Timestamp | None, str]:
    """The first date of a text, and how exact it is.

    >>> stated_day('2019-09-29 ("on Sunday")')
    (Timestamp('2019-09-29 00:00:00'), 'day')
    >>> stated_day("autumn 2022"), stated_day("not party")
    ((Timestamp('2022-01-01 00:00:00'), 'year'), (None, ''))
    """
    found = DAY.search(text) if isinstance(text, str) else None
    if found is None:
        return None, ""
    year, month, day, alone = found.groups()
    precision = "day" if day else "month" if month else "year"
    return pd.Timestamp(int(year or alone), int(month or 1), int(day or 1)), precision


def treaty_dates(tables: Tables) -> pd.DataFrame:
    """Dates, ordinals and totals of treaties as the depositary and as others state them.

    *Columns*: COLUMNS, group.
    """
    conflicts = tables["treaty_conflicts"]
    if conflicts.empty:
        return pd.DataFrame(columns=[*COLUMNS, "group"])
    used = conflicts.drop_duplicates(KEY)
    used = used.assign(said=used["value_used"], source=used["source_used"], preferred=True, locator=None)
    used = used.assign(note=None)
    others = conflicts.assign(said=conflicts["other_value"], preferred=False)
    rows = pd.concat([used, others], ignore_index=True)
    dated = [stated_day(words) for words in rows["said"]]
    isday = rows["what"].isin(["ordinal", "States Parties total"])
    day = pd.to_datetime(pd.Series([day for day, _ in dated], index=rows.index)).mask(isday)
    first = _first_day(rows, day)
    rows = rows.assign(
        kind="treaties",
        table="treaty_conflicts",
        group="treaty/" + rows["treaty"] + "/" + rows["country"].fillna("") + "/" + rows["what"],
        about=rows["treaty"] + "/" + rows["country"].fillna("") + "/" + rows["what"],
        hazard=rows["treaty"].map(TREATY_HAZARDS),
        place=rows["treaty"],
        measure=rows["what"].str.replace("_", " "),
        day=day,
        precision=[precision for _, precision in dated],
        year_from=first.dt.year,
        year_to=first.dt.year,
        unit="days",
        basis=None,
    )
    return rows.reindex(columns=[*COLUMNS, "group"])


def _first_day(rows: pd.DataFrame, day: pd.Series) -> pd.Series:
    """The day that is used of each act, else the first that is stated of it."""
    keys = [rows[name].fillna("") for name in KEY]
    used = day.where(rows["preferred"]).groupby(keys).transform("min")
    return used.fillna(day.groupby(keys).transform("min"))


def participants(tables: Tables) -> pd.DataFrame:
    """Meetings whose page names states that another meeting has: both statements, in words.

    *Columns*: COLUMNS, group.
    """
    named = tables["event_participants"]
    found = []
    for event, disputed in named[named["claim"].eq("disputed")].groupby("event", sort=True):
        elsewhere = named[named["claim"].eq("stated") & named["event"].ne(event)]
        elsewhere = elsewhere[elsewhere["country"].isin(disputed["country"])]
        states = ", ".join(sorted(disputed["participant"]))
        page = {"said": f"{len(disputed)} states took part there: {states}", "preferred": False}
        found.append(disputed.iloc[0].to_dict() | page)
        found += [row | {"event": event} for row in _held_elsewhere(elsewhere, tables["events"])]
    if not found:
        return pd.DataFrame(columns=[*COLUMNS, "group"])
    return _as_statements(pd.DataFrame(found), tables["events"])


def _held_elsewhere(elsewhere: pd.DataFrame, events: pd.DataFrame) -> list[dict]:
    """The meeting at which most of some states took part, as a statement; nothing where there is none."""
    if elsewhere.empty:
        return []
    held = elsewhere.groupby("event")["country"].nunique().sort_values(kind="stable")
    meeting = events[events["event"] == held.index[-1]].iloc[0]
    day = meeting["start"]
    dated = f", {day.day} {day:%B %Y}" if pd.notna(day) else ""
    row = elsewhere[elsewhere["event"] == held.index[-1]].iloc[0].to_dict()
    said = f"{held.iloc[-1]} of them took part in {meeting['title']}{dated}"
    return [row | {"said": said, "preferred": True}]


def _as_statements(rows: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    year = rows["event"].map(events.set_index("event")["start"].dt.year)
    rows = rows.assign(
        kind="participants",
        table="event_participants",
        country=None,
        place=rows["event"].map(meeting_names(events)),
        hazard="CMR",
        year_from=year,
        year_to=year,
        measure="who took part",
        unit="words",
        about="participants/" + rows["event"],
    )
    return rows.assign(group=rows["about"]).reindex(columns=[*COLUMNS, "group"])

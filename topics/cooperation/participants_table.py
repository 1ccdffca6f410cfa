"""Who took part in a meeting, as what and how surely, and its programme: short lists and tables."""

import pandas as pd

from charts.chart import Chart, empty
from topics.cooperation.meetings import group_meetings, in_order
from topics.cooperation.meetings_table import COALITIONS, DOCUMENT
from topics.cooperation.participants import attendance_rows, in_order_of_kind
from topics.tables import Tables, united, with_records
from topics.view import View, members
from topics.vocabulary.dates import date_range, long_date
from topics.vocabulary.lists import listed
from topics.vocabulary.meetings import PARTICIPANTS, ROLES
from topics.vocabulary.numbers import plural
from topics.vocabulary.sentences import sentence
from topics.vocabulary.sources import source_line
from topics.vocabulary.text import bold, lines, sentence_case, wrap


def participants(tables: Tables, view: View, *, events: tuple[str, ...] = (COALITIONS,)) -> Chart:
    """Who took part in some meetings, a list for those with the same roles; disputed claims left out."""
    rows = tables["event_participants"]
    rows = rows[rows["event"].isin(events) & (rows["claim"] != "disputed")]
    if rows.empty:
        return empty(sentence("No participant on record"))
    rows = with_records(rows).groupby(["kind", "participant"], sort=False, as_index=False)
    parts = {"event": "first", "country": "first", "role": set, "claim": "first", "records": united}
    rows = in_order_of_kind(rows.agg(parts))
    order = [tuple(role for role in ROLES if role in roles) for roles in rows["role"]]
    rows = rows.assign(
        roles=[sentence_case(listed(ROLES[role] for role in roles)) for roles in order],
        first=[[*ROLES].index(roles[0]) for roles in order],
        date=rows["event"].map(tables["events"].set_index("event")["start"]),
        sentence=rows["participant"].map(sentence_case),
        is_stated=rows["records"].map(len) == 1,
    )
    rows = rows.sort_values(["first", "roles"], kind="stable", ignore_index=True)
    labels = [
        lines(bold(row["participant"]), PARTICIPANTS[row["kind"]], wrap(row["roles"]))
        for row in rows.to_dict("records")
    ]
    return Chart(
        _participants_title(tables, events, rows),
        rows.drop(columns=["role", "first"]).assign(label=labels),
        columns=("participant", "roles", "kind", "country"),
        scope=DOCUMENT,
        heads=("roles",),
        measure=sentence("Participants by their roles, {days}", days=_days(tables, events)),
    )


def _days(tables: Tables, events: tuple[str, ...]) -> str:
    """When the meetings were held, as exact as known."""
    held = tables["events"]
    held = in_order(held[held["event"].isin(events)])
    spans = zip(held["start"], held["end"], held["date_precision"], strict=True)
    return listed(dict.fromkeys(date_range(*span) for span in spans))


def _participants_title(tables: Tables, events: tuple[str, ...], rows: pd.DataFrame) -> str:
    held = tables["events"]
    held = in_order(held[held["event"].isin(events)])
    if held.empty:
        return sentence("Participants: {count}", count=len(rows))
    return sentence(
        "{cities}, {month}: {participants}",
        cities=listed(dict.fromkeys(held["city"].dropna())),
        month=long_date(held["start"].iloc[0], "month"),
        participants=plural(len(rows), "participant"),
    )


def disputed_participants(tables: Tables, view: View, *, event: str = COALITIONS) -> Chart:
    """States that a document lists at a meeting although another meeting is more likely meant."""
    rows = tables["event_participants"]
    rows = rows[(rows["event"] == event) & (rows["claim"] == "disputed")]
    if rows.empty:
        return empty(sentence("No disputed participant on record"))
    return Chart(
        sentence("Disputed and not counted: {states}", states=plural(len(rows), "participant")),
        attendance_rows(tables, rows),
        note=sentence(
            "The page of the workshop lists them in the words of the Manila workshop of June 2019: "
            "very likely a copying error."
        ),
        columns=("participant", "country", "claim"),
        scope=DOCUMENT,
    )


def programme(tables: Tables, view: View, *, event: str = COALITIONS) -> Chart:
    """The contributions to a meeting in their order, a list for each session."""
    rows = tables["event_programme"]
    rows = rows[rows["event"] == event].sort_values("position", ignore_index=True)
    if rows.empty:
        return empty(sentence("No programme on record"))
    labels = [
        lines(
            bold(row["contribution"]),
            wrap(row["participant"]),
            wrap(row["session"]),
            "title in our words" if row["in_our_words"] is True else "",
            source_line(tables, row["source"]),
        )
        for row in rows.to_dict("records")
    ]
    words = (rows["participant"] + ": ").fillna("") + rows["contribution"]
    rows = rows.assign(label=labels, claim="stated", sentence=words)
    counts = plural(len(rows), "item"), plural(rows["session"].nunique(), "part")
    return Chart(
        sentence("Programme: {items} in {parts}", items=counts[0], parts=counts[1]),
        with_records(rows),
        note=sentence("Titles of sessions are in our words.") if rows["in_our_words"].eq(True).any() else "",
        columns=("session", "contribution", "participant", "country"),
        scope=DOCUMENT,
        heads=("session",),
        measure=sentence("Who spoke on what, by session"),
    )


def states_at_meetings(
    tables: Tables, view: View, *, series_group: str = "Oslo Process", region: str = "SEE15"
) -> Chart:
    """What the states of a region were at the meetings of a group of series, whatever the filter."""
    rows = tables["event_participants"]
    rows = rows[rows["country"].isin(members(tables, region)) & (rows["kind"] == "state")]
    rows = rows[rows["event"].isin(group_meetings(tables, series_group)["event"])]
    if rows.empty:
        return empty(sentence("No state on record at these meetings"))
    names = tables["regions"].set_index("region")["title"]
    states, meetings = (rows[name].nunique() for name in ("country", "event"))
    title = sentence(
        "{series}: {states} on record at {meetings}",
        series=series_group,
        states=plural(states, "state"),
        meetings=plural(meetings, "meeting"),
    )
    scope = sentence("{region}, all years", region=names[region])
    rows = attendance_rows(tables, rows).sort_values(["date", "event"], kind="stable", ignore_index=True)
    columns = ("country", "city", "date", "role", "claim")
    return Chart(title, rows, columns=columns, scope=scope)

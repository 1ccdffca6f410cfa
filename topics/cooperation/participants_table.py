"""Tables of who took part in a meeting, as what and how surely, and of its programme."""

from charts.chart import Chart, empty
from topics.cooperation.meetings import group_meetings
from topics.cooperation.meetings_table import COALITIONS, DOCUMENT
from topics.cooperation.participants import attendance_rows, in_order_of_kind
from topics.tables import Tables, united, with_records
from topics.view import View, members
from topics.vocabulary.meetings import PARTICIPANTS, ROLES
from topics.vocabulary.numbers import plural
from topics.vocabulary.sources import source_line, source_titles
from topics.vocabulary.text import bold, lines, wrap


def participants(tables: Tables, view: View, *, events: tuple[str, ...] = (COALITIONS,)) -> Chart:
    """Who took part in some meetings, a row each with all roles; states first, disputed claims left out."""
    rows = tables["event_participants"]
    rows = rows[rows["event"].isin(events) & (rows["claim"] != "disputed")]
    if rows.empty:
        return empty("No participants are on record")
    rows = with_records(rows.assign(roles=rows["role"].map(ROLES)))
    rows = rows.groupby(["kind", "participant"], sort=False, as_index=False).agg(
        event=("event", "first"),
        country=("country", "first"),
        roles=("roles", lambda roles: ", ".join(dict.fromkeys(roles))),
        records=("records", united),
    )
    rows = in_order_of_kind(rows).reset_index(drop=True)
    labels = [
        lines(bold(row["participant"]), PARTICIPANTS[row["kind"]], wrap(row["roles"]))
        for row in rows.to_dict("records")
    ]
    rows = rows.assign(label=labels, is_stated=rows["records"].map(len) == 1)
    title = f"{plural(len(rows), 'participant')}, by kind"
    return Chart(title, rows, columns=("kind", "participant", "country", "roles"), scope=DOCUMENT)


def disputed_participants(tables: Tables, view: View, *, event: str = COALITIONS) -> Chart:
    """States that a document lists at a meeting although another meeting is more likely meant."""
    rows = tables["event_participants"]
    rows = rows[(rows["event"] == event) & (rows["claim"] == "disputed")]
    if rows.empty:
        return empty("No disputed participant is on record")
    return Chart(
        f"Disputed: {len(rows)} States not Party that the workshop's page lists",
        attendance_rows(tables, rows),
        note="The same names in the same words belong to the Manila workshop of June 2019, so the list is "
        "very likely a copying error. These states are not counted unless you ask for disputed claims.",
        columns=("participant", "country", "claim"),
        scope=DOCUMENT,
    )


def programme(tables: Tables, view: View, *, event: str = COALITIONS) -> Chart:
    """The contributions to a meeting in their order."""
    rows = tables["event_programme"]
    rows = rows[rows["event"] == event].sort_values("position", ignore_index=True)
    if rows.empty:
        return empty("No programme is on record")
    titles = source_titles(tables)
    labels = [
        lines(
            bold(row["contribution"]),
            wrap(row["participant"]),
            wrap(row["session"]),
            "title in our words" if row["in_our_words"] is True else "",
            source_line(row["source"], titles),
        )
        for row in rows.to_dict("records")
    ]
    opening = "an opening and " if rows["session_number"].isna().any() else ""
    sessions = plural(rows["session_number"].nunique(), "session")
    return Chart(
        f"The programme: {plural(len(rows), 'contribution')} in {opening}{sessions}",
        with_records(rows.assign(label=labels)),
        columns=("session", "in_our_words", "contribution", "participant", "country"),
        scope=DOCUMENT,
    )


def states_at_meetings(
    tables: Tables, view: View, *, series_group: str = "Oslo Process", region: str = "SEE15"
) -> Chart:
    """What the states of a region were at the meetings of a group of series, whatever the filter."""
    rows = tables["event_participants"]
    rows = rows[rows["country"].isin(members(tables, region)) & (rows["kind"] == "state")]
    rows = rows[rows["event"].isin(group_meetings(tables, series_group)["event"])]
    if rows.empty:
        return empty("No state is on record at these meetings")
    names = tables["regions"].set_index("region")["title"]
    states, meetings = (rows[name].nunique() for name in ("country", "event"))
    columns = ("date", "city", "country", "role", "claim")
    counted = f"{plural(len(rows), 'entry', 'entries')} on {plural(states, 'state')}"
    title = f"{names[region]}: {counted} at {plural(meetings, 'meeting')} ({series_group})"
    rows = attendance_rows(tables, rows).sort_values(["date", "event"], kind="stable", ignore_index=True)
    return Chart(title, rows, columns=columns, scope=DOCUMENT)

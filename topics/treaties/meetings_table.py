"""What the records say of states outside a treaty at its meetings, as tables."""

from charts.chart import Chart, empty
from topics.tables import Tables
from topics.treaties.oslo_chart import WHOLE
from topics.treaties.oslo_process import roles_at_meetings, treaty_events
from topics.treaties.status import standing_by_country, states_of, states_outside
from topics.treaties.words import treaty_name
from topics.view import View
from topics.vocabulary.dates import long_date
from topics.vocabulary.numbers import plural
from topics.vocabulary.treaties import standing_name


def outside_statements(tables: Tables, view: View, *, treaty: str = "CCM") -> Chart:
    """What states of the view outside a treaty did or said at its meetings, as the records put it."""
    states = states_outside(tables, treaty, view.day, states_of(tables, view.members))
    rows = roles_at_meetings(tables, treaty_events(tables, treaty), states)
    rows = rows[rows["note"].fillna("") != ""].reset_index(drop=True)
    if rows.empty:
        return empty("No record says what these states did or said")
    rows = rows.rename(columns={"note": "statement"})
    columns = ("date", "country", "statement", "role", "claim", "city", "title")
    return Chart(
        f"{view.place}: what the records say of what states outside did or said",
        rows,
        columns=columns,
        scope=f"{view.place}, all years",
    )


def workshop_not_party(
    tables: Tables, view: View, *, treaty: str = "CCM", event: str = "CCM-MANILA-2019"
) -> Chart:
    """The states not party at a workshop, and where they stood then and stand now."""
    events = tables["events"]
    held = events[events["event"] == event]
    if held.empty:
        return empty("The workshop is not on record")
    day, place = held["start"].iloc[0], f"{held['city'].iloc[0]} {held['kind'].iloc[0]}"
    rows = roles_at_meetings(tables, held, states_of(tables, tables["countries"]["country"]))
    then = rows["country"].map(tables.derive(standing_by_country, treaty, day.date()))
    now = rows["country"].map(tables.derive(standing_by_country, treaty, view.day))
    named = {
        name: codes.map(lambda code, on=on: standing_name(tables, treaty, code, on))
        for name, codes, on in (("standing_then", then, day.date()), ("standing_now", now, view.day))
    }
    rows = rows.assign(**named)
    rows = rows[then.isin(["outside", "signatory"])].reset_index(drop=True)
    return Chart(
        f"{place}, {long_date(day, 'month')}: {plural(len(rows), 'state')} not party to the "
        f"{treaty_name(tables, treaty)} took part",
        rows,
        columns=("country", "standing_then", "standing_now", "date", "city", "role"),
        scope=WHOLE,
    )

"""Tables behind the network of states: who took part, and the meetings that chosen states shared."""

from charts.chart import Chart, empty
from topics.cooperation.meetings import COLUMNS, in_order, meeting_rows
from topics.cooperation.network import meetings_of_all, shared_attendances, view_attendances
from topics.cooperation.participants import attendance_rows
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.lists import listed
from topics.vocabulary.numbers import plural

ATTENDANCES = ("date", "city", "title", "country", "participant", "role", "claim", "series_group")


def shared_attendance_list(tables: Tables, view: View, *, claim: str = "stated") -> Chart:
    """Who took part in the meetings that a state of the filter shared with another, the latest first."""
    rows = shared_attendances(view_attendances(tables, view, claim), view.members)
    if rows.empty:
        return empty("No two states are on record at the same meeting")
    rows = attendance_rows(tables, rows)
    meetings = plural(rows["event"].nunique(), "meeting")
    title = f"Attendances behind these figures: {len(rows)} at {meetings}"
    return Chart(title, rows, columns=ATTENDANCES)


def meetings_shared(
    tables: Tables, view: View, *, claim: str = "stated", together: tuple[str, ...] = ("BIH", "HRV")
) -> Chart:
    """The meetings at which all of some states took part."""
    names = country_names(tables)
    events = meetings_of_all(tables, view_attendances(tables, view, claim), together)
    words = listed(names.get(code, code) for code in together)
    if events.empty:
        return empty(f"No meeting with {words} on record")
    title = f"{plural(len(events), 'meeting')} with {words} on record"
    return Chart(title, meeting_rows(tables, in_order(events)), columns=COLUMNS)

"""Tables behind the network of states: who took part, and the meetings that chosen states shared."""

from charts.chart import Chart, empty
from topics.cooperation.meetings import COLUMNS, in_order, meeting_rows
from topics.cooperation.network import meetings_of_all, shared_attendances, view_attendances
from topics.cooperation.network_words import not_counted
from topics.cooperation.participants import attendance_rows
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.lists import listed
from topics.vocabulary.numbers import plural
from topics.vocabulary.sentences import first_short, sentence

NONE = sentence("No meeting of these states on record")
ATTENDANCES = ("country", "title", "date", "city", "participant", "role", "claim")


def shared_attendance_list(tables: Tables, view: View, *, claim: str = "stated") -> Chart:
    """Who took part in the meetings that a state of the filter shared with another, the latest first."""
    rows = shared_attendances(view_attendances(tables, view, claim), view.members)
    if rows.empty:
        return empty(sentence("No shared meeting on record"))
    rows = attendance_rows(tables, rows)
    title = sentence(
        "Who took part: {attendances} at {meetings}",
        attendances=plural(len(rows), "attendance"),
        meetings=plural(rows["event"].nunique(), "meeting"),
    )
    return Chart(title, rows, note=not_counted(tables, view, claim=claim), columns=ATTENDANCES)


def meetings_shared(
    tables: Tables, view: View, *, claim: str = "stated", together: tuple[str, ...] = ("BIH", "HRV")
) -> Chart:
    """The meetings at which all of some states took part."""
    names = country_names(tables, full=True)
    events = meetings_of_all(tables, view_attendances(tables, view, claim), together)
    states = listed(names.get(code, code) for code in together)
    if events.empty:
        return empty(first_short(sentence("No meeting of {states} on record", states=states), NONE))
    meetings = plural(len(events), "meeting")
    title = first_short(
        sentence("{meetings} of {states} on record", meetings=meetings, states=states),
        sentence("{meetings} of the {count} states", meetings=meetings, count=len(together)),
    )
    return Chart(title, meeting_rows(tables, in_order(events)), columns=COLUMNS)

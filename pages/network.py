"""Which states met, which of them connect the others, in which series and organisations they are."""

from collections.abc import Callable
from typing import Any

from dashboard import address
from dashboard.controls import ask_view, controls, options
from dashboard.current import derived, tables, view
from dashboard.show import show
from topics.cooperation.circles_chart import circle_matrix, circle_overlaps
from topics.cooperation.memberships_chart import memberships
from topics.cooperation.network import states_of_network
from topics.cooperation.network_chart import meeting_network, state_centralities
from topics.cooperation.network_table import meetings_shared, shared_attendance_list
from topics.cooperation.pairs_chart import who_met_whom
from topics.vocabulary.countries import country_names
from topics.vocabulary.sentences import sentence

CLAIMS = {"stated": "Stated by a source", "inferred": "Also inferred"}


def chosen_claim(more: Any) -> str:
    """How sure it must be that a state took part."""
    return str(address.ask("claims", "Participation", tuple(CLAIMS), names=CLAIMS, container=more))


def show_network(row: Any) -> None:
    """The network, and how each state stands in it."""
    more = options(row)
    least = address.ask(
        "least", "Shared meetings, at least", (1, 10), default=3, kind="number", container=more
    )
    claim = chosen_claim(more)
    show(meeting_network, claim=claim, least=least)
    show(state_centralities, key="centralities", claim=claim, optional=True)
    show(shared_attendance_list, key="attendances", claim=claim, optional=True)


def show_met(row: Any) -> None:
    """Who met whom, and the meetings that chosen states share."""
    claim, names = chosen_claim(more := options(row)), country_names(tables())
    states = derived(states_of_network, view(), claim=claim)
    together = address.ask("together", "Meetings shared by", states, names=names, kind="many", container=more)
    show(who_met_whom, claim=claim)
    if together:
        show(meetings_shared, claim=claim, together=together)
    show(shared_attendance_list, key="attendances", claim=claim, optional=True)


def show_circles(row: Any) -> None:
    """In which series of meetings the states take part, and how these overlap."""
    claim = chosen_claim(options(row))
    show(circle_overlaps, claim=claim)
    show(circle_matrix, claim=claim, optional=True)


def show_memberships(_row: Any) -> None:
    """Who belongs to what."""
    show(memberships)


SHOWS: dict[str, Callable[[Any], None]] = {
    "network": show_network,
    "met": show_met,
    "circles": show_circles,
    "memberships": show_memberships,
}
row = controls()
SHOWS[ask_view(row, "network", network=sentence("Network"))](row)

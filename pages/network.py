"""Which states met, which of them connect the others, and in which series of meetings they are."""

import streamlit as st

from dashboard import address
from dashboard.cite import escaped
from dashboard.current import tables, view
from dashboard.show import show
from topics.cooperation.circles_chart import circle_matrix, circle_overlaps
from topics.cooperation.network import states_of_network
from topics.cooperation.network_chart import meeting_network, state_centralities
from topics.cooperation.network_table import meetings_shared, shared_attendance_list
from topics.cooperation.network_words import not_counted
from topics.cooperation.pairs_chart import who_met_whom
from topics.vocabulary.countries import country_names

PARTS = {"network": "Network", "met": "Who met whom", "circles": "Meeting series"}
CLAIMS = {"stated": "Only as stated by a source", "inferred": "Also where it is only inferred"}


def show_network(claim: str) -> None:
    """The network and the table of centralities."""
    label = "Lines from how many shared meetings on"
    least = address.ask("least", label, (1, 10), default=3, kind="number")
    show(meeting_network, claim=claim, least=least)
    show(state_centralities, key="centralities", claim=claim, optional=True)


def show_met(claim: str) -> None:
    """Who met whom, and the meetings that chosen states share."""
    most = address.ask("states", "States at most", (6, 40), default=16, kind="number")
    show(who_met_whom, claim=claim, most=most)
    names = country_names(tables())
    states = states_of_network(tables(), view(), claim=claim)
    style = {"kind": "many", "placeholder": "Choose one state or more"}
    together = address.ask("together", "List the meetings of", states, names=names, **style)
    if together:
        show(meetings_shared, level=3, claim=claim, together=together)


def show_circles(claim: str) -> None:
    """In which series of meetings the states take part, and how these overlap."""
    show(circle_overlaps, claim=claim)
    show(circle_matrix, claim=claim, optional=True)


st.markdown(
    "Made from lists of participants. Such lists are on record for some meetings only; all figures are "
    "about these meetings."
)
part = address.ask("part", "View", tuple(PARTS), names=PARTS, kind="buttons")
claim = address.ask("claims", "Who counts as having taken part", tuple(CLAIMS), names=CLAIMS)
{"network": show_network, "met": show_met, "circles": show_circles}[part](claim)
st.markdown(escaped(not_counted(tables(), view(), claim=claim)))
show(shared_attendance_list, key="attendances", claim=claim, optional=True)

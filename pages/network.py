"""Which states met, which of them hold the others together, and in which circles of meetings they are."""

import pandas as pd
import streamlit as st

from analysis import cooperation as meetings
from analysis import network, stories
from charts import circles as overlapping
from charts import cooperation as drawn
from charts.network import meeting_network
from dashboard import address, ui
from dashboard.view import chosen, load, members, names

PARTS = {"network": "Network", "met": "Who met whom", "circles": "Circles of meetings"}
CLAIMS = {"stated": "Only what a source states", "inferred": "Also where it is only inferred"}
SEAT = ["date", "city", "title", "country", "participant", "role", "claim"]
STANDING = [
    "country",
    "within_filter",
    "meetings",
    "states_met",
    "pairs_linked",
    "pairs_linked_pct",
    "eigenvector",
    "community",
    "sources",
]
METHOD = (
    "A tie counts the meetings that two states shared. A chain is the stronger the more meetings each of its "
    "ties stands for (a tie is 1 ÷ meetings long); a state *links* two others of the filter if their "
    "strongest chain runs through it (betweenness). Eigenvector centrality is high for states tied to states "
    "that are well tied themselves; the highest is 1. Communities are found by greedy modularity. The data "
    "are few and lists of participants incomplete: a state without a tie may have been there unrecorded, and "
    "series whose lists were published count for more than they should."
)

view = chosen()
events, countries = load("events"), load("countries")
inside = list(view.members)


def seats() -> tuple[pd.DataFrame, pd.DataFrame, tuple[str, ...]]:
    """Meetings of the years filtered, who is on record at them, and the claims that count."""
    least = address.ask("claims", "Who counts as having taken part", list(CLAIMS), names=CLAIMS)
    rows = view.of(events, skip=("country",))
    participants = load("event_participants")
    return rows, participants[participants["event"].isin(rows["event"])], meetings.claims_up_to(least)


def say_left_out(participants: pd.DataFrame, claims: tuple[str, ...]) -> None:
    """How many attendances are not counted."""
    out = [f"{count} {claim}" for claim, count in meetings.left_out(participants, claims).items() if count]
    if out:
        st.markdown(f"Left out of the count: {stories.listed(out)} attendances of single states.")


def show_network() -> None:
    """The network, who holds it together, and the table of centralities."""
    rows, participants, claims = seats()
    least = address.ask("least", "Lines from how many shared meetings on", (1, 10), default=3, kind="number")
    around = network.seats_around(meetings.attendances(participants, claims), inside)
    ranked = network.centralities(around, inside)
    note = network.holding_together(ranked, network.leaders_without(around, rows, inside), names())
    ui.show(
        lambda: meeting_network(participants, countries, inside, least, claims),
        meetings.with_meetings(around, rows),
        "meeting_network",
        columns=SEAT,
        note=f"{ui.escaped(note)} The larger a mark, the more meetings its state shared with others; open "
        "marks are states outside the filter; colour and shape show communities.",
    )
    say_left_out(participants, claims)
    if ranked.empty:
        return
    title = f"How {len(ranked)} states stand in the network"
    only = "the source beside a state is the one that names it most often."
    ranked = ranked.rename(columns={"inside": "within_filter", "links_pct": "pairs_linked_pct"})
    ui.table(ranked, "centralities", title, columns=STANDING, note=f"{METHOD} In the table, {only}")


def show_met() -> None:
    """Who met whom, and at which meetings."""
    rows, participants, claims = seats()
    most = address.ask("states", "States shown at most", (6, 40), default=16, kind="number")
    attended = meetings.attendances(participants, claims)
    states = network.by_community(attended, meetings.states_shown(attended, inside, most), inside)
    shown = meetings.seats_shared(attended, states, inside)
    ui.show(
        lambda: drawn.who_met_whom(shown, rows, countries, states, inside),
        meetings.with_meetings(shown, rows),
        "who_met_whom",
        columns=SEAT,
        note="Each number counts the meetings at which both states are on record, the states of the filter "
        "in rows, ordered by community: those that met each other most stand together. An authority of a "
        "state counts as the state; an organisation does not count for the state of its seat.",
    )
    say_left_out(participants, claims)
    show_pair(rows, attended, states)


def show_pair(rows: pd.DataFrame, attended: pd.DataFrame, states: list[str]) -> None:
    """The meetings that chosen states share."""
    together = address.ask("together", "List the meetings of", sorted(states), names=names(), kind="many")
    if not together:
        st.caption("Choose one state or more to list the meetings at which all of them took part.")
        return
    shared = meetings.meetings_shared(rows, attended, together)
    count = f"{len(shared)} meetings" if len(shared) != 1 else "One meeting"
    title = f"{count} with {stories.listed(names()[code] for code in together)} on record"
    columns = ["date", "end", "city", "country", "title", "organisers", "funders"]
    ui.table(meetings.dated_meetings(shared), "meetings_shared", title, level=3, columns=columns)


def show_circles() -> None:
    """In which circles of meetings the states take part, and how these overlap."""
    rows, participants, claims = seats()
    shown = members("WORLD") if view.region == "WORLD" and not view.countries else view.members
    attended = meetings.attendances(participants, claims)
    counted = meetings.with_meetings(attended[attended["country"].isin(shown)], network.in_circles(rows))
    ui.show(
        lambda: overlapping.circle_overlaps(participants, rows, countries, shown, claims),
        counted,
        "circle_overlaps",
        columns=[*SEAT, "series_group"],
        note="A row for each combination of circles, with the states on record in exactly these. CCM: "
        "Convention on Cluster Munitions. An empty place means that nothing was found.",
    )
    ui.show(
        lambda: overlapping.circle_matrix(participants, rows, countries, load("sources"), shown, claims),
        network.by_circle(attended[attended["country"].isin(shown)], rows),
        "circle_matrix",
        columns=["country", "circle", "meetings"],
        note="The number of meetings of a circle at which a state is on record. Local meetings of the "
        "Roadmap count: each is held in and with one state.",
    )
    say_left_out(participants, claims)


SHOWS = {"network": show_network, "met": show_met, "circles": show_circles}
st.markdown(
    "Made from lists of participants. Such a list is on record for a part of the meetings only, so all "
    "that is said here is said of meetings whose participants are known."
)
SHOWS[address.ask("part", "What to see", list(PARTS), names=PARTS, kind="buttons")]()

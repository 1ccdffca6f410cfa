"""Places: maps of where states met, who paid for whom, where organisations have their seats."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from dashboard import address
from dashboard.cite import escaped
from dashboard.controls import ask_view, controls, options
from dashboard.current import derived, tables, view
from dashboard.show import show
from topics.cooperation.meetings import FIRST_YEAR, group_colours
from topics.cooperation.meetings_map import meetings_map
from topics.cooperation.meetings_table import held_meetings
from topics.cooperation.seats_map import seats_map
from topics.cooperation.seats_table import organisations_table
from topics.money.contributions_table import contribution_list
from topics.money.flow_map import money_flows
from topics.money.places import unplaced_contributions
from topics.view import last_year
from topics.vocabulary.money import FLOWS
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import sentence_case

COUNTS = {"sum": "All years up to one", "year": "Each year alone"}


def show_meetings(row: Any) -> None:
    """Where meetings were held and who came, year after year."""
    more = options(row)
    series = tuple(group_colours(tables()))
    groups = address.ask("series", "Series", series, kind="many", container=more)
    by_year = is_by_year(more)
    lines = address.ask("lines", "Lines to the states that came", kind="switch", container=more)
    show(meetings_map, key="events_map", series_groups=groups, lines=lines, by_year=by_year, at=step())
    show(held_meetings, optional=True, series_groups=groups)


def show_money(row: Any) -> None:
    """Who paid for whom, year after year."""
    names = {flow: sentence_case(words) for flow, words in FLOWS.items()}
    flow = address.ask("scope", "Money", tuple(names), names=names, container=row)
    show(money_flows, flow=flow, by_year=is_by_year(options(row)), at=step())
    st.caption(escaped(derived(unplaced_contributions, view(), flow=flow)))
    show(contribution_list, key="contributions", flow=flow, optional=True)


def show_organisations(_row: Any) -> None:
    """Where the organisations have their seats, and at how many meetings they were."""
    show(seats_map)
    show(organisations_table, key="organisations", optional=True)


def is_by_year(more: Any) -> bool:
    """Whether the slider shows each year by itself."""
    names = {"names": COUNTS, "kind": "buttons", "container": more}
    return bool(address.ask("count", "The slider shows", tuple(COUNTS), **names) == "year")


def step() -> int | None:
    """The year of the slider in the address."""
    return address.step_from_url(range(FIRST_YEAR, last_year(tables()) + 1))


SHOWS: dict[str, Callable[[Any], None]] = {
    "meetings": show_meetings,
    "money": show_money,
    "organisations": show_organisations,
}
row = controls()
SHOWS[ask_view(row, "places", meetings=sentence("Meetings"))](row)

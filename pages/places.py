"""Maps of cooperation: where states met, who paid for whom, where the organisations have their seats."""

from functools import partial

import pandas as pd
import streamlit as st

from analysis import cooperation, flows, seats
from charts import theme, words
from charts.event_maps import events_map
from charts.flow_map import money_flows
from charts.seats_map import seats_map
from dashboard import address, step, ui
from dashboard.view import chosen, last_year, load, members, names

PARTS = {"meetings": "Meetings", "money": "Money", "organisations": "Organisations"}
COUNTS = {"sum": "All years up to one", "year": "One year by itself"}
SCOPES = {
    "monitor": "Itemised by the Monitor",
    "us": "United States' programme",
    "announced": "Announced or planned",
    "itf": "Given to ITF",
}
FIRST = 1990
"""No meeting and no contribution on record is older."""
MEETING = ["date", "end", "city", "country", "title", "organisers", "funders"]
GIFT = ["year", "donor", "recipient", "channel", "sector", "amount", "currency", "amount_usd", "stage"]
SEAT = ["name", "kind", "city", "country", "meetings"]

view = chosen()
events, participants = load("events"), load("event_participants")
countries, sources, actors = load("countries"), load("sources"), load("actors")


def one_year() -> bool:
    """Whether the slider shows each year by itself."""
    return address.ask("count", "The slider shows", list(COUNTS), names=COUNTS, kind="buttons") == "year"


def show_meetings() -> None:
    """Where meetings were held and who came, year after year."""
    rows = view.of(events)
    groups = address.ask("series", "Series", list(theme.SERIES_GROUPS), kind="many")
    rows = rows[rows["series_group"].isin(groups)] if groups else rows
    alone = one_year()
    lines = address.ask("lines", "Draw lines to the states that came", kind="switch")
    at = step.asked(range(FIRST, last_year() + 1))
    draw = partial(events_map, rows, participants, countries, sources, lines, alone, at)
    note = "Meetings held in the countries of the filter; the rings of a place are as large as the number of "
    note += "meetings of each series. Move the slider or press play for the years."
    came = " A line leads to each state that a source states to have come; those that leave the map lead to "
    ui.show(
        draw,
        cooperation.dated_meetings(rows),
        "events_map",
        columns=MEETING,
        note=f"{note}{came}states outside it." if lines else note,
    )


def show_money() -> None:
    """Who paid for whom, year after year."""
    scope = address.ask("scope", "Money", list(SCOPES), names=SCOPES)
    alone, at = one_year(), step.asked(range(FIRST, last_year() + 1))
    rows = flows.of_scope(view.of(load("funding")), scope)
    draw = partial(money_flows, rows, countries, actors, sources, scope, alone, at)
    ui.show(
        draw,
        rows,
        "money_flows",
        columns=GIFT,
        note="Donors stand in a column, not at their places; receivers east of the map at its edge. Sums are "
        "in US dollars at the rates of the sources; grants for several years stand whole in the year of the "
        "award. The four choices of money overlap and are never added. A year without a line is a gap in the "
        "record, not a zero.",
    )
    say_not_drawn(flows.not_drawn(rows, countries, actors))


def say_not_drawn(rest: pd.DataFrame) -> None:
    """Name the contributions that the map leaves out."""
    if rest.empty:
        return
    known = names()
    said = [
        f"{row.donor} to {known.get(row.recipient, row.recipient)}, {words.money(row.amount, row.currency)}"
        for row in rest.itertuples()
    ]
    why = "Not drawn, since the year, the sum in US dollars or a single receiver is unknown"
    st.markdown(f"{why}: {ui.escaped('; '.join(said))}.")


def show_organisations() -> None:
    """Where the organisations have their seats, and at how many meetings they were."""
    unplaced = not view.countries and set(members("SEE")) <= set(view.members)
    inside = view.of(events, skip=("country",))
    rows = cooperation.events_of(inside, participants, view.members, unplaced)
    ui.show(
        lambda: seats_map(actors, participants, rows, countries, sources, view.members),
        seats.organisations(actors, participants, rows, view.members),
        "seats_map",
        columns=SEAT,
        note="Organisations seated in the countries of the filter, and those on record at meetings there. "
        "The larger a mark, the more meetings the organisations of a city are on record at.",
    )


SHOWS = {"meetings": show_meetings, "money": show_money, "organisations": show_organisations}
SHOWS[address.ask("part", "What to see", list(PARTS), names=PARTS, kind="buttons")]()

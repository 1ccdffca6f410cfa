"""The filters that act on a page, in a panel; what is chosen stands as chips that take it back."""

from datetime import date
from typing import Any

import streamlit as st

from dashboard import address, current
from dashboard.bar import panel_button
from dashboard.cite import escaped
from dashboard.store import edition, snapshot
from topics.tables import WORDINGS, Tables
from topics.view import FIRST_YEAR, View, last_year, members
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import long_date, year_range
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import sentence_case

FIRST_KNOWN = date(2000, 1, 1)
"""The first day of which the state of knowledge can be asked for."""


def filters(acting: tuple[str, ...]) -> View:
    """Draw the filters in their panel and give what they say.

    Args:
        acting: the filters that act on the page, of region, countries, years, hazard; the others keep their
            values and are hidden.
    """
    panel = st.container(key="filters", gap="small")
    places = {name: panel.container(key=name if name in acting else f"{name}-idle") for name in ALL}
    tables = conventions(panel)
    current.choose(View(tables))  # names follow it
    titles = tables["regions"].sort_values("position", kind="stable").set_index("region")["title"]
    box: dict[str, Any] = {"names": titles.get, "container": places["region"]}
    region = address.ask("region", sentence("Region"), titles.index, default="SEE", **box)
    box = {"kind": "many", "container": places["countries"]}
    countries = address.ask(
        "countries", sentence("Countries"), members(tables, region), names=country_names(tables), **box
    )
    span = (FIRST_YEAR, last_year(tables))
    years = address.ask("years", sentence("Years"), span, kind="span", container=places["years"])
    hazards = hazard_titles(tables)
    hazard = address.ask(
        "hazard", sentence("Hazard"), tuple(hazards), default="ALL", names=hazards, container=places["hazard"]
    )
    panel.button(
        sentence("Reset filters"), on_click=address.reset, width="stretch", icon=":material/restart_alt:"
    )
    return View(tables, region, countries, None if years == span else years, hazard)


ALL = ("region", "countries", "years", "hazard")


def hazard_titles(tables: Tables) -> dict[str, str]:
    """The hazards of the filter by code."""
    hazards = tables["hazards"].set_index("hazard")
    return hazards.loc[hazards["in_filter"], "name"].map(sentence_case).to_dict()


def conventions(container: Any) -> Tables:
    """Ask as of which day the world is shown, and in whose wording; the tables as they then are."""
    days = (FIRST_KNOWN, max(date.today(), edition() or date.today()))
    known = address.ask(
        "known",
        sentence("As known on"),
        days,
        kind="day",
        container=container,
        help=sentence("Leaves out what was published after that day."),
    )
    wording = address.ask(
        "wording",
        sentence("Wording for Kosovo"),
        tuple(WORDINGS),
        names=WORDINGS,
        kind="buttons",
        container=container,
    )
    return snapshot(known, wording)


def chips(view: View, acting: tuple[str, ...]) -> None:
    """Draw the button that opens the filters, and what is chosen, each with a way to take it back."""
    with st.container(
        key="chips", horizontal=True, vertical_alignment="center", gap="small", width="content"
    ):
        for name, words in chosen(view).items():
            if name in (*acting, "known"):
                st.button(
                    f"{escaped(words)}\u2002×",
                    key=f"chip-{name}",
                    on_click=address.clear,
                    args=(name,),
                    help=sentence("Remove this filter"),
                    type="tertiary",
                )
        panel_button("filters", sentence("Filter"))


def chosen(view: View) -> dict[str, str]:
    """What is filtered, in words by the name of the filter; what stands at its default is left out."""
    known = view.tables.known
    words = {
        "region": view.title if view.region != "SEE" else "",
        "countries": view.place if view.countries else "",
        "years": "" if view.years is None else year_range(*view.years),
        "hazard": "" if view.hazard == "ALL" else hazard_titles(view.tables)[view.hazard],
        "known": sentence("As known on {day}", day=long_date(known)) if known else "",
    }
    return {name: text for name, text in words.items() if text}

"""The filters that act on a page, in a panel; what is chosen stands as chips that take it back."""

from datetime import date
from html import escape
from typing import Any

from dashboard import address, current, editions, parameters, store
from dashboard.bar import panel_button
from dashboard.controls import Controls, beginning
from topics.tables import NOW, WORDINGS, Tables
from topics.view import FIRST_YEAR, View, last_year, members, region_titles
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import long_date, year_range
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import sentence_case

ALL = ("region", "countries", "years", "hazard")


def filters(panel: Controls, acting: tuple[str, ...]) -> View:
    """What the filters say; those that act on the page get a control in the panel.

    Args:
        panel: gets the controls.
        acting: of region, countries, years, hazard; the others keep their values.
    """
    first = {"container": beginning(panel)}
    places: dict[str, dict[str, Any]] = {name: first if name in acting else {} for name in ALL}
    tables = conventions(panel)
    current.choose(View(tables))  # names follow it
    titles = tables.derive(region_titles)
    box = {"names": titles, "clears": ["countries", address.CHOICE]} | places["region"]
    region = address.ask("region", sentence("Region"), tuple(titles), default="SEE", **box)
    box = {"kind": "many", "names": country_names(tables)} | places["countries"]
    countries = address.ask("countries", sentence("Countries"), members(tables, region), **box)
    span = (FIRST_YEAR, last_year(tables))
    years = address.ask("years", sentence("Years"), span, kind="span", **places["years"])
    hazards = tables.derive(hazard_titles)
    box = {"names": hazards, "clears": [address.CHOICE]} | places["hazard"]
    hazard = address.ask("hazard", sentence("Hazard"), tuple(hazards), default="ALL", **box)
    panel.add(
        {
            "name": "reset",
            "kind": "link",
            "label": sentence("Reset filters"),
            "value": address.query_without(*parameters.FILTERS),
        }
    )
    return View(tables, region, countries, None if years == span else years, hazard)


def compared(container: Any, most: int) -> tuple[str, ...]:
    """Ask which countries of the view to draw beside each other."""
    view = current.view()
    names = country_names(view.tables)
    box = {"names": names, "kind": "many", "container": container, "most": most}
    return address.ask("compare", sentence("Compare countries"), view.members, **box)


def hazard_titles(tables: Tables) -> dict[str, str]:
    """The hazards of the filter by code."""
    hazards = tables["hazards"].set_index("hazard")
    return hazards.loc[hazards["in_filter"], "name"].map(sentence_case).to_dict()


def conventions(panel: Controls) -> Tables:
    """Ask of which edition, as of which day and in whose wording the world is shown; those tables.

    Where no chart can be drawn from the edition they are those of today; dashboard/edition_note.py says so.
    """
    edition = edition_in(panel)
    days = (parameters.FIRST_KNOWN, editions.last_day(edition))
    hint = sentence("Leaves out what was published after that day.")
    known = address.ask("known", sentence("As known on"), days, kind="day", container=panel, help=hint)
    wording = address.ask(
        "wording",
        sentence("Wording for Kosovo"),
        tuple(WORDINGS),
        names=WORDINGS,
        kind="buttons",
        container=panel,
    )
    if edition != NOW and editions.lacking(edition):
        edition = NOW
    return editions.tables_of_edition(edition, known, wording)


def edition_in(panel: Controls) -> str:
    """Ask for an edition; there is a control where another one than that of the address can be drawn."""
    closed = store.closed_editions()[::-1]
    drawn = [day for day in closed if not editions.lacking(day)]
    names = {NOW: sentence("Present data")} | {day: long_date(date.fromisoformat(day)) for day in closed}
    return address.ask(
        "edition",
        sentence("Edition of the data"),
        (NOW, *closed),
        names=names,
        container=panel if drawn else None,
        clears=["known"],
    )


def chips(view: View, acting: tuple[str, ...]) -> str:
    """What is chosen, each a link that takes it back, and the button that opens the filters, as HTML."""
    title = escape(sentence("Remove this filter"))
    links = "".join(
        f'<a class="chip" href="{escape(address.query_without(name))}" title="{title}">'
        f'{escape(words)}<span aria-hidden="true">\u2002×</span></a>'
        for name, words in chosen(view).items()
        if name in (*acting, "known")
    )
    return f'<div class="chips">{links}{panel_button("filters", sentence("Filter"))}</div>'


def chosen(view: View) -> dict[str, str]:
    """What is filtered, in words by the name of the filter; what stands at its default is left out."""
    known = view.tables.known
    words = {
        "region": view.title if view.region != "SEE" else "",
        "countries": view.place if view.countries else "",
        "years": "" if view.years is None else year_range(*view.years),
        "hazard": "" if view.hazard == "ALL" else view.tables.derive(hazard_titles)[view.hazard],
        "known": sentence("As known on {day}", day=long_date(known)) if known else "",
    }
    return {name: text for name, text in words.items() if text}

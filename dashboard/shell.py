"""The frame around every page: bar, heading, filters, notes; the only list of pages."""

from html import escape

import streamlit as st

from dashboard import address, card, cite, controls, current
from dashboard.bar import bar_html, head_html
from dashboard.controls import Controls
from dashboard.filters import chips, filters
from dashboard.store import ROOT, STATIC
from topics.vocabulary.sentences import sentence

PAGES = (
    ("overview", "Overview", "", "region countries"),
    ("country", "Countries", "", "years hazard"),
    ("contamination", "Contamination & clearance", "Contamination", "region countries years hazard"),
    ("clearance", "Contamination & clearance", "Clearance", "region countries years hazard"),
    ("deadlines", "Deadlines", "", "region countries hazard"),
    ("treaties", "Treaties", "", "region countries years"),
    ("funding", "Funding", "", "region countries years"),
    ("cooperation", "Cooperation", "Meetings", "region countries years"),
    ("places", "Cooperation", "Map", "region countries years"),
    ("network", "Cooperation", "Network", "region countries years"),
    ("sources", "Data & sources", "Documents", ""),
    ("gaps", "Data & sources", "Gaps", "region countries years hazard"),
    ("disagreements", "Data & sources", "Disagreements", "region countries years hazard"),
    ("changes", "Data & sources", "Changes", "region countries"),
    ("glossary", "Data & sources", "Glossary", ""),
    ("areas", "Tools", "Your hazard areas", "region countries years hazard"),
    ("coalition", "Tools", "Coalition planner", "region"),
)
"""File in pages/ and address, entry of the bar, name among its sister pages, filters that act."""
FEWER = {
    ("clearance", "show", "stockpiles"): "region countries",
    ("treaties", "part", "oslo"): "region countries",
    ("treaties", "part", "more"): "region countries",
    ("cooperation", "topic", "rakitje"): "",
    ("cooperation", "topic", "visit"): "",
    ("cooperation", "topic", "seemacc"): "",
    ("cooperation", "topic", "oslo"): "",
    ("cooperation", "topic", "roadmap"): "",
    ("network", "part", "memberships"): "region countries",
    ("gaps", "part", "fresh"): "region countries hazard",
    ("gaps", "part", "sought"): "region countries",
}
"""Views on which fewer filters act than on their page: page, parameter and value; the filters."""
NAME = "Mine action in South East Europe"
HEADINGS = {"overview": sentence("Where mines remain, and which deadlines come next")}
"""What stands over a page instead of the name of its entry."""


MOVED: dict[tuple[str, str, str], tuple[str, dict[str, str]]] = {
    ("clearance", "show", "deadlines"): ("deadlines", {}),
    ("cooperation", "topic", "memberships"): ("network", {"part": "memberships"}),
}
"""Where a view has gone: former page, parameter and value; the page that has it now, and its parameters."""


def follow_moved(name: str, pages: dict[str, st.Page]) -> None:
    """Go on to the page that now has what an old address asks for; all else of the address stays."""
    query = st.query_params.to_dict()
    for (page, parameter, value), (now, parameters) in MOVED.items():
        if name == page and query.get(parameter) == value:
            del query[parameter]
            st.switch_page(pages[now], query_params=query | parameters)


def draw_top(name: str, pages: dict[str, st.Page]) -> None:
    """Draw what stands over a page, and make its filters those of this run."""
    acting, panel = acting_filters(name), Controls("filters")
    current.choose(filters(panel, acting))
    entries: dict[str, st.Page] = {}
    for one, entry, *_ in PAGES:
        entries.setdefault(entry, pages[one])
    entry, label = next((entry, label) for page, entry, label, _ in PAGES if page == name)
    sisters = {label: pages[page] for page, one, label, _ in PAGES if one == entry and label}
    st.html(bar_html(NAME, entries, entry))
    st.html(head_html(HEADINGS.get(name, entry), sisters, label, chips(current.view(), acting)))
    panel.draw()


def draw_foot() -> None:
    """Draw what must be read under every page."""
    view = current.view()
    words = sentence("Shown: {filter}", filter=view.words())
    as_of = view.with_known(cite.edition_words(view.tables))
    hint = sentence("Click a mark or a row for its source. No data does not mean zero.")
    notes = f"{cite.status_note(view.tables)} {cite.BOUNDARY_NOTE}"
    st.html(
        f'<footer class="foot"><p class="status" role="status">{escape(words)}</p>'
        f"<p>{escape(as_of)}. {escape(hint)}<br>{escape(notes)}</p></footer>"
    )


def open_page() -> tuple[str, dict[str, st.Page]]:
    """The page the reader asked for, ready to run, and all pages by name."""
    pages = {
        name: st.Page(
            ROOT / "pages" / f"{name}.py", title=label or entry, url_path=name, default=name == PAGES[0][0]
        )
        for name, entry, label, _ in PAGES
    }
    st.session_state["pages"] = pages
    page = st.navigation(list(pages.values()), position="hidden")
    st.set_page_config(page_title=f"{page.title} – {NAME}", layout="wide", page_icon=str(STATIC / "icon.png"))
    name = page.url_path or PAGES[0][0]
    follow_moved(name, pages)
    return name, pages


def acting_filters(name: str) -> tuple[str, ...]:
    """The filters that act on what the reader asked for."""
    for (page, parameter, value), fewer in FEWER.items():
        if page == name and st.query_params.get(parameter) == value:
            return tuple(fewer.split())
    return next(tuple(filters.split()) for page, *_, filters in PAGES if page == name)


def frame() -> None:
    """Draw the frame and the page the reader asked for."""
    address.start()
    controls.begin()
    card.begin()
    name, pages = open_page()
    draw_top(name, pages)
    warnings = st.container(key="dropped")
    pages[name].run()
    controls.draw()
    for words in address.dropped():
        warnings.warning(cite.escaped(words), icon=":material/link_off:")
    draw_foot()
    card.listen()
    address.publish()


frame()

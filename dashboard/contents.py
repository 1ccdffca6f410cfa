"""The pages: the only list of them, the filters that act on each, where former views have gone."""

from collections.abc import Mapping
from copy import copy
from functools import lru_cache

import streamlit as st

from dashboard.store import ROOT, snapshot
from topics.tables import WORDINGS
from topics.vocabulary.countries import country_names
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


@lru_cache(maxsize=1)
def all_pages() -> dict[str, st.Page]:
    """All pages by name; Streamlit looks each of them up on the disk."""
    return {
        name: st.Page(
            ROOT / "pages" / f"{name}.py", title=label or entry, url_path=name, default=name == PAGES[0][0]
        )
        for name, entry, label, _ in PAGES
    }


def open_page() -> tuple[str, dict[str, st.Page]]:
    """The page the reader asked for, ready to run, and all pages by name."""
    pages = {name: copy(page) for name, page in all_pages().items()}  # a run marks which one may run
    st.session_state["pages"] = pages
    name = st.navigation(list(pages.values()), position="hidden").url_path or PAGES[0][0]
    words = title(name, country_of(name, st.query_params))
    st.set_page_config(page_title=words, layout="wide")
    follow_moved(name, pages)
    return name, pages


def page_path(name: str) -> str:
    """The path of a page: the first one lives at the root."""
    return "" if name == PAGES[0][0] else name


def page_at(path: str) -> str | None:
    """The name of the page at a path that begins with a slash, None where there is none."""
    return next((name for name, *_ in PAGES if path == f"/{page_path(name)}"), None)


def title(name: str, country: str = "") -> str:
    """The title of a page; of that of a country the country's name comes first."""
    own = next(label or entry for page, entry, label, _ in PAGES if page == name)
    return f"{country or own} – {NAME}"


def country_of(name: str, query: Mapping[str, str]) -> str:
    """The name of the country that an address of the page of a country asks for, else empty."""
    code = query.get("country", "") if name == "country" else ""
    if not code:
        return ""
    wording = query.get("wording", "")
    tables = snapshot(wording=wording) if wording in WORDINGS else snapshot()
    return country_names(tables, full=True).get(code, "")


def acting_filters(name: str, query: Mapping[str, str]) -> tuple[str, ...]:
    """The filters that act on a page with an address."""
    for (page, parameter, value), fewer in FEWER.items():
        if page == name and query.get(parameter) == value:
            return tuple(fewer.split())
    return next(tuple(filters.split()) for page, *_, filters in PAGES if page == name)

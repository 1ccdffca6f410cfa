"""The frame around every page: navigation, filters, what is filtered, notes; the only list of pages."""

from datetime import date
from typing import Any

import streamlit as st

from dashboard import address, card, cite, view
from dashboard.store import ROOT, STATIC, edition, load

PAGES = (
    ("overview", "", "Overview", "Where things stand"),
    ("country", "", "Country", "One country"),
    ("treaties", "", "Treaties", "Who joined which treaty, and when"),
    ("contamination", "Land", "Contamination", "Contaminated land"),
    ("clearance", "Land", "Clearance", "Clearance, casualties and deadlines"),
    ("deadlines", "Land", "Deadlines", "Clearance against the clock"),
    ("areas", "Land", "Own areas", "Your own hazard areas"),
    ("cooperation", "Cooperation", "Cooperation", "Who met, where and about what"),
    ("places", "Cooperation", "Cooperation map", "Where cooperation happens"),
    ("network", "Cooperation", "Network", "Who met whom, and who holds it together"),
    ("coalition", "Cooperation", "Coalition", "Plan a country coalition"),
    ("funding", "Cooperation", "Funding", "Who pays for whom"),
    ("disagreements", "Records", "Disagreements", "Where sources disagree"),
    ("gaps", "Records", "Gaps", "What is not on record"),
    ("changes", "Records", "Changes", "What changed in the data"),
    ("sources", "Records", "Sources", "Sources, data and downloads"),
)
"""File in pages/ and address, section and name in the navigation, title on the page."""
NAME = "Mine action in South East Europe"
REGIONS = ("SEE", "SEE15", "WB", "RACVIAC", "EU", "NATO")
"""Regions first in the list; the others follow as the table has them."""
KNOWN = (
    "The world as it was known that day: what was published later is left out, and of rival figures the best "
    "of that day is preferred. Empty: today."
)


def filters() -> view.View:
    """Draw the filters in the sidebar and give what they say."""
    side, more = st.sidebar.container(), st.sidebar.container()
    known, wording = conventions(more)
    st.session_state["view"] = view.View(known=known, wording=wording)  # names follow it
    titles = load("regions").set_index("region")["title"].to_dict()
    regions = sorted(titles, key=lambda code: (REGIONS.index(code) if code in REGIONS else 99, titles[code]))
    region = address.ask("region", "Region", regions, default="SEE", names=titles, place=side)
    countries = address.ask(
        "countries", "Countries", view.members(region), names=view.names(), kind="many", place=side
    )
    last = view.last_year()
    years = address.ask("years", "Years", (view.FIRST_YEAR, last), kind="span", place=side)
    names = {code: words.capitalize() for code, words in view.HAZARDS.items()}
    hazard = address.ask("hazard", "Hazard", tuple(names), names=names, place=side)
    more.button("Reset filters", on_click=address.reset, width="stretch", icon=":material/restart_alt:")
    return view.View(region, countries, years, hazard, known, wording)


def conventions(place: Any) -> tuple[date | None, str]:
    """Ask as of which day the world is shown, and in whose wording."""
    box = place.expander("More")
    days = (view.FIRST_KNOWN, max(date.today(), edition() or date.today()))
    known = address.ask("known", "As known on", days, kind="day", place=box, help=KNOWN)
    wording = address.ask(
        "wording", "Wording for Kosovo", tuple(view.WORDINGS), names=view.WORDINGS, kind="buttons", place=box
    )
    return known, wording


def foot() -> None:
    """Draw what must be said under every page."""
    edited = edition()
    with st.container(key="foot"):
        st.divider()
        as_of = f"Data as of {cite.day(edited)}" if edited else "The data state no date"
        as_of = f"{view.with_known(as_of)}."
        st.caption(
            f"{as_of} Each figure names its source. No figure on record does not mean zero.  \n"
            f"{cite.escaped(cite.status_note())} {cite.BOUNDARY_NOTE}"
        )
        st.page_link(st.session_state["pages"]["sources"], label="All sources, data and downloads")


def frame() -> None:
    """Draw the frame and the page the reader asked for."""
    address.start()
    card.begin()
    pages = {
        name: st.Page(ROOT / "pages" / f"{name}.py", title=title, url_path=name, default=name == PAGES[0][0])
        for name, _, title, _ in PAGES
    }
    st.session_state["pages"] = pages
    sections: dict[str, list] = {section: [] for _, section, *_ in PAGES}
    for name, section, *_ in PAGES:
        sections[section].append(pages[name])
    page = st.navigation(sections, position="top")
    st.set_page_config(page_title=f"{page.title} – {NAME}", layout="wide", page_icon=str(STATIC / "icon.png"))
    st.session_state["view"] = filters()
    titles = {title: heading for *_, title, heading in PAGES}
    st.caption(NAME)
    st.title(titles[page.title], anchor=False)
    st.markdown(f"Shown: **{cite.escaped(st.session_state['view'].words())}**")
    warnings = st.container(key="dropped")
    address.enter(page.url_path)
    page.run()
    for sentence in address.dropped():
        warnings.warning(cite.escaped(sentence), icon=":material/link_off:")
    foot()
    card.listen()
    address.publish()


frame()

"""The frame around every page: navigation, filters, what is filtered, notes; the only list of pages."""

import streamlit as st

from dashboard import address, cite, view
from dashboard.store import ROOT, STATIC, edition, load

PAGES = (
    ("overview", "Overview", "Where things stand"),
    ("contamination", "Contamination", "Contaminated land"),
    ("clearance", "Clearance", "Clearance, casualties and deadlines"),
    ("deadlines", "Deadlines", "Clearance against the clock"),
    ("treaties", "Treaties", "Who joined which treaty, and when"),
    ("cooperation", "Cooperation", "Who met, where and about what"),
    ("coalition", "Coalition", "Plan a country coalition"),
    ("funding", "Funding", "Who pays for whom"),
    ("country", "Country", "One country on one page"),
    ("sources", "Sources", "Sources, data and downloads"),
)
"""File in pages/ and address, name in the navigation, title on the page."""
NAME = "Mine action in South East Europe"
REGIONS = ("SEE", "SEE15", "WB", "RACVIAC", "EU", "NATO")
"""Regions first in the list; the others follow as the table has them."""


def filters() -> view.View:
    """Draw the filters in the sidebar and give what they say."""
    side = st.sidebar
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
    side.button("Reset filters", on_click=address.reset, width="stretch", icon=":material/restart_alt:")
    return view.View(region=region, countries=countries, years=years, hazard=hazard)


def foot() -> None:
    """Draw what must be said under every page."""
    edited = edition()
    with st.container(key="foot"):
        st.divider()
        as_of = f"Data as of {cite.day(edited)}." if edited else "The data state no date."
        st.caption(
            f"{as_of} Each figure names its source. No figure on record does not mean zero.  \n"
            f"{cite.escaped(cite.status_note())} {cite.BOUNDARY_NOTE}"
        )
        st.page_link(st.session_state["pages"]["sources"], label="All sources, data and downloads")


def frame() -> None:
    """Draw the frame and the page the reader asked for."""
    address.start()
    pages = {
        name: st.Page(ROOT / "pages" / f"{name}.py", title=title, url_path=name, default=name == PAGES[0][0])
        for name, title, _ in PAGES
    }
    st.session_state["pages"] = pages
    page = st.navigation(list(pages.values()), position="top")
    st.set_page_config(page_title=f"{page.title} – {NAME}", layout="wide", page_icon=str(STATIC / "icon.png"))
    st.session_state["view"] = filters()
    titles = {title: heading for _, title, heading in PAGES}
    st.caption(NAME)
    st.title(titles[page.title], anchor=False)
    st.markdown(f"Shown: **{cite.escaped(st.session_state['view'].words())}**")
    warnings = st.container(key="dropped")
    address.enter(page.url_path)
    page.run()
    for sentence in address.dropped():
        warnings.warning(cite.escaped(sentence), icon=":material/link_off:")
    foot()
    address.publish()


frame()

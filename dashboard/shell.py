"""The frame around every page: navigation, filters, what is filtered, notes; the only list of pages."""

from datetime import date
from typing import Any

import streamlit as st

from dashboard import address, card, cite, current
from dashboard.store import ROOT, STATIC, edition, snapshot
from topics.tables import WORDINGS, Tables
from topics.view import FIRST_YEAR, View, last_year, members
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import long_date
from topics.vocabulary.text import sentence_case

PAGES = (
    ("overview", "", "Overview", "Overview"),
    ("country", "", "Country", "Country profiles"),
    ("treaties", "", "Treaties", "Who joined which treaty, and when"),
    ("contamination", "Land", "Contamination", "Contaminated land"),
    ("clearance", "Land", "Clearance", "Clearance, casualties and deadlines"),
    ("deadlines", "Land", "Deadlines", "When will land be clear?"),
    ("areas", "Land", "Own areas", "Your own hazard areas"),
    ("cooperation", "Cooperation", "Cooperation", "Who met, where and about what"),
    ("places", "Cooperation", "Cooperation map", "Where cooperation happens"),
    ("network", "Cooperation", "Network", "Who met whom, and who connects them"),
    ("coalition", "Cooperation", "Coalition", "Plan a country coalition"),
    ("funding", "Cooperation", "Funding", "Who pays for whom"),
    ("disagreements", "Records", "Disagreements", "Where sources disagree"),
    ("gaps", "Records", "Gaps", "What is not on record"),
    ("changes", "Records", "Changes", "What changed in the data"),
    ("sources", "Records", "Sources", "Sources, data and downloads"),
)
"""File in pages/ and address, section and name in the navigation, title on the page."""
OWN_COUNTRY = ("country",)
"""Pages that ask for a country of their own: the filters of region and countries do not act there."""
NAME = "Mine action in South East Europe"
FIRST_KNOWN = date(2000, 1, 1)
"""The first day of which the state of knowledge can be asked for."""
KNOWN = (
    "The world as it was known that day: what was published later is left out, and of rival figures the best "
    "of that day is preferred. Empty: today."
)


def filters(page: str) -> View:
    """Draw the filters in the sidebar and give what they say; the style sheet hides those that do not act."""
    place = st.sidebar.container(key="place-hidden" if page in OWN_COUNTRY else "place")
    side, more = st.sidebar.container(), st.sidebar.container()
    tables = conventions(more)
    current.choose(View(tables))  # names follow it
    regions = tables["regions"].sort_values("position", kind="stable").set_index("region")["title"]
    region = address.ask(
        "region", "Region", regions.index, default="SEE", names=regions.to_dict(), container=place
    )
    names = country_names(tables)
    countries = address.ask(
        "countries", "Countries", members(tables, region), names=names, kind="many", container=place
    )
    span = (FIRST_YEAR, last_year(tables))
    years = address.ask("years", "Years", span, kind="span", container=side)
    hazards = tables["hazards"].set_index("hazard")
    titles = hazards.loc[hazards["in_filter"], "name"].map(sentence_case).to_dict()
    hazard = address.ask("hazard", "Hazard", titles, default="ALL", names=titles, container=side)
    more.button("Reset filters", on_click=address.reset, width="stretch", icon=":material/restart_alt:")
    return View(tables, region, countries, None if years == span else years, hazard)


def conventions(container: Any) -> Tables:
    """Ask as of which day the world is shown, and in whose wording; the tables as they then are."""
    box = container.expander("More")
    days = (FIRST_KNOWN, max(date.today(), edition() or date.today()))
    known = address.ask("known", "As known on", days, kind="day", container=box, help=KNOWN)
    wording = address.ask(
        "wording", "Wording for Kosovo", tuple(WORDINGS), names=WORDINGS, kind="buttons", container=box
    )
    return snapshot(known, wording)


def foot() -> None:
    """Draw what must be said under every page."""
    view = current.view()
    with st.container(key="foot"):
        st.divider()
        as_of = view.with_known(f"Data as of {long_date(view.tables.edition)}")
        st.caption(
            f"{as_of}. Each figure names its source. No data does not mean zero.  \n"
            f"{cite.escaped(cite.status_note(view.tables))} {cite.BOUNDARY_NOTE}"
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
    current.choose(filters(page.url_path))
    titles = {title: heading for *_, title, heading in PAGES}
    st.caption(NAME)
    st.title(titles[page.title], anchor=False)
    filter_line = st.empty()
    filter_line.markdown(f"Shown: **{cite.escaped(current.view().words())}**")
    warnings = st.container(key="dropped")
    address.enter(page.url_path)
    page.run()
    filter_line.markdown(
        f"Shown: **{cite.escaped(current.view().words())}**"
    )  # a page may choose its own country
    for sentence in address.dropped():
        warnings.warning(cite.escaped(sentence), icon=":material/link_off:")
    foot()
    card.listen()
    address.publish()


frame()

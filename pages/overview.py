"""Headline figures of the chosen countries, a map, open deadlines, meetings, the way to each country."""

import streamlit as st

from dashboard import address
from dashboard.current import tables, view
from dashboard.show import headlines, page, show
from topics.land.contamination_map import contamination_map
from topics.overview import introduction, overview_headlines
from topics.overview_table import headline_data, latest_meetings, open_deadlines
from topics.vocabulary.countries import country_names

EARLIEST = 1990
MOST_LINKS = 15
"""Countries that are linked one by one; the page of countries lists all."""


def country_links() -> None:
    """A link to the profile of each country."""
    st.header("Country profiles", anchor=False)
    names = country_names(tables(), full=True)
    with st.container(horizontal=True, gap="small"):
        for code in view().members[:MOST_LINKS]:
            st.page_link(page("country"), label=names.get(code, code), query_params={"country": code})
    if len(view().members) > MOST_LINKS:
        st.caption(f"And {len(view().members) - MOST_LINKS} more: choose them on the Country page.")


st.markdown(introduction(view()))
headlines(overview_headlines)
year = address.step_from_url(range(EARLIEST, view().day.year + 1))
show(contamination_map, key="overview_map", at=year)
show(open_deadlines, key="deadlines")
show(latest_meetings)
country_links()
show(headline_data, key="headline_rows", optional=True)

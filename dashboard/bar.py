"""The bar at the top of every page: skip links, name, entries, search; a button for each panel that opens."""

import streamlit as st

from dashboard.search import search_box
from topics.vocabulary.sentences import sentence

SKIP = '<a class="skip" href="#chart">{words}</a>'
BUTTON = """<button type="button" class="panel-button" data-panel="{panel}" aria-expanded="false">
{label}</button>"""


def bar(name: str, entries: dict[str, st.Page], current: str) -> None:
    """Draw the bar.

    Args:
        name: of the dashboard.
        entries: the first page of each entry by its label.
        current: the entry of the page that is open.
    """
    with st.container(key="bar", horizontal=True, vertical_alignment="center", gap=None):
        st.html(SKIP.format(words=sentence("Skip to the first chart")))
        with st.container(key="name", width="content"):
            st.page_link(next(iter(entries.values())), label=name)
        panel_button("menu", sentence("Menu"))
        with st.container(key="menu", horizontal=True, vertical_alignment="center", gap=None):
            for label, page in entries.items():
                place = "entry-now" if label == current else f"entry-{page.url_path or 'overview'}"
                with st.container(key=place, width="content"):
                    st.page_link(page, label=label)
            search_box()


def panel_button(panel: str, label: str) -> None:
    """A button that opens and closes the container of a key; static/frame.js does it in the browser."""
    with st.container(key=f"{panel}-button", width="content"):
        st.html(BUTTON.format(panel=panel, label=label))

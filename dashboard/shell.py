"""The frame around every page: bar, heading, filters, notes."""

from html import escape

import streamlit as st

from dashboard import address, card, cite, controls, current, edition_note, store
from dashboard.bar import bar_html, head_html
from dashboard.contents import HEADINGS, NAME, PAGES, acting_filters, open_page
from dashboard.controls import Controls
from dashboard.filters import chips, filters
from topics.vocabulary.sentences import sentence


def draw_top(name: str, pages: dict[str, st.Page]) -> None:
    """Draw what stands over a page, and make its filters those of this run."""
    acting, panel = acting_filters(name, st.query_params), Controls("filters")
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


def frame() -> None:
    """Draw the frame and the page the reader asked for, of one edition of the tables."""
    store.hold()
    address.start()
    controls.begin()
    card.begin()
    name, pages = open_page()
    draw_top(name, pages)
    warnings = st.container(key="dropped")
    obstacle = edition_note.obstacle()
    if words := obstacle or edition_note.note(current.tables()):
        st.html(words)
    if not obstacle:
        edition_note.drawn(pages[name].run, current.tables())
    controls.draw()
    for words in address.dropped():
        warnings.warning(cite.escaped(words), icon=":material/link_off:")
    if not obstacle:
        draw_foot()
    card.listen()
    address.publish()


frame()

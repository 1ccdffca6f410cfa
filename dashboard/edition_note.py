"""Says on a page which closed edition it shows, or why it can show none, with the way back."""

import logging
from collections.abc import Callable
from html import escape

import streamlit as st

from dashboard import address, editions
from topics.tables import Tables
from topics.vocabulary.dates import long_date
from topics.vocabulary.sentences import sentence


def note(tables: Tables) -> str:
    """Which closed edition a page shows, as HTML; empty for the data as they are."""
    if not tables.is_closed:
        return ""
    day = long_date(tables.published)
    return _html(sentence("Closed edition of {day}, not the present data.", day=day), _way_back())


def obstacle() -> str:
    """Why nothing can be drawn of the edition that the address asks for, as HTML; empty where it can."""
    day = st.session_state["parameters"].get("edition")
    if not day or not (words := editions.obstacle(day)):
        return ""
    file = escape(f"{editions.ADDRESS}/{day}/{editions.PACKAGE}")
    tables = f'<a href="{file}" download>{sentence("Download its tables (ZIP)")}</a>'
    return _html(f"{words}.", f"{tables} · {_way_back()}")


def drawn(run: Callable[[], None], tables: Tables) -> None:
    """Run a page; one that today's charts cannot draw from a closed edition says so instead of failing."""
    try:
        run()
    except Exception:
        if not tables.is_closed:
            raise
        logging.getLogger(__name__).exception("edition of %s", tables.published)
        words = sentence(
            "This page cannot be drawn from the edition of {day}.", day=long_date(tables.published)
        )
        st.html(_html(words, _way_back()))


def _way_back() -> str:
    return f'<a href="{escape(address.query_without("edition"))}">{sentence("Go to the present data")}</a>'


def _html(words: str, links: str) -> str:
    return f'<p class="edition" role="status">{escape(words)} {links}</p>'

"""What the reader sees now: the tables as asked for, and the filter over them."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard import store
from topics.tables import Tables
from topics.view import View


def view() -> View:
    """The filter that the reader has set in the frame; outside of a page, as for the routes, none is set."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return View(store.snapshot())
    return st.session_state.get("view") or View(store.snapshot())


def tables() -> Tables:
    """The tables as known on the day and in the wording that the reader chose."""
    return view().tables


def choose(filtered: View) -> None:
    """Make a filter that of this run of the page."""
    st.session_state["view"] = filtered

"""What the reader sees now: the tables as asked for, and the filter over them."""

from collections.abc import Callable, Hashable
from typing import TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard import drawing, store
from topics.tables import Tables
from topics.view import View

Result = TypeVar("Result")


def view() -> View:
    """The filter that the reader has set in the frame; outside of a page, as for the routes, none is set."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return View(store.snapshot())
    return st.session_state.get("view") or View(store.snapshot())


def tables() -> Tables:
    """The tables as known on the day and in the wording that the reader chose."""
    return view().tables


def derived(work: Callable[..., Result], *arguments: Hashable, **options: Hashable) -> Result:
    """What a function makes of these tables and more, once for all readers: `derived(words, view())`.

    Nobody may change what comes: it is the same for all.
    """
    return drawing.derived(work, tables(), *arguments, **options)


def choose(filtered: View) -> None:
    """Make a filter that of this run of the page."""
    st.session_state["view"] = filtered

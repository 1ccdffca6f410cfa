"""Reads from the address where a reader left the slider of a map; the browser writes it there."""

from collections.abc import Sequence

import streamlit as st

NAME = "at"
"""The parameter that static/frame.js writes when a slider is moved: `?at=2014`."""


def asked(steps: Sequence[int]) -> int | None:
    """The step that the address asks for; None, and a sentence on the page, where there is no such step.

    Args:
        steps: whole numbers, such as years.
    """
    text = st.query_params.get(NAME)
    if text is None:
        return None
    found = int(text) if text.isdecimal() and text.isascii() and len(text) < 6 else None
    if found in steps:
        st.session_state.setdefault("asked", {})[NAME] = str(found)
        return found
    there = f"There is: {steps[0]} to {steps[-1]}." if len(steps) else "There is none."
    st.session_state.setdefault("dropped", []).append(
        f"Year of the map: the link asked for “{text[:40]}”, which does not exist and was left out. {there}"
    )
    st.session_state.setdefault("asked", {})[NAME] = None
    return None

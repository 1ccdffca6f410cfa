"""What is used of the inside of Streamlit; tests/test_load.py fails first where it changes."""

from collections.abc import Callable, Hashable
from typing import Any

from streamlit.runtime import Runtime, app_session

FILLED = ("_populate_theme_msg", "_populate_config_msg")
"""Functions that fill a part of the first message of each run with options, which do not change."""


def fill_once() -> None:
    """Keep what these functions fill in: a tenth of what a run costs."""
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


def forget_ended_sessions() -> None:
    """Let go of sessions to which nobody can come back (`server.disconnectedSessionTTL`).

    Streamlit does it when the next session ends; each holds memory and three descriptors until then.
    """
    if Runtime.exists():
        Runtime.instance()._session_mgr._session_storage._cache.expire()

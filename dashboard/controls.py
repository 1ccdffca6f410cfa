"""Rows of controls: what a reader chooses changes the address of the page, and nothing else."""

from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from dashboard import address, views
from topics.vocabulary.sentences import sentence

JS = """
export default ({ data, parentElement }) => {
  import("dashboard/controls.js").then(({ draw }) => draw(parentElement.querySelector(".controls"), data));
};
"""
_component = st.components.v2.component(
    "controls", html='<div class="controls"></div>', js=JS, isolate_styles=False
)
ROWS = "rows-of-controls"


@dataclass
class Controls:
    """The controls of a row, as static/controls.js draws them."""

    key: str
    place: Any = field(default_factory=nullcontext)
    items: list[dict[str, Any]] = field(default_factory=list)

    def add(self, control: dict[str, Any]) -> None:
        """Put a control at the end of the row."""
        self.items.append(control)

    def draw(self) -> None:
        """Draw the row; without controls it is no row."""
        if self.items:
            words = {
                "all": sentence("All"),
                "chosen": sentence("# chosen"),
                "find": sentence("Find"),
                "options": sentence("Options"),
                "from": sentence("from"),
                "to": sentence("to"),
            }
            with self.place:
                _component(key=self.key, data={"items": self.items, "words": words})


@dataclass(frozen=True)
class Part:
    """A part of a row: its beginning, or what is behind its button *Options*."""

    row: Controls
    name: str

    def add(self, control: dict[str, Any]) -> None:
        """Put a control at the end of the part."""
        self.row.add(control | {"part": self.name})


def controls(key: str = "controls") -> Controls:
    """A row of controls, the one above the first chart of a page unless a key says otherwise.

    It is drawn once all of it is known: at the end of the run.
    """
    row = Controls(f"row-{key}", st.container(key=key))
    st.session_state.setdefault(ROWS, []).append(row)
    return row


def beginning(row: Controls) -> Part:
    """The beginning of a row, which a phone shows."""
    return Part(row, "first")


def options(row: Controls) -> Part:
    """What stands behind the button at the end of a row."""
    return Part(row, "options")


def ask_view(row: Controls, page: str, parameter: str = "part", **named: str) -> str:
    """Ask which view of a page to draw; its code.

    Args:
        row: gets the buttons.
        page: its name.
        parameter: of the address.
        named: what the first view is called, by its code; others that are called otherwise than in `views`.
    """
    names = {next(iter(named)): ""} | views.buttons(page, parameter) | named
    box: dict[str, Any] = {"names": names, "kind": "buttons", "container": row}
    return str(address.ask(parameter, sentence("View"), tuple(names), **box))


def begin() -> None:
    """Begin a run of the script: there is no row."""
    st.session_state[ROWS] = []


def draw() -> None:
    """Draw the rows of the page."""
    for row in st.session_state.get(ROWS, ()):
        row.draw()

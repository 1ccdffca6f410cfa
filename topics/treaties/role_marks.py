"""The marks of what states did at meetings, and the names beside a grid of them."""

from typing import Any

import pandas as pd

from charts import theme
from charts.marks import Trace, scatter
from topics.vocabulary import meetings
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import sentence_case, wrap

ROLES = {
    "signed": ("circle", theme.GREEN),
    "endorsed": ("square", theme.GREEN),
    "host": ("diamond", theme.BLUE),
    "organiser": ("diamond-wide", theme.BLUE),
    "president": ("star", theme.BLUE),
    "speaker": ("circle-dot", theme.SKY),
    "participant": ("circle-open", theme.SKY),
    "observer": ("circle-cross-open", theme.OLIVE),
    "invited": ("star-open", theme.GREY),
    "not_endorsed": ("x-thin-open", theme.VERMILLION),
    "not_signed": ("x", theme.VERMILLION),
    "absent": ("line-ew-open", theme.ORANGE),
}
"""Symbol and colour of what a state did at a meeting, in the order of the key."""
PALE = 0.4
"""Opacity of a mark that is inferred."""
LETTERS = 21
"""Letters in a line of a name beside an axis."""


def roles_note(more: int) -> str:
    """What an empty field is, and how many states are in the table only."""
    if more > 0:
        return sentence(
            "An empty field is unknown, not absence; pale marks: inferred. {more} more states in the table.",
            more=more,
        )
    return sentence("An empty field is unknown, not absence; pale marks are inferred.")


def names_axis(labels: list[str]) -> dict[str, Any]:
    """An axis with a name at each place from 0 on, broken where it is long."""
    texts = [wrap(label, LETTERS) for label in labels]
    ticks = {"tickvals": list(range(len(texts))), "ticktext": texts, "tickfont": {"size": 11}}
    return ticks | {"zeroline": False}


def roles_of(rows: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """The rows of each role, in the order of the key."""
    return [(role, part) for role in ROLES if len(part := rows[rows["role"] == role])]


def role_trace(role: str, rows: pd.DataFrame) -> Trace:
    """The marks of a role; those that are inferred are paler."""
    symbol, colour = ROLES[role]
    pale = (rows["claim"] != "stated").map({True: PALE, False: 1}).tolist()
    marker = {"symbol": symbol, "color": colour, "size": 11, "line": {"color": colour, "width": 2}}
    name = sentence_case(meetings.ROLES[role])
    style = {"marker": marker | {"opacity": pale}, "legendgroup": role}
    return scatter(rows, "column", "row", name, mode="markers", **style)

"""The marks of what states did at meetings, and the names beside a grid of them."""

from typing import Any

import pandas as pd

from charts import theme
from charts.marks import Trace, scatter, unmarked
from topics.vocabulary import meetings
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
LETTERS = 21
"""Letters in a line of a name beside an axis."""


def names_axis(labels: list[str]) -> dict[str, Any]:
    """An axis with a name at each place from 0 on, broken where it is long."""
    texts = [wrap(label, LETTERS) for label in labels]
    ticks = {"tickvals": list(range(len(texts))), "ticktext": texts, "tickfont": {"size": 11}}
    return ticks | {"zeroline": False}


def roles_of(rows: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """The rows of each role, in the order of the key."""
    return [(role, part) for role in ROLES if len(part := rows[rows["role"] == role])]


def role_traces(role: str, rows: pd.DataFrame) -> list[Trace]:
    """The marks of a role, and brackets around those that are inferred."""
    symbol, colour = ROLES[role]
    marker = {"symbol": symbol, "color": colour, "size": 13, "line": {"color": colour, "width": 2}}
    name = f"{sentence_case(meetings.ROLES[role])}: {len(rows)}"
    traces = [scatter(rows, "column", "row", name, mode="markers", marker=marker, legendgroup=role)]
    inferred = rows[rows["claim"] != "stated"]
    if len(inferred):
        style = {"text": ["(    )"] * len(inferred), "textfont": {"size": 18, "color": colour}}
        traces.append(unmarked(inferred["column"], inferred["row"], mode="text", legendgroup=role, **style))
    return traces

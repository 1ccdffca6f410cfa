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
PALE = 0.4
"""Opacity of a mark that is inferred."""
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


def role_traces(role: str, rows: pd.DataFrame, *, is_narrow: bool = False) -> list[Trace]:
    """The marks of a role; those that are inferred in brackets, or paler where there is no room for these."""
    symbol, colour = ROLES[role]
    marker = {"symbol": symbol, "color": colour, "size": 13, "line": {"color": colour, "width": 2}}
    name, is_inferred = f"{sentence_case(meetings.ROLES[role])}: {len(rows)}", rows["claim"] != "stated"
    if is_narrow:
        marker |= {"size": 11, "opacity": is_inferred.map({True: PALE, False: 1}).tolist()}
    traces = [scatter(rows, "column", "row", name, mode="markers", marker=marker, legendgroup=role)]
    inferred = rows[is_inferred]
    if len(inferred) and not is_narrow:
        style = {"text": ["(    )"] * len(inferred), "textfont": {"size": 18, "color": colour}}
        traces.append(unmarked(inferred["column"], inferred["row"], mode="text", legendgroup=role, **style))
    return traces

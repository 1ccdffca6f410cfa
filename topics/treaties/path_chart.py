"""From Oslo to the treaty, state by state: seats at the conferences, signature, deposit, bound."""

from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, scatter
from topics.tables import Tables
from topics.treaties.path import CONFERENCE, STEP_NAMES, attended, path_rows
from topics.treaties.role_marks import names_axis, role_trace, roles_note, roles_of
from topics.treaties.words import scope_words, treaty_name
from topics.view import View
from topics.vocabulary.dates import short_date
from topics.vocabulary.sentences import sentence

MOST = 12
"""States that are drawn; of more the others are in the table."""
ROW, HEAD, GAP, WIDTH = 22, 206, 1.2, 2
"""Pixels of a row and around the rows; columns before the acts, and columns that a year needs."""


def path_to_treaty(tables: Tables, view: View, *, treaty: str = "CCM") -> Chart:
    """States by conferences and acts: what each did at each conference, then the years of its acts."""
    rows, name = path_rows(tables, view, treaty), treaty_name(tables, treaty)
    seats = attended(rows)
    if seats.empty:
        return empty(sentence("No conference for the {treaty} is on record", treaty=name))
    columns = _columns(rows)
    at_conference = [code for code in rows["country"].unique() if code in set(seats["country"])]
    others = [code for code in rows["country"].unique() if code not in set(seats["country"])]
    order = [*at_conference, *others]
    lines = {code: place for place, code in enumerate(order[:MOST])}
    rows = rows.assign(
        column=[columns[key] for key in zip(rows["step"], rows["event"].fillna(""), strict=True)],
        row=rows["country"].map(lines),
    )
    drawn = rows[rows["row"].notna()]
    return Chart(
        _title(seats),
        rows,
        {"data": _traces(drawn), "layout": _layout(drawn)},
        roles_note(len(order) - MOST),
        ("country", "day", "step_name", "title", "role", "claim"),
        scope_words(view),
        measure=sentence("Conferences and acts under the {treaty}, by state", treaty=name),
    )


def _columns(rows: pd.DataFrame) -> dict[tuple[str, str], float]:
    """The place across of each conference and act: by step and event."""
    seats = rows[rows["step"] == CONFERENCE].sort_values(["day", "event"])
    columns: dict[tuple[str, str], float] = {
        (CONFERENCE, event): float(place) for place, event in enumerate(seats["event"].unique())
    }
    first = len(columns) - 1 + GAP
    taken = [step for step in STEP_NAMES if step in set(rows["step"])]
    return columns | {(step, ""): first + WIDTH * (place + 0.3) for place, step in enumerate(taken)}


def _traces(rows: pd.DataFrame) -> list[Trace]:
    """The marks of each role at the conferences, then the years of each act."""
    seats = rows[rows["step"] == CONFERENCE]
    traces = [role_trace(*part) for part in roles_of(seats)]
    for step, name in STEP_NAMES.items():
        part = rows[rows["step"] == step]
        if len(part):
            texts = [str(day.year) for day in part["day"]]
            font = {"size": theme.SIZE - 3}
            style = {"mode": "text", "text": texts, "textfont": font, "showlegend": False}
            traces.append(scatter(part, "column", "row", name, **style))
    return traces


def _layout(rows: pd.DataFrame) -> dict[str, Any]:
    heads = rows.drop_duplicates("column").sort_values("column")
    words = [
        f"{row['city']}, {short_date(row['day'], 'month')}" if row["step"] == CONFERENCE else row["step_name"]
        for row in heads.to_dict("records")
    ]
    states = rows.drop_duplicates("country").sort_values("row")
    across = names_axis(words) | {"tickvals": heads["column"].tolist(), "side": "top", "tickangle": -90}
    down = names_axis(states["name"].tolist()) | {"range": [len(states) - 0.5, -0.5]}
    return {
        "height": HEAD + ROW * len(states),
        "xaxis": across | {"range": [-0.7, heads["column"].max() + 1]},
        "yaxis": down | {"tickvals": states["row"].tolist()},
        "legend": {"y": -0.02, "yanchor": "top", "font": {"size": theme.SIZE - 3}},
        "margin": {"t": 8},
    }


def _title(seats: pd.DataFrame) -> str:
    """How many of the states at the conferences are bound on the day asked for."""
    standing = seats.drop_duplicates("country")["standing"]
    bound, states = int(standing.eq("party").sum()), len(standing)
    parts = {"bound": bound, "states": states}
    if states == 1:
        return sentence("{bound} of 1 state at the conferences is bound today", **parts)
    if bound == 1:
        return sentence("1 of {states} states at the conferences is bound today", **parts)
    return sentence("{bound} of {states} states at the conferences are bound today", **parts)

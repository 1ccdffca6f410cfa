"""From Oslo to the treaty, state by state: seats at the conferences, signature, deposit, bound."""

from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, scatter
from topics.tables import Tables
from topics.treaties.path import CONFERENCE, STEP_NAMES, attended, path_rows
from topics.treaties.role_marks import names_axis, role_traces, roles_of
from topics.treaties.words import scope_words, treaty_name
from topics.view import View
from topics.vocabulary.dates import short_date
from topics.vocabulary.numbers import plural
from topics.vocabulary.text import escape

MOST_ROWS = 60
"""States that the grid has room for; of more only those at a conference are drawn."""
ROW, GAP, WIDTH = 34, 1.2, 2.6
"""Pixels of a row; columns between the conferences and the acts, and columns that a date needs."""
COLOURS = {
    "signed": "signature",
    "deposited": "deposit",
    "in_force": "entry_into_force",
    "withdrawn": "withdrawal",
}
NOTE = (
    "An empty field at a conference is unknown: it does not mean that a state was absent. Pale marks: "
    "inferred. States are in the order in which they were bound, then those that have signed only, then all "
    "others by name."
)


def path_to_treaty(tables: Tables, view: View, *, treaty: str = "CCM") -> Chart:
    """States by conferences and acts: what each did at each conference, then the days on which it acted."""
    rows, name = path_rows(tables, view, treaty), treaty_name(tables, treaty)
    seats = attended(rows)
    if seats.empty:
        return empty(f"No state is on record at a conference that led to the {name}: {view.place}")
    note = NOTE
    if rows["country"].nunique() > MOST_ROWS:
        absent = rows["country"].nunique() - seats["country"].nunique()
        note += (
            f" {plural(absent, 'further state')} acted without a conference on record; the table has them."
        )
        rows = rows[rows["country"].isin(seats["country"])].reset_index(drop=True)
    columns = _columns(rows)
    lines = {code: place for place, code in enumerate(dict.fromkeys(rows["country"]))}
    rows = rows.assign(
        column=[columns[key] for key in zip(rows["step"], rows["event"].fillna(""), strict=True)],
        row=rows["country"].map(lines),
    )
    return Chart(
        f"{view.place}: {_title(seats, name)}",
        rows,
        {"data": _traces(rows), "layout": _layout(rows)},
        note,
        ("country", "day", "step_name", "title", "role", "claim", "action", "date"),
        scope_words(tables, view, treaty),
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
    """The marks of each role at the conferences, then the days of each act in its colour."""
    seats = rows[rows["step"] == CONFERENCE]
    traces = [trace for role, part in roles_of(seats) for trace in role_traces(role, part, is_narrow=True)]
    for step, name in STEP_NAMES.items():
        part = rows[rows["step"] == step]
        if len(part):
            texts = [_day_text(row) for row in part.to_dict("records")]
            font = {"size": theme.SIZE - 3, "color": theme.ACTIONS[COLOURS[step]]}
            style = {"mode": "text", "text": texts, "textfont": font, "showlegend": False}
            traces.append(scatter(part, "column", "row", name, **style))
    return traces


def _layout(rows: pd.DataFrame) -> dict[str, Any]:
    heads = rows.drop_duplicates("column").sort_values("column")
    words = [
        f"{row['city']}, {short_date(row['day'], 'month')}" if row["step"] == CONFERENCE else row["step_name"]
        for row in heads.to_dict("records")
    ]
    states = rows.drop_duplicates("country")
    across = names_axis(words) | {"tickvals": heads["column"].tolist(), "side": "top", "tickangle": -90}
    down = names_axis(states["name"].tolist()) | {"range": [len(states) - 0.5, -0.5]}
    return {
        "height": 250 + ROW * len(states),
        "xaxis": across | {"range": [-0.7, heads["column"].max() + 1]},
        "yaxis": down,
        "legend": {"y": -0.02, "yanchor": "top"},
    }


def _day_text(row: dict[str, Any]) -> str:
    """The day of an act on two lines; where only the year is on record, the year."""
    exact = row["date_precision"] if row["step"] != "in_force" else "day"
    day, _, year = escape(short_date(row["day"], exact)).rpartition(" ")
    return f"{day}<br>{year}" if day else year


def _title(seats: pd.DataFrame, name: str) -> str:
    """How many of the states at the conferences are bound on the day asked for."""
    standing = seats.drop_duplicates("country")["standing"]
    bound, states = int(standing.eq("party").sum()), plural(len(standing), "state")
    return f"{bound} of {states} on record at the conferences became bound by the {name}"

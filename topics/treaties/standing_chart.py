"""The standing of each state under each treaty as a grid."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, bars, unmarked
from topics.tables import Tables
from topics.treaties.dates import dated_standings
from topics.treaties.status import AREA, states_of
from topics.treaties.words import scope_words
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import wrap
from topics.vocabulary.treaties import treaty_labels, treaty_names

MARKS = {
    "party": ("●", "State Party", theme.STANDINGS["party"]),
    "consented": ("◐", "joined, not yet bound", theme.ACTIONS["deposit"]),
    "signatory": ("○", "signed only", theme.STANDINGS["signatory"]),
    "withdrawn": ("✕", "withdrawn", theme.STANDINGS["withdrawn"]),
    "outside": ("–", "nothing on record", theme.STANDINGS["outside"]),
    AREA: ("", "not counted", theme.GREY),
}
"""Symbol, words and colour of each standing."""
PALE = ("outside", AREA)
COLUMNS = ("country", "treaty", "standing", "signature", "deposit", "entry_into_force", "withdrawal")
ROW, TOP, MOST = 25, 92, 15
"""Pixels of a row and of the head; rows that are drawn, of more the others are in the table."""


def standing_grid(tables: Tables, view: View, *, day: date | None = None) -> Chart:
    """States by treaties: each cell says the standing by colour and symbol, and the year behind it.

    States that have joined the fewest treaties come first.
    """
    on, codes = day or view.day, tuple(treaty_names(tables))
    nothing = empty(sentence("No state has signed or joined any of these treaties"))
    if not codes:
        return nothing
    rows = dated_standings(tables, on, view.members, codes)
    if rows["standing_code"].isin(PALE).all():
        return nothing
    is_party = rows["standing_code"] == "party"
    parties = is_party.groupby(rows["country"]).transform("sum").where(rows["standing_code"] != AREA, 99)
    rows = rows.assign(parties=parties).sort_values("parties", kind="stable", ignore_index=True)
    order = rows["country"].drop_duplicates().tolist()
    every = int((rows.loc[rows["treaty"] == codes[0], "parties"] == len(codes)).sum())
    return Chart(
        _title(every, len(states_of(tables, view.members)), len(codes)),
        rows,
        _grid(tables, rows, order[:MOST]),
        _note(len(order)),
        COLUMNS,
        scope_words(view, on),
        measure=sentence("Standing of each state, with the year of its last act"),
    )


def _title(every: int, states: int, treaties: int) -> str:
    if states == 1:
        return sentence("Standing of the state under {treaties} treaties", treaties=treaties)
    if every == 1:
        return sentence(
            "1 of {states} states is party to all {treaties} treaties", states=states, treaties=treaties
        )
    return sentence(
        "{every} of {states} states are party to all {treaties} treaties",
        every=every,
        states=states,
        treaties=treaties,
    )


def _note(states: int) -> str:
    """What the years are, and how many states are in the table only."""
    if states <= MOST:
        return sentence(
            "The year is that of the withdrawal, else of the deposit, else of the signature. "
            "Nothing on record does not mean that nothing was done."
        )
    return sentence(
        "The states with the fewest treaties, with the year of the withdrawal, deposit or signature; "
        "{more} more are in the table.",
        more=states - MOST,
    )


def _grid(tables: Tables, rows: pd.DataFrame, order: list[str]) -> dict[str, Any]:
    """A trace of cells for each standing, so that the key is a key; one for all texts."""
    names, labels = country_names(tables), treaty_labels(tables)
    rows = rows[rows["country"].isin(order)]
    rows = rows.assign(row=rows["country"].map(order.index), size=0.9)
    rows = rows.assign(base=rows["row"] - 0.45)
    traces = [_cells(part, code) for code in MARKS if len(part := rows[rows["standing_code"] == code])]
    texts = [_cell_text(row) for row in rows.to_dict("records")]
    places = (rows["treaty"].tolist(), rows["row"].tolist())
    traces.append(unmarked(*places, mode="text", text=texts, textfont={"size": theme.SIZE - 2}))
    return {"data": traces, "layout": _layout(labels, [names.get(code, code) for code in order])}


def _layout(treaties: Mapping[str, str], states: list[str]) -> dict[str, Any]:
    """Treaties above, states at the left, the key over both."""
    small, codes = {"size": theme.SIZE - 2}, list(treaties)
    heads = [wrap(label, 6) for label in treaties.values()]
    across = {"side": "top", "type": "category", "categoryorder": "array", "categoryarray": codes}
    return {
        "height": TOP + ROW * len(states) + 8,
        "bargap": 0.04,
        "barmode": "overlay",
        "xaxis": across | {"tickvals": codes, "ticktext": heads, "tickfont": small, "tickangle": 0},
        "yaxis": {
            "range": [len(states) - 0.5, -0.5],
            "tickvals": list(range(len(states))),
            "ticktext": [wrap(name, 16) for name in states],
            "tickfont": {"size": theme.SIZE - 3},
            "showgrid": False,
            "zeroline": False,
        },
        "legend": {"y": 1, "yref": "container", "yanchor": "top", "font": small},
        "margin": {"t": TOP},
    }


def _cells(rows: pd.DataFrame, code: str) -> Trace:
    symbol, words, colour = MARKS[code]
    marker = {"color": colour, "opacity": 0.08 if code in PALE else 0.3}
    return bars(
        rows, "treaty", "size", f"{symbol} {words}".strip(), base=rows["base"].tolist(), marker=marker
    )


def _cell_text(row: dict[str, Any]) -> str:
    """Symbol of a standing and the year that it rests on: of the withdrawal, deposit or signature."""
    days = (row[name] for name in ("withdrawn_on", "deposited_on", "signed_on"))
    year = next((f" {day.year}" for day in days if pd.notna(day)), "")
    return f"{MARKS[row['standing_code']][0]}{year}"

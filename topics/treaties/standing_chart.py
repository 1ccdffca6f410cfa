"""The standing of each state under each treaty as a grid."""

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
from topics.vocabulary.dates import short_date
from topics.vocabulary.lists import listed
from topics.vocabulary.numbers import part_of
from topics.vocabulary.text import escape
from topics.vocabulary.treaties import SHORT_STANDINGS, is_signed, treaty_labels, treaty_names

MARKS = {
    "party": ("●", "State Party", theme.STANDINGS["party"]),
    "consented": ("◐", "Consented, not yet in force", theme.ACTIONS["deposit"]),
    "signatory": ("○", "Signatory only", theme.STANDINGS["signatory"]),
    "withdrawn": ("✕", "Withdrawn", theme.STANDINGS["withdrawn"]),
    "outside": ("–", "No action on record", theme.STANDINGS["outside"]),
    AREA: ("", "Not counted: no state", theme.GREY),
}
"""Symbol, words and colour of each standing."""
PALE = ("outside", AREA)
COLUMNS = (
    *("treaty", "country", "standing", "signature", "action", "deposit", "place", "entry_into_force"),
    "withdrawal",
)
ROW = 52
"""Height of a row of the grid in pixels: three lines of small text."""
MOST_ROWS = 60
"""States that a grid still shows; more are a table only."""


def standing_grid(tables: Tables, view: View, *, day: date | None = None) -> Chart:
    """States by treaties: each cell says the standing by colour, symbol and word, and the date behind it."""
    on, codes = day or view.day, tuple(treaty_names(tables))
    nothing = empty(f"No state has signed or joined any of these treaties: {view.place}")
    if not codes:
        return nothing
    rows = dated_standings(tables, on, view.members, codes)
    if rows["standing_code"].isin(PALE).all():
        return nothing
    parties = rows[rows["standing_code"] == "party"].groupby("country").size()
    every, states = int((parties == len(codes)).sum()), len(states_of(tables, view.members))
    unsigned = listed(name for code, name in treaty_names(tables).items() if not is_signed(tables, code))
    return Chart(
        f"{view.place}: {part_of(every, states, 'state')} party to all {len(codes)} treaties",
        rows,
        {} if len(view.members) > MOST_ROWS else _grid(tables, view, rows),
        "Dates in the cells: the withdrawal, else the deposit, else the signature. Without signature, since "
        f"states notify their consent: {unsigned}. No action on record does not mean that none was taken.",
        COLUMNS,
        scope_words(tables, view, day=on),
    )


def _grid(tables: Tables, view: View, rows: pd.DataFrame) -> dict[str, Any]:
    """A trace of cells for each standing, so that the key is a key; one for all texts."""
    names, labels = country_names(tables), treaty_labels(tables)
    rows = rows.assign(
        row=rows["country"].map(list(view.members).index),
        size=0.92,
        base=rows["country"].map(list(view.members).index) - 0.46,
    )
    traces = [_cells(part, code) for code in MARKS if len(part := rows[rows["standing_code"] == code])]
    texts = [_cell_text(row) for row in rows.to_dict("records")]
    places = (rows["treaty"].tolist(), rows["row"].tolist())
    traces.append(unmarked(*places, mode="text", text=texts, textfont={"size": theme.SIZE - 3}))
    codes = list(labels)
    layout = {
        "height": 110 + ROW * len(view.members),
        "bargap": 0.04,
        "barmode": "overlay",
        "xaxis": {"side": "top", "tickvals": codes, "ticktext": [_broken(labels[code], 5) for code in codes]},
        "yaxis": {
            "range": [len(view.members) - 0.5, -0.5],
            "tickvals": list(range(len(view.members))),
            "ticktext": [_broken(names.get(code, code), 12) for code in view.members],
            "showgrid": False,
            "zeroline": False,
        },
        "legend": {"y": 1, "yref": "container", "yanchor": "top"},
        "margin": {"t": 110},
    }
    return {"data": traces, "layout": layout}


def _cells(rows: pd.DataFrame, code: str) -> Trace:
    symbol, words, colour = MARKS[code]
    name = f"{symbol} {words}: {len(rows)}".strip()
    marker = {"color": colour, "opacity": 0.08 if code in PALE else 0.3}
    return bars(rows, "treaty", "size", name, base=rows["base"].tolist(), marker=marker)


def _cell_text(row: dict[str, Any]) -> str:
    """Symbol and word of a standing over the date that it rests on: withdrawal, deposit or signature."""
    code = row["standing_code"]
    if code == AREA:
        return "not<br>counted"
    head = f"{MARKS[code][0]} {SHORT_STANDINGS[code]}"
    days = (row[name] for name in ("withdrawn_on", "deposited_on", "signed_on"))
    day = next((day for day in days if pd.notna(day)), None)
    if day is None:
        return head
    if row["deposit_precision"] == "year":
        return f"{head}<br>{day.year}"
    first, _, year = short_date(day).rpartition(" ")
    return f"{head}<br>{first}<br>{year}"


def _broken(name: str, most: int) -> str:
    """A name on two lines where it is long."""
    first, _, last = escape(name).partition(" ")
    return f"{first}<br>{last}" if len(name) > most and last else first if not last else f"{first} {last}"

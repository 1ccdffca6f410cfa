"""Who met whom: a grid of the number of meetings that two states are on record at."""

from collections.abc import Sequence

import pandas as pd

from charts.chart import Chart, empty
from charts.marks import heatmap, unmarked
from charts.panels import CELLS, NAMES_AXIS
from topics.cooperation.network import shared_by_pair, states_in_matrix, view_attendances
from topics.cooperation.network_words import more_states
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.numbers import plural
from topics.vocabulary.sentences import first_short, sentence
from topics.vocabulary.text import bold, escape, lines, shorten

MOST_LISTED = 5
"""Meetings named in a label; the table of attendances has them all."""
TITLE_LETTERS = 42
MOST, ROW = 14, 26
"""States that are drawn, and pixels of each."""


def who_met_whom(tables: Tables, view: View, *, claim: str = "stated") -> Chart:
    """States by states, each cell the number of meetings that both took part in."""
    attended = view_attendances(tables, view, claim)
    states = states_in_matrix(attended, view.members, MOST)
    rows = shared_by_pair(attended)
    rows = rows[rows["country"].isin(view.members)]
    if rows.empty:
        return empty(sentence("No two of these states on record at the same meeting"))
    rows = rows.sort_values("meetings", ascending=False, kind="stable", ignore_index=True)
    names = country_names(tables)
    rows = rows.assign(
        label=_labels(rows, tables["events"], names),
        name=[escape(names[code]) for code in rows["country"]],
        is_stated=False,
    )
    drawn = rows[rows["country"].isin(states) & rows["other"].isin(states)]
    return Chart(
        _title(drawn, country_names(tables, full=True)),
        rows.drop(columns=["name", "events"]).rename(columns={"other": "partner"}),
        _figure(drawn, states, names),
        more_states(rows["country"].nunique() - drawn["country"].nunique()),
        ("country", "partner", "meetings"),
        measure=sentence("Meetings at which both states are on record, number"),
    )


def _figure(rows: pd.DataFrame, states: Sequence[str], names: dict[str, str]) -> dict:
    down = [escape(names[code]) for code in states if code in set(rows["country"])]
    look = {"name": "meetings shared", "xgap": 1, "ygap": 1, **CELLS}
    cells = heatmap(rows, "other", "name", "meetings", xs=states, ys=down, **look)
    counts = rows["meetings"].astype("str").tolist()
    words = unmarked(rows["other"], rows["name"], mode="text", text=counts, textfont={"size": 11})
    across = {"side": "top", "tickangle": -90, "tickmode": "linear", "dtick": 1}
    layout = {
        "xaxis": NAMES_AXIS | {"categoryarray": list(states)} | across,
        "yaxis": NAMES_AXIS | {"categoryarray": down, "autorange": "reversed", "showgrid": False},
        "height": max(240, ROW * len(down) + 90),
        "margin": {"t": 8},
        "showlegend": False,
    }
    return {"data": [cells, words], "layout": layout}


def _labels(rows: pd.DataFrame, events: pd.DataFrame, names: dict[str, str]) -> list[str]:
    """The pair, how often it met, and the latest meetings."""
    latest = events.sort_values("start", ascending=False, na_position="last")
    order = {event: place for place, event in enumerate(latest["event"])}
    words = {
        row.event: escape(shorten(f"{_year(row.start)}: {row.title}", TITLE_LETTERS))
        for row in latest.itertuples()
    }
    labels = []
    for row in rows.itertuples():
        shared = sorted(set(row.events), key=lambda event: order[event])
        more = [f"and {len(shared) - MOST_LISTED} more"] if len(shared) > MOST_LISTED else []
        head = bold(f"{names[row.country]} and {names[row.other]}: {row.meetings}")
        labels.append(lines(head, *(words[event] for event in shared[:MOST_LISTED]), *more))
    return labels


def _year(day: pd.Timestamp) -> str:
    return "undated" if pd.isna(day) else str(day.year)


def _title(rows: pd.DataFrame, names: dict[str, str]) -> str:
    """Which two states were at most meetings together."""
    most = int(rows["meetings"].max())
    pairs = {frozenset(pair): pair for pair in zip(rows["country"], rows["other"], strict=True)}
    top = {frozenset((row.country, row.other)) for row in rows[rows["meetings"] == most].itertuples()}
    meetings = plural(most, "meeting")
    if len(top) > 1:
        return sentence(
            "{pairs} pairs of states met most: at {meetings} each", pairs=len(top), meetings=meetings
        )
    one, other = (names[code] for code in pairs[next(iter(top))])
    return first_short(
        sentence("{one} and {other} met most: at {meetings}", one=one, other=other, meetings=meetings),
        sentence(
            "Most meetings of two states: {one}, {other}, {meetings}", one=one, other=other, meetings=meetings
        ),
    )

"""Who joined a treaty in one year, each with its place among the deposits of all states."""

from dataclasses import replace
from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, scatter
from topics.tables import Tables
from topics.treaties.curve import labelled_counts
from topics.treaties.words import axis_names, treaty_name
from topics.view import View
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import escape

COLUMNS = ("counted_from", "country", "action", "place", "in_force_on", "states_after")
MOST_NAMED, NAME = 26, 22
"""States of a year up to which each has its name beside the mark; pixels of one."""
HALF = "-07-01"
"""From this day on names stand left of their marks."""


def deposits_of_year(tables: Tables, view: View, *, treaty: str = "CCM", year: int = 2013) -> Chart:
    """The deposits of a year of all states, in order, with the places that they took."""
    name = treaty_name(tables, treaty)
    rows = labelled_counts(tables, treaty, tuple(tables["countries"]["country"]), view.tables.edition)
    is_own = rows["curve"].eq("deposits") & rows["counted_from"].dt.year.eq(year)
    rows = rows[is_own].reset_index(drop=True)
    joined = rows[rows["step"] == "deposited"]
    if joined.empty:
        return empty(sentence("No state joined the {treaty} in {year}", treaty=name, year=year))
    return Chart(
        _title(len(joined), year, name),
        rows,
        {"data": _traces(rows, year, axis_names(tables)), "layout": _layout(rows, year)},
        _note(view, joined),
        COLUMNS,
        sentence("World · {year}", year=year),
        measure=sentence("States that have joined, with the place of each deposit"),
    )


def places_of_year(tables: Tables, view: View, *, treaty: str = "CCM", year: int = 2013) -> Chart:
    """The rows of `deposits_of_year` as a table."""
    chart = deposits_of_year(tables, view, treaty=treaty, year=year)
    if chart.is_empty:
        return chart
    title = sentence("Deposits of {year} in order, with their places", year=year)
    return replace(chart, title=title, figure={}, note="")


def _title(joined: int, year: int, name: str) -> str:
    if joined == 1:
        return sentence("1 state joined the {treaty} in {year}", treaty=name, year=year)
    return sentence("{joined} states joined the {treaty} in {year}", joined=joined, treaty=name, year=year)


def _note(view: View, joined: pd.DataFrame) -> str:
    """Why the chart is of the world, and how many of the states are in the view."""
    own = int(joined["country"].isin(view.members).sum())
    if view.is_world:
        return sentence("Places count the deposits of all states; those of one day share theirs.")
    return sentence(
        "Places count the deposits of all states, so the whole world is shown. "
        "Of these states, in {place}: {own}.",
        place=view.place,
        own=own,
    )


def _traces(rows: pd.DataFrame, year: int, names: dict[str, str]) -> list[Trace]:
    """A mark for each act; names and places beside it where there is room."""
    late = rows["counted_from"] >= f"{year}{HALF}"
    marker = {"size": 9, "color": theme.ACTIONS["deposit"]}
    style: dict[str, Any] = {"mode": "markers", "showlegend": False, "marker": marker}
    if len(rows) <= MOST_NAMED:
        style |= {
            "mode": "markers+text",
            "text": [_words(row, names) for row in rows.to_dict("records")],
            "textposition": late.map({True: "middle left", False: "middle right"}).tolist(),
            "textfont": {"size": theme.SIZE - 2},
            "cliponaxis": False,
        }
    return [scatter(rows, "counted_from", "states_after", sentence("Joined"), **style)]


def _words(row: dict[str, Any], names: dict[str, str]) -> str:
    """Place and name of a deposit; a withdrawal says that it is one."""
    if row["step"] == "withdrawn":
        return sentence("{state} leaves", state=escape(names[row["country"]]))
    name = escape(names[row["country"]])
    return f" {name} " if " " in row["place"] else f" <b>{escape(row['place'])}</b> {name} "


def _layout(rows: pd.DataFrame, year: int) -> dict[str, Any]:
    low, high = rows["states_after"].min(), rows["states_after"].max()
    return {
        "height": min(480, 170 + NAME * (high - low + 1)),
        "xaxis": {"range": [f"{year}-01-01", f"{year}-12-31"], "tickformat": "%b"},
        "yaxis": {"range": [low - 1, high + 1.5], "tickformat": "d"},
    }

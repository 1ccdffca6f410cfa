"""Projects over time, the multi-year totals beside them, and lists of projects."""

from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, bars
from charts.panels import key_symbol
from topics.cooperation.meetings_table import DOCUMENT
from topics.cooperation.projects import (
    COLUMNS,
    in_order,
    main_donors,
    parties,
    party_names,
    project_heading,
    project_rows,
    view_projects,
)
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.dates import period_bounds
from topics.vocabulary.numbers import money, plural
from topics.vocabulary.text import escape, shorten, wrap

DONOR_COLOURS = (theme.BLUE, theme.ORANGE, theme.PURPLE, theme.GREEN, theme.VERMILLION)
"""Of the donors of most projects, the first one first."""
OTHERS = "another donor, or none stated"
LETTERS = 54
"""Letters in a line above a bar."""
TITLE_LETTERS = 60
NOTE = "Hatched: the end is not stated. Amounts are in their own currency and not added."
TOTALS_NOTE = "Each repeats money and land of single projects, so none may be added to them or to each other."


def projects(tables: Tables, view: View) -> Chart:
    """A bar per project over its years, title and amount above it; those without a date are rows only."""
    rows = view_projects(tables, view)
    if rows["start"].isna().all():
        return empty("No dated project is on record")
    count = plural(int(rows["start"].notna().sum()), "dated project")
    euros = rows[rows["currency"].eq("EUR") & rows["amount"].notna() & rows["start"].notna()]
    title = f"{count}, without an amount in euros"
    if len(euros):
        top = euros.loc[euros["amount"].idxmax()]
        largest = f"{money(top['amount'], 'EUR')}, {shorten(top['title'], TITLE_LETTERS)}"
        title = f"{count}; the largest in euros: {largest}"
    return _periods(tables, rows, title, NOTE)


def projects_cumulative(tables: Tables, view: View) -> Chart:
    """The claims that sum up many years and projects, a bar each."""
    rows = view_projects(tables, view, cumulative=True)
    if rows["start"].isna().all():
        return empty("No multi-year total is on record")
    return _periods(tables, rows, f"{plural(len(rows), 'multi-year total')}, not to be added", TOTALS_NOTE)


def project_list(
    tables: Tables, view: View, *, project: str = "", source: str = "itf-regional-cooperation-2009"
) -> Chart:
    """One project by its id, or without one all of a document, as a table."""
    rows = tables["projects"]
    rows = in_order(rows[rows["project"].eq(project) if project else rows["source"].eq(source)])
    if rows.empty:
        return empty(
            "The project is not on record" if project else "No project of this document is on record"
        )
    title = f"The project: {rows['title'].iloc[0]}" if project else "The projects of the document"
    return Chart(title, project_rows(tables, rows), columns=COLUMNS, scope=DOCUMENT)


def _periods(tables: Tables, rows: pd.DataFrame, title: str, note: str) -> Chart:
    rows = project_rows(tables, rows)
    drawn = rows[rows["start"].notna()]
    drawn = drawn.assign(group=_donor_group(tables, drawn), place=range(len(drawn)), length=_lengths(drawn))
    names = party_names(tables)
    colours = dict(zip(main_donors(tables), DONOR_COLOURS, strict=False)) | {"": theme.GREY}
    traces = [
        trace
        for group, colour in colours.items()
        if len(part := drawn[drawn["group"] == group])
        for trace in _series(part, escape(names.get(group, OTHERS)), colour)
    ]
    layout = {
        "height": max(240, 68 * len(drawn) + 110),
        "barmode": "overlay",
        "annotations": [_words(row, place) for place, row in enumerate(drawn.to_dict("records"))],
        "xaxis": {"title": {"text": "Year"}, "type": "date", "showgrid": True},
        "yaxis": {
            "tickvals": list(range(len(drawn))),
            "showticklabels": False,
            "showgrid": True,
            "range": [len(drawn) - 0.4, -1],
            "fixedrange": True,
        },
    }
    return Chart(title, rows, {"data": traces, "layout": layout}, note, COLUMNS)


def _donor_group(tables: Tables, rows: pd.DataFrame) -> pd.Series:
    """The first of the main donors that pays for each project; empty where none of them does."""
    order = {party: place for place, party in enumerate(main_donors(tables))}
    paid = parties(tables, rows["donor"])
    paid = paid[paid["party"].isin(order)]
    first = paid.assign(order=paid["party"].map(order)).sort_values("order").drop_duplicates("row")
    return rows.index.to_series().map(first.set_index("row")["party"]).astype("str").fillna("")


def _lengths(rows: pd.DataFrame) -> list[float]:
    """Milliseconds from the start to the end; a project whose end is not stated is drawn for a year."""
    ends = [
        period_bounds(row.start, None, "year")[1]
        if pd.isna(row.end)
        else period_bounds(row.end, None, row.end_precision)[1]
        for row in rows.itertuples()
    ]
    return ((pd.Series(ends, index=rows.index) - rows["start"]) / pd.Timedelta(milliseconds=1)).tolist()


def _series(part: pd.DataFrame, name: str, colour: str) -> list[Trace]:
    shapes = ["/" if is_open else "" for is_open in part["end"].isna()]
    style = {
        "base": part["start"].dt.strftime("%Y-%m-%d").tolist(),
        "orientation": "h",
        "width": 0.22,
        "showlegend": False,
        "marker": {"color": colour, "pattern": {"shape": shapes, "solidity": 0.4, "size": 6}},
    }
    return [key_symbol(name, "square", colour), bars(part, "length", "place", name, **style)]


def _words(row: dict[Any, Any], place: int) -> dict[str, Any]:
    """Title and amount above a bar."""
    text = wrap(project_heading(row), LETTERS)
    position = {"x": 0, "xref": "paper", "xanchor": "left", "y": place - 0.2, "yanchor": "bottom"}
    return {"text": text, "align": "left", "showarrow": False, "font": {"size": 12}, **position}

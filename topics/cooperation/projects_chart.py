"""Projects over time, the multi-year totals beside them, and lists of projects."""

from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, bars
from topics.cooperation.meetings_table import DOCUMENT
from topics.cooperation.projects import (
    COLUMNS,
    in_order,
    largest_first,
    project_rows,
    view_projects,
    with_party,
)
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import period_bounds
from topics.vocabulary.lists import listed
from topics.vocabulary.numbers import area, money, plural
from topics.vocabulary.sentences import first_short, sentence
from topics.vocabulary.text import escape, shorten

MOST, ROW = 12, 34
"""Projects that are drawn, and pixels of each: a line of words above a bar."""
LETTERS = 54
"""Letters of the words above a bar, so that they fit a phone."""


def projects(tables: Tables, view: View, *, party: str = "") -> Chart:
    """A bar per project over its years, the largest first; all, or those of one donor or organisation."""
    rows = with_party(tables, view_projects(tables, view), party)
    rows = largest_first(tables, rows)
    if rows["start"].isna().all():
        return empty(sentence("No dated project on record"))
    return _periods(tables, rows, _title(tables, rows[rows["start"].notna()]))


def projects_cumulative(tables: Tables, view: View) -> Chart:
    """The claims that sum up many years and projects, a bar each."""
    rows = largest_first(tables, view_projects(tables, view, cumulative=True))
    if rows["start"].isna().all():
        return empty(sentence("No multi-year total on record"))
    title = sentence("{totals}, not to be added up", totals=plural(len(rows), "multi-year total"))
    note = sentence("Each repeats money and land of single projects.")
    return _periods(tables, rows, title, note)


def project_list(
    tables: Tables, view: View, *, project: str = "", source: str = "itf-regional-cooperation-2009"
) -> Chart:
    """One project by its id, or without one all of a document, as a table."""
    rows = tables["projects"]
    rows = in_order(rows[rows["project"].eq(project) if project else rows["source"].eq(source)])
    if rows.empty:
        return empty(sentence("No project of the document on record"))
    title = sentence("Projects of the document: {count}", count=len(rows))
    return Chart(title, project_rows(tables, rows), columns=COLUMNS, scope=DOCUMENT)


def _title(tables: Tables, dated: pd.DataFrame) -> str:
    """Where the largest project is, by those with an amount."""
    top = dated.iloc[0]
    if pd.isna(top["value_usd"]):
        return sentence("No amount on record for these projects")
    amount, names = money(top["amount"], top["currency"]), country_names(tables, full=True)
    places = tables["project_countries"]
    codes = places.loc[places["project"] == top["project"], "country"]
    return first_short(
        sentence(
            "The largest dated project, {amount}, is in {countries}",
            amount=amount,
            countries=listed(names[code] for code in codes),
        ),
        sentence("The largest dated project: {amount} for several countries", amount=amount),
    )


def _periods(tables: Tables, rows: pd.DataFrame, title: str, note: str = "") -> Chart:
    rows = project_rows(tables, rows)
    drawn = rows[rows["start"].notna()].head(MOST)
    drawn = drawn.assign(place=range(len(drawn)), length=_lengths(drawn))
    layout = {
        "height": max(200, ROW * len(drawn) + 60),
        "margin": {"t": 8},
        "showlegend": False,
        "annotations": [_words(row, place) for place, row in enumerate(drawn.to_dict("records"))],
        "xaxis": {"type": "date", "showgrid": True},
        "yaxis": {"visible": False, "range": [len(drawn) - 0.6, -0.85], "fixedrange": True},
    }
    more = len(rows) - len(drawn)
    notes = [
        sentence("Ranked at the exchange rate of the first year; hatched: end not stated."),
        note,
        sentence("{count} more, undated ones too, in the table.", count=more) if more else "",
    ]
    return Chart(
        title,
        rows.drop(columns="value_usd"),
        {"data": [_bars(drawn)], "layout": layout},
        " ".join(filter(None, notes)),
        COLUMNS,
        measure=sentence("Projects by their period, the largest amounts first"),
    )


def _lengths(rows: pd.DataFrame) -> list[float]:
    """Milliseconds from the start to the end; a project whose end is not stated is drawn for a year."""
    ends = [
        period_bounds(row.start, None, "year")[1]
        if pd.isna(row.end)
        else period_bounds(row.end, None, row.end_precision)[1]
        for row in rows.itertuples()
    ]
    return ((pd.Series(ends, index=rows.index) - rows["start"]) / pd.Timedelta(milliseconds=1)).tolist()


def _bars(drawn: pd.DataFrame) -> Trace:
    shapes = ["/" if is_open else "" for is_open in drawn["end"].isna()]
    style = {
        "base": drawn["start"].dt.strftime("%Y-%m-%d").tolist(),
        "orientation": "h",
        "width": 0.28,
        "marker": {"color": theme.BLUE, "pattern": {"shape": shapes, "solidity": 0.4, "size": 6}},
    }
    return bars(drawn, "length", "place", sentence("Projects"), **style)


def _words(row: dict[Any, Any], place: int) -> dict[str, Any]:
    """Amount, or else area, and title above a bar, cut where they are long."""
    has_amount, has_area = pd.notna(row["amount"]), pd.notna(row["area_km2"])
    fact = money(row["amount"], row["currency"]) if has_amount else area(row["area_km2"]) if has_area else ""
    text = shorten(": ".join(filter(None, [fact, row["title"]])), LETTERS)
    position = {"x": 0, "xref": "paper", "xanchor": "left", "y": place - 0.17, "yanchor": "bottom"}
    return {"text": escape(text), "align": "left", "showarrow": False, "font": {"size": 12}, **position}

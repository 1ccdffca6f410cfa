"""Composes land and money: the area left of one state, recorded and projected under a change of pace."""

from typing import Any

import numpy as np
import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, scatter, upright_line
from topics.land.area_series import area_line
from topics.land.paces import decimal_year
from topics.land.projection import SHARES, Case, Change, Outlook, area_limits, projected
from topics.land.projection_words import BEYOND, interval_words, year_words
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import long_date
from topics.vocabulary.hazards import family_names
from topics.vocabulary.numbers import number
from topics.vocabulary.sentences import first_short, sentence
from topics.vocabulary.sources import source_line
from topics.vocabulary.text import bold, lines
from topics.what_if import DEFAULT, case_of_code, change

MOST_YEARS = 60
"""Years ahead that are drawn."""
LIMITS = (
    ("p10", "80 % range", 1.0, "dot"),
    ("p90", "80 % range", 1.0, "dot"),
    ("p25", "50 % range", 1.5, "dash"),
    ("p75", "50 % range", 1.5, "dash"),
    ("p50", "middle", 2.5, "dash"),
)
"""Column, name, width and dash of each dashed line."""
TABLE = {"p10": "least_left_km2", "p50": "middle_km2", "p90": "most_left_km2", "mark": "what"}
"""Names of columns for the table."""


def area_ahead(
    tables: Tables,
    view: View,
    *,
    case: str = DEFAULT,
    pace: int = 100,
    cancelled: int = 0,
    extra: int = 0,
) -> Chart:
    """The recorded area left of one state, and its projected intervals dashed.

    `case` is the code of a country and a hazard family; pace, cancelled and extra are those of `change`.
    """
    chosen = case_of_code(tables, case)
    if chosen is None or chosen.outlook is None:
        return empty(sentence("Not enough data to project this case"))
    country, family = chosen.area["country"], chosen.area["family"]
    name = f"{country_names(tables, full=True).get(country, country)}, {family_names(tables)[family]}"
    recorded = _recorded(tables, country, family)
    options = change(tables, pace, cancelled, extra)
    ahead = _ahead(chosen, chosen.outlook, options, name)
    rows = pd.concat([recorded, ahead], ignore_index=True)
    colour = theme.COLOURS[tables["hazard_families"].set_index("family").loc[family, "colour"]]
    figure = {"data": _traces(rows, colour), "layout": _layout(chosen.deadline)}
    row = projected(chosen, options)
    measure = sentence(
        "Area left, km², recorded and projected (80 % range {years})",
        years=interval_words(row["p10"], row["p90"]),
    )
    note = sentence("Full line: recorded. Dashed: projected with the chosen options, from today on.")
    columns = ("what", "year", "as_of", "area_km2", "middle_km2", "least_left_km2", "most_left_km2")
    title, rows = _title(tables, country, family, row["p50"]), rows.rename(columns=TABLE)
    return Chart(title, rows, figure, note, columns, name, measure=measure)


def _title(tables: Tables, country: str, family: str, year: float) -> str:
    """When the land of a case would be clear."""
    facts = {
        "country": country_names(tables, full=True).get(country, country),
        "hazard": family_names(tables)[family],
        "year": year_words(year),
    }
    if facts["year"] == BEYOND:
        return first_short(
            sentence("{country} would be clear of {hazard} after 2100 or never", **facts),
            sentence("Projection: clear of {hazard} after 2100 or never", **facts),
        )
    return first_short(
        sentence("{country} would be clear of {hazard} about {year}", **facts),
        sentence("Projection: clear of {hazard} about {year}", **facts),
    )


def _recorded(tables: Tables, country: str, family: str) -> pd.DataFrame:
    rows = area_line(tables, country, family)
    labels = [
        lines(
            f"{long_date(row.as_of, row.as_of_precision)}: {number(row.area_km2, 'km²')}",
            source_line(tables, row.source),
        )
        for row in rows.itertuples()
    ]
    at = [decimal_year(day) for day in rows["at"]]
    rows = rows.assign(label=labels, at=at, mark="recorded")
    return rows.drop(columns=["source", "locator"], errors="ignore")


def _ahead(case: Case, outlook: Outlook, change: Change, name: str) -> pd.DataFrame:
    """The quantiles of the area left, a row for each year from today on."""
    row = projected(case, change)
    end = min(row["p90"], outlook.today + MOST_YEARS)
    years = outlook.today + np.arange(max(int(end - outlook.today) + 2, 2))
    ahead = area_limits(outlook, years, change)
    labels = [
        lines(
            bold(name),
            sentence("Projection for {year}, not a plan", year=int(year)),
            sentence("Middle: {area}", area=number(round(p50, 1), "km²")),
            sentence("50 % range: {low} to {high}", low=f"{p25:.1f}", high=number(round(p75, 1), "km²")),
            sentence("80 % range: {low} to {high}", low=f"{p10:.1f}", high=number(round(p90, 1), "km²")),
        )
        for year, p10, p25, p50, p75, p90 in ahead[["at", *SHARES]].to_numpy()
    ]
    rows = ahead.assign(country=case.area["country"], family=case.area["family"], label=labels)
    rows = rows.assign(mark="projection", is_stated=False, year=ahead["at"].astype(int))
    return rows.assign(records=[row["records"]] * len(rows))


def _traces(rows: pd.DataFrame, colour: str) -> list[Trace]:
    """The recorded line, with a gap where more than a year has no figure, and the dashed limits."""
    recorded, ahead = rows[rows["mark"] == "recorded"], rows[rows["mark"] == "projection"]
    look = {"color": colour, "width": 2}
    style: dict[str, Any] = {"mode": "lines+markers", "legendgroup": "recorded", "line": look}
    traces = [
        scatter(part, "at", "area_km2", "Recorded", showlegend=not piece, **style)
        for piece, part in recorded.groupby((recorded["year"].diff() > 1).cumsum())
    ]
    for column, name, width, dash in LIMITS:
        line = {"color": colour, "width": width, "dash": dash}
        legend = {"legendgroup": name, "showlegend": column in ("p10", "p25", "p50")}
        traces.append(scatter(ahead, "at", column, f"Projection: {name}", mode="lines", line=line, **legend))
    return traces


def _layout(deadline: pd.Timestamp) -> dict[str, Any]:
    layout: dict[str, Any] = {
        "height": 420,
        "yaxis": {"rangemode": "tozero", "tickformat": ",~g"},
    }
    if pd.isna(deadline):
        return layout
    line = {"color": theme.ORANGE, "width": 2}
    words, style = sentence("due {year}", year=deadline.year), {"xanchor": "left", "yanchor": "top"}
    return layout | upright_line(decimal_year(deadline), words, line=line, **style)

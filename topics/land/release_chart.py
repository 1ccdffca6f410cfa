"""Draws what was released by which method in a year: by country, and by all countries of a region."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import scatter
from charts.panels import axis, in_panel, key_symbol
from charts.stacks import Part, panel_codes, panel_years, panels_note, stacked_panels
from topics.land.comparison import regional_totals
from topics.land.release import TOTAL, across_families, release_by_method
from topics.land.status import COMPLETE, family_statuses
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names, names_at_dates
from topics.vocabulary.dates import long_date
from topics.vocabulary.hazards import family_names, hazard_name
from topics.vocabulary.land import METHODS
from topics.vocabulary.numbers import area, plural
from topics.vocabulary.sentences import sentence
from topics.vocabulary.sources import source_line
from topics.vocabulary.text import bold, escape, lines, sentence_case, wrap

METHOD_PARTS = {
    "clearance": Part("Cleared", theme.METHODS["clearance"]),
    "technical_survey": Part("Technical survey", theme.METHODS["technical_survey"], "/"),
    "non_technical_survey": Part("Non-technical survey", theme.METHODS["non_technical_survey"], "x"),
}
PARTS = {code: METHOD_PARTS.get(code, Part("Not separated", theme.METHODS[TOTAL], ".")) for code in METHODS}
"""The three methods; figures of several of them together are not separated."""
ALONE = "alone"
"""Ending of a part that stands for a method of a year of which the total is not on record."""
BOTH = PARTS | {f"{code}_{ALONE}": part._replace(is_open=True) for code, part in PARTS.items()}
PATTERNS = ("", "/", "x", ".")
"""Of the countries that have a colour of their own."""
OTHERS = "others"
BY_YEAR = ("year", "country", "hazard", "area_km2", "sum_km2", "countries_with_data", "without_data")
BY_COUNTRY = ("country", "year", "hazard", "method", "area_km2", "role", "completed_on")


def release_by_year(tables: Tables, view: View, *, method: str = TOTAL) -> Chart:
    """Area that the countries released per year, on each other: in total, or by one `method`."""
    rows = regional_totals(tables, view)
    rows = rows[rows["method"] == method]
    if rows.empty:
        return empty(sentence("No year with this kind of release on record"))
    rows = rows.sort_values(["year", "area_km2"], ascending=False, ignore_index=True)
    rows = rows.assign(label=_year_labels(tables, rows))
    order = rows.groupby("country")["area_km2"].sum().sort_values(ascending=False).index
    names = country_names(tables)
    parts = {
        code: Part(names[code], colour, pattern)
        for code, colour, pattern in zip(order, theme.PALETTE, PATTERNS, strict=False)
    }
    marks = rows.assign(panel=method, part=rows["country"].where(rows["country"].isin(list(parts)), OTHERS))
    marks = marks.assign(role="stack").rename(columns={"area_km2": "value"})
    parts[OTHERS] = Part(sentence("Other countries"), theme.GREY)
    return Chart(
        _year_title(rows, method, country_names(tables, full=True)),
        rows,
        stacked_panels(marks, {method: ""}, parts),
        sentence("Each bar adds only the countries with a figure for that year; the table names the others."),
        BY_YEAR,
        measure=_measure(method),
    )


def _year_labels(tables: Tables, rows: pd.DataFrame) -> list[str]:
    names = names_at_dates(rows, tables)
    return [
        lines(
            bold(f"{name} {row.year}"),
            f"{area(row.area_km2)} {METHODS[row.method]}",
            escape(hazard_name(tables, row.hazard)),
            sentence(
                "All together: {area}, {countries}",
                area=area(row.sum_km2),
                countries=plural(row.countries_with_data, "country", "countries"),
            ),
            wrap(sentence("No figure: {countries}", countries=row.without_data)) if row.without_data else "",
            wrap(row.note),
            source_line(tables, row.source),
        )
        for name, row in zip(names, rows.itertuples(), strict=True)
    ]


def _year_title(rows: pd.DataFrame, method: str, names: Mapping[str, str]) -> str:
    """The last year on record; years are not compared, because they add different countries."""
    last = rows[rows["year"] == rows["year"].max()]
    codes = last["country"].unique()
    who = names[codes[0]] if len(codes) == 1 else plural(len(codes), "country", "countries")
    total = last["sum_km2"].iloc[0]
    words = {"who": who, "area": area(total) if total else "no land", "year": last["year"].iloc[0]}
    if method == TOTAL:
        return sentence("{who} released {area} in {year}, the latest total", **words)
    if method == "technical_survey":
        return sentence("{who} reduced {area} by technical survey in {year}", **words)
    if method == "non_technical_survey":
        return sentence("{who} cancelled {area} by non-technical survey in {year}", **words)
    return sentence("{who} cleared {area} in {year}, the latest figure", **words)


def _measure(method: str) -> str:
    if method == TOTAL:
        return sentence("Land released by all methods, km² a year")
    if method == "technical_survey":
        return sentence("Land reduced by technical survey, km² a year")
    if method == "non_technical_survey":
        return sentence("Land cancelled by non-technical survey, km² a year")
    return sentence("Land cleared, km² a year")


def release_by_country(tables: Tables, view: View, *, compare: tuple[str, ...] = ()) -> Chart:
    """Area released per year by method, a panel per country; a star where it declared a hazard complete.

    Filled bars add up to the total release of the year, open ones are methods of which it is not known.
    `compare` are the countries to draw, without them those with figures for most years.
    """
    rows = across_families(view.of(release_by_method(tables).drop(columns="of_total")))
    codes, total = panel_codes(rows, "area_km2", compare), rows["country"].nunique()
    rows = rows[rows["country"].isin(codes)].sort_values(["year", "country"], ascending=[False, True])
    if rows.empty:
        return empty(sentence("No released land on record"))
    codes = [code for code in codes if code in set(rows["country"])]
    names, short = country_names(tables, full=True), country_names(tables)
    rows = pd.concat([_labelled(tables, rows), _declarations(tables, view, codes)], ignore_index=True)
    marks = rows[rows["role"] != "complete"]
    part = marks["method"].mask(~marks["is_total"].astype("bool"), marks["method"] + f"_{ALONE}")
    marks = marks.assign(part=part).rename(columns={"country": "panel", "area_km2": "value"})
    figure = stacked_panels(marks, {code: short[code] for code in codes}, BOTH)
    _add_stars(figure, rows[rows["role"] == "complete"], codes)
    for place in range(1, len(codes) + 1):
        years = panel_years(rows["year"].min(), rows["year"].max(), len(codes))
        figure["layout"][axis("xaxis", place)] |= years
    has_open = part[marks["role"] == "stack"].str.endswith(ALONE).any()
    open_words = sentence("An open bar is one method of a year whose other methods are not known.")
    note = [open_words if has_open else "", panels_note(len(codes), total, compare)]
    return Chart(
        _release_title(marks, names),
        rows,
        figure,
        " ".join(filter(None, note)),
        BY_COUNTRY,
        measure=sentence("Land released, km² a year"),
    )


def _labelled(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    """Areas released in a year, with their hover text."""
    names = names_at_dates(rows, tables)
    labels = [
        lines(
            bold(f"{name} {row.year}"),
            f"{area(row.area_km2)} {METHODS[row.method]}",
            escape(hazard_name(tables, row.hazard)),
            _standing(row),
            wrap(row.note),
            source_line(tables, row.source),
        )
        for name, row in zip(names, rows.itertuples(), strict=True)
    ]
    return rows.assign(label=labels)


def _standing(row: Any) -> str:
    """What a figure is not, in words."""
    if row.role == "rival":
        return "Other source"
    return "" if row.is_total else sentence("Other methods of this year are not known")


def _declarations(tables: Tables, view: View, codes: list[str]) -> pd.DataFrame:
    """Hazards that countries have declared complete, with the year."""
    rows = family_statuses(tables, day=view.day)
    rows = view.of(rows, skip=("country", "years"))
    rows = rows[rows["country"].isin(codes) & rows["status"].eq(COMPLETE) & rows["completed_on"].notna()]
    names = family_names(tables)
    dates = [
        long_date(day, exact)
        for day, exact in zip(rows["completed_on"], rows["completed_on_precision"], strict=True)
    ]
    labels = [
        lines(
            wrap(sentence("{hazard} declared complete, {day}", hazard=sentence_case(names[family]), day=day)),
            source_line(tables, source),
        )
        for family, day, source in zip(rows["family"], dates, rows["source"], strict=True)
    ]
    columns = ["country", "family", "completed_on", "completed_on_precision", "source", "records"]
    return rows[columns].assign(
        year=rows["completed_on"].dt.year, role="complete", is_stated=False, label=labels
    )


def _add_stars(figure: dict[str, Any], rows: pd.DataFrame, codes: list[str]) -> None:
    """A star where a country has declared a hazard complete; its history stays before it."""
    marker = {"symbol": "star", "size": 12, "color": theme.GREEN}
    for place, code in enumerate(codes, start=1):
        stars = rows[rows["country"] == code].assign(height=0)
        if len(stars):
            style = {"mode": "markers", "marker": marker, "showlegend": False, "cliponaxis": False}
            trace = scatter(stars, "year", "height", "declared complete", **style)
            figure["data"].append(in_panel(place, trace))
    if len(rows):
        figure["data"].append(key_symbol("Declared complete", "star", theme.GREEN))


def _release_title(marks: pd.DataFrame, names: Mapping[str, str]) -> str:
    """The largest total release of a year, else the largest area cleared in a year.

    Sums over years are not compared: the years on record are not the same.
    """
    marks = marks[marks["role"] == "stack"]
    totals, alone = marks[marks["is_total"]], marks[marks["method"].eq("clearance") & ~marks["is_total"]]
    if totals.empty and alone.empty:
        return sentence("Land was released by survey; no total on record")
    years = (totals if len(totals) else alone).groupby(["panel", "year"])["value"].sum()
    code, year = years.idxmax()
    words = {"country": names[code], "area": area(years.max()), "year": year}
    if not years.max():
        return sentence("No land was released in the years on record")
    if totals.empty:
        return sentence("{country} cleared {area} in {year}, the largest yearly area", **words)
    if len(years) == 1:
        return sentence("{country} released {area} in {year}, the only total", **words)
    return sentence("{country} released {area} in {year}, the largest yearly total", **words)

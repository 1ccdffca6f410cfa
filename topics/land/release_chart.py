"""Draws what was released by which method in a year: by country, together and worldwide."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import scatter
from charts.panels import axis, in_panel, key_symbol, years_axis
from charts.stacks import Part, panel_codes, stacked_panels
from topics.land.comparison import regional_totals
from topics.land.release import (
    across_families,
    first_values,
    release_by_method,
    released,
    single_years,
    with_roles,
)
from topics.land.status import COMPLETE, family_statuses
from topics.tables import Tables, united, with_records
from topics.view import WORLD, View
from topics.vocabulary.countries import country_names, names_at_dates
from topics.vocabulary.dates import long_date
from topics.vocabulary.hazards import ITEMS, family_names, hazard_name
from topics.vocabulary.land import METHODS
from topics.vocabulary.numbers import number, plural
from topics.vocabulary.sources import source_line, source_titles
from topics.vocabulary.text import bold, escape, lines, sentence_case, wrap

PATTERNS = {"clearance": "", "technical_survey": "/", "non_technical_survey": "x", "total_released": "."}
PARTS = {code: Part(words, theme.METHODS[code], PATTERNS[code]) for code, words in METHODS.items()}
WORLD_PARTS = {
    "world": Part("cleared, world", theme.METHODS["clearance"]),
    "parties": Part("cleared, States Parties only", theme.SKY, "/"),
    "total_released": Part("released by survey and clearance", theme.METHODS["total_released"], "."),
}
WORLD_TITLES = {
    "world": "cleared worldwide",
    "parties": "cleared in States Parties",
    "total_released": "released worldwide",
}
COLUMNS = ("country", "hazard", "year", "method", "area_km2", "role")
NOTHING = "No released area is on record"
OTHER = "Another source or another count, never added"


def _labelled(tables: Tables, view: View) -> pd.DataFrame:
    """Areas released in a year by method, in the view: rows of `release_by_method` with their hover text."""
    rows = across_families(view.of(release_by_method(tables)))
    titles, names = source_titles(tables), names_at_dates(rows, tables)
    labels = [
        lines(
            bold(f"{name} {row.year}"),
            f"{number(row.area_km2, 'km²')} {METHODS[row.method]}",
            hazard_name(tables, row.hazard),
            OTHER if row.role == "rival" else "",
            wrap(row.note),
            source_line(row.source, titles),
        )
        for name, row in zip(names, rows.itertuples(), strict=True)
    ]
    return rows.assign(label=labels)


def release_by_year(tables: Tables, view: View) -> Chart:
    """Area released per year by method, all countries added; above each bar how many countries it adds.

    An open mark stands where countries state totals that are larger than the methods they name.
    """
    rows = _labelled(tables, view)
    rows = rows[rows["role"] == "stack"]
    if rows.empty:
        return empty(NOTHING)
    counts = _country_counts(tables, view, rows)
    rows = pd.concat([rows, _stated_totals(tables, view, rows), counts], ignore_index=True)
    marks = rows[rows["role"] != "sum"].assign(panel="all")
    marks = marks.rename(columns={"method": "part", "area_km2": "value"})
    rival = "open mark: with larger totals that countries state"
    figure = stacked_panels(marks, {"all": ""}, PARTS, "Area, km²", height=300, rival=rival)
    counts = rows[rows["role"] == "sum"]
    text = {"mode": "text", "textposition": "top center", "textfont": {"size": theme.SIZE - 2}}
    words = counts["countries_with_data"].astype(int).astype(str).tolist()
    trace = scatter(
        counts, "year", "area_km2", "countries with a figure", text=words, showlegend=False, **text
    )
    figure["data"].append(trace)
    return Chart(
        _year_title(rows),
        rows,
        figure,
        "The number above a bar says how many countries it adds; point at it for those without data. An open "
        "mark stands where countries state larger totals than the methods they name.",
        COLUMNS,
    )


def _country_counts(tables: Tables, view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """For each year the countries with a figure and the names of those without data."""
    without = regional_totals(tables, view).drop_duplicates("year").set_index("year")["without_data"]
    sums = rows.groupby("year", as_index=False).agg(
        area_km2=("area_km2", "sum"),
        countries_with_data=("country", "nunique"),
        records=("records", united),
    )
    sums = sums.assign(without_data=sums["year"].map(without), role="sum", is_stated=False)
    labels = [
        lines(
            f"{bold(row.year)}: {plural(row.countries_with_data, 'country', 'countries')} with a figure",
            wrap(f"No data: {row.without_data}") if row.without_data else "",
        )
        for row in sums.itertuples()
    ]
    return sums.assign(label=labels)


def _stated_totals(tables: Tables, view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """Years in which countries state totals that are larger than the methods they name."""
    key = ["year", "country"]
    totals = across_families(view.of(released(tables)))
    drawn = rows.groupby(key)["area_km2"].sum()
    areas = totals.groupby(key, as_index=False).agg(area_km2=("area_km2", "sum"), records=("records", united))
    by_method = drawn.reindex(pd.MultiIndex.from_frame(areas[key])).to_numpy()
    areas = areas.assign(is_larger=areas["area_km2"] > by_method * 1.01, name=names_at_dates(areas, tables))
    years = [
        {
            "year": year,
            "method": "total_released",
            "area_km2": part["area_km2"].sum(),
            "role": "rival",
            "label": _total_label(year, part),
            "records": united(part["records"]),
            "is_stated": False,
        }
        for year, part in areas.groupby("year")
        if part["is_larger"].any()
    ]
    return pd.DataFrame(
        years, columns=["year", "method", "area_km2", "role", "label", "records", "is_stated"]
    )


def _total_label(year: int, countries: pd.DataFrame) -> str:
    larger = countries[countries["is_larger"]]
    return lines(
        bold(year),
        f"{number(countries['area_km2'].sum(), 'km²')} with the totals stated by",
        *(
            f"{escape(name)} {number(area, 'km²')}"
            for name, area in zip(larger["name"], larger["area_km2"], strict=True)
        ),
    )


def release_by_country(tables: Tables, view: View, *, compare: tuple[str, ...] = ()) -> Chart:
    """Area released per year by method, a panel per country; a star where it declared a hazard complete.

    `compare` are the countries to draw, without them the six with figures for most years.
    """
    rows = _labelled(tables, view)
    codes = panel_codes(rows, "area_km2", compare)
    rows = rows[rows["country"].isin(codes)]
    if rows.empty:
        return empty(NOTHING)
    codes = [code for code in codes if code in set(rows["country"])]
    title = _release_title(rows, country_names(tables, full=True))
    rows = pd.concat([rows, _declarations(tables, view, codes)], ignore_index=True)
    marks = rows.rename(columns={"country": "panel", "method": "part", "area_km2": "value"})
    names = country_names(tables, full=True)
    figure = stacked_panels(
        marks[marks["role"] != "complete"], {code: names[code] for code in codes}, PARTS, "km²"
    )
    _add_stars(figure, rows[rows["role"] == "complete"], codes)
    for place in range(1, len(codes) + 1):
        figure["layout"][axis("xaxis", place)] |= years_axis(rows["year"].min(), rows["year"].max())
    note = (
        "Each country has its own scale. Where a total is stated beside the methods and differs, it is an "
        "open mark and never added. A year without a bar is a year without a figure."
    )
    return Chart(title, rows, figure, note, (*COLUMNS, "completed_on"))


def _declarations(tables: Tables, view: View, codes: list[str]) -> pd.DataFrame:
    """Hazards that countries have declared complete, with the year."""
    rows = family_statuses(tables, day=view.day)
    rows = view.of(rows, skip=("country", "years"))
    rows = rows[rows["country"].isin(codes) & rows["status"].eq(COMPLETE) & rows["completed_on"].notna()]
    names, titles = family_names(tables), source_titles(tables)
    dates = [
        long_date(day, exact)
        for day, exact in zip(rows["completed_on"], rows["completed_on_precision"], strict=True)
    ]
    labels = [
        lines(
            wrap(f"{sentence_case(names[family])} declared complete, {day}"),
            source_line(source, titles),
        )
        for family, day, source in zip(rows["family"], dates, rows["source"], strict=True)
    ]
    columns = ["country", "family", "completed_on", "completed_on_precision", "source", "records"]
    return rows[columns].assign(
        year=rows["completed_on"].dt.year, role="complete", is_stated=False, label=labels
    )


def _add_stars(figure: dict[str, Any], rows: pd.DataFrame, codes: list[str]) -> None:
    """A star where a country has declared a hazard complete; its history stays before it."""
    marker = {"symbol": "star", "size": 14, "color": theme.GREEN}
    for place, code in enumerate(codes, start=1):
        stars = rows[rows["country"] == code].assign(height=0)
        if len(stars):
            style = {"mode": "markers", "marker": marker, "showlegend": False, "cliponaxis": False}
            trace = scatter(stars, "year", "height", "declared complete", **style)
            figure["data"].append(in_panel(place, trace))
    if len(rows):
        figure["data"].append(key_symbol("declared complete", "star", theme.GREEN))


def world_clearance(tables: Tables, view: View) -> Chart:
    """Area cleared worldwide per year, a panel per hazard; some sources count States Parties only."""
    rows = single_years(with_records(view.of(tables["global_clearance"], skip=("country",))))
    rows = rows.dropna(subset="area_km2")
    if rows.empty:
        return empty("No clearance worldwide is on record")
    key = ["hazard", "year"]
    rows = with_roles(rows, key, ["preferred"])
    first = first_values(rows, key, ["area_km2"])["area_km2"]
    rows = rows[rows["role"].eq("stack") | rows["area_km2"].ne(first)].reset_index(drop=True)
    covered = rows["coverage"].eq("States Parties").map({True: "parties", False: "world"})
    rows = rows.assign(counted=covered.mask(rows["method"].eq("total_released"), "total_released"))
    titles = source_titles(tables)
    rows = rows.assign(label=[_world_label(row, titles) for row in rows.itertuples()])
    headings = {code: sentence_case(hazard_name(tables, code)) for code in rows["hazard"].unique()}
    marks = rows.rename(columns={"hazard": "panel", "counted": "part", "area_km2": "value"})
    return Chart(
        _world_title(rows, headings),
        rows.drop(columns="counted"),
        stacked_panels(marks, headings, WORLD_PARTS, "km²", height=220),
        "Mine Action Review counts the world, the Monitor since 2021 States Parties only.",
        ("hazard", "year", "method", "coverage", "states", "area_km2", "submunitions", "mines", "role"),
        replace(view, region=WORLD, countries=()).words(),
    )


def _world_label(row: Any, titles: Mapping[str, str]) -> str:
    counts = [(row.submunitions, ITEMS["submunitions"]), (row.mines, "mines")]
    return lines(
        bold(row.year),
        f"{number(row.area_km2, 'km²')} {WORLD_PARTS[row.counted].label}",
        *(f"{number(count)} {items} destroyed" for count, items in counts if pd.notna(count)),
        wrap(row.states),
        wrap(row.note),
        source_line(row.source, titles),
    )


def _year_title(rows: pd.DataFrame) -> str:
    sums = rows[rows["role"] != "stack"].groupby("year")["area_km2"].max()
    top, last = sums.idxmax(), sums.index.max()
    if len(sums) == 1:
        return f"{number(sums[top], 'km²')} were released in {top}, the only year with figures"
    count = rows.loc[rows["role"].eq("sum") & rows["year"].eq(last), "countries_with_data"].iloc[0]
    states = "one country has" if count == 1 else f"{count:.0f} countries have"
    return (
        f"Most land on record was released in {top}, {number(sums[top], 'km²')}; "
        f"{states} a figure for {last}, {number(sums[last], 'km²')}"
    )


def _release_title(rows: pd.DataFrame, names: Mapping[str, str]) -> str:
    rows = rows[rows["role"] == "stack"]
    if rows.empty:
        return NOTHING
    sums = rows.groupby("country").agg(
        area=("area_km2", "sum"), years=("year", "nunique"), last=("year", "max")
    )
    top = sums.sort_values("area").iloc[-1]
    years = f"{top['years']:.0f} years with figures" if top["years"] > 1 else f"{top['last']:.0f} alone"
    lead = "released" if len(sums) == 1 else "released most"
    return f"{names[str(top.name)]} {lead} on record: {number(top['area'], 'km²')} in {years}"


def _world_title(rows: pd.DataFrame, headings: Mapping[str, str]) -> str:
    rows = rows[rows["role"] == "stack"]
    last = rows[rows["hazard"] == next(iter(headings))].sort_values("year").iloc[-1]
    area = number(last["area_km2"], "km²")
    lead = f"{headings[last['hazard']]}: {area} {WORLD_TITLES[last['counted']]}"
    return f"{lead} in {last['year']}, the last year with an area"

"""Draws what was released by which method in a year: by country and together, totals and methods apart."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import scatter
from charts.panels import axis, in_panel, key_symbol, years_axis
from charts.stacks import Part, panel_codes, stacked_panels
from topics.land.comparison import regional_totals
from topics.land.release import REST, TOTAL, across_families, release_by_method, release_figures
from topics.land.status import COMPLETE, family_statuses
from topics.tables import Tables, united
from topics.view import View
from topics.vocabulary.countries import country_names, names_at_dates
from topics.vocabulary.dates import long_date
from topics.vocabulary.hazards import family_names, hazard_name
from topics.vocabulary.land import METHODS
from topics.vocabulary.lists import listed
from topics.vocabulary.numbers import area, of_drawn, plural
from topics.vocabulary.sources import source_line, source_titles
from topics.vocabulary.text import bold, lines, sentence_case, wrap

PATTERNS = {"technical_survey": "/", "non_technical_survey": "x", "certified": "-", "survey": "+", TOTAL: "."}
PARTS = {code: Part(words, theme.METHODS[code], PATTERNS.get(code, "")) for code, words in METHODS.items()}
ALONE = "alone"
"""Ending of a part that stands for a method of a year of which the total is not on record."""
BOTH = PARTS | {
    f"{code}_{ALONE}": Part(f"{part.label} only", part.colour, part.pattern, is_open=True)
    for code, part in PARTS.items()
    if code not in (TOTAL, REST)
}
COLUMNS = ("country", "hazard", "year", "method", "is_total", "area_km2", "role")
NOTHING = "No released area is on record"
OTHER = "Another source or another count, never added"
INCOMPLETE = "Other methods of the year are not on record: this is no total"
HEADINGS = {TOTAL: "Total release, all methods on record"}
HEADINGS |= {code: sentence_case(words) for code, words in METHODS.items() if code not in (TOTAL, REST)}


def _labelled(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    """Areas released in a year, with their hover text."""
    titles, names = source_titles(tables), names_at_dates(rows, tables)
    labels = [
        lines(
            bold(f"{name} {row.year}"),
            f"{area(row.area_km2)} {METHODS[row.method]}",
            hazard_name(tables, row.hazard),
            OTHER if row.role == "rival" else "" if row.is_total else INCOMPLETE,
            wrap(row.note),
            source_line(row.source, titles),
        )
        for name, row in zip(names, rows.itertuples(), strict=True)
    ]
    return rows.assign(label=labels)


def release_by_year(tables: Tables, view: View) -> Chart:
    """Area released per year, countries added: the total release, and each method in a panel of its own.

    Above each bar stands how many countries it adds.
    """
    rows = _by_panel(tables, view)
    if rows.empty:
        return empty(NOTHING)
    rows = pd.concat([rows, _sums(tables, view)], ignore_index=True)
    panels = {code: HEADINGS[code] for code in HEADINGS if code in set(rows["panel"])}
    is_sum = rows["role"] == "sum"
    marks = rows[~is_sum].rename(columns={"method": "part", "area_km2": "value"})
    figure = stacked_panels(marks, panels, PARTS, "km²", height=130)
    text = {"mode": "text", "textposition": "top center", "textfont": {"size": theme.SIZE - 2}}
    for place, code in enumerate(panels, start=1):
        part = rows[is_sum & rows["panel"].eq(code)]
        counts = zip(part["countries_with_data"].astype(int), part["area_km2"], strict=True)
        words = [str(count) if area_km2 else f"{count}<br> " for count, area_km2 in counts]
        style = {"text": words, "showlegend": False, **text}
        trace = scatter(part, "year", "area_km2", "countries with a figure", **style)
        figure["data"].append(in_panel(place, trace))
    return Chart(
        _year_title(rows[is_sum]),
        rows.drop(columns="panel"),
        figure,
        "Total release and methods are never added to each other: a bar adds figures of one kind. The number "
        "above it says of how many countries; point at it for those without data.",
        COLUMNS,
    )


def _by_panel(tables: Tables, view: View) -> pd.DataFrame:
    """What the bars of all countries add: the methods of each total, and every figure of a method."""
    stack = view.of(release_by_method(tables).drop(columns="of_total"))
    stack = across_families(stack[stack["role"].eq("stack") & stack["is_total"]])
    stack = stack[stack["role"] == "stack"].assign(panel=TOTAL)
    single = across_families(view.of(release_figures(tables)))
    single = single[~single["is_total"]]
    single = single.assign(role="stack", panel=single["method"])
    shared = [name for name in single if name != "methods"]
    rows = pd.concat([_labelled(tables, part[shared]) for part in (stack, single) if len(part)] or [stack])
    return rows.reset_index(drop=True)


def _sums(tables: Tables, view: View) -> pd.DataFrame:
    """For each year and method the sum, the countries it adds and the names of those without data."""
    rows, names = regional_totals(tables, view), country_names(tables)
    sums = rows.groupby(["method", "year"], as_index=False).agg(
        area_km2=("sum_km2", "first"),
        countries_with_data=("countries_with_data", "first"),
        with_data=("country", lambda codes: ", ".join(sorted({names[code] for code in codes}))),
        without_data=("without_data", "first"),
        is_total=("is_total", "first"),
        records=("records", united),
    )
    labels = [
        lines(
            f"{bold(row.year)}: {area(row.area_km2)} {METHODS[row.method]}, "
            f"{plural(row.countries_with_data, 'country', 'countries')}",
            wrap(row.with_data),
            wrap(f"No such figure: {row.without_data}") if row.without_data else "",
        )
        for row in sums.itertuples()
    ]
    return sums.assign(label=labels, panel=sums["method"], role="sum", is_stated=False)


def release_by_country(tables: Tables, view: View, *, compare: tuple[str, ...] = ()) -> Chart:
    """Area released per year by method, a panel per country; a star where it declared a hazard complete.

    Filled bars add up to the total release of the year, open ones are methods of which it is not known.
    `compare` are the countries to draw, without them the six with figures for most years.
    """
    rows = _labelled(tables, across_families(view.of(release_by_method(tables).drop(columns="of_total"))))
    codes, total = panel_codes(rows, "area_km2", compare), rows["country"].nunique()
    rows = rows[rows["country"].isin(codes)]
    if rows.empty:
        return empty(NOTHING)
    codes = [code for code in codes if code in set(rows["country"])]
    drawn = of_drawn(len(codes), total, "country", "countries")
    title = _release_title(rows, country_names(tables, full=True), drawn)
    rows = pd.concat([rows, _declarations(tables, view, codes)], ignore_index=True)
    marks = rows[rows["role"] != "complete"]
    part = marks["method"].mask(~marks["is_total"].astype("bool"), marks["method"] + f"_{ALONE}")
    marks = marks.assign(part=part).rename(columns={"country": "panel", "area_km2": "value"})
    names = country_names(tables, full=True)
    figure = stacked_panels(marks, {code: names[code] for code in codes}, BOTH, "km²")
    _add_stars(figure, rows[rows["role"] == "complete"], codes)
    for place in range(1, len(codes) + 1):
        figure["layout"][axis("xaxis", place)] |= years_axis(rows["year"].min(), rows["year"].max())
    note = (
        "Each country has its own scale. Filled bars add up to the total release of a year. An open bar is "
        "one method only: the others of the year are not on record, and it is not to be compared with a "
        "total. A year without a bar is a year without a figure."
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


def _year_title(sums: pd.DataFrame) -> str:
    """The last total release, or of the first method where none is on record, and whose it is.

    Years are compared only where all add the same countries.
    """
    code = next(code for code in HEADINGS if code in set(sums["method"]))
    sums = sums[sums["method"] == code].sort_values("year")
    last = sums.iloc[-1]
    top = sums.loc[sums["area_km2"].idxmax()]
    lead = {TOTAL: "Total release", "clearance": "Area cleared"}.get(code, HEADINGS[code])
    who = listed(last["with_data"].split(", "), most=4, noun="countries")
    words = f"{lead}, last on record for {last['year']}: {area(last['area_km2'])} ({who})"
    if top["area_km2"] <= last["area_km2"] or sums["with_data"].nunique() > 1:
        return words
    return f"{words}; most on record in {top['year']}: {area(top['area_km2'])}"


def _release_title(rows: pd.DataFrame, names: Mapping[str, str], of_drawn_words: str) -> str:
    """The largest total release of a year of those drawn, else the largest area cleared in a year.

    Sums over years are not compared: the years on record are not the same.
    """
    rows = rows[rows["role"] == "stack"]
    totals, alone = rows[rows["is_total"]], rows[rows["method"].eq("clearance") & ~rows["is_total"]]
    drawn = totals if len(totals) else alone
    if drawn.empty:
        return "No total release is on record, and no area cleared" if len(rows) else NOTHING
    years = drawn.groupby(["country", "year"])["area_km2"].sum()
    country, year = years.idxmax()
    what = "total release" if len(totals) else "area cleared"
    size = f"{names[country]}, {area(years.max())} in {year}"
    if len(years) == 1:
        return f"{sentence_case(what)}, one year on record: {size}"
    return f"Largest {what} of a year on record{of_drawn_words}: {size}"

"""Which years have a figure, and of which year the last figure of each country and indicator is."""

from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, bars, unmarked
from charts.panels import annotation, years_axis
from topics.records.gaps import (
    AHEAD,
    COMPLETE,
    FIGURE,
    INDICATORS,
    MISSING,
    PART,
    UNVERIFIED,
    cells_in_view,
    due_years,
    indicator_titles,
    last_figures,
)
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names, names_at_dates
from topics.vocabulary.numbers import number, plural
from topics.vocabulary.records import LAST_FIGURES, YEAR_STATES
from topics.vocabulary.sources import source_line, source_titles
from topics.vocabulary.text import bold, escape, lines, sentence_case, wrap

FILLED = {"color": theme.BLUE, "line": {"width": 0}}
FAINT = {"color": theme.NO_DATA, "opacity": 0.35, "line": {"width": 0}}
STRIPES = {"shape": "/", "fgcolor": theme.BLUE, "bgcolor": theme.CLEAR, "size": 5, "solidity": 0.45}
CROSSES = {"shape": "x", "fgcolor": theme.VERMILLION, "bgcolor": theme.CLEAR, "size": 5}
STRIPED = {"color": theme.BLUE, "pattern": STRIPES, "line": {"width": 1, "color": theme.BLUE}}
CROSSED = {"color": theme.VERMILLION, "pattern": CROSSES, "line": {"width": 1, "color": theme.VERMILLION}}
LOOKS: dict[str, tuple[str, dict[str, Any]]] = {
    FIGURE: ("figure", FILLED),
    PART: ("in part, or in words", STRIPED),
    UNVERIFIED: ("not verified, left out", CROSSED),
    COMPLETE: ("none to look for", FAINT),
    MISSING: ("no data", {"color": theme.CLEAR, "line": {"width": 1, "color": theme.NO_DATA}}),
}
"""Name in the key and look of each state: told apart by lightness and pattern, not by colour alone."""
LAST_LOOKS: dict[str, dict[str, Any]] = {
    "up_to_date": FILLED,
    "newer_missing": {"color": theme.CLEAR, "line": {"width": 2, "color": theme.VERMILLION}},
    "complete": FAINT,
}
"""Look of the last figure of a country."""
ROW = 44
"""Pixels of a row: its name and its strip of years."""
MOST_COLUMNS = 16
"""Countries side by side that fit a phone."""
STRIP = 0.44
"""Height of a strip, as a part of its row."""
HEIGHTS = {COMPLETE: 0.1}
"""Cells that are lower than the strip."""
FEW, MOST = 20, 40
"""Up to how many countries are drawn even without data, and how many strips are drawn; the table has all."""
WEIGHTS = {FIGURE: 100, COMPLETE: 99, PART: 10, UNVERIFIED: 1}
"""What a year counts for the order of the countries."""
EMPTY_CELLS = "An empty cell means that no figure was found, not zero."
DUE = (
    "This is about our reading of sources, not about states: a newer figure may well be published. In each "
    "cell the year of the last figure that we have read. States Parties report on a calendar year by 30 "
    "April of the next (Art. 7(2) of both conventions); casualties and funding are published by the end of "
    "the next year. From these days on we look for a newer figure, of all states alike."
)


def completeness(
    tables: Tables, view: View, *, by: str = "country", indicator: str = "mines", country: str = "BIH"
) -> Chart:
    """A strip of years for each country, or for each indicator: figure, part, unverified, none due, no data.

    Strips are countries (`by`) of one indicator, or indicators of one country.
    """
    rows = _cells(tables, view, by, indicator, country)
    if rows.empty:
        return empty("No country or year is chosen")
    order = _strips(rows, by)[:MOST]
    if not order:
        return empty(f"{indicator_titles(tables)[indicator]}: no yearly figure is on record")
    rows = rows.assign(
        line=rows[by].map({code: line for line, code in enumerate(order)}),
        indicator_title=rows["indicator"].map(indicator_titles(tables)),
        is_expected=~rows["state"].isin([COMPLETE, AHEAD]),
        state_title=rows["state"].map(YEAR_STATES),
        label=_labels(tables, rows),
    )
    names = country_names(tables) if by == "country" else indicator_titles(tables)
    layout = _layout(len(order), _names_above([names.get(code, code) for code in order]))
    layout["xaxis"] = {"showgrid": False} | years_axis(int(rows["year"].min()), int(rows["year"].max()))
    others = rows[by].nunique() - len(order)
    cut = f" {plural(others, 'more country', 'more countries')} in the table only." if others else ""
    return Chart(
        _completeness_title(tables, rows[rows["line"].notna()], by),
        rows,
        {"data": _strip_traces(rows), "layout": layout},
        EMPTY_CELLS + cut,
        ("country", "indicator_title", "year", "state_title"),
    )


def freshness(tables: Tables, view: View) -> Chart:
    """The year of the last figure, indicators by countries: full where up to date, else framed."""
    rows = last_figures(tables, view)
    if rows.empty:
        return empty("No series with a figure in our records")
    titles = indicator_titles(tables)
    codes = rows["country"].value_counts().index[:MOST_COLUMNS].tolist()
    is_drawn = rows["country"].isin(codes)
    order = [code for code in INDICATORS if code in set(rows.loc[is_drawn, "indicator"])]
    line = rows["indicator"].map({code: line for line, code in enumerate(order)}).where(is_drawn)
    rows = rows.assign(
        line=line,
        height=STRIP,
        indicator_title=rows["indicator"].map(titles),
        is_expected=rows["state"].ne("complete"),
        state_title=rows["state"].map(LAST_FIGURES),
        label=_last_labels(tables, rows),
    )
    layout = _layout(len(order), _names_above([titles[code] for code in order]))
    layout["xaxis"] = _countries_axis(sorted(codes))
    drawn = rows[is_drawn]
    traces = [_last_bars(drawn[drawn["state"] == state], state) for state in LAST_LOOKS]
    figure = {"data": [*traces, *_years_inside(drawn)], "layout": layout}
    columns = ("country", "indicator_title", "latest", "last_possible", "years_missing", "state_title")
    others = plural(len(rows) - len(drawn), "more series are", "more series are")
    note = DUE if is_drawn.all() else f"{DUE} {others} in the table only."
    return Chart(_freshness_title(tables, drawn), rows, figure, note, columns, view.timeless.words())


def _cells(tables: Tables, view: View, by: str, indicator: str, country: str) -> pd.DataFrame:
    """The cells of one indicator in the view, or of one country."""
    if by == "country":
        cells = cells_in_view(tables, view)
        return cells[cells["indicator"] == indicator].reset_index(drop=True)
    return cells_in_view(tables, View(tables, view.region, (country,), view.years, view.hazard))


def _strips(cells: pd.DataFrame, by: str) -> list[str]:
    """The strips in order: indicators as declared, countries with most years first.

    Of many countries those without data in any year are left out.
    """
    if by == "indicator":
        present = set(cells["indicator"])
        return [code for code in INDICATORS if code in present]
    weight = cells["state"].map(WEIGHTS).fillna(0).groupby(cells["country"]).sum()
    weight = weight.sort_values(ascending=False, kind="stable")
    return [str(code) for code in (weight[weight > 0] if len(weight) > FEW else weight).index]


def _strip_traces(rows: pd.DataFrame) -> list[Trace]:
    look = rows["state"].replace(AHEAD, COMPLETE)
    rows = rows.assign(height=look.map(HEIGHTS).fillna(STRIP))[rows["line"].notna()]
    traces = []
    for state, (name, marker) in LOOKS.items():
        part = rows[look[rows.index] == state]
        base = (part["line"] + STRIP / 2 - part["height"]).tolist()
        traces.append(bars(part, "year", "height", name, base=base, width=0.86, marker=marker))
    return traces


def _last_bars(rows: pd.DataFrame, state: str) -> Trace:
    base = (rows["line"] - STRIP / 2).tolist()
    name = LAST_FIGURES[state]
    return bars(rows, "country", "height", name, base=base, width=0.9, marker=LAST_LOOKS[state])


def _years_inside(rows: pd.DataFrame) -> list[Trace]:
    """The last two digits of the year in each cell, in the colour of the page where the cell is full."""
    traces = []
    for is_full, font in ((True, {"size": 12, "color": theme.PAGE[False]}), (False, {"size": 12})):
        part = rows[rows["state"].eq("up_to_date") == is_full]
        words = [f"’{year % 100:02d}" for year in part["latest"]]
        at = part["country"].tolist(), part["line"].tolist()
        traces.append(unmarked(*at, mode="text", text=words, textfont=font))
    return traces


def _countries_axis(codes: list[str]) -> dict[str, Any]:
    order = {"type": "category", "categoryorder": "array", "categoryarray": codes, "nticks": len(codes)}
    ends = [-0.5, max(len(codes), 1) - 0.5]
    return order | {"showgrid": False, "tickangle": 0, "range": ends, "tickfont": {"size": 11}}


def _names_above(names: list[str]) -> list[dict[str, Any]]:
    look = {"xref": "x domain", "xanchor": "left", "yanchor": "bottom", "yshift": 10, "font": {"size": 12}}
    return [annotation(1, 0, line, escape(name)) | look for line, name in enumerate(names)]


def _layout(count: int, annotations: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "barmode": "overlay",
        "height": ROW * max(count, 1) + 130,
        "margin": {"t": 76, "b": 30},
        "legend": {
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            "font": {"size": 12},
            "traceorder": "normal",
        },
        "showlegend": True,
        "yaxis": {"visible": False, "range": [count - 0.4, -0.7]},
        "annotations": annotations,
    }


def _labels(tables: Tables, rows: pd.DataFrame) -> list[str]:
    """The country and year, the indicator, what is on record or missing, and the source."""
    names, titles, sources = names_at_dates(rows, tables), indicator_titles(tables), source_titles(tables)
    return [
        lines(
            bold(f"{name} {row.year}"),
            escape(titles[row.indicator]),
            wrap(sentence_case(YEAR_STATES[row.state])),
            source_line(row.source, sources),
        )
        for name, row in zip(names, rows.itertuples(), strict=True)
    ]


def _last_labels(tables: Tables, rows: pd.DataFrame) -> list[str]:
    names = names_at_dates(rows.rename(columns={"latest": "year"}), tables)
    titles, sources = indicator_titles(tables), source_titles(tables)
    due = due_years(tables)
    facts = {
        "complete": "None to look for: declared complete, or none reported",
        "up_to_date": "We have read the last one that can be out, of {}",
        "newer_missing": "We have read no newer one; figures up to {} can be out",
    }
    return [
        lines(
            bold(f"{name}: last figure of {row.latest}"),
            escape(titles[row.indicator]),
            wrap(facts[row.state].format(due[row.indicator])),
            source_line(row.source, sources),
        )
        for name, row in zip(names, rows.itertuples(), strict=True)
    ]


def _completeness_title(tables: Tables, rows: pd.DataFrame, by: str) -> str:
    """For how many of the years in which one may be out a figure was read, and for whom none was."""
    names = country_names(tables, full=True)
    titles = indicator_titles(tables)
    what = titles[rows["indicator"].iloc[0]] if by == "country" else names[rows["country"].iloc[0]]
    if by == "country" and rows["country"].nunique() == 1:
        what = f"{what}, {names[rows['country'].iloc[0]]}"
    count = (rows["state"] == FIGURE).sum()
    expected = plural(rows["is_expected"].sum(), "yearly figure")
    words = f"{what}: we have read {number(count)} of {expected}"
    is_missing = rows["state"].isin([MISSING, AHEAD]).groupby(rows[by]).all()
    if not is_missing.any() or len(is_missing) == 1:
        return words
    nouns = {"country": "countries", "indicator": "indicators"}[by]
    return f"{words}; for {number(is_missing.sum())} of {number(len(is_missing))} {nouns} none"


def _freshness_title(tables: Tables, rows: pd.DataFrame) -> str:
    rows = rows[rows["is_expected"]]
    late = rows[rows["state"] == "newer_missing"]
    if rows.empty:
        return "We look for no newer figure"
    if late.empty:
        return f"We have read the last figure that can be out of all {number(len(rows))} series"
    oldest = late.sort_values("years_missing", kind="stable").iloc[-1]
    name = country_names(tables, full=True)[oldest["country"]]
    title = indicator_titles(tables)[oldest["indicator"]]
    series = f"{title[:1].lower()}{title[1:]} in {oldest['latest']}"
    count = f"{number(len(late))} of {number(len(rows))} series"
    return f"For {count} we have not read the latest figure; oldest: {name}, {series}"

"""Which years have a figure, and of which year the last figure of each country and indicator is."""

from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, bars, key_entry, unmarked
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
    our_reading,
)
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names, names_at_dates
from topics.vocabulary.numbers import number, plural
from topics.vocabulary.records import LAST_FIGURES, YEAR_STATES
from topics.vocabulary.sentences import more_in_table, sentence
from topics.vocabulary.sources import source_line
from topics.vocabulary.text import bold, escape, lines, sentence_case, wrap

FILLED = {"color": theme.BLUE, "line": {"width": 0}}
FAINT = {"color": theme.NO_DATA, "opacity": 0.35, "line": {"width": 0}}
LOW = {"width": 4, "color": theme.NO_DATA}
DASH = {"symbol": "line-ew", "size": 14, "opacity": FAINT["opacity"], "line": LOW}
"""A low bar in the key."""
STRIPES = {"shape": "/", "fgcolor": theme.BLUE, "bgcolor": theme.CLEAR, "size": 5, "solidity": 0.45}
CROSSES = {"shape": "x", "fgcolor": theme.VERMILLION, "bgcolor": theme.CLEAR, "size": 5}
STRIPED = {"color": theme.BLUE, "pattern": STRIPES, "line": {"width": 1, "color": theme.BLUE}}
CROSSED = {"color": theme.VERMILLION, "pattern": CROSSES, "line": {"width": 1, "color": theme.VERMILLION}}
LOOKS: dict[str, tuple[str, dict[str, Any]]] = {
    FIGURE: ("figure", FILLED),
    PART: ("in part, or in words", STRIPED),
    UNVERIFIED: ("not verified, left out", CROSSED),
    COMPLETE: ("none expected", FAINT),
    MISSING: ("no data", {"color": theme.CLEAR, "line": {"width": 1, "color": theme.NO_DATA}}),
}
"""Name in the key and look of each state: told apart by lightness and pattern, not by colour alone."""
LAST_LOOKS: dict[str, dict[str, Any]] = {
    "up_to_date": FILLED,
    "newer_missing": {"color": theme.CLEAR, "line": {"width": 2, "color": theme.VERMILLION}},
    "complete": FAINT,
}
"""Look of the last figure of a country."""
ROWS = {"country": 22, "indicator": 32}
"""Pixels of a strip of years with the name of a country, or of an indicator in two lines, at its left."""
LETTERS = 22
"""In a line of the name of an indicator."""
NAMED_ROW = 32
"""Pixels of a strip with its name above."""
MOST_COLUMNS = 16
"""Countries side by side that fit a phone."""
STRIP = 0.44
"""Height of a strip with its name above, as a part of its row."""
FULL = 0.8
"""Height of a strip with its name at its left."""
FEW, MOST = 16, 16
"""Up to how many countries are drawn even without data, and how many strips are drawn; the table has all."""
WEIGHTS = {FIGURE: 100, COMPLETE: 99, PART: 10, UNVERIFIED: 1}
"""What a year counts for the order of the countries."""


def completeness(
    tables: Tables, view: View, *, by: str = "country", indicator: str = "mines", country: str = "BIH"
) -> Chart:
    """A strip of years for each country, or for each indicator: figure, part, unverified, none due, no data.

    Strips are countries (`by`) of one indicator, or indicators of one country.
    """
    rows = _cells(tables, view, by, indicator, country)
    if rows.empty:
        return empty(sentence("No country, year or indicator fits the filter"))
    order = _strips(rows, by)[:MOST]
    if not order:
        return empty(sentence("{what}: no yearly figure read", what=indicator_titles(tables)[indicator]))
    rows = rows.assign(
        line=rows[by].map({code: line for line, code in enumerate(order)}),
        indicator_title=rows["indicator"].map(indicator_titles(tables)),
        is_expected=~rows["state"].isin([COMPLETE, AHEAD]),
        state_title=rows["state"].map(YEAR_STATES),
        label=_labels(tables, rows),
    )
    names = country_names(tables) if by == "country" else indicator_titles(tables)
    layout = _layout(len(order), ROWS[by]) | {"xaxis": _years(rows, by)}
    layout["yaxis"] = _names_beside([wrap(names.get(code, code), LETTERS) for code in order])
    note = sentence("An empty cell means no data, not zero.")
    return Chart(
        _completeness_title(tables, rows[rows["line"].notna()], by),
        rows,
        {"data": _strip_traces(rows), "layout": layout},
        f"{our_reading()} {note} {more_in_table(rows[by].nunique() - len(order))}".strip(),
        ("country", "indicator_title", "year", "state_title"),
        measure=sentence("Years with a figure"),
    )


def freshness(tables: Tables, view: View) -> Chart:
    """The year of the last figure, indicators by countries: full where up to date, else framed."""
    rows = last_figures(tables, view)
    if rows.empty:
        return empty(sentence("No figure read"))
    titles = indicator_titles(tables)
    codes = rows["country"].value_counts().index[:MOST_COLUMNS].tolist()
    is_drawn = rows["country"].isin(codes)
    order = [code for code in INDICATORS if code in set(rows.loc[is_drawn, "indicator"])]
    rows = rows.assign(
        line=rows["indicator"].map({code: line for line, code in enumerate(order)}).where(is_drawn),
        height=STRIP,
        indicator_title=rows["indicator"].map(titles),
        is_expected=rows["state"].ne("complete"),
        state_title=rows["state"].map(LAST_FIGURES),
        label=_last_labels(tables, rows),
    )
    layout = _layout(len(order), NAMED_ROW) | {"xaxis": _countries_axis(sorted(codes))}
    layout |= _names_above([titles[code] for code in order])
    drawn = rows[is_drawn]
    traces = [_last_bars(drawn[drawn["state"] == state], state) for state in LAST_LOOKS]
    note = sentence("Framed: a newer figure may exist.")
    return Chart(
        _freshness_title(drawn),
        rows,
        {"data": [*traces, *_years_inside(drawn)], "layout": layout},
        f"{our_reading()} {note} {more_in_table(len(rows) - len(drawn))}".strip(),
        ("country", "indicator_title", "latest", "last_possible", "years_missing", "state_title"),
        view.place,
        measure=sentence("Year of the last figure read, by country"),
    )


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
    rows = rows.assign(height=look.map({COMPLETE: 0.15}).fillna(FULL))[rows["line"].notna()]
    traces = []
    for state, (name, marker) in LOOKS.items():
        part = rows[look[rows.index] == state]
        style = {"base": (part["line"] - part["height"] / 2).tolist(), "width": 0.86, "marker": marker}
        if state == COMPLETE:  # the key would have a square
            style |= {"showlegend": False, "legendgroup": name}
        traces.append(bars(part, "year", "height", name, **style))
        if state == COMPLETE and len(part):
            traces.append(key_entry(name, marker=DASH, legendgroup=name))
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


def _years(rows: pd.DataFrame, by: str) -> dict[str, Any]:
    """The years; long names leave room for few of them on a phone."""
    most = {"country": 6, "indicator": 4}[by]
    return {"showgrid": False} | years_axis(int(rows["year"].min()), int(rows["year"].max()), most)


def _names_beside(names: list[str]) -> dict[str, Any]:
    ticks = {"tickvals": list(range(len(names))), "ticktext": names, "tickfont": {"size": 11}, "ticks": ""}
    return ticks | {"range": [len(names) - 0.5, -0.5], "showgrid": False, "zeroline": False}


def _names_above(names: list[str]) -> dict[str, Any]:
    look = {"xref": "x domain", "xanchor": "left", "yanchor": "bottom", "yshift": 7, "font": {"size": 11}}
    words = [annotation(1, 0, line, escape(name)) | look for line, name in enumerate(names)]
    return {"annotations": words, "yaxis": {"visible": False, "range": [len(names) - 0.6, -0.8]}}


def _layout(count: int, row: int) -> dict[str, Any]:
    return {
        "barmode": "overlay",
        "height": max(row * count + 110, 170),
        "margin": {"t": 60, "b": 30},
        "legend": {
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            "font": {"size": 12},
            "traceorder": "normal",
        },
        "showlegend": True,
    }


def _labels(tables: Tables, rows: pd.DataFrame) -> list[str]:
    """The country and year, the indicator, what is on record or missing, and the source."""
    names, titles = names_at_dates(rows, tables), indicator_titles(tables)
    return [
        lines(
            bold(f"{name} {row.year}"),
            escape(titles[row.indicator]),
            wrap(sentence_case(YEAR_STATES[row.state])),
            source_line(tables, row.source),
        )
        for name, row in zip(names, rows.itertuples(), strict=True)
    ]


def _last_labels(tables: Tables, rows: pd.DataFrame) -> list[str]:
    names = names_at_dates(rows.rename(columns={"latest": "year"}), tables)
    titles = indicator_titles(tables)
    due = due_years(tables)
    facts = {
        "complete": "None expected: declared complete, or none reported",
        "up_to_date": "The latest that may exist: {}",
        "newer_missing": "No newer one read; figures up to {} may exist",
    }
    return [
        lines(
            bold(f"{name}: last figure of {row.latest}"),
            escape(titles[row.indicator]),
            wrap(facts[row.state].format(due[row.indicator])),
            source_line(tables, row.source),
        )
        for name, row in zip(names, rows.itertuples(), strict=True)
    ]


def _completeness_title(tables: Tables, rows: pd.DataFrame, by: str) -> str:
    """For how many of the years of which one may be out a figure was read."""
    titles, names = indicator_titles(tables), country_names(tables, full=True)
    what = titles[rows["indicator"].iloc[0]] if by == "country" else names[rows["country"].iloc[0]]
    expected = plural(rows["is_expected"].sum(), "yearly figure")
    return sentence(
        "{what}: {count} of {expected} read",
        what=what,
        count=number((rows["state"] == FIGURE).sum()),
        expected=expected,
    )


def _freshness_title(rows: pd.DataFrame) -> str:
    rows = rows[rows["is_expected"]]
    late, series = rows["state"].eq("newer_missing").sum(), number(len(rows))
    if rows.empty:
        return sentence("No newer figure is expected")
    if not late:
        return sentence("The latest figure is read of all {series} series", series=series)
    return sentence(
        "We have not read the latest figure of {late} of {series} series", late=number(late), series=series
    )

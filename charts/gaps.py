"""Draws which years have a figure, and how old the last figures are."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.gaps import INDICATORS, STATES
from analysis.names import called
from charts import theme
from charts.panels import write, years_axis
from charts.words import HOVER, lines, names_of, source_of, source_titles, wrapped

LOOKS = {
    "figure": ("figure", {"color": theme.BLUE, "line": {"width": 0}}),
    "part": (
        "in part, or in words",
        {
            "color": theme.BLUE,
            "pattern": {
                "shape": "/",
                "fgcolor": theme.BLUE,
                "bgcolor": theme.CLEAR,
                "size": 5,
                "solidity": 0.45,
            },
            "line": {"width": 1, "color": theme.BLUE},
        },
    ),
    "unverified": (
        "unverified, set aside",
        {
            "color": theme.VERMILLION,
            "pattern": {"shape": "x", "fgcolor": theme.VERMILLION, "bgcolor": theme.CLEAR, "size": 5},
            "line": {"width": 1, "color": theme.VERMILLION},
        },
    ),
    "complete": ("none due", {"color": theme.NO_DATA, "opacity": 0.35, "line": {"width": 0}}),
    "silent": ("silent", {"color": theme.CLEAR, "line": {"width": 1, "color": theme.NO_DATA}}),
}
"""Name in the key and look of each state: told apart by lightness and pattern, not by colour alone."""
FRESH = {
    "in time": {"color": theme.BLUE, "line": {"width": 0}},
    "overdue": {"color": theme.CLEAR, "line": {"width": 2, "color": theme.VERMILLION}},
    "none due": {"color": theme.NO_DATA, "opacity": 0.35, "line": {"width": 0}},
}
"""Look of the last figure of a country."""
ROW = 44
"""Height of a row in pixels: its name and its strip of years."""
NAMED = 16
"""Columns that fit a phone."""
STRIP = 0.44
HEIGHTS = {"complete": 0.1}
"""Cells that are lower than the strip."""
FEW = 20
"""Up to as many countries are drawn even where they are silent."""
MOST = 40
"""Rows that are drawn; the table has all."""
TITLES = {code: row.title for code, row in INDICATORS.items()}
Names = Mapping[str, str]


def completeness_grid(
    coverage: pd.DataFrame,
    countries: pd.DataFrame,
    sources: pd.DataFrame | None = None,
    by: str = "country",
) -> go.Figure:
    """A strip of years per country or per indicator: a figure, a part, unverified, complete or silent.

    Args:
        coverage: from `analysis.gaps.coverage`; of one indicator where strips are countries, else of one
            country.
        countries: names.
        sources: titles for the hover texts.
        by: what a strip is, "country" or "indicator".
    """
    names = names_of(countries) if by == "country" else TITLES
    order = strips(coverage, by)[:MOST]
    rows = coverage[coverage[by].isin(order)]
    said = called(rows, countries) if by == "country" else rows["indicator"].map(TITLES)
    rows = rows.assign(row=rows[by].map(order.index), called=said)
    titles, figure = source_titles(sources), go.Figure()
    shown = rows["state"].replace("ahead", "complete")
    for state, (name, look) in LOOKS.items():
        cells, high = rows[shown == state], HEIGHTS.get(state, STRIP)
        figure.add_bar(
            x=cells["year"].tolist(),
            y=[high] * len(cells),
            base=(cells["row"] + STRIP / 2 - high).tolist(),
            width=0.86,
            name=name,
            marker=look,
            hovertext=[_words(cell, titles) for cell in cells.itertuples()],
            hovertemplate=HOVER,
        )
    _names_above(figure, [(row, names.get(code, code)) for row, code in enumerate(order)])
    _layout(figure, len(order))
    if len(rows):
        years_axis(figure, rows["year"].min(), rows["year"].max())
    return figure.update_layout(title_text=grid_title(coverage, countries))


def strips(coverage: pd.DataFrame, by: str) -> list[str]:
    """The strips of the grid in order: indicators as declared, countries with the most years first.

    Of many countries those that are silent throughout are left out.
    """
    if by == "indicator":
        there = set(coverage["indicator"])
        return [code for code in INDICATORS if code in there]
    weight = coverage["state"].map({"figure": 100, "complete": 99, "part": 10, "unverified": 1}).fillna(0)
    said = weight.groupby(coverage["country"]).sum().sort_values(ascending=False, kind="stable")
    return [str(code) for code in (said[said > 0] if len(said) > FEW else said).index]


def grid_title(coverage: pd.DataFrame, countries: pd.DataFrame) -> str:
    """For how many years there are figures, and who has most and none."""
    if coverage.empty:
        return "No country or year is chosen"
    full = coverage[coverage["state"] == "figure"]
    owed = coverage[~coverage["state"].isin(["complete", "ahead"])]
    codes, indicators = coverage["country"].unique(), coverage["indicator"].unique()
    count = "1 year" if len(owed) == 1 else f"{len(owed)} years"
    share = f"a figure for {len(full)} of {count} for which one may be expected"
    name = theme.plain(names_of(countries).get(codes[0], codes[0]))
    if len(indicators) == 1:
        title = INDICATORS[str(indicators[0])].title
        if len(codes) == 1:
            return f"{title}, {name}: {share}"
        return f"{title}: {share}{_silent(coverage, 'country', 'countries')}"
    return f"{name} has {share}{_silent(coverage, 'indicator', 'indicators')}"


def _silent(coverage: pd.DataFrame, by: str, words: str) -> str:
    """How many countries or indicators say nothing at all."""
    none = coverage.groupby(by)["state"].agg(lambda states: bool(states.isin(["silent", "ahead"]).all()))
    return f"; {int(none.sum())} of {len(none)} {words} are silent throughout" if none.any() else ""


def last_figures(
    freshness: pd.DataFrame,
    countries: pd.DataFrame,
    sources: pd.DataFrame | None = None,
    most: int = NAMED,
) -> go.Figure:
    """The year of the last figure, indicators by countries: full in time, framed when the next is overdue.

    Args:
        freshness: from `analysis.gaps.freshness`.
        countries: names.
        sources: titles for the hover texts.
        most: countries that are drawn, those with figures on most indicators.
    """
    names, titles = names_of(countries), source_titles(sources)
    freshness = freshness.assign(called=called(freshness.rename(columns={"latest": "year"}), countries))
    codes = freshness["country"].value_counts().index[:most].tolist()
    rows = freshness[freshness["country"].isin(codes)]
    order = [code for code in INDICATORS if code in set(rows["indicator"])]
    rows = rows.assign(row=rows["indicator"].map(order.index), look=_freshness_looks(rows))
    figure = go.Figure()
    _freshness_bars(figure, rows, titles)
    _years_inside(figure, rows)
    _names_above(figure, [(row, INDICATORS[code].title) for row, code in enumerate(order)])
    _layout(figure, len(order))
    figure.update_xaxes(type="category", categoryorder="array", categoryarray=sorted(codes), tickangle=0)
    figure.update_xaxes(range=[-0.5, max(len(codes), 1) - 0.5], nticks=len(codes), tickfont_size=11)
    return figure.update_layout(title_text=_freshness_title(freshness, names))


def _freshness_bars(figure: go.Figure, rows: pd.DataFrame, titles: dict[str, str]) -> None:
    """A cell for each last figure, in its look."""
    for name, marker in FRESH.items():
        part = rows[rows["look"] == name]
        figure.add_bar(
            x=part["country"].tolist(),
            y=[STRIP] * len(part),
            base=(part["row"] - STRIP / 2).tolist(),
            width=0.9,
            name=name,
            marker=marker,
            hovertext=[_freshness_words(row, titles) for row in part.itertuples()],
            hovertemplate=HOVER,
        )


def _freshness_looks(rows: pd.DataFrame) -> pd.Series:
    """The look (a key of FRESH) of each last figure."""
    late = rows["overdue"].gt(0).map({True: "overdue", False: "in time"})
    return late.mask(rows["complete"].astype(bool), "none due")


def _years_inside(figure: go.Figure, rows: pd.DataFrame) -> None:
    """The last two digits of the year in each cell, in the ink of the page or white on full cells."""
    for full, colour in ((True, theme.PAGE[False]), (False, None)):
        part = rows[rows["look"].eq("in time") == full]
        figure.add_scatter(
            x=part["country"].tolist(),
            y=part["row"].tolist(),
            mode="text",
            text=[f"’{year % 100:02d}" for year in part["latest"]],
            textfont={"size": 12} | ({"color": colour} if colour else {}),
            hoverinfo="skip",
            showlegend=False,
        )


def _names_above(figure: go.Figure, named: Sequence[tuple[int, str]]) -> None:
    look = {"x": 0, "xref": "x domain", "xanchor": "left", "yanchor": "bottom", "yshift": 10, "font_size": 12}
    write(figure, [look | {"y": row, "text": theme.plain(name)} for row, name in named])


def _layout(figure: go.Figure, count: int) -> None:
    figure.update_layout(
        barmode="overlay",
        height=ROW * max(count, 1) + 130,
        margin={"t": 76, "b": 30},
        legend={"y": 1, "yref": "container", "yanchor": "top", "font_size": 12, "traceorder": "normal"},
        showlegend=True,
        xaxis={"showgrid": False},
        yaxis={"visible": False, "range": [count - 0.4, -0.7]},
    )


def _words(cell: Any, titles: Names) -> str:
    return lines(
        f"<b>{theme.plain(cell.called)} {cell.year}</b>",
        wrapped(STATES[cell.state]),
        source_of(cell, dict(titles)) if isinstance(cell.source, str) else "",
    )


def _freshness_words(row: Any, titles: Names) -> str:
    late = f"{row.overdue} year{'' if row.overdue == 1 else 's'} overdue" if row.overdue else "in time"
    return lines(
        f"<b>{theme.plain(row.called)}</b>: last figure of {row.latest}",
        INDICATORS[row.indicator].title,
        "complete: none is due" if row.complete else f"{late}; figures up to {row.due} are due",
        source_of(row, dict(titles)),
    )


def _freshness_title(freshness: pd.DataFrame, names: Names) -> str:
    rows = freshness[~freshness["complete"].astype(bool)]
    if rows.empty:
        return "No figure is on record of which the next one could be due"
    late = rows[rows["overdue"] > 0]
    if late.empty:
        return f"All {len(rows)} series have a figure for the last year that is due"
    worst = late.sort_values("overdue", kind="stable").iloc[-1]
    name = theme.plain(names.get(worst["country"], worst["country"]))
    title = INDICATORS[worst["indicator"]].title.lower()
    return (
        f"{len(late)} of {len(rows)} series are overdue; the longest {name}, {title}, "
        f"last figure of {worst['latest']}"
    )

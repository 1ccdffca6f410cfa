"""Draws figures about several years or a part of a year over the whole period they cover."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis import release
from analysis.names import called
from charts import theme
from charts.clearance import PARTS
from charts.contamination import CODES
from charts.panels import write, years_axis
from charts.stacks import Part
from charts.words import HOVER, lines, source_of, source_titles, wrapped

ROW = 34
"""Pixels for a span and the words above it."""
SCOPES = {"partial_year": "part of the year"}
OF = {"CMR": "cluster munitions", "AP_MINES": "mines", "MINES_MIXED": "mines", "ERW": "other remnants"}
"""What a figure is about, where it is not about all hazards."""
PERSONS = {"total": Part("casualties", theme.CASUALTIES["total"], ".")}
Names = dict[str, str]


def release_spans(
    clearance: pd.DataFrame,
    countries: pd.DataFrame,
    sources: pd.DataFrame | None = None,
    compare: Sequence[str] = (),
) -> go.Figure:
    """Released areas and items over the whole period that each figure covers.

    Args:
        clearance: the table or a part of it.
        countries: names.
        sources: titles for the hover texts.
        compare: the countries to draw, all where none is given.
    """
    rows = _of(release.country_spans(clearance), compare)
    figure = _spans(rows, [_released(row) for row in rows.itertuples()], "method", PARTS, countries, sources)
    return figure.update_layout(title_text=_title(rows, "release", "years of release"))


def casualty_spans(
    casualties: pd.DataFrame,
    countries: pd.DataFrame,
    sources: pd.DataFrame | None = None,
    compare: Sequence[str] = (),
) -> go.Figure:
    """Casualties over the whole period that each figure covers.

    Args:
        casualties: the table or a part of it.
        countries: names.
        sources: titles for the hover texts.
        compare: the countries to draw, all where none is given.
    """
    rows = _of(release.country_spans(casualties), compare).assign(part="total")
    figure = _spans(rows, [_suffered(row) for row in rows.itertuples()], "part", PERSONS, countries, sources)
    return figure.update_layout(
        title_text=_title(rows, "casualties", "years of casualties"), showlegend=False
    )


def _of(rows: pd.DataFrame, compare: Sequence[str]) -> pd.DataFrame:
    return rows[rows["country"].isin(compare)] if compare else rows


def _spans(
    rows: pd.DataFrame,
    said: Sequence[str],
    column: str,
    parts: dict[str, Part],
    countries: pd.DataFrame,
    sources: pd.DataFrame | None,
) -> go.Figure:
    """A row for each figure: what it says in words, and below a bar over its years."""
    titles = source_titles(sources)
    start = rows["year_from"].fillna(rows["year_to"]) - 0.5
    rows = rows.assign(place=range(len(rows)), start=start, said=said, called=called(rows, countries))
    figure = go.Figure()
    for name, part in parts.items():
        shown = rows[rows[column] == name]
        if len(shown):
            _bars(figure, shown, part, [_words(row, titles) for row in shown.itertuples()])
    place = {"x": 0, "xref": "paper", "xanchor": "left", "yshift": 14, "font_size": theme.SIZE - 2}
    write(figure, [{**place, "y": row.place, "text": _label(row)} for row in rows.itertuples()])
    if len(rows):
        years_axis(figure, rows["start"].min(), rows["year_to"].max())
    figure.update_xaxes(title_text="Year", showgrid=True)
    figure.update_yaxes(visible=False, range=[len(rows) - 0.4, -0.9])
    return figure.update_layout(height=ROW * len(rows) + 130, barmode="overlay")


def _bars(figure: go.Figure, rows: pd.DataFrame, part: Part, words: list[str]) -> None:
    figure.add_bar(
        base=rows["start"].tolist(),
        x=(rows["year_to"] + 0.5 - rows["start"]).tolist(),
        y=rows["place"].tolist(),
        orientation="h",
        width=0.3,
        name=part.label,
        marker={"color": part.colour, "pattern": {"shape": "/", "fillmode": "overlay", "solidity": 0.35}},
        hovertext=words,
        hovertemplate=HOVER,
    )


def _label(row: Any) -> str:
    return f"<b>{theme.plain(row.called)}</b> {_years(row)}: {theme.plain(row.said)}"


def _years(row: Any) -> str:
    if pd.isna(row.year_from):
        return f"up to {row.year_to}"
    return str(row.year_to) if row.year_from == row.year_to else f"{row.year_from:.0f}–{row.year_to}"


def _released(row: Any) -> str:
    """Area or items, and what they are of."""
    counts = [(row.submunitions, "submunitions"), (row.ap_mines, "AP mines"), (row.uxo, "other items")]
    items = [f"{theme.number(count)} {label}" for count, label in counts if pd.notna(count)]
    area = [theme.number(row.area_km2, "km²")] if pd.notna(row.area_km2) else items[:2] or ["area not stated"]
    return ", ".join([*area, *_part(row)])


def _suffered(row: Any) -> str:
    if pd.notna(row.total):
        return ", ".join([f"{theme.number(row.total)} casualties", *_part(row)])
    counts = [(row.killed, "killed"), (row.injured, "injured")]
    said = [f"{theme.number(count)} {label}" for count, label in counts if pd.notna(count)]
    return ", ".join([*(said or ["number not stated"]), *_part(row)])


def _part(row: Any) -> list[str]:
    return [words for words in (OF.get(row.hazard), SCOPES.get(row.scope)) if words]


def _words(row: Any, titles: Names) -> str:
    return lines(
        f"<b>{theme.plain(row.called)} {_years(row)}</b>",
        theme.plain(row.said),
        CODES[row.hazard],
        wrapped(row.note),
        source_of(row, titles),
    )


def _title(rows: pd.DataFrame, what: str, years: str) -> str:
    if rows.empty:
        return f"No {what} over several years or a part of a year is on record"
    count = "One figure covers" if len(rows) == 1 else f"{len(rows)} figures cover"
    return f"{count} several years or a part of a year, and cannot be drawn as {years}"

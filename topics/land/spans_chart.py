"""Draws figures about several years or a part of a year over the whole period they cover."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, bars
from charts.panels import annotation, years_axis
from charts.stacks import Part, panel_codes
from topics.land.casualties import casualty_years
from topics.land.release import across_families, country_spans, release_by_method
from topics.land.release_chart import PARTS
from topics.tables import Tables, with_records
from topics.view import View
from topics.vocabulary.countries import names_at_dates
from topics.vocabulary.dates import year_range
from topics.vocabulary.hazards import ITEMS, PERSONS, hazard_name
from topics.vocabulary.land import SCOPES
from topics.vocabulary.numbers import number, of_drawn, plural
from topics.vocabulary.sources import source_line, source_titles
from topics.vocabulary.text import bold, escape, lines, wrap

ROW = 34
"""Pixels for a span and the words above it."""
PERSONS_PART = {"persons": Part("casualties", theme.CASUALTIES["total"], ".")}
OVERLAP = "Each bar lies over the years its figure covers; these figures overlap and must not be added."


def release_spans(tables: Tables, view: View, *, compare: tuple[str, ...] = ()) -> Chart:
    """Released areas and items over the whole period that each figure covers.

    `compare` are the countries to draw, without them those of the release by country.
    """
    codes = panel_codes(across_families(view.of(release_by_method(tables))), "area_km2", compare)
    every = country_spans(view.of(tables["clearance"]))
    rows = _labelled(tables, every[every["country"].isin(codes)], _release_words)
    figures = ("method", "area_km2", *ITEMS)
    return _spans(tables, rows, "release", "method", PARTS, figures, every)


def casualty_spans(tables: Tables, view: View, *, compare: tuple[str, ...] = ()) -> Chart:
    """Casualties over the whole period that each figure covers.

    `compare` are the countries to draw, without them those of the casualties by year.
    """
    table = view.of(tables["casualties"])
    codes = panel_codes(casualty_years(table), "persons", compare)
    every = country_spans(table)
    rows = _labelled(tables, every[every["country"].isin(codes)], _casualty_words).assign(part="persons")
    return _spans(tables, rows, "casualties", "part", PERSONS_PART, tuple(PERSONS), every)


def _spans(
    tables: Tables,
    rows: pd.DataFrame,
    what: str,
    column: str,
    parts: Mapping[str, Part],
    figures: tuple[str, ...],
    every: pd.DataFrame,
) -> Chart:
    """A bar for each figure over its years, in the colour of its part; `every` has those not drawn too."""
    if rows.empty:
        return empty(f"No figure of {what} over several years or a part of a year is on record")
    drawn = of_drawn(rows["country"].nunique(), every["country"].nunique(), "country", "countries")
    count = f"One figure{drawn} covers" if len(rows) == 1 else f"{len(rows)} figures{drawn} cover"
    title = f"{count} several years or a part of a year, and cannot be drawn as years of {what}"
    figure = _figure(tables, rows, column, parts)
    columns = ("country", "hazard", "year_from", "year_to", *figures, "scope")
    return Chart(title, rows.drop(columns="part", errors="ignore"), figure, OVERLAP, columns)


def _labelled(tables: Tables, rows: pd.DataFrame, words: Callable[[Any], list[str]]) -> pd.DataFrame:
    """Rows with their hover text and `statement`, what each says in a line."""
    rows = with_records(rows).reset_index(drop=True)
    titles, names = source_titles(tables), names_at_dates(rows, tables)
    statements = [", ".join([*words(row), *_about(tables, row)]) for row in rows.itertuples()]
    labels = [
        lines(
            bold(f"{name} {year_range(row.year_from, row.year_to)}"),
            escape(statement),
            hazard_name(tables, row.hazard),
            wrap(row.note),
            source_line(row.source, titles),
        )
        for name, statement, row in zip(names, statements, rows.itertuples(), strict=True)
    ]
    return rows.assign(statement=statements, label=labels)


def _figure(tables: Tables, rows: pd.DataFrame, column: str, parts: Mapping[str, Part]) -> dict[str, Any]:
    """A row for each figure: what it says in words, and below a bar over its years."""
    start = rows["year_from"].fillna(rows["year_to"]) - 0.5
    rows = rows.assign(place=range(len(rows)), start=start, length=rows["year_to"] + 0.5 - start)
    traces = [
        _bars(part_rows, part) for name, part in parts.items() if len(part_rows := rows[rows[column] == name])
    ]
    style = {"xref": "paper", "xanchor": "left", "yshift": 14, "font": {"size": theme.SIZE - 2}}
    words = [
        f"{bold(name)} {year_range(row.year_from, row.year_to)}: {escape(row.statement)}"
        for name, row in zip(names_at_dates(rows, tables), rows.itertuples(), strict=True)
    ]
    layout = {
        "height": ROW * len(rows) + 130,
        "barmode": "overlay",
        "xaxis": {"title": {"text": "Year"}, "showgrid": True}
        | years_axis(float(start.min()), float(rows["year_to"].max())),
        "yaxis": {"visible": False, "range": [len(rows) - 0.4, -0.9]},
        "annotations": [annotation(1, 0, place, text, **style) for place, text in enumerate(words)],
    }
    return {"data": traces, "layout": layout | ({"showlegend": False} if len(parts) == 1 else {})}


def _bars(rows: pd.DataFrame, part: Part) -> Trace:
    pattern = {"shape": "/", "fillmode": "overlay", "solidity": 0.35}
    marker = {"color": part.colour, "pattern": pattern}
    style = {"orientation": "h", "width": 0.3, "marker": marker, "base": rows["start"].tolist()}
    return bars(rows, "length", "place", part.label, **style)


def _release_words(row: Any) -> list[str]:
    """The area, else the first two counts of items."""
    if pd.notna(row.area_km2):
        return [number(row.area_km2, "km²")]
    counts = [(getattr(row, item), words) for item, words in ITEMS.items()]
    items = [f"{number(count)} {words}" for count, words in counts if pd.notna(count)]
    return items[:2] or ["area not stated"]


def _casualty_words(row: Any) -> list[str]:
    if pd.notna(row.total):
        return [plural(row.total, "casualty", "casualties")]
    counts = [(row.killed, PERSONS["killed"]), (row.injured, PERSONS["injured"])]
    return [f"{number(count)} {words}" for count, words in counts if pd.notna(count)] or ["number not stated"]


def _about(tables: Tables, row: Any) -> list[str]:
    """The hazard where it is one alone, and the scope where it is not the whole period."""
    hazard = "" if row.hazard == "ALL" else hazard_name(tables, row.hazard, short=True)
    return [*filter(None, [hazard, SCOPES[row.scope] if row.scope == "partial_year" else ""])]

"""Draws figures about several years or a part of a year over the whole period they cover."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, bars
from charts.panels import annotation, years_axis
from charts.stacks import Part, look, part_keys
from topics.land.casualties import SPLIT
from topics.land.release import country_spans
from topics.land.release_chart import PARTS
from topics.tables import Tables, with_records
from topics.view import View
from topics.vocabulary.countries import country_names, names_at_dates
from topics.vocabulary.dates import year_range
from topics.vocabulary.hazards import PERSONS, families, family_names, hazard_name, items_of
from topics.vocabulary.land import METHODS, SCOPES
from topics.vocabulary.numbers import area, number, plural
from topics.vocabulary.sentences import sentence
from topics.vocabulary.sources import source_line
from topics.vocabulary.text import bold, escape, lines, wrap

ROW = 33
"""Pixels for a span and the words above it."""
MOST = 11
"""Spans drawn; the table has all."""
SERIES = ["country", "hazard", "year_from"]
"""Figures of one hazard that begin in one year: a later one adds to an earlier one."""
PERSONS_PART = {"persons": Part("Casualties", theme.CASUALTIES["total"], ".")}
PERIOD = ("country", "year_from", "year_to", "hazard")


def release_spans(tables: Tables, view: View, *, compare: tuple[str, ...] = ()) -> Chart:
    """Released areas and items over the whole period that each figure covers.

    `compare` are the countries to draw, without them all of the view.
    """
    rows = country_spans(view.of(tables["clearance"]))
    rows = rows[rows["country"].isin(compare or view.members)]
    rows = _ordered(rows.assign(size=rows["area_km2"]), [*SERIES, "method"])
    if rows.empty:
        return empty(sentence("No release over several years or part of a year on record"))
    rows = _labelled(tables, rows, _release_words)
    return Chart(
        _release_title(tables, rows.iloc[0]),
        rows.drop(columns=["size", "is_drawn"]),
        _figure(tables, rows[rows["is_drawn"]], "method", PARTS),
        _note(rows),
        (*PERIOD, "area_km2", "method", "scope"),
        measure=sentence("Land released over several years or part of a year, km²"),
    )


def casualty_spans(tables: Tables, view: View, *, compare: tuple[str, ...] = ()) -> Chart:
    """Casualties over the whole period that each figure covers.

    `compare` are the countries to draw, without them all of the view.
    """
    rows = country_spans(view.of(tables["casualties"]))
    rows = rows[rows["country"].isin(compare or view.members)]
    persons = rows["total"].astype("float64").fillna(rows[list(SPLIT)].sum(axis=1, min_count=1))
    rows = _ordered(rows.assign(size=persons), SERIES)
    if rows.empty:
        return empty(sentence("No casualties over several years or part of a year on record"))
    rows = _labelled(tables, rows, _casualty_words)
    return Chart(
        _casualty_title(tables, rows.iloc[0]),
        rows.drop(columns=["size", "is_drawn"]),
        _figure(tables, rows[rows["is_drawn"]].assign(part="persons"), "part", PERSONS_PART),
        _note(rows),
        (*PERIOD, "total", "killed", "injured"),
        measure=sentence("People killed or injured over several years or part of a year"),
    )


def _ordered(rows: pd.DataFrame, series: list[str]) -> pd.DataFrame:
    """The largest figures first; `is_drawn` is the largest of a series, first one for each country."""
    rows = rows.sort_values(["size", "year_to"], ascending=False, kind="stable")
    leads = rows[~rows.duplicated(series) & rows["year_from"].notna()]
    places = leads.groupby("country").cumcount().sort_values(kind="stable").index[:MOST]
    return rows.assign(is_drawn=rows.index.isin(places)).reset_index(drop=True)


def _note(rows: pd.DataFrame) -> str:
    words = sentence("The periods overlap: do not add these figures.")
    count = int((~rows["is_drawn"]).sum())
    return f"{words} {sentence('{count} more in the table.', count=count)}" if count else words


def _labelled(tables: Tables, rows: pd.DataFrame, words: Callable[[Any], list[str]]) -> pd.DataFrame:
    """Rows with their hover text and `statement`, what each says in a line."""
    rows = with_records(rows).reset_index(drop=True)
    names = names_at_dates(rows, tables)
    statements = [", ".join([*words(row), *_about(tables, row)]) for row in rows.itertuples()]
    labels = [
        lines(
            bold(f"{name} {year_range(row.year_from, row.year_to)}"),
            escape(statement),
            METHODS.get(getattr(row, "method", ""), ""),
            escape(hazard_name(tables, row.hazard)),
            wrap(row.note),
            source_line(tables, row.source),
        )
        for name, statement, row in zip(names, statements, rows.itertuples(), strict=True)
    ]
    return rows.assign(statement=statements, label=labels)


def _figure(tables: Tables, rows: pd.DataFrame, column: str, parts: Mapping[str, Part]) -> dict[str, Any]:
    """A row for each figure: what it says in words, and below a bar over its years."""
    start = rows["year_from"] - 0.5
    rows = rows.assign(place=range(len(rows)), start=start, length=rows["year_to"] + 0.5 - start)
    names = country_names(tables)
    traces = [_bars(part_rows, parts[name]) for name, part_rows in rows.groupby(column)]
    key = part_keys(parts, rows[column]) if len(parts) > 1 else []
    style = {"xref": "paper", "xanchor": "left", "yshift": 13, "font": {"size": theme.SIZE - 2}}
    words = [
        f"{bold(names[row.country])} {year_range(row.year_from, row.year_to)}: {escape(row.statement)}"
        for row in rows.itertuples()
    ]
    layout = {
        "height": ROW * len(rows) + (110 if key else 80),
        "barmode": "overlay",
        "margin": {"t": 30 if key else 4},
        "xaxis": {"showgrid": True} | years_axis(float(start.min()), float(rows["year_to"].max())),
        "yaxis": {"visible": False, "range": [len(rows) - 0.4, -0.9]},
        "annotations": [annotation(1, 0, place, text, **style) for place, text in enumerate(words)],
    }
    return {"data": [*key, *traces], "layout": layout}


def _bars(rows: pd.DataFrame, part: Part) -> Trace:
    style = {"orientation": "h", "width": 0.3, "marker": look(part), "base": rows["start"].tolist()}
    style["showlegend"] = False
    return bars(rows, "length", "place", part.label, **style)


def _release_words(row: Any) -> list[str]:
    """The area, else the first count of items."""
    if pd.notna(row.area_km2):
        return [area(row.area_km2)]
    return items_of(row)[:1] or [sentence("area not stated")]


def _casualty_words(row: Any) -> list[str]:
    if pd.notna(row.total):
        return [plural(row.total, "casualty", "casualties")]
    counts = [(row.killed, PERSONS["killed"]), (row.injured, PERSONS["injured"])]
    known = [f"{number(count)} {words}" for count, words in counts if pd.notna(count)]
    return known or [sentence("number of people not stated")]


def _about(tables: Tables, row: Any) -> list[str]:
    """The hazard where it is one alone and no item names it; the scope of a part of a year."""
    is_named = row.hazard != "ALL" and (not hasattr(row, "area_km2") or pd.notna(row.area_km2))
    family = families(tables).get(row.hazard, "")
    hazard = family_names(tables, short=True).get(family, "") if is_named else ""
    return [*filter(None, [hazard, SCOPES[row.scope] if row.scope == "partial_year" else ""])]


def _release_title(tables: Tables, row: Any) -> str:
    """What the first row says."""
    words = _title_words(tables, row)
    if pd.isna(row["area_km2"]):
        return sentence("{country}: {items} destroyed, {years}", items=_release_words(row)[0], **words)
    if row["method"] == "clearance":
        return sentence("{country} cleared {area}, {years}", area=area(row["area_km2"]), **words)
    return sentence("{country} released {area}, {years}", area=area(row["area_km2"]), **words)


def _casualty_title(tables: Tables, row: Any) -> str:
    """What the first row says."""
    return sentence("{country}: {count}, {years}", count=_casualty_words(row)[0], **_title_words(tables, row))


def _title_words(tables: Tables, row: Any) -> dict[str, str]:
    country = country_names(tables, full=True)[row["country"]]
    return {"country": country, "years": year_range(row["year_from"], row["year_to"])}

"""Draws casualties of a year, killed and injured apart, with the figures of other sources."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.stacks import Part, panel_codes, stacked_panels
from topics.land.casualties import SPLIT, casualty_years
from topics.tables import Tables
from topics.view import WORLD, View
from topics.vocabulary.countries import country_names, names_at_dates, names_by_year
from topics.vocabulary.hazards import PERSONS, hazard_name
from topics.vocabulary.numbers import number, plural
from topics.vocabulary.sources import source_line, source_titles
from topics.vocabulary.text import bold, lines, sentence_case, wrap

PATTERNS = {"killed": "", "injured": "/", "unknown": "x", "total": "."}
PARTS = {code: Part(words, theme.CASUALTIES[code], PATTERNS[code]) for code, words in PERSONS.items()}
HEADINGS = {"ALL": "Mines and explosive remnants of war", "CMR": "Cluster munitions, attacks included"}
"""What the counts of the world are of."""


def casualties(tables: Tables, view: View, *, compare: tuple[str, ...] = ()) -> Chart:
    """Killed, injured and of unknown fate per year, a panel per country.

    `compare` are the countries to draw, without them the six with figures for most years.
    """
    rows = casualty_years(view.of(tables["casualties"]))
    codes = panel_codes(rows, "persons", compare)
    rows = rows[rows["country"].isin(codes)].reset_index(drop=True)
    if rows.empty:
        return empty("No casualties of a single year are on record")
    rows = _labelled(tables, rows, names_at_dates(rows, tables))
    names = country_names(tables, full=True)
    return Chart(
        _title(tables, rows),
        rows.drop(columns="is_split"),
        stacked_panels(_marks(rows, "country"), {code: names[code] for code in codes}, PARTS, "Persons"),
        "Open marks are other counts, such as those of a government beside those of a monitor.",
        ("country", "hazard", "year", *PERSONS, "role"),
    )


def world_casualties(tables: Tables, view: View) -> Chart:
    """Casualties worldwide per year, a panel for all hazards and one for cluster munitions."""
    rows = casualty_years(view.of(tables["global_casualties"], skip=("country",)))
    if rows.empty:
        return empty("No casualties worldwide are on record")
    headings = {code: HEADINGS.get(code, hazard_name(tables, code)) for code in rows["hazard"].unique()}
    rows = _labelled(tables, rows, rows["hazard"].map(headings))
    return Chart(
        _world_title(rows),
        rows.drop(columns="is_split"),
        stacked_panels(_marks(rows, "hazard"), headings, PARTS, "Persons", height=240),
        columns=("hazard", "year", *PERSONS, "role"),
        scope=replace(view, region=WORLD, countries=()).words(),
    )


def _marks(rows: pd.DataFrame, panel: str) -> pd.DataFrame:
    """A mark for each part of a year that is split, one for the total of a year that is not."""
    rows = rows.assign(panel=rows[panel])
    split = rows[rows["is_split"]]
    parts = [split.assign(part=name, value=split[name]).dropna(subset="value") for name in SPLIT]
    whole = rows[~rows["is_split"]]
    return pd.concat([*parts, whole.assign(part="total", value=whole["persons"])])


def _labelled(tables: Tables, rows: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    titles = source_titles(tables)
    labels = [_label(tables, row, name, titles) for row, name in zip(rows.itertuples(), names, strict=True)]
    return rows.assign(label=labels)


def _label(tables: Tables, row: Any, name: str, titles: Mapping[str, str]) -> str:
    counts = [(getattr(row, part), PERSONS[part]) for part in SPLIT]
    return lines(
        bold(f"{name} {row.year}"),
        plural(row.total, "casualty", "casualties") if pd.notna(row.total) else "",
        ", ".join(f"{number(count)} {words}" for count, words in counts if pd.notna(count)),
        f"Count of {hazard_name(tables, row.hazard)}" if row.hazard != "ALL" else "",
        "Figure of another source" if row.role == "rival" else "",
        wrap(row.note),
        source_line(row.source, titles),
    )


def _title(tables: Tables, rows: pd.DataFrame) -> str:
    rows = rows[rows["role"] == "stack"]
    code = rows.groupby("country")["persons"].sum().idxmax()
    years = rows[rows["country"] == code].set_index("year")["persons"]
    worst, last = years.idxmax(), years.index.max()
    if not years[worst]:
        return f"No casualties were counted in the years with figures ({years.index.min()}–{last})"
    name = sentence_case(names_by_year(tables, [last], full=True)[last][code])
    count = f"{name}, years on record: {len(years)}"
    if len(years) == 1:
        return f"{name}: {_persons(years[worst])} in {worst}, the one year on record"
    if worst == last:
        return f"{count}; most in the last, {last}: {_persons(years[worst])}"
    return f"{count}; most in {worst}: {_persons(years[worst])}; in the last, {last}: {_persons(years[last])}"


def _world_title(rows: pd.DataFrame) -> str:
    rows = rows[rows["role"] == "stack"]
    years = rows[rows["hazard"] == rows["hazard"].iloc[0]].set_index("year")["persons"]
    worst, last = years.idxmax(), years.index.max()
    most = f"Worldwide {_persons(years[worst])} were counted in {worst}, the most on record"
    return most if worst == last else f"{most}, and {_persons(years[last])} in {last}"


def _persons(count: float) -> str:
    return plural(count, "casualty", "casualties") if count else "no casualties"

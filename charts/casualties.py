"""Draws casualties year by year, killed and injured apart, with the figures that other sources give."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis import release
from analysis.names import called
from charts import theme
from charts.contamination import CODES
from charts.panels import full_names
from charts.stacks import Part, chosen_panels, stacked_panels
from charts.words import lines, names_of, source_of, source_titles, wrapped

PARTS = {
    "killed": Part("killed", theme.CASUALTIES["killed"]),
    "injured": Part("injured", theme.CASUALTIES["injured"], "/"),
    "unknown": Part("fate unknown", theme.CASUALTIES["unknown"], "x"),
    "total": Part("killed or injured, not told apart", theme.CASUALTIES["total"], "."),
}
SPLIT = ("killed", "injured", "unknown")
WORLD = {"ALL": "Mines and explosive remnants of war", "CMR": "Cluster munitions, attacks included"}
COLUMNS = ["panel", "year", "part", "value", "role", "words"]


def casualties_by_country(
    casualties: pd.DataFrame,
    countries: pd.DataFrame,
    sources: pd.DataFrame | None = None,
    compare: Sequence[str] = (),
) -> go.Figure:
    """Killed, injured and of unknown fate per year, a panel per country.

    Args:
        casualties: the table or a part of it.
        countries: names.
        sources: titles for the hover texts.
        compare: the countries to draw; the six with figures for most years where none is given.
    """
    rows = release.casualty_years(casualties)
    marks = _marks(rows, "country", called(rows, countries), source_titles(sources))
    headings = chosen_panels(marks, compare, names_of(countries))
    figure = stacked_panels(marks, headings, PARTS, "Persons")
    drawn = marks[marks["panel"].isin(headings)]
    return figure.update_layout(title_text=_title(drawn, countries))


def world_casualties(global_casualties: pd.DataFrame, sources: pd.DataFrame | None = None) -> go.Figure:
    """Casualties worldwide per year, all hazards and cluster munitions in panels.

    Args:
        global_casualties: the table or a part of it.
        sources: titles for the hover texts.
    """
    rows = release.casualty_years(global_casualties)
    marks = _marks(rows, "hazard", rows["hazard"].replace(WORLD), source_titles(sources))
    figure = stacked_panels(marks, WORLD, PARTS, "Persons", 240)
    return figure.update_layout(title_text=_world_title(marks))


def _marks(rows: pd.DataFrame, column: str, names: pd.Series, titles: dict[str, str]) -> pd.DataFrame:
    """A mark for each part of a year that is split, one for the total of a year that is not."""
    found = []
    for row, name in zip(rows.itertuples(), names, strict=True):
        panel = getattr(row, column)
        words = _words(row, name, titles)
        stated = {part: getattr(row, part) for part in SPLIT if pd.notna(getattr(row, part))}
        adds_up = pd.isna(row.total) or sum(stated.values()) == row.total
        if row.role == "rival" or not adds_up or not any(stated.values()):
            stated = {"total": row.count}
        found += [(panel, row.year, part, value, row.role, words) for part, value in stated.items()]
    return pd.DataFrame(found, columns=COLUMNS).astype({"year": "int64", "value": float})


def _words(row: Any, name: str, titles: dict[str, str]) -> str:
    split = [
        f"{theme.number(getattr(row, part))} {PARTS[part].label}"
        for part in SPLIT
        if pd.notna(getattr(row, part))
    ]
    return lines(
        f"<b>{theme.plain(name)} {row.year}</b>",
        f"{theme.number(row.total)} casualties" if pd.notna(row.total) else "",
        ", ".join(split),
        f"Count of {CODES[row.hazard]}" if row.hazard != "ALL" else "",
        "Figure of another source" if row.role == "rival" else "",
        wrapped(row.note),
        source_of(row, titles),
    )


def _title(marks: pd.DataFrame, countries: pd.DataFrame) -> str:
    rows = marks[marks["role"] == "stack"]
    if rows.empty:
        return "No casualties of a single year are on record"
    sums = rows.groupby("panel")["value"].sum().sort_values()
    code = str(sums.index[-1])
    years = rows[rows["panel"] == code].groupby("year")["value"].sum()
    worst, last = years.idxmax(), years.index.max()
    name = theme.plain(full_names(countries, last).get(code, code))
    name = name[0].upper() + name[1:]
    if not years[worst]:
        return f"No casualties were counted in the years with figures ({years.index.min()}–{last})"
    first = f"{name} had {_persons(years[worst])} in {worst}"
    return (
        first
        if worst == last
        else f"{first} and {_persons(years[last])} in {last}, its last year with a figure"
    )


def _world_title(marks: pd.DataFrame) -> str:
    rows = marks[(marks["role"] == "stack")]
    if rows.empty:
        return "No casualties worldwide are on record"
    panel = next(name for name in WORLD if name in set(rows["panel"]))
    years = rows[rows["panel"] == panel].groupby("year")["value"].sum()
    worst, last = years.idxmax(), years.index.max()
    most = f"Worldwide there were {_persons(years[worst])} in {worst}, the most on record"
    return most if worst == last else f"{most}, and {_persons(years[last])} in {last}"


def _persons(count: float) -> str:
    if not count:
        return "no casualties"
    return f"{theme.number(count)} casualt{'y' if count == 1 else 'ies'}"

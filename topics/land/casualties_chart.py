"""Draws casualties of a year, killed and injured apart, with the figures of other sources."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.stacks import Part, panel_codes, panels_note, stacked_panels
from topics.land.casualties import SPLIT, casualty_years
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names, names_at_dates
from topics.vocabulary.hazards import PERSONS, hazard_name
from topics.vocabulary.numbers import number, plural
from topics.vocabulary.sentences import sentence
from topics.vocabulary.sources import source_line
from topics.vocabulary.text import bold, escape, lines, wrap

PARTS = {
    "killed": Part("Killed", theme.CASUALTIES["killed"]),
    "injured": Part("Injured", theme.CASUALTIES["injured"], "/"),
    "unknown": Part("Fate unknown", theme.CASUALTIES["unknown"], "x"),
    "total": Part("Not separated", theme.CASUALTIES["total"], "."),
}
HEADINGS = {"ALL": "Mines and explosive remnants of war", "CMR": "Cluster munitions, attacks included"}
"""What the counts of the world are of."""


def casualties(tables: Tables, view: View, *, compare: tuple[str, ...] = ()) -> Chart:
    """Killed, injured and of unknown fate per year, a panel per country.

    `compare` are the countries to draw, without them those with figures for most years.
    """
    rows = casualty_years(view.of(tables["casualties"]))
    codes, total = panel_codes(rows, "persons", compare), rows["country"].nunique()
    rows = rows[rows["country"].isin(codes)]
    if rows.empty:
        return empty(sentence("No casualties of a single year on record"))
    rows = rows.sort_values(["year", "country"], ascending=[False, True], ignore_index=True)
    rows = _labelled(tables, rows, names_at_dates(rows, tables))
    names = country_names(tables)
    note = [
        sentence("A year without a bar has no figure."),
        panels_note(len(codes), total, compare),
    ]
    return Chart(
        _title(tables, rows),
        rows.drop(columns="is_split"),
        stacked_panels(_marks(rows, "country"), {code: names[code] for code in codes}, PARTS),
        " ".join(filter(None, note)),
        ("country", "year", *PERSONS, "role"),
        measure=_measure(),
    )


def world_casualties(tables: Tables, view: View) -> Chart:
    """Casualties worldwide per year, a panel for all hazards and one for cluster munitions."""
    rows = casualty_years(view.of(tables["global_casualties"], skip=("country",)))
    if rows.empty:
        return empty(sentence("No casualties worldwide on record"))
    headings = {code: HEADINGS.get(code, hazard_name(tables, code)) for code in rows["hazard"].unique()}
    rows = rows.sort_values(["hazard", "year"], ascending=[True, False], ignore_index=True)
    rows = _labelled(tables, rows, rows["hazard"].map(headings))
    return Chart(
        _world_title(rows),
        rows.drop(columns="is_split"),
        stacked_panels(_marks(rows, "hazard"), headings, PARTS),
        sentence("Do not add the two counts: they overlap.") if len(headings) > 1 else "",
        ("hazard", "year", *PERSONS, "role"),
        view.worldwide(rows),
        measure=_world_measure(headings),
    )


def _measure() -> str:
    return sentence("People killed or injured a year")


def _world_measure(headings: Mapping[str, str]) -> str:
    """What is drawn, with the hazard where it is one alone and has no heading."""
    if [*headings] != ["CMR"]:
        return _measure()
    return sentence("People killed or injured a year by cluster munitions, attacks included")


def _marks(rows: pd.DataFrame, panel: str) -> pd.DataFrame:
    """A mark for each part of a year that is split, one for the total of a year that is not."""
    rows = rows.assign(panel=rows[panel])
    split = rows[rows["is_split"]]
    parts = [split.assign(part=name, value=split[name]).dropna(subset="value") for name in SPLIT]
    whole = rows[~rows["is_split"]]
    return pd.concat([*parts, whole.assign(part="total", value=whole["persons"])])


def _labelled(tables: Tables, rows: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    labels = [_label(tables, row, name) for row, name in zip(rows.itertuples(), names, strict=True)]
    return rows.assign(label=labels)


def _label(tables: Tables, row: Any, name: str) -> str:
    counts = [(getattr(row, part), PERSONS[part]) for part in SPLIT]
    return lines(
        bold(f"{name} {row.year}"),
        plural(row.total, "casualty", "casualties") if pd.notna(row.total) else "",
        ", ".join(f"{number(count)} {words}" for count, words in counts if pd.notna(count)),
        escape(sentence("Only {hazard}", hazard=hazard_name(tables, row.hazard)))
        if row.hazard != "ALL"
        else "",
        "Other source" if row.role == "rival" else "",
        wrap(row.note),
        source_line(tables, row.source),
    )


def _title(tables: Tables, rows: pd.DataFrame) -> str:
    """The worst and the last year of the country with most casualties."""
    rows = rows[rows["role"] == "stack"]
    code = rows.groupby("country")["persons"].sum().idxmax()
    years = rows[rows["country"] == code].set_index("year")["persons"]
    worst, last = years.idxmax(), years.index.max()
    if not years[worst]:
        return sentence("No casualties counted in the years on record")
    words = {
        "country": country_names(tables, full=True)[code],
        "most": plural(years[worst], "casualty", "casualties"),
        "worst": worst,
        "number": number(years[last]) if years[last] else "none",
        "last": last,
    }
    if len(years) == 1:
        return sentence("{country}: {most} in {worst}", **words)
    if worst == last:
        return sentence("{country}: {most} in {worst}, the most on record", **words)
    return sentence("{country}: {most} in {worst}, {number} in {last}", **words)


def _world_title(rows: pd.DataFrame) -> str:
    rows = rows[rows["role"] == "stack"]
    years = rows[rows["hazard"] == rows["hazard"].iloc[0]].set_index("year")["persons"]
    worst, last = years.idxmax(), years.index.max()
    words = {"count": plural(years[last], "casualty", "casualties"), "last": last, "worst": worst}
    if worst == last:
        return sentence("{count} worldwide in {last}, the most on record", **words)
    most = number(years[worst])
    return sentence("{count} worldwide in {last}; most in {worst}: {most}", most=most, **words)

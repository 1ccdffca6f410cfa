"""The indicators of the Roadmap on the control of small arms: all as a table, by jurisdiction as lists."""

import pandas as pd

from charts.chart import Chart, empty
from topics.cooperation.meetings_table import DOCUMENT
from topics.tables import Tables, with_records
from topics.view import View
from topics.vocabulary.countries import country_names, names_at_dates
from topics.vocabulary.numbers import number, plural
from topics.vocabulary.sentences import sentence
from topics.vocabulary.sources import source_line
from topics.vocabulary.text import bold, lines, wrap


def roadmap_indicators(tables: Tables, view: View) -> Chart:
    """All figures of the indicators, the latest year first."""
    rows = tables["roadmap_indicators"]
    if rows.empty:
        return empty(sentence("No indicator of the Roadmap on record"))
    rows = rows.sort_values(["year", "indicator"], ascending=[False, True], kind="stable")
    rows = rows.sort_values("value", key=pd.isna, kind="stable", ignore_index=True)
    labels = [
        lines(
            bold(row["indicator"]),
            f"{row['year']}: {number(row['value'], row['unit'])}",
            source_line(tables, row["source"]),
        )
        for row in rows.to_dict("records")
    ]
    title = sentence(
        "Indicators of the Roadmap: {figures} of {indicators}",
        figures=plural(rows["value"].count(), "figure"),
        indicators=plural(rows["indicator"].nunique(), "indicator"),
    )
    columns = ("indicator", "jurisdiction", "year", "value", "unit")
    return Chart(title, with_records(rows.assign(label=labels)), columns=columns, scope=DOCUMENT)


def jurisdiction_indicators(tables: Tables, view: View) -> Chart:
    """The figures of single jurisdictions, a list for each, the latest year first."""
    rows = tables["roadmap_indicators"]
    rows = rows[rows["jurisdiction"].isin(tables["countries"]["country"]) & rows["value"].notna()]
    if rows.empty:
        return empty(sentence("No indicator of a single jurisdiction on record"))
    names = country_names(tables, full=True)
    rows = rows.assign(place=rows["jurisdiction"].map(names), claim="stated")
    rows = rows.sort_values(["place", "year"], ascending=[True, False], kind="stable", ignore_index=True)
    sentences = [f"{row.indicator} ({row.year}): {number(row.value, row.unit)}" for row in rows.itertuples()]
    labels = [
        lines(bold(name), wrap(words), source_line(tables, source))
        for name, words, source in zip(
            names_at_dates(rows, tables, "jurisdiction"), sentences, rows["source"], strict=True
        )
    ]
    title = sentence(
        "Indicators of the Roadmap for {places}: {figures}",
        places=plural(rows["jurisdiction"].nunique(), "jurisdiction"),
        figures=plural(len(rows), "figure"),
    )
    return Chart(
        title,
        with_records(rows.assign(sentence=sentences, label=labels)),
        columns=("jurisdiction", "year", "indicator", "value", "unit"),
        scope=DOCUMENT,
        heads=("place",),
    )

"""The indicators of the Roadmap on the control of small arms: all as a table, by jurisdiction as lists."""

from charts.chart import Chart, empty
from topics.cooperation.meetings_table import DOCUMENT
from topics.tables import Tables, with_records
from topics.view import View
from topics.vocabulary.countries import country_names, names_at_dates
from topics.vocabulary.numbers import number, plural
from topics.vocabulary.sources import source_line, source_titles
from topics.vocabulary.text import bold, lines, wrap


def roadmap_indicators(tables: Tables, view: View) -> Chart:
    """All figures of the indicators, the latest year first."""
    rows = tables["roadmap_indicators"]
    if rows.empty:
        return empty("No indicator of the Roadmap is on record")
    rows = rows.sort_values(["year", "indicator"], ascending=[False, True], ignore_index=True)
    titles = source_titles(tables)
    labels = [
        lines(
            bold(row["indicator"]),
            f"{row['year']}: {number(row['value'], row['unit'])}",
            source_line(row["source"], titles),
        )
        for row in rows.to_dict("records")
    ]
    indicators = plural(rows["indicator"].nunique(), "indicator")
    return Chart(
        f"{plural(len(rows), 'figure')} of the Roadmap, from {indicators}",
        with_records(rows.assign(label=labels)),
        columns=("indicator", "jurisdiction", "year", "value", "unit"),
        scope=DOCUMENT,
    )


def jurisdiction_indicators(tables: Tables, view: View) -> Chart:
    """The figures of single jurisdictions, a list for each, the latest year first."""
    rows = tables["roadmap_indicators"]
    rows = rows[rows["jurisdiction"].isin(tables["countries"]["country"]) & rows["value"].notna()]
    if rows.empty:
        return empty("No indicator of a single jurisdiction is on record")
    names = country_names(tables, full=True)
    rows = rows.assign(place=rows["jurisdiction"].map(names), claim="stated")
    rows = rows.sort_values(["place", "year"], ascending=[True, False], kind="stable", ignore_index=True)
    sentences = [
        f"{row['indicator']} ({row['year']}): {number(row['value'], row['unit'])}"
        for row in rows.to_dict("records")
    ]
    titles = source_titles(tables)
    labels = [
        lines(bold(name), wrap(sentence), source_line(source, titles))
        for name, sentence, source in zip(
            names_at_dates(rows, tables, "jurisdiction"), sentences, rows["source"], strict=True
        )
    ]
    places = plural(rows["jurisdiction"].nunique(), "jurisdiction")
    return Chart(
        f"Figures of the Roadmap and before it, by jurisdiction: {len(rows)} for {places}",
        with_records(rows.assign(sentence=sentences, label=labels)),
        note="Each line opens its source.",
        columns=("jurisdiction", "year", "indicator", "value", "unit"),
        scope=DOCUMENT,
        heads=("place",),
    )

"""The indicators of the Roadmap on the control of small arms, as a table."""

from charts.chart import Chart, empty
from topics.cooperation.meetings_table import DOCUMENT
from topics.tables import Tables, with_records
from topics.view import View
from topics.vocabulary.numbers import number, plural
from topics.vocabulary.sources import source_line, source_titles
from topics.vocabulary.text import bold, lines


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

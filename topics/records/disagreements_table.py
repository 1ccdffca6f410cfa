"""The points on which sources disagree, and each statement about them, as tables."""

from charts.chart import Chart, empty
from topics.records.disagreements import ALL, disagreements_in_view, leads
from topics.records.disagreements_chart import COLUMNS, NONE
from topics.tables import Tables, united
from topics.view import View
from topics.vocabulary.numbers import number
from topics.vocabulary.text import bold, lines, wrap

NOTE = (
    "The reason follows from the records by written rules. *Documents* counts those that state something; "
    "documents that repeat each other, or have one publisher, count as one *origin*."
)


def disagreement_points(tables: Tables, view: View, *, subject: str = ALL) -> Chart:
    """One row for each disagreement, the widest first; it rests on all statements about it."""
    rows = disagreements_in_view(tables, view, subject=subject)
    if rows.empty:
        return empty(NONE)
    records = rows.groupby("group")["records"].agg(united)
    points = leads(rows)
    points = points[["subject", "about", "apart", "reason", "documents", "origins", "country", "group"]]
    points = points.assign(
        records=points["group"].map(records),
        is_stated=False,
        label=[lines(bold(row.about), row.apart, wrap(row.reason)) for row in points.itertuples()],
    )
    several = f"All {number(len(points))} points, the widest apart first"
    title = several if len(points) > 1 else "One point of disagreement"
    return Chart(title, points, note=NOTE, columns=("about", "apart", "reason", "documents", "origins"))


def disagreement_statements(tables: Tables, view: View, *, subject: str = ALL) -> Chart:
    """Each statement about the points on which sources disagree."""
    rows = disagreements_in_view(tables, view, subject=subject)
    if rows.empty:
        return empty(NONE)
    title = f"Each of the {number(len(rows))} statements with its source"
    return Chart(title, rows, columns=COLUMNS)

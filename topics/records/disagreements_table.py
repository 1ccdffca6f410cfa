"""The points on which sources disagree, and each statement about them, as tables."""

from charts.chart import Chart, empty
from topics.records.disagreement_words import no_disagreement
from topics.records.disagreements import ALL, disagreements_in_view, leads
from topics.records.disagreements_chart import COLUMNS
from topics.tables import Tables, united
from topics.view import View
from topics.vocabulary.numbers import plural
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import bold, lines, wrap


def disagreement_points(tables: Tables, view: View, *, subject: str = ALL) -> Chart:
    """One row for each disagreement, the widest first; it rests on all statements about it."""
    rows = disagreements_in_view(tables, view, subject=subject)
    if rows.empty:
        return empty(no_disagreement())
    records = rows.groupby("group")["records"].agg(united)
    points = leads(rows)
    points = points[["subject", "about", "apart", "reason", "documents", "origins", "country", "group"]]
    points = points.assign(
        records=points["group"].map(records),
        is_stated=False,
        label=[lines(bold(row.about), row.apart, wrap(row.reason)) for row in points.itertuples()],
    )
    title = sentence("Sources disagree on {points}", points=plural(len(points), "point"))
    note = sentence("Documents that repeat each other, or have one publisher, count as one origin.")
    return Chart(title, points, note=note, columns=("about", "apart", "reason", "documents", "origins"))


def disagreement_statements(tables: Tables, view: View, *, subject: str = ALL) -> Chart:
    """Each statement about the points on which sources disagree."""
    rows = disagreements_in_view(tables, view, subject=subject)
    if rows.empty:
        return empty(no_disagreement())
    title = sentence("{statements} that differ from others", statements=plural(len(rows), "statement"))
    return Chart(title, rows, columns=COLUMNS)

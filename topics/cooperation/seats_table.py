"""The organisations with a known seat, as a table."""

from charts.chart import Chart, empty
from topics.cooperation.seats import NO_SEAT, organisations
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.numbers import plural
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import bold


def organisations_table(tables: Tables, view: View) -> Chart:
    """Each organisation with its seat and the number of meetings it is on record at."""
    rows = organisations(tables, view)
    if rows.empty:
        return empty(NO_SEAT)
    rows = rows.assign(
        label=[
            f"{bold(name)}<br>{plural(count, 'meeting')} on record"
            for name, count in zip(rows["name"], rows["meetings"], strict=True)
        ],
        is_stated=False,
    )
    columns = ("name", "meetings", "city", "country", "kind")
    title = sentence("{organisations} with a known seat", organisations=plural(len(rows), "organisation"))
    return Chart(title, rows.drop(columns="short"), columns=columns)

"""The organisations with a known seat, as a table."""

from charts.chart import Chart, empty
from topics.cooperation.seats import organisations
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.numbers import plural
from topics.vocabulary.text import bold


def organisations_table(tables: Tables, view: View) -> Chart:
    """Each organisation with its seat and the number of meetings it is on record at."""
    rows = organisations(tables, view)
    if rows.empty:
        return empty("No organisation with a known seat is on record")
    rows = rows.assign(
        label=[
            f"{bold(name)}<br>{plural(count, 'meeting')} on record"
            for name, count in zip(rows["name"], rows["meetings"], strict=True)
        ],
        is_stated=False,
    )
    columns = ("name", "kind", "city", "country", "meetings")
    return Chart(f"The {plural(len(rows), 'organisation')}", rows.drop(columns="short"), columns=columns)

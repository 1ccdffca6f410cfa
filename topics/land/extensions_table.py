"""Table of the deadlines ahead with the law of their extension."""

from charts.chart import Chart, empty
from topics.land.extensions import extensions_ahead
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import long_date
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import bold, escape, lines, wrap

COLUMNS = ("country", "treaty", "deadline", "extension", "request", "meeting", "request_due")


def extension_rules(tables: Tables, view: View) -> Chart:
    """Who decides on an extension of each deadline ahead, and when it is to be requested."""
    rows = view.of(extensions_ahead(tables), skip=("years", "hazard")).reset_index(drop=True)
    if rows.empty:
        return empty(sentence("No deadline ahead on record"))
    names, meetings = country_names(tables), tables["events"].set_index("event")["title"]
    labels = [
        lines(
            bold(names.get(row.country, row.country)),
            escape(f"{row.treaty} Article {row.article}: {long_date(row.deadline, row.deadline_precision)}"),
            wrap(row.extension),
            wrap(row.request),
        )
        for row in rows.itertuples()
    ]
    rows = rows.assign(label=labels, meeting=rows["meeting"].map(meetings))
    title = sentence("How {count} deadlines ahead may be extended", count=len(rows))
    if len(rows) == 1:
        title = sentence("How the deadline ahead may be extended")
    return Chart(title, rows, columns=COLUMNS, scope=view.undated)

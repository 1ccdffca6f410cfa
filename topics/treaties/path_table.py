"""From Oslo to the treaty as a table: one row for each state."""

from charts.chart import Chart, empty
from topics.tables import Tables, united
from topics.treaties.dates import dated_standings
from topics.treaties.path import attended, path_rows
from topics.treaties.words import scope_words, treaty_name
from topics.view import View
from topics.vocabulary.lists import listed
from topics.vocabulary.sentences import sentence

COLUMNS = ("country", "standing", "conferences", "attended", "signature", "deposit", "entry_into_force")


def path_by_state(tables: Tables, view: View, *, treaty: str = "CCM") -> Chart:
    """Each state with the conferences that it is on record at, and the days of its acts under the treaty."""
    path, name = path_rows(tables, view, treaty), treaty_name(tables, treaty)
    if path.empty:
        return empty(sentence("No step towards the {treaty} is on record", treaty=name))
    rows = dated_standings(tables, view.day, tuple(path["country"].unique()), (treaty,))
    seats = attended(path).groupby("country")
    rows = rows.assign(
        conferences=rows["country"].map(seats.size()).astype("Int64"),
        attended=rows["country"].map(seats["city"].agg(lambda cities: listed(dict.fromkeys(cities)))),
        records=rows["country"].map(path.groupby("country")["records"].agg(united)),
    )
    title = sentence("Conferences and dates of {count} states", count=len(rows))
    if len(rows) == 1:
        title = sentence("Conferences and dates of 1 state")
    measure = sentence("Under the {treaty}", treaty=name)
    return Chart(title, rows, columns=COLUMNS, scope=scope_words(view), measure=measure)

"""The dates of states under treaties as tables: all of them, those outside, and the next thresholds."""

from datetime import date

from charts.chart import Chart, empty
from topics.tables import Tables
from topics.treaties.dates import dated_standings
from topics.treaties.deposits import thresholds
from topics.treaties.status import states_of, states_outside
from topics.treaties.words import scope_words, treaty_name
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import long_date
from topics.vocabulary.lists import listed
from topics.vocabulary.numbers import part_of
from topics.vocabulary.text import bold, lines

COLUMNS = (
    *("country", "standing", "signature", "action", "deposit", "place", "entry_into_force", "withdrawal"),
    *("first_report", "next_report", "note"),
)
MOST_NAMED = 6
"""How many states a title names."""


def treaty_dates(tables: Tables, view: View, *, treaty: str = "CCM", day: date | None = None) -> Chart:
    """The dates of each state of the view under a treaty, as on a day."""
    on, name = day or view.day, treaty_name(tables, treaty)
    rows = dated_standings(tables, on, view.members, (treaty,))
    return Chart(
        f"{view.place}: dates under the {name}, as on {long_date(on)}",
        rows,
        note="Places count the deposits of all states. Instruments of one day share their places: the "
        "depositary does not rank them.",
        columns=COLUMNS,
        scope=scope_words(tables, view, treaty, on),
    )


def outside(tables: Tables, view: View, *, treaty: str = "CCM") -> Chart:
    """The states of the view that are outside a treaty."""
    states = states_of(tables, view.members)
    codes = states_outside(tables, treaty, view.day, states)
    names, name = country_names(tables, full=True), treaty_name(tables, treaty)
    if not codes:
        whose = "no state is" if states else "no state that could be"
        return empty(f"{view.place}: {whose} outside the {name}")
    counted = f"{view.place}: {part_of(len(codes), len(states), 'state')} outside the {name}"
    return Chart(
        f"{counted}: {listed([names[code] for code in codes], most=MOST_NAMED, noun='states')}",
        dated_standings(tables, view.day, codes, (treaty,)),
        columns=COLUMNS[:-1],
        scope=f"{view.place}; {name}, as on {long_date(view.day)}",
    )


def next_thresholds(tables: Tables, view: View) -> Chart:
    """How many deposits each treaty has worldwide, and what the next ones lead to."""
    rows = thresholds(tables, view.day)
    if rows.empty:
        return empty("No treaty is on record")
    rows = rows.assign(
        label=[lines(bold(row["treaty_name"]), row["last_deposit"]) for row in rows.to_dict("records")],
        records=[(record,) if isinstance(record, str) else () for record in rows["record_id"]],
        is_stated=False,
    )
    columns = ("treaty_name", "standing_deposits", "next_threshold", "missing", "meaning")
    return Chart(
        "The next thresholds, worldwide",
        rows.drop(columns="record_id"),
        columns=(*columns, "deposits_in_5_years", "last_deposit"),
        scope=f"World, as on {long_date(view.day)}",
    )

"""The dates of states under treaties as tables: all of them, those outside, and the totals of each treaty."""

from datetime import date

from charts.chart import Chart, empty
from topics.tables import Tables
from topics.treaties.dates import dated_standings
from topics.treaties.deposits import worldwide
from topics.treaties.status import states_of, states_outside
from topics.treaties.words import scope_words, treaty_name
from topics.view import View
from topics.vocabulary.dates import long_date
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import bold, escape, lines

COLUMNS = ("country", "standing", "signature", "deposit", "place", "entry_into_force", "next_report")


def treaty_dates(tables: Tables, view: View, *, treaty: str = "CCM", day: date | None = None) -> Chart:
    """The dates of each state of the view under a treaty, as on a day; the first deposits first."""
    on, name = day or view.day, treaty_name(tables, treaty)
    rows = dated_standings(tables, on, view.members, (treaty,))
    rows = rows.sort_values(["deposited_on", "signed_on"], kind="stable", ignore_index=True)
    return Chart(
        sentence("Standing and dates under the {treaty}", treaty=name),
        rows,
        note=sentence("Deposits of one day share their places among those of all states."),
        columns=COLUMNS,
        scope=scope_words(view, on),
    )


def outside(tables: Tables, view: View, *, treaty: str = "CCM") -> Chart:
    """The states of the view that are outside a treaty; those that signed first."""
    states, name = states_of(tables, view.members), treaty_name(tables, treaty)
    codes = states_outside(tables, treaty, view.day, states)
    if not codes:
        return empty(sentence("No state is outside the {treaty}", treaty=name))
    rows = dated_standings(tables, view.day, codes, (treaty,))
    return Chart(
        _outside_title(len(codes), len(states), name),
        rows.sort_values("signed_on", kind="stable", ignore_index=True),
        columns=("country", "standing", "signature", "withdrawal"),
        scope=scope_words(view),
    )


def _outside_title(count: int, states: int, name: str) -> str:
    if states == 1:
        return sentence("The state is outside the {treaty}", treaty=name)
    if count == 1:
        return sentence("1 of {states} states is outside the {treaty}", states=states, treaty=name)
    return sentence(
        "{count} of {states} states are outside the {treaty}", count=count, states=states, treaty=name
    )


def joined_worldwide(tables: Tables, view: View) -> Chart:
    """How many states have joined each treaty worldwide, the last one, and how many in five years."""
    rows = worldwide(tables, view.day)
    if rows.empty:
        return empty(sentence("No treaty is on record"))
    rows = rows.assign(
        label=[
            lines(bold(row["treaty_name"]), escape(row["last_deposit"])) for row in rows.to_dict("records")
        ],
        records=[(record,) if isinstance(record, str) else () for record in rows["record_id"]],
        is_stated=False,
    )
    least, most = rows["standing_deposits"].min(), rows["standing_deposits"].max()
    return Chart(
        sentence("Worldwide {least} to {most} states have joined each treaty", least=least, most=most),
        rows.drop(columns="record_id"),
        columns=("treaty_name", "standing_deposits", "deposits_in_5_years", "last_deposit"),
        scope=sentence("World · {day}", day=long_date(view.day)),
        measure=sentence("Deposits less withdrawals"),
    )

"""Composes land and money to what a state needs: land left, deadline, pace, cost of what is left, money."""

import math
from typing import Any

from topics.coalition import Line, last_money
from topics.coalition_duties import no_data
from topics.costs import cost_range, costs
from topics.land.area_series import CASE, areas_left
from topics.land.obligations import obligations, state_words
from topics.land.projection import projections
from topics.land.projection_words import completion_words
from topics.land.status import completed_states
from topics.land.status_words import area_words
from topics.money.last_total import last_total
from topics.money.prices import price_words
from topics.tables import Tables
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import long_date, year_range
from topics.vocabulary.hazards import family_names
from topics.vocabulary.lists import listed
from topics.vocabulary.numbers import money, money_range, number, plural
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import sentence_case
from topics.vocabulary.treaties import duty_name

COST_COLUMNS = ("cost_real_eur", "cost_eur")


def needs(tables: Tables, state: str) -> list[Line]:
    """Land left, deadline, pace, cost and money of a state."""
    words = family_names(tables)
    done = completed_states(tables)
    done = done[done["country"] == state]
    lines = [
        Line(
            sentence_case(words[row.family]),
            sentence(
                "declared complete, {day}.", day=long_date(row.completed_on, row.completed_on_precision)
            ),
        )
        for row in done.itertuples()
    ]
    left, paces = tables.derive(areas_left), projections(tables)
    cases = left.merge(paces[[*CASE, "pace_since", "pace_km2_per_year"]], on=CASE, how="left")
    cases = cases[cases["country"] == state]
    if cases.empty:
        return [*lines, Line(sentence("Land left"), _no_data(is_other=len(done) > 0))]
    for case in cases.itertuples():
        lines += _case_lines(tables, case, sentence_case(words[case.family]))
    return [*lines, *_money_lines(tables, state)]


def _case_lines(tables: Tables, case: Any, hazard: str) -> list[Line]:
    """What is left of a hazard, when it is due and when it may be done, at what pace and at what cost."""
    area, day = area_words(case.area_km2, case.stated), long_date(case.as_of, case.as_of_precision)
    when = completion_words(tables, case.country, case.family)
    return [
        Line(sentence("{hazard}: land left", hazard=hazard), f"{area} ({day})."),
        Line(sentence("{hazard}: treaty deadline", hazard=hazard), _deadline(tables, case)),
        Line(sentence("{hazard}: projection", hazard=hazard), f"{when}."),
        Line(sentence("{hazard}: pace on record", hazard=hazard), _pace(case)),
        Line(
            sentence("{hazard}: cost of clearing what is left", hazard=hazard),
            _cost(tables, case, f"{area} ({day})"),
        ),
    ]


def _no_data(*, is_other: bool) -> str:
    """That nothing is on record, or nothing beside the completions."""
    if is_other:
        return sentence("no other data found. No data does not mean zero.")
    return no_data()


def _pace(case: Any) -> str:
    """How fast the stated area has fallen."""
    if math.isnan(case.pace_km2_per_year):
        return sentence("no data.")
    fall, since = number(case.pace_km2_per_year, "km²"), f"{case.pace_since:.0f}"
    return sentence("the stated area has fallen by {area} a year since {year}.", area=fall, year=since)


def _deadline(tables: Tables, case: Any) -> str:
    """Which duty to clear binds a state, and how it stands."""
    rows = obligations(tables)
    rows = rows[rows["country"].eq(case.country) & rows["family"].eq(case.family)]
    rows = rows[rows["duty"] == "clearance"]
    if rows.empty:
        return sentence("none on record.")
    row = next(rows.itertuples())
    duty = duty_name(tables, row.treaty, row.article)
    return sentence(
        "{state} ({duty}). A deadline is an obligation, no forecast.", state=state_words(row), duty=duty
    )


def _cost(tables: Tables, case: Any, left: str) -> str:
    """What clearing all that is left would cost in all, from the lowest to the highest cost on record."""
    low, high = cost_range(tables)
    if math.isnan(case.area_km2) or math.isnan(low):
        return sentence("no data.")
    total = money_range(low * case.area_km2, high * case.area_km2, "EUR")
    return sentence(
        "{total} in all (not a year), in {prices}, if the whole of {left} were cleared at the lowest to the "
        "highest cost per km² on record: {ends}. Survey that cancels land costs less.",
        total=total,
        prices=price_words(tables),
        left=left,
        ends=listed(_cost_ends(tables)),
    )


def _cost_ends(tables: Tables) -> list[str]:
    """The cheapest and the dearest work on record with its cost per km², place and years."""
    rows, names = tables.derive(costs), country_names(tables)
    real, printed = COST_COLUMNS
    column = real if rows[real].notna().all() else printed
    ends = rows.loc[[rows[column].idxmin(), rows[column].idxmax()]]
    return [
        f"{money(row[column], 'EUR')} ({row['work']}, "
        f"{listed(names.get(code, code) for code in row['country'].split(';'))} "
        f"{year_range(row['year_from'], row['year_to'])})"
        for row in ends.to_dict("records")
    ]


def _money_lines(tables: Tables, state: str) -> list[Line]:
    """The last years of which all money, and international money, is on record."""
    last, given = last_total(tables, state), last_money(tables, state)
    every = sentence("no total of a year on record.")
    if last is not None:
        every = sentence(
            "{amount} in {year}, the last year with a total on record.",
            amount=money(last.amount, last.currency),
            year=last.year,
        )
    international = sentence("no data of a year that may be added.")
    if given is not None:
        year, amount, donors = given
        international = sentence(
            "{amount} in {year}, the last year with data, from {donors}.",
            amount=money(amount),
            year=year,
            donors=plural(donors, "donor"),
        )
    return [
        Line(sentence("All money, national and international"), every),
        Line(sentence("International money"), international),
    ]

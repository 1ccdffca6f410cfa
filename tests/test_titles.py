"""Holds titles to what is drawn: each count, sum or year in them is one of the marks, or of the filter."""

import re

import pandas as pd
import pytest

from charts.chart import Chart, empty
from tests.charts import charts, drawing_of
from tests.tables import TABLES, VIEWS, view
from tests.titles import stray_numbers
from topics.cooperation.seats_table import organisations_table
from topics.land.comparison import common_window
from topics.money.flows import contributions
from topics.treaties.path_table import path_by_state
from topics.treaties.status import standings, states_of

UNGRAMMATICAL = re.compile(
    r"(?<![\d.,–] )(?<![\d.,–])\b1 (?:states|countries|meetings|cases|figures|months|years|rows|cities)\b"
    r"|\b1 of 1 \w+ are|\bnan\b|\bNone\b|<NA>"
)


def total_releases(rows, _):
    """Bars of the total release of each year of a country."""
    return rows[rows["role"].eq("stack") & rows["is_total"]].groupby(["country", "year"])["area_km2"].sum()


def organisations_of_cities(_, chosen):
    """A mark is a city with its organisations: the table beside the map has a row for each of them."""
    rows = organisations_table(TABLES, chosen).rows
    return [len(rows), *rows["meetings"]]


def states_outside(_, chosen):
    """Of how many states outside the treaty some are on record."""
    states = states_of(TABLES, chosen.members)
    parties = standings(TABLES, chosen.day, states, ("CCM",))["standing_code"].eq("party").sum()
    return [len(states) - parties]


def years_of_the_window(_, chosen):
    """The years of which means are compared."""
    return common_window(TABLES, chosen) or ()


def years_of_gifts(_, chosen):
    """The years of the contributions that a cell adds."""
    return contributions(TABLES, chosen)["year"].dropna()


def parties_to_all(_, chosen):
    """How many states are party to all treaties; the grid draws those with the fewest."""
    rows = standings(TABLES, chosen.day, states_of(TABLES, chosen.members))
    parties = rows["standing_code"].eq("party").groupby(rows["country"]).sum()
    return [parties.eq(rows["treaty"].nunique()).sum()]


def states_at_conferences(_, chosen):
    """How many states are on record at the conferences, and how many of these are bound: the table beside."""
    rows = path_by_state(TABLES, chosen).rows
    rows = rows[rows["conferences"].notna()]
    return [len(rows), rows["standing_code"].eq("party").sum()]


BY_RULE = {
    "money.donors_chart.donor_matrix": years_of_gifts,
    "land.release_chart.release_by_country": total_releases,
    "cooperation.seats_map.seats_map": organisations_of_cities,
    "land.comparison_chart.by_country_size": years_of_the_window,
    "treaties.oslo_chart.outside_seats": states_outside,
    "treaties.path_chart.path_to_treaty": states_at_conferences,
    "treaties.standing_chart.standing_grid": parties_to_all,
}
"""Numbers that need more than counting and adding: worked out from the rows, or from the table beside."""


@pytest.mark.parametrize("drawn", charts())
def test_the_numbers_of_a_title_are_those_of_what_is_drawn(drawn):
    stray = {}
    for region in ("SEE", "WORLD"):
        chosen = VIEWS[region]
        chart = drawing_of(drawn, chosen).chart
        if not chart.is_empty:
            rule = BY_RULE.get(drawn)
            known = rule(chart.drawn, chosen) if rule else ()
            stray[region, chart.title] = stray_numbers(chart, chosen, pd.Series(list(known), dtype="float64"))
    assert not any(stray.values()), stray


@pytest.mark.parametrize("drawn", charts())
def test_a_title_reads_well_also_where_little_is_on_record(drawn):
    for chosen in VIEWS.values():
        chart = drawing_of(drawn, chosen).chart
        words = f"{chart.title}. {chart.note}".replace("\u202f", " ")
        assert not UNGRAMMATICAL.search(words), (chosen.words(), words)
        assert chart.title.strip(" :;,") == chart.title


def test_a_number_that_nothing_gives_is_seen():
    rows = pd.DataFrame({"city": ["Oslo", "Lima", "Oslo"], "label": "", "records": [()] * 3})
    assert stray_numbers(Chart("3 meetings in 2 cities", rows), view()) == []
    assert stray_numbers(Chart("41 meetings in 2 cities", rows), view()) == ["41"]
    assert stray_numbers(empty("No meeting"), view()) == []
    undated = Chart("3 meetings", rows, {"data": [{"type": "scatter", "customdata": [0, 2]}]})
    assert stray_numbers(undated, view()) == ["3"], "a row without a mark does not count"

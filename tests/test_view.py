"""Holds the filter: which rows are inside, what is said about it, and that it never loses a row by itself."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tables import TABLES, view
from topics.view import FIRST_YEAR, last_year, members

LAST = last_year(TABLES)


def frame(**columns):
    return pd.DataFrame(columns)


def inside(chosen, table, **options):
    return chosen.of(table, **options).index.tolist()


@pytest.mark.parametrize("table", sorted(TABLES))
def test_the_widest_view_keeps_every_row(table):
    rows = TABLES[table]
    assert len(view("WORLD").of(rows)) == len(rows)


@pytest.mark.parametrize("table", sorted(TABLES))
def test_rows_inside_are_rows_of_the_table_and_no_others(table):
    rows = TABLES[table]
    chosen = view(countries=("BIH", "HRV"), years=(2010, 2015), hazard="CMR").of(rows)
    assert chosen.columns.tolist() == rows.columns.tolist()
    assert chosen.index.isin(rows.index).all()
    assert len(view().of(rows[:0])) == 0


def test_a_region_keeps_its_countries():
    table = frame(country=["BIH", "NRU", None, "XKX"])
    assert inside(view("WB"), table) == [0, 3]
    assert inside(view("WORLD"), table) == [0, 1, 2, 3]
    assert inside(view("WB"), table, skip=("country",)) == [0, 1, 2, 3]


def test_chosen_countries_narrow_the_region():
    table = frame(country=["BIH", "HRV", "XKX"])
    assert inside(view(countries=("HRV",)), table) == [1]


def test_money_to_several_countries_is_inside_when_all_of_them_are():
    table = frame(recipient=["BIH", "SEE", "SCG", "ALL"])
    assert inside(view("SEE"), table) == [0, 1, 2]
    assert inside(view("WB"), table) == [0, 2]
    assert inside(view("SEE", countries=("BIH", "SRB")), table) == [0]
    assert inside(view("WORLD"), table) == [0, 1, 2, 3]


def test_a_joint_indicator_is_inside_when_one_country_is():
    table = frame(jurisdiction=["ALB;BIH", "WB", "MDA"])
    assert inside(view("SEE", countries=("BIH",)), table) == [0, 1]


def test_a_span_is_inside_when_it_touches_the_years():
    table = frame(year_from=[1996, 2012, 2016, 2010], year_to=[2025, 2012, 2018, None])
    assert inside(view(years=(2010, 2015)), table) == [0, 1, 3]


def test_a_single_year_and_a_date_are_inside_by_their_year():
    assert inside(view(years=(2010, 2015)), frame(year=[2009, 2010, 2015, 2016])) == [1, 2]
    dates = pd.to_datetime(["2009-12-31", "2010-01-01", None])
    assert inside(view(years=(2010, 2015)), frame(as_of=dates)) == [1]
    assert inside(
        view(years=(2010, 2015)), frame(start=dates, end=pd.to_datetime(["2011-01-01", None, None]))
    ) == [
        0,
        1,
    ]


def test_the_ends_of_the_slider_are_open():
    table = frame(year=[1990, 2010, 2035, None])
    assert inside(view(), table) == [0, 1, 2, 3]
    assert inside(view(years=(FIRST_YEAR, 2015)), table) == [0, 1]
    assert inside(view(years=(2005, LAST)), table) == [1, 2]


def test_a_hazard_keeps_what_stands_for_it():
    table = frame(hazard=["CMR", "AP_MINES", "MINES_MIXED", "ERW", "ALL"])
    assert inside(view(hazard="CMR"), table) == [0]
    assert inside(view(hazard="AP_MINES"), table) == [1, 2]
    assert inside(view(hazard="ALL"), table) == [0, 1, 2, 3, 4]


def test_an_unknown_test_to_skip_is_refused_and_the_known_ones_are_named():
    with pytest.raises(LookupError, match="country, years, hazard"):
        view().of(frame(country=["BIH"]), skip=("region",))


def test_the_filter_is_said_in_words():
    assert view().words() == "South East Europe, all years, all hazards"
    assert view(years=(2007, LAST)).words() == f"South East Europe, 2007–{LAST}, all hazards"
    assert view(years=(2012, 2012), hazard="CMR").words() == (
        "South East Europe, 2012, cluster munition remnants"
    )
    assert view(countries=("BIH", "HRV"), years=(FIRST_YEAR, 2010)).words() == (
        "Bosnia and Herzegovina and Croatia, up to 2010, all hazards"
    )


def test_regions_have_the_members_of_today():
    assert set(members(TABLES, "WB")) == {"ALB", "BIH", "MKD", "MNE", "SRB", "XKX"}
    assert set(members(TABLES, "WB")) < set(members(TABLES, "SEE")) < set(members(TABLES, "WORLD"))
    assert "GBR" not in members(TABLES, "EU")
    assert "HRV" in members(TABLES, "EU")


@settings(deadline=None)
@given(
    st.sampled_from(["SEE", "WB", "WORLD"]),
    st.integers(FIRST_YEAR, LAST),
    st.integers(FIRST_YEAR, LAST),
    st.sampled_from(["ALL", "CMR", "AP_MINES"]),
)
def test_filtering_twice_changes_nothing_and_narrowing_never_adds(region, low, high, hazard):
    chosen = view(region, years=(min(low, high), max(low, high)), hazard=hazard)
    clearance = TABLES["clearance"]
    rows = chosen.of(clearance)
    assert chosen.of(rows).equals(rows)
    assert rows.index.isin(view(region).of(clearance).index).all()

"""Groups of states: who belongs, since when, and curves of the members of each day."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import deposits as order
from analysis import groups
from analysis import treaties as law
from charts.group_curves import group_curves, group_steps
from charts.treaties import Scope
from dashboard.store import load
from tests.alone import visited, words

DAY = date(2026, 11, 21)
ACTIONS = ("treaty_actions", "countries", "treaties")


def spells(code):
    return groups.group_spells(code, load("region_members"), load("countries"))


def states(code, on=DAY):
    return groups.group_states(code, load("region_members"), load("countries"), on=on)


def counted(treaty="CCM"):
    found = law.steps(load("treaty_actions"), load("countries"), DAY)
    rows = order.counts(found[found["treaty"] == treaty])
    return rows[rows["curve"] == "deposits"]


@pytest.mark.parametrize(
    ("code", "on", "members"),
    [
        ("EU", date(2007, 1, 1), 27),
        ("EU", date(2013, 7, 1), 28),
        ("EU", date(2020, 1, 31), 28),
        ("EU", date(2020, 2, 1), 27),
        ("NATO", date(2010, 1, 1), 28),
        ("NATO", date(2026, 11, 21), 32),
        ("SIDS", date(2026, 11, 21), 39),
    ],
)
def test_members_on_a_day(code, on, members):
    assert len(states(code, on)) == members


def test_a_year_without_a_day_counts_from_its_end():
    assert "HRV" not in states("NATO", date(2009, 12, 31))
    assert "HRV" in states("NATO", date(2010, 1, 1))
    assert "HRV" not in states("EU", date(2013, 6, 30))


def test_which_groups_know_their_days():
    members = load("region_members")
    assert groups.is_dated("EU", members)
    assert groups.is_dated("NATO", members)
    assert not groups.is_dated("SIDS", members)
    assert not groups.is_dated("SEE", members)


def test_small_islands_are_rows_with_a_source():
    rows = load("region_members").query("region == 'SIDS'")
    assert rows["source"].eq("un-m49").all()
    assert {"CPV", "VUT", "TLS", "SGP"} <= set(rows["country"])
    assert not {"BHR", "MLT", "CYP"} & set(rows["country"])


def test_the_members_of_the_last_day_count_as_those_of_today():
    every = tuple(load("countries")["country"])
    for code in ("EU", "NATO"):
        rows = groups.counts_of_the_day(counted(), spells(code), every)
        rows = rows[rows["date"] <= pd.Timestamp(DAY)]
        today = order.counts(law.steps(load("treaty_actions"), load("countries"), DAY), states(code))
        assert rows["total"].iloc[-1] == order.total_on(today, "CCM", "deposits", DAY)
        assert rows["members"].iloc[-1] == len(states(code))


def test_a_state_that_leaves_the_group_counts_no_more():
    rows = groups.counts_of_the_day(counted(), spells("EU"), tuple(load("countries")["country"]))
    left = rows[(rows["country"] == "GBR") & (rows["why"] == "leaves the group")].iloc[0]
    before = rows.loc[: left.name - 1].iloc[-1]
    assert left["date"] == pd.Timestamp("2020-02-01")
    assert (left["total"], left["members"]) == (before["total"] - 1, before["members"] - 1)


days = st.dates(date(2000, 1, 1), date(2026, 1, 1)).map(pd.Timestamp)


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["ALB", "BIH", "HRV", "SRB", "LTU"]), st.tuples(days, days).map(sorted).map(tuple)
    )
)
def test_never_more_have_joined_than_belong(inside):
    rows = groups.counts_of_the_day(counted(), inside, tuple(inside))
    assert rows["total"].between(0, rows["members"]).groupby(rows["date"]).last().all()


def test_the_curve_of_a_dated_group_ends_like_that_of_today():
    tables = [load(name) for name in ACTIONS]
    drawn = {"European Union": states("EU")}
    scope = Scope(edition=DAY, on=DAY)
    today = group_curves(*tables, groups=drawn, scope=scope)
    then = group_curves(*tables, groups=drawn, scope=scope, spells={"European Union": spells("EU")})
    assert today.layout.title.text == then.layout.title.text
    assert today.data[0].y[-1] == then.data[0].y[-1]
    assert any("left the group" in text for text in then.data[0].hovertext)


def test_the_table_names_the_source_of_every_act():
    scope = Scope(edition=DAY, on=DAY)
    drawn = {"European Union": states("EU")}
    tables = (load("treaty_actions"), load("region_members"), load("countries"))
    rows = group_steps(*tables, drawn, {"European Union": "EU"}, scope=scope)
    assert rows["source"].notna().all()
    assert rows["source"].nunique() >= 4
    assert (rows["action"] == "member since").sum() == 28


def test_the_page_draws_members_of_each_day_and_a_group_of_ones_own():
    test = visited("treaties", {"part": "groups", "then": "1", "own": "BIH,HRV,SRB"})
    assert not test.exception
    said = words(test)
    assert "Members of each day: European Union, NATO" in said
    assert "NATO from the end of the year of accession" in said


def test_the_page_shows_the_standing_on_any_day():
    test = visited("treaties", {"part": "standing", "on": "2010-03-01"})
    assert not test.exception
    headings = [element.value for element in test.header]
    assert "1 March 2010: 6 consented, not yet in force, 2 signed only, 4 not signed" in headings[0]
    assert headings[1].endswith("as on 1 March 2010")

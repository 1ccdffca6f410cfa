"""Groups of states: who belongs, since when, and curves of the members of each day."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.alone import figures, headings, visited, words
from tests.tables import TABLES, view
from topics.treaties import groups
from topics.treaties.counts import count_on, counts
from topics.treaties.group_chart import group_curves
from topics.treaties.status import states_of
from topics.treaties.steps import steps_of

DAY = date(2026, 11, 21)


def spells(code):
    every = groups.group_spells(TABLES, code)
    return {state: every[state] for state in states_of(TABLES, every)}


COUNTS = counts(steps_of(TABLES, "CCM"))
DEPOSITS = COUNTS[COUNTS["curve"] == "deposits"]


def counted(inside):
    return groups.counts_of_the_day(DEPOSITS, inside, {})


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
    assert len(groups.group_states(TABLES, code, on)) == members


def test_a_year_without_a_day_counts_from_its_end():
    assert "HRV" not in groups.group_states(TABLES, "NATO", date(2009, 12, 31))
    assert "HRV" in groups.group_states(TABLES, "NATO", date(2010, 1, 1))
    assert "HRV" not in groups.group_states(TABLES, "EU", date(2013, 6, 30))


def test_which_groups_know_their_days():
    assert [groups.is_dated(TABLES, code) for code in ("EU", "NATO", "SIDS", "SEE")] == [
        True,
        True,
        False,
        False,
    ]


def test_small_islands_are_rows_with_a_source():
    rows = TABLES["region_members"].query("region == 'SIDS'")
    assert rows["source"].eq("un-m49").all()
    assert {"CPV", "VUT", "TLS", "SGP"} <= set(rows["country"])
    assert not {"BHR", "MLT", "CYP"} & set(rows["country"])


def test_un_regions_are_groups_of_states():
    southern = groups.group_states(TABLES, "UN-SOUTHERN-EUROPE", DAY)
    assert {"HRV", "SRB", "GRC"} <= set(southern)
    assert "XKX" not in southern


@pytest.mark.parametrize("code", ["EU", "NATO"])
def test_the_members_of_the_last_day_count_as_those_of_today(code):
    rows = counted(spells(code))
    rows = rows[rows["counted_from"] <= pd.Timestamp(DAY)]
    states = groups.group_states(TABLES, code, DAY)
    today = count_on(counts(steps_of(TABLES, "CCM"), states), "CCM", "deposits", DAY)
    assert rows["states_after"].iloc[-1] == today
    assert rows["members"].iloc[-1] == len(states)


def test_a_state_that_leaves_the_group_counts_no_more():
    rows = counted(spells("EU"))
    left = rows[(rows["country"] == "GBR") & (rows["what"] == groups.LEAVES)].iloc[0]
    before = rows.loc[: left.name - 1].iloc[-1]
    assert left["counted_from"] == pd.Timestamp("2020-02-01")
    assert (left["states_after"], left["members"]) == (before["states_after"] - 1, before["members"] - 1)


STATES = ["ALB", "BIH", "HRV", "SRB", "LTU"]
days = st.one_of(
    st.dates(date(2000, 1, 1), date(2026, 1, 1)).map(pd.Timestamp),
    st.sampled_from(sorted(DEPOSITS.loc[DEPOSITS["country"].isin(STATES), "counted_from"])),
)


@settings(deadline=None)
@given(
    st.dictionaries(st.sampled_from(STATES), st.tuples(days, days).map(sorted).map(tuple), min_size=1),
)
@example({"LTU": (pd.Timestamp("2005-01-01"), pd.Timestamp("2011-03-24"))})
def test_never_more_have_joined_than_belong(inside):
    rows = counted(inside)
    last = rows.groupby("counted_from").last()
    assert last["states_after"].between(0, last["members"]).all()


def test_the_curve_of_a_dated_group_ends_like_that_of_today():
    today = group_curves(TABLES, view(), groups=("EU",))
    then = group_curves(TABLES, view(), groups=("EU",), of_each_day=True)
    assert today.title == then.title
    assert today.rows["height"].iloc[-1] == then.rows["height"].iloc[-1]
    assert then.rows["label"].str.contains("left the group").any()


def test_every_act_and_membership_names_its_record():
    rows = group_curves(TABLES, view(), groups=("EU",), of_each_day=True).rows
    assert rows["records"].map(len).gt(0).all()
    assert set(rows["what"]) >= {"deposited", "withdrawn", groups.JOINS, groups.LEAVES, groups.BEFORE}


def test_the_page_draws_members_of_each_day_and_a_group_of_ones_own():
    test = visited("treaties", {"part": "groups", "then": "1", "own": "BIH,HRV,SRB"})
    assert not test.exception
    assert "Members of each day: European Union and NATO" in words(test)


def test_the_page_shows_the_standing_on_any_day():
    test = visited("treaties", {"part": "standing", "on": "2010-03-01"})
    assert not test.exception
    assert "0 of 12 states were party on 1 March 2010" in headings(test)


@pytest.mark.parametrize("part", ["curve", "compare", "oslo", "wait", "neighbours", "news"])
def test_the_page_shows_each_part(part):
    assert not visited("treaties", {"part": part, "treaty": "CCW-PV"}).exception
    test = visited("treaties", {"part": part})
    assert not test.exception
    assert len(figures(test)) >= 2

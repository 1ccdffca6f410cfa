"""Charts of treaties: what they draw of the real records, of any part of them, and of a sixth treaty."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tables import TABLES, view
from tests.test_treaties import changed
from topics.treaties.compare_chart import treaties_compared
from topics.treaties.curve_chart import ratification_curve
from topics.treaties.group_chart import group_curves
from topics.treaties.meetings_table import workshop_not_party
from topics.treaties.oslo_chart import process_and_treaty
from topics.treaties.path_chart import path_to_treaty
from topics.treaties.rules import RULES
from topics.treaties.standing_chart import standing_grid
from topics.treaties.standing_map import standing_map
from topics.treaties.steps import treaty_steps
from topics.treaties.wait_chart import time_to_deposit


@settings(max_examples=10, deadline=None)
@given(st.data())
def test_charts_draw_any_part_of_the_records(data):
    whole = TABLES["treaty_actions"]
    places = data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=30))
    tables = changed(treaty_actions=whole.iloc[places])
    treaty = data.draw(st.sampled_from(sorted(RULES)))
    seen = view("SEE", tables)
    assert ratification_curve(tables, seen, treaty=treaty).title
    assert treaties_compared(tables, seen, by_age=data.draw(st.booleans())).title
    assert standing_grid(tables, seen).title
    assert time_to_deposit(tables, seen, treaty=treaty).title
    assert group_curves(tables, seen, treaty=treaty, of_each_day=True).title


def test_the_curve_of_the_world_ends_where_the_counts_do():
    chart = ratification_curve(TABLES, view("WORLD"))
    series = {trace["name"]: trace for trace in chart.figure["data"] if "name" in trace}
    assert series["Signed: 108"]["y"][-1] == 108
    assert series["Joined: 112"]["y"][-1] == 112
    assert {"Withdrawals: 1", "Other sources: 4"} <= set(series)
    iraq = chart.rows.query("country == 'IRQ' and curve == 'deposits'").iloc[0]
    assert "14 May 2013" in iraq["label"]
    assert "83rd deposit; in force 1 November 2013" in iraq["label"]
    assert iraq["is_stated"] and len(iraq["records"]) == 1


def test_titles_state_the_finding():
    assert standing_grid(TABLES, view()).title == "8 of 12 states are party to all 5 treaties"
    process = process_and_treaty(TABLES, view()).title
    assert process == "46 states committed in Oslo, 107 adopted the treaty in Dublin"


def test_on_the_map_a_deposit_alone_makes_no_state_party():
    rows = standing_map(TABLES, view("WORLD", countries=("VUT",))).rows.set_index("step")["standing_code"]
    assert (rows[2024], rows[2025], rows[2026]) == ("outside", "consented", "party")


def test_the_map_begins_with_the_year_of_the_address():
    chart = standing_map(TABLES, view(), at=2012)
    steps = chart.figure["steps"]
    assert steps["labels"][steps["start"]] == "end 2012"
    assert "31 December 2012" in chart.title


def test_a_conference_without_a_record_is_no_row():
    rows = path_to_treaty(TABLES, view("SEE15")).rows
    rows = rows[rows["step"] == "conference"]
    assert rows.query("country == 'TUR'")["role"].tolist() == ["not_signed"]
    assert rows.query("country == 'SRB' and event == 'WELL-2008'")["role"].tolist() == ["absent"]


def test_eight_states_not_party_came_to_manila():
    rows = workshop_not_party(TABLES, view()).rows
    assert set(rows["country"]) == {"BGD", "BTN", "MNG", "MMR", "PNG", "TUV", "VUT", "VNM"}


def test_a_treaty_that_is_not_in_force_binds_nobody():
    treaties, acts = TABLES["treaties"], TABLES["treaty_actions"].query("treaty == 'ATT'")
    never = treaties["entry_into_force"].mask(treaties["treaty"] == "ATT")
    tables = changed(
        treaties=treaties.assign(entry_into_force=never),
        treaty_actions=acts.assign(entry_into_force=pd.Series(pd.NaT, acts.index, "datetime64[ms]")),
    )
    assert "in_force" not in set(treaty_steps(tables)["step"])
    curve = ratification_curve(tables, view("SEE", tables), treaty="ATT")
    assert curve.title == "11 of 12 states have joined the Arms Trade Treaty"
    assert "entries into force" not in set(curve.rows["curve"])

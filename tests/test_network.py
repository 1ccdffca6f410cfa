"""The network of states: who met whom, who links others, in which circles, and what the pages say of it."""

from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import cooperation, network
from charts import circles
from charts.network import meeting_network
from dashboard.store import load
from dashboard.view import View, members
from tests.alone import headings, visited

EMPTY = View(region="OCEANIA", years=(2001, 2001))
PARTS = {
    "network": "holds these states together",
    "met": "met most often",
    "circles": "on record in all 5 circles",
}
NAMES = {"AAA": "Alba", "BBB": "Bora", "CCC": "Cura", "DDD": "Dora"}


def seats(*meetings: str) -> pd.DataFrame:
    """Attendances of meetings, each written as the first letters of those who came."""
    rows = [(f"M{place}", letter * 3, "one") for place, states in enumerate(meetings) for letter in states]
    return pd.DataFrame(rows, columns=["event", "country", "source"])


def around(region: str = "SEE") -> pd.DataFrame:
    attended = cooperation.attendances(load("event_participants"))
    return network.seats_around(attended, members(region))


def test_a_chain_of_many_meetings_is_stronger_than_a_tie_of_one():
    ranked = network.centralities(seats("AB", "AB", "AB", "BC", "BC", "BC", "AC")).set_index("country")
    assert ranked.loc["BBB", "pairs_linked"] == 1
    assert ranked.loc["BBB", "links_pct"] == 100
    assert ranked.loc["AAA", "pairs_linked"] == 0
    assert ranked.loc["BBB", "states_met"] == 2
    assert ranked.loc["BBB", "encounters"] == 6


def test_two_equal_chains_share_the_pair():
    ranked = network.centralities(seats("AB", "BD", "AC", "CD")).set_index("country")
    assert set(ranked["pairs_linked"]) == {0.5}


def test_a_meeting_of_one_ties_nobody():
    assert network.ties(network.seats_around(seats("A", "B", "CD"), [])).values.tolist() == [
        ["CCC", "DDD", 1]
    ]


@given(st.lists(st.sets(st.sampled_from("ABCDEF"), min_size=1), min_size=1, max_size=12))
def test_ties_count_each_shared_meeting_of_each_pair_once(meetings):
    pairs = network.ties(seats(*("".join(sorted(states)) for states in meetings)))
    counted = {(row.country, row.other): row.meetings for row in pairs.itertuples()}
    for one, other in combinations("ABCDEF", 2):
        shared = sum({one, other} <= states for states in meetings)
        assert counted.get((one * 3, other * 3), 0) == shared


@given(st.lists(st.sets(st.sampled_from("ABCDEF"), min_size=2), min_size=1, max_size=8))
def test_pairs_linked_never_exceed_the_pairs_there_are(meetings):
    ranked = network.centralities(seats(*("".join(sorted(states)) for states in meetings)))
    assert ranked["links_pct"].dropna().between(0, 100).all()
    assert ranked["eigenvector"].dropna().between(0, 1).all()


def test_only_chains_between_states_of_the_region_count():
    ranked = network.centralities(seats("AB", "BC", "CD"), ["AAA", "BBB", "CCC"]).set_index("country")
    assert ranked.loc["BBB", "pairs_linked"] == 1
    assert ranked.loc["CCC", "pairs_linked"] == 0, "the way to D is not one between states of the region"
    assert not ranked.loc["DDD", "inside"]


def test_disputed_participants_are_in_no_network():
    assert "BGD" not in set(around()["country"])
    attended = cooperation.attendances(load("event_participants"), ("stated", "inferred"))
    assert "BGD" not in set(attended.loc[attended["event"] == "DOC-RAK-2017", "country"])


def test_the_network_of_the_region_is_held_together_by_bosnia_and_herzegovina():
    ranked = network.centralities(around(), members("SEE"))
    assert ranked["country"].iloc[0] == "BIH"
    assert ranked["eigenvector"].iloc[0] == 1
    assert ranked["links_pct"].iloc[0] > 20


def test_the_same_records_give_the_same_picture():
    drawn = [
        meeting_network(load("event_participants"), load("countries"), members("SEE"), 2).to_json()
        for _ in range(2)
    ]
    assert drawn[0] == drawn[1]


def test_no_two_names_cover_each_other_on_a_phone():
    figure = meeting_network(load("event_participants"), load("countries"), members("SEE"), 2)
    marks = [
        (x * 340, y * 480)
        for trace in figure.data
        if trace.mode == "markers+text"
        for x, y in zip(trace.x, trace.y, strict=True)
    ]
    near = [
        1 for one, other in combinations(marks, 2) if max(abs(one[0] - other[0]), abs(one[1] - other[1])) < 14
    ]
    assert not near


def test_the_sentence_names_method_and_share():
    ranked = network.centralities(seats("AB", "AB", "BC", "BC", "BD"))
    said = network.holding_together(ranked, {"Roadmap": "BBB"}, NAMES)
    assert "the strongest chain of shared meetings runs through Bora for 100\u202f%" in said
    assert "Bora stays first whichever circle" in said
    said = network.holding_together(ranked, {"Roadmap": "BBB", "RACVIAC": "AAA"}, NAMES)
    assert "That rests on one circle: without RACVIAC it is Alba." in said


def test_leaving_out_a_circle_changes_who_leads():
    rows = seats("AB", "BC", "AC", "AC", "AC", "CD", "CD", "AD")
    events = pd.DataFrame({"event": rows["event"].unique(), "series_group": "RACVIAC"})
    events.loc[2:, "series_group"] = "Oslo Process"
    leaders = network.leaders_without(rows, events, [])
    assert leaders["Oslo Process"] == "BBB"
    assert leaders["RACVIAC"] == "CCC"


def test_circles_count_meetings_and_combinations_are_exact():
    counts = network.by_circle(load("event_participants"), load("events"))
    cells = counts.set_index(["country", "circle"])["meetings"]
    assert cells["XKX", "Roadmap"] > 10
    assert ("XKX", "Oslo Process") not in cells.index
    overlaps = network.overlaps(counts)
    assert overlaps["number"].sum() == counts["country"].nunique()
    assert "BIH" in overlaps["states"].iloc[0]
    assert overlaps["circles"].iloc[0] == tuple(network.CIRCLES)


def test_states_are_ordered_by_community():
    attended = cooperation.attendances(load("event_participants"))
    states = cooperation.states_shown(attended, members("SEE"), 20)
    ordered = network.by_community(attended, states, members("SEE"))
    assert sorted(ordered) == sorted(states)
    ranked = network.centralities(around(), members("SEE")).set_index("country")
    inside = [ranked.loc[code, "community"] for code in ordered if code in members("SEE")]
    assert inside == sorted(inside)


@pytest.mark.parametrize("draw", [circles.circle_overlaps, circles.circle_matrix])
def test_circles_of_nobody_say_so(draw):
    figure = draw(load("event_participants")[:0], load("events"), load("countries"))
    assert figure.layout.title.text.startswith("No ")
    assert not figure.data


def test_a_network_of_nobody_says_so():
    figure = meeting_network(load("event_participants")[:0], load("countries"))
    assert figure.layout.title.text == "No two states are on record at the same meeting"
    assert not figure.data


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("claims", ["stated", "inferred"])
def test_each_part_of_the_page_has_an_address(part, claims):
    test = visited("network", {"part": part, "claims": claims})
    assert not test.exception
    assert PARTS[part] in headings(test)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("view", [EMPTY, View(region="CENTRAL_ASIA"), View(countries=("BIH",))])
def test_the_page_stands_every_view(part, view):
    assert not visited("network", {"part": part}, view).exception


def test_disputed_attendance_can_not_be_asked_for():
    test = visited("network", {"claims": "disputed"})
    assert not test.exception
    assert "disputed" not in test.selectbox[0].options


def test_chosen_states_list_the_meetings_they_share():
    attended = cooperation.attendances(load("event_participants"))
    shared = cooperation.meetings_shared(load("events"), attended, ["BIH", "HRV"])
    test = visited("network", {"part": "met", "together": "BIH,HRV"})
    assert f"{len(shared)} meetings with BiH and Croatia on record" in headings(test)


def test_a_threshold_above_all_ties_still_draws_the_strongest():
    few = load("event_participants").query("event == 'DOC-RAK-2017'")
    figure = meeting_network(few, load("countries"), least=10)
    assert any(trace.mode == "markers+text" for trace in figure.data)

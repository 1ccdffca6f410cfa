"""The network of states: who met whom, who links others, in which series of meetings; and its page."""

from fractions import Fraction
from itertools import combinations

import networkx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.alone import headings, visited, words
from tests.tables import TABLES, view
from topics.cooperation import network
from topics.cooperation.chains import pairs_linked
from topics.cooperation.circles import circle_counts, circle_names, circle_overlaps
from topics.cooperation.network_chart import meeting_network
from topics.cooperation.network_words import network_title, not_counted, steadiness
from topics.cooperation.participants import attendances
from topics.view import members

FAR_AWAY = {"region": "OCEANIA", "years": (2001, 2001)}
NAMES = {"AAA": "Alba", "BBB": "Bora", "CCC": "Cura", "DDD": "Dora"}


def seats(*meetings: str) -> pd.DataFrame:
    """Attendances of meetings, each written as the first letters of those who came."""
    rows = [(f"M{place}", letter * 3) for place, states in enumerate(meetings) for letter in states]
    frame = pd.DataFrame(rows, columns=["event", "country"])
    return frame.assign(source="one", record_id=frame["event"] + frame["country"])


def around(region: str = "SEE") -> pd.DataFrame:
    return network.shared_attendances(TABLES.derive(attendances), members(TABLES, region))


def test_a_chain_of_many_meetings_is_stronger_than_a_tie_of_one():
    ranked = network.centralities(seats("AB", "AB", "AB", "BC", "BC", "BC", "AC")).set_index("country")
    assert ranked.loc["BBB", ["pairs_linked", "pairs_linked_pct", "states_met", "encounters"]].tolist() == [
        *(1, 100, 2, 6)
    ]
    assert ranked.loc["AAA", "pairs_linked"] == 0
    assert ranked.loc["CCC", "records"] == ("M3CCC", "M4CCC", "M5CCC", "M6CCC")


def test_two_equal_chains_share_the_pair():
    assert set(network.centralities(seats("AB", "BD", "AC", "CD"))["pairs_linked"]) == {0.5}


def test_a_meeting_of_one_ties_nobody():
    pairs = network.ties(network.shared_attendances(seats("A", "B", "CD"), []))
    assert pairs.to_numpy().tolist() == [["CCC", "DDD", 1, 1.0]]


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sets(st.sampled_from("ABCDEF"), min_size=2), min_size=1, max_size=10))
def test_linked_pairs_are_the_betweenness_of_exact_ways(meetings):
    attended = seats(*("".join(sorted(states)) for states in meetings))
    strength: dict[tuple[str, str], Fraction] = {}
    for states in meetings:
        for pair in combinations(sorted(states), 2):
            strength[pair] = strength.get(pair, Fraction(0)) + Fraction(1, len(states) - 1)
    graph = networkx.Graph()
    graph.add_edges_from((one * 3, other * 3, {"way": 1 / tie}) for (one, other), tie in strength.items())
    inside = sorted(set(graph.nodes) - {"FFF"})
    exact = networkx.betweenness_centrality_subset(graph, inside, inside, weight="way")
    assert pairs_linked(attended, inside).to_dict() == pytest.approx(exact)


@settings(deadline=None)
@given(st.lists(st.sets(st.sampled_from("ABCDEF"), min_size=1), min_size=1, max_size=12))
def test_ties_count_each_shared_meeting_of_each_pair_once(meetings):
    attended = seats(*("".join(sorted(states)) for states in meetings))
    counted = {(row.country, row.other): row.meetings for row in network.ties(attended).itertuples()}
    both = {(row.country, row.other): row for row in network.shared_by_pair(attended).itertuples()}
    for one, other in combinations("ABCDEF", 2):
        shared = sum({one, other} <= states for states in meetings)
        assert counted.get((one * 3, other * 3), 0) == shared
        for pair in ((one * 3, other * 3), (other * 3, one * 3)):
            assert (pair in both) == (shared > 0)
            assert not shared or (both[pair].meetings, len(both[pair].records)) == (shared, 2 * shared)


@settings(deadline=None, max_examples=10)
@given(st.lists(st.sets(st.sampled_from("ABCDEF"), min_size=2), min_size=1, max_size=8))
def test_pairs_linked_never_exceed_the_pairs_there_are(meetings):
    ranked = network.centralities(seats(*("".join(sorted(states)) for states in meetings)))
    assert ranked[network.PERCENT].stack().dropna().between(0, 100).all()
    assert ranked["eigenvector"].dropna().between(0, 1).all()
    assert (ranked["low_pct"].fillna(0) <= ranked["high_pct"].fillna(0)).all()


def test_only_chains_between_states_of_the_region_count():
    ranked = network.centralities(seats("AB", "BC", "CD"), ["AAA", "BBB", "CCC"]).set_index("country")
    assert ranked.loc["BBB", "pairs_linked"] == 1
    assert ranked.loc["CCC", "pairs_linked"] == 0, "the way to D is not one between states of the region"
    assert not ranked.loc["DDD", "within_filter"]


def test_disputed_participants_are_in_no_network():
    assert "BGD" not in set(around()["country"])
    attended = TABLES.derive(attendances, ("stated", "inferred"))
    assert "BGD" not in set(attended.loc[attended["event"] == "DOC-RAK-2017", "country"])


def test_bosnia_and_herzegovina_connects_most_pairs_of_the_region():
    ranked = network.centralities(around(), members(TABLES, "SEE"))
    assert (ranked["country"].iloc[0], ranked["eigenvector"].iloc[0]) == ("BIH", 1)
    first = ranked.iloc[0]
    assert first["low_pct"] < 15, "the limits are wide: much rests on which meetings are on record"
    assert 25 < first["middle_pct"] < first["pairs_linked_pct"] <= first["high_pct"]
    assert first["first_pct"] > 75


def test_the_same_records_give_the_same_picture():
    assert meeting_network(TABLES, view()).figure == meeting_network(TABLES, view()).figure


def test_no_two_names_cover_each_other_on_a_phone():
    figure = meeting_network(TABLES, view(), least=2).figure
    marks = [
        (x * 340, y * 480)
        for trace in figure["data"]
        if trace["mode"] == "markers+text"
        for x, y in zip(trace["x"], trace["y"], strict=True)
    ]
    assert len(marks) > 20
    for one, other in combinations(marks, 2):
        assert max(abs(one[0] - other[0]), abs(one[1] - other[1])) >= 14


def test_a_threshold_above_all_ties_still_draws_the_strongest():
    oceania = meeting_network(TABLES, view("OCEANIA"), least=10).figure
    assert any(trace.get("mode") == "markers+text" for trace in oceania["data"])


def test_the_sentence_names_share_and_steadiness():
    ranked = network.centralities(seats("AB", "AB", "BC", "BC", "BD"))
    assert network_title(ranked, NAMES).startswith("Bora connects most pairs of states: 100\u202f%")
    assert "Bora stays first whichever series" in steadiness({"Roadmap": "BBB"}, ranked, NAMES)
    text = steadiness({"Roadmap": "BBB", "RACVIAC": "AAA"}, ranked, NAMES)
    assert text.endswith("another state first: RACVIAC (Alba).")


def test_leaving_out_a_circle_changes_who_leads():
    rows = seats("AB", "BC", "AC", "AC", "AC", "CD", "CD", "AD")
    circle = dict.fromkeys(rows["event"], "Oslo Process") | {"M0": "RACVIAC", "M1": "RACVIAC"}
    leaders = network.leaders_without(rows, circle, [])
    assert leaders == {"Oslo Process": "BBB", "RACVIAC": "CCC"}


def test_circles_count_meetings_and_combinations_are_exact():
    counts = circle_counts(TABLES, view())
    cells = counts.set_index(["country", "circle"])["meetings"]
    assert cells["XKX", "Roadmap"] > 10
    assert ("XKX", "Oslo Process") not in cells.index
    overlaps = circle_overlaps(TABLES, counts)
    assert overlaps["states"].sum() == counts["country"].nunique()
    assert "BIH" in overlaps["countries"].iloc[0]
    assert overlaps["circles"].iloc[0] == tuple(circle_names(TABLES))


def test_states_stand_by_community():
    region = members(TABLES, "SEE")
    ordered = network.states_in_matrix(TABLES.derive(attendances), region, 20)
    assert len(ordered) == 20
    ranked = network.centralities(around(), region).set_index("country")
    inside = [ranked.loc[code, "community"] for code in ordered if code in region]
    assert inside == sorted(inside)


def test_a_filter_without_weaker_claims_says_nothing_of_them():
    assert not_counted(TABLES, view(**FAR_AWAY)) == ""
    assert "inferred and 8 disputed" in not_counted(TABLES, view())
    assert not_counted(TABLES, view(), claim="inferred").startswith("Not counted: 8 disputed")


def test_disputed_attendance_can_not_be_asked_for():
    test = visited("network", {"claims": "disputed"})
    assert not test.exception
    assert "Not counted: 64 inferred and 8 disputed" in words(test)


def test_chosen_states_list_the_meetings_they_share():
    shared = network.meetings_of_all(TABLES, TABLES.derive(attendances), ["BIH", "HRV"])
    test = visited("network", {"part": "met", "together": "BIH,HRV"})
    assert f"{len(shared)} meetings of Bosnia and Herzegovina and Croatia" in headings(test)

"""The coalition planner: borders, what partners have done, who is missing, and past coalitions."""

from datetime import date

import pytest

from dashboard import store
from tests.alone import headings, visited, words
from tests.tables import TABLES, view
from topics.coalition import (
    PARTNERS,
    border_areas,
    donors_not_chosen,
    neighbour_statuses,
    neighbours,
    partner_entries,
    past_coalitions,
)
from topics.coalition_needs import needs
from topics.coalition_words import surroundings

EARLY = {"tables": store.snapshot(date(2001, 2, 28))}
MANY = {"countries": tuple(TABLES["countries"]["country"][:40])}


def test_borders_are_mutual_and_right():
    borders = TABLES["borders"]
    region = set(borders["country"])
    pairs = set(zip(borders["country"], borders["neighbour"], strict=True))
    assert all((second, first) in pairs for first, second in pairs if second in region)
    assert neighbours(TABLES, "BIH") == ["HRV", "MNE", "SRB"]
    around = {"ARM", "AZE", "BGR", "GEO", "GRC", "IRN", "IRQ", "SYR"}
    assert set(neighbours(TABLES, "TUR")) == around
    assert neighbours(TABLES, "CYP") == []


def test_germany_in_bosnia():
    rows = partner_entries(TABLES, "BIH", ["DEU"])
    money = rows[rows["did"] == "funded"]
    assert money["year"].min() == 2004
    assert {2015, 2017, 2018, 2021, 2022} <= set(money["year"])
    assert rows["what"].str.contains("Rakitje").any()
    assert rows["what"].str.contains("Country Coalition Bosnia and Herzegovina").any()
    assert rows["records"].map(len).eq(1).all()


def test_money_that_is_in_two_records_is_marked():
    rows = partner_entries(TABLES, "BIH", ["DEU"])
    assert len(rows[(rows["year"] == 2015) & rows["what"].str.contains("repeated in another record")]) == 3


def test_disputed_seats_do_not_count():
    rows = TABLES["event_participants"]
    disputed = rows[(rows["claim"] == "disputed") & (rows["event"] == "DOC-RAK-2017")]["country"].dropna()
    assert len(disputed)
    met = partner_entries(TABLES, "BIH", tuple(disputed.unique()))
    assert not met["what"].str.contains("Rakitje").any()


def test_the_missing_are_those_who_gave():
    rows = donors_not_chosen(TABLES, "BIH", PARTNERS)
    assert {"Norway", "Switzerland", "United States", "Slovenia"} <= set(rows["donor"])
    assert not set(rows["donor"]) & {"Germany", "European Union"}
    assert rows["last_year"].is_monotonic_decreasing


def test_past_coalitions_are_projects_on_record():
    rows = past_coalitions(TABLES).set_index("project")
    border = rows.loc["itf-eu-xborder"]
    assert border[["amount", "area_km2"]].tolist() == [2_850_000, 1.74]
    assert (border["start"].year, border["end"].year) == (2003, 2006)
    assert {"cc-bih-deu", "itf-seemacc-us", "hu-hr-1", "hu-hr-2"} <= set(rows.index)


def test_land_of_neighbours_follows_the_rule_of_statuses():
    rows = neighbour_statuses(TABLES, "HRV").set_index(["country", "family"])
    assert rows.loc[("BIH", "MINES"), "area_km2"] == 774
    assert rows.loc[("BIH", "CMR"), "status"] == "complete"
    assert rows.loc[("HUN", "MINES"), "status"] == "complete"
    assert {"HUN", "SRB"} <= set(border_areas(TABLES, "HRV")["country"])


def test_the_plan_tells_needs_and_examples():
    test = visited("coalition", {})
    assert not test.exception
    text = words(test).replace("\u202f", " ")
    for phrase in (
        "Mines: land left**: 774 km² suspected (17 February 2026)",
        "Mines: treaty deadline**: due 1 March 2027",
        "A deadline is an obligation, no forecast",
        "Mines: cost of clearing what is left**: EUR",
        "in all (not a year)",
        "if the whole of 774 km² suspected (17 February 2026) were cleared",
        "All mine action of the year, Croatia 2023",
        "EU cross-border demining in South East Europe",
        "Croatia",
        "2003–2006",
    ):
        assert phrase in text
    assert "cluster munition remnants declared complete, 1 September 2023" in text
    assert "Funding gap" not in text and "million a year" not in text


def test_a_state_without_land_left_has_no_projection():
    lines = [line.words for line in needs(TABLES, "ALB")]
    assert lines[:2] == ["declared complete, November 2009.", "declared complete, 1 December 2009."]
    assert lines[2] == "no other data found. No data does not mean zero."
    assert "recorded for South East Europe only" in surroundings(TABLES, "CYP")[0].words


@pytest.mark.parametrize(
    ("parameters", "chosen"),
    [
        ({"state": "SRB", "partners": "NOR,USA,ITF,DEU,EU,UNDP"}, {}),
        ({"state": "HRV"}, {}),
        ({}, {"region": "OCEANIA", "years": (2001, 2001)}),
        ({"state": "CYP"}, {"region": "WORLD"}),
        ({}, EARLY),
        ({}, MANY),
    ],
    ids=["Serbia", "a completed state", "far away", "an island", "an early day", "forty countries"],
)
def test_other_states_can_be_planned(parameters, chosen):
    test = visited("coalition", parameters, view(**chosen))
    assert not test.exception
    assert "Sources: " in words(test)


def test_more_partners_than_fit_are_cut_and_said():
    test = visited("coalition", {"partners": "DEU,EU,ITF,NOR,USA,CHE,AUT,ITA"})
    assert not test.exception
    assert test.session_state["parameters"]["partners"] == "DEU,EU,ITF,NOR,USA,CHE"
    assert "left out: AUT, ITA" in test.session_state["dropped"][0]
    assert "dated entries" in headings(test)


def test_land_on_a_border_of_a_neighbour_is_on_that_with_the_state():
    near = {state: set(border_areas(TABLES, state)["country"]) for state in ("XKX", "HRV", "SRB", "ARM")}
    assert near == {"XKX": {"ALB"}, "HRV": {"HUN", "SRB"}, "SRB": {"SRB"}, "ARM": set()}

"""The coalition planner: borders, what partners have done, who is missing, and the examples that were."""

import pandas as pd
import pytest

from analysis import coalition
from charts.coalition import partner_timeline
from dashboard.store import load
from dashboard.view import View
from tests.alone import visited, words

TABLES = (
    "funding",
    "projects",
    "project_countries",
    "events",
    "event_participants",
    "memberships",
    "countries",
)


def tables():
    return {name: load(name) for name in TABLES}


def test_borders_are_mutual_and_right():
    borders = load("borders")
    region = set(borders["country"])
    pairs = set(zip(borders["country"], borders["neighbour"], strict=True))
    assert all((second, first) in pairs for first, second in pairs if second in region)
    assert coalition.neighbours(borders, "BIH") == ["HRV", "MNE", "SRB"]
    assert set(coalition.neighbours(borders, "TUR")) == {
        "ARM",
        "AZE",
        "BGR",
        "GEO",
        "GRC",
        "IRN",
        "IRQ",
        "SYR",
    }
    assert coalition.neighbours(borders, "CYP") == []


def test_germany_in_bosnia():
    rows = coalition.record(tables(), "BIH", ["DEU"])
    money = rows[rows["did"] == "funded"]
    assert money["year"].min() == 2004
    assert {2015, 2017, 2018, 2021, 2022} <= set(money["year"])
    assert rows["what"].str.contains("Rakitje").any()
    assert rows["what"].str.contains("Country Coalition Bosnia and Herzegovina").any()
    assert rows["source"].notna().all()


def test_what_is_told_twice_is_marked():
    rows = coalition.record(tables(), "BIH", ["DEU"])
    twice = rows[(rows["year"] == 2015) & rows["what"].str.contains("told again")]
    assert len(twice) == 3


def test_disputed_seats_do_not_count():
    rows = load("event_participants")
    disputed = rows[(rows["claim"] == "disputed") & (rows["event"] == "DOC-RAK-2017")]["country"].dropna()
    for partner in disputed.unique():
        met = coalition.record(tables(), "BIH", [partner])
        assert not met["what"].str.contains("Rakitje").any()


def test_the_missing_are_those_who_gave():
    rows = coalition.missing(tables(), "BIH", ["DEU", "EU", "ITF"])
    assert {"Norway", "Switzerland", "United States", "Slovenia"} <= set(rows["donor"])
    assert not set(rows["donor"]) & {"Germany", "European Union"}
    assert rows["last_year"].is_monotonic_decreasing


def test_the_real_examples_are_told():
    rows = coalition.examples(load("projects"), load("project_countries")).set_index("project")
    assert rows.loc["itf-eu-xborder", ["amount", "area_km2"]].tolist() == [2_850_000, 1.74]
    assert (rows.loc["itf-eu-xborder", "start"].year, rows.loc["itf-eu-xborder", "end"].year) == (2003, 2006)
    assert {"cc-bih-deu", "itf-seemacc-us", "hu-hr-1", "hu-hr-2"} <= set(rows.index)


def test_land_on_the_border_is_found():
    rows = coalition.border_land(load("contamination"), load("borders"), "HRV")
    near = rows[rows["about"] == "on the border"]
    assert {"HUN", "SRB"} <= set(near["country"])
    left = rows[rows["about"] == "left in the neighbour"].set_index("country")["area_km2"]
    assert left["BIH"].max() > 800


def test_empty_tables_give_nothing():
    nothing = {name: rows[:0] for name, rows in tables().items()}
    assert coalition.record(nothing, "BIH", ["DEU", "EU"]).empty
    assert coalition.missing(nothing, "BIH", []).empty
    assert coalition.operators(nothing["projects"], nothing["project_countries"], "BIH").empty
    figure = partner_timeline(coalition.record(nothing, "BIH", []), {}, "BiH")
    assert figure.layout.title.text.startswith("Nothing is on record")
    assert not figure.data


def test_text_from_the_data_is_no_markup():
    row = {
        "partner": "<b>",
        "did": "funded",
        "year": 2020.0,
        "what": "<img src=x>",
        "amount": 1.0,
        "currency": "EUR",
    }
    record = pd.DataFrame([row | {"source": "x", "locator": "", "basis": "", "note": ""}])
    figure = partner_timeline(record, {}, "<i>")
    assert "<img" not in figure.to_json()
    assert "<i>" not in figure.layout.title.text


def test_the_plan_tells_needs_and_examples():
    test = visited("coalition", {})
    assert not test.exception
    said = words(test)
    for phrase in (
        "802.6",
        "Cost of the rest",
        "Funding gap (mines): **EUR",
        "Croatia",
        "2003–2006",
        "September 2023",
    ):
        assert phrase in said


@pytest.mark.parametrize(
    ("parameters", "view"),
    [
        ({"state": "SRB", "partners": "NOR,USA,ITF,DEU,EU,UNDP"}, View()),
        ({"state": "HRV"}, View()),
        ({}, View(region="OCEANIA", years=(2001, 2001))),
        ({"state": "CYP"}, View(region="WORLD")),
    ],
    ids=["Serbia", "a completed state", "far away", "an island"],
)
def test_other_states_can_be_planned(parameters, view):
    test = visited("coalition", parameters, view)
    assert not test.exception
    assert "Sources: " in words(test)

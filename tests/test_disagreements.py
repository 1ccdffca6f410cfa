"""Where sources differ is found, measured and explained; what is no disagreement is left out."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import disagreements as found
from analysis import reasons
from analysis.disagreements import agree, disagreements, leads
from analysis.rivals import stated_day
from analysis.statements import KINDS
from charts import disagreements as charts
from dashboard.store import load

TABLES = {name: load(name) for name in found.TABLES}
EMPTY = {name: frame[:0] for name, frame in TABLES.items()}
ALL = disagreements(TABLES)


def about(kind, country=None, year=None, **cells):
    """The groups of some kind, country and year in which all given cells occur."""
    rows = ALL[ALL["kind"] == kind]
    rows = (
        rows[rows["country"].eq(country) if country else rows["country"].isna()] if country != "any" else rows
    )
    for name, value in cells.items():
        rows = rows[rows[name] == value]
    groups = set(rows["group"] if year is None else rows.loc[rows["year_from"] == year, "group"])
    return [part for group, part in ALL.groupby("group") if group in groups]


def values(part):
    return sorted(round(value, 2) for value in part["value"])


def lead(part):
    return part[part["lead"]].iloc[0]


def test_bih_mines_are_suspected_or_estimated():
    """1,061 km² suspected at the end of 2017 (Monitor), about 50 km² estimated (Mine Action Review 2019)."""
    (part,) = [part for part in about("contamination", "BIH") if 1061 in values(part)]
    assert 50 in values(part)
    assert "anti-personnel mines alone" in lead(part)["reason"]
    assert "suspected (SHA) v estimate of the whole" in lead(part)["reason"]
    estimate = part[part["value"].eq(50)].iloc[0]
    assert (estimate["part"], estimate["hazard"]) == ("TOTAL", "AP_MINES")


def test_bih_cluster_munitions_by_government_and_ngo():
    (part,) = about("contamination", "BIH", 2020, hazard="CMR")
    assert values(part) == [2.24, 6]
    assert lead(part)["value"] == 2.24
    assert "government v NGO" in lead(part)["reason"]


def test_casualties_in_turkiye_by_government_and_ngo():
    years = {2008, 2010, 2011, 2014, 2015}
    said = {year: about("casualties", "TUR", year) for year in years}
    assert all(len(parts) == 1 for parts in said.values())
    assert {34, 215} == set(values(said[2015][0]))
    assert "government v NGO" in lead(said[2015][0])["reason"]
    assert "government v NGO" in lead(said[2011][0])["reason"]


@pytest.mark.parametrize(
    ("city", "counts"),
    [("Lima", {67, 68}), ("Vienna", {120, 138}), ("Wellington", {103, 122}), ("Belgrade", {20, 28})],
)
def test_conferences_were_counted_differently(city, counts):
    (part,) = [
        part
        for part in about("counts", measure="states attending")
        if part["place"].str.startswith(city).all()
    ]
    assert counts <= set(part["value"])


def test_eight_states_stand_on_the_wrong_page():
    (part,) = about("participants")
    said = " ".join(part["said"])
    for state in (
        "Bangladesh",
        "Bhutan",
        "Mongolia",
        "Myanmar",
        "Papua New Guinea",
        "Tuvalu",
        "Vanuatu",
        "Viet Nam",
    ):
        assert state in said
    assert "18 June 2019" in said
    assert lead(part)["source"] != "racviac-rakitje-2017"
    assert "copied" in lead(part)["reason"]


def test_funding_of_bih_in_2015_was_revised():
    (part,) = [part for part in about("funding", "BIH", 2015) if "international" in part["measure"].iloc[0]]
    assert values(part) == [8019656, 14729176]
    assert "editions of 2016 and 2018" in lead(part)["reason"]


def test_states_parties_and_the_world_are_told_apart():
    (part,) = [part for part in about("release", None, 2010) if {559, 766} <= set(values(part))]
    assert "States Parties only v worldwide" in lead(part)["reason"]


def test_every_conflict_of_the_treaties_is_listed():
    conflicts = TABLES["treaty_conflicts"]
    listed = ALL[ALL["kind"] == "treaties"]
    assert set(conflicts["other_value"].dropna()) <= set(listed["said"])
    tonga = listed[listed["country"].eq("TON") & listed["lead"]].iloc[0]
    assert tonga["days"] == 1


def test_widest_first_and_words_last():
    first = leads(ALL)
    ratios = first["ratio"].dropna()
    assert ratios.is_monotonic_decreasing
    assert first["ratio"].notna().iloc[: len(ratios)].all()
    assert (ratios >= 1).all()


def test_every_group_has_one_lead_two_statements_and_a_reason():
    for group, part in ALL.groupby("group"):
        assert part["lead"].sum() == 1, group
        assert len(part) > 1, group
        assert lead(part)["reason"], group
        assert part["said"].notna().all() or part["value"].nunique() > 1, group
    assert set(ALL["kind"]) <= set(KINDS)


def test_progress_within_a_year_is_no_disagreement():
    rows = ALL[ALL["kind"].eq("contamination") & ALL["country"].eq("BIH")]
    assert not ({822.87, 802.57} <= set(rows["value"].round(2)))


def test_a_copy_is_no_second_origin():
    rows = TABLES["contamination"]
    one = rows[rows["country"].eq("BIH") & rows["area_km2"].notna() & rows["as_of"].notna()].iloc[[0]]
    sources = TABLES["sources"]
    known = sources["source"].iloc[0]
    copy = sources.iloc[[0]].assign(source="copy", copies=known, publisher=None)
    pair = pd.concat([one.assign(source=known), one.assign(source="copy", area_km2=one["area_km2"] * 3)])
    tables = EMPTY | {"contamination": pair, "sources": pd.concat([sources, copy])}
    rows = disagreements(tables)
    assert (rows["documents"].iloc[0], rows["origins"].iloc[0]) == (2, 1)
    assert rows.loc[rows["source"] == "copy", "copy_of"].tolist() == [known]


SAID = reasons.Said("CMR", "CHA", 10, "km²", None, "", "", "survey", "a", "monitor", "A", "2010-01-01")


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ({}, {"value": 30}, reasons.UNKNOWN),
        ({"value": 407000}, {"value": 470000}, "the same digits in another order"),
        ({"value": 68, "note": "nearly 30 new; 68 present"}, {"value": 67}, reasons.UNKNOWN),
        ({"value": 122, "note": "Over 122 countries"}, {"value": 103}, "one is rounded"),
        ({"value": 8, "note": '"less than 8"'}, {"value": 7.1}, "one is rounded"),
        ({"note": "to Apr 2013"}, {"value": 11, "note": "to Feb 2013"}, "counted up to different dates"),
        ({"part": "SHA"}, {"value": 3}, "suspected (SHA) v confirmed (CHA)"),
        ({"kind": "government"}, {"value": 3, "kind": "non-governmental organisation"}, "government v NGO"),
        ({"note": "States Parties only"}, {"value": 30}, "States Parties only v worldwide"),
    ],
)
def test_a_reason_follows_from_what_the_records_say(one, other, why):
    other = SAID._replace(source="b", publisher="B")._replace(**other)
    assert reasons.reason(SAID._replace(**one), other) == why


def test_nothing_disagrees_in_empty_tables():
    rows = disagreements(EMPTY)
    assert rows.empty
    figure = charts.spread_of_statements(
        rows, TABLES["countries"] if "countries" in TABLES else load("countries")
    )
    assert figure.layout.title.text == "No disagreement between sources is on record"


@pytest.mark.parametrize("kind", KINDS)
def test_the_chart_draws_the_preferred_full_and_rivals_open(kind):
    rows = ALL[ALL["kind"] == kind]
    figure = charts.spread_of_statements(rows, load("countries"), load("sources"), 40)
    marks = [trace for trace in figure.data if trace.mode == "markers" and trace.hovertext is not None]
    for trace in marks:
        symbols = set(trace.marker.symbol)
        assert (
            symbols == {"circle"} if trace.name == "preferred" else symbols <= {"circle-open", "diamond-open"}
        )
        assert all(
            "Source:" in words.rpartition("<br>")[2] or "Source:" in words for words in trace.hovertext
        )
    drawn = charts.drawn(rows, 40)
    assert sum(len(trace.x) for trace in marks) == (
        len(drawn) if kind != "treaties" else drawn["day"].notna().sum()
    )


@given(st.floats(0.01, 1e9, allow_nan=False), st.floats(0.01, 1e9, allow_nan=False))
def test_agreement_is_mutual_and_never_of_far_figures(one, other):
    assert agree(one, other) == agree(other, one)
    assert agree(one, one)
    if max(one, other) > 1.2 * min(one, other):
        assert not agree(one, other)


@given(st.text())
def test_any_text_is_a_date_or_none(text):
    day, precision = stated_day(text)
    assert (day is None) == (precision == "")

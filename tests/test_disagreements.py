"""Where sources differ is measured and explained; what is no disagreement is left out."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tables import EMPTY, TABLES, view
from topics.records import reasons
from topics.records.disagreements import agree, disagreements, disagreements_in_view, leads
from topics.records.disagreements_chart import disagreements as disagreements_chart
from topics.records.disagreements_table import disagreement_points, disagreement_statements
from topics.records.reasons import Statement
from topics.tables import Tables
from topics.vocabulary.records import DIFFERENCES, SUBJECTS

ALL = disagreements(TABLES)


def groups(subject, country=None, year=None, **cells):
    """The groups of a subject, country and year in which a statement has all given cells."""
    rows = ALL[ALL["subject"] == subject]
    rows = rows[rows["country"].eq(country) if country else rows["country"].isna()]
    for name, value in cells.items():
        rows = rows[rows[name] == value]
    wanted = set(rows["group"] if year is None else rows.loc[rows["year_from"] == year, "group"])
    return [part for group, part in ALL.groupby("group") if group in wanted]


def values(part):
    return sorted(round(value, 2) for value in part["value"])


def lead(part):
    return part[part["is_lead"]].iloc[0]


def test_areas_differ_only_where_they_measure_the_same():
    """1,061 km² suspected of all mines and about 50 km² estimated of anti-personnel mines are no rivals.

    Nor are the areas at the beginning and at the end of a year of clearance.
    """
    areas = ALL[ALL["subject"] == "contamination"]
    assert 50 not in areas.loc[areas["country"] == "BIH", "value"].to_numpy()
    assert (areas.groupby("group")["hazard"].nunique() == 1).all()
    assert not areas["reason"].str.contains("mines alone|estimate of the whole").any()
    croatia = [values(part) for part in groups("contamination", "HRV")]
    assert [680, 681, 683, 683] in croatia
    assert not any(1044 in part for part in croatia)


def test_bih_cluster_munitions_by_government_and_ngo():
    (part,) = groups("contamination", "BIH", 2020, hazard="CMR")
    assert values(part) == [2.24, 6]
    assert lead(part)["value"] == 2.24
    assert "counted by the government in one, by an NGO in the other" in lead(part)["reason"]


def test_casualties_in_turkiye_by_government_and_ngo():
    (part,) = groups("casualties", "TUR", 2015)
    assert set(values(part)) == {34, 215}
    assert "counted by the government in one, by an NGO in the other" in lead(part)["reason"]
    assert all(len(groups("casualties", "TUR", year)) == 1 for year in (2008, 2010, 2011, 2014))


@pytest.mark.parametrize(
    ("city", "counts"),
    [("Lima", {67, 68}), ("Vienna", {120, 138}), ("Wellington", {103, 122}), ("Belgrade", {20, 28})],
)
def test_conferences_were_counted_differently(city, counts):
    parts = groups("counts", measure="states attending")
    (part,) = [part for part in parts if part["place"].str.startswith(city).all()]
    assert counts <= set(part["value"])


def test_eight_states_stand_on_the_wrong_page():
    (part,) = groups("participants")
    words = " ".join(part["stated_words"])
    states = (
        "Bangladesh",
        "Bhutan",
        "Mongolia",
        "Myanmar",
        "Papua New Guinea",
        "Tuvalu",
        "Vanuatu",
        "Viet Nam",
    )
    assert all(state in words for state in (*states, "18 June 2019"))
    assert lead(part)["source"] != "racviac-rakitje-2017"
    assert "copied" in lead(part)["reason"]
    assert not part["is_stated"].any()
    assert (part["records"].str.len() > 1).all()


def test_funding_of_bih_in_2015_was_revised():
    (part,) = groups("funding", "BIH", 2015, measure="international funding")
    assert values(part) == [8019656, 14729176]
    assert "editions of 2016 and 2018" in lead(part)["reason"]


def test_states_parties_and_the_world_are_told_apart():
    (part,) = [part for part in groups("release", year=2010) if {559, 766} <= set(values(part))]
    assert "States Parties only in one, worldwide in the other" in lead(part)["reason"]


def test_every_conflict_of_the_treaties_is_listed():
    listed = ALL[ALL["subject"] == "treaties"]
    assert set(TABLES["treaty_conflicts"]["other_value"].dropna()) <= set(listed["stated_words"])
    tonga = listed[listed["country"].eq("TON") & listed["is_lead"]].iloc[0]
    assert tonga["days"] == 1
    assert tonga["records"][0].startswith("treaty_actions-")


def test_the_widest_come_first_and_words_last():
    ratios = leads(ALL)["ratio"]
    assert ratios.dropna().is_monotonic_decreasing
    assert ratios.notna().iloc[: ratios.count()].all()
    assert (ratios.dropna() >= 1).all()


def test_every_group_has_one_lead_two_statements_and_a_reason():
    for group, part in ALL.groupby("group"):
        assert part["is_lead"].sum() == 1, group
        assert len(part) > 1, group
        assert lead(part)["reason"], group
        assert part["stated_words"].notna().all() or part["value"].nunique() > 1, group
    assert set(ALL["subject"]) == set(SUBJECTS)


def test_each_reason_that_a_record_gives_has_words():
    columns = [TABLES[name]["difference"] for name in TABLES if "difference" in TABLES[name]]
    codes = pd.concat(columns).dropna().str.split(";").explode()
    assert set(codes) <= {*DIFFERENCES, "revised", "sum"}


def test_progress_within_a_year_is_no_disagreement():
    rows = ALL[ALL["subject"].eq("contamination") & ALL["country"].eq("BIH")]
    assert not ({822.87, 802.57} <= set(rows["value"].round(2)))


def test_a_copy_is_no_second_origin():
    rows, sources = TABLES["contamination"], TABLES["sources"]
    one = rows[rows["country"].eq("BIH") & rows["area_km2"].notna() & rows["as_of"].notna()].iloc[[0]]
    known = sources["source"].iloc[0]
    copy = sources.iloc[[0]].assign(source="copy", copies=known, publisher=None)
    pair = pd.concat([one.assign(source=known), one.assign(source="copy", area_km2=one["area_km2"] * 3)])
    frames = {name: EMPTY[name] for name in EMPTY} | {"hazards": TABLES["hazards"]}
    frames |= {"contamination": pair, "sources": pd.concat([sources, copy])}
    rows = disagreements(Tables(frames, version="copy"))
    assert (rows["documents"].iloc[0], rows["origins"].iloc[0]) == (2, 1)
    assert rows.loc[rows["source"] == "copy", "copy_of"].tolist() == [known]


def test_a_view_has_all_statements_about_its_points():
    rows = disagreements_in_view(TABLES, view(countries=("BIH",), hazard="CMR"), subject="contamination")
    assert set(rows["country"]) == {"BIH"}
    assert set(rows["hazard"]) == {"CMR"}
    assert len(rows) == sum(map(len, groups("contamination", "BIH", hazard="CMR")))
    assert disagreement_points(TABLES, view(countries=("ALB",)), subject="contamination").is_empty
    assert disagreements_in_view(EMPTY, view(tables=EMPTY)).empty


@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_preferred_figure_is_full_and_other_sources_open(subject):
    chart = disagreements_chart(TABLES, view("WORLD"), subject=subject)
    marks = [trace for trace in chart.figure.get("data", ()) if trace.get("customdata")]
    assert sum(len(trace["x"]) for trace in marks) == len(chart.drawn)
    for trace in marks:
        rows = chart.rows.loc[trace["customdata"]]
        is_open = [symbol.endswith("-open") for symbol in trace["marker"]["symbol"]]
        assert is_open == (~rows["is_lead"].astype(bool)).tolist()
        assert rows["label"].str.contains("Source:").all()


STATEMENT = Statement(
    *(
        "a",
        "cluster munition remnants alone",
        "CHA",
        10.0,
        "km²",
        None,
        False,
        frozenset(),
        "",
        "",
        "",
        False,
    ),
    *("monitor", "A", "2010"),
)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ({}, {"value": 30.0}, reasons.UNKNOWN),
        ({"value": 407000.0}, {"value": 470000.0}, "the same digits in another order"),
        ({"value": 68.0, "is_rounded": True}, {"value": 30.0}, reasons.UNKNOWN),
        ({"value": 122.0, "is_rounded": True}, {"value": 103.0}, "one is rounded"),
        (
            {"counted_to": "2013-04"},
            {"value": 11.0, "counted_to": "2013-02"},
            "counted up to different dates",
        ),
        ({"counted_to": "2013-04"}, {"value": 30.0}, reasons.UNKNOWN),
        ({"area_class": "SHA"}, {"value": 3.0}, "suspected (SHA) in one, confirmed (CHA) in the other"),
        (
            {"counted_by": "government"},
            {"value": 3.0, "counted_by": "ngo"},
            "counted by the government in one, by an NGO in the other",
        ),
        (
            {"coverage": "States Parties"},
            {"value": 30.0},
            "States Parties only in one, worldwide in the other",
        ),
        ({"differences": frozenset({"invited"})}, {"value": 30.0}, "invited in one, present in the other"),
        ({"differences": frozenset({"revised"})}, {"value": 30.0}, "revised later"),
    ],
)
def test_a_reason_follows_from_the_columns_of_the_records(one, other, why):
    rival = STATEMENT._replace(source="b", publisher="B")._replace(**other)
    assert reasons.reason(STATEMENT._replace(**one), rival) == why


@given(st.floats(0.01, 1e9, allow_nan=False), st.floats(0.01, 1e9, allow_nan=False))
def test_agreement_is_mutual_and_never_of_far_figures(one, other):
    assert agree(one, other) == agree(other, one)
    assert agree(one, one)
    if max(one, other) > 1.2 * min(one, other):
        assert not agree(one, other)


def test_one_of_a_kind_is_no_plural():
    words = disagreement_statements(TABLES, view("WORLD")).rows["statement"].str.replace("\u202f", " ")
    assert words.str.fullmatch("1 (person|item|state|munition)").any()
    assert not words.str.fullmatch("1 [a-z ]+s").any()

"""The headline figures and the profile of a country, on the real tables."""

import functools
import re

import pytest

from tests.alone import headings, visited, words
from tests.tables import EMPTY, TABLES, view
from topics.country import contaminated_places, former_names, meetings_with, payments
from topics.country_table import country_meetings, country_places
from topics.land.release import released
from topics.overview import (
    COLUMNS,
    EVIDENCE,
    RELEASED,
    headline_figures,
    open_obligations,
    overview_headlines,
)
from topics.overview_table import headline_data, latest_meetings
from topics.records.evidence import record_index
from topics.vocabulary.land import AREA_UNITS

CCM = "States Parties to the Convention on Cluster Munitions"
MINED, CONTAMINATED = "Mined area left", "Area with cluster munition remnants left"
LARGEST = "Largest mined area of 4 recent figures"
LARGEST_CMR = "Area with cluster munition remnants, 1 recent figure"
DEADLINE = "Next treaty deadline"


@functools.cache
def figures(region="SEE", **chosen):
    """The headline figures of a view by their heading."""
    return {figure["heading"]: figure for figure in headline_figures(TABLES, view(region, **chosen))}


def of(*countries, **chosen):
    return figures(countries=countries, **chosen)


@pytest.mark.parametrize(
    ("region", "heading", "value"),
    [
        ("SEE", CCM, "8 of 12"),
        ("WB", CCM, "4 of 5"),
        ("WORLD", CCM, "112 of 197"),
        ("SEE", "States and areas with mines", 4),
        ("SEE", "States and areas with cluster munition remnants", 1),
        ("SEE", LARGEST_CMR, 9.4),
        ("SEE", DEADLINE, "1 March 2027"),
        ("EU", DEADLINE, "none ahead"),
    ],
)
def test_a_headline_is_what_the_records_give(region, heading, value):
    assert figures(region)[heading]["value"] == (value if isinstance(value, str) else pytest.approx(value))


@pytest.mark.parametrize("region", ["SEE", "WB", "EU", "WORLD"])
def test_no_headline_adds_areas_of_states(region):
    """Figures of different states differ in class and date: a card shows one of them, with both."""
    for heading, figure in figures(region).items():
        if "recent figure" in heading and isinstance(figure["value"], float):
            rows = figure["evidence"]
            assert figure["value"] in rows["area_km2"].tolist(), heading
            assert figure["unit"] in AREA_UNITS.values(), heading
            first = rows.iloc[0]
            assert figure["value"] == first["area_km2"] and str(first["date"].year) in figure["remark"]
        if figure["heading"] == RELEASED and figure["value"]:
            assert figure["value"] in released(TABLES)["area_km2"].tolist()


def test_each_area_in_a_headline_stands_with_its_class_and_year():
    for region in ("SEE", "WB", "EU", "WORLD"):
        for heading, figure in figures(region).items():
            for area in re.findall(r"[\d\u202f.]+\u202fkm²[^,.]*", figure["remark"]):
                assert re.search(r"\((19|20)\d\d\)", figure["remark"].partition(area)[2] + area), (
                    heading,
                    area,
                )
    words = figures()[LARGEST]["remark"].replace("\u202f", " ")
    assert "Türkiye 145 km² estimated in all (2021)" in words
    assert "Serbia 0.86 km² suspected (2021)" in words
    assert figures()[LARGEST]["unit"] == "km² suspected"


def test_an_older_figure_is_named_and_never_the_largest():
    remark = figures()[LARGEST_CMR]["remark"]
    assert remark.endswith("5 years old: Serbia 2.38\u202fkm² confirmed and suspected (2019)")
    serbia = of("SRB")[CONTAMINATED]
    assert serbia["value"] == pytest.approx(2.379195)
    assert serbia["unit"] == "km² confirmed and suspected"
    assert serbia["remark"] == "Last figure of 31 December 2019, over 5 years old"


def test_a_release_is_of_all_methods_or_says_its_method():
    release = figures()[RELEASED]
    assert (release["value"], release["remark"]) == (15.42, "BiH, mines, 2024")
    serbia = of("SRB")[RELEASED]
    assert (serbia["value"], serbia["remark"].partition(".")[0]) == (0.61, "Mines, 2019")
    later = serbia["remark"].partition("Later, by one method: ")[2]
    assert later == "0.12\u202fkm² reduced by technical survey, mines (2024)"


def test_a_deadline_is_no_forecast_and_a_projection_begins_with_its_middle():
    words = of("BIH")[DEADLINE]["remark"]
    assert "Extension requested (February 2026)" in words
    assert "A deadline is no forecast" in words
    middle, projected_range = re.search(r"about 20\d\d", words), words.find("80 % range")
    assert middle and middle.start() < projected_range


def test_a_headline_names_who_has_no_data_and_whose_deadline_passed():
    mines = figures()["States and areas with mines"]
    assert mines["remark"].endswith("No data found, which does not mean zero: Romania and Slovenia")
    assert mines["unit"] == "of 11 with data"
    assert figures()[CCM]["remark"] == "Not States Parties: Greece, Romania, Serbia and Türkiye"
    deadline = figures()[DEADLINE]["remark"]
    assert "no extension or completion found: Türkiye (mined areas)" in deadline
    assert "extension requested, no decision found: Serbia (mined areas)" in deadline


@pytest.mark.parametrize("region", ["SEE", "WB", "EU", "CENTRAL_ASIA", "WORLD"])
def test_each_headline_rests_on_records(region):
    known = set(TABLES.derive(record_index).index)
    for heading, figure in figures(region).items():
        assert list(figure["evidence"]) == EVIDENCE
        assert {record for ids in figure["evidence"]["records"] for record in ids} <= known
        if figure["value"] is not None and not str(figure["value"]).startswith("0"):
            assert len(figure["evidence"]), heading


def test_no_record_is_no_figure_and_never_zero():
    assert overview_headlines(EMPTY, view(tables=EMPTY))["value"].isna().all()
    nauru = of("NRU")
    assert nauru["Convention on Cluster Munitions"]["value"] == "party since 2013"
    assert nauru[MINED] == nauru[MINED] | {"value": None, "remark": "No data found"}


def test_a_declaration_and_a_report_of_none_are_said_with_their_date():
    croatia = of("HRV")[MINED]
    assert (croatia["value"], croatia["remark"]) == ("declared complete", "27 February 2026")
    assert of("MNE")[MINED]["value"] == "no contamination reported"


def test_an_area_that_cannot_join_is_not_counted_among_states():
    assert not [heading for heading in of("XKX") if "Convention" in heading]


def test_a_treaty_is_not_joined_before_it_exists():
    figure = figures(years=(2000, 2001))[CCM]
    assert (figure["value"], figure["remark"]) == (None, "Adopted on 30 May 2008")


def test_the_hazard_chooses_treaty_and_family():
    mines = figures(hazard="AP_MINES")
    assert CCM not in mines and LARGEST_CMR not in mines
    assert "mines" not in figures(hazard="CMR")[RELEASED]["remark"]


def test_an_earlier_year_is_told_as_it_stood_then():
    then = figures(years=(2010, 2015))
    assert next(then[heading]["value"] for heading in then if heading.startswith("Largest mined area")) > 1000
    assert then[DEADLINE]["value"] == "1 August 2018"
    assert then["Meetings held"]["evidence"]["date"].dt.year.between(2010, 2015).all()


def test_open_deadlines_put_those_ahead_first():
    rows = open_obligations(TABLES, view("WORLD"))
    is_ahead = rows["state"] == "in force"
    assert is_ahead.is_monotonic_decreasing
    assert rows.loc[is_ahead, "deadline"].is_monotonic_increasing
    assert not set(rows["state"]) & {"completed", "no date"}


def test_tables_of_the_overview_say_the_same_as_its_figures():
    rows = headline_data(TABLES, view()).rows
    assert set(rows["figure"]) == {name for name, figure in figures().items() if len(figure["evidence"])}
    meetings = latest_meetings(TABLES, view()).rows
    assert meetings["title"].iloc[0] == "13th Regional Roadmap Coordination Meeting"
    assert set(overview_headlines(TABLES, view())) == set(COLUMNS)


def test_one_country_is_told_with_every_meeting_place_and_payment():
    meetings = meetings_with(TABLES, view(countries=("HRV",)))
    rakitje = meetings[meetings["event"] == "DOC-RAK-2017"]
    assert rakitje["part"].tolist() == ["held there, took part"]
    assert meetings["event"].is_unique
    held = int(meetings["is_held"].sum())
    assert contaminated_places(TABLES, view(countries=("SRB",)))["name"].notna().all()
    assert set(payments(TABLES, view(countries=("SVN",)))["way"]) == {"given"}
    assert former_names(TABLES, "TUR") == ["Turkey (up to 2022)"]
    assert country_meetings(TABLES, view(countries=("HRV",))).title.endswith(f"{held} of them held there")
    assert country_places(EMPTY, view(tables=EMPTY, countries=("NRU",))).is_empty


@pytest.mark.parametrize(
    ("code", "part", "sentence"),
    [
        ("HRV", "treaties", "Croatia: bound by 5 of 5 treaties"),
        ("XKX", "land", "resolution 1244 (1999)"),
        ("NRU", "land", "No released area is on record"),
        ("NRU", "cooperation", "No dated project is on record"),
        ("NRU", "money", "No contribution to the country or by it is on record"),
    ],
)
def test_the_profile_of_a_country_tells_all_or_says_what_is_missing(code, part, sentence):
    test = visited("country", {"country": code, "part": part})
    assert not test.exception
    assert sentence in headings(test) + words(test)


def test_the_profile_follows_the_only_country_chosen():
    test = visited("country", {}, view(countries=("SRB",)))
    assert not test.exception
    assert test.header[0].value == "Serbia"
    assert test.session_state["view"].members == ("SRB",)


@pytest.mark.parametrize(
    ("code", "part", "tables"),
    [
        ("BIH", "land", ("contamination", "clearance", "casualties")),
        ("AZE", "land", ("contamination",)),
        ("BIH", "cooperation", ("projects",)),
        ("MNE", "treaties", ("stockpiles",)),
    ],
)
def test_the_profile_of_a_country_has_every_record_on_it(code, part, tables):
    test = visited("country", {"country": code, "part": part})
    records = {
        one for chart in test.session_state["drawn"].values() for ids in chart.rows["records"] for one in ids
    }
    for table in tables:
        rows = TABLES[table]
        if "country" in rows:
            rows = rows[rows["country"] == code]
        else:
            known = TABLES["project_countries"].query("country == @code")["project"]
            rows = rows[rows["project"].isin(known)]
        assert len(rows)
        assert set(rows["record_id"]) <= records, table

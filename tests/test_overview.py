"""The headline figures and the profile of a country, on the real tables."""

import functools

import pytest

from tests.alone import headings, visited, words
from tests.tables import EMPTY, TABLES, view
from topics.country import contaminated_places, former_names, meetings_with, payments
from topics.country_table import country_meetings, country_places
from topics.overview import COLUMNS, EVIDENCE, headline_figures, open_obligations, overview_headlines
from topics.overview_table import headline_data, latest_meetings
from topics.records.evidence import record_index

CCM = "States Parties to the Convention on Cluster Munitions"
MINED, CONTAMINATED = "Mined area left", "Area with cluster munition remnants left"
RELEASED = "Land released, last year with data"


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
        ("SEE", MINED, 802.57 + 145 + 0.85603 + 0.58),
        ("WB", MINED, 802.57 + 0.85603 + 0.58),
        ("SEE", "States and areas with cluster munition remnants", 1),
        ("SEE", CONTAMINATED, 9.4),
        ("SEE", RELEASED, 0.17 + 0.1222),
        ("SEE", "Next deadline", "1 March 2027"),
        ("EU", "Next deadline", "none ahead"),
    ],
)
def test_a_headline_is_what_the_records_give(region, heading, value):
    assert figures(region)[heading]["value"] == (value if isinstance(value, str) else pytest.approx(value))


def test_an_older_figure_is_named_and_not_added():
    remark = figures()[CONTAMINATED]["remark"]
    assert (
        remark
        == "1 figure as of 2022. Not added, over 5 years old: Serbia 2.38\u202fkm² (2019). 7 of 13 have data"
    )
    serbia = of("SRB")[CONTAMINATED]
    assert serbia["value"] == pytest.approx(2.379195)
    assert serbia["remark"] == "Last figure of 31 December 2019, over 5 years old"


def test_a_headline_names_who_has_no_data_and_whose_deadline_passed():
    assert figures()["States and areas with mines"]["remark"].endswith("No data found: Romania and Slovenia")
    assert figures()[CCM]["remark"] == "Not signed: Greece, Romania, Serbia and Türkiye"
    deadline = figures()["Next deadline"]["remark"]
    assert "Deadline passed; no extension or completion found: Türkiye" in deadline
    assert "Extension requested: Serbia" in deadline


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
    assert nauru["Convention on Cluster Munitions"]["value"] == "member since 2013"
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
    assert CCM not in mines and CONTAMINATED not in mines
    assert figures(hazard="CMR")[RELEASED]["remark"].startswith("2019, Serbia")


def test_an_earlier_year_is_told_as_it_stood_then():
    then = figures(years=(2010, 2015))
    assert then[MINED]["value"] > 1000
    assert then["Next deadline"]["value"] == "1 August 2018"
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
    assert contaminated_places(TABLES, view(countries=("SRB",)))["name"].notna().all()
    assert set(payments(TABLES, view(countries=("SVN",)))["way"]) == {"given"}
    assert former_names(TABLES, "TUR") == ["Turkey (up to 2022)"]
    assert country_meetings(TABLES, view(countries=("HRV",))).title.endswith("36 of them held there")
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

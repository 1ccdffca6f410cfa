"""The profile of a country on the real tables: its status in sentences, its line, its meetings."""

import pytest

from tests.alone import headings, visited, words
from tests.tables import EMPTY, TABLES, view
from topics.country import contaminated_places, former_names, line_families, meetings_with, payments
from topics.country_chart import country_line
from topics.country_status import status_sentences
from topics.country_table import country_meetings, country_places, country_status
from topics.records.evidence import record_index


def status_of(*countries, **chosen):
    """The sentences on countries, with common spaces."""
    rows = status_sentences(TABLES, view(countries=countries, **chosen))
    return " ".join(rows["sentence"]).replace("\u202f", " ")


def test_a_status_is_area_deadline_and_projection_with_its_range():
    assert status_of("BIH").startswith(
        "About 774 km² suspected to have mines, 17 February 2026. "
        "Treaty deadline 1 March 2027; an extension has been requested. "
        "At the recorded pace clear about 2054 (80 % range 2039 to beyond 2100). "
    )


def test_a_completion_is_told_with_its_day_and_no_deadline():
    assert status_of("HRV").startswith("Clearance of mines completed 27 February 2026.")
    assert "deadline" not in status_of("HRV")


@pytest.mark.parametrize(
    ("country", "sentence"),
    [
        ("TUR", "Treaty deadline 31 December 2025 passed; no extension or completion found."),
        ("SRB", "Treaty deadline 31 December 2024 passed; extension requested, no decision found."),
        ("SRB", "No recent figure for cluster munition remnants; the last was 2.38 km²"),
        ("MNE", "No contamination with mines reported, 31 December 2008."),
        ("UKR", "137 000 km² in all estimated to have explosive hazards, 24 June 2025."),
        ("ROU", "No data on contaminated land is on record, which does not mean there is none."),
    ],
)
def test_other_statuses_are_told_as_they_are(country, sentence):
    assert sentence in status_of(country)


def test_the_hazard_and_the_years_choose_what_is_told():
    assert "mines" not in status_of("BIH", hazard="CMR")
    then = status_of("BIH", years=(2000, 2012))
    assert "1 340 km² suspected" in then and "pace" not in then


@pytest.mark.parametrize("region", ["SEE", "WORLD"])
def test_each_country_has_a_status_that_rests_on_records(region):
    rows = status_sentences(TABLES, view(region))
    assert set(rows["country"]) == set(view(region).members)
    known = set(TABLES.derive(record_index).index)
    assert {one for ids in rows["records"] for one in ids} <= known
    assert rows.loc[~rows["records"].map(bool), "sentence"].str.startswith("No data").all()


def test_the_line_of_a_country_ends_with_its_last_figure_and_shows_its_deadline():
    chart = country_line(TABLES, view(countries=("BIH",)))
    notes = [note["text"].replace("\u202f", " ") for note in chart.figure["layout"]["annotations"]]
    assert notes == ["<b>774 km²<br>suspected</b><br>17 Feb 2026", "deadline 1 March 2027"]
    assert chart.figure["layout"]["xaxis"]["type"] == "date" and "type" not in chart.figure["layout"]["yaxis"]
    assert chart.title.replace("\u202f", " ") == "Mined area fell from 4 200 to 774 km², 1996–2026"
    croatia = country_line(TABLES, view(countries=("HRV",)))
    assert croatia.title == "Croatia declared clear of mines in February 2026"
    assert not croatia.figure["layout"]["shapes"]


def test_a_line_is_of_one_country_and_one_family():
    for country in ("BIH", "HRV", "SRB", "XKX"):
        chosen = view(countries=(country,))
        for family in line_families(TABLES, chosen):
            rows = country_line(TABLES, chosen, family=family).rows
            assert set(rows["country"]) == {country} and set(rows["family"]) == {family}


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
    assert country_status(EMPTY, view(tables=EMPTY)).is_empty


@pytest.mark.parametrize(
    ("code", "part", "sentence"),
    [
        ("HRV", "treaties", "Croatia: bound by 5 of 5 treaties"),
        ("XKX", "land", "resolution 1244 (1999)"),
        ("NRU", "land", "No area of contaminated land is on record"),
        ("NRU", "cooperation", "No meeting with the country is on record"),
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


@pytest.mark.parametrize(("code", "family"), [("BGR", "MINES"), ("ALB", "CMR"), ("HUN", "MINES")])
def test_a_year_stands_once_below_a_line_of_few_years(code, family):
    axis = country_line(TABLES, view(countries=(code,)), family=family).figure["layout"]["xaxis"]
    first, last = (int(day[:4]) for day in axis["range"])
    assert axis["dtick"] == "M12"
    assert last > first, "a year begins on the axis"
    whole = country_line(TABLES, view(countries=("BIH",))).figure["layout"]["xaxis"]
    assert "dtick" not in whole

"""The reporting calendar: what is due by whom and when, and its iCalendar file."""

import icalendar
import pandas as pd
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.api.routes import ROUTES
from tests.tables import TABLES, view
from topics.calendar import calendar_in_view, calendar_rows
from topics.calendar_chart import calendar
from topics.vocabulary.countries import country_names

WORLD = view("WORLD").members


def test_each_party_reports_on_the_day_its_treaty_names():
    rows = calendar_rows(TABLES, WORLD)
    reports = rows[rows["due"] == "report"]
    days = reports.groupby("treaty")["date"].agg(lambda dates: {f"{day:%m-%d}" for day in dates}).to_dict()
    assert days == {
        "CCM": {"04-30"},
        "APMBC": {"04-30"},
        "ATT": {"05-31"},
        "CCW-APII": {"03-31"},
        "CCW-PV": {"03-31"},
    }
    assert not reports.duplicated(["country", "treaty", "date"]).any()
    ccm = set(reports.loc[reports["treaty"] == "CCM", "country"])
    assert {"BIH", "HRV", "ALB"} <= ccm
    assert not ccm & {"SRB", "TUR", "LTU"}, "never joined, or left"


def test_a_state_newly_bound_owes_a_first_report():
    rows = calendar_rows(TABLES, WORLD).query("due == 'initial_report'")
    assert rows.set_index(["country", "treaty"])["date"].to_dict() == {
        ("VUT", "ATT"): pd.Timestamp("2026-12-04")
    }


def test_the_calendar_knows_deadlines_and_requests():
    rows = calendar_rows(TABLES, WORLD)
    due = rows[rows["due"] == "clearance"].set_index(["country", "treaty"])["date"]
    assert due["BIH", "APMBC"] == pd.Timestamp("2027-03-01")
    assert "SRB" in set(rows.loc[rows["due"] == "extension", "country"])
    assert "HRV" not in set(rows.loc[rows["due"] == "clearance", "country"]), "completed"


def test_a_hazard_keeps_its_deadlines_and_all_reports():
    rows = calendar_in_view(TABLES, view(hazard="CMR"))
    assert {"CCM", "APMBC"} <= set(rows.loc[rows["due"] == "report", "treaty"])
    assert "APMBC" not in set(rows.loc[rows["due"] != "report", "treaty"])


def test_the_title_says_what_is_next():
    words = "Next: Bosnia and Herzegovina, clearance deadline, 1 March 2027"
    assert calendar(TABLES, view()).title == words
    reports = calendar(TABLES, view(hazard="CMR")).title
    assert reports == "Next: 22 annual reports, due on 31 March 2027"


def test_the_feed_is_valid_icalendar():
    answer = TestClient(Starlette(routes=ROUTES)).get(
        "/api/v1/deadlines.ics", params={"countries": "BIH,HRV"}
    )
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/calendar")
    entries = list(icalendar.Calendar.from_ical(answer.content).walk("VEVENT"))
    assert len({str(entry["uid"]) for entry in entries}) == len(entries) >= 9
    assert all(
        {"DTSTAMP", "DTSTART", "SUMMARY"} <= set(entry) and "Source: http" in entry["description"]
        for entry in entries
    )
    assert any("Clearance of mined areas due" in entry["summary"] for entry in entries)


def test_the_calendar_of_the_world_is_valid():
    content = calendar_file("region=WORLD")
    read = icalendar.Calendar.from_ical(content)
    assert not read.errors
    entries = list(read.walk("VEVENT"))
    assert not any(entry.errors for entry in entries)
    assert len(entries) == len(calendar_in_view(TABLES, view("WORLD")))
    assert len({str(entry["UID"]) for entry in entries}) == len(entries)
    assert all(entry["DTEND"].dt > entry["DTSTART"].dt for entry in entries)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_the_calendar_of_each_region_has_its_name_and_entries_of_that_of_the_world():
    _, *every = parts_of("region=WORLD")
    for region in TABLES["regions"]["region"]:
        head, *entries = parts_of(f"region={region}")
        read = icalendar.Calendar.from_ical(f"{head}END:VCALENDAR\r\n")
        assert not read.errors
        assert str(read["X-WR-CALNAME"]).endswith(view(region).undated)
        assert len(entries) == len(calendar_in_view(TABLES, view(region)))
        assert set(entries) <= set(every)


def test_a_country_has_its_own_rows_and_those_of_a_hazard_are_those_of_the_page():
    country = icalendar.Calendar.from_ical(calendar_file("countries=BIH"))
    titles = [str(entry["SUMMARY"]) for entry in country.walk("VEVENT")]
    assert titles
    assert all(title.startswith(f"{country_names(TABLES)['BIH']}: ") for title in titles)
    of_hazard = icalendar.Calendar.from_ical(calendar_file("hazard=CMR"))
    assert len(of_hazard.walk("VEVENT")) == len(calendar_in_view(TABLES, view(hazard="CMR")))
    assert "cluster munition remnants" in str(of_hazard["NAME"])


def parts_of(query):
    """What stands before the entries of a calendar, and its entries."""
    text = calendar_file(query).decode().removesuffix("END:VCALENDAR\r\n")
    head, *entries = text.split("BEGIN:VEVENT")
    return head, *entries


def calendar_file(query):
    answer = TestClient(Starlette(routes=ROUTES)).get(f"/api/v1/deadlines.ics?{query}")
    assert answer.status_code == 200
    return answer.content


@pytest.mark.parametrize("query", ["countries=XYZ", "region=NOWHERE", "countries=<b>"])
def test_the_feed_names_what_it_does_not_know(query):
    answer = TestClient(Starlette(routes=ROUTES)).get(f"/api/v1/deadlines.ics?{query}")
    assert answer.status_code == 400
    assert "There are: " in answer.json()["detail"]

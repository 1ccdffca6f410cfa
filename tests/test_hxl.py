"""Holds the hashtags of tables and charts to HXL as its own library reads it."""

import io

import hxl
import openpyxl
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.api.routes import ROUTES
from dashboard.hxl import TAGS
from tests.tables import TABLES

CLIENT = TestClient(Starlette(routes=ROUTES))
CHARTS = ("contamination_map", "release_by_year", "funding_by_year", "standing_grid", "meetings_map")
CORE = (
    *(
        "activity",
        "adm1",
        "affected",
        "beneficiary",
        "channel",
        "country",
        "currency",
        "date",
        "description",
        "event",
    ),
    *("geo", "indicator", "item", "loc", "meta", "org", "region", "sector", "status", "value"),
)
"""Hashtags of the dictionary of HXL 1.1 that are used here."""


def csv(address):
    answer = CLIENT.get(f"/api/v1/{address}")
    assert answer.status_code == 200, answer.text
    return answer.content


def faults(content):
    """What the library says is wrong, the rules that only wonder at rare values left out."""
    report = hxl.validate(hxl.data(io.BytesIO(content)))
    return [
        (issue["description"], [place["location_value"] for place in issue["locations"][:3]])
        for issue in report["issues"]
        if issue["severity"] == "error"
    ]


@pytest.mark.parametrize("name", sorted(TABLES))
def test_each_table_is_valid_hxl(name):
    content = csv(f"tables/{name}.csv?hxl=1")
    rows = hxl.data(io.BytesIO(content))
    assert [column.header for column in rows.columns] == list(TABLES[name])
    tags = [column.display_tag for column in rows.columns if column.display_tag]
    assert tags
    assert len(set(tags)) == len(tags)
    assert faults(content) == []
    assert sum(1 for _ in rows) == len(TABLES[name])
    plain = csv(f"tables/{name}.csv?hxl=0").splitlines()
    assert [line for place, line in enumerate(content.splitlines()) if place != 1] == plain


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_valid_hxl(name):
    content = csv(f"charts/{name}.csv?hxl=1&limit=400")
    tags = {column.display_tag for column in hxl.data(io.BytesIO(content)).columns}
    assert {"#meta+source+code", "#meta+source+name"} <= tags
    assert faults(content) == []


@pytest.mark.parametrize("name", CHARTS)
def test_a_workbook_is_valid_hxl(name):
    content = CLIENT.get(f"/api/v1/charts/{name}.xlsx?hxl=1").content
    rows = hxl.data(io.BytesIO(content))
    tags = {column.display_tag: column.header for column in rows.columns if column.display_tag}
    assert len(tags) == len([column for column in rows.columns if column.display_tag])
    assert {"#meta+source+name", "#meta+record+id+list"} <= set(tags)
    codes = {tag: head for tag, head in tags.items() if "+v_iso3" in tag}
    assert all(head.endswith(", code") for head in codes.values())
    assert faults(content) == []
    plain = CLIENT.get(f"/api/v1/charts/{name}.xlsx?hxl=0").content
    assert sum(1 for _ in rows) == openpyxl.load_workbook(io.BytesIO(plain))["Data"].max_row - 1


def test_hashtags_are_those_of_the_dictionary():
    assert {tag.partition("+")[0] for tag in TAGS.values()} == {f"#{name}" for name in CORE}
    assert len(set(TAGS.values())) == len(TAGS)


def test_hashtags_go_with_a_part_and_with_a_spreadsheet():
    content = csv("tables/clearance.csv?hxl=1&columns=country,area_km2,method&limit=1&countries=BIH")
    assert content.decode().splitlines()[:2] == [
        "country,area_km2,method",
        "#country+code+v_iso3,#indicator+area_km2+num,#activity+method+code",
    ]
    marked = csv("tables/clearance.csv?hxl=1&for=spreadsheet&limit=1")
    assert marked.startswith(b"\xef\xbb\xbf")
    assert hxl.data(io.BytesIO(marked)).columns[0].display_tag == "#country+code+v_iso3"
    assert b"#country" not in csv("tables/clearance.csv?hxl=0")


@pytest.mark.parametrize("address", ["tables/clearance.csv?hxl=yes", "charts/release_by_year.csv?hxl=2"])
def test_a_value_that_does_not_exist_is_refused(address):
    answer = CLIENT.get(f"/api/v1/{address}")
    assert (answer.status_code, answer.json()["parameter"]) == (400, "hxl")
    assert answer.json()["exists"] == ["0", "1"]


def test_other_forms_have_no_hashtags():
    for address in ("tables/clearance.json?hxl=1", "charts/release_by_year.parquet?hxl=1"):
        assert CLIENT.get(f"/api/v1/{address}").status_code == 400

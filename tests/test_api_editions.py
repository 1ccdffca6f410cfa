"""The package of all tables, closed editions and packages of charts by address."""

import io
import json
import zipfile

import pandas as pd
import pytest
import rispy
from frictionless import Package
from starlette.applications import Starlette
from starlette.testclient import TestClient

from charts.chart import OWN_FILE
from dashboard import editions, store
from dashboard.api.routes import ROUTES
from dashboard.chart_forms import OF_OUR_DATA, forms
from dashboard.drawing import OrderedDict, drawing
from editions.files import CHECKSUMS, checksums
from tests.own_areas import example
from tests.tables import TABLES, view
from topics.hazard_areas.areas_map import own_areas_map

CLIENT = TestClient(Starlette(routes=ROUTES), base_url="https://mines.example.org")
FIRST = store.closed_editions()[0]


def opened(path):
    """The answer of a route that must give something."""
    answer = CLIENT.get(f"/api/v1/{path}")
    assert answer.status_code == 200, f"{path}: {answer.text}"
    return answer


def contents(archive):
    """The files of a zip by name; their checksums are right."""
    with zipfile.ZipFile(io.BytesIO(archive)) as unpacked:
        files = {name: unpacked.read(name) for name in unpacked.namelist()}
    listed = files.pop(CHECKSUMS).decode()
    assert listed == checksums(files)
    return files


def check_package(descriptor, fetch, folder):
    """A descriptor is valid with the files that its paths lead to."""
    for part in descriptor["resources"]:
        path = folder / part["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(fetch(part["path"]))
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    report = Package(str(folder / "datapackage.json")).validate()
    assert report.valid, [report.errors, [task.errors for task in report.tasks if not task.valid]]


@pytest.mark.parametrize("base", ["", f"editions/{FIRST}/"])
def test_the_descriptor_is_valid_with_what_its_paths_lead_to(base, tmp_path):
    descriptor = opened(f"{base}datapackage.json").json()
    check_package(descriptor, lambda path: opened(f"{base}{path}").content, tmp_path)


def test_the_archive_of_all_tables_is_named_by_its_day():
    answer = opened("package.zip")
    assert (
        answer.headers["content-disposition"]
        == f'attachment; filename="see-mine-action-{TABLES.edition}.zip"'
    )
    assert {f"tables/{table}.csv" for table in store.tables()} <= set(contents(answer.content))


def test_closed_editions_are_listed_with_their_addresses():
    listed = opened("editions").json()
    assert [one["day"] for one in listed] == sorted(store.closed_editions(), reverse=True)
    for one in listed:
        answer = CLIENT.get(f"/{one['address']}")
        assert len(answer.content) == one["bytes"]
        assert one["day"] in answer.headers["content-disposition"]
        assert "immutable" in answer.headers["cache-control"]


def test_every_file_of_an_edition_has_an_address():
    files = contents(opened(f"editions/{FIRST}/package.zip").content)
    for name, content in files.items():
        answer = opened(f"editions/{FIRST}/{name}")
        assert answer.content == content
        if not name.endswith(".txt"):
            assert not answer.headers["content-type"].startswith("text/plain")


def test_changes_between_editions_have_an_address():
    rows = opened(f"editions/{FIRST}/changes.json?limit=3").json()
    assert (rows["since"], rows["until"], len(rows["rows"])) == (FIRST, "now", 3)
    table = pd.read_csv(io.BytesIO(opened(f"editions/{FIRST}/changes.csv").content))
    assert len(table) == rows["count"] == len(editions.changes_between(FIRST))


@pytest.mark.parametrize(
    ("path", "status", "exists"),
    [
        ("editions/2020-01-01/package.zip", 404, FIRST),
        ("editions/2020-01-01/changes.csv", 404, FIRST),
        (f"editions/{FIRST}/tables/nothing.csv", 404, "tables/clearance.csv"),
        (f"editions/{FIRST}/changes.xml", 404, "csv, json"),
        (f"editions/{FIRST}/changes.csv?until=1999-01-01", 400, "now"),
        (f"editions/{FIRST}/changes.csv?form=csv", 400, "until"),
        (f"editions/{FIRST}/package.zip?country=BIH", 400, "No parameter"),
        ("editions?day=1", 400, "No parameter"),
    ],
)
def test_what_does_not_exist_is_a_sentence_that_names_what_does(path, status, exists):
    answer = CLIENT.get(f"/api/v1/{path}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert exists in answer.json()["detail"]


@pytest.mark.parametrize(
    "path", ["release_by_year.zip?countries=AUS", "contamination_map.zip?at=2014&map=CMR"]
)
def test_a_package_is_the_same_each_time_and_of_the_view(path, tmp_path):
    answer = opened(f"charts/{path}").content
    assert opened(f"charts/{path}").content == answer
    files = contents(answer)
    check_package(json.loads(files["datapackage.json"]), files.get, tmp_path)


def test_a_citation_is_a_file_for_reference_managers():
    entry = rispy.loads(opened("charts/area_left.ris").content.decode())[0]
    assert (entry["type_of_reference"], entry["edition"]) == ("DATA", store.package()["version"])
    item = opened("charts/area_left.csl.json").json()[0]
    assert item["title"] == entry["title"]
    assert opened("charts/area_left.bib").text.startswith("@misc{area-left-")


def test_a_chart_of_an_own_file_claims_no_licence():
    chart = drawing(own_areas_map, view(), {"areas": example()}, dark=False, store=OrderedDict()).chart
    assert OWN_FILE in chart.rows
    assert not set(OF_OUR_DATA) & set(forms(chart))

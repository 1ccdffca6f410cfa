"""Holds the addresses of charts for programs: every form opens, and says what the page shows."""

import io
import itertools
import json
import tempfile
import zipfile
from collections import OrderedDict
from pathlib import Path
from urllib.parse import urlencode

import pandas as pd
import pytest
import rispy
from defusedxml import ElementTree
from PIL import Image
from starlette.applications import Starlette
from starlette.testclient import TestClient

from charts.chart import OWN_FILE
from dashboard import cite
from dashboard.api.routes import ROUTES
from dashboard.chart_address import charts, in_address, path, query, remember_own
from dashboard.chart_forms import FORMS, forms
from dashboard.drawing import drawing, result_of
from dashboard.store import snapshot
from tests import charts as of_tests
from tests.charts import drawing_of, options_of
from tests.own_areas import example
from tests.tables import TABLES, view
from tests.test_api_editions import check_package, contents
from topics.hazard_areas.areas_map import own_areas_map
from topics.land.release_chart import release_by_year
from topics.treaties.curve_chart import ratification_curve
from topics.view import View

CLIENT = TestClient(
    Starlette(routes=ROUTES), base_url="https://mines.example.org", headers={"accept-encoding": "identity"}
)
NAMES = [name for name in of_tests.charts() if name.rpartition(".")[2] in charts()]


def opened(address):
    """The answer of a route that must give something."""
    answer = CLIENT.get(f"/api/v1/{address}")
    assert answer.status_code == 200, f"{address}: {answer.text}"
    return answer


def check_csv(chart, content):
    rows = pd.read_csv(io.BytesIO(content), low_memory=False)
    assert rows.columns.tolist() == cite.for_files(TABLES, chart.rows).columns.tolist()
    assert len(rows) == len(chart.rows)


def check_json(chart, content):
    facts = json.loads(content)
    assert facts["count"] == len(facts["rows"]) == len(chart.rows)
    assert facts["title"] == chart.title
    assert all(isinstance(row["records"], list) for row in facts["rows"])


def check_parquet(chart, content):
    assert len(pd.read_parquet(io.BytesIO(content))) == len(chart.rows)


def check_xlsx(_, content):
    assert "xl/worksheets/sheet2.xml" in zipfile.ZipFile(io.BytesIO(content)).namelist()


def check_geojson(chart, content):
    collection = json.loads(content)
    assert collection["title"] == chart.title
    assert collection["features"]


def check_geopackage(_, content):
    assert content.startswith(b"SQLite format 3")


def check_figure(_, content):
    assert {"data", "layout"} <= set(json.loads(content))


def check_map(_, content):
    assert json.loads(content)["layers"]


def check_metadata(chart, content):
    facts = json.loads(content)
    assert facts["title"] == chart.title
    assert chart.title in facts["citation"]["text"].replace("  ", " ")
    assert facts["citation"]["bibtex"].startswith("@misc{")
    assert facts["rows"] == len(chart.rows)
    assert all(source["reference"] for source in facts["sources"])
    assert set(facts["forms"]) == set(forms(chart))


def check_table(_, content):
    assert b"<table" in content


def check_svg(chart, content):
    root = ElementTree.fromstring(content)
    assert root.find("{http://www.w3.org/2000/svg}title").text == chart.title


def check_png(_, content):
    """Not blank: of many colours, some of them over more than a few dots."""
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.size == (1200, 630)
        dots = picture.convert("RGB").resize((400, 210))
    colours = dots.getcolors(400 * 210)
    white = sum(count for count, colour in colours if min(colour) > 250)
    assert len(colours) > 50
    assert white < 0.98 * 400 * 210


def check_other(_, content):
    assert content


def check_zip(chart, content):
    files = contents(content)
    descriptor = json.loads(files["datapackage.json"])
    with tempfile.TemporaryDirectory() as folder:
        check_package(descriptor, files.get, Path(folder))
    assert descriptor["title"] == chart.title
    endings = {name.partition(".")[2] for name in files}
    assert {"csv", "parquet", "xlsx"} <= endings
    assert ("geojson" in endings) == chart.is_map
    assert ("svg" in endings, "png" in endings) == (bool(chart.figure), bool(chart.figure))
    assert files["README.md"].decode().startswith(f"# {chart.title}\n")
    assert rispy.loads(files["citation.ris"].decode())[0]["title"] == chart.title


def check_citation(chart, content):
    assert chart.title.partition(" ")[0] in content.decode()


CHECKS = {
    "csv": check_csv,
    "json": check_json,
    "parquet": check_parquet,
    "xlsx": check_xlsx,
    "geojson": check_geojson,
    "gpkg": check_geopackage,
    "svg": check_svg,
    "png": check_png,
    "plotly.json": check_figure,
    "map.json": check_map,
    "metadata.json": check_metadata,
    "table.html": check_table,
    "zip": check_zip,
    "bib": check_citation,
    "ris": check_citation,
    "csl.json": check_citation,
}


@pytest.mark.parametrize("drawn", NAMES)
def test_every_chart_opens_in_every_form(drawn):
    chart = drawing_of(drawn, view()).at(None, None).chart
    for form in forms(chart):
        answer = opened(f"charts/{drawn.rpartition('.')[2]}.{form}")
        assert answer.headers["content-type"] == FORMS[form].kind
        if not chart.is_empty:
            CHECKS.get(form, check_other)(chart, answer.content)


@pytest.mark.parametrize("drawn", NAMES)
def test_an_option_gives_the_chart_of_the_page(drawn):
    work = charts()[drawn.rpartition(".")[2]]
    named = (options for options in options_of(work, TABLES) if set(options) <= set(in_address(work)))
    for options in itertools.islice(named, 1, 2):
        answer = CLIENT.get(f"/{path(work)}.json?{query(view(), options, work)}&steps=all")
        if answer.status_code == 200:
            chart = result_of(work, view(), options)
            assert (answer.json()["title"], answer.json()["count"]) == (chart.title, len(chart.rows))
        else:
            assert answer.status_code == 400
            assert answer.json()["exists"]


@pytest.mark.parametrize(
    ("wording", "filtered"),
    [
        ("UN", {"region": "WB"}),
        ("UN", {"countries": ("BIH", "HRV")}),
        ("UN", {"years": (2010, 2015)}),
        ("EU", {"hazard": "CMR"}),
        ("UN", {"region": "WORLD", "years": (2012, 2026), "hazard": "AP_MINES"}),
    ],
    ids=str,
)
def test_a_filter_gives_the_rows_of_the_page(wording, filtered):
    there = View(snapshot(None, wording), **filtered)
    for work in (release_by_year, ratification_curve):
        answer = opened(f"charts/{work.__name__}.csv?{query(there, {}, work)}")
        rows = cite.for_files(there.tables, result_of(work, there, {}).rows)
        given = pd.read_csv(io.BytesIO(answer.content), low_memory=False)
        assert given["records"].fillna("").tolist() == rows["records"].tolist()


def test_a_map_is_given_at_its_step_or_whole():
    at = opened("charts/contamination_map.csv?at=2014&map=CMR").content
    rows = pd.read_csv(io.BytesIO(at))
    assert set(zip(rows["step"], rows["choice"], strict=True)) == {(2014, "CMR")}
    answer = opened("charts/contamination_map.csv?steps=all")
    assert len(pd.read_csv(io.BytesIO(answer.content))) > 10 * len(rows)
    assert "-all-steps.csv" in answer.headers["content-disposition"]
    figure = opened("charts/contamination_map.map.json?at=2014&map=CMR").json()
    assert figure["steps"]["names"][figure["steps"]["start"]] == "2014"
    assert figure["choices"]["names"][figure["choices"]["start"]] == "CMR"
    assert "2014" in opened("charts/contamination_map.metadata.json?at=2014&map=CMR").json()["title"]


def test_files_have_the_names_of_the_page():
    head = opened("charts/area_left.csv?countries=ALB,TUR&name=left").headers
    assert head["content-disposition"] == (
        f'attachment; filename="left-albania-and-turkiye-{TABLES.today:%Y-%m-%d}.csv"'
    )
    assert "content-disposition" not in opened("charts/area_left.json").headers


def test_a_citation_names_the_page_or_the_address():
    text = opened("charts/area_left.metadata.json?region=WB").json()["citation"]["text"]
    assert "https://mines.example.org/api/v1/charts/area_left.metadata.json?region=WB" in text
    parameters = urlencode({"page": "contamination?part=latest"})
    text = opened(f"charts/area_left.metadata.json?{parameters}").json()["citation"]["text"]
    assert "https://mines.example.org/contamination?part=latest" in text


def test_columns_and_rows_can_be_chosen():
    address = "charts/release_by_year.{}?columns=year,records&limit=3&offset=1"
    whole = opened("charts/release_by_year.json").json()["rows"]
    part = opened(address.format("json")).json()
    assert (part["count"], part["offset"]) == (len(whole), 1)
    assert part["rows"] == [{name: row[name] for name in ("year", "records")} for row in whole[1:4]]
    assert pd.read_csv(io.BytesIO(opened(address.format("csv")).content)).columns.tolist() == [
        "year",
        "records",
    ]
    assert len(pd.read_parquet(io.BytesIO(opened(address.format("parquet")).content))) == 3


def test_an_empty_view_is_given_as_such():
    for form in forms(result_of(release_by_year, view(countries=("AUS",)), {})):
        assert opened(f"charts/release_by_year.{form}?countries=AUS")


def test_a_chart_of_an_own_file_is_given_by_its_token_alone():
    drawn = drawing(own_areas_map, view(), {"areas": example()}, dark=False, store=OrderedDict())
    token = remember_own(drawn)
    assert OWN_FILE in drawn.chart.rows
    for form in forms(drawn.chart):
        answer = opened(f"own/{token}.{form}")
        assert answer.headers["cache-control"] == "no-store"
        assert "access-control-allow-origin" not in answer.headers
    assert CLIENT.get(f"/api/v1/own/{token}.gpkg").status_code == 404
    del drawn
    assert CLIENT.get(f"/api/v1/own/{token}.csv").status_code == 404
    assert CLIENT.get("/api/v1/charts/own_areas_map.csv").status_code == 404

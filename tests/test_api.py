"""Holds the routes beside the pages: what they give, how long it is kept, what they say to wrong names."""

import asyncio
import gzip
import io
import json
from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route

from dashboard.api import scripts
from dashboard.api.index_page import MIDDLEWARE, index_page
from dashboard.api.routes import ROUTES
from dashboard.download import csv, plain_cell, xlsx
from dashboard.rows import plain_columns
from dashboard.store import boundaries, tables
from tests.tables import TABLES

FRONT = '<!DOCTYPE html><html lang="en"><head><title>Streamlit</title></head><body></body></html>'
ROOM = Starlette(
    routes=[*ROUTES, Route("/{page:path}", lambda _: HTMLResponse(FRONT))], middleware=MIDDLEWARE
)


def got(path, query="", **headers):
    """Status, headers and body of an answer."""
    fields = [(name.replace("_", "-").encode(), text.encode()) for name, text in headers.items()]
    scope = {
        "type": "http", "http_version": "1.1", "method": "GET", "path": path, "raw_path": path.encode(),
        "root_path": "", "scheme": "http", "query_string": query.encode(), "headers": fields,
        "server": ("host", 80),
    }  # fmt: skip
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    with ThreadPoolExecutor(1) as thread:  # Playwright keeps a loop of its own in the main thread
        thread.submit(asyncio.run, ROOM(scope, receive, send)).result()
    head = {name.decode().lower(): text.decode() for name, text in sent[0]["headers"]}
    return sent[0]["status"], head, b"".join(part.get("body", b"") for part in sent[1:])


@pytest.mark.parametrize("table", tables())
def test_every_table_is_given_as_csv_and_as_parquet(table):
    status, head, body = got(f"/api/v1/tables/{table}.csv")
    assert status == 200
    assert head["content-disposition"] == f'attachment; filename="{table}.csv"'
    flat = pd.read_csv(io.BytesIO(body), dtype=str)
    assert flat.columns.tolist() == TABLES[table].columns.tolist()
    assert len(flat) == len(TABLES[table])
    status, _, body = got(f"/api/v1/tables/{table}.parquet")
    assert status == 200
    assert pd.read_parquet(io.BytesIO(body)).equals(TABLES[table])


@pytest.mark.parametrize("name", boundaries())
def test_boundaries_cross_the_wire_packed_and_once(name):
    status, head, body = got(f"/api/v1/geo/{name}.geojson", accept_encoding="gzip")
    assert status == 200
    assert head["content-encoding"] == "gzip"
    assert "max-age" in head["cache-control"]
    assert json.loads(gzip.decompress(body))["features"]
    status, _, body = got(f"/api/v1/geo/{name}.geojson", if_none_match=head["etag"])
    assert (status, body) == (304, b"")


def test_the_package_is_the_declaration_of_the_tables():
    assert json.loads(got("/api/v1/datapackage.json")[2])["resources"][0]["path"] == "tables/sources.csv"


@pytest.mark.parametrize("name", ["picture.js", "style.css", "plotly.min.js", "d3.min.js"])
def test_scripts_and_style_are_given(name):
    status, head, body = got(f"{scripts.folder().removeprefix('.')}{name}")
    assert status == 200
    assert head["x-content-type-options"] == "nosniff"
    assert body


def test_health_counts_the_tables():
    status, _, body = got("/api/v1/health")
    assert status == 200
    assert json.loads(body) == {"status": "ok", "tables": len(tables())}


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("tables/nothing.csv", "clearance"),
        ("tables/..%2Fsecret.csv", "clearance"),
        ("tables/clearance.exe", "csv, json, parquet"),
        ("tables/clearance.geojson", "csv, json, parquet"),
        ("charts/nothing.csv", "ratification_curve"),
        ("charts/ratification_curve.exe", "csv, json, xlsx"),
        ("charts/ratification_curve.geojson", "plotly.json"),
        ("charts/treaty_dates.plotly.json", "csv, json, xlsx"),
        ("charts/treaty_dates.svg", "csv, json, xlsx"),
        ("own/nothing.csv", "only while its page is open"),
        ("boundaries/nothing.geojson", "see_countries"),
        ("geo/nothing.geojson", "see_countries"),
        ("nothing", "/api/v1/health"),
    ],
)
def test_an_unknown_name_is_answered_with_what_exists(path, there):
    status, head, body = got(f"/api/v1/{path}")
    assert status == 404
    assert head["content-type"] == "application/problem+json"
    problem = json.loads(body)
    assert (problem["status"], problem["title"], problem["type"]) == (404, "Not Found", "about:blank")
    assert there in problem["detail"]


def test_no_route_leads_out_of_the_folders():
    for path in ("tables/../../pyproject.csv", "geo/../../../etc/passwd.geojson", "../app.py"):
        assert got(f"/api/v1/{path}")[0] == 404


def test_the_index_page_gains_hints_and_keeps_its_own():
    status, head, body = got("/treaties", accept_encoding="gzip")
    page = body.decode()
    assert status == 200
    assert int(head["content-length"]) == len(body)
    assert f'href="{scripts.folder()}style.css"' in page
    assert f'<script async data-plotly src="{scripts.folder()}plotly.min.js"></script>' in page
    assert "<title>Treaties – Mine action in South East Europe</title>" in page
    assert page.endswith("</head><body></body></html>")


def test_an_index_page_that_is_not_as_known_stays_as_it_is():
    assert index_page(b"<p>Something else</p>", "overview") == b"<p>Something else</p>"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x","y")'])
def test_a_text_that_a_spreadsheet_would_run_becomes_text(text):
    assert plain_cell(text) == f"'{text}"
    rows = pd.DataFrame({"note": [text], "area_km2": [-1.5]})
    assert pd.read_csv(io.BytesIO(csv(rows))).to_numpy().tolist() == [[f"'{text}", -1.5]]
    file = xlsx(plain_columns(rows), [("Title", text)])
    book = pd.read_excel(io.BytesIO(file), sheet_name=None, header=None)
    assert book["Data"].iloc[1].tolist() == [f"'{text}", -1.5]
    assert book["About"].iloc[0].tolist() == ["Title", f"'{text}"]


def test_numbers_stay_numbers_and_what_is_missing_stays_empty():
    rows = pd.DataFrame({"year": [2000.0, None], "area_km2": [-2.5, None], "name": ["Niš", None]})
    assert csv(rows).decode("utf-8-sig") == "year,area_km2,name\r\n2000,-2.5,Niš\r\n,,\r\n"
    book = pd.read_excel(io.BytesIO(xlsx(plain_columns(rows), [])), sheet_name="Data")
    assert book.to_numpy().tolist() == [[2000, -2.5, "Niš"]]

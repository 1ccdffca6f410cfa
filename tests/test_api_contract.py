"""Holds what every route of data keeps: methods, headers, copies, errors; whatever is asked, it answers."""

import gzip
import io
import itertools
import random
import re
import runpy
import shutil
import subprocess
import threading
from urllib.parse import urlencode

import pandas as pd
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard import chart_options, parameters, store
from dashboard.api import shares
from dashboard.api.answers import accepts_gzip
from dashboard.api.openapi import openapi
from dashboard.api.routes import ROUTES
from dashboard.chart_address import charts, in_address
from tests.tables import TABLES

CLIENT = TestClient(Starlette(routes=ROUTES))
DATA = [
    "charts",
    "charts/ratification_curve.csv?treaty=CCM",
    "charts/contamination_map.geojson?at=2014",
    "tables",
    "tables/clearance.csv",
    "tables/clearance.parquet",
    "standing?treaty=CCM&date=2013-05-20",
    "boundaries/see_countries.geojson",
    "geo/see_countries.geojson",
    "search?q=bosnia",
    "deadlines.ics?countries=BIH",
    "deadlines.ics?region=WB&hazard=CMR",
    "notices.atom",
    "notices.atom?countries=BIH&wording=EU",
    "changes.atom",
    "changes.atom?region=WB&kind=added",
    "charts/ratification_curve.jsonld?treaty=CCM",
    "tables/clearance.csv?hxl=1",
    "dataset.jsonld",
    "croissant.json",
    "dcat.jsonld",
    "datapackage.json",
    "openapi.json",
    "docs",
]


def ask(address, method="GET", **headers):
    """An answer; headers are written with underscores."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return CLIENT.request(method, f"/api/v1/{address}", headers={"accept-encoding": "identity"} | named)


@pytest.mark.parametrize("address", DATA)
def test_data_can_be_read_from_anywhere_and_is_sent_once(address):
    whole = ask(address)
    assert whole.status_code == 200
    head = whole.headers
    assert head["access-control-allow-origin"] == "*"
    assert head["x-content-type-options"] == "nosniff"
    assert head["vary"] == "Accept-Encoding"
    assert "no-cache" in head["cache-control"] or "max-age" in head["cache-control"]
    again = ask(address, if_none_match=head["etag"])
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", head["etag"])


def test_a_copy_is_still_good_as_rfc_9110_has_it():
    address = "tables/hazards.csv"
    head = ask(address).headers
    for same in (f'"other", {head["etag"]}', head["etag"].removeprefix("W/"), "*"):
        again = ask(address, if_none_match=same)
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", head["etag"])
    assert ask(address, if_modified_since=head["last-modified"]).status_code == 304
    assert ask(address, if_modified_since="Mon, 01 Jan 2024 00:00:00 GMT").status_code == 200
    assert ask(address, if_none_match='"other"', if_modified_since=head["last-modified"]).status_code == 200


@pytest.mark.parametrize("address", DATA)
def test_head_and_options_are_answered(address):
    accepted = ("identity", "gzip")[DATA.index(address) % 2]
    whole = ask(address, accept_encoding=accepted)
    head = ask(address, "HEAD", accept_encoding=accepted)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == whole.headers["content-length"]
    assert head.headers["content-type"] == whole.headers["content-type"]
    options = ask(address, "OPTIONS", origin="https://a.example", access_control_request_method="GET")
    assert options.status_code == 204
    assert options.headers["access-control-allow-methods"] == options.headers["allow"] == "GET, HEAD, OPTIONS"
    refused = ask(address, "POST")
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert refused.headers["content-type"] == "application/problem+json"


def test_text_is_packed_where_that_is_accepted():
    address = "/api/v1/tables/clearance.csv"
    with CLIENT.stream("GET", address, headers={"accept-encoding": "gzip"}) as answer:
        assert answer.headers["content-encoding"] == "gzip"
        packed = b"".join(answer.iter_raw())
    assert gzip.decompress(packed) == ask("tables/clearance.csv").content
    for refused in ("gzip;q=0", "gzip;q=0.0, *", "br"):
        assert not accepts_gzip(refused)
        assert "content-encoding" not in ask("tables/clearance.csv", accept_encoding=refused).headers
    assert "content-encoding" not in ask("tables/clearance.parquet", accept_encoding="gzip").headers


def test_programs_get_texts_as_they_are_and_spreadsheets_safe_ones(monkeypatch):
    rows = TABLES["actors"].head(3).assign(name=["=1+1", "Niš, Србија", "-"])
    plainly = type(TABLES).__getitem__
    monkeypatch.setattr(
        type(TABLES), "__getitem__", lambda tables, name: rows if name == "actors" else plainly(tables, name)
    )
    plain = ask("tables/actors.csv?columns=name").content
    assert plain.decode() == 'name\r\n=1+1\r\n"Niš, Србија"\r\n-\r\n'
    safe = ask("tables/actors.csv?columns=name&for=spreadsheet").content
    assert safe.decode("utf-8-sig") == "name\r\n'=1+1\r\n\"Niš, Србија\"\r\n'-\r\n"
    assert safe.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("address", "parameter", "exists"),
    [
        ("tables/clearance.csv?country=BIH", "country", "countries"),
        ("tables/clearance.csv?columns=nothing", "columns", "area_km2"),
        ("tables/clearance.csv?limit=-1", "limit", "0"),
        ("tables/clearance.csv?for=excel", "for", "spreadsheet"),
        ("tables/clearance.json?for=spreadsheet", "for", "columns"),
        ("charts/ratification_curve.csv?treaty=NONE", "treaty", "CCM"),
        ("charts/ratification_curve.xlsx?limit=1", "limit", "treaty"),
        ("charts/contamination_map.csv?at=1066", "at", "2014"),
        ("charts/contamination_map.csv?map=NONE", "map", "CMR"),
        ("charts/contamination_map.csv?steps=some", "steps", "all"),
        ("standing?treaty=NONE", "treaty", "CCM"),
        ("standing?date=tomorrow", "date", "1980-01-01"),
        ("deadlines.ics?countries=XYZ", "countries", "BIH"),
        ("notices.atom?treaty=NONE", "treaty", "CCM"),
        ("notices.atom?region=NONE", "region", "WB"),
        ("changes.atom?table=NONE", "table", "clearance"),
        ("changes.atom?countries=XYZ", "countries", "BIH"),
        ("changes.atom?kind=NONE", "kind", "added"),
        ("tables/clearance.csv?hxl=yes", "hxl", "1"),
        ("search?q=a&wording=XX", "wording", "UN"),
    ],
)
def test_what_does_not_exist_is_named_with_what_does(address, parameter, exists):
    answer = ask(address)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["status"], problem["title"], problem["parameter"]) == (400, "Bad Request", parameter)
    assert exists in problem["exists"]
    assert exists in problem["detail"]


def test_what_would_be_left_out_in_silence_is_refused():
    twice = ask("tables/clearance.csv?limit=1&limit=2")
    assert (twice.status_code, twice.json()["parameter"]) == (400, "limit")
    assert "Join several values by commas" in twice.json()["detail"]
    assert ask("openapi.json?x=1").json()["detail"] == "No parameter 'x'. There are: none"


def test_who_begins_above_the_routes_is_led_to_their_page():
    for address in ("", "docs/"):
        answer = CLIENT.get(f"/api/v1/{address}", follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (308, "/api/v1/docs")
    assert "<h1>Data by address</h1>" in CLIENT.get("/api/v1").text


def test_a_picture_is_not_packed_twice_and_a_refusal_is_read_from_anywhere():
    assert "content-encoding" not in ask("charts/area_left.png", accept_encoding="gzip").headers
    assert ask("tables", "POST").headers["access-control-allow-origin"] == "*"


def test_a_part_of_a_table_is_what_the_filter_of_the_pages_gives():
    address = "tables/clearance.json?countries=BIH&years=2010-2015&known=2020-01-01&columns=record_id"
    there = parameters.view_of(
        {"countries": "BIH", "years": "2010-2015", "known": "2020-01-01"}, region="WORLD"
    )
    rows = there.of(there.tables["clearance"])
    assert 0 < len(rows) < len(TABLES["clearance"])
    assert [row["record_id"] for row in ask(address).json()["rows"]] == rows["record_id"].tolist()
    assert ask("tables/clearance.json").json()["count"] == len(TABLES["clearance"])


def test_standings_are_those_of_the_day():
    facts = ask("standing?treaty=CCM&date=2010-08-01&countries=BIH,HRV,SRB").json()
    codes = {row["country"]: row["standing_code"] for row in facts["rows"]}
    assert codes == {"BIH": "signatory", "HRV": "party", "SRB": "outside"}
    assert "resolution 1244" in facts["status_note"]


def test_outlines_are_as_rfc_7946_has_them():
    for name in ("see_countries", "world"):
        ours, theirs = ask(f"geo/{name}.geojson").json(), ask(f"boundaries/{name}.geojson").json()
        for one, other in zip(ours["features"], theirs["features"], strict=True):
            assert one["properties"] == other["properties"]
            assert area(one["geometry"]) > 0 > area(other["geometry"])


def area(geometry):
    """Twice the area within the first outer ring, positive where it runs clockwise."""
    ring = geometry["coordinates"][0] if geometry["type"] == "Polygon" else geometry["coordinates"][0][0]
    return sum((b[0] - a[0]) * (b[1] + a[1]) for a, b in itertools.pairwise(ring))


FORMS_OF_CHARTS = ("csv", "json", "metadata.json", "table.html", "geojson", "x")
OTHERS = ("own", "boundaries", "geo", "deadlines.ics", "notices.atom", "charts", "editions")


WORDS = (
    "",
    "0",
    "1",
    "-1",
    "BIH",
    "BIH,HRV",
    "WORLD",
    "2013-05-20",
    "CCM",
    "csv",
    "all",
    "😀",
    "a b",
    "<b>",
    "%",
)
NAMES = (
    *(*parameters.FILTERS, "columns", "limit", "offset", "for", "at", "map", "steps", "name", "page"),
    *("treaty", "q", "x"),
)
GOOD = {
    "region": ["SEE", "WB"],
    "countries": ["BIH", "BIH,HRV", "AUS"],
    "years": ["2010-2015"],
    "hazard": ["CMR"],
    "limit": ["0", "3"],
    "offset": ["0", "9999999"],
    "steps": ["all"],
}


def generated(count):
    """Addresses that somebody may come upon: good ones, wrong ones, and nonsense; always the same ones."""
    chance = random.Random(16)
    light = [name for name in charts() if not re.search("backtest|model|pace|area_ahead|completion", name)]
    light = chance.sample(light, 20)
    for place in range(count):
        kind = chance.choice(["charts", "tables", "tables", "standing", "search", "other"])
        given = {name: chance.choice(GOOD[name]) for name in chance.sample(sorted(GOOD), chance.randrange(3))}
        if place % 3 == 0:
            given[chance.choice(NAMES)] = chance.choice((*WORDS, 300 * "x"))
        address = kind
        if kind == "charts":
            name, form = chance.choice(light), chance.choice(FORMS_OF_CHARTS)
            address = f"charts/{name}.{form}"
            given |= option_of(chance, name)
        elif kind == "tables":
            form = chance.choice(["csv", "json", "parquet", "geojson", ""])
            address = f"tables/{chance.choice(sorted(TABLES))}.{form}"
        elif kind == "other":
            address = chance.choice(OTHERS) + chance.choice(["", "/", "/..", "/%00", "//", "/%F0%9F.csv"])
        yield f"{address}?{urlencode(given)}"


def option_of(chance, name):
    """A value of an option of a chart, or none."""
    options = list(in_address(charts()[name]))
    if not options or chance.random() < 0.6:
        return {}
    option = chance.choice(options)
    if option not in chart_options.VALUES:
        return {option: chance.choice("01")}
    values = TABLES.derive(chart_options.values, option)
    return {option: str(chance.choice(list(values or ("mine", "=1"))))}


def test_addresses_of_all_kinds_are_answered():
    statuses = [ask(address).status_code for address in generated(500)]
    assert set(statuses) <= {200, 400, 404}
    assert min(statuses.count(status) for status in (200, 400, 404)) > 30


@pytest.fixture(scope="module")
def served():
    """Address of a server of the routes alone, for programs of others."""
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=ROUTES), port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/"
    server.should_exit = True
    thread.join()


def examples(language):
    """The examples of the documentation in a language."""
    text = store.documentation()
    found = re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)
    assert found
    return found


def run_in_r(code):
    """Run lines of R where it is there with the packages that they name."""
    packages = sorted(set(re.findall(r"(\w+)::", code)))
    asked = " && ".join(f"requireNamespace('{name}', quietly = TRUE)" for name in packages)
    lacks = ["Rscript", "-e", f"quit(status = !({asked}))"]
    if not shutil.which("Rscript") or subprocess.run(lacks, check=False).returncode:
        return
    done = subprocess.run(["Rscript", "-"], input=code, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_examples_of_the_documentation_run(served, tmp_path, capsys):
    for command in examples("sh"):
        shell = command.replace("http://localhost:8501/", served).replace("curl ", "curl --fail --silent ")
        done = subprocess.run(shell, shell=True, capture_output=True, check=True, timeout=60)
        assert done.stdout.count(b"\n") > 3 or done.stdout.startswith(b"{")
    for place, code in enumerate(examples("python")):
        file = tmp_path / f"example_{place}.py"
        file.write_text(code.replace("http://localhost:8501/", served), encoding="utf-8")
        runpy.run_path(str(file))
    assert "joined the Convention on Cluster Munitions" in capsys.readouterr().out
    for address in re.findall(r'"(/[\w/.]+\?[^"]*|/boundaries[^"]*)"', "".join(examples("r"))):
        assert ask(address.removeprefix("/")).status_code == 200
    run_in_r("".join(examples("r")).replace("http://localhost:8501/", served))
    rows = pd.read_csv(io.BytesIO(ask("charts/release_by_year.csv?region=WB&for=spreadsheet").content))
    assert len(rows)


def test_addresses_that_the_documentation_names_are_there():
    named = re.findall(r"`api/v1/([a-z][\w./?=&,-]*)`", store.documentation())
    whole = [address for address in named if "NAME" not in address]
    assert len(whole) > 10
    assert not [address for address in whole if ask(address).status_code != 200]


def test_the_documentation_is_a_page_with_the_address_of_its_server():
    page = ask("docs").text
    assert "<h1>Data by address</h1>" in page
    assert "http://testserver/api/v1/charts/ratification_curve.csv?treaty=CCM&amp;region=WB" in page
    assert "localhost" not in page


def test_every_route_and_every_option_is_in_the_openapi_document():
    document = openapi(TABLES, "https://example.org/")
    listed = {path.split("{")[0].rstrip("./") for path in document["paths"]}
    assert {f"/charts/{name}" for name in charts()} | {f"/tables/{name}" for name in TABLES} <= listed
    named = {
        part.get("name") for part in document["paths"]["/charts/group_curves.{form}"]["get"]["parameters"]
    }
    assert {"treaty", "groups", "own", "count", "as_states", "of_each_day"} <= named
    assert "CCM" in document["components"]["schemas"]["treaty"]["enum"]
    ways = [part["get"]["responses"]["429"]["$ref"].rsplit("/", 1)[-1] for part in document["paths"].values()]
    assert set(ways) == {"too_many"}
    assert "Retry-After" in document["components"]["responses"]["too_many"]["headers"]
    assert (
        f"ask {shares.EACH_SECOND} times a second, in bursts {shares.IN_A_BURST} times"
        in store.documentation()
    )
    inner = {"figures", "geo", "scripts", "own", "health", "openapi.json", "docs"}
    for route in (route for route in ROUTES if route.path.startswith("/api/v1/")):
        first = route.path.removeprefix("/api/v1/").split("/")[0]
        assert first in inner or any(path.startswith(f"/{first}") for path in listed), route.path

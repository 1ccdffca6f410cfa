"""Holds what machines find: the head of every page, robots.txt, sitemap.xml, answers to unknown paths."""

import ast
import io
import json
import re
import urllib.error
import urllib.request
from functools import cache, lru_cache
from html import unescape
from urllib.parse import parse_qsl, urlsplit
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard import chart_address, store, views
from dashboard.api.head import head
from dashboard.api.index_page import MIDDLEWARE
from dashboard.api.routes import ROUTES
from dashboard.contents import PAGES, page_path
from dashboard.parameters import FILTERS
from tests.alone import figures, visited
from tests.tables import view
from tests.test_layers import ROOT, called, nodes

HOME = "https://mines.example.org/"
FRONT = "<!DOCTYPE html><html><head><title>Streamlit</title></head><body></body></html>"
CLIENT = TestClient(
    Starlette(routes=[*ROUTES, Route("/{page:path}", lambda _: HTMLResponse(FRONT))], middleware=MIDDLEWARE),
    base_url=HOME,
)
NAMES = [name for name, *_ in PAGES]
ANY = {"year": "2010", "donor": "Germany"}
"""Values of controls of which the table of views names none."""
EACH_VIEW = pytest.mark.parametrize(
    ("page", "query"), [(page, query) for page, charts in views.VIEWS.items() for query in charts]
)
FILTERED = {
    "WORLD": view("WORLD"),
    "one state": view(countries=("BIH",)),
    "nothing": view("OCEANIA", years=(2001, 2001)),
}


@pytest.fixture(autouse=True)
def charts_are_known():
    """As soon after a start as nobody waits for them."""
    chart_address.charts()


def parameters_of(query):
    """What the address of a view states, with a value where the table of views names none."""
    return {name: value or ANY[name] for name, value in parse_qsl(query, keep_blank_values=True)}


def said(html):
    """What the head of a page says, by property, name or relation."""
    pairs = re.findall(
        r'<(?:meta|link) (?:property|name|rel)="([^"]+)"[^>]*?(?:content|href)="([^"]*)"', html
    )
    title = re.search(r"<title>(.*?)</title>", html)[1]
    return {"title": unescape(title)} | {name: unescape(text) for name, text in pairs}


def opened(page, query=""):
    """What the head of a page says that is opened by its address."""
    return said(CLIENT.get(f"/{page_path(page)}?{query}").text)


def test_nobody_waits_for_the_head_of_a_page_right_after_the_start(monkeypatch):
    monkeypatch.setattr(chart_address, "charts", lru_cache(chart_address.charts.__wrapped__))
    monkeypatch.setattr(store, "snapshot", None)  # reading tables would fail
    told = said(head("country", "country=HRV&region=WB", HOME))
    assert told["canonical"] == f"{HOME}country?country=HRV&region=WB"
    assert told["title"] == "Countries – Mine action in South East Europe"


def test_every_page_has_a_title_and_a_description_of_its_own():
    heads = {name: opened(name) for name in NAMES}
    for told in ("title", "description", "canonical", "og:url"):
        assert len({one[told] for one in heads.values()}) == len(PAGES), told
    assert all(len(one["description"]) <= 170 for one in heads.values())
    assert list(views.ANSWERS) == list(views.VIEWS) == list(views.CONTROLS) == NAMES


@cache
def status(address):
    """How an address is answered; that of many pages is asked for once."""
    return CLIENT.get(address).status_code


@pytest.mark.parametrize("page", NAMES)
def test_what_the_head_of_a_page_leads_to_opens(page):
    told = opened(page)
    assert told["canonical"] == told["og:url"] == f"{HOME}{page_path(page)}"
    assert status(told["canonical"]) == 200
    links = re.findall(
        r'<link rel="(?:alternate|describedby|service-\w+)"[^>]*href="([^"]+)"',
        CLIENT.get(f"/{page_path(page)}").text,
    )
    assert len(links) == 7 + 2 * bool(views.first_chart(page, {})) + (page in ("overview", "country"))
    assert {status(unescape(link)) for link in links} == {200}


@pytest.mark.parametrize("page", NAMES)
def test_the_picture_of_a_page_opens(page):
    told = opened(page)
    answer = CLIENT.get(told["og:image"])
    assert answer.headers["content-type"] == "image/png"
    size = Image.open(io.BytesIO(answer.content)).size
    assert size == (int(told["og:image:width"]), int(told["og:image:height"])) == (1200, 630)


@EACH_VIEW
def test_the_data_of_a_view_are_those_of_the_chart_that_it_draws_first(page, query):
    stated = parameters_of(query)
    drawn = [about for about, _ in figures(visited(page, stated)) if about.get("alt")]
    assert views.first_chart(page, stated) == (drawn[0]["address"].rsplit("/", 1)[-1] if drawn else "")
    if not drawn:
        return
    html = CLIENT.get(f"/{page_path(page)}?{'&'.join(map('='.join, stated.items()))}").text
    link = re.search(r'<link rel="alternate" type="application/json" href="([^"]+)"', html)
    address = urlsplit(unescape(link[1]))
    facts = CLIENT.get(f"{address.path.removesuffix('.json')}.metadata.json?{address.query}").json()
    assert facts["title"] == drawn[0]["heading"]


@EACH_VIEW
@pytest.mark.parametrize("name", FILTERED)
def test_each_view_of_a_page_stands_every_filter(page, query, name):
    assert not visited(page, parameters_of(query), FILTERED[name]).exception


def test_each_control_of_a_page_is_known():
    for page in NAMES:
        names = {
            name.value
            for node in nodes(ROOT / "pages" / f"{page}.py")
            if isinstance(node, ast.Call) and called(node) == "ask"
            for name in node.args[:1]
            if isinstance(name, ast.Constant)
        }
        stated = {name for query in views.VIEWS[page] for name, _ in parse_qsl(query)}
        assert names <= set(views.CONTROLS[page].split()) | stated, page


@pytest.mark.parametrize(
    ("page", "query", "canonical"),
    [
        ("treaties", "utm_source=mail&fbclid=1", "treaties"),
        ("treaties", "part=curve&region=SEE", "treaties"),
        ("treaties", "record=acts-1&treaty=ATT&region=WB", "treaties?region=WB&treaty=ATT"),
        ("treaties", "hazard=CMR&years=2008-2014", "treaties?years=2008-2014"),
        ("contamination", "at=2014&map=CMR&region=ATLANTIS", "contamination?at=2014&map=CMR"),
        ("glossary", "region=WB", "glossary"),
        ("country", "country=HRV&part=money&wording=EU", "country?wording=EU&part=money&country=HRV"),
        ("country", "country=XXX", "country"),
    ],
)
def test_the_canonical_address_keeps_what_changes_the_content(page, query, canonical):
    assert opened(page, query)["canonical"] == f"{HOME}{canonical}"


def test_a_preview_says_what_its_address_filters():
    told = opened("treaties", "region=WB&years=2008-2014&part=standing&on=2014-05-01")
    assert told["og:title"] == "Treaties, Standing: Western Balkans, 2008–2014"
    assert told["og:description"].endswith("Standing, Western Balkans, 2008–2014.")
    assert (
        told["og:image"] == f"{HOME}api/v1/charts/standing_map.png?region=WB&years=2008-2014&day=2014-05-01"
    )
    told = opened("country", "country=HRV")
    assert told["title"] == told["og:title"] == "Croatia – Mine action in South East Europe"
    assert told["og:image"].endswith("country_line.png?countries=HRV")
    told = opened("funding", "money=land")
    assert told["og:title"] == "Funding, With clearance – Mine action in South East Europe"
    assert opened("treaties", "treaty=ATT")["og:title"].startswith("Treaties, Arms Trade Treaty – ")


@pytest.mark.parametrize(
    ("page", "query", "light"),
    [
        ("overview", "region=WB&wording=EU", "light/?region=WB&wording=EU"),
        ("country", "country=HRV&part=money&years=2010-2015", "light/HRV?years=2010-2015"),
        ("country", "", "light/BIH"),
    ],
)
def test_a_page_leads_to_its_light_one_and_back(page, query, light):
    html = CLIENT.get(f"/{page_path(page)}?{query}").text
    assert f'type="text/html" href="{HOME}{light}"'.replace("&", "&amp;") in html
    sheet = CLIENT.get(f"/{light}").text
    assert said(sheet)["canonical"] == f"{HOME}{light}"
    related = re.findall(r'<link rel="alternate" type="([^"]+)" href="([^"]+)"', sheet)
    assert [kind for kind, _ in related] == ["text/html", *["application/atom+xml"] * 2, "text/calendar"]
    for _, path in related:
        assert CLIENT.get(f"/light/{unescape(path)}").status_code == 200
    assert CLIENT.get(f"/light/{unescape(related[0][1])}").url.path == f"/{page_path(page)}"


def test_the_dashboard_is_described_as_schema_org_has_it():
    page = CLIENT.get("/").text
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    site, data = map(json.loads, scripts)
    assert (site["@type"], site["url"]) == ("WebSite", HOME)
    assert (data["@type"], data["@id"]) == ("Dataset", site["hasPart"]["@id"])
    assert len(re.findall("ld.json", CLIENT.get("/treaties").text)) == 1


TEXTS = st.one_of(
    st.text(max_size=12), st.sampled_from(["WB", "2008-2014", "BIH,HRV", "CCM", "1", "2014-05-01", "CMR"])
)
CONTROLS = sorted(
    {*FILTERS, *" ".join(views.CONTROLS.values()).split(), "part", "at", "map", "only", "record"}
)


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(NAMES), st.dictionaries(st.sampled_from(CONTROLS), TEXTS, max_size=5))
def test_no_address_breaks_the_head_of_a_page(page, parameters):
    query = urllib.parse.urlencode(parameters)
    html = head(page, query, HOME)
    told = said(html)
    assert told["canonical"].startswith(f"{HOME}{page_path(page)}")
    assert html.count("<script") == html.count("</script>") == 1 + (page == NAMES[0])
    assert said(head(page, urlsplit(told["canonical"]).query, HOME))["canonical"] == told["canonical"]


def test_crawlers_are_told_what_there_is():
    words = CLIENT.get("/robots.txt").text
    assert "User-agent: *" in words
    assert f"Sitemap: {HOME}sitemap.xml" in words
    entries = fromstring(CLIENT.get("/sitemap.xml").content)
    spaces = {"": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    days = {entry.findtext("loc", None, spaces): entry.findtext("lastmod", None, spaces) for entry in entries}
    assert {f"{HOME}{page_path(name)}" for name in NAMES} <= set(days)
    assert f"{HOME}country?country=HRV" in days
    assert days[f"{HOME}treaties?part=standing"] == f"{store.edition()}"
    for day in store.closed_editions():
        assert days[f"{HOME}api/v1/editions/{day}/package.zip"] == day
    codes = {path.rsplit("=", 1)[-1] for path in days if "country?country=" in path}
    light = {path for path in days if re.search(r"/light/[A-Z]", path)}
    assert light == {f"{HOME}light/{code}" for code in codes}
    for path in {*days} - light:  # tests/test_light.py opens those
        page = CLIENT.get(path)
        assert page.status_code == 200
        if "/api/" not in path:
            assert said(page.text)["canonical"] == path


@pytest.mark.parametrize(
    "path", ["/treatys", "/overview/more", "/wp-login.php", "/static/js/nothing.js", "/a/treaties"]
)
def test_an_unknown_path_is_answered_with_404_and_ways_out(path):
    answer = CLIENT.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert path in answer.text
    assert '<a href="./treaties">Treaties</a>' in answer.text
    assert '<meta name="robots" content="noindex">' in answer.text
    assert CLIENT.head(path).status_code == 404


def test_an_unknown_file_of_the_api_is_answered_for_programs():
    for path in ("/api/v1/scripts/1/nothing.js", "/api/v1/nothing.csv", "/api/v1/charts/nothing.png"):
        answer = CLIENT.get(path)
        assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


def test_an_unknown_path_is_said_without_being_run():
    assert "<b>" not in CLIENT.get("/%3Cb%3E").text
    assert "Did you mean <a href=" in CLIENT.get("/treatys").text


def test_the_sitemap_is_packed():
    assert CLIENT.get("/sitemap.xml").headers["content-encoding"] == "gzip"


def test_the_server_says_404_and_gives_pages_a_head(address):
    def got(path, method="GET"):
        try:
            with urllib.request.urlopen(urllib.request.Request(f"{address}{path}", method=method)) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.headers, refused.read()

    for path in ("/treatys", "/static/js/nothing.js", "/index.html"):
        assert got(path)[0] == got(path, "HEAD")[0] == 404
    status, fields, body = got("/treaties?region=WB")
    assert status == 200
    assert said(body.decode())["canonical"] == f"{address}/treaties?region=WB"
    assert int(fields["content-length"]) == len(body)
    assert got("/treaties?region=WB", "HEAD")[1]["content-length"] == fields["content-length"]
    assert f"Sitemap: {address}/sitemap.xml" in got("/robots.txt")[2].decode()
    assert (
        got("/_stcore/health")[0]
        == got("/favicon.png")[0]
        == got("/favicon.ico")[0]
        == got("/manifest.json")[0]
        == 200
    )

"""Holds every answer to its headers, its limits and the hosts that it is given for."""

import re

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.testclient import TestClient

from dashboard import store
from dashboard.api import front, guard, routes, scripts
from dashboard.api.index_page import MIDDLEWARE
from dashboard.settings import Settings

PATHS = (
    "/",
    "/nowhere",
    "/treaties?region=WB",
    "/api/v1/health",
    "/api/v1/charts/no_such.csv",
    "/api/v1/tables/countries.csv",
    "/api/v1/notices.atom",
    "/api/v1/docs",
    "/embed/ratification_curve",
)


async def received(request):
    """How much was sent."""
    return PlainTextResponse(str(len(await request.body())))


def client(**given) -> TestClient:
    """A client of a server with these settings."""
    middleware = [*guard.middleware(Settings(**given)), *MIDDLEWARE]
    served = [Route("/upload", received, methods=["POST", "PUT"]), *routes.ROUTES]
    return TestClient(Starlette(routes=served, middleware=middleware), raise_server_exceptions=False)


PLAIN = client()
FRONT = Mount("/static", StaticFiles(directory=store._front().parent / "static"))
SERVED = TestClient(Starlette(routes=[FRONT, *routes.ROUTES], middleware=MIDDLEWARE))


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_every_answer_has_the_headers_of_security(path: str, method: str) -> None:
    head = PLAIN.request(method, path).headers
    assert head["x-content-type-options"] == "nosniff"
    assert {name.lower() for name in guard.HEADERS} <= set(head)
    policy = head["content-security-policy"]
    assert "object-src 'none'" in policy
    scripts = re.search(r"script-src ([^;]*)", policy)[1]
    assert "unsafe" not in scripts
    assert policy.endswith("frame-ancestors 'self'") != path.startswith("/embed/")


@pytest.mark.parametrize("path", ["/static/js/{}", "{}"])
def test_scripts_are_packed_where_that_is_accepted_and_as_long_when_asked_by_head(path: str) -> None:
    ours = f"{scripts.folder().removeprefix('.')}tip.js"
    address = path.format(front.scripts()[0] if "static" in path else ours)
    for accepted, encoding in (("gzip", "gzip"), ("gzip;q=0", None), ("br", None)):
        answers = [
            SERVED.request(way, address, headers={"accept-encoding": accepted}) for way in ("GET", "HEAD")
        ]
        assert {answer.headers.get("content-encoding") for answer in answers} == {encoding}
        assert len({answer.headers["content-length"] for answer in answers}) == 1
    assert SERVED.get(ours, headers={"if-none-match": "*"}).status_code == 304


@pytest.mark.parametrize("address", ["embed/ratification_curve", "light/", "light/BIH", "light"])
def test_pages_without_a_session_are_asked_for_as_all_data(address: str) -> None:
    asked = PLAIN.options(f"/{address}")
    assert (asked.status_code, asked.headers["allow"]) == (204, "GET, HEAD, OPTIONS")
    assert asked.headers["access-control-allow-origin"] == "*"
    refused = PLAIN.post(f"/{address}")
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert "Use one of GET, HEAD, OPTIONS" in refused.text
    assert refused.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(
    "url",
    [
        "https://other.org/embed/glossary",
        "http://testserver/xembed/glossary",
        "http://testserver/embed/nothing",
    ],
)
def test_pages_of_another_host_are_no_charts_of_ours(url: str) -> None:
    refused = PLAIN.get("/api/v1/oembed", params={"url": url})
    assert refused.status_code == 404
    assert "glossary" in refused.json()["detail"] or "Give one such as http" in refused.json()["detail"]
    assert PLAIN.get("/api/v1/oembed?url=http://testserver/embed/glossary").status_code == 200


@pytest.mark.parametrize(
    ("url", "is_told"),
    [
        ("", False),
        ("http://a.example/", False),
        ("https://a.example/", True),
        ("https://a.example/see/", False),
    ],
)
def test_browsers_are_told_to_come_by_https_where_that_binds_no_other_site(url: str, is_told: bool) -> None:
    head = client(public_url=url).get("/api/v1/health").headers
    assert ("strict-transport-security" in head) == is_told


def test_a_policy_allows_the_scripts_of_its_page_and_no_others() -> None:
    page = b"<script>run()</script><script type='module' src='x.js'></script>"
    # echo -n 'run()' | openssl dgst -sha256 -binary | base64
    assert guard.policy(page).count("sha256-") == 1
    assert guard.policy(page) != guard.policy(b"<script>run(1)</script>")
    assert "sha256" not in guard.policy()


def test_who_may_show_a_chart_in_a_frame_can_be_set() -> None:
    head = client(embedders=("https://example.org", "'self'")).get("/embed/ratification_curve").headers
    assert head["content-security-policy"].endswith("frame-ancestors https://example.org 'self'")


@pytest.mark.parametrize("letters", [500, 1000, 3000, 60_000])
def test_long_addresses_are_refused_or_unknown_and_never_fail(letters: int) -> None:
    for path in ("/api/v1/tables/{}.csv", "/api/v1/charts/{}.json", "/api/v1/{}", "/embed/{}", "/light/{}"):
        assert PLAIN.get(path.format("a" * letters)).status_code in (404, 414), path
    query = PLAIN.get(f"/api/v1/charts/ratification_curve.csv?region={'a' * letters}")
    assert query.status_code in (400, 414)


def test_what_is_too_large_or_of_unknown_length_is_refused_before_it_is_read() -> None:
    assert PLAIN.post("/upload", content=b"x" * 1000).text == "1000"
    large = {"content-length": str(guard.MOST_BYTES + 1)}
    assert PLAIN.post("/upload", content=b"x", headers=large).status_code == 413
    assert PLAIN.post("/upload", content=b"x", headers={"content-length": "-1"}).status_code == 413
    assert PLAIN.post("/upload", content=iter([b"x"])).status_code == 411
    refused = PLAIN.post("/api/v1/tables", content=b"x", headers=large)
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["detail"] == "At most 110 MB can be sent."


async def with_cookie(_):
    """An answer with a cookie that says nothing of https."""
    return PlainTextResponse("", headers={"set-cookie": "a=b; Path=/"})


@pytest.mark.parametrize(("scheme", "cookie"), [("http", "a=b; Path=/"), ("https", "a=b; Path=/; Secure")])
def test_a_cookie_that_comes_by_https_goes_back_by_nothing_else(scheme: str, cookie: str) -> None:
    app = Starlette(routes=[Route("/", with_cookie)], middleware=guard.middleware(Settings()))
    assert TestClient(app, base_url=f"{scheme}://a.org").get("/").headers["set-cookie"] == cookie


def test_other_hosts_are_refused_where_hosts_are_set() -> None:
    known = client(hosts=("mines.example.org", "*.example.net"))
    answered = ("mines.example.org", "a.example.net:8501", "127.0.0.1:8501", "localhost")
    for host, status in (*((one, 200) for one in answered), ("evil.example", 400), ("example.net", 400)):
        answer = known.get("/api/v1/health", headers={"host": host})
        assert answer.status_code == status
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["notices.atom", "changes.atom", "openapi.json", "docs", "search?q=bosnia"])
def test_links_begin_with_the_public_address_whoever_asks(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    address = "https://mines.example.org/see/"
    monkeypatch.setattr(routes, "settings", lambda: Settings(public_url=address))
    public = client(public_url=address)
    text = public.get(f"/api/v1/{path}", headers={"host": "evil.example"}).text
    assert "evil.example" not in text
    if path.endswith((".atom", ".json")):
        assert address in text


@pytest.mark.parametrize(
    ("accepted", "encoding"), [("gzip", "gzip"), ("gzip;q=0", None), ("identity, gzip; q=0.0", None)]
)
def test_what_streamlit_packs_is_packed_where_that_is_accepted(accepted: str, encoding: str | None) -> None:
    long = Route("/", lambda _: PlainTextResponse("a" * 1000))
    app = Starlette(routes=[long], middleware=[*guard.middleware(Settings()), Middleware(GZipMiddleware)])
    answer = TestClient(app).get("/", headers={"accept-encoding": accepted})
    assert answer.headers.get("content-encoding") == encoding

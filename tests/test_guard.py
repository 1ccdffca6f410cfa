"""Holds every answer to its headers, its limits and the hosts that it is given for."""

import re

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard.api import guard
from dashboard.api.index_page import MIDDLEWARE
from dashboard.api.routes import ROUTES
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
    routes = [Route("/upload", received, methods=["POST", "PUT"]), *ROUTES]
    return TestClient(Starlette(routes=routes, middleware=middleware), raise_server_exceptions=False)


PLAIN = client()


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


def test_other_hosts_are_refused_where_hosts_are_set() -> None:
    known = client(hosts=("mines.example.org", "*.example.net"))
    for host, status in (("mines.example.org", 200), ("a.example.net:8501", 200), ("evil.example", 400)):
        answer = known.get("/api/v1/health", headers={"host": host})
        assert answer.status_code == status
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["notices.atom", "changes.atom", "openapi.json", "docs", "search?q=bosnia"])
def test_links_begin_with_the_public_address_whoever_asks(path: str) -> None:
    public = client(public_url="https://mines.example.org/see/")
    text = public.get(f"/api/v1/{path}", headers={"host": "evil.example"}).text
    assert "evil.example" not in text
    if path.endswith((".atom", ".json")):
        assert "https://mines.example.org/see/" in text

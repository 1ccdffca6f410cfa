"""The routes: tables, package, boundaries, calendar, feeds, scripts, health."""

import json
from collections.abc import Callable
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from dashboard import download, store
from dashboard.api import feeds, scripts
from dashboard.api.packed import packed
from topics import calendar
from topics.records.search import matches
from topics.tables import WORDINGS
from topics.view import members

BASE = "/api/v1"
DAY = "public, max-age=86400"
ASK = "no-cache"
"""A browser keeps its copy and asks each time whether it is still good."""
CSV = "text/csv; charset=utf-8"
CALENDAR = "text/calendar; charset=utf-8"
MOST_LETTERS = 100
"""Of what is searched for."""
OPEN = {"Access-Control-Allow-Origin": "*"}
"""Any page may read what is published."""


def table(request: Request) -> Response:
    """A clean table as CSV or as Parquet."""
    name, form = request.path_params["table"], request.path_params["form"]
    forms: dict[str, tuple[Callable[[str], bytes], str]] = {
        "csv": (lambda table: download.csv(store.snapshot()[table]), CSV),
        "parquet": (store.parquet, "application/vnd.apache.parquet"),
    }
    if form not in forms:
        return _missing(f"No form '{form}'. There are: {', '.join(forms)}")
    make, kind = forms[form]
    headers = OPEN | {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return _answer(request, lambda: make(name), kind, headers=headers)


def package(request: Request) -> Response:
    """The declaration of all tables."""
    return _answer(request, lambda: _json(store.package()), "application/json", headers=OPEN)


def geometry(request: Request) -> Response:
    """A boundary file."""
    name = request.path_params["name"]
    return _answer(request, lambda: store.geometry(name), "application/geo+json", DAY)


def deadlines(request: Request) -> Response:
    """Deadlines, reports due and meetings ahead as iCalendar: `?region=SEE` or `?countries=BIH,HRV`."""
    countries = request.query_params.get("countries", "")
    region = request.query_params.get("region", "SEE")
    codes = tuple(countries.split(",")) if countries else members(store.snapshot(), region)
    return _answer(request, lambda: _calendar(codes), CALENDAR, headers=OPEN)


def notices(request: Request) -> Response:
    """The newest notices of acts under all treaties, or all those of one treaty, as an Atom feed."""
    treaty, home = request.query_params.get("treaty", ""), str(request.base_url)
    return _answer(request, lambda: feeds.notices_feed(home, f"{home.rstrip('/')}{BASE}", treaty), feeds.KIND)


def changes(request: Request) -> Response:
    """What changed in the data as an Atom feed: all of it, `?table=clearance` or `?country=BIH`."""
    home, base = str(request.base_url), f"{str(request.base_url).rstrip('/')}{BASE}"
    table, country = (request.query_params.get(name, "") for name in ("table", "country"))
    return _answer(request, lambda: feeds.changes_feed(home, base, table, country), feeds.KIND)


def search(request: Request) -> Response:
    """Countries, treaties, meetings and documents by name: `?q=bosnia`, with the address of each."""
    given = request.query_params
    return _answer(
        request, lambda: _matches(given.get("q", ""), given.get("wording", "UN")), "application/json"
    )


def health(_: Request) -> Response:
    """Whether the tables can be read."""
    names = store.tables()
    state = {"status": "ok" if names else "no tables: run python -m etl", "tables": len(names)}
    return JSONResponse(state, status_code=200 if names else 503, headers={"Cache-Control": "no-store"})


def overview(request: Request) -> Response:
    """The first page by its name; it lives at the root."""
    return RedirectResponse(f"./?{request.url.query}".removesuffix("?"), 308)


def unknown(request: Request) -> Response:
    """What an address that does not exist is answered with."""
    paths = ", ".join(route.path for route in ROUTES[:-1])
    return _missing(f"Nothing at {request.url.path}. There are: {paths}")


ROUTES = [
    Route(f"{BASE}/tables/{{table:str}}.{{form:str}}", table),
    Route(f"{BASE}/datapackage.json", package),
    Route(f"{BASE}/geo/{{name:str}}.geojson", geometry),
    Route(f"{BASE}/deadlines.ics", deadlines),
    *scripts.ROUTES,
    Route(f"{BASE}/notices.atom", notices),
    Route(f"{BASE}/changes.atom", changes),
    Route(f"{BASE}/search", search),
    Route(f"{BASE}/health", health),
    Route("/overview", overview),
    Route("/api/{path:path}", unknown),
]


def _answer(
    request: Request,
    make: Callable[[], bytes],
    kind: str,
    keep: str = ASK,
    headers: dict[str, str] | None = None,
) -> Response:
    try:
        content = make()
    except LookupError as problem:
        return _missing(str(problem.args[0]))
    tag, compressed = packed(content)
    head = {
        "ETag": tag,
        "Cache-Control": keep,
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
    }
    head |= headers or {}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=head)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(compressed, media_type=kind, headers=head | {"Content-Encoding": "gzip"})
    return Response(content, media_type=kind, headers=head)


def _missing(sentence: str) -> Response:
    return PlainTextResponse(sentence, status_code=404, headers={"X-Content-Type-Options": "nosniff"})


def _calendar(codes: tuple[str, ...]) -> bytes:
    tables = store.snapshot()
    unknown = set(codes) - set(tables["countries"]["country"])
    if unknown or not codes:
        raise LookupError("No such country or region. Write codes such as ?countries=BIH,HRV or ?region=SEE")
    return calendar.icalendar_file(tables, codes)


def _matches(words: str, wording: str) -> bytes:
    if wording not in WORDINGS:
        raise LookupError(f"No wording '{wording}'. There are: {', '.join(WORDINGS)}")
    rows = matches(store.snapshot(wording=wording), words[:MOST_LETTERS]).to_dict("records")
    listed = [
        {name: row[name] for name in ("kind", "name", "detail")}
        | {"address": f"{row['page']}?{urlencode(row['parameters'])}"}
        for row in rows
    ]
    return _json(listed)


def _json(value: dict | list) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()

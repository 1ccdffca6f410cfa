"""The routes: charts, tables, boundaries, calendar, feeds, search, scripts, health; see docs/api.md."""

from urllib.parse import urlencode

from anyio import CapacityLimiter
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from dashboard import frames, store
from dashboard.api import catalogue, charts, editions, embed, feeds, figures, light, scripts, site, tables
from dashboard.api.answers import NEVER, OPEN, Content, Data
from dashboard.api.markdown import as_page
from dashboard.parameters import one_of, refuse_unknown, view_of
from dashboard.settings import settings
from topics import calendar
from topics.records.search import matches
from topics.tables import WORDINGS

BASE = "/api/v1"
CALENDAR = "text/calendar; charset=utf-8"
DRAWN_AT_ONCE = CapacityLimiter(2)
"""Charts made at the same time: pages come first."""
MOST_LETTERS = 100
"""Of what is searched for."""


def document(request: Request) -> Content:
    """The OpenAPI document of all routes, for programs."""
    from dashboard.api import openapi  # noqa: PLC0415 - imports all topics, which the first page need not

    refuse_unknown(request.query_params, ())
    return Content(frames.json_text(openapi.openapi(store.snapshot(), str(request.base_url))), tables.JSON)


def page(request: Request) -> Content:
    """The page that explains the routes, for people."""
    refuse_unknown(request.query_params, ())
    text = store.documentation().replace("http://localhost:8501/", str(request.base_url))
    return Content(as_page(text).encode(), "text/html; charset=utf-8")


def deadlines(request: Request) -> Content:
    """Deadlines, reports due and meetings ahead as iCalendar: `?region=SEE` or `?countries=BIH,HRV`."""
    refuse_unknown(request.query_params, (*feeds.FOLLOWED, "hazard"))
    return Content(calendar.icalendar_file(view_of(request.query_params)), CALENDAR)


def notices(request: Request) -> Content:
    """Notices of acts under treaties as an Atom feed: the newest, or those of a treaty, region or country."""
    given = dict(request.query_params)
    refuse_unknown(given, feeds.OF_NOTICES)
    return Content(feeds.notices_feed(_home(request), given), feeds.KIND)


def changes(request: Request) -> Content:
    """What changed in the data as an Atom feed: all of it, `?table=clearance` or `?countries=BIH`."""
    given = dict(request.query_params)
    if "country" in given and "countries" not in given:  # as addresses had it until they took several
        given["countries"] = given.pop("country")
    refuse_unknown(given, feeds.OF_CHANGES)
    return Content(feeds.changes_feed(_home(request), given), feeds.KIND)


def _home(request: Request) -> str:
    """Where links of a feed begin: with the host where a setting says which there are."""
    given = settings()
    return str(request.base_url) if given.public_url or given.hosts else request.base_url.path


def search(request: Request) -> Content:
    """Countries, treaties, meetings and documents by name: `?q=bosnia`, with the address of each."""
    refuse_unknown(request.query_params, ("q", "wording"))
    words = request.query_params.get("q", "")[:MOST_LETTERS]
    wording = one_of("wording", request.query_params.get("wording") or "UN", tuple(WORDINGS))
    rows = matches(store.snapshot(wording=wording), words).to_dict("records")
    listed = [
        {name: row[name] for name in ("kind", "name", "detail")}
        | {"address": f"{row['page']}?{urlencode(row['parameters'])}"}
        for row in rows
    ]
    return Content(frames.json_text(listed), tables.JSON)


def health(_: Request) -> Response:
    """Whether the tables can be read."""
    names = store.tables()
    state = {"status": "ok" if names else "no tables: run python -m etl", "tables": len(names)}
    return JSONResponse(state, status_code=200 if names else 503, headers=OPEN | {"Cache-Control": NEVER})


def overview(request: Request) -> Response:
    """The first page by its name; it lives at the root."""
    return RedirectResponse(f"./?{request.url.query}".removesuffix("?"), 308)


def start(request: Request) -> Response:
    """The page that explains the routes, for who begins above them."""
    return RedirectResponse(f"{request.base_url.path.rstrip('/')}{BASE}/docs", 308)


def unknown(request: Request) -> Content:
    """What an address that does not exist is answered with."""
    paths = ", ".join(route.path for route in ROUTES[:-1])
    raise LookupError(f"Nothing at {request.url.path}. There are: {paths}")


ROUTES = [
    Route(f"{BASE}/charts", Data(charts.listing)),
    Route(f"{BASE}/charts/{{file}}", Data(charts.chart, limit=DRAWN_AT_ONCE)),
    Route(f"{BASE}/own/{{file}}", Data(charts.own_chart, is_open=False)),
    Route(f"{BASE}/tables", Data(tables.listing)),
    Route(f"{BASE}/tables/{{file}}", Data(tables.table)),
    Route(f"{BASE}/standing", Data(tables.standing)),
    Route(f"{BASE}/boundaries/{{name}}.geojson", Data(tables.boundaries)),
    Route(f"{BASE}/geo/{{name}}.geojson", Data(tables.geometry)),
    Route(f"{BASE}/search", Data(search)),
    Route(f"{BASE}/deadlines.ics", Data(deadlines)),
    Route(f"{BASE}/notices.atom", Data(notices)),
    Route(f"{BASE}/changes.atom", Data(changes)),
    *(Route(f"{BASE}/{name}", Data(work)) for name, work in catalogue.DESCRIPTIONS.items()),
    Route(f"{BASE}/datapackage.json", Data(editions.package)),
    Route(f"{BASE}/package.zip", Data(editions.archive)),
    Route(f"{BASE}/editions", Data(editions.listing)),
    Route(f"{BASE}/editions/{{day}}/changes.{{form}}", Data(editions.changes)),
    Route(f"{BASE}/editions/{{day}}/{{file:path}}", Data(editions.file)),
    Route(f"{BASE}/openapi.json", Data(document)),
    Route(f"{BASE}/docs", Data(page)),
    *(Route(f"{BASE}{end}", Data(start)) for end in ("", "/", "/docs/")),
    *scripts.ROUTES,
    *site.ROUTES,
    *figures.ROUTES,
    *embed.ROUTES,
    *light.ROUTES,
    Route(f"{BASE}/health", health),
    Route("/overview", Data(overview)),
    Route("/api/{path:path}", Data(unknown)),
]

"""The routes beside the pages: tables, package, boundaries, scripts, health; and the index page."""

import gzip
import hashlib
import json
import re
from collections.abc import Callable
from functools import lru_cache

from anyio import to_thread
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard import download, feed, front, store
from topics.view import members

BASE = "/api/v1"
DAY = "public, max-age=86400"
ASK = "no-cache"
"""A browser keeps its copy and asks each time whether it is still good."""
SCRIPTS = ("chart", "film", "fit", "key", "keys", "picture")
"""Scripts of ours that charts and their controls import."""
SCRIPT = re.compile(r"/static/((?:js|css)/[\w.-]+\.(?:js|css))")
"""Scripts and styles of Streamlit's front end; their names change with their content."""
YEAR = "public, immutable, max-age=31536000"
NAME = "Mine action in South East Europe"
DESCRIPTION = (
    "Contamination, clearance, treaties and cooperation on mines and cluster munitions in South East Europe: "
    "every figure with its source."
)


def table(request: Request) -> Response:
    """A clean table as CSV or as Parquet."""
    name, form = request.path_params["table"], request.path_params["form"]
    made: dict[str, tuple[Callable[[str], bytes], str]] = {
        "csv": (_csv, "text/csv; charset=utf-8"),
        "parquet": (store.parquet, "application/vnd.apache.parquet"),
    }
    if form not in made:
        return _missing(f"No form '{form}'. There are: {', '.join(made)}")
    make, kind = made[form]
    headers = {
        "Content-Disposition": f'attachment; filename="{name}.{form}"',
        "Access-Control-Allow-Origin": "*",
    }
    return _answer(request, lambda: make(name), kind, headers=headers)


def package(request: Request) -> Response:
    """The declaration of all tables."""
    headers = {"Access-Control-Allow-Origin": "*"}
    return _answer(request, lambda: _json(store.package()), "application/json", headers=headers)


def geometry(request: Request) -> Response:
    """A boundary file."""
    name = request.path_params["name"]
    return _answer(request, lambda: store.geometry(name), "application/geo+json", DAY)


def deadlines(request: Request) -> Response:
    """Deadlines, reports due and meetings ahead as iCalendar: `?region=SEE` or `?countries=BIH,HRV`."""
    asked = request.query_params.get("countries", "")
    region = request.query_params.get("region", "SEE")
    codes = tuple(asked.split(",")) if asked else members(store.snapshot(), region)
    headers = {"Access-Control-Allow-Origin": "*"}
    return _answer(request, lambda: _calendar(codes), "text/calendar; charset=utf-8", headers=headers)


def script(request: Request) -> Response:
    """A script that draws charts, fits maps, makes pictures or leads through charts by keyboard."""
    name = request.path_params["name"]
    if name not in SCRIPTS:
        return _missing(f"No script '{name}'. There are: {', '.join(SCRIPTS)}")
    return _answer(request, lambda: store.asset(f"{name}.js"), "text/javascript; charset=utf-8")


def style(request: Request) -> Response:
    """The style sheet of the frame."""
    return _answer(request, lambda: store.asset("style.css"), "text/css; charset=utf-8")


def plotly(request: Request) -> Response:
    """The Plotly script of the installed package."""
    return _answer(request, store.plotly_script, "text/javascript; charset=utf-8", DAY)


def no_base_map(_: Request) -> Response:
    """An empty base map, should Plotly ever ask for one: no request leaves for another host."""
    return JSONResponse({"type": "Topology", "objects": {}, "arcs": []}, headers={"Cache-Control": DAY})


def notices(request: Request) -> Response:
    """The newest notices of acts under all treaties, or all those of one treaty, as an Atom feed."""
    treaty, home = request.query_params.get("treaty", ""), str(request.base_url)
    return _answer(request, lambda: feed.atom(home, f"{home.rstrip('/')}{BASE}", treaty), feed.KIND)


def changes(request: Request) -> Response:
    """What changed in the data as an Atom feed: all of it, `?table=clearance` or `?country=BIH`."""
    home, asked = str(request.base_url), request.query_params
    made = (f"{home.rstrip('/')}{BASE}", asked.get("table", ""), asked.get("country", ""))
    return _answer(request, lambda: feed.changes(home, *made), feed.KIND)


def health(_: Request) -> Response:
    """Whether the tables can be read."""
    names = store.tables()
    state = {"status": "ok" if names else "no tables: run python -m etl", "tables": len(names)}
    return JSONResponse(state, status_code=200 if names else 503, headers={"Cache-Control": "no-store"})


def unknown(request: Request) -> Response:
    """What an address that does not exist is answered with."""
    there = ", ".join(route.path for route in ROUTES[:-1])
    return _missing(f"Nothing at {request.url.path}. There are: {there}")


ROUTES = [
    Route(f"{BASE}/tables/{{table:str}}.{{form:str}}", table),
    Route(f"{BASE}/datapackage.json", package),
    Route(f"{BASE}/geo/{{name:str}}.geojson", geometry),
    Route(f"{BASE}/deadlines.ics", deadlines),
    Route(f"{BASE}/plotly.min.js", plotly),
    Route(f"{BASE}/{{name:str}}.js", script),
    Route(f"{BASE}/style.css", style),
    Route(f"{BASE}/notices.atom", notices),
    Route(f"{BASE}/changes.atom", changes),
    Route(f"{BASE}/health", health),
    Route(f"{BASE}/{{name:str}}.json", no_base_map),
    Route("/api/{path:path}", unknown),
]


def index_extra() -> str:
    """What is added to the head of the index page: early fetches, style, description, script."""
    ours = "".join(f'<link rel="modulepreload" href="./api/v1/{name}">' for name in front.our_scripts())
    return (
        '<link rel="stylesheet" href="./api/v1/style.css">'
        f'<script async data-plotly src="./api/v1/plotly.min.js"></script>{ours}'
        f'<meta name="description" content="{DESCRIPTION}">'
        f"<script>(() => {{{store.asset('frame.js').decode()}}})()</script>"
    )


def index_page(html: bytes) -> bytes:
    """Streamlit's index page with our additions; a page that is not as known stays as it is."""
    html = html.replace(b"<title>Streamlit</title>", f"<title>{NAME}</title>".encode(), 1)
    html = re.sub(
        rb'<link[^>]*rel="preload"[^>]*SourceSans[^>]*>', b"", html, count=1
    )  # a font we do not use
    html = html.replace(b'<html lang="en">', b'<html lang="en-GB">', 1)
    named = html.decode()
    early = "".join(
        f'<link rel="modulepreload" crossorigin href="./static/js/{name}">'
        for name in front.scripts()
        if name not in named
    )
    return html.replace(b"</head>", f"{index_extra()}{early}</head>".encode(), 1)


def pack_scripts() -> None:
    """Pack the scripts that every page needs, so that no reader waits for it."""
    for content in (store.plotly_script(), *(store.front_script(f"js/{name}") for name in front.scripts())):
        _packed(content or b"")


def packed_front(app: Callable) -> Callable:
    """ASGI middleware that sends Streamlit's own scripts packed: 1.9 MB instead of 6.8 on a first visit."""

    async def answer(scope: dict, receive: Callable, send: Callable) -> None:
        name = SCRIPT.fullmatch(_path(scope))
        accepts = name and b"gzip" in dict(scope["headers"]).get(b"accept-encoding", b"")
        content = store.front_script(name[1]) if name and accepts else None
        if not name or content is None:
            await app(scope, receive, send)
            return
        _, packed = await to_thread.run_sync(_packed, content)
        kind = "text/css" if name[1].endswith(".css") else "text/javascript"
        head = {"Content-Encoding": "gzip", "Cache-Control": YEAR, "Vary": "Accept-Encoding"}
        await Response(packed, media_type=f"{kind}; charset=utf-8", headers=head)(scope, receive, send)

    return answer


def with_index_page(app: Callable) -> Callable:
    """ASGI middleware that passes everything on and rewrites only answers that are HTML."""

    async def answer(scope: dict, receive: Callable, send: Callable) -> None:
        path = _path(scope)
        if not path or "." in path.rsplit("/", 1)[-1]:
            await app(scope, receive, send)
            return
        held: list[dict] = []
        asked = (b"if-none-match", b"if-modified-since", b"accept-encoding", b"range")
        scope = scope | {"headers": [pair for pair in scope["headers"] if pair[0] not in asked]}

        async def rewritten(message: dict) -> None:
            if held or (message["type"] == "http.response.start" and _is_html(message)):
                held.append(message)
            else:
                await send(message)
            if len(held) > 1 and not message.get("more_body"):
                await _send_page(held, send)

        await app(scope, receive, rewritten)

    return answer


def _path(scope: dict) -> str:
    """The path a reader asks for; empty for anything but a GET."""
    return scope["path"] if scope["type"] == "http" and scope["method"] == "GET" else ""


def _is_html(start: dict) -> bool:
    head = dict(start["headers"])
    return head.get(b"content-type", b"").startswith(b"text/html") and b"content-encoding" not in head


async def _send_page(held: list[dict], send: Callable) -> None:
    start, *parts = held
    body = index_page(b"".join(part.get("body", b"") for part in parts))
    stale = (b"content-length", b"etag", b"last-modified", b"accept-ranges")
    start["headers"] = [pair for pair in start["headers"] if pair[0].lower() not in stale]
    start["headers"].append((b"content-length", str(len(body)).encode()))
    await send(start)
    await send({"type": "http.response.body", "body": body})


MIDDLEWARE = [Middleware(packed_front), Middleware(with_index_page)]


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
    tag, packed = _packed(content)
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
        return Response(packed, media_type=kind, headers=head | {"Content-Encoding": "gzip"})
    return Response(content, media_type=kind, headers=head)


def _missing(sentence: str) -> Response:
    return PlainTextResponse(sentence, status_code=404, headers={"X-Content-Type-Options": "nosniff"})


@lru_cache(maxsize=256)
def _packed(content: bytes) -> tuple[str, bytes]:
    return f'W/"{hashlib.sha256(content).hexdigest()[:20]}"', gzip.compress(content, 6, mtime=0)


def _csv(name: str) -> bytes:
    return download.csv(store.snapshot()[name])


def _calendar(codes: tuple[str, ...]) -> bytes:
    tables = store.snapshot()
    unknown = set(codes) - set(tables["countries"]["country"])
    if unknown or not codes:
        raise LookupError("No such country or region. Write codes such as ?countries=BIH,HRV or ?region=SEE")
    from topics import calendar  # noqa: PLC0415 - temporary

    return calendar.icalendar_file(tables, codes)


def _json(value: dict) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()

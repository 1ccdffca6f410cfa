"""The routes beside the pages: tables, package, boundaries, scripts, health; and what is done to the index page."""

import gzip
import hashlib
import json
import re
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import streamlit
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard import download, store

BASE = "/api/v1"
DAY = "public, max-age=86400"
ASK = "no-cache"
"""A browser keeps its copy and asks each time whether it is still good."""
FRONT = Path(streamlit.__file__).parent / "static"


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
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"', "Access-Control-Allow-Origin": "*"}
    return _answer(request, lambda: make(name), kind, headers=headers)


def package(request: Request) -> Response:
    """The declaration of all tables."""
    headers = {"Access-Control-Allow-Origin": "*"}
    return _answer(request, lambda: _json(store.package()), "application/json", headers=headers)


def geometry(request: Request) -> Response:
    """A boundary file."""
    name = request.path_params["name"]
    return _answer(request, lambda: store.geometry(name), "application/geo+json", DAY)


def picture(request: Request) -> Response:
    """The script that makes pictures of charts in the browser."""
    return _answer(request, lambda: store.asset("picture.js"), "text/javascript; charset=utf-8")


def style(request: Request) -> Response:
    """The style sheet of the frame."""
    return _answer(request, lambda: store.asset("style.css"), "text/css; charset=utf-8")


def plotly(request: Request) -> Response:
    """The Plotly script of the installed package, asked for by the first picture only."""
    return _answer(request, _plotly, "text/javascript; charset=utf-8", DAY)


def no_base_map(_: Request) -> Response:
    """An empty base map, should Plotly ever ask for one: no request leaves for another host."""
    return JSONResponse({"type": "Topology", "objects": {}, "arcs": []}, headers={"Cache-Control": DAY})


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
    Route(f"{BASE}/plotly.min.js", plotly),
    Route(f"{BASE}/picture.js", picture),
    Route(f"{BASE}/style.css", style),
    Route(f"{BASE}/health", health),
    Route(f"{BASE}/{{name:str}}.json", no_base_map),
    Route("/api/{path:path}", unknown),
]


def index_hints() -> str:
    """What the index page is told to fetch early; empty where Streamlit's files are not as known."""
    wanted = ("PlotlyChart", "Metric", "BidiComponent")
    folder = FRONT / "static" / "js"
    found = [path for name in wanted[:1] for path in sorted(folder.glob(f"{name}.*.js"))[:1]]
    hints = [f'<link rel="modulepreload" crossorigin href="./static/js/{path.name}">' for path in found]
    return "".join(hints)


class IndexPage:
    """Adds to Streamlit's index page: style sheet, early fetches, description; leaves all else as it is."""

    def __init__(self, app: Callable) -> None:
        """Wrap an ASGI application."""
        self.app = app
        self.extra = (
            '<link rel="stylesheet" href="./api/v1/style.css">'
            '<meta name="description" content="Contamination, clearance, treaties and cooperation on mines and '
            'cluster munitions in South East Europe: every figure with its source.">' + index_hints()
        ).encode()

    async def __call__(self, scope: dict, receive: Callable, send: Callable) -> None:
        """Pass everything on; rewrite only answers that are HTML."""
        if scope["type"] != "http" or scope["path"].startswith(("/static/", "/api/", "/_stcore/", "/media/")):
            await self.app(scope, receive, send)
            return
        held: dict[str, Any] = {}

        async def changed(message: dict) -> None:
            if message["type"] == "http.response.start":
                headers = {name.lower(): value for name, value in message["headers"]}
                if headers.get(b"content-type", b"").startswith(b"text/html") and b"content-encoding" not in headers:
                    held["start"], held["body"] = message, b""
                    return
            elif "start" in held:
                held["body"] += message.get("body", b"")
                if message.get("more_body"):
                    return
                body = held["body"].replace(b"</head>", self.extra + b"</head>", 1)
                start = held["start"]
                start["headers"] = [
                    (name, str(len(body)).encode() if name.lower() == b"content-length" else value)
                    for name, value in start["headers"]
                    if name.lower() not in (b"etag", b"last-modified")
                ]
                await send(start)
                message = {"type": "http.response.body", "body": body}
            await send(message)

        await self.app(scope, receive, changed)


MIDDLEWARE = [Middleware(IndexPage)]


def _answer(
    request: Request, make: Callable[[], bytes], kind: str, keep: str = ASK, headers: dict[str, str] | None = None
) -> Response:
    try:
        content = make()
    except LookupError as problem:
        return _missing(str(problem.args[0]))
    tag, packed = _packed(content)
    head = {"ETag": tag, "Cache-Control": keep, "Vary": "Accept-Encoding", "X-Content-Type-Options": "nosniff"}
    head |= headers or {}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=head)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(packed, media_type=kind, headers=head | {"Content-Encoding": "gzip"})
    return Response(content, media_type=kind, headers=head)


def _missing(sentence: str) -> Response:
    return PlainTextResponse(sentence, status_code=404, headers={"X-Content-Type-Options": "nosniff"})


@lru_cache(maxsize=64)
def _packed(content: bytes) -> tuple[str, bytes]:
    return f'W/"{hashlib.sha256(content).hexdigest()[:20]}"', gzip.compress(content, 6, mtime=0)


def _csv(name: str) -> bytes:
    return download.csv(store.load(name))


def _json(value: dict) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def _plotly() -> bytes:
    return files("plotly").joinpath("package_data/plotly.min.js").read_bytes()

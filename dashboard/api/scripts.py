"""The routes of our scripts and styles: addresses that change with the content, kept by browsers for good."""

import hashlib
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard import store
from dashboard.api.answers import ASK, Content, answer, problem

LIBRARIES = ("plotly.min.js", "d3.min.js")
"""What draws: charts, maps."""
STYLE = "style.css"
STYLES = (
    *("style.css", "frame.css", "controls.css", "figure.css", "map.css", "card.css", "table.css"),
    *("overview.css", "embed.css"),
)
"""Style sheets, in the order in which they hold."""
DARK = b"(prefers-color-scheme: dark)"
THEMES = {"light.css": b"not all", "dark.css": b"all"}
"""Styles of one theme, whatever a reader's system prefers: what stands for DARK in them."""
KINDS = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8"}
YEAR = "public, immutable, max-age=31536000"


def content(name: str) -> bytes:
    """A script of ours, a library, or all style sheets as one.

    Raises:
        LookupError: there is no such file.
    """
    style = b"\n".join(map(store.asset, STYLES))
    if name == STYLE:
        return style
    if name in THEMES:
        return style.replace(DARK, THEMES[name])
    if name in LIBRARIES:
        return store.library(name.removesuffix(".min.js"))
    if name not in names():
        raise LookupError(f"No script '{name}'. There are: {', '.join(names())}")
    return store.asset(name)


def names() -> tuple[str, ...]:
    """Names of all files, the libraries and the style last."""
    return (*(f"{name}.js" for name in store.scripts()), *LIBRARIES, STYLE, *THEMES)


def folder() -> str:
    """Address of the folder of all files, from a page; it changes with any of them."""
    return f"./api/v1/scripts/{_version(store.assets_written())}/"


@lru_cache(maxsize=2)
def _version(written: int) -> str:  # noqa: ARG001
    return hashlib.sha256(b"".join(map(content, names()))).hexdigest()[:12]


def script(request: Request) -> Response:
    """One file."""
    version, name = request.path_params["version"], request.path_params["name"]
    written = store.assets_written()
    try:
        return answer(request, _file(name, YEAR if version == _version(written) else ASK, written))
    except LookupError as missing:
        return problem(request, 404, str(missing))


@lru_cache(maxsize=128)
def _file(name: str, keep: str, written: int) -> Content:  # noqa: ARG001
    return Content(content(name), KINDS[name.rsplit(".", 1)[-1]], keep=keep, is_lasting=True)


ROUTES = [Route("/api/v1/scripts/{version:str}/{name:str}", script)]

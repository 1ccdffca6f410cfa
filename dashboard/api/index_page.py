"""Streamlit's index page with our additions, and its scripts sent packed."""

import json
import re
from collections.abc import Callable

from anyio import to_thread
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response

from dashboard import store
from dashboard.api import front, guard, head, scripts, site
from dashboard.api.answers import accepts_gzip
from dashboard.api.packed import packed
from dashboard.contents import page_at, page_path

SCRIPT = re.compile(r"/static/((?:js|css)/[\w.-]+\.(?:js|css))")
"""Scripts and styles of Streamlit's front end; their names change with their content."""
YEAR = "public, immutable, max-age=31536000"
TITLE = b"<title>Streamlit</title>"
"""By which Streamlit's index page is known: it answers every path that it does not know, too."""
OWN_PAGES = ("/api/", "/embed/", "/light/", "/sitemap.xml")
"""Parts of the paths of pages that are not Streamlit's."""
LATE = ("search", "table", "tip")
"""Scripts of ours that wait for what a reader does."""


def index_extra(page: str, query: str) -> str:
    """What is added to the head of the index page: early fetches, style, script."""
    files, folder = front.first_map(page, query), scripts.folder()
    library = f'<script async data-plotly src="{folder}plotly.min.js"></script>' if files is None else ""
    drawers = front.our_scripts(front.CHART if files is None else front.MAP)
    ours = "".join(f'<link rel="modulepreload" href="{folder}{name}">' for name in drawers)
    outlines = "".join(
        f'<link rel="preload" as="fetch" crossorigin href="./api/v1/geo/{name}.geojson">'
        for name in files or ()
    )
    late = "".join(f'<script type="module" async src="{folder}{name}.js"></script>' for name in LATE)
    imports = json.dumps({"imports": {"dashboard/": folder}})
    return (
        f'<script type="importmap">{imports}</script>'
        f'<link rel="stylesheet" href="{folder}{scripts.STYLE}">{library}{ours}{outlines}{late}'
        f"<script>(() => {{{store.asset('frame.js').decode()}}})()</script>"
    )


def index_page(html: bytes, page: str, query: str = "", home: str = "/") -> bytes:
    """Streamlit's index page with our additions; a page that is not as known stays as it is.

    Args:
        html: as Streamlit sends it.
        page: the name of what the reader opens.
        query: of the address.
        home: address of the dashboard, ending in a slash.
    """
    if TITLE not in html:
        return html
    html = re.sub(
        rb'<link[^>]*rel="preload"[^>]*SourceSans[^>]*>', b"", html, count=1
    )  # a font we do not use
    html = html.replace(b'<html lang="en">', b'<html lang="en-GB">', 1)
    html = html.replace(b'href="./favicon.png"', b'href="./favicon.ico"', 1)
    named = html.decode()
    early = "".join(
        f'<link rel="modulepreload" crossorigin href="./static/js/{name}">'
        for name in front.scripts()
        if name not in named
    )
    additions = index_extra(page_path(page), query) + early + head.head(page, query, home)
    return html.replace(TITLE, additions.encode(), 1)


def pack_scripts() -> None:
    """Pack the scripts that every page needs, so that no reader waits for it."""
    for name in scripts.names():
        packed(scripts.content(name))
    for name in front.scripts():
        packed(store.front_script(f"js/{name}") or b"")


def packed_front(app: Callable) -> Callable:
    """ASGI middleware that sends Streamlit's own scripts packed: 1.9 MB instead of 6.8 on a first visit."""

    async def answer(scope: dict, receive: Callable, send: Callable) -> None:
        name = SCRIPT.fullmatch(_path(scope, "GET", "HEAD"))
        accepts = name and accepts_gzip(Request(scope).headers.get("accept-encoding", ""))
        content = store.front_script(name[1]) if name and accepts else None
        if not name or content is None:
            await app(scope, receive, send)
            return
        compressed = await to_thread.run_sync(packed, content)
        kind = "text/css" if name[1].endswith(".css") else "text/javascript"
        head = {"Content-Encoding": "gzip", "Cache-Control": YEAR, "Vary": "Accept-Encoding"}
        await Response(compressed, media_type=f"{kind}; charset=utf-8", headers=head)(scope, receive, send)

    return answer


def with_index_page(app: Callable) -> Callable:
    """ASGI middleware that rewrites Streamlit's index page, and says 404 where that is all there is."""

    async def answer(scope: dict, receive: Callable, send: Callable) -> None:
        path = _path(scope, "GET", "HEAD")
        if not path or any(part in path for part in OWN_PAGES):
            await app(scope, receive, send)
            return
        held: list[dict] = []

        async def rewritten(message: dict) -> None:
            if held or (message["type"] == "http.response.start" and _is_html(message)):
                held.append(message)
            else:
                await send(message)
            if len(held) > 1 and not message.get("more_body"):
                await _send_page(held, scope, send)

        await app(_plain(scope), receive, rewritten)

    return answer


def _path(scope: dict, *methods: str) -> str:
    """The path that a reader asks for by one of these methods; empty for anything else."""
    return scope["path"] if scope["type"] == "http" and scope["method"] in methods else ""


def _plain(scope: dict) -> dict:
    """A request whose answer can be read: with its body, not packed; of a page, which has no dot, whole."""
    is_file = "." in scope["path"].rsplit("/", 1)[-1]
    partial = () if is_file else (b"if-none-match", b"if-modified-since", b"range")
    headers = [pair for pair in scope["headers"] if pair[0] not in (b"accept-encoding", *partial)]
    return scope | {"method": "GET", "headers": headers}  # a server sends no body where HEAD was asked


def _is_html(start: dict) -> bool:
    return dict(start["headers"]).get(b"content-type", b"").startswith(b"text/html")


async def _send_page(held: list[dict], scope: dict, send: Callable) -> None:
    start, *parts = held
    html = b"".join(part.get("body", b"") for part in parts)
    status, body = await to_thread.run_sync(_page, html, scope)
    stale = (b"content-length", b"etag", b"last-modified", b"accept-ranges")
    start["headers"] = [pair for pair in start["headers"] if pair[0].lower() not in stale]
    start["headers"].append((b"content-length", str(len(body)).encode()))
    start["headers"].append((b"content-security-policy", guard.policy(body).encode()))
    await send(start | {"status": status or start["status"]})
    await send({"type": "http.response.body", "body": body})


def _page(html: bytes, scope: dict) -> tuple[int | None, bytes]:
    """The page at an address, with another status where there is none."""
    home, path = Request(scope).base_url, scope["path"].removeprefix(scope.get("root_path", ""))
    if TITLE not in html:
        return None, html
    page = page_at(path)
    if page is None:
        return 404, site.missing(path, home.path)
    return None, index_page(html, page, scope["query_string"].decode(), str(home))


MIDDLEWARE = [Middleware(packed_front), Middleware(with_index_page)]

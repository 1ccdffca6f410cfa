"""What stands before every answer: who may be asked, how much may be sent, what a browser may do with it."""

import asyncio
import hashlib
import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from dashboard.api import shares
from dashboard.api.answers import OPEN, RETRY, accepts_gzip, problem
from dashboard.settings import Settings

MOST_BYTES = 110 * 1024 * 1024
"""Of what a reader sends; a file of hazard areas is smaller, see dashboard/areas/limits.py."""
THIS_MACHINE = ("localhost", "127.0.0.1")
"""By which it is asked for its health, whatever hosts are set."""
MOST_LETTERS = 4000
"""Of an address."""
EMBEDDED, API = "/embed/", "/api/"
SCRIPTS = ("/api/v1/scripts/", "/static/")
"""Of pages, ours and Streamlit's: a class that opens a page at once has one address."""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
ONLY_HTTPS = {"Strict-Transport-Security": "max-age=31536000"}
POLICY = (
    "default-src 'self'; base-uri 'self'; object-src 'none'; form-action 'self'; "
    "script-src 'self' blob: {scripts}; worker-src 'self' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss: data: blob:"
)
"""Content Security Policy. Streamlit runs the scripts of components from blobs and writes styles inline."""
INLINE = re.compile(rb"<script(?: type=\"?importmap\"?)?>(.*?)</script>", re.DOTALL)


def middleware(given: Settings) -> list[Middleware]:
    """The middleware, the outermost first."""
    names = [*given.hosts, *THIS_MACHINE]
    hosts = [Middleware(TrustedHostMiddleware, allowed_hosts=names)] if given.hosts else []
    public = [Middleware(with_public_url, url=given.public_url)] if given.public_url else []
    headers = Middleware(
        with_headers, embedders=" ".join(given.embedders), is_secure=is_alone(given.public_url)
    )
    return [headers, *hosts, Middleware(with_limits), Middleware(with_encodings), *public]


def is_alone(url: str) -> bool:
    """Whether a public address is one of https alone on its host, so that no other site is bound by ours."""
    parts = urlsplit(url)
    return parts.scheme == "https" and parts.path in ("", "/")


def policy(html: bytes = b"", ancestors: str = "'self'") -> str:
    """The Content Security Policy of a page: its own inline scripts run, and no others.

    Args:
        html: of the page.
        ancestors: sites that may show it in a frame; `*` for any page, those of no site too.
    """
    hashes = (b64encode(hashlib.sha256(script).digest()).decode() for script in INLINE.findall(html))
    rules = POLICY.format(scripts=" ".join(f"'sha256-{one}'" for one in hashes))
    return rules if ancestors == "*" else f"{rules}; frame-ancestors {ancestors}"


def with_headers(app: Callable, embedders: str, is_secure: bool = False) -> Callable:
    """Puts the headers of security on every answer that does not state its own."""
    common = HEADERS | (ONLY_HTTPS if is_secure else {})
    page, embedded = policy(), policy(ancestors=embedders)

    async def answer(scope: dict, receive: Callable, send: Callable) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        stated = common | {"Content-Security-Policy": embedded if EMBEDDED in scope["path"] else page}
        wanted = [(name.lower().encode(), text.encode()) for name, text in stated.items()]

        async def headed(message: dict) -> None:
            if message["type"] == "http.response.start":
                given = [as_sent_by(scope["scheme"], *pair) for pair in message["headers"]]
                names = {name.lower() for name, _ in given}
                more = [pair for pair in wanted if pair[0] not in names]
                message = message | {"headers": [*given, *more]}
            await send(message)

        await app(scope, receive, headed)

    return answer


def as_sent_by(scheme: str, name: bytes, text: bytes) -> tuple[bytes, bytes]:
    """A header as it is; a cookie that comes by https goes back by nothing else."""
    is_bare = scheme == "https" and name.lower() == b"set-cookie" and b"; secure" not in text.lower()
    return name, text + b"; Secure" if is_bare else text


def with_limits(app: Callable) -> Callable:
    """Refuses what is too long before any of it is read; what one address asks for too often waits."""

    async def answer(scope: dict, receive: Callable, send: Callable) -> None:
        if scope["type"] == "websocket":
            await app(scope, shares.paced(receive, address_of(scope)), send)
            return
        problem = (too_long(scope) or await too_often(scope)) if scope["type"] == "http" else None
        await (problem or app)(scope, receive, send)

    return answer


def with_encodings(app: Callable) -> Callable:
    """Keeps the word gzip from Streamlit, which heeds no weights, where a reader refuses it."""

    async def answer(scope: dict, receive: Callable, send: Callable) -> None:
        named = dict(scope.get("headers", ())).get(b"accept-encoding", b"").decode("latin-1")
        if named and not accepts_gzip(named):
            others = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
            scope = scope | {"headers": others}
        await app(scope, receive, send)

    return answer


def too_long(scope: dict) -> Response | None:
    """The refusal of an address or of a body that is too long; of a body whose length is not stated."""
    head = dict(scope["headers"])
    if len(scope["path"]) + len(scope["query_string"]) > MOST_LETTERS:
        return refusal(scope, 414, f"The address is longer than {MOST_LETTERS} letters.")
    if b"transfer-encoding" in head and scope["method"] not in ("GET", "HEAD"):
        return refusal(scope, 411, "State the length of what you send (Content-Length).")
    length = head.get(b"content-length", b"0")
    if not length.isdigit() or int(length) > MOST_BYTES:
        return refusal(scope, 413, f"At most {MOST_BYTES // 2**20} MB can be sent.")
    return None


async def too_often(scope: dict) -> Response | None:
    """Wait until it is the turn of a request, scripts of pages excepted; its refusal if that takes too long.

    Who waits costs nothing; who is refused comes again at once, with a new connection and a new session.
    """
    if scope["path"].startswith(SCRIPTS):
        return None
    late = shares.share(address_of(scope)).requests.wait_at_most(shares.LONGEST)
    if late is None:
        return refusal(scope, 429, shares.TOO_MANY, RETRY)
    await asyncio.sleep(late)
    return None


def refusal(scope: dict, status: int, words: str, headers: Mapping[str, str] | None = None) -> Response:
    """A sentence: to programs as each other error of the API, else as it is."""
    if scope["path"].startswith(API):
        return problem(Request(scope), status, words, headers=OPEN | dict(headers or {}))
    return PlainTextResponse(words, status, headers)


def address_of(scope: dict) -> str:
    """The address of the network that asks."""
    return (scope.get("client") or ("",))[0]


def with_public_url(app: Callable, url: str) -> Callable:
    """Lets all links that name the server begin with its public address, whatever it was asked by."""
    parts = urlsplit(url)
    host = parts.netloc.encode()

    async def answer(scope: dict, receive: Callable, send: Callable) -> None:
        if scope["type"] == "http":
            others = [pair for pair in scope["headers"] if pair[0] != b"host"]
            scope = scope | {
                "scheme": parts.scheme,
                "headers": [*others, (b"host", host)],
                "root_path": parts.path.rstrip("/"),
            }
        await app(scope, receive, send)

    return answer

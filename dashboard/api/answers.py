"""What every route of data has in common: methods, headers, copies that are still good, errors."""

import gzip
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import cached_property
from http import HTTPStatus
from time import time

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from dashboard import store
from dashboard.api import shares
from dashboard.api.packed import packed
from dashboard.parameters import ParameterError, refuse_repeated

ASK = "no-cache"
"""A browser keeps its copy and asks each time whether it is still good."""
NEVER = "no-store"
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Disposition, ETag, Last-Modified",
}
"""Any page may read what is published."""
METHODS = "GET, HEAD, OPTIONS"
PREFLIGHT = {"Allow": METHODS, "Access-Control-Allow-Methods": METHODS, "Access-Control-Allow-Headers": "*"}
PLAIN = {"X-Content-Type-Options": "nosniff"}
RETRY = {"Retry-After": str(shares.RETRY_SECONDS)}
PACKED = ("parquet", "spreadsheetml", "sqlite3", "zip", "png")
"""Parts of the media types of what gzip makes no smaller."""
STARTED = time()


@dataclass(frozen=True)
class Content:
    """What a route answers with.

    `file` is the name under which a browser keeps it, if it is a file; `is_lasting` says that it is sent
    often and stays packed in memory.
    """

    body: bytes
    kind: str
    file: str = ""
    keep: str = ASK
    is_lasting: bool = False

    @cached_property
    def tag(self) -> str:
        """Names the body; weak, as it is the same packed and unpacked."""
        return f'W/"{hashlib.sha256(self.body).hexdigest()[:20]}"'

    @cached_property
    def packed(self) -> bytes:
        """The body, packed by gzip."""
        return packed(self.body) if self.is_lasting else gzip.compress(self.body, 5, mtime=0)


class Data:
    """A route that may be read from anywhere: what makes its content runs in a thread.

    A LookupError is answered with 404, a ParameterError with 400, by `refuse`, by default as RFC 9457 has it.
    """

    def __init__(
        self,
        make: Callable[[Request], Content | Response],
        *,
        is_open: bool = True,
        limit: CapacityLimiter | None = None,
        refuse: Callable[..., Response] | None = None,
    ) -> None:
        self.make, self.open, self.limit = make, OPEN if is_open else {}, limit
        self.refuse = refuse or problem

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope)
        if request.method == "OPTIONS":
            response = Response(status_code=204, headers=self.open | PREFLIGHT)
        elif request.method in ("GET", "HEAD"):
            response = await self._worked_out(request)
        else:
            head = self.open | {"Allow": METHODS}
            response = self.refuse(request, 405, f"Use one of {METHODS}", headers=head)
        await response(scope, receive, send)

    async def _worked_out(self, request: Request) -> Response:
        """The answer, made in a thread once its address has a place."""
        try:
            async with shares.place(request.client.host if request.client else ""):
                return await to_thread.run_sync(self._answer, request, limiter=self.limit)
        except shares.CrowdedError:
            return self.refuse(request, 429, shares.TOO_MANY, headers=self.open | RETRY)

    def _answer(self, request: Request) -> Response:
        try:
            store.hold()
            refuse_repeated(request.query_params.multi_items())
            content = self.make(request)
        except ParameterError as bad:
            more = {"parameter": bad.parameter, "exists": list(bad.exists)}
            return self.refuse(request, 400, str(bad), more, headers=self.open)
        except LookupError as lookup:
            if isinstance(lookup, KeyError | IndexError):
                raise  # a fault of ours
            return self.refuse(request, 404, str(lookup), headers=self.open)
        return content if isinstance(content, Response) else answer(request, content, self.open)


def answer(request: Request, content: Content, headers: dict[str, str] | None = None) -> Response:
    """The answer to a request: the content, packed where that is accepted, or that a copy is still good."""
    tag, changed = content.tag, modified()
    head = {
        **PLAIN,
        **(headers or {}),
        "ETag": tag,
        "Last-Modified": format_datetime(changed, usegmt=True),
        "Cache-Control": content.keep,
        "Vary": "Accept-Encoding",
    }
    if content.file:
        head["Content-Disposition"] = f'attachment; filename="{content.file}"'
    if is_still_good(request, tag, changed):
        return Response(status_code=304, headers=head)
    body = content.body
    if accepts_gzip(request.headers.get("accept-encoding", "")) and not _is_packed(content.kind):
        body = content.packed
        head["Content-Encoding"] = "gzip"
    head |= {"Content-Length": str(len(body)), "Content-Type": content.kind}
    return Response(body if request.method == "GET" else b"", headers=head)


def problem(
    request: Request,
    status: int,
    words: str,
    more: dict | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    """An error as RFC 9457 has it, with one sentence that says what exists."""
    facts = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": words,
        "instance": request.url.path,
    }
    head = PLAIN | {"Cache-Control": NEVER} | (headers or {})
    return JSONResponse(facts | (more or {}), status, head, media_type="application/problem+json")


def modified() -> datetime:
    """Since when answers can be as they are: the build of the tables, the begin of the day, the start."""
    midnight = datetime.combine(date.today(), datetime.min.time()).timestamp()
    return datetime.fromtimestamp(int(max(store.edition_written() / 1e9, midnight, STARTED)), UTC)


def is_still_good(request: Request, tag: str, changed: datetime) -> bool:
    """Whether a copy of the reader's is what would be sent."""
    tags = request.headers.get("if-none-match")
    if tags is not None:
        plain = tag.removeprefix("W/")
        return tags.strip() == "*" or plain in {one.strip().removeprefix("W/") for one in tags.split(",")}
    try:
        since = parsedate_to_datetime(request.headers.get("if-modified-since", ""))
    except ValueError:
        return False
    return changed <= (since if since.tzinfo else since.replace(tzinfo=UTC))


def accepts_gzip(accepted: str) -> bool:
    """Whether a reader accepts what is packed by gzip.

    >>> [accepts_gzip(words) for words in ("gzip, br", "gzip;q=0", "*;q=0.5", "br", "identity, *;q=0")]
    [True, False, True, False, False]
    """
    weights = {}
    for part in accepted.lower().split(","):
        name, _, weight = part.replace(" ", "").partition(";q=")
        weights[name] = weight
    weight = weights.get("gzip", weights.get("*", "0"))
    return re.fullmatch(r"0(\.0*)?", weight) is None


def _is_packed(kind: str) -> bool:
    return any(part in kind for part in PACKED)

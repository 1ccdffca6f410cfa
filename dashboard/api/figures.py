"""What static/figure.js fetches of a chart: its message, once it is near or a filter has changed."""

from collections import OrderedDict
from collections.abc import Hashable
from datetime import date
from threading import Lock

from anyio import CapacityLimiter
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from dashboard import chart_address, figure, store
from dashboard.api.answers import Content, Data, answer
from dashboard.drawing import drawing
from dashboard.parameters import one_of, whole

THEMES = ("light", "dark")
LEVELS = (1, 3)
"""First and last level of a heading."""
MOST_KEPT = 1000
"""Answers kept as they were sent, packed: some 20 kB each beside the drawings."""

AT_ONCE = 1
"""Messages made at the same time: two share one interpreter, and the first would come when the last does."""


class Figures(Data):
    """A route that sends at once, without a thread, what it has sent before."""

    def __init__(self) -> None:
        super().__init__(self.message, is_open=False, limit=CapacityLimiter(AT_ONCE))
        self.sent: OrderedDict[Hashable, Content] = OrderedDict()
        self.lock = Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope)
        content = self.sent.get(_key(request)) if request.method in ("GET", "HEAD") else None
        if content is None:
            await super().__call__(scope, receive, send)
        else:
            await answer(request, content)(scope, receive, send)

    def message(self, request: Request) -> Content:
        """The message of a chart, of a map as its page has it begin; nothing where nothing is drawn."""
        key, given = _key(request), dict(request.query_params)
        theme = one_of("theme", given.pop("theme", THEMES[0]), THEMES)
        level = whole("level", given.pop("level", "2"), *LEVELS)
        name, also = request.path_params["name"], chart_address.MAP_PARAMETERS
        work, view, options = chart_address.parsed(name, given, also)
        options |= chart_address.beginning(work, view, given)
        drawn = drawing(work, view, options, theme == "dark")
        body = b"" if drawn.chart.is_empty else figure.message(drawn, level)
        content = Content(body, "text/plain; charset=utf-8")
        with self.lock:
            self.sent[key] = content
            while len(self.sent) > MOST_KEPT:
                self.sent.popitem(last=False)
        return content


def _key(request: Request) -> Hashable:
    """What tells an answer from others: the address, the edition of the tables, the day."""
    return request.url.path, request.url.query, store.edition_written(), date.today()


ROUTES = [Route("/api/v1/figures/{name:str}", Figures())]

"""Pages for slow links and for paper, without a script: `/light/` of a region, `/light/BIH` of a country."""

from collections.abc import Callable, Mapping
from html import escape
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from dashboard.api import light_parts
from dashboard.api.answers import Content, Data
from dashboard.api.head import OF_A_BRIEF
from dashboard.drawing import result_of
from dashboard.parameters import FILTERS, refuse_unknown, view_of
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.sentences import sentence

HTML = "text/html; charset=utf-8"


def without_slash(request: Request) -> Response:
    """The address of the overview without the slash at its end."""
    return RedirectResponse(f"./light/?{request.url.query}".removesuffix("?"), 308)


def overview_page(request: Request) -> Content:
    """The overview of a region: `/light/?region=WB`."""
    from dashboard.api.light_overview import overview  # noqa: PLC0415 - as below

    refuse_unknown(request.query_params, FILTERS)
    view = view_of(request.query_params)
    return _page(request, overview, view, light_parts.query(view, *FILTERS))


def country_page(request: Request) -> Content | Response:
    """The brief of a country by its code; one in other letters leads to it."""
    from dashboard.api.light_brief import brief  # noqa: PLC0415 - imports topics, which the first page need not

    code, given = request.path_params["country"], dict(request.query_params)
    if code != code.upper():
        return RedirectResponse(f"./{code.upper()}?{request.url.query}".removesuffix("?"), 308)
    tables = view_of({}).tables
    if code not in set(tables["countries"]["country"]):
        raise LookupError(sentence("No country '{code}'. Choose one from the list of all", code=code[:80]))
    refuse_unknown(given, OF_A_BRIEF)
    view = view_of(given | {"countries": code})
    return _page(request, brief, view, f"{code}{light_parts.query(view, *OF_A_BRIEF)}")


def _page(request: Request, make: Callable[[Tables, View], str], view: View, path: str) -> Content:
    """A page, made once for all readers, with the address of what it shows, however that was written."""
    html = result_of(make, view, {})
    home = str(request.base_url)
    url = f"{home}light/{path}"
    body = html.replace(light_parts.ADDRESS, escape(url)).replace(light_parts.HOME, escape(home))
    return Content(body.encode(), HTML, is_lasting=True)


def refused(
    request: Request, status: int, words: str, _: dict | None = None, headers: Mapping[str, str] | None = None
) -> Response:
    """What is wrong, and links that lead on."""
    is_missing = status == HTTPStatus.NOT_FOUND
    way_out = "?region=WORLD" if is_missing else request.url.path.rpartition("/")[2]
    links = {sentence("All countries"): "./?region=WORLD", sentence("Without parameters"): f"./{way_out}"}
    body = f"<h1>{escape(words)}</h1>"
    return HTMLResponse(light_parts.page(words, words, links, body), status, headers)


ROUTES = [
    Route("/light", Data(without_slash, refuse=refused)),
    Route("/light/", Data(overview_page, refuse=refused)),
    Route("/light/{country}", Data(country_page, refuse=refused)),
]

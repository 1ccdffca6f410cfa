"""Pages for slow links and for paper, without a script: `/light/` of a region, `/light/BIH` of a country."""

from collections.abc import Callable
from html import escape

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from dashboard.api import light_parts
from dashboard.api.answers import Content, answer
from dashboard.api.head import OF_A_BRIEF
from dashboard.drawing import result_of
from dashboard.parameters import FILTERS, ParameterError, refuse_unknown, view_of
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.sentences import sentence

HTML = "text/html; charset=utf-8"


async def overview_page(request: Request) -> Response:
    """The overview of a region: `/light/?region=WB`."""
    return await to_thread.run_sync(_answered, request, _overview)


async def country_page(request: Request) -> Response:
    """The brief of a country by its code; one in other letters leads to it."""
    code = request.path_params["country"]
    if code != code.upper():
        return RedirectResponse(f"./{code.upper()}?{request.url.query}".removesuffix("?"), 308)
    return await to_thread.run_sync(_answered, request, _country)


def without_slash(request: Request) -> Response:
    """The address of the overview without the slash at its end."""
    return RedirectResponse(f"./light/?{request.url.query}".removesuffix("?"), 308)


def _answered(request: Request, make: Callable[[Request], str]) -> Response:
    """A page, or in words what is wrong with its address and where to go on."""
    try:
        body = make(request)
    except ParameterError as bad:
        return _refusal(str(bad), 400, request.url.path.rpartition("/")[2])
    except LookupError as lookup:
        if isinstance(lookup, KeyError | IndexError):
            raise  # a fault of ours
        return _refusal(str(lookup), 404, "?region=WORLD")
    return answer(request, Content(body.encode(), HTML, is_lasting=True))


def _overview(request: Request) -> str:
    from dashboard.api.light_overview import overview  # noqa: PLC0415 - as below

    refuse_unknown(request.query_params, FILTERS)
    view = view_of(request.query_params)
    return _page(request, overview, view, light_parts.query(view, *FILTERS))


def _country(request: Request) -> str:
    from dashboard.api.light_brief import brief  # noqa: PLC0415 - imports topics, which the first page need not

    code, given = request.path_params["country"], dict(request.query_params)
    tables = view_of({}).tables
    if code not in set(tables["countries"]["country"]):
        raise LookupError(sentence("No country '{code}'. Choose one from the list of all", code=code[:80]))
    refuse_unknown(given, OF_A_BRIEF)
    view = view_of(given | {"countries": code})
    return _page(request, brief, view, f"{code}{light_parts.query(view, *OF_A_BRIEF)}")


def _page(request: Request, make: Callable[[Tables, View], str], view: View, path: str) -> str:
    """A page, made once for all readers, with the address of what it shows, however that was written."""
    html = result_of(make, view, {})
    home = str(request.base_url)
    url = f"{home}light/{path}"
    return html.replace(light_parts.ADDRESS, escape(url)).replace(light_parts.HOME, escape(home))


def _refusal(words: str, status: int, way_out: str) -> Response:
    """What is wrong, and links that lead on."""
    links = {sentence("All countries"): "./?region=WORLD", sentence("Without parameters"): f"./{way_out}"}
    body = f"<h1>{escape(words)}</h1>"
    return HTMLResponse(light_parts.page(words, words, links, body), status)


ROUTES = [
    Route("/light", without_slash),
    Route("/light/", overview_page),
    Route("/light/{country}", country_page),
]

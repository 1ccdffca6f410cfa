"""A chart alone on a page of its own, for other sites: `/embed/{chart}?…`, and what oEmbed says of it."""

import json
from collections.abc import Mapping
from difflib import get_close_matches
from html import escape
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from dashboard import chart_address, cite, figure, frames
from dashboard.api import front, head, scripts, site
from dashboard.api.answers import Content, Data
from dashboard.contents import NAME
from dashboard.drawing import Drawing, drawing
from dashboard.parameters import one_of
from topics.vocabulary.sentences import sentence

THEMES = ("light", "dark")
HEIGHT, WIDTH = 640, 900
"""Of the frame on another site in pixels, until the page has told its own height."""
NEAREST = 5
"""Charts that are named where one does not exist."""
HTML = "text/html; charset=utf-8"
PAGE = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><base href="../"><title>{title}</title>
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="{theme}">
<meta name="description" content="{description}">{preview}<link rel="canonical" href="{address}">
<link rel="alternate" type="application/json+oembed" href="api/v1/oembed?{oembed}">
<link rel="icon" href="./favicon.ico"><link rel="stylesheet" href="{folder}{theme}.css">{early}
<script type="module" src="{folder}embed.js"></script>
<script type="module" async src="{folder}table.js"></script>
<script type="module" async src="{folder}tip.js"></script>
</head><body class="stApp embed"><main class="st-key-figure-{name}">{figure}</main>
<footer><a href="./?{query}" target="_top">{home}</a> · {notes}</footer>
<script type="application/json" id="message">{message}</script></body></html>"""


def page(request: Request) -> Content:
    """The page of a chart; its title and its sources are there without a script."""
    given, name = dict(request.query_params), request.path_params["name"]
    theme = one_of("theme", given.pop("theme", "") or THEMES[0], THEMES)
    drawn = drawn_by(name, given, dark=theme == "dark")
    return Content(html(name, drawn, theme, str(request.base_url)).encode(), HTML)


def drawn_by(name: str, given: dict[str, str], *, dark: bool = False) -> Drawing:
    """A chart by its name and the parameters of its address.

    Raises:
        LookupError: there is no such chart.
        ParameterError: it has no such parameter, or no such value.
    """
    work, view, options = chart_address.parsed(name, given, (*chart_address.MAP_PARAMETERS, "only"))
    return drawing(work, view, options | chart_address.beginning(work, view, given), dark)


def html(name: str, drawn: Drawing, theme: str, home: str) -> str:
    """The page of a chart.

    Args:
        name: of the chart.
        drawn: the chart.
        theme: one of THEMES.
        home: address of the dashboard, ending in a slash.
    """
    folder, facts, is_empty = scripts.folder(), drawn.facts, drawn.chart.is_empty
    own = chart_address.query(drawn.view, {}, chart_address.charts()[name])
    path = f"embed/{name}?{_query(name, drawn)}".removesuffix("?")
    return PAGE.format(
        title=escape(facts["title"]),
        description=escape(_description(drawn)),
        theme=theme,
        preview=head.properties(_preview(name, drawn, home)),
        address=escape(home + path),
        oembed=escape(urlencode({"url": path})),
        folder=folder,
        early=_early(drawn, folder),
        name=name,
        figure=f"<h1>{escape(drawn.chart.title)}</h1>" if is_empty else figure.HTML,
        query=escape(own),
        home=escape(NAME),
        notes=escape(" ".join(filter(None, [f"{cite.edition_words(drawn.view.tables)}.", facts["note"]]))),
        message="" if is_empty else _message(drawn),
    )


def _query(name: str, drawn: Drawing) -> str:
    """The parameters of a chart, of a map with where it begins."""
    start = chart_address.start(drawn.view, drawn.options)
    begins = urlencode({one: text for one, text in start.items() if text})
    query = chart_address.query(drawn.view, drawn.options, chart_address.charts()[name])
    return "&".join(filter(None, [query, begins]))


def _description(drawn: Drawing) -> str:
    return f"{drawn.facts['subtitle']}. {drawn.facts['sources']}"


def _preview(name: str, drawn: Drawing, home: str) -> dict[str, str]:
    """What a preview of a link shows; its picture where the chart has one."""
    picture = head.picture(home, name, _query(name, drawn)) if drawn.chart.figure else {}
    words = {"og:title": drawn.facts["title"], "og:description": _description(drawn)}
    return {"og:type": "article", "og:site_name": NAME, **words, **picture}


def _message(drawn: Drawing) -> str:
    """What static/figure.js fills the page with, as a JSON text that no browser takes for markup."""
    text = figure.message(drawn, 1).decode()
    return json.dumps(text, ensure_ascii=False).replace("<", "\\u003c")


def _early(drawn: Drawing, folder: str) -> str:
    """What the drawing needs, asked for before anything waits for it."""
    if not drawn.chart.figure:
        return ""
    drawer = front.MAP if drawn.chart.is_map else front.CHART
    script = f'<script async fetchpriority="high" data-plotly src="{folder}plotly.min.js"></script>'
    library = "" if drawn.chart.is_map else script  # the largest: what comes last is waited for
    links = (f'<link rel="modulepreload" href="{folder}{one}">' for one in front.our_scripts(drawer))
    return library + "".join(links)


def _nearest(name: str) -> str:
    """The charts of nearly a name, and where all are listed, as HTML."""
    names = get_close_matches(name, chart_address.charts(), NEAREST, cutoff=0)
    nearest = ", ".join(f'<a href="embed/{one}">{one}</a>' for one in names)
    words = sentence("There is no chart '{name}'. Names like it: {names}.", name=escape(name), names=nearest)
    every = sentence("All charts and their parameters")
    return f'{words} <a href="api/v1/docs">{every}</a>'


def refused(
    request: Request, status: int, words: str, _: dict | None = None, headers: Mapping[str, str] | None = None
) -> Response:
    """A page that says what is wrong, and has a way out."""
    name = request.path_params["name"]
    html = escape(words) if name in chart_address.charts() else _nearest(name)
    title = sentence("This chart cannot be shown")
    return HTMLResponse(site.refusal(title, html, "", request.base_url.path), status, headers)


def oembed(request: Request) -> Content:
    """What a site that is given the address of an embedded chart needs to show it, see oembed.com."""
    given = dict(request.query_params)
    one_of("format", given.get("format") or "json", ("json",))
    parts = urlsplit(given.get("url", ""))
    *_, folder, name = ("", "", *parts.path.split("/"))
    if folder != "embed" or parts.netloc.lower() not in ("", request.base_url.netloc.lower()):
        example = f"{request.base_url}embed/ratification_curve"
        raise LookupError(sentence("No embedded chart has that address. Give one such as {url}", url=example))
    query = dict(parse_qsl(parts.query))
    query.pop("theme", "")
    title = drawn_by(name, query).chart.title
    width, height = min(WIDTH, _size(given, "maxwidth")), min(HEIGHT, _size(given, "maxheight"))
    facts: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": NAME,
        "provider_url": str(request.base_url),
        "width": width,
        "height": height,
        "html": frame(f"{request.base_url}embed/{name}?{parts.query}".rstrip("?"), title, width, height),
    }
    return Content(frames.json_text(facts), "application/json")


def frame(address: str, title: str, width: int, height: int) -> str:
    """The element that shows the page of a chart on another page."""
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="{width}" height="{height}" '
        'style="border:0;max-width:100%" loading="lazy"></iframe>'
    )


def _size(given: dict[str, str], name: str) -> int:
    text = given.get(name, "")
    return int(text) if text.isdecimal() and 0 < int(text) < 10_000 else 10_000


ROUTES = [Route("/embed/{name:str}", Data(page, refuse=refused)), Route("/api/v1/oembed", Data(oembed))]

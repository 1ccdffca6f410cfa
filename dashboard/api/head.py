"""What the head of a page says to those who run no scripts: search engines, previews, feed readers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from inspect import signature
from urllib.parse import parse_qsl, urlencode

from dashboard import chart_address, views
from dashboard.catalogue import dataset
from dashboard.chart_address import OF_A_MAP
from dashboard.contents import NAME, acting_filters, country_of, page_path, title
from dashboard.filters import ALL, chosen
from dashboard.parameters import FILTERS, ParameterError, filters, view_of
from topics.country import default_country, of_country
from topics.view import View
from topics.vocabulary.sentences import sentence
from topics.vocabulary.treaties import treaty_names

API = "api/v1"
COUNTRY = "country"
"""The page of a country, and its parameter."""
OF_A_BRIEF = tuple(name for name in FILTERS if name not in ("region", "countries"))
"""Filters of the light page of a country."""
SITE_CHART = "overview_map"
"""The picture of a view that draws no chart."""
WIDTH, HEIGHT = 1200, 630
"""Of the picture of a preview, in pixels."""
ANSWER = sentence(
    "Contamination, clearance, treaties and cooperation on mines and cluster munitions in South East Europe: "
    "every figure with its source."
)
"""What all pages together answer."""
LINKS = (
    ("alternate", "application/atom+xml", f"{API}/notices.atom", sentence("Acts under treaties")),
    ("alternate", "application/atom+xml", f"{API}/changes.atom", sentence("Changes of the data")),
    ("alternate", "text/calendar", f"{API}/deadlines.ics", sentence("Deadlines and meetings")),
    ("describedby", "application/json", f"{API}/datapackage.json", sentence("All tables, described")),
    ("alternate", "application/zip", f"{API}/package.zip", sentence("All tables in one file")),
    (
        "service-desc",
        "application/json",
        f"{API}/openapi.json",
        sentence("Addresses of the data, for programs"),
    ),
    ("service-doc", "text/html", f"{API}/docs", sentence("Addresses of the data, explained")),
)
"""What every page leads to: relation, media type, address, title."""


@dataclass(frozen=True)
class Seen:
    """What an address shows: its own query, view, treaty and filter in words, the first chart of the view."""

    query: str = ""
    name: str = ""
    words: str = ""
    chart: str = ""
    chart_query: str = ""


def head(page: str, query: str, home: str) -> str:
    """Title, description, canonical address, preview and alternatives of a page, as HTML.

    Until the charts are known, a second after the start, nobody waits for what an address filters.

    Args:
        page: its name.
        query: of the address.
        home: address of the dashboard, ending in a slash.
    """
    given = dict(parse_qsl(query))
    is_ready = bool(chart_address.charts.cache_info().currsize)
    first = Seen(urlencode(given, safe=","), chart=views.first_chart(page, given))
    seen, country = (seen_at(page, given), country_of(page, given)) if is_ready else (first, "")
    name = title(page, country)
    words = ", ".join(filter(None, [country, seen.name, seen.words]))
    answer = views.ANSWERS[page] + (f" {words}." if words else "")
    address = _address(home, page_path(page), seen.query)
    preview = {
        "og:type": "website",
        "og:site_name": NAME,
        "og:title": _preview_title(name, seen),
        "og:description": answer,
        "og:url": address,
        **picture(home, seen.chart or SITE_CHART, seen.chart_query),
    }
    links = [*LINKS, *data_links(seen), *(light_link(page, seen) if is_ready else ())]
    return (
        f'<title>{escape(name)}</title><meta name="description" content="{escape(answer)}">'
        f'<link rel="canonical" href="{escape(address)}">{properties(preview)}'
        + "".join(
            f'<link rel="{relation}" type="{kind}" href="{escape(home + path)}" title="{escape(words)}">'
            for relation, kind, path, words in links
        )
        + f'<script type="application/ld+json">{_website(home)}</script>'
        + (dataset.as_script(home) if is_ready and not page_path(page) else "")
    )


def _preview_title(name: str, seen: Seen) -> str:
    """The title of a page with view and filter: "Treaties, Groups, Arms Trade Treaty: Western Balkans"."""
    what = ", ".join(filter(None, [name.removesuffix(f" – {NAME}"), seen.name]))
    if seen.words:
        return f"{what}: {seen.words}"
    return f"{what} – {NAME}" if seen.name else name


def seen_at(page: str, given: Mapping[str, str]) -> Seen:
    """What an address shows; a value that does not exist is left out, as on the page."""
    name = views.first_chart(page, given)
    if not given and page != COUNTRY:
        return Seen(chart=name)
    view = _view(page, given)
    parts = {part: given[part] for part in (*OF_A_MAP.values(), "only") if given.get(part)}
    own = filters(view) | views.chosen(page, given) | parts
    words = ", ".join(chosen(view).values())
    if page == COUNTRY:
        if not country_of(page, given):
            own.pop(COUNTRY, None)
        view = of_country(view, own.get(COUNTRY) or default_country(view))
    query = urlencode(own, safe=",")
    names = [views.name(page, given), treaty_names(view.tables).get(own.get("treaty", ""), "")]
    chart_query = _chart_query(name or SITE_CHART, view, given)
    return Seen(query, ", ".join(filter(None, names)), words, name, chart_query)


def properties(values: Mapping[str, str]) -> str:
    """What Open Graph and its like read, as HTML."""
    return "".join(
        f'<meta {"name" if name.startswith("twitter:") else "property"}="{name}" content="{escape(text)}">'
        for name, text in values.items()
    )


def picture(home: str, chart: str, query: str) -> dict[str, str]:
    """The picture of a preview."""
    return {
        "og:image": _address(home, f"{chart_address.ADDRESS}/{chart}.png", query),
        "og:image:width": f"{WIDTH}",
        "og:image:height": f"{HEIGHT}",
        "twitter:card": "summary_large_image",
    }


def data_links(seen: Seen) -> list[tuple[str, str, str, str]]:
    """The data of the first chart of a view; none where it draws none."""
    if not seen.chart:
        return []
    words = sentence("Data of the first chart")
    forms = {"csv": "text/csv", "json": "application/json"}
    path = f"{chart_address.ADDRESS}/{seen.chart}"
    return [
        ("alternate", kind, _address("", f"{path}.{form}", seen.chart_query), words)
        for form, kind in forms.items()
    ]


def light_link(page: str, seen: Seen) -> list[tuple[str, str, str, str]]:
    """The light page of the same content, for the pages that have one."""
    if page_path(page) and page != COUNTRY:
        return []
    code = dict(parse_qsl(seen.chart_query))["countries"] if page == COUNTRY else ""
    own = FILTERS if not code else OF_A_BRIEF
    query = urlencode([pair for pair in parse_qsl(seen.query) if pair[0] in own], safe=",")
    words = sentence("For slow links and for paper")
    return [("alternate", "text/html", _address("", f"light/{code}", query), words)]


def _view(page: str, given: Mapping[str, str]) -> View:
    """The filter of a page: what acts on it, without values that do not exist."""
    acting = (*acting_filters(page, given), *(name for name in FILTERS if name not in ALL))
    stated = {name: given[name] for name in acting if given.get(name)}
    while True:
        try:
            return view_of(stated)
        except ParameterError as bad:
            del stated[bad.parameter]


def _chart_query(chart: str, view: View, given: Mapping[str, str]) -> str:
    """The parameters of a chart as its page draws it; of a map with the step and the choice of the page."""
    work = chart_address.charts()[chart]
    taken = chart_address.in_address(work)
    named = {name if name in taken else views.OPTIONS.get(name): text for name, text in given.items()}
    options = {name: text for name, text in named.items() if name in taken}
    while True:
        try:
            _, _, values = chart_address.parsed(chart, filters(view) | options)
            break
        except ParameterError as bad:
            del options[bad.parameter]
    own = signature(work).parameters
    of_map = {name: given[name] for option, name in OF_A_MAP.items() if option in own and given.get(name)}
    return "&".join(filter(None, [chart_address.query(view, values, work), urlencode(of_map)]))


def _address(home: str, path: str, query: str) -> str:
    return f"{home}{path}{'?' if query else ''}{query}"


def _website(home: str) -> str:
    """The dashboard as schema.org has it; `<` is written so that no text ends the script."""
    facts = {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "@id": f"{home}#website",
        "name": NAME,
        "url": home,
        "description": ANSWER,
        "inLanguage": "en-GB",
        "hasPart": {"@id": home, "@type": "Dataset", "url": home},
    }
    return json.dumps(facts, ensure_ascii=False).replace("<", "\\u003c")

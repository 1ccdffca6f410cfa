"""What machines find at fixed addresses, robots.txt and sitemap.xml, and what is answered to unknown ones."""

from datetime import date
from difflib import get_close_matches
from html import escape
from xml.etree.ElementTree import Element, SubElement, tostring

from starlette.requests import Request
from starlette.routing import Route

from dashboard import store, views
from dashboard.api import scripts
from dashboard.api.answers import Content, Data
from dashboard.contents import NAME, PAGES, page_path
from topics.country import countries_in_order
from topics.view import View, region_titles
from topics.vocabulary.sentences import sentence

DAY = "public, max-age=86400"
LONGEST = 200
"""Letters of an unknown path that are shown."""
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
ROBOTS = """User-agent: *
Disallow: {path}_stcore/
Disallow: {path}api/v1/own/
Disallow: {path}api/v1/search
Sitemap: {home}sitemap.xml
"""
"""Everything may be read but what belongs to one reader, and answers without end."""
REFUSAL = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><base href="{home}" target="_top">
<title>{title} – {name}</title><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><meta name="color-scheme" content="light dark">
<link rel="icon" href="./favicon.ico"><link rel="stylesheet" href="{style}"></head>
<body class="stApp embed"><main class="refusal"><p><a href="./">{name}</a></p>
<h1>{title}</h1><p>{words}</p>{ways}</main></body></html>"""


def robots(request: Request) -> Content:
    """What crawlers may read."""
    home = request.base_url
    return Content(ROBOTS.format(home=home, path=home.path).encode(), "text/plain; charset=utf-8")


def sitemap(request: Request) -> Content:
    """All pages with views and countries, light ones too, each closed edition; with the day of the data."""
    home, edition = str(request.base_url), store.edition()
    root = Element("urlset", {"xmlns": SITEMAP})
    for path, day in [*((path, edition) for path in _paths()), *_editions()]:
        entry = SubElement(root, "url")
        SubElement(entry, "loc").text = home + path
        if day:
            SubElement(entry, "lastmod").text = f"{day}"
    text = b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="utf-8")
    return Content(text, "application/xml; charset=utf-8")


def icon(_: Request) -> Content:
    """The icon of the pages, where browsers look for one by themselves."""
    return Content(store.asset("icon.png"), "image/png", keep=DAY)


def missing(path: str, home: str) -> bytes:
    """The page that says that there is none at a path: the one with the nearest name, and all.

    Args:
        path: of the address.
        home: path of the dashboard, ending in a slash.
    """
    links: dict[str, str] = {}
    entries: dict[str, list[str]] = {}
    for name, entry, label, _ in PAGES:
        links[name] = f'<a href="./{page_path(name)}">{escape(label or entry)}</a>'
        entries.setdefault(entry, []).append(links[name])
    near = get_close_matches(path.rsplit("/", 1)[-1].lower(), links, 1)
    words = [sentence("There is no page at {path}.", path=f"<code>{escape(path[:LONGEST])}</code>")]
    words += [sentence("Did you mean {page}?", page=links[one]) for one in near]
    listed = "".join(
        f"<li>{f'{escape(entry)}: ' if len(pages) > 1 else ''}{' · '.join(pages)}</li>"
        for entry, pages in entries.items()
    )
    return refusal(sentence("Page not found"), " ".join(words), f"<ul>{listed}</ul>", home)


def refusal(title: str, words: str, ways: str, home: str) -> bytes:
    """A page that is answered instead of one that is not there.

    Args:
        title: of it.
        words: what is wrong and what there is, as HTML.
        ways: more ways out, as HTML.
        home: path of the dashboard, ending in a slash; links are seen from there.
    """
    style = f"{scripts.folder()}{scripts.STYLE}"
    parts = {"title": escape(title), "name": escape(NAME), "home": escape(home), "style": style}
    return REFUSAL.format(words=words, ways=ways, **parts).encode()


def _paths() -> list[str]:
    """The paths of all pages: as they open, in each of their views, of each country; then the light ones."""
    pages = [
        f"{page_path(name)}?{query}".removesuffix("?")
        for name, *_ in PAGES
        for query in reversed(views.queries(name))
    ]
    tables = store.snapshot()
    codes = countries_in_order(tables)
    regions = [f"light/?region={region}" for region in region_titles(tables) if region != View(tables).region]
    pages += [*(f"country?country={code}" for code in codes), "light/", *regions]
    return [*pages, *(f"light/{code}" for code in codes)]


def _editions() -> list[tuple[str, date]]:
    """The archives of the closed editions, each with its day."""
    days = store.closed_editions()
    return [(f"api/v1/editions/{day}/package.zip", date.fromisoformat(day)) for day in days]


ROUTES = [
    Route("/robots.txt", Data(robots)),
    Route("/sitemap.xml", Data(sitemap)),
    Route("/favicon.ico", Data(icon)),
]

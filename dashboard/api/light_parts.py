"""What light pages are put together from: figures, tables, numbered references, the page around them."""

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape
from urllib.parse import quote, urlencode

import pandas as pd

from dashboard import attribution, chart_address, cite, parameters, still
from dashboard.alt_text import alt_text
from dashboard.api.head import LINKS
from dashboard.api.light_maps import in_whole_pixels
from dashboard.chart_metadata import references
from dashboard.contents import NAME
from dashboard.drawing import Drawing
from dashboard.figure import address_of
from dashboard.files import MARKDOWN_LINK
from dashboard.rows import Column
from dashboard.store import asset, package
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.sentences import sentence

Numbers = dict[str, int]
"""The number of each document that a page has named, by its id, in the order in which it named them."""
ADDRESS, HOME = "{{address}}", "{{home}}"
"""Where the address of a page and that of the dashboard are written, once they are known."""
OF_A_FIGURE = 2
"""Documents that a figure names; a statement and a row name that of their first record, the data all."""
FEEDS = 3
"""Of the links of every page those that speak of a place: two feeds and the calendar."""
NOT_STATED = "–"
NO_ZERO = sentence("No data does not mean zero.")
INK = re.compile(r"--(\w+): (#(\w\w)(\w\w)(\w\w));")
"""A colour of the page and its name, in the style sheet."""
PAGE = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<meta name="description" content="{description}"><link rel="canonical" href="{address}">
<link rel="icon" href="../favicon.ico">{related}
<style>{style}@page{{@bottom-left{{content:{foot}}}}}</style></head>
<body><nav aria-label="{pages}">{links}</nav><main>{body}</main></body></html>"""


def page(
    title: str, description: str, links: dict[str, str], body: str, foot: str = "", related: str = ""
) -> str:
    """A page without a script: its words, tables and drawings are all in it.

    Args:
        title: of the window.
        description: in a sentence, for those who list pages.
        links: addresses by their words, at the top.
        body: as HTML.
        foot: what stands at the foot of each sheet of paper.
        related: links of its head, as HTML.
    """
    return PAGE.format(
        title=escape(f"{title} – {NAME}" if title else NAME),
        description=escape(description),
        address=ADDRESS,
        related=related,
        style=" ".join(asset("light_pages.css").decode().split()),
        foot=json.dumps(foot, ensure_ascii=False).replace("<", "\\3c "),
        pages=sentence("Pages"),
        links=" · ".join(anchor(words, address) for words, address in links.items()),
        body=body,
    )


def alternates(view: View, dashboard: str) -> str:
    """The page of the dashboard with the same content, and what its readers can follow, as links of a head.

    Args:
        view: of the page.
        dashboard: address of that page.
    """
    place = {"countries": ",".join(view.countries)} if view.countries else {"region": view.region}
    own = query(view, "wording", **place)
    links = [("text/html", dashboard, NAME)]
    links += [(kind, f"../{path}{own}", words) for _, kind, path, words in LINKS[:FEEDS]]
    return "".join(
        f'<link rel="alternate" type="{kind}" href="{escape(address)}" title="{escape(words)}">'
        for kind, address, words in links
    )


def anchor(words: str, address: str) -> str:
    """A link of a page."""
    return f'<a href="{escape(address)}">{escape(words)}</a>'


def query(view: View, *names: str, **more: str) -> str:
    """What of a filter an address of ours says, with `?`; empty where it says nothing."""
    texts = {name: text for name, text in parameters.filters(view).items() if name in names} | more
    return f"?{urlencode(texts, safe=',', quote_via=quote)}" if texts else ""


def data_link(drawn: Drawing, more: int = 0) -> str:
    """How many rows of a chart are not listed, and a link to them all in the words of their file."""
    where = address_of(drawn)
    file = f"{where['address'].rpartition('/')[2]}.csv"
    words = sentence("and {count} more, see", count=more) if more else sentence("Data:")
    link = anchor(file, f"../{where['address']}.csv?{where['query']}".removesuffix("?"))
    return f"<small{'' if more else ' class=screen'}>{words} {link}</small>"


def cited(numbers: Numbers, sources: Sequence[str], most: int = 1) -> str:
    """The numbers of the first of some documents, and how many more the data name."""
    places = [numbers.setdefault(source, len(numbers) + 1) for source in sources[:most]]
    links = "".join(f'<a href="#s{place}">[{place}]</a>' for place in places)
    count = len(sources) - len(places)
    beyond = f" {sentence('and {count} more', count=count)}" if count else ""
    return f" <span class=refs>{links}{beyond}</span>" if links else ""


def sources_by_row(tables: Tables, rows: pd.DataFrame) -> list[list[str]]:
    """The documents that each row rests on, in the order of its records."""
    named = cite.with_sources(tables, rows)
    return (
        [cite.source_ids(cell) for cell in named["source"]] if "source" in named else [[] for _ in rows.index]
    )


def figure(drawn: Drawing, numbers: Numbers, width: int, height: int | None = None, note: str = "") -> str:
    """A chart with its finding as heading, what it shows, its sources and how to read it.

    Args:
        drawn: the chart.
        numbers: of the documents; those that it names are added.
        width: of the drawing in pixels.
        height: in pixels; as the chart has it without.
        note: instead of that of the chart.
    """
    tables, drawing = drawn.view.tables, drawn.at(None, None)
    rows = drawing.chart.drawn
    words = [cite.latest(tables, rows), MARKDOWN_LINK.sub(r"\1", note or drawn.chart.note).rstrip(".")]
    words.append(attribution.plain(drawn.chart.figure).rstrip("."))
    notes = ". ".join(escape(one) for one in words if one)
    picture = in_inks_of_page(still.svg(drawn, width, height, is_bare=True))
    is_world = drawn.chart.is_map and not drawn.chart.figure["extent"]["parallels"]
    sources = f"{sentence('Sources:')}{cited(numbers, cite.sources_of(tables, rows), OF_A_FIGURE)}"
    return (
        f"<figure><h2>{escape(drawing.chart.title)}</h2><p class=sub>{escape(drawing.subtitle)}</p>"
        f'<div class=picture role=img tabindex=0 aria-label="{escape(alt_text(drawn.chart))}">'
        f"{in_whole_pixels(picture) if is_world else picture}</div>"
        f"<figcaption>{sources}. {notes}. {data_link(drawn)}</figcaption></figure>"
    )


def in_inks_of_page(picture: str) -> str:
    """A drawing whose paper, grid and words have the inks of the page, dark ones on a dark page."""
    inks, pattern = _inks(asset("light_pages.css").decode().partition("@media")[0])
    return pattern.sub(lambda ink: f"var(--{inks[ink[0]]})", picture)


@lru_cache(maxsize=1)
def _inks(style: str) -> tuple[dict[str, str], re.Pattern[str]]:
    """Names of the colours of a style sheet as drawings write them, and what looks for these."""
    inks: dict[str, str] = {}
    for name, colour, *parts in INK.findall(style):
        inks |= {colour: name, f"rgb{tuple(int(part, 16) for part in parts)}": name}
    return inks, re.compile(rf"(?<=:)(?:{'|'.join(map(re.escape, inks))})(?=[;\"])")


def table(drawn: Drawing, numbers: Numbers, columns: Sequence[Column], rows: pd.DataFrame) -> str:
    """Rows of a chart under its title: the first cell is the head of a row, its documents stand last.

    Args:
        drawn: the chart.
        numbers: of the documents; those that the rows name are added.
        columns: of the rows as a reader sees them.
        rows: those that are listed.
    """
    sources = [cited(numbers, ids) for ids in sources_by_row(drawn.view.tables, rows)]
    heads = [(column.head, column.kind) for column in columns] + [(sentence("Source"), "text")]
    lines = "".join(
        f"<tr>{''.join(_cell(column, place, is_head=column is columns[0]) for column in columns)}"
        f"<td>{documents or NOT_STATED}</td></tr>"
        for place, documents in enumerate(sources)
    )
    title = f"<h2>{escape(drawn.chart.title)}</h2> {data_link(drawn, len(drawn.chart.rows) - len(rows))}"
    return with_heads(title, heads, f"<tbody>{lines}</tbody>")


def with_heads(title: str, heads: Sequence[tuple[str, str]], bodies: str) -> str:
    """A table; where it is narrow each row is a card, in which the style sheet names the cells.

    Args:
        title: as HTML.
        heads: of the columns, with the kind of each.
        bodies: as HTML.
    """
    cells = "".join(f"<th scope=col class={kind}>{escape(words)}</th>" for words, kind in heads)
    names = ";".join(
        f"--{place}:{json.dumps(head, ensure_ascii=False)}" for place, (head, _) in enumerate(heads, 1)
    )
    head = f"<caption>{title}</caption><thead><tr>{cells}</tr></thead>"
    return f'<table style="{escape(names)}">{head}{bodies}</table>'


def _cell(column: Column, place: int, *, is_head: bool) -> str:
    words = escape(column.texts[place]) or NOT_STATED
    return (
        f"<th scope=row class={column.kind}>{words}</th>"
        if is_head
        else f"<td class={column.kind}>{words}</td>"
    )


def reference_list(tables: Tables, numbers: Numbers) -> str:
    """The documents that a page has named, in full, under their numbers."""
    entries = "".join(
        f"<li id=s{numbers[entry['source']]} value={numbers[entry['source']]}>{_linked(entry)}</li>"
        for entry in references(tables, list(numbers))
    )
    return (
        f"<section><h2>{sentence('References')}</h2><ol class=documents>{entries}</ol></section>"
        if entries
        else ""
    )


def _linked(entry: dict[str, str]) -> str:
    """A reference whose address is a link, written as short as a browser takes it."""
    words, url = escape(entry["reference"]), escape(entry["url"])
    short = re.sub(r"^https?://(www\.)?", "", url)
    return words.replace(url, f'<a href="{url}">{short}</a>', 1) if url else words


def notes(view: View, about: str) -> str:
    """On names and borders, on how to read the page, and where it and its data are.

    Args:
        view: of the page.
        about: what else is to be said of its country.
    """
    words = dict.fromkeys([cite.status_note(view.tables), about, cite.BOUNDARY_NOTE])
    sign = sentence("{sign} means no data.", sign=NOT_STATED)
    licence = package()["licenses"][0]["name"]
    files = sentence("Files: {address}", address=f"{HOME}{chart_address.ADDRESS}")
    remarks = escape(" ".join([*filter(None, words), sign, NO_ZERO]))
    return f"<footer><p>{remarks}</p><p>{ADDRESS} · {escape(files)} · {escape(licence)}</p></footer>"

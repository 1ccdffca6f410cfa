"""The bar at the top of every page: skip link, name, entries, search; heading and sister pages below it."""

import json
from html import escape
from typing import Any

from topics.vocabulary.sentences import sentence


def bar_html(name: str, entries: dict[str, Any], current: str) -> str:
    """The bar.

    Args:
        name: of the dashboard.
        entries: the first page of each entry by its label.
        current: the entry of the page that is open.
    """
    links = "".join(_link(page, label, label == current) for label, page in entries.items())
    return (
        f'<header class="bar"><a class="skip" href="#chart">{sentence("Skip to the first chart")}</a>'
        f'<a class="name" href="./">{escape(name)}</a>{panel_button("menu", sentence("Menu"))}'
        f'<div class="menu"><nav aria-label="{sentence("Pages")}">{links}</nav>{_search_box()}</div></header>'
    )


def head_html(heading: str, sisters: dict[str, Any], current: str, chips: str) -> str:
    """The heading of a page, links to its sister pages, and what is filtered.

    Args:
        heading: in words.
        sisters: pages of the same entry by their label.
        current: the label of the page that is open.
        chips: what is filtered, as HTML.
    """
    links = "".join(_link(page, label, label == current) for label, page in sisters.items())
    beside = f'<nav class="sisters" aria-label="{escape(heading)}">{links}</nav>' if links else ""
    return f'<div class="head"><h1>{escape(heading)}</h1>{beside}{chips}</div>'


def panel_button(panel: str, label: str) -> str:
    """A button that opens and closes a panel; static/frame.js does it in the browser."""
    return (
        f'<button type="button" class="panel-button" data-panel="{panel}" aria-expanded="false">'
        f"{escape(label)}</button>"
    )


def _link(page: Any, label: str, is_current: bool) -> str:
    mark = ' aria-current="page"' if is_current else ""
    return f'<a href="./{page.url_path}"{mark}>{escape(label)}</a>'


def _search_box() -> str:
    """The search box; static/search.js lists what has a name, as a reader types."""
    label, hint = sentence("Search"), sentence("Country, treaty, meeting or document")
    words = {
        "none": sentence("No match for “{words}”", words="{words}"),
        "count": sentence("Matches: {count}", count="{count}"),
        "kinds": {
            "country": sentence("Country"),
            "treaty": sentence("Treaty"),
            "meeting": sentence("Meeting"),
            "document": sentence("Document"),
        },
    }
    return (
        f'<div class="search" data-words="{escape(json.dumps(words, ensure_ascii=False))}">'
        f'<input type="search" role="combobox" aria-label="{label}: {hint}" title="{hint}" '
        f'placeholder="{label}" aria-expanded="false" aria-controls="results" aria-autocomplete="list" '
        'autocomplete="off" spellcheck="false"><div class="results" hidden>'
        f'<div id="results" role="listbox" aria-label="{label}"></div><p role="status"></p></div></div>'
    )

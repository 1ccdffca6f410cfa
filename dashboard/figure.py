"""Writes what the browser is sent of a chart: one message, the same for all readers, made once.

A page is sent its head; static/figure.js fetches the figure from its own address once it is near.
"""

import base64
import json
import re
import zlib
from hashlib import blake2b
from html import escape, unescape
from typing import Any

from charts.chart import OWN_FILE, Chart
from dashboard import attribution, chart_address, cite, terms
from dashboard.alt_text import alt_text
from dashboard.drawing import Drawing
from dashboard.files import MARKDOWN_LINK, file_name
from dashboard.lines import headed_lines
from dashboard.table import table_html
from topics.vocabulary.sentences import sentence

HTML = f"""<div class="figure"><p class="subtitle"></p><div class="figure-body"></div>
<p class="figure-notes"></p><div class="figure-actions">
<details class="popup" data-menu="files"><summary>{sentence("Download")}</summary>
<div class="popup-body"></div></details>
<details class="popup" data-menu="share"><summary>{sentence("Share")}</summary>
<div class="popup-body"></div></details>
<details class="popup" data-menu="citation"><summary>{sentence("Cite")}</summary>
<div class="popup-body"></div></details>
<button type="button" class="as-table" aria-expanded="false">{sentence("Table")}</button>
</div><div class="figure-table"></div></div>"""
"""What static/figure.js fills."""


LARGE = 100_000
"""Bytes of a figure from which on it is sent packed."""


def message(drawn: Drawing, level: int, *, private: bool = False) -> bytes:
    """What goes with a chart as JSON (its head), a line feed, then its figure as JSON or its rows as HTML.

    Args:
        drawn: the chart.
        level: of its heading.
        private: it is of a reader's own file, and has the address of a token.

    Raises:
        ValueError: a number of the figure is not finite.
    """
    if level not in drawn.messages:
        body = drawn.content if drawn.chart.figure else rows_html(drawn, level).encode()
        if private and drawn.chart.figure and len(body) > LARGE:
            body = packed(body)
        about = about_figure(drawn, level) | address_of(drawn, private=private)
        about["version"] = blake2b(body, digest_size=8).hexdigest()
        drawn.messages[level] = json.dumps(about, separators=(",", ":")).encode() + b"\n" + body
    return drawn.messages[level]


def packed(body: bytes) -> bytes:
    """JSON deflated, as JSON: what a socket sends of a reader's own file is not packed on its way."""
    return b'{"packed":"%s"}' % base64.b64encode(zlib.compress(body))


def sent(drawn: Drawing, level: int, *, private: bool = False) -> bytes:
    """What a page is sent of a chart: the head alone where the figure has an address that stays."""
    whole = message(drawn, level, private=private)
    return whole if private or not drawn.chart.figure else whole[: whole.index(b"\n") + 1]


def about_figure(drawn: Drawing, level: int) -> dict[str, Any]:
    """What stands around a drawing; a term is explained where it is first mentioned in it."""
    chart = drawn.chart
    texts = [escape(drawn.subtitle), MARKDOWN_LINK.sub(_anchor, escape(chart.note))]
    subtitle, note = terms.explained(texts, drawn.view.tables)
    about: dict[str, Any] = {"heading": chart.title, "level": level, "subtitle": subtitle}
    about["theme"] = "dark" if drawn.is_dark else "light"
    about["notes"] = "<br>".join(filter(None, [drawn.sources, note, attribution.linked(chart.figure)]))
    about["forms"] = forms(chart)
    about["has_table"] = bool(chart.figure or chart.heads)
    if chart.figure:
        about["alt"] = alt_text(chart)
        about["height"] = None if chart.is_map else int(drawn.figure["layout"]["height"])
        about["has_steps"] = "steps" in chart.figure
    return about


def forms(chart: Chart) -> list[str]:
    """The forms of its rows that a chart has."""
    names = ["XLSX", "CSV", "GeoJSON", "GPKG"] if chart.is_map else ["XLSX", "CSV"]
    is_own = OWN_FILE in chart.rows  # a GeoPackage passes through the disk
    return names[:-1] if chart.is_map and is_own else names


def address_of(drawn: Drawing, *, private: bool = False) -> dict[str, Any]:
    """Where the files of a chart are, without their ending, the name that they have, how a map begins."""
    if drawn.work is None:
        raise ValueError("A drawing without the function that made its chart has no address")
    file = file_name(drawn.view, drawn.work.__name__)
    if private:
        token = chart_address.remember_own(drawn)
        return {"address": f"{chart_address.OWN_ADDRESS}/{token}", "query": "", "file": file}
    query = chart_address.query(drawn.view, drawn.options, drawn.work)
    start = chart_address.start(drawn.view, drawn.options)
    return {"address": chart_address.path(drawn.work), "query": query, "file": file, "start": start}


def rows_html(drawn: Drawing, level: int) -> str:
    """The rows of a chart that has no figure: short lists or a table."""
    if drawn.chart.heads:
        return headed_lines(drawn.view.tables, drawn.chart, level + 1)
    return table_html(drawn)


def _anchor(match: re.Match[str]) -> str:
    return cite.anchor(unescape(match[1]), unescape(match[2]))

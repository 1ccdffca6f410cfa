"""A file made ready to be read: its paragraphs marked, its title and date known, the records beside it."""

import re
from pathlib import Path

from etl.documents.characters import tidy
from etl.documents.dates import iso, order_of, periods
from etl.documents.findings import Reading
from etl.documents.marks import marked
from etl.documents.names import names
from etl.documents.numerals import comma_is_decimal
from etl.documents.paragraphs import Paragraph, paragraphs
from etl.documents.records import records
from etl.documents.text import Document

LABEL = re.compile(
    r"(?i)\b(?:date|published(?: on)?|posted(?: on)?|last updated|updated|released)\s*[:|]?\s*$"
)
UNTITLED = re.compile(
    r"(?i)(?:historical archive|news(?: story)?|press release|home|back|share|print|contact)\W*"
)
LONGEST_TITLE = 200
HEAD = 12  # paragraphs in which a page says when it was published


def opened(document: Document, raw: Path) -> Reading:
    """Return a document as a reading."""
    known = names(raw)
    parts = paragraphs(list(document.lines))
    order = order_of(document.text)
    told = document.published or published(parts, order)
    year = told[:4] or last_year(document.text)
    return Reading(
        paragraphs=tuple(marked(one, known, order, year) for one in parts),
        known=known,
        records=records(raw),
        title=title_of(document, parts),
        published=told,
        comma=comma_is_decimal(tidy(document.text)),
    )


def last_year(text: str) -> str:
    """Return the last year that a text names, empty if it names none."""
    return max(re.findall(r"(?<!\d)(?:19[5-9]|20[0-9])\d(?!\d)", text), default="")


def title_of(document: Document, parts: list[Paragraph]) -> str:
    """Return the title of a document: its first heading, else what the head of the page says, else its first line."""
    lead = parts[0].text.strip() if parts else ""
    if (
        12 < len(lead) <= LONGEST_TITLE
        and not re.search(r"[.;:,]$", lead)
        and not UNTITLED.fullmatch(lead)
        and not dated_line(lead)
    ):
        return lead
    headings = [
        one.text
        for one in parts[:HEAD]
        if one.heading and not UNTITLED.fullmatch(one.text.strip()) and not dated_line(one.text)
    ]
    first = next((text for text in headings if len(text.split()) > 1 and not text.endswith(":")), "")
    return first or document.title or (parts[0].text[:120].rsplit(" ", 1)[0] if parts else "")


def dated_line(text: str) -> bool:
    """Tell whether a line holds a date and little else."""
    found = periods(text)
    return bool(found) and len(text) - (found[0].last - found[0].first) < 8


def published(parts: list[Paragraph], order: str) -> str:
    """Return the day on which a document says that it was published, in its first paragraphs."""
    for one in parts[:HEAD]:
        for day in periods(one.text[:LONGEST_TITLE], order):
            alone = not re.search(
                r"[^\W\d_]", one.text[: day.first] + one.text[day.last :].replace("News", "")
            )
            labelled = LABEL.search(one.text[: day.first])
            if (
                day.has_year
                and not day.fault
                and day.start == day.end
                and (labelled or (alone and len(one.text) < 40))
            ):
                return iso(day.start)
    return ""

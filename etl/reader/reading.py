"""A document made ready to be read, and what is read in it: cells with places, rows, doubts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from etl.reader.dates import Period, iso, periods
from etl.reader.names import Mark, Names, city_marks, country_marks, names, organisation_marks, overlaps
from etl.reader.paragraphs import Paragraph, Sentence, paragraphs, place
from etl.reader.tables import Rows, records, wordings
from etl.reader.text import Document

Placed = TypeVar("Placed", Mark, Period)
PATTERN, NAMES = wordings("reading"), wordings("names")
LONGEST_TITLE = 200
SHORTEST_TITLE = 12
LONGEST_DATE = 40  # characters of a line that holds a date and little else
HEAD = 12  # paragraphs in which a page says when it was published


@dataclass(frozen=True)
class Cell:
    """A value and where it stands; a value that was worked out says from what."""

    value: str = ""
    place: str = ""


@dataclass(frozen=True)
class Finding:
    """A row that a document gives: high = stated in so many words, medium = a part is inferred."""

    table: str
    cells: dict[str, Cell]
    where: Sentence
    confidence: str
    note: str = ""


@dataclass(frozen=True)
class Doubt:
    """Something that is left out, with the reason and its sentence."""

    what: str
    reason: str
    place: str
    text: str


@dataclass(frozen=True)
class Reading:
    """A document with everything named in it marked, and what the records know."""

    document: Document
    paragraphs: tuple[Paragraph, ...]
    known: Names
    records: dict[str, Rows]
    states: dict[str, str]  # names by code, as the records list them
    title: str
    published: str
    rows: list[Finding] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    read: list[Sentence] = field(default_factory=list)  # sentences that rows rest on

    def doubt(self, what: str, reason: str, where: Sentence) -> None:
        """List a doubt about a sentence."""
        at = place(where.paragraph, where.first, where.last)
        self.doubts.append(Doubt(what, reason, at, where.text))

    def row(
        self, table: str, where: Sentence, cells: dict[str, Cell], note: str = "", high: bool = True
    ) -> None:
        """Propose a row of a table; columns without a value are left out."""
        filled = {column: one for column, one in cells.items() if one.value}
        self.read.append(where)
        note = note[:1].upper() + note[1:]
        self.rows.append(Finding(table, filled, where, "high" if high else "medium", note))


def cell(value: str, one: Paragraph, first: int, last: int) -> Cell:
    """Return a value with its place; offsets are those of the paragraph."""
    return Cell(value, place(one, first, last))


def of_mark(value: str, one: Paragraph, mark: Mark | Period) -> Cell:
    """Return a value with the place of a mark or a date."""
    return cell(value, one, mark.first, mark.last)


def joined(cells: Iterable[Cell], mark: str = "; ") -> Cell:
    """Return several cells as one, each value and place once."""
    every = list(cells)
    values, places = (dict.fromkeys(one.value for one in every), dict.fromkeys(one.place for one in every))
    return Cell(mark.join(values), ", ".join(places))


def within(marks: tuple[Placed, ...], where: Sentence) -> list[Placed]:
    """Return the marks or dates that stand in a stretch."""
    return [mark for mark in marks if where.first <= mark.first < where.last]


def whole(one: Paragraph, mark: Mark) -> bool:
    """Tell whether a name ends where it is marked, and not in "ITF Director" or "SEEMACC members"."""
    placed = any(mark.last < other.first <= mark.last + 2 for other in (*one.countries, *one.cities))
    return placed or not NAMES.owns.match(one.text, mark.last)


def opened(document: Document, raw: Path) -> Reading:
    """Return a document as a reading."""
    known = names(raw)
    parts = paragraphs(list(document.lines), typed=document.form != "html")
    day = document.published or published(parts)
    years = re.findall(r"(?<!\d)(?:19[5-9]|20[0-9])\d(?!\d)", document.text)
    year = day[:4] or max(years, default="")
    every = tuple(marked(one, known, year) for one in parts)
    rows = records(raw)
    states = {row["country"]: row["name"] for row in rows["countries"]}
    return Reading(document, every, known, rows, states, title_of(document, parts), day)


def marked(one: Paragraph, known: Names, year: str) -> Paragraph:
    """Return a paragraph with its marks; a country or city inside the name of an organisation is none."""
    organisations = organisation_marks(one.text, known)
    every = country_marks(one.text, known, year)
    named = [mark for mark in every if not overlaps(mark.first, mark.last, organisations)]
    countries = [mark for mark in named if mark.kind == "country"]
    taken, cities = [*organisations, *countries], city_marks(one.text, known)
    return replace(
        one,
        dates=tuple(day for day in periods(one.text) if not dateline(one.text, day)),
        countries=tuple(countries),
        adjectives=tuple(mark for mark in named if mark.kind == "adjective"),
        cities=tuple(mark for mark in cities if not overlaps(mark.first, mark.last, taken)),
        organisations=tuple(organisations),
    )


def title_of(document: Document, parts: list[Paragraph]) -> str:
    """Return the title of a document: its first line or heading, else that in its head."""
    for one in parts[:HEAD]:
        text = one.text.strip()
        lead = one is parts[0] and len(text) > SHORTEST_TITLE and text[-1] not in ".;:,"
        heading = one.heading and " " in text and text[-1] != ":"
        if (lead or heading) and len(text) <= LONGEST_TITLE and not PATTERN.untitled.fullmatch(text):
            return text
    first = parts[0].text.strip()
    return document.title or (first if len(first) <= LONGEST_TITLE else first[:120].rsplit(" ", 1)[0])


def dateline(text: str, day: Period) -> bool:
    """Tell whether a day stands where news say whence and when they were sent."""
    return bool(PATTERN.place_of_news.fullmatch(text[: day.first]) and PATTERN.news.match(text[day.last :]))


def published(parts: list[Paragraph]) -> str:
    """Return the day of the head of a document that is labelled as its date, or alone before its prose."""
    prose = False
    for one in parts[:HEAD]:
        for day in periods(one.text[:LONGEST_TITLE]):
            exact = day.has_year and not day.fault and day.start == day.end and day.start[1]
            labelled = PATTERN.label.search(one.text[: day.first]) or dateline(one.text, day)
            others = re.search(r"[^\W\d_]", one.text[: day.first] + one.text[day.last :])
            if exact and (labelled or (len(one.text) < LONGEST_DATE and not others and not prose)):
                return iso(day.start)
        prose = prose or len(one.text) > LONGEST_TITLE
    return ""

"""A document made ready to be read, and what is read in it: cells with places, rows, doubts."""

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from etl.reader.dates import Period, iso, order_of, periods
from etl.reader.names import Mark, Names, city_marks, country_marks, names, organisation_marks, overlaps
from etl.reader.numerals import comma_is_decimal
from etl.reader.paragraphs import Paragraph, Sentence, paragraphs, place, sentences, tidy
from etl.reader.records import Rows, records, state_names
from etl.reader.tables import pattern
from etl.reader.text import Document


@dataclass(frozen=True)
class Marked:
    """A paragraph and its marks in order."""

    paragraph: Paragraph
    number: int
    dates: tuple[Period, ...]
    countries: tuple[Mark, ...]
    adjectives: tuple[Mark, ...]
    cities: tuple[Mark, ...]
    organisations: tuple[Mark, ...]

    @property
    def text(self) -> str:
        """The words of the paragraph."""
        return self.paragraph.text

    @property
    def sentences(self) -> list[Sentence]:
        """The sentences of the paragraph."""
        return sentences(self.paragraph)


def marked(paragraph: Paragraph, number: int, known: Names, order: str, year: str) -> Marked:
    """Return a paragraph with its marks; a country or city inside the name of an organisation is none."""
    text = paragraph.text
    organisations = organisation_marks(text, known)
    free = [mark for mark in country_marks(text, known) if not overlaps(mark.first, mark.last, organisations)]
    named = [part for mark in free for part in parted(mark, text, year)]
    countries = [mark for mark in named if mark.kind == "country"]
    taken = [*organisations, *countries]
    cities = [mark for mark in city_marks(text, known) if not overlaps(mark.first, mark.last, taken)]
    return Marked(
        paragraph,
        number,
        tuple(day for day in periods(text, order) if not dateline(text, day)),
        tuple(countries),
        tuple(mark for mark in named if mark.kind == "adjective"),
        tuple(one_of_two_names(cities, text)),
        tuple(organisations),
    )


def one_of_two_names(cities: list[Mark], text: str) -> list[Mark]:
    """Return cities with "Priština/Prishtinë" as one."""
    result: list[Mark] = []
    for mark in cities:
        if result and result[-1].value == mark.value and text[result[-1].last : mark.first].strip() == "/":
            result[-1] = replace(result[-1], last=mark.last)
        else:
            result.append(mark)
    return result


def parted(mark: Mark, text: str, year: str) -> list[Mark]:
    """Return "Serbia and Montenegro" as the two states that they are in a document later than June 2006."""
    if mark.value != "SCG" or year < "2007":
        return [mark]
    middle = text.find(" and ", mark.first, mark.last)
    serbia = replace(mark, value="SRB", country="SRB", last=middle, former=False)
    return [serbia, replace(mark, value="MNE", country="MNE", first=middle + 5, former=False)]


@dataclass(frozen=True)
class Cell:
    """A value and where it stands; a value that was worked out says from what."""

    value: str
    place: str = ""


@dataclass(frozen=True)
class Finding:
    """A row that a document gives: high = stated in so many words, medium = a part is inferred."""

    table: str
    cells: dict[str, Cell]
    where: Sentence
    confidence: str
    note: str = ""

    def value(self, column: str) -> str:
        """Return the value of a column, empty if there is none."""
        return self.cells[column].value if column in self.cells else ""


@dataclass(frozen=True)
class Doubt:
    """Something that is left out, or kept but worth a look, with the reason and its sentence."""

    what: str
    reason: str
    place: str
    text: str
    outcome: str = "left out"


@dataclass(frozen=True)
class Reading:
    """A document with everything named in it marked, and what the records know."""

    document: Document
    paragraphs: tuple[Marked, ...]
    known: Names
    records: dict[str, Rows]
    title: str
    published: str
    comma: bool | None
    rows: list[Finding] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    read: list[Sentence] = field(default_factory=list)  # sentences that rows rest on

    @cached_property
    def text(self) -> str:
        """The words of the whole document."""
        return "\n".join(one.text for one in self.paragraphs)

    @cached_property
    def states(self) -> dict[str, str]:
        """Names of states by code, as the records list them."""
        return state_names(self.records)

    def doubt(self, what: str, reason: str, where: Sentence, outcome: str = "left out") -> None:
        """List a doubt about a sentence."""
        at = place(where.paragraph, where.first, where.last)
        self.doubts.append(Doubt(what, reason, at, where.text, outcome))

    def row(
        self, table: str, where: Sentence, cells: dict[str, Cell], note: str = "", high: bool = True
    ) -> None:
        """Propose a row of a table; columns without a value are left out."""
        filled = {column: one for column, one in cells.items() if one.value}
        level = "high" if high else "medium"
        self.read.append(where)
        self.rows.append(Finding(table, filled, where, level, note[:1].upper() + note[1:]))


def cell(value: str, where: Sentence | Paragraph, first: int, last: int) -> Cell:
    """Return a value with its place; offsets are those of the paragraph."""
    paragraph = where.paragraph if isinstance(where, Sentence) else where
    return Cell(value, place(paragraph, first, last))


def of_mark(value: str, one: Marked, mark: Mark | Period) -> Cell:
    """Return a value with the place of a mark or a date."""
    return cell(value, one.paragraph, mark.first, mark.last)


def within(marks: tuple[Mark, ...], where: Sentence) -> list[Mark]:
    """Return the marks that stand in a stretch."""
    return [mark for mark in marks if where.first <= mark.first < where.last]


def days_in(one: Marked, where: Sentence) -> list[Period]:
    """Return the dates that stand in a stretch."""
    return [day for day in one.dates if where.first <= day.first < where.last]


LABEL = pattern("reading", "label")
# News begin "Belgrade, 4 October 2007 - Survivors gathered", or "(Vienna, Austria, 4 December 2007.) The".
PLACE_OF_NEWS = re.compile(r"\(?(?:[A-Z][\w'-]+(?: [A-Z][\w'-]+)?,\s*){0,2}")
NEWS = re.compile(r"(?:\.?\)|\s*-\s|\s*//)\s*-?\s*[\"A-Z].{40,}[.!?)\"]\s*$|,?\s+Press release\W*$")
UNTITLED = pattern("reading", "untitled")
LONGEST_TITLE = 200
SHORTEST_PROSE = 160
HEAD = 12  # paragraphs in which a page says when it was published


def opened(document: Document, raw: Path) -> Reading:
    """Return a document as a reading."""
    known = names(raw)
    parts = paragraphs(list(document.lines), typed=document.form != "html")
    order = order_of(document.text)
    day = document.published or published(parts, order)
    years = re.findall(r"(?<!\d)(?:19[5-9]|20[0-9])\d(?!\d)", document.text)
    year = day[:4] or max(years, default="")
    every = tuple(marked(one, number, known, order, year) for number, one in enumerate(parts))
    comma = comma_is_decimal(tidy(document.text))
    return Reading(document, every, known, records(raw), title_of(document, parts), day, comma)


def title_of(document: Document, parts: list[Paragraph]) -> str:
    """Return the title of a document: its first line or heading, else that in its head."""
    for one in parts[:HEAD]:
        text = one.text.strip()
        lead = one is parts[0] and len(text) > SHORTEST_TITLE and not re.search(r"[.;:,]$", text)
        heading = one.heading and len(text.split()) > 1 and not text.endswith(":")
        fits = len(text) <= LONGEST_TITLE and not UNTITLED.fullmatch(text) and not is_date(text)
        if fits and (lead or heading):
            return text
    return document.title or (parts[0].text[:120].rsplit(" ", 1)[0] if parts else "")


SHORTEST_TITLE = 12


def is_date(text: str) -> bool:
    """Tell whether a line holds a date and little else."""
    dates = periods(text)
    return bool(dates) and len(text) - (dates[0].last - dates[0].first) < 8


def dateline(text: str, day: Period) -> bool:
    """Tell whether a day stands where news say whence and when they were sent."""
    return bool(PLACE_OF_NEWS.fullmatch(text[: day.first]) and NEWS.match(text[day.last :]))


def published(parts: list[Paragraph], order: str) -> str:
    """Return the day on which a document says that it was published; a day alone must stand before prose."""
    prose = False
    for one in parts[:HEAD]:
        for day in periods(one.text[:LONGEST_TITLE], order):
            exact = day.has_year and not day.fault and day.start == day.end and bool(day.start[1])
            labelled = LABEL.search(one.text[: day.first]) or dateline(one.text, day)
            other_words = one.text[: day.first] + one.text[day.last :].replace("News", "")
            alone = not prose and len(one.text) < 40 and not re.search(r"[^\W\d_]", other_words)
            if exact and (labelled or alone):
                return iso(day.start)
        prose = prose or len(one.text) > SHORTEST_PROSE
    return ""

"""A document made ready to be read, and what readers find in it: cells with places, rows, doubts."""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from etl.documents.dates import Period, iso, order_of, periods
from etl.documents.names import Mark, Names, city_marks, country_marks, names, organisation_marks
from etl.documents.paragraphs import Paragraph, Sentence, locator, paragraphs, place, tidy
from etl.documents.quantities import comma_is_decimal
from etl.documents.records import Records, records
from etl.documents.text import Document


@dataclass(frozen=True)
class Marked:
    """A paragraph and its marks in order; `seats` are cities inside the names of organisations."""

    paragraph: Paragraph
    dates: tuple[Period, ...]
    countries: tuple[Mark, ...]
    adjectives: tuple[Mark, ...]
    cities: tuple[Mark, ...]
    organisations: tuple[Mark, ...]
    seats: tuple[Mark, ...] = ()

    @property
    def text(self) -> str:
        """The words of the paragraph."""
        return self.paragraph.text


def marked(paragraph: Paragraph, known: Names, order: str = "", year: str = "") -> Marked:
    """Return a paragraph with its marks; a country inside the name of an organisation is none."""
    text = paragraph.text
    organisations = organisation_marks(text, known)
    named = [mark for mark in country_marks(text, known) if not within(mark, organisations)]
    named = [part for mark in named for part in parted(mark, text, year)]
    countries = [mark for mark in named if mark.kind == "country"]
    every = one_of_two_names(city_marks(text, known), text)
    cities = [mark for mark in every if not within(mark, organisations + countries)]
    return Marked(
        paragraph,
        tuple(day for day in periods(text, order) if not dateline(text, day)),
        tuple(countries),
        tuple(mark for mark in named if mark.kind == "adjective"),
        tuple(cities),
        tuple(organisations),
        tuple(mark for mark in every if within(mark, organisations)),
    )


def one_of_two_names(cities: list[Mark], text: str) -> list[Mark]:
    """Return cities with "Priština/Prishtinë" as one."""
    found: list[Mark] = []
    for mark in cities:
        if found and found[-1].value == mark.value and text[found[-1].last : mark.first].strip() == "/":
            found[-1] = replace(found[-1], last=mark.last)
        else:
            found.append(mark)
    return found


def parted(mark: Mark, text: str, year: str) -> list[Mark]:
    """Return "Serbia and Montenegro" as the two states that they are in a document later than June 2006."""
    if mark.value != "SCG" or year < "2007":
        return [mark]
    middle = text.find(" and ", mark.first, mark.last)
    serbia = replace(mark, value="SRB", country="SRB", last=middle, former=False)
    return [serbia, replace(mark, value="MNE", country="MNE", first=middle + 5, former=False)]


def within(mark: Mark, others: list[Mark]) -> bool:
    """Tell whether a mark overlaps one of the others."""
    return any(mark.first < other.last and mark.last > other.first for other in others)


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
    confidence: str
    locator: str
    note: str = ""

    def value(self, column: str) -> str:
        """Return the value of a column, empty if there is none."""
        return self.cells[column].value if column in self.cells else ""


@dataclass(frozen=True)
class Doubt:
    """Something that is left out, or kept but worth a look, with the reason."""

    what: str
    reason: str
    place: str
    text: str
    kept: str = "left out"


@dataclass
class Found:
    """Rows and doubts, as they are found."""

    rows: list[Finding] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def add(self, other: "Found") -> None:
        """Take in what another reader found."""
        self.rows += other.rows
        self.doubts += other.doubts


@dataclass(frozen=True)
class Reading:
    """A document with everything named in it marked, and what the records know."""

    paragraphs: tuple[Marked, ...]
    known: Names
    records: Records
    title: str
    published: str
    comma: bool | None

    @property
    def text(self) -> str:
        """The words of the whole document."""
        return "\n".join(one.text for one in self.paragraphs)


def whole(paragraph: Paragraph) -> Sentence:
    """Return a paragraph as one stretch."""
    return Sentence(paragraph, 0, len(paragraph.text))


def cell(value: str, paragraph: Paragraph, first: int, last: int) -> Cell:
    """Return a value with its place."""
    return Cell(value, place(paragraph, first, last))


def doubt(what: str, reason: str, where: Sentence, kept: str = "left out") -> Doubt:
    """Return a doubt about a sentence."""
    return Doubt(what, reason, place(where.paragraph, where.first, where.last), where.text, kept)


def row(table: str, where: Sentence, *, high: bool = True, note: str = "", **cells: Cell | None) -> Finding:
    """Return a row of a table; columns without a value are left out."""
    filled = {column: one for column, one in cells.items() if one is not None and one.value}
    said = note[:1].upper() + note[1:]
    return Finding(table, filled, "high" if high else "medium", locator(where.paragraph, where.first), said)


def country_cell(reading: Reading, country: str, where: Sentence) -> Cell:
    """Return a country with its place: in the sentence, else in the nearest paragraph that names it."""
    at = next(
        (number for number, one in enumerate(reading.paragraphs) if one.paragraph is where.paragraph), 0
    )
    here = reading.paragraphs[at]
    for mark in here.countries:
        if where.first <= mark.first < where.last and mark.value == country:
            return cell(country, where.paragraph, mark.first, mark.last)
    for one in [*reversed(reading.paragraphs[: at + 1]), *reading.paragraphs[at + 1 :]]:
        for mark in one.countries:
            if mark.value == country:
                return cell(country, one.paragraph, mark.first, mark.last)
    return Cell(country)


LABEL = re.compile(
    r"(?i)\b(?:date|published(?: on)?|posted(?: on)?|last updated|updated|released)"
    r"\s*[:|]?\s*(?:\w+day,?\s*)?$"
)
# News begin "Belgrade, 4 October 2007 - Survivors gathered", or "(Vienna, Austria, 4 December 2007.) The".
PLACE_OF_NEWS = re.compile(r"\(?(?:[A-Z][\w'-]+(?: [A-Z][\w'-]+)?,\s*){0,2}")
NEWS_BEHIND = re.compile(r"(?:\.?\)|\s*-\s|\s*//)\s*-?\s*[\"A-Z].{60,}[.!?)\"]\s*$|,?\s+Press release\W*$")
UNTITLED = re.compile(
    r"(?i)(?:historical archive|news(?: story)?|press release|home|back|share|print|contact)\W*"
)
LONGEST_TITLE = 200
SHORTEST_PROSE = 160
HEAD = 12  # paragraphs in which a page says when it was published


def opened(document: Document, raw: Path) -> Reading:
    """Return a document as a reading."""
    known = names(raw)
    parts = paragraphs(list(document.lines), typed=document.form != "html")
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
    """Return the title of a document: its first heading, else that in its head, else its first line."""
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


def dateline(text: str, day: Period) -> bool:
    """Tell whether a day stands where news say whence and when they were sent."""
    return bool(PLACE_OF_NEWS.fullmatch(text[: day.first]) and NEWS_BEHIND.match(text[day.last :]))


def published(parts: list[Paragraph], order: str) -> str:
    """Return the day on which a document says that it was published; a day alone must stand before prose."""
    prose = False
    for one in parts[:HEAD]:
        for day in periods(one.text[:LONGEST_TITLE], order):
            exact = day.has_year and not day.fault and day.start == day.end and bool(day.start[1])
            labelled = LABEL.search(one.text[: day.first]) or dateline(one.text, day)
            words = one.text[: day.first] + one.text[day.last :].replace("News", "")
            alone = not prose and len(one.text) < 40 and not re.search(r"[^\W\d_]", words)
            if exact and (labelled or alone):
                return iso(day.start)
        prose = prose or len(one.text) > SHORTEST_PROSE
    return ""

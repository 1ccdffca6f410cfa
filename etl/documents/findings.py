"""What a reader finds in a document: rows for a table, each cell with its place, and what is doubtful."""

from dataclasses import dataclass, field

from etl.documents.marks import Marked
from etl.documents.names import Names
from etl.documents.paragraphs import Paragraph, Sentence, locator, place
from etl.documents.records import Records


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

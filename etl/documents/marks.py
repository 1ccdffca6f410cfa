"""A paragraph with everything named in it marked: dates, countries, cities, organisations."""

from dataclasses import dataclass, replace

from etl.documents.dates import Period, periods
from etl.documents.names import Mark, Names, city_marks, country_marks
from etl.documents.organisations import organisation_marks
from etl.documents.paragraphs import Paragraph


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
    every = city_marks(text, known)
    cities = [mark for mark in every if not within(mark, organisations + countries)]
    return Marked(
        paragraph,
        tuple(periods(text, order)),
        tuple(countries),
        tuple(mark for mark in named if mark.kind == "adjective"),
        tuple(cities),
        tuple(organisations),
        tuple(mark for mark in every if within(mark, organisations)),
    )


def parted(mark: Mark, text: str, year: str) -> list[Mark]:
    """Return "Serbia and Montenegro" as the two states that they have been since June 2006, in a later document."""
    if mark.value != "SCG" or year < "2007":
        return [mark]
    middle = text.find(" and ", mark.first, mark.last)
    serbia = replace(mark, value="SRB", country="SRB", last=middle, former=False)
    return [serbia, replace(mark, value="MNE", country="MNE", first=middle + 5, former=False)]


def within(mark: Mark, others: list[Mark]) -> bool:
    """Tell whether a mark overlaps one of the others."""
    return any(mark.first < other.last and mark.last > other.first for other in others)

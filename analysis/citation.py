"""Words a citation of a document and of a record in it: plain, APA, BibTeX; looks nothing up."""

import re
from dataclasses import dataclass
from datetime import date

PRECISIONS = {"year": "%Y", "month": "%B %Y"}
BIBTEX = str.maketrans(
    {mark: f"\\{mark}" for mark in "&%$#_{}"} | {"~": r"\~{}", "^": r"\^{}", "\\": r"\textbackslash{}"}
)
"""Signs that BibTeX would read as its own."""


@dataclass(frozen=True)
class Cited:
    """What a citation needs: the document, the place in it, and the record here."""

    key: str
    title: str
    publisher: str = ""
    published: date | None = None
    precision: str = "day"
    locator: str = ""
    url: str = ""
    record: str = ""
    """Where the record stands: the name of the data set, its edition and the id of the record."""


def plain(cited: Cited) -> str:
    """A citation as a footnote has it.

    >>> plain(Cited("x", "Clearing the Mines 2020", "Mine Action Review", date(2020, 10, 1), "month", "p. 3"))
    'Mine Action Review, Clearing the Mines 2020 (October 2020), p. 3.'
    """
    said = f" ({when(cited.published, cited.precision)})" if cited.published else ""
    head = ", ".join(filter(None, [cited.publisher, f"{cited.title}{said}", cited.locator]))
    return " ".join(f"{part}." for part in (head.rstrip("."), cited.url, cited.record) if part)


def apa(cited: Cited) -> str:
    """A citation in the style of the American Psychological Association, 7th edition.

    >>> apa(Cited("x", "Clearing the Mines 2020", "Mine Action Review", date(2020, 10, 1), "month"))
    'Mine Action Review. (2020, October). Clearing the Mines 2020.'
    """
    if cited.published is None:
        day = "n.d."
    elif cited.precision == "year":
        day = str(cited.published.year)
    else:
        day = f"{cited.published.year}, {cited.published:%B}"
        day += f" {cited.published.day}" if cited.precision == "day" else ""
    place = f" ({cited.locator})" if cited.locator else ""
    if not cited.publisher:
        return f"{cited.title}{place}. ({day}). {cited.url}".strip()
    return f"{cited.publisher}. ({day}). {cited.title}{place}. {cited.url}".strip()


def bibtex(cited: Cited) -> str:
    r"""A citation as an entry of a BibTeX file.

    >>> print(bibtex(Cited("mar-2020", "Mines & more", "Mine Action Review", date(2020, 10, 1), "month")))
    @misc{mar-2020,
      title = {{Mines \& more}},
      author = {{Mine Action Review}},
      year = {2020},
      month = {10},
    }
    """
    day, exact = cited.published, cited.precision
    fields = {
        "title": f"{{{escaped(cited.title)}}}",
        "author": f"{{{escaped(cited.publisher)}}}" if cited.publisher else "",
        "year": str(day.year) if day else "",
        "month": str(day.month) if day and exact != "year" else "",
        "url": cited.url,
        "note": escaped("; ".join(filter(None, [cited.locator, cited.record]))),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    key = re.sub(r"[^\w:-]", "", cited.key) or "source"
    return "\n".join([f"@misc{{{key},", *lines, "}"])


def when(day: date, precision: str) -> str:
    """A date in words, as exact as it is known.

    >>> when(date(2020, 10, 5), "day"), when(date(2020, 10, 5), "month")
    ('5 October 2020', 'October 2020')
    """
    form = PRECISIONS.get(precision)
    return f"{day:{form}}" if form else f"{day.day} {day:%B %Y}"


def escaped(text: str) -> str:
    r"""A text in which BibTeX sees no signs of its own.

    >>> print(escaped("A & B_1"))
    A \& B\_1
    """
    return text.translate(BIBTEX)

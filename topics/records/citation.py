"""Words a citation of a document and of a record in it: plain, APA, BibTeX; looks nothing up."""

import re
from dataclasses import dataclass
from datetime import date

from topics.vocabulary.dates import MONTHS, long_date

BIBTEX = str.maketrans(
    {mark: f"\\{mark}" for mark in "&%$#_{}"}
    | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}
)
"""Signs that BibTeX would read as its own."""

IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})


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
    accessed: date | None = None
    record: str = ""
    """Where the record stands: the name of the data set, its edition and the id of the record."""


def plain(cited: Cited) -> str:
    """A citation as a footnote has it; what a title says already is not said twice.

    >>> plain(Cited("x", "Clearing the Mines 2020", "Mine Action Review", date(2020, 10, 1), "month", "p. 3"))
    'Mine Action Review, Clearing the Mines 2020 (October 2020), p. 3.'
    >>> plain(Cited("x", "Monitor, Albania (3 May 2011)", "Monitor", date(2011, 5, 3)))
    'Monitor, Albania (3 May 2011).'
    """
    title, day = cited.title, cited.published
    is_dated = day and re.search(rf"\([^()]*{day.year}\)$", title)
    date_words = f" ({long_date(day, cited.precision)})" if day and not is_dated else ""
    by = "" if _spoken(title).startswith(_spoken(cited.publisher)) else cited.publisher
    head = ", ".join(filter(None, [by, f"{title}{date_words}", cited.locator]))
    return " ".join(f"{part}." for part in (head.rstrip("."), cited.url, cited.record) if part)


def apa(cited: Cited) -> str:
    """A reference and, in a second line, how the text points at the place: the style of the APA, 7th edition.

    The place stands in the text only. A document without a day of publication says when it was read, where
    that is known.

    >>> print(apa(Cited("x", "Clearing the Mines", "Mine Action Review", date(2020, 10, 1), "month", "p. 3")))
    Mine Action Review. (2020, October). Clearing the Mines.
    In the text: (Mine Action Review, 2020, p. 3)
    """
    year = str(cited.published.year) if cited.published else "n.d."
    day = year
    if cited.published and cited.precision != "year":
        day += f", {MONTHS[cited.published.month - 1]}" + (
            f" {cited.published.day}" if cited.precision == "day" else ""
        )
    read = cited.accessed if cited.published is None and cited.url else None
    url = (
        f"Retrieved {MONTHS[read.month - 1]} {read.day}, {read.year}, from {cited.url}" if read else cited.url
    )
    head = [cited.publisher, f"({day})", cited.title] if cited.publisher else [cited.title, f"({day})"]
    reference = " ".join([*(f"{part}." if part[-1:] not in tuple(".?!") else part for part in head), url])
    within = ", ".join(filter(None, [cited.publisher or f"“{cited.title}”", year, cited.locator]))
    return f"{reference.strip()}\nIn the text: ({within})"


def bibtex(cited: Cited) -> str:
    r"""A citation as an entry of a BibTeX file in UTF-8; an organisation as author is one name.

    >>> print(bibtex(Cited("mar-2020", "Mines & more", "Mine Action Review", date(2020, 10, 1), "month")))
    @misc{mar-2020,
      title = {{Mines \& more}},
      author = {{Mine Action Review}},
      year = {2020},
      month = oct,
    }
    """
    day, exact = cited.published, cited.precision
    note = escaped("; ".join(filter(None, [cited.locator, cited.record])))
    fields = {
        "title": f"{{{{{escaped(cited.title)}}}}}",  # braces within keep capitals and names whole
        "author": f"{{{{{escaped(cited.publisher)}}}}}" if cited.publisher else "",
        "year": f"{{{day.year if day else 'n.d.'}}}",
        "month": MONTHS[day.month - 1][:3].lower() if day and exact != "year" else "",
        "url": f"{{{cited.url.translate(IN_ADDRESS)}}}" if cited.url else "",
        "urldate": f"{{{cited.accessed:%Y-%m-%d}}}" if cited.accessed else "",
        "note": f"{{{note}}}" if note else "",
    }
    lines = [f"  {name} = {value}," for name, value in fields.items() if value]
    key = re.sub(r"[^\w:-]", "", cited.key) or "source"
    return "\n".join([f"@misc{{{key},", *lines, "}"])


def _spoken(text: str) -> str:
    return text.lower().replace("&", "and")


def escaped(text: str) -> str:
    r"""A text in which BibTeX sees no signs of its own.

    >>> print(escaped("A & B_1"))
    A \& B\_1
    """
    return text.translate(BIBTEX)

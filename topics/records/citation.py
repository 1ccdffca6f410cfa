"""Words a citation of a document or of data: plain, APA, BibTeX, RIS, CSL-JSON, CFF; looks nothing up."""

import json
import re
from dataclasses import dataclass
from datetime import date

from topics.vocabulary.dates import MONTHS, long_date

BIBTEX = str.maketrans(
    {mark: f"\\{mark}" for mark in "&%$#_{}"}
    | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}
)
"""Signs that BibTeX would read as its own."""

LINE_BREAKS = re.compile(r"[ \t]*[\r\n]+[ \t]*")
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
    kind: str = "document"
    """document or dataset."""
    version: str = ""


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


def ris(cited: Cited) -> str:
    r"""A citation as reference managers read it: a tag and a text per line, which ends with CR LF.

    >>> ris(Cited("x", "Mines", published=date(2020, 10, 1), precision="month")).split("\r\n")[2:]
    ['TI  - Mines', 'PY  - 2020', 'DA  - 2020/10//', 'ER  - ', '']
    """
    day = cited.published
    fields = [
        ("TY", "DATA" if cited.kind == "dataset" else "GEN"),
        ("ID", cited.key),
        ("TI", cited.title),
        ("AU", cited.publisher),
        ("PB", cited.publisher),
        ("PY", str(day.year) if day else ""),
        ("DA", _with_slashes(date_parts(day, cited.precision)) if day else ""),
        ("ET", cited.version),
        ("UR", cited.url.replace(" ", "%20")),
        ("Y2", f"{cited.accessed:%Y/%m/%d}" if cited.accessed else ""),
        ("N1", "; ".join(filter(None, [cited.locator, cited.record]))),
    ]
    lines = [f"{tag}  - {LINE_BREAKS.sub(' ', text)}" for tag, text in fields if text]
    return "\r\n".join([*lines, "ER  - ", ""])


def csl_json(cited: Cited) -> str:
    """A citation as CSL-JSON, a list of one item; an organisation as author is one name.

    >>> json.loads(csl_json(Cited("x", "Mines", published=date(2020, 10, 1), precision="month")))[0]["issued"]
    {'date-parts': [[2020, 10]]}
    """
    day, read = cited.published, cited.accessed
    item = {
        "id": cited.key,
        "type": cited.kind,
        "title": cited.title,
        "author": [{"literal": cited.publisher}] if cited.publisher else None,
        "publisher": cited.publisher,
        "issued": {"date-parts": [date_parts(day, cited.precision)]} if day else None,
        "version": cited.version,
        "URL": cited.url,
        "accessed": {"date-parts": [date_parts(read)]} if read else None,
        "note": "; ".join(filter(None, [cited.locator, cited.record])),
    }
    return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False, indent=1)


def cff(cited: Cited, licence: str, abstract: str) -> str:
    """A data set as a CITATION.cff; texts are written as in JSON, which YAML reads.

    Args:
        cited: the data set.
        licence: its SPDX name.
        abstract: what it holds.
    """
    author = [{"name": cited.publisher or cited.title}]
    fields = {
        "cff-version": "1.2.0",
        "message": "Cite these data as below, and the source of each figure as its row names it.",
        "type": "dataset",
        "title": cited.title,
        "abstract": abstract,
        "authors": author,
        "version": cited.version,
        "date-released": f"{cited.published:%Y-%m-%d}" if cited.published else "",
        "license": licence,
        "url": cited.url,
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items() if value]
    return "\n".join([*lines, ""])


def date_parts(day: date, precision: str = "day") -> list[int]:
    """Year, month and day of a date as far as they are known.

    >>> date_parts(date(2020, 10, 1), "month"), date_parts(date(2020, 10, 1), "unknown")
    ([2020, 10], [2020, 10, 1])
    """
    return [day.year, day.month, day.day][: {"year": 1, "month": 2}.get(precision, 3)]


def _with_slashes(parts: list[int]) -> str:
    """A date as RIS has it, year/month/day/ with nothing between slashes where it is not known."""
    return "/".join([*(f"{part:02d}" for part in parts), *[""] * (4 - len(parts))])


def _spoken(text: str) -> str:
    return text.lower().replace("&", "and")


def escaped(text: str) -> str:
    r"""A text in which BibTeX sees no signs of its own.

    >>> print(escaped("A & B_1"))
    A \& B\_1
    """
    return text.translate(BIBTEX)

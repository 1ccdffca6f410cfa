"""Dates and periods in the forms of words/dates.csv; what two read, or the calendar lacks, is a fault."""

import calendar
import re
from dataclasses import dataclass, replace

from dateutil.parser import parserinfo

from etl.reader.tables import filled, patterns, words

MONTHS = parserinfo()
FORMS = [
    re.compile(r"(?<![\w/])(?<!\d[.,])" + filled(row["form"], patterns("dates"))) for row in words("dates")
]


@dataclass(frozen=True)
class Period:
    """Two partial dates as (year, month, day) with 0 for what is not stated, and where they stand."""

    start: tuple[int, int, int]
    end: tuple[int, int, int]
    first: int
    last: int
    when: str = ""
    fault: str = ""

    @property
    def has_year(self) -> bool:
        """Whether the year is stated."""
        return self.start[0] > 0


def iso(parts: tuple[int, int, int]) -> str:
    """Return a partial date in ISO 8601.

    >>> iso((2019, 6, 0))
    '2019-06'
    """
    year, month, day = parts
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")


def periods(text: str) -> list[Period]:
    """Return the dates and periods of a text in order.

    >>> [(iso(one.start), iso(one.end)) for one in periods("held 20 - 21 November 2019 and on May 5th, 2020")]
    [('2019-11-20', '2019-11-21'), ('2020-05-05', '2020-05-05')]
    >>> [(iso(one.start), iso(one.end)) for one in periods("2 April - 16 May 2019, then 2004-05")]
    [('2019-04-02', '2019-05-16'), ('2004', '2005')]
    >>> [one.fault for one in periods("on 31 June 2019 or 03/04/2012")]
    ['there is no 31 June 2019', '03/04/2012 can be read as 2012-04-03 or 2012-03-04']
    """
    matches = [match for form in FORMS for match in form.finditer(text)]
    result: list[Period] = []
    for match in sorted(matches, key=lambda match: (match.start(), -match.end())):
        if not result or match.start() >= result[-1].last:
            result += parted(match, period(match))
    texts = (" ".join(text[one.first : one.last].split()) for one in result)
    return [
        replace(one, fault=one.fault or fault(one, each)) for one, each in zip(result, texts, strict=True)
    ]


def period(match: re.Match[str]) -> Period:
    """Return one match as a period; where day and month of 03/04/2012 can be either, that is its fault."""
    part = match.groupdict("")
    d1, d2, y1, y2 = (int(re.sub(r"\D", "", part.get(name, "")) or 0) for name in ("d1", "d2", "y1", "y2"))
    m1, m2 = month(part.get("m1", "")), month(part.get("m2", ""))
    m1, m2 = m1 or m2, m2 or m1
    end_year = y2 or y1
    end_year += y1 // 100 * 100 if 0 < y2 < 100 else 0
    start_year = y1 or end_year - int(bool(y2) and m1 > m2)
    first = min(match.start(name) for name in ("d1", "m1", "y1") if part.get(name))
    last = match.start() + len(match[0].rstrip(" ,."))
    when = " ".join(f"{part.get('when', '')} {part.get('this', '')}".lower().split())
    one = Period((start_year, m1, d1), (end_year, m2, d2 or d1), first, last, when)
    if part.get("dot") != "/" or d2 or d1 > 12 or d1 == m1:
        return one
    turned = replace(one, start=(y1, d1, m1), end=(y1, d1, m1))
    both = f"{match[0]} can be read as {iso(one.start)} or {iso(turned.start)}"
    return turned if m1 > 12 else replace(one, fault=both)


def parted(match: re.Match[str], one: Period) -> list[Period]:
    """Return a period, or the two dates that an "and" joins: 7 and 8 October last, 7 and 21 do not."""
    part = match.groupdict("")
    y, m, d = one.start
    if part.get("sep") not in ("and", "&") or part.get("lead", "").lower() == "between":
        return [one]
    next_day = d and one.end in ((y, m, d + 1), (y, m + 1, 1), (y + 1, 1, 1))
    if next_day or (not d and one.end[:2] in ((y, m + 1), (y + 1, 1), (y + 1, 0))):
        return [one]
    middle = match.start() + len(match[0][: match.start("sep") - match.start()].rstrip())
    return [
        replace(one, end=one.start, last=middle),
        replace(one, start=one.end, first=match.end("sep") + 1),
    ]


def fault(one: Period, printed: str) -> str:
    """Return what is wrong with a period: no such day, or an end before the start."""
    for year, month_number, day in (one.start, one.end):
        if month_number > 12 or day > calendar.monthrange(year or 2000, month_number or 1)[1]:
            return f"there is no {printed}"
    return f"{printed} runs backwards" if one.has_year and one.start > one.end else ""


def month(text: str) -> int:
    """Return the number of a month, 0 for none.

    >>> month("Sept."), month("November"), month("06"), month("")
    (9, 11, 6, 0)
    """
    return int(text or 0) if not text.strip("0123456789") else MONTHS.month(text.strip(". "))


def with_year(one: Period, published: str, ahead: bool) -> Period | None:
    """Return a period without a year in the year that the document gives it; None if it gives none.

    `ahead`: what happens lies in the future of the document, which must be dated to the month.

    >>> lima = periods("from 23 to 25 May")[0]
    >>> [iso(with_year(lima, "2007-05-31", ahead=ahead).end) for ahead in (False, True)]
    ['2007-05-25', '2008-05-25']
    >>> with_year(lima, "2007", ahead=False) is None
    True
    """
    if one.has_year or len(published) < len("2007-05"):
        return one if one.has_year else None
    year = int(published[:4])
    if "last year" in one.when or "next year" in one.when:
        year += 1 if "next" in one.when else -1
    elif "this year" not in one.when and (one.start[2] or one.start[1] != int(published[5:7])):
        day, today = iso(one.start)[5:], published[5:]
        year += int(ahead and day < today) - int(day > today and not ahead)
    end_year = year + int(one.start[1] > one.end[1])
    whole = replace(one, start=(year, *one.start[1:]), end=(end_year, *one.end[1:]))
    return replace(whole, fault=one.fault or fault(whole, iso(whole.start)))

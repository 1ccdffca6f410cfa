"""Dates and periods as documents print them; what the calendar does not have, or two read, is a fault."""

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date

from dateutil.parser import parserinfo

NAMES = parserinfo()
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
WEEKDAY = r"(?:(?:Mon|Tues?|Wednes|Wed|Thurs?|Fri|Satur|Sat|Sun)(?:day)?\b\.?,?\s+(?:the\s+)?)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:\s?(?:st|nd|rd|th)\b)?(?!\d|[.,]\d|\s?%)"
YEAR = r"(?:19[5-9]|20[0-9])\d(?!\d|[.,]\d)"
TO = r"\s*(?P<sep>-|to|till|until|through|and|&|/)\s*(?:the\s+)?"
LEAD = r"(?:(?P<lead>(?i:from|between))\s+(?:the\s+)?)?"
OF, COMMA = r"\s*(?:of\s+)?(?:the\s+)?", r",?\s*(?:of\s+)?"
THIS = r"(?P<this>\s+(?:of\s+)?(?:this|last|next)\s+year\b)?"
D1, D2 = (f"(?P<d{number}>{DAY})" for number in (1, 2))
M1, M2 = (f"(?P<m{number}>{MONTH})" for number in (1, 2))
Y1, Y2 = (f"(?P<y{number}>{YEAR})" for number in (1, 2))
YEAR1, YEAR2 = f"(?:{COMMA}{Y1})?", f"(?:{COMMA}{Y2})?"
SEASON = r"[Ww]inter|[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all"
PART = r"(?i:winter|spring|summer|autumn|fall|late|early|mid|end of|(?:first|second) half of(?: year)?)"
WHEN = r"(?P<when>(?i:in|during|last|this|next|of|late|early|mid|since|until)[\s-]+)"
UNTIL = r"(?P<y2>(?:19|20)?\d{2})(?!\d|[.,]\d|-|/)"
# Of two that begin at the same character the longer counts.
PATTERNS = [
    # 2 April 2019 - 16 May 2019, 2 April - 16 May [2019]
    rf"{LEAD}{WEEKDAY}?{D1}{OF}(?i:{M1}){YEAR1}{TO}{WEEKDAY}?{D2}{OF}(?i:{M2}){YEAR2}",
    # 12-13 June 2017, from 23 to 25 May
    rf"{LEAD}{WEEKDAY}?{D1}\.?{TO}{WEEKDAY}?{D2}\.?{OF}(?i:{M2}){YEAR2}{THIS}",
    # 12 June 2017, 02nd January 2015, 1st of February
    rf"{WEEKDAY}?{D1}\.?{OF}(?i:{M1}){YEAR1}{THIS}",
    # June 30, 2015 - July 2, 2015, June 30 - July 2, 2015
    rf"{LEAD}{WEEKDAY}?{M1}\s*{D1}{YEAR1}{TO}{WEEKDAY}?{M2}\s*{D2}{YEAR2}",
    # June 12-13, 2017, May 5th to 7th
    rf"{LEAD}{WEEKDAY}?{M1}\s*{D1}{TO}{D2}{YEAR2}",
    # October 1st, 2016, Tuesday April 19th
    rf"{WEEKDAY}?{M1}\s*{D1}{YEAR1}",
    # April 2003 to December 2006, November and December 2023; June 2022
    rf"{LEAD}{M1}{YEAR1}{TO}{M2}{COMMA}{Y2}",
    rf"{M1}{COMMA}{Y1}",
    # 2017-06-12
    rf"{Y1}-(?P<m1>0[1-9]|1[0-2])-(?P<d1>0[1-9]|[12]\d|3[01])(?!\d)",
    # 12.-13.06.2017; 31/05/2007, 31.5.2007
    rf"(?P<d1>\d{{1,2}})\.?\s?-\s?(?P<d2>\d{{1,2}})(?P<dot>[./])\s?(?P<m2>\d{{1,2}})(?P=dot)\s?{Y2}",
    rf"(?P<d1>\d{{1,2}})(?P<dot>[./])\s?(?P<m1>\d{{1,2}})(?P=dot)\s?{Y1}",
    # 2003-2006, winter 2004-05, from 2003 to 2006
    rf"(?:(?P<season>{SEASON})\s+(?:of\s+)?)?{LEAD}{Y1}\s*(?P<sep>-|/|to|and|until|till|through)\s*{UNTIL}",
    # late 2009, in 2008
    rf"(?:(?P<season>{PART})[\s-]+(?:of\s+)?(?:the\s+)?)?{Y1}(?![\w/]|-\w)",
    # in February this year, last May, in December
    rf"{WHEN}{M1}(?!{COMMA}{YEAR}|\s*(?:-|to|and|&)\s*{MONTH}|\s*\d){THIS}",
]
COMPILED = [re.compile(r"(?<![\w/])(?<!\d[.,])" + text) for text in PATTERNS]


@dataclass(frozen=True)
class Period:
    """Two partial dates as (year, month, day) with 0 for what is not stated, and where they stand."""

    start: tuple[int, int, int]
    end: tuple[int, int, int]
    first: int
    last: int
    season: str = ""
    when: str = ""
    fault: str = ""

    @property
    def has_year(self) -> bool:
        """Whether the year is stated."""
        return self.start[0] > 0

    @property
    def precision(self) -> str:
        """Day, month or year."""
        return "day" if self.start[2] else "month" if self.start[1] else "year"


def iso(parts: tuple[int, int, int]) -> str:
    """Return a partial date in ISO 8601.

    >>> iso((2019, 6, 0))
    '2019-06'
    """
    year, month, day = parts
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")


def periods(text: str, order: str = "") -> list[Period]:
    """Return the dates and periods of a text in order; `order` (dmy, mdy) settles 03/04/2012.

    >>> [(iso(one.start), iso(one.end)) for one in periods("held 20 - 21 November 2019 and on May 5th, 2020")]
    [('2019-11-20', '2019-11-21'), ('2020-05-05', '2020-05-05')]
    >>> [(iso(one.start), iso(one.end)) for one in periods("2 April - 16 May 2019, then winter 2004-05")]
    [('2019-04-02', '2019-05-16'), ('2004', '2005')]
    >>> [one.fault for one in periods("on 31 June 2019 or 03/04/2012")]
    ['there is no 31 June 2019', '03/04/2012 can be read as 2012-04-03 or 2012-03-04']
    """
    matches = [match for pattern in COMPILED for match in pattern.finditer(text)]
    result: list[Period] = []
    for match in sorted(matches, key=lambda match: (match.start(), -match.end())):
        if not result or match.start() >= result[-1].last:
            numeric = match.groupdict().get("dot")
            one = in_figures(match, order) if numeric else in_words(match)
            result += [one] if numeric else parted(match, one)
    return [
        one if one.fault else replace(one, fault=fault(one, text[one.first : one.last])) for one in result
    ]


def parted(match: re.Match[str], one: Period) -> list[Period]:
    """Return a period, or the two dates that an "and" joins: 7 and 8 October last, 7 and 21 do not."""
    part = match.groupdict()
    y, m, d = one.start
    if part.get("sep") not in ("and", "&") or (part.get("lead") or "").lower() == "between":
        return [one]
    next_day = d and one.end in ((y, m, d + 1), (y, m + 1, 1), (y + 1, 1, 1))
    if next_day or (not d and one.end[:2] in ((y, m + 1), (y + 1, 1), (y + 1, 0))):
        return [one]
    middle = match.start() + len(match[0][: match.start("sep") - match.start()].rstrip())
    return [
        replace(one, end=one.start, last=middle),
        replace(one, start=one.end, first=match.end("sep") + 1),
    ]


def in_words(match: re.Match[str]) -> Period:
    """Return one match with the name of a month, or of years alone, as a period."""
    part = match.groupdict()
    text = match.string
    stated = re.match(WEEKDAY, match[0])
    first = min(match.start(name) for name in ("d1", "m1", "y1", "season") if part.get(name))
    last = match.start() + len(match[0].rstrip(" ,."))
    y1, y2 = part.get("y1"), part.get("y2")
    m1, m2 = month(part.get("m1")), month(part.get("m2"))
    d1, d2 = number(part.get("d1")), number(part.get("d2"))
    end_year = number(y2) if y2 else number(y1)
    end_year += number(y1) // 100 * 100 if y2 and len(y2) == 2 else 0
    m1, m2 = m1 or m2, m2 or m1
    start_year = number(y1) if y1 else end_year - (1 if y2 and m1 > m2 > 0 else 0)
    when = " ".join(f"{part.get('when') or ''} {part.get('this') or ''}".lower().split())
    one = Period(
        (start_year, m1, d1), (end_year, m2, d2 or d1), first, last, (part.get("season") or "").lower(), when
    )
    if stated and one.has_year and d1 and not fault(one, text[first:last]):
        named, real = NAMES.weekday(stated[0].split()[0].strip(".,")), date(*one.start).weekday()
        days = calendar.day_name
        if named is not None and named != real:
            return replace(one, fault=f"{iso(one.start)} was a {days[real]}, not a {days[named]}")
    return one


def in_figures(match: re.Match[str], order: str) -> Period:
    """Return 31/05/2007 or 12.-13.06.2017; with a slash and both numbers below 13 the order must be known."""
    part = match.groupdict()
    year = number(part.get("y1") or part.get("y2"))
    a, b = number(part["d1"]), number(part.get("m1") or part.get("m2"))
    day_first = Period((year, b, a), (year, b, number(part.get("d2")) or a), match.start(), match.end())
    month_first = replace(day_first, start=(year, a, b), end=(year, a, b))
    if part["dot"] == "." or part.get("d2") or a > 12 or a == b or (order == "dmy" and b <= 12):
        return day_first
    if b > 12 or order == "mdy":
        return month_first
    both = f"{match[0]} can be read as {iso(day_first.start)} or {iso(month_first.start)}"
    return replace(day_first, fault=both)


def fault(one: Period, text: str) -> str:
    """Return what is wrong with a period: no such day, or an end before the start."""
    for year, month_number, day in (one.start, one.end):
        if month_number > 12 or day > calendar.monthrange(year or 2000, month_number or 1)[1]:
            return f"there is no {' '.join(text.split())}"
    return f"{' '.join(text.split())} runs backwards" if one.has_year and one.start > one.end else ""


def month(text: str | None) -> int:
    """Return the number of a month, 0 for none.

    >>> month("Sept."), month("November"), month("06"), month(None)
    (9, 11, 6, 0)
    """
    if not text:
        return 0
    return int(text) if text.isdigit() else NAMES.month(text.strip(". "))


def number(text: str | None) -> int:
    """Return the digits of a day or year, 0 for none."""
    return int("".join(letter for letter in text if letter.isdigit())) if text else 0


def order_of(text: str) -> str:
    """Return dmy or mdy where the dates with slashes in a text show which, else nothing.

    >>> order_of("31/05/2007"), order_of("05/31/2007"), order_of("05/06/2007")
    ('dmy', 'mdy', '')
    """
    pairs = re.findall(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:19|20)\d{2}", text)
    orders = {"dmy" if int(a) > 12 else "mdy" for a, b in pairs if (int(a) > 12) != (int(b) > 12)}
    return orders.pop() if len(orders) == 1 else ""


def with_year(one: Period, published: str, ahead: bool) -> Period | None:
    """Return a period without a year in the year that the document gives it; None if it gives none.

    `ahead`: what happens lies in the future of the document, which must be dated to the month.

    >>> lima = periods("from 23 to 25 May")[0]
    >>> [iso(with_year(lima, "2007-05-31", ahead=ahead).end) for ahead in (False, True)]
    ['2007-05-25', '2008-05-25']
    >>> with_year(lima, "2007", ahead=False) is None
    True
    """
    if one.has_year or len(published) < 7:
        return one if one.has_year else None
    year = int(published[:4])
    if "last year" in one.when or "next year" in one.when:
        year += 1 if "next" in one.when else -1
    elif "this year" not in one.when and (one.start[2] or one.start[1] != int(published[5:7])):
        later = f"{one.start[1]:02}" + (f"-{one.start[2]:02}" if one.start[2] else "") > published[5:]
        year += int(ahead and not later) - int(later and not ahead)
    end_year = year + int(one.start[1] > one.end[1])
    whole = replace(one, start=(year, *one.start[1:]), end=(end_year, *one.end[1:]))
    return replace(whole, fault=one.fault or fault(whole, iso(whole.start)))

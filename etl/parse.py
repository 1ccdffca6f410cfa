"""Parsers of single cells: text as people write it in, values out; of what is none of the kind a ValueError.

Digits are those of ASCII: other scripts have some that look alike, and people cannot tell which stands there.
"""

import calendar
import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache

NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
MOST_DIGITS = 15
"""Of a number: a double keeps as many as they are written."""
PARTIAL_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
PRECISIONS = ("year", "month", "day")
YEARS = (1800, 2200)
"""First and last year that a date may bear: others are slips."""


def number(text: str, form: re.Pattern[str] = NUMBER, kind: str = "a plain number") -> float:
    """Return a plain decimal number.

    Raises: ValueError when the text is none, or has more digits than can be kept.

    >>> number("1740.5"), number("-0.25")
    (1740.5, -0.25)
    """
    if not form.fullmatch(text):
        raise ValueError(f"{text!r} is not {kind}")
    if len(re.sub("[-.]", "", text).lstrip("0")) > MOST_DIGITS:
        raise ValueError(f"{text} has more than {MOST_DIGITS} digits")
    if text.startswith("-") and not float(text):
        raise ValueError(f"{text!r} is not {kind}")
    return float(text)


def integer(text: str) -> int:
    """Return a whole number.

    Raises: ValueError when the text is none, or has more digits than can be kept.

    >>> integer("1740")
    1740
    """
    return int(number(text, INTEGER, "a whole number"))


def boolean(text: str) -> bool:
    """Return a truth value.

    Raises: ValueError when the text is neither yes nor no.

    >>> boolean("yes"), boolean("no")
    (True, False)
    """
    if text not in ("yes", "no"):
        raise ValueError(f"{text!r} is not yes or no")
    return text == "yes"


@lru_cache(maxsize=10_000)
def partial_date(text: str) -> tuple[date, str]:
    """Return the first day that a whole or partial ISO 8601 date can mean, and its precision.

    Raises: ValueError when the text is no such date, or the calendar has no such day.

    >>> partial_date("2016-12-31")
    (datetime.date(2016, 12, 31), 'day')
    >>> partial_date("2016-12")
    (datetime.date(2016, 12, 1), 'month')
    >>> partial_date("2016")
    (datetime.date(2016, 1, 1), 'year')
    """
    match = PARTIAL_DATE.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is not a date")
    parts = [int(part) for part in match.groups() if part]
    precision = PRECISIONS[len(parts) - 1]
    year, month, day = [*parts, 1, 1][:3]
    if not YEARS[0] <= year <= YEARS[1]:
        raise ValueError(f"the year of {text} is not from {YEARS[0]} to {YEARS[1]}")
    try:
        return date(year, month, day), precision
    except ValueError:
        raise ValueError(f"{text} is no {precision}: the calendar has none") from None


def whole_date(text: str) -> date:
    """Return the day of a whole date.

    Raises: ValueError when the text is none, or only a part of one.

    >>> whole_date("2016-12-31")
    datetime.date(2016, 12, 31)
    """
    day, precision = partial_date(text)
    if precision != "day":
        raise ValueError(f"{text!r} is not a whole date")
    return day


def last_day(text: str) -> date:
    """Return the last day that a whole or partial ISO 8601 date can mean.

    >>> last_day("2016-02")
    datetime.date(2016, 2, 29)
    >>> last_day("2016")
    datetime.date(2016, 12, 31)
    """
    first, precision = partial_date(text)
    if precision == "day":
        return first
    month = 12 if precision == "year" else first.month
    return date(first.year, month, calendar.monthrange(first.year, month)[1])


def period(text: str) -> tuple[int | None, int]:
    """Return first and last year of a period; None where the source leaves the start open.

    Raises: ValueError when the text is no period.

    >>> period("2016")
    (2016, 2016)
    >>> period("1996-2025")
    (1996, 2025)
    >>> period("1999-06/2001-12")
    (1999, 2001)
    >>> period("to 2015")
    (None, 2015)
    """
    if text.startswith("to "):
        return None, partial_date(text[3:])[0].year
    parts = text.split("/") if "/" in text else re.split(r"-(?=[0-9]{4}$)", text)
    if len(parts) > 2:
        raise ValueError(f"{text!r} is not a period")
    years = [partial_date(part)[0].year for part in parts]
    return years[0], years[-1]


PARSERS: dict[str, Callable[[str], object]] = {
    "number": number,
    "integer": integer,
    "boolean": boolean,
    "partial date": partial_date,
    "whole date": whole_date,
    "period": period,
}
"""How a cell is read, by the `form` of its column in the registry, or else its `type`."""

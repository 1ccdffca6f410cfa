"""Parsers of single cells: text as a source prints it in, values out."""

import calendar
import re
from datetime import date

PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
PRECISIONS = ("year", "month", "day")


def partial_date(text: str) -> tuple[date, str]:
    """Return the first day that a whole or partial ISO 8601 date can mean, and its precision.

    Raises: ValueError when the text is no such date.

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
    year, month, day = [*parts, 1, 1][:3]
    return date(year, month, day), PRECISIONS[len(parts) - 1]


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
    parts = text.split("/") if "/" in text else re.split(r"-(?=\d{4}$)", text)
    if len(parts) > 2:
        raise ValueError(f"{text!r} is not a period")
    years = [partial_date(part)[0].year for part in parts]
    return years[0], years[-1]

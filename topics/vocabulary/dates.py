"""Dates, periods and years in words and in ISO form, as exact as they are known; knows no table."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
NO_DATE = "date not stated"
DATED_TOGETHER = ("date", "start", "end")
"""Columns whose precision stands in date_precision where they have none of their own; others are days."""
ISO_LENGTHS = {"year": 4, "month": 7, "day": 10}
STEPS = {"year": pd.DateOffset(years=1), "month": pd.DateOffset(months=1), "day": pd.DateOffset(days=1)}
PERIODS = (("year_from", "year_to"), ("year", "year"), ("start", "end"))
"""Columns with the first and the last year of the period that a row covers."""
DATES = ("date", "as_of", "start", "completed_on", "deadline")
"""Columns with the date that a row speaks of; the first one that is stated counts."""


def long_date(value: date | None, precision: object = "day") -> str:
    """A date as a reader says it; one of unknown precision is taken as a day.

    >>> day = date(2013, 5, 23)
    >>> long_date(day), long_date(day, "month"), long_date(day, "year"), long_date(None)
    ('23 May 2013', 'May 2013', '2013', 'date not stated')
    """
    if value is None or pd.isna(value):
        return NO_DATE
    if precision == "year":
        return str(value.year)
    month = f"{MONTHS[value.month - 1]} {value.year}"
    return month if precision == "month" else f"{value.day} {month}"


def short_date(value: date, precision: object = "day") -> str:
    """A date where there is little room.

    >>> day = date(2020, 9, 30)
    >>> short_date(day), short_date(day, "month"), short_date(day, "year")
    ('30 Sep 2020', 'Sep 2020', '2020')
    """
    words = long_date(value, precision)
    return words if pd.isna(value) else words.replace(MONTHS[value.month - 1], MONTHS[value.month - 1][:3])


def month_and_day(text: str) -> str:
    """A day of every year, written as month and day.

    >>> month_and_day("04-30")
    '30 April'
    """
    month, day = text.split("-")
    return f"{int(day)} {MONTHS[int(month) - 1]}"


def date_range(start: date | None, end: date | None = None, precision: object = "day") -> str:
    """The first and the last day of a period in words, each as exact as it is known.

    >>> date_range(date(2017, 6, 12), date(2017, 6, 13)), date_range(date(2017, 6, 30), date(2017, 7, 2))
    ('12–13 June 2017', '30 June – 2 July 2017')
    >>> date_range(date(2023, 11, 1), date(2023, 12, 1), "month"), date_range(date(2017, 6, 12))
    ('November–December 2023', '12 June 2017')
    >>> date_range(date(2004, 1, 1), date(2005, 1, 1), "year")
    '2004–2005'
    """
    if start is None or pd.isna(start):
        return NO_DATE
    last = start if end is None or pd.isna(end) else end
    if precision == "year":
        return year_range(start.year, last.year)
    first, words = long_date(start, precision), long_date(last, precision)
    if first == words:
        return words
    if start.year != last.year:
        return f"{first} – {words}"
    if start.month == last.month:
        return f"{start.day}–{words}"
    month = MONTHS[start.month - 1]
    return f"{month}–{words}" if precision == "month" else f"{start.day} {month} – {words}"


def year_range(first: float, last: float) -> str:
    """The years from one to another; nothing where the last one is not stated.

    >>> year_range(2010, 2015), year_range(2015.0, 2015.0), year_range(float("nan"), 2015)
    ('2010–2015', '2015', 'up to 2015')
    """
    if pd.isna(last):
        return ""
    if pd.isna(first):
        return f"up to {last:.0f}"
    return f"{last:.0f}" if first == last else f"{first:.0f}–{last:.0f}"


def listed_years(years: Iterable[float]) -> str:
    """Single years in order, those that follow each other as one range.

    >>> listed_years([2012, 2007, 2010, 2011])
    '2007, 2010–2012'
    """
    ranges: list[list[int]] = []
    for year in sorted({int(year) for year in years if pd.notna(year)}):
        if ranges and year == ranges[-1][1] + 1:
            ranges[-1][1] = year
        else:
            ranges.append([year, year])
    return ", ".join(year_range(first, last) for first, last in ranges)


def iso_date(value: date, precision: object = "day") -> str:
    """A date in ISO form, as exact as it is known; nothing where it is missing.

    >>> iso_date(date(2013, 5, 23)), iso_date(date(2013, 5, 1), "month"), iso_date(date(2013, 1, 1), "year")
    ('2013-05-23', '2013-05', '2013')
    """
    if pd.isna(value):
        return ""
    return f"{value:%Y-%m-%d}"[: ISO_LENGTHS.get(str(precision), ISO_LENGTHS["day"])]


def iso_dates(rows: pd.DataFrame, column: str) -> pd.Series:
    """A column of dates in ISO form, cut to the precision beside it; a missing date stays missing."""
    exact = precision_column(rows, column)
    texts = rows[column].dt.strftime("%Y-%m-%d")
    if exact is None:
        return texts
    for name, length in ISO_LENGTHS.items():
        texts = texts.mask(rows[exact].eq(name), texts.str[:length])
    return texts


def precision_column(rows: pd.DataFrame, column: str) -> str | None:
    """The column that says how exact a column of dates is known, where the rows have one."""
    own = f"{column}_precision"
    if own in rows:
        return own
    return "date_precision" if column in DATED_TOGETHER and "date_precision" in rows else None


def period_bounds(start: Any, end: Any = None, precision: object = "day") -> tuple[Any, Any]:
    """First moment of a stated date or period and the first moment after it.

    >>> period_bounds(pd.Timestamp("2020-02-01"), None, "month")[1]
    Timestamp('2020-03-01 00:00:00')
    """
    last = start if end is None or pd.isna(end) else end
    return start, last + STEPS.get(str(precision), STEPS["day"])


def years_of(values: pd.Series) -> pd.Series:
    """Years of a column of dates or of years."""
    if pd.api.types.is_datetime64_any_dtype(values):
        return values.dt.year
    return pd.to_numeric(values, errors="coerce")


def dates_of(rows: pd.DataFrame) -> pd.Series:
    """The date each row speaks of: the end of its year or period, else its date; else missing."""
    for _, last in PERIODS[:2]:
        if last in rows:
            years = years_of(rows[last]).astype("Int64").astype("str") + "-12-31"
            return pd.to_datetime(years, format="%Y-%m-%d", errors="coerce")
    dates = pd.Series(pd.NaT, index=rows.index, dtype="datetime64[ms]")
    for name in DATES:
        if name in rows and pd.api.types.is_datetime64_any_dtype(rows[name]):
            dates = dates.fillna(rows[name])
    return dates

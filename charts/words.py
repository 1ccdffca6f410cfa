"""Says dates, money, names and sources in labels and hover texts; draws nothing."""

import textwrap
from collections.abc import Iterable
from typing import Any

import pandas as pd

from analysis.names import names_then
from charts import theme

WIDTH = 46
"""Letters in a line of a hover text, so that it fits a phone."""
HOVER = "%{hovertext}<extra></extra>"
"""`hovertemplate` of traces whose hover texts are written here."""
NAMES_AXIS = {"categoryorder": "array", "fixedrange": True, "ticks": "", "tickfont": {"size": 12}}
"""Axis of a grid of names."""
STEPS = {"year": pd.DateOffset(years=1), "month": pd.DateOffset(months=1), "day": pd.DateOffset(days=1)}


def when(start: pd.Timestamp, end: pd.Timestamp | None = None, precision: str = "day") -> str:
    """Dates in words, as exact as they are known.

    >>> when(pd.Timestamp("2017-06-12"), pd.Timestamp("2017-06-13"))
    '12–13 June 2017'
    >>> when(pd.Timestamp("2023-11-01"), pd.Timestamp("2023-12-01"), "month")
    'November–December 2023'
    >>> when(pd.Timestamp("2004-01-01"), pd.Timestamp("2005-01-01"), "year")
    '2004–2005'
    """
    if pd.isna(start):
        return "date unknown"
    last = start if end is None or pd.isna(end) else end
    if precision == "year":
        return str(start.year) if last.year == start.year else f"{start.year}–{last.year}"
    day, last_day = ("", "") if precision == "month" else (f"{start.day} ", f"{last.day} ")
    if (start.year, start.month) == (last.year, last.month):
        days = day if start.day == last.day else f"{start.day}–{last_day}"
        return f"{days}{start:%B %Y}"
    if start.year == last.year:
        dash = " – " if day else "–"
        return f"{day}{start:%B}{dash}{last_day}{last:%B %Y}"
    return f"{day}{start:%B %Y} – {last_day}{last:%B %Y}"


def period(
    start: pd.Timestamp, end: pd.Timestamp | None, precision: str
) -> tuple[pd.Timestamp, pd.Timestamp]:
    """First moment of a stated date and the first moment after it.

    >>> period(pd.Timestamp("2020-02-01"), None, "month")[1]
    Timestamp('2020-03-01 00:00:00')
    """
    last = start if end is None or pd.isna(end) else end
    return start, last + STEPS.get(precision, STEPS["day"])


def milliseconds(lengths: pd.Series) -> list[float]:
    """Lengths of time as Plotly takes them for bars on a date axis."""
    return (lengths / pd.Timedelta(milliseconds=1)).tolist()


def money(amount: float, currency: object = "USD") -> str:
    """An amount in words.

    >>> money(2850000, "EUR"), money(8561), money(244000000, "HRK")
    ('EUR\u202f2.85 million', 'USD\u202f8\u202f561', 'HRK\u202f244 million')
    """
    if pd.isna(amount):
        return "amount not stated"
    unit = theme.plain(currency) + theme.THIN if isinstance(currency, str) else ""
    if abs(amount) < 999_500:
        return f"{unit}{theme.number(amount, digits=0)}"
    return f"{unit}{theme.number(amount / 1e6)} million"


def wrapped(text: object, width: int = WIDTH) -> str:
    """A text from the data for a hover label: safe, in short lines; nothing where there is none."""
    lines = textwrap.wrap(text, width) if isinstance(text, str) else []
    return "<br>".join(theme.plain(line) for line in lines)


def lines(*parts: str) -> str:
    """The parts that say something, one below the other."""
    return "<br>".join(filter(None, parts))


def names_of(countries: pd.DataFrame) -> dict[str, str]:
    """Short names of countries by code."""
    return dict(zip(countries["country"], countries["short_name"], strict=True))


def names_in(countries: pd.DataFrame, years: Iterable[int]) -> dict[int, dict[str, str]]:
    """Short names that places had at the end of each year, by the codes of their countries."""
    then, today = names_then(countries, acts=False), names_of(countries)
    changed = countries["country"][countries["former_names"].notna()] if "former_names" in countries else ()
    return {
        year: today | {code: then(code, pd.Timestamp(year, 12, 31)) for code in changed} for year in years
    }


def source_titles(sources: pd.DataFrame | None) -> dict[str, str]:
    """Titles of the sources by id."""
    return {} if sources is None else dict(zip(sources["source"], sources["title"], strict=True))


def source_of(row: Any, titles: dict[str, str]) -> str:
    """The line of a hover text that names the source of a row."""
    return wrapped(f"Source: {titles.get(row.source, row.source)}")

"""Reads cells of a reader's own table as numbers and dates; what can be read in two ways is left open."""

import re
from numbers import Number
from typing import NamedTuple

import pandas as pd

from topics.hazard_areas.words import marks_off, months

DECIMALS = (".", ",")
NUMBERS = {
    ".": r"[-+]?(?=[\d.])(\d*(\.\d*)?([eE][-+]?\d{1,2})?|[1-9]\d{0,2}(,\d{3})+(\.\d*)?)",
    ",": r"[-+]?(?=[\d,])(\d*(,\d*)?([eE][-+]?\d{1,2})?|[1-9]\d{0,2}(\.\d{3})+(,\d*)?)",
}
"""How a number is written, by the mark before its decimals; with an exponent it has no marks of thousands."""
SPACED = re.compile(r"([-+]?[1-9]\d{0,2}(?:[\s\u00a0\u202f'’]\d{3})+)([.,]\d+)?")
"""A number with spaces or apostrophes between thousands."""
ORDERS = ("dmy", "mdy")
MOST_EXACT = 2**53
"""The number from which on floating numbers leave out integers."""
CENTURY = 35
"""Years of two digits up to this one are of this century."""
YEARS = (1900, 2100)
PLAIN_FORMS = ("%Y-%m-%d", "%d.%m.%Y")
"""How most dates are written: these are read all at once."""
SERIAL = (20_000, 60_000)
"""Days since 30 December 1899, as spreadsheets count: 1954 to 2064."""
TIME = (
    r"(?:[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?"
    r"\s*(?:Z|UTC|[-+]\d{2}(?::?\d{2})?)?)?"
)
YEAR_FIRST = re.compile(rf"(\d{{4}})(?:[-/.](\d{{1,2}})(?:[-/.](\d{{1,2}}))?)?\.?{TIME}")
POINTED = re.compile(rf"(\d{{1,2}})\.\s?(\d{{1,2}})\.\s?(\d{{2}}|\d{{4}})\.?{TIME}")
EITHER = re.compile(rf"(\d{{1,2}})[/-](\d{{1,2}})[/-](\d{{2}}|\d{{4}}){TIME}")
MONTH_YEAR = re.compile(r"(\d{1,2})[./-]\s?(\d{4})\.?")
NAMED = re.compile(
    rf"(?:(\d{{1,2}})(?:st|nd|rd|th|er|-?го|-ого)?\W*)?([^\W\d]+)\W*(?:(\d{{1,2}})(?:st|nd|rd|th)?,?\W+)?(\d{{2}}|\d{{4}}){TIME}\.?"
)
FILLERS = re.compile(
    r"\b(de|del|of|the|года?|року|godine|године|година|god)\b\.?|(?<=\d)\s*(г|р)\.$", re.IGNORECASE
)
"""Words that stand between day, month and year, or behind the year."""
WEEKDAY = re.compile(
    r"^[^\W\d]{2,}(\.?,\s+(?=\d|[^\W\d]+\W+\d)|\.?\s+(?=\d{1,2}\W+[^\W\d]+\W+\d{4}|[^\W\d]+\s\d{1,2}\s\d{4}))"
)
"""The day of the week, with a comma or before day, month and year."""
RUN_ON = re.compile(r"\b[IVX]+\d")
"""A Roman number with another one behind it, as in V25, which is rather a name."""
YEAR_NAMED = re.compile(r"(\d{4})\W+([^\W\d]+)(?:\W+(\d{1,2}))?\.?")
LONGEST = 60
"""Letters of a cell that may be a date."""
DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
MILLISECONDS = re.compile(r"-?\d{11,13}")


class Unclear(NamedTuple):
    """Cells of a column that are not read: those with two readings, and those with none."""

    two_ways: tuple[str, ...]
    not_read: tuple[str, ...]
    rows: int


def texts_of(values: pd.Series) -> pd.Series:
    """The cells as texts without spaces around them; an empty cell is an empty text."""
    if pd.api.types.is_datetime64_any_dtype(values):
        return values.dt.strftime("%Y-%m-%d").fillna("")
    if isinstance(values.dtype, pd.StringDtype):
        return values.fillna("").str.strip()
    if pd.api.types.is_float_dtype(values) and (values.dropna() % 1 == 0).all() and _fit_integers(values):
        values = values.astype("Int64")
    return values.astype(object).where(values.notna(), "").astype(str).str.strip()


def _fit_integers(values: pd.Series) -> bool:
    return bool(values.dropna().abs().lt(MOST_EXACT).all())


def numbers_of(values: pd.Series, decimal: str | None = None) -> pd.Series:
    """Numbers of a column, written with a point or a comma before the decimals.

    Args:
        values: numbers or texts.
        decimal: the mark before decimals, one of DECIMALS; None: as far as the column itself tells.

    >>> numbers_of(pd.Series(["1 740.5", "0,25", "1.234.567,8", "1,234", "about 3"])).tolist()
    [1740.5, 0.25, 1234567.8, nan, nan]
    >>> numbers_of(pd.Series(["12.500", "1.000,5"])).tolist()
    [12500.0, 1000.5]
    """
    if pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values):
        return _finite(values.astype("float64"))
    typed = values.map(lambda value: isinstance(value, Number) and not isinstance(value, bool))
    point, comma = (_read_with(texts_of(values), mark) for mark in DECIMALS)
    decimal = decimal or _told(point, comma)
    first, second = (comma, point) if decimal == "," else (point, comma)
    numbers = first.fillna(second)
    if decimal is None:
        numbers = numbers.mask(_differ(point, comma))
    return _finite(numbers.mask(typed, pd.to_numeric(values.where(typed), errors="coerce")).astype("float64"))


def _finite(numbers: pd.Series) -> pd.Series:
    return numbers.where(numbers.abs() < float("inf"))


def _read_with(texts: pd.Series, decimal: str) -> pd.Series:
    """Numbers of texts, where they can be written with this mark before the decimals."""
    spaced = texts.str.fullmatch(SPACED)
    words = texts.mask(spaced, texts.str.replace(r"[\s\u00a0\u202f'’]", "", regex=True))
    fits = words.str.fullmatch(NUMBERS[decimal]) & words.str.contains(r"\d")
    other = "," if decimal == "." else "."
    plain = words.str.replace(other, "", regex=False).str.replace(decimal, ".", regex=False)
    return pd.to_numeric(plain.where(fits), errors="coerce").astype("float64")


def _differ(point: pd.Series, comma: pd.Series) -> pd.Series:
    return point.notna() & comma.notna() & point.ne(comma)


def _told(point: pd.Series, comma: pd.Series) -> str | None:
    """The mark that cells with only one reading have, where they agree."""
    marks = _marks(point, comma)
    return next(iter(marks)) if len(marks) == 1 else None


def _marks(point: pd.Series, comma: pd.Series) -> frozenset[str]:
    only = (point.notna() & comma.isna()).any(), (comma.notna() & point.isna()).any()
    return frozenset(mark for mark, is_told in zip(DECIMALS, only, strict=True) if is_told)


def told_marks(values: pd.Series) -> frozenset[str]:
    """The marks before decimals that cells with only one reading have; numbers tell none.

    >>> sorted(told_marks(pd.Series(["1.000,5", "12.5", "1,234"]))), told_marks(pd.Series([1.5]))
    ([',', '.'], frozenset())
    """
    if pd.api.types.is_numeric_dtype(values):
        return frozenset()
    return _marks(*(_read_with(texts_of(values), mark) for mark in DECIMALS))


def unclear_numbers(values: pd.Series, decimal: str | None = None) -> Unclear:
    """The cells of a column of sizes that are no number, one below zero, or two.

    >>> unclear_numbers(pd.Series(["12.500", "3", "12 m2", "-1"]))
    Unclear(two_ways=('12.500',), not_read=('12 m2', '-1'), rows=3)
    """
    texts, numbers = texts_of(values), numbers_of(values, decimal)
    open_ = texts[(numbers.isna() | numbers.lt(0)) & texts.ne("")]
    both = _differ(*(_read_with(open_, mark) for mark in DECIMALS))
    return Unclear(tuple(open_[both].unique()), tuple(open_[~both].unique()), len(open_))


def dates_of(values: pd.Series, order: str | None = None) -> tuple[pd.Series, pd.Series]:
    """Dates in the forms of the field, and how exact each is.

    Args:
        values: dates or texts.
        order: of day and month in 05/06/2024, one of ORDERS; None: as far as the column itself tells.

    >>> [str(date)[:10] for date in dates_of(pd.Series(["2019", "May 2019", "31.12.19", "05/06/2019"]))[0]]
    ['2019-01-01', '2019-05-01', '2019-12-31', 'NaT']
    """
    texts = texts_of(values)
    places, words = pd.factorize(texts)
    words_alone = pd.Series(words, dtype=object)
    days, others = (pd.to_datetime(words_alone, format=form, errors="coerce") for form in PLAIN_FORMS)
    days = days.fillna(others)
    days = days.where(days.dt.year.between(*YEARS)).astype("datetime64[s]")
    open_ = days.isna()
    order = order or told_order(pd.Series(words[open_]))
    parts = [_date(text, order) for text in words[open_]]
    days[open_] = pd.Series([date for date, _ in parts], days.index[open_], dtype="datetime64[s]")
    precisions = pd.Series("day", days.index, dtype=object)
    precisions[open_] = [precision for _, precision in parts]
    exact = precisions.to_numpy(object)[places]
    return pd.Series(days.to_numpy()[places], texts.index), pd.Series(exact, texts.index, dtype=object)


def told_order(texts: pd.Series) -> str | None:
    """The order of day and month that dates with a day after the 12th have, where they agree."""
    orders = told_orders(texts)
    return next(iter(orders)) if len(orders) == 1 else None


def told_orders(texts: pd.Series) -> frozenset[str]:
    """The orders of day and month that dates with a day after the 12th have."""
    parts = texts.drop_duplicates().str.extract(f"^(?:{EITHER.pattern})$").astype("float64")
    is_told = (parts[place].between(13, 31).any() for place in (0, 1))
    return frozenset(order for order, is_known in zip(ORDERS, is_told, strict=True) if is_known)


def unclear_dates(values: pd.Series, order: str | None = None) -> Unclear:
    """The cells of a column that are no date, or two."""
    texts, (dates, _) = texts_of(values), dates_of(values, order)
    open_ = texts[dates.isna() & texts.ne("")]
    both = open_.map(lambda text: _date(text, "dmy")[1] is not None)
    return Unclear(tuple(open_[both].unique()), tuple(open_[~both].unique()), len(open_))


def _date(text: str, order: str | None) -> tuple[pd.Timestamp, str | None]:
    if len(text) <= LONGEST and (parts := _parts(text.strip(), order)):
        year, month, day = parts
        precision = "day" if day else "month" if month else "year"
        try:
            if YEARS[0] <= year <= YEARS[1]:
                return pd.Timestamp(year, month or 1, day or 1), precision
        except ValueError:
            pass
    return pd.NaT, None


def _parts(text: str, order: str | None) -> tuple[int, int | None, int | None] | None:
    """Year, month and day of a date; None where it is in no known form, or in one of two."""
    text = FILLERS.sub(" ", WEEKDAY.sub("", text)).strip()
    if match := DIGITS.fullmatch(text) or YEAR_FIRST.fullmatch(text):
        return int(match[1]), int(match[2] or 0) or None, int(match[3] or 0) or None
    if match := POINTED.fullmatch(text):
        return _year(match[3]), int(match[2]), int(match[1])
    if match := EITHER.fullmatch(text):
        return _either(int(match[1]), int(match[2]), _year(match[3]), order)
    if match := MONTH_YEAR.fullmatch(text):
        return int(match[2]), int(match[1]), None
    return _named(text) or _counted(text)


def _named(text: str) -> tuple[int, int, int | None] | None:
    """A date with the name of its month."""
    if RUN_ON.search(text):
        return None
    if (match := NAMED.fullmatch(text)) and (month := months().get(marks_off(match[2]))):
        day = match[1] or match[3]
        return _year(match[4]), month, int(day) if day else None
    if (match := YEAR_NAMED.fullmatch(text)) and (month := months().get(marks_off(match[2]))):
        return int(match[1]), month, int(match[3]) if match[3] else None
    return None


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else int(text) + (2000 if int(text) <= CENTURY else 1900)


def _either(first: int, second: int, year: int, order: str | None) -> tuple[int, int, int] | None:
    """A date with slashes: by the day after the 12th, else in the order that was told."""
    if first > 12 or (order == "dmy" and second <= 12) or first == second:
        return year, second, first
    return (year, first, second) if second > 12 or order == "mdy" else None


def _counted(text: str) -> tuple[int, int, int] | None:
    """A date counted in days by a spreadsheet, or in milliseconds since 1970 as Esri does."""
    if re.fullmatch(r"\d{5}(\.\d+)?", text) and SERIAL[0] <= float(text) <= SERIAL[1]:
        day = pd.Timestamp("1899-12-30") + pd.Timedelta(days=int(float(text)))
    elif MILLISECONDS.fullmatch(text):
        day = pd.Timestamp(int(text), unit="ms")
    else:
        return None
    return day.year, day.month, day.day

"""Finds the rows behind a mark of a chart by what the mark says of itself; draws nothing."""

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

PLACES = ("country", "recipient", "donor_country", "jurisdiction", "partner", "neighbour")
"""Columns that hold codes of countries."""
WORDS = (
    *("donor", "city", "title", "event", "participant", "series", "organisation", "actor", "place", "name"),
    *("treaty", "action", "method", "item", "indicator", "subject", "sector", "kind", "series_group", "what"),
)
"""Columns whose words a mark may repeat."""
SPANS = (("year_from", "year_to"), ("stood", "year"), ("year", "year"), ("stood", "stood"))
NO_VALUES = (
    "year",
    "year_from",
    "year_to",
    "stood",
    "lat",
    "lon",
    "preference",
    "position",
    "areas",
    "counted_from",
)
"""Numbers that are no figures."""
YEAR = re.compile(r"(?<![\d.])(?:19|20)\d\d(?![\d.])")
NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w%])")
MILLION = 1e6


@dataclass(frozen=True)
class Mark:
    """What a mark says: its hover text, its series, its place on a map, its values on the axes."""

    text: str = ""
    name: str = ""
    location: str = ""
    values: tuple = ()


@dataclass(frozen=True)
class Found:
    """The rows behind a mark, and whether the mark states them; else it was computed from them."""

    rows: pd.DataFrame
    is_stated: bool


def behind(
    mark: Mark, records: pd.DataFrame, names: Mapping[str, Sequence[str]], titles: Mapping[str, str]
) -> Found:
    """The rows that agree with all that a mark says: sources, countries, days, years, words, numbers.

    What no row agrees with is passed over; only a place of which nothing is on record, and a label that names
    no number and no row, have no rows.

    Args:
        mark: the mark.
        records: the rows of its chart.
        names: all names that a country has or had, by its code.
        titles: titles of the documents by id.
    """
    text = plain(mark.text)
    rows, cited = _of_sources(records, text, titles)
    said = _Said.read(text, cited, mark)
    for name in PLACES:
        if name in rows:
            hits = rows[name].map(lambda code: said.names(code, names)).astype(bool)
            if name == "country" and mark.location and not hits.any():
                return Found(rows[:0], False)
            rows = _kept(rows, hits)
    rows, is_dated = _of_days(rows, said)
    rows = _of_years(rows, said)
    for name in WORDS:
        if name in rows:
            rows = _kept(rows, rows[name].map(lambda words: isinstance(words, str) and said.has(words)))
    if text and len(rows) == len(records) > 1 and not re.search(r"\d", text):
        return Found(rows[:0], False)  # a label of something else, such as a meeting beside a curve
    values = _values(rows)
    if not values:
        return Found(rows, is_dated or len(rows) == 1)
    told = pd.concat([rows[name].map(said.counts) for name in values], axis=1)
    if "record_id" not in rows:  # computed rows have many figures: the one whose figures are all said
        share = told.sum(axis=1) / rows[values].notna().sum(axis=1).clip(lower=1)
        return Found(_kept(rows, share.eq(share.max()) & share.gt(0)), bool(share.gt(0).any()))
    hits = told.any(axis=1)
    return Found(_kept(rows, hits), bool(hits.any()) or (len(rows) == 1 and bool(cited)))


def plain(text: object) -> str:
    r"""A hover text as a reader sees it, in one line, numbers without marks between thousands.

    >>> plain("<b>BiH</b><br>1\u202f219\u202fkm²")
    'BiH 1219 km²'
    """
    words = html.unescape(re.sub(r"<[^>]*>", " ", str(text or "")))
    words = re.sub(r"(?<=\d)\u202f(?=\d{3})", "", words)
    return re.sub(r"\s+", " ", words).strip()


@dataclass(frozen=True)
class _Said:
    """What a mark says without the titles of its sources."""

    text: str
    tight: str
    location: str
    days: frozenset[str]
    years: frozenset[int]
    numbers: tuple[tuple[float, int], ...]

    @classmethod
    def read(cls, text: str, cited: Iterable[str], mark: Mark) -> "_Said":
        axes = [str(value) for value in mark.values if isinstance(value, str)]
        full = " ".join([_without(text, cited), plain(mark.name), *map(plain, axes)])
        days = {value[:10] for value in axes if re.match(r"\d{4}-\d\d-\d\d", value)}
        floats = [float(value) for value in mark.values if isinstance(value, (int, float))]
        years = {int(found) for found in YEAR.findall(_without(text, cited))}
        years |= {int(day[:4]) for day in days} if not years else set()
        years |= {int(value) for value in floats if value in range(1950, 2101)} if not years else set()
        told = [(float(found), len(found.partition(".")[2])) for found in NUMBER.findall(full)]
        told = [(number, digits) for number, digits in told if digits or number not in years]
        told += [(number, 9) for number in floats if number not in years]
        return cls(full, tight(full), mark.location, frozenset(days), frozenset(years), tuple(told))

    def has(self, words: str) -> bool:
        """Whether it repeats some words."""
        words = words.replace("_", " ")
        if len(words) > 12:
            return tight(words) in self.tight
        return bool(words.strip()) and bool(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", self.text))

    def names(self, code: object, names: Mapping[str, Sequence[str]]) -> bool:
        """Whether it names the country of a code."""
        if not isinstance(code, str) or not code:
            return False
        return code == self.location[: len(code)] or any(map(self.has, names.get(code, (code,))))

    def counts(self, value: object) -> bool:
        """Whether it states a number, as it is or in millions."""
        if pd.isna(value):
            return False
        number = float(str(value))
        scaled = (number, number / MILLION) if abs(number) >= MILLION / 10 else (number,)
        return any(_same(one, told, digits) for one in scaled for told, digits in self.numbers)


def tight(words: str) -> str:
    """Words without the spaces that a broken line may add."""
    return re.sub(r"\s+", "", words)


def _same(value: float, told: float, digits: int) -> bool:
    return abs(value - told) <= 0.500001 * 10.0**-digits + 1e-12 * abs(told)


def _without(text: str, cited: Iterable[str]) -> str:
    """A text without the titles it cites: their years and names say nothing of the mark."""
    for title in sorted(cited, key=len, reverse=True):
        spaced = r"\s*".join(re.escape(letter) for letter in tight(title))
        text = re.sub(spaced, " ", text)
    return text


def _of_sources(
    records: pd.DataFrame, text: str, titles: Mapping[str, str]
) -> tuple[pd.DataFrame, list[str]]:
    """The rows whose source the text cites, all where it cites none; and the titles that it cites."""
    if "source" not in records:
        return records, []
    squeezed = tight(text)
    cited = {
        source: title
        for source in records["source"].dropna().unique()
        if tight(title := str(titles.get(source, source))) in squeezed
    }
    whole = {
        source: title
        for source, title in cited.items()
        if not any(title in other and title != other for other in cited.values())
    }
    return _kept(records, records["source"].isin(list(whole))), list(whole.values())


def _of_days(rows: pd.DataFrame, said: _Said) -> tuple[pd.DataFrame, bool]:
    """The rows one of whose dates is said, to the day before to the month."""
    dates = [
        name for name in rows if pd.api.types.is_datetime64_any_dtype(rows[name]) and name != "known_since"
    ]
    for spell in (_day, _month):
        for name in dates:
            hits = rows[name].map(lambda day, spell=spell: pd.notna(day) and spell(day, said))
            if hits.any():
                return rows[hits.astype(bool)], True
    return rows, False


def _day(day: Any, said: _Said) -> bool:
    return f"{day:%Y-%m-%d}" in said.days or said.has(f"{day.day} {day:%B %Y}")


def _month(day: Any, said: _Said) -> bool:
    return said.has(f"{day:%B %Y}") or said.has(f"{day:%b %Y}")


def _of_years(rows: pd.DataFrame, said: _Said) -> pd.DataFrame:
    """The rows whose first and last year are said, else those whose last year is."""
    for first, last in SPANS:
        if first in rows and last in rows:
            ends = rows[last].isin(said.years)
            both = ends & rows[first].isin(said.years)
            return rows[both] if both.any() else _kept(rows, ends)
    for name in ("as_of", "date", "start"):
        if name in rows:
            return _kept(rows, rows[name].dt.year.isin(said.years))
    return rows


def _values(rows: pd.DataFrame) -> list[str]:
    """Columns that hold figures."""
    return [
        name
        for name in rows
        if pd.api.types.is_numeric_dtype(rows[name])
        and not pd.api.types.is_bool_dtype(rows[name])
        and name not in NO_VALUES
        and rows[name].notna().any()
    ]


def _kept(rows: pd.DataFrame, hits: pd.Series) -> pd.DataFrame:
    """The rows that agree; all of them where none does."""
    hits = hits.astype(bool)
    return rows[hits] if hits.any() else rows

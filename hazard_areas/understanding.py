"""Decides, once all chunks are checked, what columns, words, numbers and dates of a file mean."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from hazard_areas.problem import StoppedError
from hazard_areas.source import OWN, Source
from hazard_areas.spill import Summary, plain, texts_in
from topics.hazard_areas import terms
from topics.hazard_areas.cells import DECIMALS, ORDERS, dates_of, numbers_of
from topics.hazard_areas.sizes import without_units

READ: dict[str | None, dict[str, tuple[Any, Any]]] = {None: {}, "dmy": {}, "mdy": {}}
"""What texts of dates were read as, by the order of day and month."""
MOST_READ = 100_000


@dataclass(frozen=True)
class Answers:
    """What whoever started the run said of columns and words; what is not said is guessed."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """The own column for a term."""
    meanings: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """The code for a word of a term."""
    unit: str | None = None
    decimal: str | None = None
    dates: str | None = None


@dataclass(frozen=True)
class Understanding:
    """How the rows of a file are put into our terms."""

    columns: Mapping[str, str | None]
    codes: Mapping[str, Mapping[str, str | None]]
    words: Mapping[str, Mapping[str, int]]
    """How often each word of a term occurs."""
    unit: str | None
    decimal: str | None
    dates: str | None
    notes: tuple[str, ...] = ()


def columns_of(source: Source, answers: Answers) -> dict[str, str | None]:
    """The own column that holds each term.

    Raises:
        StoppedError: a column was named that the file does not have.
    """
    names = [str(name) for name in source.schema.names]
    for term, name in answers.columns.items():
        if name not in names:
            raise StoppedError(
                f"{source.path}: there is no column “{name}” for {term}. There are: {', '.join(names)}."
            )
    return {**terms.guessed_columns(names), **answers.columns}


def understood(
    source: Source, columns: Mapping[str, str | None], summaries: Sequence[Summary], answers: Answers
) -> Understanding:
    """What all chunks of a file together tell."""
    notes = list(source.notes)
    words = {term: _words(term, columns[term], summaries, notes) for term in terms.CODED}
    codes = {
        term: {word: answers.meanings.get((term, word), terms.guessed_code(term, word)) for word in counts}
        for term, counts in words.items()
    }
    for (term, word), code in answers.meanings.items():
        if not word and columns[term] is None:
            codes[term][""] = code
    marks = frozenset().union(*(one.marks for one in summaries))
    orders = frozenset().union(*(one.orders for one in summaries))
    unit = answers.unit or terms.guessed_unit(columns["area"]) or _fitting(columns["area"], summaries, notes)
    return Understanding(
        columns,
        codes,
        words,
        unit,
        answers.decimal or _only(marks),
        answers.dates or _only(orders),
        tuple(notes),
    )


def _only(signs: frozenset[str]) -> str | None:
    return next(iter(signs)) if len(signs) == 1 else None


def _words(term: str, column: str | None, summaries: Sequence[Summary], notes: list[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for part in (summary.words.get(term, Counter()) for summary in summaries):
        if part is not None:
            counts.update(part)
        if part is None or len(counts) > terms.MOST_VALUES:
            notes.append(
                f"“{column}” has more than {terms.MOST_VALUES:,} different texts: too many for {term}."
            )
            return Counter()
    return counts


def _fitting(column: str | None, summaries: Sequence[Summary], notes: list[str]) -> str | None:
    """The unit in which stated areas come nearest to those of their outlines, which is then said."""
    if column is None:
        return None
    ratios = pd.Series(np.concatenate([one.ratios for one in summaries]))
    unit = terms.fitting_unit(ratios, pd.Series(1.0, ratios.index))
    if unit is None:
        notes.append(f"The unit of “{column}” is not known: stated areas are left empty. Give it: --unit m2.")
        return None
    words = terms.UNITS[unit][0]
    notes.append(
        f"“{column}” names no unit; its areas fit their outlines in {words}. Else: --unit km2, ha or m2."
    )
    return unit


def in_terms(table: pa.Table, how: Understanding) -> pa.Table:
    """Rows with what they say in our terms before all else.

    *Columns*: id, hazard, area_class, status, area_stated_km2, date, date_precision, area_unclear,
    date_unclear (one is written, but not read), then those of table.
    """
    cells = {term: _Distinct(table.column(f"{OWN}{name}")) for term, name in how.columns.items() if name}
    none = _Distinct(pa.chunked_array([pa.nulls(table.num_rows, pa.string())]))
    parts: dict[str, pa.Array] = {"id": table.column("id")}
    for term in terms.CODED:
        column, codes = cells.get(term, none), how.codes[term]
        parts[term] = column.all([codes.get(text) for text in column.texts.to_pylist()])
    area, date = cells.get("area", none), cells.get("date", none)
    parts["area_stated_km2"] = area.all(sizes(area.values, how.unit, how.decimal), pa.float64())
    read = _days(date.texts.to_pylist(), how.dates)
    parts["date"] = date.all([day for day, _ in read], pa.date32())
    parts["date_precision"] = date.all([precision for _, precision in read])
    for term, column, given in (("area", area, "area_stated_km2"), ("date", date, "date")):
        is_written = column.all(column.is_written, pa.bool_())
        parts[f"{term}_unclear"] = pc.and_(is_written, pc.is_null(parts[given]))
    return pa.table({**parts, **dict(zip(table.column_names, table.columns, strict=True))})


class _Distinct:
    """The distinct values of a column: each is read one time, and stands for all rows that have it."""

    def __init__(self, column: pa.ChunkedArray) -> None:
        self.encoded = column.combine_chunks().dictionary_encode("encode")

    @property
    def values(self) -> pd.Series:
        """The values as those of any file."""
        return plain(self.encoded.dictionary)

    @cached_property
    def texts(self) -> pa.Array:
        """The values as texts."""
        return texts_in(self.encoded.dictionary)

    @property
    def is_written(self) -> pa.Array:
        """Which values are none of an empty cell; numbers are not made texts for it, which takes long."""
        values = self.encoded.dictionary
        is_number = pa.types.is_integer(values.type) or pa.types.is_floating(values.type)
        return pc.is_valid(values) if is_number else pc.not_equal(self.texts, "")

    def all(self, read: Any, kind: pa.DataType | None = None) -> pa.Array:
        """For all rows what was read of their values."""
        return pa.array(read, kind or pa.string(), from_pandas=True).take(self.encoded.indices)


def sizes(cells: pd.Series, unit: str | None, decimal: str | None) -> pd.Series:
    """Areas in km² of cells; none without a unit of theirs or the column's, of two readings, below zero."""
    bare, own = without_units(cells)
    factors = own.where(own.notna(), unit).map({key: factor for key, (_, factor) in terms.UNITS.items()})
    areas = numbers(bare, decimal) * factors.astype("float64")
    return areas.where(areas >= 0)


def numbers(cells: pd.Series, decimal: str | None) -> pd.Series:
    """Numbers of cells; those that can be read in two ways are none while no mark is known."""
    if decimal or pd.api.types.is_numeric_dtype(cells):
        return numbers_of(cells, decimal)
    point, comma = (numbers_of(cells, mark) for mark in DECIMALS)
    return point.where(point.eq(comma))


def days(cells: pd.Series, order: str | None) -> tuple[pd.Series, pd.Series]:
    """Days of texts with their precision; what can be read in two ways is none while no order is known."""
    dates, precisions = dates_of(cells, order or ORDERS[0])
    if order is None:
        marked = cells[cells.str.contains("[/-]")]
        others = dates_of(marked, ORDERS[1])[0].reindex(cells.index)
        is_unsure = cells.index.isin(marked.index) & others.ne(dates)
        dates, precisions = dates.mask(is_unsure), precisions.mask(is_unsure, None)
    return dates, precisions


def _days(texts: list[str], order: str | None) -> list[tuple[Any, Any]]:
    """As `days`, by text; those of former chunks are not read again."""
    known = READ[order]
    if len(known) > MOST_READ:
        known.clear()
    pairs = [known.get(text) for text in texts]
    new = [text for text, pair in zip(texts, pairs, strict=True) if pair is None]
    read: dict[str, tuple[Any, Any]] = {}
    if new:
        dates, precisions = days(pd.Series(new, dtype=object), order)
        read = dict(zip(new, zip(dates.dt.date, precisions, strict=True), strict=True))
        known.update(read)
    return [pair or read[text] for text, pair in zip(texts, pairs, strict=True)]

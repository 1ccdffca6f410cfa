"""Finds the numbers of a title that neither the marks of its chart nor its filter give."""

import itertools
import re
from collections.abc import Iterator

import pandas as pd

from charts.chart import Chart
from topics.treaties.status import states_of
from topics.view import View

NUMBER = re.compile(r"(?<![\w.])\d+(?:\u202f\d{3})*(?:\.\d+)?(?!\w)")
MILLIONS = re.compile(r"(?:–[\d.\u202f]+)?[ \u202f]million")
LEVEL = re.compile(r"\d+ % (?:range|interval|limits)|beyond \d+")
"""The name of a range, and its open end, are no numbers of the rows."""
FEW = 60
"""Values of a column that may tell groups of rows apart."""
FEWER = 40
"""Values of each of two columns that may do so together."""
SHORTEST = 4
"""Letters from which on a cell that stands in a title is no number of ours: "13th Meeting", "Protocol V"."""
NOT_COUNTED = ("label", "records")


def stray_numbers(chart: Chart, view: View, by_rule: pd.Series | None = None) -> list[str]:
    """Numbers of a title that are no count, sum, value, share or date of what is drawn or of the filter.

    What stands behind "of" may also count all rows, as in "231 of 233 meetings". `by_rule` are facts of the
    chart that need more than counting and adding.
    """
    title, wanted = LEVEL.sub("", _without_cells(chart)), {}
    for match in NUMBER.finditer(title):
        is_whole = title[: match.start()].endswith(" of ")
        if is_whole and float(match.group().replace("\u202f", "")) == len(chart.rows):
            continue
        is_million = bool(MILLIONS.match(title, match.end()))
        wanted[match.group()] = 1e6 if is_million else 1.0
    known_first = [] if by_rule is None else [by_rule]
    facts = itertools.chain(known_first, _facts(chart, view))
    while wanted and (known := next(facts, None)) is not None:
        wanted = {text: scale for text, scale in wanted.items() if not _is_among(text, scale, known)}
    return list(wanted)


def _is_among(text: str, scale: float, known: pd.Series) -> bool:
    """Whether a number is one of the facts, as far as it is written out."""
    plain = text.replace("\u202f", "")
    digits = len(plain.partition(".")[2])
    return bool(((known / scale).sub(float(plain)).abs() <= 0.5 * 10.0**-digits + 1e-9).any())


def _facts(chart: Chart, view: View) -> Iterator[pd.Series]:
    """What rows give, the cheapest first: values, counts of rows and of values, sums, both by group."""
    rows = chart.drawn.drop(columns=[name for name in NOT_COUNTED if name in chart.rows])
    rows = rows[[name for name in rows if _is_plain(rows[name])]]
    days = [view.day, view.tables.today]
    of_view = [len(view.members), *view.bounds, *(part for day in days for part in (day.year, day.day))]
    states = states_of(view.tables, view.members)
    yield pd.Series([len(rows), len(states), *of_view, *rows.nunique()], dtype="float64")
    for name in rows:
        yield from _values(rows[name])
    counts = {name: rows[name].nunique() for name in rows if not pd.api.types.is_float_dtype(rows[name])}
    groups = [name for name, count in counts.items() if count <= FEW]
    for name in groups:
        by = rows.groupby(name, observed=True)
        yield by.size().astype("float64")
        yield len(rows) - by.size().astype("float64")
        numbers = [other for other in rows.select_dtypes("number") if other != name]
        for other in numbers:
            yield by[other].sum().astype("float64")
        for other in counts:
            if other != name:
                yield by[other].nunique().astype("float64")
    yield from _pairs(rows, [name for name, count in counts.items() if count <= FEWER])
    for first, second in itertools.combinations(counts, 2):
        yield pd.Series([float(rows.groupby([first, second], observed=True).ngroups)])


def _pairs(rows: pd.DataFrame, groups: list[str]) -> Iterator[pd.Series]:
    """Counts and sums of rows by two columns."""
    numbers = rows.select_dtypes("number").columns
    for first, second in itertools.combinations(groups, 2):
        by = rows.groupby([first, second], observed=True)
        yield by.size().astype("float64")
        for name in numbers.difference([first, second]):
            yield by[name].sum().astype("float64")


def _values(column: pd.Series) -> Iterator[pd.Series]:
    """The numbers of a column, their sum and shares in per cent; of dates the years and days."""
    if pd.api.types.is_datetime64_any_dtype(column):
        yield from (column.dt.year, column.dt.day)
    elif pd.api.types.is_bool_dtype(column):
        yield pd.Series([float(column.sum()), float((~column).sum())])
    elif pd.api.types.is_numeric_dtype(column):
        stated = column.dropna().astype("float64")
        yield pd.concat([stated, pd.Series([stated.sum(), stated.median()])])
        yield 100 * stated if stated.between(0, 1).all() else 100 * stated / stated.sum()


def _is_plain(column: pd.Series) -> bool:
    try:
        column.nunique()
    except TypeError:  # cells that are lists
        return False
    return True


def _without_cells(chart: Chart) -> str:
    """The title without the texts of its rows: names of meetings, indicators, projects."""
    title = chart.title
    for name in chart.rows:
        cells = {cell for cell in chart.rows[name] if isinstance(cell, str) and len(cell) >= SHORTEST}
        for cell in sorted((cell for cell in cells if cell in title), key=len, reverse=True):
            title = title.replace(cell, " ")
    return title

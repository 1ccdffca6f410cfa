"""Finds the numbers of a title that neither the marks of its chart nor its filter give."""

import re
from collections.abc import Iterator

import pandas as pd

from charts.chart import Chart
from topics.view import View

NUMBER = re.compile(r"(?<![\w.])\d+(?:\u202f\d{3})*(?:\.\d+)?(?!\w)")
MILLIONS = re.compile(r"(?:–[\d.\u202f]+)? million")
FEW = 60
"""Values of a column that may tell groups of rows apart."""
SHORTEST = 4
"""Letters from which on a cell that stands in a title is no number of ours: "13th Meeting", "Protocol V"."""
NOT_COUNTED = ("label", "records")


def stray_numbers(chart: Chart, view: View) -> list[str]:
    """Numbers of a title that are no count, sum, value, share or date of what is drawn, and none of the filter."""
    title, wanted = _without_cells(chart), {}
    for match in NUMBER.finditer(title):
        is_million = bool(MILLIONS.match(title, match.end()))
        wanted[match.group()] = 1e6 if is_million else 1.0
    facts = _facts(chart, view)
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
    yield pd.Series([len(rows), *of_view, *rows.nunique()], dtype="float64")
    for name in rows:
        yield from _values(rows[name])
    groups = [name for name in rows if rows[name].nunique() <= FEW]
    for name in groups:
        by = rows.groupby(name, observed=True)
        yield by.size().astype("float64")
        yield from (each.astype("float64") for _, each in by.nunique().items())
        numbers = [other for other in rows.select_dtypes("number") if other != name]
        yield from (each.astype("float64") for _, each in by[numbers].sum().items())
    for first in groups:
        for second in groups:
            yield rows.groupby([first, second], observed=True).size().astype("float64")


def _values(column: pd.Series) -> Iterator[pd.Series]:
    """The numbers of a column, their sum and shares in per cent; of dates the years and days."""
    if pd.api.types.is_datetime64_any_dtype(column):
        yield from (column.dt.year, column.dt.day)
    elif pd.api.types.is_bool_dtype(column):
        yield pd.Series([float(column.sum()), float((~column).sum())])
    elif pd.api.types.is_numeric_dtype(column):
        stated = column.dropna().astype("float64")
        yield pd.concat([stated, pd.Series([stated.sum(), stated.median()])])
        if len(stated) and stated.between(0, 1).all():
            yield 100 * stated


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

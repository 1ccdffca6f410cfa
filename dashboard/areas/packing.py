"""Packs what was read of a reader's file for the way from one process to another, and unpacks it there.

What arrives is data and nothing else: no class but those of days and decimal numbers is made of it.
"""

import io
import pickle
import sys
from collections.abc import Iterable
from dataclasses import astuple
from typing import Any

import numpy as np
import pandas as pd

from dashboard.areas.limits import RefusedError
from dashboard.areas.reading import OwnFile
from topics.hazard_areas.questions import Question

PLAIN = ("b", "i", "u", "f", "m", "M")
"""Kinds of columns that travel as their bytes."""
CELLS = {("datetime", "date"), ("datetime", "datetime"), ("datetime", "time"), ("decimal", "Decimal")}
"""Classes of cells beside texts, numbers and truth."""
LONGEST = sys.float_info.max_exp - 1
"""Bits of the longest integer that is sure to be held as a number; what is longer arrives as its text."""
UTC = "UTC"
TEXTS = "str"


def packed(own: OwnFile | RefusedError) -> bytes:
    """A file as it was read, or why it was not, as bytes."""
    import shapely  # noqa: PLC0415 - only a page with a file needs it

    if isinstance(own, RefusedError):
        return pickle.dumps(str(own), 5)
    columns = [_column(own.rows[name]) for name in own.rows]
    shapes = None if own.shapes is None else shapely.to_wkb(own.shapes).tolist()
    about = (own.kind, own.crs, own.notes, own.first_row, own.numbers)
    questions = [(*astuple(one)[:2], dict(one.choices), one.guess) for one in own.questions]
    names = [str(name) for name in own.rows]
    return pickle.dumps((about, names, columns, len(own.rows), shapes, questions), 5)


def unpacked(content: bytes) -> OwnFile:
    """A file as it was read, of bytes.

    Raises:
        RefusedError: it was not read.
        pickle.UnpicklingError: the bytes hold something else than `packed` writes.
    """
    import shapely  # noqa: PLC0415

    answer = _Plain(io.BytesIO(content)).load()
    if isinstance(answer, str):
        raise RefusedError(answer)
    about, names, columns, count, binary, questions = answer
    kind, crs, notes, first_row, numbers = about
    rows = pd.DataFrame(dict(enumerate(map(_series, columns))), index=range(count)).set_axis(names, axis=1)
    shapes = None if binary is None else shapely.from_wkb(np.array(binary, dtype=object))
    open_ = tuple(Question(*question) for question in questions)
    return OwnFile(kind, rows, shapes, crs, open_, notes, first_row, numbers)


class _Plain(pickle.Unpickler):
    """Makes nothing but plain values."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in CELLS:
            raise pickle.UnpicklingError(f"{module}.{name} is no plain value")
        return super().find_class(module, name)


def _column(values: pd.Series) -> tuple[str, bytes | list[Any]]:
    """The kind of a column, and its bytes or cells."""
    if isinstance(values.dtype, pd.DatetimeTZDtype):
        return UTC, _column(values.dt.tz_convert(UTC).dt.tz_localize(None).astype("datetime64[ms]"))[1]
    if isinstance(values.dtype, np.dtype) and values.dtype.kind in PLAIN:
        return values.dtype.str, values.to_numpy().tobytes()
    if isinstance(values.dtype, pd.StringDtype):
        return TEXTS, values.astype(object).where(values.notna(), None).tolist()
    return "O", list(_cells(values.tolist()))


def _cells(values: Iterable[Any]) -> Iterable[Any]:
    for value in values:
        kind = type(value)
        is_number = isinstance(value, np.generic) and value.dtype.kind in "biuf"
        if kind is int and value.bit_length() > LONGEST:
            yield str(value)
        elif value is None or kind in (str, int, float, bool) or (kind.__module__, kind.__name__) in CELLS:
            yield value
        else:
            yield value.item() if is_number else _text(value)


def _text(value: Any) -> str | None:
    """A cell of any other kind as its text, None where it is missing."""
    is_missing = pd.api.types.is_scalar(value) and pd.isna(value)
    return None if is_missing else str(value)


def _series(column: tuple[str, bytes | list[Any]]) -> pd.Series:
    kind, content = column
    if isinstance(content, list):
        return pd.Series(content, dtype=object if kind == "O" else TEXTS)
    if kind == UTC:
        return pd.Series(np.frombuffer(content, "datetime64[ms]").copy()).dt.tz_localize(UTC)
    return pd.Series(np.frombuffer(content, kind).copy())

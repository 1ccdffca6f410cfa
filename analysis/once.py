"""Works out once what follows from the same tables: a page and its charts ask for the same figures."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Held:
    """A table that is the same as another one when its content is."""

    content: tuple[Hashable, ...]
    table: pd.DataFrame = field(compare=False)


def once(work: Callable[..., Any], *given: Any) -> Any:
    """What a function makes of its arguments, the function being called once for the same content.

    >>> calls = []
    >>> def counted(table):
    ...     calls.append(table)
    ...     return table
    >>> rows = [once(counted, pd.DataFrame({"year": [year]})) for year in (2020, 2020, 2021)]
    >>> len(calls), rows[1]["year"].tolist()
    (2, [2020])

    Args:
        work: a function of a module, whose result depends on nothing but its arguments.
        given: tables, and values that can be the key of a dictionary.
    """
    made = _done(work, *map(_held, given))
    return made.copy(deep=False) if isinstance(made, pd.DataFrame) else made


@lru_cache(maxsize=128)
def _done(work: Callable[..., Any], *given: Any) -> Any:
    return work(*(value.table if isinstance(value, Held) else value for value in given))


def _held(value: Any) -> Any:
    if not isinstance(value, pd.DataFrame):
        return value
    columns = ((name, *_content(column.to_numpy())) for name, column in value.items())
    return Held((_content(value.index.to_numpy()), *columns), value)


def _content(values: np.ndarray) -> tuple[str, Hashable]:
    return str(values.dtype), tuple(values) if values.dtype == object else values.tobytes()

"""Lines on a map, one of each row, in classes of width; knows no figures."""

from collections.abc import Sequence
from itertools import compress
from math import inf
from typing import Any, NamedTuple

import pandas as pd

from charts.map import Spot, key_entry, spots
from charts.marks import Trace


class Width(NamedTuple):
    """A class of lines by what they stand for: its label, the value it begins at, width, opacity."""

    label: str
    least: float
    pixels: float
    opacity: float


def links_by_width(
    rows: pd.DataFrame, value: str, paths: Sequence[Sequence[Spot]], widths: Sequence[Width], colour: str
) -> list[Trace]:
    """A layer of lines, one of each row, for each class of width by the value of a column."""
    values, layers = rows[value].to_numpy(), []
    for width, limit in zip(widths, [*(width.least for width in widths[1:]), inf], strict=True):
        inside = (values >= width.least) & (values < limit)
        style = {"line": {"color": colour, "width": width.pixels}, "opacity": width.opacity}
        layers.append(_links(rows[inside], list(compress(paths, inside)), name=width.label, **style))
    return layers


def width_key(widths: Sequence[Width], colour: str) -> list[Trace]:
    """A line of the key for each class of width."""
    line = {"color": colour}
    return [
        key_entry(each.label, colour, mode="lines", line=line | {"width": each.pixels}, opacity=each.opacity)
        for each in widths
    ]


def _links(rows: pd.DataFrame, paths: Sequence[Sequence[Spot]], **style: Any) -> Trace:
    """Lines that are pointed at by `map.points` of the same rows."""
    places: list[tuple[float | None, float | None]] = []
    numbers: list[int | None] = []
    for row, path in zip(rows.index.tolist(), paths, strict=True):
        places += [*path, (None, None)]
        numbers += [*[row] * len(path), None]
    return spots(places, mode="lines", customdata=numbers, **style)

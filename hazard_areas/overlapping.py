"""Finds outlines that share ground among the rows of neighbouring tiles."""

from typing import Any

import numpy as np
import pyarrow as pa
import shapely

from hazard_areas.examining import BOX
from hazard_areas.source import SHAPE
from hazard_areas.spill import tile_of, too_wide
from topics.hazard_areas.shapes import to_plane

LEAST_KM2 = 1e-6
"""Shared ground up to a square metre is the line between neighbours."""


def overlapping(table: pa.Table, low: int, high: int) -> pa.Table:
    """Pairs of polygons that share ground, each pair in the group of tiles where its boxes meet first.

    Args:
        table: rows of a group of tiles, with those of other tiles that reach into it.
        low: the least key of its tiles.
        high: the key behind the last one.

    *Columns*: file_one, row_one, id_one, file_other, row_other, id_other, shared_km2.
    """
    bounds = np.column_stack([table.column(name).to_numpy() for name in BOX])
    usable = ~np.isnan(table.column("area_km2").to_numpy()) & ~too_wide(bounds)
    rows = np.flatnonzero(usable & _first_of_each(table))
    one, other = _meeting(bounds[rows], low, high)
    one, other = rows[one], rows[other]
    shapes = np.full(table.num_rows, None, dtype=object)
    needed = np.unique(np.concatenate([one, other]))
    shapes[needed] = shapely.from_wkb(table.column(SHAPE).take(pa.array(needed)).to_numpy())
    touching = shapely.intersects(shapes[one], shapes[other])
    one, other = one[touching], other[touching]
    shared = _shared_km2(shapes, one, other, table.column("plane").to_numpy())
    is_more = shared > LEAST_KM2
    return _named(table, one[is_more], other[is_more], shared[is_more])


def _first_of_each(table: pa.Table) -> np.ndarray:
    """Rows without their copies for the other tiles of the group."""
    numbers = table.column("file").to_numpy().astype("int64") << 40 | table.column("row").to_numpy()
    is_first = np.zeros(table.num_rows, dtype=bool)
    is_first[np.unique(numbers, return_index=True)[1]] = True
    return is_first


def _meeting(bounds: np.ndarray, low: int, high: int) -> Any:
    """Pairs of boxes that meet, with the corner where they first do in these tiles."""
    diagonals = shapely.linestrings(bounds.reshape(-1, 2, 2))  # the same boxes as of polygons, sooner made
    one, other = shapely.STRtree(diagonals).query(diagonals)
    one, other = one[one < other], other[one < other]
    corner = np.maximum(bounds[one, :2], bounds[other, :2])
    key = tile_of(corner[:, 0], corner[:, 1])
    inside = (key >= low) & (key < high)
    return one[inside], other[inside]


def _shared_km2(shapes: np.ndarray, one: np.ndarray, other: np.ndarray, planes: np.ndarray) -> np.ndarray:
    """The ground that pairs share, each measured in the plane of its first."""
    shared = np.zeros(len(one))
    for plane in np.unique(planes[one]):
        pairs = np.flatnonzero(planes[one] == plane)
        needed = np.unique(np.concatenate([one[pairs], other[pairs]]))
        moved = np.full(len(shapes), None, dtype=object)
        moved[needed] = shapely.transform(shapes[needed], to_plane(plane), interleaved=False)
        shared[pairs] = shapely.area(shapely.intersection(moved[one[pairs]], moved[other[pairs]])) / 1e6
    return shared


def _named(table: pa.Table, one: np.ndarray, other: np.ndarray, shared: np.ndarray) -> pa.Table:
    """The pairs by file, row and identifier, the earlier row first."""
    numbers = table.column("file").to_numpy().astype("int64") << 40 | table.column("row").to_numpy()
    is_later = numbers[one] > numbers[other]
    one, other = np.where(is_later, other, one), np.where(is_later, one, other)
    order = np.lexsort([numbers[other], numbers[one]])
    columns: dict[str, Any] = {}
    for end, rows in (("one", one[order]), ("other", other[order])):
        part = table.select(["file", "row", "id"]).take(pa.array(rows))
        columns |= {f"{name}_{end}": part.column(name) for name in part.column_names}
    return pa.table(columns | {"shared_km2": shared[order]})

"""Checks, mends, measures and places the areas of a chunk; every step takes and gives a GeoDataFrame."""

from functools import lru_cache
from threading import Lock
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import shapely
from pyproj import Transformer

from dashboard.areas.places import boundaries
from hazard_areas.source import ROW, SHAPE, Source
from topics.hazard_areas.operations import to_degrees
from topics.hazard_areas.places import NEAR_KM
from topics.hazard_areas.shapes import (
    AROUND_EUROPE,
    DEGREES,
    EUROPE,
    WORLD,
    areas_in,
    problems,
    repairable,
    repaired,
    to_plane,
)

PLACES = ("country", "subdivision", "municipality")
BOX = ("xmin", "ymin", "xmax", "ymax")
CELL_KM = 1
"""Width of the squares of the density grid that wider ones are made of."""
LOADING = Lock()
"""Two threads that ask for the same units would else both read them."""
UNITS_STEP = 5.0
"""Degrees to which the box of a chunk is widened, so that many chunks share their units."""


def located(table: pa.Table, first: int, source: Source) -> Any:
    """The rows of a chunk in degrees.

    *Columns*: those of the chunk, file, row, is_changed (the shape is not as its binary in SHAPE), geometry.
    """
    shapes = shapely.from_wkb(table.column(SHAPE).to_numpy(), on_invalid="ignore")
    is_changed = shapely.has_z(shapes) | shapely.has_m(shapes)
    if is_changed.any():
        shapes = shapely.force_2d(shapes)
    shifts: list[Any] = []
    if source.crs != DEGREES:
        west, south, east, north = _degrees(shapely.total_bounds(shapes), source.crs)
        shapes, shifts = to_degrees(shapes, source.crs, units_around(west, south, east, north))
        is_changed = np.ones(len(shapes), dtype=bool)
    numbers = np.arange(first, first + table.num_rows) + source.first_row
    if source.laid:
        numbers, table = table.column(ROW).to_numpy(), table.drop_columns(ROW)
    rows = table.to_pandas(types_mapper=pd.ArrowDtype)
    rows.insert(0, "file", np.full(len(rows), source.number, dtype="int16"))
    rows.insert(1, ROW, numbers)
    frame = gpd.GeoDataFrame(rows.assign(is_changed=is_changed), geometry=shapes, crs=DEGREES)
    frame.attrs["shifts"] = shifts
    return frame


def examined(frame: Any, repair: bool) -> Any:
    """The areas with what is wrong with each, its size and where it lies.

    *Columns*: those of frame, problem_as_read, problem, repaired, area_km2, BOX, PLACES, plane, cell_x,
    cell_y.
    """
    before = problems(frame)
    problem, mended = before, pd.Series(False, index=frame.index)
    if repair and (broken := repairable(before)).any():
        frame = repaired(frame, broken).assign(is_changed=frame["is_changed"] | broken)
        problem = before.where(~broken, problems(frame[broken]).reindex(frame.index))
        mended = broken & (problem == "")
    valid = np.flatnonzero(problem == "")
    shapes = frame.geometry.to_numpy()[valid]
    bounds = shapely.bounds(shapes)
    in_europe = _in_europe(bounds)
    points = shapely.point_on_surface(shapes)
    columns: dict[str, Any] = {
        "area_km2": areas_km2(shapes, in_europe),
        **dict(zip(BOX, bounds.T, strict=True)),
        **places(points, in_europe),
        **cells(points, in_europe),
    }
    parts = pd.DataFrame(columns, index=frame.index[valid]).reindex(frame.index)
    return frame.assign(problem_as_read=before, problem=problem, repaired=mended, **parts.to_dict("series"))


def areas_km2(shapes: np.ndarray, in_europe: np.ndarray) -> np.ndarray:
    """The area of each polygon in the equal-area plane of its place; nan for points."""
    areas = np.full(len(shapes), np.nan)
    for plane, inside in ((EUROPE, in_europe), (WORLD, ~in_europe)):
        if inside.any():
            areas[inside] = areas_in(shapes[inside], to_plane(plane))
    return areas / 1e6


def places(points: np.ndarray, in_europe: np.ndarray) -> dict[str, Any]:
    """The unit in which each point lies, or that is the nearest within NEAR_KM; None outside all of them."""
    if not len(points):
        return {name: _texts([None], np.zeros(0, dtype="int64")) for name in PLACES}
    bounds = shapely.total_bounds(points)
    units = units_around(*bounds)
    unit = np.full(len(points), -1)
    hits = shapely.STRtree(points).query(units.geometry.to_numpy(), predicate="contains")
    unit[hits[1][::-1]] = hits[0][::-1]
    for plane, inside in ((EUROPE, in_europe), (WORLD, ~in_europe)):
        open_ = np.flatnonzero((unit < 0) & inside)
        if open_.size:
            moved = shapely.transform(points[open_], to_plane(plane), interleaved=False)
            tree = _tree(_widened(*bounds), plane)
            near = tree.query_nearest(moved, max_distance=NEAR_KM * 1000, all_matches=False)
            unit[open_[near[0]]] = near[1]
    unit[unit < 0] = len(units)
    return {name: _texts([*units[name].where(units[name].notna(), None), None], unit) for name in PLACES}


def _texts(choices: list[str | None], chosen: np.ndarray) -> Any:
    """A column of texts, by the place of each among the choices."""
    return pd.arrays.ArrowExtensionArray(pa.array(choices, pa.string()).take(pa.array(chosen)))


def cells(points: np.ndarray, in_europe: np.ndarray) -> dict[str, Any]:
    """The square of CELL_KM in which each point lies: its plane, and its number across and along in it."""
    corners = shapely.get_coordinates(points)
    place: np.ndarray = np.zeros((2, len(points)))
    for plane, inside in ((EUROPE, in_europe), (WORLD, ~in_europe)):
        if inside.any():
            place[:, inside] = to_plane(plane)(*corners[inside].T)
    across, along = np.floor(place / (CELL_KM * 1000))
    planes = _texts([WORLD, EUROPE], in_europe.astype("int64"))
    return {"plane": planes, "cell_x": across, "cell_y": along}


def _in_europe(bounds: np.ndarray) -> np.ndarray:
    """Whether a shape lies where it is measured in the plane of Europe."""
    west, south, east, north = AROUND_EUROPE
    return (bounds[:, 0] > west) & (bounds[:, 1] > south) & (bounds[:, 2] < east) & (bounds[:, 3] < north)


def _widened(west: float, south: float, east: float, north: float) -> tuple[float, float, float, float]:
    """A box in whole steps around a box, so that chunks of one database ask for the same units."""
    low = np.floor(np.array([west, south]) / UNITS_STEP) * UNITS_STEP
    high = np.ceil(np.array([east, north]) / UNITS_STEP) * UNITS_STEP
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def units_around(west: float, south: float, east: float, north: float) -> Any:
    """The units of a box in degrees, and of some more around it."""
    with LOADING:
        return boundaries(_widened(west, south, east, north))


@lru_cache(maxsize=8)
def _tree(box: tuple[float, float, float, float], plane: str) -> Any:
    return shapely.STRtree(boundaries(box).geometry.to_crs(plane).to_numpy())


def _degrees(bounds: np.ndarray, crs: str) -> tuple[float, float, float, float]:
    """The box of shapes in degrees, near enough to choose units; the whole earth where it has none."""
    if not np.isfinite(bounds).all():
        return -180.0, -90.0, 180.0, 90.0
    west, south, east, north = bounds
    box = Transformer.from_crs(crs, DEGREES, always_xy=True).transform_bounds(west, south, east, north)
    return box if np.isfinite(box).all() else (-180.0, -90.0, 180.0, 90.0)

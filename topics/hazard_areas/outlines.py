"""Makes the shapes of many hazard areas small enough to be drawn: simplified outlines, or cells of a grid."""

from typing import Any

import numpy as np
import pandas as pd

from topics.hazard_areas.packing import packed
from topics.hazard_areas.shapes import DEGREES, plane

MOST_OUTLINES = 20_000
"""Areas that are drawn by their shapes; more are counted in cells."""
MOST_CELLS = 12_000
"""Cells of all widths together: more take a second to be described and drawn."""
CELL_KM = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500)
CELLS_ACROSS = 70
"""Cells that stand side by side at first, at most."""
CROWDED = 1.5
"""Areas in a cell, on average, from which on smaller cells tell more."""
STEPS_ACROSS, STEPS_OF_SHAPE, STEPS_OF_MANY, MANY = 6000, 40, 15, 4000
"""Parts of the width of the map, and of a shape itself, below which a bend of an outline is left out; of many
shapes fewer, and how many are many."""
PADDING, LEAST_SPAN = 0.12, 0.12
"""Room beside the areas, as a share of their width; degrees that a map shows at least."""
WIDEST = 1.5
"""Width of a map in heights: wider ones leave a phone's screen empty."""
KM = 111.32
"""Kilometres of a degree of latitude."""
LEAST_KM = 0.02
"""Width of an area that is no point any more where the map is enlarged most."""
LEAST_DEPTH = 12


def frame_of(areas: Any) -> tuple[list[float], list[float]]:
    """Ranges of longitude and latitude that hold all areas, with room around them."""
    west, south, east, north = areas.total_bounds
    across = max((east - west) * (1 + 2 * PADDING), LEAST_SPAN * 1.4)
    middle, height = (west + east) / 2, (south + north) / 2
    wide = across * float(np.cos(np.radians(height)))
    along = max((north - south) * (1 + 2 * PADDING), LEAST_SPAN, wide / WIDEST)
    return (
        [round(float(middle - across / 2), 4), round(float(middle + across / 2), 4)],
        [round(float(height - along / 2), 4), round(float(height + along / 2), 4)],
    )


def depth_of(areas: Any) -> int:
    """How many times a map of the areas can be enlarged, so that small ones are seen as shapes."""
    return max(LEAST_DEPTH, round(_width_km(areas) / LEAST_KM * 4 / 900))


def digits_of(areas: Any) -> int:
    """Digits of the degrees of outlines: the last one is a metre, or a tenth where all lies near."""
    (west, east), _ = frame_of(areas)
    return 5 if east - west > 1 else 6


def _width_km(areas: Any) -> float:
    (west, east), (south, north) = frame_of(areas)
    return (east - west) * KM * float(np.cos(np.radians((south + north) / 2)))


def outlined(areas: Any) -> pd.DataFrame:
    """The areas with what a map needs of their shapes.

    *Columns*: those of areas without geometry, lon, lat (a point inside), outline (simplified, of
    `packing.packed`, outer ring clockwise as d3-geo has it; a point for what has no area).
    """
    import shapely  # noqa: PLC0415 - only a page with a file needs it

    shapes = areas.geometry.to_numpy()
    is_polygon = areas.geom_type.isin(["Polygon", "MultiPolygon"]).to_numpy()
    (west, east), _ = frame_of(areas)
    bounds = shapely.bounds(shapes)
    sizes = np.maximum(bounds[:, 2] - bounds[:, 0], bounds[:, 3] - bounds[:, 1])
    steps = STEPS_OF_SHAPE if len(areas) < MANY else STEPS_OF_MANY
    simple = shapely.simplify(shapes, np.minimum(sizes / steps, (east - west) / STEPS_ACROSS))
    inside, digits = shapely.point_on_surface(shapes), digits_of(areas)
    drawn = np.where(is_polygon, shapely.orient_polygons(simple, exterior_cw=True), inside)
    return pd.DataFrame(areas.drop(columns="geometry")).assign(
        lon=shapely.get_x(inside).round(digits),
        lat=shapely.get_y(inside).round(digits),
        outline=packed(drawn, digits),
    )


def gridded(areas: Any) -> pd.DataFrame:
    """Areas summed in square cells of a plane that is equal in area: in wide ones, then in ever smaller ones.

    There are smaller ones as long as no more than MOST_CELLS are needed and several areas share a cell.

    *Columns*: cell_km (width of the cell), areas, counted_km2, lon, lat (its middle), outline (of
    `packing.packed`).
    """
    import geopandas as gpd  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    metres = plane(areas)
    points = gpd.GeoSeries(areas.representative_point(), crs=DEGREES).to_crs(metres)
    first = _width_km(areas) / CELLS_ACROSS
    widths = [min((width for width in CELL_KM if width >= first), default=CELL_KM[-1])]
    levels = [_cells(points, areas["counted_km2"], widths[0])]
    for width in (width for width in reversed(CELL_KM) if width < widths[0]):
        cells = _cells(points, areas["counted_km2"], width)
        if len(areas) < CROWDED * len(levels[-1]) or sum(map(len, levels)) + len(cells) > MOST_CELLS:
            break
        levels.append(cells)
    cells = pd.concat(levels, ignore_index=True)
    left, low, size = cells.pop("left"), cells.pop("low"), cells["cell_km"] * 1000
    boxes = gpd.GeoSeries(shapely.box(left, low, left + size, low + size, ccw=False), crs=metres)
    boxes, digits = boxes.to_crs(DEGREES), digits_of(areas)
    middles = boxes.bounds
    return cells.assign(
        lon=((middles["minx"] + middles["maxx"]) / 2).round(digits),
        lat=((middles["miny"] + middles["maxy"]) / 2).round(digits),
        outline=packed(boxes.to_numpy(), digits),
    )


def _cells(points: Any, counted_km2: pd.Series, km: float) -> pd.DataFrame:
    """The cells of a width in which areas lie.

    *Columns*: cell_km, areas, counted_km2, left, low (of the cell, in metres).
    """
    left, low = ((axis // (km * 1000)) * km * 1000 for axis in (points.x, points.y))
    groups = counted_km2.groupby([left.rename("left"), low.rename("low")])
    cells = groups.sum(min_count=1).to_frame("counted_km2").assign(areas=groups.size(), cell_km=km)
    return cells.reset_index()[["cell_km", "areas", "counted_km2", "left", "low"]]


def class_limits(values: pd.Series, most: int = 6) -> list[float]:
    """Round numbers between classes, at even ratios from low to high values.

    >>> class_limits(pd.Series([1, 1, 2, 3, 8, 40, 300])), class_limits(pd.Series([1, 1]))
    ([2.0, 5.0, 10.0, 20.0, 100.0], [])
    """
    known = values[values > 0]
    if known.empty or known.max() == known.min():
        return []
    wanted = np.geomspace(known.quantile(0.05), known.max(), most + 1)[1:-1]
    scales = 10.0 ** np.floor(np.log10(wanted))
    rounded = [max(lead for lead in (1, 2, 5) if lead <= value + 1e-9) for value in wanted / scales]
    limits = dict.fromkeys(round(float(limit), 9) for limit in rounded * scales)
    return [limit for limit in limits if known.min() < limit <= known.max()]

"""Makes the shapes of many hazard areas small enough to be drawn: simplified outlines, or cells of a grid."""

import json
from typing import Any

import numpy as np
import pandas as pd

from topics.hazard_areas.shapes import DEGREES, plane

MOST_OUTLINES = 1500
MOST_CELLS = 2500
CELL_KM = (1, 2, 5, 10, 20, 50, 100, 200)
STEPS_ACROSS = 1500
"""Parts of the width of the map below which a bend of an outline cannot be seen."""
PADDING, LEAST_SPAN = 0.12, 1.5
WIDEST = 1.5
"""Width of a map in heights: wider ones leave a phone's screen empty."""


def frame_of(areas: Any) -> tuple[list[float], list[float]]:
    """Ranges of longitude and latitude that hold all areas, with room around them."""
    west, south, east, north = areas.total_bounds
    across = max((east - west) * (1 + 2 * PADDING), LEAST_SPAN * 1.4)
    middle, height = (west + east) / 2, (south + north) / 2
    wide = across * float(np.cos(np.radians(height)))
    along = max((north - south) * (1 + 2 * PADDING), LEAST_SPAN, wide / WIDEST)
    return (
        [round(float(middle - across / 2), 3), round(float(middle + across / 2), 3)],
        [round(float(height - along / 2), 3), round(float(height + along / 2), 3)],
    )


def outlined(areas: Any) -> pd.DataFrame:
    """The areas with what a map needs of their shapes.

    *Columns*: those of areas without geometry, lon, lat (a point inside), outline (a GeoJSON geometry,
    simplified, outer ring clockwise as d3-geo has it on the sphere; None for points).
    """
    import shapely  # noqa: PLC0415 - only a page with a file needs it

    inside = areas.representative_point()
    (west, east), _ = frame_of(areas)
    shapes = shapely.simplify(areas.geometry.to_numpy(), (east - west) / STEPS_ACROSS)
    digits = 4 if east - west > 2 else 5
    shapes = shapely.orient_polygons(shapes, exterior_cw=True)
    shapes = shapely.transform(shapes, lambda corners: np.round(corners, digits))
    texts = shapely.to_geojson(shapes)
    is_polygon = areas.geom_type.isin(["Polygon", "MultiPolygon"])
    return pd.DataFrame(areas.drop(columns="geometry")).assign(
        lon=inside.x.round(digits),
        lat=inside.y.round(digits),
        outline=[
            json.loads(text) if has_outline else None
            for text, has_outline in zip(texts, is_polygon, strict=True)
        ],
    )


def gridded(areas: Any) -> tuple[pd.DataFrame, int]:
    """Areas summed in square cells of a plane that is equal in area, and the width of a cell in km.

    The cells are the smallest of CELL_KM of which no more than MOST_CELLS are needed.

    *Columns*: areas, counted_km2, lon, lat, outline.
    """
    import geopandas as gpd  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    metres = plane(areas)
    points = areas.representative_point().to_crs(metres)
    for width in CELL_KM:
        across = np.floor(points.x / (width * 1000)).astype(int)
        along = np.floor(points.y / (width * 1000)).astype(int)
        groups = areas["counted_km2"].groupby([across.rename("across"), along.rename("along")])
        if groups.ngroups <= MOST_CELLS:
            break
    cells = groups.sum(min_count=1).to_frame("counted_km2").assign(areas=groups.size()).reset_index()
    left, low = cells["across"] * width * 1000, cells["along"] * width * 1000
    boxes = shapely.box(left, low, left + width * 1000, low + width * 1000)
    squares = gpd.GeoDataFrame(cells[["areas", "counted_km2"]], geometry=boxes, crs=metres).to_crs(DEGREES)
    return outlined(squares), width


def class_limits(values: pd.Series, most: int = 5) -> list[float]:
    """Round numbers between classes, so that about equally many values lie in each.

    >>> class_limits(pd.Series([0.1, 0.2, 0.4, 0.9, 2.2, 3.1, 5, 12, 40, 90]))
    [0.2, 1.0, 2.0, 10.0]
    """
    known = values[values > 0]
    if known.empty:
        return []
    wanted = known.quantile([part / most for part in range(1, most)])
    scales = 10.0 ** np.floor(np.log10(wanted))
    leads = (wanted / scales).to_numpy()
    rounded = [max(lead for lead in (1, 2, 5) if lead <= value + 1e-9) for value in leads]
    return [round(float(limit), 9) for limit in dict.fromkeys(rounded * scales)]

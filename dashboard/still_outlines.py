"""Boundary files with as much as a picture shows: what lies in its frame, without corners too fine for it."""

import json
from functools import lru_cache
from math import cos, degrees, radians, sin
from typing import Any

from dashboard import store

FINE = 2.0
"""Pixels: the square root of the area of a corner that is left out."""
AROUND = 0.6
"""Degrees that are kept around what the frame shows."""
Frame = tuple[float, ...]
"""West, south, east, north."""
WORLD: Frame = (-360.0, -90.0, 360.0, 90.0)


def outlines(figure: dict[str, Any], width: int) -> dict[str, str]:
    """The boundary files of a map as GeoJSON, by their names.

    Args:
        figure: of `charts.map.map_figure`.
        width: of the picture in pixels.
    """
    extent, locator = figure["extent"], figure["extent"].get("locator")
    names = {layer["file"] for layer in figure["layers"] if layer.get("file")}
    files = {name: _simplified(store.geometry(name), *_shown(extent, width)) for name in sorted(names)}
    if locator:
        files[locator["file"]] = store.geometry(locator["file"]).decode()
    return files


def _shown(extent: dict[str, Any], width: int) -> tuple[Frame, float]:
    """What of the world the frame can show, in degrees, and how many of them are too fine."""
    west, south, east, north = extent["bounds"]
    fine = FINE * (east - west) / width
    if not extent["parallels"]:
        return WORLD, fine
    land = extent["land"] or (west, east)
    west, east = min(west, land[0]), max(east, land[1])
    half, middle = radians(east - west) / 2, radians(south + north) / 2
    beside = degrees(half * (cos(radians(south)) / cos(radians(north)) - 1))  # meridians lean
    beyond = degrees(half**2 * sin(middle) * cos(middle) / 2)  # parallels are bent
    sides = (west - beside, south - beyond, east + beside, north + beyond)
    return tuple(side + AROUND * sign for side, sign in zip(sides, (-1, -1, 1, 1), strict=True)), fine


@lru_cache(maxsize=32)
def _simplified(file: bytes, frame: Frame, fine: float) -> str:
    """A boundary file; what two units share stays the same for both, outer rings go with the clock."""
    import shapely  # noqa: PLC0415 - only needed for pictures of maps

    content, shapes, boxes = _read(file)
    west, south, east, north = frame
    near = (boxes[:, 0] <= east) & (boxes[:, 2] >= west) & (boxes[:, 1] <= north) & (boxes[:, 3] >= south)
    units = [unit for unit, is_near in zip(content["features"], near, strict=True) if is_near]
    shapes = shapely.clip_by_rect(shapely.coverage_simplify(shapes[near], fine), *frame)
    geometries = map(json.loads, shapely.to_geojson(shapely.orient_polygons(shapes, exterior_cw=True)))
    drawn = [unit | {"geometry": geometry} for unit, geometry in zip(units, geometries, strict=True)]
    in_frame = [unit for unit in drawn if unit["geometry"].get("coordinates")]
    return json.dumps(content | {"features": in_frame}, ensure_ascii=False)


@lru_cache(maxsize=8)
def _read(file: bytes) -> tuple[dict[str, Any], Any, Any]:
    """A boundary file, the shapes of its units, and the box of each: west, south, east, north."""
    import shapely  # noqa: PLC0415 - as above

    content = json.loads(file)
    shapes = shapely.from_geojson([json.dumps(unit["geometry"]) for unit in content["features"]])
    content["features"] = [unit | {"geometry": None} for unit in content["features"]]
    return content, shapes, shapely.bounds(shapes)

"""Packs shapes into few letters, as `charts.outlines` has them."""

from typing import Any

import numpy as np

from charts.outlines import Parts


def packed(shapes: Any, digits: int) -> list[Parts]:
    """Polygons, MultiPolygons and points in whole numbers, of which so many digits stand after the point.

    >>> import shapely
    >>> packed([shapely.box(17, 44, 17.1, 44.2, ccw=False), shapely.Point(15.5, 44)], 1)
    [[[[170, 440, 0, 2, 1, 0, 0, -2]]], [[[155, 440]]]]
    """
    import shapely  # noqa: PLC0415 - only a page with a file needs it

    polygons, shape_of = shapely.get_parts(np.asarray(shapes, dtype=object), return_index=True)
    is_point = shapely.get_type_id(polygons) == 0
    rings, polygon_of = shapely.get_rings(np.where(is_point, None, polygons), return_index=True)
    parts: list[list[list[int]]] = [[] for _ in polygons]
    for polygon, ring in zip(polygon_of.tolist(), _steps(rings, digits), strict=True):
        parts[polygon].append(ring)
    places = np.flatnonzero(is_point)
    for polygon, place in zip(places.tolist(), _whole(polygons[places], digits).tolist(), strict=True):
        parts[polygon].append(place)
    result: list[Parts] = [[] for _ in shapes]
    for shape, part in zip(shape_of.tolist(), parts, strict=True):
        result[shape].append(part)
    return result


def _whole(shapes: Any, digits: int) -> Any:
    import shapely  # noqa: PLC0415

    return np.round(shapely.get_coordinates(shapes) * 10**digits).astype("int64")


def _steps(rings: Any, digits: int) -> list[list[int]]:
    """Each ring without its last corner, which is the first: that one, then steps."""
    import shapely  # noqa: PLC0415

    corners = _whole(rings, digits)
    ends = np.cumsum(shapely.get_num_coordinates(rings))
    starts = np.concatenate([[0], ends[:-1]]) if len(ends) else ends
    steps = np.diff(corners, axis=0, prepend=corners[:1])
    steps[starts] = corners[starts]
    flat = steps.ravel().tolist()
    return [flat[2 * start : 2 * end - 2] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]

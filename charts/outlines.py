"""Outlines in few letters, for thousands of shapes: whole numbers, each corner a step from the last."""

from typing import Any

import numpy as np

Parts = list[list[list[int]]]
"""Of a shape its polygons, of these their rings: longitude and latitude of a corner, then steps to others.
A ring of one corner is a point."""


def unpacked(parts: Parts, digits: int) -> dict[str, Any]:
    """The geometry of GeoJSON of a shape.

    >>> unpacked([[[155, 440]]], 1)
    {'type': 'Point', 'coordinates': [15.5, 44.0]}
    """
    corners = [[_corners(ring, digits) for ring in rings] for rings in parts]
    if len(corners[0][0]) == 1:
        return {"type": "Point", "coordinates": corners[0][0][0]}
    closed = [[[*ring, ring[0]] for ring in rings] for rings in corners]
    if len(closed) == 1:
        return {"type": "Polygon", "coordinates": closed[0]}
    return {"type": "MultiPolygon", "coordinates": closed}


def _corners(ring: list[int], digits: int) -> list[list[float]]:
    steps = np.array(ring).reshape(-1, 2).cumsum(axis=0)
    return (steps / 10**digits).round(digits).tolist()

"""The plane of EPSG:3035 (ETRS89-LAEA) in NumPy: PROJ takes twice as long and more.

Lambert's azimuthal equal-area projection of an ellipsoid: Snyder, Map Projections (USGS 1395, 1987), p. 187.
"""

import math
from typing import Any

import numpy as np

RADIUS_M, FLATTENING = 6_378_137.0, 1 / 298.257222101
"""Of GRS 1980."""
LONGITUDE, LATITUDE, EAST_M, NORTH_M = 10.0, 52.0, 4_321_000.0, 3_210_000.0
SQUARE = FLATTENING * (2 - FLATTENING)
"""Of the eccentricity."""
TERMS = 8
"""Of the series below: what is left out is less than a nanometre."""


def _authalic(sine: Any) -> Any:
    """The q of a latitude by its sine (Snyder 3-12), the logarithm as a series."""
    square = SQUARE * sine * sine
    total = 0.0
    for term in reversed(range(TERMS)):
        total = total * square + (1 + 1 / (2 * term + 1))
    return (1 - SQUARE) * sine * total


POLE = _authalic(1.0)
SINE = _authalic(math.sin(math.radians(LATITUDE))) / POLE
COSINE = math.sqrt(1 - SINE**2)
"""Of the authalic latitude of the middle."""
SPHERE_M = RADIUS_M * math.sqrt(POLE / 2)
STRETCH = (
    RADIUS_M
    * math.cos(math.radians(LATITUDE))
    / math.sqrt(1 - SQUARE * math.sin(math.radians(LATITUDE)) ** 2)
    / (SPHERE_M * COSINE)
)


def laea(longitudes: np.ndarray, latitudes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Metres east and north of places in degrees."""
    turn = np.radians(longitudes - LONGITUDE)
    sine = _authalic(np.sin(np.radians(latitudes))) / POLE
    cosine = np.sqrt(1 - sine * sine)
    away = cosine * np.cos(turn)
    scale = SPHERE_M * np.sqrt(2 / (1 + SINE * sine + COSINE * away))
    east = EAST_M + scale * STRETCH * cosine * np.sin(turn)
    north = NORTH_M + scale / STRETCH * (COSINE * sine - SINE * away)
    return east, north

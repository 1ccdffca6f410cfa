"""Finds places for names on a map so that none covers another; draws nothing.

Names are measured in pixels of the width a desk screen gives the map. Narrower screens show fewer names.
"""

from collections.abc import Sequence
from math import cos, log, pi, radians, sin, tan
from typing import Any

import pandas as pd

PARALLELS = (38, 47)
MERIDIANS = {"see": 29, "west": 18.5}
"""The meridian that stands upright."""
LETTER, LINE = 6.3, 14
"""Pixels of an average letter and of a line, at 11 or 12 pixels of type."""
PIXELS_PER_RADIAN = {"see": 2010.0, "west": 3900.0}
"""Scale of the projected plane: radians of the globe to pixels on a desk screen."""
WAYS = {
    "middle center": (0.0, 0.0),
    "middle left": (-0.5, 0.0),
    "middle right": (0.5, 0.0),
    "top center": (0.0, 0.5),
    "bottom center": (0.0, -0.5),
    "top left": (-0.5, 0.5),
    "top right": (0.5, 0.5),
    "bottom left": (-0.5, -0.5),
    "bottom right": (0.5, -0.5),
}
"""How far a name is moved from its point, in widths and heights; the first way that fits is taken."""
BROKEN = {"BIH": "Bosnia and<br>Herzegovina", "MKD": "North<br>Macedonia"}
"""Names on two lines."""
HOMES = {
    ("see", "BIH"): (17.75, 44.42, "middle center"),
    ("see", "CYP"): (33.2, 34.74, "middle center"),
    ("see", "HRV"): (17.5, 45.58, "middle center"),
    ("see", "MDA"): (28.9, 47.35, "middle right"),
    ("see", "MKD"): (21.75, 41.38, "middle center"),
    ("see", "MNE"): (18.45, 42.1, "middle left"),
    ("see", "XKX"): (20.86, 42.4, "middle center"),
    ("west", "SVN"): (14.95, 46.33, "middle center"),
}
"""Names that stand elsewhere than the middle of their country: longitude, latitude and way."""
CAPITALS = {
    "ALB": ("Tirana", 19.819, 41.328),
    "BGR": ("Sofia", 23.315, 42.685),
    "BIH": ("Sarajevo", 18.383, 43.85),
    "CYP": ("Nicosia", 33.367, 35.167),
    "GRC": ("Athens", 23.731, 37.985),
    "HRV": ("Zagreb", 16.0, 45.8),
    "HUN": ("Budapest", 19.081, 47.502),
    "MDA": ("Chișinău", 28.858, 47.005),
    "MKD": ("Skopje", 21.433, 42.0),
    "MNE": ("Podgorica", 19.266, 42.466),
    "ROU": ("Bucharest", 26.098, 44.435),
    "SRB": ("Belgrade", 20.466, 44.821),
    "SVN": ("Ljubljana", 14.515, 46.055),
    "TUR": ("Ankara", 32.862, 39.929),
    "XKX": ("Pristina", 21.166, 42.667),
}
"""Capitals with longitude and latitude; for their origin see data/geo/README.md."""
SIDES = {
    "middle right": (1, 0),
    "middle left": (-1, 0),
    "top center": (0, 1),
    "bottom center": (0, -1),
}
"""Sides of a mark on which its name may stand, and the way there."""
WORLD_SCALE = 2.6
"""Pixels of a degree on a map of the world."""
FORMER = {"the former Yugoslav Republic of Macedonia": "the former Yugoslav<br>Republic of Macedonia"}
"""Names of an earlier day on two lines."""
LINES = 1
"""Lines kept free under a name: the year of completion may come to stand there."""
Box = tuple[float, float, float, float]
Home = tuple[float, float, str]
Mark = tuple[float, float, float]
"""Longitude, latitude and width in pixels."""


def plane(lon: float, lat: float) -> tuple[float, float]:
    """Where a place lies on the Lambert conformal conic plane, in radians of the globe.

    Args:
        lon: degrees east of the upright meridian.
        lat: degrees north.

    *Source*: Snyder, Map Projections: A Working Manual (USGS 1395), p. 106, for the sphere.
    """
    low, high = (radians(parallel) for parallel in PARALLELS)
    half = [tan(pi / 4 + angle / 2) for angle in (low, high, radians(lat))]
    cone = log(cos(low) / cos(high)) / log(half[1] / half[0])
    reach = cos(low) * half[0] ** cone / cone / half[2] ** cone
    turn = cone * radians(lon)
    return reach * sin(turn), -reach * cos(turn)


def places(named: pd.DataFrame, extent: str, marks: Sequence[Mark] = ()) -> dict[str, Home]:
    """Where each country's name stands, and how it lies there as Plotly's `textposition` says it.

    Names with a home of their own choose first, then those with the fewest letters; where no way is free,
    the one that covers least is taken.

    Args:
        named: country, short_name, lat, lon.
        extent: see or west.
        marks: what the names must not lie under.
    """
    taken = [disc(mark, extent) for mark in marks]
    found: dict[str, Home] = {}
    for row in sorted(named.itertuples(), key=lambda row: _turn(row, extent)):
        home = None if marks else HOMES.get((extent, row.country))
        words = broken(row.country, row.short_name)
        ways = [home] if home else [(row.lon, row.lat, way) for way in WAYS]
        boxes = {way: box(words, way[:2], way[2], extent) for way in ways}
        best = min(ways, key=lambda way: sum(overlap(boxes[way], other) for other in taken))
        found[row.country] = best
        taken.append(boxes[best])
    return found


def beside(named: pd.DataFrame, extent: str) -> dict[str, str]:
    """On which side of each capital its name stands, empty if there is no room; none that lies under a name.

    Args:
        named: the countries that are named, see `places`.
        extent: see or west.
    """
    homes = places(named, extent)
    words = {row.country: broken(row.country, row.short_name) for row in named.itertuples()}
    bare = [box(words[country], home[:2], home[2], extent, 0) for country, home in homes.items()]
    taken = [box(words[country], home[:2], home[2], extent) for country, home in homes.items()]
    taken += [disc((lon, lat, 6), extent) for _, lon, lat in CAPITALS.values()]
    found: dict[str, str] = {}
    for country, (town, lon, lat) in CAPITALS.items():
        if any(overlap(disc((lon, lat, 4), extent), other) for other in bare):
            continue
        boxes = {side: _aside(town, (lon, lat), side, extent) for side in SIDES}
        free = [side for side in SIDES if not any(overlap(boxes[side], other) for other in taken)]
        found[country] = free[0] if free else ""
        taken += [boxes[side] for side in free[:1]]
    return found


def _aside(town: str, place: tuple[float, float], side: str, extent: str) -> Box:
    """Left, low, right and high edge of the name beside a mark."""
    across, up = SIDES[side]
    width, height = 0.85 * LETTER * len(town), 12
    x, y = pixels(place, extent)
    x, y = x + across * (width / 2 + 5), y + up * (height / 2 + 4)
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def fitting(named: pd.DataFrame) -> pd.DataFrame:
    """The countries whose names fit on a map of the world beside the names of all that are larger there.

    Args:
        named: country, short_name, lat, lon.
    """
    taken: list[Box] = []
    shown = []
    for row in named.itertuples():
        x, y = WORLD_SCALE * row.lon * cos(radians(row.lat)) ** 0.4, WORLD_SCALE * row.lat
        half = 0.45 * LETTER * len(row.short_name) + 3
        one = x - half, y - 7, x + half, y + 7
        shown.append(not any(overlap(one, other) for other in taken))
        taken += [one] * shown[-1]
    return named[shown]


def _turn(row: Any, extent: str) -> tuple:
    """The order in which names choose."""
    return (extent, row.country) not in HOMES, len(broken(row.country, row.short_name)), row.country


def box(words: str, place: tuple[float, float], way: str, extent: str, more: int = LINES) -> Box:
    """Left, low, right and high edge of a name in pixels, with room for some lines more."""
    lines = words.split("<br>")
    width, height = LETTER * max(map(len, lines)), LINE * (len(lines) + more)
    x, y = pixels(place, extent)
    across, up = WAYS[way]
    x, y = x + across * width, y + up * height
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def disc(mark: Mark, extent: str) -> Box:
    """Left, low, right and high edge of a mark in pixels."""
    x, y = pixels(mark[:2], extent)
    half = mark[2] / 2
    return x - half, y - half, x + half, y + half


def pixels(place: tuple[float, float], extent: str) -> tuple[float, float]:
    """Where a place lies on a desk screen, counted to the right and up."""
    x, y = plane(place[0] - MERIDIANS[extent], place[1])
    return PIXELS_PER_RADIAN[extent] * x, PIXELS_PER_RADIAN[extent] * y


def overlap(one: Box, other: Box) -> float:
    """How many square pixels two names, or a name and a mark, have in common.

    >>> overlap((0, 0, 2, 2), (1, 1, 3, 3)), overlap((0, 0, 2, 2), (2, 0, 4, 2))
    (1, 0)
    """
    across, up = (min(one[edge + 2], other[edge + 2]) - max(one[edge], other[edge]) for edge in (0, 1))
    return max(across, 0) * max(up, 0)


def broken(country: str, name: str) -> str:
    """A name as it is drawn, with its line break."""
    return FORMER.get(name) or BROKEN.get(country, name)

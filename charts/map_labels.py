"""Finds places for names on a map so that none covers another; draws nothing.

Names are measured in pixels of the width a desk screen gives the map. Narrower screens show fewer names.
"""

from math import cos, log, pi, radians, sin, tan

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
FORMER = {"the former Yugoslav Republic of Macedonia": "the former Yugoslav<br>Republic of Macedonia"}
"""Names of an earlier day on two lines."""
LINES = 1
"""Lines kept free under a name: the year of completion may come to stand there."""
Box = tuple[float, float, float, float]


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


def places(named: pd.DataFrame, extent: str) -> dict[str, str]:
    """Plotly's `textposition` of each country's name; names with the fewest letters choose first.

    Args:
        named: country, short_name, lat, lon.
        extent: see or west.
    """
    rows = [
        (row.country, broken(row.country, row.short_name), row.lon, row.lat) for row in named.itertuples()
    ]
    taken: dict[str, Box] = {}
    found: dict[str, str] = {}
    for country, words, lon, lat in sorted(rows, key=lambda row: (len(row[1]), row[0])):
        boxes = {way: box(words, (lon, lat), way, extent) for way in WAYS}
        free = [way for way, one in boxes.items() if not any(overlap(one, other) for other in taken.values())]
        found[country] = free[0] if free else "middle center"
        taken[country] = boxes[found[country]]
    return found


def box(words: str, place: tuple[float, float], way: str, extent: str) -> Box:
    """Left, low, right and high edge of a name in pixels."""
    lines = words.split("<br>")
    width, height = LETTER * max(map(len, lines)), LINE * (len(lines) + LINES)
    lon, lat = place
    x, y = (PIXELS_PER_RADIAN[extent] * value for value in plane(lon - MERIDIANS[extent], lat))
    across, up = WAYS[way]
    x, y = x + across * width, y + up * height
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def overlap(one: Box, other: Box) -> bool:
    """Whether two names cover each other.

    >>> overlap((0, 0, 2, 2), (1, 1, 3, 3)), overlap((0, 0, 2, 2), (2, 0, 4, 2))
    (True, False)
    """
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def broken(country: str, name: str) -> str:
    """A name as it is drawn, with its line break."""
    return FORMER.get(name) or BROKEN.get(country, name)

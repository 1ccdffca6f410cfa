"""Names on maps, placed so that none covers another: countries, capitals, and what stands under a name.

Names are measured in pixels of the width a desk screen gives the map. Narrower screens show fewer names.
"""

from collections.abc import Collection, Mapping, Sequence
from math import cos, log, pi, radians, sin, tan
from typing import NamedTuple

import pandas as pd

from charts import theme
from charts.map import Extent, Spot, Tables, extent_of, words
from charts.marks import Trace
from topics.vocabulary.text import escape

SCREEN = (830, 520)
"""Pixels of width and height that a desk screen gives a map."""
LETTER, LINE = 6.3, 14
"""Pixels of an average letter and of a line, at 11 or 12 pixels of type."""
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
SIDES = ("middle right", "middle left", "top center", "bottom center")
"""Sides of a mark on which its name may stand."""
FONTS = {True: 12, False: 11}
"""Sizes of the names of large and of other countries; style.css leaves out the latter where it is narrow."""
SMALLEST = 10
"""Size of names that only a wide screen has room for."""
LONG = 14
"""Letters from which on a name stands on two lines."""
WORLD_SCALE = 2.6
"""Pixels of a degree on a map of the world."""
Box = tuple[float, float, float, float]
"""Left, low, right and high edge in pixels, counted to the right and up."""
Disc = tuple[float, float, float]
"""Longitude, latitude and width in pixels of a mark that no name may cover."""


class Home(NamedTuple):
    """Where a name stands and how it lies there, as Plotly's `textposition` says it."""

    lon: float
    lat: float
    way: str
    text: str
    is_large: bool


class Plane(NamedTuple):
    """The conic plane of an extent; without a cone the one of a map of the world."""

    parallels: tuple[float, float] | None
    meridian: float
    scale: float


def standing_names(tables: Tables, name: str) -> tuple[list[Trace], list[Trace]]:
    """`labels` and `capitals` of an extent, by its name, where no marks are in their way."""
    extent = extent_of(tables, name)
    return labels(tables, extent), capitals(tables, extent)


def labels(
    tables: Tables, extent: Extent, discs: Sequence[Disc] = (), only: Collection[str] | None = None
) -> list[Trace]:
    """Names of countries where they do not cover each other, at most those of map_labels.

    Args:
        tables: map_labels, map_units, map_extents, countries.
        extent: of the map.
        discs: marks of the map that the names must not lie under.
        only: countries to be named; all of the table without.
    """
    homes = placed(tables, extent, discs, only)
    if not homes:
        return []
    sizes = [FONTS[home.is_large] if extent.is_conic else SMALLEST for home in homes.values()]
    spots_of = [(home.lon, home.lat) for home in homes.values()]
    named = words(
        spots_of, [home.text for home in homes.values()], [home.way for home in homes.values()], sizes
    )
    return [named | {"ids": list(homes)}]


def noted(names: Sequence[Trace], notes: Mapping[str, str]) -> list[Trace]:
    """Names of `labels` with a line more under some of them, by country."""
    return [
        trace
        | {
            "text": [
                f"{text}<br>{notes[code]}" if code in notes else text
                for code, text in zip(trace["ids"], trace["text"], strict=True)
            ]
        }
        for trace in names
    ]


def capitals(tables: Tables, extent: Extent) -> list[Trace]:
    """Capitals as small squares, with names where these cover no name of a country; none on the world."""
    homes = placed(tables, extent)
    rows = tables["capitals"]
    rows = rows[rows["country"].isin(homes)]
    if rows.empty or not extent.is_conic:
        return []
    rows = rows.assign(side=beside(rows, homes, plane_of(extent)))
    rows = rows.dropna(subset=["side"])
    names = [escape(name) if side else "" for name, side in zip(rows["name"], rows["side"], strict=True)]
    sides = [side or "middle right" for side in rows["side"]]
    towns = list(zip(rows["lon"], rows["lat"], strict=True))
    rim = {"width": 1, "color": theme.INK[False]}
    marker = {"symbol": "square", "size": 5, "color": theme.PAGE[False], "opacity": 1, "line": rim}
    # static/fit.js leaves the group out where the page is narrow
    group = {"mode": "markers+text", "marker": marker, "legendgroup": "capitals"}
    return [words(towns, names, sides, SMALLEST) | group]


def placed(
    tables: Tables, extent: Extent, discs: Sequence[Disc] = (), only: Collection[str] | None = None
) -> dict[str, Home]:
    """Where the name of each country stands.

    Names with a place of their own choose first, then those with the fewest letters; where no way is free,
    the one that covers least is taken. On a map of the world a name that covers an earlier one is left out.
    """
    rows, plane = _named(tables, extent, only), plane_of(extent)
    taken = [box_of(disc, plane) for disc in discs]
    homes: dict[str, Home] = {}
    for row in rows.itertuples():
        stated = row.anchor if isinstance(row.anchor, str) and not discs else None
        ways = [stated] if stated else list(WAYS) if plane.parallels else ["middle center"]
        spot = (row.lon, row.lat) if stated or pd.isna(row.own_lon) else (row.own_lon, row.own_lat)
        boxes = {way: name_box(row.text, spot, way, plane, int(extent.is_conic)) for way in ways}
        covered = {way: sum(overlap(box, other) for other in taken) for way, box in boxes.items()}
        best = min(ways, key=lambda way: covered[way])
        if covered[best] and not plane.parallels:
            continue
        homes[row.country] = Home(*spot, best, row.text, row.is_large)
        taken.append(boxes[best])
    return homes


def beside(capital_rows: pd.DataFrame, homes: Mapping[str, Home], plane: Plane) -> list[str | None]:
    """On which side of each capital its name stands: empty without room, None where it lies under a name."""
    bare = [name_box(home.text, (home.lon, home.lat), home.way, plane, 0) for home in homes.values()]
    taken = [name_box(home.text, (home.lon, home.lat), home.way, plane) for home in homes.values()]
    taken += [box_of((row.lon, row.lat, 6), plane) for row in capital_rows.itertuples()]
    sides: list[str | None] = []
    for row in capital_rows.itertuples():
        if any(overlap(box_of((row.lon, row.lat, 4), plane), other) for other in bare):
            sides.append(None)
            continue
        boxes = {side: _aside(str(row.name), (row.lon, row.lat), side, plane) for side in SIDES}
        free = [side for side in SIDES if not any(overlap(boxes[side], other) for other in taken)]
        sides.append(free[0] if free else "")
        taken += [boxes[side] for side in free[:1]]
    return sides


def plane_of(extent: Extent) -> Plane:
    """The plane on which the names of an extent are measured, as large as a desk screen shows it."""
    row = extent.row
    if not extent.is_conic:
        return Plane(None, 0, WORLD_SCALE)
    bare = Plane((row["parallel_south"], row["parallel_north"]), row["meridian"], 1)
    steps = [part / 10 for part in range(11)]
    edges = [
        pixels((row["west"] + part * (row["east"] - row["west"]), lat), bare)
        for part in steps
        for lat in (row["south"], row["north"])
    ]
    width, height = (max(edge[axis] for edge in edges) - min(edge[axis] for edge in edges) for axis in (0, 1))
    return bare._replace(scale=min(SCREEN[0] / width, SCREEN[1] / height))


def pixels(place: Spot, plane: Plane) -> Spot:
    """Where a place lies on a desk screen, counted to the right and up.

    *Source*: Snyder, Map Projections: A Working Manual (USGS 1395), p. 106, for the sphere.
    """
    lon, lat = place
    if plane.parallels is None:
        return plane.scale * lon * cos(radians(lat)) ** 0.4, plane.scale * lat
    low, high = (radians(parallel) for parallel in plane.parallels)
    half = [tan(pi / 4 + angle / 2) for angle in (low, high, radians(lat))]
    cone = log(cos(low) / cos(high)) / log(half[1] / half[0])
    reach = plane.scale * cos(low) * half[0] ** cone / cone / half[2] ** cone
    turn = cone * radians(lon - plane.meridian)
    return reach * sin(turn), -reach * cos(turn)


def name_box(text: str, spot: Spot, way: str, plane: Plane, more: int = 1) -> Box:
    """The edges of a name, with room for some lines more: the year of completion may come to stand there."""
    parts = text.split("<br>")
    width, height = LETTER * max(map(len, parts)), LINE * (len(parts) + more)
    x, y = pixels(spot, plane)
    x, y = x + WAYS[way][0] * width, y + WAYS[way][1] * height
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def box_of(disc: Disc, plane: Plane) -> Box:
    """The edges of a mark."""
    x, y = pixels(disc[:2], plane)
    half = disc[2] / 2
    return x - half, y - half, x + half, y + half


def overlap(one: Box, other: Box) -> float:
    """How many square pixels two names, or a name and a mark, have in common.

    >>> overlap((0, 0, 2, 2), (1, 1, 3, 3)), overlap((0, 0, 2, 2), (2, 0, 4, 2))
    (1, 0)
    """
    across, up = (min(one[edge + 2], other[edge + 2]) - max(one[edge], other[edge]) for edge in (0, 1))
    return max(across, 0) * max(up, 0)


def broken(name: str) -> str:
    """A name as it is drawn: a long one on two lines that are as alike as can be.

    >>> broken("Bosnia and Herzegovina"), broken("Montenegro")
    ('Bosnia and<br>Herzegovina', 'Montenegro')
    """
    parts = name.split()
    if len(name) < LONG or len(parts) == 1:
        return escape(name)
    cuts = [(" ".join(parts[:cut]), " ".join(parts[cut:])) for cut in range(1, len(parts))]
    return "<br>".join(map(escape, min(cuts, key=lambda pair: max(map(len, pair)))))


def _named(tables: Tables, extent: Extent, only: Collection[str] | None) -> pd.DataFrame:
    """Rows of map_labels with the text and the point of each name, in the order in which names choose."""
    rows = tables["map_labels"]
    rows = rows[(rows["extent"] == extent.name) & (rows["country"].isin(only) if only is not None else True)]
    middles = tables["map_units"].set_index("unit")
    known = tables["countries"].set_index("country")
    names = known["name"].str.split(" (", regex=False).str[0] if extent.is_conic else known["short_name"]
    rows = rows.assign(
        text=[broken(name) for name in rows["country"].map(names).fillna(rows["country"])],
        own_lon=rows["country"].map(middles["lon"]),
        own_lat=rows["country"].map(middles["lat"]),
    )
    rows = rows.assign(lon=rows["lon"].fillna(rows["own_lon"]), lat=rows["lat"].fillna(rows["own_lat"]))
    rows = rows.dropna(subset=["lon"])
    if not extent.is_conic:
        return rows.sort_values("position")
    order = {"free": rows["anchor"].isna(), "letters": [len(text) for text in rows["text"]]}
    return rows.assign(**order).sort_values(["free", "letters", "country"])


def _aside(name: str, town: Spot, side: str, plane: Plane) -> Box:
    """The edges of the name beside a mark."""
    across, up = (2 * part for part in WAYS[side])
    width, height = 0.85 * LETTER * len(name), 12
    x, y = pixels(town, plane)
    x, y = x + across * (width / 2 + 5), y + up * (height / 2 + 4)
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2

"""Maps as light as a page for slow links needs them: around their countries, no finer than can be seen."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from math import cos, radians
from typing import Any

from dashboard import store
from dashboard.drawing import Drawing

MARGIN, NARROWEST = 0.06, 0.85
"""Part of a country that its map shows beyond its borders; how wide the map is at least, by its height."""
PATHS, PATH = re.compile("(?:<path[^>]*/>)+"), re.compile('<path([^>]*) d="([Mm][^"]*)"([^>]*)/>')
PART, NUMBER = re.compile("([MLmzZ])([^MLmzZ]*)"), re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
"""Paths of lines as still.js writes them, the parts of one and their numbers."""
GROUND = ("land", "borders")
Box = Sequence[float]
"""West, south, east and north."""
Spot = tuple[int, int]
"""A place in a drawing."""


def of_region(drawn: Drawing) -> Drawing:
    """A map without the land of the world and without names that lie beyond its frame."""
    chart, figure = drawn.chart, drawn.chart.figure
    bounds, is_world = figure["extent"]["bounds"], not figure["extent"]["parallels"]
    near = sorted(unit for unit, box in _boxes(figure).items() if _meet(box, bounds)) if is_world else []
    layers = [_within(layer, bounds, near) for layer in figure["layers"]]
    return replace(drawn, chart=replace(chart, figure=figure | {"layers": layers}))


def of_country(drawn: Drawing, labels: Sequence[str]) -> Drawing:
    """A map around the one country of its view; its key names the classes that it shows.

    Args:
        drawn: the map.
        labels: what the key names in any case.
    """
    chart, figure = drawn.chart, drawn.chart.figure
    extent = {name: part for name, part in figure["extent"].items() if name != "locator"} | {"scale": None}
    if extent["parallels"]:
        extent |= {"bounds": _around(*_boxes(figure)[drawn.view.members[0]]), "land": None}
    present = {*drawn.at(None, None).chart.rows["class"], *labels}
    classes = [look | {"in_key": look["label"] in present} for look in figure["classes"]]
    closer = figure | {"extent": extent, "classes": classes}
    return of_region(replace(drawn, chart=replace(chart, figure=closer)))


def in_whole_pixels(picture: str) -> str:
    """A drawing with the corners of its lines at whole pixels; what is smaller than one is left out.

    >>> in_whole_pixels('<path d="m2.2 1.3 .1-.1 3.6 .2 2 6zm1-1 .2 .2z" /><path d="M1.1,1L1.2,1.3Z" />')
    '<path d="M2 1l4 0 2 6z"/>'
    """
    return PATHS.sub(_coarser, picture)


def _coarser(paths: re.Match[str]) -> str:
    """Paths one after the other, those of one look together."""
    ways: dict[tuple[str, str], str] = {}
    for before, way, after in PATH.findall(paths[0]):
        lines = "".join(_written(line, is_closed) for line, is_closed in _lines(way))
        ways[before, after.strip()] = ways.get((before, after.strip()), "") + lines
    return "".join(f'<path{before} d="{way}"{after}/>' for (before, after), way in ways.items() if way)


def _written(line: list[Spot], is_closed: bool) -> str:
    """A line or a ring whose corners are said from the ones before; nothing of one too small to be seen."""
    if len(line) < (3 if is_closed else 2):
        return ""
    (x, y), *_ = line
    steps = [f"{right[0] - left[0]} {right[1] - left[1]}" for left, right in pairwise(line)]
    return f"M{x} {y}l{' '.join(steps)}{'z' if is_closed else ''}".replace(" -", "-")


def _lines(way: str) -> list[tuple[list[Spot], bool]]:
    """The lines of a way, their corners at whole pixels without repeats, and whether each is closed."""
    lines: list[tuple[list[Spot], bool]] = []
    x = y = 0.0
    start = (x, y)
    for kind, numbers in PART.findall(way):
        if kind in "zZ":
            lines[-1] = (lines[-1][0], True)
            x, y = start
        steps = list(map(float, NUMBER.findall(numbers)))
        for order, (across, down) in enumerate(zip(steps[::2], steps[1::2], strict=True)):
            x, y = (x + across, y + down) if kind == "m" else (across, down)
            corner = (round(x), round(y))
            if kind in "mM" and not order:
                start = (x, y)
                lines.append(([corner], False))
            elif corner != lines[-1][0][-1]:
                lines[-1][0].append(corner)
    return lines


def _within(layer: dict[str, Any], bounds: Box, near: list[str]) -> dict[str, Any]:
    """A layer without what lies beyond the frame: names, and units of ground where those near are given."""
    if layer["kind"] == "names":
        return layer | {"names": [one for one in layer["names"] if _meet(one["spot"] * 2, bounds)]}
    if layer["kind"] not in GROUND or not near:
        return layer
    chosen = near if layer["units"] is None else sorted({*near} & {*layer["units"]})
    return layer | {"units": chosen}


def _around(west: float, south: float, east: float, north: float) -> list[float]:
    """What a map of a country shows: some land beyond its borders, of a narrow country more at its sides."""
    beyond = MARGIN * (north - south)
    least = NARROWEST * (north - south) / cos(radians((north + south) / 2))
    beside = max(MARGIN * (east - west), (least - (east - west)) / 2)
    return [west - beside, south - beyond, east + beside, north + beyond]


def _boxes(figure: dict[str, Any]) -> dict[str, Box]:
    """The box of each unit of the boundary file whose borders are drawn as a whole."""
    whole = (layer for layer in figure["layers"] if layer["kind"] == "borders" and layer["units"] is None)
    return _boxes_of(store.geometry(next(whole)["file"]))


@lru_cache(maxsize=8)
def _boxes_of(file: bytes) -> dict[str, Box]:
    boxes: dict[str, Box] = {}
    for unit in json.loads(file)["features"]:
        along, upwards = zip(*_spots(unit["geometry"]["coordinates"]), strict=True)
        boxes[unit["id"]] = (min(along), min(upwards), max(along), max(upwards))
    return boxes


def _meet(one: Box, other: Box) -> bool:
    """Whether two boxes share a place."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _spots(coordinates: list[Any]) -> Iterator[tuple[float, float]]:
    """All corners of an outline, however deep its rings lie."""
    if isinstance(coordinates[0], list):
        for part in coordinates:
            yield from _spots(part)
    else:
        yield coordinates[0], coordinates[1]

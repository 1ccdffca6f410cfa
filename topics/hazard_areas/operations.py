"""Moves shapes from their system to degrees by the operation for the place, and says how exact it is.

Operations are those of the EPSG data set that PROJ carries; words/datums.csv names what is not left to PROJ.
Grids of shifts are not fetched: without them an operation is as exact as it says.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from topics.hazard_areas.words import table
from topics.vocabulary.numbers import number
from topics.vocabulary.sentences import sentence

DEGREES = "EPSG:4326"
JUMP_M = 50.0
"""Distance between two operations of one place from which on it is said."""
SAME_M = 0.5
"""Operations nearer to each other than this are one."""
METRES_PER_DEGREE = 111_320.0
TRUSTED_M = 100.0
"""An operation that claims to be no better than this says nothing against another one."""


@dataclass(frozen=True)
class Shift:
    """How the shapes of one country came to degrees.

    `datum` is the geodetic system that was taken in place of the file's own, `accuracy_m` what EPSG states,
    `other` an operation for the place that would put the shapes `jump_m` away, `finer` one that needs a grid,
    `digit` what was added before eastings that were without their first one.
    """

    country: str | None
    name: str
    area: str
    accuracy_m: float | None
    datum: str = ""
    other: str = ""
    jump_m: float = 0.0
    finer: str = ""
    digit: int = 0


@dataclass(frozen=True)
class Operation:
    """One way from a coordinate system to degrees."""

    transformer: Any
    name: str
    area: str
    bounds: tuple[float, float, float, float]
    accuracy_m: float | None

    def covers(self, place: tuple[float, float]) -> bool:
        """Whether it is meant for a place."""
        west, south, east, north = self.bounds
        is_meant = not self.name.startswith("Ballpark")
        return is_meant and west <= place[0] <= east and south <= place[1] <= north


@lru_cache(maxsize=64)
def operations(crs: str, box: tuple[float, float, float, float]) -> tuple[tuple[Operation, ...], str]:
    """The ways from a system to degrees, the best for a box first; the name of one that needs a grid."""
    from pyproj.aoi import AreaOfInterest  # noqa: PLC0415 - only a page with a file needs it
    from pyproj.transformer import TransformerGroup  # noqa: PLC0415

    place: Any = AreaOfInterest(*box)
    group = TransformerGroup(crs, DEGREES, always_xy=True, area_of_interest=place)
    finer = next((one.name for one in group.unavailable_operations if one.accuracy >= 0), "")
    return tuple(_operation(one) for one in group.transformers), finer


def _operation(transformer: Any) -> Operation:
    steps = [step.name for step in transformer.operations or () if " to " in step.name or "from" in step.name]
    area = transformer.area_of_use
    bounds = (area.west, area.south, area.east, area.north) if area else (-180.0, -90.0, 180.0, 90.0)
    accuracy = (
        transformer.accuracy if transformer.accuracy is not None and transformer.accuracy >= 0 else None
    )
    name = steps[0] if steps else transformer.description
    return Operation(transformer, name, area.name.rstrip(".") if area else "", bounds, accuracy)


def to_degrees(shapes: np.ndarray, crs: str, boundaries: Any) -> tuple[np.ndarray, list[Shift]]:
    """Shapes in degrees, and how those of each country came there.

    Args:
        shapes: flat.
        crs: their coordinate system.
        boundaries: units by `country`, in degrees.
    """
    import shapely  # noqa: PLC0415

    if crs == DEGREES:
        return shapes, []
    shapes, digit = zoned(shapes, crs)
    bounds = shapely.bounds(shapes)
    middles = (bounds[:, :2] + bounds[:, 2:]) / 2
    rough = _rough(middles, crs)
    countries = (
        _countries(rough, boundaries)
        if _is_open(middles, rough, crs)
        else pd.Series(None, range(len(shapes)), dtype=object)
    )
    moved, shifts = np.array(shapes, dtype=object), []
    for country, places in countries.groupby(countries.fillna(""), sort=True):
        rows = places.index.to_numpy()
        box = _box(rough[rows], country, boundaries)
        operation, shift = _chosen(crs, country, box, rough[rows], middles[rows])
        moved[rows] = shapely.transform(
            shapes[rows], lambda x, y, one=operation: one.transformer.transform(x, y), interleaved=False
        )
        if np.isfinite(rough[rows]).all(axis=1).any():
            shifts.append(replace(shift, digit=digit))
    return moved, shifts


def zoned(shapes: np.ndarray, crs: str) -> tuple[np.ndarray, int]:
    """Shapes with the first digit of their eastings, and that digit; 0 where none was missing.

    Eastings of Gauss-Krüger begin with their zone, 6 in 6 533 000; often it is left out.
    """
    import shapely  # noqa: PLC0415

    digit = false_easting(crs) // 1_000_000
    east = shapely.bounds(shapes)[:, ::2]
    east = east[np.isfinite(east)]
    if not digit or not len(east) or east.max() >= 1e6 or east.min() <= 0:
        return shapes, 0
    return shapely.transform(shapes, lambda corners: corners + np.array([digit * 1e6, 0])), int(digit)


@lru_cache(maxsize=16)
def false_easting(crs: str) -> float:
    """Metres that a map plane adds to eastings; 0 of any other system."""
    from pyproj import CRS  # noqa: PLC0415

    operation = CRS.from_user_input(crs).coordinate_operation
    parts = operation.params if operation else ()
    return next((float(part.value) for part in parts if part.name == "False easting"), 0.0)


def _rough(middles: np.ndarray, crs: str) -> np.ndarray:
    """Places in degrees to within a kilometre."""
    from pyproj import Transformer  # noqa: PLC0415

    return np.column_stack(Transformer.from_crs(crs, DEGREES, always_xy=True).transform(*middles.T))


def _is_open(middles: np.ndarray, rough: np.ndarray, crs: str) -> bool:
    """Whether it makes a difference where a shape lies: there are several ways, or none that is known."""
    fits = np.isfinite(rough).all(axis=1)
    if not fits.any():
        return False
    ways, _ = operations(crs, _around(rough[fits]))
    ends = [np.array(way.transformer.transform(*middles[fits][0])) for way in ways]
    apart = max((_metres(end, ends[0]) for end in ends if np.isfinite(end).all()), default=0.0)
    return apart > SAME_M or ways[0].name.startswith("Ballpark") or not ways[0].covers(tuple(rough[fits][0]))


def _around(places: np.ndarray) -> tuple[float, float, float, float]:
    west, south = np.clip(places.min(axis=0), (-180, -90), (179, 89))
    east, north = np.clip(places.max(axis=0), (-179, -89), (180, 90))
    return float(west), float(south), float(max(east, west + 0.01)), float(max(north, south + 0.01))


def _box(places: np.ndarray, country: str, boundaries: Any) -> tuple[float, float, float, float]:
    """The box of a country, so that one operation holds for all of it; elsewhere that of the shapes."""
    if country:
        return tuple(float(edge) for edge in boundaries[boundaries["country"] == country].total_bounds)  # type: ignore[return-value]
    fits = places[np.isfinite(places).all(axis=1)]
    return _around(fits) if len(fits) else (-180.0, -90.0, 180.0, 90.0)


def _countries(places: np.ndarray, boundaries: Any) -> pd.Series:
    """The country of each place, None outside all."""
    import shapely  # noqa: PLC0415

    points = np.full(len(places), None, dtype=object)
    fits = np.isfinite(places).all(axis=1)
    points[fits] = shapely.points(places[fits])
    tree = shapely.STRtree(boundaries.geometry.to_numpy())
    rows, units = tree.query_nearest(points[fits], max_distance=0.05, all_matches=False)
    countries = pd.Series(None, index=range(len(places)), dtype=object)
    countries.iloc[np.flatnonzero(fits)[rows]] = boundaries["country"].to_numpy()[units]
    return countries


def _chosen(
    crs: str, country: str, box: tuple[float, float, float, float], rough: np.ndarray, middles: np.ndarray
) -> tuple[Operation, Shift]:
    """The operation for a country, and what is to be said of it."""
    fits = np.flatnonzero(np.isfinite(rough).all(axis=1))
    place = tuple(rough[fits[0]]) if len(fits) else (box[0], box[1])
    ways, finer = operations(crs, box)
    best, datum = _best(ways, country, place), ""
    line = _line(crs, country)
    if line and not best.covers(place):
        ways, finer = operations(_with_datum(crs, line["datum"]), box)
        datum = line["datum"]
        best = _best(ways, country, place)
    shift = Shift(country or None, best.name, best.area, best.accuracy_m, datum, finer=finer)
    others = [
        way for way in ways if way is not best and way.covers(place) and (way.accuracy_m or 999) < TRUSTED_M
    ]
    if len(fits) and others:
        start = np.array(best.transformer.transform(*middles[fits[0]]))
        jumps = [_metres(np.array(way.transformer.transform(*middles[fits[0]])), start) for way in others]
        if max(jumps) > JUMP_M:
            shift = replace(shift, other=others[int(np.argmax(jumps))].name, jump_m=max(jumps))
    return best, shift


def _best(ways: tuple[Operation, ...], country: str, place: tuple[float, float]) -> Operation:
    """The operation that datums.csv names for a country, else the first that is meant for the place."""
    named = {
        line["operation"] for line in table("datums") if line["country"] == country and line["operation"]
    }
    chosen = [way for way in ways if way.name in named] or [way for way in ways if way.covers(place)]
    return (chosen or list(ways))[0]


def _line(crs: str, country: str) -> dict[str, str] | None:
    """Which datum maps of a country on this ellipsoid have."""
    from pyproj import CRS  # noqa: PLC0415

    system = CRS.from_user_input(crs).ellipsoid
    lines = [line for line in table("datums") if line["country"] == country]
    return next((line for line in lines if system and system.name == line["ellipsoid"]), None)


@lru_cache(maxsize=16)
def _with_datum(crs: str, datum: str) -> str:
    """A coordinate system with the same map plane on another datum."""
    from pyproj import CRS  # noqa: PLC0415

    system: Any = CRS.from_user_input(crs)
    system = system.source_crs if system.is_bound else system
    if system.is_geographic:
        return datum
    parts = {key: value for key, value in system.to_json_dict().items() if key != "id"}
    return CRS.from_json_dict(parts | {"base_crs": CRS.from_user_input(datum).to_json_dict()}).to_wkt()


def _metres(one: np.ndarray, other: np.ndarray) -> float:
    """About how far two places in degrees are from each other."""
    across, along = (one - other) * METRES_PER_DEGREE
    return float(np.hypot(across * np.cos(np.radians(other[1])), along))


def shift_sentences(shifts: list[Shift], names: dict[str, str]) -> list[str]:
    """What a reader must know of the way to degrees: operation, accuracy, and what is unsure.

    Args:
        shifts: as `to_degrees` gives them.
        names: of countries by code.
    """
    return [words for shift in shifts for words in _sentences(shift, names) if words]


def _sentences(shift: Shift, names: dict[str, str]) -> list[str]:
    where = names.get(shift.country or "", sentence("the place"))
    datum = sentence(
        "The system that the file names is not on the datum of the maps of {where}: that of the maps "
        "({datum}) was "
        "taken instead.",
        where=where,
        datum=shift.datum,
    )
    jump = sentence(
        "Another operation for {where}, “{other}”, would put them {metres} away.",
        where=where,
        other=shift.other,
        metres=number(round(shift.jump_m, -1), "m"),
    )
    finer = sentence("“{finer}” would be more exact, but needs a grid that is not there.", finer=shift.finer)
    digit = sentence("The eastings were without their first digit: {digit} was added.", digit=shift.digit)
    more = {datum: shift.datum, jump: shift.other, finer: shift.finer, digit: shift.digit}
    return [_way(shift, where), *(words for words, is_so in more.items() if is_so)]


def _way(shift: Shift, where: str) -> str:
    """How shapes came to WGS 84 and how exact that is; nothing where they lay in it."""
    if shift.accuracy_m:
        return sentence(
            "Moved to WGS 84 for {where} by “{name}”, exact to {accuracy}.",
            where=where,
            name=shift.name,
            accuracy=number(shift.accuracy_m, "m"),
        )
    if shift.name.startswith("Ballpark"):
        return sentence(
            "No way from the datum of the file to WGS 84 is known for {where}: places may be some hundred "
            "metres off.",
            where=where,
        )
    return sentence("Moved to WGS 84 by what the file itself states.") if shift.accuracy_m is None else ""

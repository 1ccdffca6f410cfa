"""Works out corners that a table gives by a bearing and a distance from another point."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from topics.hazard_areas.cells import numbers_of, texts_of
from topics.hazard_areas.words import plain_words

BEFORE, FIRST = "before", "first"
"""From where bearings are, if no column says it: from the point before, or all from the first of the area."""
ROUND = 360
MOST_DEGREES = (180, 90)
UNIT = r"(?i)\s*([°º]|deg(rees)?|m|met(er|re)s?)\.?$"


def is_traverse(named: Mapping[str, str | None]) -> bool:
    """Whether the columns of a table hold bearings and distances."""
    return bool(named.get("bearing") and named.get("distance"))


def traversed(corners: pd.DataFrame, rows: pd.DataFrame, named: Mapping[str, str | None]) -> pd.DataFrame:
    """Corners with the places that their bearings and distances lead to; a place that is stated stays.

    Bearings are in degrees from true north (in metres of a plane, from its north), distances in metres. One
    from a point that is not known leads nowhere.

    Args:
        corners: *columns* x, y, area; a row for each of rows.
        rows: the reader's table.
        named: the columns bearing and distance; where there are any from, order and point_type; and `start`,
            BEFORE or FIRST, where there is no column from.
    """
    bearing, distance = (
        numbers_of(texts_of(rows[str(named[part])]).str.replace(UNIT, "", regex=True)).to_numpy()
        for part in ("bearing", "distance")
    )
    origins, names = _origins(rows, named), _names(rows, named)
    x, y = corners["x"].to_numpy(float, copy=True), corners["y"].to_numpy(float, copy=True)
    fits = (distance >= 0) & (abs(bearing) <= ROUND)
    areas: dict[str, dict[str, int]] = {}
    for place, area in enumerate(corners["area"]):
        known = areas.setdefault(area, {})
        start = known.get(origins[place] or ("" if named.get("start") == FIRST else "\0"))
        if np.isnan(x[place]) and fits[place] and start is not None:
            x[place], y[place] = _reached(x[start], y[start], bearing[place], distance[place])
        if np.isnan(x[place]):
            known.pop("\0", None)
        else:
            known |= {"\0": place, "": known.get("", place)}
            known |= {name: place for name in names[place] if name}
    return corners.assign(x=x, y=y)


def is_unread(corners: pd.DataFrame, rows: pd.DataFrame, named: Mapping[str, str | None]) -> np.ndarray:
    """Which corners have no place though cells say something of it. Arguments are those of `traversed`."""
    parts = [named[part] for part in ("lat", "lon", "both", "bearing", "distance") if named.get(part)]
    is_filled = np.any([texts_of(rows[str(part)]) != "" for part in parts], axis=0)
    return (corners["x"].isna() | corners["y"].isna()).to_numpy() & is_filled


def _origins(rows: pd.DataFrame, named: Mapping[str, str | None]) -> list[str]:
    """The name of the point from which each row is measured; empty where it is not said."""
    column = named.get("from")
    return texts_of(rows[column]).map(plain_words).tolist() if column else [""] * len(rows)


def _names(rows: pd.DataFrame, named: Mapping[str, str | None]) -> list[tuple[str, ...]]:
    """What the point of each row is called: its number or name, its kind, and the first letters of that."""
    number, kind = named.get("order"), named.get("point_type")
    numbers = texts_of(rows[number]).map(plain_words) if number else pd.Series("", index=rows.index)
    kinds = texts_of(rows[kind]).map(plain_words) if kind else pd.Series("", index=rows.index)
    letters = ("".join(word[0] for word in words.split()) for words in kinds)
    return list(zip(numbers, kinds, letters, strict=True))


def _reached(x: float, y: float, bearing: float, metres: float) -> tuple[float, float]:
    """The place at a bearing and a distance from another one, in degrees or in metres of a plane."""
    if abs(x) <= MOST_DEGREES[0] and abs(y) <= MOST_DEGREES[1]:
        from pyproj import Geod  # noqa: PLC0415 - only a file with bearings needs it

        east, north, _ = Geod(ellps="WGS84").fwd(x, y, bearing, metres)
        return float(east), float(north)
    turn = np.radians(bearing)
    return float(x + metres * np.sin(turn)), float(y + metres * np.cos(turn))

"""Sorts hazard areas into municipalities, first-level units, countries, or a reader's own boundaries."""

from typing import Any

import pandas as pd

from topics.hazard_areas.shapes import DEGREES, plane
from topics.vocabulary.numbers import plural
from topics.vocabulary.sentences import sentence

LEVELS = ("country", "subdivision", "municipality", "own_unit")
"""Columns that name a place, from the largest; `own_unit` is one of a reader's own boundaries."""
NEAR_KM = 5.0
"""Areas this far outside a boundary still count for it: boundaries are generalised to about a kilometre."""
KILOMETRES_A_DEGREE = 100
SLIVER = 0.01
"""Share of the smaller of two boundaries up to which their overlap is a line drawn apart."""


def placed(areas: Any, units: Any) -> Any:
    """The areas with the unit in which a point inside each lies, at every level that the units name.

    Args:
        areas: in degrees; those with a `problem` are placed nowhere.
        units: each place once, with some of LEVELS as columns, in degrees.

    *Columns*: those of areas and the levels of units (None outside all of them).
    """
    import geopandas as gpd  # noqa: PLC0415 - only a page with a file needs it

    levels = [name for name in LEVELS if name in units]
    valid = areas[areas["problem"] == ""] if "problem" in areas else areas
    if valid.empty:
        return areas.assign(**dict.fromkeys(levels))
    metres = plane(valid)
    points = gpd.GeoDataFrame(geometry=valid.representative_point(), crs=DEGREES).to_crs(metres)
    near_units = _around(units, valid)[[*levels, "geometry"]].to_crs(metres)
    within = points.sjoin(near_units, predicate="within")
    near = points.drop(within.index).sjoin_nearest(near_units, max_distance=NEAR_KM * 1000)
    places = pd.concat([within, near])
    places = places.loc[~places.index.duplicated(), levels].reindex(areas.index).astype(object)
    return areas.assign(**places.where(places.notna(), None).to_dict("series"))


def own_units(boundaries: Any, name: str) -> tuple[Any, list[str]]:
    """A reader's own boundaries as units, and in sentences what was left out or told apart.

    Args:
        boundaries: a GeoDataFrame with its coordinate system.
        name: the column with the names of its units.

    *Columns*: own_unit (its name; one that stands twice bears its row as well), geometry in degrees.

    Raises:
        ValueError: the file has no coordinate system, no such column or no polygon; in words for the reader.
    """
    import geopandas as gpd  # noqa: PLC0415

    if name not in boundaries.columns.drop(boundaries.geometry.name):
        columns = ", ".join(map(str, boundaries.columns.drop(boundaries.geometry.name)))
        raise ValueError(sentence("No column “{name}”. There are: {columns}", name=name, columns=columns))
    if boundaries.crs is None:
        raise ValueError(sentence("The file of boundaries names no coordinate system"))
    is_polygon = boundaries.geom_type.isin(["Polygon", "MultiPolygon"]) & ~boundaries.geometry.is_empty
    polygons = boundaries[is_polygon].to_crs(DEGREES)
    if polygons.empty:
        raise ValueError(sentence("The file of boundaries has no polygon"))
    names = _distinct(polygons[name], boundaries.index.get_indexer(polygons.index) + 1)
    units = gpd.GeoDataFrame({"own_unit": names}, geometry=polygons.geometry.make_valid(), crs=DEGREES)
    return units.reset_index(drop=True), _remarks(boundaries, polygons, units, name)


def _remarks(boundaries: Any, polygons: Any, units: Any, name: str) -> list[str]:
    """What differs between the file and its units."""
    left = len(boundaries) - len(polygons)
    mended = int((~polygons.geometry.is_valid).sum())
    unnamed = int(_cleaned(polygons[name]).eq("").sum())
    alike = int((units["own_unit"].to_numpy() != _cleaned(polygons[name]).to_numpy()).sum()) - unnamed
    shared = _pairs_that_overlap(units)
    counts = [
        (left, sentence("without an outline: left out")),
        (mended, sentence("with an invalid outline: repaired")),
        (unnamed, sentence("without a name: named by their row")),
        (alike, sentence("with a name that stands more than once: told apart by their row")),
    ]
    words = [f"{plural(count, 'boundary', 'boundaries')} {what}." for count, what in counts if count]
    if shared:
        pairs = plural(shared, "pair")
        words.append(sentence("{pairs} of boundaries overlap: an area counts for the first.", pairs=pairs))
    return words


def _pairs_that_overlap(units: Any) -> int:
    """How many pairs share more ground than lines drawn apart would."""
    metres = units.geometry.to_crs(plane(units))
    pairs = metres.sindex.query(metres, predicate="intersects").T
    pairs = pairs[pairs[:, 0] < pairs[:, 1]]
    one, other = metres.iloc[pairs[:, 0]], metres.iloc[pairs[:, 1]]
    shared = one.intersection(other, align=False).area.to_numpy()
    return int((shared > SLIVER * one.area.to_numpy().clip(max=other.area.to_numpy())).sum())


def _cleaned(names: pd.Series) -> pd.Series:
    return names.astype("string").fillna("").str.strip()


def _distinct(names: pd.Series, rows: Any) -> pd.Series:
    """The names, with their row where one is missing or stands more than once."""
    cleaned = _cleaned(names)
    numbered = pd.Series([f"row {row}" for row in rows], index=names.index, dtype="string")
    repeated = cleaned.duplicated(keep=False) & cleaned.ne("")
    return (
        cleaned.mask(repeated, cleaned + " (" + numbered + ")").mask(cleaned.eq(""), numbered).astype(object)
    )


def _around(units: Any, areas: Any) -> Any:
    """The units that could hold an area: of the world, only those near."""
    west, south, east, north = areas.total_bounds
    more = NEAR_KM / KILOMETRES_A_DEGREE * 4
    return units.cx[west - more : east + more, south - more : north + more]

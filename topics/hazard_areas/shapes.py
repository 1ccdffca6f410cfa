"""Checks, mends and measures the shapes of hazard areas; knows neither countries nor figures.

Geopandas and shapely are loaded in the functions: most pages never need them.
"""

from dataclasses import asdict
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from topics.hazard_areas.laea import laea
from topics.hazard_areas.operations import DEGREES, false_easting, to_degrees
from topics.vocabulary.sentences import sentence

EUROPE = "EPSG:3035"
"""ETRS89-LAEA, equal in area; used where all lies in and around Europe."""
WORLD = "EPSG:6933"
"""Equal in area over the whole world; used elsewhere."""
AROUND_EUROPE = (-30.0, 25.0, 60.0, 75.0)
SYSTEMS = {
    "EPSG:4326": "WGS 84, degrees",
    "EPSG:32633": "WGS 84 / UTM zone 33N",
    "EPSG:32634": "WGS 84 / UTM zone 34N",
    "EPSG:32635": "WGS 84 / UTM zone 35N",
    "EPSG:3765": "HTRS96 / Croatia TM",
    "EPSG:3907": "MGI 1901 / Balkans zone 5 (Gauss-Krüger 5)",
    "EPSG:3908": "MGI 1901 / Balkans zone 6 (Gauss-Krüger 6)",
    "EPSG:3909": "MGI 1901 / Balkans zone 7 (Gauss-Krüger 7)",
    "EPSG:3910": "MGI 1901 / Balkans zone 8 (Gauss-Krüger 8)",
    "gauss-krueger": "MGI 1901 / Balkans, zone by the first digit of the easting (Gauss-Krüger 5 to 8)",
    "EPSG:10329": "Bosnia and Herzegovina / TM (BH_ETRS89)",
    "EPSG:6204": "Macedonia State Coordinate System",
    "EPSG:9141": "KOSOVAREF01 / Balkans zone 7",
    "EPSG:3794": "Slovenia 1996 / National Grid",
    "EPSG:6870": "ETRS89 / Albania TM 2010",
    "EPSG:2462": "Albanian 1987 / Gauss-Krüger zone 4",
    "EPSG:7801": "BGS2005 / CCS2005 (Bulgaria)",
    "EPSG:3844": "Pulkovo 1942(58) / Stereo70 (Romania)",
    "EPSG:4026": "MOLDREF99 / Moldova TM",
    "EPSG:3035": "ETRS89-LAEA Europe",
}
"""Coordinate systems to choose from where a file names none."""
GAUSS_KRUEGER = "gauss-krueger"
"""Stands for the grids of GRIDS together: each shape is in that which its easting begins with."""
GRIDS = {5: "EPSG:8677", 6: "EPSG:8678", 7: "EPSG:6316", 8: "EPSG:8679"}
MGI_1901 = "EPSG:3906"
REPLACED = {"EPSG:31278": "EPSG:31279"}
"""Systems that EPSG has withdrawn as wrong, with those that are meant."""
PAIRS_AT_ONCE = 200
MOST_PAIRS = 20_000
"""Overlapping pairs that are measured; beyond, the file overlaps in more than that many."""
LINES = (1, 2, 5)
"""Kinds of shapes that are lines, in the numbers of Shapely."""
POLYGON, MULTIPOLYGON, COLLECTION = 3, 6, 7
DEGREES_MOST = (180.0001, 90.0001)
MOST_BEYOND = 0.5
"""Share of the shapes that must fit degrees for all of them to be taken for degrees."""
WIDEST = 180
"""Degrees from west to east beyond which an outline has crossed the 180° meridian without being cut there."""
TORN = "the coordinates run around the earth: cut the outline at the 180° meridian"
NO_LINE = "a line has no area: draw the outline as a polygon"


def named_system(crs: str | None) -> str | None:
    """The short name of a coordinate system, "EPSG:…" where it has one; None for an unknown one."""
    from pyproj import CRS  # noqa: PLC0415
    from pyproj.exceptions import CRSError  # noqa: PLC0415

    if not crs:
        return None
    try:
        system = CRS.from_user_input(crs)
        if system.is_compound:
            system = system.sub_crs_list[0]
        if not (system.is_geographic or system.is_projected):
            return None
        if system.is_geographic and system.equals(CRS.from_epsg(4326), ignore_axis_order=True):
            return DEGREES
        code = system.to_epsg(min_confidence=60)
        name = f"EPSG:{code}"
        return REPLACED.get(name, name) if code and not system.is_bound else system.to_wkt()
    except CRSError:
        return None


def system_words(crs: str) -> str:
    """What a coordinate system is called."""
    from pyproj import CRS  # noqa: PLC0415

    code = f" ({crs})" if crs.startswith("EPSG:") else ""
    return f"{SYSTEMS.get(crs) or CRS.from_user_input(crs).name}{code}"


def ungridded(shapes: np.ndarray) -> np.ndarray:
    """Shapes of GAUSS_KRUEGER in degrees of MGI_1901; one whose easting names no zone is moved to nowhere."""
    import shapely  # noqa: PLC0415
    from pyproj import Transformer  # noqa: PLC0415

    zones = _first_digits(shapes)
    degrees = np.array(shapes, dtype=object)
    for zone in np.unique(zones[is_shape(shapes)]):
        rows = zones == zone
        move = (
            Transformer.from_crs(GRIDS[zone], MGI_1901, always_xy=True).transform
            if zone in GRIDS
            else _nowhere
        )
        degrees[rows] = shapely.transform(shapes[rows], lambda x, y, move=move: move(x, y), interleaved=False)
    return degrees


def _first_digits(shapes: np.ndarray, swapped: bool = False) -> np.ndarray:
    """The zone of Gauss-Krüger with which the easting of each shape begins; 0 without one."""
    import shapely  # noqa: PLC0415

    east = shapely.bounds(shapes)[:, int(swapped)]
    return np.where(np.isfinite(east), east // 1e6, 0)


def zones_of(shapes: np.ndarray, swapped: bool = False) -> list[int]:
    """The zones of GRIDS with which eastings of the shapes begin."""
    return sorted(GRIDS.keys() & {int(zone) for zone in np.unique(_first_digits(shapes, swapped))})


def grid_of(crs: str) -> int | None:
    """The zone of a map plane that is one of GRIDS; None of any other system."""
    from pyproj import CRS  # noqa: PLC0415

    if crs == GAUSS_KRUEGER:
        return None
    system = CRS.from_user_input(crs)
    is_same_datum = system.geodetic_crs is not None and system.geodetic_crs.to_epsg() == int(MGI_1901[5:])
    zone = int(false_easting(crs) // 1e6)
    return zone if is_same_datum and zone in GRIDS else None


def _nowhere(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return np.full(len(x), np.inf), np.full(len(y), np.inf)


def share_of_degrees(shapes: np.ndarray) -> float:
    """The share of the shapes whose coordinates could be longitudes and latitudes; missing ones left out."""
    import shapely  # noqa: PLC0415

    bounds = shapely.bounds(shapes[is_shape(shapes)])
    bounds = bounds[np.isfinite(bounds).all(axis=1)]
    if not len(bounds):
        return 1.0
    limits = np.array([DEGREES_MOST[0], DEGREES_MOST[1]] * 2)
    return float((abs(bounds) <= limits).all(axis=1).mean())


def misfit(shapes: np.ndarray, crs: str) -> str:
    """That coordinates are too large or too small for the system of a file; nothing where they fit."""
    from pyproj import CRS  # noqa: PLC0415

    share, is_projected = share_of_degrees(shapes), CRS.from_user_input(crs).is_projected
    if crs == DEGREES and share <= MOST_BEYOND:
        return sentence(
            "The coordinates should be degrees, but are larger than degrees can be. Choose the coordinate "
            "system they are in."
        )
    if is_projected and share == 1 and is_shape(shapes).any():
        return sentence(
            "The coordinates should be metres, but are as small as degrees. Choose the coordinate system "
            "they are in."
        )
    return ""


def is_shape(shapes: np.ndarray) -> np.ndarray:
    """Which shapes are there and not empty."""
    import shapely  # noqa: PLC0415

    return ~shapely.is_missing(shapes) & ~shapely.is_empty(shapes)


def is_line(shapes: np.ndarray) -> np.ndarray:
    """Which shapes are lines."""
    import shapely  # noqa: PLC0415

    return np.isin(shapely.get_type_id(shapes), LINES)


def closed_lines(shapes: np.ndarray) -> np.ndarray:
    """The shapes with each line of three points and more closed to a polygon."""
    import shapely  # noqa: PLC0415

    closed = np.array(shapes, dtype=object)
    for place in np.flatnonzero(is_line(shapes)):
        parts = [part for part in shapely.get_parts(shapes[place]) if shapely.get_num_coordinates(part) > 2]
        polygons = [shapely.Polygon(part.coords) for part in parts]
        if polygons:
            closed[place] = polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)
    return closed


def located(rows: pd.DataFrame, shapes: np.ndarray, crs: str, boundaries: Any, swapped: bool = False) -> Any:
    """The rows with their shapes in degrees, flat, as a GeoDataFrame; `shifts` in its attributes says how.

    Args:
        rows: in our terms, one for each shape.
        shapes: as they were read.
        crs: their coordinate system.
        boundaries: units by `country`, in degrees.
        swapped: the first coordinate is the latitude.
    """
    import geopandas as gpd  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    flat = shapely.force_2d(shapes) if shapely.has_z(shapes).any() or shapely.has_m(shapes).any() else shapes
    if swapped:
        flat = shapely.transform(flat, lambda corners: corners[:, ::-1])
    if crs == GAUSS_KRUEGER:
        flat, crs = ungridded(flat), MGI_1901
    moved, shifts = to_degrees(flat, crs, boundaries)
    areas = gpd.GeoDataFrame(rows.reset_index(drop=True), geometry=moved, crs=DEGREES)
    areas.attrs["shifts"] = [asdict(shift) for shift in shifts]
    return areas


def are_run_together(shapes: np.ndarray) -> bool:
    """Whether all coordinates may be degrees, minutes and seconds without marks: 443015 for 44°30′15″."""
    import shapely  # noqa: PLC0415

    places = abs(shapely.get_coordinates(shapes[is_shape(shapes)]))
    is_time = (places // 100 % 100 < 60) & (places % 100 < 60) & (places <= (1_800_000, 900_000))
    return bool(len(places) and is_time.all())


def problems(areas: Any) -> pd.Series:
    """Why a shape cannot be counted, in words; empty where it can."""
    import shapely  # noqa: PLC0415

    shapes = areas.geometry.to_numpy()
    kinds, bounds = shapely.get_type_id(shapes), shapely.bounds(shapes)
    findings = {
        "no shape, or one that cannot be read": shapely.is_missing(shapes),
        NO_LINE: np.isin(kinds, LINES),
        "a collection of shapes of several kinds": kinds == COLLECTION,
        "the shape is empty": shapely.is_empty(shapes),
        "the coordinates do not fit the coordinate system": ~_on_earth(bounds),
        TORN: _is_torn(shapes, bounds),
        "the coordinates are 0, 0: no place was entered": (bounds == 0).all(axis=1),
    }
    reasons, is_open = np.full(len(shapes), "", dtype=object), np.ones(len(shapes), dtype=bool)
    for reason, is_so in findings.items():
        reasons[is_open & is_so] = reason
        is_open &= ~is_so
    wrong = is_open & ~shapely.is_valid(shapes)
    reasons[wrong] = [reason_words(text) for text in shapely.is_valid_reason(shapes[wrong])]
    return pd.Series(reasons, areas.index, dtype=object)


def _is_torn(shapes: np.ndarray, bounds: np.ndarray) -> np.ndarray:
    """Which shapes have a part that is wider than half of the earth."""
    import shapely  # noqa: PLC0415

    with np.errstate(invalid="ignore"):
        torn = np.ptp(bounds[:, ::2], axis=1) > WIDEST
    for place in np.flatnonzero(torn):
        parts = shapely.bounds(shapely.get_parts(shapes[place]))
        torn[place] = (np.ptp(parts[:, ::2], axis=1) > WIDEST).any()
    return torn


def _on_earth(bounds: np.ndarray) -> np.ndarray:
    west, south, east, north = bounds.T
    with np.errstate(invalid="ignore"):
        return (
            np.isfinite(west + east + south + north) & (west >= -181) & (east <= 181) & (abs(north) <= 90.1)
        )


def reason_words(reason: str) -> str:
    """What GEOS says of an invalid shape, with the place written as longitude and latitude.

    >>> reason_words("Self-intersection[15.1234567 44.1]")
    'self-intersection at 15.12346, 44.1'
    """
    what, _, place = reason.rstrip("]").partition("[")
    numbers = [
        f"{float(number):.5f}".rstrip("0").rstrip(".") for number in place.split()[:2] if number != "nan"
    ]
    return f"{what.strip().lower()} at {', '.join(numbers)}" if numbers else what.strip().lower()


def repairable(reasons: pd.Series) -> pd.Series:
    """Which problems lie in the course of an outline, so that it can be mended."""
    fixed = ("", NO_LINE)
    other = reasons.str.startswith(("no shape", "the shape", "a collection", "the coordinates"))
    return ~reasons.isin(fixed) & ~other


def repaired(areas: Any, rows: pd.Series) -> Any:
    """The areas with the outlines of some rows mended; only what has an area stays of them."""
    import shapely  # noqa: PLC0415

    shapes = areas.geometry.to_numpy().copy()
    where = rows.to_numpy()
    shapes[where] = shapely.make_valid(shapes[where], method="structure", keep_collapsed=False)
    return areas.set_geometry(shapes, crs=areas.crs)


def plane(areas: Any) -> str:
    """The map plane, equal in area, in which these areas are measured."""
    west, south, east, north = areas.total_bounds
    within = west > AROUND_EUROPE[0] and south > AROUND_EUROPE[1]
    return EUROPE if within and east < AROUND_EUROPE[2] and north < AROUND_EUROPE[3] else WORLD


def area_km2(areas: Any) -> pd.Series:
    """The area of each polygon in km²; empty for points and missing shapes."""
    if areas.empty:
        return pd.Series(dtype="float64")
    sizes = areas_in(areas.geometry.to_numpy(), to_plane(plane(areas)))
    return pd.Series(sizes / 1e6, index=areas.index)


def areas_in(shapes: np.ndarray, move: Any) -> np.ndarray:
    """The area of each polygon in a plane, in its units; nan for all else.

    Outlines without holes are measured by their corners alone: making them anew in the plane takes five times
    as long.

    Args:
        shapes: in degrees, none of them empty.
        move: gives the places in the plane of longitudes and latitudes.
    """
    import shapely  # noqa: PLC0415

    areas, kinds = np.full(len(shapes), np.nan), shapely.get_type_id(shapes)
    is_plain = (kinds == POLYGON) & (shapely.get_num_interior_rings(shapes) == 0)
    is_other = np.isin(kinds, (POLYGON, MULTIPOLYGON)) & ~is_plain
    if is_plain.any():
        areas[is_plain] = _ring_areas(shapes[is_plain], move)
    if is_other.any():
        areas[is_other] = shapely.area(shapely.transform(shapes[is_other], move, interleaved=False))
    return areas


def _ring_areas(shapes: np.ndarray, move: Any) -> np.ndarray:
    """Areas of polygons of one ring, by the formula of Gauss around the first corner of each."""
    import shapely  # noqa: PLC0415

    counts = shapely.get_num_coordinates(shapes)
    starts = np.cumsum(counts) - counts
    x, y = (axis - np.repeat(axis[starts], counts) for axis in move(*shapely.get_coordinates(shapes).T))
    cross = x[:-1] * y[1:] - x[1:] * y[:-1]
    cross[starts[1:] - 1] = 0  # from the last corner of one to the first of the next
    return abs(np.add.reduceat(cross, starts)) / 2


@lru_cache(maxsize=4)
def to_plane(plane: str) -> Any:
    """The way from degrees to a plane that is equal in area: places in it of longitudes and latitudes."""
    from pyproj import Transformer  # noqa: PLC0415

    return laea if plane == EUROPE else Transformer.from_crs(DEGREES, plane, always_xy=True).transform


def overlaps(areas: Any) -> pd.DataFrame:
    """Pairs of polygons that share ground, up to MOST_PAIRS.

    *Columns*: one, other (places in the frame), shared_km2.
    """
    import shapely  # noqa: PLC0415

    columns = ["one", "other", "shared_km2"]
    if areas.empty:
        return pd.DataFrame(columns=columns)
    shapes = areas.geometry.to_numpy()
    tree = shapely.STRtree(shapes)
    pairs_by_part: list[np.ndarray] = []
    count = 0
    for start in range(0, len(shapes), PAIRS_AT_ONCE):
        pairs = tree.query(shapes[start : start + PAIRS_AT_ONCE])
        pairs[0] += start
        pairs = pairs[:, pairs[0] < pairs[1]]
        pairs_by_part.append(pairs)
        count += pairs.shape[1]
        if count > MOST_PAIRS:
            break
    one, other = np.concatenate(pairs_by_part, axis=1)[:, :MOST_PAIRS]
    near, places = np.unique(np.concatenate([one, other]), return_inverse=True)
    flat = areas.geometry.iloc[near].to_crs(plane(areas)).to_numpy()[places]
    shared = shapely.area(shapely.intersection(flat[: len(one)], flat[len(one) :])) / 1e6
    shared_pairs = pd.DataFrame({"one": one, "other": other, "shared_km2": shared}, columns=columns)
    return shared_pairs[shared_pairs["shared_km2"] > 1e-6].reset_index(drop=True)

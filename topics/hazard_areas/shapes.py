"""Checks, mends and measures the shapes of hazard areas; knows neither countries nor figures.

Geopandas and shapely are loaded in the functions: most pages never need them.
"""

from typing import Any

import numpy as np
import pandas as pd

DEGREES = "EPSG:4326"
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
    "EPSG:3908": "MGI 1901 / Balkans zone 6 (Gauss-Krüger 6)",
    "EPSG:3909": "MGI 1901 / Balkans zone 7 (Gauss-Krüger 7)",
    "EPSG:31276": "MGI / Balkans zone 6",
    "EPSG:31277": "MGI / Balkans zone 7",
    "EPSG:3794": "Slovenia 1996 / National Grid",
    "EPSG:6870": "ETRS89 / Albania TM 2010",
    "EPSG:4026": "MOLDREF99 / Moldova TM",
    "EPSG:3035": "ETRS89-LAEA Europe",
}
"""Coordinate systems to choose from where a file names none."""
DMS = r"(-?\d{1,3})[°\s:]+(\d{1,2})['′\s:]+(\d{1,2}(?:[.,]\d+)?)[\"″'′\s]*([NSEW]?)"
PAIRS_AT_ONCE = 200
MOST_PAIRS = 20_000
"""Overlapping pairs that are measured; beyond, the file overlaps in more than that many."""
NO_LINE = "a line has no area: draw the outline as a polygon"


def named_system(crs: str | None) -> str | None:
    """The short name of a coordinate system, "EPSG:…" where it has one; None for an unknown one."""
    from pyproj import CRS  # noqa: PLC0415
    from pyproj.exceptions import CRSError  # noqa: PLC0415

    if not crs:
        return None
    try:
        system = CRS.from_user_input(crs)
    except CRSError:
        return None
    if system.is_geographic and system.equals(CRS.from_epsg(4326), ignore_axis_order=True):
        return DEGREES
    code = system.to_epsg(min_confidence=60)
    return f"EPSG:{code}" if code else system.to_wkt()


def system_words(crs: str) -> str:
    """What a coordinate system is called."""
    from pyproj import CRS  # noqa: PLC0415

    code = f" ({crs})" if crs.startswith("EPSG:") else ""
    return f"{SYSTEMS.get(crs) or CRS.from_user_input(crs).name}{code}"


def fits_degrees(shapes: np.ndarray) -> bool:
    """Whether all coordinates could be longitudes and latitudes."""
    import shapely  # noqa: PLC0415

    west, south, east, north = shapely.total_bounds(shapes)
    return bool(west >= -180.0001 and east <= 180.0001 and south >= -90.0001 and north <= 90.0001)


def points_of(rows: pd.DataFrame, lat: str, lon: str) -> np.ndarray:
    """A point for each row with both coordinates."""
    import shapely  # noqa: PLC0415

    across, along = coordinates_of(rows[lon]), coordinates_of(rows[lat])
    known = (across.notna() & along.notna()).to_numpy()
    shapes = np.full(len(rows), None, dtype=object)
    shapes[known] = shapely.points(across[known], along[known])
    return shapes


def polygons_of_corners(
    rows: pd.DataFrame, lat: str, lon: str, area: str, order: str | None = None
) -> tuple[pd.DataFrame, np.ndarray]:
    """One row and one polygon per area, from rows that each hold one corner.

    Args:
        rows: the reader's table.
        lat: column of the latitude.
        lon: column of the longitude.
        area: column that says to which area a corner belongs.
        order: column of the corner's number; without one the rows are in order.
    """
    import shapely  # noqa: PLC0415

    corners = pd.DataFrame(
        {"x": coordinates_of(rows[lon]), "y": coordinates_of(rows[lat]), "area": rows[area].astype(str)}
    )
    corners["order"] = pd.to_numeric(rows[order], errors="coerce") if order else range(len(rows))
    corners["group"] = pd.factorize(corners["area"])[0]
    first = rows.loc[~corners["group"].duplicated()].reset_index(drop=True)
    known = corners.dropna(subset=["x", "y"]).sort_values(["group", "order"], kind="stable")
    enough = known.groupby("group")["x"].transform("size") >= 3
    known = known[enough]
    shapes = np.full(len(first), None, dtype=object)
    if len(known):
        group, place = np.unique(known["group"], return_inverse=True)
        rings = shapely.linearrings(known[["x", "y"]].to_numpy(float), indices=place)
        shapes[group] = shapely.polygons(rings)
    return first, shapes


def coordinates_of(texts: pd.Series) -> pd.Series:
    """Degrees or metres; a comma is a decimal point, and degrees may have minutes and seconds.

    >>> coordinates_of(pd.Series(["44,125", "15.5", "44°30'00″ N", "x"])).tolist()
    [44.125, 15.5, 44.5, nan]
    """
    words = texts.astype(object).where(texts.notna(), "").astype(str).str.strip()
    plain = pd.to_numeric(words.str.replace(",", ".", regex=False), errors="coerce")
    parts = words.str.upper().str.extract(rf"^{DMS}$")
    degrees, minutes, seconds = (
        pd.to_numeric(parts[place].str.replace(",", ".", regex=False), errors="coerce") for place in range(3)
    )
    sign = np.where(parts[3].isin(["S", "W"]) | words.str.startswith("-"), -1.0, 1.0)
    return plain.fillna(sign * (degrees.abs() + minutes / 60 + seconds / 3600))


def located(rows: pd.DataFrame, shapes: np.ndarray, crs: str, swapped: bool = False) -> Any:
    """The rows with their shapes in degrees, flat, as a GeoDataFrame.

    Args:
        rows: in our terms, one for each shape.
        shapes: as they were read.
        crs: their coordinate system.
        swapped: the first coordinate is the latitude.
    """
    import geopandas as gpd  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    flat = shapely.force_2d(shapes)
    if swapped:
        flat = shapely.transform(flat, lambda corners: corners[:, ::-1])
    areas = gpd.GeoDataFrame(rows.reset_index(drop=True), geometry=flat, crs=crs)
    return areas.to_crs(DEGREES)


def problems(areas: Any) -> pd.Series:
    """Why a shape cannot be counted, in words; empty where it can."""
    import shapely  # noqa: PLC0415

    shapes = areas.geometry.to_numpy()
    reasons = pd.Series("", index=areas.index, dtype=object)
    missing = shapely.is_missing(shapes)
    reasons[missing] = "no shape, or one that cannot be read"
    reasons[~missing & shapely.is_empty(shapes)] = "the shape is empty"
    reasons[np.isin(shapely.get_type_id(shapes), (1, 2, 5))] = NO_LINE
    reasons[shapely.get_type_id(shapes) == 7] = "a collection of shapes of several kinds"
    open_ = (reasons == "").to_numpy()
    beyond = open_ & ~_on_earth(shapes)
    reasons[beyond] = "the coordinates do not fit the coordinate system"
    wrong = open_ & ~beyond & ~shapely.is_valid(shapes)
    reasons[wrong] = [reason_words(text) for text in shapely.is_valid_reason(shapes[wrong])]
    return reasons


def _on_earth(shapes: np.ndarray) -> np.ndarray:
    import shapely  # noqa: PLC0415

    west, south, east, north = shapely.bounds(shapes).T
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
    is_polygon = areas.geom_type.isin(["Polygon", "MultiPolygon"])
    return (areas.geometry.to_crs(plane(areas)).area / 1e6).where(is_polygon)


def overlaps(areas: Any) -> pd.DataFrame:
    """Pairs of polygons that share ground, up to MOST_PAIRS.

    *Columns*: one, other (places in the frame), shared_km2.
    """
    import shapely  # noqa: PLC0415

    columns = ["one", "other", "shared_km2"]
    if areas.empty:
        return pd.DataFrame(columns=columns)
    shapes = areas.geometry.to_crs(plane(areas)).to_numpy()
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
    shared = shapely.area(shapely.intersection(shapes[one], shapes[other])) / 1e6
    shared_pairs = pd.DataFrame({"one": one, "other": other, "shared_km2": shared}, columns=columns)
    return shared_pairs[shared_pairs["shared_km2"] > 1e-6].reset_index(drop=True)

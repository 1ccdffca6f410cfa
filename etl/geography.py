"""Makes data/geo: boundaries from Natural Earth, and over them hatching and dashed disputed lines.

`python -m etl.geography ORIGINAL` makes all files anew from Natural Earth's admin-1 states and provinces
(1:10m). `python -m etl.geography` draws only what lies over the boundaries, after one of these was replaced
by hand. Both write who borders whom to data/raw/borders.csv. The dashboard never runs this.
"""

import sys
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry import LineString
from shapely.ops import substring

from etl import boundaries
from etl import boundary_names as names
from etl.registry import DATA

FOLDER = DATA / "geo"
DEGREES = "EPSG:4326"
SEE_PLANE = "+proj=lcc +lat_1=38 +lat_2=47 +lat_0=42.5 +lon_0=26 +ellps=WGS84"
WORLD_PLANE = "ESRI:54030"
HATCH = {"": (24_000, 2_600), "_overview": (44_000, 5_000)}
"""Metres from stripe to stripe and across one, for each level of detail."""
DASHES = {"": (5_000, 4_000, 900), "_overview": (9_000, 7_000, 1_900)}
"""Metres of a dash, of a gap and across, for each level of detail."""
FAR_DASHES = (130_000, 110_000, 26_000)
LOCATOR = (-25, 24, 70, 72)
"""What the small map in the corner shows, in degrees: Europe with South East Europe in it."""
LOCATOR_TOLERANCE, LOCATOR_LEAST = 0.3, 0.6
"""Degrees; square degrees below which an island is left out."""
SEEN = 2e6
"""Square metres below which a piece is too small to be drawn."""


def units(name: str) -> gpd.GeoSeries:
    """Return the polygons of one boundary file by their id, in degrees."""
    return gpd.read_file(FOLDER / f"{name}.geojson").set_index("id").geometry


def on_plane(geometry: Any, plane: str, back: bool = False) -> Any:
    """Return the geometry in metres of a map plane, or back from there in degrees."""
    start, end = (plane, DEGREES) if back else (DEGREES, plane)
    return gpd.GeoSeries([geometry], crs=start).to_crs(end).iloc[0]


def stripes(polygon: Any, spacing: int, width: int) -> Any:
    """Return the parts of a polygon that parallel stripes rising to the right cover, in metres."""
    left, low, right, high = polygon.bounds
    reach = high - low
    first, last = int((left - reach - low) // spacing), int((right - low) // spacing)
    starts = [step * spacing + low for step in range(first, last + 1)]
    lines = [LineString([(start, low), (start + reach, high)]) for start in starts]
    return shapely.union_all([line.buffer(width / 2, cap_style="flat") for line in lines]).intersection(
        polygon
    )


def dashes(line: Any, dash: int, gap: int, width: int) -> Any:
    """Return short pieces along a line, each as wide as given, in metres."""
    starts = range(0, int(line.length), dash + gap)
    pieces = [substring(line, start, start + dash) for start in starts]
    return shapely.union_all([piece.buffer(width / 2, cap_style="flat") for piece in pieces])


def shared_line(one: Any, other: Any) -> Any:
    """Return the border two neighbouring polygons share, as one line where it is connected."""
    return shapely.line_merge(shapely.intersection(one, other))


def flat_polygons(geometry: Any, least: float = SEEN) -> Any:
    """Return only the polygons of a geometry that are large enough to be seen."""
    parts = shapely.get_parts(geometry)
    return shapely.MultiPolygon([part for part in parts if part.geom_type == "Polygon" and part.area > least])


def overlay(key: str, geometry: Any) -> dict[str, Any]:
    """Return stripes or dashes as a feature with three decimals."""
    return boundaries.feature(key, {}, shapely.set_precision(geometry, 0.001))


def dashed(key: str, one: Any, other: Any, plane: str, sizes: tuple[int, int, int]) -> dict[str, Any]:
    """Return the shared border of two units as a feature of dashes."""
    border = on_plane(shared_line(one, other), plane)
    pieces = [dashes(part, *sizes) for part in shapely.get_parts(border)]
    long_enough = flat_polygons(shapely.union_all(pieces), sizes[0] * sizes[2] / 8)
    return overlay(key, on_plane(long_enough, plane, back=True))


def neighbours() -> pd.DataFrame:
    """Return who shares a line with each country of South East Europe and its neighbours.

    *Columns*: country, neighbour, source, locator.
    """
    countries = units("see_countries")
    around = pd.concat([countries, units("context")])
    near = around.sindex.query(countries, predicate="intersects").T
    pairs = [(countries.index[one], around.index[other]) for one, other in near]
    shared = [
        (one, other)
        for one, other in sorted(pairs)
        if one != other and shared_line(countries[one], around[other]).length > 0
    ]
    borders = pd.DataFrame(shared, columns=["country", "neighbour"])
    return borders.assign(source="natural-earth", locator="shared line in the boundary files")


def hatch(countries: gpd.GeoSeries, spacing: int, width: int) -> list[dict[str, Any]]:
    """Return the stripes of each country as a feature."""
    features = []
    for country, polygon in countries.items():
        lines = flat_polygons(stripes(on_plane(polygon, SEE_PLANE), spacing, width), SEEN * spacing / 44_000)
        bent = shapely.segmentize(lines, 40_000)
        features.append(overlay(str(country), on_plane(bent, SEE_PLANE, back=True)))
    return features


def locator(lands: gpd.GeoSeries) -> list[dict[str, Any]]:
    """Return Europe and, in it, South East Europe, each as one feature without inner lines."""
    members = [*names.LEVELLED, *names.WHOLE]
    shapes = {
        "land": shapely.union_all(lands.intersection(shapely.box(*LOCATOR)).to_numpy()),
        "see": shapely.union_all(lands[members].to_numpy()),
    }
    thin = {key: flat_polygons(one.simplify(LOCATOR_TOLERANCE), LOCATOR_LEAST) for key, one in shapes.items()}
    return [boundaries.feature(key, {}, shapely.set_precision(one, 0.01)) for key, one in thin.items()]


def build(original: Path | None = None) -> None:
    """Write the boundaries where an original is given, then all that lies over them.

    Args:
        original: Natural Earth's admin-1 states and provinces 1:10m; without it the boundaries stay.
    """
    if original is not None:
        boundaries.build(original, FOLDER)
    for ending in boundaries.LEVELS:
        countries = units(f"see_countries{ending}")
        boundaries.write(FOLDER / f"see_hatch{ending}.geojson", hatch(countries, *HATCH[ending]))
        outer = overlay("SRB+XKX", shapely.union_all([countries["SRB"], countries["XKX"]]))
        border = dashed("XKX-SRB", countries["XKX"], countries["SRB"], SEE_PLANE, DASHES[ending])
        boundaries.write(FOLDER / f"see_lines{ending}.geojson", [outer, border])
    far = units("world")
    sahara = dashed("ESH-MAR", far["ESH"], far["MAR"], WORLD_PLANE, FAR_DASHES)
    boundaries.write(FOLDER / "world_lines.geojson", [sahara])
    boundaries.write(FOLDER / "locator.geojson", locator(far))
    neighbours().to_csv(DATA / "raw" / "borders.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else None)

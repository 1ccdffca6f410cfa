"""What the boundary files give besides themselves: hatching, dashed disputed lines, who borders whom.

Run `python -m etl.geography` after a boundary file in data/geo was replaced: it writes see_hatch.geojson,
see_lines.geojson and world_lines.geojson there, and data/raw/borders.csv. The dashboard never runs this.
"""

import json
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry import LineString, mapping
from shapely.ops import substring

from etl.registry import DATA

FOLDER = DATA / "geo"
DEGREES = "EPSG:4326"
SEE_PLANE = "+proj=lcc +lat_1=38 +lat_2=47 +lat_0=42.5 +lon_0=26 +ellps=WGS84"
WORLD_PLANE = "ESRI:54030"


def units(name: str) -> gpd.GeoSeries:
    """Return the polygons of one boundary file by their id, in degrees."""
    return gpd.read_file(FOLDER / f"{name}.geojson").set_index("id").geometry


def on_plane(geometry: Any, plane: str, back: bool = False) -> Any:
    """Return the geometry in metres of a map plane, or back from there in degrees."""
    start, end = (plane, DEGREES) if back else (DEGREES, plane)
    return gpd.GeoSeries([geometry], crs=start).to_crs(end).iloc[0]


def stripes(polygon: Any, spacing: int = 34_000, width: int = 4_200) -> Any:
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


def flat_polygons(geometry: Any) -> Any:
    """Return only the polygons of a geometry that are large enough to be seen."""
    parts = shapely.get_parts(geometry)
    return shapely.MultiPolygon([part for part in parts if part.geom_type == "Polygon" and part.area > 2e6])


def feature(key: str, geometry: Any) -> dict[str, Any]:
    """Return a GeoJSON feature with clockwise exterior rings (Plotly) and three decimals."""
    rounded = shapely.orient_polygons(shapely.set_precision(geometry, 0.001), exterior_cw=True)
    return {"type": "Feature", "id": key, "properties": {}, "geometry": mapping(rounded)}


def write(name: str, features: list[dict[str, Any]]) -> None:
    """Write one GeoJSON file without spaces, the same bytes for the same boundaries."""
    collection = {"type": "FeatureCollection", "features": features}
    (FOLDER / f"{name}.geojson").write_text(
        json.dumps(collection, separators=(",", ":")) + "\n", encoding="utf-8"
    )


def dashed(key: str, one: Any, other: Any, plane: str, sizes: tuple[int, int, int]) -> dict[str, Any]:
    """Return the shared border of two units as a feature of dashes."""
    border = on_plane(shared_line(one, other), plane)
    pieces = [dashes(part, *sizes) for part in shapely.get_parts(border)]
    return feature(key, on_plane(flat_polygons(shapely.union_all(pieces)), plane, back=True))


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
    listed = pd.DataFrame(shared, columns=["country", "neighbour"])
    return listed.assign(source="natural-earth", locator="shared line in the boundary files")


def build() -> None:
    """Write the three overlay files and the list of neighbours."""
    countries, world = units("see_countries"), units("world")
    hatch = {}
    for country, polygon in countries.items():
        lines = flat_polygons(stripes(on_plane(polygon, SEE_PLANE)))
        hatch[country] = on_plane(shapely.segmentize(lines, 40_000), SEE_PLANE, back=True)
    write("see_hatch", [feature(country, lines) for country, lines in hatch.items()])

    outer = feature("SRB+XKX", shapely.union_all([countries["SRB"], countries["XKX"]]))
    border = dashed("XKX-SRB", countries["XKX"], countries["SRB"], SEE_PLANE, (9_000, 7_000, 1_900))
    write("see_lines", [outer, border])
    far = (130_000, 110_000, 26_000)
    write("world_lines", [dashed("ESH-MAR", world["ESH"], world["MAR"], WORLD_PLANE, far)])
    neighbours().to_csv(DATA / "raw" / "borders.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    build()

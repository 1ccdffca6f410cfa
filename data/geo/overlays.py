"""Draws what a choropleth cannot, as thin polygons: hatching for "no data" and dashed disputed lines.

Run `python data/geo/overlays.py` after a boundary file was replaced: it writes see_hatch.geojson, see_lines.geojson
and world_lines.geojson beside itself. The dashboard serves these files and never runs this.
"""

import json
from pathlib import Path

import pyproj
import shapely
from shapely.geometry import LineString, mapping, shape
from shapely.ops import substring

FOLDER = Path(__file__).parent
SEE_PLANE = "+proj=lcc +lat_1=38 +lat_2=47 +lat_0=42.5 +lon_0=26 +ellps=WGS84"
WORLD_PLANE = "ESRI:54030"


def units(name):
    """The polygons of one boundary file by their id, in degrees."""
    collection = json.loads((FOLDER / f"{name}.geojson").read_text(encoding="utf-8"))
    return {feature["id"]: shape(feature["geometry"]) for feature in collection["features"]}


def on_plane(geometry, plane, back=False):
    """The geometry in metres of a map plane, or back from there in degrees."""
    ends = (plane, "EPSG:4326") if back else ("EPSG:4326", plane)
    return shapely.transform(geometry, pyproj.Transformer.from_crs(*ends, always_xy=True).transform, interleaved=False)


def stripes(polygon, spacing=34_000, width=4_200):
    """The parts of a polygon that parallel stripes rising to the right cover, in metres."""
    left, low, right, high = polygon.bounds
    reach = high - low
    first, last = int((left - reach - low) // spacing), int((right - low) // spacing)
    starts = [step * spacing + low for step in range(first, last + 1)]
    lines = [LineString([(start, low), (start + reach, high)]) for start in starts]
    return shapely.union_all([line.buffer(width / 2, cap_style="flat") for line in lines]).intersection(polygon)


def dashes(line, dash, gap, width):
    """Short pieces along a line, each as wide as given, in metres."""
    starts = range(0, int(line.length), dash + gap)
    pieces = [substring(line, start, start + dash) for start in starts]
    return shapely.union_all([piece.buffer(width / 2, cap_style="flat") for piece in pieces])


def shared_line(one, other):
    """The border two neighbouring polygons share, as one line where it is connected."""
    return shapely.line_merge(shapely.intersection(one, other))


def flat_polygons(geometry):
    """Only the polygons of a geometry that are large enough to be seen."""
    parts = shapely.get_parts(geometry)
    return shapely.MultiPolygon([part for part in parts if part.geom_type == "Polygon" and part.area > 2e6])


def feature(key, geometry):
    """A GeoJSON feature with clockwise exterior rings (Plotly) and three decimals."""
    rounded = shapely.orient_polygons(shapely.set_precision(geometry, 0.001), exterior_cw=True)
    return {"type": "Feature", "id": key, "properties": {}, "geometry": mapping(rounded)}


def write(name, features):
    """Write one GeoJSON file without spaces, the same bytes for the same boundaries."""
    collection = {"type": "FeatureCollection", "features": features}
    (FOLDER / f"{name}.geojson").write_text(json.dumps(collection, separators=(",", ":")) + "\n", encoding="utf-8")


def dashed(key, one, other, plane, sizes):
    """The shared border of two units as a feature of dashes."""
    border = on_plane(shared_line(one, other), plane)
    pieces = [dashes(part, *sizes) for part in shapely.get_parts(border)]
    return feature(key, on_plane(flat_polygons(shapely.union_all(pieces)), plane, back=True))


def build():
    """Write the three overlay files."""
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


if __name__ == "__main__":
    build()

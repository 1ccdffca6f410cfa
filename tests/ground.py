"""On whose land a place lies, by the boundary files of maps."""

import json
from functools import cache
from pathlib import Path

import shapely

GEO = Path(__file__).parent.parent / "data" / "geo"
FILES = ("see_countries", "context")


@cache
def _outlines() -> list[tuple[str, shapely.Geometry]]:
    files = [json.loads((GEO / f"{file}.geojson").read_text(encoding="utf-8"))["features"] for file in FILES]
    return [
        (feature["id"], shapely.from_geojson(json.dumps(feature["geometry"])))
        for features in files
        for feature in features
    ]


def land_at(lon: float, lat: float) -> set[str]:
    """The units whose land a place lies on; none at sea."""
    return {unit for unit, outline in _outlines() if outline.contains(shapely.Point(lon, lat))}

"""Makes the municipalities of a country from a file of its own licence: a layer apart from Natural Earth's.

`python -m etl.municipalities BIH FILE` writes data/geo/bih_municipalities.geojson. Which unit each outline of
the file is stands in data/geo/municipalities.csv, row by row; where a layer comes from, in
data/geo/layers.csv. The dashboard never runs this.
"""

import csv
import json
import sys
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely

from etl import boundaries
from etl.registry import DATA

FOLDER = DATA / "geo"
TOLERANCE = 200
"""Metres."""
DECIMALS = 4
GAP = 50
"""Metres up to which a gap between two units is closed."""


def build(country: str, original: Path, name: str = "name") -> Path:
    """Write the municipalities of a country.

    Args:
        country: its ISO 3166-1 alpha-3 code.
        original: any file of boundaries that GDAL reads, one outline for each municipality.
        name: the column of the file with what municipalities.csv has as `name_in_source`.

    Raises:
        ValueError: an outline is in no row, or a row without an outline.
    """
    rows = {row["name_in_source"]: row for row in _rows("municipalities") if row["country"] == country}
    outlines = gpd.read_file(original, columns=[name]).to_crs(boundaries.EQUAL_AREA)
    apart = set(outlines[name]) ^ set(rows)
    if apart:
        raise ValueError(f"in {original.name} or municipalities.csv alone: {', '.join(sorted(apart))}")
    shapes = shapely.coverage_clean(outlines.geometry.make_valid().to_numpy(), gap_width=GAP)
    whole = outlines.assign(geometry=gpd.GeoSeries(shapes, index=outlines.index, crs=outlines.crs))
    units = boundaries.on_grid(boundaries.simplified(whole, TOLERANCE), DECIMALS)
    features = [_feature(rows[key], one) for key, one in zip(units[name], units.geometry, strict=True)]
    layer = f"{country.lower()}_municipalities"
    path = FOLDER / f"{layer}.geojson"
    boundaries.write(path, features, **about(layer))
    return path


def about(layer: str) -> dict[str, str]:
    """What a boundary file says of itself: title, licence, origin, …; nothing of Natural Earth's."""
    rows = [row for row in _rows("layers") if row["layer"] == layer]
    return {key: text for row in rows for key, text in row.items() if key != "layer" and text}


def _feature(row: dict[str, str], outline: Any) -> dict[str, Any]:
    names = {"iso3": row["country"], "name": row["name"], "parent": row["parent"]}
    return boundaries.feature(row["unit"], names, outline)


def _rows(table: str) -> list[dict[str, str]]:
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


if __name__ == "__main__":
    print(json.dumps(str(build(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:]))))

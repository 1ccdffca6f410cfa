"""Makes data/geo: boundaries from Natural Earth, which lines are disputed, and the small map in the corner.

`python -m etl.geography ORIGINAL` makes all files anew from Natural Earth's admin-1 states and provinces
(1:10m). `python -m etl.geography` only works out what follows from the boundaries, after one of these was
replaced by hand. Both write who borders whom to data/raw/borders.csv. The dashboard never runs this.
"""

import json
import sys
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from etl import boundaries, municipalities
from etl import boundary_names as names
from etl.registry import DATA

FOLDER = DATA / "geo"
LOCATOR = (-25, 24, 70, 72)
"""What the small map in the corner shows, in degrees: Europe with South East Europe in it."""
LOCATOR_TOLERANCE, LOCATOR_LEAST = 0.3, 0.6
"""Degrees; square degrees below which an island is left out."""


def units(name: str) -> gpd.GeoSeries:
    """Return the polygons of one boundary file by their id, in degrees."""
    return gpd.read_file(FOLDER / f"{name}.geojson", columns=["id"]).set_index("id").geometry


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
        if one != other and boundaries.shares_line(countries[one], around[other])
    ]
    borders = pd.DataFrame(shared, columns=["country", "neighbour"])
    return borders.assign(source="natural-earth", locator="shared line in the boundary files")


def locator(lands: gpd.GeoSeries) -> list[dict[str, Any]]:
    """Return Europe and, in it, South East Europe, each as one feature without inner lines."""
    members = [*names.LEVELLED, *names.WHOLE]
    shapes = {
        "land": shapely.union_all(lands.intersection(shapely.box(*LOCATOR)).to_numpy()),
        "see": shapely.union_all(lands[members].to_numpy()),
    }
    thin = {key: _large_parts(one.simplify(LOCATOR_TOLERANCE)) for key, one in shapes.items()}
    return [boundaries.feature(key, {}, shapely.set_precision(one, 0.01)) for key, one in thin.items()]


def build(original: Path | None = None) -> None:
    """Write the boundaries where an original is given, then all that follows from them.

    Args:
        original: Natural Earth's admin-1 states and provinces 1:10m; without it the boundaries stay.
    """
    if original is not None:
        boundaries.build(original, FOLDER)
    boundaries.write(FOLDER / "locator.geojson", locator(units("world")))
    for path in sorted(FOLDER.glob("*.geojson")):
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        boundaries.write(path, features, **municipalities.about(path.stem))
    neighbours().to_csv(DATA / "raw" / "borders.csv", index=False, lineterminator="\n")


def _large_parts(geometry: Any) -> Any:
    parts = shapely.get_parts(geometry)
    return shapely.MultiPolygon(
        [part for part in parts if part.geom_type == "Polygon" and part.area > LOCATOR_LEAST]
    )


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else None)

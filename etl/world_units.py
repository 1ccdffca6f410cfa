"""Makes data/geo/world_admin1.parquet: first-level units of all countries but those of South East Europe.

It is read by place, so it lies in GeoParquet with the box of each unit; the other boundaries are GeoJSON.
"""

from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from etl import boundary_names as names

DEGREES = "EPSG:4326"
TOLERANCE, LEAST = 0.015, 0.002
"""Degrees; square degrees below which an island is left out unless it is the largest of its unit."""
DECIMALS = 3
ROWS_READ_AT_ONCE = 100


def write(originals: gpd.GeoDataFrame, path: Path) -> None:
    """Write the units, sorted by country, with the box of each.

    Args:
        originals: Natural Earth's first-level units with `land`, as `etl.boundaries.build` reads them.
        path: of the file.

    *Columns*: country, subdivision (the code of Natural Earth), name, geometry, bbox.
    """
    has_own = originals["land"].isin({*names.LEVELLED, "CYP"}) | originals["adm1_code"].isin(names.NAMED)
    rows = originals[~has_own & originals["name"].ne("")]
    valid = rows.geometry.make_valid().to_numpy()
    thin = np.array([_without_islets(one) for one in shapely.coverage_simplify(valid, TOLERANCE)])
    lines = shapely.make_valid(shapely.transform(thin, lambda corners: corners.round(DECIMALS)))
    areas = gpd.GeoDataFrame(
        {
            "country": rows["land"].to_numpy(),
            "subdivision": rows["adm1_code"].to_numpy(),
            "name": rows["name_en"].where(rows["name_en"].ne(""), rows["name"]).to_numpy(),
        },
        geometry=[_polygons(one) for one in lines],
        crs=DEGREES,
    )
    areas = areas[~areas.geometry.is_empty].sort_values(["country", "subdivision"], ignore_index=True)
    areas.to_parquet(
        path,
        index=False,
        compression="zstd",
        compression_level=19,
        write_covering_bbox=True,
        row_group_size=ROWS_READ_AT_ONCE,
    )


def _without_islets(geometry: shapely.Geometry) -> shapely.Geometry:
    parts = sorted(shapely.get_parts(_polygons(geometry)), key=lambda part: -part.area)
    return shapely.MultiPolygon([part for place, part in enumerate(parts) if not place or part.area > LEAST])


def _polygons(geometry: shapely.Geometry) -> shapely.Geometry:
    """A geometry without the lines and points that a repair may leave."""
    parts = shapely.get_parts(shapely.get_parts(geometry))
    return shapely.MultiPolygon([part for part in parts if part.geom_type == "Polygon"])

"""Invents a database of hazard areas of any size with the faults of real ones, in the forms that are read."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

from dashboard.areas.places import boundaries

CHUNK = 50_000
BROKEN, OVERLAPPING, UNDATED, POINTS = 0.01, 0.03, 0.05, 0.04
"""Shares of the rows: outlines that cross themselves or lie on the next one, rows without date or outline."""
FIELD_METRES = 300
"""How far the corners of an outline reach, at most."""
HAZARDS = [
    "AP mines",
    "AT mine",
    "ap MINES",
    "Mixed minefield",
    "UXO",
    "Cluster munition",
    "kasetna municija",
]
STATUSES = [
    "Open",
    "OPEN",
    "open",
    "Active",
    "Cleared",
    "cleared",
    "Released",
    "To be cleared",
    "Očišćeno",
    "",
]
CLASSES = ["CHA", "SHA", "Confirmed Hazardous Area", "suspected", ""]
METRE = 1 / 111_320
INDEX = {"layer": "hazard_areas", "SPATIAL_INDEX": "NO"}
"""An index that grows with each chunk takes as long as all else."""


def cells(count: int) -> tuple[np.ndarray, float]:
    """Places on a lattice inside the region, one for each area in a mixed order, and the width of a cell."""
    land = boundaries().geometry
    width = np.sqrt(shapely.area(land.to_numpy()).sum() / count) * 0.97
    west, south, east, north = land.total_bounds
    across, along = np.meshgrid(np.arange(west, east, width), np.arange(south, north, width))
    middles = np.column_stack([across.ravel(), along.ravel()])
    points = shapely.STRtree(shapely.points(middles))
    inside = np.unique(points.query(land.to_numpy(), predicate="contains")[1])
    chance = np.random.default_rng(1)
    return middles[chance.permutation(inside)[:count]], float(width)


def outlines(middles: np.ndarray, width: float, chance: np.random.Generator) -> np.ndarray:
    """An outline of 6 to 24 corners around each place; some cross themselves, some reach the next cell."""
    shapes = np.empty(len(middles), dtype=object)
    most = min(width * 0.45, FIELD_METRES * METRE)
    lying = np.flatnonzero(chance.random(len(middles)) < OVERLAPPING)
    middles = middles.copy()
    middles[lying] = middles[lying - 1] + most * 0.2
    sizes = chance.integers(6, 25, len(middles))
    for corners in np.unique(sizes):
        rows = np.flatnonzero(sizes == corners)
        reach = chance.uniform(0.15, 1, (len(rows), 1)) ** 2 * most
        turn = np.linspace(0, 2 * np.pi, corners, endpoint=False)
        far = reach * chance.uniform(0.7, 1.0, (len(rows), corners))
        ring = np.stack([np.cos(turn) * far, np.sin(turn) * far], axis=-1) + middles[rows, None]
        broken = chance.random(len(rows)) < BROKEN
        ring[broken, 1], ring[broken, 3] = ring[broken, 3].copy(), ring[broken, 1].copy()
        shapes[rows] = shapely.polygons(ring)
    is_point = chance.random(len(middles)) < POINTS
    shapes[is_point] = shapely.points(middles[is_point])
    return shapes


def frame(first: int, middles: np.ndarray, width: float) -> gpd.GeoDataFrame:
    """Rows from a number on, as a national database exports them."""
    chance, count = np.random.default_rng(first + 2), len(middles)
    shapes = outlines(middles, width, chance)
    numbers = np.arange(first, first + count)
    days = pd.Timestamp("1996-01-01") + pd.to_timedelta(chance.integers(0, 10_500, count), unit="D")
    area = (
        shapely.area(shapes)
        / METRE**2
        * np.cos(np.radians(middles[:, 1]))
        * chance.uniform(0.95, 1.05, count)
    )
    table = pd.DataFrame(
        {
            "hazard_localid": np.char.add(
                "HA-", np.where(numbers % 5000 == 4999, numbers - 1, numbers).astype(str)
            ),
            "hazard_type": chance.choice(HAZARDS, count),
            "area_class": chance.choice(CLASSES, count),
            "status": chance.choice(STATUSES, count),
            "area_m2": np.where(area > 0, area.round(), np.nan),
            "date_of_survey": np.where(chance.random(count) < UNDATED, "", days.strftime("%d.%m.%Y")),
            "operator": chance.choice(["Civil Protection", "Army", "NGO", None], count),
            "remarks": np.char.add("Team report ", (numbers % 977).astype(str)),
        }
    )
    return gpd.GeoDataFrame(table, geometry=shapes, crs="EPSG:4326")


def write(count: int, path: Path) -> None:
    """Write a database of so many areas as GeoPackage, GeoParquet, FlatGeobuf or CSV by the name's ending."""
    middles, width = cells(count)
    if path.suffix in (".gpkg", ".csv"):
        path.unlink(missing_ok=True)
        for first in range(0, len(middles), CHUNK):
            rows = frame(first, middles[first : first + CHUNK], width)
            if path.suffix == ".csv":
                texts = pd.DataFrame(rows.drop(columns="geometry")).assign(
                    wkt=shapely.to_wkt(rows.geometry.to_numpy())
                )
                texts.to_csv(path, mode="a", header=not first, index=False)
            else:
                pyogrio.write_dataframe(rows, path, append=first > 0, geometry_type="Unknown", **INDEX)
        return
    starts = range(0, len(middles), CHUNK)
    whole = pd.concat(
        [frame(first, middles[first : first + CHUNK], width) for first in starts], ignore_index=True
    )
    whole.to_parquet(path) if path.suffix == ".parquet" else pyogrio.write_dataframe(whole, path)

"""Makes the boundary files in data/geo from the first-level units of Natural Earth, in two levels of detail.

Countries are dissolved from first-level units, and all are simplified as one coverage in EPSG:3035 (areas
are true there), so that neighbours and levels share their borders.
"""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry import mapping, shape

from etl import boundary_names as names
from etl import world_units

FIELDS = ["adm1_code", "iso_3166_2", "adm0_a3", "name", "name_en", "region", "type_en"]
DEGREES, EQUAL_AREA, WORLD_EQUAL_AREA = "EPSG:4326", "EPSG:3035", "ESRI:54034"
LEVELS = {"": 1_000, "_overview": 2_000}
"""What is added to the name of a file, and the tolerance of its lines in metres.

Maps of one part of the region and of counties are drawn in detail, maps of all of it as an overview.
"""
WORLD_TOLERANCE, WORLD_LEAST = 0.2, 0.05
"""Degrees; square degrees below which an island is left out unless it is one of a country's two largest."""
REACH = (0.0, 32.3, 53.0, 50.5)
"""Where the neighbours of the map are cut off, in degrees."""
BUFFER_ZONE = 9_000
"""Metres up to which a gap inside Cyprus is closed: the buffer zone belongs to no first-level unit."""
DECIMALS = 3
SMALL, SMALL_DECIMALS = 0.3, 4
"""Square degrees up to which a country of the world keeps a fourth decimal."""
Geometry = Any


def build(original: Path, folder: Path) -> None:
    """Write all boundary files but the locator, which `etl.geography` makes of them.

    Args:
        original: Natural Earth's admin-1 states and provinces 1:10m: Shapefile, GeoPackage or GeoJSON.
        folder: where the files go.
    """
    originals = gpd.read_file(original, columns=FIELDS).to_crs(DEGREES)
    north = originals.geometry.representative_point().y
    lands = [names.country(*row) for row in zip(originals["adm0_a3"], originals["name"], north, strict=True)]
    originals = originals.assign(land=lands)[[bool(land) for land in lands]].fillna(dict.fromkeys(FIELDS, ""))
    whole = region(originals)
    for ending, tolerance in LEVELS.items():
        _write_region(folder, ending, on_grid(simplified(whole, tolerance)))
    _write_points(folder / "label_points.csv", _label_points(whole))
    world(originals, folder)
    world_units.write(originals, folder / "world_admin1.parquet")


def region(originals: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the units of South East Europe and its neighbours in metres, each once.

    *Columns*: land, unit (empty for a whole country), code, entity, geometry.
    """
    near = originals[originals.intersects(shapely.box(*REACH))]
    rows = near.drop(columns="geometry").to_dict("records")
    near = near.assign(
        unit=[names.unit(row["land"], row) for row in rows],
        entity=[names.entity(row) if row["land"] == "BIH" else "" for row in rows],
    )
    whole = near.dissolve(["land", "unit"], as_index=False, aggfunc="first")
    stated = zip(whole["land"], whole["unit"], whole["iso_3166_2"], strict=True)
    whole = whole.assign(code=[names.code(*row) if row[1] else "" for row in stated]).to_crs(EQUAL_AREA)
    parts = near[near["land"] == "CYP"].to_crs(EQUAL_AREA).geometry.to_numpy()
    if len(parts):
        closed = shapely.union_all(shapely.coverage_clean(parts, gap_width=BUFFER_ZONE))
        whole.loc[whole["land"] == "CYP", "geometry"] = [closed]
    return whole[["land", "unit", "code", "entity", "geometry"]]


def simplified(coverage: gpd.GeoDataFrame, tolerance: float) -> gpd.GeoDataFrame:
    """Return a coverage with fewer corners; shared borders stay shared.

    Raises:
        ValueError: the units overlap or leave slivers, so that no border is shared.
    """
    if not shapely.coverage_is_valid(coverage.geometry.to_numpy()):
        raise ValueError("the units are no coverage: neighbours overlap or do not meet corner by corner")
    lines = shapely.coverage_simplify(coverage.geometry.to_numpy(), tolerance)
    return coverage.assign(geometry=gpd.GeoSeries(lines, index=coverage.index, crs=coverage.crs))


def on_grid(coverage: gpd.GeoDataFrame, decimals: int = DECIMALS) -> gpd.GeoDataFrame:
    """Return a coverage in degrees with rounded corners, mended where rounding made lines cross."""
    degrees = coverage.to_crs(DEGREES)
    lines = _rounded(degrees.geometry.to_numpy(), decimals)
    if not (shapely.is_valid(lines).all() and shapely.coverage_is_valid(lines)):
        parts = [_polygons(one) for one in shapely.make_valid(lines)]
        mended = shapely.coverage_clean(parts, gap_width=0)
        lines = _rounded(mended, decimals)
    return degrees.assign(geometry=gpd.GeoSeries(lines, index=degrees.index, crs=DEGREES))


def world(originals: gpd.GeoDataFrame, folder: Path) -> None:
    """Write the countries of the world and a point for each."""
    originals = originals.assign(geometry=originals.geometry.make_valid())
    lands = originals.dissolve("land", as_index=False)[["land", "geometry"]]
    thin = np.array([_without_islets(one) for one in lands.geometry])
    lines = shapely.segmentize(shapely.coverage_simplify(thin, WORLD_TOLERANCE), 2.0)
    small = shapely.area(lands.geometry.to_numpy()) < SMALL
    rounded = np.where(small, _rounded(lines, SMALL_DECIMALS), _rounded(lines, DECIMALS))
    write(
        folder / "world.geojson",
        [
            feature(land, {"iso3": land}, one)
            for land, one in zip(lands["land"], shapely.make_valid(rounded), strict=True)
        ],
    )
    areas = lands.to_crs(WORLD_EQUAL_AREA).geometry.area / 1e6
    points = [shapely.maximum_inscribed_circle(_largest(one)).coords[0] for one in lands.geometry]
    rows = zip(lands["land"], points, areas, strict=True)
    _write_points(
        folder.parent / "raw" / "map_units.csv",
        [
            {"unit": land, "lon": round(lon, 3), "lat": round(lat, 3), "area_km2": round(area)}
            for land, (lon, lat), area in rows
        ],
    )


def feature(key: str, properties: dict[str, Any], geometry: Geometry) -> dict[str, Any]:
    """Return a GeoJSON feature with clockwise exterior rings, as d3-geo has them on the sphere."""
    turned = shapely.orient_polygons(_polygons(geometry), exterior_cw=True)
    return {"type": "Feature", "id": key, "properties": properties, "geometry": mapping(turned)}


def write(path: Path, features: list[dict[str, Any]], **about: str) -> None:
    """Write one GeoJSON file without spaces, the same bytes for the same boundaries.

    A unit whose line with others is disputed names these in its property `disputed`. What is said `about` a
    file (title, licence, …) is on its top.
    """
    ordered = sorted(_with_disputes(features), key=lambda one: one["id"])
    collection = {"type": "FeatureCollection", **about, "features": ordered}
    text = json.dumps(collection, separators=(",", ":"), ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def shares_line(one: Geometry, other: Geometry) -> bool:
    """Return whether two units have more than corners in common."""
    return bool(shapely.intersection(one, other).length > 0)


def _with_disputes(features: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Features with the ids of the units across a disputed line as `disputed`, where there are any."""
    outlines = {one["id"]: shape(one["geometry"]) for one in features}
    result = []
    for one in features:
        key, others = one["id"], names.DISPUTED.get(one["id"][:3], ())
        across = [unit for unit in sorted(outlines) if unit[:3] in others]
        across = [unit for unit in across if shares_line(outlines[key], outlines[unit])]
        properties = {name: value for name, value in one["properties"].items() if name != "disputed"}
        result.append(one | {"properties": properties | ({"disputed": across} if across else {})})
    return result


def _write_region(folder: Path, ending: str, units: gpd.GeoDataFrame) -> None:
    lands = units.dissolve("land", as_index=False)[["land", "geometry"]]
    see = {*names.LEVELLED, *names.WHOLE}
    inside, around = lands[lands["land"].isin(see)], lands[~lands["land"].isin(see)]
    write(folder / f"see_countries{ending}.geojson", _features(inside, lambda row: row.land))
    cut = around.assign(geometry=around.geometry.intersection(shapely.box(*REACH)))
    write(
        folder / f"context{ending}.geojson",
        _features(cut[~cut.geometry.is_empty], lambda row: row.land),
    )
    if ending:
        return
    first = units[units["unit"] != ""]
    write(folder / "see_admin1.geojson", _features(first, lambda row: names.key(row.land, row.unit)))
    entities = first[first["land"] == "BIH"].dissolve("entity", as_index=False)
    write(folder / "bih_entities.geojson", _features(entities, lambda row: names.key("BIH", row.entity)))


def _features(units: gpd.GeoDataFrame, key: Callable[[Any], str]) -> list[dict[str, Any]]:
    titles = {"land": "iso3", "unit": "name", "code": "code"}
    return [
        feature(
            key(row),
            {title: getattr(row, name) for name, title in titles.items() if name in units},
            row.geometry,
        )
        for row in units.itertuples()
    ]


def _label_points(whole: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """The centre of the largest circle inside each country and unit of the region."""
    see = whole[whole["land"].isin([*names.LEVELLED, *names.WHOLE])]
    lands = see.dissolve("land", as_index=False).assign(level="country", id=lambda rows: rows["land"])
    first = see[see["unit"] != ""].assign(level="first")
    first = first.assign(id=[names.key(*row) for row in zip(first["land"], first["unit"], strict=True)])
    units = pd.concat([lands, first], ignore_index=True)
    circles = [shapely.maximum_inscribed_circle(_largest(one), tolerance=500) for one in units.geometry]
    centres = gpd.GeoSeries([shapely.Point(one.coords[0]) for one in circles], crs=EQUAL_AREA).to_crs(DEGREES)
    return [
        {
            "level": row.level,
            "id": row.id,
            "lon": round(centre.x, 3),
            "lat": round(centre.y, 3),
            "area_km2": round(row.geometry.area / 1e6),
            "radius_km": round(circle.length / 1000, 1),
        }
        for row, centre, circle in zip(units.itertuples(), centres, circles, strict=True)
    ]


def _write_points(path: Path, rows: list[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as lines:
        table = csv.DictWriter(lines, list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def _polygons(geometry: Geometry) -> Geometry:
    """A geometry without the lines and points that a repair may leave."""
    parts = [part for part in shapely.get_parts(shapely.get_parts(geometry)) if part.geom_type == "Polygon"]
    return shapely.MultiPolygon(parts) if len(parts) > 1 else parts[0]


def _rounded(geometries: Any, decimals: int) -> Any:
    return shapely.transform(geometries, lambda corners: corners.round(decimals))


def _largest(geometry: Geometry) -> Geometry:
    return max(shapely.get_parts(geometry), key=lambda part: part.area)


def _without_islets(geometry: Geometry) -> Geometry:
    parts = sorted(
        (part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"),
        key=lambda part: -part.area,
    )
    return shapely.MultiPolygon(
        [part for place, part in enumerate(parts) if place < 2 or part.area > WORLD_LEAST]
    )

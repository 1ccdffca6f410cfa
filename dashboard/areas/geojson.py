"""Reads shapes with attributes from the text of a GeoJSON file."""

import gc
import json
from typing import Any

import numpy as np
import pandas as pd

from dashboard.areas import limits
from dashboard.areas.limits import Layer, RefusedError
from topics.vocabulary.sentences import sentence

DEGREES = "EPSG:4326"
OTHERS = ("Point", "MultiPoint", "LineString", "MultiLineString")
Polygon = list[np.ndarray]
"""Rings of a polygon, the outer one first."""


def tree_of(content: bytes) -> Any:
    """What a JSON text holds: one value, or a list of the values of its lines."""
    gc.disable()  # looking for cycles among millions of new lists takes longer than all the rest
    try:
        text = content.decode("utf-8-sig")
        try:
            return json.loads(text)
        except json.JSONDecodeError as problem:
            if problem.msg != "Extra data":
                raise
            return [json.loads(line.strip("\x1e")) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError) as problem:
        raise RefusedError(
            f"The file begins like GeoJSON but cannot be read: {problem}. Export it again."
        ) from problem
    finally:
        gc.enable()


def geojson(tree: Any) -> Layer:
    """Attributes, shapes and coordinate system; without one of its own the file is in degrees (RFC 7946).

    Raises:
        RefusedError: it is no GeoJSON with features.
    """
    features = _features(tree)
    if isinstance(tree, dict) and tree.get("type") == "Topology":
        raise RefusedError("The file is TopoJSON. Export the layer as GeoJSON (RFC 7946).")
    if features is None:
        raise RefusedError(
            "The file is JSON but not a GeoJSON FeatureCollection. Export the layer as GeoJSON (RFC 7946)."
        )
    limits.check_rows(len(features))
    features = [feature if isinstance(feature, dict) else {} for feature in features]
    rows = [_properties(feature) for feature in features]
    limits.check_columns(len(set().union(*rows)))
    gc.disable()
    try:
        shapes = shapes_of([feature.get("geometry") for feature in features])
    finally:
        gc.enable()
    table = pd.DataFrame(rows, index=range(len(rows)))
    return Layer(table, shapes, _system(tree), notes=part_note(tree))


def part_note(tree: Any) -> tuple[str, ...]:
    """That the service which wrote a file says that it left some of the features out."""
    stated = [tree, tree.get("properties")] if isinstance(tree, dict) else []
    if not any(isinstance(one, dict) and one.get("exceededTransferLimit") is True for one in stated):
        return ()
    words = sentence(
        "The service that wrote this file says that it is a part: it sends no more features at a time. The "
        "rest is missing here."
    )
    return (words,)


def _features(tree: Any) -> list | None:
    """The features of a collection, of a list, or of a single one."""
    if isinstance(tree, dict) and isinstance(tree.get("features"), list):
        return tree["features"]
    single = tree if isinstance(tree, list) else [tree]
    is_features = single and all(isinstance(one, dict) and "geometry" in one for one in single)
    return single if is_features else None


def _properties(feature: dict) -> dict:
    stated = feature.get("properties")
    cells = {str(name): cell(value) for name, value in stated.items()} if isinstance(stated, dict) else {}
    if "id" in feature and "id" not in cells:
        cells["id"] = cell(feature["id"])
    return cells


def cell(value: Any) -> Any:
    """A value as a cell: lists and objects as their text."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def _system(tree: Any) -> str | None:
    """The system named in the way of GeoJSON of 2008, which QGIS and GDAL still write."""
    stated = tree.get("crs", DEGREES) if isinstance(tree, dict) else DEGREES
    if not isinstance(stated, dict):
        return DEGREES if stated == DEGREES else None
    properties = stated.get("properties")
    return str(properties.get("name", "")) or None if isinstance(properties, dict) else None


def shapes_of(geometries: list) -> np.ndarray:
    """Shapes of GeoJSON geometries; None where one is missing, malformed or a collection of several kinds.

    Polygons are made all at once from their corners, which is several times as fast as one by one.
    """
    import shapely  # noqa: PLC0415 - only a page with a file needs it

    shapes = np.full(len(geometries), None, dtype=object)
    owners: list[int] = []
    polygons: list[Polygon] = []
    for place, geometry in enumerate(geometries):
        kind = geometry.get("type") if isinstance(geometry, dict) else None
        if kind in ("Polygon", "MultiPolygon", "GeometryCollection"):
            parts = _polygons_of(geometry)
            owners += [place] * len(parts)
            polygons += parts
        elif kind in OTHERS:
            text = json.dumps({"type": kind, "coordinates": geometry.get("coordinates")})
            shapes[place] = shapely.from_geojson(text, on_invalid="ignore")
    if polygons:
        places, first, counts = np.unique(owners, return_index=True, return_counts=True)
        drawn_polygons = _made(polygons)
        shapes[places] = drawn_polygons[first]
        for place, start, count in zip(
            places[counts > 1], first[counts > 1], counts[counts > 1], strict=True
        ):
            shapes[place] = shapely.multipolygons(drawn_polygons[start : start + count])
    return shapes


def _polygons_of(geometry: dict) -> list[Polygon]:
    """The polygons of a geometry; none of a collection that has something else too."""
    if geometry["type"] != "GeometryCollection":
        return _polygons(geometry["type"], geometry.get("coordinates"))
    parts = geometry.get("geometries")
    parts = parts if isinstance(parts, list) else []
    if any(not isinstance(one, dict) or one.get("type") not in ("Polygon", "MultiPolygon") for one in parts):
        return []
    polygons = [_polygons(one["type"], one.get("coordinates")) for one in parts]
    return [polygon for several in polygons for polygon in several] if all(polygons) else []


def _polygons(kind: str, coordinates: Any) -> list[Polygon]:
    """The polygons of a geometry as arrays of corners; none where a ring is broken."""
    try:
        parts = [coordinates] if kind == "Polygon" else list(coordinates)
        polygons = [[np.array(ring, dtype=float)[:, :2] for ring in part] for part in parts]
    except (TypeError, ValueError, IndexError):
        return []
    is_whole = all(
        part and all(ring.shape[0] >= 4 and ring.shape[1] == 2 for ring in part) for part in polygons
    )
    return polygons if is_whole else []


def _made(polygons: list[Polygon]) -> np.ndarray:
    import shapely  # noqa: PLC0415

    rings = [ring for polygon in polygons for ring in polygon]
    owner = np.repeat(np.arange(len(polygons)), [len(polygon) for polygon in polygons])
    numbers = np.repeat(np.arange(len(rings)), [len(ring) for ring in rings])
    return shapely.polygons(shapely.linearrings(np.concatenate(rings), indices=numbers), indices=owner)

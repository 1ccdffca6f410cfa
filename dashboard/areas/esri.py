"""Reads shapes with attributes from Esri JSON, as ArcGIS services and its tools write it."""

from typing import Any

import numpy as np
import pandas as pd

from dashboard.areas import limits
from dashboard.areas.geojson import cell
from dashboard.areas.limits import Layer, RefusedError


def esri_json(tree: dict[str, Any]) -> Layer:
    """The features of a feature set; coded values get the words of their domain."""
    features = tree.get("features")
    if not isinstance(features, list):
        raise RefusedError(
            "The file is Esri JSON without features. Export the layer again, with its features, or as "
            "GeoJSON."
        )
    limits.check_rows(len(features))
    features = [feature if isinstance(feature, dict) else {} for feature in features]
    domains = _domains(tree.get("fields"))
    rows = [_attributes(feature.get("attributes"), domains) for feature in features]
    limits.check_columns(len(set().union(*rows)))
    shapes = np.full(len(features), None, dtype=object)
    for place, feature in enumerate(features):
        shapes[place] = _shape(feature.get("geometry"))
    return Layer(pd.DataFrame(rows, index=range(len(rows))), shapes, _system(tree.get("spatialReference")))


def _domains(fields: Any) -> dict[str, dict[Any, str]]:
    """The words for coded values, by field."""
    stated = [field for field in fields if isinstance(field, dict)] if isinstance(fields, list) else []
    domains = {str(field.get("name")): field.get("domain") for field in stated}
    coded = {name: domain.get("codedValues") for name, domain in domains.items() if isinstance(domain, dict)}
    return {
        name: {cell(value.get("code")): str(value.get("name")) for value in values if isinstance(value, dict)}
        for name, values in coded.items()
        if isinstance(values, list)
    }


def _attributes(stated: Any, domains: dict[str, dict[Any, str]]) -> dict[str, Any]:
    cells = {str(name): cell(value) for name, value in stated.items()} if isinstance(stated, dict) else {}
    return {name: domains.get(name, {}).get(value, value) for name, value in cells.items()}


def _system(stated: Any) -> str | None:
    if not isinstance(stated, dict):
        return None
    code = stated.get("latestWkid") or stated.get("wkid")
    if isinstance(code, int):
        return f"{'ESRI' if code >= 100_000 else 'EPSG'}:{code}"
    return str(stated["wkt"]) if "wkt" in stated else None


def _shape(geometry: Any) -> Any:
    """A shape; None where there is none or one of a kind that is not read, such as curves."""
    import shapely  # noqa: PLC0415 - only a page with a file needs it

    if not isinstance(geometry, dict):
        return None
    try:
        if "rings" in geometry:
            return _polygon([np.array(ring, dtype=float)[:, :2] for ring in geometry["rings"]])
        if "paths" in geometry:
            lines = [shapely.LineString(np.array(path, dtype=float)[:, :2]) for path in geometry["paths"]]
            return lines[0] if len(lines) == 1 else shapely.MultiLineString(lines)
        if "points" in geometry:
            return shapely.MultiPoint(np.array(geometry["points"], dtype=float)[:, :2])
        return shapely.Point(float(geometry["x"]), float(geometry["y"]))
    except (KeyError, TypeError, ValueError, IndexError, shapely.errors.GEOSException):
        return None


def _polygon(rings: list[np.ndarray]) -> Any:
    """A polygon of rings: those with the clock are outlines, those against it holes in them."""
    import shapely  # noqa: PLC0415

    linear = [shapely.LinearRing(ring) for ring in rings]
    outer = [ring for ring in linear if not ring.is_ccw] or linear
    holes: list[list[Any]] = [[] for _ in outer]
    for ring in linear if len(outer) < len(linear) else ():
        if ring.is_ccw:
            around = [
                place
                for place, one in enumerate(outer)
                if shapely.Polygon(one).intersects(shapely.Point(ring.coords[0]))
            ]
            holes[min(around, key=lambda place: shapely.Polygon(outer[place]).area) if around else 0].append(
                ring
            )
    polygons = [shapely.Polygon(one, inner) for one, inner in zip(outer, holes, strict=True)]
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)

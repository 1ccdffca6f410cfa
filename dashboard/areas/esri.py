"""Reads shapes with attributes from Esri JSON, as ArcGIS services and its tools write it."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from dashboard.areas import limits
from dashboard.areas.curves import esri_ring
from dashboard.areas.geodatabase import layer_question
from dashboard.areas.geojson import cell, part_note
from dashboard.areas.limits import Layer, RefusedError

MOST_MILLISECONDS = 2.5e14
"""Counts of days up to the year 9999."""


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
    domains, days = _domains(tree.get("fields")), _days(tree.get("fields"))
    rows = [_attributes(feature.get("attributes"), domains, days) for feature in features]
    limits.check_columns(len(set().union(*rows)))
    shapes = np.full(len(features), None, dtype=object)
    for place, feature in enumerate(features):
        shapes[place] = _shape(feature.get("geometry"))
    table = pd.DataFrame(rows, index=range(len(rows)))
    return Layer(table, shapes, _system(tree.get("spatialReference")), notes=part_note(tree))


def esri_layers(layers: list[Any], answers: Mapping[str, str]) -> Layer:
    """One layer of a map of ArcGIS Online that is kept in a file, with the fields that it defines."""
    sets: dict[str, dict[str, Any]] = {}
    for layer in layers:
        about = layer.get("layerDefinition") if isinstance(layer, dict) else None
        if isinstance(about, dict) and isinstance(layer.get("featureSet"), dict):
            name = str(about.get("name") or f"layer {len(sets) + 1}")
            sets[name] = {"fields": about.get("fields"), **layer["featureSet"]}
    question = layer_question(list(sets))
    first = answers.get("layer", next(iter(sets), ""))
    layer = esri_json(sets.get(first, {}))
    return layer._replace(questions=(question,) if question else ())


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


def _days(fields: Any) -> set[str]:
    """The fields that hold days, counted in milliseconds since 1970."""
    stated = [field for field in fields if isinstance(field, dict)] if isinstance(fields, list) else []
    return {str(field.get("name")) for field in stated if field.get("type") == "esriFieldTypeDate"}


def _attributes(stated: Any, domains: dict[str, dict[Any, str]], days: set[str]) -> dict[str, Any]:
    cells = {str(name): cell(value) for name, value in stated.items()} if isinstance(stated, dict) else {}
    dated = {name: _day(value) if name in days else value for name, value in cells.items()}
    return {name: domains.get(name, {}).get(value, value) for name, value in dated.items()}


def _day(value: Any) -> Any:
    is_count = (
        isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < MOST_MILLISECONDS
    )
    return str(np.datetime64(int(value), "ms").astype("datetime64[D]")) if is_count else value


def _system(stated: Any) -> str | None:
    if not isinstance(stated, dict):
        return None
    code = stated.get("latestWkid") or stated.get("wkid")
    if isinstance(code, int):
        return f"{'ESRI' if code >= 100_000 else 'EPSG'}:{code}"
    return str(stated["wkt"]) if "wkt" in stated else None


def _shape(geometry: Any) -> Any:
    """A shape; None where there is none or one that cannot be read."""
    import shapely  # noqa: PLC0415 - only a page with a file needs it

    if not isinstance(geometry, dict):
        return None
    rings = geometry.get("curveRings", geometry.get("rings"))
    paths = geometry.get("curvePaths", geometry.get("paths"))
    try:
        if rings is not None:
            return _polygon([esri_ring(ring) for ring in rings])
        if paths is not None:
            lines = [shapely.LineString(esri_ring(path)) for path in paths]
            return lines[0] if len(lines) == 1 else shapely.MultiLineString(lines)
        if "points" in geometry:
            return shapely.MultiPoint(np.array(geometry["points"], dtype=float)[:, :2])
        place = float(geometry["x"]), float(geometry["y"])
        return shapely.Point(place) if np.isfinite(place).all() else None
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

"""Reads placemarks of KML: their polygons and points, name, description and extended data."""

from typing import Any

import numpy as np
import pandas as pd

from dashboard.areas import limits
from dashboard.areas.limits import RefusedError

DEGREES = "EPSG:4326"
"""KML knows no other coordinates (OGC KML 2.3)."""


def kml(content: bytes) -> tuple[pd.DataFrame, np.ndarray, str | None]:
    """Attributes, shapes and coordinate system of all placemarks.

    Raises:
        RefusedError: it is no KML, or it declares entities, which can grow without end or fetch other files.
    """
    places = list(_root(content).iter("Placemark"))
    if not places:
        raise RefusedError(
            "The KML has no placemarks. If it only links to others, save the layer itself as KML."
        )
    limits.check_rows(len(places))
    rows = [_attributes(place) for place in places]
    limits.check_columns(len({name for row in rows for name in row}))
    shapes = np.array([None] * len(places), dtype=object)
    for number, place in enumerate(places):
        shapes[number] = _shape(place)
    return pd.DataFrame(rows, index=range(len(rows))), shapes, DEGREES


def _root(content: bytes) -> Any:
    from defusedxml import DefusedXmlException, ElementTree  # noqa: PLC0415 - only a page with a file needs it

    try:
        root = ElementTree.fromstring(content, forbid_dtd=True)
    except DefusedXmlException as problem:
        raise RefusedError(
            "The KML declares a document type or entities, which a file of places does not need and which "
            "can harm a reader. Export it again from Google Earth, QGIS or your information system."
        ) from problem
    except (ElementTree.ParseError, ValueError, LookupError) as problem:
        raise RefusedError(
            f"The file begins like KML but is not well formed: {problem}. Export it again."
        ) from problem
    for element in root.iter():  # names are the same in every version of KML
        element.tag = str(element.tag).rpartition("}")[2]
    if root.tag != "kml":
        raise RefusedError(
            f"The file is XML but not KML: it begins with <{str(root.tag)[:60]}>. Export it as KML."
        )
    return root


def _attributes(place: Any) -> dict[str, str]:
    texts: dict[str, str] = {}
    for name in ("name", "description"):
        text = place.findtext(name)
        if text and text.strip():
            texts[name] = text.strip()
    for data in place.iterfind("ExtendedData/Data"):
        texts[str(data.get("name"))] = (data.findtext("value") or "").strip()
    for data in place.iterfind("ExtendedData/SchemaData/SimpleData"):
        texts[str(data.get("name"))] = (data.text or "").strip()
    return texts


def _shape(place: Any) -> Any:
    """Polygons of a placemark as one shape, else its points; None where there are none or one is broken."""
    import shapely  # noqa: PLC0415

    try:
        polygons = [_polygon(element) for element in place.iter("Polygon")]
        if polygons:
            return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)
        points = [_corners(element)[0] for element in place.iter("Point")]
        lines = [_corners(element) for element in place.iter("LineString")]
    except (ValueError, IndexError, shapely.errors.GEOSException):
        return None
    if points:
        return shapely.Point(points[0]) if len(points) == 1 else shapely.MultiPoint(points)
    return shapely.LineString(lines[0]) if lines and len(lines[0]) > 1 else None


def _polygon(element: Any) -> Any:
    import shapely  # noqa: PLC0415

    outer = element.find("outerBoundaryIs")
    holes = [_corners(ring) for ring in element.iterfind("innerBoundaryIs")]
    if outer is None:
        raise ValueError("a polygon without an outer ring")
    return shapely.Polygon(_corners(outer), holes)


def _corners(element: Any) -> list[tuple[float, float]]:
    """Pairs of longitude and latitude below an element; heights are left out."""
    text = next((part.text for part in element.iter("coordinates")), None) or ""
    pairs = [corner.split(",") for corner in text.split()]
    return [(float(pair[0]), float(pair[1])) for pair in pairs]

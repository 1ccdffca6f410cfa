"""Reads places of KML and GPX: their polygons, points and lines, names and data."""

import re
from typing import Any

import numpy as np
import pandas as pd

from dashboard.areas import limits
from dashboard.areas.limits import Layer, RefusedError

DEGREES = "EPSG:4326"
"""KML and GPX know no other coordinates (OGC KML 2.3, GPX 1.1)."""
NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
TRIPLE = re.compile(rf"({NUMBER})\s*,\s*({NUMBER})(?:\s*,\s*{NUMBER})?(?=\s|$)")
"""Longitude, latitude and a height, as KML has them, with spaces behind the commas too."""


def placed_xml(content: bytes) -> tuple[str, Layer]:
    """The kind of an XML file of places, and its attributes, shapes and coordinate system.

    Raises:
        RefusedError: it is neither KML nor GPX, or it declares entities, which can grow without end or fetch
            other files.
    """
    root = _root(content)
    kind, elements, attributes, shape = (
        (
            "GPX",
            [one for name in ("wpt", "rte", "trk") for one in root.iter(name)],
            _gpx_attributes,
            _gpx_shape,
        )
        if root.tag == "gpx"
        else ("KML", list(root.iter("Placemark")), _attributes, _shape)
    )
    if not elements:
        raise RefusedError(
            f"The {kind} has no placemarks. If it only links to others, save the layer itself as {kind}."
        )
    limits.check_rows(len(elements))
    rows = [attributes(element) for element in elements]
    limits.check_columns(len({name for row in rows for name in row}))
    shapes = np.array([None] * len(elements), dtype=object)
    for number, element in enumerate(elements):
        shapes[number] = shape(element)
    return kind, Layer(pd.DataFrame(rows, index=range(len(rows))), shapes, DEGREES)


def _gpx_attributes(element: Any) -> dict[str, str]:
    texts = {name: (element.findtext(name) or "").strip() for name in ("name", "desc", "cmt", "type", "time")}
    return {name: text for name, text in texts.items() if text} | {"gpx": element.tag}


def _gpx_shape(element: Any) -> Any:
    """A waypoint as a point, a route or track as a line."""
    import shapely  # noqa: PLC0415

    try:
        if element.tag == "wpt":
            return shapely.Point(_gpx_place(element))
        points = [_gpx_place(point) for name in ("rtept", "trkpt") for point in element.iter(name)]
        return shapely.LineString(points) if len(points) > 1 else None
    except (TypeError, ValueError, shapely.errors.GEOSException):
        return None


def _gpx_place(element: Any) -> tuple[float, float]:
    return float(element.get("lon")), float(element.get("lat"))


def _root(content: bytes) -> Any:
    from defusedxml import DefusedXmlException, ElementTree  # noqa: PLC0415 - only a page with a file needs it

    try:
        root = ElementTree.fromstring(content, forbid_dtd=True)
    except DefusedXmlException as problem:
        raise RefusedError(
            "The file declares a document type or entities, which a file of places does not need and which "
            "can harm a reader. Export it again from Google Earth, QGIS or your information system."
        ) from problem
    except (ElementTree.ParseError, ValueError, LookupError) as problem:
        raise RefusedError(
            f"The file begins like KML or GPX but is not well formed: {problem}. Export it again."
        ) from problem
    for element in root.iter():  # names are the same in every version of KML
        element.tag = str(element.tag).rpartition("}")[2]
    if root.tag not in ("kml", "gpx"):
        raise RefusedError(
            f"The file is XML but not KML or GPX: it begins with <{str(root.tag)[:60]}>. Export it as KML."
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
    """Pairs of longitude and latitude below an element; heights are left out.

    Raises:
        ValueError: there is something else among them.
    """
    text = next((part.text for part in element.iter("coordinates")), None) or ""
    if TRIPLE.sub("", text).strip():
        raise ValueError("not all are coordinates")
    return [(float(across), float(along)) for across, along in TRIPLE.findall(text)]

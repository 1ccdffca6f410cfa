"""Reads places of KML and GPX: their polygons, points and lines, names and data."""

import re
from typing import Any

import numpy as np
import pandas as pd

from dashboard.areas import limits
from dashboard.areas.limits import Layer, RefusedError
from topics.vocabulary.sentences import counted_sentence

DEGREES = "EPSG:4326"
"""KML and GPX know no other coordinates (OGC KML 2.3, GPX 1.1)."""
NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
TRIPLE = re.compile(rf"({NUMBER})\s*,\s*({NUMBER})(?:\s*,\s*{NUMBER})?(?=\s|$)")
"""Longitude, latitude and a height, as KML has them, with spaces behind the commas too."""


class NoPlacesError(RefusedError):
    """A file that may link to others, but has no places itself."""


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
    folders = _folders(root)
    if not elements:
        raise NoPlacesError(
            f"The {kind} has no placemarks. If it only links to others, save the layer itself as {kind}."
        )
    limits.check_rows(len(elements))
    rows = [folders.get(element, {}) | attributes(element) for element in elements]
    limits.check_columns(len({name for row in rows for name in row}))
    shapes = np.array([None] * len(elements), dtype=object)
    for place, element in enumerate(elements):
        shapes[place] = shape(element)
    table = pd.DataFrame(rows, index=range(len(rows)))
    return kind, Layer(table, shapes, DEGREES, notes=_notes(elements))


def _folders(root: Any) -> dict[Any, dict[str, str]]:
    """The folder of each placemark, where they are in several."""
    names: dict[Any, dict[str, str]] = {}
    pending: list[tuple[Any, tuple[str, ...]]] = [(root, ())]
    while pending:
        parent, path = pending.pop()
        for element in parent:
            if element.tag == "Placemark":
                names[element] = {"Folder": " / ".join(path)}
            elif element.tag in ("Document", "Folder", "kml"):
                name = (element.findtext("name") or "").strip() if element.tag == "Folder" else ""
                pending.append((element, (*path, name) if name else path))
    return names if len({one["Folder"] for one in names.values()}) > 1 else {}


def _notes(elements: list[Any]) -> tuple[str, ...]:
    """That points or lines stand beside outlines, which alone are taken."""
    count = sum(
        next(one.iter("Polygon"), None) is not None
        and any(next(one.iter(name), None) is not None for name in ("Point", "LineString", "Track"))
        for one in elements
    )
    words = counted_sentence(
        count,
        "{count} placemark holds points or lines beside its outline: the outline alone is taken.",
        "{count} placemarks hold points or lines beside their outlines: the outlines alone are taken.",
    )
    return (words,) if words else ()


def _gpx_attributes(element: Any) -> dict[str, str]:
    texts = {name: (element.findtext(name) or "").strip() for name in ("name", "desc", "cmt", "type", "time")}
    return {name: text for name, text in texts.items() if text} | {"gpx": element.tag}


def _gpx_shape(element: Any) -> Any:
    """A waypoint as a point, a route or track as a line."""
    import shapely  # noqa: PLC0415

    try:
        if element.tag == "wpt":
            return shapely.Point(_gpx_place(element))
        parts = list(element.iter("trkseg")) or [element]
        places = [[_gpx_place(point) for point in part if point.tag in ("rtept", "trkpt")] for part in parts]
        lines = [shapely.LineString(line) for line in places if len(line) > 1]
        return None if not lines else lines[0] if len(lines) == 1 else shapely.MultiLineString(lines)
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


def described(html: str) -> tuple[dict[str, str], str]:
    """The attributes that a description holds as a table of two columns, and the words outside of it.

    ArcGIS, Google Earth and IMSMA write them so for their balloons; <Null> is no value.

    >>> described("<table><tr><td>H-1</td></tr><tr><td>Status</td><td>Open</td></tr></table>")
    ({'Status': 'Open'}, 'H-1')
    """
    from lxml import html as parser  # noqa: PLC0415 - only such a file needs it

    try:
        tree = parser.fromstring(html)
    except (ValueError, parser.etree.LxmlError):
        return {}, html
    cells = {}
    for row in list(tree.iter("tr")):
        parts = [part for part in row if part.tag in ("td", "th")]
        if len(parts) == 2 and next(row.iter("table"), None) is None:
            name, value = (" ".join(part.text_content().split()) for part in parts)
            cells[name.rstrip(": ") or "column"] = "" if value.lower() == "<null>" else value
            row.clear()
    for other in list(tree.iter("style", "script", "title")):
        other.clear()
    return cells, " ".join(tree.text_content().split())


def _attributes(place: Any) -> dict[str, str]:
    texts = {name: (place.findtext(name) or "").strip() for name in ("name", "description")}
    for data in place.iterfind("ExtendedData/Data"):
        texts[str(data.get("name"))] = (data.findtext("value") or "").strip()
    for data in place.iterfind("ExtendedData/SchemaData/SimpleData"):
        texts[str(data.get("name"))] = (data.text or "").strip()
    if "<t" in texts["description"].lower():
        cells, words = described(texts["description"])
        words = "" if words == texts["name"] else words
        texts = {**texts, "description": words, **{name: cells[name] for name in cells if name not in texts}}
    return {name: text for name, text in texts.items() if text or name not in ("name", "description")}


def _shape(place: Any) -> Any:
    """Polygons of a placemark as one shape, else its points; None where there are none or one is broken."""
    import shapely  # noqa: PLC0415

    try:
        polygons = [_polygon(element) for element in place.iter("Polygon")]
        if polygons:
            return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)
        lines = [_corners(one) for name in ("LineString", "LinearRing") for one in place.iter(name)]
        lines += [_track(one) for one in place.iter("Track")]
        drawn = [shapely.LineString(line) for line in lines if len(line) > 1]
        points = [_corners(element)[0] for element in place.iter("Point")]
    except (ValueError, IndexError, shapely.errors.GEOSException):
        return None
    if drawn:
        return drawn[0] if len(drawn) == 1 else shapely.MultiLineString(drawn)
    if not points:
        return None
    return shapely.Point(points[0]) if len(points) == 1 else shapely.MultiPoint(points)


def _track(element: Any) -> list[tuple[float, float]]:
    """The places of a track as Google Earth writes it: longitude, latitude and height divided by spaces."""
    places = [(one.text or "").split() for one in element.iter("coord")]
    return [(float(place[0]), float(place[1])) for place in places]


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

"""Turns what a map shows into files of geography: GeoJSON as RFC 7946 has it, and GeoPackage.

Areas come with the outlines they are drawn with, places as points, links as lines; each with the cells of its
row. The base map is left out.
"""

import json
import sqlite3
import tempfile
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from charts.outlines import unpacked
from dashboard import store

CRS = "EPSG:4326"
KINDS = {"areas": "Polygon", "places": "Point", "links": "LineString"}
"""Layers of a GeoPackage and the geometry they hold, alone or as Multi…."""
LISTED = (
    "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('about', 'attributes', 'about')"
)
Feature = dict[str, Any]
About = list[tuple[str, str]]


def features(figure: dict[str, Any], rows: pd.DataFrame) -> list[Feature]:
    """GeoJSON features of rows that have a mark on a map, each with its cells.

    A row is one feature: the area where it is drawn as one, else the line, else the point.
    """
    if "panels" in figure:
        names, of = figure["panels"]["names"], figure["panels"]["of"]
        rows = rows.assign(panel=[None if of[row] is None else names[of[row]] for row in rows.index])
    cells = json.loads(rows.to_json(orient="records", date_format="iso", date_unit="s"))
    geometries = _geometries(figure)
    return [
        {"type": "Feature", "properties": properties, "geometry": geometries[row]}
        for row, properties in zip(rows.index, cells, strict=True)
        if row in geometries
    ]


def geojson(drawn: list[Feature], about: About) -> bytes:
    """The features as GeoJSON (RFC 7946), outer rings against the clock; what is said of all is on top."""
    notes = {name.lower().replace(" ", "_"): text for name, text in about}
    collection = {"type": "FeatureCollection", **notes, "features": drawn}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def spots(rows: pd.DataFrame, columns: Sequence[str]) -> list[Feature]:
    """GeoJSON features of rows with `lon` and `lat`, each with the cells of some columns."""
    rows = rows[rows["lon"].notna() & rows["lat"].notna()]
    cells = json.loads(rows[list(columns)].to_json(orient="records", date_format="iso", date_unit="s"))
    places = zip(rows["lon"], rows["lat"], cells, strict=True)
    return [
        {
            "type": "Feature",
            "properties": properties,
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
        }
        for lon, lat, properties in places
    ]


@lru_cache(maxsize=16)
def with_rings_turned(file: bytes, note: str) -> bytes:
    """A boundary file of ours with its outer rings against the clock, and a note on status: RFC 7946."""
    content = json.loads(file)
    units = [unit | {"geometry": _turned(unit["geometry"])} for unit in content["features"]]
    collection = content | {"status_note": note, "features": units}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def geopackage(drawn: list[Feature], about: About) -> bytes:
    """The features as a GeoPackage: a layer for each kind of geometry, and a table `about` them."""
    import geopandas  # noqa: PLC0415 - only needed on a click

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "map.gpkg"
        for layer, kind in KINDS.items():
            alike = [one for one in drawn if one["geometry"]["type"].removeprefix("Multi") == kind]
            if alike:
                geopandas.GeoDataFrame.from_features(alike, crs=CRS).to_file(path, layer=layer, driver="GPKG")
        with sqlite3.connect(path) as book:
            pd.DataFrame(about, columns=["name", "text"]).to_sql("about", book, index=False)
            book.execute(LISTED)
            book.commit()
            return book.serialize()


def _geometries(figure: dict[str, Any]) -> dict[int, dict]:
    """The geometry of each row that has a mark."""
    drawn: dict[int, dict] = {}
    for kind, geometries in GEOMETRIES.items():
        for layer in figure["layers"]:
            if layer["kind"] == kind:
                marks = zip(layer["rows"], geometries(layer), strict=True)
                drawn = {row: geometry for row, geometry in marks if geometry} | drawn
    return drawn


def _outlines(layer: dict[str, Any]) -> Iterable[dict | None]:
    """The outline of each area, of a boundary file of ours or as given; None for a unit that is not there."""
    if own := layer.get("outlines"):
        return [_turned(unpacked(parts, own["digits"])) for parts in own["parts"]]
    drawn = {unit["id"]: unit["geometry"] for unit in json.loads(store.geometry(layer["file"]))["features"]}
    turned = {unit: _turned(drawn[unit]) for unit in set(layer["units"]) & set(drawn)}
    return map(turned.get, layer["units"])


def _turned(geometry: dict) -> dict:
    """An area with its outer rings against the clock; on maps they go with it."""
    if geometry["type"] == "Point":
        return geometry
    if geometry["type"] == "Polygon":
        return geometry | {"coordinates": [ring[::-1] for ring in geometry["coordinates"]]}
    return geometry | {"coordinates": [[ring[::-1] for ring in part] for part in geometry["coordinates"]]}


def _spots(layer: dict[str, Any]) -> Iterable[dict]:
    return [{"type": "Point", "coordinates": spot} for spot in layer["spots"]]


def _paths(layer: dict[str, Any]) -> Iterable[dict]:
    return [{"type": "LineString", "coordinates": path} for path in layer["paths"]]


GEOMETRIES = {"areas": _outlines, "lines": _paths, "points": _spots, "rings": _spots}
"""The geometries of the marks of each kind of layer: a row that is drawn in two ways is the first of them."""

"""Turns what a map shows into files of geography: GeoJSON as RFC 7946 has it, and GeoPackage.

Areas come with the outlines they are drawn with, places as points, links as lines; each with the cells of its
row. The base map is left out.
"""

import json
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from charts.chart import OWN_FILE, Chart
from dashboard import store
from dashboard.cite import shown_text

BOUNDARIES = re.compile(r"/geo/(\w+)\.geojson$")
CRS = "EPSG:4326"
KINDS = {"areas": "Polygon", "places": "Point", "links": "LineString"}
"""Layers of a GeoPackage and the geometry they hold, alone or as Multi…."""
LISTED = (
    "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('about', 'attributes', 'about')"
)
Feature = dict[str, Any]
About = list[tuple[str, str]]


def files(chart: Chart, rows: pd.DataFrame, about: About) -> dict[str, tuple[Callable[[], bytes], str]]:
    """The files of a map by their ending: a function that makes each on a click, and its media type.

    They show the step at which the reader has left the map; static/frame.js writes it into the address.

    Args:
        chart: a map.
        rows: its rows as files have them.
        about: what is said of the map: title, sources, date, status note.
    """
    at, choice, only = (st.query_params.get(name) for name in ("at", "map", "only"))

    def file(write: Callable[[list[Feature], About], bytes]) -> bytes:
        figure = chart.figure
        heading = title(figure, at, choice)
        notes = [(name, heading if heading and name == "Title" else text) for name, text in about]
        if only in _classes(figure["data"]):
            notes.append(("Class that stands out on the map", only))
        return write(features(figure_at_step(figure, at, choice), rows), notes)

    forms = {"GeoJSON": (lambda: file(geojson), "application/geo+json")}
    if OWN_FILE in rows:  # a GeoPackage passes through the disk, where nothing of a reader's file may lie
        return forms
    return forms | {"GPKG": (lambda: file(geopackage), "application/geopackage+sqlite3")}


def figure_at_step(figure: dict, at: str | None, choice: str | None) -> dict:
    """The figure as the reader left its slider and its switch; unknown steps leave it as it was drawn.

    Args:
        figure: data, layout and frames as Plotly reads them.
        at: name of the frame that the slider's step shows.
        choice: code of the switch's choice.
    """
    data = [dict(trace) for trace in figure["data"]]
    meta = figure["layout"].get("meta") or {}
    for frame in figure.get("frames", ()):
        if frame["name"] == at:
            for place, layer in zip(frame["traces"], frame["data"], strict=True):
                data[place] |= layer
    menus = figure["layout"].get("updatemenus", ())
    switch = next((menu for menu in menus if menu.get("name") == "choice"), None)
    if switch and choice in meta.get("choices", ()):
        visible, places = switch["buttons"][meta["choices"].index(choice)]["args"]
        for place, is_shown in zip(places, visible["visible"], strict=True):
            data[place]["visible"] = is_shown
    return figure | {"data": data}


def title(figure: dict, at: str | None, choice: str | None) -> str | None:
    """The title of a step; None where the figure has no steps, or not this one."""
    meta = figure["layout"].get("meta") or {}
    sliders = figure["layout"].get("sliders") or [{"steps": []}]
    labels = [step["args"][0][0] for step in sliders[0]["steps"]]
    titles = meta.get("titles") or {}
    if choice not in titles:
        menus = figure["layout"].get("updatemenus", ())
        active = next((menu["active"] for menu in menus if menu.get("name") == "choice"), 0)
        choice = next(iter([*titles][active:]), "")
    return shown_text(titles[choice][labels.index(at)]) if choice in titles and at in labels else None


def features(figure: dict, rows: pd.DataFrame) -> list[Feature]:
    """GeoJSON features of the marks that a map shows, each with the cells of its row.

    A mark drawn as a line or an area and as a point, by which it is pointed at, is one feature.
    """
    panels = (figure["layout"].get("meta") or {}).get("panels")
    cells = json.loads(rows.to_json(orient="records", date_format="iso", date_unit="s"))
    visible = [trace for trace in figure["data"] if _is_shown(trace)]
    drawn: dict[int, Feature] = {}
    for trace in sorted(
        visible, key=lambda trace: trace["type"] != "choropleth" and trace.get("mode") != "lines"
    ):
        panel = {"panel": panels[trace.get("geo", "geo")]} if panels else {}
        for number, geometry in _shapes(trace):
            feature = {"type": "Feature", "properties": cells[number] | panel, "geometry": geometry}
            drawn.setdefault(number, feature)
    return list(drawn.values())


def geojson(drawn: list[Feature], about: About) -> bytes:
    """The features as GeoJSON (RFC 7946), outer rings against the clock; what is said of all is on top."""
    notes = {name.lower().replace(" ", "_"): text for name, text in about}
    collection = {"type": "FeatureCollection", **notes, "features": drawn}
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


def _is_shown(trace: dict) -> bool:
    return trace.get("visible") not in (False, "legendonly") and "customdata" in trace


def _shapes(trace: dict) -> Iterator[tuple[int, dict]]:
    """Number of the row and geometry of each mark of a layer."""
    numbers = trace["customdata"]
    if trace["type"] == "choropleth":
        outlines = _outlines(trace["geojson"])
        for unit, number in zip(trace["locations"], numbers, strict=True):
            if unit in outlines and number is not None:
                yield number, outlines[unit]
        return
    spots: dict[int, list[list[float]]] = {}
    for lon, lat, number in zip(trace["lon"], trace["lat"], numbers, strict=True):
        if None not in (lon, lat, number):
            spots.setdefault(number, []).append([lon, lat])
    for number, places in spots.items():
        is_line = trace.get("mode") == "lines"
        coordinates = places if is_line else places[0]
        yield number, {"type": "LineString" if is_line else "Point", "coordinates": coordinates}


def _classes(data: list[dict]) -> set[str]:
    """Labels of the key."""
    keys = [trace["labels"] for trace in data if trace["type"] == "pie"]
    return {*chain.from_iterable(keys), *(trace["name"] for trace in data if trace.get("name"))}


def _outlines(given: str | dict[str, Any]) -> dict[str, dict]:
    """Units by id with outer rings against the clock: of a boundary file of ours, or given as they are."""
    if isinstance(given, dict):
        return {unit["id"]: _turned(unit["geometry"]) for unit in given["features"]}
    address = BOUNDARIES.search(given)
    units = json.loads(store.geometry(address[1]))["features"] if address else ()
    return {unit["id"]: _turned(unit["geometry"]) for unit in units}


def _turned(geometry: dict) -> dict:
    if geometry["type"] == "Polygon":
        return geometry | {"coordinates": [ring[::-1] for ring in geometry["coordinates"]]}
    return geometry | {"coordinates": [[ring[::-1] for ring in part] for part in geometry["coordinates"]]}

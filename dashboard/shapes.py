"""Turns what a map shows into files of geography: GeoJSON as RFC 7946 has it, and GeoPackage.

Areas come with the outlines they are drawn with, places as points, links as lines; each with its class and
the cells of its row. The base map is left out.
"""

import json
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from charts.chart import Chart
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
    at, choice, only = (st.query_params.get(name) for name in ("at", "hazard", "only"))

    def file(write: Callable[[list[Feature], About], bytes]) -> bytes:
        figure = chart.figure
        heading = title(figure, at, choice)
        notes = [(name, heading if heading and name == "Title" else text) for name, text in about]
        if only in _classes(figure["data"]):
            notes.append(("Class that stands out on the map", only))
        return write(features(figure_at_step(figure, at, choice), rows), notes)

    return {
        "GeoJSON": (lambda: file(geojson), "application/geo+json"),
        "GPKG": (lambda: file(geopackage), "application/geopackage+sqlite3"),
    }


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
    choice = choice if choice in titles else next(iter(titles), "")
    return shown_text(titles[choice][labels.index(at)]) if choice in titles and at in labels else None


def features(figure: dict, rows: pd.DataFrame) -> list[Feature]:
    """GeoJSON features of the marks that a map shows, each with the cells of its row."""
    meta = figure["layout"].get("meta") or {}
    labels = _labels(figure["data"])
    cells = json.loads(rows.to_json(orient="records", date_format="iso", date_unit="s"))
    lines = [trace for trace in figure["data"] if _is_shown(trace) and trace.get("mode") == "lines"]
    marks = [trace for trace in figure["data"] if _is_shown(trace) and trace.get("mode") != "lines"]
    drawn: list[Feature] = []
    linked: set[int] = set()
    for trace in [*lines, *marks]:
        for number, geometry, label in _shapes(trace, labels):
            if number in linked and geometry["type"] == "Point":
                continue  # the handle by which a link is pointed at
            linked |= {number} if geometry["type"] == "LineString" else set()
            panel = {"panel": meta["panels"][trace.get("geo", "geo")]} if "panels" in meta else {}
            drawn.append(
                {
                    "type": "Feature",
                    "properties": {"class": label, **cells[number], **panel},
                    "geometry": geometry,
                }
            )
    return drawn


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


def _shapes(trace: dict, labels: dict[str, str]) -> Iterator[tuple[int, dict, str]]:
    """Number of the row, geometry and class of each mark of a layer."""
    if trace["type"] == "choropleth":
        address = BOUNDARIES.search(str(trace.get("geojson")))
        outlines = _outlines(address[1]) if address else {}
        for place, (unit, number) in enumerate(zip(trace["locations"], trace["customdata"], strict=True)):
            if unit in outlines and number is not None:
                colour = _area_colour(trace, place)
                yield number, outlines[unit], labels.get(colour, trace.get("name") or "")
    elif trace.get("mode") == "lines":
        yield from _links(trace)
    else:
        colours = trace.get("marker", {}).get("color")
        for place, number in enumerate(trace["customdata"]):
            lon, lat = trace["lon"][place], trace["lat"][place]
            if number is not None and lon is not None and lat is not None:
                colour = colours[place] if isinstance(colours, list) else colours
                point = {"type": "Point", "coordinates": [lon, lat]}
                yield number, point, trace.get("name") or labels.get(str(colour), "")


def _links(trace: dict) -> Iterator[tuple[int, dict, str]]:
    """The lines of a layer; an empty point ends a line."""
    line: list[list[float]] = []
    number = None
    places = zip(trace["lon"], trace["lat"], trace["customdata"], strict=True)
    for lon, lat, row in [*places, (None, None, None)]:
        if lon is not None and lat is not None:
            line.append([lon, lat])
            number = row if number is None else number
            continue
        if len(line) > 1 and number is not None:
            yield number, {"type": "LineString", "coordinates": line}, trace.get("name") or "link"
        line, number = [], None


def _labels(data: list[dict]) -> dict[str, str]:
    """Names of the classes by their colour, from the key."""
    key = next((trace for trace in data if trace["type"] == "pie"), None)
    return dict(zip(key["marker"]["colors"], key["labels"], strict=True)) if key else {}


def _classes(data: list[dict]) -> set[str]:
    """Labels of the key."""
    return {*_labels(data).values(), *(trace["name"] for trace in data if trace.get("name"))}


def _area_colour(trace: dict, place: int) -> str:
    """The colour of an area on a scale of flat steps."""
    scale = trace["colorscale"]
    number = int(trace["z"][place])
    return scale[min(2 * number, len(scale) - 1)][1]


def _outlines(name: str) -> dict[str, dict]:
    """The units of a boundary file by id, with outer rings against the clock."""
    return {unit["id"]: _turned(unit["geometry"]) for unit in json.loads(store.geometry(name))["features"]}


def _turned(geometry: dict) -> dict:
    if geometry["type"] == "Polygon":
        return geometry | {"coordinates": [ring[::-1] for ring in geometry["coordinates"]]}
    return geometry | {"coordinates": [[ring[::-1] for ring in part] for part in geometry["coordinates"]]}

"""Turns what a map shows into files of geography: GeoJSON as RFC 7946 has it, and GeoPackage.

Areas come with the outlines they are drawn with, places as points, links as lines; each with its class and
with the words and figures a reader sees when pointing at it. The base map is left out.
"""

import json
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import store
from dashboard.cite import shown_text

CITED = re.compile(r"\bSource(?: of the seat)?: (.+)$")
"""Where the words of a mark name their source."""
ELSEWHERE = "not at its place"
"""What the words of a mark say that stands at the edge of its map."""
SAID = re.compile(r"meta\.said\[(\d+)\]")
"""A hover text that a layer names by its number among all texts of the map."""
BOUNDARIES = re.compile(r"/geo/(\w+)\.geojson$")
CRS = "EPSG:4326"
KINDS = {"areas": "Polygon", "places": "Point", "links": "LineString"}
"""Layers of a GeoPackage and the geometry they hold, alone or as Multi…."""
LISTED = (
    "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('about', 'attributes', 'about')"
)
Feature = dict[str, Any]
About = list[tuple[str, str]]


def files(content: bytes, about: About) -> dict[str, tuple[Callable[[], bytes], str]]:
    """The files of a map by their ending: a function that makes each on a click, and its media type.

    They show the step at which the reader has left the map; static/frame.js writes it into the address.

    Args:
        content: the map as `dashboard.drawing` keeps it.
        about: what is said of the map: title, sources, date, status note.
    """
    at, choice, only = (st.query_params.get(name) for name in ("at", "hazard", "only"))

    def made(write: Callable[[list[Feature], About], bytes]) -> bytes:
        figure = json.loads(content)["figure"]
        heading = title(figure, at, choice)
        said = [(name, heading if heading and name == "Title" else text) for name, text in about]
        if only in _classes(figure["data"]):
            said.append(("Class that stands out on the map", only))
        return write(features(moved(figure, at, choice)), said)

    return {
        "GeoJSON": (lambda: made(geojson), "application/geo+json"),
        "GPKG": (lambda: made(geopackage), "application/geopackage+sqlite3"),
    }


def moved(figure: dict, at: str | None, choice: str | None) -> dict:
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


def features(figure: dict) -> list[Feature]:
    """GeoJSON features of all that a map shows and says something about."""
    meta = figure["layout"].get("meta") or {}
    labels = _labels(figure["data"])
    found: list[Feature] = []
    for trace in figure["data"]:
        if trace.get("visible") in (False, "legendonly"):
            continue
        before = len(found)
        if trace["type"] == "choropleth" and _speaks(trace):
            found += _areas(trace, labels, meta)
        elif trace["type"] == "scattergeo" and trace.get("mode") == "lines":
            found += _links(trace)
        elif trace["type"] == "scattergeo" and _speaks(trace):
            found += _places(trace, labels, meta)
        if "panels" in meta:
            for one in found[before:]:
                one["properties"]["panel"] = meta["panels"][trace.get("geo", "geo")]
    return _told_links(found)


def _told_links(found: list[Feature]) -> list[Feature]:
    """Links with the words of the point at which they are read, else with the names of their ends."""
    points = {
        tuple(one["geometry"]["coordinates"]): one for one in found if one["geometry"]["type"] == "Point"
    }
    read = set()
    for one in found:
        if one["geometry"]["type"] != "LineString":
            continue
        start, *inner, end = map(tuple, one["geometry"]["coordinates"])
        handle = next((place for place in inner if place in points), None)
        if handle:
            read.add(handle)
            one["properties"] = points[handle]["properties"] | {"class": one["properties"]["class"]}
        else:
            ends = [points[place]["properties"]["name"] for place in (start, end) if place in points]
            one["properties"]["name"] = " – ".join(name.split(":")[0] for name in ends)
    handles = [id(points[place]) for place in read]
    return [one for one in found if id(one) not in handles]


def geojson(found: list[Feature], about: About) -> bytes:
    """The features as GeoJSON (RFC 7946), outer rings against the clock; what is said of all is on top."""
    said = {name.lower().replace(" ", "_"): text for name, text in about}
    collection = {"type": "FeatureCollection", **said, "features": found}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def geopackage(found: list[Feature], about: About) -> bytes:
    """The features as a GeoPackage: a layer for each kind of geometry, and a table `about` them."""
    import geopandas  # noqa: PLC0415 - only needed on a click
    import pandas as pd  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "map.gpkg"
        for layer, kind in KINDS.items():
            alike = [one for one in found if one["geometry"]["type"].removeprefix("Multi") == kind]
            if alike:
                geopandas.GeoDataFrame.from_features(alike, crs=CRS).to_file(path, layer=layer, driver="GPKG")
        with sqlite3.connect(path) as book:
            pd.DataFrame(about, columns=["name", "text"]).to_sql("about", book, index=False)
            book.execute(LISTED)
            book.commit()
            return book.serialize()


def _speaks(trace: dict) -> bool:
    return trace.get("hoverinfo") != "skip" or bool(trace.get("hovertemplate"))


def _areas(trace: dict, labels: dict[str, str], meta: dict) -> Iterator[Feature]:
    """The areas of a layer with their outlines, rings turned as RFC 7946 wants them."""
    address = BOUNDARIES.search(str(trace.get("geojson")))
    outlines = _outlines(address[1]) if address else {}
    for place, unit in enumerate(trace["locations"]):
        if unit in outlines:
            said = _said(trace, place, meta)
            label = labels.get(_area_colour(trace, place), trace.get("name") or "")
            yield _feature(unit, outlines[unit], label, said)


def _places(trace: dict, labels: dict[str, str], meta: dict) -> Iterator[Feature]:
    colours = trace.get("marker", {}).get("color")
    for place, (lon, lat) in enumerate(zip(trace["lon"], trace["lat"], strict=True)):
        if lon is None or lat is None:
            continue
        colour = colours[place] if isinstance(colours, list) else colours
        unit = (trace.get("ids") or [])[place : place + 1]
        point = {"type": "Point", "coordinates": [lon, lat]}
        label = trace.get("name") or labels.get(str(colour), "")
        said = _said(trace, place, meta)
        said["at_its_place"] = ELSEWHERE not in said["words"]
        yield _feature(unit[0] if unit else "", point, label, said)


def _links(trace: dict) -> Iterator[Feature]:
    """The lines of a layer; an empty point ends a line."""
    line: list[list[float]] = []
    for lon, lat in [*zip(trace["lon"], trace["lat"], strict=True), (None, None)]:
        if lon is not None and lat is not None:
            line.append([lon, lat])
            continue
        if len(line) > 1:
            yield _feature("", {"type": "LineString", "coordinates": line}, trace.get("name") or "link", {})
        line = []


def _feature(unit: str, geometry: dict, label: str, said: dict[str, Any]) -> Feature:
    identity = {"id": unit} if unit else {}
    return {
        "type": "Feature",
        **identity,
        "properties": {**identity, "class": label, **said},
        "geometry": geometry,
    }


def _said(trace: dict, place: int, meta: dict) -> dict[str, Any]:
    """The words of a mark, and the figures behind them where the map carries them."""
    template = _at(trace.get("hovertemplate"), place)
    number = SAID.search(str(template or ""))
    if number:
        words = meta["said"][int(number[1])]
        facts = (meta.get("facts") or {}).get(number[1], {})
    else:
        words, facts = _at(trace.get("hovertext"), place) or _at(trace.get("text"), place) or "", {}
    first, *rest = [shown_text(line) for line in str(words).split("<br>")]
    cited = CITED.search(" ".join(rest))
    source = {"source": cited[1]} if cited and "source" not in facts else {}
    return {"name": first, **facts, **source, "words": " ".join(rest)}


def _at(value: Any, place: int) -> Any:
    """The value of one point: texts are given once for all points or one by one."""
    if isinstance(value, list):
        return value[place] if place < len(value) else None
    return value


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

"""Holds the files of geography of a map: what is shown at its step, with figures, in the standard form."""

import json
import sqlite3
from pathlib import Path

import geopandas
import pandas as pd
import pytest
from shapely.geometry import shape

from charts.contamination_small import contamination_maps_by_hazard
from charts.maps import contamination_map, events_map, standing_map
from dashboard import shapes

CLEAN = Path(__file__).parent.parent / "data" / "clean"
NAMES = ("contamination", "countries", "subdivisions", "sources", "events", "event_participants")
TABLES = {name: pd.read_parquet(CLEAN / f"{name}.parquet") for name in (*NAMES, "treaty_actions")}
AREAS = [TABLES[name] for name in ("contamination", "countries", "subdivisions", "sources")]
ABOUT = [("Title", "A map"), ("Status note", "A note.")]


def read(figure):
    """A figure as the browser has it."""
    return json.loads(figure.to_json())


@pytest.fixture(scope="module")
def hazards_map():
    return read(contamination_map(*AREAS, hazard="ALL", also=("CMR", "AP_MINES")))


def by_id(figure):
    return {one["id"]: one["properties"] for one in shapes.features(figure)}


def test_the_step_of_slider_and_switch_is_what_a_file_holds(hazards_map):
    cluster = by_id(shapes.moved(hazards_map, "2014", "CMR"))
    assert len(cluster) == 15, "each country once, and nothing of the base map"
    assert cluster["ALB"]["class"] == "declared complete"
    assert (cluster["ALB"]["hazard"], cluster["ALB"]["area_km2"], cluster["ALB"]["as_of"]) == (
        "CMR",
        0,
        "2009-11",
    )
    assert cluster["TUR"]["class"] == "no data"
    assert "area_km2" not in cluster["TUR"], "no data is not zero"
    assert by_id(shapes.moved(hazards_map, None, None))["ALB"]["class"] != "declared complete"
    assert by_id(shapes.moved(hazards_map, "1066", "XXX")) == by_id(hazards_map), (
        "unknown steps change nothing"
    )


def test_the_title_is_that_of_the_step(hazards_map):
    assert shapes.title(hazards_map, "2014", "CMR").startswith("Cluster munition remnants in 2014")
    assert shapes.title(hazards_map, "1066", "CMR") is None


def test_geojson_has_rings_against_the_clock_and_says_what_it_is(hazards_map):
    made = json.loads(shapes.geojson(shapes.features(hazards_map), ABOUT))
    assert (made["type"], made["title"], made["status_note"]) == ("FeatureCollection", "A map", "A note.")
    assert "crs" not in made, "RFC 7946: always degrees"
    for one in made["features"]:
        polygon = shape(one["geometry"])
        assert polygon.is_valid
        parts = getattr(polygon, "geoms", [polygon])
        assert all(part.exterior.is_ccw for part in parts), one["id"]


def test_a_geopackage_opens_with_its_layers_and_what_is_said(tmp_path):
    figure = read(contamination_map(*AREAS, hazard="ALL", level="subdivision"))
    (tmp_path / "map.gpkg").write_bytes(shapes.geopackage(shapes.features(figure), ABOUT))
    areas = geopandas.read_file(tmp_path / "map.gpkg", layer="areas")
    places = geopandas.read_file(tmp_path / "map.gpkg", layer="places")
    assert areas.crs == places.crs == "EPSG:4326"
    assert set(areas.geom_type) <= {"Polygon", "MultiPolygon"}
    assert set(places.geom_type) == {"Point"}
    assert {"id", "class", "name", "area_km2", "as_of", "source"} <= set(areas) & set(places)
    with sqlite3.connect(tmp_path / "map.gpkg") as book:
        assert book.execute("SELECT name, text FROM about").fetchall() == ABOUT


def test_small_maps_say_which_panel_a_feature_belongs_to():
    found = shapes.features(read(contamination_maps_by_hazard(*AREAS)))
    assert {one["properties"]["panel"] for one in found} == {
        "Mines",
        "Cluster munitions",
        "Other remnants",
        "All hazards",
    }


def test_places_and_links_of_meetings_are_points_and_lines():
    meetings = [TABLES[name] for name in ("events", "event_participants", "countries", "sources")]
    found = shapes.features(read(events_map(*meetings, lines=True)))
    assert {one["geometry"]["type"] for one in found} == {"Point", "LineString"}


def test_standings_are_told_for_each_country():
    standing = [TABLES[name] for name in ("treaty_actions", "countries", "sources")]
    found = by_id(read(standing_map(*standing)))
    assert found["HRV"]["class"] == "State Party"
    assert "2009" in found["HRV"]["words"]

"""Holds the files of geography of a map: what is shown at its step, with figures, in the standard form."""

import json
import sqlite3

import geopandas
import pytest
from shapely.geometry import shape

from charts.map import figure, points
from charts.map_lines import Width, links_by_width
from dashboard import cite, shapes
from tests.tables import TABLES, view
from topics.land.contamination_map import (
    contamination_by_hazards,
    contamination_map,
    contamination_place_map,
)

ABOUT = [("Title", "A map"), ("Status note", "A note.")]


@pytest.fixture(scope="module")
def hazards_map():
    return contamination_map(TABLES, view())


def features(chart, at=None, choice=None):
    shown = shapes.figure_at_step(chart.figure, at, choice)
    return shapes.features(shown, cite.for_files(TABLES, chart.rows))


def by_country(chart, at=None, choice=None):
    return {one["properties"]["country"]: one["properties"] for one in features(chart, at, choice)}


def test_the_step_of_slider_and_switch_is_what_a_file_holds(hazards_map):
    cluster = by_country(hazards_map, "2014", "CMR")
    assert set(cluster) == set(view().members), "each country once, and nothing of the base map"
    albania = cluster["ALB"]
    assert (albania["class"], albania["hazard"], albania["step"]) == ("declared complete", "CMR", 2014)
    assert albania["completed_on"].startswith("2009-11")
    assert albania["source_title"]
    assert cluster["TUR"]["class"] == "no data"
    assert cluster["TUR"]["area_km2"] is None, "no data is not zero"
    assert by_country(hazards_map, "1066", "XXX") == by_country(hazards_map), "unknown steps change nothing"


def test_the_title_is_that_of_the_step(hazards_map):
    title = shapes.title(hazards_map.figure, "2014", "CMR")
    assert title == "Cluster munition remnants recorded in 5 of 13 states and areas, 2014"
    assert shapes.title(hazards_map.figure, "1066", "CMR") is None


def test_geojson_has_rings_against_the_clock_and_says_what_it_is(hazards_map):
    file = json.loads(shapes.geojson(features(hazards_map), ABOUT))
    assert (file["type"], file["title"], file["status_note"]) == ("FeatureCollection", "A map", "A note.")
    assert "crs" not in file, "RFC 7946: always degrees"
    for one in file["features"]:
        polygon = shape(one["geometry"])
        assert polygon.is_valid
        parts = getattr(polygon, "geoms", [polygon])
        assert all(part.exterior.is_ccw for part in parts), one["properties"]["country"]


def test_a_geopackage_opens_with_its_layers_and_what_is_said(tmp_path):
    drawn = features(contamination_place_map(TABLES, view()))
    (tmp_path / "map.gpkg").write_bytes(shapes.geopackage(drawn, ABOUT))
    areas = geopandas.read_file(tmp_path / "map.gpkg", layer="areas")
    places = geopandas.read_file(tmp_path / "map.gpkg", layer="places")
    assert areas.crs == places.crs == "EPSG:4326"
    assert set(areas.geom_type) <= {"Polygon", "MultiPolygon"}
    assert set(places.geom_type) == {"Point"}
    assert {"class", "name", "area_km2", "as_of", "source", "records"} <= set(areas) & set(places)
    with sqlite3.connect(tmp_path / "map.gpkg") as book:
        assert book.execute("SELECT name, text FROM about").fetchall() == ABOUT


def test_small_maps_say_which_panel_a_feature_belongs_to():
    found = features(contamination_by_hazards(TABLES, view()))
    panels = {"Mines", "Cluster munitions", "Other remnants", "All hazards"}
    assert {one["properties"]["panel"] for one in found} == panels


def test_a_link_is_one_line_and_not_the_point_by_which_it_is_pointed_at(hazards_map):
    rows = hazards_map.rows.iloc[:2].assign(lon=2.0, lat=3.0)
    paths = [[(1, 2), (3, 4)], [(5, 6), (7, 8)]]
    lines = links_by_width(rows.assign(value=1), "value", paths, [Width("every", 0, 1, 1)], "#000000")
    drawn = figure(rows, [points(rows, "#000000", 5), *lines], {"meta": {}})
    kinds = [one["geometry"]["type"] for one in shapes.features(drawn, cite.for_files(TABLES, rows))]
    assert kinds == ["LineString", "LineString"]

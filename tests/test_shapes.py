"""Holds the files of geography of a map: what is shown at its step, with figures, in the standard form."""

import json
import sqlite3

import geopandas
import pytest
from shapely.geometry import shape

from charts.extent import extent_of
from charts.map import Look, lines, map_figure, points, rings
from charts.map import shapes as outlined
from dashboard import cite, shapes
from dashboard.drawing import Drawing
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


def features(chart, step=None, choice=None):
    shown = Drawing(chart, view()).at(step, choice).chart
    return shapes.features(shown.figure, cite.for_files(TABLES, shown.rows))


def by_country(chart, step=None, choice=None):
    return {one["properties"]["country"]: one["properties"] for one in features(chart, step, choice)}


def test_the_step_of_slider_and_switch_is_what_a_file_holds(hazards_map):
    assert len(features(hazards_map, "2014", "CMR")) == len(view().members), "nothing of the base map"
    cluster = by_country(hazards_map, "2014", "CMR")
    assert set(cluster) == set(view().members), "each country once"
    albania = cluster["ALB"]
    assert (albania["class"], albania["hazard"], albania["step"]) == ("declared complete", "CMR", 2014)
    assert albania["completed_on"].startswith("2009-11")
    assert albania["source_title"]
    assert cluster["TUR"]["class"] == "no data"
    assert cluster["TUR"]["area_km2"] is None, "no data is not zero"
    assert by_country(hazards_map, "1066", "XXX") == by_country(hazards_map), "unknown steps change nothing"


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
    areas_layer = geopandas.read_file(tmp_path / "map.gpkg", layer="areas")
    places = geopandas.read_file(tmp_path / "map.gpkg", layer="places")
    assert areas_layer.crs == places.crs == "EPSG:4326"
    assert set(areas_layer.geom_type) <= {"Polygon", "MultiPolygon"}
    assert set(places.geom_type) == {"Point"}
    columns = set(areas_layer) & set(places)
    assert {"class", "name", "area_km2", "as_of", "source", "records"} <= columns
    with sqlite3.connect(tmp_path / "map.gpkg") as book:
        assert book.execute("SELECT name, text FROM about").fetchall() == ABOUT


def test_small_maps_say_which_panel_a_feature_belongs_to():
    panels = {"Mines", "Cluster munitions", "Other remnants", "All hazards"}
    assert {
        one["properties"]["panel"] for one in features(contamination_by_hazards(TABLES, view()))
    } == panels


def test_a_row_that_is_drawn_in_several_ways_is_one_feature(hazards_map):
    rows = hazards_map.rows.iloc[:3].assign(lon=2.0, lat=3.0)
    rows["class"] = "every"
    square = rows.iloc[:1].assign(outline=[[[[0, 0, 0, 1, 1, 0, 0, -1]]]])
    layers = [
        rings(rows, {"every": [9, 9, 9]}),
        points(rows.iloc[:2], 5),
        outlined(square, 0, [1]),
        lines(rows.iloc[:2], [[(1, 2), (3, 4)], [(5, 6), (7, 8)]]),
    ]
    drawn = map_figure(TABLES, extent_of(TABLES, "see"), rows, [Look("every", "#000000")], layers)
    found = [one["geometry"] for one in shapes.features(drawn, cite.for_files(TABLES, rows))]
    assert [one["type"] for one in found] == ["Polygon", "LineString", "Point"]
    assert shape(found[0]).exterior.is_ccw
    assert found[1]["coordinates"] == [[5, 6], [7, 8]]
    assert found[2]["coordinates"] == [2, 3]

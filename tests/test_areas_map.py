"""Holds the map of a reader's own hazard areas: points, outlines, cells, what is sent of them."""

import base64
import json
import zlib
from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from charts.outlines import unpacked
from dashboard import figure
from dashboard import shapes as map_files
from dashboard.chart_forms import forms
from dashboard.drawing import Drawing
from tests import prepared_areas
from tests.own_areas import checked, example, own
from tests.tables import TABLES, view
from tests.test_area_sums import IN_BOSNIA, IN_SERBIA
from topics.hazard_areas import areas_map, outlines, sums
from topics.hazard_areas import shapes as own_shapes
from topics.hazard_areas.areas_map import own_areas_map
from topics.hazard_areas.areas_table import own_sums
from topics.hazard_areas.comparison_chart import own_beside_published
from topics.hazard_areas.own_areas import inside
from topics.hazard_areas.prepared_map import prepared_map
from topics.hazard_areas.sums import counted


def own_layers(chart):
    """The layers of the reader's own outlines."""
    return [layer for layer in chart.figure["layers"] if "outlines" in layer]


def geometries(layer):
    """The shapes of a layer."""
    shapes = layer["outlines"]
    return [shapely.from_geojson(json.dumps(unpacked(one, shapes["digits"]))) for one in shapes["parts"]]


def test_the_map_asks_no_other_host_and_draws_each_area():
    areas = checked([IN_BOSNIA, IN_SERBIA, shapely.Point(17, 44.5)], hazard=["CMR", None, "CMR"])
    chart = own_areas_map(TABLES, view(), areas=own(areas))
    (layer,) = own_layers(chart)
    assert "file" not in layer, "no address serves what is the reader's own"
    assert layer["rows"] == chart.rows.index[chart.rows["is_own"]].tolist()
    *rings, point = geometries(layer)
    assert point.equals(shapely.Point(17, 44.5)), "a point has no outline"
    assert not any(shapely.is_ccw(ring.exterior) for ring in rings), (
        "on the sphere these are all the rest of the world"
    )
    assert [ring.normalize().equals(IN_BOSNIA.normalize()) for ring in rings] == [True, False]
    assert chart.title.startswith("Your file: 3 areas, ")
    assert chart.rows["is_own"].tolist() == [False] * 2 + [True] * 3
    assert not chart.rows.loc[chart.rows["is_own"], "records"].map(len).any()


def test_the_map_shows_the_areas_and_offers_the_whole_region():
    chart = own_areas_map(TABLES, view(), areas=own(checked([IN_BOSNIA, IN_SERBIA])))
    west, south, east, north = chart.figure["extent"]["bounds"]
    for west_most, south_most, east_most, north_most in (IN_BOSNIA.bounds, IN_SERBIA.bounds):
        assert west < west_most < east_most < east
        assert south < south_most < north_most < north
    home = chart.figure["extent"]["home"]
    assert home[0] < west < east < home[2], "of the region"
    assert chart.figure["extent"]["land"]
    elsewhere = own_areas_map(TABLES, view(), areas=own(checked([shapely.box(105, 12, 105.01, 12.01)])))
    assert elsewhere.figure["extent"]["land"] is None, "no land of ours lies there"


def test_confirmed_areas_are_denser_and_countries_are_not_seen():
    areas = checked([IN_BOSNIA, IN_SERBIA, IN_BOSNIA], area_class=["CHA", "SHA", None])
    chart = own_areas_map(TABLES, view(), areas=own(areas))
    (layer,) = own_layers(chart)
    confirmed, suspected, unstated = layer["opacity"]
    assert confirmed > unstated > suspected
    (countries,) = (one for one in chart.figure["layers"] if one["kind"] == "areas" and "file" in one)
    looks = [chart.figure["classes"][place] for place in countries["classes"]]
    assert chart.rows.loc[countries["rows"], "country"].tolist() == ["BIH", "SRB"]
    assert not any(look["in_key"] for look in looks)


def test_a_file_of_the_map_has_the_own_outlines_and_no_way_over_the_disk():
    chart = own_areas_map(TABLES, view(), areas=example())
    drawn = map_files.features(chart.figure, chart.rows)
    kinds = pd.Series([one["geometry"]["type"] for one in drawn if one["properties"]["is_own"]])
    assert kinds.tolist() == [one.geom_type for one in geometries(own_layers(chart)[0])]
    assert "geojson" in forms(chart)
    assert "gpkg" not in forms(chart)


def test_many_areas_are_summed_in_squares(monkeypatch):
    monkeypatch.setattr(sums, "MOST_OUTLINES", 10)
    places = [*np.linspace(0, 2, 20), *np.linspace(0, 0.01, 200)]
    shapes = [shapely.box(17 + place, 44.5, 17.001 + place, 44.501) for place in places]
    areas = checked(shapes)
    cells = outlines.gridded(counted(TABLES, areas))
    for _, level in cells.groupby("cell_km"):
        assert level["areas"].sum() == 220
        assert level["counted_km2"].sum() == pytest.approx(areas["area_km2"].sum())
    assert cells["cell_km"].is_monotonic_decreasing
    assert cells["cell_km"].nunique() > 1
    chart = own_areas_map(TABLES, view(), areas=own(areas))
    assert chart.measure.startswith("Areas of your file per cell of ")
    drawn = own_layers(chart)
    assert [layer["zoom"][0] for layer in drawn] == [0, *(layer["zoom"][1] for layer in drawn[:-1])]
    for layer in drawn:
        km = chart.rows.loc[layer["rows"], "cell_km"].iloc[0]
        sizes = own_shapes.area_km2(gpd.GeoDataFrame(geometry=geometries(layer), crs="EPSG:4326"))
        assert sizes.tolist() == pytest.approx([km**2] * len(sizes), rel=2e-2), "equal in area"
    labels = [look["label"] for look in chart.figure["classes"] if look["in_key"]]
    assert all(label.endswith("per cell") for label in labels)
    by_size = own_areas_map(TABLES, view(), areas=own(areas), by_size=True)
    assert all("km²" in look["label"] for look in by_size.figure["classes"] if look["in_key"])


def test_a_folder_begins_with_cells_that_show_where_areas_lie():
    few = prepared_areas.example()
    many = [(20, 240 + place % 20, 116 + place // 20, "CMR", "open", 3, 0.5) for place in range(200)]
    rows = pd.DataFrame(many, columns=few.grid.columns.drop("plane")).assign(plane=prepared_areas.PLANE)
    wide = rows.assign(km=500, cell_x=9, cell_y=4)
    chart = prepared_map(TABLES, view(), prepared=replace(few, grid=pd.concat([wide, rows])))
    assert chart.rows["cell_km"].unique().tolist() == [20]
    assert prepared_map(TABLES, view(), prepared=few).rows["cell_km"].unique().tolist() == [20, 5]


@pytest.mark.parametrize(("count", "most"), [(5_000, 400_000), (30_000, 1_000_000)])
def test_a_map_of_many_areas_is_a_small_message(count, most):
    areas = scattered(count)
    chart = own_areas_map(TABLES, view(), areas=own(areas))
    sent = figure.message(Drawing(chart, view(), own_areas_map, {}), 2, private=True)
    assert len(sent) < most
    packed = json.loads(sent.partition(b"\n")[2])["packed"]
    assert json.loads(zlib.decompress(base64.b64decode(packed))) == json.loads(json.dumps(chart.figure))


def scattered(count):
    """Checked areas of five corners all over Bosnia and Herzegovina, of which some are closed."""
    chance = np.random.default_rng(3)
    middles = chance.normal([17.7, 44.2], [0.6, 0.4], (count, 2))
    left, low = (middles - 0.0005).T
    right, high = (middles + chance.uniform(0.0002, 0.002, (count, 2))).T
    rows = pd.DataFrame({"row": range(1, count + 1), "id": [f"BH-{place}" for place in range(count)]})
    rows = rows.assign(hazard=chance.choice(["CMR", "AP_MINES"], count), area_class="CHA")
    rows = rows.assign(status=chance.choice(["open", "closed"], count, p=[0.9, 0.1]), area_stated_km2=np.nan)
    rows = rows.assign(problem="", country="BIH", subdivision=None, municipality=None)
    areas = gpd.GeoDataFrame(rows, geometry=shapely.box(left, low, right, high), crs="EPSG:4326")
    return areas.assign(area_km2=own_shapes.area_km2(areas))


def test_closed_areas_are_seen_faintly_and_count_when_they_are_asked_for():
    areas = checked([IN_BOSNIA, IN_BOSNIA], status=["open", "closed"])
    chart = own_areas_map(TABLES, view(), areas=own(areas))
    assert chart.rows.loc[chart.rows["is_own"], "class"].tolist()[1] == areas_map.CLOSED
    assert chart.title.startswith("Your file: 1 area, ")
    asked = replace(own(areas), has_closed=True)
    assert own_areas_map(TABLES, view(), areas=asked).title.startswith("Your file: 2 areas, ")
    table = own_sums(TABLES, view(), areas=asked)
    assert (table.rows["areas"].sum(), "closed areas included" in table.title) == (2, True)
    pairs = own_beside_published(TABLES, view(), areas=asked).rows
    assert pairs.loc[pairs["is_own"], "own_areas"].tolist() == [1], "published areas are open"


def test_areas_of_any_country_are_drawn_on_its_land_and_named():
    areas = checked([shapely.box(-74.5, 4.2, -74.49, 4.21)]).assign(country="COL", subdivision="COL-x")
    chart = own_areas_map(TABLES, view(), areas=own(areas))
    assert chart.title.endswith("in Colombia")
    assert "COL" in next(layer for layer in chart.figure["layers"] if layer.get("file") == "world")["units"]
    names = {"COL-x": "Meta"}
    table = own_sums(TABLES, view(), areas=replace(own(areas), names=names), by="subdivision")
    assert table.rows["place"].tolist() == ["Meta"]
    assert inside(areas, view(countries=("BIH",))).empty

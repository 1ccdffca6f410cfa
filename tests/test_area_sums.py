"""Holds how own hazard areas are checked, mended, measured, sorted and held against our figures."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.own_areas import checked, own
from tests.tables import EMPTY, TABLES, view
from topics.hazard_areas import checks
from topics.hazard_areas import shapes as own_shapes
from topics.hazard_areas.areas_map import own_areas_map
from topics.hazard_areas.areas_table import own_sums
from topics.hazard_areas.comparison import compared, published
from topics.hazard_areas.comparison_chart import own_beside_published
from topics.hazard_areas.own_areas import inside
from topics.hazard_areas.rival_figures import rival_figures
from topics.hazard_areas.sums import PLACE, answer, own_headlines, sums
from topics.land.status import country_statuses
from topics.tables import Tables

GEOD = pyproj.Geod(ellps="GRS80")
BOW_TIE = shapely.from_wkt("POLYGON ((16 44, 16.01 44.01, 16.01 44, 16 44.01, 16 44))")
IN_BOSNIA = shapely.box(17.0, 44.5, 17.01, 44.51)
IN_SERBIA = shapely.box(21.0, 44.0, 21.01, 44.01)
IN_CYPRUS = shapely.box(33.2, 35.0, 33.21, 35.01)
AT_SEA = shapely.box(16.0, 42.0, 16.01, 42.01)


@settings(deadline=None, max_examples=40)
@given(
    st.floats(-20, 44),
    st.floats(30, 70),
    st.floats(0.001, 0.05),
)
def test_a_measured_area_is_that_on_the_ellipsoid(lon, lat, size):
    box = shapely.segmentize(shapely.box(lon, lat, lon + size, lat + size), size / 20)
    areas = gpd.GeoDataFrame(geometry=[box], crs="EPSG:4326")
    true, _ = GEOD.geometry_area_perimeter(box)
    assert own_shapes.area_km2(areas).iloc[0] == pytest.approx(abs(true) / 1e6, rel=2e-3)


def test_the_plane_of_europe_is_that_of_proj():
    west, south, east, north = own_shapes.AROUND_EUROPE
    lon, lat = (axis.ravel() for axis in np.mgrid[west:east:200j, south:north:200j])
    true = pyproj.Transformer.from_crs("EPSG:4326", own_shapes.EUROPE, always_xy=True).transform(lon, lat)
    assert np.abs(np.array(own_shapes.to_plane(own_shapes.EUROPE)(lon, lat)) - true).max() < 1e-6


def test_areas_elsewhere_are_measured_on_a_plane_for_the_world():
    box = shapely.box(105, 12, 105.01, 12.01)
    areas = gpd.GeoDataFrame(geometry=[box], crs="EPSG:4326")
    assert own_shapes.plane(areas) == own_shapes.WORLD
    true, _ = GEOD.geometry_area_perimeter(box)
    assert own_shapes.area_km2(areas).iloc[0] == pytest.approx(true / 1e6, rel=2e-3)


def test_what_is_wrong_is_said_by_row():
    line, nothing = shapely.LineString([(16, 44), (17, 44)]), shapely.Polygon()
    mixed = shapely.GeometryCollection([shapely.Point(1, 1)])
    areas = checked([IN_BOSNIA, BOW_TIE, None, line, nothing, mixed])
    said = areas["problem"].tolist()
    assert said[0] == ""
    assert said[1] == "self-intersection at 16.005, 44.005"
    assert ["cannot be read" in said[2], "a line" in said[3], "empty" in said[4]] == [True] * 3
    assert "several kinds" in said[5]
    assert areas["area_km2"].notna().tolist() == [True] + [False] * 5
    assert own_shapes.repairable(areas["problem"]).tolist() == [False, True] + [False] * 4


def test_an_outline_is_mended_only_on_request():
    left, mended = checked([BOW_TIE]), checked([BOW_TIE], repair=True)
    assert (left["problem"].iloc[0] != "", bool(left["repaired"].iloc[0])) == (True, False)
    assert (mended["problem"].iloc[0], bool(mended["repaired"].iloc[0])) == ("", True)
    assert mended["problem_as_read"].iloc[0].startswith("self-intersection")
    whole = own_shapes.area_km2(gpd.GeoDataFrame(geometry=[BOW_TIE.envelope], crs="EPSG:4326"))
    assert mended["area_km2"].iloc[0] == pytest.approx(whole.iloc[0] / 2, rel=1e-3)


def test_coordinates_of_the_wrong_system_are_said():
    areas = checked([shapely.box(500_000, 4_900_000, 500_100, 4_900_100), IN_BOSNIA], crs="EPSG:4326")
    assert areas["problem"].iloc[0] == "the coordinates do not fit the coordinate system"


def test_national_coordinates_arrive_where_they_belong():
    there = gpd.GeoSeries([IN_SERBIA], crs="EPSG:4326").to_crs("EPSG:32634")
    areas = checked(list(there), crs="EPSG:32634")
    assert areas["country"].tolist() == ["SRB"]
    assert shapely.equals_exact(areas.geometry.iloc[0], IN_SERBIA, 1e-6)


def test_areas_are_sorted_into_countries_and_their_first_level():
    areas = checked([IN_BOSNIA, IN_SERBIA, IN_CYPRUS, AT_SEA])
    assert areas["country"].tolist()[:3] == ["BIH", "SRB", "CYP"]
    assert pd.isna(areas["country"].iloc[3])
    assert areas["subdivision"].notna().tolist() == [True, True, False, False]


def test_sums_leave_out_what_is_closed_or_wrong_and_take_points_as_stated():
    shapes = [IN_BOSNIA, IN_BOSNIA, BOW_TIE, shapely.Point(17, 44.5)]
    areas = checked(shapes, status=["open", "closed", "open", None], area_stated_km2=[None, None, 9.0, 0.25])
    rows = sums(TABLES, areas)
    assert len(rows) == 1
    assert rows["areas"].iloc[0] == 2
    assert rows["area_km2"].iloc[0] == pytest.approx(areas["area_km2"].iloc[0] + 0.25)


def test_an_unknown_area_is_no_zero():
    rows = sums(TABLES, checked([shapely.Point(17, 44.5)]))
    assert rows["areas"].iloc[0] == 1
    assert pd.isna(rows["area_km2"].iloc[0])


def test_the_difference_is_that_to_the_figure_that_stands():
    areas = checked([IN_SERBIA, IN_BOSNIA], hazard=["CMR", "ERW"])
    pairs = compared(TABLES, view(), areas)
    row = pairs[(pairs["country"] == "SRB") & (pairs["family"] == "CMR")].iloc[0]
    standing = country_statuses(TABLES, "CMR", day=view().day)
    figure = standing[standing["country"] == "SRB"].iloc[0]
    assert (row["published_km2"], row["records"]) == (figure["area_km2"], figure["records"])
    assert row["difference_km2"] == pytest.approx(areas["area_km2"].iloc[0] - figure["area_km2"], abs=1e-6)
    other = pairs[(pairs["country"] == "BIH") & (pairs["family"] == "ERW")].iloc[0]
    assert pd.isna(other["published_km2"])
    assert pd.isna(other["difference_km2"]), "nothing published is not a figure of zero"
    assert other["records"] == ()


def test_own_areas_in_a_cleared_country_stand_beside_zero():
    pairs = compared(TABLES, view(), checked([IN_BOSNIA], area_class=["SHA"]))
    row = pairs[pairs["family"] == "CMR"].iloc[0]
    assert row["published_km2"] == 0
    assert row["difference_km2"] == pytest.approx(row["own_km2"], abs=1e-6)
    assert "declared complete" in row["sentence"]


def test_figures_on_record_are_of_the_last_day_of_the_view():
    assert "SRB" not in set(published(TABLES, view(years=(2000, 2001)))["country"])
    assert set(published(TABLES, view(countries=("SRB",), hazard="CMR"))["family"]) == {"CMR"}


def with_figure(area_class):
    """The tables with one figure of 5 km² for Serbia."""
    figure = TABLES["contamination"].head(1)
    stated = {
        "country": "SRB",
        "subdivision": None,
        "hazard": "CMR",
        "area_class": area_class,
        "area_km2": 5.0,
    }
    figure = figure.assign(**stated, scope="national", as_of=pd.Timestamp("2024-12-31"), preferred=True)
    frames = dict(TABLES) | {"contamination": figure.assign(as_of_precision="day")}
    return Tables(frames, version=area_class, published=TABLES.published, today=TABLES.today)


def test_a_figure_of_suspected_area_stands_beside_suspected_area():
    suspected, whole = with_figure("SHA"), with_figure("TOTAL")

    def pair(areas, tables=suspected):
        rows = compared(tables, view(tables=tables), areas)
        return rows[["own_areas", "own_class"]].to_numpy().tolist(), rows["difference_km2"].notna().tolist()

    areas = checked([IN_SERBIA, IN_SERBIA], area_class=["CHA", "SHA"])
    assert pair(areas) == ([[1, "SHA"]], [True])
    assert pair(areas.head(1)) == ([[1, "CHA"]], [False]), "confirmed is not compared with suspected"
    assert pair(checked([IN_SERBIA, IN_SERBIA], area_class=[None, "SHA"]))[0][0][0] == 2
    assert pair(areas, whole) == ([[2, "CHA+SHA"]], [True])


def test_overlaps_are_measured_once():
    shapes = [IN_BOSNIA, shapely.box(17.005, 44.5, 17.02, 44.51), shapely.box(17.02, 44.5, 17.03, 44.51)]
    areas = checked(shapes)
    pairs = own_shapes.overlaps(areas)
    assert pairs[["one", "other"]].to_numpy().tolist() == [[0, 1]]
    assert pairs["shared_km2"].iloc[0] == pytest.approx(areas["area_km2"].iloc[0] / 2, rel=1e-3)


def test_a_file_of_the_same_outline_many_times_ends():
    areas = gpd.GeoDataFrame(geometry=[IN_BOSNIA] * 1000, crs="EPSG:4326")
    assert len(own_shapes.overlaps(areas)) == own_shapes.MOST_PAIRS


def test_stated_areas_that_differ_are_found():
    areas = checked([IN_BOSNIA, IN_BOSNIA], id=["A", "A"])
    areas["area_stated_km2"] = areas["area_km2"] * [1.05, 3.0]
    assert checks.differing(areas)["row"].tolist() == [2]
    assert checks.repeated(areas).tolist() == [True, True]


def test_a_filter_keeps_areas_of_its_places_and_hazard_and_those_that_state_none():
    areas = checked([IN_BOSNIA, IN_SERBIA, AT_SEA, IN_BOSNIA], hazard=["CMR", "MINES_MIXED", "CMR", None])
    assert inside(areas, view()).index.tolist() == [0, 1, 2, 3]
    assert inside(areas, view(countries=("BIH",))).index.tolist() == [0, 3]
    assert inside(areas, view(hazard="AP_MINES")).index.tolist() == [1, 3]


def test_headlines_count_by_class():
    shapes, classes = [IN_BOSNIA, IN_SERBIA, AT_SEA, IN_BOSNIA, BOW_TIE], ["CHA", "SHA", None, "CHA", "CHA"]
    areas = checked(shapes, area_class=classes, status=["open", None, "open", "closed", "open"])
    rows = own_headlines(TABLES, view(), areas=own(areas)).set_index("heading")
    assert rows["remark"].to_dict() == {
        "Open": rows.loc["Open", "remark"],
        "Confirmed": "1 area",
        "Suspected": "1 area",
        "Class not stated": "1 area",
        "Closed": "0.88\u202fkm²",
        "Without a valid shape": "not counted",
    }
    assert (rows.loc["Open", "value"], rows.loc["Closed", "value"]) == (3, 1)
    assert answer(TABLES, view(), own(areas)).startswith("3 open areas: ")
    assert rows.loc["Confirmed", ["value", "unit"]].tolist() == ["0.88", "km²"]


def test_rival_figures_stand_beside_the_one_on_record():
    rows = rival_figures(TABLES, view())
    assert not rows.empty
    leads = published(TABLES, view()).set_index(["country", "family"])
    for row in rows.itertuples():
        lead = leads.loc[(row.country, row.family)]
        assert row.source != lead["source"]
        assert abs(row.area_km2 - lead["area_km2"]) > 0.01 * lead["area_km2"]
    areas = checked([IN_BOSNIA], hazard=["MINES_MIXED"])
    chart = own_beside_published(TABLES, view(), areas=own(areas))
    sides = chart.rows.loc[chart.rows["family"] == "MINES", "whose"].tolist()
    assert sides[:2] == ["your file", "published"]
    assert sides[2:] == ["other source"] * (rows["country"].eq("BIH") & rows["family"].eq("MINES")).sum()


def test_no_data_is_said_and_has_no_bar():
    areas = checked([IN_BOSNIA], hazard=["ERW"])
    chart = own_beside_published(TABLES, view(), areas=own(areas))
    words = [note["text"] for note in chart.figure["layout"]["annotations"]]
    assert "<i>Published: no data</i>" in words
    drawn = [row for trace in chart.figure["data"] for row in trace.get("customdata", ())]
    assert chart.rows.loc[drawn, "area_km2"].notna().all()


@pytest.mark.parametrize("level", list(PLACE))
def test_the_chart_beside_the_figures_works_with_all_and_with_nothing(level):
    rows = checked([IN_BOSNIA, IN_SERBIA, AT_SEA], hazard=["CMR", None, "ERW"])
    areas = own(rows.assign(own_unit=["North", None, None]))
    table = own_sums(TABLES, view(), areas=areas, by=level)
    last = "outside your boundaries" if level == "own_unit" else "outside all countries"
    assert last in set(table.rows["place"])
    if level == "own_unit":
        return
    chart = own_beside_published(TABLES, view(), areas=areas, by=level)
    assert "published" in chart.title
    own_rows = chart.rows[chart.rows["is_own"]]
    assert own_rows["own_areas"].sum() == 3
    assert own_rows["records"].map(len).sum() == 0
    assert chart.rows.loc[~chart.rows["is_own"], "records"].map(len).gt(0).all()
    bare = own_beside_published(EMPTY, view(tables=EMPTY), areas=areas, by=level)
    assert bare.title.startswith("No ")
    nothing = own(areas.rows.iloc[:0])
    for work in (own_areas_map, own_beside_published, own_sums):
        assert work(TABLES, view(), areas=nothing).is_empty


@pytest.mark.parametrize("code", [*own_shapes.GRIDS.values(), *own_shapes.SYSTEMS])
def test_every_offered_system_exists_and_is_called_so(code):
    assert own_shapes.named_system(code) == (None if code == own_shapes.GAUSS_KRUEGER else code)


@pytest.mark.parametrize("text", [None, "", "nonsense", "EPSG:1", "+proj=x"])
def test_an_unknown_system_is_none(text):
    assert own_shapes.named_system(text) is None

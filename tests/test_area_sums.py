"""Holds how own hazard areas are checked, mended, measured, sorted and held against our figures."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import area_drawing, area_shapes, area_sums
from charts.areas import own_areas_map, own_beside_published
from dashboard.areas.places import boundaries

CLEAN = Path(__file__).parent.parent / "data" / "clean"
TABLES = {
    name: pd.read_parquet(CLEAN / f"{name}.parquet")
    for name in ("contamination", "countries", "subdivisions", "sources")
}
GEOD = pyproj.Geod(ellps="GRS80")
BOW_TIE = shapely.from_wkt("POLYGON ((16 44, 16.01 44.01, 16.01 44, 16 44.01, 16 44))")
IN_BOSNIA = shapely.box(17.0, 44.5, 17.01, 44.51)
IN_SERBIA = shapely.box(21.0, 44.0, 21.01, 44.01)
IN_CYPRUS = shapely.box(33.2, 35.0, 33.21, 35.01)
AT_SEA = shapely.box(16.0, 42.0, 16.01, 42.01)


def rows_of(count, **cells):
    """Rows in our terms, alike but for the cells given as lists."""
    common = {"id": None, "hazard": "CMR", "area_class": "CHA", "status": "open", "area_stated_km2": np.nan}
    rows = pd.DataFrame({"row": range(1, count + 1), **common} | cells)
    return rows.astype({"area_stated_km2": float})


def checked(shapes, repair=False, crs="EPSG:4326", **cells):
    values = np.array(shapes, dtype=object)
    return area_sums.checked(rows_of(len(shapes), **cells), values, crs, boundaries(), repair=repair)


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
    assert area_shapes.area_km2(areas).iloc[0] == pytest.approx(abs(true) / 1e6, rel=2e-3)


def test_areas_elsewhere_are_measured_on_a_plane_for_the_world():
    box = shapely.box(105, 12, 105.01, 12.01)
    areas = gpd.GeoDataFrame(geometry=[box], crs="EPSG:4326")
    assert area_shapes.plane(areas) == area_shapes.WORLD
    true, _ = GEOD.geometry_area_perimeter(box)
    assert area_shapes.area_km2(areas).iloc[0] == pytest.approx(true / 1e6, rel=2e-3)


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
    assert area_shapes.repairable(areas["problem"]).tolist() == [False, True] + [False] * 4


def test_an_outline_is_mended_only_on_request():
    left, mended = checked([BOW_TIE]), checked([BOW_TIE], repair=True)
    assert (left["problem"].iloc[0] != "", bool(left["repaired"].iloc[0])) == (True, False)
    assert (mended["problem"].iloc[0], bool(mended["repaired"].iloc[0])) == ("", True)
    assert mended["found"].iloc[0].startswith("self-intersection")
    whole = area_shapes.area_km2(gpd.GeoDataFrame(geometry=[BOW_TIE.envelope], crs="EPSG:4326"))
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
    sums = area_sums.sums(areas)
    assert len(sums) == 1
    assert sums["areas"].iloc[0] == 2
    assert sums["area_km2"].iloc[0] == pytest.approx(areas["area_km2"].iloc[0] + 0.25)


def test_an_unknown_area_is_no_zero():
    sums = area_sums.sums(checked([shapely.Point(17, 44.5)]))
    assert sums["areas"].iloc[0] == 1
    assert pd.isna(sums["area_km2"].iloc[0])


def test_the_difference_is_that_to_the_latest_figure_of_the_same_hazard():
    areas = checked([IN_SERBIA, IN_BOSNIA], hazard=["CMR", "ERW"])
    compared = area_sums.compared(areas, TABLES["contamination"])
    row = compared[(compared["country"] == "SRB") & (compared["family"] == "CMR")].iloc[0]
    latest = area_sums.published(TABLES["contamination"])
    figure = latest[(latest["country"] == "SRB") & (latest["family"] == "CMR")].iloc[0]
    assert (row["published_km2"], row["source"]) == (figure["area_km2"], figure["source"])
    assert row["difference_km2"] == pytest.approx(areas["area_km2"].iloc[0] - figure["area_km2"], abs=1e-6)
    other = compared[(compared["country"] == "BIH") & (compared["family"] == "ERW")].iloc[0]
    assert pd.isna(other["published_km2"])
    assert pd.isna(other["difference_km2"]), "nothing published is not a figure of zero"


def test_a_figure_of_suspected_area_stands_beside_suspected_area():
    figure = (
        TABLES["contamination"]
        .head(1)
        .assign(
            country="SRB", subdivision=None, hazard="CMR", area_class="SHA", area_km2=5.0, scope="national"
        )
    )
    figure = figure.assign(as_of=pd.Timestamp("2024-12-31"), as_of_precision="day", preferred=True)
    areas = checked([IN_SERBIA, IN_SERBIA], area_class=["CHA", "SHA"])
    assert area_sums.compared(areas, figure)[["own_areas", "own_class"]].to_numpy().tolist() == [[1, "SHA"]]
    other = area_sums.compared(areas.head(1), figure)
    assert other["own_class"].tolist() == ["CHA"]
    assert other["difference_km2"].isna().all(), "confirmed is not held against suspected"
    unclear = checked([IN_SERBIA, IN_SERBIA], area_class=[None, "SHA"])
    assert area_sums.compared(unclear, figure)["own_areas"].tolist() == [2]
    whole = area_sums.compared(areas, figure.assign(area_class="TOTAL"))
    assert whole[["own_areas", "own_class"]].to_numpy().tolist() == [[2, "CHA+SHA"]]


def test_overlaps_are_measured_once():
    shapes = [IN_BOSNIA, shapely.box(17.005, 44.5, 17.02, 44.51), shapely.box(17.02, 44.5, 17.03, 44.51)]
    areas = checked(shapes)
    pairs = area_shapes.overlaps(areas)
    assert pairs[["one", "other"]].to_numpy().tolist() == [[0, 1]]
    assert pairs["shared_km2"].iloc[0] == pytest.approx(areas["area_km2"].iloc[0] / 2, rel=1e-3)


def test_a_file_of_the_same_outline_many_times_ends():
    areas = gpd.GeoDataFrame(geometry=[IN_BOSNIA] * 1000, crs="EPSG:4326")
    assert len(area_shapes.overlaps(areas)) == area_shapes.MOST_PAIRS


def test_stated_areas_that_differ_are_found():
    areas = checked([IN_BOSNIA, IN_BOSNIA], id=["A", "A"])
    areas["area_stated_km2"] = areas["area_km2"] * [1.05, 3.0]
    assert area_sums.differing(areas)["row"].tolist() == [2]
    assert area_sums.repeated(areas).tolist() == [True, True]


def counted(areas):
    rows = area_sums.counted(areas)
    return areas.loc[rows.index].assign(counted_km2=rows["counted_km2"])


def test_the_map_asks_no_other_host_and_draws_each_area():
    areas = checked([IN_BOSNIA, IN_SERBIA, shapely.Point(17, 44.5)], hazard=["CMR", None, "CMR"])
    compared = area_sums.compared(areas, TABLES["contamination"])
    tables = {name: TABLES[name] for name in ("countries", "subdivisions", "sources")}
    figure = own_areas_map(counted(areas), compared, **tables)
    assert figure.data[0].lon == (None,), "the first trace keeps Plotly from asking for a base map"
    drawn = [trace for trace in figure.data if isinstance(trace.geojson, dict)] if figure.data else []
    features = [feature for trace in drawn for feature in trace.geojson["features"]]
    assert len(features) == 2, "a point has no outline"
    rings = [shapely.from_geojson(str(feature["geometry"]).replace("'", '"')) for feature in features]
    assert not any(shapely.is_ccw(ring.exterior) for ring in rings), "Plotly floods the map with these"
    assert "3 areas" in figure.layout.title.text


def test_many_areas_are_summed_in_squares(monkeypatch):
    monkeypatch.setattr(area_drawing, "MOST_OUTLINES", 10)
    shapes = [shapely.box(17 + place / 50, 44.5, 17.01 + place / 50, 44.51) for place in range(20)]
    areas = counted(checked(shapes))
    cells, width = area_drawing.gridded(areas)
    assert cells["areas"].sum() == 20
    assert cells["counted_km2"].sum() == pytest.approx(areas["counted_km2"].sum())
    tables = {name: TABLES[name] for name in ("countries", "subdivisions")}
    compared = area_sums.compared(areas, TABLES["contamination"])
    figure = own_areas_map(areas, compared, **tables)
    assert figure.layout.title.text.endswith(f"summed in squares of {width} km")


@pytest.mark.parametrize("level", ["country", "subdivision"])
def test_the_chart_beside_the_figures_works_with_all_and_with_nothing(level):
    areas = checked([IN_BOSNIA, IN_SERBIA, AT_SEA], hazard=["CMR", None, "ERW"])
    tables = {name: TABLES[name] for name in ("countries", "subdivisions", "sources")}
    compared = area_sums.compared(areas, TABLES["contamination"], level)
    assert (
        "published figure" in own_beside_published(compared, **tables).layout.title.text or level != "country"
    )
    nothing = area_sums.compared(areas.iloc[:0], TABLES["contamination"], level)
    assert nothing.empty
    empty = {name: table.iloc[:0] for name, table in tables.items()}
    for figure in (own_beside_published(nothing, **empty), own_areas_map(areas.iloc[:0], nothing, **empty)):
        assert figure.layout.title.text
        assert not figure.data
    bare = area_sums.compared(areas, TABLES["contamination"].iloc[:0], level)
    assert bare["published_km2"].isna().all()


@pytest.mark.parametrize("code", area_shapes.SYSTEMS)
def test_every_offered_system_exists_and_is_called_so(code):
    assert area_shapes.named_system(code) == code


@pytest.mark.parametrize("text", [None, "", "nonsense", "EPSG:1", "+proj=x"])
def test_an_unknown_system_is_none(text):
    assert area_shapes.named_system(text) is None

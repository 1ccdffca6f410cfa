"""Holds that every format of a reader's own hazard areas is read, and what is exported reads the same."""

import io
import zipfile

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.areas import writing
from dashboard.areas.limits import shapes_of_text
from dashboard.areas.reading import read
from topics.hazard_areas import coordinates, terms
from topics.hazard_areas import shapes as own_shapes

SQUARE = shapely.box(16.0, 44.0, 16.01, 44.01)
HOLED = SQUARE.difference(shapely.box(16.004, 44.004, 16.006, 44.006))
APART = shapely.MultiPolygon([SQUARE, shapely.box(16.1, 44.1, 16.11, 44.11)])
SHAPES = [SQUARE, HOLED, APART, SQUARE]
AREAS = gpd.GeoDataFrame(
    {"Hazard_ID": ["A", "B", "Č", "=1+1"], "Area_m2": [10.5, 20.0, 30.0, 40.0], "Status": ["Open"] * 4},
    geometry=SHAPES,
    crs="EPSG:4326",
)


def packed(files):
    """A zip archive of files by name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def written(areas, driver, **options):
    buffer = io.BytesIO()
    pyogrio.write_dataframe(areas, buffer, driver=driver, **options)
    return buffer.getvalue()


def parquet(areas):
    buffer = io.BytesIO()
    areas.to_parquet(buffer)
    return buffer.getvalue()


def shapefile(areas, folder, name="layer"):
    areas.to_file(folder / f"{name}.shp")
    return packed({path.name: path.read_bytes() for path in sorted(folder.glob(f"{name}.*"))})


def as_text(areas):
    rows = pd.DataFrame(areas.drop(columns="geometry")).assign(WKT=shapely.to_wkt(areas.geometry.to_numpy()))
    return rows.to_csv(index=False).encode()


def workbook(areas):
    buffer = io.BytesIO()
    rows = pd.DataFrame(areas.drop(columns="geometry")).assign(WKT=shapely.to_wkt(areas.geometry.to_numpy()))
    rows.to_excel(buffer, index=False)
    return buffer.getvalue()


KML = """<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>
<Placemark><name>A</name><ExtendedData><Data name="Status"><value>Open</value></Data></ExtendedData>
<Polygon><outerBoundaryIs><LinearRing><coordinates>16,44,0 16.01,44,0 16.01,44.01,0 16,44.01,0 16,44,0
</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>
<Placemark><name>B</name><Point><coordinates>16.5,44.5</coordinates></Point></Placemark>
<Placemark><name>C</name></Placemark></Document></kml>"""


@pytest.mark.parametrize("form", ["GeoJSON", "GeoPackage", "Shapefile", "GeoParquet"])
def test_shapes_attributes_and_system_come_through(form, tmp_path):
    content = {
        "GeoJSON": lambda: written(AREAS, "GeoJSON", layer="areas"),
        "GeoPackage": lambda: written(AREAS, "GPKG", layer="areas"),
        "Shapefile": lambda: shapefile(AREAS, tmp_path),
        "GeoParquet": lambda: parquet(AREAS),
    }[form]()
    found = read(content)
    assert found.kind == form
    assert own_shapes.named_system(found.crs) == "EPSG:4326"
    assert found.rows["Hazard_ID"].tolist() == AREAS["Hazard_ID"].tolist()
    assert found.rows["Area_m2"].tolist() == AREAS["Area_m2"].tolist()
    assert all(shapely.equals(found.shapes, AREAS.geometry.to_numpy()))
    assert found.first_row == 1


@pytest.mark.parametrize("form", ["GPKG", "Shapefile", "GeoParquet", "GeoJSON"])
def test_a_national_system_is_read_from_the_file(form, tmp_path):
    areas = AREAS.to_crs("EPSG:32633")
    content = {
        "GPKG": lambda: written(areas, "GPKG", layer="areas"),
        "GeoJSON": lambda: written(areas, "GeoJSON", layer="areas"),
        "Shapefile": lambda: shapefile(areas, tmp_path),
        "GeoParquet": lambda: parquet(areas),
    }[form]()
    assert own_shapes.named_system(read(content).crs) == "EPSG:32633"


@pytest.mark.parametrize("make", [as_text, workbook], ids=["CSV", "XLSX"])
def test_a_sheet_with_outlines_as_text_is_read(make):
    found = read(make(AREAS))
    assert found.shapes is None
    assert found.first_row == 2
    guess = terms.guessed_shape(found.rows)
    assert (guess["how"], guess["wkt"]) == ("wkt", "WKT")
    assert all(shapely.equals(shapes_of_text(found.rows["WKT"]), AREAS.geometry.to_numpy()))


@pytest.mark.parametrize("pack", [False, True], ids=["KML", "KMZ"])
def test_placemarks_are_read(pack):
    found = read(packed({"doc.kml": KML}) if pack else KML.encode())
    assert found.rows["name"].tolist() == ["A", "B", "C"]
    assert found.rows["Status"].iloc[0] == "Open"
    assert shapely.equals(found.shapes[0], SQUARE)
    assert shapely.equals(found.shapes[1], shapely.Point(16.5, 44.5))
    assert found.shapes[2] is None


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_sheet_of_points_in_any_separator(separator):
    text = separator.join(["ID", "Lat", "Lon"]) + "\n" + separator.join(["1", '"44,5"', "16.5"])
    found = read(text.encode())
    shapes = coordinates.points_of(found.rows, {"lat": "Lat", "lon": "Lon"})
    assert shapely.equals(shapes[0], shapely.Point(16.5, 44.5))


def test_one_row_per_corner_becomes_one_polygon_per_area():
    rows = [("H1", 3, 44.01, 16.01), ("H1", 1, 44.0, 16.0), ("H1", 2, 44.0, 16.01), ("H1", 4, 44.01, 16.0)]
    rows += [("H2", 1, 45.0, 17.0), ("H2", 2, 45.0, 17.1)]
    sheet = pd.DataFrame(rows, columns=["Hazard ID", "Point No", "Latitude", "Longitude"]).astype(str)
    guess = terms.guessed_shape(sheet)
    assert (guess["how"], guess["order"]) == ("corners", "Point No")
    named = {"lat": "Latitude", "lon": "Longitude", "id": "Hazard ID", "order": "Point No"}
    first, shapes = coordinates.polygons_of_corners(sheet, named)
    assert first["Hazard ID"].tolist() == ["H1", "H2"]
    assert shapely.equals(shapes[0], SQUARE)
    assert shapes[1] is None, "two corners are no outline"


def test_text_of_the_region_is_read_without_utf_8():
    found = read("Šifra;Površina\nČ1;12,5\n".encode("cp1250"))
    assert list(found.rows) == ["Šifra", "Površina"]
    assert [(question.key, question.guess) for question in found.questions] == [("encoding", "cp1250")]


def test_a_geopackage_with_two_layers_offers_both(tmp_path):
    path = tmp_path / "two.gpkg"
    AREAS.to_file(path, layer="first")
    AREAS.head(1).to_file(path, layer="second")
    found = read(path.read_bytes())
    assert [(*question.choices, question.guess) for question in found.questions] == [
        ("first", "second", None)
    ]
    assert len(read(path.read_bytes(), {"layer": "second"}).rows) == 1


def test_a_geojson_row_that_is_broken_stays_a_row():
    text = """{"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"id": 1}, "geometry": null},
        {"type": "Feature", "properties": null,
         "geometry": {"type": "Polygon", "coordinates": [[[1, 2], "x"]]}},
        {"type": "Feature", "geometry": {"type": "GeometryCollection", "geometries": []}},
        7,
        {"type": "Feature", "id": "z", "geometry": {"type": "Polygon", "coordinates":
            [[[16, 44, 5], [16.01, 44, 5], [16.01, 44.01, 5], [16, 44.01, 5], [16, 44, 5]]]}}]}"""
    found = read(text.encode())
    assert [shape is None for shape in found.shapes] == [True, True, True, True, False]
    assert shapely.equals(found.shapes[4], SQUARE)
    assert found.rows["id"].iloc[4] == "z"


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(st.floats(-179, 178), st.floats(-89, 88), st.floats(0.001, 1)).map(
            lambda corner: shapely.box(corner[0], corner[1], corner[0] + corner[2], corner[1] + corner[2])
        ),
        min_size=1,
        max_size=5,
    )
)
def test_any_polygons_come_through_text_and_geojson(shapes):
    areas = gpd.GeoDataFrame({"id": range(len(shapes))}, geometry=shapes, crs="EPSG:4326")
    texts = shapes_of_text(pd.Series(shapely.to_wkt(areas.geometry.to_numpy(), rounding_precision=-1)))
    assert shapely.equals_exact(texts, areas.geometry.to_numpy(), 1e-9).all()
    found = read(areas.to_json().encode())
    assert shapely.equals_exact(found.shapes, areas.geometry.to_numpy(), 1e-9).all()


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=40))
def test_no_text_breaks_the_reader_of_shapes(text):
    shapes = shapes_of_text(pd.Series([text, f"POLYGON (({text}))"]))
    assert len(shapes) == 2


@pytest.mark.parametrize("form", ["geopackage", "geoparquet", "geojson", "csv"])
def test_an_export_reads_the_same(form):
    about = {"TITLE": "Areas"}
    content = writing.geopackage(AREAS, about) if form == "geopackage" else getattr(writing, form)(AREAS)
    found = read(content)
    shapes = shapes_of_text(found.rows["wkt"]) if form == "csv" else found.shapes
    assert (shapely.area(shapely.symmetric_difference(shapes, SHAPES)) < 1e-12).all()
    first = found.rows["Hazard_ID"].tolist()
    assert first == (["A", "B", "Č", "'=1+1"] if form == "csv" else ["A", "B", "Č", "=1+1"])


def test_an_exported_geojson_turns_outer_rings_against_the_clock():
    found = read(writing.geojson(AREAS))
    assert all(shapely.is_ccw(shapely.get_exterior_ring(shape)) for shape in found.shapes[:2])


def test_the_name_of_a_column_cannot_be_a_formula():
    text = writing.table(pd.DataFrame({"=HYPERLINK(1)": ["@x"]})).decode("utf-8-sig")
    assert text.splitlines() == ["'=HYPERLINK(1)", "'@x"]

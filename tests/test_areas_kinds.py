"""Holds further files of the kinds that the cases stand for: each is right, or says what is not."""

import contextlib
import io
import json
import sqlite3
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
import xlsxwriter

from dashboard.areas import writing
from dashboard.areas.limits import RefusedError, shapes_of_text
from dashboard.areas.names import unlike
from dashboard.areas.reading import read
from dashboard.areas.xml import described
from tests.own_areas import as_guessed, checked
from topics.hazard_areas import cells, coordinates, questions, sizes, terms
from topics.hazard_areas import shapes as own_shapes

CASES = Path(__file__).parent / "areas"
SQUARE = shapely.box(17, 44, 17.01, 44.01)
RING = "<LinearRing><coordinates>17,44 17.01,44 17.01,44.01 17,44.01 17,44</coordinates></LinearRing>"
OUTLINE = f"<Polygon><outerBoundaryIs>{RING}</outerBoundaryIs></Polygon>"
LINE = "<LineString><coordinates>17,44 17.01,44 17.01,44.01</coordinates></LineString>"
POINT = "<Point><coordinates>17,44</coordinates></Point>"
TRACK = "<gx:Track><gx:coord>17 44 0</gx:coord><gx:coord>17.01 44 0</gx:coord></gx:Track>"


def kml(*places, folders=("", "")):
    """Placemarks with these shapes, each in a folder."""
    parts = [
        f"<Folder><name>{folder}</name><Placemark><name>H</name><MultiGeometry>{place}</MultiGeometry></Placemark>"
        "</Folder>"
        for place, folder in zip(places, folders, strict=False)
    ]
    names = 'xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"'
    return f"<kml {names}><Document>{''.join(parts)}</Document></kml>".encode()


def geojson(geometry):
    feature = {"type": "Feature", "properties": {"id": 1}, "geometry": geometry}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()


def zipped(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("text", "km2"),
    [
        ("2,5 ha", 0.025),
        ("12 500 m2", 0.0125),
        ("12 500 m²", 0.0125),
        ("1.2 km²", 1.2),
        ("3 кв. км", 3),
        ("0,8 хектари", 0.008),
        ("4 dunums", 0.004),
        ("4 dulumi", 0.004),
        ("10 acres", 0.0405),
        ("700", 0.0007),
        ("about 5 ha", None),
        ("5 apples", None),
    ],
)
def test_a_cell_s_own_unit_holds_before_that_of_its_column(text, km2):
    (size,) = sizes.sizes_of(pd.Series([text], dtype=object), "m2")
    assert pd.isna(size) if km2 is None else size == pytest.approx(km2, rel=0.01)


def test_units_in_cells_are_said_and_a_dunum_is_explained():
    values = pd.Series(["2,5 ha", "3 dunum", "700"], dtype=object)
    bare, units = sizes.without_units(values)
    notes = questions.own_units("Area", values, units)
    assert "Cells of “Area” that name a unit of their own are read in it (2)" in notes[0]
    assert "Iraq" in notes[1]
    assert cells.unclear_numbers(bare).rows == 0
    assert terms.guessed_unit("Površina (dulum)") == "dunum"


def test_coded_values_of_a_geodatabase_are_their_words():
    own = read((CASES / "a31_coded_values.zip").read_bytes())
    assert own.rows["Status"].tolist() == ["Open", "Closed", 7], "a code without a word stays"
    assert own.rows["Hazard_Typ"].tolist() == ["Minefield", *["Cluster munition strike"] * 2]


def test_coded_values_of_a_geopackage_are_their_words(tmp_path):
    path = tmp_path / "areas.gpkg"
    gpd.GeoDataFrame({"Status": [1, 2, 7]}, geometry=[SQUARE] * 3, crs="EPSG:4326").to_file(
        path, layer="areas"
    )
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        database.executescript("""
            CREATE TABLE gpkg_data_columns (table_name, column_name, constraint_name);
            CREATE TABLE gpkg_data_column_constraints (constraint_name, constraint_type, value, description);
            INSERT INTO gpkg_data_columns VALUES ('areas', 'Status', 'words');
            INSERT INTO gpkg_data_column_constraints VALUES ('words', 'enum', '1', 'Open'),
                ('words', 'enum', '2', 'Closed');""")
    assert read(path.read_bytes()).rows["Status"].tolist() == ["Open", "Closed", 7]


def test_a_workbook_of_the_old_kind_is_read():
    own = read((CASES / "a30_old_workbook.xls").read_bytes())
    assert [(one.key, one.guess) for one in own.questions] == [("sheet", "Površine"), ("first_row", "3")]
    rows, shapes = as_guessed(own)
    assert rows["status"].tolist() == ["open", "closed"]
    assert rows["date"].dt.strftime("%Y-%m-%d").tolist() == ["2024-05-31", "2023-01-02"]
    assert shapes[0].equals_exact(shapely.Point(17.25, 44.5), 1e-9)


def test_a_sheet_of_libreoffice_is_read():
    names = ("office", "table", "text")
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    start, end = '<table:table-cell office:value-type="string"><text:p>', "</text:p></table:table-cell>"
    lines = (["ID", "Lat", "Lon"], ["H1", "44.5", "17.25"])
    rows = (f"<table:table-row>{start}{f'{end}{start}'.join(line)}{end}</table:table-row>" for line in lines)
    content = f'<table:table table:name="Areas">{"".join(rows)}</table:table>'
    for part in ("spreadsheet", "body"):
        content = f"<office:{part}>{content}</office:{part}>"
    content = f"<office:document-content {names}>{content}</office:document-content>"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    own = read(zipped({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest}))
    assert own.rows.to_dict("records") == [{"ID": "H1", "Lat": "44.5", "Lon": "17.25"}]


def test_rows_are_named_by_their_line_also_behind_blank_ones():
    own = read(b'sep=;\n\nID;Lat;Lon\n1;44;17\n\n\n"2\nx";44;17\n3;44;17\n')
    assert own.row_numbers.tolist() == [4, 7, 9]
    with pytest.raises(RefusedError, match="Line 6 has 4 cells"):
        read(b"ID,Lat,Lon\n1,44,17\n\n\n\n2,44,17,18\n")


def test_of_two_lines_of_names_that_with_known_ones_is_taken():
    own = read(b"Hazard,,Location,\nID,Status,Latitude,Longitude\nH1,Open,44.5,17.25\nH2,Open,44.5,17.26\n")
    assert [(one.key, one.guess) for one in own.questions] == [("first_row", "2")]
    assert list(own.rows) == ["ID", "Status", "Latitude", "Longitude"]


@pytest.mark.parametrize("text", ["1.250E+04", "1,25E4", "12500", "1.25e+4"])
def test_a_number_with_an_exponent_has_one_reading(text):
    assert cells.numbers_of(pd.Series([text])).tolist() == [12500]
    assert coordinates.coordinates_of(pd.Series([text])).tolist() == [12500]


def test_a_line_of_values_in_place_of_names_is_said():
    own = read(b"1,Open,44.5,17.25\n2,Open,44.6,17.26\n")
    assert "its first area is missing" in own.notes[0]
    assert not read(b"ID,2019,2020,Lat,Lon\n1,5,6,44.5,17.25\n").notes


def test_the_last_line_is_no_line_of_names():
    with pytest.raises(RefusedError, match="Line 2 has 5 cells"):
        read(b"id,wkt\n1,POLYGON((17 44,17.01 44,17.01 44.01,17 44))\n")


def test_a_sheet_of_outlines_alone_is_read():
    own = read(f'WKT\n"{SQUARE.wkt}"\n'.encode())
    assert shapes_of_text(own.rows["WKT"])[0].equals(SQUARE)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_xml_and_json_in_utf_16_are_read(encoding):
    text = '<?xml version="1.0" encoding="UTF-16"?>' + kml(POINT).decode().replace(">H<", ">Č<")
    assert read(text.encode(encoding)).rows["name"].tolist() == ["Č"]
    assert read(geojson(json.loads(shapely.to_geojson(SQUARE))).decode().encode(encoding)).kind == "GeoJSON"


def test_hidden_rows_of_a_workbook_are_said():
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("Data")
        for place, row in enumerate((["ID", "Lat", "Lon"], ["a", 44, 17], ["b", 44, 17])):
            sheet.write_row(place, 0, row)
        sheet.set_row(2, None, None, {"hidden": True})
    own = read(buffer.getvalue())
    assert (len(own.rows), "1 hidden row" in own.notes[0]) == (2, True)


def test_descriptions_of_placemarks_become_columns():
    inner = "<table><tr><td>Status</td><td>Open</td></tr><tr><td>Area</td><td>&lt;Null&gt;</td></tr></table>"
    text = f"<html><style>td {{}}</style><table><tr><td>H-1</td></tr><tr><td>{inner}</td></tr></table></html>"
    assert described(text) == ({"Status": "Open", "Area": ""}, "H-1")
    description = f"<name>H</name><description><![CDATA[{text.replace('H-1', 'H')}]]></description>"
    own = read(kml(OUTLINE).replace(b"<name>H</name>", description.encode()))
    assert own.rows.to_dict("records") == [{"name": "H", "Status": "Open", "Area": ""}]


def test_folders_of_placemarks_are_a_column_where_there_are_several():
    own = read(kml(OUTLINE, OUTLINE, folders=("Open", "Closed")))
    assert own.rows["Folder"].tolist() == ["Open", "Closed"]
    assert "Folder" not in read(kml(OUTLINE)).rows


@pytest.mark.parametrize(
    ("place", "kind", "is_said"),
    [
        (LINE + LINE, "MultiLineString", False),
        (RING, "LineString", False),
        (TRACK, "LineString", False),
        (OUTLINE + POINT, "Polygon", True),
        (OUTLINE + OUTLINE, "MultiPolygon", False),
        (POINT + POINT, "MultiPoint", False),
    ],
)
def test_no_part_of_a_placemark_is_left_out_without_a_word(place, kind, is_said):
    own = read(kml(place))
    assert (own.shapes[0].geom_type, bool(own.notes)) == (kind, is_said)


def test_each_part_of_a_track_is_a_line():
    places = ((44, 17), (44, 17.01), (44.01, 17.01))
    part = "".join(f'<trkpt lat="{lat}" lon="{lon}"/>' for lat, lon in places)
    part = f"<trkseg>{part}</trkseg>"
    own = read(f"<gpx><trk><name>H</name>{part}{part.replace('44', '45')}</trk></gpx>".encode())
    (closed,) = own_shapes.closed_lines(own.shapes)
    assert len(closed.geoms) == 2


def test_archives_in_an_archive_are_read_and_no_deeper():
    inner = zipped({"doc.kml": kml(OUTLINE)})
    own = read(zipped({"north.kmz": inner, "south.kmz": inner, "files/icon.png": b"x"}))
    assert own.rows["file of the archive"].tolist() == ["north.kmz/doc.kml", "south.kmz/doc.kml"]
    with pytest.raises(RefusedError, match="another archive"):
        read(zipped({"a.zip": zipped({"b.zip": inner})}))


@pytest.mark.parametrize(
    ("zone", "place"),
    [
        ("EPSG:32633", (33, "N")),
        ("EPSG:32733", (33, "SOUTH")),
        ("WGS 84 / UTM zone 34N", (34, "N")),
        ("WGS84 UTM 33 T", (33, "T")),
        ("18 South", (18, "SOUTH")),
        ("Zone 35", (35, "N")),
        ("", (0, "N")),
        ("33/34", (0, "N")),
    ],
)
def test_zones_in_every_spelling(zone, place):
    assert coordinates.zone_of(zone) == place


@pytest.mark.parametrize(
    "text",
    [
        "16. V 2025.",
        "16/V/2025",
        "Friday, 16 May 2025",
        "vendredi 16 mai 2025",
        "16th of May 2025",
        "16-го мая 2025 г.",
        "16 maji 2025",
        "16.05.2025. godine",
        "16MAY2025",
        "2025 May 16",
        "2025/05/16 00:00:00+00",
    ],
)
def test_dates_in_words_and_with_words(text):
    dates, precisions = cells.dates_of(pd.Series([text]))
    assert (str(dates.iloc[0])[:10], precisions.iloc[0]) == ("2025-05-16", "day")


@pytest.mark.parametrize("text", ["V25", "FY2024", "A12 2019", "12 m2 2019", "May " * 40])
def test_what_only_looks_like_a_date_is_none(text):
    assert cells.dates_of(pd.Series([text]))[0].isna().all()


def test_shapes_in_a_sheet_as_binary_or_geojson():
    texts = [shapely.to_wkb(SQUARE, hex=True), shapely.to_geojson(SQUARE), "0103", '{"type": "Polygon"}']
    shapes = shapes_of_text(pd.Series(texts))
    assert [shape is not None and shape.equals(SQUARE) for shape in shapes] == [True, True, False, False]
    for text in texts[:2]:
        own = read(f'id;geom\n1;"{text.replace(chr(34), chr(34) * 2)}"\n'.encode())
        assert terms.guessed_shape(own.rows)["wkt"] == "geom"


def test_a_collection_of_polygons_is_one_shape_and_of_other_shapes_none():
    polygon, point = json.loads(shapely.to_geojson(SQUARE)), {"type": "Point", "coordinates": [17, 44]}
    whole = read(geojson({"type": "GeometryCollection", "geometries": [polygon]}))
    assert whole.shapes[0].equals(SQUARE)
    mixed = read(geojson({"type": "GeometryCollection", "geometries": [polygon, point]}))
    assert mixed.shapes[0] is None


def test_a_cell_with_several_places_is_an_outline():
    corners = "; ".join(f"{lat}, {lon}" for lon, lat in SQUARE.exterior.coords)
    own = read(f'ID,Coordinates\nH1,"{corners}"\nH2,"44, 17"\nH3,"44, 17; 44, 17.01"\n'.encode())
    _, shapes = as_guessed(own)
    assert shapes[0].equals(SQUARE)
    assert shapes[1].equals(shapely.Point(17, 44))
    assert shapes[2] is None, "two places are no outline"


def test_topojson_is_named():
    with pytest.raises(RefusedError, match="TopoJSON"):
        read(b'{"type": "Topology", "objects": {}, "arcs": []}')


def test_a_number_of_the_program_is_no_better_name_than_that_of_the_hazard():
    assert terms.guessed_columns(["OBJECTID", "Task ID", "Hazard ID"])["id"] == "Hazard ID"


def test_columns_of_one_name_stay_apart():
    assert unlike(["a (2)", "a", "a"]) == ["a (2)", "a", "a (3)"]


def test_large_numbers_are_no_integers_of_others():
    assert cells.texts_of(pd.Series([1e30, 2.0])).tolist() == ["1e+30", "2.0"]


def test_statuses_that_centres_use_in_both_ways_are_named():
    words = ["Open", "Completed", "Reduced", "Expired", "Inactive", "Cleared", "NTS completed"]
    assert terms.unsure_statuses(words) == words[1:5]
    assert [terms.guessed_code("status", word) for word in words[1:5]] == [None] * 4


def test_exchanged_coordinates_are_asked_about():
    inside, exchanged = shapely.Point(17.25, 44.5), shapely.Point(44.5, 17.25)
    question = questions.exchange_question(np.array([exchanged, None, exchanged]))
    assert question.guess is None
    assert question.choices["exchanged"] == "yes: they lie around 17.25° E, 44.5° N instead"
    for shapes in ([inside], [shapely.Point(-74, 4.6)], [None], [exchanged, inside]):
        assert questions.exchange_question(np.array(shapes)) is None


def test_an_empty_shape_can_be_taken_away_in_every_format():
    areas = checked([SQUARE, shapely.Polygon(), None, shapely.Point()])
    plain, _ = writing.writable(areas)
    for make, ending, _ in writing.files(plain, {"TITLE": "Areas"}).values():
        assert len(read(make()).rows) == 4, ending


def test_an_outline_around_the_earth_is_said_and_not_measured():
    torn = shapely.Polygon([(179.9, -17), (-179.9, -17), (-179.9, -16.9), (179.9, -16.9)])
    areas = checked([torn, shapely.box(179.9, -17, 180.1, -16.9)], repair=True)
    assert "cut the outline at the 180° meridian" in areas["problem"].iloc[0]
    assert areas["area_km2"].isna().tolist() == [True, False]

"""Holds the limits of a reader's own file, with words on what to do, and that nothing is written anywhere."""

import ast
import io
import json
import sqlite3
import stat
import struct
import zipfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
import xlsxwriter
from starlette.formparsers import MultiPartParser

from dashboard.areas import archive, limits, upload, writing
from dashboard.areas.limits import RefusedError
from dashboard.areas.packing import packed, unpacked
from dashboard.areas.reading import read
from topics.hazard_areas.cells import numbers_of

FOLDER = Path(__file__).parent.parent / "dashboard" / "areas"
AREAS = gpd.GeoDataFrame({"id": [1]}, geometry=[shapely.box(16, 44, 16.01, 44.01)], crs="EPSG:4326")


def zipped(*files):
    """A zip archive of (name or ZipInfo, content)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files:
            made.writestr(name, content)
    return buffer.getvalue()


def linked():
    info = zipfile.ZipInfo("areas.csv")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return zipped((info, "/etc/passwd"))


def locked():
    """An archive whose only member says that it is under a password."""
    content = bytearray(zipped(("areas.csv", "a,b\n1,2\n")))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1
    return bytes(content)


def untrue():
    """An archive whose member is larger than it says."""
    content = bytearray(zipped(("areas.csv", "x" * 5000)))
    start = content.index(b"PK\x01\x02") + 24
    content[start : start + 4] = struct.pack("<I", 10)
    return bytes(content)


def geopackage(*statements):
    database = sqlite3.connect(":memory:")
    database.execute(
        "CREATE TABLE gpkg_spatial_ref_sys (srs_id, organization, organization_coordsys_id, definition)"
    )
    database.execute("CREATE TABLE gpkg_geometry_columns (table_name, column_name, srs_id)")
    database.execute("INSERT INTO gpkg_geometry_columns VALUES ('areas', 'geom', 4326)")
    for statement in statements:
        database.execute(statement)
    return database.serialize()


def other_database():
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE areas (id)")
    return database.serialize()


def plain_parquet(metadata=None):
    buffer = io.BytesIO()
    pq.write_table(pa.table({"a": [1]}).replace_schema_metadata(metadata), buffer)
    return buffer.getvalue()


def collection(*features):
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


KML = '<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark/></kml>'
BOMB = '<!DOCTYPE kml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE kml [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
ENDLESS = (
    "CREATE VIEW areas AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
    "SELECT i, i AS geom FROM n"
)


def far_apart():
    """A workbook of a few bytes with its first and its very last cell."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["ID", "Lat", "Lon"])
        sheet.write(1_048_575, 16_383, 1)
    return buffer.getvalue()


REFUSED = {
    "cells far apart": (far_apart(), "limit is 200"),
    "no sheets": (zipped(("content.xml", "<office/>"), ("mimetype", "")), "cannot be read"),
    "negative offset": (zipped(("areas.csv", "a,b\n1,2\n")).replace(b"PK\x01\x02", b"PK\x01\x03"), "damaged"),
    "empty": (b"", "empty"),
    "nothing known": (b"\x01\x00\x02\x00\x00\x00\x03", "not known"),
    "no columns": (b"just words\nand more", "column names"),
    "no rows": (b"id,lat,lon\n", "no rows"),
    "gzip": (b"\x1f\x8b\x08\x00", "gzip"),
    "7-Zip": (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    "no workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "cannot be read"),
    "bare Shapefile": (b"\x00\x00\x27\x0a" + b"\x00" * 96, "Zip .shp"),
    "no archive": (b"PK\x03\x04 and then nothing", "damaged"),
    "empty archive": (zipped(), "empty"),
    "many files": (zipped(*[(f"{place}.txt", "") for place in range(201)]), "limit is 200"),
    "path up": (zipped(("../areas.csv", "a,b\n1,2")), "leads out of it"),
    "path from the root": (zipped(("/etc/areas.csv", "a,b\n1,2")), "leads out of it"),
    "path of Windows": (zipped(("C:\\areas.csv", "a,b\n1,2")), "leads out of it"),
    "link": (linked(), "a link"),
    "password": (locked(), "under a password"),
    "deep archives": (zipped(("b.zip", zipped(("c.zip", zipped(("d.csv", "a,b")))))), "another archive"),
    "many in one": (zipped(("b.zip", zipped(*[(f"{n}.txt", "") for n in range(201)]))), "limit is 200"),
    "bomb": (zipped(("areas.csv", b"0" * (limits.RATIO_FROM + 1))), "zip bomb"),
    "untrue size": (untrue(), "damaged"),
    "other files": (zipped(("a.dwg", "a,b"), ("b.pdf", "a,b")), "neither a Shapefile"),
    "half a Shapefile": (zipped(("areas.shp", b""), ("areas.shx", b"")), "areas.dbf"),
    "cut off Shapefile": (zipped(("a.shp", b""), ("a.shx", b""), ("a.dbf", b"")), "cut off"),
    "no Shapefile": (zipped(("a.shp", b"x" * 200), ("a.shx", b"x"), ("a.dbf", b"\x01" * 64)), "limit"),
    "not GeoJSON": (b'{"type": "Feature"}', "not a GeoJSON FeatureCollection"),
    "a list": (b"[1, 2]", "not a GeoJSON FeatureCollection"),
    "broken GeoJSON": (b'{"type": ', "cannot be read"),
    "deep GeoJSON": (b'{"a":' * 100_000, "cannot be read"),
    "GeoJSON without rows": (collection(), "no rows"),
    "GeoJSON with many columns": (
        collection({"properties": {str(place): 1 for place in range(201)}}),
        "limit is 200",
    ),
    "other SQLite": (other_database(), "not a GeoPackage"),
    "GeoPackage without layers": (geopackage(), "no layer"),
    "endless view": (geopackage(ENDLESS), "no layer"),
    "empty layer": (geopackage("CREATE TABLE areas (geom BLOB)"), "no rows"),
    "other XML": (
        b"<OGRVRTDataSource><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTDataSource>",
        "not KML or GPX",
    ),
    "broken KML": (b"<kml><Placemark></kml>", "not well formed"),
    "entity bomb": ((BOMB + KML).encode(), "entities"),
    "outside entity": ((OUTSIDE + KML).encode(), "entities"),
    "KML without places": (KML.replace("<Placemark/>", "").encode(), "no placemarks"),
    "broken Parquet": (b"PAR1 and nothing", "cannot be read"),
    "plain Parquet": (plain_parquet(), "not GeoParquet"),
    "other encoding": (
        plain_parquet({"geo": '{"primary_column": "a", "columns": {"a": {"encoding": "point"}}}'}),
        "WKB",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_cannot_be_read_is_refused_with_words(case):
    content, words = REFUSED[case]
    with pytest.raises(RefusedError) as refused:
        read(content)
    assert words in str(refused.value)
    assert str(refused.value).count(". ") >= 1, "what is wrong, and what to do"


def test_a_file_beyond_the_size_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "FILE_MEGABYTES", 0)
    with pytest.raises(RefusedError, match="limit is 0 MB"):
        read(b"a,b\n1,2\n")


@pytest.mark.parametrize("form", ["GeoJSON", "GPKG", "Parquet", "CSV"])
def test_more_rows_than_the_limit_are_refused(monkeypatch, form):
    areas = pd.concat([AREAS] * 3, ignore_index=True)
    buffer = io.BytesIO()
    if form == "CSV":
        buffer.write(b"id,lat,lon\n1,2,3\n1,2,3\n1,2,3\n")
    elif form == "Parquet":
        areas.to_parquet(buffer)
    else:
        areas.to_file(buffer, driver=form)
    monkeypatch.setattr(limits, "FEATURES", 2)
    with pytest.raises(RefusedError, match="more than 2 rows"):
        read(buffer.getvalue())


def test_more_corners_than_the_limit_are_refused(monkeypatch):
    monkeypatch.setattr(limits, "VERTICES", 4)
    with pytest.raises(RefusedError, match="5 corners"):
        read(AREAS.to_json().encode())


def test_an_archive_that_unpacks_beyond_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(archive, "UNPACKED_MEGABYTES", 1)
    content = zipped(("areas.csv", bytes(range(256)) * 8192))
    with pytest.raises(RefusedError, match="more than 1 MB"):
        read(content)


def test_a_packed_column_that_unpacks_beyond_the_limit_is_refused(monkeypatch):
    areas = pd.concat([AREAS.assign(note="x" * 100_000)] * 100, ignore_index=True)
    buffer = io.BytesIO()
    areas.to_parquet(buffer)
    assert len(buffer.getvalue()) < 100_000, "the same text is stored once"
    monkeypatch.setattr(limits, "UNPACKED_MEGABYTES", 1)
    with pytest.raises(RefusedError, match="more than 1 MB"):
        read(buffer.getvalue())


def test_functions_and_generated_columns_of_a_geopackage_are_left_alone():
    made = "CREATE TABLE areas (id, geom BLOB, big GENERATED ALWAYS AS (zeroblob(1000000000)))"
    found = read(geopackage(made, "INSERT INTO areas (id) VALUES (1)"))
    assert list(found.rows) == ["id"]
    assert found.shapes[0] is None


@pytest.mark.parametrize("kind", [7, 6, 4])
def test_shapes_in_shapes_without_end_are_no_shape(kind):
    point = struct.pack("<BIdd", 1, 1, 16, 44)
    deep = struct.pack("<BII", 1, kind, 1) * 200_000 + point
    assert not limits.is_flat(deep)
    assert limits.shapes_of_binary([deep, point])[0] is None
    text = "GEOMETRYCOLLECTION(" * 200_000 + "POINT(1 1)" + ")" * 200_000
    assert limits.shapes_of_text(pd.Series([text]))[0] is None


def test_binary_shapes_of_all_plain_kinds_are_read():
    shapes = [
        shapely.Point(1, 2),
        shapely.MultiPoint([(1, 2), (3, 4)]),
        shapely.from_wkt("MULTIPOLYGON Z (((0 0 1, 1 0 1, 1 1 1, 0 0 1)), ((5 5 1, 6 5 1, 6 6 1, 5 5 1)))"),
        shapely.box(0, 0, 3, 3).difference(shapely.box(1, 1, 2, 2)),
    ]
    for flavour in ("iso", "extended"):
        for big_endian in (0, 1):
            binary = [shapely.to_wkb(shape, flavor=flavour, byte_order=big_endian) for shape in shapes]
            assert all(shapely.equals(limits.shapes_of_binary(binary), shapes))


def test_durations_and_decimals_of_parquet_can_be_taken_away():
    cells = {
        "lasted": pd.to_timedelta([1], unit="D"),
        "size": pa.array(["1.50"]).cast(pa.decimal128(6, 2)).to_pylist(),
    }
    buffer = io.BytesIO()
    AREAS.assign(**cells).to_parquet(buffer)
    own = read(buffer.getvalue())
    areas = gpd.GeoDataFrame(own.rows, geometry=own.shapes, crs="EPSG:4326")
    plain, _ = writing.writable(areas)
    for make, _, _ in writing.files(plain, {"TITLE": "Areas"}).values():
        assert len(read(make()).rows) == 1


@pytest.mark.parametrize("others", [[], [1], [1.5], ["x"]])
def test_integers_beyond_all_numbers_are_read_and_taken_away_as_texts(others):
    """Alone in a column, beside numbers, beside texts."""
    huge = 10**400
    features = [
        {
            "type": "Feature",
            "properties": {"id": value, "area": value},
            "geometry": {"type": "Point", "coordinates": [18, 44]},
        }
        for value in (huge, -huge, *others)
    ]
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    own = unpacked(packed(read(content)))
    assert own.rows["area"].astype(str).tolist() == list(map(str, (huge, -huge, *others)))
    numbers = [float(one) if isinstance(one, int | float) else None for one in others]
    found = numbers_of(own.rows["area"]).astype(object)
    assert found.where(found.notna(), None).tolist() == [None, None, *numbers]
    areas = gpd.GeoDataFrame(own.rows, geometry=own.shapes, crs="EPSG:4326")
    plain, _ = writing.writable(areas)
    for make, _, _ in writing.files(plain, {"TITLE": "Areas"}).values():
        assert len(read(make()).rows) == len(areas)


def test_the_reader_of_files_knows_no_disk_and_no_network():
    others = ("apart.py", "process.py")  # they start the process that reads; tests/test_areas_apart.py
    for path in (one for one in FOLDER.glob("*.py") if one.name not in others):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {
            alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
        }
        names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not names & {
            "os",
            "pathlib",
            "shutil",
            "tempfile",
            "socket",
            "subprocess",
            "urllib",
            "requests",
        }
        calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
        assert not [call for call in calls if isinstance(call, ast.Name) and call.id == "open"], path.name


def test_a_file_on_its_way_stays_in_memory():
    assert MultiPartParser.spool_max_size > upload.limits.FILE_MEGABYTES * limits.MEGABYTE

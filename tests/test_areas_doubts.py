"""Holds doubts that a file of own areas leaves to a question or a sentence: nothing is taken silently."""

import sqlite3
import zipfile
from io import BytesIO
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from streamlit.testing.v1 import AppTest

from dashboard.areas import upload
from dashboard.areas.limits import RefusedError
from dashboard.areas.reading import read
from dashboard.areas.values import Upload
from hazard_areas import understanding
from hazard_areas.__main__ import main
from tests.hazard_folders import report_of
from tests.own_areas import as_guessed, checked
from topics.hazard_areas import checks, questions, sizes
from topics.hazard_areas import shapes as own_shapes
from topics.hazard_areas.cells import unclear_numbers

PAGE = Path(__file__).parent.parent / "pages" / "areas.py"
RING = [(17.0, 44.0), (17.01, 44.0), (17.012, 44.005), (17.01, 44.01), (17.0, 44.01)]
SQUARE = shapely.Polygon(RING)
HEAD = "hazard_localid,pointlocal_id,pointtypename,pointno,latitude,longitude"
MIXED_ZONES = [
    shapely.box(6533000, 4850000, 6534000, 4851000),
    shapely.box(7412000, 4771500, 7413000, 4772500),
]
KML = '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{}</Document></kml>'
PLACE = "<Placemark><name>A</name><Point><coordinates>17,44</coordinates></Point></Placemark>"


def gpx(names, places=RING):
    points = "".join(
        f'<wpt lat="{lat}" lon="{lon}"><name>{name}</name></wpt>'
        for name, (lon, lat) in zip(names, places, strict=True)
    )
    return f'<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1">{points}</gpx>'.encode()


@pytest.mark.parametrize(
    "names",
    [
        ["TP1", "TP2", "TP3", "TP4", "TP5"],
        ["A-1", "A-2", "A-3", "A-4", "A-5"],
        ["SP", "TP1", "TP2", "TP3", "TP4"],
        ["001", "002", "003", "004", "005"],
    ],
)
def test_waypoints_named_as_corners_are_asked_about(names):
    own = read(gpx(names))
    (question,) = own.questions
    assert question.guess is None
    assert len(own.rows) == len(names)
    outline = read(gpx(names), {"waypoints": "corners"})
    assert outline.shapes[0].normalize().equals(SQUARE.normalize())
    assert outline.row_numbers.tolist() == [1]


def test_waypoints_of_two_outlines_are_two_without_the_reference_point():
    names = ["RP", *(f"{name}{number}" for name in "AB" for number in (3, 1, 2))]
    places = [(16.9, 43.9), *RING[:3], *[(lon + 1, lat) for lon, lat in RING[:3]]]
    own = read(gpx(names, places), {"waypoints": "corners"})
    assert own.rows["polygon id"].tolist() == ["A", "B"]
    assert [len(shape.exterior.coords) for shape in own.shapes] == [4, 4]
    assert own.shapes[0].exterior.coords[0] == RING[1]


@pytest.mark.parametrize("names", [["House 1", "Bridge", "TP1", "TP2", "TP3"], ["a", "b", "c", "d", "e"]])
def test_waypoints_with_names_of_their_own_are_points(names):
    assert not read(gpx(names)).questions


def test_the_command_asks_what_waypoints_are(tmp_path, capsys):
    file = tmp_path / "corners.gpx"
    file.write_bytes(gpx([f"TP{number}" for number in range(1, 6)]))
    assert main([str(file), "--out", str(tmp_path / "out"), "--quiet"]) == 1
    assert "--answer waypoints=corners" in capsys.readouterr().err
    answer = ["--answer", "waypoints=corners"]
    assert main([str(file), "--out", str(tmp_path / "out"), "--quiet", *answer]) == 0
    assert report_of(tmp_path / "out")["areas"] == 1


@pytest.mark.parametrize("name", ["areas.csv", "areas.geojson"])
def test_degrees_run_together_are_said_by_the_command(tmp_path, capsys, name):
    file = tmp_path / name
    if name.endswith("csv"):
        file.write_text("ID,Lat,Long\n1,443012,171510\n2,443112,171610\n", encoding="utf-8")
    else:
        gpd.GeoDataFrame(geometry=[shapely.Point(171510, 443012)]).to_file(file)
    assert main([str(file), "--out", str(tmp_path / "out"), "--quiet"]) == 1
    assert ("443015 for 44°30′15″" in capsys.readouterr().err) == name.endswith("csv")


def test_degrees_run_together_in_a_large_sheet_are_said(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("hazard_areas.opening.FEATURES", 1)
    test_degrees_run_together_are_said_by_the_command(tmp_path, capsys, "areas.csv")


@pytest.mark.parametrize("system", ["EPSG:3908", "EPSG:8678"])
def test_eastings_of_another_zone_are_asked_about(system):
    question = questions.zones_question(np.array(MIXED_ZONES), system)
    assert question.choices["as_is"] == "all in zone 6"
    assert questions.zones_question(np.array(MIXED_ZONES[:1]), system) is None
    assert questions.zones_question(np.array(MIXED_ZONES), own_shapes.GAUSS_KRUEGER) is None
    assert questions.zones_question(np.array(MIXED_ZONES), "EPSG:28406") is None


def test_the_command_puts_shapes_into_the_zone_of_their_easting(tmp_path, capsys):
    file = tmp_path / "zones.geojson"
    gpd.GeoDataFrame({"id": ["a", "b"]}, geometry=MIXED_ZONES, crs="EPSG:3908").to_file(file)
    call = [str(file), "--out", str(tmp_path / "out"), "--quiet"]
    assert main(call) == 1
    assert "--answer zones=zones" in capsys.readouterr().err
    assert main([*call, "--answer", "zones=zones"]) == 0
    box = gpd.read_parquet(tmp_path / "out" / "areas").total_bounds
    assert box == pytest.approx([18.408, 43.08, 19.929, 43.81], abs=0.01)


def test_the_command_asks_whether_eastings_and_northings_are_exchanged(tmp_path, capsys):
    file = tmp_path / "areas.csv"
    file.write_text("ID;Y;X\n1;6533000;4850000\n2;6540120;4861000\n", encoding="utf-8")
    call = [str(file), "--out", str(tmp_path / "out"), "--quiet", "--crs", "EPSG:3908"]
    assert main(call) == 1
    assert "--answer exchange=exchanged" in capsys.readouterr().err
    assert main([*call, "--answer", "exchange=exchanged"]) == 0
    assert [one["country"] for one in report_of(tmp_path / "out")["by_country"]] == ["BIH"]


@pytest.mark.parametrize("cells", [["-5", "1200", "-0.5 ha"], [-5.0, 1200.0, float("nan")], [-5, 1200, -1]])
def test_a_size_below_zero_is_none_and_said(cells):
    values = pd.Series(cells)
    assert sizes.sizes_of(values, "m2").dropna().tolist() == [0.0012]
    assert understanding.sizes(values, "m2", ".").dropna().tolist() == [0.0012]
    assert unclear_numbers(sizes.without_units(values)[0]).rows == (values.notna().sum() - 1)


def test_degrees_in_a_system_of_metres_are_asked_about(tmp_path, capsys):
    file = tmp_path / "areas.geojson"
    gpd.GeoDataFrame({"id": ["a"]}, geometry=[SQUARE], crs="EPSG:3857").to_file(file)
    page = AppTest.from_file(str(PAGE), default_timeout=60)
    page.session_state[upload.FILE] = Upload(file.name, file.read_bytes())
    page.run()
    assert any("as small as degrees" in part.value for part in page.warning)
    assert any(part.label.startswith("Coordinate system") for part in page.selectbox)
    assert main([str(file), "--out", str(tmp_path / "out"), "--quiet"]) == 1
    assert "as small as degrees" in capsys.readouterr().err
    assert main([str(file), "--out", str(tmp_path / "out"), "--quiet", "--crs", "EPSG:4326"]) == 0


@pytest.mark.parametrize("columns", [[0, 1, 2, 3, 4, 5], [0, 1, 2, 4, 5], [0, 2, 3, 4, 5]])
def test_corners_in_any_order_stand_by_their_numbers_however_these_are_written(columns):
    places = ["H-1-P4", "H-1-P2", "H-1-P1", "H-1-P5", "H-1-P3"]
    lines = [
        f"H-1,{name},Turning Point,{name[-1]},{RING[int(name[-1]) - 1][1]},{RING[int(name[-1]) - 1][0]}"
        for name in places
    ]
    lines = [
        HEAD,
        "H-1,H-1-RP,Reference Point,,43.9,16.9",
        *lines,
        *(one.replace("H-1", "H-2") for one in lines),
    ]
    text = "\n".join(",".join(line.split(",")[place] for place in columns) for line in lines)
    _, shapes = as_guessed(read(text.encode()))
    assert [shape.equals(SQUARE) for shape in shapes] == [True, True]


def test_a_row_with_exchanged_coordinates_among_others_is_said():
    inside = [shapely.Point(17 + place / 10, 44.5) for place in range(4)]
    said = checks.remarks(areas := checked([*inside, shapely.Point(44.6, 17.3)]), own_shapes.overlaps(areas))
    assert any(words.startswith("1 row lies far from all others") and "row 5" in words for words in said)
    for others in ([shapely.Point(15, 46)], [shapely.Point(-74, 4.6)], [None], []):
        said = checks.remarks(areas := checked([*inside, *others]), own_shapes.overlaps(areas))
        assert not any("far from all others" in words for words in said)


def test_tables_without_shapes_are_named(tmp_path):
    file = tmp_path / "areas.gpkg"
    gpd.GeoDataFrame({"status_id": [1]}, geometry=[SQUARE], crs="EPSG:4326").to_file(file)
    assert not read(file.read_bytes()).notes
    with sqlite3.connect(file) as database:
        for name in ("status_words", "layer_styles"):
            database.execute(f"CREATE TABLE {name} (id INTEGER PRIMARY KEY, name TEXT)")
            cells = f"('{name}', 'attributes', '{name}')"
            database.execute(f"INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES {cells}")
    (note,) = read(file.read_bytes()).notes
    assert "“status_words”." in note
    assert main([str(file), "--out", str(tmp_path / "out"), "--quiet"]) == 0
    assert note in " ".join(report_of(tmp_path / "out")["files"][0]["notes"])


def test_an_archive_whose_first_file_only_links_is_read_without_it():
    def archive(*files):
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w") as packed:
            for name, content in files:
                packed.writestr(name, KML.format(content))
        return buffer.getvalue()

    own = read(archive(("doc.kml", "<NetworkLink/>"), ("layers/a.kml", PLACE)))
    assert len(own.rows) == 1
    assert "“doc.kml”" in own.notes[0]
    with pytest.raises(RefusedError, match="has no placemarks"):
        read(archive(("doc.kml", ""), ("layers/a.kml", "")))

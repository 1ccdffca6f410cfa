"""Holds the spellings of the field: coordinates, corners, dates, encodings, forms of files."""

import datetime
import io
import zipfile

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely
import xlsxwriter

from dashboard.areas.limits import RefusedError
from dashboard.areas.places import boundaries
from dashboard.areas.reading import read
from tests.own_areas import as_guessed
from topics.hazard_areas import cells, coordinates, encodings, operations, terms
from topics.hazard_areas import shapes as own_shapes

SQUARE = shapely.box(17.0, 44.0, 17.01, 44.01)
AREAS = gpd.GeoDataFrame({"hazard_localid": ["A"], "Status": ["Open"]}, geometry=[SQUARE], crs="EPSG:4326")


def sheet(*lines):
    return "\n".join(lines).encode()


def zipped(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        ("44.5", "17.25"),
        ("44,500", "17,250"),
        ("44°30'00\"N", "17°15'00\"E"),
        ("N 44° 30' 00.0\"", "E 17° 15' 00.0\""),
        ("44 30 00 N", "17 15 00 E"),
        ("44-30-00N", "17-15-00E"),
        ("44:30:00", "17:15:00"),
        ("44º30´00´´", "17º15´00´´"),
        ("44° 30,0' N", "17° 15,0' E"),
        ("443000N", "0171500E"),
        ("4430.0N", "01715.0E"),
        ("44d30m00sN", "17d15m00sE"),
        ("44°30′ S", "17°15′ I"),
        ("44°30′ С", "17°15′ И"),
        ("44°30′ с.ш.", "17°15′ в.д."),
        ("Lat 44.5", "Long: 17.25"),
        ("44.5 North", "17.25 East"),
        ("44° 30' sjeverno", "17° 15' istočno"),
    ],
)
def test_degrees_in_every_spelling_come_to_one_place(lat, lon):
    rows = pd.DataFrame({"lat": [lat], "lon": [lon]})
    (point,) = coordinates.points_of(rows, {"lat": "lat", "lon": "lon"})
    assert point.equals_exact(shapely.Point(17.25, 44.5), 1e-9)


@pytest.mark.parametrize("text", ["44 75 00 N", "44 30 99", "N44E17", "200°00'00\"", "12 m", "44.5.1", ""])
def test_what_is_no_coordinate_is_none(text):
    assert coordinates.coordinates_of(pd.Series([text])).isna().all()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("4.857.000", 4_857_000),
        ("6,533,100.5", 6_533_100.5),
        ("533.100", 533_100),
        ("4 857 000,5", 4_857_000.5),
    ],
)
def test_metres_with_marks_between_thousands_are_no_degrees(text, number):
    assert coordinates.coordinates_of(pd.Series([text])).tolist() == [number]


@pytest.mark.parametrize(
    "text",
    [
        "44.5, 17.25",
        "44,5 17,25",
        "44.5;17.25",
        "44°30'00\"N 17°15'00\"E",
        "N44°30'00\" E17°15'00\"",
        "E17°15'00\", N44°30'00\"",
        "(44.5, 17.25)",
        "lat: 44.5, lon: 17.25",
        "44 deg 30 min N, 17 deg 15 min E",
        "44.5 North, 17.25 East",
        "istok 17.25; sjever 44.5",
        "33T 678820 4929770",
        "33 T 678820mE 4929770mN",
        "33TXK 78820 29770",
        "33TXK7882029770",
    ],
)
def test_both_coordinates_in_one_cell(text):
    own = read(sheet("ID;Coordinates", f'1;"{text.replace(chr(34), chr(34) * 2)}"'))
    guess = terms.guessed_shape(own.rows)
    assert (guess["how"], guess["both"]) == ("points", "Coordinates")
    (point,) = coordinates.points_of(own.rows, guess)
    there = gpd.GeoSeries([point, shapely.Point(17.25, 44.5)], crs="EPSG:4326").to_crs("EPSG:3035")
    assert there.iloc[0].distance(there.iloc[1]) < 150


@pytest.mark.parametrize(
    ("zone", "lat", "lon"),
    [
        ("33T", 44.5, 17.25),
        ("34", 42.6, 20.9),
        ("36S", 35.1, 33.4),
        ("18N", 4.6, -74.1),
        ("33S", -12.3, 16.9),
    ],
)
def test_utm_has_its_own_zone_in_each_row(zone, lat, lon):
    number = int(zone[:2])
    system = f"EPSG:{32600 + number if lat > 0 else 32700 + number}"
    (place,) = gpd.GeoSeries([shapely.Point(lon, lat)], crs="EPSG:4326").to_crs(system)
    own = read(sheet("ID,Zone,Easting,Northing", f"1,{zone},{place.x:.1f},{place.y:.1f}"))
    guess = terms.guessed_shape(own.rows)
    assert coordinates.are_degrees(guess, own.rows)
    (point,) = coordinates.points_of(own.rows, guess)
    assert point.equals_exact(shapely.Point(lon, lat), 1e-5)


def test_an_outline_that_begins_again_after_it_closed_is_another_one():
    ring = ["44.0,17.0", "44.0,17.01", "44.01,17.01", "44.0,17.0"]
    other = ["45.0,17.0", "45.0,17.01", "45.01,17.01", "45.0,17.0"]
    own = read(
        sheet("Hazard ID,Point type,Latitude,Longitude", *[f"H1,Turning Point,{at}" for at in ring + other])
    )
    rows, shapes = as_guessed(own)
    assert len(rows) == 2
    assert shapely.is_valid(shapes).all()


def test_an_area_of_landmarks_alone_stays_a_row_without_a_shape():
    lines = [
        "H1,1,Landmark,44,17",
        *[f"H2,{n},TP,{at}" for n, at in enumerate(["44,17", "44,17.1", "44.1,17.1"], 1)],
    ]
    rows, shapes = as_guessed(read(sheet("Hazard ID,Point No,Point Type,Latitude,Longitude", *lines)))
    assert rows["id"].tolist() == ["H1", "H2"]
    assert [shape is None for shape in shapes] == [True, False]


@pytest.mark.parametrize(
    "text",
    [
        "16 May 2025",
        "16. maj 2025.",
        "16 травня 2025",
        "May 16, 2025",
        "16.5.25",
        "16/05/2025",
        "2025-05-16T10:00:00Z",
        "20250516",
        "45793",
        "1747353600000",
        "16-May-25",
        "16 mai 2025",
        "16 de mayo de 2025",
    ],
)
def test_dates_in_the_forms_of_the_field(text):
    dates, precisions = cells.dates_of(pd.Series([text]))
    assert (str(dates.iloc[0])[:10], precisions.iloc[0]) == ("2025-05-16", "day")


@pytest.mark.parametrize("text", ["31.06.2024", "2024-13-01", "soon", "12", "0000", "99/99/9999"])
def test_what_is_no_date_is_named(text):
    unclear = cells.unclear_dates(pd.Series([text, "2024"]))
    assert (unclear.not_read, unclear.rows) == ((text,), 1)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1250", "cp852", "iso8859-2"]
)
def test_letters_of_the_region_come_through_every_encoding(encoding):
    text = "Šifra;Općina;Status\r\nČ-1;Žepče;Očišćeno\r\nČ-2;Šamac;Očišćeno\r\n"
    own = read(text.encode(encoding))
    assert own.rows["Općina"].tolist() == ["Žepče", "Šamac"]


@pytest.mark.parametrize(
    ("text", "code"),
    [("Розміновано Київ їжа", "koi8-u"), ("Muñoz área", "cp1252"), ("Şırnak ağaç", "cp1254")],
)
def test_other_encodings_are_known_by_their_letters(text, code):
    assert encodings.encoding_question(text.encode(code)).guess == code


def geodatabase(folder, layers):
    """A zipped File Geodatabase with layers by name."""
    path = folder / "areas.gdb"
    for name, areas in layers.items():
        pyogrio.write_dataframe(areas, path, driver="OpenFileGDB", layer=name)
    return zipped({f"export/areas.gdb/{part.name}": part.read_bytes() for part in path.iterdir()})


def test_a_zipped_file_geodatabase_is_read_and_its_layers_are_asked_for(tmp_path):
    own = read(geodatabase(tmp_path, {"Hazards": AREAS, "Tasks": AREAS.to_crs("EPSG:32633")}))
    assert own.kind == "File Geodatabase"
    (question,) = own.questions
    assert (list(question.choices), question.guess) == (["Hazards", "Tasks"], None)
    assert shapely.equals_exact(own.shapes[0].geoms[0].normalize(), SQUARE.normalize(), 1e-6)
    other = read(geodatabase(tmp_path, {}), {"layer": "Tasks"})
    assert own_shapes.named_system(other.crs) == "EPSG:32633"


def test_several_shapefiles_in_a_zip_are_asked_for(tmp_path):
    for name in ("hazards", "roads"):
        AREAS.to_file(tmp_path / f"{name}.shp")
    own = read(zipped({path.name: path.read_bytes() for path in tmp_path.iterdir()}))
    (question,) = own.questions
    assert question.guess is None, "nothing goes on without an answer"
    assert set(question.choices) == {"hazards.shp", "roads.shp", "*"}


def test_a_broken_projection_file_is_asked_about(tmp_path):
    AREAS.to_file(tmp_path / "areas.shp")
    (tmp_path / "areas.prj").write_text('GEOGCS["broken')
    own = read(zipped({path.name: path.read_bytes() for path in tmp_path.iterdir()}))
    assert own_shapes.named_system(own.crs) is None


POINTS = ((44, 17), (44, 17.01), (44.01, 17.01), (44.01, 17))
TRACK = "".join(f'<trkpt lat="{lat}" lon="{lon}"/>' for lat, lon in POINTS)
GPX = f"""<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1"><wpt lat="44" lon="17"><name>LM</name>
</wpt><trk><name>H1</name><trkseg>{TRACK}</trkseg></trk></gpx>"""


def test_tracks_are_lines_that_a_reader_may_close():
    own = read(GPX.encode())
    assert (own.kind, own.rows["name"].tolist()) == ("GPX", ["LM", "H1"])
    assert own_shapes.is_line(own.shapes).tolist() == [False, True]
    assert own_shapes.closed_lines(own.shapes)[1].equals(SQUARE)


def workbook():
    """A workbook with a title over all columns, merged identifiers, days and numbers."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        page, day = book.add_worksheet("Data"), book.add_format({"num_format": "d.m.yyyy"})
        page.merge_range(0, 0, 0, 4, "Hazard areas")
        page.write_row(2, 0, ["Hazard ID", "Point No", "Latitude", "Longitude", "Survey date"])
        for start, name in ((3, "H-1"), (6, "H-2")):
            page.merge_range(start, 0, start + 2, 0, name)
            for number, (lat, lon) in enumerate([(44.125, 17.0), (44.125, 17.01), (44.135, 17.01)]):
                page.write_row(start + number, 1, [number + 1, lat, lon])
                page.write_datetime(start + number, 4, datetime.datetime(2024, 5, 31), day)
    return buffer.getvalue()


def test_merged_cells_titles_days_and_numbers_of_a_workbook():
    own = read(workbook())
    assert own.first_row == 4
    assert own.rows["Hazard ID"].tolist() == ["H-1"] * 3 + ["H-2"] * 3
    rows, shapes = as_guessed(own)
    assert rows["id"].tolist() == ["H-1", "H-2"]
    assert rows["date"].dt.strftime("%Y-%m-%d").tolist() == ["2024-05-31"] * 2
    assert shapely.is_valid(shapes).all()


def test_numbers_of_a_workbook_have_one_reading():
    assert cells.numbers_of(pd.Series([12.125, 8, "3"], dtype=object)).tolist() == [12.125, 8, 3]


def test_an_open_quotation_mark_is_named():
    with pytest.raises(RefusedError, match="quotation mark"):
        read(sheet("ID,Name,Lat,Lon", '1,"open,44,17', "2,b,44,17"))
    with pytest.raises(RefusedError, match="line 2 a quotation mark"):
        read(sheet("ID,Name,Lat,Lon", '1,"open,44,17', "2,b,44,17", '3,c",44,17'))
    own = read(sheet("ID,Name,Lat,Lon", '1,"open,44,17', '2,b",44,17', "3,c,44,17"))
    assert "Is a quotation mark missing?" in own.notes[0]


def test_a_number_with_one_reading_tells_the_others():
    assert cells.numbers_of(pd.Series(["12.500", "8.250,5"])).tolist() == [12500, 8250.5]
    assert cells.numbers_of(pd.Series(["12.500", "8.2"])).tolist() == [12.5, 8.2]
    assert cells.numbers_of(pd.Series(["12.500", "8.2", "1,5"])).isna().tolist() == [True, False, False]


def test_a_system_without_a_known_way_is_said():
    system = "+proj=tmerc +lon_0=18 +x_0=500000 +ellps=clrk66 +units=m +type=crs"
    shapes = np.array([shapely.Point(500_000, 4_900_000)], dtype=object)
    _, shifts = operations.to_degrees(shapes, own_shapes.named_system(system), boundaries())
    assert "may be some hundred" in " ".join(operations.shift_sentences(shifts, {}))


def test_the_file_s_own_parameters_are_taken():
    system = (
        "+proj=tmerc +lon_0=18 +k=0.9999 +x_0=6500000 +ellps=bessel +towgs84=682,-203,480 +units=m +type=crs"
    )
    shapes = np.array([shapely.Point(6_533_000, 4_857_000)], dtype=object)
    _, shifts = operations.to_degrees(shapes, own_shapes.named_system(system), boundaries())
    assert operations.shift_sentences(shifts, {}) == ["Moved to WGS 84 by what the file itself states."]

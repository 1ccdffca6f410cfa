"""Holds kinds of files that were tried and misread, or read without a word: each is right, or asked about."""

import json

import numpy as np
import pandas as pd
import pytest
import shapely

from dashboard.areas import limits, sheets
from dashboard.areas.curves import esri_ring
from dashboard.areas.limits import RefusedError, shapes_of_binary, shapes_of_text
from dashboard.areas.places import boundaries
from dashboard.areas.reading import read
from tests.own_areas import as_guessed, checked
from topics.hazard_areas import cells, checks, coordinates, encodings, operations, questions, terms, words
from topics.hazard_areas import shapes as own_shapes

SQUARE = shapely.box(17, 44, 17.01, 44.01)
CORNERS = ("44,17", "44,17.01", "44.01,17.01", "44.01,17")
CIRCLE = "CURVEPOLYGON (CIRCULARSTRING (17 44, 17.01 44.01, 17.02 44, 17.01 43.99, 17 44))"
ROUND = np.pi * 0.01**2


def sheet(*lines):
    return "\r\n".join(lines).encode()


def esri(*geometries, **more):
    features = [{"attributes": {"id": place}, "geometry": one} for place, one in enumerate(geometries)]
    return json.dumps({"spatialReference": {"wkid": 4326}, "features": features} | more).encode()


def located(text, system, exchanged=False):
    """A place of a sheet with these cells, in degrees."""
    rows, shapes = as_guessed(read(sheet(*text)))
    return checks.checked(rows, shapes, system, boundaries(), swapped=exchanged)


def test_arcs_are_drawn_and_an_outline_with_them_keeps_its_size():
    texts = [
        CIRCLE,
        f"MULTISURFACE ({CIRCLE}, {shapely.box(18, 44, 18.1, 44.1).wkt})",
        "CURVEPOLYGON (EMPTY 1)",
    ]
    one, several, none = shapes_of_text(pd.Series(texts))
    assert one.area == pytest.approx(ROUND, rel=1e-3)
    assert several.area == pytest.approx(ROUND + 0.01, rel=1e-3)
    assert none is None
    assert terms.guessed_shape(read(sheet("id;outline", f"1;{CIRCLE}")).rows)["wkt"] == "outline"


def test_arcs_in_binary_are_drawn():
    line = np.array([(17, 44), (17.01, 44.01), (17.02, 44), (17.01, 43.99), (17, 44)], "<f8").tobytes()
    arc = b"\x01\x08\0\0\0\x05\0\0\0" + line
    (shape, none) = shapes_of_binary([b"\x01\x0a\0\0\0\x01\0\0\0" + arc, b"\x01\x0a\0\0\0"])
    assert shape.area == pytest.approx(ROUND, rel=1e-3)
    assert none is None


@pytest.mark.parametrize(
    ("ring", "area"),
    [
        ([[17, 44], {"c": [[17.02, 44], [17.01, 44.01]]}, {"c": [[17, 44], [17.01, 43.99]]}], ROUND),
        ([[17, 44], {"c": [[17, 44], [17.02, 44]]}], ROUND),
        ([[17, 44], {"a": [[17, 44], [17.01, 44], 0, 1]}], ROUND),
        ([[17, 44], {"a": [[17.02, 44], [17.01, 44], 1, 1]}, [17, 44]], ROUND / 2),
        ([[17, 44], {"c": [[17.02, 44], [17.01, 44]]}, [17.02, 44.01], [17, 44]], 0.02 * 0.01 / 2),
        ([[17, 44], {"b": [[17.01, 44], [17, 44.01], [17.01, 44.01]]}, [17, 44]], 0.6 * 0.01**2),
    ],
)
def test_curves_of_esri_keep_their_size(ring, area):
    assert shapely.Polygon(esri_ring(ring)).area == pytest.approx(area, rel=1e-3)
    shape, none = read(
        esri({"curveRings": [ring]}, {"curveRings": [[[17, 44], {"a": [[17, 44], [1, 2], 0, 1, 5, 6, 7]}]]})
    ).shapes
    assert shape.area == pytest.approx(area, rel=1e-3)
    assert none is None, "an arc of an ellipse is said to be no shape"


LEGS = ("H1;SP;44;17;;", "H1;TP1;;;90;800", "H1;TP2;;;0;1000", "H1;TP3;;;270;800")


def test_bearings_and_distances_lead_to_corners_and_their_start_is_asked_for():
    rows = read(sheet("Hazard ID;Point;Latitude;Longitude;Bearing;Distance (m)", *LEGS)).rows
    guess = terms.guessed_shape(rows) | {"id": "Hazard ID"}
    assert guess["how"] == "corners"
    question = questions.start_question(guess)
    assert (question.guess, list(question.choices)) == (None, ["before", "first"])
    assert "true north" in question.text
    (shape,) = coordinates.polygons_of_corners(rows, guess | {"start": "before"})[1]
    assert checked([shape])["area_km2"].iloc[0] == pytest.approx(0.8, rel=1e-3)
    (other,) = coordinates.polygons_of_corners(rows, guess | {"start": "first"})[1]
    assert not other.equals(shape)


def test_bearings_lead_from_the_point_that_a_column_names():
    lines = (
        "H1;Reference point;RP;;44;17;;",
        "H1;Start point;1;RP;;;90;100",
        "H1;Turning point;2;1;;;90;800",
    )
    lines += ("H1;Turning point;3;2;;;0;1000", "H1;Turning point;4;9;;;0;1000")
    rows = read(sheet("Hazard ID;Point type;Point No;From;Latitude;Longitude;Azimut;Distance", *lines)).rows
    guess = terms.guessed_shape(rows) | {"id": "Hazard ID"}
    assert questions.start_question(guess) is None
    (shape,) = coordinates.polygons_of_corners(rows, guess)[1]
    assert shape is None, "a leg from a point that is not there is not left out without a word"
    (shape,) = coordinates.polygons_of_corners(rows.head(4), guess)[1]
    assert checked([shape])["area_km2"].iloc[0] == pytest.approx(0.4, rel=1e-3)


def test_bearings_hold_in_metres_of_a_plane():
    lines = ("H1;1;4900000;6500000;;", "H1;2;;;90;800", "H1;3;;;0;1000", "H1;4;;;400;5")
    rows = read(sheet("ID;Point No;Northing;Easting;Azimuth;Distance", *lines)).rows
    guess = terms.guessed_shape(rows) | {"id": "ID", "start": "before"}
    assert coordinates.polygons_of_corners(rows, guess)[1][0] is None, "a bearing beyond the circle is none"
    (shape,) = coordinates.polygons_of_corners(rows.head(3), guess)[1]
    assert shape.area == pytest.approx(400_000)


@pytest.mark.parametrize(
    ("names", "cells_of_row"),
    [
        ("Lat_Deg;Lat_Min;Lat_Sec;Long_Deg;Long_Min;Long_Sec", "44;30;0;17;15;0"),
        ("Lat D;Lat M;Lat S;Lat Dir;Lon D;Lon M;Lon S;Lon Dir", "44;30;0;N;17;15;0;E"),
        ("Latitude degrees;Latitude minutes;Longitude degrees;Longitude minutes", "44;30,0;17;15,0"),
        (
            "Širina stepeni;Širina minute;Širina sekunde;Dužina stepeni;Dužina minute;Dužina sekunde",
            "44;30;;17;15;",
        ),
    ],
)
def test_degrees_and_minutes_in_columns_of_their_own_are_one_place(names, cells_of_row):
    own = read(sheet(f"ID;{names}", f"1;{cells_of_row}", "2" + ";" * (names.count(";") + 1)))
    _, (point, none) = as_guessed(own)
    assert point.equals_exact(shapely.Point(17.25, 44.5), 1e-9)
    assert none is None
    assert "in one column" in own.notes[-1]


@pytest.mark.parametrize(
    ("lines", "exchanged"),
    [
        (("ID;Zona;Y;X", "1;6;6440000;4928000"), True),
        (("ID;Zona;Y;X", "1;6;440000;4928000"), True),
        (("ID;Easting;Northing", "1;6440000;4928000"), False),
    ],
)
def test_zones_of_gauss_krueger_are_none_of_utm(lines, exchanged):
    own = read(sheet(*lines))
    guess = terms.guessed_shape(own.rows)
    assert not coordinates.are_degrees(guess, own.rows), "the system is asked for"
    _, shapes = as_guessed(own)
    question = questions.exchange_question(shapes, own_shapes.GAUSS_KRUEGER)
    assert bool(question) == exchanged
    areas = located(lines, own_shapes.GAUSS_KRUEGER, exchanged)
    assert areas.geometry.iloc[0].distance(shapely.Point(17.2405, 44.494)) < 1e-4


def test_shapes_of_several_zones_of_gauss_krueger_lie_beside_each_other():
    lines = ("ID;Easting;Northing", "1;5618500;4928500", "2;6381500;4928500", "3;9500000;4928500")
    areas = located(lines, own_shapes.GAUSS_KRUEGER)
    west, east, _ = areas.geometry
    assert west.distance(east) < 0.03, "both are where the zones meet"
    assert areas["problem"].tolist()[2] == "the coordinates do not fit the coordinate system"


@pytest.mark.parametrize("system", ["EPSG:8678", "EPSG:3908", "EPSG:31276"])
def test_a_first_digit_that_is_left_out_is_added_and_said(system):
    areas = located(("ID;Easting;Northing", "1;440000;4928000"), system)
    assert areas["country"].tolist() == ["BIH"]
    said = operations.shift_sentences([operations.Shift(**one) for one in areas.attrs["shifts"]], {})
    assert "The eastings were without their first digit: 6 was added." in said


def test_exchanged_metres_are_asked_about():
    shapes = np.array([shapely.Point(4928000, 440000)])
    question = questions.exchange_question(shapes, "EPSG:8678")
    assert question.guess is None
    assert "17.24° E, 44.49° N" in question.choices["exchanged"]
    assert questions.exchange_question(np.array([shapely.Point(440000, 4928000)]), "EPSG:8678") is None


def test_a_withdrawn_system_is_the_one_that_is_meant():
    assert own_shapes.named_system("EPSG:31278") == "EPSG:31279"


def test_the_system_that_texts_name_is_taken():
    texts = pd.Series(["SRID=32633;POINT (678820 4929770)", None, "srid=32633; POINT (1 1)"])
    assert limits.system_of_text(texts) == "EPSG:32633"
    assert limits.system_of_text(pd.Series(["SRID=32633;POINT (1 1)", "SRID=32634;POINT (1 1)"])) is None
    assert limits.system_of_text(pd.Series(["POINT (17 44)"])) is None


def test_rows_that_share_an_identifier_are_asked_about():
    rows = read(sheet("Hazard ID,Lat,Lon", *[f"H{area},{at}" for area in (1, 2) for at in CORNERS])).rows
    question = questions.corners_question("Hazard ID", rows["Hazard ID"])
    assert (question.guess, list(question.choices)) == (None, ["corners", "points"])
    assert "8 rows, 2 of them different" in question.text
    assert questions.corners_question("id", pd.Series(["a", "a", "b", "c", ""])) is None


def test_a_shape_of_one_row_is_a_point():
    lines = [f"H1,S1,{place},{at}" for place, at in enumerate(CORNERS, 1)]
    rows, shapes = as_guessed(
        read(sheet("hazard_localid,shape_id,pointno,latitude,longitude", *lines, "H2,S2,1,44.4,17.4"))
    )
    assert rows["id"].tolist() == ["H1", "H2"]
    assert [shape.geom_type for shape in shapes] == ["Polygon", "Point"]


@pytest.mark.parametrize(
    ("points", "count"),
    [(("TP1", "TP3", "TP2", "TP4"), 5), (("RP", "TP1", "TP2", "TP3"), 4), (("SP", "TP1", "TP2", "TP3"), 5)],
)
def test_names_of_corners_tell_their_order_and_which_are_none(points, count):
    places = (CORNERS[0], CORNERS[2], CORNERS[1], CORNERS[3]) if points[1] == "TP3" else CORNERS
    lines = [f"H1,{point},{at}" for point, at in zip(points, places, strict=True)]
    _, (shape,) = as_guessed(read(sheet("Hazard ID,Point,Lat,Lon", *lines)))
    assert (shapely.is_valid(shape), shapely.get_num_coordinates(shape)) == (True, count)


@pytest.mark.parametrize("text", ["33 T 0678820 4929770", "33T-XK-78820-29770", "33TXK7882 2977"])
def test_grid_references_as_receivers_show_them(text):
    assert shapely.Point(coordinates.pair_of(text)).distance(shapely.Point(17.2493, 44.4991)) < 1e-3


def test_places_divided_by_commas_are_an_outline():
    (one, *_) = corners = coordinates.corners_in("44.0 17.0, 44.0 17.01, 44.01 17.01, 44.01 17.0")
    assert (len(corners), one) == (4, (17.0, 44.0))


def test_a_service_that_sent_a_part_is_said():
    for content in (esri({"x": 17, "y": 44}, exceededTransferLimit=True), part_of_geojson()):
        assert "says that it is a part" in read(content).notes[0]
    assert not read(esri({"x": 17, "y": 44}, exceededTransferLimit=False)).notes


def part_of_geojson():
    feature = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [17, 44]}}
    stated = {"exceededTransferLimit": True}
    return json.dumps({"type": "FeatureCollection", "properties": stated, "features": [feature]}).encode()


def test_days_of_esri_are_days():
    fields = [{"name": "id", "type": "esriFieldTypeDate"}]
    own = read(esri({"x": 17, "y": 44}, {"x": "NaN", "y": "NaN"}, fields=fields))
    assert own.rows["id"].tolist() == ["1970-01-01"] * 2
    assert own.shapes[1] is None
    assert own_shapes.share_of_degrees(np.array([shapely.Point(17, 44), shapely.Point(np.inf, 0)])) == 1


def test_layers_of_a_map_of_arcgis_are_offered():
    places = json.loads(esri({"x": 17, "y": 44}))
    layers = [{"layerDefinition": {"name": name}, "featureSet": places} for name in ("Hazards", "Tasks")]
    own = read(json.dumps({"layers": layers}).encode())
    assert [(one.key, list(one.choices), one.guess) for one in own.questions] == [
        ("layer", ["Hazards", "Tasks"], None)
    ]
    with pytest.raises(RefusedError, match="without features"):
        read(b'{"layers": []}')


def test_an_outline_cut_at_the_meridian_is_measured():
    whole = shapely.MultiPolygon([shapely.box(179.9, -17, 180, -16.9), shapely.box(-180, -17, -179.9, -16.9)])
    areas = checked([whole, shapely.box(-179.9, -17, 179.9, -16.9)])
    assert areas["problem"].tolist()[0] == ""
    assert areas["area_km2"].iloc[0] == pytest.approx(236, rel=0.01)
    assert "180° meridian" in areas["problem"].iloc[1]


def test_the_place_where_none_was_entered_is_said():
    areas = checked([shapely.Point(0, 0), shapely.Point(17, 44)])
    assert areas["problem"].tolist() == ["the coordinates are 0, 0: no place was entered", ""]


def test_formulas_without_a_value_are_said():
    saved, empty = b"<c><f>1+1</f><v>2</v></c>", b"<c><f>1+1</f><v></v></c><c><f>2</f></c>"
    notes = [
        sheets.workbook_notes({"xl/worksheets/sheet1.xml": b"<sheetData>" + part}) for part in (saved, empty)
    ]
    assert notes[0] == ()
    assert notes[1][0].startswith("2 formulas have no saved value")


def test_a_map_that_is_a_picture_is_named():
    with pytest.raises(RefusedError, match="is a PDF"):
        read(b"%PDF-1.4\n")


@pytest.mark.parametrize("encoding", ["iso8859-5", "mac_cyrillic", "cp1251", "cp866"])
def test_cyrillic_in_every_encoding(encoding):
    text = "Шифра;Статус\nЧ-1;Очишћено\n" if encoding != "cp866" else "Код;Статус\n1;Очищено\n"
    assert encodings.encoding_question(text.encode(encoding)).guess == encoding


@pytest.mark.parametrize(
    ("text", "day"),
    [("31-МАЙ-24", "2024-05-31"), ("Fri May 31 2024", "2024-05-31"), ("12.05.49", "1949-05-12")],
)
def test_dates_that_were_lost_or_in_the_future(text, day):
    assert str(cells.dates_of(pd.Series([text]))[0].iloc[0])[:10] == day


def test_capitals_with_marks_that_are_letters_of_their_own():
    assert words.plain_words("ЙМОВІРНО Їжа") == words.plain_words("ймовірно їжа")
    assert terms.guessed_code("area_class", "Ймовірно небезпечна ділянка") == "SHA"


@pytest.mark.parametrize(
    "names",
    [
        ("haz_locali", "haz_type", "haz_class", "haz_status", "area_size"),
        ("haz_id", "haz_typ", "haz_cat", "haz_stat", "Sip. (m²)"),
        ("Номер ділянки", "Тип ВНП", "Категорія ділянки", "Статус ділянки", "Площа, кв.м"),
        ("№", "Тип ВОП", "Категория участка", "Состояние", "Площадь, кв. м"),
        ("Oznaka MSP", "Tip kontaminacije", "Kategorija", "Stanje", "P (m2)"),
        ("Nr", "Lloji i ndotjes", "Kategoria", "Gjendja", "Area (donums)"),
        ("ID evento", "Tipo de artefacto", "Categoría", "Estado actual", "Área en m2"),
    ],
)
def test_columns_in_the_languages_of_the_field(names):
    guess = terms.guessed_columns(list(names))
    assert tuple(guess[term] for term in ("id", "hazard", "area_class", "status", "area")) == names


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Area in square metres", "m2"),
        ("Area (donums)", "dunum"),
        ("Površina (kvadratnih metara)", "m2"),
        ("Площадь, кв. км", "km2"),
        ("Sipërfaqja (dynym)", "dunum"),
        ("Площа (гектарів)", "ha"),
        ("Area", None),
        ("Name", None),
    ],
)
def test_units_in_names_of_columns(name, unit):
    assert terms.guessed_unit(name) == unit


@pytest.mark.parametrize("word", ["Expired", "Inactive", "Completed", "Reduced", "Neaktivno", "Завершено"])
def test_a_status_that_is_not_surely_closed_is_open_and_asked_about(word):
    assert terms.guessed_code("status", word) != "closed"
    assert terms.unsure_statuses([word]) == [word]


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Противпешадиски мини", "AP_MINES"),
        ("Касетні боєприпаси", "CMR"),
        ("Нерозірвані боєприпаси", "ERW"),
        ("Mjete të paplasura", "ERW"),
        ("MSP", "MINES_MIXED"),
    ],
)
def test_hazards_that_were_taken_for_others(word, code):
    assert terms.guessed_code("hazard", word) == code


def test_nothing_of_curves_that_cannot_be_read_is_written_anywhere(capfd, caplog):
    assert shapes_of_text(pd.Series(["CURVEPOLYGON (EMPTY 1)"])).tolist() == [None]
    assert (*capfd.readouterr(), caplog.text) == ("", "", "")


@pytest.mark.parametrize(("lat", "is_drawn"), [("x", False), ("", True), ("44.02", True)])
def test_an_outline_with_a_corner_that_cannot_be_read_is_not_drawn_without_it(lat, is_drawn):
    lines = [f"H1,{place},{at}" for place, at in enumerate([*CORNERS, f"{lat},{lat and 17}"], 1)]
    _, (shape,) = as_guessed(read(sheet("Hazard ID,Point No,Lat,Lon", *lines)))
    assert (shape is not None) == is_drawn


def test_units_of_bearings_and_distances_are_read():
    legs = ("H1;SP;44,0;17,0;;", "H1;TP1;;;90°;800 m", "H1;TP2;;;0 deg;1000 m", "H1;TP3;;;270º;800m")
    rows = read(sheet("Hazard ID;Point;Lat;Lon;Bearing;Distance", *legs)).rows
    guess = terms.guessed_shape(rows) | {"id": "Hazard ID", "start": "before"}
    (shape,) = coordinates.polygons_of_corners(rows, guess)[1]
    assert checked([shape])["area_km2"].iloc[0] == pytest.approx(0.8, rel=1e-3)
    unclear = rows.assign(Distance=["", "800", "1.000", "800"])
    assert coordinates.polygons_of_corners(unclear, guess)[1][0] is None, "1.000 is one or a thousand"


def test_degrees_are_taken_before_metres_beside_them():
    lines = ("ID,Easting,Northing,Zone,Lat,Lon", "1,678820,4929770,33T,44.5,17.25")
    guess = terms.guessed_shape(read(sheet(*lines)).rows)
    assert (guess["lat"], guess["lon"], guess["zone"]) == ("Lat", "Lon", None)


def test_a_name_of_ten_letters_that_is_whole_is_not_cut_off():
    guess = terms.guessed_shape(read(sheet("Redni broj;Koordinata X;Koordinata Y", "1;17,25;44,5")).rows)
    assert (guess["how"], guess["order"]) == ("points", None)

"""Holds tables of corners in forms that are no row with a latitude, a longitude and a number for each."""

import numpy as np
import pytest
import shapely

from dashboard.areas.reading import read
from tests.own_areas import as_guessed
from topics.hazard_areas import shapes as own_shapes
from topics.hazard_areas import terms

SQUARE = [(17, 44), (17.01, 44), (17.01, 44.01), (17, 44.01)]


def sheet(*lines):
    return "\r\n".join(lines).encode()


def side_by_side(*names):
    """The names of four corners, and a row of SQUARE, as many cells for each as there are names."""
    cells = {
        1: [f"{lat} {lon}" for lon, lat in SQUARE],
        2: [str(part) for lon, lat in SQUARE for part in (lat, lon)],
    }
    return ["ID", *(name.format(n) for n in range(1, 5) for name in names)], ["H1", *cells[len(names)]]


@pytest.mark.parametrize(
    "names",
    [
        ("Lat{}", "Lon{}"),
        ("latitude_{}", "longitude_{}"),
        ("P{}_Lat", "P{}_Lon"),
        ("Corner {} Y", "Corner {} X"),
        ("TP{} northing", "TP{} easting"),
        ("Širina {}", "Dužina {}"),
        ("Широта {}", "Долгота {}"),
        ("Punto {} latitud", "Punto {} longitud"),
        ("Point {}",),
        ("Coordinates {}",),
    ],
)
def test_corners_side_by_side_are_an_outline_and_it_is_said(names):
    heads, cells = side_by_side(*names)
    file = read(sheet(";".join(heads), ";".join(cells), "H2" + ";" * (len(heads) - 1)))
    rows, (shape, none) = as_guessed(file)
    assert rows["id"].tolist() == ["H1", "H2"], "an area without a corner stays a row"
    assert (shape.equals(shapely.Polygon(SQUARE)), none) == (True, None)
    assert f"“{heads[1]}” to “{heads[-1]}” hold the corners" in file.notes[-1]
    assert file.row_numbers.tolist() == [2] * 4 + [3] * 4


def test_areas_with_fewer_corners_than_others_end_with_their_last_one():
    lines = ("ID,Lat1,Lon1,Lat2,Lon2,Lat3,Lon3,Lat4,Lon4", "H1,44,17,44,17.01,44.01,17.01,,")
    (shape,) = as_guessed(read(sheet(*lines)))[1]
    assert shapely.get_num_coordinates(shape) == 4


@pytest.mark.parametrize(
    "heads", ["ID,Lat,Lon,Lat 84,Lon 84", "ID,Lat,Lon,Zone 1,Zone 2", "ID,Lat 1,Lon 2,a,b"]
)
def test_numbers_in_names_of_other_columns_are_no_corners(heads):
    file = read(sheet(heads, "H1,44,17,44,17"))
    assert list(file.rows) == heads.split(",")
    assert not file.notes


@pytest.mark.parametrize(
    ("origin", "end"),
    [("From", "To"), ("From point", "To point"), ("Od tačke", "Do tačke"), ("Desde", "Hasta")],
)
def test_legs_are_named_by_the_point_to_which_they_lead(origin, end):
    lines = ("H1;;RP;;;44;17", "H1;RP;SP;90;100;;", "H1;SP;TP1;90;800;;", "H1;TP1;TP2;0;1000;;")
    head = f"Hazard ID;{origin};{end};Bearing;Distance;Latitude;Longitude"
    file = read(sheet(head, *lines, "H1;TP2;TP3;270;800;;"))
    assert terms.guessed_shape(file.rows)["order"] == end
    (shape,) = as_guessed(file)[1]
    (area,) = own_shapes.areas_in(np.array([shape]), own_shapes.to_plane("EPSG:3035"))
    assert area == pytest.approx(800_000, rel=1e-3)


@pytest.mark.parametrize("first", [("SP",), ("RP", "BM", "SP"), ()])
@pytest.mark.parametrize("last", [("FP",), ()])
def test_corners_without_a_number_stand_where_the_file_has_them(first, last):
    corners = (*first[-1:], "TP1", "TP2", "TP3", *last)
    turn = np.linspace(0, 2 * np.pi, len(corners), endpoint=False)
    ring = [(17 + 0.01 * np.cos(one), 44 + 0.01 * np.sin(one)) for one in turn]
    places = [(16.9, 43.9)] * len(first[:-1]) + ring
    names = (*first[:-1], *corners)
    lines = [f"H1,{name},{lat},{lon}" for name, (lon, lat) in zip(names, places, strict=True)]
    (shape,) = as_guessed(read(sheet("Hazard ID,Point,Lat,Lon", *lines)))[1]
    assert shape.equals(shapely.Polygon(ring))

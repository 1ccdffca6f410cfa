"""Holds what files in the forms of the field give: right, or said and asked; a case of each kind of fault."""

import functools
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from dashboard.areas import writing
from dashboard.areas.limits import RefusedError
from dashboard.areas.places import boundaries
from dashboard.areas.reading import read
from tests.own_areas import as_guessed
from topics.hazard_areas import cells, checks, operations, questions, terms
from topics.hazard_areas import shapes as own_shapes
from topics.hazard_areas.operations import Shift

CASES = Path(__file__).parent / "areas"
METRES = "EPSG:3035"


def content(name):
    (path,) = CASES.glob(f"{name}_*")
    return path.read_bytes()


def case(name, **answers):
    return read(content(name), answers)


@functools.cache
def areas(name, crs="EPSG:4326"):
    """The areas of a case as they are guessed, checked."""
    own = case(name)
    rows, shapes = as_guessed(own)
    return checks.checked(rows, shapes, own_shapes.named_system(own.crs) or crs, boundaries())


def metres_between(one, other):
    places = gpd.GeoSeries([one.centroid, other.centroid], crs="EPSG:4326").to_crs(METRES)
    return places.iloc[0].distance(places.iloc[1])


@pytest.mark.parametrize("name", ["a01", "a02"])
def test_a_system_that_is_none_of_the_earth_is_asked_for(name):
    own = case(name)
    assert own.crs
    assert own_shapes.named_system(own.crs) is None


@pytest.mark.parametrize(
    ("name", "column", "mark", "square_metres"),
    [("a03", "Povrsina (m2)", ",", 170_750), ("a04", "Area (m2)", ".", 20_750)],
)
def test_numbers_with_two_readings_are_asked_about(name, column, mark, square_metres):
    values = case(name).rows[column]
    question = questions.decimal_question(column, values)
    assert question.guess is None, "nothing goes on without an answer"
    assert set(question.choices) == {".", ","}
    assert values.iloc[0] in question.choices[mark]
    assert cells.numbers_of(values).isna().all()
    assert cells.numbers_of(values, mark).sum() == square_metres


def test_what_is_not_surely_closed_is_open():
    checked = areas("a05")
    assert checked["status"].tolist() == ["open"] * 3
    assert checked["area_stated_km2"].sum() == pytest.approx(0.071)


def test_all_files_of_an_archive_are_offered():
    own = case("a06")
    (question,) = own.questions
    assert set(question.choices) == {"north.kml", "south.kml", "east.kml", "*"}
    assert (question.guess, len(own.rows)) == ("*", 3)
    assert set(own.rows["file of the archive"]) == {"north.kml", "south.kml", "east.kml"}
    assert len(case("a06", file="east.kml").rows) == 1


def test_a_grid_on_the_datum_of_austria_lies_where_that_of_the_region_does():
    own = case("a07")
    ways = [operations.to_degrees(own.shapes, crs, boundaries()) for crs in ("EPSG:31276", "EPSG:3908")]
    assert metres_between(ways[0][0][0], ways[1][0][0]) < 0.1
    (shift,) = ways[0][1]
    assert (shift.country, shift.datum, shift.accuracy_m) == ("BIH", "EPSG:3906", 1.0)
    said = " ".join(operations.shift_sentences(ways[0][1], {"BIH": "Bosnia and Herzegovina"}))
    assert "EPSG:3906" in said
    assert "exact to 1" in said


def test_one_operation_holds_for_a_country_and_one_far_from_the_others_is_named():
    checked = areas("a08")
    there = checked.geometry.to_crs("EPSG:32634")
    apart = there.iloc[0].centroid.distance(there.iloc[1].centroid)
    own = case("a08")
    on_the_plane = own.shapes[0].centroid.distance(own.shapes[1].centroid)
    assert apart == pytest.approx(on_the_plane, rel=1e-3), "no jump between them"
    shifts = [Shift(**shift) for shift in checked.attrs["shifts"]]
    assert {shift.name for shift in shifts} == {"MGI 1901 to WGS 84 (15)"}
    assert all(shift.jump_m > 1000 for shift in shifts)
    assert any("(14)" in words for words in operations.shift_sentences(shifts, {}))


@pytest.mark.parametrize("place", [(20.9, 42.2), (20.9, 42.9), (21.4, 42.6)])
def test_the_serbian_operation_holds_for_all_of_kosovo(place):
    shapes = np.array(gpd.GeoSeries([shapely.Point(place)], crs="EPSG:4326").to_crs("EPSG:32634"))
    grid = np.array(gpd.GeoSeries(shapes, crs="EPSG:32634").to_crs("EPSG:3909"), dtype=object)
    _, (shift,) = operations.to_degrees(grid, "EPSG:3909", boundaries())
    assert (shift.country, shift.name) == ("XKX", "MGI 1901 to WGS 84 (15)")


GRIDS = ["31275", "31276", "31277", "31279", "3907", "3908", "3909", "3910", "8677", "8678", "8679"]
GRIDS += ["6316", "3912", "3765", "3794"]


@pytest.mark.parametrize("code", GRIDS)
def test_grids_of_the_region_come_within_metres_of_where_they_belong(code):
    """By the operation for the country, which EPSG gives as exact to 2 m; none is left to chance."""
    zones = {"5": 15.0, "6": 18.0, "7": 20.0, "8": 22.6}
    system = own_shapes.named_system(f"EPSG:{code}")
    words = own_shapes.system_words(system)
    lon = zones.get(words.partition("zone ")[2][:1], 14.8 if "Slov" in words else 15.9)
    place = shapely.Point(lon, 45.8 if lon < 17 else 44.1 if lon < 20 else 43.8 if lon < 22 else 42.9)
    truth = gpd.GeoSeries([place], crs="EPSG:4326")
    of_region = {"5": "3907", "6": "3908", "7": "3909", "8": "3910"}.get(
        words.partition("zone ")[2][:1], code
    )
    # Of several operations PROJ's own first one is exact to 5 m.
    grid = np.array(truth.to_crs(f"EPSG:{of_region}"), dtype=object)
    moved, (shift,) = operations.to_degrees(grid, system, boundaries())
    assert metres_between(moved[0], place) < 8
    assert shift.accuracy_m is not None
    assert shift.accuracy_m <= 2


@pytest.mark.parametrize(
    ("name", "guess", "words"),
    [("a09", "cp1250", ["Očišćeno", "Aktivno"]), ("a10", "cp1251", ["Отворено", "Разминирано"])],
)
def test_letters_stay_and_the_encoding_is_a_choice(name, guess, words):
    own = case(name)
    (question,) = own.questions
    assert (question.key, question.guess) == ("encoding", guess)
    assert words[0] in question.choices[guess], "the choice shows words of the file"
    assert set(own.rows.iloc[:, -1]) == set(words)
    other = next(code for code in question.choices if code != guess)
    assert words[0] not in set(case(name, encoding=other).rows.iloc[:, -1])


def test_a_geopackage_that_was_open_is_read_and_said():
    own = case("a11")
    assert len(own.rows) == 2
    assert "was open in a program" in own.notes[0]


@pytest.mark.parametrize("name", ["a12", "a13", "a14"])
@pytest.mark.parametrize("form", ["GeoPackage", "GeoParquet", "GeoJSON", "CSV"])
def test_what_was_shown_can_be_taken_away(name, form):
    own = case(name)
    rows, shapes = as_guessed(own)
    rows = pd.concat([rows, own.rows.rename(columns=lambda column: f"file: {column}")], axis=1)
    checked = checks.checked(rows, shapes, "EPSG:4326", boundaries())
    plain, notes = writing.writable(checked)
    assert len(notes) == 1
    make, _, _ = writing.files(plain, {"TITLE": "Areas"})[form]
    back = read(make())
    assert len(back.rows) == len(own.rows)
    theirs = [column for column in back.rows if column.startswith("file: ")]
    assert len(theirs) == len(own.rows.columns)


def test_esri_json_is_read():
    own = case("a15")
    assert (own.kind, len(own.rows)) == ("Esri JSON", 2)
    assert own_shapes.named_system(own.crs) == "EPSG:4326"
    assert areas("a15")["area_km2"].between(0.008, 0.01).all()


def test_rows_without_any_shape_are_no_larger_than_degrees():
    shapes = case("a16").shapes
    assert not own_shapes.is_shape(shapes).any()
    assert own_shapes.share_of_degrees(shapes) == 1


def test_degrees_behind_their_hemisphere_are_read():
    assert areas("a17").geometry.iloc[0].equals_exact(shapely.Point(17.25, 44.5), 1e-9)


def test_the_name_of_a_country_is_no_longitude():
    guess = terms.guessed_shape(case("a18").rows)
    assert (guess["lat"], guess["lon"]) == ("latitude", "longitude")
    assert areas("a18").geometry.iloc[0].equals(shapely.Point(17.1, 44.1))


def test_names_cut_off_after_ten_letters_are_known():
    guess = terms.guessed_columns(list(case("a19").rows))
    wanted = {"hazard": "Hazard_Typ", "area_class": "Hazard_Cla", "status": "Status_1", "area": "Area_Size_"}
    assert {term: guess[term] for term in wanted} == wanted
    assert guess["date"] == "Status_Cha"
    assert [terms.guessed_columns([name])["id"] for name in ("hazard_localid", "imsma_id", "hazard_loc")] == [
        "hazard_localid",
        "imsma_id",
        "hazard_loc",
    ]


def test_two_shapes_of_a_hazard_stay_two():
    checked = areas("a20")
    assert len(checked) == 2
    assert checked["area_km2"].sum() == pytest.approx(0.018, abs=0.001)
    assert (checked["problem"] == "").all()


def test_corners_whose_numbers_begin_again_are_two_shapes():
    own = case("a20")
    rows, shapes = as_guessed(own, without=("shape_id",))
    assert len(rows) == 2
    assert shapely.is_valid(shapes).all()


def test_reference_points_are_no_corners():
    checked = areas("a21")
    assert len(checked) == 1
    assert shapely.get_num_coordinates(checked.geometry.iloc[0]) == 5
    assert checked["area_km2"].iloc[0] == pytest.approx(0.009, abs=0.001)


def test_the_line_that_names_the_separator_is_passed_over():
    own = case("a22")
    assert list(own.rows) == ["ID", "Latitude", "Longitude", "Status"]
    assert own.first_row == 3


def test_cover_sheets_and_titles_are_passed_over_with_a_choice():
    own, titled = case("a23"), case("a24")
    assert [(question.key, question.guess) for question in own.questions] == [("sheet", "Data")]
    assert [(question.key, question.guess) for question in titled.questions] == [("first_row", "3")]
    assert own.rows.equals(titled.rows)
    assert titled.first_row == 4
    assert "Hazard areas of the centre" in list(case("a23", sheet="ReadMe").rows)
    assert case("a24", first_row="4").first_row == 5
    dates, _ = cells.dates_of(own.rows["Date"])
    assert dates.dt.strftime("%Y-%m-%d").tolist() == ["2024-05-31", "2023-01-02"]


def test_nine_forms_of_dates_are_read_and_the_one_with_two_readings_is_asked():
    values = case("a25").rows["date"]
    question = questions.order_question("date", values)
    assert list(question.choices.values()) == ["“05/06/2024” is 5 June 2024", "“05/06/2024” is 6 May 2024"]
    dates, precisions = cells.dates_of(values, "dmy")
    assert dates.dt.strftime("%Y-%m-%d").tolist() == (
        ["2025-05-16", "2024-05-31", "2024-06-05"] + ["2024-05-31"] * 3 + ["2024-05-01"] + ["2024-05-31"] * 2
    )
    assert precisions.tolist() == ["day"] * 6 + ["month"] + ["day"] * 2


def test_points_without_an_area_are_not_said_to_state_one():
    said = " ".join(checks.remarks(areas("a26"), pd.DataFrame(columns=["one", "other", "shared_km2"])))
    assert "without a stated area" in said
    assert "counted with the area" not in said


def test_spaces_behind_the_commas_of_kml_are_read():
    assert areas("a27")["area_km2"].iloc[0] == pytest.approx(0.009, abs=0.001)


def test_a_row_with_more_cells_than_names_is_named():
    with pytest.raises(RefusedError, match=r"Line 2 has 6 cells \(and so have 1 others\), .* 4 columns"):
        case("a28")


def test_merged_cells_are_asked_about_and_carry_their_value_down():
    own = case("a29")
    question = questions.fill_question("Hazard ID", own.rows["Hazard ID"])
    assert question.guess == "above"
    checked = areas("a29")
    assert checked["id"].tolist() == ["H-1", "H-2"]
    assert checked["area_km2"].between(0.008, 0.01).all()

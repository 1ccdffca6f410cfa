"""Holds the page of a reader's own hazard areas: what it asks, says and keeps, step by step."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import drawing
from dashboard.areas import apart, folder, own_boundaries, upload
from dashboard.areas.reading import read
from dashboard.areas.values import Upload
from dashboard.cite import escaped
from dashboard.show import PRIVATE
from tests import alone, prepared_areas
from tests.own_areas import EXAMPLE
from tests.tables import TABLES, view
from topics.hazard_areas.prepared_table import prepared_sums

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "areas"
TEMPLATE = (ROOT / "dashboard" / "static" / upload.TEMPLATE).read_bytes()
STEPS = ["Download your areas", "How your file was read", "Check of the shapes"]


@pytest.fixture(autouse=True)
def read_at_once(monkeypatch):
    """Files are read in the process of the tests; tests/test_areas_apart.py holds the other one."""
    monkeypatch.setattr(upload, "read_apart", read)
    monkeypatch.setattr(own_boundaries, "read_apart", read)
    monkeypatch.setattr(upload, "prepare", lambda: None)


def opened(content=None, name="areas.geojson"):
    """The page, with a file in the session or without one."""
    page = AppTest.from_file(str(ROOT / "pages" / "areas.py"), default_timeout=60)
    if content is not None:
        page.session_state[upload.FILE] = Upload(name, content)
    page.run()
    assert not page.exception
    return page


def headings(page):
    return alone.headings(page).splitlines()


def words(page):
    kinds = (page.markdown, page.caption, page.warning, page.error, page.info, page.success)
    return "\n".join(str(part.value) for kind in kinds for part in kind)


def button(page, label):
    return next(found for found in page.button if found.label == label)


def test_without_a_file_the_page_says_what_it_reads_and_that_nothing_is_kept():
    page = opened()
    assert headings(page)[0] == "What a file may hold"
    assert "Your file is private" in words(page)
    assert any("<table" in part.proto.body for part in page.get("html"))


def test_the_example_runs_through_all_steps_and_is_named_as_invented():
    page = opened()
    button(page, "Try sample data").click().run()
    assert not page.exception
    assert set(STEPS) <= set(headings(page))
    assert "Sample data" in words(page)
    steps = set(STEPS)
    titled = [
        heading for heading in headings(page) if "your file" in heading.lower() and heading not in steps
    ]
    assert titled
    assert all(heading.startswith("Sample data") for heading in titled)


def test_the_example_and_the_template_say_that_they_are_no_data():
    features = json.loads(EXAMPLE)["features"]
    assert all("not data" in feature["properties"]["Remark"] for feature in features)
    assert all("EXAMPLE" in line for line in TEMPLATE.decode().splitlines()[1:])


def test_the_page_has_files_read_by_a_process_of_their_own(monkeypatch):
    ready = []
    monkeypatch.setattr(upload, "read_apart", apart.read_apart)
    monkeypatch.setattr(upload, "prepare", lambda: ready.append(1))
    opened()
    assert ready == [1]
    monkeypatch.setattr(apart, "LATER", 1000)
    assert "37 rows" in words(opened(EXAMPLE))


def test_a_word_that_centres_use_in_both_ways_is_named():
    content = b"ID,Status,Lat,Lon\nA,Completed,44.5,17.25\nB,Expired,44.5,17.3\n"
    told = words(in_degrees(opened(content, name="areas.csv")))
    assert "by “Completed” and “Expired”. They count as open" in told


@pytest.mark.parametrize(
    ("lat", "lon", "is_said"),
    [("443015", "171530", True), ("443015.5", "0171530.2", True), ("4857000", "443015", False)],
)
def test_degrees_without_marks_between_their_parts_are_said(lat, lon, is_said):
    page = opened(f"ID,Lat,Lon\n1,{lat},{lon}\n".encode(), name="areas.csv")
    assert ("443015 for 44°30′15″" in words(page)) == is_said


def test_rows_of_outlines_are_named_by_the_line_of_their_first_corner():
    ring = ["44.0,17.0", "44.0,17.01", "44.01,17.01"]
    lines = [f"{name},{number},{at}" for name in ("H1", "H2") for number, at in enumerate(ring, 1)]
    content = "\n".join(["Hazard ID,Point No,Latitude,Longitude", "", *lines[:3], "", *lines[3:]])
    page = in_degrees(opened(content.encode(), name="corners.csv"))
    first = next(part.proto.body for part in page.get("html") if "first rows" in part.proto.body)
    assert [f">{number}<" in first for number in (3, 7, 4)] == [True, True, False]


def test_a_refused_file_is_told_and_nothing_else_is_asked():
    page = opened(b"\x1f\x8b", name="areas.gz")
    assert "packed with gzip" in words(page)
    assert headings(page) == []


def test_invalid_outlines_are_repaired_only_when_the_switch_is_on():
    page = opened(EXAMPLE)
    assert "2 of 37 rows cannot be counted" in words(page)
    page.query_params["repair"] = "1"
    page.run()
    assert not page.exception
    assert "2 outlines were repaired" in words(page)


def test_the_template_asks_for_the_coordinate_system_and_then_runs():
    page = opened(TEMPLATE, name="template.csv")
    assert "Choose the coordinate system" in words(page)
    assert "Check of the shapes" not in headings(page)
    system = next(found for found in page.selectbox if found.label.startswith("Coordinate system"))
    system.set_value("EPSG:4326").run()
    assert not page.exception
    assert "Download your areas" in headings(page)


def test_corners_become_outlines():
    corners = [(1, "44,70", "17,20"), (2, "44,70", "17,21"), (3, "44,71", "17,21")]
    lines = [f"H1;Minefield;{number};{lat};{lon};9000" for number, lat, lon in corners]
    content = "\n".join(["Hazard ID;Hazard Type;Point No;Latitude;Longitude;Area size", *lines])
    page = opened(content.encode(), name="corners.csv")
    system = next(found for found in page.selectbox if found.label.startswith("Coordinate system"))
    system.set_value("EPSG:4326").run()
    assert not page.exception
    assert "Every shape is valid" in words(page)
    assert any("Your file: 1 area, 0.44" in heading for heading in headings(page))


@pytest.mark.parametrize("crs", ["EPSG:4326", None])
def test_metres_that_are_said_to_be_degrees_are_asked_about(crs):
    square = [[[500000, 4900000], [500100, 4900000], [500100, 4900100], [500000, 4900000]]]
    feature = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": square}}
    tree = {"type": "FeatureCollection", "features": [feature]} | ({"crs": None} if crs is None else {})
    page = opened(json.dumps(tree).encode())
    assert "Choose the coordinate system" in words(page)
    assert "Check of the shapes" not in headings(page)


def test_words_of_the_file_are_shown_letter_by_letter():
    tree = json.loads(EXAMPLE)
    tree["features"] = tree["features"][:3]
    for feature in tree["features"]:
        feature["properties"]["Hazard_ID"] = "<img src=x onerror=alert(1)>"
    page = opened(json.dumps(tree).encode(), name="<b>x</b>.geojson")
    assert "<b>x</b>" not in words(page)


def test_no_drawing_of_a_file_is_kept_for_other_readers_nor_after_it_is_removed():
    before = set(drawing.SHARED)
    page = opened(EXAMPLE)
    assert len(page.session_state[PRIVATE]) > 4
    assert set(drawing.SHARED) == before
    assert "own_areas_map" in page.session_state["drawn"]
    button(page, "Remove the file").click().run()
    assert upload.FILE not in page.session_state
    assert PRIVATE not in page.session_state
    assert not [key for key in page.session_state["drawn"] if key.startswith("own_")]
    assert headings(page)[0] == "What a file may hold"


def case(name):
    """A small file of the folder of cases."""
    (path,) = CASES.glob(f"{name}_*")
    return opened(path.read_bytes(), name=path.name)


def in_degrees(page):
    """The page after the reader chose degrees."""
    system = next(found for found in page.selectbox if found.label.startswith("Coordinate system"))
    system.set_value("EPSG:4326").run()
    assert not page.exception
    return page


def test_nothing_is_summed_before_numbers_with_two_readings_are_told():
    page = in_degrees(case("a03"))
    assert "Check of the shapes" not in headings(page)
    (question,) = page.radio
    assert question.value is None
    question.set_value(",").run()
    assert not page.exception
    assert any("3 areas, 0.17" in heading for heading in headings(page))


@pytest.mark.parametrize("name", ["a01", "a02"])
def test_a_local_system_is_asked_about_in_words(name):
    page = case(name)
    assert "not one of the earth" in words(page)
    assert "Check of the shapes" not in headings(page)


def test_what_words_mean_is_open_before_the_sums():
    page = in_degrees(case("a05"))
    drawn = headings(page)
    assert "What the words of your file are taken for" in words(page)
    assert any("3 areas, 0.07" in heading for heading in drawn)


def test_another_encoding_reads_the_file_anew():
    page = case("a09")
    (question,) = page.radio
    assert (question.value, "Očišćeno" in " ".join(question.options)) == ("cp1250", True)
    question.set_value("cp1251").run()
    assert not page.exception
    assert page.session_state[upload.ANSWERS] == (("encoding", "cp1251"),)
    button(page, "Remove the file").click().run()
    assert upload.ANSWERS not in page.session_state


def test_a_file_without_shapes_is_told_so():
    page = case("a16")
    assert "No row of the file has a shape" in words(page)
    assert "larger than degrees" not in words(page)


@pytest.mark.parametrize("name", ["a12", "a13", "a14"])
def test_what_was_changed_for_the_export_is_said(name):
    page = case(name)
    assert "Download your areas" in headings(page)
    told = ("several kinds", "differ by case", "not on the earth")
    assert any(part in words(page) for part in told)


def test_the_way_to_degrees_and_its_accuracy_are_said():
    assert "exact to 1" in words(case("a07"))
    assert "would put them" in words(case("a08"))


MANY = "\n".join(
    [
        "ID,Type,Status,Date,Lat,Lon,Area m2",
        "A,AP mine,Open,2019-05-01,44.5,17.25,1000",
        "B,Cluster munition,Cleared,2020-01-01,44.5,17.3,2000",
        "C,AP mine,,,44.6,17.3,3000",
        "D,,To be cleared,2019-02-01,44.6,17.4,4000",
    ]
).encode()


def filtered(**query):
    """The page with some areas, under a filter of its address."""
    page = AppTest.from_file(str(ROOT / "pages" / "areas.py"), default_timeout=60)
    page.session_state[upload.FILE] = Upload("many.csv", MANY)
    for name, value in query.items():
        page.query_params[name] = value
    return in_degrees(page.run())


def test_the_answer_comes_first_and_says_by_which_words_areas_are_open():
    page = filtered()
    assert headings(page)[0].startswith("3 open areas: ")
    texts = [str(getattr(part, "value", "")) for part in page.main]
    told = "\n".join(texts)
    assert escaped("Counted as closed: “Cleared” (1).") in told
    assert told.index("“To be cleared”") < told.index("What the words of your file are taken for")


def test_a_filter_of_the_address_is_said_and_acts_on_all():
    page = filtered()
    for query, outcome, title in (
        ({"status": "closed"}, "1 of 4 areas. Status: closed.", "Your file: 1 area, "),
        ({"dated": "2019,none"}, "3 of 4 areas. Year of date: 2019 and not stated.", "Your file: 3 areas, "),
        ({"hazards": "none"}, "1 of 4 areas. Hazard: not stated.", "Your file: 1 area, "),
    ):
        page.query_params.clear()
        page.query_params.update(query)
        page.run()
        assert outcome in words(page)
        assert any(heading.startswith(title) for heading in headings(page))
        count = int(outcome[0])
        assert f"{count} area" in words(page).partition(", in degrees (WGS 84)")[0][-12:]


def test_an_empty_filter_is_a_sentence_with_a_way_out():
    page = filtered(status="closed", dated="2019")
    assert "No area of your file fits this filter." in words(page)
    button(page, "Show all areas").click().run()
    assert not page.exception
    assert "of 4 areas" not in words(page)
    assert headings(page)[0].startswith("3 open areas: ")


def test_sums_are_of_countries_municipalities_and_own_boundaries():
    ring = [[[17, 44.55], [18, 44.55], [18, 45], [17, 45], [17, 44.55]]]
    feature = {"type": "Feature", "properties": {"code": "X1", "Naziv": "North"}}
    feature["geometry"] = {"type": "Polygon", "coordinates": ring}
    tree = {"type": "FeatureCollection", "features": [feature]}
    page = AppTest.from_file(str(ROOT / "pages" / "areas.py"), default_timeout=60)
    page.session_state[upload.FILE] = Upload("many.csv", MANY)
    page.session_state[own_boundaries.FILE] = Upload("units.geojson", json.dumps(tree).encode())
    page = in_degrees(page.run())
    (column,) = (box for box in page.selectbox if box.label.startswith("Column with the names"))
    assert column.value == "Naziv"
    places = {"country": "Bosnia and Herzegovina", "municipality": "Kotor Varoš", "own_unit": "North"}
    for level, place in places.items():
        page.query_params["level"] = level
        page.run()
        rows = page.session_state["drawn"][f"own_sums_{level}"].rows
        assert place in set(rows["place"])
        assert rows["areas"].sum() == 3
    button(page, "Remove the boundaries").click().run()
    assert own_boundaries.FILE not in page.session_state


def test_a_folder_of_the_settings_is_shown_to_everybody_until_a_file_is_given(monkeypatch):
    monkeypatch.setattr(folder, "prepared_areas", prepared_areas.example)
    page = opened()
    assert {
        "Folder “prepared”: 5 areas not closed, 0.6\u202fkm²",
        "Sums of the folder “prepared”, closed areas left out",
        "Published areas to compare with your file",
    } <= set(headings(page))
    assert "Folder" not in alone.headings(opened(EXAMPLE))


def test_a_folder_that_cannot_be_read_is_said_and_the_page_goes_on(monkeypatch):
    def fails():
        raise LookupError("The folder old cannot be read as prepared hazard areas")

    monkeypatch.setattr(folder, "prepared_areas", fails)
    page = opened()
    assert "The folder old cannot be read" in words(page)
    assert headings(page)[0] == "What a file may hold"


def test_sums_of_a_folder_leave_closed_areas_out_and_say_what_counts_nowhere():
    chart = prepared_sums(TABLES, view(), prepared=prepared_areas.example())
    assert chart.rows["areas"].sum() == 5
    assert chart.note.startswith("2 rows of its files are left out of all sums")
    assert (
        prepared_sums(TABLES, view(countries=("SRB",)), prepared=prepared_areas.example()).rows["areas"].sum()
        == 1
    )
    mines = prepared_sums(TABLES, view(hazard="AP_MINES"), prepared=prepared_areas.example()).rows
    assert mines["areas"].sum() == 2, "those of no stated hazard stay"
    assert mines["area_km2"].isna().sum() == 1, "not stated is not zero"

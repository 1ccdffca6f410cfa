"""Holds what maps show: the one status of each place, the marks of their rows, and nothing of other hosts."""

import json
from pathlib import Path

import geopandas
import pytest
from shapely.geometry import Point

from charts import theme
from charts.extent import extent_for, extent_of
from charts.map import Look, areas, lines, map_figure
from charts.steps import Steps, marks_at
from dashboard.statuses import ranked_list
from tests.tables import EMPTY, TABLES, view
from topics.land.contamination_map import (
    contamination_by_hazards,
    contamination_by_years,
    contamination_map,
    contamination_place_map,
)
from topics.land.status import country_statuses
from topics.land.status_rows import CLASSES, NAMES, places_not_drawn

MAPS = [contamination_map, contamination_place_map, contamination_by_years, contamination_by_hazards]
GEO = Path(__file__).parent.parent / "data" / "geo"


def layer(chart, kind):
    """The lowest layer of a kind."""
    return next(each for each in chart.figure["layers"] if each["kind"] == kind)


def signs(chart, at=None, choice=None):
    """What stands under the names of countries at a step."""
    numbers, drawn = marks_at(chart.figure, at, choice), layer(chart, "areas")
    marks = zip(drawn["rows"], drawn["units"], drawn["signs"], strict=True)
    return {unit: sign for number, unit, sign in marks if number in numbers and sign}


def at_last(chart, choice):
    """Rows of the last year and a choice, by country."""
    rows = chart.rows
    return rows[rows["step"].eq(rows["step"].max()) & rows["choice"].eq(choice)].set_index("country")


@pytest.mark.parametrize("draw", MAPS)
def test_a_map_names_the_files_of_our_own_with_its_outlines(draw):
    figure = draw(TABLES, view()).figure
    files = {each["file"] for each in figure["layers"] if "file" in each}
    assert "see_countries_overview" in files
    assert all((GEO / f"{name.partition('~')[0]}.geojson").is_file() for name in files)
    assert '"shapes": [{"type"' not in json.dumps(figure), "and carries no geometry"


@pytest.mark.parametrize("hazard", ["ALL", "CMR", "AP_MINES"])
def test_the_map_shows_the_one_status_of_each_country(hazard):
    day = TABLES.edition
    on_map = at_last(contamination_map(TABLES, view()), hazard)
    for row in country_statuses(TABLES, hazard, day=day).itertuples():
        if row.country in on_map.index:
            is_area = row.status == "contaminated"
            expected = theme.area_class(row.area_km2)[0] if is_area else NAMES[row.status]
            assert on_map.loc[row.country, "class"] == expected, row.country


def test_what_the_records_say_of_2026():
    mines = at_last(contamination_map(TABLES, view()), "AP_MINES")["class"]
    assert {mines[code] for code in ("ALB", "BGR", "MKD", "HRV")} == {"declared complete"}
    assert mines["BIH"] == "500–1\u202f000 km²"
    cluster = at_last(contamination_map(TABLES, view()), "CMR")["class"]
    assert {cluster[code] for code in ("ALB", "BIH", "HRV", "MNE")} == {"declared complete"}


def test_a_label_says_name_area_basis_date_and_source():
    label = at_last(contamination_map(TABLES, view()), "AP_MINES").loc["BIH", "label"]
    assert label.startswith("<b>BiH</b><br>774\u202fkm², suspected area only (SHA)<br>")
    assert "Survey, 17 February 2026<br>Source: " in label
    assert "2018:" in label, "what was stated year by year"


def test_each_step_shows_each_country_once_for_each_choice():
    chart = contamination_map(TABLES, view())
    steps, choices = chart.figure["steps"]["names"], chart.figure["choices"]["names"]
    assert choices == ["CMR", "AP_MINES", "ALL"]
    for choice in choices:
        for step in steps:
            rows = chart.rows.loc[marks_at(chart.figure, step, choice)]
            assert sorted(rows["country"]) == sorted(view().members)
            assert (set(rows["step"]), set(rows["choice"])) == ({int(step)}, {choice})
    assert [len(titles) for titles in chart.figure["titles"]] == [len(steps)] * len(choices)


def test_the_year_and_the_hazard_of_the_address_are_shown_first():
    chart = contamination_map(TABLES, view(hazard="CMR"), at=2014)
    assert chart.title == "Cluster munition remnants recorded in 5 of 13 states and areas, 2014"
    rows = chart.rows.loc[marks_at(chart.figure)]
    assert (set(rows["step"]), set(rows["choice"])) == ({2014}, {"CMR"})
    steps = chart.figure["steps"]
    assert steps["labels"][steps["start"]] == "2014"


def test_the_switch_of_a_map_is_its_own():
    chart = contamination_map(TABLES, view(), hazard="CMR")
    assert chart.title == "Cluster munition remnants recorded in 1 of 13 states and areas, 2026"
    assert set(chart.rows.loc[marks_at(chart.figure), "choice"]) == {"CMR"}


def test_a_label_crosses_the_wire_once():
    chart = contamination_map(TABLES, view())
    labels = chart.figure["labels"]
    assert len(labels) == len(set(labels))
    assert [labels[number] for number in chart.figure["label_of"]] == chart.rows["label"].tolist()


def test_no_data_is_no_class_of_area_and_only_what_is_not_known_is_hatched():
    classes = contamination_map(TABLES, view()).figure["classes"]
    assert [each["label"] for each in classes if each["is_hatched"]] == ["no recent figure", "no data"]
    assert classes[-1]["colour"] == theme.LAND
    assert list(CLASSES.values()).index(theme.LAND) == len(CLASSES) - 1


def test_signs_are_those_of_the_step_and_the_choice():
    chart = contamination_map(TABLES, view())
    mines, cluster = signs(chart, "2026", "AP_MINES"), signs(chart, "2014", "CMR")
    assert mines["HRV"] == "✓\u202f2026"
    assert "BIH" not in mines, "an area has its colour"
    assert cluster["ALB"] == "✓\u202f2009"
    assert cluster["HRV"] == "?", "contaminated, but no area is stated"
    assert "signs" not in layer(contamination_map(TABLES, view("WORLD")), "areas"), "which has no room"


def test_small_maps_lie_under_their_headings_and_say_how_many_are_contaminated():
    chart = contamination_by_years(TABLES, view())
    panels = chart.figure["panels"]
    assert len(panels["names"]) == 6
    assert panels["names"][-1] == "2026"
    assert [panels["names"][place] for place in panels["of"]] == chart.rows["step"].astype(str).tolist()
    assert len(panels["of"]) == 6 * len(view().members), "each country once on each map"
    names = layer(chart, "names")
    assert {each["unit"] for each in names["names"]} >= set(view().members)
    assert not any(each["texts"] for each in names["names"]), "only signs have room"
    by_hazard = contamination_by_hazards(TABLES, view(), at=2014)
    assert by_hazard.title.startswith("Mines recorded in ")
    assert by_hazard.title.endswith(", 2014")
    assert len(by_hazard.figure["panels"]["names"]) == len(TABLES["hazard_families"])


def test_a_place_is_an_area_or_a_point_as_large_as_its_class():
    chart = contamination_place_map(TABLES, view())
    points, rows = layer(chart, "points"), chart.rows
    outlined = [each for each in chart.figure["layers"] if each["kind"] == "areas"]
    assert sorted(sum((each["rows"] for each in outlined), points["rows"])) == rows.index.tolist()
    municipal = outlined[-1]
    name, *asked = municipal["file"].split("~")
    assert name == "bih_municipalities"
    assert set(asked) == set(municipal["units"]) >= {"BIH-konjic", "BIH-teslic"}, "no more than is drawn"
    assert set(rows.loc[municipal["rows"], "level"]) == {"municipality"}
    shapes = dict(zip(rows.loc[points["rows"], "level"], points["shapes"], strict=True))
    assert shapes == {"municipality": "circle", "area": "circle", "entity": "diamond"}
    sizes = dict(zip(points["rows"], points["sizes"], strict=True))
    small, large = (
        {sizes[number] for number in rows.index[rows["class"].eq(label) & rows["level"].eq("municipality")]}
        for label in ("under 1 km²", "10–50 km²")
    )
    assert max(small) < min(large)
    keys = [each for each in chart.figure["classes"] if each["shape"] != "square"]
    assert [(each["label"], each["shape"]) for each in keys] == [
        ("place (point)", "circle"),
        ("entity", "diamond"),
    ]
    assert layer(chart, "borders")["file"] == "bih_entities"


@pytest.mark.parametrize(("country", "is_narrowed"), [("BIH", True), ("HRV", True), ("HUN", False)])
def test_places_of_one_country_fill_their_map(country, is_narrowed):
    extent = contamination_place_map(TABLES, view(countries=(country,))).figure["extent"]
    west, south, east, north = extent["bounds"]
    places = TABLES["subdivisions"].query("country == @country").dropna(subset=["lon"])
    assert places["lon"].between(west, east).all()
    assert places["lat"].between(south, north).all()
    home = extent.get("home")
    assert bool(home) == is_narrowed
    assert not home or east - west < (home[2] - home[0]) * 2 / 3


def test_places_without_a_point_are_listed():
    words = places_not_drawn(TABLES, view())
    assert "Syria border" in words
    assert "Bujanovac" not in words
    assert "Croatia (" in words
    assert "Bosnia" not in words, "its municipalities have outlines"
    assert places_not_drawn(EMPTY, view(tables=EMPTY)) == ""


def test_an_extent_is_the_smallest_that_holds_all():
    assert extent_for(TABLES, ["BIH", "SRB"]).name == "west"
    assert extent_for(TABLES, ["BIH", "TUR"]).name == "see"
    assert extent_for(TABLES, ["BIH", "AFG"]).name == "world"
    with pytest.raises(LookupError, match="There are: west, see, world"):
        extent_of(TABLES, "moon")


def test_capitals_lie_in_their_countries():
    outlines = geopandas.read_file(GEO / "see_countries.geojson").set_index("id").geometry
    for row in TABLES["capitals"].itertuples():
        assert outlines[row.country].contains(Point(row.lon, row.lat)), row.name


def test_the_map_of_the_world_names_large_countries_and_has_no_corner():
    chart = contamination_map(TABLES, view("WORLD"))
    words = {text for each in layer(chart, "names")["names"] for text in each["texts"]}
    assert {"Brazil", "China", "Ukraine"} <= words
    assert "locator" not in chart.figure["extent"]
    assert "locator" in contamination_map(TABLES, view()).figure["extent"]


def test_a_phone_has_every_country_in_a_list_under_the_map():
    chart = contamination_map(TABLES, view(), at=2026, hazard="AP_MINES")
    html = ranked_list(chart)
    assert "Mines, 2026: status by country" in html
    rows = chart.rows.loc[marks_at(chart.figure)]
    assert all(f">{name}<" in html for name in rows.loc[rows["status"].ne("no_data"), "name"])
    assert html.index(">BiH<") < html.index(">Türkiye<") < html.index(">Croatia<")
    assert "No data: Romania, Slovenia." in html


def test_one_step_has_no_slider_and_one_choice_no_switch():
    extent, looks = extent_of(TABLES, "see"), [Look(*pair) for pair in CLASSES.items()]
    rows = contamination_map(TABLES, view()).rows
    rows = rows[rows["step"].isin([2014, 2015]) & rows["choice"].eq("ALL")].reset_index(drop=True)
    steps = Steps({"": {2014: "then", 2015: "now"}})
    figure = map_figure(TABLES, extent, rows, looks, [areas(rows, extent.file)], steps=steps)
    assert (figure["titles"], "choices" in figure) == ([["then", "now"]], False)
    assert rows.loc[marks_at(figure, "2014"), "step"].eq(2014).all()
    assert rows.loc[marks_at(figure, "1066"), "step"].eq(2015).all(), "of an unknown step the last"


def test_a_line_holds_the_number_of_its_row():
    rows = contamination_map(TABLES, view()).rows.iloc[[3, 5]]
    drawn = lines(rows, [[(1, 2), (3, 4)], [(5, 6), (7, 8), (9, 9)]])
    assert drawn["rows"] == [3, 5]
    assert drawn["paths"] == [[[1, 2], [3, 4]], [[5, 6], [7, 8], [9, 9]]]
    assert drawn["classes"] == rows["class"].tolist()

"""Holds what maps show: the one status of each place, the marks of their rows, and nothing of other hosts."""

from itertools import combinations
from pathlib import Path

import geopandas
import pytest
from shapely.geometry import Point

from charts import map_labels, theme
from charts.map import areas, extent_for, extent_of
from charts.map_lines import Width, links_by_width
from charts.map_steps import Steps, stepped
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
OUTLINES = Path(__file__).parent.parent / "data" / "geo" / "see_countries.geojson"


def marks(figure, kind="choropleth"):
    """Layers of marks of a kind that are shown first."""
    shown = [trace for trace in figure["data"] if trace.get("visible", True)]
    return [trace for trace in shown if trace["type"] == kind and trace.get("customdata")]


def at_last(chart, choice):
    """Rows of the last year and a choice, by country."""
    rows = chart.rows
    return rows[rows["step"].eq(rows["step"].max()) & rows["choice"].eq(choice)].set_index("country")


@pytest.mark.parametrize("draw", MAPS)
def test_a_map_asks_nothing_of_other_hosts_and_carries_no_geometry(draw):
    figure = draw(TABLES, view()).figure
    first = figure["data"][0]
    assert (first["type"], first["lon"]) == ("scattergeo", [None]), "else Plotly asks for a base map"
    assert figure["layout"]["geo"]["visible"] is False
    asked = {trace["geojson"] for trace in figure["data"] if trace["type"] == "choropleth"}
    assert asked
    assert all(address.startswith("api/v1/geo/") for address in asked)


@pytest.mark.parametrize("hazard", ["ALL", "CMR", "AP_MINES"])
def test_the_map_shows_the_one_status_of_each_country(hazard):
    day = TABLES.edition
    shown = at_last(contamination_map(TABLES, view()), hazard)
    for row in country_statuses(TABLES, hazard, day=day).itertuples():
        if row.country in shown.index:
            is_area = row.status == "contaminated"
            expected = theme.area_class(row.area_km2)[0] if is_area else NAMES[row.status]
            assert shown.loc[row.country, "class"] == expected, row.country


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
    figure, meta = chart.figure, chart.figure["layout"]["meta"]
    assert meta["choices"] == ["CMR", "AP_MINES", "ALL"]
    names = [step["args"][0][0] for step in figure["layout"]["sliders"][0]["steps"]]
    assert names == [frame["name"] for frame in figure["frames"]]
    for frame in figure["frames"]:
        layers = [trace for trace in frame["data"] if trace["type"] == "choropleth"]
        assert len(layers) == 3
        for layer in layers:
            rows = chart.rows.loc[layer["customdata"]]
            assert set(rows["country"]) == set(view().members)
            assert set(rows["step"]) == {int(frame["name"])}
    assert all(len(meta["titles"][choice]) == len(names) for choice in meta["choices"])


def test_the_year_and_the_hazard_of_the_address_are_shown_first():
    chart = contamination_map(TABLES, view(hazard="CMR"), at=2014)
    assert chart.title == "Cluster munition remnants recorded in 5 of 13 states and areas, 2014"
    (layer,) = marks(chart.figure)
    rows = chart.rows.loc[layer["customdata"]]
    assert (set(rows["step"]), set(rows["choice"])) == ({2014}, {"CMR"})
    slider = chart.figure["layout"]["sliders"][0]
    assert slider["steps"][slider["active"]]["label"] == "2014"


def test_the_switch_of_a_map_is_its_own():
    chart = contamination_map(TABLES, view(), hazard="CMR")
    assert chart.title == "Cluster munition remnants recorded in 1 of 13 states and areas, 2026"
    (layer,) = marks(chart.figure)
    assert set(chart.rows.loc[layer["customdata"], "choice"]) == {"CMR"}


def test_a_label_crosses_the_wire_once():
    chart = contamination_map(TABLES, view())
    meta = chart.figure["layout"]["meta"]
    assert len(meta["labels"]) == len(set(meta["labels"]))
    assert [meta["labels"][number] for number in meta["label_of"]] == chart.rows["label"].tolist()


def test_no_data_is_no_class_of_area_and_only_what_is_not_known_is_hatched():
    figure = contamination_map(TABLES, view()).figure
    key = next(trace for trace in figure["data"] if trace["type"] == "pie")
    hatched = [
        label for label, shape in zip(key["labels"], key["marker"]["pattern"]["shape"], strict=True) if shape
    ]
    assert hatched == ["no recent figure", "no data"]
    assert list(CLASSES.values()).index(theme.LAND) == len(CLASSES) - 1


def test_small_maps_lie_under_their_headings_and_say_how_many_are_contaminated():
    chart = contamination_by_years(TABLES, view())
    panels = chart.figure["layout"]["meta"]["panels"]
    assert 6 <= len(panels) <= 12
    assert [note["text"] for note in chart.figure["layout"]["annotations"]] == [
        f"<b>{name}</b>" for name in panels.values()
    ]
    by_hazard = contamination_by_hazards(TABLES, view(), at=2014)
    assert by_hazard.title.startswith("Mines recorded in ")
    assert by_hazard.title.endswith(", 2014")
    assert len(by_hazard.figure["layout"]["meta"]["panels"]) == len(TABLES["hazard_families"])


def test_places_without_a_point_are_listed():
    words = places_not_drawn(TABLES, view())
    assert "Syria border" in words
    assert "Bujanovac" not in words
    assert places_not_drawn(EMPTY, view(tables=EMPTY)) == ""


def test_an_extent_is_the_smallest_that_holds_all():
    assert extent_for(TABLES, ["BIH", "SRB"]).name == "west"
    assert extent_for(TABLES, ["BIH", "TUR"]).name == "see"
    assert extent_for(TABLES, ["BIH", "AFG"]).name == "world"
    with pytest.raises(LookupError, match="There are: west, see, world"):
        extent_of(TABLES, "moon")


@pytest.mark.parametrize("name", ["see", "west"])
def test_names_do_not_cover_each_other(name):
    """With the year of completion under each of them, on a screen as wide as a desk's."""
    extent = extent_of(TABLES, name)
    plane = map_labels.plane_of(extent)
    homes = map_labels.placed(TABLES, extent)
    boxes = {
        code: map_labels.name_box(home.text, (home.lon, home.lat), home.way, plane)
        for code, home in homes.items()
    }
    covered = [pair for pair in combinations(boxes, 2) if map_labels.overlap(*(boxes[one] for one in pair))]
    assert not covered


def test_names_make_way_for_marks():
    west = extent_of(TABLES, "west")
    plane, zagreb = map_labels.plane_of(west), (16.0, 45.8, 40.0)
    home = map_labels.placed(TABLES, west, [zagreb])["HRV"]
    box = map_labels.name_box(home.text, (home.lon, home.lat), home.way, plane)
    assert not map_labels.overlap(box, map_labels.box_of(zagreb, plane))


def test_capitals_lie_in_their_countries():
    outlines = geopandas.read_file(OUTLINES).set_index("id").geometry
    for row in TABLES["capitals"].itertuples():
        assert outlines[row.country].contains(Point(row.lon, row.lat)), row.name


def test_the_map_of_the_world_names_large_countries_and_has_no_corner():
    figure = contamination_map(TABLES, view("WORLD")).figure
    words = {word for trace in figure["data"] for word in trace.get("text", ())}
    assert {"Brazil", "China", "Ukraine"} <= words
    assert "geo2" not in figure["layout"]
    assert "geo2" in contamination_map(TABLES, view()).figure["layout"]


def test_a_frame_carries_only_what_changes():
    rows = contamination_map(TABLES, view()).rows
    steps = Steps({"": {2014: "then", 2015: "now"}})
    rows = rows[rows["step"].isin(steps.all) & rows["choice"].eq("ALL")].drop(columns="choice")
    sheet = {"meta": {}}
    drawn = stepped(rows, lambda part: [areas(part, "see_countries", CLASSES)], sheet, steps)
    assert drawn["frames"][0]["traces"] == [1]
    assert set(drawn["frames"][0]["data"][0]) <= {"type", "z", "customdata"}
    assert "updatemenus" in drawn["layout"], "play and pause"


def test_a_line_holds_the_number_of_its_row_at_each_corner():
    rows = contamination_map(TABLES, view()).rows.iloc[[3, 5]]
    paths, every = [[(1, 2), (3, 4)], [(5, 6), (7, 8), (9, 9)]], [Width("every", 0, 1, 1)]
    (trace,) = links_by_width(rows.assign(value=1), "value", paths, every, "red")
    assert trace["customdata"] == [3, 3, None, 5, 5, 5, None]
    assert trace["lon"] == [1, 3, None, 5, 7, 9, None]

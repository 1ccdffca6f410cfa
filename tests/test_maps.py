"""Holds what the maps say: which figure stands for a place in a year; and that they ask no other host."""

import re
from itertools import combinations
from pathlib import Path

import geopandas
import pandas as pd
import pytest
from shapely.geometry import Point

from analysis import hazards
from charts import base_map, map_labels, theme
from charts.contamination_figures import (
    COMPLETE,
    NONE_KNOWN,
    NOT_STATED,
    STALE,
    area_figures,
    hover,
    of_hazard,
    shown_in,
)
from charts.contamination_layers import NUMBERS
from charts.contamination_small import contamination_maps_by_hazard, contamination_maps_by_year
from charts.maps import contamination_map, events_map, places_without_point, standing_map

CLEAN = Path(__file__).parent.parent / "data" / "clean"
TABLES = {
    name: pd.read_parquet(CLEAN / f"{name}.parquet")
    for name in (
        "contamination",
        "countries",
        "subdivisions",
        "sources",
        "events",
        "event_participants",
        "treaty_actions",
    )
}


def figure_rows(*rows):
    """Rows of contamination: area_class, area_km2, as_of, and what else differs."""
    common = {
        "country": "SRB",
        "subdivision": None,
        "hazard": "CMR",
        "category": None,
        "areas": None,
        "basis": "survey",
        "note": None,
        "as_of_precision": "day",
        "scope": "national",
        "preferred": True,
        "source": "one",
    }
    stated = [
        common | {"area_class": row[0], "area_km2": row[1], "as_of": pd.Timestamp(row[2])} | dict(*row[3:])
        for row in rows
    ]
    return pd.DataFrame(stated).astype({"area_km2": float})


def shown(rows, year, hazard="CMR", area_class="best"):
    figures = of_hazard(area_figures(rows, "country", area_class), hazard)
    return shown_in(figures.get("SRB", []), year, hazard)


def test_confirmed_and_suspected_area_of_one_source_are_added():
    both = figure_rows(("CHA", 1.0, "2019-12-31"), ("SHA", 1.5, "2019-12-31"))
    assert shown(both, 2019).figure.area_km2 == 2.5
    apart = figure_rows(("CHA", 1.0, "2019-12-31"), ("SHA", 1.5, "2019-12-31", {"source": "two"}))
    assert shown(apart, 2019).figure.area_km2 in (1.0, 1.5), "two sources are never added"


def test_a_map_shows_the_figure_that_other_charts_show():
    """National figures of a year: the same source and area as `hazards.best_area` gives to the trend."""
    national = hazards.national(TABLES["contamination"])
    best = hazards.best_area(national).set_index(["country", "hazard", "year"])
    figures = area_figures(national, "country")
    checked = 0
    for country, rows in figures.items():
        for one in rows:
            chosen = best.loc[(country, one.hazard, one.as_of.year)]
            assert one.source == chosen["source"]
            assert one.area_km2 == (None if pd.isna(chosen["area_km2"]) else chosen["area_km2"])
            checked += 1
    assert checked > 200


def test_a_stated_sum_goes_before_an_estimate():
    rows = figure_rows(("TOTAL", 9.0, "2019-12-31"), ("CHA+SHA", 2.0, "2019-12-31", {"source": "two"}))
    chosen = shown(rows, 2019)
    assert (chosen.figure.area_km2, chosen.figure.rivals) == (2.0, (9.0,))


def test_a_figure_is_shown_for_five_years_and_never_before_its_date():
    rows = figure_rows(("CHA+SHA", 2.0, "2010-12-31"))
    assert shown(rows, 2009) is None
    assert shown(rows, 2015).label == "1–10 km²"
    assert shown(rows, 2016).label == STALE


def test_completion_does_not_age_but_a_later_finding_ends_it():
    rows = figure_rows(("CHA+SHA", 0.0, "2010-12-31"))
    assert shown(rows, 2026).label == COMPLETE
    found = pd.concat([rows, figure_rows(("TOTAL", None, "2020-01-01"))])
    assert shown(found, 2019).label == COMPLETE
    assert shown(found, 2021).label == NOT_STATED


def test_a_zero_of_a_part_is_not_completion():
    assert shown(figure_rows(("SHA", 0.0, "2019-12-31")), 2019) is None
    assert shown(figure_rows(("SHA", 0.0, "2019-12-31")), 2019, area_class="SHA").label == COMPLETE


def test_an_estimate_of_zero_is_no_declaration():
    assert shown(figure_rows(("TOTAL", 0.0, "2019-12-31")), 2019).label == NONE_KNOWN


def test_all_hazards_end_only_with_mines_and_cluster_munitions():
    rows = figure_rows(("CHA+SHA", 0.0, "2010-12-31"))
    assert shown(rows, 2012, "ALL") is None
    mines = figure_rows(("CHA+SHA", 0.0, "2011-12-31", {"hazard": "AP_MINES"}))
    assert shown(pd.concat([rows, mines]), 2012, "ALL").label == COMPLETE


def test_a_hover_says_area_class_basis_date_rivals_and_source_as_text():
    rows = figure_rows(
        ("CHA", 1.0, "2019-12-31"), ("CHA", 3.0, "2019-12-31", {"source": "two", "preferred": False})
    )
    words = hover(shown(rows, 2019), "<script>", {"one": "A & B"}, "CMR")
    assert words == (
        "<b>&lt;script&gt;</b><br>1\u202fkm², confirmed area (CHA) only<br>Survey, 31 December 2019<br>"
        "1 other source: 3\u202fkm²<br>Source: A &amp; B"
    )


AREAS = [TABLES[name] for name in ("contamination", "countries", "subdivisions", "sources")]
WORLD = tuple(TABLES["countries"]["country"])
SWITCHED = {"hazard": "ALL", "also": ("CMR", "AP_MINES")}


def maps():
    meetings = [TABLES[name] for name in ("events", "event_participants", "countries", "sources")]
    standing = [TABLES[name] for name in ("treaty_actions", "countries", "sources")]
    yield "countries", lambda part: contamination_map(part(AREAS[0]), *AREAS[1:])
    yield "hazards", lambda part: contamination_map(part(AREAS[0]), *AREAS[1:], **SWITCHED)
    yield "world", lambda part: contamination_map(part(AREAS[0]), *AREAS[1:], members=WORLD)
    yield "places", lambda part: contamination_map(part(AREAS[0]), *AREAS[1:], level="subdivision")
    yield "by year", lambda part: contamination_maps_by_year(part(AREAS[0]), *AREAS[1:])
    yield "by hazard", lambda part: contamination_maps_by_hazard(part(AREAS[0]), *AREAS[1:])
    yield "meetings", lambda part: events_map(part(meetings[0]), *meetings[1:], lines=True)
    yield "standing", lambda part: standing_map(part(standing[0]), *standing[1:])
    yield "standing of all", lambda part: standing_map(part(standing[0]), *standing[1:], members=WORLD)


MAPS = pytest.mark.parametrize("draw", [pytest.param(draw, id=name) for name, draw in maps()])


@MAPS
def test_a_map_asks_nothing_of_other_hosts(draw):
    figure = draw(lambda table: table)
    assert figure.data[0].type == "scattergeo"
    assert figure.data[0].lon == (None,)
    assert figure.layout.geo.visible is False
    asked = {trace.geojson for trace in figure.data if trace.type == "choropleth"}
    assert asked
    assert all(address.startswith("api/v1/geo/") for address in asked)


@MAPS
def test_a_map_of_nothing_says_so(draw):
    figure = draw(lambda table: table.iloc[:0])
    assert not figure.data
    assert figure.layout.title.text.startswith("No ")


@MAPS
def test_a_map_carries_no_geometry(draw):
    """A figure of 15 countries stays small; boundaries cross the wire once, by address."""
    assert len(draw(lambda table: table).to_json()) < 900_000


def test_each_year_of_the_slider_shows_each_country_once_for_each_hazard():
    figure = contamination_map(*AREAS, **SWITCHED)
    assert [step.label for step in figure.layout.sliders[0].steps] == [frame.name for frame in figure.frames]
    assert list(figure.layout.meta["choices"]) == ["ALL", "CMR", "AP_MINES"]
    for frame in figure.frames:
        pairs = zip(frame.traces, frame.data, strict=True)
        areas = {place: trace for place, trace in pairs if trace.type == "choropleth"}
        assert len(areas) == len(figure.layout.meta["choices"])
        for place, trace in areas.items():
            locations = trace.locations or figure.data[place].locations
            assert sorted(locations) == sorted(base_map.SEE), frame.name
            assert len(trace.z) == len(trace.hovertemplate) == len(base_map.SEE)


def test_the_switch_shows_the_layers_of_one_hazard_and_keeps_the_year():
    figure = contamination_map(*AREAS, **SWITCHED, at=2014)
    assert figure.layout.sliders[0].steps[figure.layout.sliders[0].active].label == "2014"
    switch = next(menu for menu in figure.layout.updatemenus if menu.name == "choice")
    shown_first = [trace.visible for trace in figure.data if trace.visible is not None]
    assert list(switch.buttons[switch.active].args[0]["visible"]) == shown_first
    for button in switch.buttons:
        assert sum(button.args[0]["visible"]) == len(shown_first) / 3
    titles = figure.layout.meta["titles"]
    assert figure.layout.title.text == titles["ALL"][figure.layout.sliders[0].active]
    assert all(len(titles[choice]) == len(figure.frames) for choice in figure.layout.meta["choices"])


def test_a_frame_carries_numbers_and_no_words_twice():
    figure = contamination_map(*AREAS, **SWITCHED)
    said = figure.layout.meta["said"]
    assert len(said) == len(set(said))
    templates = {one for frame in figure.frames for trace in frame.data for one in trace.hovertemplate or ()}
    words = r"%\{meta\.said\[(\d+)]}(?:<br>%\{meta\.said\[(\d+)]})?<extra></extra>"
    numbers = [number for one in templates for number in re.fullmatch(words, one).groups() if number]
    assert max(map(int, numbers)) < len(said)


def test_no_data_is_never_a_class():
    """A country without a figure leaves the hatching under it open; its number lies below all classes."""
    figure = contamination_map(*AREAS, hazard="ERW")
    layer = next(trace for trace in figure.data if trace.visible and trace.type == "choropleth")
    assert min(layer.z) == 0
    assert layer.colorscale[0][1] == layer.colorscale[1][1]
    assert len(layer.colorscale) == 2 * (len(NUMBERS) + 1)
    key = next(trace for trace in figure.data if trace.type == "pie")
    assert key.labels[-1] == "no data"
    assert key.marker.pattern.shape[-1] == "/"
    shapes = dict(zip(key.labels, key.marker.pattern.shape, strict=True))
    assert not any(shapes[row[0]] for row in theme.AREA_CLASSES), "only what is not known is hatched"


@pytest.mark.parametrize("extent", ["see", "west"])
def test_names_do_not_cover_each_other(extent):
    """With the year of completion under each of them, on a screen as wide as a desk's."""
    named = TABLES["countries"][TABLES["countries"]["country"].isin(base_map.SEE)]
    places = map_labels.places(named, extent)
    box = {
        row.country: map_labels.box(
            map_labels.broken(row.country, row.short_name),
            places[row.country][:2],
            places[row.country][2],
            extent,
        )
        for row in named.itertuples()
    }
    covered = [pair for pair in combinations(box, 2) if map_labels.overlap(box[pair[0]], box[pair[1]])]
    assert not covered


def test_capitals_lie_in_their_countries_and_names_beside_them_cover_nothing():
    geo = CLEAN.parent / "geo" / "see_countries.geojson"
    outlines = geopandas.read_file(geo).set_index("id").geometry
    for country, (town, lon, lat) in map_labels.CAPITALS.items():
        assert outlines[country].contains(Point(lon, lat)), town
    figure = contamination_map(*AREAS, hazard="CMR")
    named = next(trace for trace in figure.data if trace.text and "Sofia" in trace.text)
    assert set(named.textposition) <= set(map_labels.SIDES)


def test_names_make_way_for_the_marks_of_meetings():
    named = TABLES["countries"][TABLES["countries"]["country"].isin(base_map.SEE)]
    zagreb = (16.0, 45.8, 40.0)
    lon, lat, way = map_labels.places(named, "west", [zagreb])["HRV"]
    assert not map_labels.overlap(
        map_labels.box("Croatia", (lon, lat), way, "west"), map_labels.disc(zagreb, "west")
    )


def test_the_map_of_the_world_names_large_countries_and_has_no_corner():
    figure = contamination_map(*AREAS, hazard="ALL", members=WORLD)
    words = {word for trace in figure.data for word in trace.text or () if trace.mode == "text"}
    assert {"Brazil", "China", "Ukraine"} <= words
    assert "geo2" not in figure.layout
    assert "geo2" in contamination_map(*AREAS, hazard="ALL").layout


def test_the_year_of_the_address_is_shown_first():
    standing = [TABLES[name] for name in ("treaty_actions", "countries", "sources")]
    figure = standing_map(*standing, at=2012)
    assert figure.layout.sliders[0].steps[figure.layout.sliders[0].active].label == "end 2012"
    assert "31 December 2012" in figure.layout.title.text


def test_small_maps_lie_side_by_side_and_share_their_classes():
    figure = contamination_maps_by_year(*AREAS)
    panels = figure.layout.meta["panels"]
    assert 6 <= len(panels) <= 12
    domains = [figure.layout[geo].domain for geo in panels]
    boxes = [(one.x[0], one.y[0], one.x[1], one.y[1]) for one in domains]
    assert not [pair for pair in combinations(boxes, 2) if map_labels.overlap(*pair)]
    layers = [trace for trace in figure.data if trace.type == "choropleth" and trace.zmax > 1]
    assert len(layers) == len(panels)
    assert len({trace.colorscale for trace in layers}) == 1
    assert [note.text for note in figure.layout.annotations] == [f"<b>{name}</b>" for name in panels.values()]


def test_a_place_without_a_point_is_listed():
    listed = places_without_point(TABLES["contamination"], TABLES["subdivisions"])
    assert "TUR-syria-border" in set(listed["subdivision"])
    assert "SRB-bujanovac" not in set(listed["subdivision"])


def test_standing_tells_parties_signatories_and_withdrawals_apart():
    world = tuple(TABLES["countries"]["country"])
    figure = standing_map(TABLES["treaty_actions"], TABLES["countries"], TABLES["sources"], members=world)
    found = {trace.name.split(" (")[0]: set(trace.locations) for trace in figure.data if trace.name}
    assert {"HRV", "BIH", "ALB"} <= found["State Party"]
    assert found["withdrawn"] == {"LTU"}
    assert "CYP" in found["signed only"]
    assert {"SRB", "TUR", "GRC", "ROU"} <= found["not signed"]
    assert "XKX" in found["not counted"]

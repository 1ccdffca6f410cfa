"""Holds what the maps say: which figure stands for a place in a year; and that they ask no other host."""

from pathlib import Path

import pandas as pd
import pytest

from charts import base_map
from charts.contamination_figures import COMPLETE, NOT_STATED, STALE, area_figures, hover, shown_in
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
    figures = area_figures(rows, "country", hazard, area_class)
    return shown_in(figures.get("SRB", []), year, hazard)


def test_confirmed_and_suspected_area_of_one_source_are_added():
    both = figure_rows(("CHA", 1.0, "2019-12-31"), ("SHA", 1.5, "2019-12-31"))
    assert shown(both, 2019).figure.area_km2 == 2.5
    apart = figure_rows(("CHA", 1.0, "2019-12-31"), ("SHA", 1.5, "2019-12-31", {"source": "two"}))
    assert shown(apart, 2019).figure.chosen == "SHA", "two sources are never added"


def test_a_stated_sum_goes_before_an_estimate():
    rows = figure_rows(("TOTAL", 9.0, "2019-12-31"), ("CHA+SHA", 2.0, "2019-12-31", {"source": "two"}))
    chosen = shown(rows, 2019)
    assert (chosen.figure.area_km2, chosen.rivals) == (2.0, (9.0,))


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


def test_all_hazards_end_only_with_mines_and_cluster_munitions():
    rows = figure_rows(("CHA+SHA", 0.0, "2010-12-31"))
    assert shown(rows, 2012, "ALL") is None
    mines = figure_rows(("CHA+SHA", 0.0, "2011-12-31", {"hazard": "AP_MINES"}))
    assert shown(pd.concat([rows, mines]), 2012, "ALL").label == COMPLETE


def test_a_hover_says_area_class_date_rivals_and_source_as_text():
    rows = figure_rows(
        ("CHA", 1.0, "2019-12-31"), ("CHA", 3.0, "2019-12-31", {"source": "two", "preferred": False})
    )
    words = hover(shown(rows, 2019), "<script>", {"one": "A & B"}, "CMR")
    assert words == (
        "<b>&lt;script&gt;</b><br>1\u202fkm²: confirmed area (CHA) only<br>Figure of 31 December 2019<br>"
        "1 other source: 3\u202fkm²<br>A &amp; B"
    )


def maps():
    contamination = [TABLES[name] for name in ("contamination", "countries", "subdivisions", "sources")]
    meetings = [TABLES[name] for name in ("events", "event_participants", "countries", "sources")]
    standing = [TABLES[name] for name in ("treaty_actions", "countries", "sources")]
    world = tuple(TABLES["countries"]["country"])
    yield "countries", lambda part: contamination_map(part(contamination[0]), *contamination[1:])
    yield "world", lambda part: contamination_map(part(contamination[0]), *contamination[1:], members=world)
    yield (
        "places",
        lambda part: contamination_map(part(contamination[0]), *contamination[1:], level="subdivision"),
    )
    yield "meetings", lambda part: events_map(part(meetings[0]), *meetings[1:], lines=True)
    yield "standing", lambda part: standing_map(part(standing[0]), *standing[1:])
    yield "standing of all", lambda part: standing_map(part(standing[0]), *standing[1:], members=world)


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


def test_each_year_of_the_slider_shows_each_country_once():
    figure = contamination_map(
        *[TABLES[name] for name in ("contamination", "countries", "subdivisions", "sources")]
    )
    assert [step.label for step in figure.layout.sliders[0].steps] == [frame.name for frame in figure.frames]
    for frame in figure.frames:
        drawn = sorted(place for trace in frame.data for place in trace.locations if place)
        assert drawn == sorted(base_map.SEE), frame.name


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

"""Maps of cooperation: marks, rings and lines are those of the tables, in every year of the slider."""

import pytest

from charts import theme
from charts.steps import marks_at
from tests.alone import headings, visited
from tests.ground import land_at
from tests.tables import TABLES, view
from topics.cooperation.meetings import group_colours, key_names, meetings_held
from topics.cooperation.meetings_map import SCALE, meetings_map
from topics.cooperation.participants import PRESENT
from topics.cooperation.places import LINK, PLACE, STATE, not_on_map
from topics.cooperation.seats import organisations
from topics.cooperation.seats_map import seats_map
from topics.cooperation.seats_table import organisations_table
from topics.tables import Tables
from topics.view import View


def places(year: int, chosen: View | None = None, **options):
    """The rows of the places of one step."""
    rows = meetings_map(TABLES, chosen or view(), **options).rows
    return rows[(rows["step"] == year) & (rows["mark"] == PLACE)]


def placed(chosen: View | None = None):
    """The meetings that a map can show."""
    return meetings_held(TABLES, chosen or view()).dropna(subset=["lat", "lon", "start"])


def test_the_title_counts_what_the_map_draws():
    chart = meetings_map(TABLES, view())
    rows = places(2025)
    assert chart.title.startswith(f"{len(placed())} meetings in 25 cities, 2000–2025; most around Sarajevo")
    assert rows["meetings"].sum() == len(placed())
    sarajevo = rows.set_index("place").loc["Sarajevo"]
    assert chart.title.endswith(f"Sarajevo: {sarajevo['meetings']}")
    near = set(sarajevo["cities"].split("; "))
    assert sarajevo["meetings"] == placed()["city"].isin(near).sum() == len(sarajevo["records"])
    assert "Tarcin" in near
    assert f"{sarajevo['meetings']} meetings" in sarajevo["label"]


def test_what_is_not_on_the_map_is_counted():
    assert not_on_map(TABLES, view()).startswith("18 more: online, only announced, or of unknown place")
    assert not_on_map(TABLES, view()) in meetings_map(TABLES, view()).note
    assert not_on_map(TABLES, view("OCEANIA", years=(2001, 2001))) == ""


def test_rings_have_the_colours_of_their_series_and_the_area_of_their_number():
    chart = meetings_map(TABLES, view())
    skopje = places(2025).set_index("place").loc["Skopje"]
    colours, names = group_colours(TABLES), key_names(TABLES)
    groups = {names[group]: colour for group, colour in reversed(colours.items())}
    (rings,) = (layer for layer in chart.figure["layers"] if layer["kind"] == "rings")
    number = chart.rows.index[(chart.rows["step"] == 2025) & (chart.rows["place"] == "Skopje")][0]
    place = rings["rows"].index(number)
    looks = [chart.figure["classes"][place] for place in rings["classes"]]
    widths = {
        look["label"]: size for look, size in zip(looks, rings["sizes"][place], strict=True) if size > 0
    }
    assert {group for group in groups if skopje[group]} == set(widths)
    assert "Roadmap" in widths, "one ring for its local, regional and high-level meetings"
    assert max(widths.values()) == pytest.approx(SCALE["west"] * skopje["meetings"] ** 0.5, abs=0.1)
    assert rings["numbers"][place] == str(skopje["meetings"])
    assert all(look["colour"] == theme.COLOURS[groups[look["label"]]] for look in looks)


def test_each_year_by_itself_shows_the_meetings_of_that_year():
    chart = meetings_map(TABLES, view(), by_year=True, at=2007)
    count = placed()["start"].dt.year.eq(2007).sum()
    assert chart.title.startswith(f"{count} meeting")
    assert places(2007, by_year=True)["meetings"].sum() == count
    drawn = marks_at(chart.figure, "2007")
    assert drawn == marks_at(chart.figure), "the year asked for is shown first"
    assert chart.rows.loc[drawn, "meetings"].sum() == count


def test_lines_lead_to_stated_states_only():
    chart = meetings_map(TABLES, view(), lines=True)
    rows = chart.rows
    (ties,) = (layer for layer in chart.figure["layers"] if layer["kind"] == "lines")
    limits = {"1 meeting": (1, 1), "2–4 meetings": (2, 4), "5 or more": (5, 1000)}
    for row, path, look in zip(ties["rows"], ties["paths"], ties["classes"], strict=True):
        assert path[-1] == rows.loc[row, ["lon", "lat"]].tolist()
        low, high = limits[chart.figure["classes"][look]["label"]]
        assert low <= rows.loc[row, "meetings"] <= high
    states, links = (set(rows.loc[rows["mark"] == mark, "country"]) for mark in (STATE, LINK))
    assert "HRV" in states
    assert "BGD" not in states, "its attendance is disputed"
    assert states == links
    assert set(meetings_map(TABLES, view()).rows["mark"]) == {PLACE}
    assert set(meetings_map(TABLES, view("CENTRAL_ASIA"), lines=True).rows["mark"]) == {PLACE}, "nobody came"


def test_places_beyond_the_map_stand_at_its_edge_and_say_so():
    events = TABLES["events"]
    held = events.assign(form=events["form"].mask(events["city"].eq("Istanbul")))
    tables = Tables(
        {name: TABLES[name] for name in TABLES} | {"events": held},
        version="Istanbul",
        published=TABLES.published,
        today=TABLES.today,
    )
    chart = meetings_map(tables, view(tables=tables))
    assert [layer["texts"] for layer in chart.figure["layers"] if layer["kind"] == "words"] == [
        ["Istanbul →"]
    ]
    rows = chart.rows
    rows = rows[rows["step"].eq(rows["step"].max()) & rows["mark"].eq(PLACE)].set_index("place")
    assert rows.index[~rows["at_its_place"].astype("bool")].tolist() == ["Istanbul"]
    assert "edge of the map" in rows.loc["Istanbul", "label"]
    assert not land_at(*rows.loc["Istanbul", ["lon", "lat"]]), "on no other country's land"


def test_persons_have_no_seat_and_disputed_meetings_do_not_count():
    rows = organisations(TABLES, view("WORLD")).set_index("actor")
    assert "person-office" not in set(rows["kind"])
    people = TABLES["event_participants"]
    seesac = people[(people["actor"] == "seesac") & people["role"].isin(PRESENT)]
    assert rows.loc["seesac", "meetings"] == seesac["event"].nunique()
    assert len(organisations_table(TABLES, view("WORLD")).rows) == len(rows)


def test_every_seat_beyond_the_map_has_a_mark_of_its_own():
    rows = seats_map(TABLES, view()).rows
    beyond = rows[~rows["at_its_place"]]
    assert {"Brussels", "Geneva", "Vienna"} <= set(beyond["city"])
    assert beyond["lon"].nunique() == 1
    assert beyond["lat"].is_unique


def test_a_mark_counts_each_meeting_of_its_organisations_once():
    rows = seats_map(TABLES, view()).rows.set_index("city")
    seated = organisations(TABLES, view())
    belgrade = seated[seated["city"] == "Belgrade"]
    assert belgrade["meetings"].max() <= rows.loc["Belgrade", "meetings"] <= belgrade["meetings"].sum()


def test_a_link_opens_the_year_it_names():
    assert "2000–2010" in headings(visited("places", {"at": "2010"}))
    assert "2000–2025" in headings(visited("places", {"at": "never"}))

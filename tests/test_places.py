"""Maps of cooperation: marks, rings, lines and sums are those of the tables, in every year of the slider."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from analysis import cooperation, flows, seats
from charts.event_maps import events_map
from charts.flow_map import money_flows
from charts.seats_map import seats_map
from charts.theme import SERIES_GROUPS
from dashboard.store import load
from dashboard.view import View, members
from tests.alone import headings, visited

PARTS = {"meetings": "hosted most meetings", "money": "Largest flow", "organisations": "the most of"}
VIEWS = [View(), View(region="EU"), View(region="WORLD"), View(region="OCEANIA", years=(2001, 2001))]


def meetings_map(**more: Any) -> go.Figure:
    events = View().of(load("events"))
    return events_map(events, load("event_participants"), load("countries"), load("sources"), **more)


def money_map(scope: str = "monitor", **more: Any) -> go.Figure:
    return money_flows(load("funding"), load("countries"), load("actors"), load("sources"), scope, **more)


def numbers(figure: go.Figure) -> dict[str, str]:
    """Hover texts of the places by their first line."""
    texts = [text for trace in figure.data if trace.text is not None for text in trace.text]
    return {text.split("</b>")[0].removeprefix("<b>"): text for text in texts if text.startswith("<b>")}


def test_a_place_has_one_mark_that_says_how_many_met_there():
    events = View().of(load("events"))
    count = int(events["city"].eq("Sarajevo").sum())
    said = next(text for name, text in numbers(meetings_map()).items() if name.startswith("Sarajevo"))
    assert int(said.split("</b>: ")[1].split()[0]) >= count
    assert "Source: " in said


def test_all_meetings_with_place_and_date_are_on_the_map_of_the_last_year():
    events = View().of(load("events")).dropna(subset=["lat", "lon", "start"])
    said = numbers(meetings_map())
    counts = [text.split("</b>: ")[1].split()[0] for text in said.values() if "</b>: " in text]
    assert sum(map(int, counts)) == len(events)


def test_rings_have_the_colours_of_their_series_and_the_area_of_their_number():
    events = load("events").dropna(subset=["lat", "start"])
    one = events[events["city"] == "Skopje"]
    figure = events_map(one, load("event_participants"), load("countries"))
    colours = {(colour,) for colour in SERIES_GROUPS.values()}
    rings = [trace for trace in figure.data if trace.type == "scattergeo"]
    rings = [trace for trace in rings if trace.mode == "markers" and trace.marker.color in colours]
    assert len(rings) == one["series_group"].nunique()
    largest = max(trace.marker.size[0] for trace in rings)
    assert largest == pytest.approx(11 * len(one) ** 0.5, abs=0.1)


def test_each_year_alone_shows_the_meetings_of_that_year():
    figure = meetings_map(alone=True, at=2007)
    year = View().of(load("events")).dropna(subset=["lat"])
    year = year[year["start"].dt.year == 2007]
    assert figure.layout.title.text.endswith("in 2007")
    counts = [text.split("</b>: ")[1].split()[0] for text in numbers(figure).values() if "</b>: " in text]
    assert sum(map(int, counts)) == len(year)
    assert len(figure.frames) == len(figure.layout.sliders[0].steps)


def test_lines_lead_to_stated_states_only():
    with_lines = meetings_map(lines=True)
    came = {name for name, text in numbers(with_lines).items() if "elsewhere" in text}
    assert "Croatia" in came
    assert "Bangladesh" not in came, "its attendance is disputed"
    assert not any("elsewhere" in text for text in numbers(meetings_map()).values())


def test_frames_carry_every_year_and_no_geometry():
    for figure in (meetings_map(lines=True), money_map()):
        labels = [step.label for step in figure.layout.sliders[0].steps]
        assert labels == [frame.name for frame in figure.frames]
        assert len(figure.layout.meta["titles"][""]) == len(labels)
        assert "coordinates" not in figure.to_json()
        assert len(figure.to_json()) < 500_000


def test_sums_of_flows_are_those_of_the_table():
    rows = flows.of_scope(load("funding"))
    placed = flows.drawable(rows, load("countries"), load("actors"))
    sums = flows.between(placed, range(1990, 2100))
    assert sums["amount_usd"].sum() == pytest.approx(placed["amount_usd"].sum())
    gift = rows[(rows["donor"] == "Germany") & (rows["recipient"] == "BIH")]
    flow = sums[(sums["donor"] == "Germany") & (sums["recipient"] == "BIH")].iloc[0]
    assert flow["amount_usd"] == pytest.approx(gift["amount_usd"].sum())
    assert flow["records"] == len(gift)
    left = flows.not_drawn(rows, load("countries"), load("actors"))
    assert len(left) + len(placed) == len(rows)


@pytest.mark.parametrize("scope", flows.SCOPES)
def test_scopes_stand_apart(scope):
    rows = flows.of_scope(load("funding"), scope)
    assert rows["basis"].nunique() == 1
    assert money_map(scope).layout.title.text.startswith(("Largest flow", "One flow"))


def test_an_unknown_scope_names_those_there_are():
    with pytest.raises(LookupError, match="There are: monitor, us, announced, itf"):
        flows.of_scope(load("funding"), "gifts")


def test_persons_have_no_seat_and_disputed_meetings_do_not_count():
    rows = seats.organisations(load("actors"), load("event_participants"), load("events"), members("SEE"))
    assert "person-office" not in set(rows["kind"])
    seesac = rows.set_index("actor").loc["seesac", "meetings"]
    there = load("event_participants")
    there = there[(there["actor"] == "seesac") & there["role"].isin(cooperation.PRESENT)]
    assert seesac == there["event"].nunique()


def test_maps_of_nothing_say_so():
    tables = [load(name) for name in ("funding", "actors", "event_participants", "events", "countries")]
    funding, actors, participants, events, countries = (rows[:0] for rows in tables)
    drawn = [
        events_map(events, participants, load("countries")),
        money_flows(funding, load("countries"), load("actors")),
        seats_map(actors, participants, events, load("countries")),
        money_flows(funding, countries, actors),
    ]
    for figure in drawn:
        assert figure.layout.title.text.startswith("No ")
        assert not figure.data


def test_names_from_the_data_are_never_markup():
    rows = load("funding")[:1].assign(donor="<img src=x>", basis="monitor", overlap=False, recipient="BIH")
    drawn = money_flows(rows.assign(year=2010.0, amount_usd=5.0), load("countries"), load("actors"))
    assert "<img" not in pd.Series([str(trace.text) for trace in drawn.data]).str.cat()


@pytest.mark.parametrize("part", PARTS)
def test_each_map_has_an_address(part):
    test = visited("places", {"part": part})
    assert not test.exception
    assert PARTS[part] in headings(test)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.region)
def test_the_maps_stand_every_view(part, view):
    assert not visited("places", {"part": part, "lines": "1", "count": "year"}, view).exception


def test_a_link_opens_the_year_it_names():
    assert "from 2000 to 2010" in headings(visited("places", {"at": "2010"}))
    assert "hosted most meetings" in headings(visited("places", {"at": "never"}))


def test_every_seat_beyond_the_map_has_a_mark_of_its_own():
    rows = seats.organisations(load("actors"), load("event_participants"), load("events"), members("SEE"))
    beyond = set(rows.loc[~rows["country"].isin(members("SEE")), "city"])
    figure = seats_map(
        load("actors"), load("event_participants"), load("events"), load("countries"), members=members("SEE")
    )
    marks = [trace for trace in figure.data if trace.type == "scattergeo" and trace.mode == "markers+text"]
    column = next(trace for trace in marks if len(set(trace.lon)) == 1)
    assert {text.split(":")[0].strip() for text in column.text} == beyond

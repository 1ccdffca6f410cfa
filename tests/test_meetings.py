"""Meetings: no place online, none on record twice, titles count what is drawn."""

import re
from itertools import combinations

import pandas as pd
import pytest

from tests.tables import TABLES, view
from topics.cooperation.meetings import ONLINE, drawable, meetings_held
from topics.cooperation.meetings_map import meetings_map
from topics.cooperation.meetings_table import circle_meetings, held_meetings, series_meetings
from topics.cooperation.participants import attendances
from topics.cooperation.participants_table import programme
from topics.cooperation.places import PLACE
from topics.cooperation.timeline_chart import city_timeline, series_timeline, timeline
from topics.vocabulary.meetings import circles

EVENTS = TABLES["events"]
REGIONS = tuple(TABLES["regions"]["region"])
GROUPS = tuple(TABLES["series_groups"]["series_group"])
COUNT = re.compile(r"(?:(\d+) of )?(\d+) meetings?\b")


def counted(title: str) -> tuple[int, int]:
    """How many meetings a title says are drawn, and of how many."""
    part, total = COUNT.search(title).groups()
    return int(part or total), int(total)


def marks(chart) -> set[int]:
    """The rows that have a mark."""
    return {number for trace in chart.figure["data"] for number in trace.get("customdata", ())}


def test_an_online_meeting_is_at_no_point_and_hosted_by_nobody():
    online = EVENTS[EVENTS["form"].eq(ONLINE)]
    assert online[["lat", "lon"]].isna().all(axis=None), "a city is only where it was arranged from"
    assert not EVENTS["city"].isin(["virtual", "online", "Online"]).any()
    people = TABLES["event_participants"]
    assert not (people["event"].isin(online["event"]) & people["role"].eq("host")).any()
    assert not set(online["event"]) & set(meetings_held(TABLES, view("WORLD"))["event"])
    rows = meetings_map(TABLES, view("WORLD")).rows
    drawn = {record for records in rows.loc[rows["mark"] == PLACE, "records"] for record in records}
    assert not drawn & set(online["record_id"])


def test_a_meeting_that_was_only_announced_was_not_held():
    planned = EVENTS[EVENTS["form"].eq("planned")]
    assert {"CCM-3RC", "RAC-MAG-2024"} <= set(planned["event"])
    assert set(EVENTS.loc[EVENTS["title"].str.contains("planned"), "event"]) <= set(planned["event"])
    assert not set(planned["event"]) & set(meetings_held(TABLES, view("WORLD"))["event"])
    assert not set(planned["event"]) & set(TABLES.derive(attendances)["event"])


def test_who_supported_a_meeting_is_no_organiser():
    assert not EVENTS["organisers"].str.contains(r"\((?:support|partner)\)").any()
    people = TABLES["event_participants"]
    both = people[people["role"].isin(["organiser", "supporter"])].groupby(["event", "participant"])["role"]
    assert both.nunique().max() == 1
    rakitje = EVENTS.set_index("event").loc["DOC-RAK-2017"]
    assert "ISU-CCM" not in rakitje["organisers"]
    assert rakitje["supporters"] == "ISU-CCM"


def test_titles_of_sessions_that_are_not_printed_say_so():
    rows = programme(TABLES, view()).rows
    assert rows.loc[rows["session_number"].notna(), "in_our_words"].all()
    assert rows.loc[rows["in_our_words"].eq(True), "label"].str.contains("title in our words").all()


def test_no_meeting_is_on_record_twice():
    dated = EVENTS[EVENTS["date_precision"].eq("day") & EVENTS["end"].notna()]
    for _, part in dated.groupby("series"):
        for one, other in combinations(part.itertuples(), 2):
            apart = one.end < other.start or other.end < one.start
            elsewhere = pd.notna(one.country) and pd.notna(other.country) and one.country != other.country
            assert apart or elsewhere, (one.event, other.event)
    rounds = EVENTS.dropna(subset=["round"])
    rounds = rounds[~rounds["series"].isin(["Roadmap local coordination", "SEEMACC"])]
    assert not rounds.duplicated(["series", "kind", "round"]).any()


def test_all_meetings_of_the_parties_of_the_mine_ban_convention_are_on_record():
    known = EVENTS.set_index("event")
    ids = [*(f"APMBC-MSP-{n}" for n in range(1, 23)), *(f"APMBC-RC-{n}" for n in range(1, 6))]
    rows = known.loc[ids]
    assert rows["source"].notna().all()
    assert rows["date_precision"].eq("day").all()
    assert rows.loc[rows["form"].ne(ONLINE), ["city", "lat", "lon"]].notna().all(axis=None)
    for prefix in ("APMBC-MSP", "APMBC-RC"):
        assert rows.loc[rows.index.str.startswith(prefix), "start"].is_monotonic_increasing


@pytest.mark.parametrize("region", REGIONS)
def test_titles_count_the_meetings_that_are_drawn(region):
    chosen = view(region)
    listed, drawn = held_meetings(TABLES, chosen), meetings_map(TABLES, chosen)
    held = meetings_held(TABLES, chosen)
    on_map = drawable(held)
    if len(held):
        assert counted(listed.title) == (len(listed.rows), len(listed.rows)) == (len(held), len(held))
        assert f"{len(on_map)} on the map in {on_map['city'].nunique()} cit" in listed.title
    if len(on_map):
        rows = drawn.rows[drawn.rows["step"].eq(drawn.rows["step"].max()) & drawn.rows["mark"].eq(PLACE)]
        assert counted(drawn.title)[0] == rows["meetings"].sum() == len(on_map)
        assert f"in {on_map['city'].nunique()} cit" in drawn.title
    over_time = timeline(TABLES, chosen)
    assert counted(over_time.title) == (len(marks(over_time)), len(over_time.rows))


@pytest.mark.parametrize("group", GROUPS)
def test_titles_of_a_group_count_its_meetings(group):
    over_time, listed = (
        chart(TABLES, view(), series_group=group) for chart in (series_timeline, series_meetings)
    )
    assert counted(over_time.title) == (len(marks(over_time)), len(over_time.rows))
    assert counted(listed.title) == (len(listed.rows), len(over_time.rows))
    filtered = timeline(TABLES, view(), series_groups=(group,))
    assert counted(filtered.title) == (len(marks(filtered)), len(filtered.rows))


@pytest.mark.parametrize("circle", sorted(set(circles(TABLES).values())))
def test_titles_of_a_circle_count_its_meetings(circle):
    chart = circle_meetings(TABLES, view(), circle=circle)
    assert counted(chart.title) == (len(chart.rows), len(chart.rows))


def test_the_lanes_of_cities_hold_online_meetings_apart():
    chart = city_timeline(TABLES, view())
    assert counted(chart.title) == (len(marks(chart)), len(chart.rows))
    online = [note["text"] for note in chart.figure["layout"]["annotations"]]
    assert "online (4)" in online

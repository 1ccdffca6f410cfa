"""Meetings: which count, who took part, what the charts and the page say of them."""

import pandas as pd

from tests.tables import TABLES, view
from topics.cooperation.meetings import (
    meeting_places,
    meetings_held,
    meetings_of,
    missing_rounds,
    missing_rounds_words,
)
from topics.cooperation.meetings_table import circle_meetings
from topics.cooperation.oslo_growth_chart import conference_growth
from topics.cooperation.participants import CLAIMS, PRESENT, attendances, left_out
from topics.cooperation.participants_table import disputed_participants, participants
from topics.cooperation.timeline_chart import city_timeline, timeline
from topics.view import View

RAKITJE = "DOC-RAK-2017"


def present(event: str, claims: tuple[str, ...] = ("stated",)) -> set[str]:
    """The states that were at a meeting."""
    rows = attendances(TABLES, claims)
    return set(rows.loc[rows["event"] == event, "country"])


def counted(chosen: View) -> set[str]:
    """The meetings that count for a filter."""
    return set(meetings_of(TABLES, chosen)["event"])


def test_a_seat_is_no_attendance():
    assert present("RM-L01-ALB") == {"ALB"}, "SEESAC has its seat in Serbia and does not stand for Serbia"


def test_disputed_and_inferred_attendances_count_only_on_demand():
    assert "BGD" not in present(RAKITJE, CLAIMS[:2])
    assert "BGD" in present(RAKITJE, CLAIMS)
    assert left_out(TABLES, [RAKITJE], ("stated",)) == {"inferred": 0, "disputed": 8}
    assert len(present("BELG-2007", CLAIMS[:2])) >= 40
    assert len(present("BELG-2007")) < 10


def test_absent_and_invited_states_are_not_counted():
    assert "BGR" not in present("OSLO-2007", CLAIMS)
    assert set(attendances(TABLES, CLAIMS)["role"]) <= set(PRESENT)


def test_meetings_open_to_all_belong_to_every_view():
    asia = counted(view("CENTRAL_ASIA"))
    assert {"CCM-7MSP", "DOC-ITF-2007"} <= asia
    assert "RM-L01-ALB" not in asia


def test_regional_meetings_of_unknown_place_count_where_the_whole_region_is_in_view():
    known = {"DOC-SEEM-2000A", "CCM-1RC", "RAC-AGR-2001"}
    assert known <= counted(view())
    assert "DOC-SEEM-2000A" not in counted(view(countries=("BIH", "HRV")))


def test_a_meeting_held_online_is_held_nowhere_and_counts_for_those_who_came():
    form = TABLES["events"].set_index("event")["form"]
    assert {form["RM-L03-BIH"], form["BIH-CC-2020"], form["CCM-2RC-1"], form["APMBC-MSP-18"]} == {"online"}
    assert form["CCM-2RC-2"] == "hybrid", "it was held at its place too"
    held = meetings_held(TABLES, view(countries=("BIH",)))
    assert "RM-L03-BIH" not in set(held["event"])
    assert "RM-L03-BIH" in counted(view(countries=("BIH",)))
    assert set(held["country"]) == {"BIH"}


def test_the_timeline_counts_what_it_draws_and_lists_the_undated_too():
    chart = timeline(TABLES, view())
    marks = [number for trace in chart.figure["data"] for number in trace["customdata"]]
    dated = meetings_of(TABLES, view())["start"].notna().sum()
    assert len(marks) == len(set(marks)) == dated
    assert chart.title.startswith(f"{dated} of {len(chart.rows)} meetings")
    assert set(chart.rows.loc[marks, "event"]) <= counted(view()) == set(chart.rows["event"])


def test_a_month_is_drawn_as_a_span_and_an_unknown_date_not_at_all():
    chart = timeline(TABLES, view(), series_groups=("SEEMACC/ITF",))
    bars, dots = chart.figure["data"]
    drawn = chart.rows["event"]
    days = dict(zip(drawn[bars["customdata"]], bars["x"], strict=True))
    assert [round(days[event] / 86_400_000) for event in ("SEEM-22", "SEEM-21", "SEEM-25")] == [30, 365, 30]
    assert dict(zip(drawn[dots["customdata"]], dots["x"], strict=True))["SEEM-26"] == "2016-04-25"
    assert "SEEM-16" not in {*drawn[bars["customdata"]], *drawn[dots["customdata"]]}


def test_meetings_of_a_lane_do_not_cover_each_other():
    chart = city_timeline(TABLES, view())
    places = [
        (trace["name"], begin, line)
        for trace in chart.figure["data"]
        for begin, line in zip(trace.get("base", trace["x"]), trace["y"], strict=True)
    ]
    assert len(places) == len(set(places)) == len(chart.rows)


def test_the_oslo_process_keeps_rival_counts_apart():
    chart = conference_growth(TABLES, view())
    main = chart.rows[chart.rows["is_main"] & chart.rows["counted"].eq("states endorsing")]
    assert {46, 82, 107, 94} <= set(main["value"])
    lima = chart.rows[(chart.rows["event"] == "LIMA-2007") & chart.rows["counted"].eq("states attending")]
    assert set(lima["value"]) == {67, 68}
    assert set(lima.loc[lima["is_main"], "value"]) == {68}
    assert {"Sofia", "Quito", "Belgrade"} <= set(chart.rows["city"]), "regional conferences are counted too"
    symbols = {trace["name"]: trace["marker"]["symbol"] for trace in chart.figure["data"]}
    assert symbols["attended, other sources"] == "circle-open"


def test_roadmap_rounds_that_were_not_found_are_named():
    words = missing_rounds_words(TABLES)
    assert words == "No record found of these rounds: Roadmap local 5 and 9; Roadmap regional 5."
    assert missing_rounds(pd.Series([1.0, 4.0])) == [2, 3]
    assert circle_meetings(TABLES, view()).note == words


def test_participants_stand_in_a_row_each_with_all_their_roles():
    rows = participants(TABLES, view()).rows.set_index("participant")
    assert rows.loc["Germany", "roles"] == "Organiser and funder"
    assert rows.loc["ISU-CCM", "roles"] == "Supporter"
    assert len(rows.loc["Germany", "records"]) == 2
    assert not rows.loc["Germany", "is_stated"]
    assert "Bangladesh" not in rows.index
    assert "Bangladesh" in set(disputed_participants(TABLES, view()).rows["participant"])


def test_meetings_of_a_city_are_listed_by_its_name_in_the_record():
    assert next(iter(meeting_places(TABLES, "Roadmap").items())) == ("online", "Online")
    chart = circle_meetings(TABLES, view(), cities=("Skopje", "online"))
    elsewhere = chart.rows[chart.rows["city"].ne("Skopje")]
    assert len(elsewhere) and set(elsewhere["form"]) == {"online"}
    assert chart.title.startswith("Roadmap, Skopje and Online: ")

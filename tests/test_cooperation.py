"""Meetings, projects and money: who counts, what is added, what the charts and both pages say of it."""

import pandas as pd
import plotly.graph_objects as go
import pytest

from analysis import cooperation, money, stories
from charts import cooperation as meetings
from charts import funding, funding_checks, projects, words
from dashboard.store import load
from dashboard.view import View, members
from tests.alone import headings, visited

TOPICS = {
    "timeline": "meetings between 2000",
    "projects": "dated projects on record",
    "memberships": "organisations and frameworks",
    "rakitje": "Rakitje workshop, June 2017: the country coalition",
    "visit": "Belgrade and Skopje, May 2013",
    "seemacc": "EUR\u202f2.85 million",
    "oslo": "From 46 states in Oslo",
    "roadmap": "Every Roadmap coordination meeting, with city and date",
}
PARTS = {
    "paid": "gave the largest part",
    "years": "received most in one year",
    "national": "a year itself",
    "apart": "announcements and plans, never added",
    "checks": "two international totals for BiH 2015",
}
EMPTY = View(region="OCEANIA", years=(2001, 2001))


def pair(first: str, second: str, claims: tuple[str, ...] = ("stated",)) -> int:
    """How many meetings two states share."""
    attended = cooperation.attendances(load("event_participants"), claims)
    return len(cooperation.meetings_shared(load("events"), attended, [first, second]))


def test_a_seat_is_no_attendance():
    attended = cooperation.attendances(load("event_participants"))
    local = attended[attended["event"] == "RM-L01-ALB"]
    assert list(local["country"]) == ["ALB"], "SEESAC has its seat in Serbia and does not stand for Serbia"


def test_disputed_and_inferred_attendances_count_only_on_demand():
    participants = load("event_participants")
    rakitje = participants[participants["event"] == "DOC-RAK-2017"]
    assert "BGD" not in set(cooperation.attendances(rakitje)["country"])
    assert "BGD" in set(cooperation.attendances(rakitje, cooperation.CLAIMS)["country"])
    assert cooperation.left_out(rakitje) == {"inferred": 0, "disputed": 8}
    belgrade = participants[participants["event"] == "BELG-2007"]
    assert len(cooperation.attendances(belgrade, ("stated", "inferred"))) >= 40
    assert len(cooperation.attendances(belgrade)) < 10


def test_absent_and_invited_states_are_not_counted():
    rows = load("event_participants")
    oslo = cooperation.attendances(rows, cooperation.CLAIMS)
    assert "BGR" not in set(oslo.loc[oslo["event"] == "OSLO-2007", "country"])


def test_who_met_whom_is_the_same_both_ways():
    events, countries = load("events"), load("countries")
    attended = cooperation.attendances(load("event_participants"))
    states = cooperation.states_shown(attended, members("SEE"), 16)
    assert len(states) == 16
    assert set(members("SEE")) <= set(states)
    grid = meetings.who_met_whom(attended, events, countries, states).data[0]
    cells = dict(zip(zip(grid.y, grid.x, strict=True), grid.z, strict=True))
    names = words.names_of(countries)
    for one, other in (("BIH", "HRV"), ("ALB", "SRB"), ("HRV", "DEU")):
        assert cells[names[one], other] == cells[names[other], one] == pair(one, other)
    assert not any(names[code] == name for name, code in cells), "a state does not meet itself"


def test_only_states_of_the_region_have_a_row():
    attended = cooperation.attendances(load("event_participants"))
    states = cooperation.states_shown(attended, members("LATIN_AMERICA"), 12)
    rows = (attended, load("events"), load("countries"), states, members("LATIN_AMERICA"))
    assert {"Peru", "Cuba"} <= set(meetings.who_met_whom(*rows).data[0].y)
    assert "Albania" not in meetings.who_met_whom(*rows).data[0].y


def test_meetings_open_to_all_belong_to_every_view():
    events, participants = load("events"), load("event_participants")
    here = cooperation.events_of(events, participants, members("CENTRAL_ASIA"))
    assert {"CCM-7MSP", "DOC-ITF-2007"} <= set(here["event"])
    assert "RM-L01-ALB" not in set(here["event"])
    region = cooperation.events_of(events, participants, members("SEE"), unplaced=True)
    assert {"DOC-SEEM-2000A", "CCM-1RC", "RAC-AGR-2001"} <= set(region["event"])


def test_a_month_is_drawn_as_a_span_and_an_unknown_date_not_at_all():
    events = load("events")
    rows = events[events["event"].isin(["SEEM-22", "SEEM-25", "SEEM-16", "SEEM-21"])]
    bars, dots = meetings.swimlanes(rows).data
    days = sorted(round(length / 86_400_000) for length in bars.x)
    assert days == [30, 365], "April 2012 and the year 2010"
    assert list(dots.x) == ["2015-04-27"]


def test_every_dated_meeting_is_drawn_once():
    events = load("events")
    drawn = sum(len(trace.y) for trace in meetings.swimlanes(events, load("sources")).data)
    assert drawn == events["start"].notna().sum()


def test_the_oslo_process_keeps_rival_counts_apart():
    counts = cooperation.growth(load("event_counts"), load("reported_figures"))
    lima = counts[(counts["event"] == "LIMA-2007") & (counts["indicator"] == "states attending")]
    assert set(lima["value"]) == {67, 68}
    assert "46 states" in stories.oslo(counts)
    assert "68 or 67" in stories.oslo(counts)
    assert "more than 70" in stories.oslo(counts)
    figure = meetings.conference_growth(counts, load("events"), load("sources"))
    symbols = {trace.name: trace.marker.symbol for trace in figure.data}
    assert symbols["attending, other source"] == "circle-open"
    signing = next(trace for trace in figure.data if trace.name == "supporting or signing")
    assert {46, 82, 107, 94} <= set(signing.x)


def test_the_start_documents_are_told_from_the_tables():
    participants, countries = load("event_participants"), load("countries")
    told = stories.rakitje(participants, load("event_programme"), countries)
    assert "Germany paid for all of it" in told
    assert "4 sessions" in told
    assert "Cuba and Peru" in told
    assert "Bangladesh" not in told
    told = stories.visit(participants, countries, pd.Timestamp("2013-05-12"))
    assert "Serbia and the former Yugoslav Republic of Macedonia" in told
    asia = stories.central_asia(load("projects"), load("project_countries"), countries)
    assert "Afghanistan, Kazakhstan, Kyrgyzstan, Tajikistan, Turkmenistan and Uzbekistan" in asia
    founded = stories.founding(load("memberships"), countries)
    assert "November 2000" in founded
    assert "Albania, Bosnia and Herzegovina and Croatia" in founded
    border = load("projects").set_index("project").loc["itf-eu-xborder"]
    assert (border["area_km2"], border["mines"], border["uxo"]) == (1.74, 2700, 536)


def test_the_notices_of_2013_stand_beside_the_register():
    rows = cooperation.deposits_announced(load("reported_figures"), load("treaty_actions"))
    assert rows["ordinal"].tolist() == [78, 80, 81, 82, 83]
    assert rows["country"].tolist() == ["NRU", "TCD", "AND", "BOL", "IRQ"]
    assert rows["action"].tolist()[2] == "accession"
    assert rows["date"].notna().all()


def test_roadmap_rounds_that_were_not_found_are_named():
    events = load("events")
    local = events.loc[events["series_group"] == "Roadmap local", "title"]
    regional = events.loc[events["series_group"] == "Roadmap regional", "title"]
    rounds = cooperation.missing_rounds(local), cooperation.missing_rounds(regional)
    for titles, missing in zip((local, regional), rounds, strict=True):
        assert not any(f"round {number} " in title for title in titles for number in missing)
    assert (
        stories.rounds_not_found([4, 5, 9], [4])
        == "Not found: local rounds 4, 5 and 9 and regional rounds 4."
    )


def test_cumulative_projects_never_stand_among_the_others():
    rows = load("projects")
    single = projects.project_periods(rows)
    claims = projects.project_periods(rows, cumulative=True)
    count = [sum(len(trace.y) for trace in figure.data if trace.type == "bar") for figure in (single, claims)]
    assert count == [(~rows["cumulative"] & rows["start"].notna()).sum(), rows["cumulative"].sum()]


def test_only_itemised_contributions_are_added_and_they_meet_the_printed_totals():
    rows = money.checks(load("funding"), load("funding_totals")).set_index(["recipient", "year"])
    for key in (("BIH", 2017), ("SRB", 2010)):
        assert rows.loc[key, "sum_usd"].item() == pytest.approx(rows.loc[key, "total_usd"].item(), abs=2)
    assert sorted(rows.loc[("BIH", 2015), "total_usd"]) == [8_019_656, 14_729_176]
    assert rows.loc[("BIH", 2015), "sum_usd"].iloc[0] == pytest.approx(14_729_176, abs=2)


def test_scopes_of_money_do_not_mix():
    rows = load("funding")
    parts = [money.counted(rows), money.programme(rows), money.announced(rows), money.to_fund(rows)]
    assert not pd.concat(parts).index.duplicated().any()
    assert not money.counted(rows)["overlap"].any()
    assert set(money.counted(rows)["basis"]) == {"monitor"}


def test_an_unknown_year_is_a_gap_and_not_a_zero():
    rows, totals = load("funding"), money.international_totals(load("funding_totals"))
    figure = funding.funding_by_year(money.counted(rows), totals, load("countries"))
    bars = [
        (year, value)
        for trace in figure.data
        if trace.type == "bar"
        for year, value in zip(trace.x, trace.y, strict=True)
    ]
    assert all(value > 0 for _, value in bars)
    assert all(pd.notna(year) for year, _ in bars)
    assert sum(value for _, value in bars) == pytest.approx(money.counted(rows)["amount_usd"].sum() / 1e6)


def test_claims_over_many_years_are_no_yearly_totals():
    totals = money.yearly_totals(load("funding_totals"))
    assert (totals["year_from"] == totals["year_to"]).all()
    assert not totals["kind"].eq("cumulative_claim").any()


@pytest.mark.parametrize(
    "figure",
    [
        meetings.swimlanes(load("events")[:0]),
        meetings.who_met_whom(load("event_participants")[:0], load("events")[:0], load("countries")),
        meetings.conference_growth(load("event_counts")[:0], load("events")[:0]),
        projects.project_periods(load("projects")[:0]),
        projects.memberships_grid(load("memberships")[:0], load("countries")),
        funding.donor_matrix(load("funding")[:0], load("countries")),
        funding.funding_by_year(load("funding")[:0], load("funding_totals")[:0], load("countries")),
        funding.programme_by_year(load("funding")[:0], load("countries")),
        funding_checks.national_contributions(load("national_funding")[:0], load("countries")),
        funding_checks.totals_against_sums(
            load("funding")[:0], load("funding_totals")[:0], load("countries")
        ),
    ],
    ids=lambda figure: figure.layout.title.text,
)
def test_an_empty_table_gives_a_title_and_no_marks(figure: go.Figure):
    assert figure.layout.title.text
    assert not any(len(trace.x or ()) for trace in figure.data)


def test_text_from_the_data_is_never_markup():
    events = load("events")[:1].assign(title="<script>alert(1)</script>", city="<b>", organisers="<i>")
    drawn = meetings.swimlanes(events).to_json()
    assert "<script>" not in drawn.encode().decode("unicode_escape")
    rows = load("funding")[:1].assign(donor="<img src=x>")
    assert "<img" not in str(funding.donor_matrix(rows, load("countries")).data)


@pytest.mark.parametrize("topic", TOPICS)
def test_each_part_of_the_cooperation_page_has_an_address(topic):
    test = visited("cooperation", {"topic": topic})
    assert not test.exception
    assert TOPICS[topic] in headings(test)


@pytest.mark.parametrize("part", PARTS)
def test_each_part_of_the_funding_page_has_an_address(part):
    test = visited("funding", {"money": part})
    assert not test.exception
    assert PARTS[part] in headings(test)


@pytest.mark.parametrize("topic", TOPICS)
def test_the_cooperation_page_stands_an_empty_view(topic):
    test = visited("cooperation", {"topic": topic}, EMPTY)
    assert not test.exception
    if topic in ("rakitje", "visit", "seemacc", "oslo", "roadmap"):
        assert TOPICS[topic] in headings(test), "a start document is found whatever is filtered"
    else:
        assert "No" in headings(test)


@pytest.mark.parametrize("part", PARTS)
def test_the_funding_page_stands_an_empty_view(part):
    test = visited("funding", {"money": part}, EMPTY)
    assert not test.exception
    assert "No" in headings(test)

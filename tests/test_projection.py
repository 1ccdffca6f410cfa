"""Projections: the model on made-up numbers, real cases, back-test, what-if, calendar and its feed."""

import icalendar
import numpy as np
import pandas as pd
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from analysis import backtest, cost, hazards, projection, realised, reporting
from charts import projection as drawn
from charts.realised import shares_realised
from charts.reporting import calendar_timeline
from dashboard.api import ROUTES
from dashboard.store import load
from dashboard.view import View
from tests.alone import headings, visited

TODAY = pd.Timestamp("2026-11-21")
INPUT = ("contamination", "clearance", "obligations")
COST = ("projects", "project_countries", "funding_totals", "clearance", "price_changes")
EMPTY = View(region="OCEANIA", years=(2001, 2001))


@pytest.fixture(scope="module")
def projected():
    return projection.projections(*(load(name) for name in INPUT), TODAY)


@pytest.fixture(scope="module")
def tested():
    return backtest.completions(*(load(name) for name in INPUT), TODAY)


def case(projected, country, family):
    rows = projected[(projected["country"] == country) & (projected["family"] == family)]
    assert len(rows) == 1
    return rows.iloc[0]


def test_an_even_pace_ends_when_arithmetic_says():
    times = projection.completion_times((10, 10), 2020.0, [2, 2, 2])
    assert np.allclose(times, 2025)


def test_the_part_of_the_last_year_counts():
    assert np.allclose(projection.completion_times((5, 5), 2020.0, [2, 2, 2]), 2022.5)


def test_the_same_seed_gives_the_same_paths():
    first, second = (projection.completion_times((50, 80), 2020.0, [1, 5, 9]) for _ in range(2))
    assert np.array_equal(first, second)


def test_a_pace_of_almost_nothing_never_ends():
    times = projection.completion_times((1000, 1000), 2020.0, [0, 0, 0.1])
    assert np.isinf(times).all()
    assert drawn.said_year(projection.quantiles(times)["p50"]) == "after 100 years"


def test_rivals_of_the_area_widen_the_range():
    narrow = projection.quantiles(projection.completion_times((60, 60), 2020.0, [4, 6, 8]))
    wide = projection.quantiles(projection.completion_times((30, 90), 2020.0, [4, 6, 8]))
    assert wide["p90"] - wide["p10"] > narrow["p90"] - narrow["p10"]


def test_ranges_lie_within_each_other(projected):
    rows = projected[projected["reason"] == ""]
    assert len(rows)
    assert (rows[list(projection.SHARES)].diff(axis=1).iloc[:, 1:].fillna(0) >= 0).all().all()


def test_mines_in_bosnia_cannot_be_cleared_by_2027_at_the_recorded_pace(projected):
    row = case(projected, "BIH", "MINES")
    assert row["area_km2"] == pytest.approx(802.57)
    assert row["high_km2"] == pytest.approx(822.87), "two sources state more for the same year"
    assert row["deadline"] == pd.Timestamp("2027-03-01")
    assert row["chance"] == 0
    assert drawn.said_chance(row["chance"]) == "under 1 %", "none of the paths is not the same as never"
    assert row["p10"] > 2040
    assert row["needed_km2"] > 20 * row["rate_km2"]


def test_what_cannot_be_projected_says_why(projected):
    assert "2 yearly releases" in case(projected, "TUR", "MINES")["reason"]
    assert "too old" in case(projected, "SRB", "MINES")["reason"]
    silent = projected[projected["area_km2"].isna()]
    assert silent["reason"].eq("no remaining area is on record").all()
    assert projected.loc[projected["reason"] != "", list(projection.SHARES)].isna().all().all()


def test_completed_states_are_not_projected(projected):
    pairs = set(zip(projected["country"], projected["family"], strict=True))
    assert not pairs & {("HRV", "MINES"), ("HRV", "CMR"), ("BIH", "CMR"), ("ALB", "MINES"), ("MNE", "CMR")}


@pytest.mark.parametrize(
    "change",
    [
        projection.Change(pace=2),
        projection.Change(share_cancelled=0.5),
        projection.Change(extra_eur=2e7, cost_eur=(9e5, 1.6e6)),
    ],
    ids=["more teams", "better survey", "more money"],
)
def test_each_change_brings_completion_forward(projected, change):
    tables = (load(name) for name in INPUT)
    other = case(projection.projections(*tables, TODAY, change), "BIH", "MINES")
    now = case(projected, "BIH", "MINES")
    assert all(other[limit] <= now[limit] for limit in projection.SHARES)
    assert all(other[limit] < now[limit] for limit in ("p10", "p25", "p50"))


def test_a_change_holds_from_today_on():
    change = projection.changed_after(projection.Change(pace=2), 2022.9, TODAY)
    assert change.after == 4
    assert np.allclose(projection.completion_times((10, 10), 2020.0, [2, 2, 2], change), 2024.5)


def test_back_test_knows_nothing_of_later_years():
    points = backtest.standing_points(load("contamination"), load("clearance"))
    assert points
    assert all(point.row["as_of"].year <= point.stood for point in points)
    early = backtest.standing_points(
        load("contamination")[lambda rows: rows["as_of"].dt.year <= 2012],
        load("clearance")[lambda rows: rows["year_to"] <= 2012],
    )
    full = {point.stood: point for point in points if (point.country, point.family) == ("HRV", "MINES")}
    for point in early:
        if (point.country, point.family) == ("HRV", "MINES"):
            assert point.areas == full[point.stood].areas
            assert point.rates == full[point.stood].rates


def test_back_test_counts_misses_as_misses(tested):
    found = backtest.coverage(tested)
    assert found["cases"] == (tested["outcome"] != "not yet known").sum() > 20
    assert 0 < found["inside_50"] <= found["inside_80"] <= 1
    before = backtest.coverage(backtest.completions(*(load(name) for name in INPUT), TODAY, whole=True))
    assert before["inside_80"] < 0.6, "what was published before the share realised"
    croatia = tested[(tested["country"] == "HRV") & (tested["family"] == "MINES")]
    assert croatia["happened"].between(2026.1, 2026.2).all()


def test_areas_five_years_on_are_tested():
    rows = backtest.areas_after(load("contamination"), load("clearance"))
    assert ((rows["year"] - rows["stood"]).between(1, 6)).all()
    assert backtest.coverage(rows)["cases"] == len(rows)


def test_the_chances_of_the_paths_fit_what_happened(tested):
    now = backtest.reliability(tested)
    then = backtest.reliability(backtest.completions(*(load(name) for name in INPUT), TODAY, whole=True))
    assert now["cases"] == then["cases"] == len(tested)
    assert abs(now["expected"] - now["happened"]) < 0.1 < then["expected"] - then["happened"]


def test_the_ranges_hold_as_often_as_they_say():
    found = backtest.coverage(backtest.areas_after(*(load(name) for name in INPUT[:2])))
    assert found["inside_50"] >= 0.5
    assert found["inside_80"] >= 0.8


@pytest.fixture(scope="module")
def shares():
    return realised.realised_shares(*(load(name) for name in INPUT[:2]))


def test_the_share_realised_is_the_fall_over_the_release(shares):
    row = shares[(shares["country"] == "BIH") & (shares["stood"] == 2020) & (shares["year"] == 2025)].iloc[0]
    assert (row["area_km2"], row["later_km2"]) == (965, pytest.approx(802.57))
    assert row["share_pct"] == pytest.approx(100 * row["fall_km2"] / row["rate_km2"])
    assert shares["source"].notna().all()
    grown = shares[shares["country"] == "CYP"]
    assert (grown["share_pct"] <= 2).all(), "the stated area in Cyprus grew"


def test_each_other_state_weighs_the_same_and_the_own_past_a_half(shares):
    found = realised.realised_for(shares, "BIH", "MINES", 2025, [10.0])
    own = shares["country"].eq("BIH") & shares["family"].eq("MINES") & shares["stood"].gt(2010)
    others = shares[shares["country"] != "BIH"]
    assert len(found.shares) == len(others) + own.sum()
    assert sum(found.weights) == pytest.approx(1)
    assert sum(found.weights[: len(others)]) == pytest.approx(realised.OWN)
    each = pd.Series(found.weights[: len(others)]).groupby(
        [others["country"].to_numpy(), others["family"].to_numpy()]
    )
    assert np.allclose(each.sum(), each.sum().iloc[0])


def test_the_own_past_counts_only_when_it_is_over(shares):
    early = realised.realised_for(shares, "HRV", "MINES", 2006, [80.0])
    assert len(early.shares) == (shares["country"] != "HRV").sum()
    assert realised.realised_for(shares[:0], "HRV", "MINES", 2006, [80.0]) == realised.WHOLE


def test_a_state_whose_area_grew_never_ends():
    times = projection.completion_times(
        (10, 10), 2020.0, [2, 2, 2], realised=realised.Realised((-0.5, 0.5), (0.5, 0.5))
    )
    assert 0.4 < np.isinf(times).mean() < 0.6
    assert np.allclose(times[np.isfinite(times)], 2030)


def test_cost_needs_both_sides():
    rows = cost.costs(*(load(name) for name in COST))
    assert rows[["amount", "area_km2"]].notna().all().all()
    croatia = rows[(rows["country"] == "HRV") & (rows["year_from"] == 2023)]
    assert croatia[["amount", "area_km2"]].to_numpy().tolist() == [[55_500_000, 58]]
    assert not rows["work"].str.contains("cumulative").any()
    low, high = cost.cost_range(rows)
    assert 5e5 < low < high < 3e6
    assert (rows["cost_real_eur"] >= rows["cost_eur"]).all(), "prices of the last year are the highest"
    assert croatia["cost_real_eur"].tolist() == croatia["cost_eur"].tolist(), "2023 is the base year"


def test_prices_stand_on_the_level_of_the_last_year():
    factors = cost.price_factors(load("price_changes"))
    assert factors[2023] == 1
    assert factors[2015] == pytest.approx(1.231, abs=0.01), "euro area HICP: 100 in 2015, 123 in 2023"
    assert factors.is_monotonic_decreasing
    assert cost.price_factors(load("price_changes")[:0]).empty
    assert cost.prices_said(load("price_changes")[:0]) == "prices as printed"


def test_the_funding_gap_needs_both_sides():
    tables = [load(name) for name in ("funding_totals", "exchange_rates", "price_changes")]
    last = cost.last_total(*tables, "BIH")
    assert (last["year"], last["currency"]) == (2017, "USD")
    assert last["eur"] == pytest.approx(17_672_820 / 1.1301 * 1.2, rel=0.02)
    assert cost.last_total(*tables, "SVN") == {}
    assert cost.yearly_gap(1, (1e6, 2e6), 5e6) == (0, 0)


def test_projections_are_dashed_and_say_so(projected):
    figure = drawn.completion_ranges(
        projected, load("obligations"), load("countries"), load("sources"), TODAY
    )
    assert figure.layout.title.text.startswith("Projection")
    lines = [trace for trace in figure.data if trace.mode == "lines"]
    assert lines
    assert all(trace.line.dash not in (None, "solid") for trace in lines)
    assert "PROJECTION" in figure.layout.xaxis.title.text
    tested = drawn.backtest(
        backtest.completions(*(load(name) for name in INPUT), TODAY), load("countries"), load("sources")
    )
    assert tested.layout.title.text.startswith("Projections back-tested")


def test_the_area_ahead_keeps_the_recorded_line_whole():
    series = hazards.area_series(load("contamination"))
    line = series[(series["country"] == "BIH") & (series["family"] == "MINES") & (series["role"] == "line")]
    paths = projection.area_left_paths((800, 820), [5, 20, 30], 10).assign(
        year=lambda rows: 2025 + rows["years"]
    )
    figure = drawn.area_ahead(line, paths, "BiH", "MINES", pd.Timestamp("2027-03-01"))
    recorded = next(trace for trace in figure.data if trace.name == "Recorded")
    assert recorded.line.dash is None
    ahead = [trace for trace in figure.data if trace.name != "Recorded"]
    assert len(ahead) == 5
    assert all(trace.line.dash and "Projection" in trace.name for trace in ahead)
    assert figure.layout.title.text.startswith("Projection")


def test_empty_tables_are_said():
    nothing = projection.projections(*(load(name)[:0] for name in INPUT), TODAY)
    assert nothing.empty
    figure = drawn.completion_ranges(nothing, load("obligations")[:0], load("countries"))
    assert "Not enough data" in figure.layout.title.text
    assert backtest.coverage(backtest.completions(*(load(name)[:0] for name in INPUT), TODAY))["cases"] == 0
    assert backtest.areas_after(load("contamination")[:0], load("clearance")[:0]).empty
    assert cost.costs(*(load(name)[:0] for name in COST)).empty
    series = hazards.area_series(load("contamination")[:0])
    assert "No area left" in drawn.area_ahead(series, pd.DataFrame(), "Nauru").layout.title.text
    nothing = realised.realised_shares(*(load(name)[:0] for name in INPUT[:2]))
    assert "No stated area" in shares_realised(nothing, load("countries")).layout.title.text
    ends = backtest.completions(*(load(name)[:0] for name in INPUT), TODAY)
    assert "can be tested" in drawn.backtest(ends, load("countries")).layout.title.text
    calendar = reporting.calendar(*(load(name)[:0] for name in CALENDAR), TODAY)
    assert calendar_timeline(calendar, load("countries")).layout.title.text == "Nothing is due on record"


CALENDAR = ("obligations", "treaty_actions", "events", "countries")


def test_each_state_party_reports_each_30_april():
    rows = reporting.calendar(*(load(name) for name in CALENDAR), TODAY)
    reports = rows[rows["kind"] == "report"]
    assert set(reports["date"]) == {pd.Timestamp("2027-04-30"), pd.Timestamp("2028-04-30")}
    assert not reports.duplicated(["country", "treaty", "date"]).any()
    ccm = set(reports.loc[reports["treaty"] == "CCM", "country"])
    assert {"BIH", "HRV", "ALB"} <= ccm
    assert not ccm & {"SRB", "TUR", "LTU"}, "never joined, or left"


def test_the_calendar_knows_deadlines_and_requests():
    rows = reporting.calendar(*(load(name) for name in CALENDAR), TODAY)
    due = rows[rows["kind"] == "clearance"].set_index(["country", "treaty"])["date"]
    assert due["BIH", "APMBC"] == pd.Timestamp("2027-03-01")
    assert "SRB" in set(rows.loc[rows["kind"] == "extension", "country"])
    assert "HRV" not in set(rows.loc[rows["kind"] == "clearance", "country"]), "completed"


def test_the_feed_is_valid_icalendar():
    client = TestClient(Starlette(routes=ROUTES))
    answer = client.get("/api/v1/deadlines.ics", params={"countries": "BIH,HRV"})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/calendar")
    calendar = icalendar.Calendar.from_ical(answer.content)
    entries = list(calendar.walk("VEVENT"))
    assert len({str(entry["uid"]) for entry in entries}) == len(entries) >= 9
    assert all(
        {"DTSTAMP", "DTSTART", "SUMMARY"} <= set(entry) and "Source: http" in entry["description"]
        for entry in entries
    )
    assert any("Clearance of mined areas due" in entry["summary"] for entry in entries)


@pytest.mark.parametrize("query", ["countries=XYZ", "region=NOWHERE", "countries=<b>"])
def test_the_feed_says_what_it_does_not_know(query):
    answer = TestClient(Starlette(routes=ROUTES)).get(f"/api/v1/deadlines.ics?{query}")
    assert answer.status_code == 404
    assert "countries=BIH,HRV" in answer.text


@pytest.mark.parametrize(
    ("parameters", "heading"),
    [
        ({}, "Projection: "),
        ({"part": "whatif"}, "Projection for BiH"),
        ({"part": "whatif", "pace": "500", "cancelled": "95", "extra": "200"}, "square kilometre cost"),
        ({"part": "backtest"}, "Projections back-tested"),
        ({"part": "calendar"}, "annual reports due on 30 April"),
    ],
    ids=["clock", "what if", "all sliders up", "back-test", "calendar"],
)
def test_each_part_of_the_page_draws(parameters, heading):
    test = visited("deadlines", parameters)
    assert not test.exception
    assert heading in headings(test)


@pytest.mark.parametrize("part", ["clock", "whatif", "backtest", "calendar"])
def test_each_part_says_when_there_is_nothing(part):
    test = visited("deadlines", {"part": part}, EMPTY)
    assert not test.exception
    assert headings(test)

"""Projections: the model on made-up numbers, real cases, words, what-if, costs."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from tests.backtest_figures import PAST
from tests.tables import EMPTY, TABLES, view
from topics import costs, what_if
from topics.land import paces, projection
from topics.land.area_series import area_series
from topics.land.paces import CarriedOn
from topics.land.projection_chart import completion_ranges, not_projected
from topics.land.projection_words import (
    completion_sentences,
    completion_words,
    likelihood_words,
    middle_words,
)
from topics.money import prices
from topics.what_if_chart import area_ahead

LIMITS = list(projection.SHARES)
SURE = projection.Outlook(2020.0, (10, 10), 2.0, CarriedOn(1.0, 0.0, 9), 2021.0)
"""An area of 10 km² that falls by 2 km² a year for sure."""


@pytest.fixture(scope="module")
def projected():
    return projection.projections(PAST)


def case(rows, country, family):
    rows = rows[(rows["country"] == country) & (rows["family"] == family)]
    assert len(rows) == 1
    return rows.iloc[0]


def test_an_even_pace_ends_when_arithmetic_says():
    assert np.allclose(projection.ends(SURE), 2025)
    assert np.allclose(projection.areas_at(SURE, np.array([2021.0, 2024.5, 2030.0])), [8, 1, 0])


def test_limits_are_those_of_students_t():
    carried = CarriedOn(1.0, 0.3, 11)
    ends = projection.quantiles(projection.ends(replace(SURE, carried_on=carried, today=2020.0)))
    slow = 1.0 - 0.3 * 1.3722  # t of 10 degrees of freedom at 90 %
    assert ends["p90"] == pytest.approx(2020 + 5 / slow, abs=0.02)
    assert ends["p50"] == pytest.approx(2025, abs=0.02)


def test_finer_parts_print_the_same_words(projected, monkeypatch):
    monkeypatch.setattr(projection, "PARTS", 50_001)
    outlook = projection.affected_case(PAST, "BIH", "MINES").outlook
    ratios = projection.ratios(outlook.carried_on, 50_001)
    monkeypatch.setattr(projection, "ratios", lambda _: ratios)
    times = projection.ends(outlook)
    finer = projection.quantiles(times)
    row = case(projected, "BIH", "MINES")
    words = middle_words(row["p10"], row["p50"], row["p90"], row["never"])
    assert words == middle_words(finer["p10"], finer["p50"], finer["p90"], float(np.isinf(times).mean()))


def test_an_area_that_does_not_fall_never_ends():
    growing = replace(SURE, carried_on=CarriedOn(-1.0, 0.0, 9))
    assert np.isinf(projection.ends(growing)).all()
    faster = projection.areas_at(growing, np.array([2025.0]), projection.Change(pace=5))
    assert (faster == 20).all(), "more teams do not make an area grow faster"


def test_other_figures_of_the_area_widen_the_range():
    narrow, wide = (
        projection.quantiles(projection.ends(replace(SURE, range_km2=area))) for area in ((10, 10), (5, 15))
    )
    assert wide["p90"] - wide["p10"] > narrow["p90"] - narrow["p10"] == 0


def test_what_was_over_by_today_is_left_out():
    later = replace(SURE, carried_on=CarriedOn(1.0, 0.3, 9), today=2024.5)
    left, _, is_open = projection.paths(later)
    assert (left > 0).all()
    assert 0.5 < is_open < 1


def test_limits_lie_within_each_other(projected):
    rows = projected[projected["reason"] == ""]
    assert len(rows)
    assert (rows[LIMITS].diff(axis=1).iloc[:, 1:].fillna(0) >= 0).all().all()


def test_mines_in_bosnia_cannot_be_cleared_by_2027_at_the_recorded_pace(projected):
    row = case(projected, "BIH", "MINES")
    assert row["area_km2"] == pytest.approx(774)
    assert row["pace_km2_per_year"] == pytest.approx((965 - 774) / (2026.13 - 2020.4945), rel=0.001)
    assert row["likelihood"] == 0
    assert likelihood_words(row["likelihood"]) == "under 1 %", "none of the parts is not the same as never"
    assert 2035 < row["p10"] < 2045 < row["p50"] < 2065
    assert row["p90"] > projection.LATEST
    assert row["needed_km2_per_year"] > 10 * row["pace_km2_per_year"]


def test_no_year_is_printed_of_a_tail_that_never_ends():
    assert "beyond 2100" in middle_words(2040.2, 2054.1, 2125.0)
    assert "more than a quarter of the projections never end" in middle_words(2040, 2054, np.inf, 0.26)
    texts = completion_sentences(PAST, view("WORLD", tables=PAST))
    assert texts
    assert all("21" not in text.split("projections never")[0].replace("2100", "") for text in texts)


def test_the_middle_comes_first(projected):
    words = completion_words(PAST, "BIH", "MINES")
    row = case(projected, "BIH", "MINES")
    assert words.startswith(f"at the recorded pace land would be clear about {int(row['p50'])} (80 % range ")
    assert f"{int(row['p10'])} to beyond 2100" in words
    assert completion_words(PAST, "HRV", "MINES") == ""
    assert "not projected" in completion_words(PAST, "CYP", "MINES")


def test_what_cannot_be_projected_says_why(projected):
    assert "has not fallen since" in case(projected, "ARM", "MINES")["reason"], "survey found more land"
    assert "over 2 years old" in case(projected, "CYP", "MINES")["reason"]
    old = projected[projected["reason"].str.contains("over 2 years old")]
    assert len(old)
    assert ((pd.Timestamp(PAST.today) - old["as_of"]).dt.days > 2 * 365).all()
    without = projected[projected["area_km2"].isna()]
    assert without["reason"].eq("no area left is on record").all()
    assert projected.loc[projected["reason"] != "", LIMITS].isna().all().all()
    assert "CYP" in set(not_projected(PAST, view("WORLD", tables=PAST)).rows["country"])


def test_completed_states_are_not_projected(projected):
    pairs = set(zip(projected["country"], projected["family"], strict=True))
    assert not pairs & {("HRV", "MINES"), ("HRV", "CMR"), ("BIH", "CMR"), ("ALB", "MINES"), ("MNE", "CMR")}


def test_a_projection_names_the_records_it_was_computed_from(projected):
    row = case(projected, "BIH", "MINES")
    assert not row["is_stated"]
    tables = {name: set(TABLES[name]["record_id"]) for name in ("contamination", "obligations")}
    assert all(ids & set(row["records"]) for ids in tables.values())
    assert set(row["records"]) <= set().union(*tables.values())


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
    other = projection.projected(projection.affected_case(PAST, "BIH", "MINES"), change)
    now = case(projected, "BIH", "MINES")
    assert all(other[limit] <= now[limit] for limit in LIMITS)
    assert all(other[limit] < now[limit] for limit in ("p10", "p25", "p50"))


def test_a_change_holds_from_today_on():
    assert np.allclose(projection.ends(SURE, projection.Change(pace=2)), 2023)
    assert np.allclose(projection.ends(SURE, projection.Change(share_cancelled=0.5)), 2023)
    money = projection.Change(extra_eur=2e6, cost_eur=(1e6, 1e6))
    assert np.allclose(projection.ends(SURE, money), 2023)


def test_an_unknown_case_names_those_that_exist():
    with pytest.raises(LookupError, match="BIH-MINES"):
        projection.affected_case(PAST, "HRV", "MINES")


def test_a_pace_is_the_fall_over_about_five_years():
    line = paces.area_lines(PAST)["BIH", "MINES"]
    area = next(row for row in line if row["year"] == 2020)
    pace = paces.fall_before(PAST, paces.known_by(line, 2021.0), area)
    before = next(row for row in line if row["year"] == pace.since)
    assert pace.km2 == pytest.approx((before["area_km2"] - 965) / (area["at"] - before["at"]))
    assert pace.known == max(area["known"], before["known"])


def test_cost_needs_both_sides():
    rows = costs.costs(PAST)
    assert rows[["amount", "area_km2"]].notna().all().all()
    croatia = rows[(rows["country"] == "HRV") & (rows["year_from"] == 2023)]
    assert croatia[["amount", "area_km2"]].to_numpy().tolist() == [[55_500_000, 58]]
    assert croatia["records"].iloc[0][0] in set(TABLES["funding_totals"]["record_id"])
    low, high = costs.cost_range(PAST)
    assert 5e5 < low < high < 3e6
    assert (rows["cost_real_eur"] >= rows["cost_eur"]).all(), "prices of the last year are the highest"
    assert croatia["cost_real_eur"].tolist() == croatia["cost_eur"].tolist(), "2023 is the base year"


def test_prices_stand_on_the_level_of_the_last_year():
    factors = prices.price_factors(TABLES["price_changes"])
    assert factors[2023] == 1
    assert factors[2015] == pytest.approx(1.231, abs=0.01), "euro area HICP: 100 in 2015, 123 in 2023"
    assert factors.is_monotonic_decreasing
    assert prices.price_words(PAST) == "prices of 2023"
    assert prices.price_words(EMPTY) == "prices as printed"


def test_projections_are_dashed_and_say_so():
    chart = completion_ranges(PAST, view(tables=PAST))
    assert chart.title == "Bosnia and Herzegovina: about 2054 at the recorded pace, deadline 2027"
    assert "80 % range 2039 to beyond 2100" in chart.measure
    lines = [trace for trace in chart.figure["data"] if trace.get("mode") == "lines"]
    assert lines
    assert all(trace["line"]["dash"] not in (None, "solid") for trace in lines)
    names = [trace["name"] for trace in chart.figure["data"] if trace.get("showlegend")]
    assert "80 % range" in names
    assert "Projected" in chart.measure


def test_the_area_ahead_draws_the_recorded_line_full():
    chart = area_ahead(PAST, view(tables=PAST))
    recorded = [trace for trace in chart.figure["data"] if trace["name"] == "Recorded"]
    assert all("dash" not in trace["line"] for trace in recorded)
    ahead = [trace for trace in chart.figure["data"] if trace["name"] != "Recorded"]
    assert len(ahead) == 5
    assert all(trace["line"]["dash"] and "Projection" in trace["name"] for trace in ahead)
    assert chart.title == "Bosnia and Herzegovina would be clear of mines about 2054"
    series = area_series(PAST)
    line = series[series["country"].eq("BIH") & series["family"].eq("MINES") & series["role"].eq("line")]
    assert chart.rows.loc[chart.rows["what"] == "recorded", "area_km2"].tolist() == line["area_km2"].tolist()


def test_headlines_set_a_change_beside_the_recorded_pace():
    rows = what_if.what_if_headlines(PAST, view(tables=PAST), pace=500, cancelled=95, extra=200)
    values = rows.set_index("heading")
    assert values.loc["Projection: middle", "remark"].startswith("at the recorded pace about 20")
    assert values.loc["Fall of the area needed", "value"] < 60
    assert what_if.extra_money_words(PAST, 0) == ""
    assert "the extra money clears" in what_if.extra_money_words(PAST, 20)
    assert list(what_if.cases(PAST, view(tables=PAST, countries=("BIH",)))) == ["BIH-MINES"]


def test_sentences_say_what_is_needed():
    sentences = completion_sentences(PAST, view(tables=PAST))
    assert any("To meet the deadline of 1 March 2027" in sentence for sentence in sentences)


def test_empty_tables_are_said():
    nothing = view(tables=EMPTY)
    assert projection.projections(EMPTY).empty
    assert "Not enough data" in completion_ranges(EMPTY, nothing).title
    assert "Not enough data" in area_ahead(EMPTY, nothing).title
    assert costs.costs(EMPTY).empty
    assert what_if.what_if_headlines(EMPTY, nothing).empty

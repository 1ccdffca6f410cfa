"""Projections: the model on made-up numbers, real cases, tests of past projections, what-if, costs."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from tests.tables import EMPTY, TABLES, view
from topics import costs, what_if
from topics.land import backtest, projection, realised
from topics.land.area_series import area_series
from topics.land.backtest_chart import backtest as backtest_chart
from topics.land.backtest_chart import shares_realised
from topics.land.projection_chart import completion_ranges, not_projected
from topics.land.projection_words import backtest_words, completion_sentences, likelihood_words, year_words
from topics.land.standing_points import standing_points
from topics.money import prices
from topics.tables import Tables
from topics.what_if_chart import area_ahead

TODAY = date(2026, 11, 21)
FRAMES = {name: TABLES[name] for name in TABLES}
PAST = Tables(FRAMES, version="projection", published=TABLES.published, today=TODAY)
LIMITS = list(projection.SHARES)


@pytest.fixture(scope="module")
def projected():
    return projection.projections(PAST)


@pytest.fixture(scope="module")
def tested():
    return backtest.completions(PAST)


@pytest.fixture(scope="module")
def shares():
    return realised.realised_shares(PAST)


def case(rows, country, family):
    rows = rows[(rows["country"] == country) & (rows["family"] == family)]
    assert len(rows) == 1
    return rows.iloc[0]


def test_an_even_pace_ends_when_arithmetic_says():
    assert np.allclose(projection.completion_times((10, 10), 2020.0, [2, 2, 2]), 2025)


def test_the_part_of_the_last_year_counts():
    assert np.allclose(projection.completion_times((5, 5), 2020.0, [2, 2, 2]), 2022.5)


def test_the_same_seed_gives_the_same_simulations():
    first, second = (projection.completion_times((50, 80), 2020.0, [1, 5, 9]) for _ in range(2))
    assert np.array_equal(first, second)


def test_a_pace_of_almost_nothing_never_ends():
    times = projection.completion_times((1000, 1000), 2020.0, [0, 0, 0.1])
    assert np.isinf(times).all()
    assert year_words(projection.quantiles(times)["p50"]) == "after 100 years"


def test_other_figures_of_the_area_widen_the_interval():
    narrow = projection.quantiles(projection.completion_times((60, 60), 2020.0, [4, 6, 8]))
    wide = projection.quantiles(projection.completion_times((30, 90), 2020.0, [4, 6, 8]))
    assert wide["p90"] - wide["p10"] > narrow["p90"] - narrow["p10"]


def test_intervals_lie_within_each_other(projected):
    rows = projected[projected["reason"] == ""]
    assert len(rows)
    assert (rows[LIMITS].diff(axis=1).iloc[:, 1:].fillna(0) >= 0).all().all()


def test_mines_in_bosnia_cannot_be_cleared_by_2027_at_the_recorded_pace(projected):
    row = case(projected, "BIH", "MINES")
    assert row["area_km2"] == pytest.approx(802.57)
    assert row["high_km2"] == pytest.approx(822.87), "two sources state more for the same year"
    assert row["deadline"] == pd.Timestamp("2027-03-01")
    assert row["likelihood"] == 0
    assert likelihood_words(row["likelihood"]) == "under 1 %", (
        "none of the simulations is not the same as never"
    )
    assert row["p10"] > 2040
    assert row["needed_km2_per_year"] > 20 * row["release_km2_per_year"]


def test_what_cannot_be_projected_says_why(projected):
    assert "2 yearly releases" in case(projected, "TUR", "MINES")["reason"]
    assert "too old" in case(projected, "SRB", "MINES")["reason"]
    without = projected[projected["area_km2"].isna()]
    assert without["reason"].eq("no area left is on record").all()
    assert projected.loc[projected["reason"] != "", LIMITS].isna().all().all()
    rows = not_projected(PAST, view(tables=PAST)).rows
    assert {"TUR", "SRB"} <= set(rows["country"])


def test_completed_states_are_not_projected(projected):
    pairs = set(zip(projected["country"], projected["family"], strict=True))
    assert not pairs & {("HRV", "MINES"), ("HRV", "CMR"), ("BIH", "CMR"), ("ALB", "MINES"), ("MNE", "CMR")}


def test_a_projection_names_the_records_it_was_computed_from(projected):
    row = case(projected, "BIH", "MINES")
    assert not row["is_stated"]
    tables = {name: set(TABLES[name]["record_id"]) for name in ("contamination", "clearance", "obligations")}
    assert all(tables[name] & set(row["records"]) for name in tables)
    assert set(row["records"]) <= set().union(*tables.values())
    assert not set(row["needed_records"]) & tables["clearance"], (
        "the release needed rests on area and deadline"
    )


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
    change = projection.changed_after(projection.Change(pace=2), 2022.9, pd.Timestamp(TODAY))
    assert change.after == 4
    assert np.allclose(projection.completion_times((10, 10), 2020.0, [2, 2, 2], change), 2024.5)


def test_an_unknown_case_names_those_that_exist():
    with pytest.raises(LookupError, match="BIH-MINES"):
        projection.affected_case(PAST, "HRV", "MINES")


def test_a_past_projection_knows_nothing_of_later_years():
    points = standing_points(PAST)
    assert points
    assert all(point.area["as_of"].year <= point.year for point in points)
    frames = FRAMES | {
        "contamination": FRAMES["contamination"][lambda rows: rows["as_of"].dt.year <= 2012],
        "clearance": FRAMES["clearance"][lambda rows: rows["year_to"] <= 2012],
        "obligations": FRAMES["obligations"][lambda rows: ~(rows["date"].dt.year > 2012)],
    }
    early = standing_points(Tables(frames, version="2012", today=TODAY))
    full = {point.year: point for point in points if (point.country, point.family) == ("HRV", "MINES")}
    croatia = [point for point in early if (point.country, point.family) == ("HRV", "MINES")]
    assert croatia
    assert all(
        (point.range_km2, point.rates) == (full[point.year].range_km2, full[point.year].rates)
        for point in croatia
    )


def test_the_back_test_counts_misses_as_misses(tested):
    cover = backtest.coverage(tested)
    assert cover["cases"] == (tested["outcome"] != "not yet known").sum() > 20
    assert 0 < cover["inside_50"] <= cover["inside_80"] <= 1
    before = backtest.coverage(backtest.completions(PAST, whole=True))
    assert before["inside_80"] < 0.6, "what was published before the share realised"
    croatia = tested[(tested["country"] == "HRV") & (tested["family"] == "MINES")]
    assert croatia["completed_in"].between(2026.1, 2026.2).all()


def test_areas_five_years_on_are_tested():
    rows = backtest.areas_after(PAST)
    assert (rows["year"] - rows["projected_in"]).between(1, 6).all()
    cover = backtest.coverage(rows)
    assert cover["cases"] == len(rows)
    assert cover["inside_50"] >= 0.5
    assert cover["inside_80"] >= 0.8


def test_the_likelihoods_fit_what_came_true(tested):
    now, before = backtest.reliability(tested), backtest.reliability(backtest.completions(PAST, whole=True))
    assert now["cases"] == before["cases"] == len(tested)
    assert abs(now["expected"] - now["completed"]) < 0.1 < before["expected"] - before["completed"]


def test_the_share_realised_is_the_fall_over_the_release(shares):
    bosnia = shares[shares["country"].eq("BIH") & shares["year_from"].eq(2020) & shares["year_to"].eq(2025)]
    row = bosnia.iloc[0]
    assert (row["from_km2"], row["to_km2"]) == (965, pytest.approx(802.57))
    assert row["share_pct"] == pytest.approx(100 * row["fall_km2_per_year"] / row["release_km2_per_year"])
    assert shares["records"].map(len).gt(1).all()
    assert (shares.loc[shares["country"] == "CYP", "share_pct"] <= 2).all(), "the stated area in Cyprus grew"


def test_each_other_state_weighs_the_same_and_the_own_past_a_half(shares):
    drawn = realised.realised_for(shares, "BIH", "MINES", 2025, [10.0])
    own = shares["country"].eq("BIH") & shares["family"].eq("MINES") & shares["year_from"].gt(2010)
    others = shares[shares["country"] != "BIH"]
    assert len(drawn.shares) == len(others) + own.sum()
    assert sum(drawn.weights) == pytest.approx(1)
    weights = pd.Series(drawn.weights[: len(others)])
    assert weights.sum() == pytest.approx(realised.OWN)
    each = weights.groupby([others["country"].to_numpy(), others["family"].to_numpy()]).sum()
    assert np.allclose(each, each.iloc[0])


def test_the_own_past_counts_only_when_it_is_over(shares):
    early = realised.realised_for(shares, "HRV", "MINES", 2006, [80.0])
    assert len(early.shares) == (shares["country"] != "HRV").sum()
    assert realised.realised_for(shares[:0], "HRV", "MINES", 2006, [80.0]) == realised.WHOLE


def test_a_state_whose_area_grew_never_ends():
    shares = realised.Realised((-0.5, 0.5), (0.5, 0.5))
    times = projection.completion_times((10, 10), 2020.0, [2, 2, 2], realised=shares)
    assert 0.4 < np.isinf(times).mean() < 0.6
    assert np.allclose(times[np.isfinite(times)], 2030)


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
    assert chart.title == (
        "Projection: at the recorded pace Bosnia and Herzegovina would be clear of mines in 2040 or later; "
        "the deadline is in 2027"
    )
    lines = [trace for trace in chart.figure["data"] if trace.get("mode") == "lines"]
    assert lines
    assert all(trace["line"]["dash"] not in (None, "solid") for trace in lines)
    assert "projection" in chart.figure["layout"]["xaxis"]["title"]["text"]
    assert backtest_chart(PAST, view(tables=PAST)).title.startswith("Projections back-tested: 23 of 61 cases")


def test_the_area_ahead_draws_the_recorded_line_full():
    chart = area_ahead(PAST, view(tables=PAST))
    recorded = [trace for trace in chart.figure["data"] if trace["name"] == "Recorded"]
    assert all("dash" not in trace["line"] for trace in recorded)
    ahead = [trace for trace in chart.figure["data"] if trace["name"] != "Recorded"]
    assert len(ahead) == 5
    assert all(trace["line"]["dash"] and "Projection" in trace["name"] for trace in ahead)
    assert chart.title.startswith("Projection for Bosnia and Herzegovina, mines")
    series = area_series(PAST)
    line = series[series["country"].eq("BIH") & series["family"].eq("MINES") & series["role"].eq("line")]
    assert chart.rows.loc[chart.rows["mark"] == "recorded", "area_km2"].tolist() == line["area_km2"].tolist()


def test_headlines_set_a_change_beside_the_recorded_pace():
    rows = what_if.what_if_headlines(PAST, view(tables=PAST), pace=500, cancelled=95, extra=200)
    values = rows.set_index("heading")
    assert values.loc["Projection: 80 % of simulations end", "remark"] == "at the recorded pace 2040 or later"
    assert values.loc["Release needed", "value"] < 30
    assert what_if.extra_money_words(PAST, 0) == ""
    assert "the extra money clears" in what_if.extra_money_words(PAST, 20)
    assert list(what_if.cases(PAST, view(tables=PAST, countries=("BIH",)))) == ["BIH-MINES"]


def test_sentences_say_what_is_needed():
    sentences = completion_sentences(PAST, view(tables=PAST))
    assert any("To meet the deadline, 1 March 2027" in sentence for sentence in sentences)
    assert any(sentence.endswith("No deadline is on record.") for sentence in sentences)
    assert "the model predicted **43 %**" in backtest_words(PAST)


def test_empty_tables_are_said():
    nothing = view(tables=EMPTY)
    assert projection.projections(EMPTY).empty
    assert "Not enough data" in completion_ranges(EMPTY, nothing).title
    assert "Not enough data" in area_ahead(EMPTY, nothing).title
    assert "No stated area" in shares_realised(EMPTY, nothing).title
    assert "can be tested" in backtest_chart(EMPTY, nothing).title
    assert backtest.coverage(backtest.completions(EMPTY))["cases"] == 0
    assert backtest_words(EMPTY) == ""
    assert costs.costs(EMPTY).empty
    assert what_if.what_if_headlines(EMPTY, nothing).empty

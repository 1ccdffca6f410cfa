"""The back-test: nothing of later years is known, each model is scored, documents print what is computed."""

import numpy as np
import pandas as pd
import pytest
from scoringrules import brier_score

from tests.backtest_figures import PAST, figures, printed
from tests.tables import EMPTY, TABLES, view
from topics.land import backtest, scores
from topics.land.backtest_chart import backtest as backtest_chart
from topics.land.backtest_chart import paces_carried_on
from topics.land.backtest_table import backtest_areas, both_models, model_completions, model_scores
from topics.land.paces import area_lines, carried_on, stretches
from topics.land.projection_words import backtest_words
from topics.tables import Tables, known_on


@pytest.fixture(scope="module")
def areas():
    return PAST.derive(backtest.area_tests)


@pytest.fixture(scope="module")
def ends():
    return PAST.derive(backtest.completion_tests)


@pytest.mark.parametrize("year", [2018, 2021])
def test_a_past_projection_is_that_of_the_tables_without_all_later_records(year):
    day = pd.Timestamp(year, 12, 31).date()
    then = {name: known_on(TABLES[name], day) for name in TABLES}
    for name, dated in (("contamination", "as_of"), ("clearance", "year_to"), ("obligations", "date")):
        if dated in then[name]:
            dates = then[name][dated]
            years = dates.dt.year if hasattr(dates, "dt") else dates
            then[name] = then[name][~(years > year)]
    early = Tables(then, version=f"until {year}", today=pd.Timestamp(year + 1, 1, 1).date())
    known, full = stretches(early), stretches(PAST)
    assert len(known)
    ours = carried_on(full, year + 0.998)
    theirs = carried_on(known, year + 0.998)
    assert ours.pairs <= theirs.pairs, "nothing is known to the test that was not known then"
    for stand in backtest.stands(PAST):
        if stand.year == year:
            assert all(row["known"] <= stand.day and row["at"] <= stand.day for row in stand.line)
            assert all(row["at"] > stand.line[-1]["at"] for row in stand.later)


def test_a_stretch_counts_from_the_day_on_which_all_of_it_was_known():
    rows = stretches(PAST)
    assert (rows["known"] >= rows["year_to"]).all()
    croatia = rows[rows["country"].eq("HRV") & rows["year_to"].eq(2026)]
    assert len(croatia)
    assert (croatia["known"] > 2026.15).all(), "the completion of February 2026 was not known before"
    before, after = carried_on(rows, 2026.0), carried_on(rows, 2026.9)
    assert before != after


def test_each_pair_weighs_the_same(areas):
    rows = stretches(PAST)
    carried = carried_on(rows, 2026.9)
    rows = rows[rows["known"] <= 2026.9].assign(ratio_pct=rows["ratio_pct"].clip(lower=0))
    means = rows.groupby(["country", "family"])["ratio_pct"].mean() / 100
    assert carried.pairs == len(means)
    assert carried.centre == pytest.approx(means.mean())
    mean, low, high = scores.mean_by_pair(areas, areas["crps"])
    assert mean == pytest.approx(areas.groupby(["country", "family"])["crps"].mean().mean())
    assert low < mean < high


def test_each_area_is_tested_fresh_and_old_once(areas):
    assert not areas.duplicated(scores.STAND).any()
    gap = areas["stood_in"] - areas["year_from"]
    assert gap[areas["age"] == "fresh"].between(0, backtest.OLDEST).all()
    assert gap[areas["age"] == "old"].between(backtest.OLDEST, backtest.WITHHELD).all()
    assert (areas["year"] >= areas["stood_in"]).all()


def test_the_80_per_cent_range_holds_about_80_per_cent(areas):
    fresh, old = (areas[areas["age"] == age] for age in ("fresh", "old"))
    mean, low, high = scores.mean_by_pair(fresh, fresh["inside_80"])
    assert 0.75 <= mean <= 0.85
    assert low < 0.8 < high
    assert scores.mean_by_pair(old, old["inside_80"])[0] < mean, "from old areas nothing is projected"


def test_scores_are_those_of_their_definitions(areas, ends):
    sure = backtest._scores(np.array([0.5]), 0.75)
    assert sure == {"crps": 0.25, "interval_score": pytest.approx(2.5), "pit": 1.0, "inside_80": 0.0}
    assert areas["pit"].between(0, 1).all()
    fresh = ends[ends["age"] == "fresh"]
    done = fresh["completed_in"].notna().astype(float)
    briers = pd.Series(brier_score(done, fresh["likely_by_now"]), fresh.index)
    row = scores.completion_scores(PAST).query("question == 'by_now' and model == 'areas'").iloc[0]
    assert row["brier"] == pytest.approx(scores.mean_by_pair(fresh, briers)[0])


def test_intervals_do_not_rest_on_the_seed(areas):
    for name in ("crps", "inside_80"):
        first, second = (scores.mean_by_pair(areas, areas[name], seed) for seed in (1, 2))
        assert np.allclose(first, second, atol=0.01)


def test_the_published_model_is_compared_with_five_others_on_the_same_cases():
    rows = scores.area_scores(PAST)
    for age in ("fresh", "old"):
        part = rows[rows["age"] == age].set_index("model")
        assert {"areas", "trend", "climatology", "own_pace", "persistence"} <= set(part.index)
        assert (part["cases"] <= part.loc["areas", "cases"]).all()
        for baseline in ("climatology", "own_pace", "persistence"):
            assert part.loc[baseline, "crps"] > part.loc["areas", "crps"]
        trend = part.loc["trend"]
        assert trend["difference_low"] < 0 < trend["difference_high"], (
            "no difference to the local linear trend can be told: else take what scores better"
        )


def test_completions_are_mostly_one_event(ends):
    rows = ends[(ends["age"] == "fresh") & ends["completed_in"].notna()]
    croatia = rows[(rows["country"] == "HRV") & (rows["family"] == "MINES")]
    assert len(croatia) > len(rows) / 2
    assert croatia["completed_in"].between(2026.1, 2026.2).all()
    words = backtest_words(PAST)
    assert f"{len(rows)} came, {len(croatia)} of them one event (Croatia, mines, 2026)" in words
    assert "no better than the plain share of completions: Brier score" in words


def test_the_document_prints_what_is_computed():
    assert printed() == figures(), "python -m tests.backtest_figures writes the figures anew"


def test_charts_of_the_back_test():
    chart = backtest_chart(PAST, view(tables=PAST))
    assert chart.title == "12 of 36 projected cases are complete by now; 15 were expected"
    assert (chart.rows["age"] == "fresh").all()
    assert "fell more slowly than before" in paces_carried_on(PAST, view("WORLD", tables=PAST)).title
    assert model_scores(PAST, view(tables=PAST)).title == "The 80 % range held in 78 % of the tests"
    assert "BIH" in set(both_models(PAST, view(tables=PAST)).rows["country"])
    assert len(area_lines(PAST)) > 20


def test_empty_tables_have_no_test():
    nothing = view(tables=EMPTY)
    charts = (backtest_chart, paces_carried_on, model_scores, model_completions, backtest_areas, both_models)
    assert all(chart(EMPTY, nothing).rows.empty for chart in charts)
    assert backtest_words(EMPTY) == ""

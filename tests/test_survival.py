"""How long states take to join a treaty: estimates, limits and routes."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.duration.survfunc import SurvfuncRight

from tests.tables import TABLES, view
from topics.treaties.censoring import shares_by_days
from topics.treaties.survival import MONTH_DAYS, months_to_half, routes, share_deposited, survival, waits

DAY = view().day
SIGNED = ("CCM", "APMBC", "ATT")
REGIONS = ("SEE", "EU", "EUROPE", "LATIN_AMERICA", "CENTRAL_ASIA", "WORLD")
WAITS = st.lists(st.tuples(st.integers(1, 400), st.booleans()), min_size=2, max_size=40)


def of(region: str, treaty: str) -> pd.DataFrame:
    waiting = waits(TABLES, treaty, DAY)
    return waiting[waiting["country"].isin(view(region).members)]


@settings(deadline=None, max_examples=60)
@given(WAITS)
def test_with_every_day_known_it_is_kaplan_and_meier_with_greenwoods_variance(states):
    days, is_waiting = (
        np.array([state[0] for state in states], float),
        np.array([state[1] for state in states]),
    )
    rises = shares_by_days(days, np.where(is_waiting, np.inf, days))
    fit = SurvfuncRight(days, (~is_waiting).astype(int)) if not is_waiting.all() else None
    if fit is None:
        assert rises.empty
        return
    assert rises["share"].to_numpy() == pytest.approx(1 - fit.surv_prob)
    assert rises["at_risk"].to_numpy() == pytest.approx(fit.n_risk)
    left = fit.surv_prob[fit.surv_prob > 0]
    reach = np.exp(1.96 * fit.surv_prob_se[: len(left)] / (left * -np.log(left)))
    assert rises["low"].to_numpy()[: len(left)] == pytest.approx(1 - left ** (1 / reach))
    assert rises["high"].to_numpy()[: len(left)] == pytest.approx(1 - left**reach)


def test_a_year_alone_spreads_a_state_over_what_is_known_of_the_others():
    rises = shares_by_days(np.array([10.0, 20.0, 5.0]), np.array([10.0, 20.0, 30.0]))
    assert rises["days"].tolist() == [10, 20]
    assert rises["share"].to_numpy() == pytest.approx([0.5, 1])
    assert rises["taken"].to_numpy() == pytest.approx([1.5, 1.5])


@pytest.mark.parametrize("treaty", SIGNED)
@pytest.mark.parametrize("region", REGIONS)
def test_limits_are_never_a_point_and_hold_the_share(region, treaty):
    shares = share_deposited(of(region, treaty))
    if shares.empty:
        return
    assert (shares["low_pct"] <= shares["share_pct"] + 1e-9).all()
    assert (shares["share_pct"] <= shares["high_pct"] + 1e-9).all()
    assert (shares["high_pct"] - shares["low_pct"] > 1).all(), "not even where all have deposited"
    assert shares["share_pct"].is_monotonic_increasing


def test_eight_of_eight_are_not_a_hundred_percent_for_sure():
    last = share_deposited(of("SEE", "CCM")).iloc[-1]
    assert last["share_pct"] == pytest.approx(100)
    assert 50 < last["low_pct"] < 65


def test_only_a_year_gives_a_wait_between_two_numbers_of_days():
    waiting = waits(TABLES, "ATT", DAY)
    inexact = waiting[~waiting["is_exact"] & ~waiting["is_waiting"]]
    by_year = waiting["deposit_precision"].eq("year") | waiting["signature_precision"].eq("year")
    assert (inexact["least_days"] < inexact["days"]).all()
    assert set(inexact["country"]) <= set(waiting.loc[by_year, "country"])


def test_half_of_the_signatories_with_its_limits():
    half, low, high = months_to_half(waits(TABLES, "CCM", DAY))
    fit = SurvfuncRight(
        *(waits(TABLES, "CCM", DAY).assign(is_over=lambda rows: ~rows["is_waiting"]))[["days", "is_over"]]
        .astype(float)
        .to_numpy()
        .T
    )
    assert half * MONTH_DAYS == pytest.approx(fit.quantile(0.5))
    assert (low * MONTH_DAYS, high * MONTH_DAYS) == pytest.approx(fit.quantile_ci(0.5))
    assert round(half) == 27


@pytest.mark.parametrize("treaty", SIGNED)
@pytest.mark.parametrize("region", REGIONS)
def test_the_routes_add_up_to_those_who_joined(region, treaty):
    asked = view(region)
    rows = routes(TABLES, treaty, DAY, asked.members)
    actions = TABLES["treaty_actions"]
    own = actions["treaty"].eq(treaty) & actions["country"].isin(asked.members) & actions["preferred"]
    consents = actions[
        own & actions["action"].isin(["ratification", "acceptance", "approval", "accession", "succession"])
    ]
    consents = consents[consents["date"].le(pd.Timestamp(DAY))]
    assert rows.groupby("route")["states"].last().sum() == consents["country"].nunique()
    assert (rows["low_pct"] <= rows["share_pct"]).all() and (rows["share_pct"] <= rows["high_pct"]).all()


def test_a_curve_ends_with_the_longest_wait():
    shares, _ = survival(TABLES, "CCM", DAY, view("SEE").members)
    assert shares["end"].iloc[0] >= shares["months"].max()

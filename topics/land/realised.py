"""By how much stated areas really fell, of what the recorded releases had let expect.

A release does not always shrink the area on record: survey finds new land, programmes stop, and land is
cancelled without a yearly figure. The share that was realised tells how far the past pace carries.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from topics.land.area_series import CASE, area_series, of_case
from topics.land.standing_points import WINDOW, rows_of_cases, standing_points
from topics.tables import Tables, united

YEARS = (3.0, 7.0)
"""Lengths of the stretches that are measured: about five years."""
OWN = 0.5
"""Weight of a state's own past where it has one; the other states share the rest."""
YEAR = 365.25
COLUMNS = [*CASE, "year_from", "year_to", "from_km2", "to_km2", "fall_km2_per_year", "release_km2_per_year"]
COLUMNS += ["share_pct", "source", "records", "is_stated"]


@dataclass(frozen=True)
class Realised:
    """Shares that a simulation may draw, with their weights; 1 is a fall of the area by the whole release."""

    shares: tuple[float, ...] = (1.0,)
    weights: tuple[float, ...] = (1.0,)


WHOLE = Realised()
"""Every release is realised in full."""


def drawn_shares(realised: Realised, draw: np.random.Generator, simulations: int) -> np.ndarray:
    """A share for each simulation; an area that grew counts as one that never falls."""
    return np.clip(draw.choice(realised.shares, simulations, p=realised.weights), 0, None)


def realised_shares(tables: Tables) -> pd.DataFrame:
    """For each past year and each area stated three to seven years later: how much of the pace was realised.

    *Columns*: COLUMNS. fall_km2_per_year is the fall of the area, release_km2_per_year the mean of the yearly
    releases on record at the beginning; share_pct the one in per cent of the other, below zero where the area
    grew. The source is that of the later area; records are those of both areas and of the releases.
    """
    series, rows = tables.derive(rows_of_cases, area_series), []
    for point in tables.derive(standing_points):
        rate = float(np.mean(point.rates))
        for end in series[point.country, point.family]:
            if end["role"] != "line":
                continue
            length = (end["at"] - point.area["at"]).days / YEAR
            if YEARS[0] <= length <= YEARS[1]:
                fall = (point.area["area_km2"] - end["area_km2"]) / length
                stretch = [point.country, point.family, point.year, int(end["year"])]
                areas = [point.area["area_km2"], end["area_km2"]]
                records = united([end["records"], point.records])
                rows.append([*stretch, *areas, fall, rate, 100 * fall / rate, end["source"], records, False])
    return pd.DataFrame(rows, columns=COLUMNS)


def realised_for(
    shares: pd.DataFrame, country: str, family: str, until: int, rates: Sequence[float]
) -> Realised:
    """The shares that count for a state in a year: those of the other states, and its own past for a half.

    Each other country and hazard weighs the same, however many stretches it has. Its own stretches count
    where they had ended and began within the window of the releases; their fall is set against the mean
    release of now, so that a change of pace is not counted twice. Its other hazard never counts.

    `shares` are those of `realised_shares`, `until` is the year in which one stands, `rates` are the state's
    yearly releases on record then.
    """
    others = shares[shares["country"] != country]
    own = of_case(shares, country, family)
    own = own[own["year_to"].le(until) & own["year_from"].gt(until - WINDOW)]
    mean = float(np.mean(rates)) if len(rates) else 0.0
    if not mean or (others.empty and own.empty):
        return WHOLE
    pairs = others.groupby(CASE)["year_from"].transform("size")
    left = 1.0 if own.empty else (1 - OWN if len(others) else 0.0)
    parts = [left * _even(1 / pairs.to_numpy(dtype=float)), (1 - left) * _even(np.ones(len(own)))]
    drawn = np.concatenate([others["share_pct"] / 100, own["fall_km2_per_year"] / mean])
    return Realised(tuple(drawn), tuple(np.concatenate(parts)))


def middle_share(realised: Realised) -> float:
    """The weighted median of the shares that may be drawn."""
    order = np.argsort(realised.shares)
    reached = np.cumsum(np.asarray(realised.weights)[order]) >= 0.5 - 1e-12
    return float(np.asarray(realised.shares)[order][reached.argmax()])


def median_shares(shares: pd.DataFrame) -> pd.DataFrame:
    """The shares of each country and hazard in one row, the lowest median first.

    *Columns*: country, family, year_from, year_to, share_pct (the median), stretches, records, is_stated.
    """
    rows = [
        [*case, part["year_from"].min(), part["year_to"].max(), part["share_pct"].median(), len(part)]
        for case, part in shares.groupby(CASE)
    ]
    columns = [*CASE, "year_from", "year_to", "share_pct", "stretches"]
    records = [united(part["records"]) for _, part in shares.groupby(CASE)]
    medians = pd.DataFrame(rows, columns=columns).assign(records=records, is_stated=False)
    return medians.sort_values("share_pct", ignore_index=True)


def _even(weights: np.ndarray) -> np.ndarray:
    """Weights that add up to one."""
    return weights / weights.sum() if len(weights) else weights

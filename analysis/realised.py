"""Measures by how much stated areas really fell, of what the recorded releases had let expect.

A release does not always shrink the area on record: survey finds new land, programmes stop, and land is
cancelled without a yearly figure. The share that was realised tells how far the past pace carries.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis import hazards
from analysis.on_record import WINDOW, standing_points
from analysis.once import once

YEARS = (3.0, 7.0)
"""Lengths of the stretches that are measured: about five years."""
OWN = 0.5
"""Weight of a state's own past where it has one; the other states share the rest."""
YEAR = 365.25
COLUMNS = [
    "country",
    "family",
    "stood",
    "year",
    "area_km2",
    "later_km2",
    "fall_km2",
    "rate_km2",
    "share_pct",
    "source",
    "locator",
    "basis",
    "note",
]


@dataclass(frozen=True)
class Realised:
    """Shares that a path may draw, with their weights; 1 is a fall of the area by the whole release."""

    shares: tuple[float, ...] = (1.0,)
    weights: tuple[float, ...] = (1.0,)


WHOLE = Realised()
"""Every release is realised in full."""


def drawn_shares(realised: Realised, draw: np.random.Generator, paths: int) -> np.ndarray:
    """A share for each path; an area that grew counts as one that never falls."""
    return np.clip(draw.choice(realised.shares, paths, p=realised.weights), 0, None)


def realised_shares(contamination: pd.DataFrame, clearance: pd.DataFrame) -> pd.DataFrame:
    """For each past year and each area stated three to seven years later: how much of the pace was realised.

    Columns: those of COLUMNS. stood is the year from which is measured, year that of the later area;
    fall_km2 the fall of the area per year; rate_km2 the mean of the yearly releases on record at the
    beginning; share_pct the one in per cent of the other, below zero where the area grew. The source is that
    of the later area.
    """
    return once(_shares, contamination, clearance)


def _shares(contamination: pd.DataFrame, clearance: pd.DataFrame) -> pd.DataFrame:
    series = hazards.area_series(contamination)
    line = series[series["role"] == "line"]
    rows = []
    for point in standing_points(contamination, clearance):
        same = line[(line["country"] == point.country) & (line["family"] == point.family)]
        years = (same["at"] - point.row["at"]).dt.days / YEAR
        rate = float(np.mean(point.rates))
        for length, end in zip(years, same.to_dict("records"), strict=True):
            if YEARS[0] <= length <= YEARS[1]:
                fall = (point.row["area_km2"] - end["area_km2"]) / length
                cited = {name: end[name] for name in ("year", "source", "locator", "note")}
                facts = {"country": point.country, "family": point.family, "stood": point.stood}
                facts |= {"area_km2": point.row["area_km2"], "later_km2": end["area_km2"], "rate_km2": rate}
                facts |= {"fall_km2": fall, "share_pct": 100 * fall / rate, "basis": "computed"}
                rows.append({**facts, **cited})
    return pd.DataFrame(rows, columns=COLUMNS)


def realised_for(
    found: pd.DataFrame, country: str, family: str, until: int, rates: Sequence[float]
) -> Realised:
    """The shares that count for a state in a year: those of the other states, and its own past for a half.

    Each other country and hazard weighs the same, however many stretches it has. Its own stretches count
    where they had ended and began within the window of the releases; their fall is set against the mean
    release of now, so that a change of pace is not counted twice. Its other hazard never counts.

    Args:
        found: from `realised_shares`.
        country: its code.
        family: of hazards.
        until: the year in which one stands.
        rates: its yearly releases on record then.
    """
    others = found[found["country"] != country]
    own = found[found["country"].eq(country) & found["family"].eq(family) & found["year"].le(until)]
    own = own[own["stood"] > until - WINDOW]
    mean = float(np.mean(rates)) if len(rates) else 0.0
    if not mean or (others.empty and own.empty):
        return WHOLE
    pairs = others.groupby(["country", "family"])["stood"].transform("size")
    left = 1.0 if own.empty else (1 - OWN if len(others) else 0.0)
    parts = [left * _even(1 / pairs.to_numpy(dtype=float)), (1 - left) * _even(np.ones(len(own)))]
    shares = np.concatenate([others["share_pct"] / 100, own["fall_km2"] / mean])
    return Realised(tuple(shares), tuple(np.concatenate(parts)))


def middle_share(realised: Realised) -> float:
    """The weighted median of the shares that may be drawn."""
    order = np.argsort(realised.shares)
    reached = np.cumsum(np.asarray(realised.weights)[order]) >= 0.5 - 1e-12
    return float(np.asarray(realised.shares)[order][reached.argmax()])


def _even(weights: np.ndarray) -> np.ndarray:
    """Weights that add up to one."""
    return weights / weights.sum() if len(weights) else weights


def by_pair(found: pd.DataFrame) -> pd.DataFrame:
    """The shares of each country and hazard in one row.

    Columns: country, family, stretches, first_year, last_year, low_pct, middle_pct, high_pct, source.
    """
    groups = found.groupby(["country", "family"])
    rows = groups.agg(
        stretches=("share_pct", "size"),
        first_year=("stood", "min"),
        last_year=("year", "max"),
        low_pct=("share_pct", "min"),
        middle_pct=("share_pct", "median"),
        high_pct=("share_pct", "max"),
        source=("source", "last"),
    )
    return rows.reset_index().sort_values("middle_pct", ignore_index=True)

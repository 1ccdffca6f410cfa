"""Projects when the clearance of a state ends, from its recorded yearly release; seeded, draws nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np
import pandas as pd

from analysis import hazards, release
from analysis.on_record import area_range, decimal_year, known_rates, why_not
from analysis.realised import WHOLE, Realised, drawn_shares, middle_share, realised_for, realised_shares

HORIZON = 100
"""Years that a path runs; what is not over by then has no completion year."""
PATHS = 2000
SEED = 2017
SHARES = {"p10": 0.1, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p90": 0.9}
RANGES = {"50 %": ("p25", "p75"), "80 %": ("p10", "p90")}
COLUMNS = [
    "country",
    "family",
    "as_of",
    "as_of_precision",
    "area_km2",
    "low_km2",
    "high_km2",
    "figures",
    "first_year",
    "last_year",
    "rate_km2",
    "fall_km2",
    "p10",
    "p25",
    "p50",
    "p75",
    "p90",
    "deadline",
    "chance",
    "needed_km2",
    "reason",
    "source",
    "locator",
    "basis",
    "note",
]


@dataclass(frozen=True)
class Change:
    """What would be different from some year on: the pace, the area that survey cancels, and extra money.

    Units: share_cancelled 0 to 1 of what is left then, extra_eur per year, cost_eur the lowest and highest
    per km²; after counts whole years since the area was stated.
    """

    pace: float = 1.0
    share_cancelled: float = 0.0
    extra_eur: float = 0.0
    cost_eur: tuple[float, float] = (1e6, 1e6)
    after: int = 0


NO_CHANGE = Change()


def completion_times(
    areas: tuple[float, float],
    begin: float,
    rates: Sequence[float],
    change: Change = NO_CHANGE,
    realised: Realised = WHOLE,
    paths: int = PATHS,
) -> np.ndarray:
    """Simulated moments of completion as decimal years, infinite where a path does not end.

    Each path draws its own remaining area between the two, its own weights of the recorded years (Bayesian
    bootstrap: the long-run pace is itself uncertain), its own share of the release by which the area really
    falls, and then year after year a recorded rate.
    """
    draw = np.random.default_rng(SEED)
    left = draw.uniform(min(areas), max(areas), paths)
    return begin + _years_until(left, _yearly(draw, left, np.asarray(rates, dtype=float), change, realised))


def _yearly(
    draw: np.random.Generator, left: np.ndarray, rates: np.ndarray, change: Change, realised: Realised
) -> np.ndarray:
    """Fall of the area in each path and year; better survey cancels its share when the change begins."""
    weights = draw.dirichlet(np.ones(len(rates)), len(left)).cumsum(axis=1)
    chosen = draw.random((len(left), HORIZON))
    place = (chosen[:, :, None] > weights[:, None, :-1]).sum(axis=2)
    cost = draw.uniform(*change.cost_eur, (len(left), 1))
    yearly = rates[place]
    first = min(change.after, HORIZON - 1)
    yearly[:, first:] = yearly[:, first:] * change.pace + change.extra_eur / cost
    yearly *= drawn_shares(realised, draw, len(left))[:, None]
    open_then = np.clip(left - yearly[:, :first].sum(axis=1), 0, None)
    yearly[:, first] += change.share_cancelled * open_then
    return yearly


def _years_until(left: np.ndarray, yearly: np.ndarray) -> np.ndarray:
    """Years until each path has released its area; within a year the release is even."""
    done = yearly.cumsum(axis=1)
    over = done >= left[:, None] - 1e-12
    ends = over.any(axis=1)
    year = over.argmax(axis=1)
    row = np.arange(len(left))
    before = done[row, year] - yearly[row, year]
    part = np.divide(left - before, yearly[row, year], out=np.zeros(len(left)), where=yearly[row, year] > 0)
    return np.where(ends, year + part.clip(0, 1), np.inf)


def area_left_paths(
    areas: tuple[float, float],
    rates: Sequence[float],
    years: int,
    change: Change = NO_CHANGE,
    realised: Realised = WHOLE,
    paths: int = PATHS,
) -> pd.DataFrame:
    """Quantiles of the area left after 0, 1, 2, … years, by the same paths as `completion_times`."""
    draw = np.random.default_rng(SEED)
    left = draw.uniform(min(areas), max(areas), paths)
    falls = _yearly(draw, left, np.asarray(rates, dtype=float), change, realised)
    done = falls[:, :years].cumsum(axis=1)
    after = np.clip(np.column_stack([left, left[:, None] - done]), 0, None)
    rows = {name: np.quantile(after, share, axis=0) for name, share in SHARES.items()}
    return pd.DataFrame({"years": range(years + 1), **rows})


def quantiles(times: np.ndarray) -> dict[str, float]:
    """The limits of the ranges; infinite where so many paths do not end."""
    found = np.quantile(times, list(SHARES.values()), method="inverted_cdf") if len(times) else [np.nan] * 5
    return dict(zip(SHARES, map(float, found), strict=True))


def projections(
    contamination: pd.DataFrame,
    clearance: pd.DataFrame,
    obligations: pd.DataFrame,
    today: pd.Timestamp,
    change: Change = NO_CHANGE,
) -> pd.DataFrame:
    """The projected completion of each affected state and hazard family, or the reason why there is none.

    Columns: those of COLUMNS. p10 to p90 are decimal years, infinite beyond the horizon; needed_km2 is the
    yearly release that would meet the deadline; figures counts the years resampled; rate_km2 is their mean;
    fall_km2 is the middle of the yearly falls of the area that the paths draw (`analysis.realised`).
    """
    left = hazards.states_left(contamination)
    known = Known(
        hazards.area_series(contamination),
        release.released(clearance),
        realised_shares(contamination, clearance),
    )
    due = hazards.deadlines(obligations, today)
    due = due[due["duty"] == "clearance"].set_index(["country", "family"])["deadline"]
    rows = [
        _projected(row, known, due.get((row["country"], row["family"]), pd.NaT), today, change)
        for _, row in left.iterrows()
    ]
    return pd.DataFrame(rows, columns=COLUMNS).sort_values(["family", "country"]).reset_index(drop=True)


@dataclass(frozen=True)
class Known:
    """What is on record of all states: the line of areas, the yearly releases and the shares realised."""

    series: pd.DataFrame
    released: pd.DataFrame
    shares: pd.DataFrame


def _projected(
    row: pd.Series, known: Known, deadline: pd.Timestamp, today: pd.Timestamp, change: Change
) -> dict:
    """One case."""
    rates = known_rates(known.released, row["country"], row["family"], today.year)
    low, high = area_range(known.series, row) if pd.notna(row["area_km2"]) else (np.nan, np.nan)
    yearly = rates["area_km2"].tolist()
    realised = realised_for(known.shares, row["country"], row["family"], today.year, yearly)
    found = {
        **_given(row, rates),
        "fall_km2": middle_share(realised) * rates["area_km2"].mean(),
        "low_km2": low,
        "high_km2": high,
        "deadline": deadline,
        "needed_km2": needed_rate(row, deadline, today, change.share_cancelled),
        "reason": why_not(row, rates),
    }
    if not found["reason"]:
        begin = decimal_year(row["at"])
        from_now = changed_after(change, begin, today)
        times = completion_times((low, high), begin, yearly, from_now, realised)
        still = times[times >= decimal_year(today)]
        if len(still) * 2 < len(times):
            found["reason"] = _stale(row)
        else:
            found |= quantiles(still) | {"chance": chance(still, deadline, today)}
    return found


def _given(row: pd.Series, rates: pd.DataFrame) -> dict:
    """What goes into a projection and nothing of what comes out."""
    return {
        **{name: row[name] for name in COLUMNS if name in row},
        "figures": len(rates),
        "first_year": rates["year"].min(),
        "last_year": rates["year"].max(),
        "rate_km2": rates["area_km2"].mean(),
        "chance": np.nan,
    }


def changed_after(change: Change, begin: float, today: pd.Timestamp) -> Change:
    """The change as it holds from a day on, for paths that begin at a decimal year."""
    return replace(change, after=max(ceil(decimal_year(today) - begin), 0))


def _stale(row: pd.Series) -> str:
    year = row["as_of"].year
    return f"last area ({year}) too old: over by now at the recorded pace"


def chance(times: np.ndarray, deadline: pd.Timestamp, today: pd.Timestamp) -> float:
    """The share of paths that end by a deadline still ahead; unknown where there is none ahead."""
    if pd.isna(deadline) or deadline < today:
        return float("nan")
    return float((times <= decimal_year(deadline)).mean()) if len(times) else float("nan")


def needed_rate(row: pd.Series, deadline: pd.Timestamp, today: pd.Timestamp, cancelled: float = 0.0) -> float:
    """Area to be released per year, from the date of the figure on, to meet a deadline still ahead."""
    if pd.isna(row["area_km2"]) or pd.isna(deadline) or deadline < today or deadline <= row["at"]:
        return float("nan")
    area = float(row["area_km2"]) * (1 - cancelled)
    return round(area / (decimal_year(deadline) - decimal_year(row["at"])), 3)

"""Projects when the clearance of a state ends, from its recorded yearly releases; the seed is fixed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

import numpy as np
import pandas as pd

from topics.land.area_series import areas_left, of_case
from topics.land.obligations import obligations
from topics.land.realised import WHOLE, Realised, drawn_shares, middle_share, realised_for, realised_shares
from topics.land.standing_points import (
    Row,
    StandingPoint,
    decimal_year,
    no_projection_reason,
    standing_point,
)
from topics.tables import Records, Tables, united

HORIZON = 100
"""Years that a simulation runs; what is not over by then has no completion year."""
SIMULATIONS = 2000
SEED = 2017
SHARES = {"p10": 0.1, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p90": 0.9}
INPUTS = ["country", "family", "as_of", "as_of_precision", "area_km2", "low_km2", "high_km2"]
INPUTS += ["release_years", "first_year", "last_year", "release_km2_per_year", "fall_km2_per_year"]
COLUMNS = [*INPUTS, *SHARES, "deadline", "needed_km2_per_year", "likelihood", "reason"]
COLUMNS += ["records", "needed_records", "is_stated"]


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


@dataclass(frozen=True)
class Case:
    """What a projection of a country and hazard family starts from; `deadline` is the last on record."""

    point: StandingPoint
    realised: Realised
    deadline: pd.Timestamp
    records_of_deadline: Records
    today: pd.Timestamp

    @property
    def begin(self) -> float:
        """The date of the area left, as a decimal year."""
        return decimal_year(self.point.area["at"])


def completion_times(
    areas: tuple[float, float],
    begin: float,
    rates: Sequence[float],
    change: Change = NO_CHANGE,
    realised: Realised = WHOLE,
    simulations: int = SIMULATIONS,
) -> np.ndarray:
    """Simulated moments of completion as decimal years, infinite where a simulation does not end.

    Each simulation draws its own area left between the two, its own weights of the recorded years (Bayesian
    bootstrap: the long-run pace is itself uncertain), its own share of the release by which the area really
    falls, and then year after year a recorded rate.
    """
    draw = np.random.default_rng(SEED)
    left = draw.uniform(min(areas), max(areas), simulations)
    return begin + _years_until(left, _yearly(draw, left, np.asarray(rates, dtype=float), change, realised))


def areas_ahead(
    areas: tuple[float, float],
    rates: Sequence[float],
    years: int,
    change: Change = NO_CHANGE,
    realised: Realised = WHOLE,
    simulations: int = SIMULATIONS,
) -> pd.DataFrame:
    """Quantiles of the area left after 0, 1, 2, … years, by the same simulations as `completion_times`.

    *Columns*: years, p10, p25, p50, p75, p90 (km²).
    """
    draw = np.random.default_rng(SEED)
    left = draw.uniform(min(areas), max(areas), simulations)
    falls = _yearly(draw, left, np.asarray(rates, dtype=float), change, realised)
    done = falls[:, :years].cumsum(axis=1)
    after = np.clip(np.column_stack([left, left[:, None] - done]), 0, None)
    rows = {name: np.quantile(after, share, axis=0) for name, share in SHARES.items()}
    return pd.DataFrame({"years": range(years + 1), **rows})


def quantiles(times: np.ndarray) -> dict[str, float]:
    """The limits of the intervals; infinite where so many simulations do not end."""
    values = np.quantile(times, list(SHARES.values()), method="inverted_cdf") if len(times) else [np.nan] * 5
    return dict(zip(SHARES, map(float, values), strict=True))


def projections(tables: Tables) -> pd.DataFrame:
    """The projected completion of each affected state and hazard family, or the reason why there is none.

    *Columns*: COLUMNS. p10 to p90 are decimal years, infinite beyond the horizon; release_years counts the
    years resampled, release_km2_per_year is their mean, fall_km2_per_year the middle of the yearly falls of
    the area that simulations draw; needed_km2_per_year would meet the deadline and rests on needed_records;
    likelihood is the share of simulations that meet it. records are those of the state itself: areas,
    releases, deadlines. The shares realised elsewhere are those of `realised.realised_shares`.
    """
    return tables.derive(all_projections)


def all_projections(tables: Tables) -> pd.DataFrame:
    """What `projections` gives, worked out."""
    left = tables.derive(areas_left)
    rows = [projected(case_of(tables, area)) for area in left.to_dict("records")]
    return pd.DataFrame(rows, columns=COLUMNS)


def affected_case(tables: Tables, country: str, family: str) -> Case:
    """The case of an affected state.

    Raises:
        LookupError: the state is not affected, or nothing is on record.
    """
    left = tables.derive(areas_left)
    areas = of_case(left, country, family).to_dict("records")
    if not areas:
        pairs = (left["country"] + "-" + left["family"]).tolist()
        raise LookupError(f"Nothing is left to project for {country}-{family}. There are: {', '.join(pairs)}")
    return case_of(tables, areas[0])


def case_of(tables: Tables, area: Row) -> Case:
    """The case of a country and family by the row of its area left."""
    country, family, year = area["country"], area["family"], tables.today.year
    point = standing_point(tables, area, year)
    duties = of_case(obligations(tables), country, family)
    duties = duties[duties["duty"].eq("clearance") & duties["deadline"].notna()]
    return Case(
        point,
        realised_for(tables.derive(realised_shares), country, family, year, point.rates),
        duties["deadline"].iloc[0] if len(duties) else pd.NaT,
        united(duties["records"]),
        pd.Timestamp(tables.today),
    )


def projected(case: Case, change: Change = NO_CHANGE) -> dict[str, Any]:
    """The projection of a case, as a row of `projections`."""
    point = case.point
    row = _inputs(case) | {
        "deadline": case.deadline,
        "needed_km2_per_year": needed_rate(case, change.share_cancelled),
        "likelihood": float("nan"),
        "reason": no_projection_reason(point),
        "records": united([point.records, case.records_of_deadline]),
        "needed_records": united([point.area["records"], case.records_of_deadline]),
        "is_stated": False,
    }
    if row["reason"]:
        return row
    from_now = changed_after(change, case.begin, case.today)
    times = completion_times(point.range_km2, case.begin, point.rates, from_now, case.realised)
    open_still = times[times >= decimal_year(case.today)]
    if len(open_still) * 2 < len(times):
        year = point.area["as_of"].year
        return row | {
            "reason": f"last area ({year}) too old: it would be cleared by now at the recorded pace"
        }
    return row | quantiles(open_still) | {"likelihood": likelihood(open_still, case.deadline, case.today)}


def changed_after(change: Change, begin: float, today: pd.Timestamp) -> Change:
    """The change as it holds from a day on, for simulations that begin at a decimal year."""
    return replace(change, after=max(ceil(decimal_year(today) - begin), 0))


def likelihood(times: np.ndarray, deadline: pd.Timestamp, today: pd.Timestamp) -> float:
    """The share of simulations that end by a deadline still ahead; unknown where there is none ahead."""
    if pd.isna(deadline) or deadline < today:
        return float("nan")
    return float((times <= decimal_year(deadline)).mean()) if len(times) else float("nan")


def needed_rate(case: Case, cancelled: float = 0.0) -> float:
    """Area to be released per year, from the date of the figure on, to meet a deadline still ahead."""
    area, deadline = case.point.area, case.deadline
    if pd.isna(area["area_km2"]) or pd.isna(deadline) or deadline < case.today or deadline <= area["at"]:
        return float("nan")
    left = float(area["area_km2"]) * (1 - cancelled)
    return round(left / (decimal_year(deadline) - case.begin), 3)


def _inputs(case: Case) -> dict[str, Any]:
    """What goes into a projection and nothing of what comes out."""
    point = case.point
    is_known = pd.notna(point.area["area_km2"])
    mean = float(np.mean(point.rates)) if point.rates else float("nan")
    years = (min(point.rate_years), max(point.rate_years)) if point.rates else (np.nan, np.nan)
    return {
        **{name: point.area[name] for name in INPUTS if name in point.area},
        "low_km2": point.range_km2[0] if is_known else float("nan"),
        "high_km2": point.range_km2[1] if is_known else float("nan"),
        "release_years": len(point.rates),
        "first_year": years[0],
        "last_year": years[1],
        "release_km2_per_year": mean,
        "fall_km2_per_year": middle_share(case.realised) * mean,
    }


def _yearly(
    draw: np.random.Generator, left: np.ndarray, rates: np.ndarray, change: Change, realised: Realised
) -> np.ndarray:
    """Fall of the area in each simulation and year; survey cancels its share when the change begins."""
    weights = draw.dirichlet(np.ones(len(rates)), len(left)).cumsum(axis=1)
    chances = draw.random((len(left), HORIZON))
    place = (chances[:, :, None] > weights[:, None, :-1]).sum(axis=2)
    cost = draw.uniform(*change.cost_eur, (len(left), 1))
    yearly = rates[place]
    first = min(change.after, HORIZON - 1)
    yearly[:, first:] = yearly[:, first:] * change.pace + change.extra_eur / cost
    yearly *= drawn_shares(realised, draw, len(left))[:, None]
    open_then = np.clip(left - yearly[:, :first].sum(axis=1), 0, None)
    yearly[:, first] += change.share_cancelled * open_then
    return yearly


def _years_until(left: np.ndarray, yearly: np.ndarray) -> np.ndarray:
    """Years until each simulation has released its area; within a year the release is even."""
    done = yearly.cumsum(axis=1)
    over = done >= left[:, None] - 1e-12
    ends = over.any(axis=1)
    year = over.argmax(axis=1)
    row = np.arange(len(left))
    before = done[row, year] - yearly[row, year]
    part = np.divide(left - before, yearly[row, year], out=np.zeros(len(left)), where=yearly[row, year] > 0)
    return np.where(ends, year + part.clip(0, 1), np.inf)

"""Projects when the clearance of a state ends: its last area falls on at the pace of its stated areas.

Nothing is drawn at random: the distribution of how paces carried on is cut into equally likely parts, and
every limit is a quantile of these.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from topics.land.area_series import area_series, areas_left, of_case
from topics.land.obligations import obligations
from topics.land.paces import (
    LEAST_PAIRS,
    SPAN,
    CarriedOn,
    Line,
    Pace,
    Row,
    area_lines,
    carried_on,
    decimal_year,
    fall_before,
    known_by,
    stretches,
)
from topics.tables import Records, Tables, united
from topics.vocabulary.dates import long_date

OLDEST = 2
"""Years that the last area may be old: ranges from older areas held too seldom in the back-test."""
NEAR = pd.Timedelta(days=366)
"""Areas of other sources within this time of the last one are its range."""
LATEST = 2100
"""The last year that is told apart: what ends later, or never, is beyond it."""
PARTS, EVEN_PARTS = 1001, 9
"""Into how many equally likely parts the ratios are cut; and an area or a cost between its limits."""
SHARES = {"p10": 0.1, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p90": 0.9}
INPUTS = ["country", "family", "as_of", "as_of_precision", "area_km2", "low_km2", "high_km2"]
INPUTS += ["pace_since", "pace_km2_per_year"]
COLUMNS = [*INPUTS, *SHARES, "never", "deadline", "needed_km2_per_year", "likelihood", "reason"]
COLUMNS += ["records", "needed_records", "is_stated"]


@dataclass(frozen=True)
class Change:
    """What would be different from today on: the pace, the area that survey cancels, and extra money.

    Units: share_cancelled 0 to 1 of what is left today, extra_eur per year, cost_eur the lowest and highest
    per km².
    """

    pace: float = 1.0
    share_cancelled: float = 0.0
    extra_eur: float = 0.0
    cost_eur: tuple[float, float] = (1e6, 1e6)


NO_CHANGE = Change()


@dataclass(frozen=True)
class Outlook:
    """What a projection rests on: an area between two limits, stated `at` a decimal year, and its pace."""

    at: float
    range_km2: tuple[float, float]
    pace_km2: float
    carried_on: CarriedOn
    today: float


@dataclass(frozen=True)
class Case:
    """A country and hazard family with land left: its last area, its pace, its outlook or why it has none."""

    area: Row = field(compare=False)
    pace: Pace | None
    outlook: Outlook | None
    reason: str
    deadline: pd.Timestamp
    records: Records
    records_of_deadline: Records
    today: pd.Timestamp


def ratios(carried: CarriedOn, parts: int = PARTS) -> np.ndarray:
    """How paces may carry on, in equally likely parts, the slowest first.

    >>> ratios(CarriedOn(1.0, 0.5, 9), 3).round(2)
    array([0.49, 1.  , 1.51])
    """
    chances = (np.arange(parts) + 0.5) / parts
    return carried.centre + carried.scale * stdtrit(carried.pairs - 1, chances)


def paths(outlook: Outlook, change: Change = NO_CHANGE) -> tuple[np.ndarray, np.ndarray, float]:
    """Equally likely areas left today and their yearly falls from then on, and how likely some is left.

    What is over by today is left out, since a state that is not complete is not complete. Where the area
    grows, it grows whatever changes.
    """
    ratio, area, cost = np.meshgrid(
        ratios(outlook.carried_on),
        _even(*outlook.range_km2),
        _even(*change.cost_eur) if change.extra_eur else np.ones(1),
        indexing="ij",
    )
    left = area - ratio * outlook.pace_km2 * (outlook.today - outlook.at)
    is_open = left > 0
    faster = outlook.pace_km2 * change.pace + change.extra_eur / cost
    fall = ratio * np.where(ratio > 0, faster, outlook.pace_km2)
    return left[is_open] * (1 - change.share_cancelled), fall[is_open], float(is_open.mean())


def ends(outlook: Outlook, change: Change = NO_CHANGE) -> np.ndarray:
    """Equally likely moments of completion as decimal years; infinite where the area does not fall."""
    left, fall, _ = paths(outlook, change)
    years = np.divide(left, fall, out=np.full(len(left), np.inf), where=fall > 0)
    return outlook.today + years


def area_limits(outlook: Outlook, years: np.ndarray, change: Change = NO_CHANGE) -> pd.DataFrame:
    """The area left at later moments.

    *Columns*: at (the decimal years), p10, p25, p50, p75, p90 (km²).
    """
    areas = areas_at(outlook, years, change)
    return pd.DataFrame(
        {"at": years, **{name: np.quantile(areas, share, axis=0) for name, share in SHARES.items()}}
    )


def areas_at(outlook: Outlook, years: np.ndarray, change: Change = NO_CHANGE) -> np.ndarray:
    """Equally likely areas left in km², a column for each decimal year."""
    left, fall, _ = paths(outlook, change)
    return np.clip(left[:, None] - fall[:, None] * (years - outlook.today), 0, None)


def quantiles(times: np.ndarray) -> dict[str, float]:
    """The limits of the ranges; infinite where so many never end."""
    values = np.quantile(times, list(SHARES.values()), method="inverted_cdf")
    return dict(zip(SHARES, map(float, values), strict=True))


def projections(tables: Tables) -> pd.DataFrame:
    """The projected completion of each affected state and hazard family, or the reason why there is none.

    *Columns*: COLUMNS. p10 to p90 are decimal years, infinite where so many never end; never is the share of
    those. pace_km2_per_year is the yearly fall of the stated area since pace_since (a year);
    needed_km2_per_year would meet the deadline and rests on needed_records; likelihood is the share that
    meets it. records are those of the state itself: areas and deadlines; how paces carried on elsewhere is
    `paces.stretches`.
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
    country, family, today = area["country"], area["family"], decimal_year(pd.Timestamp(tables.today))
    line = known_by(area_lines(tables).get((country, family), ()), today)
    pace = fall_before(tables, line, line[-1]) if line and line[-1]["area_km2"] > 0 else None
    near = _areas_near(tables, area) if pace else []
    areas = [row["area_km2"] for row in (area, *near)]
    carried = carried_on(tables.derive(stretches), today)
    outlook, reason = outlook_of(line, pace, carried, today, (min(areas), max(areas)))
    if line and line[-1]["area_km2"] > 0 and today - line[-1]["at"] > OLDEST:
        old = f"the last area, of {_dated(line[-1])}, is over {OLDEST} years old"
        outlook, reason = None, f"{old}; ranges from older areas held too seldom in the test"
    duties = of_case(obligations(tables), country, family)
    duties = duties[duties["duty"].eq("clearance") & duties["deadline"].notna()]
    return Case(
        area=area,
        pace=pace,
        outlook=outlook,
        reason=reason,
        deadline=duties["deadline"].iloc[0] if len(duties) else pd.NaT,
        records=united([area["records"], *(row["records"] for row in near), pace.records if pace else ()]),
        records_of_deadline=united(duties["records"]),
        today=pd.Timestamp(tables.today),
    )


def outlook_of(
    line: Line, pace: Pace | None, carried: CarriedOn | None, day: float, range_km2: tuple[float, float]
) -> tuple[Outlook | None, str]:
    """What can be projected from the areas of a line known on a day, or the reason why nothing can."""
    reason = _why_not(line, pace, carried)
    if reason or pace is None or carried is None:
        return None, reason
    outlook = Outlook(line[-1]["at"], range_km2, pace.km2, carried, day)
    if paths(outlook)[2] < 0.5:
        return None, f"at the recorded pace the area of {_dated(line[-1])} would be cleared by now"
    return outlook, ""


def projected(case: Case, change: Change = NO_CHANGE) -> dict[str, Any]:
    """The projection of a case, as a row of `projections`."""
    area, outlook, pace = case.area, case.outlook, case.pace
    low, high = outlook.range_km2 if outlook else (area["area_km2"], area["area_km2"])
    times = ends(outlook, change) if outlook else np.array([])
    return {
        **{name: area[name] for name in INPUTS if name in area},
        "low_km2": low,
        "high_km2": high,
        "pace_since": pace.since if pace else float("nan"),
        "pace_km2_per_year": pace.km2 if pace else float("nan"),
        **(quantiles(times) if outlook else dict.fromkeys(SHARES, float("nan"))),
        "never": float(np.isinf(times).mean()) if outlook else float("nan"),
        "deadline": case.deadline,
        "needed_km2_per_year": needed_fall(case, change.share_cancelled),
        "likelihood": likelihood(times, case.deadline, case.today),
        "reason": case.reason,
        "records": united([case.records, case.records_of_deadline]),
        "needed_records": united([area["records"], case.records_of_deadline]),
        "is_stated": False,
    }


def likelihood(times: np.ndarray, deadline: pd.Timestamp, today: pd.Timestamp) -> float:
    """The share of the moments by a deadline still ahead; unknown where there is none ahead."""
    if pd.isna(deadline) or deadline < today or not len(times):
        return float("nan")
    return float((times <= decimal_year(deadline)).mean())


def needed_fall(case: Case, cancelled: float = 0.0) -> float:
    """By how much the area must fall a year, from its date on, to meet a deadline still ahead."""
    area, deadline = case.area, case.deadline
    if pd.isna(area["area_km2"]) or pd.isna(deadline) or deadline < case.today or deadline <= area["at"]:
        return float("nan")
    left = float(area["area_km2"]) * (1 - cancelled)
    return round(left / (decimal_year(deadline) - decimal_year(area["at"])), 3)


def _why_not(line: Line, pace: Pace | None, carried: CarriedOn | None) -> str:
    """Why nothing can be projected from a line; empty where something can."""
    if not line or line[-1]["area_km2"] == 0:
        return "no area left is on record"
    if pace is None:
        return f"no area {SPAN[0]:.0f} to {SPAN[1]:.0f} years before that of {_dated(line[-1])} is on record"
    if pace.km2 <= 0:
        return f"the stated area has not fallen since {pace.since}"
    return "" if carried else f"fewer than {LEAST_PAIRS} earlier paces are on record"


def _areas_near(tables: Tables, area: Row) -> list[Row]:
    """The areas that other sources state for the same hazard at about the same time."""
    rows = area_series(tables)
    is_near = (rows["as_of"] - area["as_of"]).abs() <= NEAR
    same = rows["country"].eq(area["country"]) & rows["hazard"].eq(area["hazard"])
    return rows[is_near & same & rows["role"].eq("further") & rows["area_km2"].gt(0)].to_dict("records")


def _dated(row: Row) -> str:
    return long_date(row["as_of"], row["as_of_precision"])


def _even(low: float, high: float) -> np.ndarray:
    """Equally likely parts between two limits, each by its middle."""
    if low == high:
        return np.array([low])
    return low + (high - low) * (np.arange(EVEN_PARTS) + 0.5) / EVEN_PARTS

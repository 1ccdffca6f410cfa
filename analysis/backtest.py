"""Tests projections: stands at past years, projects with what was recorded by then, compares."""

import numpy as np
import pandas as pd

from analysis import hazards, projection
from analysis.on_record import Point, standing_points
from analysis.realised import WHOLE, Realised, realised_for, realised_shares

AHEAD = 5
"""Years ahead for which a projected area is held against a recorded one."""
PATHS = 500
"""Paths of each test: a tested limit need not be as exact as a published one."""
DECIDED = ("inside 50 %", "inside 80 %", "earlier", "later", "still unfinished")
COLUMNS = [
    "country",
    "family",
    "stood",
    "p10",
    "p25",
    "p50",
    "p75",
    "p90",
    "happened",
    "outcome",
    "chance_by_now",
    "figures",
    "as_of",
    "source",
    "locator",
    "basis",
    "note",
]
CHECKED = [
    "country",
    "family",
    "stood",
    "year",
    "p10",
    "p25",
    "p50",
    "p75",
    "p90",
    "area_km2",
    "outcome",
    "source",
    "locator",
    "basis",
    "note",
]


def completions(
    contamination: pd.DataFrame,
    clearance: pd.DataFrame,
    obligations: pd.DataFrame,
    today: pd.Timestamp,
    whole: bool = False,
) -> pd.DataFrame:
    """Projected completion from each past year beside the stated one.

    Columns: those of COLUMNS; happened is the stated completion as a decimal year; outcome says where it lies
    (a word of DECIDED, or "not yet known"); chance_by_now is the share of the paths that are over today.

    Args:
        contamination: the table.
        clearance: the table.
        obligations: the table, for the completions.
        today: up to when a case can be decided.
        whole: count every release in full, as if areas always fell by it.
    """
    done = hazards.completed_states(contamination, obligations).set_index(["country", "family"])
    shares = realised_shares(contamination, clearance)
    rows = []
    for point in standing_points(contamination, clearance):
        key, row = (point.country, point.family), point.row
        happened = projection.decimal_year(done.loc[key, "completed_on"]) if key in done.index else np.nan
        if happened <= point.stood:
            continue
        times = projection.completion_times(
            point.areas,
            projection.decimal_year(row["at"]),
            point.rates,
            realised=WHOLE if whole else _then(shares, point),
            paths=PATHS,
        )
        limits = projection.quantiles(times)
        end = done.loc[key] if key in done.index else row
        facts = {"country": key[0], "family": key[1], "stood": point.stood, "happened": happened}
        facts |= {"figures": len(point.rates), "as_of": row["as_of"]}
        facts |= {name: end[name] for name in ("source", "locator", "basis", "note")}
        facts |= {"chance_by_now": float((times <= projection.decimal_year(today)).mean())}
        rows.append({**facts, **limits, "outcome": outcome(limits, happened, today)})
    return pd.DataFrame(rows, columns=COLUMNS)


def _then(shares: pd.DataFrame, point: Point) -> Realised:
    """The shares realised that count at a past point: of the state itself only those known by then."""
    return realised_for(shares, point.country, point.family, point.stood, point.rates)


def outcome(limits: dict[str, float], happened: float, today: pd.Timestamp) -> str:
    """Where what happened lies in a projection.

    >>> outcome({"p10": 2020, "p25": 2022, "p75": 2026, "p90": 2030}, 2021.5, pd.Timestamp("2026-11-21"))
    'inside 80 %'
    """
    if np.isnan(happened):
        late = limits["p90"] < projection.decimal_year(today)
        return "still unfinished" if late else "not yet known"
    return _place(limits, happened, ("earlier", "later"))


def _place(limits: dict[str, float], value: float, beyond: tuple[str, str]) -> str:
    if limits["p25"] <= value <= limits["p75"]:
        return "inside 50 %"
    if limits["p10"] <= value <= limits["p90"]:
        return "inside 80 %"
    return beyond[0] if value < limits["p10"] else beyond[1]


def areas_after(
    contamination: pd.DataFrame, clearance: pd.DataFrame, ahead: int = AHEAD, whole: bool = False
) -> pd.DataFrame:
    """Projected area left some years later beside the recorded one.

    Columns: those of CHECKED; year is that of the recorded area.
    """
    series = hazards.area_series(contamination)
    line = series[series["role"] == "line"]
    shares = realised_shares(contamination, clearance)
    rows = []
    for point in standing_points(contamination, clearance):
        same = line[(line["country"] == point.country) & (line["family"] == point.family)]
        waits = (same["at"] - point.row["at"]).dt.days / 365.25
        later = same[waits.round().eq(ahead)]
        if later.empty:
            continue
        end = later.iloc[0]
        realised = WHOLE if whole else _then(shares, point)
        paths = projection.area_left_paths(point.areas, point.rates, ahead, realised=realised, paths=PATHS)
        limits = {name: float(paths.iloc[-1][name]) for name in projection.SHARES}
        facts = {"country": point.country, "family": point.family, "stood": point.stood}
        facts |= {name: end[name] for name in ("year", "area_km2", "source", "locator", "basis", "note")}
        placed = _place(limits, float(end["area_km2"]), ("less was left", "more was left"))
        rows.append({**facts, **limits, "outcome": placed})
    return pd.DataFrame(rows, columns=CHECKED)


def coverage(tested: pd.DataFrame) -> dict[str, float]:
    """How often what happened lay in the ranges.

    Keys: cases (decided), pairs (countries and families they come from), inside_50 and inside_80 (shares).
    """
    rows = tested[tested["outcome"] != "not yet known"]
    inner = rows["outcome"].eq("inside 50 %")
    outer = inner | rows["outcome"].eq("inside 80 %")
    return {
        "cases": len(rows),
        "pairs": len(rows[["country", "family"]].drop_duplicates()),
        "inside_50": float(inner.mean()) if len(rows) else float("nan"),
        "inside_80": float(outer.mean()) if len(rows) else float("nan"),
    }


def reliability(tested: pd.DataFrame) -> dict[str, float]:
    """How many of all tested cases should be complete by now, by their projections, and how many are.

    Cases that are not decided count as well, so nothing is chosen by how it ended.

    Keys: cases, expected and happened (shares).
    """
    return {
        "cases": len(tested),
        "expected": float(tested["chance_by_now"].mean()) if len(tested) else float("nan"),
        "happened": float(tested["happened"].notna().mean()) if len(tested) else float("nan"),
    }

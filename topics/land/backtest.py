"""Tests projections: stands at past years, projects with what was recorded by then, compares."""

import numpy as np
import pandas as pd

from topics.land.area_series import area_line
from topics.land.projection import SHARES, areas_ahead, completion_times, quantiles
from topics.land.realised import WHOLE, Realised, realised_for, realised_shares
from topics.land.standing_points import StandingPoint, decimal_year, standing_points
from topics.land.status import completed_states
from topics.tables import Tables, united

AHEAD = 5
"""Years ahead for which a projected area is held against a recorded one."""
SIMULATIONS = 500
"""Simulations of each test: a tested limit need not be as exact as a published one."""
UNDECIDED = "not yet known"
OUTCOMES = ("inside 50 %", "inside 80 %", "earlier", "later", "still unfinished", UNDECIDED)
"""Where a stated completion lies in the intervals of its projection."""
CASE = ["country", "family", "projected_in"]
COMPLETIONS = [*CASE, *SHARES, "completed_in", "outcome", "likelihood_by_now", "release_years"]
COMPLETIONS += ["source", "records", "is_stated"]
AREAS = [*CASE, *SHARES, "year", "area_km2", "outcome", "records", "is_stated"]


def completions(tables: Tables, whole: bool = False) -> pd.DataFrame:
    """Projected completion from each past year beside the stated one.

    *Columns*: COMPLETIONS. projected_in is the year at whose end the projection stands; completed_in the
    stated completion as a decimal year; outcome one of OUTCOMES; likelihood_by_now the share of the
    simulations that are over today.

    With `whole` every release counts in full, as if areas always fell by it.
    """
    done = {(row["country"], row["family"]): row for row in completed_states(tables).to_dict("records")}
    today, rows = pd.Timestamp(tables.today), []
    for point in tables.derive(standing_points):
        end = done.get((point.country, point.family))
        completed_in = decimal_year(end["completed_on"]) if end else float("nan")
        if completed_in <= point.year:
            continue
        begin, realised = decimal_year(point.area["at"]), _realised(tables, point, whole)
        times = completion_times(
            point.range_km2, begin, point.rates, realised=realised, simulations=SIMULATIONS
        )
        limits = quantiles(times)
        rows.append(
            {
                **_facts(point, point.area if end is None else end),
                **limits,
                "completed_in": completed_in,
                "outcome": outcome(limits, completed_in, today),
                "likelihood_by_now": float((times <= decimal_year(today)).mean()),
            }
        )
    return pd.DataFrame(rows, columns=COMPLETIONS)


def areas_after(tables: Tables, whole: bool = False) -> pd.DataFrame:
    """Projected area left some years later beside the recorded one; `whole` as for `completions`.

    *Columns*: AREAS; year and area_km2 are those of the recorded area.
    """
    rows = []
    for point in tables.derive(standing_points):
        same = area_line(tables, point.country, point.family)
        years = (same["at"] - point.area["at"]).dt.days / 365.25
        later = same[years.round().eq(AHEAD)]
        if later.empty:
            continue
        end, realised = later.iloc[0].to_dict(), _realised(tables, point, whole)
        ahead = areas_ahead(point.range_km2, point.rates, AHEAD, realised=realised, simulations=SIMULATIONS)
        limits = {name: float(ahead[name].iloc[-1]) for name in SHARES}
        placed = _place(limits, float(end["area_km2"]), ("less was left", "more was left"))
        areas = {"year": int(end["year"]), "area_km2": end["area_km2"], "outcome": placed}
        rows.append(_facts(point, end) | limits | areas)
    return pd.DataFrame(rows, columns=AREAS)


def outcome(limits: dict[str, float], completed_in: float, today: pd.Timestamp) -> str:
    """Where a stated completion lies in a projection.

    >>> outcome({"p10": 2020, "p25": 2022, "p75": 2026, "p90": 2030}, 2021.5, pd.Timestamp("2026-11-21"))
    'inside 80 %'
    """
    if np.isnan(completed_in):
        return "still unfinished" if limits["p90"] < decimal_year(today) else UNDECIDED
    return _place(limits, completed_in, ("earlier", "later"))


def coverage(tested: pd.DataFrame) -> dict[str, float]:
    """How often what came true lay in the intervals.

    Keys: cases (decided), pairs (countries and families they come from), inside_50 and inside_80 (shares).
    """
    rows = tested[tested["outcome"] != UNDECIDED]
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

    Keys: cases, expected and completed (shares).
    """
    return {
        "cases": len(tested),
        "expected": float(tested["likelihood_by_now"].mean()) if len(tested) else float("nan"),
        "completed": float(tested["completed_in"].notna().mean()) if len(tested) else float("nan"),
    }


def _facts(point: StandingPoint, end: dict) -> dict:
    """What a tested case is about and rests on; `end` is the row that says what came true."""
    return {
        "country": point.country,
        "family": point.family,
        "projected_in": point.year,
        "release_years": len(point.rates),
        "source": end["source"],
        "records": united([end["records"], point.records]),
        "is_stated": False,
    }


def _realised(tables: Tables, point: StandingPoint, whole: bool) -> Realised:
    """The shares realised that count at a past point: of the state itself only those known by then."""
    if whole:
        return WHOLE
    return realised_for(tables.derive(realised_shares), point.country, point.family, point.year, point.rates)


def _place(limits: dict[str, float], value: float, beyond: tuple[str, str]) -> str:
    if limits["p25"] <= value <= limits["p75"]:
        return "inside 50 %"
    if limits["p10"] <= value <= limits["p90"]:
        return "inside 80 %"
    return beyond[0] if value < limits["p10"] else beyond[1]

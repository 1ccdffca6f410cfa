"""Tests projections: stands at past years, projects with what was recorded by then, compares."""

import numpy as np
import pandas as pd

from analysis import hazards, projection, release

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


def standing_points(contamination: pd.DataFrame, clearance: pd.DataFrame) -> list[dict]:
    """Each past year of each country and family from which could be projected: its area and its rates.

    Only figures about the time up to the end of that year count; the area is the latest one, at most two
    years old. A year in which neither the area nor a rate is new is left out: it would be the same test.
    """
    series, released = hazards.area_series(contamination), release.released(clearance)
    line = series[(series["role"] == "line") & series["family"].isin(["MINES", "CMR"])]
    found = []
    for (country, family), rows in line.groupby(["country", "family"]):
        seen: set[tuple] = set()
        for stood in range(int(rows["year"].min()), int(rows["year"].max()) + 1):
            then = rows[rows["year"] <= stood]
            rates = projection.known_rates(released, country, family, stood)
            row = then.iloc[-1] if len(then) else None
            if (
                row is None
                or row["area_km2"] == 0
                or stood - row["year"] > 2
                or projection.why_not(row, rates)
            ):
                continue
            areas = projection.area_range(series[series["year"] <= stood], row)
            told = (areas, *rates["year"])
            if told in seen:
                continue
            seen.add(told)
            point = {"country": country, "family": family, "stood": stood, "row": row}
            found.append(point | {"areas": areas, "rates": rates["area_km2"].tolist()})
    return found


def completions(
    contamination: pd.DataFrame, clearance: pd.DataFrame, obligations: pd.DataFrame, today: pd.Timestamp
) -> pd.DataFrame:
    """Projected completion from each past year beside the stated one.

    Columns: those of COLUMNS; happened is the stated completion as a decimal year; outcome says where it lies
    (a word of DECIDED, or "not yet known").
    """
    done = hazards.completed_states(contamination, obligations).set_index(["country", "family"])
    rows = []
    for point in standing_points(contamination, clearance):
        key, row = (point["country"], point["family"]), point["row"]
        times = projection.completion_times(
            point["areas"], projection.decimal_year(row["at"]), point["rates"], paths=PATHS
        )
        limits = projection.quantiles(times)
        happened = projection.decimal_year(done.loc[key, "completed_on"]) if key in done.index else np.nan
        if happened <= point["stood"]:
            continue
        end = done.loc[key] if key in done.index else row
        cited = {name: end[name] for name in ("source", "locator", "basis", "note")}
        facts = {"country": key[0], "family": key[1], "stood": point["stood"], "happened": happened}
        facts |= {"figures": len(point["rates"]), "as_of": row["as_of"]}
        rows.append({**facts, **limits, **cited, "outcome": outcome(limits, happened, today)})
    return pd.DataFrame(rows, columns=COLUMNS)


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


def areas_after(contamination: pd.DataFrame, clearance: pd.DataFrame, ahead: int = AHEAD) -> pd.DataFrame:
    """Projected area left some years later beside the recorded one.

    Columns: those of CHECKED; year is that of the recorded area.
    """
    series = hazards.area_series(contamination)
    line = series[series["role"] == "line"]
    rows = []
    for point in standing_points(contamination, clearance):
        row = point["row"]
        same = line[(line["country"] == point["country"]) & (line["family"] == point["family"])]
        waits = (same["at"] - row["at"]).dt.days / 365.25
        later = same[waits.round().eq(ahead)]
        if later.empty:
            continue
        end = later.iloc[0]
        limits = projection.area_left_paths(point["areas"], point["rates"], ahead).iloc[-1]
        limits = {name: float(limits[name]) for name in projection.SHARES}
        facts = {name: point[name] for name in ("country", "family", "stood")}
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

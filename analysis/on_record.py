"""Selects what was on record about a state in a year: its area left, its yearly releases, their limits."""

from dataclasses import dataclass, field

import pandas as pd

from analysis import hazards, release
from analysis.once import once

WINDOW = 15
"""Years before the standing point whose release is resampled."""
LEAST = 3
"""Yearly figures below which nothing is projected."""
NEAR = pd.Timedelta(days=366)
"""Figures of the remaining area within this time of the latest one count as its rivals."""
OLDEST = 2
"""Years that an area may be old at a past standing point."""


@dataclass(frozen=True)
class Point:
    """One country and hazard family at the end of a past year, with what was on record about the time before.

    row is the latest area; areas its lowest and highest rival; rates the yearly releases.
    """

    country: str
    family: str
    stood: int
    row: pd.Series = field(compare=False)
    areas: tuple[float, float]
    rates: tuple[float, ...]


def decimal_year(day: pd.Timestamp) -> float:
    """A day as a year with a part.

    >>> decimal_year(pd.Timestamp("2024-07-02"))
    2024.5
    """
    first = pd.Timestamp(day.year, 1, 1)
    return round(day.year + (day - first) / (pd.Timestamp(day.year + 1, 1, 1) - first), 4)


def known_rates(released: pd.DataFrame, country: str, family: str, until: int) -> pd.DataFrame:
    """The recorded years of release that count for a projection made in a year."""
    rows = released[(released["country"] == country) & (released["family"] == family)]
    return rows[rows["year"].between(until - WINDOW + 1, until)]


def area_range(series: pd.DataFrame, row: pd.Series) -> tuple[float, float]:
    """The lowest and highest area that sources state for about the same time, the row's own among them."""
    same = series[(series["country"] == row["country"]) & (series["family"] == row["family"])]
    same = same[same["hazard"].eq(row["hazard"]) & ((same["as_of"] - row["as_of"]).abs() <= NEAR)]
    rivals = same.loc[(same["role"] == "further") & same["area_km2"].gt(0), "area_km2"]
    known = [float(row["area_km2"]), *rivals.tolist()]
    return min(known), max(known)


def why_not(row: pd.Series, rates: pd.DataFrame) -> str:
    """Why nothing can be projected; empty where something can."""
    if pd.isna(row["area_km2"]):
        return "no remaining area is on record"
    if len(rates) < LEAST:
        count = {0: "no yearly release", 1: "one yearly release"}.get(
            len(rates), f"{len(rates)} yearly releases"
        )
        return f"{count} on record in {WINDOW} years; at least {LEAST} are needed"
    return "" if rates["area_km2"].gt(0).any() else "every recorded yearly release is zero"


def standing_points(contamination: pd.DataFrame, clearance: pd.DataFrame) -> list[Point]:
    """Each past year of each country and family from which could be projected.

    Only figures about the time up to the end of that year count; the area is the latest one, at most two
    years old. A year in which neither the area nor a rate is new is left out: it would be the same test.
    """
    return list(once(_standing_points, contamination, clearance))


def _standing_points(contamination: pd.DataFrame, clearance: pd.DataFrame) -> tuple[Point, ...]:
    series, released = hazards.area_series(contamination), release.released(clearance)
    line = series[(series["role"] == "line") & series["family"].isin(["MINES", "CMR"])]
    found = []
    for (country, family), rows in line.groupby(["country", "family"]):
        own = series[(series["country"] == country) & (series["family"] == family)]
        yearly = released[(released["country"] == country) & (released["family"] == family)]
        seen: set[tuple] = set()
        for stood in range(int(rows["year"].min()), int(rows["year"].max()) + 1):
            row = rows[rows["year"] <= stood].iloc[-1]
            rates = known_rates(yearly, country, family, stood)
            if row["area_km2"] == 0 or stood - row["year"] > OLDEST or why_not(row, rates):
                continue
            areas = area_range(own[own["year"] <= stood], row)
            told = (areas, *rates["year"])
            if told not in seen:
                seen.add(told)
                found.append(Point(country, family, stood, row, areas, tuple(rates["area_km2"])))
    return tuple(found)

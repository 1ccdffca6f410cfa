"""What was on record about the land of a state at the end of a year: area left and yearly releases."""

from collections.abc import Callable
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

import pandas as pd

from topics.land.area_series import FAMILIES, area_series
from topics.land.release import released
from topics.tables import Records, Tables, united
from topics.vocabulary.numbers import plural

WINDOW = 15
"""Years before the standing point whose release is resampled."""
LEAST = 3
"""Yearly figures below which nothing is projected."""
NEAR = pd.Timedelta(days=366)
"""Figures of the area left within this time of the latest one count as its range."""
OLDEST = 2
"""Years that an area may be old at a past standing point."""
Row = dict[str, Any]
"""A row of the series of areas or of releases."""


@dataclass(frozen=True)
class StandingPoint:
    """A country and hazard family at the end of a year, with what was on record about the time before.

    `area` is the row of its latest area, `range_km2` the lowest and highest area that sources state, `rates`
    the releases in km² of `rate_years`, `records` what all of this rests on.
    """

    country: str
    family: str
    year: int
    area: Row = field(compare=False)
    range_km2: tuple[float, float]
    rates: tuple[float, ...]
    rate_years: tuple[int, ...]
    records: Records


def decimal_year(day: pd.Timestamp) -> float:
    """A day as a year with a part.

    >>> decimal_year(pd.Timestamp("2024-07-02"))
    2024.5
    """
    first = pd.Timestamp(day.year, 1, 1)
    return round(day.year + (day - first) / (pd.Timestamp(day.year + 1, 1, 1) - first), 4)


def standing_point(tables: Tables, area: Row, year: int) -> StandingPoint:
    """What counts for a projection made in a year.

    The range is that of the areas which other sources state for the same hazard at about the same time as
    `area`, the row of the area left, which may state none.
    """
    case = area["country"], area["family"]
    releases, series = (tables.derive(rows_of_cases, work) for work in (released, area_series))
    rates = [row for row in releases.get(case, ()) if year - WINDOW < row["year"] <= year]
    near = [
        row
        for row in series.get(case, ())
        if row["role"] == "further" and row["hazard"] == area["hazard"] and row["area_km2"] > 0
        if row["year"] <= year and abs(row["as_of"] - area["as_of"]) <= NEAR and pd.notna(area["area_km2"])
    ]
    areas = [float(row["area_km2"]) for row in (area, *near)]
    return StandingPoint(
        *case,
        year,
        area,
        (min(areas), max(areas)),
        tuple(row["area_km2"] for row in rates),
        tuple(row["year"] for row in rates),
        united(row["records"] for row in (area, *near, *rates)),
    )


def rows_of_cases(tables: Tables, work: Callable[[Tables], pd.DataFrame]) -> dict[tuple[str, str], list[Row]]:
    """Rows of areas or releases by country and family."""
    rows: dict[tuple[str, str], list[Row]] = {}
    for row in work(tables).to_dict("records"):
        rows.setdefault((row["country"], row["family"]), []).append(row)
    return rows


def no_projection_reason(point: StandingPoint) -> str:
    """Why nothing can be projected from a point; empty where something can."""
    if pd.isna(point.area["area_km2"]):
        return "no area left is on record"
    if len(point.rates) < LEAST:
        count = plural(len(point.rates), "yearly release") if point.rates else "no yearly release"
        return f"{count} on record in {WINDOW} years; at least {LEAST} are needed"
    return "" if any(rate > 0 for rate in point.rates) else "every recorded yearly release is zero"


def standing_points(tables: Tables) -> tuple[StandingPoint, ...]:
    """Each past year of each country and family from which could be projected.

    Only figures about the time up to the end of that year count; the area is the latest one, at most two
    years old. A year in which neither the area nor a rate is new is left out: it would be the same test.
    """
    points: list[StandingPoint] = []
    for (_, family), rows in sorted(tables.derive(rows_of_cases, area_series).items(), key=itemgetter(0)):
        line = [row for row in rows if row["role"] == "line"]
        if line and family in FAMILIES:
            points += _points_of(tables, line)
    return tuple(points)


def _points_of(tables: Tables, line: list[Row]) -> list[StandingPoint]:
    """The points of one country and family, each with something new."""
    points: list[StandingPoint] = []
    known: set[tuple] = set()
    for year in range(line[0]["year"], line[-1]["year"] + 1):
        area = [row for row in line if row["year"] <= year][-1]
        point = standing_point(tables, area, year)
        if area["area_km2"] == 0 or year - area["year"] > OLDEST or no_projection_reason(point):
            continue
        content = (point.range_km2, point.rate_years)
        if content not in known:
            known.add(content)
            points.append(point)
    return points

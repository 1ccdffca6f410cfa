"""Paces at which stated areas fall, and how earlier paces carried on in the years after; all with their day.

A pace is the yearly fall of a stated area since the one that was stated about five years before. Two other
paces are measured in the same way and compared in the back-test: the mean of the yearly total releases, and
the area itself (any area falls by the same share).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from topics.land.area_series import CASE, FAMILIES, area_series
from topics.land.release import released
from topics.tables import Records, Tables, united

ABOUT, SPAN = 5.0, (3.0, 7.0)
"""Years between two areas that are set beside each other: about five."""
WINDOW, LEAST_YEARS = 15, 2
"""Years before an area whose total releases are averaged, and how many must be on record."""
LEAST_PAIRS = 3
"""Countries and hazards whose paces must have carried on before anything is said of another."""
COLUMNS = [*CASE, "year_from", "year_to", "from_km2", "to_km2", "fall_km2_per_year", "pace_km2_per_year"]
COLUMNS += ["ratio_pct", "known", "source", "records", "is_stated"]
Row = dict[str, Any]
"""A stated area: a row of the series of areas with `at` and `known` as decimal years."""
Line = tuple[Row, ...]
"""The stated areas of a country and hazard family in order of time, one a year."""


@dataclass(frozen=True)
class Pace:
    """A yearly fall in km², the first year it rests on, since when all of that was known, and its records."""

    km2: float
    since: int
    known: float
    records: Records = field(compare=False, default=())


@dataclass(frozen=True)
class CarriedOn:
    """How paces carried on, as ratio of the fall after to the pace before: a Student t distribution."""

    centre: float
    scale: float
    pairs: int


def decimal_year(day: pd.Timestamp) -> float:
    """A day as a year with a part.

    >>> decimal_year(pd.Timestamp("2024-07-02"))
    2024.5
    """
    first = pd.Timestamp(day.year, 1, 1)
    return round(day.year + (day - first) / (pd.Timestamp(day.year + 1, 1, 1) - first), 4)


def area_lines(tables: Tables) -> dict[tuple[str, str], Line]:
    """The stated areas of each country and hazard family; a declaration of completion is a zero."""
    return tables.derive(_area_lines)


def _area_lines(tables: Tables) -> dict[tuple[str, str], Line]:
    rows = area_series(tables)
    rows = rows[rows["role"].eq("line") & rows["family"].isin(FAMILIES)]
    days = rows["at"], rows["known_since"].fillna(rows["at"])
    at, known = ([decimal_year(day) for day in column] for column in days)
    rows = rows.assign(at=at, known=known)
    return {case: tuple(part.to_dict("records")) for case, part in rows.groupby(CASE)}


def known_by(line: Line, day: float) -> Line:
    """The areas of a line that were stated and known by a day, a decimal year."""
    return tuple(row for row in line if row["at"] <= day and row["known"] <= day)


def about_five_years(line: Line, at: float, step: int) -> Row | None:
    """The area of a line about five years after a moment (step 1) or before it (step -1)."""
    apart = [(abs(step * (row["at"] - at) - ABOUT), row) for row in line]
    near = [(gap, row) for gap, row in apart if SPAN[0] <= step * (row["at"] - at) <= SPAN[1]]
    return min(near, key=lambda each: each[0])[1] if near else None


def fall_before(tables: Tables, line: Line, area: Row) -> Pace | None:  # noqa: ARG001 - one form for all paces
    """The yearly fall of the stated area up to `area`; below zero where it grew."""
    before = about_five_years(tuple(row for row in line if row["area_km2"] > 0), area["at"], -1)
    if before is None:
        return None
    fall = (before["area_km2"] - area["area_km2"]) / (area["at"] - before["at"])
    known = max(area["known"], before["known"])
    return Pace(fall, int(before["year"]), known, united([before["records"], area["records"]]))


def mean_release(tables: Tables, line: Line, area: Row) -> Pace | None:  # noqa: ARG001
    """The mean of the yearly total releases before `area` that were known with it; one year is none."""
    rows = tables.derive(total_releases).get((area["country"], area["family"]), [])
    day = max(area["at"], area["known"])
    rows = [row for row in rows if area["at"] - WINDOW <= row["year"] < area["at"] and row["known"] <= day]
    if len(rows) < LEAST_YEARS:
        return None
    mean = float(np.mean([row["area_km2"] for row in rows]))
    records = united([*(row["records"] for row in rows), area["records"]])
    return Pace(mean, min(int(row["year"]) for row in rows), day, records)


def whole_area(tables: Tables, line: Line, area: Row) -> Pace:  # noqa: ARG001
    """The area itself: its ratio is the share of an area that falls in a year, whoever's it is."""
    return Pace(area["area_km2"], int(area["year"]), area["known"], area["records"])


def total_releases(tables: Tables) -> dict[tuple[str, str], list[Row]]:
    """The yearly total releases of each country and family, with `known`: when all their records were."""
    since = tables["clearance"].set_index("record_id")["known_since"]
    rows = released(tables)
    days = [since.reindex(list(records)).max() for records in rows["records"]]
    known = [decimal_year(day) if pd.notna(day) else np.inf for day in days]
    rows = rows.assign(known=known)
    return {case: part.to_dict("records") for case, part in rows.groupby(CASE)}


def stretches(
    tables: Tables, pace_of: Callable[[Tables, Line, Row], Pace | None] = fall_before
) -> pd.DataFrame:
    """Each two stated areas three to seven years apart, beside the pace on record at the first of them.

    *Columns*: COLUMNS; ratio_pct is the yearly fall between them in per cent of the pace, below zero where
    the area grew. known is the decimal year since when both areas and the pace were known; source that of the
    later area.
    """
    rows = []
    for line in area_lines(tables).values():
        for place, area in enumerate(line):
            pace = pace_of(tables, line[: place + 1], area) if area["area_km2"] > 0 else None
            if pace is None or pace.km2 <= 0:
                continue
            for end in line[place + 1 :]:
                length = end["at"] - area["at"]
                if SPAN[0] <= length <= SPAN[1]:
                    fall = (area["area_km2"] - end["area_km2"]) / length
                    case = [area[name] for name in CASE]
                    span = [int(area["year"]), int(end["year"]), area["area_km2"], end["area_km2"]]
                    known = max(pace.known, end["known"], end["at"])
                    records = united([end["records"], area["records"], pace.records])
                    ratio = 100 * fall / pace.km2
                    rows.append([*case, *span, fall, pace.km2, ratio, known, end["source"], records, False])
    return pd.DataFrame(rows, columns=COLUMNS)


def carried_on(rows: pd.DataFrame, day: float) -> CarriedOn | None:
    """How the paces of `stretches` that had ended and were known by a day carried on; None for too few.

    The predictive distribution of one pair of country and hazard more, where the K pairs on record are drawn
    from a normal distribution of unknown mean and variance: Student's t of K - 1 degrees of freedom. Each
    pair weighs the same, however many stretches it has; its scale holds the spread within pairs and
    between them. An area that grew counts as one that did not fall: neither ends.
    """
    rows = rows[rows["known"] <= day]
    pairs, place = np.unique((rows["country"] + rows["family"]).to_numpy(dtype=str), return_inverse=True)
    count = len(pairs)
    if count < LEAST_PAIRS:
        return None
    ratios, sizes = rows["ratio_pct"].to_numpy().clip(min=0) / 100, np.bincount(place)
    centre = float((np.bincount(place, ratios) / sizes).mean())
    spread = float((np.bincount(place, (ratios - centre) ** 2) / sizes).mean())
    return CarriedOn(centre, float(np.sqrt(spread * (count + 1) / (count - 1))), count)

"""Tests projections: stands at the end of past years with what was known by then, scores what came true.

Each stated area is tested twice: as it became known, and withheld until it is two to four years old. The
target is the area stated about five years after it. Models that are compared forecast the same targets.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from topics.land.paces import (
    ABOUT,
    CarriedOn,
    Line,
    Pace,
    Row,
    about_five_years,
    area_lines,
    carried_on,
    decimal_year,
    fall_before,
    known_by,
    mean_release,
    stretches,
    whole_area,
)
from topics.land.projection import OLDEST, SHARES, Outlook, areas_at, ends, outlook_of, quantiles
from topics.land.trend import trend_left
from topics.tables import Tables, united

WITHHELD = 4
"""Years to which an area is withheld: those older than OLDEST are tested apart and not projected."""
PUBLISHED = "areas"
PACES: dict[str, Callable[[Tables, Line, Row], Pace | None]] = {
    PUBLISHED: fall_before,
    "releases": mean_release,
    "climatology": whole_area,
}
"""Models that set a pace and how such paces carried on."""
MODELS = (PUBLISHED, "trend", "releases", "climatology", "own_pace", "persistence")
UNDECIDED = "not yet known"
OUTCOMES = ("inside 50 %", "inside 80 %", "earlier", "later", "still unfinished", UNDECIDED)
"""Where a stated completion lies in the ranges of its projection."""
FACTS = ["country", "family", "stood_in", "age", "year_from", "source", "records", "is_stated"]
SCORES = ["crps", "interval_score", "pit", "inside_80"]
AREAS = [*FACTS, *SHARES, "from_km2", "year", "area_km2", "outcome", *SCORES]
COMPLETIONS = [*FACTS, *SHARES, "completed_in", "outcome", "likely_in_five", "done_in_five", "likely_by_now"]


class Stand(NamedTuple):
    """A past year end and what was known then of a country and hazard: its areas up to the one used last."""

    year: int
    age: str
    line: Line
    later: Line

    @property
    def day(self) -> float:
        """The last day of the year."""
        return decimal_year(pd.Timestamp(self.year, 12, 31))


class Forecast(NamedTuple):
    """What a model says at a stand: equally likely areas left at a moment, in km²; its outlook, if any."""

    stand: Stand
    left: Callable[[float], np.ndarray]
    outlook: Outlook | None = None


def stands(tables: Tables) -> Iterator[Stand]:
    """Each area at the end of the first year by which it was known, and of the first as an old one."""
    for line in area_lines(tables).values():
        for place, area in enumerate(line):
            if area["area_km2"] > 0:
                yield from _stands_of(line, place, tables.today.year)


def forecasts(tables: Tables, model: str = PUBLISHED) -> tuple[Forecast, ...]:
    """What a model says at each stand; models that are compared stand only where the published one does."""
    if model == "trend":
        return tuple(forecast for stand in _compared(tables) for forecast in _by_trend(stand))
    if model not in PACES:
        return tuple(
            forecast for stand in _compared(tables) for forecast in _by_one_area(tables, stand, model)
        )
    rows = tables.derive(stretches, PACES[model])
    standing = tuple(stands(tables)) if model == PUBLISHED else _compared(tables)
    days = {stand.day for stand in standing}
    carried = {day: carried_on(rows, day) for day in days}
    return tuple(
        forecast for stand in standing for forecast in _by_pace(tables, stand, model, carried[stand.day])
    )


def area_tests(tables: Tables, model: str = PUBLISHED) -> pd.DataFrame:
    """Areas that a model projects about five years after a stated one, beside the one that was stated then.

    *Columns*: AREAS; stood_in is the year at whose end the projection stands, age fresh or old; year and
    area_km2 are those of the area that came true. The scores are of the share of the area that is left, so
    that large and small areas count alike: crps, interval_score (80 %), pit, inside_80.
    """
    rows = []
    for stand, left, _ in tables.derive(forecasts, model):
        area = stand.line[-1]
        end = about_five_years(stand.later, area["at"], 1)
        if end is None or end["at"] <= stand.day:
            continue
        areas = left(end["at"])
        limits = dict(zip(SHARES, np.quantile(areas, list(SHARES.values())), strict=True))
        rows.append(
            _facts(stand, end)
            | limits
            | {"from_km2": area["area_km2"], "year": end["year"], "area_km2": end["area_km2"]}
            | {"outcome": _place(limits, end["area_km2"], ("less was left", "more was left"))}
            | _scores(areas / area["area_km2"], end["area_km2"] / area["area_km2"])
        )
    return pd.DataFrame(rows, columns=AREAS)


def completion_tests(tables: Tables, model: str = PUBLISHED) -> pd.DataFrame:
    """The completion that a model projects from each past stand, beside the stated one.

    *Columns*: COMPLETIONS; completed_in is the stated completion as a decimal year, outcome one of OUTCOMES;
    likely_in_five the likelihood of completion within five years of the stand, done_in_five whether it came
    (empty while the five years last), likely_by_now that of completion by today. The limits are those of the
    models with a pace; others have none.
    """
    today, rows = decimal_year(pd.Timestamp(tables.today)), []
    for stand, left, outlook in tables.derive(forecasts, model):
        done = next((row for row in stand.later if row["area_km2"] == 0), None)
        completed_in, five = done["at"] if done else float("nan"), stand.day + ABOUT
        limits = quantiles(ends(outlook)) if outlook else {}
        rows.append(
            _facts(stand, done or stand.line[-1])
            | limits
            | {
                "completed_in": completed_in,
                "outcome": outcome(limits, completed_in, today) if limits else None,
                "likely_in_five": float((left(five) == 0).mean()),
                "done_in_five": float(completed_in <= five) if five <= today else float("nan"),
                "likely_by_now": float((left(today) == 0).mean()),
            }
        )
    return pd.DataFrame(rows, columns=COMPLETIONS)


def outcome(limits: dict[str, float], completed_in: float, today: float) -> str:
    """Where a stated completion lies in a projection.

    >>> outcome({"p10": 2020, "p25": 2022, "p75": 2026, "p90": 2030}, 2021.5, 2026.9)
    'inside 80 %'
    """
    if np.isnan(completed_in):
        return "still unfinished" if limits["p90"] < today else UNDECIDED
    return _place(limits, completed_in, ("earlier", "later"))


def _stands_of(line: Line, place: int, this_year: int) -> Iterator[Stand]:
    area, later = line[place], line[place + 1 :]
    for age, (over, up_to) in {"fresh": (0, OLDEST), "old": (OLDEST, WITHHELD)}.items():
        for year in range(int(area["at"]), this_year):
            stand = Stand(year, age, (), later)
            known = known_by(line[: place + 1], stand.day)
            is_complete = any(row["area_km2"] == 0 for row in known_by(later, stand.day))
            if over < stand.day - area["at"] <= up_to and known and known[-1] is area and not is_complete:
                yield stand._replace(line=known)
                break


def _compared(tables: Tables) -> tuple[Stand, ...]:
    return tuple(forecast.stand for forecast in tables.derive(forecasts, PUBLISHED))


def _by_pace(tables: Tables, stand: Stand, model: str, carried: CarriedOn | None) -> Iterator[Forecast]:
    area = stand.line[-1]
    pace = PACES[model](tables, stand.line, area)
    outlook, _ = outlook_of(stand.line, pace, carried, stand.day, (area["area_km2"], area["area_km2"]))
    if outlook is not None:
        yield Forecast(stand, lambda moment: areas_at(outlook, np.array([moment]))[:, 0], outlook)


def _by_trend(stand: Stand) -> Iterator[Forecast]:
    left = trend_left(tuple((row["at"], row["area_km2"]) for row in stand.line))
    if left is not None:
        yield Forecast(stand, left)


def _by_one_area(tables: Tables, stand: Stand, model: str) -> Iterator[Forecast]:
    """A single area for each moment: the own pace goes on, or nothing changes."""
    area, pace = stand.line[-1], fall_before(tables, stand.line, stand.line[-1])
    if model == "persistence":
        yield Forecast(stand, lambda _: np.array([area["area_km2"]]))
    elif pace:
        yield Forecast(stand, lambda moment: _straight(area, pace.km2, moment))


def _straight(area: Row, pace_km2: float, moment: float) -> np.ndarray:
    return np.array([max(area["area_km2"] - pace_km2 * (moment - area["at"]), 0.0)])


def _facts(stand: Stand, end: Row) -> dict[str, Any]:
    """What a tested case is about and rests on; `end` is the row that says what came true."""
    area = stand.line[-1]
    return {
        "country": area["country"],
        "family": area["family"],
        "stood_in": stand.year,
        "age": stand.age,
        "year_from": area["year"],
        "source": end["source"],
        "records": united([end["records"], *(row["records"] for row in stand.line)]),
        "is_stated": False,
    }


def _scores(shares: np.ndarray, stated: float) -> dict[str, float]:
    from scoringrules import crps_ensemble, interval_score  # noqa: PLC0415 - a second to load

    low, high = np.quantile(shares, [0.1, 0.9])
    return {
        "crps": float(crps_ensemble(stated, shares)),
        "interval_score": float(interval_score(stated, low, high, 0.2)),
        "pit": float((shares < stated).mean() + (shares == stated).mean() / 2),
        "inside_80": float(low <= stated <= high),
    }


def _place(limits: dict[str, float], value: float, beyond: tuple[str, str]) -> str:
    if limits["p25"] <= value <= limits["p75"]:
        return "inside 50 %"
    if limits["p10"] <= value <= limits["p90"]:
        return "inside 80 %"
    return beyond[0] if value < limits["p10"] else beyond[1]

"""The reader's filter as a value: which region, countries, years and hazard, and which rows fit it."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

import pandas as pd
import streamlit as st

from dashboard.store import edition, load, written

FIRST_YEAR = 2000
HAZARDS = {
    "ALL": "all hazards",
    "CMR": "cluster munition remnants",
    "AP_MINES": "anti-personnel mines",
}
FITTING = {"CMR": ("CMR",), "AP_MINES": ("AP_MINES", "MINES_MIXED")}
"""Hazards of the tables that a chosen hazard stands for."""
PLACES = ("country", "jurisdiction", "recipient")
"""Columns that say where a row belongs; the first one found counts."""
PERIODS = (("year_from", "year_to"), ("year", "year"), ("start", "end"))
DATES = ("date", "as_of", "start", "deadline")
PREDECESSORS = {"SCG": ("MNE", "SRB")}
"""Countries of today behind the code of a former state."""
BODIES = {"ITF": "SEE", "ALL": "WORLD"}
"""Region behind a recipient that is not a country."""
TESTS = ("country", "years", "hazard")


def last_year() -> int:
    """The last year of the years filter: that of the data's edition."""
    return (edition() or date.today()).year


@dataclass(frozen=True)
class View:
    """A filter. No countries means the whole region; years at both ends of the slider mean all years."""

    region: str = "SEE"
    countries: tuple[str, ...] = ()
    years: tuple[int, int] = field(default_factory=lambda: (FIRST_YEAR, last_year()))
    hazard: str = "ALL"

    @property
    def title(self) -> str:
        """Name of the region."""
        regions = load("regions").set_index("region")["title"]
        return str(regions.get(self.region, self.region))

    @cached_property
    def members(self) -> tuple[str, ...]:
        """Codes of the chosen countries, or of all countries of the region."""
        return self.countries or members(self.region)

    @property
    def bounds(self) -> tuple[float, float]:
        """The years as limits; the ends of the slider are open."""
        low, high = self.years
        return (
            float("-inf") if low <= FIRST_YEAR else low,
            float("inf") if high >= last_year() else high,
        )

    def of(self, frame: pd.DataFrame, skip: tuple[str, ...] = ()) -> pd.DataFrame:
        """Rows of a table inside this view.

        A test applies where the table has the columns for it. Rows without a date stay only while no year is
        asked for, rows of no country only in the view of the whole world. Money to several countries is
        inside when all of them are, a joint indicator when one of them is.

        Args:
            frame: any clean table.
            skip: tests to leave out, of "country", "years", "hazard".
        """
        unknown = set(skip) - set(TESTS)
        if unknown:
            raise LookupError(f"No test {sorted(unknown)} to skip. There are: {', '.join(TESTS)}")
        keep = pd.Series(True, index=frame.index)
        if "country" not in skip:
            keep &= self._is_here(frame)
        if "years" not in skip:
            keep &= self._is_then(frame)
        if "hazard" not in skip and "hazard" in frame and self.hazard in FITTING:
            keep &= frame["hazard"].isin(FITTING[self.hazard])
        return frame[keep]

    def words(self) -> str:
        """The filter as a reader says it, e.g. "South East Europe, 2007–2026, all hazards"."""
        where = self.title
        if self.countries:
            where = _listed([names().get(code, code) for code in self.countries])
        low, high = self.bounds
        if low == float("-inf"):
            when = "all years" if high == float("inf") else f"up to {self.years[1]}"
        else:
            when = f"{self.years[0]}–{self.years[1]}" if low < self.years[1] else str(self.years[0])
        return f"{where}, {when}, {HAZARDS.get(self.hazard, self.hazard)}"

    def _is_here(self, frame: pd.DataFrame) -> pd.Series:
        column = next((name for name in PLACES if name in frame), None)
        if column is None:
            return pd.Series(True, index=frame.index)
        if self.region == "WORLD" and not self.countries:
            return pd.Series(True, index=frame.index)
        here = set(self.members)
        joint = column == "jurisdiction"
        odd = set(frame[column].dropna()) - here - set(load("countries")["country"])
        return frame[column].isin(here | {code for code in odd if _fits(code, here, joint)})

    def _is_then(self, frame: pd.DataFrame) -> pd.Series:
        low, high = self.bounds
        if low == float("-inf") and high == float("inf"):
            return pd.Series(True, index=frame.index)
        first, last = _period(frame)
        if first is None or last is None:
            return pd.Series(True, index=frame.index)
        return (last >= low) & (first <= high)


def chosen() -> View:
    """The filter the reader has set in the frame."""
    return st.session_state.get("view") or View()


def members(region: str) -> tuple[str, ...]:
    """Codes of the countries that belong to a region today, by name; of all countries for the world."""
    table = load("region_members")
    rows = table[(table["region"] == region) & table["until"].isna()]
    codes = set(rows["country"] if len(rows) or region != "WORLD" else load("countries")["country"])
    known = names()
    return tuple(sorted(codes, key=lambda code: known.get(code, code)))


def names() -> dict[str, str]:
    """Short names of all countries by code."""
    return _names(written("countries"))


@lru_cache(maxsize=2)
def _names(edition: int) -> dict[str, str]:  # noqa: ARG001
    table = load("countries")
    return dict(zip(table["country"], table["short_name"].fillna(table["name"]), strict=True))


def _fits(code: str, here: set[str], joint: bool) -> bool:
    """Whether a code, a region or a list of codes ("ALB;BIH") is inside; of a joint one, a part is enough."""
    parts = {country for part in code.split(";") for country in _meant(part)}
    return bool(parts & here) if joint else parts <= here


def _meant(code: str) -> tuple[str, ...]:
    if code in PREDECESSORS:
        return PREDECESSORS[code]
    region = BODIES.get(code, code)
    return members(region) if region in set(load("regions")["region"]) else (code,)


def _period(frame: pd.DataFrame) -> tuple[pd.Series | None, pd.Series | None]:
    for first, last in PERIODS:
        if first in frame and last in frame:
            begin = _years(frame[first])
            return begin, _years(frame[last]).fillna(begin)
    column = next((name for name in DATES if name in frame), None)
    return (None, None) if column is None else (_years(frame[column]),) * 2


def _years(values: pd.Series) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(values):
        return values.dt.year
    return pd.to_numeric(values, errors="coerce")


def _listed(words: list[str], most: int = 4) -> str:
    if len(words) > most:
        return f"{', '.join(words[: most - 1])} and {len(words) - most + 1} more countries"
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))

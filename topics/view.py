"""The reader's filter as a value: which region, countries, years and hazard, and which rows fit it."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from topics.tables import Tables
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import PERIODS, long_date, year_range, years_of
from topics.vocabulary.hazards import families, hazard_family, hazard_name
from topics.vocabulary.lists import listed

FIRST_YEAR = 2000
"""Where the filter of years begins; there it is open."""
PLACES = ("country", "jurisdiction", "recipient")
"""Columns that say where a row belongs; the first one that a table has counts."""
TESTS = ("country", "years", "hazard")
DAYS = ("date", "as_of", "start", "deadline")
"""Columns with the day of a row that covers no period; the first one that a table has counts."""
WORLD = "WORLD"


@dataclass(frozen=True, eq=False)
class View:
    """A filter over a snapshot of the tables.

    No countries means the whole region; years at an end of the filter are open there; no years means all.
    """

    tables: Tables
    region: str = "SEE"
    countries: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    hazard: str = "ALL"

    @property
    def key(self) -> tuple[Hashable, ...]:
        """What tells this filter from others, the tables apart."""
        return self.region, self.countries, self.years, self.hazard

    @cached_property
    def title(self) -> str:
        """Name of the region."""
        return self.tables.derive(region_titles).get(self.region, self.region)

    @cached_property
    def members(self) -> tuple[str, ...]:
        """Codes of the chosen countries, or of all countries of the region, by name."""
        return self.countries or members(self.tables, self.region)

    @cached_property
    def place(self) -> str:
        """What is chosen of the world: the region, or the countries by name."""
        names = country_names(self.tables, full=True)
        if not self.countries:
            return self.title
        return listed([names.get(code, code) for code in self.countries], most=4, noun="countries")

    @property
    def is_world(self) -> bool:
        """Whether the whole world is chosen."""
        return self.region == WORLD and not self.countries

    @property
    def span(self) -> tuple[int, int]:
        """First and last year of the filter, both included."""
        return self.years or (FIRST_YEAR, last_year(self.tables))

    @property
    def bounds(self) -> tuple[float, float]:
        """The years as limits; the ends of the filter are open."""
        low, high = self.span
        return (
            float("-inf") if low <= FIRST_YEAR else low,
            float("inf") if high >= last_year(self.tables) else high,
        )

    @property
    def has_all_years(self) -> bool:
        """Whether no year is filtered."""
        return self.bounds == (float("-inf"), float("inf"))

    @property
    def timeless(self) -> "View":
        """This view over all years, for what years do not cut."""
        return View(self.tables, self.region, self.countries, hazard=self.hazard)

    @property
    def undated(self) -> str:
        """The filter in words for what years do not cut: "World, anti-personnel mines"."""
        hazard = "" if self.hazard == "ALL" else hazard_name(self.tables, self.hazard)
        return ", ".join(filter(None, [self.place, hazard]))

    @property
    def day(self) -> date:
        """The last day of the view: the end of its last year, at the latest the day of the data."""
        return min(self.tables.edition, date(self.span[1], 12, 31))

    def of(self, rows: pd.DataFrame, skip: tuple[str, ...] = ()) -> pd.DataFrame:
        """Rows of a table inside this view.

        A test applies where the table has the columns for it. Rows without a date stay only while no year is
        asked for, rows of no country only in the view of the whole world. Money to several countries is
        inside when all of them are, a joint indicator when one of them is.

        Args:
            rows: of any clean table.
            skip: tests to leave out, of "country", "years", "hazard".
        """
        unknown = set(skip) - set(TESTS)
        if unknown:
            raise LookupError(f"No test {sorted(unknown)} to skip. There are: {', '.join(TESTS)}")
        inside = pd.Series(True, index=rows.index)
        if "country" not in skip:
            inside &= self._in_place(rows)
        if "years" not in skip:
            inside &= self._in_years(rows)
        if "hazard" not in skip and self.hazard != "ALL":
            if "hazard" in rows:
                inside &= rows["hazard"].isin(hazard_family(self.tables, self.hazard))
            elif "family" in rows:
                inside &= rows["family"].eq(families(self.tables).get(self.hazard))
        return rows[inside]

    def words(self) -> str:
        """The filter in words, e.g. "South East Europe, 2007–2026, all hazards"."""
        return self.with_known(f"{self.place}, {self.period}, {hazard_name(self.tables, self.hazard)}")

    @property
    def period(self) -> str:
        """The years in words, e.g. "2007–2026"."""
        low, high = self.bounds
        if low == float("-inf"):
            return "all years" if high == float("inf") else f"up to {self.span[1]}"
        return year_range(*self.span)

    def worldwide(self, rows: pd.DataFrame) -> str:
        """Of what rows about the whole world speak, whatever region is chosen, e.g. "World · 2007–2024"."""
        place = View(self.tables, WORLD).title
        column = next((name for name in ("year", "year_to") if name in rows), None)
        return f"{place} · {year_range(rows[column].min(), rows[column].max())}" if column else place

    def with_known(self, words: str) -> str:
        """Words of a filter with the day as of which the world is shown, if one was chosen."""
        day = self.tables.known
        return words if day is None else f"{words}, as known on {long_date(day)}"

    def _in_place(self, rows: pd.DataFrame) -> pd.Series:
        column = next((name for name in PLACES if name in rows), None)
        if column is None or self.is_world:
            return pd.Series(True, index=rows.index)
        inside = set(self.members)
        known = set(self.tables["countries"]["country"])
        joint = [code for code in rows[column].dropna().unique() if code not in known]
        fitting = {
            code for code in joint if self._fits(code, inside, part_is_enough=column == "jurisdiction")
        }
        return rows[column].isin(inside | fitting)

    def _fits(self, code: str, inside: set[str], *, part_is_enough: bool) -> bool:
        """Whether a region, a former state or a list of codes ("ALB;BIH") is inside."""
        derive = self.tables.derive
        parts = {country for part in code.split(";") for country in derive(expanded, part)}
        return bool(parts & inside) if part_is_enough else parts <= inside

    def _in_years(self, rows: pd.DataFrame) -> pd.Series:
        if self.has_all_years:
            return pd.Series(True, index=rows.index)
        low, high = self.bounds
        first, last = _period(rows)
        if first is None or last is None:
            return pd.Series(True, index=rows.index)
        return (last >= low) & (first <= high)


def last_year(tables: Tables) -> int:
    """The last year of the filter of years."""
    return tables.published.year


def region_titles(tables: Tables) -> dict[str, str]:
    """Names of the regions by code, in the order of the filter."""
    regions = tables["regions"].sort_values("position", kind="stable")
    return dict(zip(regions["region"], regions["title"], strict=True))


def members(tables: Tables, region: str) -> tuple[str, ...]:
    """Codes of the countries of a region on the day shown, by name; of all countries for the world."""
    return tables.derive(region_states, region)


def region_states(tables: Tables, region: str) -> tuple[str, ...]:
    """What `members` gives, worked out."""
    rows = tables["region_members"]
    day, today = tables.known, pd.Timestamp(tables.today)
    gone = rows["until"].notna() if day is None else rows["until"] <= today
    ahead = rows["since"] > today
    inside = rows[(rows["region"] == region) & ~gone & ~ahead]
    codes = set(inside["country"] if len(inside) or region != WORLD else tables["countries"]["country"])
    names = country_names(tables)
    return tuple(sorted(codes, key=lambda code: names.get(code, code)))


def expanded(tables: Tables, code: str) -> tuple[str, ...]:
    """The countries of today that a code stands for: of a former state, of a region, or itself."""
    former = tables["predecessors"]
    successors = tuple(former.loc[former["predecessor"] == code, "country"])
    if successors:
        return successors
    bodies = tables["bodies"].set_index("body")["region"]
    region = str(bodies.get(code, code))
    return members(tables, region) if region in set(tables["regions"]["region"]) else (code,)


def _period(rows: pd.DataFrame) -> tuple[pd.Series | None, pd.Series | None]:
    for first, last in PERIODS:
        if first in rows and last in rows:
            begin = years_of(rows[first])
            return begin, years_of(rows[last]).fillna(begin)
    column = next((name for name in DAYS if name in rows), None)
    return (None, None) if column is None else (years_of(rows[column]),) * 2

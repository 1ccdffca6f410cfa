"""The reader's filter as a value: which region, countries, years and hazard, and which rows fit it."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

import pandas as pd
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from analysis.names import ACTS, DATES, PERIODS, days_of, names_on, years_of
from dashboard import store

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
PREDECESSORS = {"SCG": ("MNE", "SRB")}
"""Countries of today behind the code of a former state."""
BODIES = {"ITF": "SEE", "ALL": "WORLD"}
"""Region behind a recipient that is not a country."""
TESTS = ("country", "years", "hazard")
FIRST_KNOWN = date(2000, 1, 1)
"""The first day of which the state of knowledge can be asked for."""
WORDINGS = {"UN": "UN", "EU": "EU"}
"""Whose wording for Kosovo a reader may choose."""
EU_NAME = "Kosovo*"
KOSOVO = r"\bKosovo\b(?: \(UNSCR 1244\))?(?!\*)"
"""How our own words name it, to be told in the other wording."""
TEXTS = ("note", "title", "participant")
"""Columns with words of the records."""
QUOTED = ("sources", "set_aside", "changes")
"""Tables whose words are titles of documents, or cells as they are."""
EU_NOTE = (
    "* This designation is without prejudice to positions on status, and is in line with UNSCR 1244/1999 and "
    "the ICJ Opinion on the Kosovo declaration of independence."
)


def load(table: str) -> pd.DataFrame:
    """A clean table as the reader asked to see it: as known on a day, with the names of that day and wording.

    Raises:
        LookupError: there is no such table.
    """
    seen = chosen()
    if seen.known is None and seen.wording == "UN":
        return store.load(table)
    kept = _as_seen(table, store.written(table), seen.known, seen.wording)
    return kept.copy(deep=False)


def edition() -> date | None:
    """The day of the data, or the earlier day as of which the reader asked to see them."""
    day, known = store.edition(), chosen().known
    return min(day, known) if day and known else known or day


def current_day() -> date:
    """The day that counts as today: the day as of which the reader asked to see the world."""
    return chosen().known or date.today()


def last_year() -> int:
    """The last year of the years filter: that of the data's edition."""
    return (store.edition() or date.today()).year


@dataclass(frozen=True)
class View:
    """A filter. No countries means the whole region; years at both ends of the slider mean all years.

    `known` is the day as of which the world is shown, None for today; `wording` a key of WORDINGS.
    """

    region: str = "SEE"
    countries: tuple[str, ...] = ()
    years: tuple[int, int] = field(default_factory=lambda: (FIRST_YEAR, last_year()))
    hazard: str = "ALL"
    known: date | None = None
    wording: str = "UN"

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
        then = f", {known_words(self.known)}" if self.known else ""
        return f"{where}, {when}, {HAZARDS.get(self.hazard, self.hazard)}{then}"

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
    """The filter the reader has set in the frame; outside of a page, as for the routes, none is set."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return View()
    return st.session_state.get("view") or View()


def members(region: str) -> tuple[str, ...]:
    """Codes of the countries of a region on the day shown, by name; of all countries for the world."""
    table = load("region_members")
    day = chosen().known
    gone = table["until"].notna() if day is None else table["until"] <= pd.Timestamp(day)
    ahead = table["since"] > pd.Timestamp(day or date.today())
    rows = table[(table["region"] == region) & ~gone & ~ahead]
    codes = set(rows["country"] if len(rows) or region != "WORLD" else load("countries")["country"])
    known = names()
    return tuple(sorted(codes, key=lambda code: known.get(code, code)))


def names() -> dict[str, str]:
    """Short names of all countries by code, as the reader asked for them."""
    seen = chosen()
    return _names(store.written("countries"), seen.known, seen.wording)


def all_names() -> dict[str, tuple[str, ...]]:
    """The names of each country by code: as the reader asked for them, then those it had before."""
    found: dict[str, tuple[str, ...]] = {code: (name,) for code, name in names().items()}
    past = store.load("country_names").dropna(subset=["valid_to"])
    for code, name in zip(past["country"], past["name"], strict=True):
        found[code] = (*found.get(code, ()), name)
    return found


def called(rows: pd.DataFrame, column: str = "country") -> pd.Series:
    """Names of the countries of rows in the reader's wording, each on the day that its row speaks of.

    Args:
        rows: of any table; those of a meeting without a date of their own have its day.
        column: which column has the codes.
    """
    days = days_of(rows)
    if "event" in rows and not days.notna().any():
        begun = load("events").drop_duplicates("event").set_index("event")["start"]
        days = rows["event"].map(begun)
    acts = any(name in rows for name in ACTS)
    return names_on(rows[column], days, load("countries"), acts=acts)


def known_words(day: date) -> str:
    """That the world is shown as known on a day.

    >>> known_words(date(2015, 6, 30))
    'as known on 30 June 2015'
    """
    return f"as known on {day.day} {day:%B %Y}"


def with_known(words: str) -> str:
    """Words of a filter with the day as of which the world is shown, where they do not say it."""
    day = chosen().known
    return words if day is None or known_words(day) in words else f"{words}, {known_words(day)}"


def known_mark() -> str:
    """What the name of a file says of the day as of which the world is shown."""
    day = chosen().known
    return f"known-{day:%Y-%m-%d}-" if day else ""


def known_on(rows: pd.DataFrame, day: date) -> pd.DataFrame:
    """The rows of a clean table that were known on a day; of each figure the best of them is preferred."""
    if "known_since" not in rows:
        return rows
    since = rows["known_since"]
    rows = rows[since.isna() | (since <= pd.Timestamp(day))]
    if "granted_on" in rows:
        rows = without_later_completion(rows, pd.Timestamp(day))
    if "preferred" not in rows:
        return rows
    first = rows.groupby("figure_id")["preference"].transform("min")
    return rows.assign(preferred=rows["preference"].eq(first))


def without_later_completion(obligations: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Obligations as they stood on a day: a row may tell of an extension and of a completion after it."""
    later = obligations["completed_on"] > day
    ended = {
        name: obligations[name].mask(later) for name in ("completed_on", "completed_on_precision", "status")
    }
    return obligations.assign(**ended)


def named_on(countries: pd.DataFrame, country_names: pd.DataFrame, day: date) -> pd.DataFrame:
    """The countries under the names they had on a day; where none is on record, under those of today."""
    then = pd.Timestamp(day)
    begun = country_names["valid_from"].isna() | (country_names["valid_from"] <= then)
    lasts = country_names["valid_to"].isna() | (country_names["valid_to"] >= then)
    held = country_names[begun & lasts & country_names["wording"].eq("UN")]
    held = held[held["country"] != "XKX"].drop_duplicates("country").set_index("country")["name"]
    found = countries["country"].map(held)
    return countries.assign(
        name=found.fillna(countries["name"]), short_name=found.fillna(countries["short_name"])
    )


@lru_cache(maxsize=128)
def _as_seen(table: str, written: int, known: date | None, wording: str) -> pd.DataFrame:  # noqa: ARG001
    rows = store.load(table)
    if known:
        rows = known_on(rows, known)
        if table == "countries":
            rows = named_on(rows, store.load("country_names"), known)
    if wording == "EU" and table in ("countries", "country_names"):
        rows = _in_eu_wording(rows)
    elif wording == "EU" and table not in QUOTED:
        said = {name: rows[name].str.replace(KOSOVO, EU_NAME, regex=True) for name in TEXTS if name in rows}
        rows = rows.assign(**said)
    return rows


def _in_eu_wording(rows: pd.DataFrame) -> pd.DataFrame:
    """Countries, or their names by date, with Kosovo in the wording of the European Union."""
    there = rows["country"].eq("XKX")
    changed = {"name": EU_NAME, "short_name": EU_NAME, "status_note": EU_NOTE}
    for name in set(changed) & set(rows):
        rows = rows.assign(**{name: rows[name].mask(there, changed[name])})
    return rows[~(there & rows["wording"].eq("EU"))] if "wording" in rows else rows


@lru_cache(maxsize=32)
def _names(written: int, known: date | None, wording: str) -> dict[str, str]:
    table = _as_seen("countries", written, known, wording)
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
            begin = years_of(frame[first])
            return begin, years_of(frame[last]).fillna(begin)
    column = next((name for name in DATES if name in frame), None)
    return (None, None) if column is None else (years_of(frame[column]),) * 2


def _listed(words: list[str], most: int = 4) -> str:
    if len(words) > most:
        return f"{', '.join(words[: most - 1])} and {len(words) - most + 1} more countries"
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))

"""Projected years, ranges and likelihoods in words, and how past projections fared."""

import math
from typing import Any

import pandas as pd

from topics.land.backtest import area_tests, completion_tests
from topics.land.projection import LATEST, OLDEST, projections
from topics.land.scores import mean_by_pair
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import long_date
from topics.vocabulary.hazards import family_names
from topics.vocabulary.numbers import number
from topics.vocabulary.sentences import sentence

NO_PROJECTION = sentence("Not enough data to project any completion")

BEYOND = f"beyond {LATEST}"
NEVER = ((0.5, "more than half"), (0.25, "more than a quarter"), (0.1, "more than a tenth"), (0.01, "some"))
"""Shares of what never ends, and their words."""


def year_words(value: float) -> str:
    """A projected moment as a year.

    >>> year_words(2069.8), year_words(2125.6), year_words(float("inf"))
    ('2069', 'beyond 2100', 'beyond 2100')
    """
    if math.isnan(value):
        return "unknown"
    return BEYOND if value >= LATEST + 1 else str(int(value))


def interval_words(low: float, high: float) -> str:
    """Two projected moments.

    >>> interval_words(2040.9, 2063.6), interval_words(2040.9, 2125.6), interval_words(2101.0, 2125.6)
    ('2040–2063', '2040 to beyond 2100', 'beyond 2100')
    """
    first, last = year_words(low), year_words(high)
    if first == last:
        return first
    return f"{first} to {last}" if last == BEYOND else f"{first}–{last}"


def middle_words(p10: float, p50: float, p90: float, never: float = 0.0) -> str:
    """A projected completion: the middle first, then the range, then what never ends.

    >>> middle_words(2040.9, 2054.1, 2063.6)
    'about 2054 (80 % range 2040–2063)'
    >>> middle_words(2040.9, 2054.1, float("inf"), 0.26)
    'about 2054 (80 % range 2040 to beyond 2100; more than a quarter of the projections never end)'
    >>> middle_words(2040.9, float("inf"), float("inf"), 0.6)
    'after 2100 or never (80 % range 2040 to beyond 2100; more than half of the projections never end)'
    """
    middle = f"after {LATEST} or never" if year_words(p50) == BEYOND else f"about {year_words(p50)}"
    share = next((words for least, words in NEVER if never >= least), "")
    tail = f"; {share} of the projections never end" if share else ""
    return f"{middle} (80 % range {interval_words(p10, p90)}{tail})"


def likelihood_words(share: float) -> str:
    """A projected likelihood; none of the projections is not the same as never.

    >>> likelihood_words(0.0), likelihood_words(0.254), likelihood_words(float("nan"))
    ('under 1 %', '25 %', 'no deadline ahead')
    """
    if math.isnan(share):
        return "no deadline ahead"
    if share < 0.01 or share > 0.99:
        return "under 1 %" if share < 0.01 else "over 99 %"
    return f"{100 * share:.0f} %"


def case_words(row: Any) -> str:
    """When the land of a case may be clear, or why nothing is projected.

    Args:
        row: of `projections`, as `itertuples` gives it.
    """
    if row.reason:
        return sentence("when land will be clear is not projected: {reason}", reason=row.reason)
    when = middle_words(row.p10, row.p50, row.p90, row.never)
    return sentence("at the recorded pace land would be clear {when}", when=when)


def completion_words(tables: Tables, country: str, family: str) -> str:
    """`case_words` of a country and hazard family; empty where nothing is left."""
    rows = projections(tables)
    rows = rows[rows["country"].eq(country) & rows["family"].eq(family)]
    return case_words(next(rows.itertuples())) if len(rows) else ""


def completion_sentences(tables: Tables, view: View) -> list[str]:
    """What each projection of the view says, a text for each case."""
    rows = view.of(projections(tables), skip=("years",))
    names, hazards = country_names(tables, full=True), family_names(tables)
    return [
        f"{names.get(row.country, row.country)}, {hazards[row.family]}: {case_words(row)}. {_deadline(row)}"
        for row in rows[rows["reason"] == ""].itertuples()
    ]


def backtest_words(tables: Tables) -> str:
    """How past projections fared, as Markdown; empty without a test."""
    areas, ends = tables.derive(area_tests), tables.derive(completion_tests)
    ends = ends[ends["age"] == "fresh"]
    if areas.empty or ends.empty:
        return ""
    fresh, old = (_held(areas[areas["age"] == age]) for age in ("fresh", "old"))
    held = sentence(
        "The 80 % range of past projections held the area about five years on in {fresh} where the last area "
        "was up to {oldest} years old, and in {old} where it was older: nothing is projected from those.",
        fresh=fresh,
        old=old,
        oldest=OLDEST,
    )
    limit = sentence("The test reaches seven years ahead: ranges of decades cannot be tested yet.")
    return f"- {held}\n{_completed(tables, ends)}\n- {limit}"


def _held(rows: pd.DataFrame) -> str:
    """How often the range held: "78 % of 25 cases (95 % interval 56–100 %)"."""
    mean, low, high = mean_by_pair(rows, 100 * rows["inside_80"])
    facts = {"mean": f"{mean:.0f}", "cases": len(rows), "low": f"{low:.0f}", "high": f"{high:.0f}"}
    if math.isnan(low):
        return sentence("**{mean} %** of {cases} cases", **facts)
    return sentence("**{mean} %** of {cases} cases (95 % interval {low}–{high} %)", **facts)


def _completed(tables: Tables, ends: pd.DataFrame) -> str:
    """How completions came, beside what was expected, and how many of them are one event."""
    soon = ends[ends["done_in_five"].notna()]
    done = ends["completed_in"].notna()
    five = sentence(
        "Completion within five years: of {cases} cases {expected} were expected and {done} came.",
        cases=len(soon),
        expected=f"{soon['likely_in_five'].sum():.0f}",
        done=f"{soon['done_in_five'].sum():.0f}",
    )
    now = sentence(
        "Completion by now: of {cases} cases {expected} were expected and {done} came{one_event}.",
        cases=len(ends),
        expected=f"{ends['likely_by_now'].sum():.0f}",
        done=done.sum(),
        one_event=_one_event(tables, ends[done]),
    )
    return f"- {five}\n- {now} {_skill(ends, done.astype('float64'))}"


def _skill(ends: pd.DataFrame, done: pd.Series) -> str:
    """Whether the likelihoods of completion beat the plain share of completions."""
    brier, plain = (
        mean_by_pair(ends, (likely - done) ** 2)[0] for likely in (ends["likely_by_now"], float(done.mean()))
    )
    scores = {"brier": f"{brier:.2f}", "plain": f"{plain:.2f}"}
    if brier < plain:
        return sentence(
            "These likelihoods beat the plain share of completions: Brier score {brier}, not {plain}.",
            **scores,
        )
    return sentence(
        "These likelihoods were no better than the plain share of completions: Brier score {brier}, not "
        "{plain} (lower is better).",
        **scores,
    )


def _one_event(tables: Tables, done: pd.DataFrame) -> str:
    """How many of the completed cases are one completion: ", 10 of them one event (Croatia, mines, 2026)"."""
    if done.empty:
        return ""
    sizes = done.groupby(["country", "family"])["completed_in"].agg(["size", "max"])
    (country, family), row = sizes.idxmax()["size"], sizes.loc[sizes["size"].idxmax()]
    name, hazard = country_names(tables).get(country, country), family_names(tables)[family]
    return f", {row['size']:.0f} of them one event ({name}, {hazard}, {int(row['max'])})"


def _deadline(row: Any) -> str:
    """What a case would need to meet its deadline, and how likely that is."""
    day = long_date(row.deadline)
    if not math.isnan(row.needed_km2_per_year):
        return sentence(
            "To meet the deadline of {day} the area would have to fall by {needed} a year; since {since} it "
            "fell by {pace} a year. Likelihood: {likelihood}.",
            day=day,
            needed=number(row.needed_km2_per_year, "km²"),
            pace=number(row.pace_km2_per_year, "km²"),
            since=f"{row.pace_since:.0f}",
            likelihood=likelihood_words(row.likelihood),
        )
    if pd.notna(row.deadline):
        return sentence("The last deadline on record was {day}; no extension or completion found.", day=day)
    return sentence("No deadline is on record.")

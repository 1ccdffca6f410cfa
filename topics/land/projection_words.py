"""Projected years, intervals and likelihoods in words, and what projections and their tests say."""

import math
from typing import Any

import pandas as pd

from topics.land.backtest import areas_after, completions, coverage, reliability
from topics.land.projection import projections
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import long_date
from topics.vocabulary.hazards import family_names
from topics.vocabulary.numbers import number


def year_words(value: float, beyond: str = "after 100 years") -> str:
    """A projected moment as a year.

    >>> year_words(2069.8), year_words(float("inf"))
    ('2069', 'after 100 years')
    """
    if math.isnan(value):
        return "unknown"
    return beyond if math.isinf(value) else str(int(value))


def interval_words(low: float, high: float) -> str:
    """Two projected moments.

    >>> interval_words(2040.9, 2125.6), interval_words(2040.9, float("inf"))
    ('2040–2125', '2040 or later')
    """
    return f"{year_words(low)} or later" if math.isinf(high) else f"{year_words(low)}–{year_words(high)}"


def likelihood_words(share: float) -> str:
    """A simulated likelihood; none of the simulations is not the same as never.

    >>> likelihood_words(0.0), likelihood_words(0.254), likelihood_words(float("nan"))
    ('under 1 %', '25 %', 'no deadline ahead')
    """
    if math.isnan(share):
        return "no deadline ahead"
    if share < 0.01 or share > 0.99:
        return "under 1 %" if share < 0.01 else "over 99 %"
    return f"{100 * share:.0f} %"


def completion_sentences(tables: Tables, view: View) -> list[str]:
    """What each projection of the view says, a text for each case."""
    rows = view.of(projections(tables), skip=("years",))
    names, hazards = country_names(tables), family_names(tables)
    return [
        f"{names.get(row.country, row.country)}, {hazards[row.family]}: half of the simulations end "
        f"{interval_words(row.p25, row.p75)}, 80 % end {interval_words(row.p10, row.p90)}. {_deadline(row)}"
        for row in rows[rows["reason"] == ""].itertuples()
    ]


def backtest_words(tables: Tables) -> str:
    """How past projections fared, with and without the share realised, as Markdown; empty without a test."""
    ends, whole_ends = (tables.derive(completions, whole) for whole in (False, True))
    areas, whole_areas = (coverage(tables.derive(areas_after, whole)) for whole in (False, True))
    if not areas["cases"]:
        return ""
    now, before = reliability(ends), reliability(whole_ends)
    return (
        "Test of past projections, all countries. **Completed by now:** "
        f"of {now['cases']} past projections, {_percent(now['completed'])} are complete; "
        f"the model predicted {_percent(now['expected'])}. **Area left five years on** "
        f"({areas['cases']} cases, {areas['pairs']} pairs of country and hazard): "
        f"the 80 % interval held {_percent(areas['inside_80'])}, "
        f"the 50 % interval {_percent(areas['inside_50'])}. "
        "Without the share realised, each release counted in full, "
        f"the model predicted {_percent(before['expected'])}, "
        f"and the 80 % interval held {_percent(whole_areas['inside_80'])} of the areas "
        f"and {_percent(coverage(whole_ends)['inside_80'])} of the completion years.\n\n"
        "Ranges are therefore wide: where few states were measured, the upper end is often open. "
        "The cases share data and states, so these shares are rough themselves."
    )


def _deadline(row: Any) -> str:
    """What a case would need to meet its deadline, and how likely that is."""
    if not math.isnan(row.needed_km2_per_year):
        needed, mean, fall = (
            number(rate, "km²")
            for rate in (row.needed_km2_per_year, row.release_km2_per_year, row.fall_km2_per_year)
        )
        return (
            f"To meet the deadline, {long_date(row.deadline)}, {needed} a year are needed from the last "
            f"figure on; the recorded mean release is {mean}, and in the middle of the simulations the area "
            f"falls by {fall} a year. Likelihood: {likelihood_words(row.likelihood)}."
        )
    if pd.notna(row.deadline):
        return f"The last deadline on record, {long_date(row.deadline)}, has passed."
    return "No deadline is on record."


def _percent(share: float) -> str:
    return f"**{100 * share:.0f} %**"

"""Projected years, intervals and likelihoods in words."""

import math


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

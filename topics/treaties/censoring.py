"""The share of states that have taken a step by the days since another, some known only between limits.

The estimate is the one of greatest likelihood (Turnbull 1976). Where every day is known it is Kaplan's and
Meier's, and its variance Greenwood's. Limits are those of log(-log S), so they stay between 0 and 100 %.
"""

from itertools import pairwise

import numpy as np
import pandas as pd

NORMAL = 1.96
"""Standard errors to the limits of 95 in 100."""
CLOSE, ROUNDS = 1e-10, 20_000
"""The change at which the estimate has settled, and the rounds at most."""
LEAST = 1e-6
"""A smaller part of the states is none."""
COLUMNS = ["days", "share", "low", "high", "at_risk", "taken"]


def shares_by_days(shortest: np.ndarray, longest: np.ndarray) -> pd.DataFrame:
    """The share of states that have taken the step, at each number of days at which it rises.

    Args:
        shortest: the fewest days that each state can have taken, or has been waiting.
        longest: the most days; infinite while it waits.

    *Columns*: days (the latest at which the rise can have come), share, low, high (0 to 1), at_risk (states
    waiting just before), taken (states, not whole where days are not known); chance (how likely it was each
    of the states).
    """
    begins = np.where(np.isinf(longest), shortest + 0.5, shortest)
    spans = _spans(begins, longest)
    fits = (begins[:, None] <= spans[:, 0]) & (spans[:, 1] <= longest[:, None])
    parts = _likeliest(fits.astype(float))
    rises = (parts > LEAST) & np.isfinite(spans[:, 1])
    chance = fits * parts / (fits @ parts)[:, None]
    later = np.cumsum(chance[:, ::-1], axis=1)[:, ::-1]
    waits = np.where(np.isinf(longest)[:, None], begins[:, None] > spans[:, 0], later)
    share = np.minimum(np.cumsum(parts), 1.0)
    low, high = limits(share, _variance(fits.astype(float), parts))
    values = (spans[:, 1], share, low, high, waits.sum(axis=0), chance.sum(axis=0))
    rows = pd.DataFrame(dict(zip(COLUMNS, values, strict=True))).assign(chance=list(chance.T))
    return rows[rises].reset_index(drop=True)


def limits(share: np.ndarray, variance: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper limit of a growing share, by log(-log) of what is left.

    Where nothing is left the variance is nothing: the lower limit is that of the rise before, or 0.
    """
    whole = share >= 1 - LEAST
    left = np.clip(1 - share, LEAST, 1 - LEAST)
    reach = np.exp(NORMAL * np.sqrt(np.maximum(variance, 0)) / (left * -np.log(left)))
    low = pd.Series(1 - left ** (1 / reach)).mask(whole).ffill().fillna(0)
    return low.to_numpy(), np.where(whole, 1, 1 - left**reach)


def _spans(begins: np.ndarray, longest: np.ndarray) -> np.ndarray:
    """First and last day of the spans in which the share can rise: a beginning to the end after it."""
    points = sorted({(day, 0) for day in begins} | {(day, 1) for day in longest})
    return np.array([(one[0], other[0]) for one, other in pairwise(points) if (one[1], other[1]) == (0, 1)])


def _likeliest(fits: np.ndarray) -> np.ndarray:
    """The part of the states that each span holds, by expectation and maximisation."""
    parts = np.full(fits.shape[1], 1 / fits.shape[1])
    for _ in range(ROUNDS):
        better = (fits * parts / (fits @ parts)[:, None]).mean(axis=0)
        if np.abs(better - parts).max() < CLOSE:
            return better
        parts = better
    return parts


def _variance(fits: np.ndarray, parts: np.ndarray) -> np.ndarray:
    """The variance of the share after each span, from the information observed (parts add up to 1)."""
    used = parts > LEAST
    scaled = fits[:, used] / (fits @ parts)[:, None]
    free = np.vstack([np.eye(used.sum() - 1), -np.ones(used.sum() - 1)])
    spread = free @ np.linalg.pinv(free.T @ scaled.T @ scaled @ free) @ free.T
    sums = np.tril(np.ones((len(parts), len(parts))))[:, used]
    return np.einsum("ij,jk,ik->i", sums, spread, sums)

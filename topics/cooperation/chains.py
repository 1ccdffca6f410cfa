"""Through which states the strongest chains of shared meetings run, and how sure that is.

A meeting of n states ties each pair of them with 1 ÷ (n - 1), so that every state spends one unit on each
meeting and a large conference does not outweigh talks of two (Newman 2001). A tie is as long as 1 ÷ its
strength; a state links a pair if the shortest way between both runs through it (betweenness, Brandes 2008).
"""

from collections.abc import Iterable

import numpy as np
import pandas as pd

SEED, RESAMPLES = 4, 200
"""Where the random numbers begin, and how often the meetings are drawn again."""
LIMITS = (2.5, 50.0, 97.5)
"""Percentiles over the resamples: the limits of 95 in 100, the middle between them."""
NEARLY = 1e-9
"""Ways whose lengths differ by less than this part are equal."""
COLUMNS = ["pairs_linked", "pairs_linked_pct", "low_pct", "middle_pct", "high_pct", "first_pct"]


def pairs_linked(attended: pd.DataFrame, members: Iterable[str]) -> pd.Series:
    """The pairs of other members that each state links, by country."""
    seats, inside = _seats(attended, members)
    return pd.Series(_linked(_strength(seats.to_numpy(), np.ones(len(seats))), inside), index=seats.columns)


def linked_pairs(attended: pd.DataFrame, members: Iterable[str]) -> pd.DataFrame:
    """`pairs_linked`, their share of all pairs of other members, and limits by bootstrap over the meetings.

    Each resample draws as many meetings as there are, with replacement: the limits say how far the figure
    rests on which meetings happen to be on record.

    *Columns*: COLUMNS by country (the index): pairs_linked, pairs_linked_pct (missing where there is no pair
    of others), low_pct, middle_pct and high_pct (LIMITS of the resamples), first_pct (resamples in which the
    state links more pairs than any other member).
    """
    seats, inside = _seats(attended, members)
    others = len(inside) - np.isin(np.arange(len(seats.columns)), inside)
    possible = np.where(others > 1, others * (others - 1) / 2, np.nan)
    even = np.full(len(seats), 1 / len(seats))
    draws = np.random.default_rng(SEED).multinomial(len(seats), even, RESAMPLES)
    drawn = np.array([_linked(_strength(seats.to_numpy(), counts), inside) for counts in draws])
    limits = np.percentile(100 * drawn / possible, LIMITS, axis=0)
    most = drawn[:, inside].max(axis=1, keepdims=True)
    first = 100 * ((drawn == most) & (most > 0)).mean(axis=0)
    pairs = pairs_linked(attended, members)
    values = (
        pairs,
        100 * pairs / possible,
        *limits,
        np.where(np.isin(np.arange(len(pairs)), inside), first, 0),
    )
    return pd.DataFrame(dict(zip(COLUMNS, values, strict=True)), index=seats.columns)


def _seats(attended: pd.DataFrame, members: Iterable[str]) -> tuple[pd.DataFrame, np.ndarray]:
    """Meetings by states, 1 where a state took part; and the columns of the members (none: all)."""
    seats = pd.crosstab(attended["event"], attended["country"]).clip(upper=1).astype(float)
    return seats, np.flatnonzero(seats.columns.isin(list(members) or seats.columns))


def _strength(seats: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """How strongly each state is tied to each; `counts` says how often each meeting counts."""
    others = seats.sum(axis=1) - 1
    tied = (seats * (counts / np.maximum(others, 1))[:, None]).T @ seats
    np.fill_diagonal(tied, 0)
    return tied


def _linked(strength: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """The pairs of some states that each state lies between, a pair of several shortest ways being shared."""
    from scipy.sparse.csgraph import shortest_path  # noqa: PLC0415 - half a second that only this page waits for

    tie = np.divide(1.0, strength, out=np.full_like(strength, np.inf), where=strength > 0)
    length = shortest_path(np.where(np.isinf(tie), 0, tie), method="D", directed=False, indices=inside)
    length[np.isinf(length)] = np.nan
    ways = _ways(_same(length[:, :, None] + tie, length[:, None, :]), inside)
    is_on = _same(length[:, :, None] + length.T[None, :, :], length[:, inside][:, None, :])
    total = np.maximum(ways[:, inside], 1)
    share = is_on * ways[:, :, None] * (ways.T[None, :, :] / total[:, None, :])
    ends = np.arange(len(inside))
    share[ends, inside, :] = 0
    share[:, inside, ends] = 0
    return share.sum(axis=(0, 2)) / 2


def _ways(last: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """How many shortest ways lead from some states to each state.

    `last` tells by origin, state before the last and last state whether their tie ends such a way.
    """
    start = np.zeros(last.shape[:2])
    start[np.arange(len(inside)), inside] = 1
    ways, steps = start, last.astype(float)
    while True:
        longer = start + (ways[:, None, :] @ steps)[:, 0, :]
        if np.array_equal(longer, ways):
            return ways
        ways = longer


def _same(lengths: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Whether ways are equally long; none is where there is no way."""
    return np.abs(lengths - others) <= NEARLY * others

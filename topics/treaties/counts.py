"""Counts made of the steps of states: what a curve draws, and what the next deposits lead to."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from topics.tables import Tables
from topics.treaties.steps import treaty_steps

CURVES = {
    "signatures": {"signed": 1},
    "deposits": {"deposited": 1, "withdrawn": -1},
    "entries into force": {"in_force": 1, "withdrawn": -1},
}
"""What each step adds to each count."""


def counts(steps: pd.DataFrame, members: Sequence[str] | None = None) -> pd.DataFrame:
    """Every change of the counts: signatures; deposits and entries into force, both less the withdrawals.

    *Columns*: those of the steps, curve, change (+1 or -1), total (of the curve after the change).
    """
    own = steps if members is None else steps[steps["country"].isin(members)]
    parts = []
    for curve, changes in CURVES.items():
        rows = own[own["step"].isin(changes)]
        change = rows["step"].map(changes).astype("int64")
        total = change.groupby(rows["treaty"]).cumsum()
        parts.append(rows.assign(curve=curve, change=change, total=total))
    return pd.concat(parts, ignore_index=True)


def all_counts(tables: Tables) -> pd.DataFrame:
    """Every change of the counts of all treaties among all states, from `counts`."""
    return counts(tables.derive(treaty_steps))


def count_on(changes: pd.DataFrame, treaty: str, curve: str, day: date) -> int:
    """One count of `counts` at the end of a day."""
    own = (changes["treaty"] == treaty) & (changes["curve"] == curve)
    return int(changes.loc[own & (changes["counted_from"] <= pd.Timestamp(day)), "change"].sum())

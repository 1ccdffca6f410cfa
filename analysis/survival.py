"""How long signatories take to deposit, those still waiting counted as such (Kaplan-Meier)."""

from typing import Any

import numpy as np
import pandas as pd

MONTH = 30.4375
"""Days of a mean month."""
MISSING = float("nan")


def share_deposited(waits: pd.DataFrame) -> pd.DataFrame:
    """The share of signatories that have deposited by months since their signature.

    A state that still waits counts until the day asked for and no longer: it is neither a success nor a
    failure after that. The limits hold 95 of 100 times if the states were a sample.

    Args:
        waits: from `analysis.deposits.waits`.

    *Columns*: months, share_pct, low_pct, high_pct, at_risk (signatories waiting just before), deposited.
    """
    columns = ["months", "share_pct", "low_pct", "high_pct", "at_risk", "deposited"]
    if waits.empty or waits["is_waiting"].all():
        return pd.DataFrame([], columns=columns, dtype="float64")
    fitted = _fitted(waits)
    share = 1 - fitted.surv_prob
    reach = 1.96 * pd.Series(fitted.surv_prob_se).fillna(0).to_numpy()
    return pd.DataFrame(
        {
            "months": fitted.surv_times / MONTH,
            "share_pct": 100 * share,
            "low_pct": 100 * (share - reach).clip(0, 1),
            "high_pct": 100 * (share + reach).clip(0, 1),
            "at_risk": fitted.n_risk.astype("float64"),
            "deposited": fitted.n_events.astype("float64"),
        }
    )


def months_to_half(waits: pd.DataFrame) -> tuple[float, float, float]:
    """After how many months half of the signatories have deposited, with the limits of 95 in 100.

    Not a number where fewer than half have, or where a limit is not reached.
    """
    if waits.empty or waits["is_waiting"].all():
        return MISSING, MISSING, MISSING
    fitted = _fitted(waits)
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = fitted.quantile_ci(0.5)
    half, low, high = (float(days) / MONTH for days in (fitted.quantile(0.5), low, high))
    return half, low, high


def _fitted(waits: pd.DataFrame) -> Any:
    """The fit; the library costs a second to load, so only who asks for a fit loads it."""
    from statsmodels.duration.survfunc import SurvfuncRight  # noqa: PLC0415

    return SurvfuncRight(
        waits["days"].astype("float64").to_numpy(), (~waits["is_waiting"]).astype(int).to_numpy()
    )


def by_group(waits: pd.DataFrame, groups: dict[str, tuple[str, ...]]) -> pd.DataFrame:
    """What the curves of several groups say in one row each.

    *Columns*: group, signatories, deposited, waiting, half_after_months, low_months, high_months.
    """
    rows = []
    for title, members in groups.items():
        mine = waits[waits["country"].isin(members)]
        half, low, high = months_to_half(mine)
        waiting = int(mine["is_waiting"].sum()) if len(mine) else 0
        rows.append((title, len(mine), len(mine) - waiting, waiting, half, low, high))
    names = ["group", "signatories", "deposited", "waiting"]
    return pd.DataFrame(rows, columns=[*names, "half_after_months", "low_months", "high_months"])


def half_in_words(waits: pd.DataFrame, groups: dict[str, tuple[str, ...]]) -> str:
    """After how many months half had deposited, with the limits, per group."""
    rows = by_group(waits, groups).dropna(subset=["half_after_months"])
    said = [
        f"{row.group} {row.half_after_months:.0f} ({row.low_months:.0f} to {row.high_months:.0f})"
        for row in rows.itertuples()
    ]
    return f"Months until half had deposited, with limits: {'; '.join(said)}." if said else ""

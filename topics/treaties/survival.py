"""How long signatories take to deposit, those still waiting counted as such (Kaplan-Meier)."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from topics.tables import Tables, united
from topics.treaties.groups import group_states
from topics.treaties.steps import KEYS, steps_of

MONTH_DAYS = 30.4375
"""Days of a mean month."""
MISSING = float("nan")
Limits = tuple[float, float, float]
"""A figure between its lower and its upper limit: figure, lower, upper."""
SHARES = ["months", "share_pct", "low_pct", "high_pct", "at_risk", "deposited"]


def waits(tables: Tables, treaty: str, day: date) -> pd.DataFrame:
    """How long each signatory took, or has been taking, from the signature to the deposit.

    Where only the year of a date is known, the wait is the longest that it can have been (`is_exact` false).

    *Columns*: treaty, country, name, signature, deposit (missing while waiting), days (to the deposit, else
    to the day asked for), months, is_exact, is_waiting, records (of both acts).
    """
    steps = steps_of(tables, treaty)
    past = steps[steps["counted_from"] <= pd.Timestamp(day)]
    signed = past[past["step"] == "signed"].drop_duplicates(KEYS)
    names = {"date": "deposit", "date_precision": "deposit_precision"}
    names |= {"counted_from": "until", "record_id": "deposit_record"}
    bound = past[past["step"] == "deposited"].drop_duplicates(KEYS).set_index(KEYS)
    rows = signed.join(bound[list(names)].rename(columns=names), on=KEYS)
    rows = rows.rename(columns={"date": "signature", "date_precision": "signature_precision"})
    pairs = zip(rows["record_id"], rows["deposit_record"], strict=True)
    days = (rows["until"].fillna(pd.Timestamp(day)) - rows["earliest"]).dt.days
    rows = rows.assign(
        days=days.astype("int64"),
        months=days / MONTH_DAYS,
        is_exact=(rows["signature_precision"] == "day") & (rows["deposit_precision"] != "year"),
        is_waiting=rows["deposit"].isna(),
        records=[tuple(filter(pd.notna, pair)) for pair in pairs],
    )
    dates = ["signature", "signature_precision", "deposit", "deposit_precision"]
    columns = [*KEYS, "name", *dates, "days", "months", "is_exact", "is_waiting", "records"]
    return rows[columns].reset_index(drop=True)


def group_survival(tables: Tables, treaty: str, day: date, code: str) -> tuple[pd.DataFrame, Limits]:
    """What `survival` gives for the states of a group of `groups.group_titles`."""
    return survival(tables, treaty, day, group_states(tables, code, day))


def survival(tables: Tables, treaty: str, day: date, members: tuple[str, ...]) -> tuple[pd.DataFrame, Limits]:
    """`share_deposited` of some states, with signatories and end (the longest wait); and `months_to_half`."""
    waiting = tables.derive(waits, treaty, day)
    waiting = waiting[waiting["country"].isin(members)]
    shares = share_deposited(waiting)
    end = max(shares["months"].max(), waiting["months"].max())
    return shares.assign(signatories=len(waiting), end=end), months_to_half(waiting)


def share_deposited(waiting: pd.DataFrame) -> pd.DataFrame:
    """The share of signatories that have deposited by months since their signature.

    A state that still waits counts until the day asked for and no longer: it is neither a success nor a
    failure after that. The limits hold 95 of 100 times if the states were a sample.

    Args:
        waiting: from `waits`.

    *Columns*: months, share_pct, low_pct, high_pct, at_risk (signatories waiting just before), deposited,
    names and records (of those that deposited then).
    """
    if waiting.empty or waiting["is_waiting"].all():
        return pd.DataFrame([], columns=[*SHARES, "names", "records"])
    fitted = _fitted(waiting)
    share = 1 - fitted.surv_prob
    reach = 1.96 * pd.Series(fitted.surv_prob_se).fillna(0).to_numpy()
    by_days = waiting[~waiting["is_waiting"]].groupby("days")
    return pd.DataFrame(
        {
            "months": fitted.surv_times / MONTH_DAYS,
            "share_pct": 100 * share,
            "low_pct": 100 * (share - reach).clip(0, 1),
            "high_pct": 100 * (share + reach).clip(0, 1),
            "at_risk": fitted.n_risk.astype("int64"),
            "deposited": fitted.n_events.astype("int64"),
            "names": [by_days.get_group(days)["name"].tolist() for days in fitted.surv_times],
            "records": [united(by_days.get_group(days)["records"]) for days in fitted.surv_times],
        }
    )


def months_to_half(waiting: pd.DataFrame) -> Limits:
    """After how many months half of the signatories have deposited, with the limits of 95 in 100.

    Not a number where fewer than half have, or where a limit is not reached.
    """
    if waiting.empty or waiting["is_waiting"].all():
        return MISSING, MISSING, MISSING
    fitted = _fitted(waiting)
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = fitted.quantile_ci(0.5)
    half, low, high = (float(days) / MONTH_DAYS for days in (fitted.quantile(0.5), low, high))
    return half, low, high


def _fitted(waiting: pd.DataFrame) -> Any:
    """The fit; the library costs a second to load, so only who asks for a fit loads it."""
    from statsmodels.duration.survfunc import SurvfuncRight  # noqa: PLC0415

    return SurvfuncRight(
        waiting["days"].astype("float64").to_numpy(), (~waiting["is_waiting"]).astype(int).to_numpy()
    )

"""How long signatories take to deposit, and how many states joined by which route."""

from datetime import date

import numpy as np
import pandas as pd

from topics.tables import Tables, united
from topics.treaties.censoring import limits, shares_by_days
from topics.treaties.groups import group_states
from topics.treaties.status import states_of
from topics.treaties.steps import KEYS, steps_of

MONTH_DAYS = 30.4375
YEAR_DAYS = 12 * MONTH_DAYS
"""Days of a mean month and of a mean year."""
ROUTES = {
    "ratification": "ratification",
    "acceptance": "ratification",
    "approval": "ratification",
    "accession": "accession",
    "succession": "succession",
}
"""The route of each instrument: who signed ratifies, accepts or approves."""
MISSING = float("nan")
Limits = tuple[float, float, float]
"""A figure between its lower and its upper limit: figure, lower, upper."""
HALF_PCT = 50
SHARES = ["months", "share_pct", "low_pct", "high_pct", "at_risk", "deposited", "names", "records"]


def waits(tables: Tables, treaty: str, day: date) -> pd.DataFrame:
    """How long each signatory took, or has been taking, from the signature to the deposit.

    Where only the year of a date is known, the wait lies between two numbers of days (`is_exact` false).

    *Columns*: treaty, country, name, signature, deposit (missing while waiting), days (to the deposit, else
    to the day asked for; the most it can be), least_days, months (of days), is_exact, is_waiting, records (of
    both acts).
    """
    steps = steps_of(tables, treaty)
    past = steps[steps["counted_from"] <= pd.Timestamp(day)]
    signed = past[past["step"] == "signed"].drop_duplicates(KEYS)
    names = {"date": "deposit", "date_precision": "deposit_precision"}
    names |= {"counted_from": "until", "earliest": "first_until", "record_id": "deposit_record"}
    bound = past[past["step"] == "deposited"].drop_duplicates(KEYS).set_index(KEYS)
    rows = signed.join(bound[list(names)].rename(columns=names), on=KEYS)
    rows = rows.rename(columns={"date": "signature", "date_precision": "signature_precision"})
    pairs = zip(rows["record_id"], rows["deposit_record"], strict=True)
    last, first = (rows[name].fillna(pd.Timestamp(day)) for name in ("until", "first_until"))
    days, least = (last - rows["earliest"]).dt.days, (first - rows["counted_from"]).dt.days.clip(lower=0)
    rows = rows.assign(
        days=days.astype("int64"),
        least_days=least.astype("int64"),
        months=days / MONTH_DAYS,
        is_exact=days == least,
        is_waiting=rows["deposit"].isna(),
        records=[tuple(filter(pd.notna, pair)) for pair in pairs],
    )
    dates = ["signature", "signature_precision", "deposit", "deposit_precision"]
    columns = [*KEYS, "name", *dates, "days", "least_days", "months", "is_exact", "is_waiting", "records"]
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
    """The share of signatories that have deposited by months since their signature (`censoring`).

    A state that still waits counts until the day asked for and no longer: it is neither a success nor a
    failure after that. The limits hold 95 of 100 times if the states were a sample.

    Args:
        waiting: from `waits`.

    *Columns*: months, share_pct, low_pct, high_pct, at_risk (signatories waiting just before), deposited,
    names and records (of those that deposited then, or may have).
    """
    if waiting.empty or waiting["is_waiting"].all():
        return pd.DataFrame([], columns=SHARES)
    longest = waiting["days"].where(~waiting["is_waiting"], np.inf).to_numpy(dtype=float)
    rises = shares_by_days(waiting["least_days"].to_numpy(dtype=float), longest)
    states = [waiting[chance > 0] for chance in rises["chance"]]
    values = (
        rises["days"] / MONTH_DAYS,
        *(100 * rises[name] for name in ("share", "low", "high")),
        rises["at_risk"],
        rises["taken"],
        [part["name"].tolist() for part in states],
        [united(part["records"]) for part in states],
    )
    return pd.DataFrame(dict(zip(SHARES, values, strict=True)))


def months_to_half(waiting: pd.DataFrame) -> Limits:
    """After how many months half of the signatories have deposited, with the limits of 95 in 100.

    Not a number where fewer than half have, or where a limit is not reached. The limits are where those of
    the share reach half (Brookmeyer, Crowley 1982).
    """
    shares = share_deposited(waiting)
    half, low, high = (
        shares.loc[shares[name] >= HALF_PCT, "months"].min() for name in ("share_pct", "high_pct", "low_pct")
    )
    return half, low, high


def routes(tables: Tables, treaty: str, day: date, members: tuple[str, ...]) -> pd.DataFrame:
    """How many states had joined a treaty by each route, by years since it was opened for signature.

    All states are observed from the opening to the day, so the cumulative incidence of a route (Aalen,
    Johansen 1978) is its share of the states. Only the first time that a state joins counts.

    *Columns*: route (of ROUTES), counted_from, joined (that day), years, states (so far), share_pct, low_pct,
    high_pct, total (states), names and records (of those that joined that day).
    """
    opened = tables["treaties"].set_index("treaty")["opened"].get(treaty, pd.NaT)
    steps = steps_of(tables, treaty)
    inside = steps["country"].isin(members) & (steps["counted_from"] <= pd.Timestamp(day))
    joined = steps[inside & (steps["step"] == "deposited")].drop_duplicates("country")
    joined = joined.assign(
        route=joined["action"].map(ROUTES), records=[(one,) for one in joined["record_id"]]
    )
    days = joined.groupby(["route", "counted_from"], sort=True).agg(
        joined=("country", "size"), names=("name", list), records=("records", united)
    )
    total = max(len(states_of(tables, members)), 1)
    rows = days.reset_index().assign(states=days.groupby("route")["joined"].cumsum().to_numpy(), total=total)
    share = rows["states"] / total
    rows = rows.assign(years=(rows["counted_from"] - opened).dt.days / YEAR_DAYS, share_pct=100 * share)
    rows = rows.assign(low_pct=MISSING, high_pct=MISSING)
    for route, part in share.groupby(rows["route"]):
        own = rows["route"] == route
        low, high = limits(part.to_numpy(), (part * (1 - part) / total).to_numpy())
        rows.loc[own, "low_pct"], rows.loc[own, "high_pct"] = 100 * low, 100 * high
    return rows

"""The order of the deposits of a treaty, the place of each, and the totals."""

from datetime import date

import pandas as pd

from topics.tables import Tables
from topics.treaties.counts import all_counts, count_on
from topics.treaties.rules import rule
from topics.treaties.steps import exact_entry, steps_of
from topics.vocabulary.dates import long_date
from topics.vocabulary.numbers import ordinal
from topics.vocabulary.treaties import treaty_names

NO_DAY = "no place without a day"


def deposits(tables: Tables, treaty: str) -> pd.DataFrame:
    """The deposits of a treaty in order, each with its place among those of all states.

    The depositary does not rank instruments of one day: they share their places, and `ordinal` follows the
    names. Where a deposit without a known day may come before or between, there is no ordinal. A withdrawal
    takes no place away: the 113th deposit stays the 113th.

    *Columns*: those of the steps, first and last (the places it can hold), ordinal (missing where it is not
    certain), place (in words), in_force_on (missing where it depends on an unknown day).
    """
    return ordered_deposits(steps_of(tables, treaty))


def ordered_deposits(steps: pd.DataFrame) -> pd.DataFrame:
    """What `deposits` gives, of the steps under one treaty."""
    rows = steps[steps["step"] == "deposited"].reset_index(drop=True)
    begin, end = rows["earliest"].to_numpy(), rows["counted_from"].to_numpy()
    is_exact = (rows["date_precision"] == "day").to_numpy()
    overlaps = (begin[:, None] <= end) & (begin <= end[:, None])
    rows["first"] = 1 + (end < begin[:, None]).sum(axis=1)
    rows["last"] = (begin <= end[:, None]).sum(axis=1)
    by_name = rows.groupby("counted_from")["name"].rank(method="first")
    is_certain = is_exact & (overlaps <= is_exact).all(axis=1)
    rows["ordinal"] = (rows["first"] + by_name - 1).where(is_certain).astype("Int64")
    spans = zip(rows["first"], rows["last"], is_certain, strict=True)
    rows["place"] = pd.Series([_place(*span) for span in spans], rows.index, dtype="str")
    return rows.assign(in_force_on=exact_entry(steps, rows))


def inconsistent_deposit_date(tables: Tables, treaty: str) -> pd.Timestamp | None:
    """The day of the deposit that completed the number needed, where that is too early to fit.

    The entry into force says otherwise then: one of the early deposits may not count with the depositary, and
    the places on record may be too high. None where all fits.
    """
    rows, needed = tables.derive(deposits, treaty), rule(treaty).deposits
    treaties = tables["treaties"].set_index("treaty")["entry_into_force"]
    begun = treaties.get(treaty, pd.NaT)
    if len(rows) < needed or pd.isna(begun):
        return None
    reached = rows["counted_from"].iloc[needed - 1]
    return reached if reached + rule(treaty).delay < begun else None


def worldwide(tables: Tables, day: date) -> pd.DataFrame:
    """How many states have joined each treaty, and how fast of late.

    *Columns*: treaty, treaty_name, standing_deposits (less withdrawals), deposits_in_5_years, last_deposit
    (state and day in words), record_id (of the last deposit).
    """
    changes, rows, end = tables.derive(all_counts), [], pd.Timestamp(day)
    for treaty, name in treaty_names(tables).items():
        past = tables.derive(deposits, treaty)
        past = past[past["counted_from"] <= end]
        recent = int((past["counted_from"] > end - pd.DateOffset(years=5)).sum())
        latest = ("none", None)
        if len(past):
            last = past.iloc[-1]
            words = f"{last['name']}, {long_date(last['date'], last['date_precision'])}"
            latest = (words, last["record_id"])
        rows.append((treaty, name, count_on(changes, treaty, "deposits", day), recent, *latest))
    names = ["treaty", "treaty_name", "standing_deposits", "deposits_in_5_years", "last_deposit", "record_id"]
    return pd.DataFrame(rows, columns=names)


def _place(first: int, last: int, is_certain: bool) -> str:
    """A place in words; without the day of the deposit there is no ordinal."""
    if first == last:
        return ordinal(first) if is_certain else NO_DAY
    if is_certain:
        return f"{ordinal(first)} to {ordinal(last)}, same day"
    return f"between {ordinal(first)} and {ordinal(last)}"

"""Contributions in four flows, never added to each other: what may be added of each, sums and donors."""

from collections.abc import Sequence

import pandas as pd

from topics.tables import Tables, united, with_records
from topics.view import View
from topics.vocabulary.dates import listed_years

BASES = {"monitor": "monitor", "us": "us_cwd", "announced": "announcement", "itf": "itf"}
"""The basis of the records of each flow."""
WHOLE = ("us", "itf")
"""Flows that overlap with others alone: their own records may all be added."""
BY_DONOR = ("monitor", "announced")
"""Flows that are listed by donor: what the Monitor reports, and what donors announced."""
ALL = "all"
"""No single donor."""


def contributions(
    tables: Tables, view: View, *, flow: str = "monitor", donor: str = ALL, is_repeated: bool = False
) -> pd.DataFrame:
    """The records of one flow, a key of BASES, of one donor or of all.

    What another record of the same flow, or of the Monitor, holds already is left out, so that the rows may
    be added; not so with `is_repeated`. The programme of the United States and the gifts to ITF overlap with
    other flows alone.

    *Columns*: those of funding, records, is_stated.

    Raises:
        LookupError: there is no such flow.
    """
    if flow not in BASES:
        raise LookupError(f"No flow '{flow}'. There are: {', '.join(BASES)}")
    rows = view.of(with_records(tables["funding"]))
    rows = rows[rows["basis"].eq(BASES[flow]) & (rows["donor"].eq(donor) | (donor == ALL))]
    return rows if is_repeated or flow in WHOLE else rows[~rows["overlap"].astype("bool")]


def donors(tables: Tables, view: View) -> tuple[str, ...]:
    """Donors of the region in any year, those who gave or announced most first."""
    parts = [contributions(tables, view.timeless, flow=flow, is_repeated=True) for flow in BY_DONOR]
    amounts = pd.concat(parts).groupby("donor")["amount_usd"].sum()
    return tuple(amounts.sort_values(ascending=False, kind="stable").index)


def sums(rows: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """US dollars of `contributions` added by some columns, in the order of the largest sum.

    *Columns*: those of `by`, amount_usd, contributions (how many), years (in words), records, is_stated (of
    one contribution alone).
    """
    rows = rows.dropna(subset=[*by, "amount_usd"])
    added = rows.groupby([*by], as_index=False).agg(
        amount_usd=("amount_usd", "sum"),
        contributions=("amount_usd", "size"),
        years=("year", listed_years),
        records=("records", united),
    )
    added = added.assign(is_stated=added["contributions"].eq(1))
    return added.sort_values("amount_usd", ascending=False, kind="stable", ignore_index=True)

"""The legal rule of each treaty: how it enters into force, as such and for a state."""

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Rule:
    """How a treaty enters into force: as such with a number of deposits, for a state after a delay.

    `withdrawal` is how long after its notice a withdrawal takes effect.
    """

    article: str
    deposits: int
    delay: pd.DateOffset
    withdrawal: pd.DateOffset


SIXTH_MONTH = pd.offsets.MonthBegin(6)
"""First day of the sixth month after the month of the deposit."""
SIX_MONTHS, ONE_YEAR, NINETY_DAYS = pd.DateOffset(months=6), pd.DateOffset(years=1), pd.DateOffset(days=90)
RULES = {
    "CCM": Rule("Article 17", 30, SIXTH_MONTH, SIX_MONTHS),
    "APMBC": Rule("Article 17", 40, SIXTH_MONTH, SIX_MONTHS),
    "CCW-APII": Rule("Article 5", 20, SIX_MONTHS, ONE_YEAR),
    "CCW-PV": Rule("Article 5", 20, SIX_MONTHS, ONE_YEAR),
    "ATT": Rule("Article 22", 50, NINETY_DAYS, NINETY_DAYS),
}
"""Source: Convention on Cluster Munitions, Art. 17 and 20(3); Anti-Personnel Mine Ban Convention, Art. 17 and
20(3); Convention on Certain Conventional Weapons, Art. 5(3) and 9, which hold for its protocols as well; Arms
Trade Treaty, Art. 22 and 24."""


def rule(treaty: str) -> Rule:
    """The rule of a treaty.

    Raises:
        LookupError: no rule is written for it.
    """
    if treaty not in RULES:
        raise LookupError(
            f"No rule for treaty '{treaty}'. There are: {', '.join(RULES)}. "
            "Write one into topics/treaties/rules.py"
        )
    return RULES[treaty]


def entry_into_force(treaty: str, deposited: pd.Timestamp, treaty_in_force: pd.Timestamp) -> pd.Timestamp:
    """The day on which a treaty enters into force for a state; missing before that of the treaty as such.

    >>> begun = pd.Timestamp("2010-08-01")
    >>> days = pd.to_datetime(["2013-05-14", "2009-06-16"])
    >>> [f"{entry_into_force('CCM', day, begun):%Y-%m-%d}" for day in days]
    ['2013-11-01', '2010-08-01']
    >>> f"{entry_into_force('ATT', pd.Timestamp('2015-09-28'), pd.Timestamp('2014-12-24')):%Y-%m-%d}"
    '2015-12-27'
    """
    return pd.NaT if pd.isna(treaty_in_force) else max(deposited + rule(treaty).delay, treaty_in_force)

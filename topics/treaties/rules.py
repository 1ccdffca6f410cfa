"""The legal rules of each treaty, one function each: how it binds a state, is left, when reports are due.

The same rules in words, with article and source, are the rows of `treaty_rules` and `treaty_duties`.
"""

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
20(3); Convention on Certain Conventional Weapons, Art. 5(3), 5(4) and 9(2), which hold for its protocols as
well; Arms Trade Treaty, Art. 22 and 24(2)."""


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


def withdrawal_effect(
    treaty: str, notified: pd.Timestamp, conflict_ended: pd.Timestamp | None = None
) -> pd.Timestamp:
    """The day on which a withdrawal takes effect: after the delay, and not before the end of a conflict.

    Source: CCM and APMBC, Art. 20(3); CCW, Art. 9(2); the Arms Trade Treaty has no such proviso.

    >>> f"{withdrawal_effect('APMBC', pd.Timestamp('2025-08-20')):%Y-%m-%d}"
    '2026-02-20'
    >>> f"{withdrawal_effect('CCM', pd.Timestamp('2024-09-06'), pd.Timestamp('2025-05-01')):%Y-%m-%d}"
    '2025-05-01'
    """
    effect = notified + rule(treaty).withdrawal
    return effect if conflict_ended is None else max(effect, conflict_ended)


def succession_effect(stated: pd.Timestamp, deposited: pd.Timestamp) -> pd.Timestamp:
    """The day a succession counts from: that of the succession where a source states it, else the deposit."""
    return deposited if pd.isna(stated) else stated


def first_report_due(in_force: pd.Timestamp, within: int, unit: str) -> pd.Timestamp:
    """The last day for the first report of a state: so many days or years after it is bound.

    Source: CCM and APMBC, Art. 7(1); ATT, Art. 13(1); CCW Protocol V, decision of its first conference.

    >>> f"{first_report_due(pd.Timestamp('2011-07-09'), 180, 'days'):%Y-%m-%d}"
    '2012-01-05'
    """
    return in_force + pd.DateOffset(**{unit: int(within)})


def next_report_due(each_year: str, in_force: pd.Timestamp, day: pd.Timestamp) -> pd.Timestamp:
    """The next day of the annual reports, on or after a day and after the state was bound.

    Source: CCM and APMBC, Art. 7(2); ATT, Art. 13(3); CCW Amended Protocol II, Art. 13(4); Protocol V, 10(2).

    >>> f"{next_report_due('04-30', pd.Timestamp('2011-03-01'), pd.Timestamp('2026-11-22')):%Y-%m-%d}"
    '2027-04-30'
    """
    start = max(in_force, day)
    due = pd.Timestamp(f"{start.year}-{each_year}")
    return due if due >= start else pd.Timestamp(f"{start.year + 1}-{each_year}")

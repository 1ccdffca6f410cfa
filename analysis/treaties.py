"""Who is bound by which treaty, since when and in what order, from the recorded actions alone.

Three dates are kept apart: the signature, the deposit of the instrument with the depositary, and the day on
which the treaty enters into force for the state. The Monitor counts states from the deposit, the treaty from
the entry into force: the two curves lie months apart, and both are right.

A date of which only the year is known is counted from the last day of that year, or from the day of the
records (`edition`) where the year is not over: until then nobody can say that it has happened. So a count is
never too high. The day itself stays unknown: it is never stated, and no ordinal is made of it.

Rival dates (rows that are not preferred) count nowhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

CONSENT = ("ratification", "accession", "acceptance", "approval", "succession")
"""The ways to consent to be bound; each is deposited with the depositary."""
KEYS = ["treaty", "country"]
STEPS = ("signed", "deposited", "in_force", "withdrawn")
STANDINGS = {
    "outside": "not signed",
    "signatory": "signatory",
    "consented": "consented, not yet in force",
    "party": "State Party",
    "withdrawn": "withdrawn",
}
AFTER = {"signed": "signatory", "deposited": "consented", "in_force": "party", "withdrawn": "withdrawn"}
"""The standing that each step leads to."""
CURVES = {
    "signatures": {"signed": 1},
    "deposits": {"deposited": 1, "withdrawn": -1},
    "in_force": {"in_force": 1, "withdrawn": -1},
}
"""What each step adds to each count."""
ROUND = 10
"""Thresholds after the entry into force are multiples of this."""


@dataclass(frozen=True)
class Rule:
    """How a treaty enters into force: for the world with a number of deposits, for a state after a delay."""

    article: str
    deposits: int
    in_force: pd.Timestamp
    delay: pd.DateOffset
    withdrawal: pd.DateOffset


SIXTH_MONTH = pd.offsets.MonthBegin(6)
"""First day of the sixth month after the month of the deposit."""
RULES = {
    "CCM": Rule("Article 17", 30, pd.Timestamp("2010-08-01"), SIXTH_MONTH, pd.DateOffset(months=6)),
    "APMBC": Rule("Article 17", 40, pd.Timestamp("1999-03-01"), SIXTH_MONTH, pd.DateOffset(months=6)),
    "CCW-APII": Rule(
        "Article 5", 20, pd.Timestamp("1998-12-03"), pd.DateOffset(months=6), pd.DateOffset(years=1)
    ),
    "CCW-PV": Rule(
        "Article 5", 20, pd.Timestamp("2006-11-12"), pd.DateOffset(months=6), pd.DateOffset(years=1)
    ),
    "ATT": Rule("Article 22", 50, pd.Timestamp("2014-12-24"), pd.DateOffset(days=90), pd.DateOffset(days=90)),
}
"""Source: Convention on Cluster Munitions, Art. 17 and 20(3); Anti-Personnel Mine Ban Convention, Art. 17 and
20(3); Convention on Certain Conventional Weapons, Art. 5(3) and 9 (also for its protocols); Arms Trade Treaty,
Art. 22 and 24."""


def rule(treaty: str) -> Rule:
    """The rule of a treaty.

    Raises:
        LookupError: no rule is written for it.
    """
    if treaty not in RULES:
        raise LookupError(f"No rule for treaty '{treaty}'. There are: {', '.join(RULES)}")
    return RULES[treaty]


def entry_into_force(treaty: str, deposited: pd.Timestamp) -> pd.Timestamp:
    """The day on which a treaty enters into force for a state that deposits on a day.

    >>> entry_into_force("CCM", pd.Timestamp("2013-05-14")).date().isoformat()
    '2013-11-01'
    >>> entry_into_force("CCM", pd.Timestamp("2009-06-16")).date().isoformat()
    '2010-08-01'
    >>> entry_into_force("ATT", pd.Timestamp("2015-09-28")).date().isoformat()
    '2015-12-27'
    """
    return max(deposited + rule(treaty).delay, rule(treaty).in_force)


def ordinal_words(number: int) -> str:
    """A place in an order.

    >>> [ordinal_words(number) for number in (1, 12, 83, 101, 113)]
    ['1st', '12th', '83rd', '101st', '113th']
    """
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def steps(
    treaty_actions: pd.DataFrame, countries: pd.DataFrame, edition: date | None = None
) -> pd.DataFrame:
    """Every step of every state under every treaty, in order of time, same days in order of names.

    Steps are `signed`, `deposited`, `in_force` and `withdrawn` (the day a withdrawal takes effect). A succession
    without a stated entry into force counts from its deposit. A state that joins again after a withdrawal goes
    through the steps again.

    *Columns*: treaty, country, name, step, date (the day from which it is counted), earliest (the first day it
    can have happened), action, stated (the date as recorded), precision, source, locator, basis, note.
    """
    known = treaty_actions[treaty_actions["preferred"].astype(bool)]
    deposited = _dated(known[known["action"].isin(CONSENT)], "deposited", edition)
    acts = pd.concat([_signed(known, deposited, edition), deposited, _withdrawn(known, edition)])
    names = countries.set_index("country")["short_name"]
    acts["name"] = acts["country"].map(names).fillna(acts["country"])
    acts = _lives(acts)
    found = pd.concat([acts, _in_force(acts[acts["step"] == "deposited"])])
    columns = ["treaty", "country", "name", "step", "date", "earliest", "action", "stated", "precision"]
    return _in_order(found)[[*columns, "source", "locator", "basis", "note"]]


def _in_order(found: pd.DataFrame) -> pd.DataFrame:
    rank = found["step"].map(STEPS.index).astype("int64")
    order = ["treaty", "date", "rank", "name", "country"]
    return found.assign(rank=rank).sort_values(order, kind="stable", ignore_index=True).drop(columns="rank")


def _dated(actions: pd.DataFrame, step: str, edition: date | None) -> pd.DataFrame:
    """Actions as steps, counted from the last day of what is known of their date."""
    stated = actions["date"].astype("datetime64[ms]")
    last = stated.mask(actions["date_precision"] == "year", stated + pd.offsets.YearEnd(0))
    last = last.mask(actions["date_precision"] == "month", stated + pd.offsets.MonthEnd(0))
    if edition is not None:
        over = (last > pd.Timestamp(edition)) & (last > stated)
        last = last.mask(over, stated.clip(lower=pd.Timestamp(edition)))
    columns = ["treaty", "country", "action", "entry_into_force", "source", "locator", "basis", "note"]
    found = actions[columns].assign(
        step=step, date=last, earliest=stated, stated=stated, precision=actions["date_precision"]
    )
    return found.dropna(subset="date")


def _signed(known: pd.DataFrame, deposited: pd.DataFrame, edition: date | None) -> pd.DataFrame:
    """Signatures; one of which only the year is known lies no later than the deposit."""
    found = _dated(known[known["action"] == "signature"], "signed", edition)
    first = deposited.groupby(KEYS)["date"].min().rename("deposit").reset_index()
    bound = found[KEYS].merge(first, how="left", on=KEYS)["deposit"].set_axis(found.index)
    return found.assign(date=found["date"].where(bound.isna() | (found["date"] <= bound), bound))


def _withdrawn(known: pd.DataFrame, edition: date | None) -> pd.DataFrame:
    """Withdrawals on the day they take effect: as stated, else after the delay of the treaty."""
    found = _dated(known[known["action"] == "withdrawal_effective"], "withdrawn", edition)
    notified = _dated(known[known["action"] == "withdrawal"], "withdrawn", edition)
    effective = pd.MultiIndex.from_frame(found[KEYS])
    notified = notified[~pd.MultiIndex.from_frame(notified[KEYS]).isin(effective)]
    return pd.concat([found, notified.assign(date=_after(notified, "date", "withdrawal"))])


def _after(found: pd.DataFrame, column: str, wait: str) -> pd.Series:
    """Each date moved by what the rule of its treaty says: the `delay` or the `withdrawal`."""
    moved = found[column].copy()
    for treaty in found["treaty"].unique():
        mine = found["treaty"] == treaty
        moved[mine] = found.loc[mine, column] + getattr(rule(treaty), wait)
    return moved


def _lives(acts: pd.DataFrame) -> pd.DataFrame:
    """Each step once until a withdrawal, which ends a life; no withdrawal of a state that was not bound.

    *Columns* added: end (the day the life ends).
    """
    found = _in_order(acts)
    leaves = (found["step"] == "withdrawn").astype(int)
    found["life"] = leaves.groupby([found[name] for name in KEYS]).cumsum() - leaves
    life = [*KEYS, "life"]
    found = found.drop_duplicates([*life, "step"])
    is_bound = (found["step"] == "deposited").groupby([found[name] for name in life]).transform("any")
    found = found[is_bound | (found["step"] == "signed")]
    ends = found[found["step"] == "withdrawn"].set_index(life)["date"].rename("end")
    return found.join(ends, on=life)


def _in_force(deposited: pd.DataFrame) -> pd.DataFrame:
    """Entries into force: as stated, else by the rule of the treaty, at the latest date that it allows."""
    given = deposited["entry_into_force"].astype("datetime64[ms]")
    given = given.mask(given.isna() & (deposited["action"] == "succession"), deposited["date"])
    begin = deposited["treaty"].map({treaty: known.in_force for treaty, known in RULES.items()})
    first, last = (_after(deposited, name, "delay").clip(lower=begin) for name in ("earliest", "date"))
    date = pd.concat([given.fillna(last), deposited["end"]], axis=1).min(axis=1)
    return deposited.assign(step="in_force", date=date, earliest=given.fillna(first))

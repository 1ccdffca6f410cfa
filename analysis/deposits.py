"""Counts, orders and waits made of the steps of analysis.treaties: what a curve draws and a notice prints."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from analysis.once import once
from analysis.treaties import KEYS, RULES, exact_entry, rule, standings

CURVES = {
    "signatures": {"signed": 1},
    "deposits": {"deposited": 1, "withdrawn": -1},
    "entries into force": {"in_force": 1, "withdrawn": -1},
}
"""What each step adds to each count."""
ROUND = 10
"""Thresholds after the entry into force are multiples of this."""


def ordinal_words(number: int) -> str:
    """A place in an order.

    >>> [ordinal_words(number) for number in (1, 12, 83, 101, 113)]
    ['1st', '12th', '83rd', '101st', '113th']
    """
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def counts(found: pd.DataFrame, members: Sequence[str] | None = None) -> pd.DataFrame:
    """Every change of the counts: signatures; deposits and entries into force, both less the withdrawals.

    Args:
        found: from `steps`.
        members: the states to count; all without it.

    *Columns*: those of `steps`, curve, change (+1 or -1), total (of the curve after the change).
    """
    here = found if members is None else found[found["country"].isin(members)]
    parts = []
    for curve, changes in CURVES.items():
        rows = here[here["step"].isin(changes)]
        change = rows["step"].map(changes).astype("int64")
        total = change.groupby(rows["treaty"]).cumsum()
        parts.append(rows.assign(curve=curve, change=change, total=total))
    return pd.concat(parts, ignore_index=True)


def curve_rows(counted: pd.DataFrame, on: date, deposited: pd.DataFrame | None = None) -> pd.DataFrame:
    """The changes of counts up to a day, as a reader checks them against the sources.

    Args:
        counted: from `counts`.
        on: the last day.
        deposited: from `deposits`, for the places.

    *Columns*: treaty, curve, country, action, date (as exact as it is known, with `date_precision`; null for
    an entry into force that depends on an unknown day), counted_from, place, change, states_after, source,
    locator, basis, note.
    """
    rows = counted[counted["date"] <= pd.Timestamp(on)].assign(place=None)
    if deposited is not None:
        keys = [*KEYS, "step", "stated"]
        places = deposited.drop_duplicates(keys).set_index(keys)["place"]
        rows = rows.drop(columns="place").join(places, on=keys)
        rows["place"] = rows["place"].fillna("–")
    is_entry = rows["step"] == "in_force"
    dates = rows["stated"].mask(is_entry, rows["date"].where(rows["date"] == rows["earliest"]))
    rows = rows.rename(
        columns={"date": "counted_from", "precision": "date_precision", "total": "states_after"}
    ).assign(date=dates)
    rows["date_precision"] = rows["date_precision"].mask(is_entry, "day")
    named = ["treaty", "curve", "country", "action", "date", "date_precision", "counted_from", "place"]
    tail = ["change", "states_after", "source", "locator", "basis", "note"]
    return rows[[*named, *tail]].reset_index(drop=True)


def total_on(counted: pd.DataFrame, treaty: str, curve: str, on: date) -> int:
    """One count of `counts` at the end of a day."""
    mine = (counted["treaty"] == treaty) & (counted["curve"] == curve)
    return int(counted.loc[mine & (counted["date"] <= pd.Timestamp(on)), "change"].sum())


def deposits(found: pd.DataFrame, treaty: str) -> pd.DataFrame:
    """The deposits of a treaty in order, each with its place among those of all states.

    The depositary does not rank instruments of one day: they share their places, and `ordinal` follows the
    names. Where a deposit without a known day may come before or between, there is no ordinal. A withdrawal
    takes no place away: the 113th deposit stays the 113th.

    *Columns*: those of `steps`, first and last (the places it can hold), ordinal (null where it is not
    certain), place (in words), entry_into_force (null where it depends on an unknown day).
    """
    return once(_deposits, found[found["treaty"] == treaty])


def _deposits(steps: pd.DataFrame) -> pd.DataFrame:
    """The deposits among the steps under one treaty."""
    mine = steps[steps["step"] == "deposited"].reset_index(drop=True)
    begin, end = mine["earliest"].to_numpy(), mine["date"].to_numpy()
    is_exact = (mine["precision"] == "day").to_numpy()
    overlaps = (begin[:, None] <= end) & (begin <= end[:, None])
    mine["first"] = 1 + (end < begin[:, None]).sum(axis=1)
    mine["last"] = (begin <= end[:, None]).sum(axis=1)
    by_name = mine.groupby("date")["name"].rank(method="first")
    is_certain = is_exact & (overlaps <= is_exact).all(axis=1)
    mine["ordinal"] = (mine["first"] + by_name - 1).where(is_certain).astype("Int64")
    spans = zip(mine["first"], mine["last"], is_certain, strict=True)
    mine["place"] = pd.Series([_place(*span) for span in spans], mine.index, dtype="str")
    return mine.assign(entry_into_force=exact_entry(steps, mine))


def misfit(deposited: pd.DataFrame, treaty: str) -> pd.Timestamp | None:
    """The day of the deposit that completed the number needed, where that is too early to fit.

    The entry into force says otherwise then: one of the early deposits may not count with the
    depositary, and the places on record may be too high. None where all fits.

    Args:
        deposited: from `deposits`.
        treaty: the same.
    """
    if len(deposited) < rule(treaty).deposits:
        return None
    reached = deposited["date"].iloc[rule(treaty).deposits - 1]
    return reached if reached + rule(treaty).delay < rule(treaty).in_force else None


def dates(
    found: pd.DataFrame, on: date, members: Sequence[str], treaties: Sequence[str] = tuple(RULES)
) -> pd.DataFrame:
    """The standings of a day as one reads them: dates as exact as known, "none" for what is not there.

    *Columns*: treaty, country, standing, signature, action, deposit, place (of the deposit among those of all
    states), entry_into_force, withdrawal (all in words), source, locator, basis, note.
    """
    rows = standings(found, on, members, treaties)
    keys = [*KEYS, "stated"]
    placed = [deposits(found, treaty) for treaty in treaties]
    places = pd.concat(placed).drop_duplicates(keys).set_index(keys)["place"]
    rows = rows.join(places, on=[*KEYS, "deposit"])
    is_bound = rows["deposit"].notna()
    for name in ("signature", "deposit", "entry_into_force", "withdrawal"):
        days = rows[name].dt.strftime("%Y-%m-%d")
        if f"{name}_precision" in rows:
            days = days.mask(rows[f"{name}_precision"] == "year", days.str[:4])
        rows[name] = days.fillna("none")
    rows.loc[is_bound & (rows["entry_into_force"] == "none"), "entry_into_force"] = "day not known"
    rows[["action", "place"]] = rows[["action", "place"]].fillna("none")
    named = ["standing", "signature", "action", "deposit", "place", "entry_into_force", "withdrawal"]
    return rows[[*KEYS, *named, "source", "locator", "basis", "note"]]


def _place(first: int, last: int, is_certain: bool) -> str:
    if first == last:
        return ordinal_words(first)
    if is_certain:
        return f"{ordinal_words(first)} to {ordinal_words(last)}, same day"
    return f"between {ordinal_words(first)} and {ordinal_words(last)}"


@dataclass(frozen=True)
class Threshold:
    """A number of deposits that is not reached yet."""

    at: int
    missing: int
    meaning: str


def next_threshold(treaty: str, deposited: int, states: int) -> Threshold | None:
    """What the next deposits lead to: the entry into force, a round number, all states; None when all have.

    >>> next_threshold("CCM", 29, 197)
    Threshold(at=30, missing=1, meaning='entry into force')
    >>> next_threshold("CCM", 112, 197)
    Threshold(at=120, missing=8, meaning='round number')
    """
    if deposited >= states:
        return None
    if deposited < rule(treaty).deposits <= states:
        at, meaning = rule(treaty).deposits, "entry into force"
    else:
        at, meaning = (deposited // ROUND + 1) * ROUND, "round number"
    if at >= states:
        at, meaning = states, "all states"
    return Threshold(at, at - deposited, meaning)


def waits(found: pd.DataFrame, on: date) -> pd.DataFrame:
    """How long each signatory took, or has been taking, from the signature to the deposit.

    Where only the year of a date is known, the wait is the longest that it can have been (`is_exact` false).

    *Columns*: treaty, country, name, signature, deposit (null while waiting), days (to the deposit, else to
    the day asked for), is_exact, is_waiting, source, locator, basis, note.
    """
    past = found[found["date"] <= pd.Timestamp(on)]
    signed = past[past["step"] == "signed"].drop_duplicates(KEYS)
    bound = past[past["step"] == "deposited"].drop_duplicates(KEYS).set_index(KEYS)
    cited = ["source", "locator", "basis", "note"]
    names = {"stated": "deposit", "precision": "deposit_precision", "date": "until"}
    names |= {name: f"{name}_of_deposit" for name in cited}
    rows = signed.join(bound[list(names)].rename(columns=names), on=KEYS)
    rows = rows.rename(columns={"stated": "signature", "precision": "signature_precision"})
    for name in cited:
        rows[name] = rows[f"{name}_of_deposit"].where(rows["deposit"].notna(), rows[name])
    rows["days"] = (rows["until"].fillna(pd.Timestamp(on)) - rows["earliest"]).dt.days.astype("Int64")
    rows["is_exact"] = (rows["signature_precision"] == "day") & (rows["deposit_precision"] != "year")
    rows["is_waiting"] = rows["deposit"].isna()
    dates = ["signature", "signature_precision", "deposit", "deposit_precision"]
    tail = ["days", "is_exact", "is_waiting", "source", "locator", "basis", "note"]
    return rows[[*KEYS, "name", *dates, *tail]].reset_index(drop=True)


def notices(reported_figures: pd.DataFrame, deposited: pd.DataFrame, source: str) -> pd.DataFrame:
    """Ordinals that notices printed, beside the order of deposit; deposits that they skip are rows as well.

    Args:
        reported_figures: the table of that name.
        deposited: from `deposits`.
        source: the document that holds the notices.

    *Columns*: country, printed (the ordinal of the notice), ordinal, action, deposit, printed_entry (the day
    the notice gives), entry_into_force, remark, source, locator.
    """
    said = reported_figures[(reported_figures["source"] == source) & reported_figures["country"].notna()]
    ranks = said[said["indicator"].str.startswith("ordinal")].set_index("country")
    entries = said[said["indicator"] == "becomes State Party"].set_index("country")["date"]
    entries = entries.rename("printed_entry")
    rows = deposited[deposited["ordinal"].between(ranks["value"].min(), ranks["value"].max())]
    rows = rows.join(ranks[["value", "source", "locator"]].add_prefix("notice_"), on="country")
    rows = rows.rename(columns={"notice_value": "printed", "stated": "deposit"}).join(entries, on="country")
    for name in ("source", "locator"):
        rows[name] = rows[f"notice_{name}"].fillna(rows[name])
    rows["remark"] = "agrees with the order of deposit"
    rows.loc[rows["action"] == "accession", "remark"] = "agrees; printed as a ratification"
    rows.loc[rows["printed"] != rows["ordinal"], "remark"] = "another place than the order of deposit"
    rows.loc[rows["printed"].isna(), "remark"] = "no notice on record"
    columns = ["country", "printed", "ordinal", "action", "deposit", "printed_entry", "entry_into_force"]
    return rows[[*columns, "remark", "source", "locator"]].reset_index(drop=True)


def thresholds(found: pd.DataFrame, states: int, on: date) -> pd.DataFrame:
    """Where each treaty stands before its next threshold, and how fast it has come there.

    *Columns*: treaty, standing_deposits (less withdrawals), next_threshold, missing, meaning,
    deposits_in_5_years, last_deposit (state and day in words), source.
    """
    counted, day = counts(found), pd.Timestamp(on)
    rows = []
    for treaty in RULES:
        mine = found[(found["treaty"] == treaty) & (found["step"] == "deposited") & (found["date"] <= day)]
        stand = total_on(counted, treaty, "deposits", on)
        ahead = next_threshold(treaty, stand, states)
        aims = (ahead.at, ahead.missing, ahead.meaning) if ahead else (states, 0, "reached")
        recent = int((mine["date"] > day - pd.DateOffset(years=5)).sum())
        last = None if mine.empty else mine.iloc[-1]
        said = "none"
        if last is not None:
            exact = last["precision"] == "day"
            said = (
                f"{last['name']}, {last['stated']:%Y-%m-%d}"
                if exact
                else f"{last['name']}, {last['stated']:%Y}"
            )
        rows.append((treaty, stand, *aims, recent, said, None if last is None else last["source"]))
    names = ["treaty", "standing_deposits", "next_threshold", "missing", "meaning", "deposits_in_5_years"]
    return pd.DataFrame(rows, columns=[*names, "last_deposit", "source"])


def outside(found: pd.DataFrame, treaty: str, members: Sequence[str], on: date) -> pd.DataFrame:
    """The states that are not bound and have not consented: standings of those who signed only or not."""
    rows = standings(found, on, members, (treaty,))
    return rows[rows["code"].isin(["outside", "signatory", "withdrawn"])].reset_index(drop=True)

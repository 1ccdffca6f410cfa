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

from analysis.names import names_then
from analysis.once import once

CONSENT = ("ratification", "accession", "acceptance", "approval", "succession")
"""The ways to consent to be bound; each is deposited with the depositary."""
KEYS = ["treaty", "country"]
STEPS = ("signed", "deposited", "in_force", "withdrawn")
COLUMNS = (
    *(*KEYS, "name", "step", "date", "earliest", "action", "stated", "precision"),
    *("source", "locator", "basis", "note"),
)
"""Of the table of steps."""
STANDING_COLUMNS = (
    *(*KEYS, "code", "standing", "signature", "signature_precision", "action", "deposit"),
    *("deposit_precision", "entry_into_force", "withdrawal", "source", "locator", "basis", "note"),
)
LAST_DAY = {"year": pd.offsets.YearEnd(0), "month": pd.offsets.MonthEnd(0)}
"""From the first day of a period to its last."""
STANDINGS = {
    "outside": "not signed",
    "signatory": "signatory",
    "consented": "consented, not yet in force",
    "party": "State Party",
    "withdrawn": "withdrawn",
}
UNSIGNED = {"outside": "not bound", "party": "High Contracting Party"}
"""Words of the treaties that are not open for signature: states notify their consent at once."""
NOT_KNOWN = "consented, day of entry into force not known"
"""Instead of "not yet in force", where the treaty may be in force: the day of the deposit is not known."""
AFTER = {"signed": "signatory", "deposited": "consented", "in_force": "party", "withdrawn": "withdrawn"}
"""The standing that each step leads to."""


@dataclass(frozen=True)
class Rule:
    """How a treaty enters into force: as such with a number of deposits, for a state after a delay."""

    article: str
    deposits: int
    in_force: pd.Timestamp
    delay: pd.DateOffset
    withdrawal: pd.DateOffset
    is_signed: bool = True


SIXTH_MONTH = pd.offsets.MonthBegin(6)
"""First day of the sixth month after the month of the deposit."""
RULES = {
    "CCM": Rule("Article 17", 30, pd.Timestamp("2010-08-01"), SIXTH_MONTH, pd.DateOffset(months=6)),
    "APMBC": Rule("Article 17", 40, pd.Timestamp("1999-03-01"), SIXTH_MONTH, pd.DateOffset(months=6)),
    "CCW-APII": Rule(
        "Article 5", 20, pd.Timestamp("1998-12-03"), pd.DateOffset(months=6), pd.DateOffset(years=1), False
    ),
    "CCW-PV": Rule(
        "Article 5", 20, pd.Timestamp("2006-11-12"), pd.DateOffset(months=6), pd.DateOffset(years=1), False
    ),
    "ATT": Rule("Article 22", 50, pd.Timestamp("2014-12-24"), pd.DateOffset(days=90), pd.DateOffset(days=90)),
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


def steps(treaty_actions: pd.DataFrame, countries: pd.DataFrame, edition: date | None = None) -> pd.DataFrame:
    """Every step of every state under every treaty, in order of time, same days in order of names.

    Steps are `signed`, `deposited`, `in_force` and `withdrawn` (the day a withdrawal takes effect). A
    succession without a stated entry into force counts from its deposit. A state that joins again after a
    withdrawal takes the steps again.

    *Columns*: treaty, country, name, step, date (the day from which it is counted), earliest (the first day
    on which it can have happened), action, stated (the date as recorded), precision, source, locator, basis,
    note.
    """
    return once(_steps, treaty_actions, countries, edition)


def _steps(treaty_actions: pd.DataFrame, countries: pd.DataFrame, edition: date | None) -> pd.DataFrame:
    known = treaty_actions[treaty_actions["preferred"].astype(bool) & treaty_actions["date"].notna()]
    name_then = names_then(countries)
    acts: dict[tuple[str, str], list[dict]] = {}
    for row in known.to_dict("records"):
        acts.setdefault((row["treaty"], row["country"]), []).append(_dated(row, edition))
    found = [step for mine in acts.values() for step in _walked(mine)]
    for step in found:
        step["name"] = name_then(step["country"], step["date"])
    found.sort(key=lambda step: (step["treaty"], step["date"], STEPS.index(step["step"]), step["name"]))
    frame = pd.DataFrame(found, columns=COLUMNS)
    dates = dict.fromkeys(("date", "earliest", "stated"), "datetime64[ms]")
    return frame.astype(dates | {name: "str" for name in COLUMNS if name not in dates})


def _dated(row: dict, edition: date | None) -> dict:
    """An action with the days between which it happened: `earliest` and `date`, from which it is counted."""
    stated = last = row["date"]
    if row["date_precision"] in LAST_DAY:
        last = stated + LAST_DAY[row["date_precision"]]
        if edition is not None:
            last = min(last, max(stated, pd.Timestamp(edition)))
    return row | {"date": last, "earliest": stated, "stated": stated, "precision": row["date_precision"]}


def _walked(acts: list[dict]) -> list[dict]:
    """The steps of one state under one treaty."""
    signed, deposited, withdrawn = _taken(acts)
    first = min((act["date"] for act in deposited), default=pd.Timestamp.max)
    taken = [act | {"step": "signed", "date": min(act["date"], first)} for act in signed[:1]]
    bound = None
    for act in sorted(deposited + withdrawn, key=lambda act: act["date"]):
        if act["action"] in CONSENT and bound is None:
            bound = act
            taken.append(act | {"step": "deposited"})
        elif act["action"] not in CONSENT and bound is not None:
            taken += [_entered(bound, act["date"]), act | {"step": "withdrawn"}]
            bound = None
    return taken if bound is None else [*taken, _entered(bound, pd.Timestamp.max)]


def _taken(acts: list[dict]) -> tuple[list[dict], list[dict], list[dict]]:
    """Signatures, deposits and withdrawals of one state, the withdrawals dated when they take effect."""
    signed = sorted((act for act in acts if act["action"] == "signature"), key=lambda act: act["date"])
    deposited = [act for act in acts if act["action"] in CONSENT]
    withdrawn = [act for act in acts if act["action"] == "withdrawal_effective"]
    if not withdrawn:
        notified = [act for act in acts if act["action"] == "withdrawal"]
        days = [act["date"] + rule(act["treaty"]).withdrawal for act in notified]
        withdrawn = [act | {"date": day, "stated": day} for act, day in zip(notified, days, strict=True)]
    return signed, deposited, withdrawn


def _entered(deposit: dict, end: pd.Timestamp) -> dict:
    """The entry into force of a deposit: as stated, else by the rule, at the latest date that this allows."""
    given = deposit["entry_into_force"]
    if pd.isna(given) and deposit["action"] == "succession":
        given = deposit["date"]
    first, last = given, given
    if pd.isna(given):
        first, last = (entry_into_force(deposit["treaty"], deposit[name]) for name in ("earliest", "date"))
    return deposit | {"step": "in_force", "date": min(last, end), "earliest": first}


def exact_entry(found: pd.DataFrame, deposited: pd.DataFrame) -> pd.Series:
    """Entry into force that follows from each deposit, where its day is certain.

    Args:
        found: from `steps`.
        deposited: treaty, country and stated (the recorded date of the deposit).
    """
    exact = found[(found["step"] == "in_force") & (found["date"] == found["earliest"])]
    keys = [*KEYS, "stated"]
    entries = exact.drop_duplicates(keys).set_index(keys)["date"].rename("entry")
    return deposited[keys].join(entries, on=keys)["entry"]


def standings(
    found: pd.DataFrame, on: date, members: Sequence[str], treaties: Sequence[str] = tuple(RULES)
) -> pd.DataFrame:
    """The standing of each state under each treaty at the end of a day, with the dates that lead to it.

    *Columns*: treaty, country, code (a key of STANDINGS), standing (in words), signature, action, deposit
    (each date with its `_precision`), entry_into_force (null where it depends on an unknown day), withdrawal;
    source, locator, basis and note of the last step.
    """
    mine = found["treaty"].isin(treaties) & found["country"].isin(members)
    held: dict[tuple[str, str], dict] = {}
    for step in found[mine & (found["date"] <= pd.Timestamp(on))].to_dict("records"):
        held.setdefault((step["treaty"], step["country"]), {}).update({step["step"]: step, "last": step})
    rows = pd.DataFrame(
        [
            _standing(treaty, country, held.get((treaty, country), {}))
            for treaty in treaties
            for country in members
        ],
        columns=[name for name in STANDING_COLUMNS if name != "entry_into_force"],
    )
    dates = dict.fromkeys(("signature", "deposit", "withdrawal"), "datetime64[ms]")
    rows = rows.astype(dates | {name: "str" for name in rows if name not in dates})
    rows["entry_into_force"] = exact_entry(found, rows.rename(columns={"deposit": "stated"}))
    rows.loc[(rows["code"] == "consented") & rows["entry_into_force"].isna(), "standing"] = NOT_KNOWN
    return rows[list(STANDING_COLUMNS)]


def walks(found: pd.DataFrame, treaty: str, members: Sequence[str]) -> dict[str, list[dict]]:
    """The steps of each state under one treaty in order of time; none for who has taken none."""
    mine = found[(found["treaty"] == treaty) & found["country"].isin(members)]
    taken: dict[str, list[dict]] = {country: [] for country in members}
    for step in mine.to_dict("records"):
        taken[step["country"]].append(step)
    return taken


def code_after(walk: Sequence[dict]) -> str:
    """The standing (a key of STANDINGS) that steps lead to."""
    return AFTER[walk[-1]["step"]] if walk else "outside"


def words_of(code: str, treaty: str) -> str:
    """A standing in the words of a treaty."""
    return (STANDINGS if rule(treaty).is_signed else STANDINGS | UNSIGNED)[code]


def _standing(treaty: str, country: str, steps_taken: dict) -> dict:
    """The standing of one state under one treaty after the steps it has taken."""
    last, deposit = steps_taken.get("last", {}), steps_taken.get("deposited", {})
    code = AFTER.get(last.get("step", ""), "outside")
    words = STANDINGS if rule(treaty).is_signed else STANDINGS | UNSIGNED
    row = {"treaty": treaty, "country": country, "code": code, "action": deposit.get("action")}
    for step, name in (("signed", "signature"), ("deposited", "deposit"), ("withdrawn", "withdrawal")):
        taken = steps_taken.get(step, {})
        row |= {name: taken.get("stated", pd.NaT), f"{name}_precision": taken.get("precision")}
    cited = {name: last.get(name) for name in ("source", "locator", "basis", "note")}
    return row | cited | {"standing": words[code]}

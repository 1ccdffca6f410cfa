"""The steps of each state under each treaty, worked out from the recorded actions alone.

Three dates are kept apart: the signature, the deposit of the instrument with the depositary, and the day on
which the treaty enters into force for the state. The Monitor counts states from the deposit, the treaty from
the entry into force: the two curves lie months apart, and both are right.

A date of which only the year is known is counted from the last day of that year, or from the day of the data
where the year is not over: until then nobody can say that it has happened. So a count is never too high. The
day itself stays unknown: it is never stated, and no ordinal is made of it.

A succession counts from the date of the succession where a source states it, which may be before the deposit;
else from its deposit. Dates of other sources (rows that are not preferred) count nowhere.
"""

from datetime import date
from typing import Any

import pandas as pd

from topics.tables import Tables
from topics.treaties.rules import entry_into_force, succession_effect, withdrawal_effect
from topics.vocabulary.countries import name_lookup

CONSENT = ("ratification", "accession", "acceptance", "approval", "succession")
"""The ways to consent to be bound; each is deposited with the depositary."""
KEYS = ["treaty", "country"]
STEPS = ("signed", "deposited", "in_force", "withdrawn")
CITED = ("source", "locator", "basis", "note")
DATES = ("counted_from", "earliest", "date", "entry_into_force")
COLUMNS = (
    *(*KEYS, "name", "step", "counted_from", "earliest", "action", "date", "date_precision"),
    *("entry_into_force", *CITED, "record_id", "is_stated"),
)
LAST_DAY = {"year": pd.offsets.YearEnd(0), "month": pd.offsets.MonthEnd(0)}
"""From the first day of a period to its last."""
Act = dict[str, Any]


def treaty_steps(tables: Tables) -> pd.DataFrame:
    """Every step of every state under every treaty, in order of time, same days in order of names.

    Steps are `signed`, `deposited`, `in_force` and `withdrawn` (the day a withdrawal takes effect). A state
    that joins again after a withdrawal takes the steps again.

    *Columns*: treaty, country, name (on that day), step, counted_from (the day from which it counts),
    earliest (the first day on which it can have happened), and of the recorded action: action, date,
    date_precision, entry_into_force, source, locator, basis, note, record_id; is_stated (the
    record states the day of the step, no rule was needed).
    """
    actions, begun = tables["treaty_actions"], tables["treaties"].set_index("treaty")["entry_into_force"]
    known = actions[actions["preferred"].astype(bool) & actions["date"].notna()]
    acts: dict[tuple[str, str], list[Act]] = {}
    for row in known.to_dict("records"):
        acts.setdefault((row["treaty"], row["country"]), []).append(_with_bounds(row, tables.edition))
    steps = [step for (treaty, _), own in acts.items() for step in _steps(own, begun.get(treaty, pd.NaT))]
    name_at = name_lookup(tables, full=True)
    for step in steps:
        step["name"] = name_at(step["country"], step["counted_from"])
    steps.sort(key=_order)
    rows = pd.DataFrame(steps, columns=COLUMNS)
    texts = {name: "str" for name in COLUMNS if name not in (*DATES, "is_stated")}
    return rows.astype(dict.fromkeys(DATES, "datetime64[ms]") | texts | {"is_stated": "bool"})


def steps_of(tables: Tables, treaty: str) -> pd.DataFrame:
    """The steps under one treaty."""
    steps = tables.derive(treaty_steps)
    return steps[steps["treaty"] == treaty]


def exact_entry(steps: pd.DataFrame, deposited: pd.DataFrame) -> pd.Series:
    """Entry into force that follows from each deposit (treaty, country, date), where its day is certain."""
    exact = steps[(steps["step"] == "in_force") & (steps["counted_from"] == steps["earliest"])]
    keys = [*KEYS, "date"]
    entries = exact.drop_duplicates(keys).set_index(keys)["counted_from"].rename("entry")
    return deposited[keys].join(entries, on=keys)["entry"]


def _with_bounds(row: Act, edition: date) -> Act:
    """An action with the days between which it happened: `earliest`, and `counted_from`, the last one."""
    first = last = row["date"]
    if row["date_precision"] in LAST_DAY:
        last = min(first + LAST_DAY[row["date_precision"]], max(first, pd.Timestamp(edition)))
    return row | {"counted_from": last, "earliest": first, "is_stated": True}


def _steps(acts: list[Act], treaty_in_force: pd.Timestamp) -> list[Act]:
    """The steps of one state under one treaty."""
    signed = sorted((act for act in acts if act["action"] == "signature"), key=_counted_from)
    deposited = [act for act in acts if act["action"] in CONSENT]
    first = min(map(_counted_from, deposited), default=pd.Timestamp.max)
    steps = [act | {"step": "signed", "counted_from": min(act["counted_from"], first)} for act in signed[:1]]
    bound = None
    for act in sorted(deposited + _withdrawals(acts), key=_counted_from):
        if act["action"] in CONSENT and bound is None:
            bound = act
            steps.append(act | {"step": "deposited"})
        elif act["action"] not in CONSENT and bound is not None:
            entered = _entry(bound, treaty_in_force, act["counted_from"])
            steps += [*entered, act | {"step": "withdrawn"}]
            bound = None
    return steps if bound is None else [*steps, *_entry(bound, treaty_in_force, pd.Timestamp.max)]


def _withdrawals(acts: list[Act]) -> list[Act]:
    """The withdrawals of one state, dated when they take effect: as recorded, else by the rule."""
    effective = [act for act in acts if act["action"] == "withdrawal_effective"]
    if effective:
        return effective
    notices = [act for act in acts if act["action"] == "withdrawal"]
    days = [withdrawal_effect(act["treaty"], act["counted_from"]) for act in notices]
    computed = [{"counted_from": day, "date": day, "is_stated": False} for day in days]
    return [act | dated for act, dated in zip(notices, computed, strict=True)]


def _entry(deposit: Act, treaty_in_force: pd.Timestamp, end: pd.Timestamp) -> list[Act]:
    """The entry into force of a deposit: as stated, else by the rule, at the latest date that this allows."""
    stated = deposit["entry_into_force"]
    if deposit["action"] == "succession":
        first = last = succession_effect(stated, deposit["counted_from"])
    elif pd.isna(stated):
        first, last = (
            entry_into_force(deposit["treaty"], deposit[name], treaty_in_force)
            for name in ("earliest", "counted_from")
        )
    else:
        first = last = stated
    if pd.isna(last):
        return []
    days = {"earliest": first, "counted_from": min(last, end), "is_stated": pd.notna(stated) and last <= end}
    return [deposit | {"step": "in_force"} | days]


def _order(step: Act) -> tuple:
    return step["treaty"], step["counted_from"], STEPS.index(step["step"]), step["name"]


def _counted_from(act: Act) -> pd.Timestamp:
    return act["counted_from"]

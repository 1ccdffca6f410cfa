"""Where a state stands under a treaty on a day, and how many are States Parties or outside: the one rule."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

import pandas as pd

from topics.tables import Records, Tables, united
from topics.treaties.steps import CITED, KEYS, exact_entry, steps_of, treaty_steps
from topics.vocabulary.treaties import ENTRY_NOT_KNOWN, NO_STATE, standing_name, treaty_names

AFTER = {"signed": "signatory", "deposited": "consented", "in_force": "party", "withdrawn": "withdrawn"}
"""The standing that each step leads to; without a step a state is outside."""
AREA = "area"
"""Instead of a standing, for an area that is no state."""
OUTSIDE = ("outside", "signatory", "withdrawn")
"""Standings of states that are not bound and have not consented to be."""
DAYS = {"signed": "signature", "deposited": "deposit", "withdrawn": "withdrawal"}
"""Columns with the dates of steps."""
COLUMNS = (
    *(*KEYS, "standing_code", "signature", "signature_precision", "action", "deposit", "deposit_precision"),
    *("withdrawal", "withdrawal_precision", *CITED, "records"),
)


def states_of(tables: Tables, members: Iterable[str]) -> tuple[str, ...]:
    """Those of some countries that are states; areas join no treaty and are not counted."""
    states = tables.derive(all_states)
    return tuple(code for code in members if code in states)


def all_states(tables: Tables) -> frozenset[str]:
    """The codes of all states of the table of countries."""
    countries = tables["countries"]
    return frozenset(countries.loc[countries["kind"] == "state", "country"])


def standings(
    tables: Tables, day: date, members: tuple[str, ...], treaties: tuple[str, ...] = ()
) -> pd.DataFrame:
    """The standing of each country under each treaty at the end of a day, with the dates that lead to it.

    *Columns*: treaty, country, standing_code (of the vocabulary, or AREA), standing (in the words of the
    treaty), signature, action, deposit, withdrawal (each date with its `_precision`), in_force_on
    (missing where it depends on an unknown day); source, locator, basis, note of the last step; records.
    """
    steps = tables.derive(treaty_steps)
    codes = treaties or tuple(treaty_names(tables))
    past = steps["treaty"].isin(codes) & steps["country"].isin(members)
    taken: dict[tuple[str, str], list[dict]] = {}
    for step in steps[past & (steps["counted_from"] <= pd.Timestamp(day))].to_dict("records"):
        taken.setdefault((step["treaty"], step["country"]), []).append(step)
    rows = pd.DataFrame(
        [
            _dates(treaty, country, taken.get((treaty, country), []), standing.get(country, AREA))
            for treaty in codes
            for standing in [tables.derive(standing_by_country, treaty, day)]
            for country in members
        ],
        columns=COLUMNS,
    )
    dates = dict.fromkeys(DAYS.values(), "datetime64[ms]")
    texts = {name: "str" for name in COLUMNS if name not in (*dates, "records")}
    rows = rows.astype(dates | texts)
    rows["in_force_on"] = exact_entry(steps, rows.rename(columns={"deposit": "date"}))
    return rows.assign(standing=_names(tables, rows, day))


def standing_by_country(tables: Tables, treaty: str, day: date) -> dict[str, str]:
    """The standing of every country under a treaty at the end of a day: where its last step has led it.

    The deposit of a succession that counts from an earlier day changes nothing: the state is bound already.
    """
    steps = steps_of(tables, treaty)
    is_late = (steps["step"] == "deposited") & (steps["entry_into_force"] < steps["counted_from"])
    past = steps[~is_late & (steps["counted_from"] <= pd.Timestamp(day))]
    last = past.drop_duplicates("country", keep="last")
    after = {country: AFTER[step] for country, step in zip(last["country"], last["step"], strict=True)}
    states = tables.derive(all_states)
    codes = tables["countries"]["country"].tolist()
    return {code: after.get(code, "outside") if code in states else AREA for code in codes}


def standing_counts(tables: Tables, treaty: str, day: date, members: tuple[str, ...]) -> Counter[str]:
    """How many states have each standing under a treaty on a day; areas are not counted."""
    standing = tables.derive(standing_by_country, treaty, day)
    return Counter(standing[code] for code in members if standing.get(code, AREA) != AREA)


def states_outside(tables: Tables, treaty: str, day: date, members: tuple[str, ...]) -> tuple[str, ...]:
    """The states outside a treaty on a day: without any action, signed only, or withdrawn."""
    standing = tables.derive(standing_by_country, treaty, day)
    return tuple(code for code in members if standing.get(code) in OUTSIDE)


def _dates(treaty: str, country: str, steps: list[dict], standing: str) -> dict:
    """The standing of one country under one treaty with the dates of its steps, and what they rest on."""
    by_step = {step["step"]: step for step in steps}
    last, deposit = steps[-1] if steps else {}, by_step.get("deposited", {})
    records: Records = united((step["record_id"],) for step in steps)
    row = {
        "treaty": treaty,
        "country": country,
        "standing_code": standing,
        "action": deposit.get("action"),
        "records": records,
    }
    for step, name in DAYS.items():
        stated = by_step.get(step, {})
        row |= {name: stated.get("date", pd.NaT), f"{name}_precision": stated.get("date_precision")}
    return row | {name: last.get(name) for name in CITED}


def _names(tables: Tables, rows: pd.DataFrame, day: date) -> list[str]:
    """Standings in the words of each treaty; an unknown day of the entry into force is said."""
    names = []
    for treaty, standing, entry in zip(
        rows["treaty"], rows["standing_code"], rows["in_force_on"], strict=True
    ):
        if standing == AREA:
            names.append(NO_STATE)
        elif standing == "consented" and pd.isna(entry):
            names.append(ENTRY_NOT_KNOWN)
        else:
            names.append(standing_name(tables, treaty, standing, day))
    return names

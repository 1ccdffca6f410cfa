"""The rules of a treaty in words with their articles, and how they applied to those who left, as tables."""

from typing import Any

import pandas as pd

from charts.chart import Chart, empty
from topics.tables import Tables, united, with_records
from topics.treaties.rules import withdrawal_effect
from topics.treaties.status import standing_by_country
from topics.treaties.words import treaty_name
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import long_date, month_and_day
from topics.vocabulary.numbers import plural
from topics.vocabulary.sentences import sentence
from topics.vocabulary.sources import source_line
from topics.vocabulary.text import bold, lines, sentence_case, wrap
from topics.vocabulary.treaties import RULES, article_name

LEAVING = {
    "withdrawal_decision": "decided_on",
    "withdrawal": "notified_on",
    "withdrawal_effective": "effect_on",
    "suspension": "suspended_on",
}
"""Columns of the acts by which a state leaves a treaty, or says that it does."""
DAYS = ("decided_on", "notified_on", "earliest_effect", "effect_on", "suspended_on")


def treaty_rules(tables: Tables, view: View, *, treaty: str = "CCM") -> Chart:
    """How a treaty is joined, when it binds, how it is left and what is due when, each with its article."""
    rows = with_records(tables["treaty_rules"].query("treaty == @treaty"))
    duties = with_records(tables["treaty_duties"].query("treaty == @treaty"))
    statements = [_duty_words(duty) for duty in duties.to_dict("records")]
    duties = duties.assign(rule=duties["duty"], statement=statements, is_stated=False)
    rows = pd.concat(
        [rows, duties[["rule", "article", "statement", "source", "locator", "records", "is_stated"]]]
    )
    if rows.empty:
        return empty(sentence("No rule of the {treaty} is on record", treaty=treaty_name(tables, treaty)))
    labels = [
        lines(
            bold(sentence_case(RULES[row["rule"]])),
            article_name(treaty, row["article"]),
            wrap(row["statement"]),
            source_line(tables, row["source"]),
        )
        for row in rows.to_dict("records")
    ]
    return Chart(
        sentence("Rules of the {treaty}", treaty=treaty_name(tables, treaty)),
        rows.assign(treaty=treaty, label=labels).reset_index(drop=True),
        note=_depositary(tables, treaty),
        columns=("rule", "article", "statement"),
        scope=long_date(tables.edition),
        measure=sentence("How it is joined and left, and what is due when"),
    )


def _depositary(tables: Tables, treaty: str) -> str:
    """With whom the instruments are deposited, where that is on record."""
    depositary = tables["treaties"].set_index("treaty")["depositary"].get(treaty)
    if not isinstance(depositary, str):
        return ""
    return sentence("In our words. Instruments are deposited with the {depositary}.", depositary=depositary)


def treaty_withdrawals(tables: Tables, view: View, *, treaty: str = "APMBC") -> Chart:
    """States that have left a treaty or have said so, worldwide: decision, notice and effect side by side."""
    rows, name = _leaving_states(tables, treaty), treaty_name(tables, treaty)
    if rows.empty:
        return empty(sentence("No withdrawal from the {treaty} is on record", treaty=name))
    names = country_names(tables, full=True)
    labels = [
        lines(bold(names[row["country"]]), wrap(row["remark"]), source_line(tables, row["source"]))
        for row in rows.to_dict("records")
    ]
    left = int((rows["standing_code"] == "withdrawn").sum())
    return Chart(
        _left_title(left, name),
        rows.assign(label=labels, is_stated=False),
        note=sentence("Until a withdrawal takes effect the depositary lists the state as a party."),
        columns=("country", *DAYS, "remark"),
        scope=sentence("World · {day}", day=long_date(tables.edition)),
    )


def _left_title(left: int, name: str) -> str:
    if left == 1:
        return sentence("1 state has left the {treaty}", treaty=name)
    return sentence("{left} states have left the {treaty}", left=left, treaty=name)


def _leaving_states(tables: Tables, treaty: str) -> pd.DataFrame:
    """The acts of each state that has left a treaty, or has said so, in the order of their first act.

    *Columns*: treaty, country, the days of LEAVING, earliest_effect (by the rule), remark, standing_code,
    source (of the last act), records.
    """
    acts = tables["treaty_actions"].query("preferred and treaty == @treaty")
    acts = acts[acts["action"].isin(LEAVING)].sort_values("date", kind="stable")
    standing = tables.derive(standing_by_country, treaty, tables.edition)
    by_state = acts.groupby("country", sort=False)
    return pd.DataFrame([_leaving(treaty, country, own, standing[country]) for country, own in by_state])


def _duty_words(duty: dict[str, Any]) -> str:
    """What is due under an article, and when."""
    parts = []
    if pd.notna(duty["within"]):
        amount = plural(int(duty["within"]), str(duty["unit"]).removesuffix("s"))
        parts.append(f"within {amount} of the entry into force for the state")
    if isinstance(duty["each_year"], str):
        parts.append(f"each year by {month_and_day(duty['each_year'])}")
    return f"{duty['due']} {' and '.join(parts)}."


def _leaving(treaty: str, country: str, acts: pd.DataFrame, standing: str) -> dict[str, Any]:
    """The acts of one state that leaves, the first day on which it can be out, and what the records say."""
    dates = {LEAVING[act]: day for act, day in zip(acts["action"], acts["date"], strict=True)}
    row = {column: dates.get(column, pd.NaT) for column in LEAVING.values()}
    earliest = withdrawal_effect(treaty, row["notified_on"]) if pd.notna(row["notified_on"]) else pd.NaT
    if pd.isna(row["notified_on"]):
        remark = "no instrument of withdrawal on record: still listed as a party"
    elif row["effect_on"] == earliest:
        remark = "took effect when the delay was over"
    else:
        remark = (
            "the day of the effect is not on record" if pd.isna(row["effect_on"]) else "took effect later"
        )
    return row | {
        "treaty": treaty,
        "country": country,
        "earliest_effect": earliest,
        "remark": remark,
        "standing_code": standing,
        "source": acts["source"].iloc[-1],
        "records": united((record,) for record in acts["record_id"]),
    }

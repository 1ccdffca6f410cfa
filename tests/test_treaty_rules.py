"""The rules of the treaties: the rows that tell them, the functions that apply them, who is "not signed"."""

from datetime import date

import pandas as pd
import pytest

from tests.tables import TABLES, view
from topics.treaties.dates import NONE, NOT_KNOWN, all_dated_standings
from topics.treaties.rules import NINETY_DAYS, ONE_YEAR, RULES, SIX_MONTHS, SIXTH_MONTH, withdrawal_effect
from topics.treaties.rules_table import treaty_rules, treaty_withdrawals
from topics.treaties.standing_map import standing_map
from topics.treaties.status import standings
from topics.treaties.steps import CONSENT
from topics.vocabulary.treaties import NOT_SIGNED
from topics.vocabulary.treaties import RULES as RULE_NAMES

DAY = TABLES.edition
WORLD = tuple(TABLES["countries"]["country"])
OFFSETS = {
    (6, "first of a month"): SIXTH_MONTH,
    (6, "months"): SIX_MONTHS,
    (1, "years"): ONE_YEAR,
    (90, "days"): NINETY_DAYS,
}
SIGNED = ("CCM", "APMBC", "ATT")


@pytest.mark.parametrize("treaty", RULES)
def test_the_rows_tell_the_rules_that_are_applied(treaty):
    rows = TABLES["treaty_rules"].query("treaty == @treaty").set_index("rule")
    assert rows.loc["entry", "number"] == RULES[treaty].deposits
    for name, offset in (
        ("entry_for_a_state", RULES[treaty].delay),
        ("withdrawal", RULES[treaty].withdrawal),
    ):
        assert OFFSETS[int(rows.loc[name, "number"]), rows.loc[name, "unit"]] == offset
    assert {"signature", "deposit"} <= set(rows.index)
    assert ("armed_conflict" in rows.index) == (treaty != "ATT")
    assert set(rows.index) <= set(RULE_NAMES)


def test_each_report_is_due_once_or_each_year():
    duties = TABLES["treaty_duties"]
    reports = duties[duties["duty"].isin(["report", "initial_report"])]
    assert (reports["each_year"].notna() == (reports["duty"] == "report")).all()
    assert (reports["within"].notna() == (reports["duty"] == "initial_report")).all()
    assert reports.groupby("treaty")["each_year"].max().to_dict() == {
        **dict.fromkeys(["CCM", "APMBC"], "04-30"),
        **dict.fromkeys(["CCW-APII", "CCW-PV"], "03-31"),
        "ATT": "05-31",
    }
    first = {(row.treaty, row.within, row.unit) for row in reports.dropna(subset="within").itertuples()}
    assert first == {
        ("CCM", 180, "days"),
        ("APMBC", 180, "days"),
        ("CCW-PV", 180, "days"),
        ("ATT", 1, "years"),
    }


@pytest.mark.parametrize("treaty", RULES)
def test_every_party_has_an_entry_into_force_or_a_reason_why_not(treaty):
    rows = all_dated_standings(TABLES, DAY, treaty)
    joined = rows[rows["deposit"] != NONE]
    assert (joined["entry_into_force"] != NONE).all()
    unknown = joined[joined["entry_into_force"] == NOT_KNOWN]
    assert (unknown["deposit"].str.len() < 10).all(), "only where the day of the deposit is unknown"
    parties = rows[rows["standing_code"] == "party"]
    assert parties["in_force_on"].notna().all()
    assert (parties["next_report"] != NONE).all()


def test_no_entry_into_force_is_before_its_deposit_except_of_a_succession():
    acts = TABLES["treaty_actions"].query("preferred and entry_into_force.notna()")
    early = acts[acts["entry_into_force"] < acts["date"]]
    assert set(early["action"]) == {"succession"}
    assert set(early["country"]) == {"MNE", "SSD"}
    assert set(acts["action"]) <= set(CONSENT)


@pytest.mark.parametrize("treaty", RULES)
def test_no_state_that_can_only_accede_is_called_not_signed(treaty):
    begun = TABLES["treaties"].set_index("treaty").loc[treaty, "entry_into_force"]
    for day in (begun.date(), date(2015, 1, 1), DAY):
        assert NOT_SIGNED not in set(standings(TABLES, day, WORLD, (treaty,))["standing"])
    rows = standing_map(TABLES, view("WORLD"), treaty=treaty).rows
    late = rows[rows["step"] >= begun.year]
    assert not (late["class"] == NOT_SIGNED).any()
    assert not late["label"].str.contains("Not signed").any()


@pytest.mark.parametrize("treaty", SIGNED)
def test_before_the_treaty_is_in_force_states_can_still_sign(treaty):
    begun = TABLES["treaties"].set_index("treaty").loc[treaty, "entry_into_force"]
    rows = standings(TABLES, (begun - pd.DateOffset(days=1)).date(), WORLD, (treaty,))
    assert set(rows.loc[rows["standing_code"] == "outside", "standing"]) == {NOT_SIGNED}


def test_each_withdrawal_took_effect_when_its_delay_was_over():
    for treaty, states in (("CCM", {"LTU"}), ("APMBC", {"EST", "LVA", "LTU", "FIN", "POL"})):
        rows = treaty_withdrawals(TABLES, view(), treaty=treaty).rows.set_index("country")
        left = rows[rows["standing_code"] == "withdrawn"]
        assert set(left.index) == states
        assert (left["effect_on"] == left["earliest_effect"]).all()
    assert rows.loc["UKR", "standing_code"] == "party"
    assert rows.loc["UKR", "decided_on"] == pd.Timestamp("2025-06-29")
    assert rows.loc["UKR", "suspended_on"] == pd.Timestamp("2025-07-18")


def test_a_withdrawal_waits_for_the_end_of_a_conflict():
    notified, ended = pd.Timestamp("2025-01-10"), pd.Timestamp("2026-03-01")
    assert withdrawal_effect("APMBC", notified) == pd.Timestamp("2025-07-10")
    assert withdrawal_effect("APMBC", notified, ended) == ended
    assert withdrawal_effect("APMBC", notified, pd.Timestamp("2025-02-01")) == pd.Timestamp("2025-07-10")


@pytest.mark.parametrize("treaty", RULES)
def test_the_page_tells_the_rules_and_the_depositary(treaty):
    chart = treaty_rules(TABLES, view(), treaty=treaty)
    rows = chart.rows
    assert {"signature", "deposit", "entry_for_a_state", "withdrawal", "report"} <= set(rows["rule"])
    assert rows["source"].notna().all()
    assert rows["locator"].notna().all()
    assert "Secretary-General of the United Nations, New York" in chart.note

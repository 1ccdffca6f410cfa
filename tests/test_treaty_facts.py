"""Holds published facts on treaties, each read in a source: tests/treaty_facts.csv."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from tests.tables import TABLES
from topics.treaties.counts import CURVES, all_counts, count_on
from topics.treaties.deposits import deposits
from topics.treaties.steps import steps_of

with (Path(__file__).parent / "treaty_facts.csv").open(encoding="utf-8") as written:
    FACTS = list(csv.DictReader(written))
IN_FORCE = TABLES["treaties"].set_index("treaty")["entry_into_force"]


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: "-".join(fact.values()))
def test_a_published_fact_is_what_the_rules_give(fact):
    treaty, country, day = fact["treaty"], fact["country"], pd.Timestamp(fact["day"] or "1970-01-01")
    if fact["fact"] == "treaty in force":
        assert IN_FORCE[treaty] == day
    elif fact["fact"] == "place":
        placed = TABLES.derive(deposits, treaty).set_index("country")["ordinal"]
        assert placed[country] == int(fact["count"])
    elif fact["fact"] in CURVES:
        assert count_on(TABLES.derive(all_counts), treaty, fact["fact"], day) == int(fact["count"])
    else:
        steps = steps_of(TABLES, treaty)
        own = steps[(steps["country"] == country) & (steps["step"] == fact["fact"])]
        assert own["counted_from"].tolist() == [day]


def test_facts_are_many_and_cite_known_sources():
    assert len(FACTS) >= 80
    assert {fact["source"] for fact in FACTS} <= set(TABLES["sources"]["source"])

"""Holds the engine against 100 published counts and dates (treaty_facts.csv), each with its source."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from analysis import deposits as order
from analysis import treaties as law
from dashboard.store import edition, load

with (Path(__file__).parent / "treaty_facts.csv").open(encoding="utf-8") as written:
    FACTS = list(csv.DictReader(written))
STEPS = law.steps(load("treaty_actions"), load("countries"), edition())
COUNTED = order.counts(STEPS)


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: "-".join(fact.values()))
def test_a_published_fact_is_what_the_engine_says(fact):
    treaty, country, day = fact["treaty"], fact["country"], pd.Timestamp(fact["day"] or "1970-01-01")
    if fact["fact"] == "treaty in force":
        assert law.rule(treaty).in_force == day
    elif fact["fact"] == "place":
        placed = order.deposits(STEPS, treaty).set_index("country")["ordinal"]
        assert placed[country] == int(fact["count"])
    elif fact["fact"] in order.CURVES:
        assert order.total_on(COUNTED, treaty, fact["fact"], day) == int(fact["count"])
    else:
        mine = STEPS[(STEPS["treaty"] == treaty) & (STEPS["country"] == country)]
        assert mine.loc[mine["step"] == fact["fact"], "date"].tolist() == [day]


def test_facts_are_many_and_cite_known_sources():
    assert len(FACTS) >= 80
    assert {fact["source"] for fact in FACTS} <= set(load("sources")["source"])

"""Holds the wording of the notices."""

import csv
from pathlib import Path

import pytest

from tests.tables import TABLES, view
from topics.treaties.notices import notices
from topics.treaties.notices_table import treaty_notices

SENTENCES = notices(TABLES).set_index("notice")["sentence"]
with (Path(__file__).parent / "notices.csv").open(encoding="utf-8") as written:
    WORDED = list(csv.DictReader(written))


@pytest.mark.parametrize("notice", WORDED, ids=lambda notice: notice["notice"])
def test_wording(notice):
    assert SENTENCES[notice["notice"]] == notice["sentence"]


def test_every_act_that_counts_has_one_notice():
    assert len(SENTENCES) == TABLES["treaty_actions"]["preferred"].sum()
    assert SENTENCES.index.is_unique
    assert all(sentence.endswith(".") and sentence[0].isupper() for sentence in SENTENCES)


def test_the_newest_notices_of_a_view_come_first():
    rows = treaty_notices(TABLES, view(), treaty="CCM").rows
    assert rows["date"].is_monotonic_decreasing
    assert rows["sentence"].iloc[0].startswith("Bulgaria deposited its instrument of ratification")

"""Holds the wording of the notices, and the feed of them."""

import csv
from pathlib import Path
from xml.etree import ElementTree

import pytest

from dashboard.api import feeds
from tests.tables import TABLES, view
from topics.treaties.notices import notices
from topics.treaties.notices_table import treaty_notices

ATOM = {"a": "http://www.w3.org/2005/Atom"}
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


@pytest.mark.parametrize("treaty", ["", "CCM", "CCW-PV"])
def test_the_feed_is_valid_atom(treaty):
    root = ElementTree.fromstring(feeds.notices_feed("http://a.test/", "http://a.test/api/v1", treaty))
    assert root.tag == f"{{{ATOM['a']}}}feed"
    entries = root.findall("a:entry", ATOM)
    for part in (root, *entries):
        for name in ("id", "title", "updated"):
            assert len(part.findall(f"a:{name}", ATOM)) == 1
            assert part.find(f"a:{name}", ATOM).text
    assert root.find("a:author/a:name", ATOM).text
    assert [link.get("rel") for link in root.findall("a:link", ATOM)] == ["self", "alternate"]
    identities = [entry.find("a:id", ATOM).text for entry in entries]
    assert len(set(identities)) == len(identities) > 90
    assert {entry.find("a:title", ATOM).text for entry in entries} <= set(SENTENCES)


def test_a_feed_of_an_unknown_treaty_names_those_known():
    with pytest.raises(LookupError, match=r"'MBT'\. There are: CCM, APMBC"):
        feeds.notices_feed("http://a.test/", "http://a.test/api/v1", "MBT")

"""Holds the glossary: terms in few words with a source each, explained once a page where they first stand."""

import re

import pytest

from dashboard import terms
from tests.tables import EMPTY, TABLES, view
from topics.records.glossary_table import glossary

ROWS = TABLES["glossary"]
TIP = re.compile(r'<dfn class="term tipped" tabindex="0" aria-description="([^"]*)">([^<]*)</dfn>')


@pytest.fixture(autouse=True)
def page():
    """A new page."""
    terms.begin()


def forms(html):
    """The words that are explained in a text."""
    return [form for _, form in TIP.findall(html)]


def test_every_meaning_is_short_and_no_term_explains_itself():
    assert len(ROWS) >= 35
    for row in ROWS.to_dict("records"):
        words = row["definition"].split()
        assert len(words) <= 35, row["term"]
        assert row["definition"].endswith("."), row["term"]
        assert not row["definition"].lower().startswith(row["term"].lower()), row["term"]


def test_all_terms_are_listed_by_the_alphabet():
    chart = glossary(TABLES, view())
    listed = chart.rows["term"].str.casefold().tolist()
    assert listed == sorted(listed)
    assert chart.title == f"{len(ROWS)} terms in plain words"
    assert glossary(EMPTY, view(tables=EMPTY)).is_empty


def test_a_term_is_explained_once_a_page():
    first = terms.explained("Land release and CHA, then land release again", TABLES)
    assert forms(first) == ["Land release", "CHA"]
    assert forms(terms.explained("Confirmed hazardous areas; land release", TABLES)) == []
    terms.begin()
    assert forms(terms.explained("land release", TABLES)) == ["land release"]


def test_whole_words_the_longest_first_and_abbreviations_as_they_are():
    assert forms(terms.explained("non-technical survey, technical survey", TABLES)) == [
        "non-technical survey",
        "technical survey",
    ]
    assert forms(terms.explained("Cha-cha, chat, uxo, redepositing, a mine", TABLES)) == []
    assert forms(terms.explained("States Parties and UXO", TABLES)) == ["States Parties", "UXO"]
    assert forms(terms.explained("the Convention on Cluster Munitions", TABLES)) == []
    assert forms(terms.explained("Cluster munitions", TABLES)) == ["Cluster munitions"]
    assert forms(terms.explained("80\u202f% range", TABLES)) == ["80\u202f% range"]


def test_markup_and_links_stay_as_they_are():
    text = '<a href="#deposit">deposit</a> <b title="deposit">deposits</b> &amp; signature'
    html = terms.explained(text, TABLES)
    assert html.startswith('<a href="#deposit">deposit</a> <b title="deposit"><dfn')
    assert forms(html) == ["deposits", "signature"]
    assert TIP.sub(r"\2", html) == text

"""Holds the glossary: terms in few words with a source each, explained once in a figure."""

import re

from dashboard import terms
from tests.tables import EMPTY, TABLES, view
from topics.records.glossary_table import glossary

ROWS = TABLES["glossary"]
TIP = re.compile(r'<dfn class="term tipped" tabindex="0" aria-description="([^"]*)">([^<]*)</dfn>')


def explained(*texts):
    """The texts of a figure with their terms explained, as one."""
    return "".join(terms.explained(texts, TABLES))


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


def test_a_term_is_explained_once_in_a_figure():
    first = "Land release and CHA, then land release again"
    assert forms(explained(first)) == ["Land release", "CHA"]
    assert forms(explained(first, "Confirmed hazardous areas; land release")) == ["Land release", "CHA"]
    assert forms(explained("land release")) == ["land release"]


def test_whole_words_the_longest_first_and_abbreviations_as_they_are():
    assert forms(explained("non-technical survey, technical survey")) == [
        "non-technical survey",
        "technical survey",
    ]
    assert forms(explained("Cha-cha, chat, uxo, redepositing, a mine")) == []
    assert forms(explained("States Parties and UXO")) == ["States Parties", "UXO"]
    assert forms(explained("the Convention on Cluster Munitions")) == []
    assert forms(explained("Cluster munitions")) == ["Cluster munitions"]
    assert forms(explained("80\u202f% range")) == ["80\u202f% range"]


def test_markup_and_links_stay_as_they_are():
    text = '<a href="#deposit">deposit</a> <b title="deposit">deposits</b> &amp; signature'
    html = explained(text)
    assert html.startswith('<a href="#deposit">deposit</a> <b title="deposit"><dfn')
    assert forms(html) == ["deposits", "signature"]
    assert TIP.sub(r"\2", html) == text

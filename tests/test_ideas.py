"""Every fact and idea of the founding documents stands on a page of its topic: tests/ideas.csv says where."""

import csv
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from charts.chart import Chart
from dashboard.cite import shown_text
from dashboard.drawing import Drawing
from tests.alone import figures, headings, visited, words
from tests.tables import EMPTY, TABLES, view
from tests.visits import visit
from topics.records.ideas_table import country_ideas, ideas
from topics.vocabulary.ideas import ASPECTS, THEMES

with (Path(__file__).parent / "ideas.csv").open(encoding="utf-8") as lines:
    IDEAS = list(csv.DictReader(lines))
ADDRESSES = sorted({idea["address"] for idea in IDEAS})
PLAIN_SPACES = str.maketrans(dict.fromkeys("\u202f\u00a0\u2060", " "))


def visible(chart: Chart) -> list[str]:
    """What a reader sees of a chart without pointing at it: the table, or words in the drawing."""
    if not chart.figure:
        return [text for column in Drawing(chart, view()).table for text in column.texts]
    texts = [text for trace in chart.figure["data"] for text in trace.get("text") or ()]
    notes = [note.get("text") for note in chart.figure["layout"].get("annotations", ())]
    return [shown_text(text) for text in [*texts, *notes]]


def page_text(address: str) -> str:
    """All that a page shows at an address: headings, words, lists, tables, words in drawings."""
    page, _, query = address.partition("?")
    test = visited(page, dict(parse_qsl(query)))
    assert not test.exception, test.exception
    written = [element.proto.body for element in test.get("html")]
    written += [body for about, body in figures(test) if "alt" not in about]
    lists = [shown_text(html.replace("<", " <")) for html in written]
    charts = test.session_state["drawn"].values()
    parts = [headings(test), words(test), *lists]
    parts += [f"{chart.title} {chart.note}" for chart in charts]
    parts += [text for chart in charts for text in visible(chart)]
    return "\n".join(parts).translate(PLAIN_SPACES)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_reader_finds_every_idea_of_the_documents(address):
    text = page_text(address)
    missing = [
        f"{idea['idea']}: {part}"
        for idea in IDEAS
        if idea["address"] == address
        for part in idea["words"].split("; ")
        if part not in text
    ]
    assert not missing, "\n".join(missing)


def test_every_row_of_ideas_is_listed_somewhere():
    stated = TABLES["ideas"]
    assert set(stated["theme"]) == set(THEMES)
    assert set(stated["aspect"]) <= set(ASPECTS)
    everywhere = ideas(TABLES, view(), themes=tuple(THEMES)).rows
    assert set(everywhere["idea"]) == set(stated["idea"])


def test_ideas_are_in_short_words():
    sentences = TABLES["ideas"]["sentence"]
    assert sentences.str.len().max() <= 130
    assert not sentences.str.endswith(".").any()


def test_every_founding_document_has_its_ideas():
    sources = TABLES["sources"]
    founding = set(sources.loc[sources["kind"] == "start document", "source"])
    assert founding == {idea["source"] for idea in IDEAS} <= set(TABLES["ideas"]["source"])


def test_a_country_shows_what_the_documents_say_of_it():
    rows = country_ideas(TABLES, view("WORLD", countries=("HUN",))).rows
    assert set(rows["idea"]) == {"oslo-moratorium-hun"}
    assert country_ideas(EMPTY, view(tables=EMPTY)).is_empty


@pytest.mark.browser
def test_a_line_opens_the_card_of_its_source(browser, address):
    with visit(browser, f"{address}/cooperation?topic=seemacc") as opened:
        opened.page.get_by_role("link", name="Neutrality").click()
        card = opened.page.get_by_role("dialog")
        card.get_by_text("SEEMACC: paragraph 3").wait_for()
        assert "Neutrality" in card.inner_text()
        assert opened.errors == []

"""Holds the source card: every row of every page leads to records that have a source and a place in it."""

import functools
from dataclasses import replace
from datetime import date
from itertools import zip_longest
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import card, record
from dashboard.areas import upload
from dashboard.areas.values import Upload
from tests.tables import TABLES
from tests.visits import pages, visit
from topics.records import citation, evidence

SHELL = Path(__file__).parent.parent / "dashboard" / "shell.py"
EXAMPLE = Upload("areas.geojson", (SHELL.parent / "static" / upload.EXAMPLE).read_bytes())
FACTS = [name for name in sorted(TABLES) if "known_since" in TABLES[name]]
FRAME = ("region", "countries", "years", "hazard", "known", "wording")
MOST_CODES = 12
"""Choices of a control that are all tried; longer lists are choices among like things."""


def visited(name, query=None):
    """A page as a reader with such an address sees it; own areas with the invented example in them."""
    app = AppTest.from_file(str(SHELL), default_timeout=120)
    app.switch_page(f"../pages/{name}.py")
    if name == "areas":
        app.session_state[upload.KEPT] = EXAMPLE
    for parameter, text in (query or {}).items():
        app.query_params[parameter] = text
    return app.run()


def choices(page, app):
    """Codes of each control of a page: given nonsense, each says what there is."""
    controls = [name for name in app.session_state["parameters"] if name not in FRAME]
    nonsense = visited(page, dict.fromkeys(controls, "nonsense"))
    sentences = [text for text in nonsense.session_state["dropped"] if "“nonsense”" in text]
    for name, sentence in zip(controls, sentences, strict=False):
        codes = sentence.partition("There is: ")[2].rstrip(".").split(", ")
        if len(codes) <= MOST_CODES and " to " not in codes[0]:
            yield [(name, code) for code in codes]


@functools.cache
def charts_of(page):
    """The charts of a page by their key, under each choice of its controls.

    The controls are turned together, each to its next code: every code is seen once.
    """
    app = visited(page)
    assert not app.exception
    views = [{}, *(dict(filter(None, pairs)) for pairs in zip_longest(*choices(page, app)))]
    charts = []
    for query in views:
        app = visited(page, query) if query else app
        assert not app.exception, query
        charts += [(f"{key} {query}", chart) for key, chart in app.session_state["drawn"].items()]
    return charts


@pytest.mark.parametrize("page", pages())
def test_every_row_of_a_page_leads_to_a_source(page):
    index = TABLES.derive(evidence.record_index)
    lost = []
    for words, chart in charts_of(page):
        for row in chart.rows.to_dict("records"):
            unknown = set(row["records"]) - set(index.index)
            assert not unknown, (words, unknown)
            is_sourced = row["records"] or isinstance(row.get("source"), str) or row.get("is_own")
            if row["is_stated"] and not is_sourced:
                lost.append((words, row["label"]))
    assert not lost, f"{len(lost)} rows that state something without a source, such as {lost[:3]}"


# What lies under the first mark of a chart that a reader can click, in the middle of it.
MARKS = ".points path, .choroplethlocation, .bars .point path, .hm image, .scatterlayer .point"
CLICKED = """() => document.addEventListener("mark", ({ target, detail }) => {
    const figure = target.closest('[class*="st-key-figure-"]');
    const name = [...figure.classList].find((one) => one.startsWith("st-key-figure-"));
    window.clicked = { key: name.replace("st-key-figure-", ""), row: detail.row };
})"""


@pytest.mark.browser
@pytest.mark.parametrize("page", [name for name in pages() if name != "areas"])
def test_a_click_opens_the_card_of_the_row(page, browser, address):
    charts = dict(visited(page).session_state["drawn"])
    drawn = [key for key, chart in charts.items() if chart.figure and len(chart.rows)]
    with visit(browser, f"{address}/{pages()[page]}") as visiting:
        visiting.page.evaluate(CLICKED)
        for key in drawn:
            row = clicked_row(visiting.page, key)
            assert row is not None, f"{key}: no click reached a mark"
            ids, label = charts[key].rows.loc[row, ["records", "label"]]
            text = visiting.page.get_by_role("dialog").inner_text()
            assert not ids or ids[0] in text, (key, row, ids[:2], label, text[:300])
            visiting.page.keyboard.press("Escape")
            visiting.page.get_by_role("dialog").wait_for(state="detached")


def clicked_row(page, key):
    """The row of a mark that was clicked with the mouse, its card being open; None if none was hit."""
    figure = page.locator(f".st-key-figure-{key} .chart").first
    figure.scroll_into_view_if_needed()
    marks = figure.locator(MARKS)
    count = marks.count()
    for place in sorted({0, count // 2, count - 1, count // 3, count // 4, count // 5}):
        page.evaluate("window.clicked = null")
        box = marks.nth(place).bounding_box()
        if not box:
            continue
        page.mouse.move(box["x"] + box["width"] / 2 - 3, box["y"] + box["height"] / 2)
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_timeout(150)
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_timeout(150)
        clicked = page.evaluate("window.clicked")
        if clicked and clicked["key"] == key:
            page.get_by_role("dialog").locator(".card, .card-mark, p").first.wait_for()
            page.wait_for_timeout(400)
            return clicked["row"]
    return None


@pytest.mark.parametrize("name", FACTS)
def test_every_record_has_a_source_a_place_and_an_id_of_its_own(name):
    rows = TABLES[name]
    assert rows["source"].notna().all()
    assert rows["locator"].notna().all()
    assert rows["record_id"].is_unique
    assert TABLES.derive(evidence.record_index).loc[rows["record_id"], "table"].eq(name).all()


@pytest.mark.parametrize("name", FACTS)
def test_every_record_has_a_card(name):
    rows = TABLES[name]
    for record_id in rows.sample(min(len(rows), 12), random_state=1)["record_id"]:
        (row,) = evidence.records(TABLES, [record_id])
        assert record.figure(row)
        assert all(title and words for title, words in record.details(row))
        others = evidence.statements(row, TABLES)
        if len(others):
            assert (others["relation"] == evidence.THIS).sum() == 1
            assert card.verdict(others, TABLES["sources"]).endswith(".")


def statement(**cells):
    return {"table": "contamination", "record_id": "a", "source": "monitor-2017", "figure_id": "x"} | cells


DOCUMENTS = pd.DataFrame(
    [
        ("mar", "mine action review", "Mine Action Review", None),
        ("mar-2018", "mine action review", "Mine Action Review", None),
        ("monitor-2017", "monitor", "Monitor", "mar"),
        ("monitor-2012", "monitor", "Monitor", None),
        ("centre", "government", "Mine Action Centre", None),
        ("paper", "news", "A paper", None),
    ],
    columns=["source", "kind", "publisher", "copies"],
)


def test_a_copy_is_no_confirmation_and_press_does_not_say_on_whose_word():
    origins = evidence.origins_of(DOCUMENTS)
    kinds = DOCUMENTS.set_index("source")["kind"].to_dict()

    def stands(source, area=2.24):
        other = statement(record_id="b", source=source, area_km2=area)
        return evidence.relation(statement(area_km2=2.24), other, origins, kinds)

    assert stands("mar-2018") == evidence.REPEATS
    assert stands("monitor-2012") == evidence.CONFIRMS
    assert stands("centre") == evidence.CONFIRMS
    assert stands("centre", 2.2) == evidence.CONFIRMS
    assert stands("centre", 6.0) == evidence.DIFFERS
    assert stands("paper") == evidence.AGREES


def test_days_agree_as_far_as_both_are_stated():
    day = pd.Timestamp("2009-06-16")
    one = statement(table="treaty_actions", date=day, date_precision="day")
    assert evidence.agree(one, one | {"date": pd.Timestamp("2009-06-01"), "date_precision": "month"})
    assert not evidence.agree(one, one | {"date": pd.Timestamp("2009-07-01"), "date_precision": "month"})


def test_all_statements_of_a_figure_stand_in_its_card():
    clearance = TABLES["clearance"]
    counted = clearance.groupby("figure_id")["record_id"].transform("size")
    row = clearance[counted.gt(1)].iloc[0].to_dict() | {"table": "clearance"}
    others = evidence.statements(row, TABLES)
    assert len(others) == (clearance["figure_id"] == row["figure_id"]).sum()
    assert others["known_since"].dropna().is_monotonic_increasing


def test_a_second_source_of_a_deposit_stands_in_its_card():
    actions = TABLES["treaty_actions"]
    mine = actions["treaty"].eq("CCM") & actions["country"].eq("ALB") & actions["action"].eq("ratification")
    row = actions[mine & actions["preferred"]].iloc[0].to_dict() | {"table": "treaty_actions"}
    assert "treaty_crosschecks" in set(evidence.statements(row, TABLES)["table"])


def test_a_correction_stands_in_the_card_of_its_record_only():
    row = {"table": "clearance", "country": "BIH", "year_from": 2016, "year_to": 2016, "source": "a"}
    made = {"table": "clearance", "field": "area_km2", "was": "17.4", "becomes": "1.74", "reason": "A slip."}
    corrected = pd.DataFrame([made | {"key": "country=BIH; period=2016; source=a"}])
    assert record.corrections(row, corrected) == ["area_km2: 17.4 became 1.74. A slip."]
    assert record.corrections(row | {"year_from": 2015}, corrected) == []
    assert record.corrections(row | {"source": "b"}, corrected) == []


def test_a_citation_survives_hostile_titles():
    hostile = r"50 % of {mines} & more \x ~^ Šéç"
    cited = citation.Cited("a b{c}", hostile, "Órgão & Co", url="https://example.org/a_b?{c}")
    entry = citation.bibtex(cited)
    assert entry.startswith("@misc{abc,")
    assert r"50 \% of \{mines\} \& more \textbackslash{}x \textasciitilde{}\textasciicircum{} Šéç" in entry
    assert "author = {{Órgão \\& Co}}," in entry
    assert "url = {https://example.org/a_b?%7Bc%7D}," in entry
    assert entry.count("{") == entry.count("}")


def test_a_document_without_a_day_is_cited_as_such():
    cited = citation.Cited("x", "Who clears?", "Mine Action Centre", locator="p. 2", url="https://a.org")
    reference, within = citation.apa(cited).splitlines()
    assert reference == "Mine Action Centre. (n.d.). Who clears? https://a.org"
    assert within == "In the text: (Mine Action Centre, n.d., p. 2)"
    read = citation.apa(replace(cited, accessed=date(2026, 11, 2)))
    assert "Retrieved November 2, 2026, from https://a.org" in read
    assert "year = {n.d.}," in citation.bibtex(cited)


def test_a_record_can_be_opened_by_its_address_and_by_that_of_a_former_edition():
    aliases = TABLES["record_aliases"]
    current = TABLES["contamination"]["record_id"].iloc[0]
    former = aliases.loc[aliases["record_id"] == current, "former_id"].iloc[0]
    for record_id in (current, former):
        app = visited("treaties", {"record": record_id})
        assert not app.exception
        assert "card-figure" in " ".join(one.proto.body for one in app.get("html"))
        assert current in " ".join(one.value for one in app.code)


def test_an_address_that_names_no_record_says_so():
    app = visited("treaties", {"record": "<script>nonsense"})
    assert not app.exception
    assert any("was withdrawn" in one.value for one in app.markdown)

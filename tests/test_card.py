"""Holds the source card: every row of every page leads to records that have a source and a place in it."""

import functools
from dataclasses import replace
from datetime import date
from itertools import chain, zip_longest
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from charts.chart import OWN_FILE
from dashboard import card, record
from dashboard.areas import upload
from dashboard.areas.values import Upload
from dashboard.parameters import FILTERS
from tests.tables import TABLES
from tests.visits import pages, settle, visit
from topics.records import citation, evidence

SHELL = Path(__file__).parent.parent / "dashboard" / "shell.py"
EXAMPLE = Upload("areas.geojson", (SHELL.parent / "static" / upload.EXAMPLE).read_bytes())
FACTS = [name for name in sorted(TABLES) if "known_since" in TABLES[name]]
MOST_CODES = 12
"""Choices of a control that are all tried; longer lists are choices among like things."""


def visited(name, query=None):
    """A page as a reader with such an address sees it; own areas with the invented example in them."""
    app = AppTest.from_file(str(SHELL), default_timeout=120)
    app.switch_page(f"../pages/{name}.py")
    if name == "areas":
        app.session_state[upload.FILE] = EXAMPLE
    for parameter, text in (query or {}).items():
        app.query_params[parameter] = text
    return app.run()


def choices(page, app):
    """Codes of each control of a page: given nonsense, each says what there is."""
    controls = [name for name in app.session_state["parameters"] if name not in FILTERS]
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
    known = set(TABLES.derive(evidence.record_index).index)
    for words, chart in charts_of(page):
        rows = chart.rows
        unknown = set(chain.from_iterable(rows["records"])) - known
        assert not unknown, (words, unknown)
        own = rows["source"].notna() if "source" in rows else False
        lost = rows[rows["is_stated"] & ~rows["records"].astype(bool) & ~(own | rows.get(OWN_FILE, False))]
        assert lost.empty, f"{words}: {len(lost)} rows state something without a source, as {lost.iloc[0]}"


# Where the marks of a chart are on the screen: middles of points, bars and areas, and the cells of a grid.
SPOTS = """(chart) => {
    const { left, top } = chart.getBoundingClientRect();
    const inside = (area) => {
        const { x, y, width, height } = area.getBBox();
        const steps = [...Array(9).keys()].map((step) => [5, 4, 6, 3, 7, 2, 8, 1, 9][step] / 10);
        const tried = steps.flatMap((right) => steps.map((down) => [x + right * width, y + down * height]));
        return tried.map(([x, y]) => new DOMPoint(x, y)).find((point) => area.isPointInFill(point));
    };
    const areas = [...chart.querySelectorAll(".map-areas path[data-row]")].map((area) =>
        inside(area)?.matrixTransform(area.getScreenCTM())).filter(Boolean);
    const small = ":is(.map-areas use, .map-points > *, .map-rings > *)[data-row]";
    const marks = [...chart.querySelectorAll(`:is(.points, .bars) path.point, .point path, ${small}`)];
    const boxes = marks.map((mark) => mark.getBoundingClientRect()).filter(({ width }) => width);
    const middles = boxes.map(({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 }));
    const drawn = (chart.calcdata ?? []).filter(([{ trace }]) => trace.visible === true && trace.customdata);
    const at = ({ xaxis, yaxis }, x, y) => {
        const { xaxis: across, yaxis: down } = chart._fullLayout._plots[xaxis + yaxis];
        return { x: left + across._offset + across.c2p(x), y: top + down._offset + down.c2p(y) };
    };
    const cells = drawn.filter(([{ trace }]) => trace.type === "heatmap").flatMap(([{ trace, x, y }]) =>
        trace.customdata.flatMap((line, down) => line.flatMap((row, right) => row === null ? [] :
            [at(trace, (x[right] + x[right + 1]) / 2, (y[down] + y[down + 1]) / 2)])));
    const lines = drawn.filter(([{ trace }]) => trace.type === "scatter" && trace.mode === "lines")
        .flatMap((points) => points.map(({ x, y }) => at(points[0].trace, x, y)));
    const all = [...areas, ...middles, ...cells, ...lines].filter(({ x, y }) => x && y);
    return all.map(({ x, y }) => ({ x: x - left, y: y - top }));
}"""
CLICKED = """() => document.addEventListener("mark", ({ target, detail }) => {
    const figure = target.closest('[class*="st-key-figure-"]');
    const name = [...figure.classList].find((one) => one.startsWith("st-key-figure-"));
    window.clicked = { key: name.replace("st-key-figure-", ""), row: detail.row };
})"""
SCROLLED = """(chart, { y }) => {
    const { top } = chart.getBoundingClientRect();
    document.querySelector('[data-testid="stMain"]').scrollBy(0, top + y - innerHeight / 2);
    const box = chart.getBoundingClientRect();
    return { left: box.left, top: box.top };
}"""
MOST_TRIED = 8


@pytest.mark.browser
@pytest.mark.parametrize("page", [name for name in pages() if name != "areas"])
def test_a_click_opens_the_card_of_the_row(page, browser, address):
    charts = dict(visited(page).session_state["drawn"])
    drawn = [key for key, chart in charts.items() if chart.figure and len(chart.rows)]
    with visit(browser, f"{address}/{pages()[page]}", changes=False) as visiting:
        visiting.page.evaluate(CLICKED)
        for key in drawn:
            if visiting.page.locator(f'[data-figure="{key}"], .st-key-figure-{key} .data-table').count():
                continue  # its rows are links
            row = clicked_row(visiting.page, key)
            ids = charts[key].rows.at[row, "records"]
            text = card_words(visiting.page)
            assert any(one in text for one in ids) if ids else "No source record" in text, (key, row)
        assert visiting.errors == []


def clicked_row(page, key):
    """The row of a mark that was clicked with the mouse: the first of several that no other covers."""
    chart = page.locator(f".st-key-figure-{key} .chart").first
    spots = chart.evaluate(SPOTS)
    assert spots, f"{key}: no mark to click"
    count = min(MOST_TRIED, len(spots))
    for spot in [spots[(2 * place + 1) * len(spots) // (2 * count)] for place in range(count)]:
        corner = chart.evaluate(SCROLLED, spot)
        x, y = corner["left"] + spot["x"], corner["top"] + spot["y"]
        page.evaluate("window.clicked = null")
        page.mouse.move(x - 3, y)
        page.mouse.move(x, y)
        page.wait_for_timeout(120)
        page.mouse.click(x, y)
        page.wait_for_timeout(60)
        clicked = page.evaluate("window.clicked")
        if clicked:
            assert clicked["key"] == key
            return clicked["row"]
    raise AssertionError(f"{key}: none of {count} marks answered to a click")


def card_words(page):
    """All words of the source card, the folded ones too; it is closed again."""
    card = page.get_by_role("dialog")
    card.locator(".card, p").first.wait_for()
    settle(page)
    text = card.text_content()
    page.keyboard.press("Escape")
    card.wait_for(state="detached")
    return text


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

"""Holds the tables of rows: every row leads to its source, cells are words, nothing of the data is markup."""

from xml.etree import ElementTree

import pandas as pd
import pytest

from charts.chart import OWN_FILE, Chart
from dashboard import table
from dashboard.drawing import Drawing
from dashboard.rows import plain_columns
from tests.charts import charts, drawing_of
from tests.tables import TABLES, view
from tests.visits import settle, visit

MISSING = {"", "nan", "None", "NaT", "<NA>", "True", "False"}
AREAS = "contamination?part=rows"
FIGURE = ".st-key-figure-contamination"
WIDE = """() => [...document.querySelectorAll('.table-box, .data-table, .data-table td')].filter((part) =>
    part.getBoundingClientRect().right > innerWidth || part.scrollWidth > part.clientWidth + 1).length"""


def parsed(drawing: Drawing) -> ElementTree.Element:
    """The table of a chart; it must be well formed."""
    return ElementTree.fromstring(f"<body>{table.table_html(drawing)}</body>")


def words(element: ElementTree.Element) -> str:
    return "".join(element.itertext())


@pytest.mark.parametrize("drawn", charts())
def test_heads_are_words_and_every_row_leads_to_its_source(drawn: str) -> None:
    chart = drawing_of(drawn, view()).chart
    if chart.is_empty:
        return
    body = parsed(drawing_of(drawn, view()))
    check_heads(body)
    lines = body.findall(".//tbody/tr")
    assert len(lines) == min(len(chart.rows), table.FIRST)
    for place, (line, row) in enumerate(zip(lines, chart.rows.to_dict("records"), strict=False)):
        cells = line.findall("td")
        assert not MISSING & {words(cell).strip() for cell in cells}, words(line)
        link = cells[0].find("a[@data-row]")
        if row["records"]:
            assert link is not None and link.get("data-row") == str(place)
            assert link.get("href", "").endswith(f"?record={row['records'][0]}")
            assert words(cells[-1]) != table.NOT_STATED, "the last column names the source"
        elif isinstance(row.get("source"), str) and not row.get(OWN_FILE):
            assert link is not None and "document=" in link.get("href", "")


def check_heads(body: ElementTree.Element) -> None:
    """Heads are words, and each cell bears that of its column."""
    heads = [words(head) for head in body.findall(".//thead/tr/th")]
    assert heads[-1] == "Source"
    assert len(set(heads)) == len(heads), heads
    assert not [head for head in heads if "_" in head or not head[:1].strip()], heads
    for line in body.findall(".//tbody/tr"):
        assert [cell.get("data-head") for cell in line.findall("td")] == heads


def test_cells_are_escaped() -> None:
    bad = '<img src=x onerror="alert(1)">&\'"'
    rows = pd.DataFrame({"country": [bad], "note": [bad], "source": [bad], "label": [bad]})
    chart = Chart(bad, rows.assign(records=[(bad,)], is_stated=True), columns=("country", "note"))
    body = parsed(Drawing(chart, view()))
    assert not body.findall(".//img")
    assert words(body.find(".//tbody/tr/td")) == bad


def test_numbers_dates_and_answers_are_written_for_readers() -> None:
    frame = pd.DataFrame(
        {
            "Area, km²": [1234.5, None, 0.00234],
            "Date": ["2013-05-23", "2013-05", "not in force"],
            "Ready": [True, False, None],
        }
    )
    area, day, ready = plain_columns(frame)
    assert (area.kind, area.texts) == ("number", ["1\u202f234.5", "", "0.00234"])
    assert (day.kind, day.texts) == ("date", ["23 May 2013", "May 2013", "not in force"])
    assert day.values == ["2013-05-23", "2013-05", None]
    assert ready.texts == ["yes", "no", ""]


@pytest.mark.browser
def test_a_table_is_sorted_and_opens_cards_by_keyboard(browser, address) -> None:
    with visit(browser, f"{address}/{AREAS}") as visiting:
        page = visiting.page
        figure = page.locator(FIGURE)
        count = len(charts()["land.contamination_table.areas_on_record"](TABLES, view()).rows)
        head = figure.get_by_role("columnheader", name="Area, km²")
        head.get_by_role("button").focus()
        page.keyboard.press("Enter")
        page.wait_for_function(f"() => document.querySelectorAll('{FIGURE} tbody tr').length === {count}")
        figure.locator("th[aria-sort=descending]").wait_for()
        cells = figure.locator("tbody tr td.number[data-head='Area, km²']")
        values = cells.evaluate_all("cells => cells.map(cell => cell.dataset.value ?? null)")
        stated = [float(value) for value in values if value is not None]
        assert stated == sorted(stated, reverse=True)
        assert values[len(stated) :] == [None] * (len(values) - len(stated)), "what is not stated comes last"
        link = figure.locator("tbody tr a[data-row]").first
        record = link.get_attribute("href").partition("record=")[2]
        link.focus()
        page.keyboard.press("Enter")
        card = page.get_by_role("dialog")
        card.locator(".card").wait_for()
        settle(page)
        assert record in card.text_content()
        assert visiting.errors == []


@pytest.mark.browser
def test_a_table_is_cards_on_a_phone(browser, address) -> None:
    with visit(browser, f"{address}/{AREAS}", "phone") as visiting:
        page = visiting.page
        assert page.evaluate(WIDE) == 0
        lines = page.locator(f"{FIGURE} tbody tr")
        assert lines.evaluate_all("rows => rows.filter(row => row.offsetParent).length") == table.ON_A_PHONE
        lines.nth(1).locator("td").nth(2).click()
        page.get_by_role("dialog").locator(".card").wait_for()


@pytest.mark.browser
def test_the_whole_title_of_a_source_is_said_on_focus(browser, address) -> None:
    with visit(browser, f"{address}/{AREAS}") as visiting:
        page = visiting.page
        source = page.locator(f"{FIGURE} td.source a").first
        source.focus()
        tip = page.locator(".tip")
        assert tip.inner_text() == source.get_attribute("aria-description")
        page.keyboard.press("Escape")
        assert not tip.is_visible()

"""Holds every page to axe-core, on a light desk and on a dark phone; and charts and cards to the keyboard."""

import calendar
import os
import re
from pathlib import Path

import pytest

from tests.tables import TABLES
from tests.visits import LOOKS, pages, painted, serious_violations, settle, visit

TREES = Path(__file__).parent / "trees"
"""The accessibility tree of each page as text, without its numbers and months."""
DATED = re.compile(rf"\d[\d.,\u202f\u2009]*|\b({'|'.join(calendar.month_name[1:])})\b")
VOICE = ".chart-voice"
CARD = '[role="dialog"] .card-figure'


@pytest.mark.browser
@pytest.mark.parametrize(("width", "dark"), LOOKS)
@pytest.mark.parametrize("name", pages())
def test_no_serious_violation(surveyed, name, width, dark):
    violations = surveyed(name, width, dark).violations
    assert not violations, "\n".join(violations)


@pytest.mark.browser
@pytest.mark.parametrize("name", pages())
def test_every_chart_is_told_to_those_who_cannot_see_it(surveyed, name):
    for label in surveyed(name, "desk", False).charts:
        assert re.match(r"(Chart|Map): \w.{10,}", label or ""), label


def reduced(tree):
    """A tree with the head and the first row of each table only."""
    lines, rows = [], {}
    skipped = None
    for line in tree.splitlines():
        depth = len(line) - len(line.lstrip())
        if skipped is not None and depth > skipped:
            continue
        skipped = None
        if line.lstrip().startswith(("- row ", "- 'row ")):
            rows[depth] = rows.get(depth, 0) + 1
            if rows[depth] > 1:
                skipped = depth
                continue
        elif line.lstrip().startswith(("- rowgroup", "- table", "- 'table")):
            rows.clear()
        lines.append(line)
    return "\n".join(lines)


@pytest.mark.browser
@pytest.mark.parametrize("name", pages())
def test_what_a_screen_reader_is_given_is_as_reviewed(surveyed, name):
    """UPDATE_TREES=1 writes the trees anew, for review."""
    tree = reduced(DATED.sub("#", surveyed(name, "desk", False).tree)) + "\n"
    golden = TREES / f"{name}.yaml"
    if os.environ.get("UPDATE_TREES"):
        golden.write_text(tree, encoding="utf-8")
    assert tree == golden.read_text(encoding="utf-8")


@pytest.mark.browser
@pytest.mark.parametrize("name", ["overview", "treaties", "clearance", "cooperation"])
def test_the_first_chart_is_reached_within_six_tabs(browser, address, name):
    with visit(browser, f"{address}/{pages()[name]}", changes=False) as found:
        found.page.evaluate("document.activeElement.blur()")
        found.page.locator('.chart[role="application"]').first.wait_for()
        for _ in range(5):
            found.page.keyboard.press("Tab")
            if found.page.evaluate("document.activeElement.matches('.skip')"):
                found.page.keyboard.press("Enter")
                break
        assert found.page.evaluate("document.activeElement.matches('.chart')")


def reached(page, place=0):
    """A chart of a page, under the keyboard."""
    page.locator('.chart[role="application"]').nth(place).wait_for()
    chart = page.locator(".chart").nth(place)
    chart.focus()
    return chart


def pressed(page, *keys):
    """What the chart under the keyboard says after some keys."""
    for key in keys:
        page.keyboard.press(key)
        painted(page)
    return page.evaluate(f"document.activeElement.querySelector('{VOICE}')?.textContent")


@pytest.mark.browser
def test_a_map_is_led_through_by_keyboard_to_its_card_and_back(browser, address):
    with visit(browser, f"{address}/contamination") as found:
        page = found.page
        chart = reached(page)
        assert re.search(r"\d+ marks in \d+ series: arrow keys move", chart.get_attribute("aria-label"))
        assert re.match(r"BiH\. .* Source: .+ 3 of \d+\.$", pressed(page, *["ArrowRight"] * 3))
        assert page.locator(".map-marked").count() == 1
        year = page.evaluate("document.activeElement.map.step")
        said = pressed(page, "Shift+ArrowLeft")
        assert page.evaluate("document.activeElement.map.step") == year - 1
        assert said.startswith(page.locator('[class*="st-key-figure-"] h2').first.inner_text())
        assert "BiH. " in said
        assert "Shift with left, right: year by year" in pressed(page, "?")
        page.keyboard.press("Enter")
        page.locator(CARD).wait_for()
        settle(page)
        assert not serious_violations(page)
        page.keyboard.press("Escape")
        page.locator(CARD).wait_for(state="detached")
        page.wait_for_timeout(300)
        assert page.evaluate("document.activeElement.className").startswith("chart ")
        assert pressed(page, "Escape") == "Left the marks."
        page.keyboard.press("Tab")
        assert not page.evaluate("document.activeElement.matches('.chart')"), "Tab goes on"
        assert found.errors == []


@pytest.mark.browser
@pytest.mark.parametrize("name", ["treaties", "funding", "network", "gaps"])
def test_every_kind_of_chart_says_its_marks(browser, address, name):
    with visit(browser, f"{address}/{name}", changes=False) as found:
        for place in range(found.page.locator(".chart").count()):
            reached(found.page, place)
            for key in ("ArrowRight", "ArrowDown", "End", "PageUp", "Home"):
                assert re.search(r"\w.* \d+ of \d+\.$", pressed(found.page, key)), (place, key)
        assert found.errors == []


@pytest.mark.browser
def test_a_card_on_a_dark_phone_has_no_serious_violation(browser, address):
    row = TABLES["treaty_actions"]["record_id"].iloc[0]
    with visit(browser, f"{address}/treaties?record={row}", "phone", dark=True) as found:
        found.page.locator(CARD).wait_for()
        found.page.get_by_text("Cite this record").click()
        found.page.wait_for_timeout(300)
        assert not serious_violations(found.page)
        box = found.page.locator('[role="dialog"]').bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390

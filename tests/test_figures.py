"""Holds figures to one message and one drawing for each change, made when a reader comes near."""

import functools
import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from charts.chart import Chart
from dashboard import figure, store
from dashboard.drawing import Drawing, drawing
from dashboard.parameters import FILTERS
from tests import alone
from tests.tables import TABLES, view
from tests.test_tasks import assert_is_drawn
from tests.visits import choose, first_page, page_list, settle, visit
from topics.costs_table import cost_per_km2
from topics.land.contamination_map import contamination_map
from topics.records.glossary_table import glossary
from topics.records.ideas_table import ideas
from topics.treaties.curve_chart import ratification_curve

LONG = "country"
"""A page of several screens, all of whose charts but the last lie under each other."""
COUNT = """
    window.draws = [];
    let library;
    Object.defineProperty(window, "Plotly", {
        get: () => library,
        set: (loaded) => {
            const react = loaded.react;
            loaded.react = (place, ...rest) => {
                window.draws.push(place.closest(".figure").id);
                return react(place, ...rest);
            };
            library = loaded;
        },
    });
"""
PLACES = """() => [...document.querySelectorAll(".chart")].map((chart) => {
    const { top, height } = chart.getBoundingClientRect();
    return {
        id: chart.closest(".figure").id, top, height, waits: "waiting" in chart.dataset,
        label: chart.ariaLabel, reached: chart.tabIndex };
})"""


SENDS = """() => {
    window.sends = [];
    const { fetch } = window, { react } = Plotly, { send } = WebSocket.prototype;
    window.fetch = (address, ...how) => {
        if (`${address}`.includes("/figures/")) sends.push("fetch");
        return fetch(address, ...how);
    };
    Plotly.react = async (...what) => {
        await react(...what);
        sends.push("drawn");
    };
    WebSocket.prototype.send = function (content) {
        sends.push("socket");
        return send.call(this, content);
    };
}"""


def parts(message: bytes) -> tuple[dict, str]:
    """What stands around a figure, and its figure or its rows."""
    about, body = message.split(b"\n", 1)
    return json.loads(about), body.decode()


def message(work, **options) -> bytes:
    return figure.message(drawing(work, view(), options, dark=False), 2)


def test_a_message_is_made_once_and_says_all_that_stands_around_a_figure() -> None:
    first = message(ratification_curve, treaty="APMBC")
    assert message(ratification_curve, treaty="APMBC") is first
    about, body = parts(first)
    assert about["heading"] == ratification_curve(TABLES, view(), treaty="APMBC").title
    assert about["address"] == "api/v1/charts/ratification_curve"
    assert about["query"] == "treaty=APMBC"
    assert '<a href="http' in about["notes"]
    assert about["height"] == json.loads(body)["layout"]["height"]
    assert about["version"] != parts(message(ratification_curve))[0]["version"]


@pytest.mark.parametrize("script", ["frame.js", "figure.js"])
def test_scripts_know_the_filters_that_the_server_knows(script: str) -> None:
    listed = re.search(r"const FILTERS = (\[.*\]);", store.asset(script).decode())[1]
    assert set(json.loads(listed)) == set(FILTERS)


def test_rows_without_a_figure_are_html() -> None:
    about, table = parts(message(glossary))
    assert "alt" not in about
    assert not about["has_table"]
    assert '<table class="data-table' in table
    about, lists = parts(message(ideas, themes=("coalition",)))
    assert about["has_table"]
    assert "<h3>" in lists


def test_a_map_has_steps_and_files_of_geography() -> None:
    about, _ = parts(message(contamination_map))
    assert about["has_steps"]
    assert about["height"] is None
    assert about["forms"] == ["XLSX", "CSV", "GeoJSON", "GPKG"]


def test_words_of_a_figure_are_text_and_a_link_of_a_note_is_one() -> None:
    note = parts(message(cost_per_km2))[0]["notes"]
    assert '<a href="https://' in note
    assert "](" not in note
    rows = ratification_curve(TABLES, view()).rows
    bad = Chart("<b>", rows, note="<i>[a & b](https://example.org/?a&b)</i>", measure="<u>")
    about = figure.about_figure(Drawing(bad, view(), ratification_curve), 2)
    assert about["subtitle"].startswith("&lt;u&gt;")
    assert '&lt;i&gt;<a href="https://example.org/?a&amp;b" ' in about["notes"]
    assert ">a &amp; b</a>&lt;/i&gt;" in about["notes"]


@pytest.mark.parametrize("page", [name for name, *_ in page_list() if name != "areas"])
def test_a_figure_is_fetched_from_its_address_as_its_page_has_it(page: str) -> None:
    for filtered in (view(), view(region="WB")):
        for parameters in ({}, {"at": "2014", "map": "CMR"}):
            found = alone.figures(alone.visited(page, parameters, filtered))
            assert all(rows or alone.fetched(about) for about, rows in found)


def test_a_map_is_fetched_as_its_page_has_it_begin() -> None:
    about, _ = alone.figures(alone.visited("contamination", {"at": "2014", "map": "CMR"}))[0]
    assert about["start"] == {"at": "2014", "map": "CMR"}
    steps = json.loads(alone.fetched(about))["steps"]
    assert steps["names"][steps["start"]] == "2014"


@functools.cache
def counting(browser, address: str):
    """An empty page that counts what is drawn."""
    found = first_page(browser, address, "desk", False)
    found.page.add_init_script(COUNT)
    return found


def drawn_one_by_one(browser, address: str, path: str):
    """A page as its reader finds it: what is out of view has not been drawn."""
    found = counting(browser, address)
    found.page.goto("about:blank")
    found.page.goto(f"{address}/{path}")
    found.page.locator(".foot").wait_for(timeout=60_000)
    found.page.locator('.chart[role="application"]').first.wait_for()
    return found


@pytest.mark.browser
@pytest.mark.xdist_group(LONG)
def test_charts_out_of_view_keep_their_place_and_are_drawn_once_when_near(browser, address) -> None:
    found = drawn_one_by_one(browser, address, LONG)
    page = found.page
    page.wait_for_timeout(500)
    before = page.evaluate(PLACES)
    assert [one["waits"] for one in before] == [one["top"] > 900 for one in before]
    assert all(one["height"] > 100 and one["label"] and one["reached"] == 0 for one in before)
    near = [one["id"] for one in before if not one["waits"]]
    assert page.evaluate("draws") == near, "each once, from above to below"
    page.mouse.move(700, 600)
    page.mouse.wheel(0, 100)
    page.wait_for_timeout(1500)
    assert page.evaluate("draws.length") > len(near), "a screen ahead"
    last = page.locator(".chart").last
    last.focus()
    page.wait_for_function("chart => chart.matches('[role=application]')", arg=last.element_handle())
    settle(page)
    ids = page.evaluate("draws")
    assert sorted(ids) == sorted(one["id"] for one in before), "print draws all, and none twice"
    after = page.evaluate(PLACES)
    assert [one["height"] for one in after] == [one["height"] for one in before], "the page does not jump"
    assert found.errors == []


@pytest.mark.browser
@pytest.mark.xdist_group("treaties")
def test_a_changed_filter_reaches_a_figure_before_its_page_and_once(browser, address) -> None:
    with visit(browser, f"{address}/treaties") as found:
        page, asked, sent = found.page, [], []
        page.on("request", lambda request: "/figures/" in request.url and asked.append(request.url))
        page.evaluate(SENDS)
        for region in ("WB", "EU"):
            choose(page, "Region", region)
            sent.append(page.evaluate("sends.splice(0)"))
        names = ["ratification_curve", "deposits_per_year"]
        regions = [parse_qs(urlsplit(one).query)["region"] for one in asked]
        assert [urlsplit(one).path.rpartition("/")[2] for one in asked] == names * 2
        assert regions == [["WB"], ["WB"], ["EU"], ["EU"]]
        assert sent == [["fetch", "fetch", "drawn", "drawn", "socket"]] * 2
        assert found.errors == []


@pytest.mark.browser
@pytest.mark.xdist_group(LONG)
def test_a_link_to_a_figure_leads_to_it(browser, address) -> None:
    with visit(browser, f"{address}/{LONG}", changes=False) as found:
        share = found.page.locator('[data-menu="share"]:visible').last
        share.locator("summary").click()
        share.get_by_role("button", name="Copy link").click()
        found.page.get_by_text("Copied").wait_for()
        target = found.page.evaluate("navigator.clipboard.readText()")
    again = drawn_one_by_one(browser, address, target.removeprefix(f"{address}/"))
    again.page.wait_for_timeout(1000)
    top = again.page.locator(f".{'st-key-' + target.partition('#')[2]}").bounding_box()["y"]
    assert 0 < top < 600, "its heading is in view"
    assert again.errors == []


@pytest.mark.browser
def test_files_of_a_readers_own_areas_have_an_address_of_their_session(browser, address) -> None:
    with visit(browser, f"{address}/areas", "phone", dark=True) as found:
        page = found.page
        page.get_by_role("button", name="Try sample data").click()
        shown = page.locator(".st-key-figure-own_areas_map")
        shown.locator(".figure-actions").wait_for(timeout=60_000)
        settle(page)
        assert_is_drawn(page)
        with page.expect_response("**/api/v1/own/*.table.html*") as answer:
            shown.locator(".as-table").click()
        assert answer.value.headers["cache-control"] == "no-store"
        shown.locator(".data-table a[data-row]").first.wait_for()
        shown.locator('[data-menu="files"] summary').click()
        expect(shown.locator('[data-menu="files"] a')).to_have_text(["XLSX", "CSV", "GeoJSON"])
        with page.expect_download() as download:
            shown.get_by_role("link", name="GeoJSON").click()
        shown.locator('[data-menu="share"] summary').click()
        expect(shown.locator('[data-menu="share"] button')).to_have_text(["Copy link"])
        shown.locator('[data-menu="citation"] summary').click()
        shown.get_by_text("@misc{").wait_for()
        assert shown.locator('[data-menu="citation"] a').count() == 0
        assert json.loads(download.value.path().read_bytes())["features"]
        assert (found.errors, found.outside) == ([], [])

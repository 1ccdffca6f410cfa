"""Holds what a reader does with a map: slider, switch, key and zoom work, and a link shows the same."""

import io
import json
from xml.etree import ElementTree

import pytest
from PIL import Image

from tests.visits import LOOKS, WIDTHS, painted, resized, settle, visit

pytestmark = pytest.mark.browser
PATH = "contamination"
KEY = "contamination_map_country"
HEADING = '[class*="st-key-figure-"] h2'


def shown(page):
    """Heading, step and choice of the map as it stands."""
    return page.evaluate(
        """heading => {
        const { figure, step, choice } = document.querySelector(".chart.map").map;
        const { steps, choices } = figure;
        return [document.querySelector(heading).innerText, steps.labels[step], choices.names[choice]] }""",
        HEADING,
    )


def slide(page, part):
    """A click on the slider, so far along it."""
    slider = page.get_by_role("slider", name="As known in")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    page.mouse.click(box["x"] + part * box["width"], box["y"] + box["height"] / 2)
    painted(page)


def press(page, name):
    """A click on a button under the map."""
    page.locator(".map-controls").get_by_role("button", name=name).click()
    painted(page)


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_slider_and_switch_change_map_heading_address_and_files_without_the_server(
    browser, address, width, dark
):
    with visit(browser, f"{address}/{PATH}", width, dark) as found:
        asked = []
        found.page.on("request", lambda request: asked.append(request.url))
        before = fills(found.page)
        slide(found.page, 0.5)
        press(found.page, "Cluster munitions")
        heading, year, hazard = shown(found.page)
        assert fills(found.page) != before
        assert heading.startswith("Cluster munition remnants recorded in ")
        assert heading.endswith(f", {year}")
        assert hazard == "CMR"
        assert f"at={year}" in found.page.url
        assert "map=CMR" in found.page.url
        assert "hazard=" not in found.page.url, "the switch is the map's own and changes no filter"
        assert not [url for url in asked if "/geo/" in url], "no outline is asked for again"
        assert found.errors == []
        found.page.goto(found.page.url)
        settle(found.page)
        assert shown(found.page) == [heading, year, hazard], "the address shows the same again"
        check_files(taken(found.page, ("GeoJSON", "GPKG", "PNG (A4)", "SVG")), heading)


def test_a_slider_keeps_the_focus_while_a_table_follows_it(browser, address):
    with visit(browser, f"{address}/{PATH}") as found:
        found.page.locator(f".st-key-figure-{KEY} .as-table").click()
        found.page.locator(".data-table").wait_for()
        settle(found.page)
        slider = found.page.get_by_role("slider", name="As known in")
        slider.focus()
        for _ in range(3):
            found.page.keyboard.press("ArrowLeft")
        found.page.wait_for_timeout(1000)
        settle(found.page)
        assert slider.evaluate("slider => slider === document.activeElement")
        before = shown(found.page)
        found.page.keyboard.press("ArrowLeft")
        painted(found.page)
        assert int(shown(found.page)[1]) == int(before[1]) - 1
        assert found.errors == []


def fills(page):
    """How the areas that say something are painted, by the words of each."""
    return page.evaluate(
        """() => {
        const { labels, label_of } = document.querySelector(".chart.map").map.figure;
        return Object.fromEntries([...document.querySelectorAll(".map-areas [data-row]")].map(area =>
            [labels[label_of[area.dataset.row]].match(/<b>(.+?)<.b>/)[1], area.getAttribute("style")])) }"""
    )


def test_a_class_of_the_key_stands_out_alone_by_mouse_and_by_key_and_files_say_so(browser, address):
    with visit(browser, f"{address}/{PATH}?at=2016") as found:
        before = fills(found.page)
        entry = found.page.get_by_role("button", name="50–200 km²: this class alone")
        entry.click()
        painted(found.page)
        after = fills(found.page)
        kept = [unit for unit in before if after[unit] == before[unit]]
        assert kept == ["Turkey"], "its name of that year"
        assert "only=50" in found.page.url
        slide(found.page, 0.6)
        assert entry.get_attribute("aria-pressed") == "true", "it stays through the years"
        files = taken(found.page, ("GeoJSON", "SVG"))
        assert json.loads(files["GeoJSON"])["class_that_stands_out_on_the_map"] == "50–200 km²"
        words = " ".join("".join(ElementTree.fromstring(files["SVG"]).itertext()).split())
        assert "only “50–200 km²” in full colour" in words
        found.page.goto(f"{address}/{PATH}?at=2016&only=50–200 km²")
        settle(found.page)
        assert fills(found.page) == after, "the address shows the same again"
        entry.focus()
        found.page.keyboard.press("Enter")
        painted(found.page)
        assert fills(found.page) == before
        assert "only=" not in found.page.url
        assert found.errors == []


def taken(page, names):
    """Files of the map's Download control by the name on their button."""
    control = page.locator(f'.st-key-figure-{KEY} [data-menu="files"]')
    control.locator("summary").click()
    menu = control.locator(".popup-body")
    menu.get_by_role("link", name="GPKG").wait_for()
    files = {}
    for name in names:
        with page.expect_download() as download:
            menu.get_by_text(name, exact=True).click()
        files[name] = download.value.path().read_bytes()
    return files


def check_files(files, heading):
    """Files of the step that is shown; pictures fit a sheet and have all words."""
    made = json.loads(files["GeoJSON"])
    assert made["title"] == heading
    assert {one["properties"]["choice"] for one in made["features"]} == {"CMR"}
    assert files["GPKG"].startswith(b"SQLite format 3")
    image = Image.open(io.BytesIO(files["PNG (A4)"]))
    assert image.width == 2400
    assert abs(image.width / image.height - 297 / 210) < 0.01, "A4 laid across"
    drawing = ElementTree.fromstring(files["SVG"])
    words = " ".join("".join(drawing.itertext()).split()).lower()
    said = ("lambert conformal conic", "300 km", "resolution 1244", "data as of", "no data", "serbia")
    assert not [part for part in (*said, heading.lower()) if part not in words]
    assert not [one for one in drawing.iter() if one.tag.endswith("image")], "vectors, no bitmap"
    assert b"var(--" not in files["SVG"], "colours that hold outside the page"


PLAYED = """() => {
    const { step, figure } = document.querySelector(".chart.map").map;
    return step > 0 && step !== figure.steps.start;
}"""
"""Whether a map that was at its last step has gone on from its first one."""


def test_playing_can_be_paused_without_an_error(browser, address):
    with visit(browser, f"{address}/{PATH}") as found:
        press(found.page, "Play")
        found.page.wait_for_function(PLAYED)
        press(found.page, "Pause")
        before = shown(found.page)
        found.page.wait_for_timeout(1500)
        assert shown(found.page) == before
        assert found.errors == []


def test_an_unknown_year_is_said(browser, address):
    with visit(browser, f"{address}/{PATH}?at=1066") as found:
        assert "1066" in found.page.get_by_test_id("stAlert").inner_text()


BRIGHTNESS = """() => [...document.querySelectorAll(".map-controls button")].map(button => {
    const { color, backgroundColor } = getComputedStyle(button);
    return [button.ariaPressed, ...[color, backgroundColor].map(text => text.match(/[\\d.]+/g).map(Number))];
})"""


def test_buttons_of_a_map_can_be_read_on_a_dark_page(browser, address):
    with visit(browser, f"{address}/{PATH}", "phone", dark=True) as found:
        press(found.page, "Mines")
        buttons = found.page.evaluate(BRIGHTNESS)
        assert len(buttons) >= 4
        for pressed, ink, ground in buttons:
            assert (sum(ink[:3]) < 300) == (pressed == "true"), "the pressed one is light under dark words"
            assert (sum(ground[:3]) > 500 and ground[3:] != [0]) == (pressed == "true")


NAMES = """() => {
    const frame = document.querySelector(".map-drawing").getBoundingClientRect();
    const texts = [...document.querySelectorAll(".map-name")].filter(text => text.textContent.trim());
    const box = text => {
        const { left, top, right, bottom } = text.getBoundingClientRect();
        return { text: text.textContent, left, top, right, bottom };
    };
    const boxes = texts.map(box);
    const outside = boxes.filter(({ left, top, right, bottom }) =>
        left < frame.left - 1 || top < frame.top - 1 || right > frame.right + 1 || bottom > frame.bottom + 1);
    const isCovered = (one, other) =>
        Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2 &&
        Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 4;
    const covered = boxes.flatMap((one, at) =>
        boxes.slice(at + 1).filter(other => isCovered(one, other)).map(({ text }) => `${one.text}: ${text}`));
    return { count: boxes.length, outside: outside.map(({ text }) => text), covered };
}"""
"""Names on a map, which of them leave it and which cover each other; letters are lower than their box."""
NAMED = {
    "contamination": 10,
    "treaties?part=standing&region=WB": 8,
    "treaties?part=standing&region=WORLD": 0,
}
"""Maps, and how many names there is room for on the narrowest screen."""


@pytest.mark.parametrize("path", NAMED)
def test_names_cover_no_other_and_stay_on_the_map_at_each_zoom_and_width(browser, address, path):
    with visit(browser, f"{address}/{path}") as found:
        for size in WIDTHS.values():
            with resized(found.page, *size):
                assert found.page.evaluate(NAMES)["count"] >= NAMED[path]
                for _ in range(4):
                    names = found.page.evaluate(NAMES)
                    assert names["covered"] == names["outside"] == []
                    closer(found.page)
                found.page.get_by_role("button", name="Reset the view").click()
        assert found.errors == []


def closer(page):
    """A turn of the wheel with Ctrl held, as two fingers spread on a trackpad."""
    box = page.locator(".map-drawing").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -25)
    page.keyboard.up("Control")
    painted(page)


def width_of(page, name):
    """Pixels from left to right of a country of the map."""
    return page.evaluate(
        """name => {
        const { labels, label_of } = document.querySelector(".chart.map").map.figure;
        const areas = [...document.querySelectorAll(".map-areas [data-row]")];
        const area = areas.find(area => labels[label_of[area.dataset.row]].includes(`<b>${name}`));
        return area.getBoundingClientRect().width }""",
        name,
    )


def test_buttons_and_fingers_enlarge_a_map_and_reset_it(browser, address):
    with visit(browser, f"{address}/{PATH}") as found:
        before = width_of(found.page, "Bulgaria")
        zoom = found.page.get_by_role("group", name="Zoom")
        zoom.get_by_role("button", name="Zoom in").click()
        zoom.get_by_role("button", name="Zoom in").click()
        painted(found.page)
        enlarged = width_of(found.page, "Bulgaria")
        assert enlarged > 2 * before
        zoom.get_by_role("button", name="Zoom out").click()
        painted(found.page)
        assert before < width_of(found.page, "Bulgaria") < enlarged
        zoom.get_by_role("button", name="Reset").click()
        painted(found.page)
        assert width_of(found.page, "Bulgaria") == pytest.approx(before)
        found.page.mouse.wheel(0, 100)
        painted(found.page)
        assert width_of(found.page, "Bulgaria") == pytest.approx(before), "a wheel alone moves the page"


def test_two_fingers_enlarge_a_map_on_a_phone(browser, address):
    with visit(browser, f"{address}/{PATH}", "phone", dark=True) as found:
        page = found.page
        before = width_of(page, "Bulgaria")
        box = page.locator(".map-drawing").bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        session = page.context.new_cdp_session(page)
        for kind, spread in (("touchStart", 30), ("touchMove", 60), ("touchMove", 90)):
            points = [{"x": x - spread, "y": y, "id": 0}, {"x": x + spread, "y": y, "id": 1}]
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        painted(page)
        assert width_of(page, "Bulgaria") > 2 * before
        page.get_by_role("button", name="Reset").click()
        painted(page)
        assert width_of(page, "Bulgaria") == pytest.approx(before)

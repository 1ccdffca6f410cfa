"""Holds what a reader does with a map: slider, switch and play work in the browser, a link shows the same."""

import io
import json
from xml.etree import ElementTree

import pytest
from PIL import Image

from tests.visits import WIDTHS, settle, visit

pytestmark = pytest.mark.browser
PATH = "contamination"
HEADING = '[class*="st-key-figure-"] h2'


def shown(page):
    """Heading, year and hazard of the map as it stands."""
    return page.evaluate(
        """heading => {
        const { sliders, updatemenus, meta } = document.querySelector(".js-plotly-plot").layout;
        return [document.querySelector(heading).innerText, sliders[0].steps[sliders[0].active].label,
            meta.choices[updatemenus.find(menu => menu.name === 'choice').active]] }""",
        HEADING,
    )


def slide(page, part):
    """A click on the slider, so far along it."""
    rail = page.locator(".slider-rail-touch-rect")
    rail.scroll_into_view_if_needed()
    box = rail.bounding_box()
    page.mouse.click(box["x"] + part * box["width"], box["y"] + box["height"] / 2)
    page.wait_for_timeout(800)


def button(page, name):
    page.locator(".updatemenu-button", has_text=name).click()


@pytest.mark.parametrize("width", WIDTHS)
def test_slider_and_switch_change_map_heading_and_address_without_the_server(browser, address, width):
    with visit(browser, f"{address}/{PATH}", width) as found:
        asked = []
        found.page.on("request", lambda request: asked.append(request.url))
        slide(found.page, 0.5)
        button(found.page, "Cluster munitions")
        found.page.wait_for_timeout(800)
        heading, year, hazard = shown(found.page)
        assert heading.startswith("Cluster munition remnants recorded in ")
        assert heading.endswith(f", {year}")
        assert hazard == "CMR"
        assert f"at={year}" in found.page.url
        assert "map=CMR" in found.page.url
        assert "hazard=" not in found.page.url, "the switch is the map's own and changes no filter"
        assert not [url for url in asked if "/geo/" in url]
        assert found.errors == []
        found.page.goto(found.page.url)
        settle(found.page)
        assert shown(found.page) == [heading, year, hazard], "the address shows the same again"


# Whether what a step painted is what Plotly draws when it draws the whole map anew: elements and words.
AS_REDRAWN = """async step => {
    const map = [...document.querySelectorAll('.js-plotly-plot')].find(place => place.film);
    const { go } = await import(new URL('api/v1/film.js', document.baseURI));
    const seen = () => JSON.stringify([
        [...map.querySelectorAll('.geo .layer :is(path, text)')].map(({ attributes, textContent }) =>
            [...attributes].map(({ name, value }) => name + value).sort() + textContent),
        map.calcdata.map(points => points.map(({ loc, z, lonlat, htx, data, tx }) =>
            [loc, z, lonlat, htx, data, tx]))]);
    const before = seen();
    go(map, Plotly, step);
    const after = seen();
    await Plotly.redraw(map);
    return [before !== after, after === seen()];
}"""


def test_a_step_paints_what_plotly_would_draw_anew(browser, address):
    first = f"{address}/contamination?level=subdivision"
    with visit(browser, first) as found:
        assert found.page.evaluate(AS_REDRAWN, 12) == [True, True]
        for path in ("treaties?part=standing&region=WORLD", "places?lines=1", "places?part=money&count=year"):
            found.page.goto(f"{address}/{path}")
            settle(found.page)
            assert found.page.evaluate(AS_REDRAWN, 3) == [True, True], path
        assert found.errors == []


def fills(page):
    """Colours of the areas that say something, by their place."""
    return page.evaluate(
        """() => Object.fromEntries(document.querySelector(".js-plotly-plot").calcdata
            .filter(([{ trace }]) => trace.type === "choropleth" && trace.visible && trace.hovertemplate)
            .flatMap(([{ node3 }]) => [...node3.node().querySelectorAll("path")])
            .map(area => [area.__data__.loc, area.getAttribute("fill")]))"""
    )


def test_a_class_of_the_key_stands_out_alone_by_mouse_and_by_key_and_files_say_so(browser, address):
    with visit(browser, f"{address}/{PATH}?at=2016") as found:
        before = fills(found.page)
        entry = found.page.get_by_role("button", name="50–200 km²: this class alone")
        entry.click()
        found.page.wait_for_timeout(600)
        after = fills(found.page)
        kept = [unit for unit in before if after[unit] == before[unit]]
        assert "TUR" in kept
        assert "BIH" not in kept
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
        assert fills(found.page) == before
        assert "only=" not in found.page.url
        assert found.errors == []


def taken(page, names):
    """Files of the map's Download control by the name on their button."""
    page.locator(".st-key-download-contamination_map_country").get_by_role("button").click()
    menu = page.get_by_test_id("stPopoverBody")
    menu.get_by_role("button", name="GPKG").wait_for()
    files = {}
    for name in names:
        with page.expect_download() as download:
            menu.get_by_role("button", name=name, exact=True).click()
        files[name] = download.value.path().read_bytes()
    return files


def test_files_hold_the_step_that_is_shown_and_fit_a_sheet(browser, address):
    with visit(browser, f"{address}/{PATH}") as found:
        slide(found.page, 0.5)
        button(found.page, "Cluster munitions")
        found.page.wait_for_timeout(500)
        heading, _, _ = shown(found.page)
        files = taken(found.page, ("GeoJSON", "GPKG", "PNG (A4)", "SVG"))
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
        assert not [part for part in said if part not in words]
        assert not [one for one in drawing.iter() if one.tag.endswith("image")], "vectors, no bitmap"


def test_a_film_can_be_stopped_without_an_error(browser, address):
    with visit(browser, f"{address}/{PATH}") as found:
        button(found.page, "Play")
        found.page.wait_for_timeout(2000)
        button(found.page, "Pause")
        found.page.wait_for_timeout(1000)
        before = shown(found.page)
        found.page.wait_for_timeout(1500)
        assert shown(found.page) == before
        assert found.errors == []


def test_an_unknown_year_is_said(browser, address):
    with visit(browser, f"{address}/{PATH}?at=1066") as found:
        assert "1066" in found.page.get_by_test_id("stAlert").inner_text()


def test_buttons_of_a_map_are_dark_on_a_dark_page(browser, address):
    with visit(browser, f"{address}/{PATH}", dark=True) as found:
        button(found.page, "Mines")
        fills = found.page.evaluate(
            """() => [...document.querySelectorAll('.updatemenu-item-rect')]
            .map(rect => getComputedStyle(rect).fill)"""
        )
        light = [fill for fill in fills if sum(json.loads(fill.replace("rgb(", "[").replace(")", "]"))) > 400]
        assert len(fills) >= 5
        assert not light

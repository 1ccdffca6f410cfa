"""Holds what a reader takes away of every chart: pictures in three shapes and files, cited inside."""

import io
import itertools
import json
import re
from xml.etree import ElementTree

import geopandas
import pandas as pd
import pytest
from PIL import Image

from dashboard.store import package
from tests.visits import HIGHEST, SEEN, pages, visit

pytestmark = pytest.mark.browser


def keys(page):
    """Keys of the figures on a page that have a picture."""
    found = page.evaluate(
        """() => [...document.querySelectorAll('[class*="st-key-figure-"]')]
            .filter(figure => figure.querySelector('.js-plotly-plot, .chart.map'))
            .map(figure => [...figure.classList].find(name => name.startsWith('st-key-figure-')))"""
    )
    return [name.removeprefix("st-key-figure-") for name in found]


def opened(page, key):
    """The menu of a figure's Download control, open."""
    menu = popup(page, key, "files")
    menu.get_by_role("link", name="XLSX").wait_for()
    return menu


def popup(page, key, name):
    """A menu of a figure, open."""
    control = page.locator(f'.st-key-figure-{key} [data-menu="{name}"]')
    control.locator("summary").click()
    return control.locator(".popup-body")


def taken(page, menu, name):
    """Content and name of the file behind one option."""
    with page.expect_download() as download:
        menu.locator("button, a").filter(has_text=re.compile(f"^{re.escape(name)}$")).click()
    return download.value.path().read_bytes(), download.value.suggested_filename


PICTURES = {"PNG (16:9)": (2400, 1350), "PNG (square)": (2160, 2160), "PNG (A4)": (2400, 1696)}
"""Buttons and pixels of pictures: each chart is taken in one shape, each shape of many charts."""
LAID_OUT = """text => {
    const place = document.createElement('div');
    place.style.cssText = 'position: absolute; left: 0; top: 0';
    place.innerHTML = text;
    document.body.append(place);
    const sheet = place.querySelector('svg');
    const edge = sheet.getBoundingClientRect();
    const boxes = new Map([...sheet.querySelectorAll('text')].map(one => [one, one.getBoundingClientRect()]));
    const texts = [...boxes.keys()].filter(one => one.textContent.trim() && boxes.get(one).width);
    const clipped = texts.filter(one => {
        const { left, right, top, bottom } = boxes.get(one);
        return Math.min(left - edge.left, edge.right - right, top - edge.top, edge.bottom - bottom) < -1;
    });
    const ticks = texts.filter(one => one.closest('.xtick, .ytick'));
    const headings = texts.filter(one => one.closest('.annotation'));
    const overprinted = headings.filter(one => ticks.some(tick => {
        const [box, other] = [boxes.get(one), boxes.get(tick)];
        return Math.min(box.right, other.right) - Math.max(box.left, other.left) > 2
            && Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top) > 4;
    }));
    const scale = edge.width / sheet.viewBox.baseVal.width;
    const sizes = texts.map(one => parseFloat(getComputedStyle(one).fontSize) * scale);
    place.remove();
    const [cut, covered] = [clipped, overprinted].map(ones => ones.map(one => one.textContent));
    return { clipped: cut, overprinted: covered, least: Math.min(...sizes) / edge.width };
}"""
"""What sticks out of a drawing, what headings lie on ticks, and how large its smallest letters are."""
LEAST = 22 / 2160


def check_picture(content, size, words):
    """A PNG of a known size that opens."""
    image = Image.open(io.BytesIO(content))
    image.load()
    assert (image.format, image.size) == ("PNG", size), words


def check_drawing(page, content, about):
    """An SVG that carries title, measure, source, date and citation as text, all whole and large enough."""
    drawing = ElementTree.fromstring(content)
    assert drawing.tag.endswith("svg")
    assert (drawing.get("width"), drawing.get("height")) == ("1200", "675")
    texts = flowing(" ".join(drawing.itertext()))
    assert "Source" in texts or "Counted in all tables" in texts
    for said in (about["Title"], about["Measure"], about["Date"], about["Sources"].split(":")[0][:30]):
        assert flowing(said) in texts
    assert "127.0.0.1" not in texts, "an address that nobody else can open"
    assert package()["title"] in texts
    laid_out = page.evaluate(LAID_OUT, content.decode())
    assert laid_out["clipped"] == laid_out["overprinted"] == [], about["Title"]
    assert laid_out["least"] > LEAST, about["Title"]


def flowing(text):
    """Text with single spaces, whichever way it was broken into lines."""
    return " ".join(text.split())


@pytest.mark.parametrize("name", pages())
def test_every_chart_downloads_as_files_that_open(browser, address, name):
    shapes = itertools.islice(itertools.cycle(PICTURES.items()), [*pages()].index(name), None)
    with visit(browser, f"{address}/{pages()[name]}", changes=False) as found:
        for key, (shape, size) in zip(keys(found.page), shapes, strict=False):
            title = found.page.locator(f".st-key-figure-{key}").get_by_role("heading").first.inner_text()
            menu = opened(found.page, key)
            files = {kind: taken(found.page, menu, kind) for kind in (shape, "SVG", "CSV", "XLSX")}
            assert all(name.endswith(f".{kind[:4].strip().lower()}") for kind, (_, name) in files.items())
            assert len({name for _, name in files.values()}) == len(files)
            found.page.keyboard.press("Escape")
            check_picture(files[shape][0], size, key)
            check_drawing(found.page, files["SVG"][0], about_sheet(files["XLSX"][0]))
            check_rows(files["CSV"][0], files["XLSX"][0])
            assert flowing(title) == flowing(about_sheet(files["XLSX"][0])["Title"])
        assert found.errors == []
        assert found.outside == []


MAPS = {
    "contamination?level=subdivision": {"areas": "source", "places": "source"},
    "contamination?maps=years": {"areas": "panel"},
    "contamination?maps=hazards": {"areas": "panel"},
    "places?lines=1": {"places": "at_its_place", "links": "country"},
    "places?part=money": {"places": "source", "links": "source"},
    "places?part=organisations": {"places": "at_its_place"},
    "treaties?part=standing": {"areas": "source"},
}
"""Maps that are not the first thing on their page: layers of their geography, a column each must have."""


@pytest.mark.parametrize("path", MAPS)
def test_a_map_fits_a_screen_is_a_sheet_of_paper_and_opens_in_a_geographic_system(
    browser, address, tmp_path, path
):
    with visit(browser, f"{address}/{path}") as found:
        assert max(height for _, height in found.page.evaluate(SEEN)["boxes"]) <= HIGHEST
        menu = opened(found.page, keys(found.page)[0])
        names = ("PNG (A4)", "SVG", "GeoJSON", "GPKG")
        files = {name: taken(found.page, menu, name)[0] for name in names}
        check_sheet(files["PNG (A4)"], files["SVG"], path)
        check_geography(files["GeoJSON"], files["GPKG"], tmp_path / "map.gpkg", MAPS[path], path)
        assert found.errors == []
        assert found.outside == []


def test_a_map_is_taken_away_at_its_step_or_with_all_of_them(browser, address):
    with visit(browser, f"{address}/contamination?at=2014&map=CMR") as found:
        key = keys(found.page)[0]
        found.page.evaluate("document.querySelector('.chart.map').map.go(3)")
        menu = opened(found.page, key)
        (csv, _), (xlsx, _) = taken(found.page, menu, "CSV"), taken(found.page, menu, "XLSX")
        everything, name = taken(found.page, menu, "CSV, all steps")
        found.page.keyboard.press("Escape")
        rows, every = (pd.read_csv(io.BytesIO(content)) for content in (csv, everything))
        (step,) = set(rows["step"])
        assert set(rows["choice"]) == {"CMR"}
        assert len(rows) < len(every)
        assert len(set(every["step"])) > 20
        assert name.endswith("-all-steps.csv")
        about = about_sheet(xlsx)
        assert about["Step"] == f"As known in {step} · Cluster munitions"
        assert about["Title"].endswith(str(step))
        assert f"at={step}" in found.page.url
        cited = popup(found.page, key, "citation")
        cited.get_by_text("@misc{").wait_for()
        assert flowing(about["Title"]) in flowing(cited.inner_text())
        found.page.keyboard.press("Escape")
        found.page.locator(f".st-key-figure-{key} .as-table").click()
        found.page.locator(".data-table").wait_for()
        assert found.page.locator(".data-table tbody tr").count() == len(rows)
        assert found.errors == []


def check_sheet(png, svg, path):
    """A4 laid across, and lines and words: scale, projection, sources, date and status note in it."""
    image = Image.open(io.BytesIO(png))
    assert image.width == 2400
    assert abs(image.width / image.height - 297 / 210) < 0.01, path
    assert len(svg) < 400_000, path
    drawing = ElementTree.fromstring(svg)
    assert not [one for one in drawing.iter() if one.tag.endswith("image")], path
    words = flowing(" ".join(drawing.itertext())).replace("\u202f", " ")
    said = ("Lambert conformal conic", "Sources: ", "ata as of", "resolution 1244")
    said += () if "maps=" in path else ("km",)
    assert not [part for part in said if part not in words], path
    shapes = {one.get("id") for one in drawing.iter() if one.get("id")}
    used = {one.get("href")[1:] for one in drawing.iter() if one.tag.endswith("use")}
    assert used <= shapes, path


def check_geography(geojson, package, place, layers, path):
    """The same features in both files, with the cells of their rows; areas have a class."""
    place.write_bytes(package)
    features = json.loads(geojson)["features"]
    tables = {layer: geopandas.read_file(place, layer=layer) for layer in layers}
    assert sum(map(len, tables.values())) == len(features) > 0
    for layer, column in layers.items():
        assert tables[layer].crs == "EPSG:4326"
        assert tables[layer].geometry.is_valid.all()
        if layer == "areas":
            assert (tables[layer]["class"] != "").all(), path
        assert tables[layer][column].notna().any(), (layer, column)


def about_sheet(xlsx):
    """What the workbook says of itself."""
    sheet = pd.read_excel(io.BytesIO(xlsx), sheet_name="About", header=None)
    return dict(zip(sheet[0], sheet[1], strict=True))


def check_rows(csv, xlsx):
    """CSV and XLSX hold the same rows; heads of the workbook are words, each once."""
    sheet = pd.read_excel(io.BytesIO(xlsx), sheet_name="Data")
    assert len(pd.read_csv(io.BytesIO(csv))) == len(sheet) > 0
    assert not [head for head in sheet if "_" in head or not head[:1].isupper()]


def focus(page):
    """The words of what has the focus."""
    return page.evaluate("document.activeElement.innerText.trim()")


@pytest.mark.xdist_group("treaties")
def test_the_menu_is_reached_by_keyboard_and_left_by_escape(browser, address):
    with visit(browser, f"{address}/treaties", changes=False) as found:
        menu = found.page.locator('.figure [data-menu="files"]').first
        menu.locator("summary").focus()
        found.page.keyboard.press("Enter")
        menu.get_by_role("link", name="XLSX").wait_for()
        for name in PICTURES:
            found.page.keyboard.press("Tab")
            assert focus(found.page) == name
        found.page.keyboard.press("Escape")
        menu.locator(".popup-body").wait_for(state="hidden")
        assert focus(found.page).startswith("Download")


CAN_SHARE = """() => {
    navigator.canShare = ({ files }) => files.every(file => file.type === 'image/png');
    navigator.share = async ({ files }) => { window.shared = [files[0].name, files[0].size]; };
}"""


@pytest.mark.xdist_group("treaties")
def test_on_a_phone_the_square_picture_goes_to_the_sheet_of_the_system(browser, address):
    with visit(browser, f"{address}/treaties", "phone", dark=True) as found:
        found.page.evaluate(CAN_SHARE)
        menu = popup(found.page, keys(found.page)[0], "share")
        menu.get_by_role("button", name="Share picture").click()
        found.page.wait_for_function("() => window.shared")
        name, size = found.page.evaluate("window.shared")
        assert name.endswith("-square.png")
        assert size > 20_000


@pytest.mark.xdist_group("treaties")
def test_a_chart_is_cited_as_text_and_as_bibtex(browser, address):
    with visit(browser, f"{address}/treaties", changes=False) as found:
        key = keys(found.page)[0]
        title = found.page.locator(f".st-key-figure-{key}").get_by_role("heading").first.inner_text()
        cited = popup(found.page, key, "citation")
        cited.get_by_text("@misc{").wait_for()
        words = flowing(cited.inner_text())
        assert words.count(flowing(title)) == 2
        assert "Sources: " in words and "data as of" in words
        assert "127.0.0.1" not in words

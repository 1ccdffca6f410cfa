"""Holds the Download control of every chart: four files that open, cited inside."""

import io
import json
from xml.etree import ElementTree

import geopandas
import pandas as pd
import pytest
from PIL import Image

from tests.visits import pages, settle, visit

pytestmark = pytest.mark.browser


def keys(page):
    """Keys of the figures on a page that have a picture."""
    found = page.evaluate(
        """() => [...document.querySelectorAll('[class*="st-key-figure-"]')]
            .filter(figure => figure.querySelector('.js-plotly-plot'))
            .map(figure => [...figure.classList].find(name => name.startsWith('st-key-figure-')))"""
    )
    return [name.removeprefix("st-key-figure-") for name in found]


def opened(page, key):
    """The menu of a figure's Download control, open."""
    page.locator(f".st-key-download-{key}").get_by_role("button").click()
    menu = page.get_by_test_id("stPopoverBody")
    menu.get_by_role("button", name="XLSX").wait_for()
    return menu


def taken(page, menu, name):
    """Content and name of the file behind one option."""
    with page.expect_download() as download:
        menu.get_by_role("button", name=name).click()
    return download.value.path().read_bytes(), download.value.suggested_filename


def check_picture(content, words):
    """A PNG that opens and is large enough to print."""
    image = Image.open(io.BytesIO(content))
    image.load()
    assert image.format == "PNG"
    assert image.width >= 1000, words
    assert image.height >= 400, words


def check_drawing(content, about):
    """An SVG of stated size that carries title, filter, source, date and status note as text."""
    drawing = ElementTree.fromstring(content)
    assert drawing.tag.endswith("svg")
    assert float(drawing.get("width").removesuffix("px")) >= 600
    assert float(drawing.get("height").removesuffix("px")) >= 300
    texts = flowing(" ".join(drawing.itertext()))
    assert "Source" in texts or "Counted in all tables" in texts
    for said in (about["Title"], about["Filter"], about["Date"], about["Sources"].split(":")[0][:30]):
        assert flowing(said) in texts


def flowing(text):
    """Text with single spaces, whichever way it was broken into lines."""
    return " ".join(text.split())


@pytest.mark.parametrize("name", pages())
def test_every_chart_downloads_as_four_files_that_open(browser, address, name):
    with visit(browser, f"{address}/{pages()[name]}") as found:
        for key in keys(found.page):
            figure = found.page.locator(f".st-key-figure-{key}")
            title = figure.get_by_role("heading").first.inner_text()
            menu = opened(found.page, key)
            files = {kind: taken(found.page, menu, kind) for kind in ("PNG", "SVG", "CSV", "XLSX")}
            assert all(name.endswith(f".{kind.lower()}") for kind, (_, name) in files.items())
            found.page.keyboard.press("Escape")
            check_picture(files["PNG"][0], key)
            check_drawing(files["SVG"][0], about_sheet(files["XLSX"][0]))
            check_rows(files["CSV"][0], files["XLSX"][0], rows_on_screen(found.page, figure))
            assert flowing(title) == flowing(about_sheet(files["XLSX"][0])["Title"])
        assert found.errors == []
        assert found.outside == []


MAPS = {
    "contamination?level=subdivision": {"areas": "source", "places": "source"},
    "contamination?maps=years": {"areas": "panel"},
    "places?lines=1": {"places": "at_its_place", "links": "country"},
    "places?part=money": {"places": "source", "links": "source"},
    "places?part=organisations": {"places": "at_its_place"},
    "treaties?part=standing": {"areas": "source"},
}
"""Maps that are not the first thing on their page: layers of their geography, a column each must have."""


def test_every_map_is_a_sheet_of_paper_and_opens_in_a_geographic_system(browser, address, tmp_path):
    with visit(browser, f"{address}/contamination") as found:
        for path, layers in MAPS.items():
            found.page.goto(f"{address}/{path}")
            settle(found.page)
            menu = opened(found.page, keys(found.page)[0])
            files = {kind: taken(found.page, menu, kind)[0] for kind in ("PNG", "SVG", "GeoJSON", "GPKG")}
            check_sheet(files["PNG"], files["SVG"], path)
            check_geography(files["GeoJSON"], files["GPKG"], tmp_path / "map.gpkg", layers, path)
        assert found.errors == []
        assert found.outside == []


def check_sheet(png, svg, path):
    """A4 laid across, drawn as lines and words: scale, projection, sources, date and status note in it."""
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


def rows_on_screen(page, figure):
    """How many rows the table under a chart has."""
    figure.get_by_text("Table", exact=True).click()
    settle(page)
    return int(figure.locator('[role="grid"]').get_attribute("aria-rowcount")) - 1


def about_sheet(xlsx):
    """What the workbook says of itself."""
    sheet = pd.read_excel(io.BytesIO(xlsx), sheet_name="About", header=None)
    return dict(zip(sheet[0], sheet[1], strict=True))


def check_rows(csv, xlsx, count):
    """CSV and XLSX hold the rows of the table on screen."""
    flat = pd.read_csv(io.BytesIO(csv))
    assert len(flat) == count > 0
    pd.testing.assert_frame_equal(flat, pd.read_excel(io.BytesIO(xlsx), sheet_name="Data"), check_dtype=False)

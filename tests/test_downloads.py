"""Holds the Download control of every chart: four files that open, cited inside."""

import io
from xml.etree import ElementTree

import pandas as pd
import pytest
from PIL import Image

from tests.visits import pages, visit

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


def check_drawing(content, title, source):
    """An SVG of stated size that carries title, filter, source and date as text."""
    drawing = ElementTree.fromstring(content)
    assert drawing.tag.endswith("svg")
    assert float(drawing.get("width").removesuffix("px")) >= 600
    assert float(drawing.get("height").removesuffix("px")) >= 300
    texts = " ".join(" ".join(drawing.itertext()).split())
    assert title.split()[0] in texts
    assert "South East Europe, all years, all hazards" in texts
    assert source in texts
    assert "data as of" in texts.lower()


@pytest.mark.parametrize("name", pages())
def test_every_chart_downloads_as_four_files_that_open(browser, address, name):
    with visit(browser, f"{address}/{pages()[name]}") as found:
        for key in keys(found.page):
            figure = found.page.locator(f".st-key-figure-{key}")
            title = figure.get_by_role("heading").first.inner_text()
            menu = opened(found.page, key)
            files = {kind: taken(found.page, menu, kind) for kind in ("PNG", "SVG", "CSV", "XLSX")}
            assert all(name.endswith(f".{kind.lower()}") for kind, (_, name) in files.items())
            check_picture(files["PNG"][0], key)
            check_drawing(files["SVG"][0], title, "Source")
            check_rows(files["CSV"][0], files["XLSX"][0], title)
            found.page.keyboard.press("Escape")
        assert found.errors == []


def check_rows(csv, xlsx, title):
    """CSV and XLSX hold the same rows, each with its source; the workbook says where they come from."""
    flat = pd.read_csv(io.BytesIO(csv), dtype=str, keep_default_na=False)
    book = pd.read_excel(io.BytesIO(xlsx), sheet_name=None, dtype=str, keep_default_na=False)
    assert list(book["Data"].columns) == list(flat.columns)
    assert len(book["Data"]) == len(flat) > 0
    about = book["About"].astype(str).to_string()
    assert title.split()[0] in about or title.split()[0] in book["About"].columns[1]

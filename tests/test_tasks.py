"""Holds what readers come for: tasks in Chromium, each with the clicks it may take from the first page on."""

import io
from contextlib import contextmanager
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from PIL import Image

from dashboard.areas.reading import read
from tests.visits import drawn, serious_violations, settle, visit

pytestmark = pytest.mark.browser
EXAMPLE = Path(__file__).parent.parent / "dashboard" / "static" / "areas_example.geojson"


class Reader:
    """Somebody on the first page who clicks, and whose clicks are counted."""

    def __init__(self, page):
        self.page, self.clicks = page, 0

    def click(self, place):
        """Clicks or taps, and waits for the answer."""
        place.click()
        self.clicks += 1
        settle(self.page)

    def to(self, name):
        """Follows a link of that name; the entries of the bar lie in the menu of a phone."""
        link = self.page.get_by_role("link", name=name, exact=True)
        if not link.first.is_visible():
            self.click(self.page.get_by_role("button", name="Menu"))
        self.click(link.locator("visible=true").first)

    def view(self, name):
        """Chooses a view of the page."""
        self.click(self.page.locator(".segments").get_by_text(name, exact=True))

    def choose(self, label, option):
        """Chooses an option of a list of the browser: two clicks."""
        self.page.locator(".st-key-controls").get_by_label(label, exact=True).select_option(option)
        self.clicks += 2
        settle(self.page)

    def file(self, name, figure=""):
        """Takes a file of the first chart, or of one by its key: two clicks."""
        place = self.page.locator(f".st-key-figure-{figure}" if figure else "[class*='st-key-figure-']")
        self.click(place.locator("summary", has_text="Download").first)
        button = place.locator("details[open]").get_by_text(name, exact=True)
        button.wait_for()
        with self.page.expect_download() as download:
            button.click()
        self.clicks += 1
        return download.value.path().read_bytes()

    def words(self):
        """All words of the page."""
        return " ".join(self.page.get_by_test_id("stMain").inner_text().split()).replace("\u202f", " ")


@contextmanager
def reader(browser, address, most, width="desk"):
    """A reader on the first page whose task may take so many clicks."""
    with visit(browser, address, width) as found:
        somebody = Reader(found.page)
        yield somebody
        assert (found.errors, found.outside) == ([], [])
        assert somebody.clicks <= most, f"{somebody.clicks} clicks"


def test_how_much_of_bosnia_is_mined_when_it_will_be_clear_and_a_chart_to_post_by_phone(browser, address):
    with reader(browser, address, 4, "phone") as somebody:
        somebody.to("Bosnia and Herzegovina")
        words = somebody.words()
        assert "774 km² suspected" in words
        assert "1 March 2027" in words
        assert "2054" in words
        picture = Image.open(io.BytesIO(somebody.file("PNG (square)")))
        assert picture.width == picture.height


def test_did_croatia_finish_and_when(browser, address):
    with reader(browser, address, 2) as somebody:
        somebody.to("Croatia")
        assert "27 February 2026" in somebody.words()


def test_states_with_passed_or_coming_deadlines_as_excel(browser, address):
    with reader(browser, address, 3) as somebody:
        somebody.to("Deadlines")
        sheet = openpyxl.load_workbook(io.BytesIO(somebody.file("XLSX"))).active
        cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
        assert "Bosnia and Herzegovina" in cells
        assert pd.Timestamp(2027, 3, 1) in cells


def test_what_germany_gave_to_whom_by_year(browser, address):
    with reader(browser, address, 4) as somebody:
        somebody.to("Funding")
        somebody.choose("Donor", "Germany")
        words = somebody.words()
        assert "Germany" in words
        assert "Bosnia and Herzegovina" in words


def test_deposits_of_2013_with_their_ordinals(browser, address):
    with reader(browser, address, 3) as somebody:
        somebody.to("Treaties")
        somebody.choose("Year", "2013")
        words = somebody.words()
        assert "7 states joined the Convention on Cluster Munitions in 2013" in words
        assert "82nd Bolivia" in words
        assert "83rd" in words


def test_how_serbia_stands_and_what_it_stated(browser, address):
    with reader(browser, address, 3) as somebody:
        somebody.to("Serbia")
        somebody.view("Treaties")
        assert "Convention on Cluster Munitions" in somebody.words()


def test_rakitje_who_and_what(browser, address):
    with reader(browser, address, 3) as somebody:
        somebody.to("Cooperation")
        somebody.view("Rakitje 2017")
        words = somebody.words()
        assert "participants" in words
        assert "coalition" in words


def assert_is_drawn(page):
    """Outlines of the example and small areas as points are on its map."""
    page.locator(".map-drawing").first.wait_for()
    layers = [layer for layer in drawn(page)[0]["layers"] if "outlines" in layer]
    assert sum(len(layer["outlines"]["parts"]) for layer in layers) > 20
    assert page.locator(".map-speck").count() > 5


def test_own_areas_summed_by_municipality_and_taken_away(browser, address):
    with reader(browser, address, 5) as somebody:
        somebody.to("Tools")
        somebody.page.locator("input[type=file]").set_input_files(EXAMPLE)
        somebody.clicks += 1
        somebody.page.get_by_role("heading", name="Download your areas").wait_for()
        settle(somebody.page)
        assert_is_drawn(somebody.page)
        assert serious_violations(somebody.page) == []
        somebody.view("Counties, cantons and districts")
        assert "Canton" in somebody.words()
        with somebody.page.expect_download() as download:
            somebody.page.get_by_role("button", name="GeoPackage").click()
        somebody.clicks += 1
        assert download.value.suggested_filename.endswith(".gpkg")
        assert len(read(download.value.path().read_bytes()).rows) == 37


def test_all_contamination_figures_with_their_sources_as_csv(browser, address):
    with reader(browser, address, 3) as somebody:
        somebody.to("Data & sources")
        somebody.view("Download")
        with somebody.page.expect_download() as download:
            somebody.page.locator("a[href*='tables/contamination.csv']").first.click()
        somebody.clicks += 1
        rows = pd.read_csv(download.value.path())
        assert rows["source"].notna().all()
        assert {"BIH", "HRV"} <= set(rows["country"])


def test_a_figure_is_cited(browser, address):
    with reader(browser, address, 3) as somebody:
        somebody.click(somebody.page.locator("[data-row]").locator("visible=true").first)
        card = somebody.page.get_by_role("dialog")
        somebody.click(card.get_by_text("Cite this record"))
        assert "http" in card.get_by_test_id("stCode").first.inner_text()

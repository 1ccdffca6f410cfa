"""Holds the page of own hazard areas in Chromium: a file goes up, is drawn, and comes back as GeoPackage."""

from pathlib import Path

import pytest

from dashboard.areas.reading import read
from tests.visits import drawn, serious_violations, settle, visit

pytestmark = pytest.mark.browser
EXAMPLE = Path(__file__).parent.parent / "dashboard" / "static" / "areas_example.geojson"


@pytest.mark.parametrize("width", ["desk", "phone"])
def test_a_file_is_drawn_beside_our_figures_and_exported(browser, address, width):
    with visit(browser, f"{address}/areas", width) as found:
        found.page.locator("input[type=file]").set_input_files(EXAMPLE)
        found.page.get_by_role("heading", name="Download your areas").wait_for()
        settle(found.page)
        found.page.locator(".map-drawing").wait_for()
        layers = [layer for layer in drawn(found.page)[0]["layers"] if "outlines" in layer]
        assert sum(len(layer["outlines"]["parts"]) for layer in layers) > 20
        assert found.page.locator(".map-speck").count() > 5, "small areas are points"
        with found.page.expect_download() as download:
            found.page.get_by_role("button", name="GeoPackage").click()
        assert len(read(download.value.path().read_bytes()).rows) == 37
        if (
            width == "desk"
        ):  # the list of pages beside a narrow screen is Streamlit's: tests/test_accessibility.py
            assert serious_violations(found.page) == []
        assert (found.errors, found.outside) == ([], [])

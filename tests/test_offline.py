"""Holds the dashboard to one host: the reader's browser asks our server and no other, and still draws all."""

import re
from pathlib import Path

import pytest

from tests.visits import LOOKS, pages, visit

ROOT = Path(__file__).parent.parent
SENT = [
    path
    for folder in ("dashboard", "pages", "charts", "topics")
    for path in (ROOT / folder).rglob("*.*")
    if path.is_file()
]


@pytest.mark.browser
@pytest.mark.parametrize(("width", "dark"), LOOKS)
@pytest.mark.parametrize("name", pages())
def test_no_request_leaves_for_another_host(surveyed, name, width, dark):
    assert surveyed(name, width, dark).outside == []


@pytest.mark.browser
@pytest.mark.parametrize(("width", "dark"), LOOKS)
@pytest.mark.parametrize("name", ["overview", "contamination", "places"])
def test_maps_are_drawn_without_the_internet(surveyed, name, width, dark):
    outlines = surveyed(name, width, dark).outlines
    assert max(outlines, default=0) > 10, "no map on this page"


# plotly.js offers to upload a chart to its makers: nobody here may do that by a slip of the hand.
@pytest.mark.browser
def test_no_button_sends_a_chart_to_another_host(browser, address):
    with visit(browser, f"{address}/clearance") as found:
        titles = found.page.eval_on_selector_all(".modebar-btn", "all => all.map(one => one.dataset.title)")
    assert set(titles) == {"Zoom", "Pan", "Zoom in", "Zoom out", "Reset axes", "Full screen"}


def test_nothing_is_taken_from_a_content_network():
    hosts = re.compile(r"(cdn|unpkg|jsdelivr|cloudflare|googleapis|gstatic|cartocdn|\btile\.)", re.I)
    for path in SENT:
        if path.suffix in (".py", ".js", ".css", ".html"):
            found = hosts.search(path.read_text(encoding="utf-8"))
            assert not found, f"{path.relative_to(ROOT)} names {found[0]}"


def test_no_telemetry():
    settings = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    assert "gatherUsageStats = false" in settings

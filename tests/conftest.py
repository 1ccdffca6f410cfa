"""What all tests share: one server, one browser, and the rule that nothing is skipped in CI."""

import functools
import os

import pytest
from playwright.sync_api import sync_playwright
from streamlit.components.v2 import manifest_scanner

from dashboard import store
from tests import chromium, server, visits


@pytest.fixture(scope="session", autouse=True)
def no_components_of_others():
    """AppTest looks through all installed packages for components at each run; there are none."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", list)
        yield


@pytest.fixture
def own_tables(monkeypatch):
    """What a test makes the dashboard read is forgotten after it; tables read before stay."""
    for name in ("_snapshot", "_frame"):
        monkeypatch.setattr(store, name, functools.lru_cache(getattr(store, name).__wrapped__))


@pytest.fixture(scope="session")
def address():
    """Address of the dashboard, served for the whole session."""
    with server.dashboard() as running:
        yield running


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests; tests/visits.py opens one page in it for each width and light."""
    with sync_playwright() as playwright:
        running = chromium.launch(playwright)
        yield running
        running.close()


@pytest.fixture(scope="session")
def surveyed(browser, address):
    """`surveyed(name, width, dark)`: what a page opened by its address showed, once for all tests."""
    return functools.cache(functools.partial(visits.survey, browser, address))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Tests of the same page or the same chart go to the same worker, which has drawn it before."""
    pages = visits.pages()
    for item in items:
        parameters = item.callspec.params if hasattr(item, "callspec") else {}
        page = parameters.get("page", parameters.get("name"))
        group = page if page in pages else parameters.get("drawn")
        if group and not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(group))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    """In CI a test that did not run is a test that failed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or not os.environ.get("CI"):
        return
    left_out = [
        report for kind in ("skipped", "xfailed", "xpassed") for report in reporter.stats.get(kind, [])
    ]
    if left_out:
        reporter.write_line(f"{len(left_out)} tests did not run; in CI that is a failure", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED

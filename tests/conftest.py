"""What all tests share: one server, one browser, and the rule that nothing is skipped in CI."""

import functools
import os

import pytest
from playwright.sync_api import sync_playwright

from tests import chromium, server, visits


@pytest.fixture(scope="session")
def address():
    """Address of the dashboard, served for the whole session."""
    with server.dashboard() as running:
        yield running


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests; each visit has its own context in it."""
    with sync_playwright() as playwright:
        running = chromium.launch(playwright)
        yield running
        running.close()


@pytest.fixture(scope="session")
def surveyed(browser, address):
    """`surveyed(name, width, dark)`: what a page opened by its address showed, once for all tests.

    One reader opens all pages of one width and light in turn: scripts are fetched and read once.
    """
    reader = functools.cache(lambda width, dark: visits.first_page(browser, address, width, dark))
    return functools.cache(lambda name, width, dark: visits.survey(reader(width, dark), address, name))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Tests that judge the same page go to the same worker, where the page was opened."""
    for item in items:
        if "surveyed" in item.fixturenames:
            item.add_marker(pytest.mark.xdist_group(item.callspec.params["name"]))


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

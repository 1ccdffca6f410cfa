"""Measures every page in Chromium, beside a page written by hand with the same charts: `make bench`."""

import os
import platform
import statistics
import subprocess
import sys
import time
from datetime import date
from importlib.metadata import version
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import limit, timing
from tests import chromium, server, visits

HERE = Path(__file__).parent
RUNS = int(os.environ.get("RUNS", "5"))
BY_HAND = max(1, RUNS // 2 + 1)
"""Runs of the page written by hand, whose times vary less."""
HEAD = """\
| page | charts | cold ms | by hand | ratio | warm ms | by hand | ratio | filter ms | drawing | \
by hand | ratio | HTTP kB cold | warm | socket kB cold | filter |
|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
"""
EXPLANATION = """\
**Cold**: first visit with an empty cache, from the start of the navigation to the last change of a chart.
**Warm**: the same address again. **Filter**: from the click on another region to the last change of a chart;
of it **drawing** in plotly.js, the rest in the server and in Streamlit's front end. **By hand**: one static
page with the very same figures and the same plotly.js, served packed from memory; maps are not on it.
Bytes: HTTP as sent; websocket before its compression. Write this file anew with `make bench`.
"""


def dashboard_visit(browser: Browser, address: str, with_figures: bool = True) -> dict:
    """One reader: a cold visit, a warm one, a change of the region; times, bytes and, if asked, charts."""
    context = visits.new_reader(browser, "desk", dark=False)
    page, traffic = timing.watched(context)
    seen = {}
    for kind in ("cold", "warm"):
        traffic.http = traffic.socket = 0
        page.goto(address)
        timing.settle(page)
        seen |= {kind: timing.drawn_ms(page), f"{kind}_http": traffic.http, f"{kind}_socket": traffic.socket}
    if with_figures:
        seen["before"] = page.evaluate(visits.FIGURES)
    traffic.http = traffic.socket = 0
    choose(page, "Western Balkans")
    page.wait_for_timeout(300)
    timing.settle(page)
    seen |= timing.repainted_ms(page) | {"change_socket": traffic.socket}
    if with_figures:
        seen["after"] = page.evaluate(visits.FIGURES)
    context.close()
    return seen


def choose(page: Page, region: str) -> None:
    """Chooses a region in the filter by its name, as a reader does; the clock runs from the last click."""
    filters = page.locator(".st-key-filters")
    if not filters.is_visible():
        page.get_by_role("button", name="Filter", exact=True).click()
    filters.get_by_role("combobox", name="Region").click()
    option = page.get_by_role("option", name=region, exact=True)
    option.wait_for()
    page.wait_for_timeout(200)
    option.click()


def limit_visit(browser: Browser, address: str) -> dict:
    """The same reader on the page written by hand."""
    context = visits.new_reader(browser, "desk", dark=False)
    page, _ = timing.watched(context)
    seen = {}
    for kind in ("cold", "warm"):
        page.goto(address)
        page.locator("body[data-drawn]").wait_for()
        timing.settle(page)
        seen[kind] = timing.drawn_ms(page)
    page.locator("#change").click()
    page.locator("body[data-changed]").wait_for()
    timing.settle(page)
    seen |= timing.repainted_ms(page)
    context.close()
    return seen


def medians(seen: list[dict]) -> dict:
    """Medians of all numbers over the runs."""
    numbers = [name for name, value in seen[0].items() if isinstance(value, int | float)]
    return {name: statistics.median(run[name] for run in seen) for name in numbers}


def measured(browser: Browser, address: str, name: str) -> dict:
    """Medians of one page and of its limit."""
    path = f"{address}/{visits.pages()[name]}"
    runs = [dashboard_visit(browser, path, with_figures=run == 0) for run in range(RUNS)]
    page = medians(runs) | {"charts": len(runs[0]["before"]), "limit": None}
    if runs[0]["before"]:
        with limit.serving(
            {"before": runs[0]["before"], "after": runs[0]["after"]}, server.free_port()
        ) as by_hand:
            page["limit"] = medians([limit_visit(browser, by_hand) for _ in range(BY_HAND)])
    return page


def row(name: str, page: dict) -> str:
    """One line of the table."""
    cells = [name, str(page["charts"])]
    for kind in ("cold", "warm", "change"):
        drawn, by_hand = page[kind], (page["limit"] or {}).get(kind, 0)
        known = page["charts"] and drawn > 0
        cells += [f"{drawn:.0f}" if known else "–"]
        if kind == "change":
            cells += [f"{page['drawing']:.0f}" if known else "–"]
        cells += [f"{by_hand:.0f}" if known and by_hand > 0 else "–"]
        cells += [f"{drawn / by_hand:.1f}" if known and by_hand > 0 else "–"]
    for kind in ("cold_http", "warm_http", "cold_socket", "change_socket"):
        cells += [f"{page[kind] / 1000:.0f}"]
    return f"| {' | '.join(cells)} |\n"


def build_seconds() -> float:
    """Median seconds of `python -m etl`."""
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "etl"], cwd=server.ROOT, check=True, stdout=subprocess.DEVNULL)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def machine(browser: Browser) -> str:
    """What ran here."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("streamlit", "plotly", "pandas"))
    return (
        f"{date.today()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, {packages}, Chromium {browser.version}"
    )


def report(browser: Browser) -> str:
    """The whole table, printed line by line as it grows."""
    start = time.perf_counter()
    with server.dashboard() as address:
        started = time.perf_counter() - start
        rows = []
        for name in visits.pages():
            rows.append(row(name, measured(browser, address, name)))
            print(rows[-1], end="", flush=True)
    built = build_seconds()
    return (
        f"# How long a reader waits\n\n{machine(browser)}; medians of {RUNS}.\n\n{HEAD}{''.join(rows)}\n"
        f"Server ready after {started:.1f} s; `python -m etl` {built:.1f} s.\n\n{EXPLANATION}"
    )


def main() -> None:
    """Measure, print, and keep the table in benchmarks/results.md."""
    print(HEAD, end="", flush=True)
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        text = report(browser)
        browser.close()
    (HERE / "results.md").write_text(text, encoding="utf-8")
    print(text.split("\n\n")[-2])


if __name__ == "__main__":
    main()

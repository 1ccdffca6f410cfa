"""Measures the page of one chart for other sites beside one written by hand: `python -m benchmarks.embed`.

Can be chosen: RUNS.
"""

import contextlib
import os
import statistics
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import limit, servers, timing
from benchmarks.measure import machine, quiet_load
from tests import chromium, server, visits

RUNS = int(os.environ.get("RUNS", "7"))
CHARTS = ("ratification_curve?region=WB", "release_by_year?region=WB", "memberships")
PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN"
TEXT = """\
# How fast a chart for other sites is there

{ran}; {load}; medians of {runs} visits, by turns, in milliseconds from the start of the visit; the server
has drawn the chart before. Write this file anew with `python -m benchmarks.embed`.

| chart | page | paint, cold | chart, cold | paint, warm | chart, warm | kB, cold |
|---|---|---|---|---|---|---|
{lines}

**Paint**: the first text or picture (First Contentful Paint). **Chart**: the last change of the drawing.
**Cold**, **warm**: with nothing, and with everything, in the browser's cache. **By hand**: a static page with
the same figure and the same plotly.js, packed, without title, sources, table and downloads, which ours has.
"""
Figures = dict[str, list[float]]


def main() -> None:
    """Measure, print, and keep the table in benchmarks/embed.md."""
    load = quiet_load()
    with sync_playwright() as playwright, servers.dashboard() as (home, _):
        browser = chromium.launch(playwright)
        ran = machine(browser)
        lines = [line for chart in CHARTS for line in measured(browser, f"{home}/embed/{chart}", chart)]
        browser.close()
    text = TEXT.format(ran=ran, load=load, runs=RUNS, lines="\n".join(lines))
    (Path(__file__).parent / "embed.md").write_text(text, encoding="utf-8")
    print(text)


def measured(browser: Browser, address: str, chart: str) -> list[str]:
    """A line of the table for our page, and one for that by hand."""
    with limit.serving({"before": figures(browser, address), "after": []}, server.free_port()) as by_hand:
        pages = {"this": address, "by hand": by_hand}
        noted: dict[str, Figures] = {name: {} for name in pages}
        for _ in range(RUNS):
            for name, page in pages.items():
                visit(browser, page, noted[name])
    return [
        f"| {chart.partition('?')[0]} | {name} | "
        + " | ".join(f"{statistics.median(values):.0f}" for values in values_of.values())
        + " |"
        for name, values_of in noted.items()
    ]


def figures(browser: Browser, address: str) -> list[dict]:
    """The figure that a page of ours draws."""
    with contextlib.closing(visits.new_reader(browser, "desk", dark=False)) as context:
        page = context.new_page()
        page.goto(address)
        page.wait_for_function("document.querySelector('.js-plotly-plot .main-svg')")
        return page.evaluate(servers.FIGURES)


def visit(browser: Browser, address: str, noted: Figures) -> None:
    """A cold visit and a warm one."""
    with contextlib.closing(visits.new_reader(browser, "desk", dark=False)) as context:
        page, traffic = timing.watched(context)
        for kind in ("cold", "warm"):
            page.goto(address)
            drawn = timing.drawn_ms(page)
            noted.setdefault(f"paint {kind}", []).append(painted(page))
            noted.setdefault(f"chart {kind}", []).append(drawn)
            taken = traffic.taken()
            if kind == "cold":
                size = taken
        noted.setdefault("kB", []).append(size)


def painted(page: Page) -> float:
    """Milliseconds until the first text or picture."""
    return float(page.evaluate(PAINTED))


if __name__ == "__main__":
    main()

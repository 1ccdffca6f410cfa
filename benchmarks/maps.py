"""Measures the maps in Chromium: a year, a hazard, the bytes of the first map.

The budget: a year or a hazard in under 100 ms without geometry; the first map in under 1 MB beside the
scripts, styles and fonts of Streamlit and Plotly. `python -m benchmarks.maps` writes benchmarks/maps.md.
"""

import os
import statistics
import sys

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from benchmarks import timing
from benchmarks.measure import HERE, machine
from tests import chromium, server, visits

RUNS = int(os.environ.get("RUNS", "12"))
MAPS = {
    "countries": "contamination",
    "counties and places": "contamination?level=subdivision",
    "Western Balkans": "contamination?region=WB",
    "treaty standing": "treaties?part=standing",
    "treaty standing, world": "treaties?part=standing&region=WORLD",
    "meetings, with lines": "places?lines=1",
    "money": "places?part=money",
}
BUDGET_MS, BUDGET_KB = 100, 1000
OTHERS = ("/static/", "/api/v1/plotly.min.js")
"""Addresses of what is Streamlit's or Plotly's own."""
HEAD = """\
| map | year ms | least | CPU ms | hazard ms | least | CPU ms | kB sent by years | geometry kB by changes \
| geometry kB | figure kB | first map kB |
|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
"""
EXPLANATION = """\
**Year**, **hazard**: from the press on the slider or the click on the switch, as the reader's own input, to
the second frame of the screen after the last change in the map: what was changed has been painted by then.
Median and least; other work on the machine delays the least one least. **CPU**: what the browser's main
thread worked for each change. A map without a switch has no hazard.
**Geometry**: boundaries of a first visit, packed as sent. **Figure**: all over the websocket, not packed.
**First map**: all bytes but those of Streamlit's and Plotly's own files. After a change of the hazard the
page follows once the reader rests; that is not counted here but for geometry.
What years send is the icon of the page, which Chromium asks for anew when the address changes.
Budget: 100 ms, no geometry by any change, 1000 kB.
"""
# Resolves once the next input of a kind has been painted, with the milliseconds since that input.
PAINTED = """kind => {
    const map = [...document.querySelectorAll('.js-plotly-plot')].find(place => place.film);
    window.painted = new Promise(resolve => {
        let start, quiet, seen;
        const watch = new MutationObserver(() => { quiet = 0; seen = true });
        addEventListener(kind, event => {
            start = event.timeStamp;
            watch.observe(map, { subtree: true, childList: true, attributes: true, characterData: true });
            const frame = () => {
                if (seen && ++quiet >= 2) { watch.disconnect(); resolve(performance.now() - start) }
                else requestAnimationFrame(frame) };
            requestAnimationFrame(frame);
        }, { capture: true, once: true }) }) }"""
SIZES = "() => performance.getEntriesByType('resource').map(one => [one.name, one.transferSize])"
STEPS = """() => [...document.querySelectorAll('.js-plotly-plot')].find(place => place.film)
    .layout.sliders[0].steps.length"""
INSET = 10
"""Pixels of a slider before its first and behind its last step."""


def measured(browser: Browser, address: str, path: str) -> dict[str, float]:
    """How long a change of one map takes, and the bytes of its first visit."""
    context = visits.new_reader(browser, "desk", dark=False)
    page, traffic = timing.watched(context)
    page.goto(f"{address}/{path}")
    visits.settle(page)
    sizes = page.evaluate(SIZES)
    rest = sum(size for name, size in sizes if not any(other in name for other in OTHERS))
    seen = {"geometry": geometry(page), "figure": traffic.socket, "first": rest + traffic.socket}
    traffic.http = traffic.socket = 0
    page.locator(".slider-rail-touch-rect").scroll_into_view_if_needed()
    seen |= timed(page, "year", "mousedown", years(page))
    seen["sent"] = traffic.http + traffic.socket
    if page.locator(".updatemenu-button", has_text="Mines").count():
        seen |= timed(page, "hazard", "click", hazards(page))
        visits.settle(page)
    seen["again"] = geometry(page) - seen["geometry"]
    context.close()
    return seen


def geometry(page: Page) -> int:
    """Bytes of boundaries so far."""
    return sum(size for name, size in page.evaluate(SIZES) if "/geo/" in name)


def years(page: Page) -> list[tuple[float, float]]:
    """Where to press the slider, step after step, each far from the one before."""
    box = page.locator(".slider-rail-touch-rect").bounding_box() or {}
    steps = page.evaluate(STEPS)
    wide = (box["width"] - 2 * INSET) / max(steps - 1, 1)
    across = [box["x"] + INSET + wide * (7 * run % steps) for run in range(RUNS)]
    return [(x, box["y"] + box["height"] / 2) for x in across]


def hazards(page: Page) -> list[tuple[float, float]]:
    """Where to click the switch, button after button."""
    names = ("Cluster munitions", "Mines", "All hazards")
    boxes = [page.locator(".updatemenu-button", has_text=name).bounding_box() or {} for name in names]
    middles = [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in boxes]
    return [middles[run % len(middles)] for run in range(RUNS)]


def timed(page: Page, name: str, kind: str, places: list[tuple[float, float]]) -> dict[str, float]:
    """Median and least milliseconds of clicks at these places, and the work of the main thread for each."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    taken, work = [], []
    for x, y in places:
        page.mouse.move(x, y)
        page.wait_for_timeout(100)
        page.evaluate(PAINTED, kind)
        before = worked(session)
        page.mouse.click(x, y)
        taken.append(page.evaluate("window.painted"))
        work.append(worked(session) - before)
    least, median = min(taken), statistics.median(taken)
    return {name: median, f"{name}_least": least, f"{name}_cpu": statistics.median(work)}


def worked(session: CDPSession) -> float:
    """Milliseconds that the main thread has worked."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return 1000 * next(one["value"] for one in metrics if one["name"] == "TaskDuration")


def row(name: str, seen: dict[str, float]) -> str:
    """One line of the table."""
    keys = [f"{kind}{what}" for kind in ("year", "hazard") for what in ("", "_least", "_cpu")]
    times = [f"{seen[key]:.0f}" if key in seen else "–" for key in keys]
    sizes = [f"{seen[key] / 1000:.0f}" for key in ("sent", "again", "geometry", "figure", "first")]
    return f"| {' | '.join([name, *times, *sizes])} |\n"


def kept(found: dict[str, dict[str, float]]) -> bool:
    """Whether every map keeps the budget."""
    return all(
        seen["year"] < BUDGET_MS
        and seen.get("hazard", 0) < BUDGET_MS
        and not seen["again"]
        and seen["first"] < 1000 * BUDGET_KB
        for seen in found.values()
    )


def main() -> int:
    """Measure, print, keep the table in benchmarks/maps.md; 1 where the budget is not kept."""
    with server.dashboard() as address, sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        found = {name: measured(browser, address, path) for name, path in MAPS.items()}
        ran = machine(browser)
        browser.close()
    load = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores while measured"
    table = HEAD + "".join(row(name, seen) for name, seen in found.items())
    verdict = "Budget kept." if kept(found) else "Budget not kept in this run."
    ran = f"{ran}; {load}; {RUNS} changes each."
    text = f"# How long a map waits\n\n{ran}\n\n{table}\n{verdict}\n\n{EXPLANATION}"
    (HERE / "maps.md").write_text(text, encoding="utf-8")
    print(text)
    return 0 if kept(found) else 1


if __name__ == "__main__":
    sys.exit(main())

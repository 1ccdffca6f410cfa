"""Measures the maps in Chromium: the first map, its drawing, a year, a hazard, bytes.

The budget: 16 ms of script for a step on country level, 33 ms with hundreds of units; a year or a hazard
painted in under 100 ms; the first map in under 1 MB beside the scripts, styles and fonts of Streamlit.
`python -m benchmarks.maps` writes benchmarks/maps.md.
"""

import os
import statistics
import sys
from collections.abc import Iterable

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from benchmarks import timing
from benchmarks.measure import HERE, machine
from tests import chromium, server, visits

RUNS = int(os.environ.get("RUNS", "12"))
VISITS = int(os.environ.get("VISITS", "5"))
MAPS = {
    "overview": "",
    "countries": "contamination",
    "counties and places": "contamination?level=subdivision",
    "Western Balkans": "contamination?region=WB",
    "treaty standing": "treaties?part=standing",
    "treaty standing, world": "treaties?part=standing&region=WORLD",
    "meetings, with lines": "places?lines=1",
    "money": "places?part=money",
}
BUDGET_MS, BUDGET_KB, BUDGET_SCRIPT, BUDGET_UNITS = 100, 1000, 16, 33
MANY_UNITS = ("counties and places", "treaty standing, world")
"""Maps with hundreds of units."""
MAP, MARK, SLIDER, CHOICES = ".chart.map", ".map-drawing [data-row]", ".map-steps", ".map-choices button"
STEPS = "slider => Number(slider.max) + 1"
INSET = 8
"""Pixels of a slider before its first and behind its last step."""
HEAD = """\
| map | cold ms | least | warm ms | least | draw ms | year ms | script ms | main ms | hazard ms | script ms \
| main ms | kB by changes | geometry kB | figure kB | library kB | first map kB |
|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
"""
EXPLANATION = """\
**Cold**, **warm**: from the start of a visit, with nothing and with everything in the browser's cache, to the
second frame of the screen after the first mark of the map is there. **Draw**: what our scripts and their
library worked from the start of a visit until then, by V8's profile, without the first run of each file.
**Year**, **hazard**: from the press on the slider or the click on the switch, as the reader's own input, to
the second frame of the screen after the last change in the map: what was changed has been painted by then.
**Script**: what scripts worked on the main thread for each change; **main**: the same with style, layout
and painting. Median of all, and least of the first two: other work on the machine delays the least one least.
A map without a switch has no hazard, one without a slider no year.
**Geometry**: boundaries of a first visit, packed as sent. **Figure**: all over the websocket, not packed.
**Library**: d3 and plotly.js, packed. **First map**: all bytes until it is there but Streamlit's own files.
**By changes**: bytes that years and hazards ask for; the icon of the page, which Chromium asks for anew when
the address changes, is 7 kB.
"""
BEFORE = "## As Plotly drew them"
"""Heads what stays at the end of the file."""
# Resolves two frames after the first mark of a map is there, with the milliseconds since the visit began.
FIRST = """window.first = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('no map within 60 s')), 60_000);
    const look = () => {
        if (!document.querySelector('MARK')) return requestAnimationFrame(look);
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
    };
    look();
})""".replace("MARK", MARK)
# Resolves once the next input of a kind has been painted, with the milliseconds since that input.
PAINTED = """([kind, map]) => {
    window.painted = new Promise((resolve, reject) => {
        setTimeout(() => reject(new Error(`nothing changed within 60 s of ${kind}`)), 60_000);
        let start, quiet, seen;
        const watch = new MutationObserver(() => { quiet = 0; seen = true });
        addEventListener(kind, event => {
            start = event.timeStamp;
            const watched = { subtree: true, childList: true, attributes: true, characterData: true };
            watch.observe(document.querySelector(map), watched);
            const frame = () => {
                if (seen && ++quiet >= 2) { watch.disconnect(); resolve(performance.now() - start) }
                else requestAnimationFrame(frame) };
            requestAnimationFrame(frame);
        }, { capture: true, once: true }) }) }"""
SIZES = """until => performance.getEntriesByType('resource')
    .filter(one => one.responseEnd <= until).map(one => [one.name, one.transferSize])"""


def measured(browser: Browser, address: str, path: str) -> dict[str, float]:
    """First map, changes and bytes of one map."""
    firsts = [first_map(browser, f"{address}/{path}") for _ in range(VISITS)]
    seen = {
        f"{kind}{what}": how([pair[at] for pair in firsts])
        for at, kind in enumerate(("cold", "warm"))
        for what, how in (("", statistics.median), ("_least", min))
    }
    seen["draw"] = statistics.median(drawing(browser, f"{address}/{path}") for _ in range(VISITS))
    return seen | changes(browser, f"{address}/{path}")


def first_map(browser: Browser, address: str) -> tuple[float, float]:
    """Milliseconds to the first map of a reader who was never there, and of one who comes again."""
    with new_page(browser) as page:
        return first(page, address), first(page, address)


def new_page(browser: Browser) -> Page:
    """A page of a new reader in which the first map is noted; closed after use."""
    page = visits.new_reader(browser, "desk", dark=False).new_page()
    page.add_init_script(FIRST)
    return page


def first(page: Page, address: str) -> float:
    """Milliseconds of a visit to its first map; what follows is waited for."""
    page.goto(address, wait_until="commit")
    taken = page.evaluate("window.first")
    visits.settle(page)
    return taken


def drawing(browser: Browser, address: str) -> float:
    """Milliseconds of our scripts and their library until the first map."""
    with new_page(browser) as page:
        session = page.context.new_cdp_session(page)
        session.send("Profiler.enable")
        session.send("Profiler.setSamplingInterval", {"interval": 200})
        session.send("Profiler.start")
        page.goto(address, wait_until="commit")
        page.evaluate("window.first")
        return ours(session.send("Profiler.stop")["profile"])


def ours(profile: dict) -> float:
    """Milliseconds in a profile within files under api/v1, without the first run of each file."""
    nodes = {node["id"]: node for node in profile["nodes"]}
    parents = {child: node["id"] for node in profile["nodes"] for child in node.get("children", ())}
    counted = {name for name in nodes if begins_within(outermost(name, nodes, parents))}
    samples = zip(profile["samples"], profile["timeDeltas"], strict=True)
    return sum(delta for name, delta in samples if name in counted) / 1000


def outermost(name: int, nodes: dict, parents: dict) -> dict | None:
    """The first function of a file under api/v1 that was called on the way to a sample."""
    found = None
    while name in nodes:
        frame = nodes[name]["callFrame"]
        found = frame if "/api/v1/" in frame["url"] else found
        name = parents.get(name, -1)
    return found


def begins_within(frame: dict | None) -> bool:
    """Whether it is a function, not a whole file."""
    return frame is not None and (frame["lineNumber"], frame["columnNumber"]) != (0, 0)


def changes(browser: Browser, address: str) -> dict[str, float]:
    """How long a change of one map takes, and the bytes of its first visit."""
    context = visits.new_reader(browser, "desk", dark=False)
    page, traffic = timing.watched(context)
    page.add_init_script(FIRST)
    page.goto(address, wait_until="commit")
    taken = page.evaluate("window.first")
    sizes = [pair for pair in page.evaluate(SIZES, taken) if "/static/" not in pair[0]]
    seen = {
        "geometry": total(sizes, "/geo/"),
        "library": total(sizes, ".min.js"),
        "figure": traffic.socket,
        "first": total(sizes, "") + traffic.socket,
    }
    visits.settle(page)
    page.locator(MAP).first.scroll_into_view_if_needed()
    traffic.http = 0
    if page.locator(SLIDER).count():
        seen |= timed(page, "year", "mousedown", years(page))
    if page.locator(CHOICES).count():
        seen |= timed(page, "hazard", "click", hazards(page))
    seen["sent"] = traffic.http
    context.close()
    return seen


def total(sizes: Iterable[tuple[str, int]], part: str) -> int:
    """Bytes of the addresses with a part."""
    return sum(size for name, size in sizes if part in name)


def years(page: Page) -> list[tuple[float, float]]:
    """Where to press the slider, step after step, each far from the one before."""
    slider = page.locator(SLIDER).first
    box = slider.bounding_box() or {}
    steps = slider.evaluate(STEPS)
    wide = (box["width"] - 2 * INSET) / max(steps - 1, 1)
    across = [box["x"] + INSET + wide * (7 * run % steps) for run in range(RUNS)]
    return [(x, box["y"] + box["height"] / 2) for x in across]


def hazards(page: Page) -> list[tuple[float, float]]:
    """Where to click the switch, button after button."""
    boxes = [button.bounding_box() or {} for button in page.locator(CHOICES).all()]
    middles = [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in boxes]
    return [middles[run % len(middles)] for run in range(RUNS)]


def timed(page: Page, name: str, kind: str, places: list[tuple[float, float]]) -> dict[str, float]:
    """Median milliseconds of clicks at these places, and the work of the main thread for each."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    taken, work = [], []
    for x, y in places:
        page.mouse.move(x, y)
        page.wait_for_timeout(100)
        page.evaluate(PAINTED, [kind, MAP])
        before = worked(session)
        page.mouse.click(x, y)
        taken.append(page.evaluate("window.painted"))
        work.append([now - then for now, then in zip(worked(session), before, strict=True)])
    script, main = (statistics.median(each) for each in zip(*work, strict=True))
    return {name: statistics.median(taken), f"{name}_script": script, f"{name}_main": main}


def worked(session: CDPSession) -> list[float]:
    """Milliseconds that scripts, and that all, have worked on the main thread."""
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return [1000 * metrics["ScriptDuration"], 1000 * metrics["TaskDuration"]]


def row(name: str, seen: dict[str, float]) -> str:
    """One line of the table."""
    keys = [f"{kind}{what}" for kind in ("year", "hazard") for what in ("", "_script", "_main")]
    keys = ["cold", "cold_least", "warm", "warm_least", "draw", *keys]
    times = [f"{seen[key]:.0f}" if key in seen else "–" for key in keys]
    sizes = [f"{seen[key] / 1000:.0f}" for key in ("sent", "geometry", "figure", "library", "first")]
    return f"| {' | '.join([name, *times, *sizes])} |\n"


def missed(found: dict[str, dict[str, float]]) -> list[str]:
    """The maps that do not keep the budget."""
    return [
        name
        for name, seen in found.items()
        if max(seen.get("year", 0), seen.get("hazard", 0)) >= BUDGET_MS
        or seen.get("year_script", 0) > (BUDGET_UNITS if name in MANY_UNITS else BUDGET_SCRIPT)
        or seen["first"] >= 1000 * BUDGET_KB
    ]


def main() -> int:
    """Measure, print, keep the table in benchmarks/maps.md; 1 where the budget is not kept."""
    with server.dashboard() as address, sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        for path in MAPS.values():
            first_map(browser, f"{address}/{path}")  # what the server works out once is no part of it
        found = {name: measured(browser, address, path) for name, path in MAPS.items()}
        ran = machine(browser)
        browser.close()
    load = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores while measured"
    table = HEAD + "".join(row(name, seen) for name, seen in found.items())
    verdict = f"Budget not kept by: {', '.join(missed(found))}." if missed(found) else "Budget kept."
    ran = f"{ran}; {load}; {VISITS} visits, {RUNS} changes each."
    text = f"# How long a map waits\n\n{ran}\n\n{table}\n{verdict}\n\n{EXPLANATION}"
    kept = (HERE / "maps.md").read_text(encoding="utf-8").partition(BEFORE)
    (HERE / "maps.md").write_text(f"{text}\n{''.join(kept[1:])}".rstrip() + "\n", encoding="utf-8")
    print(text)
    return bool(missed(found))


if __name__ == "__main__":
    sys.exit(main())

"""Measures pages beside Dash, Panel and a page written by hand, by turns: `make bench`.

Can be chosen: RUNS, at most seven; PAGES (names parted by commas, or `all`; only some have peers); QUIET, the
load up to which a machine counts as quiet, and WAIT, the seconds that it is waited for.
"""

import contextlib
import os
import platform
import statistics
import subprocess
import sys
import time
from datetime import date
from importlib.metadata import version
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks import servers, table
from benchmarks.peers.figures import CHARTS, REGIONS
from benchmarks.servers import OURS, PEERS, Server
from benchmarks.visit import Figures, kept_view, seen, session_mb
from tests import chromium, server, visits

HERE = Path(__file__).parent
RUNS = min(int(os.environ.get("RUNS", "5")), len(REGIONS))
PAGES = os.environ.get("PAGES", ",".join(CHARTS))
QUIET, WAIT = float(os.environ.get("QUIET", "0.5")), float(os.environ.get("WAIT", "600"))
EXPLANATION = """\
**Cold**, **warm**: from the start of a visit, with nothing and with everything in the browser's cache, to the
last change of a chart. **New filter**: from the choice of a region that nobody has opened, and that is not
drawn beforehand, to the last change of a chart; **again**: the same region once more. The dashboard draws
charts when they are near the screen, all others draw all at once: **warm, all charts** is a warm visit until
those out of view are drawn too. **Server CPU**: of the same region once more. **kB**: HTTP as sent, websocket
before its compression. **Server MB**: memory of the process; ours holds all pages and what is drawn
beforehand. **Script**: without a browser, from the request for a view that has been drawn to the end of its
run, and the **messages** until then.

The peers show the same figures, made by the product's functions and kept, without heading, sources, table and
downloads. **By hand**: one static page with the very same figures and the same plotly.js, served packed from
memory; maps are not on it. One visit of each by turns; medians. Write this file anew with `make bench`.
"""


def main() -> None:
    """Measure, print, and keep the tables in benchmarks/results.md."""
    load = quiet_load()
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        ran, pages, start = machine(browser), *measured(browser)
        browser.close()
    start += f" `python -m etl` {build_seconds():.1f} s."
    text = (
        f"# How long a reader waits\n\n{ran}; {load}; medians of {RUNS}.\n\n{table.ratios(pages)}\n"
        f"{table.missed(pages)}\n\n{table.values(pages)}\n{start}\n\n{EXPLANATION}"
    )
    (HERE / "results.md").write_text(text, encoding="utf-8")
    print(text)


def quiet_load() -> str:
    """The load of the machine, once it is quiet or has been waited for long enough."""
    end = time.monotonic() + WAIT
    while os.getloadavg()[0] > QUIET and time.monotonic() < end:
        time.sleep(5)
    load = os.getloadavg()[0]
    return f"load {load:.1f} before" + (f", which is not quiet (at most {QUIET:g})" if load > QUIET else "")


def measured(browser: Browser) -> tuple[dict[str, dict[str, Figures]], str]:
    """Medians of each server by page; when the dashboard was ready, and when nothing was left to draw."""
    names = list(visits.pages()) if PAGES == "all" else PAGES.split(",")
    begun = time.perf_counter()
    with servers.dashboard() as (address, pid):
        ready = time.perf_counter() - begun
        rested, worked = servers.wait_until_resting(pid)
        start = (
            f"Server ready after {ready:.1f} s, all drawn beforehand after {rested:.0f} s more "
            f"({worked:.0f} s of one core)."
        )
        pages = {}
        for name in names:
            path = f"{address}/{visits.pages()[name]}"
            pages[name] = compared(browser, name, Server(OURS, path, servers.choose, pid))
            print(table.values({name: pages[name]}), flush=True)
    return pages, start


def compared(browser: Browser, name: str, ours: Server) -> dict[str, Figures]:
    """Medians of one page, ours and the others."""
    has_regions = "region" in next(filters for page, *_, filters in visits.page_list() if page == name)
    regions = REGIONS[:RUNS] if has_regions else [""] * RUNS
    with contextlib.ExitStack() as stack:
        peers = [stack.enter_context(servers.peer(peer, name)) for peer in PEERS if name in CHARTS]
        by_hand = stack.enter_context(servers.by_hand(browser, ours.address, has_regions))
        rivals = [ours, *peers, *([by_hand] if by_hand else [])]
        runs: dict[str, list[Figures]] = {one.name: [] for one in rivals}
        for region in regions:
            for one in rivals:
                runs[one.name].append(seen(browser, one, region))
        found = {one.name: table.medians(runs[one.name]) for one in rivals}
        for one in (ours, *peers):
            found[one.name] |= {"session": session_mb(browser, one), "memory": one.memory_mb()}
    found[OURS] |= kept_view(ours.address)
    return found


def build_seconds() -> float:
    """Median seconds of `python -m etl`."""
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "etl"], cwd=server.ROOT, check=True, capture_output=True)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def machine(browser: Browser) -> str:
    """What ran here."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("streamlit", "plotly", "pandas"))
    return (
        f"{date.today()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, {packages}, Chromium {browser.version}"
    )


if __name__ == "__main__":
    main()

"""Measures the dashboard beside Dash, Panel and a page written by hand, by turns: `make bench-peers`.

The peers draw the very same figures and remember them. RUNS and PAGES (names, parted by commas) can be
chosen.
"""

import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import limit, timing
from benchmarks.measure import HERE, choose, machine
from benchmarks.peers.figures import CHARTS, REGIONS, START, figures, names
from dashboard import store
from tests import chromium, server, visits

RUNS = min(int(os.environ.get("RUNS", "5")), len(REGIONS))
PAGES = os.environ.get("PAGES", ",".join(CHARTS)).split(",")
KINDS = ("cold", "warm", "new", "again")
OURS, PEERS, BY_HAND = "this", ("dash", "panel"), "by hand"
TICKS = os.sysconf("SC_CLK_TCK")
HEAD = """\
| page | server | cold ms | warm ms | new filter ms | again ms | server CPU ms | kB cold | kB filter |
|---|---|--:|--:|--:|--:|--:|--:|--:|
"""
EXPLANATION = """\
**Cold**, **warm**: from the start of a visit, with nothing and with everything in the browser's cache, to the
last change of a chart. **New filter**: from the click on a region that nobody has opened to the last change
of a chart; **again**: the same region once more. **Server CPU**: of a change of the filter seen before. All
servers show the same figures, made by the product's functions and kept; one visit of each by turns, medians.
"""


def main() -> None:
    """Measure, print, and keep the table in benchmarks/peers.md."""
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        ran = f"{machine(browser)}; load {os.getloadavg()[0]:.1f} before; medians of {RUNS}."
        table = HEAD + "".join(lines(page, compared(browser, page)) for page in PAGES)
        browser.close()
    text = f"# Beside Dash and Panel\n\n{ran}\n\n{table}\n{EXPLANATION}"
    (HERE / "peers.md").write_text(text, encoding="utf-8")
    print(text)


def compared(browser: Browser, page: str) -> dict[str, dict[str, float]]:
    """Medians of each server over the runs."""
    with contextlib.ExitStack() as stack:
        servers = {OURS: stack.enter_context(ours(page))}
        servers |= {peer: stack.enter_context(peer_page(peer, page)) for peer in PEERS}
        seen: dict[str, list[dict[str, float]]] = {name: [] for name in servers}
        for region in REGIONS[:RUNS]:
            for name, (address, pid) in servers.items():
                seen[name].append(visit(browser, name, address, pid, region))
        by_hand = {"before": shown(page, START), "after": shown(page, REGIONS[0])}
        address = stack.enter_context(limit.serving(by_hand, server.free_port()))
        seen[BY_HAND] = [hand_visit(browser, address) for _ in range(RUNS)]
    return {
        name: {kind: statistics.median(run[kind] for run in runs) for kind in runs[0]}
        for name, runs in seen.items()
    }


def lines(page: str, found: dict[str, dict[str, float]]) -> str:
    """The lines of one page."""
    kinds = (*KINDS, "cpu", "kb_cold", "kb_filter")
    cells = {
        name: [f"{seen[kind]:.0f}" if kind in seen else "–" for kind in kinds] for name, seen in found.items()
    }
    return "".join(f"| {' | '.join([page, name, *row])} |\n" for name, row in cells.items())


def shown(page: str, region: str) -> list[dict]:
    """The figures of a page as the page written by hand wants them."""
    return [{"data": one["data"], "layout": one["layout"]} for one in figures(page, region) if one]


@contextlib.contextmanager
def ours(page: str) -> Iterator[tuple[str, int]]:
    """Address of a page of the dashboard, and the process that serves it."""
    port = server.free_port()
    with server.dashboard(port) as address:
        yield f"{address}/{page}", listener(port)


@contextlib.contextmanager
def peer_page(peer: str, page: str) -> Iterator[tuple[str, int]]:
    """Address of a page of a peer, and the process that serves it."""
    port = server.free_port()
    command = [sys.executable, "-m", f"benchmarks.peers.{peer}_page", page, str(port)]
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(command, cwd=server.ROOT, stdout=log, stderr=subprocess.STDOUT)
        try:
            answered(f"http://127.0.0.1:{port}/", process)
            yield f"http://127.0.0.1:{port}/", process.pid
        finally:
            process.terminate()
            process.wait(timeout=20)


def answered(address: str, process: subprocess.Popen) -> None:
    """Returns once a server answers.

    Raises:
        RuntimeError: it stopped, or did not answer in a minute.
    """
    end = time.monotonic() + server.START_SECONDS
    while process.poll() is None and time.monotonic() < end:
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(address, timeout=5).close()
            return
        time.sleep(0.2)
    raise RuntimeError(f"{' '.join(process.args)} does not answer at {address}")


def listener(port: int) -> int:
    """The process that listens on a port of this machine."""
    for line in subprocess.run(
        ["ss", "-ltnpH"], capture_output=True, text=True, check=True
    ).stdout.splitlines():
        if f":{port} " in line:
            return int(line.split("pid=")[1].split(",")[0])
    raise RuntimeError(f"nothing listens on port {port}")


def visit(browser: Browser, name: str, address: str, pid: int, region: str) -> dict[str, float]:
    """One reader: a cold visit, a warm one, a region nobody has opened, and the same region once more."""
    context = visits.new_reader(browser, "desk", dark=False)
    page, traffic = timing.watched(context)
    seen = {}
    for kind in ("cold", "warm"):
        traffic.http = traffic.socket = 0
        page.goto(address)
        drawn(page)
        seen |= {kind: timing.drawn_ms(page), f"kb_{kind}": (traffic.http + traffic.socket) / 1000}
    for kind, code in (("new", region), ("back", START), ("again", region)):
        traffic.http = traffic.socket = 0
        worked = cpu_ms(pid)
        turn(page, name, code)
        drawn(page)
        seen |= {kind: timing.repainted_ms(page)["change"], "cpu": cpu_ms(pid) - worked}
        seen["kb_filter"] = (traffic.http + traffic.socket) / 1000
    context.close()
    return seen


def hand_visit(browser: Browser, address: str) -> dict[str, float]:
    """The same reader on the page written by hand."""
    context = visits.new_reader(browser, "desk", dark=False)
    page, _ = timing.watched(context)
    seen = {}
    for kind in ("cold", "warm"):
        page.goto(address)
        page.locator("body[data-drawn]").wait_for()
        drawn(page)
        seen[kind] = timing.drawn_ms(page)
    page.locator("#change").click()
    page.locator("body[data-changed]").wait_for()
    drawn(page)
    seen["again"] = timing.repainted_ms(page)["change"]
    context.close()
    return seen


def turn(page: Page, name: str, region: str) -> None:
    """Choose a region, as a reader does; the clock runs from the last click."""
    label = names(store.snapshot())[region]
    if name == OURS:
        choose(page, label)
    else:
        page.get_by_text(label, exact=True).click()


def drawn(page: Page) -> None:
    """Returns once a chart has changed after the reader's last act, and none for three fifths of a second."""
    page.wait_for_function("() => window.lastDrawn > window.lastAct", timeout=60_000, polling=200)
    before = None
    while (now := page.evaluate("[window.lastDrawn, document.readyState]")) != before:
        before = now
        page.wait_for_timeout(600)


def cpu_ms(pid: int) -> float:
    """Milliseconds that a process has worked."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / TICKS


if __name__ == "__main__":
    main()

"""Starts what is compared: the dashboard, Dash, Panel, and a page written by hand with the same charts."""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks import limit
from benchmarks.peers.figures import START, names
from dashboard import store
from tests import server, visits

OURS, PEERS, BY_HAND = "this", ("dash", "panel"), "by hand"
# The charts that plotly.js has drawn, as it was given them.
FIGURES = """() => [...document.querySelectorAll('.js-plotly-plot')].map(({ data, layout }) => JSON.parse(
    JSON.stringify({ data, layout }, (name, value) => ArrayBuffer.isView(value) ? [...value] : value)))"""
ELSEWHERE = "WB"
"""Where the page written by hand turns to: a region that the dashboard draws beforehand."""
RESTING_SECONDS, RESTING = 2.0, 0.02
"""A server rests when it works for no more than this part of that time."""
LATEST = 900
"""Seconds until a server must have come to rest."""


@dataclass(frozen=True)
class Server:
    """A page that is measured, how a reader turns to a region on it, and the process that serves it."""

    name: str
    address: str
    turn: Callable[[Page, str], None]
    pid: int = 0

    def cpu_ms(self) -> float:
        """Milliseconds that the process has worked; not a number where it is that of the benchmark."""
        return cpu_ms(self.pid) if self.pid else float("nan")

    def memory_mb(self) -> float:
        """Megabytes of memory that the process holds."""
        if not self.pid:
            return float("nan")
        pages = Path(f"/proc/{self.pid}/statm").read_text(encoding="utf-8").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6


@contextlib.contextmanager
def dashboard() -> Iterator[tuple[str, int]]:
    """Address of the dashboard and its process, with all drawn that it draws beforehand."""
    port = server.free_port()
    with server.dashboard(port, MINE_ACTION_WARM_UP="1") as address:
        yield address, listener(port)


@contextlib.contextmanager
def peer(name: str, page: str) -> Iterator[Server]:
    """A page of Dash or Panel."""
    port = server.free_port()
    command = [sys.executable, "-m", f"benchmarks.peers.{name}_page", page, str(port)]
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(command, cwd=server.ROOT, stdout=log, stderr=subprocess.STDOUT)
        try:
            answered(f"http://127.0.0.1:{port}/", process)
            yield Server(name, f"http://127.0.0.1:{port}/", press_label, process.pid)
        finally:
            process.terminate()
            process.wait(timeout=20)


@contextlib.contextmanager
def by_hand(browser: Browser, address: str, regions: bool) -> Iterator[Server | None]:
    """The charts that a page of ours shows, before and after a filter; None where it draws none."""
    with contextlib.closing(visits.new_reader(browser, "desk", dark=False)) as context:
        page = context.new_page()
        page.goto(address)
        visits.settle(page)
        before = after = page.evaluate(FIGURES)
        if regions:
            choose(page, ELSEWHERE)
            page.wait_for_timeout(1000)
            visits.settle(page)
            after = page.evaluate(FIGURES)
    if not before:
        yield None
        return
    with limit.serving({"before": before, "after": after}, server.free_port()) as limited:
        yield Server(BY_HAND, limited, press_change)


def choose(page: Page, region: str) -> None:
    """Turn to a region in the filter of the dashboard, as a reader does."""
    filters = page.locator(".st-key-filters")
    if not filters.is_visible():
        page.get_by_role("button", name="Filter", exact=True).click()
    filters.locator("select[name=region]").select_option(region)


def press_label(page: Page, region: str) -> None:
    """Turn to a region on a page of a peer."""
    page.get_by_text(names(store.snapshot())[region], exact=True).click()


def press_change(page: Page, region: str) -> None:
    """Turn to the other figures of the page written by hand, to the first ones for the first region."""
    page.locator("#before" if region == START else "#after").click()


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
    listed = subprocess.run(["ss", "-ltnpH"], capture_output=True, text=True, check=True).stdout
    for line in listed.splitlines():
        if f":{port} " in line:
            return int(line.split("pid=")[1].split(",")[0])
    raise RuntimeError(f"nothing listens on port {port}")


def cpu_ms(pid: int) -> float:
    """Milliseconds that a process has worked, all its threads."""
    return 1000 * time.clock_gettime(
        (~pid << 3) | 2
    )  # the clock of a process, as clock_getcpuclockid(3) makes it


def wait_until_resting(pid: int) -> tuple[float, float]:
    """Seconds until a process had nothing more to do, and those it worked since its start.

    Raises:
        TimeoutError: it never rests.
    """
    begun = time.monotonic()
    while time.monotonic() < begun + LATEST:
        worked = cpu_ms(pid)
        time.sleep(RESTING_SECONDS)
        if cpu_ms(pid) - worked < 1000 * RESTING * RESTING_SECONDS:
            return time.monotonic() - begun, cpu_ms(pid) / 1000
    raise TimeoutError(f"process {pid} still works after {LATEST} s")

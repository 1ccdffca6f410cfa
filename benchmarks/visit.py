"""What one reader waits for on a page, whatever serves it; what a session takes on the server."""

import asyncio
import contextlib
import statistics
from concurrent.futures import ThreadPoolExecutor

from playwright.sync_api import Browser

from benchmarks import timing
from benchmarks.peers.figures import START
from benchmarks.reader import Reader
from benchmarks.servers import ELSEWHERE, OURS, Server
from tests import visits

SESSIONS = 10
"""Pages opened at once to see what a session takes."""
TURNS = 9
"""Turns between two views without a browser."""

Figures = dict[str, float]


def seen(browser: Browser, server: Server, region: str) -> Figures:
    """A cold visit, a warm one, a region nobody has opened, back, and the same region once more.

    An empty region leaves the filter alone.
    """
    with contextlib.closing(visits.new_reader(browser, "desk", dark=False)) as context:
        page, traffic = timing.watched(context)
        noted: Figures = {}
        for kind in ("cold", "warm"):
            page.goto(server.address)
            noted |= {kind: timing.drawn_ms(page), f"kb_{kind}": traffic.taken()}
        for kind, code in (("new", region), ("back", START), ("again", region)) if region else ():
            worked = server.cpu_ms()
            server.turn(page, code)
            noted |= {kind: timing.drawn_ms(page), f"kb_{kind}": traffic.taken()}
            noted[f"cpu_{kind}"] = server.cpu_ms() - worked
        if server.name == OURS:
            page.goto(server.address)
            noted["all"] = timing.drawn_ms(page) + timing.draw_all_ms(page)
        return noted


def session_mb(browser: Browser, server: Server) -> float:
    """Megabytes that the process holds more for each open page."""
    before = server.memory_mb()
    with contextlib.closing(visits.new_reader(browser, "desk", dark=False)) as context:
        for _ in range(SESSIONS):
            page, _ = timing.watched(context)
            page.goto(server.address)
            timing.drawn_ms(page)
        return (server.memory_mb() - before) / SESSIONS


def kept_view(address: str) -> Figures:
    """The run of a view of ours that has been drawn before, without a browser."""

    async def turns() -> Figures:
        async with Reader(address) as reader:
            queries = [f"region={region}" for region in (START, ELSEWHERE)]
            runs = [await reader.rerun(query) for query in queries * TURNS][2:]
        return {
            "script": statistics.median(run.ms for run in runs),
            "messages": statistics.median(run.messages for run in runs),
        }

    with ThreadPoolExecutor() as pool:  # Playwright's loop runs in this thread
        return pool.submit(asyncio.run, turns()).result()

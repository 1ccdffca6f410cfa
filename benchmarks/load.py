"""Many readers at once: each changes the region every few seconds. `make bench-load`.

READERS (100) on PROCESSES (1) of the dashboard during SECONDS (60), EVERY (5) seconds a change with the
figures that a screen shows; then SESSIONS (1000) that are opened and dropped. All on this machine alone. The
code of the process tells whether a reader met an error.
"""

import asyncio
import contextlib
import itertools
import os
import random
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from benchmarks import servers
from benchmarks.memory import Look
from benchmarks.reader import Reader
from tests import server

READERS, EVERY = int(os.environ.get("READERS", "100")), float(os.environ.get("EVERY", "5"))
SECONDS, SESSIONS = float(os.environ.get("SECONDS", "60")), int(os.environ.get("SESSIONS", "1000"))
PROCESSES = int(os.environ.get("PROCESSES", "1"))
PAGES = ("treaties", "clearance", "", "deadlines", "funding")
REGIONS = ("SEE", "WB", "EU", "RACVIAC", "WORLD")
IN_VIEW = 2
"""Figures of a page that a browser fetches at once."""
RESULTS = Path(__file__).parent / "load.md"
EXPLANATION = """\
A change is measured from its request over the websocket until the run of the page has finished and the
figures of the first screen have come over HTTP. The readers are programs on the same machine and take a part
of its cores. Write this file anew with `make bench-load`.
"""


@dataclass
class Noted:
    """What readers met: milliseconds of each change, and errors."""

    changes: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def part(self, share: float) -> float:
        """The milliseconds within which a share of the changes came."""
        return sorted(self.changes)[min(len(self.changes) - 1, int(share * len(self.changes)))]


async def read(address: str, page: str, number: int, ends: float, noted: Noted) -> None:
    """One reader: a visit, then changes until the end."""
    chance = random.Random(number)
    await asyncio.sleep(EVERY * number / READERS)
    try:
        async with Reader(f"{address}/{page}") as reader:
            await reader.rerun()
            while time.monotonic() < ends:
                await asyncio.sleep(EVERY * chance.uniform(0.8, 1.2))
                begun = time.perf_counter()
                run = await reader.rerun(f"region={chance.choice(REGIONS)}")
                for figure in run.figures[:IN_VIEW]:
                    await asyncio.to_thread(fetch, f"{address}{figure}")
                noted.changes.append(1000 * (time.perf_counter() - begun))
    except (OSError, RuntimeError, TimeoutError) as problem:
        noted.errors.append(f"{type(problem).__name__}: {problem}")


def fetch(address: str) -> None:
    """Fetch a figure as a browser does, packed."""
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        answer.read()


async def crowd(addresses: list[str]) -> Noted:
    """All readers at once, parted among the processes."""
    noted, ends = Noted(), time.monotonic() + SECONDS
    async with asyncio.TaskGroup() as readers:
        for number, page in zip(range(READERS), itertools.cycle(PAGES), strict=False):
            readers.create_task(read(addresses[number % len(addresses)], page, number, ends, noted))
    return noted


async def come_and_go(address: str) -> None:
    """Sessions that are opened, shown a page and dropped."""
    for number in range(SESSIONS):
        async with Reader(f"{address}/{PAGES[number % len(PAGES)]}") as reader:
            await reader.rerun()


def main() -> int:
    """Measure, print, keep."""
    with contextlib.ExitStack() as stack:
        ports = [server.free_port() for _ in range(PROCESSES)]
        addresses = [stack.enter_context(server.dashboard(port, MINE_ACTION_WARM_UP="1")) for port in ports]
        pids = [servers.listener(port) for port in ports]
        for pid in pids:
            servers.wait_until_resting(pid)
        before, worked = [Look.at(pid, 0) for pid in pids], sum(map(servers.cpu_ms, pids))
        noted = asyncio.run(crowd(addresses))
        worked = sum(map(servers.cpu_ms, pids)) - worked
        crowded = [Look.at(pid, len(noted.changes)) for pid in pids]
        asyncio.run(come_and_go(addresses[0]))
        after = Look.at(pids[0], SESSIONS)
    changes = len(noted.changes)
    lines = [
        f"{date.today()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end.",
        f"{READERS} readers, a change every {EVERY:g} s during {SECONDS:g} s, processes: {PROCESSES}.",
        f"{changes} changes, {changes / SECONDS:.1f} a second; errors: {len(noted.errors)}.",
        f"Median {noted.part(0.5):.0f} ms, 95 of 100 within {noted.part(0.95):.0f} ms.",
        f"Longest {noted.part(1):.0f} ms; {worked / changes:.0f} ms of CPU each.",
        *(f"Before: {one}. With all readers: {two}." for one, two in zip(before, crowded, strict=True)),
        f"After {SESSIONS} more sessions that were opened and dropped: {after}.",
    ]
    RESULTS.write_text(
        "# Many readers at once\n\n" + "\n".join(f"- {one}" for one in lines) + f"\n\n{EXPLANATION}"
    )
    print(*lines, *noted.errors[:5], sep="\n")
    return bool(noted.errors)


if __name__ == "__main__":
    sys.exit(main())

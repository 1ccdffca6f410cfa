"""Many readers at once: each changes the region every few seconds. `make bench-load`.

READERS (100) during SECONDS (40), EVERY (5) seconds a change with the figures that a screen shows: on an
empty page of Streamlit, on one process of the dashboard, on PROCESSES (2; 1 for none) behind nginx as
deploy/nginx.conf has it, and on these with one more reader who asks without a pause; then SESSIONS (1000)
that are opened and dropped. All on this machine alone. The code of the process tells whether a reader met an
error.
"""

import asyncio
import contextlib
import itertools
import os
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from websockets.exceptions import WebSocketException

from benchmarks import fleet, servers
from benchmarks.memory import Look
from benchmarks.reader import SENDER, Reader

READERS, EVERY = int(os.environ.get("READERS", "100")), float(os.environ.get("EVERY", "5"))
SECONDS, SESSIONS = float(os.environ.get("SECONDS", "40")), int(os.environ.get("SESSIONS", "1000"))
PROCESSES = int(os.environ.get("PROCESSES", "2"))
PAGES = ("treaties", "clearance", "", "deadlines", "funding")
REGIONS = ("SEE", "WB", "EU", "RACVIAC", "WORLD")
IN_VIEW = 2
"""Figures of a page that a browser fetches at once."""
FORGOTTEN = 180
"""Seconds after which Streamlit has let go of all sessions that ended."""
FLOODED = "127.1.0.1"
"""The address of the reader who asks without a pause."""
PROBLEMS = (OSError, RuntimeError, TimeoutError, EOFError, WebSocketException)
RESULTS = Path(__file__).parent / "load.md"
EXPLANATION = """\
A change is measured from its request over the websocket until the run of the page has finished and the
figures of the first screen have come over HTTP. The readers are programs on the same machine, each with an
address of its own, and take a part of its cores. Who floods has twenty connections from one address:
ten sessions that ask for the page again and again, ten that ask for figures nobody has asked for. Write this
file anew with `make bench-load`.
"""


@dataclass
class Noted:
    """What readers met: milliseconds of each change, and errors; what they and the servers worked, in ms."""

    changes: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    served: float = 0.0
    asked: float = 0.0

    def part(self, share: float) -> float:
        """The milliseconds within which a share of the changes came."""
        return sorted(self.changes)[min(len(self.changes) - 1, int(share * len(self.changes)))]

    def words(self, what: str) -> str:
        """A row of the table."""
        count = len(self.changes)
        figures = [f"{count / SECONDS:.1f}", *(f"{self.part(one):.0f}" for one in (0.5, 0.95, 1))]
        figures += [f"{self.served / count:.1f}", f"{self.asked / count:.1f}", str(len(self.errors))]
        return f"| {what} | {' | '.join(figures)} |"


HEAD = """\
| | changes a second | median, ms | 95 of 100 | longest | server CPU each, ms | reader CPU, ms | errors |
|---|--:|--:|--:|--:|--:|--:|--:|"""


async def read(address: str, page: str, number: int, ends: float, noted: Noted) -> None:
    """One reader: a visit, then changes until the end."""
    chance = random.Random(number)
    await asyncio.sleep(EVERY * number / READERS)
    try:
        async with Reader(f"{address}/{page}", f"127.0.{1 + number // 200}.{1 + number % 200}") as reader:
            await reader.rerun()
            while time.monotonic() < ends:
                await asyncio.sleep(EVERY * chance.uniform(0.8, 1.2))
                begun = time.perf_counter()
                run = await reader.rerun(f"region={chance.choice(REGIONS)}")
                for figure in run.figures[:IN_VIEW]:
                    await reader.fetch(figure)
                noted.changes.append(1000 * (time.perf_counter() - begun))
    except PROBLEMS as problem:
        noted.errors.append(f"{type(problem).__name__}: {problem}")


async def flood(address: str, ends: float) -> None:
    """Runs of a page and new figures, asked for without a pause from one address."""

    async def ask(number: int) -> None:
        chance = random.Random(number)
        while time.monotonic() < ends:
            with contextlib.suppress(*PROBLEMS):
                async with Reader(f"{address}/treaties", FLOODED) as reader:
                    while time.monotonic() < ends:
                        if number % 2:
                            await reader.rerun(f"region={chance.choice(REGIONS)}")
                        else:
                            years = f"{chance.randint(2000, 2012)}-{chance.randint(2013, 2025)}"
                            await reader.fetch(f"/api/v1/figures/deposits_per_year?years={years}")

    async with asyncio.TaskGroup() as asked:
        for number in range(20):
            asked.create_task(ask(number))


async def crowd(address: str, pages: tuple[str, ...], pids: list[int], flooded: bool = False) -> Noted:
    """All readers at once, and one who floods where that is wanted."""
    noted, ends = Noted(), time.monotonic() + SECONDS
    served, asked = sum(map(servers.cpu_ms, pids)), time.process_time()
    async with asyncio.TaskGroup() as readers:
        for number, page in zip(range(READERS), itertools.cycle(pages), strict=False):
            readers.create_task(read(address, page, number, ends, noted))
        if flooded:
            readers.create_task(flood(address, ends))
    noted.served = sum(map(servers.cpu_ms, pids)) - served
    noted.asked = 1000 * (time.process_time() - asked)
    return noted


async def come_and_go(address: str) -> None:
    """Sessions that are opened, shown a page and dropped."""
    for number in range(SESSIONS):
        async with Reader(f"{address}/{PAGES[number % len(PAGES)]}", SENDER) as reader:
            await reader.rerun()


def measure() -> Iterator[tuple[str, Noted | str]]:
    """What is measured, with its name; sentences on memory have none."""
    with contextlib.ExitStack() as stack:
        address, pid = stack.enter_context(fleet.empty())
        fleets = [stack.enter_context(fleet.dashboards(count)) for count in dict.fromkeys((1, PROCESSES))]
        for one in itertools.chain.from_iterable(pids for _, pids in fleets):
            servers.wait_until_resting(one)
        print("All is drawn that is drawn beforehand.", flush=True)
        yield "an empty page of Streamlit", asyncio.run(crowd(address, ("",), [pid]))
        for address, pids in fleets:
            name = f"{len(pids)} processes behind nginx" if len(pids) > 1 else "1 process"
            before = [Look.at(pid, 0) for pid in pids]
            yield name, (noted := asyncio.run(crowd(address, PAGES, pids)))
            yield f"{name}, one reader floods", asyncio.run(crowd(address, PAGES, pids, flooded=True))
            for one, pid in zip(before, pids, strict=True):
                yield "", f"Before: {one}. With all readers: {Look.at(pid, len(noted.changes))}."
        yield from dropped(*fleets[0])


def dropped(address: str, pids: list[int]) -> Iterator[tuple[str, str]]:
    """What a process holds after many sessions that were opened and dropped."""
    asyncio.run(come_and_go(address))
    yield "", f"After {SESSIONS} more sessions, opened and dropped: {Look.at(pids[0], SESSIONS)}."
    time.sleep(FORGOTTEN)
    yield "", f"{FORGOTTEN} seconds later: {Look.at(pids[0], SESSIONS)}."


def main() -> int:
    """Measure, print, keep."""
    rows, lines, errors = [], [], []
    for what, noted in measure():
        words = noted if isinstance(noted, str) else noted.words(what)
        (lines if isinstance(noted, str) else rows).append(words)
        errors += [] if isinstance(noted, str) else noted.errors
        print(words, f"(load {os.getloadavg()[0]:.1f})", flush=True)
    about = f"{date.today()}, {os.cpu_count()} cores, {READERS} readers with a change every {EVERY:g} s each."
    memory = "\n".join(f"- {one}" for one in lines)
    parts = ["# Many readers at once", about, "\n".join([HEAD, *rows]), memory, EXPLANATION]
    RESULTS.write_text("\n\n".join(parts), encoding="utf-8")
    print(*errors[:5], sep="\n")
    return bool(errors)


if __name__ == "__main__":
    sys.exit(main())

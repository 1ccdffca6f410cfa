"""Opens sessions, asks each for views drawn before, drops it: memory must stay bounded. `make bench-memory`.

RUNS (10,000) of pages by READERS (4) at a time; no longer than SECONDS (1800), while nobody builds tables:
sessions that have ended hold the former ones until Streamlit forgets them. The code of the process tells
whether memory, threads and descriptors stayed within their bounds.
"""

import asyncio
import itertools
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import servers
from benchmarks.reader import Reader
from tests import server, visits

RUNS, READERS = int(os.environ.get("RUNS", "10000")), int(os.environ.get("READERS", "4"))
SECONDS = float(os.environ.get("SECONDS", "1800"))
QUERIES = ("", "region=WB", "region=EU", "years=2010-2015", "", "region=WB")
"""What a session asks for."""
LOOK = 500
"""Runs between two looks at the server."""
RUN_IN = 2
"""Looks until all is drawn, and Streamlit remembers as many ended sessions as it will."""
MOST_MB, MOST_THREADS, MOST_DESCRIPTORS = 40, 20, 50
"""What may be more in the end than after the run-in."""


@dataclass(frozen=True)
class Look:
    """What the server holds after some runs."""

    runs: int
    mb: float
    threads: int
    descriptors: int

    @classmethod
    def at(cls, pid: int, runs: int) -> "Look":
        """What a process holds now."""
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
        lines = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
        descriptors = len(list(Path(f"/proc/{pid}/fd").iterdir()))
        return cls(runs, int(lines["VmRSS"].split()[0]) / 1000, int(lines["Threads"]), descriptors)

    def __str__(self) -> str:
        return f"{self.runs:6} runs: {self.mb:.0f} MB, {self.threads} threads, {self.descriptors} descriptors"


async def looks(address: str, pid: int) -> list[Look]:
    """All sessions, and what the server held on the way."""
    pages = itertools.cycle(visits.pages().values())
    ends, seen = time.monotonic() + SECONDS, []
    runs = itertools.count(1)

    async def read() -> None:
        for page in pages:
            async with Reader(f"{address}/{page}") as reader:
                for query in QUERIES:
                    if (run := next(runs)) > RUNS or time.monotonic() > ends:
                        return
                    await reader.rerun(query)
                    if run % LOOK == 0:
                        seen.append(Look.at(pid, run))
                        print(seen[-1], flush=True)

    async with asyncio.TaskGroup() as readers:
        for _ in range(READERS):
            readers.create_task(read())
    return seen


def exceeded(seen: list[Look]) -> Iterator[str]:
    """What has grown further than it may since the run-in."""
    first, last = seen[RUN_IN - 1], seen[-1]
    for name, most in (("mb", MOST_MB), ("threads", MOST_THREADS), ("descriptors", MOST_DESCRIPTORS)):
        grown = getattr(last, name) - getattr(first, name)
        if grown > most:
            yield f"{grown:.0f} {name} more after {last.runs} runs than after {first.runs}: at most {most}"


def main() -> int:
    """Run, print, and say whether all stayed within its bounds."""
    port = server.free_port()
    with server.dashboard(port) as address:
        pid = servers.listener(port)
        print(Look.at(pid, 0), flush=True)
        seen = asyncio.run(looks(address, pid))
    wrong = list(exceeded(seen)) if len(seen) > RUN_IN else ["Too few runs: nothing is known."]
    print(*wrong or ["Memory, threads and descriptors stayed bounded."], sep="\n")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())

"""What one address may ask of the server, so that the others do not wait for it."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import monotonic

from anyio import CapacityLimiter

AT_ONCE, WAITING = 3, 60
"""Requests of an address that are worked on at the same time, and that may wait for it."""
EACH_SECOND, IN_A_BURST = 100, 400
"""Requests of an address: on average, and before its further ones wait."""
LONGEST = IN_A_BURST / EACH_SECOND
"""Seconds that a request waits; one that would wait for longer is refused."""
RUN = 8
"""Requests as which a run of a page counts: with two charts each, an address has ten runs a second."""
WORK_EACH_SECOND, WORK_IN_A_BURST = 0.15, 5
"""Seconds of work on requests of an address: on average, and before its further ones wait."""
RUNS_EACH_SECOND, RUNS_IN_A_BURST = 2, 20
"""Runs of a page that a session gets: on average, and before its further ones wait."""
MOST_KNOWN = 10_000
"""Addresses whose requests are counted; who has asked for nothing the longest is forgotten first."""
RETRY_SECONDS = 5
TOO_MANY = "Too many requests from your address at once: wait a few seconds, then go on more slowly."


class CrowdedError(Exception):
    """An address has too many requests that wait."""


class Rate:
    """How much may be asked for in a time: so much a second, and more at once after a pause."""

    def __init__(self, each_second: float, most: float, clock: Callable[[], float] = monotonic) -> None:
        self.each_second, self.most, self.clock = each_second, most, clock
        self.left, self.at = most, clock()

    def wait(self, amount: float = 1) -> float:
        """Count one more, or so much; the seconds that it should wait, zero where it need not."""
        now = self.clock()
        self.left = max(-self.most, min(self.most, self.left + (now - self.at) * self.each_second) - amount)
        self.at = now
        return max(0.0, -self.left / self.each_second)

    def wait_at_most(self, longest: float) -> float | None:
        """As `wait`; None where it should wait for longer than that: then it does not count."""
        late = self.wait()
        if late < longest:
            return late
        self.left += 1
        return None


@dataclass
class Share:
    """What an address has asked for."""

    requests: Rate = field(default_factory=lambda: Rate(EACH_SECOND, IN_A_BURST))
    work: Rate = field(default_factory=lambda: Rate(WORK_EACH_SECOND, WORK_IN_A_BURST))


_shares: OrderedDict[str, Share] = OrderedDict()
_limiters: dict[str, CapacityLimiter] = {}


def share(address: str) -> Share:
    """That of an address."""
    one = _shares.setdefault(address, Share())
    _shares.move_to_end(address)
    while len(_shares) > MOST_KNOWN:
        _shares.popitem(last=False)
    return one


@asynccontextmanager
async def place(address: str) -> AsyncIterator[None]:
    """One of the places that an address has for what is being worked on; waits until one is free.

    Who has had more work done than is fair keeps the place for longer, while others have work done too.

    Raises:
        CrowdedError: too many of its requests wait.
    """
    limiter = _limiters.setdefault(address, CapacityLimiter(AT_ONCE))
    if limiter.statistics().tasks_waiting >= WAITING:
        raise CrowdedError
    try:
        async with limiter:
            begun = monotonic()
            yield
            late = share(address).work.wait(monotonic() - begun)
            if len(_limiters) > 1:
                await asyncio.sleep(min(late, RETRY_SECONDS))
    finally:
        left = limiter.statistics()
        if not left.borrowed_tokens and not left.tasks_waiting:
            _limiters.pop(address, None)


def paced(receive: Callable, address: str) -> Callable:
    """What a session of an address is asked, no faster than its page may run."""
    own, of_all = Rate(RUNS_EACH_SECOND, RUNS_IN_A_BURST), share(address).requests

    async def next_message() -> dict:
        message = await receive()
        if message["type"] == "websocket.connect":
            await asyncio.sleep(of_all.wait())
        elif message["type"] == "websocket.receive":
            await asyncio.sleep(max(own.wait(), of_all.wait(RUN)))
        return message

    return next_message

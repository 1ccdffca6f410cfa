"""Runs both passes over the chunks: in threads of this process; `cluster` does it on Dask."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

from hazard_areas.finishing import Group, Part, Plan, finished
from hazard_areas.source import tables
from hazard_areas.spill import Summary
from hazard_areas.survey import Survey, surveyed


class Schedule(Protocol):
    """A way to run both passes; results come in the order of the file, or of the groups."""

    def survey(self, survey: Survey) -> Iterator[Summary]:
        """The first pass over a file."""

    def finish(self, groups: Iterable[Group], plan: Plan) -> Iterator[Part]:
        """The second pass over groups of tiles."""

    def close(self) -> None:
        """Leave it as it was before."""


class Threads:
    """So many threads: no more chunks are in memory than there are threads, and one that waits."""

    def __init__(self, count: int) -> None:
        self.count = count

    def survey(self, survey: Survey) -> Iterator[Summary]:
        """As Schedule has it; the file is read by this thread."""
        return self._each(surveyed, _numbered(survey))

    def finish(self, groups: Iterable[Group], plan: Plan) -> Iterator[Part]:
        """As Schedule has it."""
        return self._each(finished, ((group, plan) for group in groups))

    def close(self) -> None:
        """As Schedule has it: threads end with each pass."""

    def _each(self, step: Callable[..., Any], tasks: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
        with ThreadPoolExecutor(self.count) as pool:
            waiting: deque[Any] = deque()
            try:
                for task in tasks:
                    waiting.append(pool.submit(step, *task))
                    if len(waiting) > self.count:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            finally:
                pool.shutdown(cancel_futures=True)


def _numbered(survey: Survey) -> Iterator[tuple[Any, int, Survey]]:
    """The chunks of a file, with the number of the first row of each."""
    first = 0
    for table in tables(survey.source):
        yield table, first, survey
        first += table.num_rows

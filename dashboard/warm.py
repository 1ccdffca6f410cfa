"""Draws what most readers open before they ask for it, while nobody waits."""

import gc
import itertools
import logging
from collections.abc import Callable, Iterator
from time import process_time, sleep
from typing import Any

from charts.chart import Chart
from dashboard import chart_address, figure, store
from dashboard.drawing import MOST_KEPT, drawing, forget, result_of
from dashboard.settings import settings
from topics.tables import Tables
from topics.view import View

REGIONS = ("SEE", "WB", "EU", "RACVIAC", "WORLD")
"""Regions that readers choose most; pages open with the first one."""
MOST = MOST_KEPT * 3 // 8
"""Charts drawn beforehand; each is kept with its drawing, and a quarter of the room stays free."""
LEVEL = 2
"""Of the heading of most figures."""
LOOK = 0.1
"""Seconds between two looks at whether the server has nothing to do."""
IDLE = 0.1
"""Part of that time up to which its work counts as nothing."""
REST = 5.0
"""Seconds between two looks at whether the tables are others: a new edition, or a new day."""


def keep_warm() -> None:
    """Draw what is wanted most, anew when the tables are others, unless settings say no. Never ends."""
    drawn = None
    while True:
        key = store.snapshot().key
        if key != drawn:
            if drawn:
                store.forget()
                forget()
            if settings().warm_up:
                warm_up(store.snapshot())
            drawn = key
        sleep(REST)


def warm_up(tables: Tables) -> None:
    """Make one thing after the other as long as these tables are shown, each once nobody waits."""
    for work, view in itertools.islice(wanted(tables), MOST):
        wait_until_idle()
        if store.snapshot() is not tables:
            return
        try:
            if isinstance(result_of(work, view, {}), Chart):
                figure.message(drawing(work, view, {}, dark=False), LEVEL)
        except Exception as problem:  # noqa: BLE001 - whatever it is, who opens it is told
            logging.getLogger(__name__).warning("%s, %s: %s", work.__name__, view.region, problem)
    wait_until_idle()
    gc.unfreeze()  # what the former tables left is freed
    gc.collect()
    gc.freeze()


def wanted(tables: Tables) -> Iterator[tuple[Callable[..., Any], View]]:
    """All charts of the region that readers choose most, briefs of its countries, then charts of the next."""
    for region in REGIONS:
        view = View(tables, region)
        for chart in chart_address.charts().values():
            yield chart, view
        if region == REGIONS[0]:
            yield from briefs(tables)


def briefs(tables: Tables) -> Iterator[tuple[Callable[..., Any], View]]:
    """The light pages of the countries with which pages open; what they draw is on the pages too."""
    from dashboard.api.light_brief import brief  # noqa: PLC0415 - imports topics, which a start need not

    for code in View(tables).members:
        yield brief, View(tables, countries=(code,))


def wait_until_idle() -> None:
    """Return when the server has had nothing to do for a moment.

    The thread has the priority of all others: one that the system lets wait would keep the interpreter from
    those that answer readers.
    """
    worked = LOOK
    while worked > IDLE * LOOK:
        before = process_time()
        sleep(LOOK)
        worked = process_time() - before

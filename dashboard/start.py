"""What the server does once, before its first reader comes."""

import asyncio
import contextlib
import ctypes
import gc
import importlib
import pkgutil
import socket
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic, process_time
from typing import Any

from uvicorn.protocols.http.auto import AutoHTTPProtocol

import topics
from dashboard import chart_address, store, streamlit_inside, warm
from dashboard.api import index_page
from dashboard.areas import log

LOOK = 2.0
"""Seconds between two looks at whether the server has nothing to do."""
IDLE = 0.1
"""Part of that time up to which its work counts as nothing."""
SOONEST, LATEST = 20.0, 600.0
"""Seconds after a collection until the next one on an idle server, and at last on a busy one."""
HEAD = 20.0
"""Seconds within which a connection must have asked for something."""
TURN = 0.0005
"""Seconds until a thread that computes lets another one go on; by default ten times as many."""


@asynccontextmanager
async def started(_: Any) -> AsyncIterator[None]:
    """Begin to serve; what every reader needs is made ready while the first one is still on the way."""
    disable_nagle()
    close_half_open()
    sys.setswitchinterval(TURN)
    streamlit_inside.fill_once()
    log.keep_private()
    threading.Thread(target=prepare, daemon=True).start()
    collecting = asyncio.create_task(collect_when_idle())
    yield
    collecting.cancel()


async def collect_when_idle() -> None:
    """Free what ended sessions left, while nobody waits.

    Streamlit would do it after every run of a page (`runner.postScriptGC`, off in .streamlit/config.toml): it
    holds the interpreter while the answer waits to be sent, more than half of the server's time.
    """
    last = monotonic()
    while True:
        worked = process_time()
        await asyncio.sleep(LOOK)
        since = monotonic() - last
        is_idle = process_time() - worked < IDLE * LOOK
        if since > LATEST or (is_idle and since > SOONEST):
            streamlit_inside.forget_ended_sessions()
            gc.collect()
            give_back()
            last = monotonic()


def give_back() -> None:
    """Give freed memory back to the system: that of a large file is else held until the next one comes.

    Only glibc holds it, and only glibc has this function.
    """
    with contextlib.suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def close_half_open() -> None:
    """Close connections whose first request does not come; uvicorn has no limit of time for it."""
    connect = AutoHTTPProtocol.connection_made

    def connection_made(protocol: Any, transport: Any) -> None:
        connect(protocol, transport)
        asyncio.get_running_loop().call_later(HEAD, close_without_request, protocol)

    setattr(AutoHTTPProtocol, connect.__name__, connection_made)


def close_without_request(protocol: Any) -> None:
    """Close a connection over which no head of a request has come whole."""
    if protocol.scope is None:
        protocol.transport.close()


def disable_nagle() -> None:
    """Let no answer wait until the browser has acknowledged the one before: 40 ms each.

    Streamlit opens its socket without naming the protocol, so asyncio does not see that it is TCP and leaves
    Nagle's algorithm on. Connections take the setting of the socket that listens for them.
    """
    for thing in gc.get_objects():
        if isinstance(thing, socket.socket) and thing.fileno() >= 0 and is_tcp(thing):
            thing.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def is_tcp(opened: socket.socket) -> bool:
    """Whether a socket speaks TCP, stated or not."""
    return opened.family in (socket.AF_INET, socket.AF_INET6) and opened.type == socket.SOCK_STREAM


def prepare() -> None:
    """Make ready what every reader needs, then draw what most readers open."""
    make_ready()
    warm.keep_warm()


def make_ready() -> None:
    """Read all tables, import all topics, pack all scripts; none of it is looked at for garbage again."""
    index_page.pack_scripts()
    store.snapshot()
    for module in pkgutil.walk_packages(topics.__path__, "topics."):
        importlib.import_module(module.name)
    chart_address.charts()
    gc.collect()
    gc.freeze()

"""What the server does once, before its first reader comes."""

import gc
import importlib
import pkgutil
import socket
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import topics
from dashboard import store
from dashboard.api import index_page


@asynccontextmanager
async def started(_: Any) -> AsyncIterator[None]:
    """Begin to serve; what every reader needs is made ready while the first one is still on the way."""
    disable_nagle()
    threading.Thread(target=make_ready, daemon=True).start()
    yield


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


def make_ready() -> None:
    """Read all tables, import all topics, pack all scripts."""
    index_page.pack_scripts()
    store.snapshot()
    for module in pkgutil.walk_packages(topics.__path__, "topics."):
        importlib.import_module(module.name)

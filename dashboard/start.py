"""What the server does once, before its first reader comes."""

import gc
import importlib
import pkgutil
import socket
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import analysis
import charts
from dashboard import api, store


@asynccontextmanager
async def started(_: Any) -> AsyncIterator[None]:
    """Begin to serve; what every reader needs is made ready while the first one is still on the way."""
    send_at_once()
    threading.Thread(target=make_ready, daemon=True).start()
    yield


def send_at_once() -> None:
    """Let no answer wait until the browser has acknowledged the one before: 40 ms each.

    Streamlit opens its socket without naming the protocol, so asyncio does not see that it is TCP and leaves
    Nagle's algorithm on. Connections take the setting of the socket that listens for them.
    """
    for found in gc.get_objects():
        if isinstance(found, socket.socket) and found.fileno() >= 0 and is_tcp(found):
            found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def is_tcp(found: socket.socket) -> bool:
    """Whether a socket speaks TCP, said or unsaid."""
    return found.family in (socket.AF_INET, socket.AF_INET6) and found.type == socket.SOCK_STREAM


def make_ready() -> None:
    """Read all tables, import all charts, pack all scripts."""
    api.pack_scripts()
    for table in store.tables():
        store.load(table)
    for package in (analysis, charts):
        for part in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            importlib.import_module(part.name)

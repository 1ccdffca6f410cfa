"""One command at a time works on a folder of data; the next one waits for it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

NAME = ".build.lock"
"""Of the file that is locked; the system frees it when whoever holds it is killed."""


@contextmanager
def alone(data: Path, *, writes: bool) -> Iterator[None]:
    """Let no other command work on a folder meanwhile; say so where one is waited for.

    Args:
        data: the folder of registry, raw and clean.
        writes: the command writes; one that only reads needs no lock where it may not write one.
    """
    lock = FileLock(data / NAME)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        print(f"Another build works on {data}: waiting until it has ended", file=sys.stderr, flush=True)
        lock.acquire()
    except OSError:
        if writes:
            raise
    try:
        yield
    finally:
        lock.release()

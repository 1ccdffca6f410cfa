"""Lets a folder appear only when it is whole: it is written beside, and the two change places."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from etl.publish import exchanged
from hazard_areas.problem import StoppedError

REPORT = "report.json"
"""The file by which a folder is known as one of this command; it is written last."""


@contextmanager
def in_place(out: Path) -> Iterator[Path]:
    """A folder beside another one, which takes its place when nothing went wrong.

    Raises:
        StoppedError: the other one holds something else, or another run works on it.
    """
    if out.exists() and not out.is_dir():
        raise StoppedError(f"{out} is a file. Give a folder.")
    if out.is_dir() and any(out.iterdir()) and not (out / REPORT).is_file():
        raise StoppedError(
            f"{out} holds something else. Give a folder that is empty or was written by this command."
        )
    out = out.resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(out.with_name(f".{out.name}.lock"))
    beside = out.with_name(f".{out.name}-next")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise StoppedError(f"Another run writes into {out}. Wait until it has ended.") from None
    try:
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir()
        yield beside
        shutil.rmtree(beside / ".spill")
        _exchange(beside, out)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        lock.release()


def _exchange(beside: Path, out: Path) -> None:
    """Put a folder in the place of another one; where the system has no such step, by two renames."""
    if not out.exists():
        beside.rename(out)
    elif not exchanged(beside, out):
        former = out.with_name(f".{out.name}-former")
        shutil.rmtree(former, ignore_errors=True)
        out.rename(former)
        beside.rename(out)
        shutil.rmtree(former)

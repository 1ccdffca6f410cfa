"""The files of `data/clean` as one edition: those of one build, whole, in memory.

While others are put in their place (a build, `git pull`, `rsync`) the former edition stays, until all files
are as their descriptor says. Where a build was killed in between, the folder that it wrote beside is taken.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from time import monotonic, sleep
from typing import Any

from editions.descriptor import DESCRIPTOR, NEXT, differing

PATIENCE, PAUSE = 1.0, 0.05
"""Seconds for which a first edition is waited for, and between two looks: files may just be moved."""
AGAIN = 0.5
"""Seconds after which files that were not whole are looked at again."""


@dataclass(frozen=True, eq=False)
class Published:
    """One edition of the tables."""

    written: int
    """When the descriptor was written, in nanoseconds."""
    text: bytes
    """Of the descriptor."""
    declared: dict[str, Any]
    files: Mapping[str, bytes]
    """All that the descriptor lists, by path."""


@dataclass
class Folder:
    """A folder with the edition that was read there last."""

    path: Path
    edition: Published | None = None
    seen: tuple[int, int] = (0, 0)
    """What told the descriptor from others when the edition was read."""
    again: float = 0.0
    """When files that were not whole may be looked at again."""
    lock: Lock = field(default_factory=Lock)


_folders: dict[Path, Folder] = {}
_held: ContextVar[tuple[Path, Published] | None] = ContextVar("held", default=None)


def hold(path: Path) -> None:
    """Take the edition as it is now for all that this run of a page, or this request, asks for."""
    _held.set(None)
    with suppress(LookupError):
        _held.set((path, current(path)))


def current(path: Path) -> Published:
    """The edition of a folder: the one that is held, else the newest that is whole.

    Raises:
        LookupError: there is none.
    """
    held = _held.get()
    if held is not None and held[0] == path:
        return held[1]
    folder = _folders.setdefault(path, Folder(path))
    if folder.edition is None:
        with folder.lock:
            folder.edition = folder.edition or _first(folder)
    elif _is_other(folder) and folder.lock.acquire(blocking=False):
        try:
            folder.edition = _newer(folder, folder.edition)
        finally:
            folder.lock.release()
    return folder.edition


def _first(folder: Folder) -> Published:
    """The edition of a folder that none was read of; tried for some time the first time."""
    while True:
        signature = _signature(folder.path)
        for path in (folder.path, folder.path.with_name(NEXT)):
            try:
                edition = _read(path)
            except LookupError:
                continue
            folder.seen = signature
            return edition
        folder.again = folder.again or monotonic() + PATIENCE
        if monotonic() > folder.again or not folder.path.exists():
            return _read(folder.path)
        sleep(PAUSE)


def _is_other(folder: Folder) -> bool:
    """Whether other files may lie in a folder than were read."""
    return _signature(folder.path) != folder.seen and monotonic() > folder.again


def _newer(folder: Folder, former: Published) -> Published:
    """The edition of a folder whose descriptor is another; the former one while that is not whole."""
    signature = _signature(folder.path)
    try:
        edition = _read(folder.path)
    except LookupError:
        folder.again = monotonic() + AGAIN
        return former
    folder.seen = signature
    return former if edition.text == former.text else edition


def _signature(path: Path) -> tuple[int, int]:
    """What tells a descriptor from one that was put in its place."""
    try:
        status = (path / DESCRIPTOR).stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_ino


def _read(folder: Path) -> Published:
    """All files of an edition.

    Raises:
        LookupError: one is missing, or not as the descriptor says.
    """
    try:
        written, text = (folder / DESCRIPTOR).stat().st_mtime_ns, (folder / DESCRIPTOR).read_bytes()
        declared = json.loads(text)
        files = {part["path"]: (folder / part["path"]).read_bytes() for part in declared["resources"]}
    except FileNotFoundError as error:
        missing = Path(error.filename).name
        raise LookupError(f"No {missing}: none in {folder.name}: run python -m etl") from error
    except (OSError, ValueError, LookupError) as error:
        raise LookupError(f"{folder.name}/{DESCRIPTOR} cannot be read: run python -m etl") from error
    differ = differing(declared, files.__getitem__)
    if differ:
        words = f"{folder.name}/{differ[0]} is not as {DESCRIPTOR} says: run python -m etl"
        raise LookupError(words)
    return Published(written, text, declared, files)

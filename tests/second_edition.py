"""Closes a second edition in a folder of its own, as the build does, for tests; judges nothing."""

import shutil
from datetime import date, timedelta
from pathlib import Path

from dashboard import editions as closed
from dashboard import store
from etl import editions
from etl.publish import package_of
from etl.registry import package, tables

DATA = store.ROOT / "data"
FIRST = "2026-11-21"
"""The first edition, of which no chart can be drawn."""
SECOND = f"{date.fromisoformat(FIRST) + timedelta(days=1)}"
"""A day before that of the data as they are."""
DECLARED = tables(package(), "clean")


def close(data: Path, day: str = SECOND) -> Path:
    """A folder with the first edition and one of today's tables without the first row of casualties.

    Args:
        data: the folder.
        day: of the second edition.
    """
    shutil.copytree(DATA / "editions" / FIRST, data / "editions" / FIRST)
    editions.write_index({FIRST: editions.index(DATA)[FIRST]}, data)
    frames = {table: store.snapshot()[table] for table in store.tables()}
    frames["casualties"] = frames["casualties"].iloc[1:]
    about = package() | {"created": day}
    problem = editions.close(frames, DECLARED, data, package_of(frames, DECLARED, about, []))
    assert not problem, problem
    return data


def forget() -> None:
    """Let nothing of these editions stay in memory."""
    for cache in (
        store._changes_between,
        store._content,
        closed._declared,
        closed._frames,
        closed._lacking,
        closed._tables,
    ):
        cache.cache_clear()

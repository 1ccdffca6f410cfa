"""Clean tables to Parquet and CSV, byte-identical for the same input, and into place in one step."""

import os
import shutil
import signal
from pathlib import Path
from typing import Any

import pandas as pd

from editions.files import arrow_table
from editions.package import Package, folder
from etl.registry import Table


def recover(clean: Path) -> None:
    """Put the old tables back if a build was killed between the two renames of `swap`."""
    old = clean.with_name(".clean-old")
    if old.exists() and not clean.exists():
        old.rename(clean)
    for left in clean.parent.glob(".clean-*"):
        shutil.rmtree(left)


def publish(package: Package, clean: Path) -> None:
    """Write all clean tables and their descriptor beside the old ones, then swap the folders."""
    new = clean.with_name(f".clean-new-{os.getpid()}")
    new.mkdir(parents=True)
    for name, content in folder(package).items():
        (new / name).write_bytes(content)
    swap(new, clean)


def package_of(
    frames: dict[str, pd.DataFrame],
    tables: list[Table],
    registry: dict[str, Any],
    raw: list[dict[str, object]],
) -> Package:
    """Return the clean tables as a data package.

    Args:
        frames: the clean tables by name.
        tables: their declarations.
        registry: the data package as written.
        raw: per raw file its path, rows and rows set aside.
    """
    about = {key: value for key, value in registry.items() if key != "resources" and not key.startswith("x-")}
    rows = [arrow_table(frames[table.name], table.fields) for table in tables]
    named = [table.descriptor | {"name": table.name.replace("_", "-")} for table in tables]
    return Package(about, list(zip(named, rows, strict=True)), {"raw": raw})


def swap(new: Path, clean: Path) -> None:
    """Put the new folder in the place of the old one; signals wait until both renames are done."""
    old = clean.with_name(".clean-old")
    blocked = {signal.SIGINT, signal.SIGTERM}
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, blocked)
    try:
        if clean.exists():
            clean.rename(old)
        new.rename(clean)
    finally:
        if hasattr(signal, "pthread_sigmask"):
            signal.pthread_sigmask(signal.SIG_UNBLOCK, blocked)
    if old.exists():
        shutil.rmtree(old)

"""Clean tables to Parquet and CSV, byte-identical for the same input, and into place without a gap.

They are written into a folder beside it, and the two change places in one step where the system can
do that. Where it cannot (Windows, a folder that is a mount) files are replaced one by one, the descriptor
last, while the folder beside stays whole: who reads compares each file with the descriptor, and takes that
folder where one differs.
"""

import ctypes
import json
import os
import shutil
import sys
import time
from pathlib import Path
from typing import Any

import pandas as pd

from editions.descriptor import DESCRIPTOR, NEXT, differing
from editions.files import arrow_table
from editions.package import Package, folder
from etl.registry import Table

HERE, EXCHANGE = -100, 2
"""AT_FDCWD of Linux; RENAME_EXCHANGE of Linux, which is RENAME_SWAP of macOS."""
PATIENCE = 10.0
"""Seconds that a file may be held open by a reader where such a file cannot be replaced."""


def publish(package: Package, clean: Path) -> None:
    """Put all clean tables and their descriptor in the place of the old ones, unless these are the same."""
    contents, beside = folder(package), clean.with_name(NEXT)
    if contents == {path.name: path.read_bytes() for path in clean.glob("*") if path.is_file()}:
        return
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    for name, content in contents.items():
        (beside / name).write_bytes(content)
    put_in_place(beside, clean)


def recover(clean: Path) -> None:
    """Finish a build that was killed while it put its files in place; remove what one left beside."""
    beside = clean.with_name(NEXT)
    if is_whole(beside) and not is_whole(clean):
        put_in_place(beside, clean)
    for left in clean.parent.glob(".clean-*"):
        shutil.rmtree(left)


def is_whole(clean: Path) -> bool:
    """Tell whether a folder holds all files that its descriptor lists, as it says."""
    try:
        declared = json.loads((clean / DESCRIPTOR).read_bytes())
        return not differing(declared, lambda name: (clean / name).read_bytes())
    except (OSError, ValueError):
        return False


def put_in_place(beside: Path, clean: Path) -> None:
    """Put a folder in the place of another one, which is whole at any moment, and remove that."""
    if not clean.exists():
        beside.rename(clean)
    elif not exchanged(beside, clean):
        replace_files(beside, clean)
    shutil.rmtree(beside, ignore_errors=True)


def exchanged(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; tell whether the system could."""
    first, second = os.fsencode(one), os.fsencode(other)
    calls: dict[str, tuple[str, tuple[object, ...]]] = {
        "linux": ("renameat2", (HERE, first, HERE, second, EXCHANGE)),
        "darwin": ("renamex_np", (first, second, EXCHANGE)),
    }
    name, arguments = calls.get(sys.platform, ("", ()))
    call = getattr(ctypes.CDLL(None), name, None) if name else None  # an old system library has none
    return call is not None and call(*arguments) == 0


def replace_files(beside: Path, clean: Path) -> None:
    """Replace the files of a folder by copies of those beside, one by one, the descriptor last."""
    names = sorted((path.name for path in beside.iterdir()), key=lambda name: (name == DESCRIPTOR, name))
    part = clean / ".part"
    for name in names:
        shutil.copyfile(beside / name, part)
        replace(part, clean / name)
    for path in clean.iterdir():
        if path.name not in names:
            path.unlink()


def replace(source: Path, target: Path) -> None:
    """Replace a file; wait where the system cannot do it while somebody reads the file."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            source.replace(target)
            return
        except PermissionError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


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
    named = [published(table) | {"name": table.name.replace("_", "-")} for table in tables]
    return Package(about, list(zip(named, rows, strict=True)), {"raw": raw})


def published(table: Table) -> dict[str, Any]:
    """Return the declaration of a table without what only the build reads."""
    fields = [{key: part for key, part in field.items() if key != "form"} for field in table.fields]
    return table.descriptor | {"schema": table.descriptor["schema"] | {"fields": fields}}

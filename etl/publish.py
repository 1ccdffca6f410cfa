"""Clean tables to Parquet, byte-identical for the same input, and into place in one step."""

import hashlib
import json
import os
import shutil
import signal
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from etl.registry import Table

TYPES = {
    "string": pa.string(),
    "number": pa.float64(),
    "integer": pa.int64(),
    "boolean": pa.bool_(),
    "date": pa.timestamp("ms"),
}


def arrow_table(frame: pd.DataFrame, table: Table) -> pa.Table:
    """Return a clean frame with exactly the declared columns and types; a missing column is null."""
    columns = {}
    for field in table.fields:
        kind = TYPES[field["type"]]
        if field["name"] not in frame:
            columns[field["name"]] = pa.nulls(len(frame), kind)
        else:
            columns[field["name"]] = pa.array(frame[field["name"]], type=kind, from_pandas=True)
    return pa.table(columns)


def recover(clean: Path) -> None:
    """Put the old tables back if a build was killed between the two renames of `swap`."""
    old = clean.with_name(".clean-old")
    if old.exists() and not clean.exists():
        old.rename(clean)
    for left in clean.parent.glob(".clean-*"):
        shutil.rmtree(left)


def publish(
    frames: dict[str, pd.DataFrame],
    tables: list[Table],
    registry: dict[str, Any],
    raw: list[dict[str, object]],
    clean: Path,
) -> None:
    """Write all clean tables and the data package beside the old ones, then swap the folders.

    Args:
        frames: the clean tables by name.
        tables: their declarations.
        registry: the data package as written.
        raw: per raw file its path, rows and rows set aside.
        clean: the folder to replace.
    """
    new = clean.with_name(f".clean-new-{os.getpid()}")
    new.mkdir(parents=True)
    resources = []
    for table in tables:
        path = new / f"{table.name}.parquet"
        pq.write_table(arrow_table(frames[table.name], table), path, compression="zstd")
        resources.append(resource(table, path, len(frames[table.name])))
    described = {key: value for key, value in registry.items() if not key.startswith("x-")}
    text = json.dumps({**described, "resources": resources, "raw": raw}, ensure_ascii=False, indent=1)
    (new / "datapackage.json").write_text(text + "\n", encoding="utf-8")
    swap(new, clean)


def resource(table: Table, path: Path, rows: int) -> dict[str, Any]:
    """Return the published description of one table: the registry's, with hash and size."""
    content = path.read_bytes()
    return {
        **table.descriptor,
        "name": table.name.replace("_", "-"),
        "path": path.name,
        "format": "parquet",
        "rows": rows,
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }


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

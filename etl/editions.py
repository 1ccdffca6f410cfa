"""Closes editions of the data, and lists what has become different since the last one.

A folder data/editions/DAY holds `records.parquet`, every row of that edition as people state it;
`package.zip`, its tables as they were published; from the second edition on `changes.parquet`, how it differs
from the one before. They are written once: `index.json` holds their checksums, and a build refuses others.
"""

import json
import shutil
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from editions.comparison import COLUMNS, LEFT_OUT, NAME, NEXT, Records, differences, ids_of, rows_of
from editions.files import sha256
from editions.package import Package, archive
from etl.registry import Table

INDEX = "index.json"
"""Name of the list of all closed editions with the checksums of their files."""
PACKAGE = "package.zip"


def changes(frames: dict[str, pd.DataFrame], tables: list[Table], data: Path, created: str) -> pd.DataFrame:
    """Return what changed in every closed edition, and since the last one.

    *Columns*: COLUMNS; no rows before the first edition is closed.

    Args:
        frames: the clean tables by name.
        tables: their declarations.
        data: the folder that holds the editions.
        created: the day of the data package.
    """
    closed = editions(data)
    if not closed:
        return pd.DataFrame(columns=COLUMNS)
    history = [
        pd.read_parquet(path)
        for day in closed
        if (path := data / "editions" / day / f"{NAME}.parquet").exists()
    ]
    name = created if created > closed[-1] else NEXT
    records = rows_of(frames, tables)
    now = differences(records_of(closed[-1], data), records, tables, name, ids_of(frames, tables, records))
    known = set(frames["countries"]["country"]), set(frames["sources"]["source"])
    rows = pd.concat([now, *reversed(history)], ignore_index=True)[COLUMNS]
    return rows.assign(
        country=rows["country"].where(rows["country"].isin(known[0])),
        source=rows["source"].where(rows["source"].isin(known[1])),
    )


def close(frames: dict[str, pd.DataFrame], tables: list[Table], data: Path, package: Package) -> str:
    """Write the edition of the day of a package; return what is wrong, empty when it was closed.

    The folder is written beside and moved into place, so that an edition is there whole or not at all.

    Args:
        frames: the clean tables by name.
        tables: their declarations.
        data: the folder that holds the editions.
        package: the same tables as they are published.
    """
    closed, created = editions(data), str(package.day)
    if closed and created <= closed[-1]:
        return (
            f"data/datapackage.yaml: created is {created}, but the edition of {closed[-1]} is closed: "
            "write the day of the new edition"
        )
    records = rows_of(frames, tables)
    for left in (data / "editions").glob(".[0-9]*"):
        shutil.rmtree(left)  # of one that was killed
    new = data / "editions" / f".{created}"
    new.mkdir(parents=True)
    try:
        write(pd.DataFrame(records, columns=["table", "cells"]), new / "records.parquet")
        part = [(named, rows) for named, rows in package.tables if named["table"] not in LEFT_OUT]
        (new / PACKAGE).write_bytes(archive(Package(package.about, part, package.more)))
        if closed:
            ids = ids_of(frames, tables, records)
            rows = differences(records_of(closed[-1], data), records, tables, created, ids)
            write(rows, new / f"{NAME}.parquet")
        new.rename(data / "editions" / created)
        write_index(index(data) | {created: checksums(data / "editions" / created)}, data)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return ""


def faults(data: Path) -> list[str]:
    """Return what is wrong with closed editions: files that are gone or others than when it was closed."""
    listed, closed = index(data), editions(data)
    wrong = [
        f"data/editions/{day}: not in {INDEX}: take the folder away, and close the edition again"
        for day in closed
        if day not in listed
    ]
    for day, expected in listed.items():
        there = checksums(data / "editions" / day)
        wrong += [
            f"data/editions/{day}/{name}: not as it was when the edition was closed; fetch it from git again"
            for name in sorted({*expected, *there})
            if expected.get(name) != there.get(name)
        ]
    return wrong


def index(data: Path) -> dict[str, dict[str, str]]:
    """Return the checksums of the files of each closed edition, by day and name."""
    path = data / "editions" / INDEX
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def write_index(listed: dict[str, dict[str, str]], data: Path) -> None:
    """Write the list of closed editions, in one step: an edition is closed once it stands there."""
    path = data / "editions" / f".{INDEX}"
    path.write_text(json.dumps(listed, indent=1) + "\n", encoding="utf-8", newline="\n")
    path.replace(data / "editions" / INDEX)


def checksums(folder: Path) -> dict[str, str]:
    """Return the checksum of each file of a folder, by name."""
    return {path.name: sha256(path.read_bytes()) for path in sorted(folder.glob("*"))}


def editions(data: Path) -> list[str]:
    """Return the days of the closed editions, the earliest first."""
    paths = (data / "editions").glob("[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]/records.parquet")
    return sorted(path.parent.name for path in paths)


def records_of(day: str, data: Path) -> Records:
    """Return all rows of a closed edition as table and cells."""
    frame = pd.read_parquet(data / "editions" / day / "records.parquet")
    return list(zip(frame["table"], frame["cells"], strict=True))


def write(frame: pd.DataFrame, path: Path) -> None:
    """Write texts as Parquet, the same bytes for the same rows."""
    columns = {name: pa.array(frame[name], type=pa.string(), from_pandas=True) for name in frame}
    pq.write_table(pa.table(columns), path, compression="zstd", compression_level=19)

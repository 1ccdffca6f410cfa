"""The files of a data package: tables, checksums, all in one archive; the same bytes each time."""

import hashlib
import io
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pandas as pd
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

TYPES = {
    "string": pa.string(),
    "number": pa.float64(),
    "integer": pa.int64(),
    "boolean": pa.bool_(),
    "date": pa.timestamp("ms"),
}
CHECKSUMS = "SHA256SUMS"
"""Name of the list of checksums in a package; `sha256sum --check` reads it."""
UNIX = 3
"""System that an archive says it was made on, whichever it was."""


def arrow_table(frame: pd.DataFrame, fields: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Return a frame with exactly the declared columns and types; a missing column is null."""
    columns = {}
    for field in fields:
        kind = TYPES[field["type"]]
        if field["name"] not in frame:
            columns[field["name"]] = pa.nulls(len(frame), kind)
        else:
            columns[field["name"]] = pa.array(frame[field["name"]], type=kind, from_pandas=True)
    return pa.table(columns)


def parquet_file(table: pa.Table) -> bytes:
    """A table as Parquet."""
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()


def csv_file(table: pa.Table) -> bytes:
    """A table as CSV: UTF-8, texts in quotation marks, days as 2016-12-31, true and false, empty for null."""
    days = [
        column.cast(pa.date32()) if pa.types.is_timestamp(column.type) else column for column in table.columns
    ]
    buffer = io.BytesIO()
    pyarrow.csv.write_csv(pa.table(dict(zip(table.column_names, days, strict=True))), buffer)
    return buffer.getvalue()


def sha256(content: bytes) -> str:
    """The checksum of a content."""
    return hashlib.sha256(content).hexdigest()


def checksums(contents: Mapping[str, bytes]) -> str:
    """A line per file: its checksum and its name, in the order of the names."""
    return "".join(f"{sha256(contents[name])}  {name}\n" for name in sorted(contents))


def archive(contents: Mapping[str, bytes], day: date) -> bytes:
    """Files and their checksums in a zip, dated as of a day; an archive cannot bear one before 1980."""
    contents = {**contents, CHECKSUMS: checksums(contents).encode()}
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as zipped:
        for name, content in sorted(contents.items()):
            entry = ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            entry.create_system, entry.external_attr = UNIX, 0o644 << 16
            zipped.writestr(entry, content, ZIP_DEFLATED)
    return buffer.getvalue()

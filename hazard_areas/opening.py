"""Opens a file by its form: in chunks wherever there are forms or sizes that ask for it, else as a whole."""

import re
import zipfile
from pathlib import Path

import pyarrow as pa
import pyogrio

from dashboard.areas.limits import FEATURES, FILE_MEGABYTES, MEGABYTE, UNPACKED_MEGABYTES
from hazard_areas.problem import StoppedError
from hazard_areas.source import LAYERS, PARQUET, Source, Wishes, first_line, layer, parquet, sheet_in_chunks
from hazard_areas.whole import opened_whole

SHEETS = (".csv", ".tsv", ".txt")
JSON = (".geojson", ".json")
ROWS = dict.fromkeys(SHEETS, b"\n") | dict.fromkeys(JSON, b'"geometry"')
"""What stands in a file once for each row."""
BLOCK = 16_000_000
INNER = re.compile(r"(.*\.(?:gdb|shp))(?:/.*)?", re.IGNORECASE)
"""A File Geodatabase or a Shapefile in an archive."""


def opened(number: int, path: Path, wishes: Wishes, folder: Path) -> Source:
    """A file by its ending.

    Args:
        number: its place in the command.
        path: where it lies.
        wishes: what was said of it.
        folder: where its rows may be laid down.

    Raises:
        StoppedError: it is missing, cannot be read, or leaves open what must be known.
    """
    ending = path.suffix.lower()
    if not path.exists():
        raise StoppedError(f"{path}: there is no such file.")
    try:
        if ending in LAYERS:
            return layer(number, path, wishes)
        if ending in PARQUET:
            return parquet(number, path, wishes)
        if _is_large(path, ending):
            return _in_chunks(number, path, wishes, ending)
        return opened_whole(number, path, wishes, folder)
    except (
        pa.ArrowException,
        pyogrio.errors.DataSourceError,
        pyogrio.errors.DataLayerError,
        zipfile.BadZipFile,
        OSError,
    ) as fault:
        raise StoppedError(
            f"{path}: the file cannot be read ({first_line(fault)}). Export it again."
        ) from fault


def _is_large(path: Path, ending: str) -> bool:
    """Whether a file is more than what the page reads as a whole."""
    if path.stat().st_size > FILE_MEGABYTES * MEGABYTE:
        return True
    if ending == ".zip" and zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return sum(one.file_size for one in archive.infolist()) > UNPACKED_MEGABYTES * MEGABYTE
    if ending not in ROWS:
        return False
    with path.open("rb") as file:
        return sum(block.count(ROWS[ending]) for block in iter(lambda: file.read(BLOCK), b"")) > FEATURES


def _in_chunks(number: int, path: Path, wishes: Wishes, ending: str) -> Source:
    if ending in SHEETS:
        return sheet_in_chunks(number, path, wishes)
    if ending in JSON:
        return layer(number, path, wishes)
    if ending == ".zip":
        return layer(number, _inside(path, wishes), wishes)
    raise StoppedError(
        f"{path}: files of this form are read up to {FILE_MEGABYTES} MB. Export it as GeoPackage or "
        "GeoParquet."
    )


def _inside(path: Path, wishes: Wishes) -> zipfile.Path:
    """The Shapefile or File Geodatabase in an archive."""
    with zipfile.ZipFile(path) as archive:
        matches = map(INNER.fullmatch, archive.namelist())
    names = sorted({match[1] for match in matches if match})
    name = wishes.answers.get("file", names[0] if len(names) == 1 else None)
    if name in names:
        return zipfile.Path(path, name)
    listed = ", ".join(names) or "neither a Shapefile nor a File Geodatabase"
    raise StoppedError(f"{path}: the archive holds {listed}. Choose one: --answer file=NAME.")

"""Reads files of hazard areas in chunks of rows, none of which needs the others."""

import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio

from hazard_areas import sheet
from hazard_areas.problem import StoppedError
from topics.hazard_areas import encodings, questions, shapes

CHUNK = 25_000
"""Rows that are worked on at a time."""
LAYERS = {".gpkg": "GeoPackage", ".fgb": "FlatGeobuf", ".shp": "Shapefile", ".gdb": "File Geodatabase"}
BUFFER = 1_000_000
"""Bytes of a column of GeoParquet that are read at a time; all of a row group would be in memory else."""
PARQUET = (".parquet", ".geoparquet")
SHAPE = "shape"
"""Column of a chunk with the shapes as well-known binary; those of the file bear OWN before their names."""
OWN = "file: "
ROW = "row"
"""Column of a chunk with the numbers of rows, where these do not follow one another."""
FIRST = 2000
"""Rows by which columns and systems are guessed."""


@dataclass(frozen=True)
class Wishes:
    """What whoever started the run said of the files; empty: as the files say or is guessed."""

    layer: str | None = None
    crs: str | None = None
    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    """The own column for a term, or for a part of a place."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """To the questions of the page, by their keys."""


@dataclass(frozen=True)
class Source:
    """A file that can be read: its place in the command, kind, coordinate system and own columns."""

    number: int
    path: Path
    kind: str
    crs: str
    schema: pa.Schema
    layer: str | None = None
    encoding: str | None = None
    shape: Any = None
    """Name of the column with the shape, or how a sheet holds it."""
    first_row: int = 1
    notes: tuple[str, ...] = field(default=())
    where: str = ""
    """What GDAL takes the file for."""
    laid: Path | None = None
    """Where the rows lie in Arrow with their ROW, where the file was read as a whole."""


def tables(source: Source) -> Iterator[pa.Table]:
    """The rows in chunks of CHUNK, in the order of the file: SHAPE, and the own columns.

    Raises:
        StoppedError: the file breaks off.
    """
    readers = {"GeoParquet": _of_parquet, "CSV": sheet.batches}
    reader = _of_laid if source.laid else readers.get(source.kind, _of_layer)
    try:
        yield from _of_size(reader(source))
    except (pa.ArrowException, pyogrio.errors.DataSourceError, OSError) as fault:
        raise StoppedError(
            f"{source.path}: the file breaks off ({first_line(fault)}). Export it again."
        ) from fault


def _of_size(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.Table]:
    """The rows of batches of any size in tables of CHUNK rows."""
    waiting: list[pa.Table] = []
    for batch in batches:
        waiting.append(pa.Table.from_batches([batch]))
        while sum(table.num_rows for table in waiting) >= CHUNK:
            whole = pa.concat_tables(waiting)
            yield whole.slice(0, CHUNK)
            waiting = [whole.slice(CHUNK)]
    left = pa.concat_tables(waiting) if waiting else None
    if left is not None and left.num_rows:
        yield left


def layer(number: int, path: Path | zipfile.Path, wishes: Wishes) -> Source:
    """A layer of a file that GDAL reads in chunks, in an archive as well."""
    where = f"/vsizip/{path}" if isinstance(path, zipfile.Path) else str(path)
    kinds = {str(name): kind for name, kind in pyogrio.list_layers(where)}
    names = [name for name, kind in kinds.items() if kind is not None]
    if not names:
        raise StoppedError(f"{path}: the file has no layer with shapes.")
    if wishes.layer and wishes.layer not in names:
        raise StoppedError(f"{path}: there is no layer “{wishes.layer}”. There are: {', '.join(names)}.")
    if len(names) > 1 and not wishes.layer:
        raise StoppedError(
            f"{path}: the file has {len(names)} layers: {', '.join(names)}. Choose one: --layer NAME."
        )
    name, (encoding, notes) = wishes.layer or names[0], _encoding(path, wishes)
    others = questions.tables_note([name for name, kind in kinds.items() if kind is None])
    notes = (*notes, *(f"{path.name}: {note}" for note in others))
    about = pyogrio.read_info(where, layer=name, encoding=encoding)
    with pyogrio.raw.open_arrow(where, layer=name, encoding=encoding, use_pyarrow=True) as (meta, reader):
        shape = meta["geometry_name"] or "wkb_geometry"
        schema = pa.schema([one for one in reader.schema if one.name != shape])
    crs = system_of(path, about["crs"], wishes)
    kind = LAYERS.get(path.suffix.lower(), "GeoJSON")
    file = Path(str(path))
    return Source(number, file, kind, crs, schema, name, encoding, shape, notes=notes, where=where)


def _encoding(path: Path | zipfile.Path, wishes: Wishes) -> tuple[str | None, tuple[str, ...]]:
    """In which encoding the texts of a Shapefile are, and what is to be said of it."""
    folder: Any = path.parent
    table, stated = (folder / f"{path.stem}{ending}" for ending in (".dbf", ".cpg"))
    if path.suffix.lower() != ".shp" or stated.exists() or not table.exists():
        return wishes.encoding, ()
    with table.open("rb") as file:
        content = file.read(encodings.SCANNED)
    question = encodings.encoding_question(content[int.from_bytes(content[8:10], "little") :])
    if question is None or wishes.encoding:
        return wishes.encoding or "utf-8", ()
    return question.guess, (f"{path.name}: {sheet.encoding_words(question)}",)


def _of_layer(source: Source) -> Iterator[pa.RecordBatch]:
    with pyogrio.raw.open_arrow(
        source.where, layer=source.layer, encoding=source.encoding, batch_size=CHUNK, use_pyarrow=True
    ) as (_, reader):
        for batch in reader:
            yield _renamed(batch, source)


def _of_laid(source: Source) -> Iterator[pa.RecordBatch]:
    with pa.memory_map(str(source.laid)) as file:
        yield from pa.ipc.open_file(file).read_all().to_batches()


def parquet(number: int, path: Path, wishes: Wishes) -> Source:
    """A GeoParquet file."""
    schema = pq.read_schema(path)
    try:
        about = json.loads((schema.metadata or {}).get(b"geo", b"{}"))
        shape = about["primary_column"]
        column = about["columns"][shape]
    except (ValueError, KeyError, TypeError):
        raise StoppedError(
            f"{path}: the file does not say where its shapes are: it is not GeoParquet."
        ) from None
    if column.get("encoding") != "WKB":
        raise StoppedError(f"{path}: the shapes are not in WKB. Export it with geometry encoding WKB.")
    crs = column.get("crs", shapes.DEGREES)
    crs = system_of(path, json.dumps(crs) if isinstance(crs, dict) else crs, wishes)
    own = pa.schema([one for one in schema if one.name != shape])
    return Source(number, path, "GeoParquet", crs, own, shape=shape)


def _of_parquet(source: Source) -> Iterator[pa.RecordBatch]:
    with pq.ParquetFile(source.path, pre_buffer=False, buffer_size=BUFFER) as file:
        for batch in file.iter_batches(batch_size=CHUNK):
            yield _renamed(batch, source)


def _renamed(batch: pa.RecordBatch, source: Source) -> pa.RecordBatch:
    """A batch with the shape as plain binary, and OWN before the names of the file."""
    shape = batch.column(source.shape)
    shape = getattr(shape, "storage", shape).cast(pa.large_binary())
    names = source.schema.names
    columns = [shape, *(batch.column(name) for name in names)]
    return pa.RecordBatch.from_arrays(columns, names=[SHAPE, *(f"{OWN}{name}" for name in names)])


def sheet_in_chunks(number: int, path: Path, wishes: Wishes) -> Source:
    """A CSV with a shape in each row."""
    head = sheet.head_of(path, wishes.encoding)
    stated = shapes.DEGREES if head.are_degrees else None
    if head.doubt and not wishes.crs:
        raise StoppedError(f"{path}: {head.doubt} If they are metres, give their system: --crs EPSG:…")
    crs = system_of(path, stated, wishes)
    schema = pa.schema([(name, pa.string()) for name in head.names])
    return Source(number, path, "CSV", crs, schema, None, head.encoding, head, head.first_row, head.notes)


def system_of(path: Path | zipfile.Path, stated: str | None, wishes: Wishes) -> str:
    """The coordinate system that is wished for, or that the file names."""
    system = shapes.named_system(wishes.crs or stated)
    if wishes.crs and system is None:
        raise StoppedError(f"There is no coordinate system {wishes.crs}. Give its number: --crs EPSG:32633.")
    if system is None:
        what = "names no coordinate system of the earth" if stated else "names no coordinate system"
        raise StoppedError(f"{path}: the file {what}. Give it: --crs EPSG:4326 for degrees, or its number.")
    return system


def first_line(fault: BaseException) -> str:
    """What is wrong, in one line."""
    return str(fault).splitlines()[0].rstrip(".") if str(fault) else type(fault).__name__

"""Reads shapes with attributes from the bytes of GeoPackage, Shapefile and GeoParquet."""

import codecs
import io
import json
import re
import sqlite3
import time
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from dashboard.areas import limits
from dashboard.areas.geodatabase import coded_words, layer_question, packed, rows_of
from dashboard.areas.limits import Layer, RefusedError
from topics.hazard_areas.encodings import encoding_question
from topics.hazard_areas.questions import tables_note
from topics.vocabulary.numbers import number
from topics.vocabulary.sentences import sentence

SHAPEFILE = (".shp", ".shx", ".dbf", ".prj", ".cpg")
DEGREES = "EPSG:4326"
WAL = bytes([2, 2])
"""What a database says of itself (bytes 18 and 19) while its last changes lie in a second file, its log."""
INNER = ("gpkg_", "rtree_", "sqlite_")
"""How tables of a GeoPackage begin that it needs itself."""
GPKG_WORDS = (
    "SELECT column_name, value, description FROM gpkg_data_columns JOIN gpkg_data_column_constraints "
    "USING (constraint_name) WHERE table_name = ? AND constraint_type = 'enum' LIMIT 10000"
)
LANGUAGES = {
    0x01: "cp437",
    0x02: "cp850",
    0x03: "cp1252",
    0x64: "cp852",
    0x65: "cp866",
    0xC8: "cp1250",
    0xC9: "cp1251",
}
"""Encodings by the number of the language in a .dbf (byte 29)."""


def geopackage(content: bytes, answers: Mapping[str, str]) -> Layer:
    """One layer of a GeoPackage.

    It is read as the SQLite database it is, in memory: only plain tables, no views, no functions, no
    generated columns, which could give rows without end.
    """
    database = sqlite3.connect(":memory:")
    end = time.monotonic() + limits.READ_SECONDS
    is_open_elsewhere = content[18:20] == WAL
    try:
        database.deserialize(content[:18] + b"\x01\x01" + content[20:] if is_open_elsewhere else content)
        database.set_authorizer(_may)
        database.set_progress_handler(lambda: time.monotonic() > end, 100_000)
        layers = _layers(database)
        chosen = answers.get("layer")
        name = chosen if chosen in layers else next(iter(layers))
        layer = _gpkg_rows(database, name, layers[name])
        tables = _tables(database)
    except sqlite3.Error as problem:
        raise RefusedError(
            f"The GeoPackage cannot be read ({problem}). Close the program that has it open, or export the "
            f"layer "
            "again as a plain table."
        ) from problem
    finally:
        database.close()
    question = layer_question(list(layers))
    notes = [_wal_note()] if is_open_elsewhere else []
    notes.extend(tables_note([name for name in tables if name not in layers]))
    return layer._replace(questions=(question,) if question else (), notes=tuple(notes))


def _tables(database: sqlite3.Connection) -> list[str]:
    """Tables of the reader's own, with shapes or without."""
    names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return [str(name) for (name,) in names if not str(name).startswith(INNER)]


def _wal_note() -> str:
    return sentence(
        "The GeoPackage was open in a program when it was copied: what was changed last may be missing. "
        "Close that "
        "program and load the file again to be sure."
    )


def _may(action: int, first: str | None, *_: Any) -> int:
    allowed = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ}
    is_pragma = action == sqlite3.SQLITE_PRAGMA and first == "table_xinfo"
    return sqlite3.SQLITE_OK if action in allowed or is_pragma else sqlite3.SQLITE_DENY


def _layers(database: sqlite3.Connection) -> dict[str, tuple[str, Any]]:
    """Column of the shapes and number of the coordinate system of each layer that is a plain table."""
    schema = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    plain = {name for name, sql in schema if str(sql or "").lstrip().upper().startswith("CREATE TABLE")}
    if not {"gpkg_geometry_columns", "gpkg_spatial_ref_sys"} <= plain:
        raise RefusedError(
            "The file is an SQLite database but not a GeoPackage. Export the layer as GeoPackage."
        )
    rows = database.execute("SELECT table_name, column_name, srs_id FROM gpkg_geometry_columns").fetchall()
    layers = {str(name): (str(column), system) for name, column, system in rows if name in plain}
    if not layers:
        raise RefusedError(
            "The GeoPackage has no layer with shapes. Export the layer of hazard areas into it."
        )
    return layers


def _gpkg_rows(database: sqlite3.Connection, layer: str, shaped: tuple[str, Any]) -> Layer:
    column, system = shaped
    fields = database.execute(f"PRAGMA table_xinfo({_quoted(layer)})").fetchall()
    names = [str(field[1]) for field in fields if field[6] == 0]
    limits.check_columns(len(names))
    wanted = ", ".join(_quoted(name) for name in names)
    rows = database.execute(f"SELECT {wanted} FROM {_quoted(layer)} LIMIT {limits.FEATURES + 1}").fetchall()
    limits.check_rows(len(rows))
    if column not in names:
        raise RefusedError(
            f"The GeoPackage says that the shapes of “{layer}” are in a column that is not there. Export "
            f"it again."
        )
    table = pd.DataFrame(rows, columns=names)
    shapes = limits.shapes_of_binary([_gpkg_binary(value) for value in table[column]])
    binary = [name for name in names if table[name].map(lambda value: isinstance(value, bytes)).any()]
    table = table.drop(columns=list({column, *binary}))
    table = table.assign(**coded_words(table, _gpkg_words(database, layer)))
    return Layer(table, shapes, _gpkg_crs(database, system))


def _gpkg_words(database: sqlite3.Connection, layer: str) -> dict[str, dict[str, str]]:
    """The words for codes in the columns of a layer (GeoPackage 1.3, annex F.9: extension for schemas)."""
    try:
        rows = database.execute(GPKG_WORDS, (layer,)).fetchall()
    except sqlite3.OperationalError:
        return {}
    words: dict[str, dict[str, str]] = {}
    for column, code, text in rows:
        if text:
            words.setdefault(str(column), {})[str(code)] = str(text)
    return words


def _gpkg_binary(value: Any) -> bytes | None:
    """Well-known binary behind the head that GeoPackage puts before it (GeoPackage 1.3, 2.1.3)."""
    if not isinstance(value, bytes) or value[:2] != b"GP" or len(value) < 8:
        return None
    envelope = (0, 32, 48, 48, 64)[min((value[3] >> 1) & 0b111, 4)]
    return value[8 + envelope :]


def _gpkg_crs(database: sqlite3.Connection, system: Any) -> str | None:
    query = (
        "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?"
    )
    row = database.execute(query, (system,)).fetchone()
    if row is None or system in (-1, 0):
        return None
    return f"EPSG:{row[1]}" if str(row[0]).upper() == "EPSG" else str(row[2])


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def shapefile(files: Mapping[str, bytes], name: str, answers: Mapping[str, str]) -> Layer:
    """A Shapefile of an archive; its parts go into a new archive under fixed names."""
    chosen = name[:-4]
    parts = {
        path[len(chosen) :].lower(): path for path in files if path.lower().startswith(f"{chosen.lower()}.")
    }
    for ending, what in ((".shx", "index"), (".dbf", "attributes")):
        if ending not in parts:
            raise RefusedError(
                f"The archive has {chosen}.shp without {chosen}{ending} (its {what}). Zip .shp, .shx, .dbf "
                "and .prj together."
            )
    table = files[parts[".dbf"]]
    _check_dbf(table)
    question = encoding_question(
        table[int.from_bytes(table[8:10], "little") :], _stated_encoding(files, parts)
    )
    encoding = answers.get("encoding") if question else None
    known = encoding if question and encoding in question.choices else question.guess if question else "utf-8"
    wanted = [ending for ending in SHAPEFILE if ending in parts]
    contents = {f"layer{ending}": files[parts[ending]] for ending in wanted if ending != ".cpg"}
    try:
        layer = _without_broken_system(contents, known)
    except RefusedError:
        raise
    except Exception as problem:
        raise RefusedError(
            "The Shapefile is damaged: its parts do not fit together. Export it again, as GeoPackage if "
            "you can."
        ) from problem
    return layer._replace(questions=(question,) if question else (), notes=_count_notes(files, parts))


def _count_notes(files: Mapping[str, bytes], parts: Mapping[str, str]) -> tuple[str, ...]:
    """That a Shapefile has more shapes than rows of attributes, or the other way round."""
    shapes = (len(files[parts[".shx"]]) - 100) // 8
    rows = int.from_bytes(files[parts[".dbf"]][4:8], "little")
    if shapes == rows:
        return ()
    words = sentence(
        "The parts of the Shapefile do not fit together: {shapes} shapes, {rows} rows of attributes. Export "
        "it again to be sure.",
        shapes=number(shapes),
        rows=number(rows),
    )
    return (words,)


def _without_broken_system(contents: dict[str, bytes], encoding: str | None) -> Layer:
    """The rows of a Shapefile; without a coordinate system where its .prj cannot be read."""
    from pyogrio.errors import CRSError  # noqa: PLC0415 - only a page with a file needs it

    try:
        return rows_of(packed(contents), "ESRI Shapefile", encoding=encoding)
    except CRSError:
        without = {name: content for name, content in contents.items() if name != "layer.prj"}
        return rows_of(packed(without), "ESRI Shapefile", encoding=encoding)


def _stated_encoding(files: Mapping[str, bytes], parts: Mapping[str, str]) -> str | None:
    """What the .cpg, or else the .dbf, says that its texts are in."""
    stated = files[parts[".cpg"]][:40].decode("ascii", errors="ignore").strip() if ".cpg" in parts else ""
    digits = re.sub(r"(?i)^(ansi|cp|windows|oem)?[ -]?(?=\d{3,4}$)", "cp", stated)
    try:
        return codecs.lookup(digits).name if stated else LANGUAGES.get(files[parts[".dbf"]][29])
    except LookupError:
        return None


def _check_dbf(content: bytes) -> None:
    if len(content) < 32:
        raise RefusedError("The .dbf of the Shapefile is cut off. Export it again.")
    limits.check_rows(int.from_bytes(content[4:8], "little"))
    limits.check_columns(max(0, int.from_bytes(content[8:10], "little") - 33) // 32)


def geoparquet(content: bytes) -> Layer:
    """Rows of GeoParquet; text columns stay packed until their unpacked size is known."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        about = pq.ParquetFile(io.BytesIO(content))
        limits.check_rows(about.metadata.num_rows)
        schema = about.schema_arrow
        limits.check_columns(len(schema.names))
        key, crs = _parquet_shapes((schema.metadata or {}).get(b"geo"))
        plain = [field.name for field in schema if not pa.types.is_nested(field.type)]
        if key not in plain:
            raise RefusedError(
                f"The GeoParquet file has no column {key!r} of well-known binary. Export it again."
            )
        packed = pq.ParquetFile(io.BytesIO(content), read_dictionary=plain).read(columns=plain)
        _check_unpacked(packed)
        table = packed.to_pandas()
    except (pa.ArrowException, OSError, ValueError) as problem:
        if isinstance(problem, RefusedError):
            raise
        raise RefusedError(f"The Parquet file cannot be read ({problem}). Export it again.") from problem
    for name in table.columns[table.dtypes == "category"]:
        table[name] = table[name].astype(object)
    table = table.assign(**{name: _texts_beyond(table[name]) for name in table if name != key})
    return Layer(table.drop(columns=key), limits.shapes_of_binary(table[key]), crs)


def _texts_beyond(values: pd.Series) -> pd.Series:
    """A column of days, as texts where it has some that no calendar has; any other as it is."""
    if not pd.api.types.is_datetime64_any_dtype(values):
        return values
    years = values.dt.year
    if years.dropna().between(1, 9999).all():
        return values
    texts = pd.Series(np.datetime_as_string(values.to_numpy("datetime64[s]")), values.index, dtype=object)
    return texts.where(values.notna(), None)


def _parquet_shapes(stated: bytes | None) -> tuple[str, str | None]:
    """Column of the shapes and their system; without one it is in degrees, with null it is unknown."""
    try:
        about = json.loads(stated or b"{}")
        key = about["primary_column"]
        column = about["columns"][key]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise RefusedError(
            "The Parquet file does not say where its shapes are: it is not GeoParquet. Export it from "
            "GeoPandas, QGIS or GDAL as GeoParquet."
        ) from None
    if column.get("encoding") != "WKB":
        raise RefusedError(
            "The shapes of the GeoParquet file are not in WKB. Export it with geometry encoding WKB."
        )
    crs = column.get("crs", DEGREES)
    return key, json.dumps(crs) if isinstance(crs, dict) else crs


def _check_unpacked(packed: Any) -> None:
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.compute as pc  # noqa: PLC0415

    size = packed.nbytes
    for column in packed.columns:
        for chunk in column.chunks if pa.types.is_dictionary(column.type) else ():
            values = chunk.dictionary
            if pa.types.is_large_string(values.type) or pa.types.is_string(values.type) or _is_binary(values):
                lengths = pc.binary_length(values).take(chunk.indices)
                size += pc.sum(pc.cast(lengths, pa.int64())).as_py() or 0
    if size > limits.UNPACKED_MEGABYTES * limits.MEGABYTE:
        raise RefusedError(
            f"Unpacked, the file has more than {limits.UNPACKED_MEGABYTES} MB, the limit. Load it in parts."
        )


def _is_binary(values: Any) -> bool:
    import pyarrow as pa  # noqa: PLC0415

    return pa.types.is_binary(values.type) or pa.types.is_large_binary(values.type)

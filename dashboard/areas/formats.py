"""Reads shapes with attributes from the bytes of GeoPackage, Shapefile and GeoParquet."""

import io
import json
import sqlite3
import time
import zipfile
from typing import Any

import numpy as np
import pandas as pd

from dashboard.areas import limits
from dashboard.areas.limits import RefusedError

SHAPEFILE = (".shp", ".shx", ".dbf", ".prj", ".cpg")
DEGREES = "EPSG:4326"
Layer = tuple[pd.DataFrame, np.ndarray, str | None]
"""Attributes, shapes and the coordinate system, None where the file names none."""


def geopackage(content: bytes, layer: str | None = None) -> tuple[Layer, tuple[str, ...]]:
    """One layer of a GeoPackage, and the names of all.

    It is read as the SQLite database it is, in memory: only plain tables, no views, no functions, no
    generated columns, which could give rows without end.
    """
    database = sqlite3.connect(":memory:")
    end = time.monotonic() + limits.READ_SECONDS
    try:
        database.deserialize(content)
        database.set_authorizer(_may)
        database.set_progress_handler(lambda: time.monotonic() > end, 100_000)
        layers = _layers(database)
        chosen = layer if layer in layers else next(iter(layers))
        return _gpkg_rows(database, chosen, layers[chosen]), tuple(layers)
    except sqlite3.Error as problem:
        raise RefusedError(
            f"The GeoPackage cannot be read ({problem}). Export the layer again as a plain table."
        ) from problem
    finally:
        database.close()


def _may(action: int, first: str | None, *_: Any) -> int:
    allowed = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ}
    is_pragma = action == sqlite3.SQLITE_PRAGMA and first == "table_xinfo"
    return sqlite3.SQLITE_OK if action in allowed or is_pragma else sqlite3.SQLITE_DENY


def _layers(database: sqlite3.Connection) -> dict[str, tuple[str, int]]:
    """Column of the shapes and number of the coordinate system of each layer that is a plain table."""
    schema = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    plain = {name for name, sql in schema if str(sql or "").lstrip().upper().startswith("CREATE TABLE")}
    if not {"gpkg_geometry_columns", "gpkg_spatial_ref_sys"} <= plain:
        raise RefusedError(
            "The file is an SQLite database but not a GeoPackage. Export the layer as GeoPackage."
        )
    rows = database.execute("SELECT table_name, column_name, srs_id FROM gpkg_geometry_columns").fetchall()
    layers = {str(name): (str(column), int(system)) for name, column, system in rows if name in plain}
    if not layers:
        raise RefusedError(
            "The GeoPackage has no layer with shapes. Export the layer of hazard areas into it."
        )
    return layers


def _gpkg_rows(database: sqlite3.Connection, layer: str, shaped: tuple[str, int]) -> Layer:
    column, system = shaped
    fields = database.execute(f"PRAGMA table_xinfo({_quoted(layer)})").fetchall()
    names = [str(field[1]) for field in fields if field[6] == 0]
    limits.check_columns(len(names))
    wanted = ", ".join(_quoted(name) for name in names)
    rows = database.execute(f"SELECT {wanted} FROM {_quoted(layer)} LIMIT {limits.FEATURES + 1}").fetchall()
    limits.check_rows(len(rows))
    table = pd.DataFrame(rows, columns=names)
    shapes = limits.shapes_of_binary([_gpkg_binary(value) for value in table[column]])
    binary = [name for name in names if table[name].map(lambda value: isinstance(value, bytes)).any()]
    return table.drop(columns=list({column, *binary})), shapes, _gpkg_crs(database, system)


def _gpkg_binary(value: Any) -> bytes | None:
    """Well-known binary behind the head that GeoPackage puts before it (GeoPackage 1.3, 2.1.3)."""
    if not isinstance(value, bytes) or value[:2] != b"GP" or len(value) < 8:
        return None
    envelope = (0, 32, 48, 48, 64)[min((value[3] >> 1) & 0b111, 4)]
    return value[8 + envelope :]


def _gpkg_crs(database: sqlite3.Connection, system: int) -> str | None:
    query = (
        "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?"
    )
    row = database.execute(query, (system,)).fetchone()
    if row is None or system in (-1, 0):
        return None
    return f"EPSG:{row[1]}" if str(row[0]).upper() == "EPSG" else str(row[2])


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def shapefile(files: dict[str, bytes], layer: str | None = None) -> tuple[Layer, tuple[str, ...]]:
    """One Shapefile of an archive, and the names of all.

    Its parts go into a new archive under fixed names, so that GDAL meets nothing else that the reader packed.
    """
    stems = {name[:-4]: name for name in files if name.lower().endswith(".shp")}
    chosen = layer if layer in stems else next(iter(stems))
    parts = {name[len(chosen) :].lower(): name for name in files if name.startswith(f"{chosen}.")}
    for ending, what in ((".shx", "index"), (".dbf", "attributes")):
        if ending not in parts:
            raise RefusedError(
                f"The archive has {chosen}.shp without {chosen}{ending} (its {what}). Zip .shp, .shx, .dbf "
                "and .prj together."
            )
    _check_dbf(files[parts[".dbf"]])
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for ending in SHAPEFILE:
            if ending in parts:
                archive.writestr(f"layer{ending}", files[parts[ending]])
    return _shapefile_rows(buffer.getvalue()), tuple(stems)


def _check_dbf(content: bytes) -> None:
    if len(content) < 32:
        raise RefusedError("The .dbf of the Shapefile is cut off. Export it again.")
    limits.check_rows(int.from_bytes(content[4:8], "little"))
    limits.check_columns(max(0, int.from_bytes(content[8:10], "little") - 33) // 32)


def _shapefile_rows(archive: bytes) -> Layer:
    import pyogrio  # noqa: PLC0415
    import shapely  # noqa: PLC0415
    from pyogrio.errors import DataSourceError, FeatureError  # noqa: PLC0415

    try:
        about = pyogrio.read_info(archive)
        if about["driver"] != "ESRI Shapefile":
            raise RefusedError(
                "The archive does not hold a Shapefile. Zip .shp, .shx, .dbf and .prj together."
            )
        limits.check_rows(max(about["features"], 0))
        frame = pyogrio.read_dataframe(archive)
    except (DataSourceError, FeatureError, ValueError, shapely.errors.GEOSException) as problem:
        if isinstance(problem, RefusedError):
            raise
        raise RefusedError(f"The Shapefile cannot be read ({problem}). Export it again.") from problem
    if "geometry" not in frame:
        raise RefusedError("The Shapefile has attributes but no shapes. Export the layer with its geometry.")
    crs = frame.crs.to_wkt() if frame.crs is not None else None
    return pd.DataFrame(frame.drop(columns="geometry")), frame.geometry.to_numpy(), crs


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
    return table.drop(columns=key), limits.shapes_of_binary(table[key]), crs


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

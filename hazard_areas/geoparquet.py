"""Writes GeoParquet 1.1 with the boxes of its shapes, so that readers skip what they do not need."""

import json
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from pyproj import CRS

from topics.hazard_areas.shapes import DEGREES

NOWHERE = "__HIVE_DEFAULT_PARTITION__"
"""Stands for no value in the name of a folder, as Hive has it."""
GEOMETRY, BOX = "geometry", "bbox"
ROWS = 25_000
"""Rows of a row group, each of which a reader may skip by its box."""


def with_box(table: pa.Table, shape: str, boxes: pa.StructArray) -> pa.Table:
    """The table with its shape as GEOMETRY and behind it the box of each."""
    place = table.column_names.index(shape)
    binary = table.column(shape)
    return table.set_column(place, GEOMETRY, binary).add_column(place + 1, BOX, boxes)


def write(table: pa.Table, path: Path) -> None:
    """Write a table with GEOMETRY and BOX."""
    table = described(table)
    pq.write_table(table, path, row_group_size=ROWS, use_dictionary=_repeating(table))


def described(table: pa.Table) -> pa.Table:
    """The table with what GeoParquet says of its shapes."""
    return table.replace_schema_metadata({b"geo": _about()})


@lru_cache(maxsize=1)
def _about() -> bytes:
    covering = {"bbox": {edge: [BOX, edge] for edge in ("xmin", "ymin", "xmax", "ymax")}}
    column = {
        "encoding": "WKB",
        "geometry_types": [],
        "crs": CRS.from_user_input(DEGREES).to_json_dict(),
        "covering": covering,
    }
    return json.dumps(
        {"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}
    ).encode()


def _repeating(table: pa.Table) -> list[str]:
    """Columns in which values repeat: a dictionary of shapes and identifiers would be made for nothing."""
    texts = [
        one.name for one in table.schema if pa.types.is_string(one.type) or pa.types.is_large_string(one.type)
    ]
    return [name for name in texts if name != "id"]

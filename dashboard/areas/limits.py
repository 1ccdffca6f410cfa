"""How large and of what form a reader's file may be; opens nothing."""

import re
import struct
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from topics.hazard_areas.questions import Question

MEGABYTE = 1024 * 1024
FILE_MEGABYTES = 100
UNPACKED_MEGABYTES = 400
MEMBERS = 200
"""Files in an archive."""
RATIO = 200
"""Times a file may grow when unpacked; what stays under RATIO_FROM bytes is not asked."""
RATIO_FROM = 10 * MEGABYTE
FEATURES = 250_000
VERTICES = 5_000_000
COLUMNS = 200
READ_SECONDS = 30
PROCESS_SECONDS = (20, 1)
"""Time in which a file must be read: so much for any, and so much more for each megabyte."""
PROCESS_MEGABYTES = 1500
"""Memory that the process which reads a file may take for it."""
WKT = re.compile(
    r"\s*(SRID=\d+;\s*)?(MULTI)?(POINT|LINESTRING|POLYGON)\s*(Z|M|ZM)?\s*(\([-+0-9eE.,\s()]*\)|EMPTY)\s*",
    re.IGNORECASE,
)
"""One shape as text; collections of shapes in shapes are left out, as their depth has no end."""
CURVED = re.compile(
    r"\s*(SRID=\d+;\s*)?(CIRCULARSTRING|COMPOUNDCURVE|CURVEPOLYGON|MULTICURVE|MULTISURFACE)\b"
    r"([-+0-9eE.,\s()]|CIRCULARSTRING|COMPOUNDCURVE|CURVEPOLYGON|POLYGON|LINESTRING|ZM?|M|EMPTY)*",
    re.IGNORECASE,
)
"""A shape with curves as text."""
CURVES = range(8, 13)
"""Kinds of shapes with curves, in the numbers of well-known binary."""
LETTERS_OF_BINARY = re.compile(r"0[01](?:[0-9A-Fa-f]{2})+")
FLAT_JSON = re.compile(
    r'\s*\{\s*"type"\s*:\s*"(Multi)?(Point|LineString|Polygon)"\s*,\s*"coordinates"\s*:[-+0-9eE.,\s\[\]]+\}\s*'
)
"""A shape as GeoJSON, which has no other shapes in it."""
PART = {4: 1, 5: 2, 6: 3}
"""What the parts of a multiple shape must be, in the numbers of well-known binary."""


class RefusedError(ValueError):
    """A file that is not read; the text says what is wrong and what to do."""


class Layer(NamedTuple):
    """Attributes, shapes and the coordinate system, None where the file names none; what it leaves open."""

    rows: pd.DataFrame
    shapes: np.ndarray
    crs: str | None
    questions: tuple[Question, ...] = ()
    notes: tuple[str, ...] = ()


def check_size(content: bytes) -> None:
    """Refuse a file that is empty or too large."""
    if not content:
        raise RefusedError("The file is empty. Export it again.")
    if len(content) > FILE_MEGABYTES * MEGABYTE:
        size = len(content) / MEGABYTE
        raise RefusedError(
            f"The file has {size:,.0f} MB; the limit is {FILE_MEGABYTES} MB. Load it in parts, or as "
            "GeoPackage or GeoParquet, which take less room."
        )


def seconds(content: bytes) -> int:
    """Time in which a file must be read."""
    least, more = PROCESS_SECONDS
    return round(least + more * len(content) / MEGABYTE)


def too_long(content: bytes) -> RefusedError:
    """A file that was not read in its time."""
    return RefusedError(
        f"Reading the file took more than {seconds(content)} seconds and was stopped: it is damaged, or too "
        "much for this server. Export it again, or load it in parts."
    )


def too_much() -> RefusedError:
    """A file that needs more memory than it may have."""
    return RefusedError(
        f"Reading the file takes more than {PROCESS_MEGABYTES:,} MB of memory, the limit. Load it in parts, "
        "or as GeoPackage or GeoParquet, which take less room."
    )


def damaged() -> RefusedError:
    """A file at which a reader broke off."""
    return RefusedError(
        "The file is damaged, or it is not what it says it is: it cannot be read. Export it again, as "
        "GeoPackage if you can."
    )


def check_rows(count: int) -> None:
    """Refuse more rows than are read."""
    if count > FEATURES:
        raise RefusedError(
            f"The file has more than {FEATURES:,} rows, the limit. Load it in parts, for example by country."
        )
    if count == 0:
        raise RefusedError("The file has no rows. Check that the layer was exported with its features.")


def check_columns(count: int) -> None:
    """Refuse more columns than are read."""
    if count > COLUMNS:
        raise RefusedError(f"The file has {count:,} columns; the limit is {COLUMNS}. Export fewer columns.")


def check_vertices(shapes: Any) -> None:
    """Refuse shapes with more corners than can be worked on."""
    import shapely  # noqa: PLC0415 - only a page with a file needs it

    count = int(shapely.get_num_coordinates(shapes).sum())
    if count > VERTICES:
        raise RefusedError(
            f"The shapes have {count:,} corners; the limit is {VERTICES:,}. Simplify them, or load the file "
            "in parts."
        )


def shapes_of_text(texts: pd.Series) -> np.ndarray:
    """Shapes of well-known text, of well-known binary in letters, of GeoJSON; None where a text is none.

    >>> shapes_of_text(pd.Series(["POINT (15 44)", "GEOMETRYCOLLECTION (POINT (15 44))", None])).tolist()
    [<POINT (15 44)>, None, None]
    >>> shapes_of_text(pd.Series(['{"type": "Point", "coordinates": [15, 44]}'])).tolist()
    [<POINT (15 44)>]
    """
    import shapely  # noqa: PLC0415

    words = texts.astype(object).where(texts.notna(), "").astype(str)
    fit = words.str.fullmatch(WKT)
    clean = words.str.replace(r"^\s*SRID=\d+;", "", regex=True, flags=re.IGNORECASE)
    with np.errstate(all="ignore"):
        plain = clean.where(fit).astype(object).to_numpy(na_value=None)
        shapes = shapely.from_wkt(plain, on_invalid="ignore")
        letters = words.str.fullmatch(LETTERS_OF_BINARY).to_numpy(bool)
        shapes[letters] = shapes_of_binary([bytes.fromhex(text) for text in words[letters]])
        json = words.str.fullmatch(FLAT_JSON).to_numpy(bool)
        shapes[json] = shapely.from_geojson(words[json].to_numpy(object), on_invalid="ignore")
        curved = clean.str.fullmatch(CURVED).to_numpy(bool)
        shapes[curved] = _straight(clean[curved].tolist())
    return shapes


def system_of_text(texts: pd.Series) -> str | None:
    """The coordinate system that all well-known texts name before the shape (SRID=…;), as PostGIS does."""
    codes = texts.dropna().astype(str).str.extract(r"(?i)^\s*SRID=(\d+);", expand=False)
    return f"EPSG:{codes.iloc[0]}" if len(codes) and codes.notna().all() and codes.nunique() == 1 else None


def shapes_of_binary(values: Any) -> np.ndarray:
    """Shapes of well-known binary; None where a value is none or holds shapes in shapes without end."""
    import shapely  # noqa: PLC0415

    plain = [value if isinstance(value, bytes) and is_flat(value) else None for value in values]
    shapes = shapely.from_wkb(np.array(plain, dtype=object), on_invalid="ignore")
    curved = [place for place, value in enumerate(values) if isinstance(value, bytes) and _is_curved(value)]
    shapes[curved] = _straight([values[place].hex().upper() for place in curved])
    return shapes


def _is_curved(value: bytes) -> bool:
    return len(value) >= 5 and _head(value, 0)[0] in CURVES


def _straight(texts: list[str]) -> np.ndarray:
    """Shapes with curves, drawn by straight lines."""
    from dashboard.areas.curves import straight  # noqa: PLC0415 - few files have curves

    return straight(texts) if texts else np.empty(0, dtype=object)


def is_flat(value: bytes) -> bool:
    """Whether well-known binary is one shape, or parts that are plain shapes themselves.

    A reader of nested shapes calls itself for each level and can be driven out of its memory by a small file.
    """
    try:
        kind, offset, _ = _head(value, 0)
        if kind not in PART:
            return kind in (1, 2, 3)
        order = "<" if value[0] == 1 else ">"
        (count,) = struct.unpack_from(f"{order}I", value, offset)
        offset += 4
        for _ in range(count):
            if _head(value, offset)[0] != PART[kind]:
                return False
            offset = _end(value, offset)
    except (struct.error, IndexError):
        return False
    return True


def _head(value: bytes, offset: int) -> tuple[int, int, int]:
    """Kind of the shape at a place, the place after its head, and numbers per corner."""
    order = "<" if value[offset] == 1 else ">"
    (code,) = struct.unpack_from(f"{order}I", value, offset + 1)
    kind = code & 0x0FFFFFFF
    extra = bool(code & 0x80000000) + bool(code & 0x40000000) + (0, 1, 1, 2)[min(kind // 1000, 3)]
    return kind % 1000, offset + 5 + 4 * bool(code & 0x20000000), 2 + extra


def _end(value: bytes, offset: int) -> int:
    """The place after a point, line or polygon."""
    order = "<" if value[offset] == 1 else ">"
    kind, offset, numbers = _head(value, offset)
    if kind == 1:
        return offset + 8 * numbers
    rings = 1
    if kind == 3:
        (rings,) = struct.unpack_from(f"{order}I", value, offset)
        offset += 4
    for _ in range(rings):
        (corners,) = struct.unpack_from(f"{order}I", value, offset)
        offset += 4 + 8 * numbers * corners
    return offset

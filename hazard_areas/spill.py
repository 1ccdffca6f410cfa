"""Lays checked chunks beside the output, sorted by tiles of the earth: neighbours are read together."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from hazard_areas.examining import BOX
from hazard_areas.source import OWN, SHAPE
from topics.hazard_areas.cells import numbers_of, texts_of, told_marks, told_orders
from topics.hazard_areas.sizes import without_units
from topics.hazard_areas.terms import CODED, MOST_VALUES

TILE = 0.25
"""Width of a tile in degrees."""
ACROSS = 1440
BLOCK = 8
"""Tiles across and along a block; tiles are sorted by blocks, so that those of a group lie together."""
WIDEST = 400
"""Tiles that a shape may touch; a wider one is compared with no other."""
BATCH = 500
"""Rows on disk that are read together: about as many as a group has of a chunk of a million areas."""
RATIOS = 500
"""Rows of a chunk by which the unit of stated areas is guessed."""
EXTRA = ("is_changed", SHAPE, "geometry")


@dataclass
class Summary:
    """What a chunk tells of the whole: where its rows lie on disk, what its words and numbers may mean."""

    file: int
    rows: int
    path: Path
    aside: Path
    aside_rows: int
    keys: np.ndarray
    """Sorting key of each row on disk: those of one tile stand together."""
    words: dict[str, Counter[str] | None] = field(default_factory=dict)
    """How often each word of a column of codes occurs, by term; None where they are too many."""
    marks: frozenset[str] = frozenset()
    orders: frozenset[str] = frozenset()
    ratios: np.ndarray = field(default_factory=lambda: np.empty(0))
    """Stated area, in no unit, in areas of the outline."""
    ids: np.ndarray = field(default_factory=lambda: np.empty(0, dtype="uint64"))
    shifts: Sequence[Any] = ()
    box: tuple[float, ...] = ()
    """Around its areas, in degrees."""


def spilled(frame: Any, columns: Mapping[str, str | None], folder: Path) -> Summary:
    """Write the areas of a chunk to disk and tell what is in them.

    Args:
        frame: as `examining.examined` gives it.
        columns: the own column that holds each term.
        folder: where to write.
    """
    is_valid = (frame["problem"] == "").to_numpy()
    table = pa.Table.from_pandas(pd.DataFrame(frame.drop(columns=list(EXTRA))), preserve_index=False)
    kinds = [
        pa.field(one.name, pa.string() if pa.types.is_null(one.type) else one.type) for one in table.schema
    ]
    table = table.cast(pa.schema(kinds)).append_column(SHAPE, _binary(frame))
    ids = identifiers(table, columns["id"])
    table = table.append_column("id", ids).append_column("id_hash", pa.array(hashes(ids)))
    bounds = frame.loc[is_valid, list(BOX)].to_numpy(float)
    rows, keys, is_owner = _tiles(bounds, np.flatnonzero(is_valid))
    sorted_rows = np.argsort(keys, kind="stable")
    inside = table.take(pa.array(rows[sorted_rows])).append_column(
        "is_owner", pa.array(is_owner[sorted_rows])
    )
    inside = inside.append_column("key", pa.array(keys[sorted_rows]))
    first, row = frame["file"].iloc[0].item(), frame["row"].iloc[0].item()
    path, aside = folder / f"{first}-{row}.arrow", folder / f"{first}-{row}-aside.arrow"
    aside_rows = len(frame) - int(is_valid.sum())
    laid_down(inside, path)
    if aside_rows:
        laid_down(table.filter(pa.array(~is_valid)), aside)
    summary = Summary(first, len(frame), path, aside, aside_rows, keys[sorted_rows])
    summary.shifts = frame.attrs.get("shifts", ())
    if len(bounds):
        summary.box = (*bounds[:, :2].min(axis=0).tolist(), *bounds[:, 2:].max(axis=0).tolist())
    numbers = table.column("id_hash").to_numpy()
    summary.ids = numbers[numbers != 0]
    _tell(summary, frame, columns)
    return summary


def _binary(frame: Any) -> pa.Array:
    """The shapes as binary: that of the file wherever it is as it was."""
    changed = frame["is_changed"].to_numpy(bool)
    binary = pa.array(frame[SHAPE], pa.large_binary(), from_pandas=True)
    if not changed.any():
        return binary
    mended = shapely.to_wkb(frame.geometry.to_numpy()[changed])
    return pc.replace_with_mask(binary, pa.array(changed), pa.array(mended, pa.large_binary()))


def _tiles(bounds: np.ndarray, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Every row in each tile that its box touches: row, key of the tile, whether its middle lies there."""
    low = np.floor((bounds[:, :2] + [180, 90]) / TILE).astype("int64")
    high = np.floor((bounds[:, 2:] + [180, 90]) / TILE).astype("int64")
    middle = np.floor(((bounds[:, :2] + bounds[:, 2:]) / 2 + [180, 90]) / TILE).astype("int64")
    width, height = (high - low + 1).T
    is_wide = too_wide(bounds)
    low[is_wide], width[is_wide], height[is_wide] = middle[is_wide], 1, 1
    count = width * height
    shape = np.repeat(np.arange(len(rows)), count)
    step = np.arange(len(shape)) - np.repeat(np.cumsum(count) - count, count)
    across = low[shape, 0] + step % width[shape]
    along = low[shape, 1] + step // width[shape]
    is_owner = (across == middle[shape, 0]) & (along == middle[shape, 1])
    return rows[shape], tile_key(across, along), is_owner


def too_wide(bounds: np.ndarray) -> np.ndarray:
    """Whether boxes are so wide that they are no hazard areas; their shapes are compared with no other."""
    return np.prod((bounds[:, 2:] - bounds[:, :2]) / TILE + 1, axis=1) > WIDEST


def tile_of(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The key of the tile in which each place lies."""
    return tile_key(np.floor((x + 180) / TILE).astype("int64"), np.floor((y + 90) / TILE).astype("int64"))


def tile_key(across: np.ndarray, along: np.ndarray) -> np.ndarray:
    """The number of a tile in the order of blocks."""
    blocks = (along // BLOCK) * (ACROSS // BLOCK) + across // BLOCK
    return (blocks * BLOCK + along % BLOCK) * BLOCK + across % BLOCK


def laid_down(table: pa.Table, path: Path) -> None:
    """Write a table so that parts of it can be read without the others."""
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table.combine_chunks(), BATCH)


def picked_up(path: Path, first: int, rows: int) -> pa.Table:
    """So many rows from the first on. They are read: pages of a mapped file would be held while all work."""
    with pa.OSFile(str(path)) as file, pa.ipc.open_file(file) as reader:
        places = range(first // BATCH, -(-(first + rows) // BATCH))
        batches = [reader.get_batch(place) for place in places]
        return pa.Table.from_batches(batches, reader.schema).slice(first % BATCH, rows)


def _tell(summary: Summary, frame: Any, columns: Mapping[str, str | None]) -> None:
    """Fill in what words, numbers and dates of a chunk may mean."""
    for term in CODED:
        if columns[term]:
            counts = _counts(frame[f"{OWN}{columns[term]}"])
            summary.words[term] = None if len(counts) > MOST_VALUES else Counter(counts.to_dict())
    if columns["date"]:
        texts = texts_in(pa.array(frame[f"{OWN}{columns['date']}"]).unique())
        marked = texts.filter(pc.match_substring_regex(texts, "[/-]"))
        summary.orders = told_orders(marked.to_pandas())
    if columns["area"]:
        cells = pa.array(frame[f"{OWN}{columns['area']}"])
        summary.marks = told_marks(without_units(plain(cells.unique()))[0])
        known = np.flatnonzero(frame["area_km2"].notna())[:: max(1, len(frame) // RATIOS)]
        stated, own = without_units(plain(cells.take(pa.array(known))))
        ratios = numbers_of(stated.where(own.isna())).to_numpy() / frame["area_km2"].to_numpy()[known]
        summary.ratios = ratios[np.isfinite(ratios) & (ratios > 0)]


def identifiers(table: pa.Table, column: str | None) -> pa.Array:
    """The cells of a column as identifiers; None where they are empty, or there is no such column."""
    if column is None:
        return pa.nulls(table.num_rows, pa.string())
    texts = texts_in(table.column(f"{OWN}{column}").combine_chunks())
    return pc.if_else(pc.equal(texts, ""), None, texts)


def texts_in(cells: pa.Array) -> pa.Array:
    """The cells as `cells.texts_of` has them."""
    if pa.types.is_string(cells.type) or pa.types.is_large_string(cells.type):
        return pc.fill_null(pc.utf8_trim_whitespace(cells), "").cast(pa.string())
    return pa.array(texts_of(plain(cells)), pa.string())


def hashes(ids: pa.Array) -> np.ndarray:
    """A number for each identifier, the same for the same ones; 0 for none."""
    texts = ids.to_numpy(zero_copy_only=False)
    return np.where(texts == np.array(None), 0, pd.util.hash_array(texts, categorize=False))


def plain(cells: pa.Array) -> pd.Series:
    """Cells of Arrow as NumPy or Python has them, so that they are read as those of any file."""
    if pa.types.is_integer(cells.type):
        return cells.to_pandas(integer_object_nulls=True).astype("Int64")
    return cells.to_pandas()


def _counts(values: pd.Series) -> pd.Series:
    """How often each text of a column occurs; empty cells are none."""
    counts = pa.array(values).value_counts()
    texts, numbers = texts_in(counts.field("values")), counts.field("counts").to_pandas()
    return numbers.groupby(texts.to_pandas().to_numpy()).sum().drop("", errors="ignore")

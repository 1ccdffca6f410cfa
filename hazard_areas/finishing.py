"""Puts the areas of a group of tiles into our terms, compares and sums them, and writes them by country."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hazard_areas import geoparquet
from hazard_areas.examining import BOX, CELL_KM, PLACES
from hazard_areas.overlapping import overlapping
from hazard_areas.source import OWN, SHAPE
from hazard_areas.spill import Summary, picked_up, too_wide
from hazard_areas.totals import totals
from hazard_areas.understanding import Understanding, in_terms
from topics.hazard_areas.checks import DIFFERS

MOST = 25_000
"""Rows of a group, unless a single tile has more."""
TERMS = ("id", "hazard", "area_class", "status", "area_stated_km2", "date", "date_precision")
OURS = ("file", "row", *TERMS, "problem_as_read", "repaired", "area_km2", *PLACES)
SUMMED = (*PLACES, "year", "hazard", "area_class", "status")
CELL = ("plane", "cell_x", "cell_y")
GRID = ("km", *CELL, "hazard", "status")
GRID_KM = {1: 1, 2: 1, 5: 1, 10: 5, 20: 10, 50: 10, 100: 50, 200: 100, 500: 100}
"""Widths of cells that there may be, each with that of the ones which it is summed from."""


@dataclass(frozen=True)
class Plan:
    """What all groups share."""

    out: Path
    names: tuple[str, ...]
    """Of the files, by their numbers."""
    schema: pa.Schema
    """Own columns of all files."""
    understandings: Mapping[int, Understanding]
    repeated: np.ndarray
    """Numbers of the identifiers that stand more than once, as `spill.hashes` gives them."""


class Slice(NamedTuple):
    """Rows of a file that stand together on disk."""

    file: int
    path: Path
    first: int
    rows: int


@dataclass(frozen=True)
class Group:
    """Tiles that are worked on together, and where on disk their rows are."""

    number: int
    low: int
    high: int
    slices: tuple[Slice, ...]


@dataclass(frozen=True)
class Part:
    """What a group gives to the whole."""

    sums: pa.Table
    grid: pa.Table
    pairs: pa.Table
    remarks: pa.Table


def groups(summaries: Sequence[Summary]) -> list[Group]:
    """All tiles in groups of up to MOST rows, in the order of their keys."""
    keys, counts = np.unique(np.concatenate([one.keys for one in summaries]), return_counts=True)
    if not len(keys):
        return []
    firsts, size = [0], 0
    for place, count in enumerate(counts):
        if size and size + count > MOST:
            firsts.append(place)
            size = 0
        size += count
    lows = keys[firsts]
    highs = [*lows[1:], keys[-1] + 1]
    return [
        _group(number, low, high, summaries)
        for number, (low, high) in enumerate(zip(lows, highs, strict=True))
    ]


def _group(number: int, low: int, high: int, summaries: Sequence[Summary]) -> Group:
    places = []
    for one in summaries:
        first, last = (int(place) for place in np.searchsorted(one.keys, (low, high)))
        if last > first:
            places.append(Slice(one.file, one.path, first, last - first))
    return Group(number, int(low), int(high), tuple(places))


def finished(group: Group, plan: Plan) -> Part:
    """Write the areas of a group and give what they add to sums and findings."""
    by_file = groupby(group.slices, key=lambda one: one.file)
    with_copies = pa.concat_tables([_rows(slices, plan) for _, slices in by_file]).combine_chunks()
    pairs = overlapping(with_copies, group.low, group.high)
    rows = _by_country(with_copies)
    _write(rows, group, plan)
    rows = rows.append_column("year", pc.year(rows.column("date")))
    measured, stated = (rows.column(name).to_numpy() for name in ("area_km2", "area_stated_km2"))
    rows = rows.append_column("counted_km2", pa.array(np.where(np.isnan(measured), stated, measured)))
    rows = rows.append_column("areas", pa.array(np.ones(rows.num_rows)))
    return Part(totals(rows, SUMMED), _grid(rows), pairs, _remarks(rows, plan))


def _grid(rows: pa.Table) -> pa.Table:
    """The sums by cells of each width, one under the other."""
    grids = {0: rows.append_column("km", pa.array(np.zeros(rows.num_rows, "int32")))}
    for km, finer in GRID_KM.items():
        grid = grids[finer if km > CELL_KM else 0]
        grids[km] = totals(_widened(grid, km), GRID)
    return pa.concat_tables([grids[km] for km in GRID_KM])


def _widened(grid: pa.Table, km: int) -> pa.Table:
    """Rows of a grid with the cells of so many km in which theirs lie."""
    factor = km // (grid.column("km")[0].as_py() or CELL_KM) if grid.num_rows else 1
    for name in ("cell_x", "cell_y"):
        place = pa.array((grid.column(name).to_numpy() // factor).astype("int32"))
        grid = grid.set_column(grid.column_names.index(name), name, place)
    widths = pa.array(np.full(grid.num_rows, km, "int32"))
    return grid.set_column(grid.column_names.index("km"), "km", widths)


def _rows(slices: Iterable[Slice], plan: Plan) -> pa.Table:
    """Rows of a file that lie on disk in our terms, with the own columns of all files."""
    parts = list(slices)
    tables = (picked_up(part.path, part.first, part.rows) for part in parts)
    rows = in_terms(pa.concat_tables(tables), plan.understandings[parts[0].file])
    own = {}
    for one in plan.schema:
        name = f"{OWN}{one.name}"
        is_own = name in rows.column_names
        own[name] = as_kind(rows.column(name), one.type) if is_own else pa.nulls(rows.num_rows, one.type)
    ours = rows.select([name for name in rows.column_names if not name.startswith(OWN)])
    return pa.table({**dict(zip(ours.column_names, ours.columns, strict=True)), **own})


def as_kind(column: pa.ChunkedArray, kind: pa.DataType) -> pa.ChunkedArray:
    """A column in the type that it has in all files together; what has none of its own becomes text."""
    if column.type == kind:
        return column
    try:
        return column.cast(kind)
    except pa.ArrowException:
        return pa.chunked_array(
            [pa.array([None if one is None else str(one) for one in column.to_pylist()], kind)]
        )


def _by_country(table: pa.Table) -> pa.Table:
    """The rows without copies of those of other groups, those of a country together."""
    order = pc.sort_indices(table.column("country")).to_numpy()
    return table.take(pa.array(order[table.column("is_owner").to_numpy()[order]]))


def _write(rows: pa.Table, group: Group, plan: Plan) -> None:
    """One file for each country in the group."""
    table = written(rows, plan).drop_columns(["country"])
    encoded = rows.column("country").combine_chunks().dictionary_encode("encode")
    places = encoded.indices.to_numpy()
    for place, country in enumerate(encoded.dictionary.to_pylist()):
        first, last = np.searchsorted(places, (place, place + 1))
        folder = plan.out / "areas" / f"country={country or geoparquet.NOWHERE}"
        folder.mkdir(parents=True, exist_ok=True)
        geoparquet.write(table.slice(first, last - first), folder / f"part-{group.number:05}.parquet")


def written(rows: pa.Table, plan: Plan) -> pa.Table:
    """The rows with the columns that are written, the shape behind ours and before those of the file."""
    names = pa.array(plan.names, pa.string()).take(rows.column("file"))
    own = [name for name in rows.column_names if name.startswith(OWN)]
    table = rows.set_column(rows.column_names.index("file"), "file", names).select([*OURS, SHAPE, *own])
    boxes = pa.StructArray.from_arrays([rows.column(name).combine_chunks() for name in BOX], names=list(BOX))
    return geoparquet.with_box(table, SHAPE, boxes)


def _remarks(rows: pa.Table, plan: Plan) -> pa.Table:
    """What is to be said of single rows that count: file, row, id, remark."""
    measured, stated = (rows.column(name).to_numpy() for name in ("area_km2", "area_stated_km2"))
    bounds = np.column_stack([rows.column(name).to_numpy() for name in BOX])
    with np.errstate(divide="ignore", invalid="ignore"):
        differs = np.where(measured > 0, abs(stated / measured - 1), 0) > DIFFERS
    findings = {
        "repaired": rows.column("repaired").to_numpy(),
        "stated_differs": differs,
        "id_repeated": np.isin(rows.column("id_hash").to_numpy(), plan.repeated),
        "outside": pc.is_null(rows.column("country")).to_numpy(),
        "no_size": np.isnan(measured) & np.isnan(stated),
        "not_compared": too_wide(bounds),
        "area_not_read": rows.column("area_unclear").to_numpy(),
        "date_not_read": rows.column("date_unclear").to_numpy(),
    }
    parts = []
    for remark, is_so in findings.items():
        part = rows.select(["file", "row", "id"]).take(pa.array(np.flatnonzero(is_so)))
        parts.append(part.append_column("remark", pa.array([remark] * part.num_rows, pa.string())))
    return pa.concat_tables(parts)


def set_aside(summaries: Sequence[Summary], plan: Plan) -> Iterator[pa.Table]:
    """The rows that cannot be counted, as written, with the reason; about MOST at a time, of one file."""
    there = [one for one in summaries if one.aside_rows]
    counts = np.cumsum([one.aside_rows for one in there]) // MOST
    for _, chunks in groupby(zip(there, counts, strict=True), key=lambda one: (one[0].file, one[1])):
        rows = _rows([Slice(one.file, one.aside, 0, one.aside_rows) for one, _ in chunks], plan)
        yield written(rows, plan).append_column("reason", rows.column("problem"))

"""Writes what a run gave: sums, density grid, pairs that overlap, remarks, rows set aside, and the report."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from dashboard.areas.places import unit_names
from hazard_areas import geoparquet
from hazard_areas.examining import CELL_KM, PLACES, units_around
from hazard_areas.finishing import GRID, SUMMED, Part, Plan, set_aside
from hazard_areas.replacing import REPORT
from hazard_areas.source import Source
from hazard_areas.spill import Summary
from hazard_areas.totals import totals
from hazard_areas.words import markdown
from topics.hazard_areas.shapes import system_words
from topics.hazard_areas.terms import CODED

GRID_KM = (1, 2, 5, 10, 20, 50, 100, 200, 500)
"""Widths of cells that there may be."""
MOST_CELLS, WIDTHS, WIDER = 100_000, 3, 4
"""Rows of a grid that a page can hold, how many grids there are, and how many times wider the next one is."""
DIGITS = 9
"""Of km² in tables: a square millimetre."""
FORMULA = r"^(\s*[=+\-@\t\r])"
"""How a text begins that a spreadsheet takes for a formula."""


def write(
    plan: Plan, sources: Sequence[Source], summaries: Sequence[Summary], parts: Sequence[Part], repair: bool
) -> None:
    """Write all files beside the areas; the report last."""
    sums = merged([part.sums for part in parts], SUMMED)
    _csv(_with_names(sums, summaries), plan, "sums.csv")
    pq.write_table(_grid(merged([part.grid for part in parts], GRID)), plan.out / "grid.parquet")
    pairs = pa.concat_tables([part.pairs for part in parts])
    remarks = pa.concat_tables([part.remarks for part in parts])
    _csv(_by_name(_by_name(pairs, plan, "file_one"), plan, "file_other"), plan, "overlaps.csv")
    _csv(_by_name(remarks, plan, "file"), plan, "remarks.csv")
    reasons = _set_aside(plan, summaries)
    report = {
        "files": [_file(source, plan, summaries) for source in sources],
        "repair": repair,
        "rows": sum(one.rows for one in summaries),
        "areas": int(pc.sum(sums.column("areas")).as_py() or 0),
        "set_aside": dict(reasons.most_common()),
        "remarks": {
            one["values"]: one["counts"] for one in pc.value_counts(remarks.column("remark")).to_pylist()
        },
        "overlaps": {
            "pairs": pairs.num_rows,
            "shared_km2": pc.sum(pairs.column("shared_km2")).as_py() or 0.0,
        },
        "by_status": _totals_of(sums, "status"),
        "by_country": _totals_of(sums, "country"),
    }
    (plan.out / "report.md").write_text(markdown(report), encoding="utf-8", newline="\n")
    text = json.dumps(report, indent=1, ensure_ascii=False)
    (plan.out / REPORT).write_text(text, encoding="utf-8", newline="\n")


def merged(tables: Iterable[pa.Table], keys: Sequence[str]) -> pa.Table:
    """Totals of several parts as one."""
    return totals(pa.concat_tables(tables), keys)


def _grid(finest: pa.Table) -> pa.Table:
    """The grid in the finest width that has few enough cells, and in wider ones."""
    chosen: list[pa.Table] = []
    widest = 0.0
    for km in GRID_KM:
        if len(chosen) < WIDTHS and km >= WIDER * widest:
            grid = widened(finest, km)
            if grid.num_rows <= MOST_CELLS or km == GRID_KM[-1]:
                chosen.append(grid)
                widest = km
    return pa.concat_tables(chosen)


def widened(grid: pa.Table, km: int) -> pa.Table:
    """The grid in squares of so many km, with their width as a column before all others."""
    factor = km // CELL_KM
    for name in ("cell_x", "cell_y"):
        place = pa.array((grid.column(name).to_numpy() // factor).astype("int32"))
        grid = grid.set_column(grid.column_names.index(name), name, place)
    table = merged([grid], GRID)
    return table.add_column(0, "km", pa.array([km] * table.num_rows, pa.int32()))


def _with_names(sums: pa.Table, summaries: Sequence[Summary]) -> pa.Table:
    """The sums with the name of the unit behind its codes."""
    west, south, east, north = np.array([one.box for one in summaries if one.box]).T
    names = unit_names(units_around(west.min(), south.min(), east.max(), north.max()))
    code = pc.coalesce(sums.column("municipality"), sums.column("subdivision"))
    name = pa.array([names.get(one) for one in code.to_pylist()], pa.string())
    return sums.add_column(len(PLACES), "name", name)


def _by_name(table: pa.Table, plan: Plan, column: str) -> pa.Table:
    names = pa.array(plan.names, pa.string()).take(table.column(column))
    return table.set_column(table.column_names.index(column), column, names)


def _csv(table: pa.Table, plan: Plan, name: str) -> None:
    """Write a table as CSV in which no text is a formula."""
    pyarrow.csv.write_csv(_plain(table), plan.out / name)


def _plain(table: pa.Table) -> pa.Table:
    for place, one in enumerate(table.schema):
        cells = table.column(place)
        if pa.types.is_string(one.type):
            table = table.set_column(place, one.name, pc.replace_substring_regex(cells, FORMULA, r"'\1"))
        elif pa.types.is_floating(one.type):
            table = table.set_column(place, one.name, pc.round(cells, DIGITS))
    return table


def _set_aside(plan: Plan, summaries: Sequence[Summary]) -> Counter[str]:
    """Write the rows that cannot be counted, with all that they hold, and as a list; count the reasons."""
    reasons: Counter[str] = Counter()
    listed = pa.schema(
        [("file", pa.string()), ("row", pa.int64()), ("id", pa.string()), ("reason", pa.string())]
    )
    writer: Any = None
    with pyarrow.csv.CSVWriter(plan.out / "set_aside.csv", listed) as file:
        for summary in summaries:
            if (rows := set_aside(summary, plan)) is None:
                continue
            rows = geoparquet.described(rows)
            writer = writer or pq.ParquetWriter(
                plan.out / "set_aside.parquet", rows.schema, compression="zstd"
            )
            writer.write_table(rows)
            file.write_table(_plain(rows.select(listed.names)))
            kinds = pc.replace_substring_regex(rows.column("reason"), r" at [-\d., e]+$", "")
            reasons.update({one["values"]: one["counts"] for one in pc.value_counts(kinds).to_pylist()})
    if writer:
        writer.close()
    return reasons


def _file(source: Source, plan: Plan, summaries: Sequence[Summary]) -> dict[str, Any]:
    """What was read of a file, and how it was understood."""
    how, own = plan.understandings[source.number], [one for one in summaries if one.file == source.number]
    shifts = {shift.country: asdict(shift) for one in own for shift in one.shifts}
    return {
        "name": source.path.name,
        "kind": source.kind,
        "layer": source.layer,
        "rows": sum(one.rows for one in own),
        "system": system_words(source.crs),
        "shifts": [shifts[country] for country in sorted(shifts, key=str)],
        "columns": dict(how.columns),
        "unit": how.unit,
        "decimal": how.decimal,
        "dates": how.dates,
        "words": {
            term: [
                {"word": word, "rows": count, "code": how.codes[term][word]}
                for word, count in _often(how.words[term])
            ]
            for term in CODED
        },
        "notes": list(how.notes),
    }


def _often(counts: Any) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _totals_of(sums: pa.Table, key: str) -> list[dict[str, Any]]:
    return merged([sums], [key]).to_pylist()

"""Writes what a run gave: sums, density grid, pairs that overlap, remarks, rows set aside, and the report."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from dashboard.areas.places import unit_names
from hazard_areas import geoparquet
from hazard_areas.adding import Added, plain, rounded
from hazard_areas.examining import PLACES, units_around
from hazard_areas.finishing import Plan, set_aside
from hazard_areas.replacing import REPORT
from hazard_areas.source import Source
from hazard_areas.spill import Summary
from hazard_areas.totals import totals
from hazard_areas.words import REMARKS, markdown
from topics.hazard_areas.shapes import system_words
from topics.hazard_areas.terms import CODED


def write(added: Added, sources: Sequence[Source], summaries: Sequence[Summary], repair: bool) -> None:
    """Write all files that wait for the last group; the report last."""
    plan, sums = added.plan, added.sums.table
    pyarrow.csv.write_csv(rounded(_with_names(sums, summaries)), plan.out / "sums.csv")
    pq.write_table(added.grids.table, plan.out / "grid.parquet")
    reasons = _set_aside(plan, summaries)
    report = {
        "files": [_file(source, plan, summaries) for source in sources],
        "repair": repair,
        "rows": sum(one.rows for one in summaries),
        "areas": int(pc.sum(sums.column("areas")).as_py() or 0),
        "set_aside": dict(reasons.most_common()),
        "remarks": {code: added.remarks[code] for code in REMARKS if code in added.remarks},
        "overlaps": {"pairs": added.pairs, "shared_km2": added.shared_km2},
        "by_status": totals(sums, ["status"]).to_pylist(),
        "by_country": totals(sums, ["country"]).to_pylist(),
    }
    (plan.out / "report.md").write_text(markdown(report), encoding="utf-8", newline="\n")
    text = json.dumps(report, indent=1, ensure_ascii=False)
    (plan.out / REPORT).write_text(text, encoding="utf-8", newline="\n")


def _with_names(sums: pa.Table, summaries: Sequence[Summary]) -> pa.Table:
    """The sums with the name of the unit behind its codes."""
    west, south, east, north = np.array([one.box for one in summaries if one.box]).T
    names = unit_names(units_around(west.min(), south.min(), east.max(), north.max()))
    codes = pc.coalesce(sums.column("municipality"), sums.column("subdivision"))
    codes = codes.combine_chunks().dictionary_encode("encode")
    name = pa.array([names.get(one) for one in codes.dictionary.to_pylist()], pa.string()).take(codes.indices)
    return sums.add_column(len(PLACES), "name", name)


def _set_aside(plan: Plan, summaries: Sequence[Summary]) -> Counter[str]:
    """Write the rows that cannot be counted, with all that they hold, and as a list; count the reasons."""
    reasons: Counter[str] = Counter()
    listed = pa.schema(
        [("file", pa.string()), ("row", pa.int64()), ("id", pa.string()), ("reason", pa.string())]
    )
    writer: Any = None
    with pyarrow.csv.CSVWriter(plan.out / "set_aside.csv", listed) as file:
        for rows in map(geoparquet.described, set_aside(summaries, plan)):
            writer = writer or pq.ParquetWriter(
                plan.out / "set_aside.parquet", rows.schema, compression="zstd"
            )
            writer.write_table(rows)
            file.write_table(plain(rows.select(listed.names)))
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

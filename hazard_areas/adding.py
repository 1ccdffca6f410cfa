"""Adds up what the groups give as they come: sums and grids merged, findings straight into their files."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Self

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from hazard_areas.finishing import GRID, GRID_KM, SUMMED, Part, Plan
from hazard_areas.totals import totals

MOST_CELLS, WIDTHS, WIDER = 100_000, 3, 4
"""Rows of a grid that a page can hold, how many grids there are, and how many times wider the next one is."""
MOST_APART = 100_000
"""Rows of sums that wait to be merged, at least."""
DIGITS = 9
"""Of km² in tables: a square millimetre."""
FORMULA = r"^(\s*[=+\-@\t\r])"
"""How a text begins that a spreadsheet takes for a formula."""


class Merged:
    """Totals of parts as one table, never in more rows than twice its own and MOST_APART."""

    def __init__(self, keys: Sequence[str]) -> None:
        self.keys = keys
        self.parts: list[pa.Table] = []

    def add(self, part: pa.Table) -> None:
        """Take the totals of a part in."""
        self.parts.append(part)
        if sum(one.num_rows for one in self.parts[1:]) > max(MOST_APART, self.parts[0].num_rows):
            self.parts = [self.table]

    @property
    def table(self) -> pa.Table:
        """The totals, sorted by their keys."""
        return totals(pa.concat_tables(self.parts), self.keys)


class Grids:
    """The sums by cells in all widths that may yet have few enough cells."""

    def __init__(self) -> None:
        self.widths = {km: Merged(GRID) for km in GRID_KM}

    def add(self, part: pa.Table) -> None:
        """Take the cells of a part in; a width that has too many goes, and the widest stays."""
        for km, grid in list(self.widths.items()):
            grid.add(part.filter(pc.equal(part.column("km"), km)))
            if grid.parts[0].num_rows > MOST_CELLS and km != max(GRID_KM):
                del self.widths[km]

    @property
    def table(self) -> pa.Table:
        """The finest width that has few enough cells, and wider ones, one under the other."""
        chosen: list[pa.Table] = []
        widest = 0
        for km, grid in self.widths.items():
            if len(chosen) < WIDTHS and km >= WIDER * widest:
                table = grid.table
                if table.num_rows <= MOST_CELLS or km == max(GRID_KM):
                    chosen.append(table)
                    widest = km
        return pa.concat_tables(chosen)


class Listed:
    """A CSV that grows by tables of the same columns, in which no text is a formula."""

    def __init__(self, plan: Plan, name: str) -> None:
        self.path = plan.out / name
        self.writer: Any = None

    def add(self, table: pa.Table) -> None:
        """Write the rows of a table."""
        table = rounded(plain(table))
        self.writer = self.writer or pyarrow.csv.CSVWriter(self.path, table.schema)
        self.writer.write_table(table)

    def close(self) -> None:
        """End the file."""
        if self.writer:
            self.writer.close()


class Added:
    """What all groups together give."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.sums, self.grids = Merged(SUMMED), Grids()
        self.remarks: Counter[str] = Counter()
        self.pairs, self.shared_km2 = 0, 0.0
        self.files = {name: Listed(plan, f"{name}.csv") for name in ("overlaps", "remarks")}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for file in self.files.values():
            file.close()

    def add(self, part: Part) -> None:
        """Take what a group gives in."""
        self.sums.add(part.sums)
        self.grids.add(part.grid)
        self.pairs += part.pairs.num_rows
        self.shared_km2 += pc.sum(part.pairs.column("shared_km2")).as_py() or 0.0
        counts = pc.value_counts(part.remarks.column("remark")).to_pylist()
        self.remarks.update({one["values"]: one["counts"] for one in counts})
        self.files["overlaps"].add(self._named(self._named(part.pairs, "file_one"), "file_other"))
        self.files["remarks"].add(self._named(part.remarks, "file"))

    def _named(self, table: pa.Table, column: str) -> pa.Table:
        """A table with the names of files for their numbers."""
        names = pa.array(self.plan.names, pa.string()).take(table.column(column))
        return table.set_column(table.column_names.index(column), column, names)


def plain(table: pa.Table) -> pa.Table:
    """A table in which no text is a formula."""
    for place, one in enumerate(table.schema):
        if pa.types.is_string(one.type):
            cells = pc.replace_substring_regex(table.column(place), FORMULA, r"'\1")
            table = table.set_column(place, one.name, cells)
    return table


def rounded(table: pa.Table) -> pa.Table:
    """A table in which no number has more than DIGITS."""
    for place, one in enumerate(table.schema):
        if pa.types.is_floating(one.type):
            table = table.set_column(place, one.name, pc.round(table.column(place), DIGITS))
    return table

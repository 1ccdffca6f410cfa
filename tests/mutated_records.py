"""Raw files with a slip each: refused in words at its line, or read with the meaning that it has.

`python -m tests.mutated_records --runs 5000` makes a longer run than the tests do.
"""

import argparse
import csv
import io
import sys
import traceback
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from random import Random

import pandas as pd

from editions.package import folder
from etl.build import Build, check, making
from etl.problem import Problem
from etl.publish import package_of
from etl.read import table_of_content
from etl.registry import DATA, Table, package, tables
from tests.slips import ONLY_IN, SLIPS, Slip


class Records:
    """The raw tables as they are, read once; one of them at a time is put in place of its own."""

    def __init__(self) -> None:
        self.registry = package()
        self.tables = tables(self.registry, "raw")
        self.contents = {table.name: (DATA / table.path).read_bytes() for table in self.tables}
        read = {table.name: table_of_content(table, self.contents[table.name]) for table in self.tables}
        self.frames = {name: frame for name, (frame, _) in read.items()}
        assert not [problem for _, problems in read.values() for problem in problems]

    def read(self, table: Table, content: bytes) -> Build:
        """What a build reads where one file holds something else, checked."""
        frame, problems = table_of_content(table, content)
        build = Build(raw=self.frames | {table.name: frame}, problems=problems)
        check(build, self.tables, DATA, date.today())
        return build

    def make(self, build: Build, table: Table) -> None:
        """Make the clean tables that are made from a raw one, and their files, in memory."""
        clean = [one for one in tables(self.registry, "clean") if table.name in one.made_from]
        registry = self.registry | {"resources": [one.descriptor for one in (*self.tables, *clean)]}
        for _ in making(build, registry, DATA):
            pass
        folder(package_of(build.clean, clean, registry, []))

    def referenced(self, table: Table) -> set[str]:
        """The ids of a table that other lines name."""
        return {
            cell
            for one in self.tables
            for column, other, _ in one.references
            if other == table.name
            for cell in self.frames[one.name][column].dropna()
        }


def fault(records: Records, table: Table, slip: Slip) -> str:
    """What is wrong with how a slip is answered, empty where nothing is."""
    try:
        build = records.read(table, slip.content)
        if not build.problems:
            records.make(build, table)
    except Exception:  # noqa: BLE001 - any is a fault
        return traceback.format_exc(limit=-3)
    if build.problems:
        return refusal_fault(build.problems, table, slip)
    if slip.is_refused:
        return "taken in without a word"
    return meaning_fault(table_of_content(table, slip.content)[0], table, slip)


def refusal_fault(problems: list[Problem], table: Table, slip: Slip) -> str:
    """What is wrong with the words of a refusal."""
    own = [problem for problem in problems if problem.file == f"data/{table.path}"]
    if slip.line and not any(problem.line == slip.line for problem in own):
        return f"line {slip.line} is not named, but {'; '.join(map(str, problems[:3]))}"
    wordless = [problem for problem in problems if not (problem.what and problem.write and problem.line)]
    return f"no line, or no words: {wordless[0]}" if wordless else ""


def meaning_fault(frame: pd.DataFrame, table: Table, slip: Slip) -> str:
    """What another reader finds in a file that was taken in: cells, numbers and days that differ."""
    head, *rows = csv.reader(io.StringIO(slip.content.decode("utf-8-sig"), newline=""), strict=True)
    if head != table.columns:
        return f"the head is {head}"
    if [[cell or None for cell in row] for row in rows] != frame.to_numpy().tolist():
        return "other cells than csv.reader gives"
    strange = [
        f"{field['name']}: {row[number]!r} is taken in"
        for number, field in enumerate(table.fields)
        for row in rows
        if row[number] and not means_the_same(row[number], field.get("form") or field["type"])
    ]
    return "; ".join(strange)


def means_the_same(cell: str, kind: str) -> bool:
    """Whether a typed cell is held as the number or day that people read."""
    if kind in ("number", "integer"):
        return cell.isascii() and Decimal(repr(float(cell))) == Decimal(cell)
    if kind.endswith("date"):
        return date.fromisoformat(f"{cell}-01-01"[:10] if len(cell) < 10 else cell) is not None
    return kind != "boolean" or cell in ("yes", "no")


def slips(records: Records, runs: int, seed: int) -> Iterator[tuple[str, Table, Slip]]:
    """Slips in all files and of all kinds, the same for the same seed: the kind, the table, the slip."""
    random, given = Random(seed), 0
    while given < runs:
        kinds = [random.choice(list(SLIPS)) for _ in records.tables] + list(SLIPS)
        others = random.choices(records.tables, k=len(SLIPS))
        for kind, either in zip(kinds, [*records.tables, *others], strict=True):
            table = next((one for one in records.tables if one.name == ONLY_IN.get(kind)), either)
            content = records.contents[table.name]
            slip = SLIPS[kind](random, table, content, records.referenced(table))
            if slip and slip.content != content and given < runs:
                given += 1
                yield kind, table, slip


def main() -> int:
    """Try many slips; print those that are answered badly, and how many of each kind were tried."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutated_records", description=__doc__)
    parser.add_argument("--runs", type=int, default=1000, help="how many slips (default: 1000)")
    parser.add_argument("--seed", type=int, default=1, help="the same slips for the same number (default: 1)")
    options = parser.parse_args()
    records, tried, bad = Records(), Counter[str](), 0
    for kind, table, slip in slips(records, options.runs, options.seed):
        tried[kind] += 1
        words = fault(records, table, slip)
        if words:
            bad += 1
            print(f"{kind}, {table.name}:{slip.line}: {words}", flush=True)
    print(*(f"{count:>6} {kind}" for kind, count in sorted(tried.items())), sep="\n")
    print(f"{bad} of {sum(tried.values())} answered badly")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())

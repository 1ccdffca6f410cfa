"""Cells that name a row of another table: whether it exists, and where its key was changed."""

import csv
from collections import Counter
from difflib import get_close_matches
from pathlib import Path

import pandas as pd

from etl.problem import Problem
from etl.registry import Table

FEW = 20
"""Ids of another table up to which an error lists them all."""
CANDIDATES = 5
"""New ids up to which each may be the changed one where none is like the one that is missing."""
Target = tuple[str, str]
"""A table and the column of its ids."""


def reference_problems(
    tables: list[Table], frames: dict[str, pd.DataFrame], unread: set[str], clean: Path
) -> list[Problem]:
    """Return the cells that name a source, country or other row that does not exist, each once per column.

    Where the key of that row was changed, its own line is named too.

    Args:
        tables: the raw tables.
        frames: their rows by name; the index is the line in the file.
        unread: tables of which lines could not be read: who refers to these is not to blame.
        clean: the folder of the last build, which tells new ids from old ones.
    """
    problems: list[Problem] = []
    missing: dict[Target, Counter[str]] = {}
    known = {target: set(frames[target[0]][target[1]]) for target in targets(tables)}
    for table in tables:
        for column, other, target in table.references:
            lines = unknown(frames[table.name][column], known[other, target])
            if other in unread or not lines:
                continue
            write = f"{hint(table, column, frames[other][target])}add it to data/raw/{other}.csv"
            for cell, (line, count) in lines.items():
                missing.setdefault((other, target), Counter())[cell] += count
                what = f"{cell!r} is not in {other}" + (f" ({count} lines name it)" if count > 1 else "")
                problems.append(Problem(f"data/{table.path}", line, column, what, write))
    for (other, target), counts in missing.items():
        former = former_ids(clean, other, target)
        others = unreferenced(tables, frames, (other, target))
        gone = {one: count for one, count in counts.items() if not former or one in former}
        problems += changed_keys(other, target, gone, others[~others.isin(former)])
    return problems


def targets(tables: list[Table]) -> set[Target]:
    """Return what cells of some tables refer to."""
    return {(other, target) for table in tables for _, other, target in table.references}


def unknown(cells: pd.Series, ids: set[str]) -> dict[str, tuple[int, int]]:
    """Return what stated cells name that is no id, each with its first line and the number of its lines.

    A cell may list several ids, parted by semicolons.
    """
    lines: dict[str, list[int]] = {}
    for line, cell in zip(cells.index, cells.tolist(), strict=True):
        for one in cell.split(";") if isinstance(cell, str) and cell not in ids else ():
            if one not in ids:
                lines.setdefault(one, []).append(line)
    return {cell: (numbers[0], len(numbers)) for cell, numbers in lines.items()}


def unreferenced(tables: list[Table], frames: dict[str, pd.DataFrame], target: Target) -> pd.Series:
    """Return the ids of a table that no cell names."""
    ids = frames[target[0]][target[1]].dropna()
    named = {
        cell
        for table in tables
        for column, *other in table.references
        if tuple(other) == target
        for listed in frames[table.name][column].dropna()
        for cell in listed.split(";")
    }
    return ids[~ids.isin(named)]


def former_ids(clean: Path, table: str, column: str) -> set[str]:
    """Return the ids of a raw table when it was built last, those set aside too; none where it was not."""
    begins = f"{column} "
    aside = (
        row["record"].partition("; ")[0].removeprefix(begins)
        for row in former_rows(clean / "set_aside.csv")
        if row.get("raw_file") == f"raw/{table}.csv" and (row.get("record") or "").startswith(begins)
    )
    return {row.get(column) or "" for row in former_rows(clean / f"{table}.csv")} | set(aside)


def former_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table as it was built last; none where it was not."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    except (OSError, ValueError, csv.Error):
        return []


def changed_keys(other: str, target: str, counts: dict[str, int], new: pd.Series) -> list[Problem]:
    """Return the lines whose id nobody names while an id like it is missing.

    Args:
        other: the table that is referred to.
        target: its column of ids.
        counts: the ids that it lacks, with the number of cells that name each.
        new: its ids that no cell names and that the last build had not; the index is the line.
    """
    lines = {str(one): line for line, one in new.items()}
    problems = []
    for gone, count in counts.items():
        like = get_close_matches(gone, lines, n=1) or ([*lines] if len(lines) <= CANDIDATES else [])
        problems += [
            Problem(
                f"data/raw/{other}.csv",
                int(str(lines[one])),
                target,
                f"no line names {one!r}, and {count} name {gone!r}, which is not there",
                f"write {gone}, or {one} in those lines too",
            )
            for one in like
        ]
    return problems


def hint(table: Table, column: str, ids: pd.Series) -> str:
    """Return what to write where a reference is broken: the ids that exist where they are few."""
    if ids.nunique() <= FEW:
        return f"write one of {', '.join(ids.dropna().unique())}, or "
    write = table.field(column).get("write")
    return f"write {write}, or " if write else ""

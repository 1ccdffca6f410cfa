"""Corrections: rows that change one raw cell, for a reason, and expire when the raw cell changes."""

from collections.abc import Hashable
from typing import Any

import pandas as pd

from etl.cells import cell_fault
from etl.problem import Problem
from etl.registry import Table

FILE = "data/raw/corrections.csv"
Frames = dict[str, pd.DataFrame]
Place = tuple[str, int, str]
"""Path of a raw file, line and column of a cell."""


def corrected(frames: Frames, tables: list[Table]) -> tuple[Frames, list[Problem], dict[Place, int]]:
    """Return the raw tables with all corrections applied.

    With them come the corrections that do not fit, and the line of the correction of each cell.
    """
    problems: list[Problem] = []
    changed, declared = dict(frames), {table.name: table for table in tables}
    lines: dict[Place, int] = {}
    for number, row in frames["corrections"].to_dict("index").items():
        line = int(str(number))
        fault = correction_fault(row, changed, declared)
        if fault:
            problems.append(Problem(FILE, line, *fault))
            continue
        frame = changed[row["table"]].copy()
        rows = matching(frame, row["key"])
        frame.loc[rows, row["field"]] = row["becomes"]
        changed[row["table"]] = frame
        lines[f"data/{declared[row['table']].path}", int(frame.index[rows][0]), row["field"]] = line
    return changed, problems, lines


def at_correction(problem: Problem, lines: dict[Place, int]) -> Problem:
    """Return a problem of the corrected tables at the correction that caused it."""
    line = lines.get((problem.file, problem.line, problem.column))
    if line is None:
        return problem
    return Problem(FILE, line, "becomes", f"{problem.file}:{problem.line}: {problem.what}", problem.write)


def matching(frame: pd.DataFrame, key: str) -> pd.Series:
    """Return which rows a key such as `country=BIH; period=2016; source=x` names.

    Raises: KeyError when it names a column that the table has not.
    """
    rows = pd.Series(True, index=frame.index)
    for part in key.split(";"):
        column, _, value = part.strip().partition("=")
        rows &= frame[column].fillna("") == value
    return rows


def correction_fault(
    row: dict[Hashable, Any], frames: Frames, declared: dict[str, Table]
) -> tuple[str, str, str] | None:
    """Return column, fault and remedy of a correction that cannot be applied, or None."""
    name, column = row["table"], row["field"]
    if name not in frames:
        return "table", f"{name!r} is no table", "write one of " + ", ".join(sorted(frames))
    frame = frames[name]
    if column not in frame.columns:
        return "field", f"{column!r} is no column of {name}", "write one of " + ", ".join(frame.columns)
    try:
        named = frame[matching(frame, row["key"])]
    except KeyError as error:
        return "key", f"{error} is no column of {name}", "write parts such as country=BIH, joined by ;"
    if len(named) != 1:
        return "key", f"it names {len(named)} rows of {name}", "write a key that names one row"
    cell = named[column].iloc[0]
    if cell != row["was"]:
        return (
            "was",
            f"stale: the raw cell is {cell!r}, not {row['was']!r}",
            "check the source, then mend or delete",
        )
    fault = cell_fault(row["becomes"] or "", declared[name].field(column))
    return ("becomes", *fault) if fault else None

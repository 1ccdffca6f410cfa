"""Raw CSV files in, tables of text out; every fault of form is found here and named."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from etl.problem import Problem
from etl.registry import Table

FORMS = {"number": r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?", "integer": r"[+-]?\d+", "boolean": "yes|no"}
KINDS = {"number": "a plain number", "integer": "a whole number", "boolean": "yes or no"}
WRITE = {
    "number": "a plain number such as 1740.5, with a point and no thousands mark",
    "integer": "a whole number such as 1740, with no thousands mark",
    "boolean": "yes or no",
}
FEW = 20
"""Ids of another table up to which an error lists them all."""


def raw_table(table: Table, data: Path) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the cells of one raw file as text, and what is wrong with its form.

    *Columns*: as declared; empty cells are None; the index is the line in the file.
    """
    path = data / table.path
    name = f"data/{table.path}"
    fault = unreadable(path, name, table)
    if fault:
        return pd.DataFrame(columns=table.columns), [fault]
    width = len(table.columns)
    lines, rows, problems = [], [], []
    for line, row in numbered_rows(path.read_text(encoding="utf-8")):
        if len(row) == width:
            lines.append(line)
            rows.append(row)
        else:
            problems.append(Problem(name, line, "", f"{len(row)} cells", f"{width}, one for each column"))
    frame = pd.DataFrame(rows, index=lines, columns=table.columns, dtype=object)
    for field in table.fields:
        problems += cell_problems(field, frame[field["name"]], name)
    return frame.replace({"": None}).astype(object), problems + key_problems(table, frame, name)


def numbered_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows below the header, each with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""))
    next(reader)
    line = reader.line_num + 1
    for row in reader:
        yield line, row
        line = reader.line_num + 1


def unreadable(path: Path, name: str, table: Table) -> Problem | None:
    """Return why a file cannot be read as the table it should be, or None."""
    if not path.is_file():
        return Problem(
            name, 0, "", "the file is missing", "put it back, or take its entry out of the registry"
        )
    content = path.read_bytes()
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return Problem(name, line, "", "the file is not UTF-8", "save it as CSV UTF-8")
    if not text.strip():
        return Problem(name, 0, "", "the file is empty", f"write the header: {','.join(table.columns)}")
    header = next(csv.reader([text.partition("\n")[0].rstrip("\r")]))
    if header == table.columns:
        return None
    missing = ", ".join(column for column in table.columns if column not in header)
    extra = ", ".join(column for column in header if column not in table.columns)
    faults = [
        f"column {missing} is missing" if missing else "",
        f"column {extra} is not declared" if extra else "",
        "" if missing or extra else "the columns are in another order",
    ]
    return Problem(name, 1, "", "; ".join(filter(None, faults)), f"the header is {','.join(table.columns)}")


def cell_problems(field: dict[str, Any], cells: pd.Series, name: str) -> list[Problem]:
    """Return the cells of a column that are not of its type, out of its bounds, missing or there twice."""
    column = field["name"]
    faults = {cell: fault for cell in set(cells) if (fault := cell_fault(cell, field))}
    bad = cells[cells.isin(faults.keys())] if faults else cells[:0]
    problems = [Problem(name, int(str(line)), column, *faults[cell]) for line, cell in bad.items()]
    if field.get("constraints", {}).get("unique"):
        twice = cells[cells.ne("") & cells.duplicated()]
        problems += [
            Problem(name, int(str(line)), column, f"{cell!r} stands twice", "each once")
            for line, cell in twice.items()
        ]
    return problems


def cell_fault(cell: str, field: dict[str, Any]) -> tuple[str, str] | None:
    """Return what is wrong with a cell and what to write instead, or None."""
    rules, kind = field.get("constraints", {}), field["type"]
    if cell == "":
        return ("the cell is empty", "a value is needed here") if rules.get("required") else None
    write = field.get("write") or WRITE.get(kind) or "see the registry"
    if "enum" in rules:
        write = f"one of {', '.join(rules['enum'])}"
    forms = [form for form in (FORMS.get(kind), rules.get("pattern")) if form]
    if not all(re.fullmatch(form, cell) for form in forms) or cell not in rules.get("enum", [cell]):
        return f"{cell!r} is not {KINDS.get(kind, 'what fits here')}", f"write {write}"
    if "minimum" in rules and float(cell) < rules["minimum"]:
        return f"{cell} is below {rules['minimum']}", write
    if "maximum" in rules and float(cell) > rules["maximum"]:
        return f"{cell} is above {rules['maximum']}", write
    return None


def key_problems(table: Table, frame: pd.DataFrame, name: str) -> list[Problem]:
    """Return the rows whose primary key stands twice."""
    key = list(table.key)
    twice = frame[frame.duplicated(key, keep="first")] if key else frame[:0]
    write = "keep one row of it"
    if "item" in key:
        write += ", or say in item what tells the two apart"
    return [
        Problem(name, line, "+".join(key), f"{' '.join(filter(None, cells))!r} stands twice", write)
        for line, cells in zip(twice.index, twice[key].to_numpy().tolist(), strict=True)
    ]


def reference_problems(tables: list[Table], frames: dict[str, pd.DataFrame]) -> list[Problem]:
    """Return the cells that name a source, country or other row that does not exist."""
    return [
        Problem(
            f"data/{table.path}",
            line,
            column,
            f"{cell!r} is not in {other}",
            f"{hint(table, column, frames[other][target])}add it to data/raw/{other}.csv",
        )
        for table in tables
        for column, other, target in table.references
        for line, cell in unknown(frames[table.name][column], frames[other][target]).items()
    ]


def unknown(cells: pd.Series, ids: pd.Series) -> pd.Series:
    """Return the stated cells that are not among the ids that exist."""
    return cells[cells.notna() & ~cells.isin(ids)]


def hint(table: Table, column: str, ids: pd.Series) -> str:
    """Return what to write where a reference is broken: the ids that exist where they are few."""
    if ids.nunique() <= FEW:
        return f"write one of {', '.join(ids.dropna().unique())}, or "
    write = table.field(column).get("write")
    return f"write {write}, or " if write else ""

"""Raw CSV files in, tables of text out; every fault of form is found here and named.

Frictionless checks form, types and constraints. Keys are looked up here: its own look-up reads the
referenced file anew for each table, which costs seconds.
"""

import csv
from pathlib import Path
from typing import Any

import pandas as pd
from frictionless import Dialect, Resource, Schema, system
from frictionless.formats import CsvControl

from etl.problem import Problem
from etl.registry import Table

# Cells are compared as written; what the registry says beyond the standard is not frictionless' business.
# Said, not guessed: a sniffer would take a note with many semicolons for the delimiter.
DIALECT = Dialect(controls=[CsvControl(delimiter=",", quote_char='"', skip_initial_space=False)])
STANDARD = ("name", "type", "constraints")
TRUTH = {"trueValues": ["yes"], "falseValues": ["no"]}
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
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    frame.index += 2
    problems = form_problems(table, path, name) + key_problems(table, frame, name)
    return frame.replace({"": None}).astype(object), problems


def unreadable(path: Path, name: str, table: Table) -> Problem | None:
    """Return why a file cannot be read as the table it should be, or None."""
    if not path.is_file():
        return Problem(
            name, 0, "", "the file is missing", "put it back, or take its entry out of the registry"
        )
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        return Problem(name, line, "", "the file is not UTF-8", "save it as CSV UTF-8")
    if not text.strip():
        return Problem(name, 0, "", "the file is empty", f"write the header: {','.join(table.columns)}")
    header = next(csv.reader([text.partition("\n")[0].rstrip("\r")]))
    missing = [column for column in table.columns if column not in header]
    extra = [column for column in header if column not in table.columns]
    if missing or extra or header != table.columns:
        what = "; ".join(
            part
            for part, given in (
                (f"column {', '.join(missing)} is missing", missing),
                (f"column {', '.join(extra)} is not declared", extra),
                ("the columns are in another order", not missing and not extra),
            )
            if given
        )
        return Problem(name, 1, "", what, f"the header is {','.join(table.columns)}")
    return None


def form_problems(table: Table, path: Path, name: str) -> list[Problem]:
    """Return what frictionless finds: cells of a wrong type, out of bounds, missing or too many."""
    fields = [{part: field[part] for part in STANDARD if part in field} | TRUTH for field in table.fields]
    schema = Schema.from_descriptor({"fields": fields})
    with system.use_context(trusted=True):
        resource = Resource(path=str(path), schema=schema, encoding="utf-8", dialect=DIALECT)
        report = resource.validate(limit_errors=200)
    return [problem_of(error, table, name) for task in report.tasks for error in task.errors]


def problem_of(error: Any, table: Table, name: str) -> Problem:
    """Return a frictionless error in our words."""
    row, column = getattr(error, "row_number", 0) or 0, getattr(error, "field_name", "") or ""
    if not column or column not in table.columns:
        return Problem(name, row, column, error.note, "one cell for each column of the header")
    field = table.field(column)
    cell = getattr(error, "cell", "")
    constraints = field.get("constraints", {})
    if error.type == "constraint-error" and cell in ("", None):
        return Problem(name, row, column, "the cell is empty", "a value is needed here")
    write = field.get("write") or WRITE.get(field["type"]) or "see the registry"
    if "enum" in constraints:
        write = "one of " + ", ".join(constraints["enum"])
    if error.type == "constraint-error" and "unique" in error.note:
        return Problem(name, row, column, f"{cell!r} stands twice", "each once")
    if error.type == "constraint-error" and "minimum" in error.note:
        return Problem(name, row, column, f"{cell} is below {constraints['minimum']}", write)
    kind = {"number": "a plain number", "integer": "a whole number"}.get(field["type"], "what fits here")
    return Problem(name, row, column, f"{cell!r} is not {kind}", f"write {write}")


def key_problems(table: Table, frame: pd.DataFrame, name: str) -> list[Problem]:
    """Return the rows whose primary key stands twice."""
    if not table.key:
        return []
    twice = frame[frame.duplicated(list(table.key), keep="first")]
    return [
        Problem(name, line, "+".join(table.key), f"{' '.join(row)!r} stands twice", "keep one row of it")
        for line, row in zip(twice.index, twice[list(table.key)].astype(str).to_numpy().tolist(), strict=True)
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
        for line, cell in missing(frames[table.name][column], frames[other][target]).items()
    ]


def missing(cells: pd.Series, there: pd.Series) -> pd.Series:
    """Return the stated cells that are not among those that exist."""
    return cells[cells.notna() & ~cells.isin(there)]


def hint(table: Table, column: str, there: pd.Series) -> str:
    """Return what to write where a reference is broken: the ids that exist where they are few."""
    if there.nunique() <= FEW:
        return f"write one of {', '.join(there.dropna().unique())}, or "
    write = table.field(column).get("write")
    return f"write {write}, or " if write else ""

"""Raw CSV files in, tables of text out; every fault of form is found here and named."""

from pathlib import Path

import pandas as pd

from etl.cells import Field, cell_fault
from etl.problem import Problem
from etl.raw_file import Rows, rows_of
from etl.registry import Table


def raw_table(table: Table, data: Path) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the cells of one raw file as text, and what is wrong with its form, see `table_of_content`."""
    path = data / table.path
    try:
        return table_of_content(table, path.read_bytes())
    except FileNotFoundError:
        fault = "the file is missing", "put it back, or take its entry out of the registry"
    except OSError as error:
        fault = f"the file cannot be read ({error.strerror})", "make it a file that may be read"
    return empty(table), [Problem(f"data/{table.path}", 0, "", *fault)]


def table_of_content(table: Table, content: bytes) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the cells of a raw file as text, and what is wrong with its form.

    A problem without a column is one of the file or of a line: what it holds is not in the frame.
    *Columns*: as declared; empty cells are None; the index is the line in the file.
    """
    name = f"data/{table.path}"
    head = ",".join(table.columns)
    rows, problems = rows_of(content, name)
    if not content.strip():
        return empty(table), [Problem(name, 1, "", "the file is empty", f"write the head: {head}")]
    if not rows or rows[0][0] != 1:
        return empty(table), problems
    fault = head_fault(rows.pop(0)[1], table)
    if fault:
        return empty(table), [*problems, Problem(name, 1, "", fault, f"the head is {head}")]
    if not rows and not problems and not table.may_be_empty:
        return empty(table), [Problem(name, 1, "", "there is nothing below the head", "write the rows")]
    rows, faults = whole_rows(rows, table, name)
    cells = [row for _, row in rows]
    frame = pd.DataFrame(
        [[cell or None for cell in row] for row in cells],
        index=[line for line, _ in rows],
        columns=table.columns,
        dtype=object,
    )
    problems += faults
    for number, field in enumerate(table.fields):
        problems += column_problems(field, [(line, row[number]) for line, row in rows], name)
    return frame, problems + key_problems(table, rows, name)


def empty(table: Table) -> pd.DataFrame:
    """Return a raw table without rows."""
    return pd.DataFrame(columns=table.columns, dtype=object)


def head_fault(head: list[str], table: Table) -> str:
    """Return how the head of a file differs from the declared columns, empty where it does not."""
    missing = ", ".join(column for column in table.columns if column not in head)
    extra = ", ".join(column for column in head if column not in table.columns)
    faults = [
        f"column {missing} is missing" if missing else "",
        f"column {extra} is not declared" if extra else "",
        "" if missing or extra or head == table.columns else "the columns are in another order",
    ]
    return "; ".join(filter(None, faults))


def whole_rows(rows: Rows, table: Table, name: str) -> tuple[Rows, list[Problem]]:
    """Return the rows that have a cell for each column, and what is wrong with the others."""
    width = len(table.columns)
    whole, problems = [], []
    for line, row in rows:
        if row == table.columns:
            problems.append(Problem(name, line, "", "the head stands twice", "take this line out"))
        elif len(row) == width:
            whole.append((line, row))
        else:
            write = f'{width}, one for each column; a text with a comma stands in "…"'
            problems.append(Problem(name, line, "", f"{len(row)} cells", write))
    return whole, problems


def column_problems(field: Field, cells: list[tuple[int, str]], name: str) -> list[Problem]:
    """Return the cells of a column that are not of its type, out of its bounds, missing or there twice."""
    column = field["name"]
    faults = {cell: fault for cell in {cell for _, cell in cells} if (fault := cell_fault(cell, field))}
    problems = (
        [Problem(name, line, column, *faults[cell]) for line, cell in cells if cell in faults]
        if faults
        else []
    )
    if field.get("constraints", {}).get("unique"):
        problems += twice([(line, (cell,)) for line, cell in cells if cell], column, name, "each once")
    return problems


def key_problems(table: Table, rows: Rows, name: str) -> list[Problem]:
    """Return the rows whose primary key stands twice."""
    if not table.key:
        return []
    write = "keep one row of it"
    if "item" in table.key:
        write += ", or say in item what tells the two apart"
    places = [table.columns.index(column) for column in table.key]
    keys = [(line, tuple(row[place] for place in places)) for line, row in rows]
    return twice(keys, "+".join(table.key), name, write)


def twice(keys: list[tuple[int, tuple[str, ...]]], column: str, name: str, write: str) -> list[Problem]:
    """Return the lines whose key stands on a line above."""
    first: dict[tuple[str, ...], int] = {}
    return [
        Problem(name, line, column, f"{' '.join(filter(None, key))!r} stands twice", write)
        for line, key in keys
        if first.setdefault(key, line) != line
    ]

"""Reviewed proposals to data/raw, under the checks of the build: all of them, or none."""

import csv
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from etl.build import Build, steps
from etl.problem import Problem
from etl.reader.proposals import EXTRA, TABLES, compared, identity
from etl.reader.tables import rows
from etl.registry import Table, package, tables


@dataclass
class Addition:
    """The rows to add to each raw file with their lines in the proposals, and how many were there already."""

    lines: dict[str, list[tuple[int, list[str]]]] = field(default_factory=dict)
    there: int = 0


def accept(folder: Path, data: Path) -> int:
    """Append the proposals in a folder to data/raw; return 0, or 1 and print what is wrong."""
    raw = {table.name: table for table in tables(package(data), "raw")}
    addition = Addition()
    problems = list(map(str, sorted_out(folder, raw, data, addition)))
    if not problems and addition.lines:
        with tempfile.TemporaryDirectory() as trial:
            copy = Path(trial) / "data"
            shutil.copytree(data / "raw", copy / "raw")
            shutil.copy(data / "datapackage.yaml", copy)
            appended(addition, raw, copy)
            problems = [str(at_proposal(each, addition, folder, raw, data)) for each in problems_of(copy)]
            problems = problems or list(map(str, replaced(addition, raw, copy, data)))
    if problems:
        print(*problems, f"{len(problems)} problems; nothing was written", sep="\n", file=sys.stderr)
        return 1
    for name, lines in addition.lines.items():
        print(f"data/raw/{name}.csv: {len(lines)} rows added")
    count = sum(map(len, addition.lines.values()))
    print(f"{count} rows added, {addition.there} were in the records already. Next: python -m etl")
    return 0


def sorted_out(folder: Path, raw: dict[str, Table], data: Path, addition: Addition) -> Iterator[Problem]:
    """Put the new rows of a folder of proposals into the addition; return what is wrong with the others."""
    files = sorted(path for path in folder.glob("*.csv") if path.name != "doubtful.csv")
    if not folder.is_dir():
        yield Problem(str(folder), 0, "", "there is no such folder", "give the folder of the proposals")
    elif not files:
        hint = "give the folder that `read --out` wrote"
        yield Problem(str(folder), 0, "", "there are no proposals", hint)
    for path in files:
        if path.stem not in TABLES:
            hint = f"one of {', '.join(TABLES)}"
            yield Problem(str(path), 0, "", "no table of that name is proposed", hint)
        elif fault := unreadable(path, raw[path.stem]):
            yield fault
        else:
            yield from new_rows(path, raw[path.stem], data, addition)


def new_rows(path: Path, table: Table, data: Path, addition: Addition) -> Iterator[Problem]:
    """Put the new rows of one file into the addition; return those that speak against the records."""
    known = [{**row, "line": str(line)} for line, row in enumerate(rows(data / table.path), 2)]
    for line, row in enumerate(rows(path), 2):
        verdict, _, where = compared(table, row, known)
        if verdict == "in the records":
            addition.there += 1
        elif verdict == "differs":
            hint = "take the row out, or correct the record"
            yield Problem(str(path), line, "+".join(identity(table)), where, hint)
        else:
            cells = [row[column] for column in table.columns]
            addition.lines.setdefault(table.name, []).append((line, cells))


def unreadable(path: Path, table: Table) -> Problem | None:
    """Return why a file of proposals cannot be read, or None."""
    wanted = [*table.columns, *EXTRA]
    try:
        with path.open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file), [])
    except UnicodeDecodeError:
        return Problem(str(path), 1, "", "the file is not UTF-8", "save it as CSV UTF-8")
    if header not in (wanted, table.columns):
        what = "the header is not that of the proposals"
        return Problem(str(path), 1, "", what, f"write {','.join(wanted)}")
    long = next((line for line, row in enumerate(rows(path), 2) if None in row), 0)
    hint = "one cell for each column of the header"
    return Problem(str(path), long, "", "too many cells", hint) if long else None


def at_proposal(
    problem: Problem, addition: Addition, folder: Path, raw: dict[str, Table], data: Path
) -> Problem:
    """Return a problem with the place of the proposal that causes it, when it lies in an added row."""
    name = Path(problem.file).stem
    lines = addition.lines.get(name, [])
    number = problem.line - 2 - (len(rows(data / raw[name].path)) if lines else 0)
    if not 0 <= number < len(lines):
        return problem
    return replace(problem, file=str(folder / f"{name}.csv"), line=lines[number][0])


def appended(addition: Addition, raw: dict[str, Table], data: Path) -> None:
    """Append the lines to the raw files of a folder."""
    for name, lines in addition.lines.items():
        path = data / raw[name].path
        ends = path.read_bytes().endswith(b"\n")
        with path.open("a", encoding="utf-8", newline="") as file:
            file.write("" if ends else "\n")
            csv.writer(file, lineterminator="\n").writerows(cells for _, cells in lines)


def problems_of(data: Path) -> list[Problem]:
    """Return what the build finds wrong in a folder of records."""
    build = Build()
    for _ in steps(build, package(data), data):
        pass
    return build.problems


def replaced(addition: Addition, raw: dict[str, Table], copy: Path, data: Path) -> list[Problem]:
    """Put the longer files in the place of the old ones, once all lie beside them; none if one changed."""
    ready = []
    for name in addition.lines:
        longer, target = copy / raw[name].path, data / raw[name].path
        if not longer.read_bytes().startswith(target.read_bytes()):
            return [Problem(str(target), 0, "", "it was changed meanwhile", "accept again")]
        ready.append((Path(shutil.copy(longer, target.with_suffix(".csv.new"))), target))
    for beside, target in ready:
        beside.replace(target)
    return []

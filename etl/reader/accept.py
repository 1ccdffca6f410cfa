"""Reviewed proposals to data/raw, under the checks of the build: all of them, or none."""

import csv
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from etl.build import Build, steps
from etl.problem import Problem, refused
from etl.reader.proposals import COMPARED, EXTRA, compared, identity
from etl.reader.tables import table_of
from etl.registry import Table, package, tables

Added = dict[str, list[tuple[int, list[str]]]]  # by table: the line in the proposals, and the cells


def accept(folder: Path, data: Path) -> int:
    """Append the proposals in a folder to data/raw; return 0, or 1 and print what is wrong."""
    raw = {table.name: table for table in tables(package(data), "raw")}
    added: Added = {name: [] for name in COMPARED}
    problems, there = files_wrong(folder, raw), 0
    for name in COMPARED if not problems else ():
        against, known = new_rows(folder / f"{name}.csv", raw[name], data, added)
        problems, there = [*problems, *against], there + known
    problems = problems or tried(added, folder, raw, data)
    if problems:
        return refused(problems)
    for name, lines in added.items():
        if lines:
            print(f"data/raw/{name}.csv: {len(lines)} rows added")
    count = sum(map(len, added.values()))
    print(f"{count} rows added, {there} were in the records already. Next: python -m etl")
    return 0


def files_wrong(folder: Path, raw: dict[str, Table]) -> list[Problem]:
    """Return why the files of a folder are no proposals."""
    files = sorted(path for path in folder.glob("*.csv") if path.name != "doubtful.csv")
    if not files:
        what = "there are no proposals" if folder.is_dir() else "there is no such folder"
        return [Problem(str(folder), 0, "", what, "give the folder that `read --out` wrote")]
    return [fault for path in files if (fault := file_wrong(path, raw.get(path.stem)))]


def file_wrong(path: Path, table: Table | None) -> Problem | None:
    """Return why a file of proposals cannot be read, or None."""
    if table is None or table.name not in COMPARED:
        return Problem(str(path), 0, "", "no table of that name is proposed", f"one of {', '.join(COMPARED)}")
    wanted = [*table.columns, *EXTRA]
    header, _, problems = table_of(path)
    if header and header not in (wanted, table.columns):
        what = "the header is not that of the proposals"
        return Problem(str(path), 1, "", what, f"write {','.join(wanted)}")
    return problems[0] if problems else None


def new_rows(path: Path, table: Table, data: Path, added: Added) -> tuple[list[Problem], int]:
    """Put the new rows of a file into `added`; return the others that contradict, and how many are there."""
    _, known, problems = table_of(data / table.path)
    there = 0
    for row in table_of(path)[1]:
        verdict, _, where = compared(table, row, known)
        there += verdict == "in the records"
        if verdict == "differs":
            hint = "take the row out, or correct the record"
            problems.append(Problem(str(path), int(row["line"]), "+".join(identity(table)), where, hint))
        elif verdict == "new":
            added[table.name].append((int(row["line"]), [row[column] for column in table.columns]))
    return problems, there


def at_proposal(problem: Problem, added: Added, folder: Path, raw: dict[str, Table], data: Path) -> Problem:
    """Return a problem with the place of the proposal that causes it, when it lies in an added row."""
    name = Path(problem.file).stem
    lines = added.get(name, [])
    number = problem.line - 2 - len(table_of(data / raw[name].path)[1]) if lines else -1
    if not 0 <= number < len(lines):
        return problem
    return replace(problem, file=str(folder / f"{name}.csv"), line=lines[number][0])


def append(added: Added, raw: dict[str, Table], data: Path) -> None:
    """Append the lines to the raw files of a folder, whose last line must have its end."""
    for name, lines in added.items():
        with (data / raw[name].path).open("a", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(cells for _, cells in lines)


def tried(added: Added, folder: Path, raw: dict[str, Table], data: Path) -> list[Problem]:
    """Append the lines to a copy of the records and, if it can be built, to the records; else say why not."""
    with tempfile.TemporaryDirectory() as trial:
        copy, build = Path(trial) / "data", Build()
        shutil.copytree(data / "raw", copy / "raw")
        shutil.copy(data / "datapackage.yaml", copy)
        append(added, raw, copy)
        for _ in steps(build, package(copy), copy):
            pass
        if build.problems:
            return [at_proposal(each, added, folder, raw, data) for each in build.problems]
        return replaced(added, raw, copy, data)


def replaced(added: Added, raw: dict[str, Table], copy: Path, data: Path) -> list[Problem]:
    """Put the longer files in the place of the old ones, once all lie beside them; none if one changed."""
    ready = []
    for name in (name for name, lines in added.items() if lines):
        longer, target = copy / raw[name].path, data / raw[name].path
        if not longer.read_bytes().startswith(target.read_bytes()):
            return [Problem(str(target), 0, "", "it was changed meanwhile", "accept again")]
        ready.append((Path(shutil.copy(longer, target.with_suffix(".csv.new"))), target))
    for beside, target in ready:
        beside.replace(target)
    return []

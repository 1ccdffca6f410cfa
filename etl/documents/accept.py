"""Reviewed proposals into data/raw: all of them, or none and the list of what is wrong."""

import csv
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from etl.build import Build, steps
from etl.documents.known import KEYS, compared
from etl.documents.names import rows
from etl.documents.proposals import EXTRA
from etl.problem import Problem
from etl.registry import Table, package, tables


@dataclass
class Addition:
    """The lines to add to each raw file, and how many proposals were there already."""

    lines: dict[str, list[list[str]]]
    there: int = 0


def accept(folder: Path, data: Path) -> tuple[dict[str, int], int, list[Problem]]:
    """Append the proposals in a folder to data/raw; return rows added by table, rows known, problems."""
    raw = {table.name: table for table in tables(package(data), "raw")}
    addition, problems = addition_of(folder, raw, data)
    if not problems and addition.lines:
        with tempfile.TemporaryDirectory() as trial:
            copy = Path(trial) / "data"
            (copy / "raw").mkdir(parents=True)
            shutil.copy(data / "datapackage.yaml", copy)
            shutil.copytree(data / "raw", copy / "raw", dirs_exist_ok=True)
            appended(addition, raw, copy)
            problems = problems_of(copy)
            if not problems:
                replaced(addition, raw, copy, data)
    return {name: len(lines) for name, lines in addition.lines.items()}, addition.there, problems


def addition_of(folder: Path, raw: dict[str, Table], data: Path) -> tuple[Addition, list[Problem]]:
    """Return what a folder of proposals adds, and what is wrong with its files."""
    addition, problems = Addition({}), []
    files = sorted(path for path in folder.glob("*.csv") if path.name != "doubtful.csv")
    if not files:
        problems.append(
            Problem(str(folder), 0, "", "there are no proposals", "give the folder that `read --out` wrote")
        )
    for path in files:
        table = raw.get(path.stem)
        if table is None or path.stem not in KEYS:
            problems.append(
                Problem(str(path), 0, "", "no table of that name is proposed", f"one of {', '.join(KEYS)}")
            )
            continue
        fault = unreadable(path, table)
        if fault:
            problems.append(fault)
            continue
        known = [{**row, "line": str(line)} for line, row in enumerate(rows(data / table.path), 2)]
        for line, row in enumerate(rows(path), 2):
            verdict, where = compared(table.name, row, known)
            if verdict == "in the records":
                addition.there += 1
            elif verdict == "differs":
                problems.append(
                    Problem(
                        str(path),
                        line,
                        "+".join(KEYS[table.name]),
                        where,
                        "take the row out, or correct the record",
                    )
                )
            else:
                addition.lines.setdefault(table.name, []).append([row[column] for column in table.columns])
    return addition, problems


def unreadable(path: Path, table: Table) -> Problem | None:
    """Return why a file of proposals cannot be read, or None."""
    wanted = [*table.columns, *EXTRA]
    try:
        with path.open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file), [])
    except UnicodeDecodeError:
        return Problem(str(path), 1, "", "the file is not UTF-8", "save it as CSV UTF-8")
    if header not in (wanted, table.columns):
        return Problem(
            str(path), 1, "", "the header is not that of the proposals", f"write {','.join(wanted)}"
        )
    short = next(
        (
            line
            for line, row in enumerate(rows(path), 2)
            if None in row or any(row[column] is None for column in table.columns)
        ),
        0,
    )
    return (
        Problem(str(path), short, "", "too many or too few cells", "one cell for each column of the header")
        if short
        else None
    )


def appended(addition: Addition, raw: dict[str, Table], data: Path) -> None:
    """Append the lines to the raw files of a folder."""
    for name, lines in addition.lines.items():
        path = data / raw[name].path
        ends = path.read_bytes().endswith(b"\n")
        with path.open("a", encoding="utf-8", newline="") as file:
            file.write("" if ends else "\n")
            csv.writer(file, lineterminator="\n").writerows(lines)


def problems_of(data: Path) -> list[Problem]:
    """Return what the build finds wrong in a folder of records."""
    build = Build()
    for _ in steps(build, data):
        pass
    return build.problems


def replaced(addition: Addition, raw: dict[str, Table], copy: Path, data: Path) -> None:
    """Put the longer files in the place of the old ones, once all lie beside them."""
    ready = []
    for name in addition.lines:
        target = data / raw[name].path
        beside = target.with_suffix(".csv.new")
        shutil.copy(copy / raw[name].path, beside)
        ready.append((beside, target))
    for beside, target in ready:
        beside.replace(target)

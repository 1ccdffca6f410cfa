"""`python -m etl read`: documents to proposals, and reviewed proposals to data/raw."""

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

from etl.documents.accept import accept
from etl.documents.proposals import Proposals, proposals, told_once, written
from etl.documents.reader import read
from etl.documents.text import UnreadableError, document
from etl.registry import DATA, package, tables

EPILOG = """Review the CSV files in the folder: take out what is wrong, mend what can be mended, look through doubtful.csv.
Then: python -m etl read --accept FOLDER"""


def main(arguments: list[str]) -> int:
    """Read documents, or accept what was read; return 0, or 1 if there are problems."""
    parser = argparse.ArgumentParser(prog="python -m etl read", description=__doc__, epilog=EPILOG)
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="plain text, HTML or PDF, in English"
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("proposals"),
        metavar="FOLDER",
        help="where proposals go (default: proposals)",
    )
    parser.add_argument(
        "--accept", type=Path, metavar="FOLDER", help="append the reviewed proposals to data/raw"
    )
    parser.add_argument(
        "--source", default="", metavar="ID", help="id of the document in data/raw/sources.csv, if it has one"
    )
    parser.add_argument("--data", type=Path, default=DATA, help="folder of datapackage.yaml and raw")
    options = parser.parse_args(arguments)
    if bool(options.files) == bool(options.accept):
        parser.error("give either documents to read or --accept with a folder of proposals")
    if options.source and len(options.files) > 1:
        parser.error("--source names one document: read one file at a time")
    if options.accept:
        return take_in(options.accept, options.data)
    return propose(options.files, options.out, options.source, options.data)


def propose(files: list[Path], out: Path, source: str, data: Path) -> int:
    """Read all files and write their proposals; nothing is written if one of them cannot be read."""
    problems, read_all = [], []
    raw = {table.name: table for table in tables(package(data), "raw")}
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        problems.append(f"{out}: it is there already: give another folder with --out, or take it away")
    for path in files:
        try:
            one = document(path)
        except (UnreadableError, ValueError) as error:
            problems.append(f"{path}: {error}")
            continue
        if not problems:
            reading, found = read(one, data / "raw")
            read_all.append(proposals(one, reading, found, raw, source))
    if problems:
        print("\n".join(problems), file=sys.stderr)
        print(f"{len(problems)} problems; nothing was written", file=sys.stderr)
        return 1
    once = told_once(read_all)
    with tempfile.TemporaryDirectory(dir=out.resolve().parent, prefix=".proposals-") as new:
        written(once, raw, Path(new))
        shutil.copytree(new, out, dirs_exist_ok=True)
    for each in once:
        print(summary(each))
    print(f"Proposals in {out}: review them, then python -m etl read --accept {out}")
    return 0


def summary(each: Proposals) -> str:
    """Return a line on what a document gave."""
    counted = Counter(row.table for row in each.rows)
    new = sum(row.records == "new" for row in each.rows)
    by_table = ", ".join(f"{count} {name}" for name, count in counted.items())
    return (
        f"{each.document.name}: {len(each.rows)} rows ({by_table}), {new} of them new,"
        f" {len(each.doubts)} doubtful things"
    )


def take_in(folder: Path, data: Path) -> int:
    """Append reviewed proposals to data/raw."""
    if not folder.is_dir():
        print(f"{folder}: there is no such folder\n1 problem; nothing was written", file=sys.stderr)
        return 1
    added, there, problems = accept(folder, data)
    if problems:
        for problem in problems:
            print(problem, file=sys.stderr)
        print(f"{len(problems)} problems; nothing was written", file=sys.stderr)
        return 1
    for name, count in added.items():
        print(f"data/raw/{name}.csv: {count} rows added")
    print(f"{sum(added.values())} rows added, {there} were in the records already. Next: python -m etl")
    return 0

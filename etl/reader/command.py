"""`python -m etl read`: documents to proposals, and reviewed proposals to data/raw, all or none."""

import argparse
import shutil
import tempfile
from collections import Counter
from pathlib import Path

from etl.problem import refused
from etl.reader.accept import accept
from etl.reader.apart import read_apart
from etl.reader.proposals import Proposals, write
from etl.registry import DATA, package, tables

EPILOG = """Review the CSV files in the folder: take out what is wrong, mend what can be mended, look through
doubtful.csv. Then: python -m etl read --accept FOLDER"""


def main(arguments: list[str]) -> int:
    """Read documents, or accept what was read; return 0, or 1 if there are problems."""
    parser = argparse.ArgumentParser(prog="python -m etl read", description=__doc__, epilog=EPILOG)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="text, HTML or PDF, in English")
    where = "where proposals go (default: proposals)"
    parser.add_argument("--out", type=Path, default=Path("proposals"), metavar="FOLDER", help=where)
    to_accept = "append the reviewed proposals to data/raw"
    parser.add_argument("--accept", type=Path, metavar="FOLDER", help=to_accept)
    of = "id of the document in data/raw/sources.csv, if it has one"
    parser.add_argument("--source", default="", metavar="ID", help=of)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of datapackage.yaml and raw")
    options = parser.parse_args(arguments)
    if bool(options.files) == bool(options.accept):
        parser.error("give either documents to read or --accept with a folder of proposals")
    if options.source and len(options.files) > 1:
        parser.error("--source names one document: read one file at a time")
    if options.accept:
        return accept(options.accept, options.data)
    return propose(options.files, options.out, options.source, options.data)


def propose(files: list[Path], out: Path, source: str, data: Path) -> int:
    """Read all files and write their proposals; nothing is written if one of them cannot be read.

    Raises:
        RegistryError: there is no registry in `data`.
    """
    raw = {table.name: table for table in tables(package(data), "raw")}
    problems: list[str] = []
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        problems.append(f"{out}: it is there already: give another folder with --out, or take it away")
    elif not out.resolve().parent.is_dir():
        problems.append(f"{out}: the folder that it should lie in is not there")
    answers = [(path, read_apart(path, data, source)) for path in files if not problems]
    problems += [f"{path}: {answer}" for path, answer in answers if isinstance(answer, str)]
    if problems:
        return refused(problems)
    every = [answer for _, answer in answers if isinstance(answer, Proposals)]
    with tempfile.TemporaryDirectory(dir=out.resolve().parent, prefix=".proposals-") as new:
        write(every, raw, Path(new))
        shutil.copytree(new, out, dirs_exist_ok=True)
    for each in every:
        print(summary(each))
    print(f"Proposals in {out}: review them, then python -m etl read --accept {out}")
    return 0


def summary(each: Proposals) -> str:
    """Return a line on what a document gave."""
    counted = Counter(row.table for row in each.rows)
    by_table = ", ".join(f"{count} {name}" for name, count in counted.items())
    new = f"{sum(row.records == 'new' for row in each.rows)} of them new"
    doubts = f"{len(each.doubts)} doubtful or not read"
    cited = Counter(row.cited for row in each.rows if row.cited).most_common(1)
    hint = ""
    if cited and cited[0][0] != each.source and cited[0][1] > len(each.rows) / 4:
        hint = f"\n  If it is the document {cited[0][0]} of data/raw/sources.csv, add --source {cited[0][0]}"
    return f"{each.name}: {len(each.rows)} rows ({by_table}), {new}, {doubts}{hint}"

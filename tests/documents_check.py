"""`python -m tests.documents_check FOLDER`: how much of what data/raw has from documents the reader finds.

For the documents of a folder, which need not be in the repository: the records that cite each document, found
or not, and what would be new. No test, because the documents are not ours to keep.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

from etl.documents.command import read_apart
from etl.documents.proposals import ORDER, Proposals
from etl.documents.records import records
from etl.registry import DATA

NOT_SHOWN = ("source", "locator", "verified", "lat", "lon", "line", "figure")


def main(arguments: list[str] | None = None) -> int:
    """Check each document of a folder; return 1 if one cannot be read or is none of the records'."""
    parser = argparse.ArgumentParser(prog="python -m tests.documents_check", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the documents are")
    folder = parser.parse_args(arguments).folder
    results = [check(path) for path in sorted(folder.iterdir()) if path.is_file()]
    return 0 if results and all(results) else 1


def check(path: Path) -> bool:
    """Print what of the records of one document is found and what is not; return whether it was read."""
    first = read_apart(path, DATA, "")
    if isinstance(first, str):
        print(f"{path.name}: {first}")
        return False
    cited = Counter(row.cited for row in first.rows if row.cited and row.table != "treaty_actions")
    source = cited.most_common(1)[0][0] if cited else ""
    told = read_apart(path, DATA, source)
    if not source or isinstance(told, str):
        print(f"{path.name}: no document of data/raw/sources.csv")
        return False
    print(f"{path.name} = {source}")
    compare(told, source)
    return True


def compare(told: Proposals, source: str) -> None:
    """Print for each table how many records of a source are found, those that are not, and what is new."""
    known = records(DATA / "raw")
    for table in ORDER:
        expected = [row for row in known.of(table) if row["source"] == source]
        mine = [row for row in told.rows if row.table == table]
        lines = {row.records.rpartition(" ")[2] for row in mine if row.records != "new"}
        missing = [row for row in expected if row["line"] not in lines]
        if expected or mine:
            print(f"  {table}: {len(expected) - len(missing)} of {len(expected)} found")
        for row in missing:
            print(f"    not found: {shown(row)}")
        for one in mine:
            if one.records == "new":
                print(f"    new: {shown(one.cells)}")
    for doubt in told.doubts:
        print(f"  doubtful: {doubt.what[:90]}: {doubt.reason[:120]}")


def shown(row: dict[str, str]) -> str:
    """Return a row as a line of text."""
    return " | ".join(value[:60] for name, value in row.items() if value and name not in NOT_SHOWN)


if __name__ == "__main__":
    sys.exit(main())

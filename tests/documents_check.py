"""`python -m tests.documents_check FOLDER`: how much of what data/raw has from documents the reader finds.

For the documents of a folder, which need not be in the repository: the records that cite each document, found
or not, and what would be new. No test, because the documents are not ours to keep.
"""

import argparse
import re
import sys
from collections import Counter
from pathlib import Path

from etl.documents.command import read_apart
from etl.documents.paragraphs import folded
from etl.documents.proposals import ORDER, Proposal, Proposals, alike
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
        otherwise = {row["line"]: told_as(table, row, told.rows) for row in missing}
        if expected or mine:
            print(
                f"  {table}: {len(expected) - len(missing)} of {len(expected)} found,"
                f" {sum(map(bool, otherwise.values()))} more told otherwise"
            )
        for row in missing:
            print(f"    {otherwise[row['line']] or 'not found'}: {shown(row)}")
        for one in mine:
            if one.records == "new":
                print(f"    new: {shown(one.cells)}")
    for doubt in told.doubts:
        print(f"  doubtful: {doubt.what[:90]}: {doubt.reason[:120]}")


MEASURES = {"area_km2": "km2", "mines": "mines", "uxo": "items"}


def told_as(table: str, row: dict[str, str], rows: tuple[Proposal, ...]) -> str:
    """Return as what else a record that has no row of its own is proposed, nothing if it is not."""
    if table == "event_participants":
        return told_of(row, [one for one in rows if one.table == table])
    if table == "reported_figures":
        return next((f"a cell of {one.table}" for one in rows if has_cell(row, one)), "")
    return ""


def told_of(row: dict[str, str], rows: list[Proposal]) -> str:
    """Return in what other role, or through whose office, a participant is proposed."""
    for one in rows:
        cells = one.cells
        if cells["event"] != row["event"]:
            continue
        same = alike(cells["participant"], row["participant"])
        if same or (row["actor"] and cells["actor"] == row["actor"]):
            return f"in the role of {cells['role']}"
        office = cells["kind"] == "person-office" and cells["role"] == row["role"]
        if office and re.search(rf"\b{re.escape(row['participant'])}\b", cells["participant"]):
            return "through an office"
    return ""


def has_cell(row: dict[str, str], one: Proposal) -> bool:
    """Tell whether a figure is a cell of a project, or a date the first or last day of what it names."""
    cells = one.cells
    if one.table not in ("events", "projects") or not set(words(row)) & set(words(cells)):
        return False
    if row["unit"] == "date":
        return row["date"] in (cells["start"], cells["end"])
    if one.table == "events" or cells["countries"] != row["countries"]:
        return False
    units = {"amount": cells["currency"], **MEASURES}
    return any(unit == row["unit"] and cells[column] == row["value"] for column, unit in units.items())


def words(row: dict[str, str]) -> list[str]:
    """Return the longer words of what a row is about, without their endings."""
    text = " ".join(row.get(column, "") for column in ("subject", "indicator", "title"))
    return [word[:6] for word in re.findall(r"\w{5,}", folded(text))]


def shown(row: dict[str, str]) -> str:
    """Return a row as a line of text."""
    return " | ".join(value[:60] for name, value in row.items() if value and name not in NOT_SHOWN)


if __name__ == "__main__":
    sys.exit(main())

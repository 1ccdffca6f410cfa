"""`python -m tests.reader_check FOLDER`: how much of what data/raw has from documents the reader finds.

For the documents of a folder, which need not be in the repository: the records that cite each document and
are not read, and the rows that the records do not have. test_reader_records holds the list for the start
documents.
"""

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from etl.reader.apart import reading_of
from etl.reader.proposals import COMPARED as FILLED
from etl.reader.proposals import Proposals, identity, proposals
from etl.reader.tables import rows
from etl.registry import DATA, Table, package, tables

RAW = {table.name: table for table in tables(package(DATA), "raw")}
FILLED_ELSEWHERE = (
    "oslo_process",
    "memberships",
    "event_programme",
)  # records of documents, not read as rows
COMPARED = (*FILLED, *FILLED_ELSEWHERE)


@dataclass(frozen=True)
class Difference:
    """A record that the reader does not propose, or a row that it proposes and the records do not have."""

    source: str
    table: str
    row: str
    how: str  # not read, or new


def proposed(path: Path) -> Proposals:
    """Return the proposals of a document as the source that most of its rows cite."""
    reading = reading_of(path, DATA)
    first = proposals(reading, RAW, "")
    cited = Counter(row.cited for row in first.rows if row.cited and row.table != "treaty_actions")
    return proposals(reading, RAW, cited.most_common(1)[0][0]) if cited else first


def differences(read: Proposals) -> list[Difference]:
    """Return in what the proposals of a document differ from the records that cite it."""
    result = []
    for name in COMPARED:
        mine = [row for row in read.rows if row.table == name]
        lines = {row.records.rpartition(" ")[2] for row in mine if row.records != "new"}
        for line, row in enumerate(rows(DATA / RAW[name].path), 2):
            if row["source"] == read.source and str(line) not in lines:
                result.append(Difference(read.source, name, key_text(RAW[name], row), "not read"))
        new = [row for row in mine if row.records == "new"]
        result += [Difference(read.source, name, key_text(RAW[name], row.cells), "new") for row in new]
    return result


def key_text(table: Table, row: dict[str, str]) -> str:
    """Return what identifies a row as a line of text."""
    columns = [column for column in identity(table) if column != "source"] or ["source"]
    return " | ".join(row[column] for column in columns if row[column])


def main(folder: Path) -> int:
    """Print the differences of each document of a folder."""
    for path in sorted(each for each in folder.iterdir() if each.is_file()):
        read = proposed(path)
        print(f"{path.name} = {read.source}: {len(read.rows)} rows, {len(read.doubts)} doubtful or not read")
        for one in differences(read):
            print(f"  {one.how}: {one.table}: {one.row}")
        for doubt in read.doubts:
            print(f"  doubtful: {doubt.what[:90]}: {doubt.reason[:120]}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

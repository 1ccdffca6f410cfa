"""What data/raw has from the documents it began with and the reader does not find is known, with a reason.

documents/not_found.csv lists it, and what the reader finds beyond the records. The documents themselves are
not ours to keep: they lie beside the repository, or where START_DOCUMENTS says; without them the list is held
against the records alone.
"""

import csv
import os
from pathlib import Path

from etl.documents.records import records
from etl.registry import DATA
from tests.documents_check import differences, proposed, shown

ROOT = Path(__file__).resolve().parent.parent
STARTED_WITH = Path(os.environ.get("START_DOCUMENTS", ROOT.parent / "shared" / "documents"))
with (ROOT / "tests" / "documents" / "not_found.csv").open(encoding="utf-8", newline="") as file:
    LISTED = list(csv.DictReader(file))


def test_each_listed_record_is_one_of_the_records():
    known = records(DATA / "raw")
    there = {
        (row["source"], table, shown(table, row))
        for table in {one["table"] for one in LISTED}
        for row in known.of(table)
    }
    for one in LISTED:
        recorded = (one["source"], one["table"], one["row"]) in there
        assert recorded == (one["how"] != "new"), f"{one['row']}: {one['how']}, but the records say otherwise"
        assert one["reason"], f"{one['row']} is listed without a reason"


def test_the_reader_finds_all_else_and_nothing_else():
    paths = sorted(STARTED_WITH.glob("*.txt"))
    told = [each for path in paths if (each := proposed(path))]
    assert len(told) == len(paths)
    sources = {each.source for each in told}
    found = {(one.source, one.table, one.row, one.how) for each in told for one in differences(each)}
    listed = {(one["source"], one["table"], one["row"], one["how"]) for one in LISTED}
    assert found == {one for one in listed if one[0] in sources}

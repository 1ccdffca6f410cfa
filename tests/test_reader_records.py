"""What data/raw has from the documents it began with and the reader does not read is known, row by row.

reader/not_read.csv lists it, and what the reader finds beyond the records. The documents are not ours to
keep: they lie beside the checkout.
"""

import csv
from pathlib import Path

from tests.reader_check import differences, proposed

ROOT = Path(__file__).resolve().parent.parent
STARTED_WITH = ROOT.parent / "shared" / "documents"
LISTED = ROOT / "tests" / "reader" / "not_read.csv"


def test_the_reader_finds_all_else_and_nothing_else():
    paths = sorted(STARTED_WITH.glob("*.txt"))
    assert len(paths) == 5, f"{STARTED_WITH}: put the five start documents there, this test reads them"
    every = [one for path in paths for one in differences(proposed(path))]
    with LISTED.open(encoding="utf-8", newline="") as file:
        listed = {(row["source"], row["table"], row["row"], row["how"]) for row in csv.DictReader(file)}
    assert {(one.source, one.table, one.row, one.how) for one in every} == listed


def test_notices_and_lists_of_meetings_are_read_whole():
    with LISTED.open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    assert not [row for row in listed if row["table"] == "treaty_actions"]
    ordinals = ("rank", "becomes State Party")
    missing = [row["row"] for row in listed if any(word in row["row"] for word in ordinals)]
    assert [row for row in missing if not row.startswith("79th State")] == []
    assert not [row for row in listed if row["table"] == "events" and row["row"].startswith("RM-")]
    assert not [row for row in listed if row["table"] == "events" and row["how"] == "new"]

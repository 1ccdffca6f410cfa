"""Accepting reviewed proposals: all rows with their source, under the checks of the build, or none."""

import csv
import shutil
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.reader import apart, command
from etl.registry import DATA

WORKSHOP = """Workshop on the release of land in the Western Balkans
14 May 2021

The workshop "From survey to release" was held in Budva, Montenegro, on 5-6 May 2021. It was organised by
RACVIAC and funded by Norway. It was attended by three States: Albania, Croatia and Montenegro.
"""
CONTRADICTION = "The Lima conference was held in Lima, Peru, from 24 to 25 May 2007."


@pytest.fixture(autouse=True)
def read_at_once(monkeypatch):
    """Documents are read without a process of their own, which tests/test_reader_input.py holds."""

    def answer(*document):
        try:
            return apart.read(*document)
        except ValueError as fault:
            return str(fault)

    monkeypatch.setattr(command, "read_apart", answer)


@pytest.fixture
def data(tmp_path):
    """A copy of the records."""
    copy = tmp_path / "data"
    copy.mkdir()
    shutil.copy(DATA / "datapackage.yaml", copy)
    shutil.copytree(DATA / "raw", copy / "raw")
    return copy


@pytest.fixture
def proposed(tmp_path, data):
    """Read a text; return the folder of its proposals."""

    def folder(text):
        path = tmp_path / "page.txt"
        path.write_text(text, encoding="utf-8")
        assert main(["read", str(path), "--out", str(tmp_path / "out"), "--data", str(data)]) == 0
        return tmp_path / "out"

    return folder


def content(data):
    """What the files of a folder of records hold."""
    return {path.name: path.read_bytes() for path in (data / "raw").iterdir()}


def rows(path: Path):
    """The rows of a CSV file."""
    return list(csv.DictReader(path.open(encoding="utf-8", newline="")))


def accept(folder, data):
    """Accept proposals; return the exit code."""
    return main(["read", "--accept", str(folder), "--data", str(data)])


def test_rows_are_added_once_with_their_source(proposed, data, capsys):
    folder, before = proposed(WORKSHOP), content(data)
    assert accept(folder, data) == 0
    assert "data/raw/event_participants.csv: 5 rows added" in capsys.readouterr().out
    after = content(data)
    grown = {name for name in after if after[name] != before[name]}
    assert grown == {f"{table}.csv" for table in ("sources", "events", "event_participants")}
    assert all(after[name].startswith(before[name]) for name in after)
    event, source = rows(data / "raw" / "events.csv")[-1], rows(data / "raw" / "sources.csv")[-1]
    assert (event["event"], event["start"], event["end"]) == ("BUDVA-2021-05-05", "2021-05-05", "2021-05-06")
    assert (event["source"], event["locator"], event["verified"]) == (source["source"], "line 4", "yes")
    assert source["published"] == "2021-05-14"
    assert accept(folder, data) == 0
    assert "0 rows added, 7 were in the records already" in capsys.readouterr().out
    assert content(data) == after


def test_a_row_that_the_build_refuses_keeps_all_out(proposed, data, capsys):
    folder, before = proposed(WORKSHOP), content(data)
    file = folder / "event_participants.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(",HRV,participant", ",Croatia,participant"))
    assert accept(folder, data) == 1
    printed = capsys.readouterr().err
    assert f"{file}:5: country: 'Croatia'" in printed
    assert "nothing was written" in printed
    assert content(data) == before


def test_a_row_that_contradicts_the_records_is_no_proposal(proposed, data, capsys):
    folder, before = proposed(CONTRADICTION), content(data)
    doubts = rows(folder / "doubtful.csv")
    reasons = {doubt["what"]: doubt["reason"] for doubt in doubts}
    assert "has start 2007-05-23 instead of 2007-05-24" in reasons["row of events LIMA-2007"]
    records = rows(data / "raw" / "events.csv")
    lima = next(row for row in records if row["event"] == "LIMA-2007")
    with (folder / "events.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(lima))
        writer.writeheader()
        writer.writerow({**lima, "start": "2007-05-24"})
    assert accept(folder, data) == 1
    assert f"{folder / 'events.csv'}:2: event: line " in capsys.readouterr().err
    assert content(data) == before


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("events.csv", "event,title\na,b\n", "the header is not that of the proposals"),
        (
            "projects.csv",
            "{header}" + "\na" + "," * 40 + "\n",
            "projects.csv:2: not one cell for each column",
        ),
        ("projects.csv", "{header}\na,b\n", "projects.csv:2: not one cell for each column"),
        ("projects.csv", '{header}\n"a\n', "projects.csv:2: a quotation mark is not closed"),
        ("projects.csv", "{header}\n\n", "projects.csv:2: the line is empty"),
        (
            "projects.csv",
            "{header}\na\u200b,b\n",
            "projects.csv:2: U+200B (zero width space) stands in the line",
        ),
        ("projects.csv", "", "projects.csv:1: the file is empty"),
        ("countries.csv", "country\nALB\n", "no table of that name is proposed"),
        ("doubtful.csv", "document\n", "there are no proposals"),
    ],
)
def test_files_that_are_no_proposals(name, text, message, tmp_path, data, capsys):
    folder, before = tmp_path / "out", content(data)
    folder.mkdir()
    header = (data / "raw" / "projects.csv").read_text(encoding="utf-8").splitlines()[0]
    (folder / name).write_text(text.format(header=header), encoding="utf-8")
    assert accept(folder, data) == 1
    assert message in capsys.readouterr().err
    assert content(data) == before


def test_records_that_people_cannot_see_whole_are_not_read_with(tmp_path, data, capsys):
    file, page = data / "raw" / "events.csv", tmp_path / "page.txt"
    broken = file.read_text(encoding="utf-8").replace("Third Regional", 'Third "Regional', 1)
    file.write_text(broken, encoding="utf-8")
    page.write_text(CONTRADICTION, encoding="utf-8")
    assert main(["read", str(page), "--out", str(tmp_path / "out"), "--data", str(data)]) == 1
    assert "events.csv:3: a quotation mark is not closed" in capsys.readouterr().err


def test_a_folder_that_is_not_there(tmp_path, data, capsys):
    assert accept(tmp_path / "none", data) == 1
    assert "there is no such folder" in capsys.readouterr().err

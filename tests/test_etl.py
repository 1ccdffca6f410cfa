"""The build: wrong input is refused and named, the old tables stay, the same input gives the same bytes."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from etl.__main__ import main
from etl.publish import recover

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A private copy of the records with their clean tables."""
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("geo", ".clean*"))
    return tmp_path / "data"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def edit(file: str, change: Callable[[str], str]) -> Callable[[Path], None]:
    def apply(data: Path) -> None:
        path = data / "raw" / file
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")

    return apply


def cell(file: str, line: int, column: str, value: str) -> Callable[[Path], None]:
    """Change one cell; the line is the line in the file."""

    def apply(data: Path) -> None:
        path = data / "raw" / file
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
        frame.loc[line - 2, column] = value
        frame.to_csv(path, index=False, lineterminator="\n")

    return apply


def latin_1(data: Path) -> None:
    path = data / "raw" / "events.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("latin-1", errors="replace") + b"\xe9\n")


def missing(data: Path) -> None:
    (data / "raw" / "clearance.csv").unlink()


def empty(data: Path) -> None:
    (data / "raw" / "clearance.csv").write_text("", encoding="utf-8")


def stale_correction(data: Path) -> None:
    line = "projects,project=itf-eu-xborder,amount,1,2850000,typing error,itf-regional-cooperation-2009\n"
    edit("corrections.csv", lambda text: text + line)(data)


def twice(text: str) -> str:
    return text + text.splitlines()[1] + "\n"


WRONG = {
    "missing file": (missing, "data/raw/clearance.csv: the file is missing"),
    "missing column": (
        edit("clearance.csv", lambda text: text.replace("area_km2,", "", 1)),
        "data/raw/clearance.csv:1: column area_km2 is missing",
    ),
    "extra column": (
        edit("clearance.csv", lambda text: text.replace("country,", "country,colour,", 1)),
        "data/raw/clearance.csv:1: column colour is not declared",
    ),
    "wrong encoding": (latin_1, "data/raw/events.csv:"),
    "a date that a spreadsheet changed": (
        cell("contamination.csv", 5, "as_of", "31/12/2016"),
        "data/raw/contamination.csv:5: as_of: '31/12/2016' is not what fits here: write a date as 2016",
    ),
    "decimal comma": (
        cell("clearance.csv", 5, "area_km2", "1,74"),
        "data/raw/clearance.csv:5: area_km2: '1,74' is not a plain number: write a plain number",
    ),
    "negative area": (
        cell("clearance.csv", 5, "area_km2", "-3"),
        "data/raw/clearance.csv:5: area_km2: -3 is below 0",
    ),
    "unknown country": (
        cell("clearance.csv", 5, "country", "YUG"),
        "data/raw/clearance.csv:5: country: 'YUG' is not in countries: write a code of",
    ),
    "unknown source": (
        cell("clearance.csv", 5, "source", "hearsay"),
        "data/raw/clearance.csv:5: source: 'hearsay' is not in sources: write an id of data/raw/sources.csv",
    ),
    "duplicate key": (
        edit("treaty_actions.csv", twice),
        "treaty+country+action: 'CCM AFG signature' stands twice",
    ),
    "date in the future": (
        cell("treaty_actions.csv", 3, "date", "2096-09-08"),
        "data/raw/treaty_actions.csv:3: date: 2096-09-08 is in the future",
    ),
    "entry into force before deposit": (
        cell("treaty_actions.csv", 3, "entry_into_force", "2001-03-01"),
        "data/raw/treaty_actions.csv:3: entry_into_force: entry into force 2001-03-01 comes before",
    ),
    "end before start": (
        cell("events.csv", 4, "end", "1999-01-01"),
        "data/raw/events.csv:4: end: the end 1999-01-01 comes before the start",
    ),
    "broken foreign key": (
        cell("event_participants.csv", 2, "event", "NO-SUCH"),
        "data/raw/event_participants.csv:2: event: 'NO-SUCH' is not in events",
    ),
    "empty file": (empty, "data/raw/clearance.csv: the file is empty"),
    "stale correction": (
        stale_correction,
        "data/raw/corrections.csv:2: was: stale: the raw cell is '2850000', not '1'",
    ),
    "a day that does not exist": (
        cell("treaty_actions.csv", 2, "date", "2015-02-30"),
        "data/raw/treaty_actions.csv:2: date: 2015-02-30 is no day",
    ),
    "a word that is none of the list": (
        cell("clearance.csv", 5, "method", "demining"),
        "data/raw/clearance.csv:5: method: 'demining' is not what fits here: write one of clearance",
    ),
    "an empty cell that must be filled": (
        cell("clearance.csv", 5, "hazard", ""),
        "data/raw/clearance.csv:5: hazard: the cell is empty: a value is needed here",
    ),
    "a period that runs backwards": (
        cell("clearance.csv", 5, "period", "2016-2003"),
        "data/raw/clearance.csv:5: period: 2016-2003 runs backwards",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_input_is_named_and_nothing_is_written(
    name: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil, message = WRONG[name]
    before = contents(data / "clean")
    spoil(data)
    assert main(["--data", str(data)]) == 1
    said = capsys.readouterr().err
    assert message in said
    assert "nothing was written" in said
    assert contents(data / "clean") == before


def test_all_problems_are_told_at_once(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("decimal comma", "unknown source", "broken foreign key", "end before start"):
        WRONG[name][0](data)
    assert main(["--check", "--data", str(data)]) == 1
    said = capsys.readouterr().err
    assert all(
        WRONG[name][1] in said
        for name in ("decimal comma", "unknown source", "broken foreign key", "end before start")
    )
    assert "4 problems" in said


def test_check_writes_nothing(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(data / "clean")
    assert main(["--check", "--data", str(data)]) == 0
    assert "No problem in" in capsys.readouterr().out
    assert not (data / "clean").exists()


def test_a_correction_changes_one_cell_and_is_published(data: Path) -> None:
    line = "projects,project=itf-eu-xborder,amount,2850000,2850001,trial,itf-regional-cooperation-2009\n"
    edit("corrections.csv", lambda text: text + line)(data)
    assert main(["--data", str(data)]) == 0
    projects = pd.read_parquet(data / "clean" / "projects.parquet").set_index("project")
    assert projects.loc["itf-eu-xborder", "amount"] == 2850001
    assert len(pd.read_parquet(data / "clean" / "corrections.parquet")) == 1


def test_the_same_input_gives_the_same_bytes(data: Path) -> None:
    assert main(["--data", str(data)]) == 0
    first = contents(data / "clean")
    assert main(["--data", str(data)]) == 0
    assert contents(data / "clean") == first


def test_the_tables_in_the_repository_are_what_the_records_give(data: Path) -> None:
    assert main(["--data", str(data)]) == 0
    for path in sorted((ROOT / "data" / "clean").glob("*.parquet")):
        pd.testing.assert_frame_equal(pd.read_parquet(data / "clean" / path.name), pd.read_parquet(path))


def test_a_build_that_is_killed_leaves_the_old_tables_whole(data: Path) -> None:
    before = contents(data / "clean")
    edit("projects.csv", lambda text: text.replace("2850000", "2850001"))(data)
    for wait in (0.3, 0.9, 1.3, 1.6):
        build = subprocess.Popen(
            [sys.executable, "-m", "etl", "--data", str(data)],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(wait)
        build.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        build.wait()
        recover(data / "clean")
        now = contents(data / "clean")
        assert now == before or set(now) == set(before)
        assert not [path for path in data.iterdir() if path.name.startswith(".clean")]


def test_tables_left_between_two_renames_are_put_back(data: Path) -> None:
    before = contents(data / "clean")
    (data / "clean").rename(data / ".clean-old")
    recover(data / "clean")
    assert contents(data / "clean") == before


def test_progress_is_plain_lines_where_there_is_no_terminal(data: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "etl", "--data", str(data)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "read clearance" in done.stderr
    assert "\r" not in done.stderr
    assert any(line.startswith("clearance") and "sources" in line for line in done.stdout.splitlines())

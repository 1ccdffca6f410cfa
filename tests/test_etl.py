"""The build: wrong input is refused and named, the old tables stay, the same input gives the same bytes."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from etl.__main__ import main

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.xdist_group("etl")  # where the one build is that several tests look at


def private_copy(folder: Path) -> Path:
    """A copy of the records with their clean tables."""
    ignored = shutil.ignore_patterns("geo", ".clean*")
    return Path(shutil.copytree(ROOT / "data", folder / "data", ignore=ignored))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the records for one test."""
    return private_copy(tmp_path)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A copy of the records after a build without a terminal, and what the build said."""
    data = private_copy(tmp_path_factory.mktemp("built"))
    command = [sys.executable, "-m", "etl", "--data", str(data)]
    return data, subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)


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
    path = data / "raw" / "national_funding.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("latin-1", errors="replace") + b"\xe9\n")


def missing(data: Path) -> None:
    (data / "raw" / "stockpiles.csv").unlink()


def empty(data: Path) -> None:
    (data / "raw" / "obligations.csv").write_text("", encoding="utf-8")


def stale_correction(data: Path) -> None:
    line = "projects,project=itf-eu-xborder,amount,1,2850000,typing error,itf-regional-cooperation-2009\n"
    edit("corrections.csv", lambda text: text.splitlines(keepends=True)[0] + line)(data)


def twice(text: str) -> str:
    return text + text.splitlines()[1] + "\n"


# One file or one line each: all can be wrong at the same time.
WRONG = {
    "missing file": (missing, "data/raw/stockpiles.csv: the file is missing"),
    "missing column": (
        edit("casualties.csv", lambda text: text.replace("hazard,", "", 1)),
        "data/raw/casualties.csv:1: column hazard is missing",
    ),
    "extra column": (
        edit("memberships.csv", lambda text: text.replace("country,", "country,colour,", 1)),
        "data/raw/memberships.csv:1: column colour is not declared",
    ),
    "wrong encoding": (latin_1, "the file is not UTF-8"),
    "a date that a spreadsheet changed": (
        cell("contamination.csv", 5, "as_of", "31/12/2016"),
        "data/raw/contamination.csv:5: as_of: '31/12/2016' is not a date: write a date as 2016",
    ),
    "decimal comma": (
        cell("clearance.csv", 5, "area_km2", "1,74"),
        "data/raw/clearance.csv:5: area_km2: '1,74' is not a plain number: write a plain number",
    ),
    "negative area": (
        cell("clearance.csv", 6, "area_km2", "-3"),
        "data/raw/clearance.csv:6: area_km2: -3 is below 0",
    ),
    "unknown country": (
        cell("clearance.csv", 7, "country", "YUG"),
        "data/raw/clearance.csv:7: country: 'YUG' is not in countries: write a code of",
    ),
    "unknown source": (
        cell("clearance.csv", 8, "source", "hearsay"),
        "data/raw/clearance.csv:8: source: 'hearsay' is not in sources: write an id of data/raw/sources.csv",
    ),
    "duplicate key": (
        edit("treaty_actions.csv", twice),
        "treaty+country+action: 'CCM AFG signature' stands twice",
    ),
    "date in the future": (
        cell("treaty_actions.csv", 4, "date", "2096-09-08"),
        "data/raw/treaty_actions.csv:4: date: 2096-09-08 is in the future",
    ),
    "entry into force before deposit": (
        cell("treaty_actions.csv", 5, "entry_into_force", "2001-03-01"),
        "data/raw/treaty_actions.csv:5: entry_into_force: entry into force 2001-03-01 comes before",
    ),
    "end before start": (
        cell("events.csv", 4, "end", "1999-01-01"),
        "data/raw/events.csv:4: end: the end 1999-01-01 comes before the start",
    ),
    "broken foreign key": (
        cell("event_participants.csv", 2, "event", "NO-SUCH"),
        "data/raw/event_participants.csv:2: event: 'NO-SUCH' is not in events",
    ),
    "empty file": (empty, "data/raw/obligations.csv:1: the file is empty"),
    "a day that does not exist": (
        cell("treaty_actions.csv", 2, "date", "2015-02-30"),
        "data/raw/treaty_actions.csv:2: date: 2015-02-30 is no day",
    ),
    "a word that is none of the list": (
        cell("clearance.csv", 9, "method", "demining"),
        "data/raw/clearance.csv:9: method: 'demining' is not what fits here: write one of clearance",
    ),
    "an empty cell that must be filled": (
        cell("clearance.csv", 10, "hazard", ""),
        "data/raw/clearance.csv:10: hazard: the cell is empty: a value is needed here",
    ),
    "a word for another": (
        cell("contamination.csv", 12, "difference", "other"),
        "data/raw/contamination.csv:12: difference: 'other' is not what fits here: write one or more of",
    ),
    "rounded, but no column": (
        cell("contamination.csv", 13, "rounded", "area"),
        "data/raw/contamination.csv:13: rounded: 'area' is no column",
    ),
    "a cell too many": (
        edit("borders.csv", lambda text: text.replace("\nALB,", "\nALB,,", 1)),
        "data/raw/borders.csv:2: 5 cells: 4, one for each column",
    ),
    "a period that runs backwards": (
        cell("clearance.csv", 11, "period", "2016-2003"),
        "data/raw/clearance.csv:11: period: 2016-2003 runs backwards",
    ),
}


def test_every_fault_is_named_at_once_and_nothing_is_written(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(data / "clean")
    for spoil, _ in WRONG.values():
        spoil(data)
    assert main(["--data", str(data)]) == 1
    said = capsys.readouterr().err
    assert not {name: message for name, (_, message) in WRONG.items() if message not in said}, said
    assert f"\n{len(WRONG)} problems; nothing was written" in said, said
    assert contents(data / "clean") == before


def test_a_stale_correction_is_refused(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(data / "clean")
    stale_correction(data)
    assert main(["check", "--data", str(data)]) == 1
    said = capsys.readouterr().err
    assert "data/raw/corrections.csv:2: was: stale: the raw cell is '2850000', not '1'" in said
    assert "1 problem; nothing was written" in said
    assert contents(data / "clean") == before


def test_check_writes_nothing(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(data / "clean")
    assert main(["check", "--data", str(data)]) == 0
    assert "No problem in" in capsys.readouterr().out
    assert not (data / "clean").exists()


@pytest.mark.parametrize(
    ("field", "was", "becomes", "message"),
    [
        ("amount", "2850000", "much", "becomes: 'much' is not a plain number"),
        ("start", "2003-04", "2008-06-31", "becomes: 2008-06-31 is no day"),
        ("source", "itf-regional-cooperation-2009", "hearsay", "becomes: data/raw/projects.csv:2: 'hearsay'"),
        ("project", "itf-eu-xborder", "", "becomes: the cell is empty"),
        ("end", "2006-12", "1999", "becomes: data/raw/projects.csv:2: the end 1999 comes before"),
    ],
)
def test_what_a_correction_writes_is_checked_like_any_cell(
    field: str, was: str, becomes: str, message: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = "itf-regional-cooperation-2009"
    line = f"projects,project=itf-eu-xborder,{field},{was},{becomes},trial,{source}\n"
    edit("corrections.csv", lambda text: text.splitlines(keepends=True)[0] + line)(data)
    assert main(["check", "--data", str(data)]) == 1
    assert f"data/raw/corrections.csv:2: {message}" in capsys.readouterr().err


def test_a_changed_key_is_named_at_its_own_line(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = (data / "raw" / "sources.csv").read_text(encoding="utf-8").splitlines()
    number, line = next((number, line) for number, line in enumerate(lines, 1) if line.startswith("un-m49,"))
    edit("sources.csv", lambda text: text.replace(f"\n{line}", f"\nelsewhere{line[6:]}"))(data)
    assert main(["check", "--data", str(data)]) == 1
    said = capsys.readouterr().err
    assert f"data/raw/sources.csv:{number}: source: no line names 'elsewhere', and" in said
    assert "name 'un-m49', which is not there: write un-m49" in said
    assert "source: 'un-m49' is not in sources (" in said


def test_a_correction_changes_one_cell_and_is_published(data: Path) -> None:
    line = "projects,project=itf-eu-xborder,amount,2850000,2850001,trial,itf-regional-cooperation-2009\n"
    edit("corrections.csv", lambda text: text.splitlines(keepends=True)[0] + line)(data)
    assert main(["--data", str(data)]) == 0
    projects = pd.read_parquet(data / "clean" / "projects.parquet").set_index("project")
    assert projects.loc["itf-eu-xborder", "amount"] == 2850001
    assert len(pd.read_parquet(data / "clean" / "corrections.parquet")) == 1


def test_progress_is_plain_lines_where_there_is_no_terminal(built) -> None:
    _, done = built
    assert "read clearance" in done.stderr
    assert "\r" not in done.stderr
    assert any(line.startswith("clearance") and "sources" in line for line in done.stdout.splitlines())


def test_the_tables_in_the_repository_are_what_the_records_give(built) -> None:
    data, _ = built
    for path in sorted((ROOT / "data" / "clean").glob("*.parquet")):
        pd.testing.assert_frame_equal(pd.read_parquet(data / "clean" / path.name), pd.read_parquet(path))


def test_the_same_input_gives_the_same_bytes(built) -> None:
    data, _ = built
    first = contents(data / "clean")
    assert main(["--data", str(data)]) == 0
    assert contents(data / "clean") == first

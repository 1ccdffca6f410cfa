"""CSV files as rows of text: the records of data/raw and the wordings of etl/reader/words."""

import csv
from pathlib import Path

WORDS = Path(__file__).resolve().parent / "words"


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file, none if there is no such file."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [{key: value or "" for key, value in row.items()} for row in csv.DictReader(file)]


def words(name: str) -> list[dict[str, str]]:
    """Return one of the tables of wordings."""
    return rows(WORDS / f"{name}.csv")

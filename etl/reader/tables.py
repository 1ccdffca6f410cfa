"""CSV files as rows of text: the records of data/raw and the wordings of etl/reader/words."""

import csv
import re
from functools import cache
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


@cache
def patterns() -> dict[tuple[str, str], str]:
    """Return the patterns of words/patterns.csv by module and name."""
    return {(row["module"], row["name"]): row["pattern"] for row in words("patterns")}


def pattern(module: str, name: str) -> re.Pattern[str]:
    """Return one of the wordings that a module looks for."""
    return re.compile(patterns()[module, name])


def word_list(name: str) -> frozenset[str]:
    """Return one of the lists of words/word_lists.csv."""
    return frozenset(next(row["words"] for row in words("word_lists") if row["list"] == name).split())

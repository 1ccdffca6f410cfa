"""CSV files as rows of text: the records of data/raw and the wordings of etl/reader/words."""

import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path
from types import SimpleNamespace

WORDS = Path(__file__).resolve().parent / "words"
Rows = list[dict[str, str]]


def rows(path: Path) -> Rows:
    """Return the rows of a CSV file, none if there is no such file."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [{key: value or "" for key, value in row.items()} for row in csv.DictReader(file)]


def words(name: str) -> Rows:
    """Return one of the tables of wordings."""
    return rows(WORDS / f"{name}.csv")


@cache
def patterns(module: str) -> dict[str, str]:
    """Return the patterns of words/patterns.csv that a module looks for, by name."""
    return {row["name"]: row["pattern"] for row in words("patterns") if row["module"] == module}


def wordings(module: str) -> SimpleNamespace:
    """Return the patterns of a module, compiled, each @NAME in them replaced by the pattern of that name."""
    parts = patterns(module)
    return SimpleNamespace(**{name: re.compile(filled(text, parts)) for name, text in parts.items()})


def filled(text: str, parts: dict[str, str]) -> str:
    """Return a pattern with each @NAME replaced by the part of that name.

    >>> filled("on @DAY @MONTH", {"DAY": "[1-3]?@DIGIT", "DIGIT": "[0-9]", "MONTH": "May"})
    'on [1-3]?[0-9] May'
    """
    while any(f"@{name}" in text for name in parts):
        text = re.sub("@([A-Z]+[0-9]?)", lambda part: parts[part[1]], text)
    return text


def word_list(name: str) -> frozenset[str]:
    """Return one of the lists of words/word_lists.csv."""
    return frozenset(next(row["words"] for row in words("word_lists") if row["list"] == name).split())


def records(raw: Path) -> dict[str, Rows]:
    """Return the rows of all tables of a folder; `line` is the line of each in its file."""
    return {
        path.stem: [{**row, "line": str(line)} for line, row in enumerate(rows(path), 2)]
        for path in sorted(raw.glob("*.csv"))
    }


def name_on(known: dict[str, Rows], country: str, day: str) -> str:
    """Return the name that a country bore on a day, as the records write it."""
    for row in known["country_names"]:
        until = row["valid_to"] or "9999"
        if (row["country"], row["wording"]) == (country, "UN") and row["valid_from"] <= day <= until:
            return row["name"]
    return next((row["name"] for row in known["countries"] if row["country"] == country), country)


def usual_participants(known: dict[str, Rows]) -> dict[str, str]:
    """Return the name under which each actor is listed as a participant most often."""
    counts = Counter(
        (row["actor"], row["participant"])
        for row in known["event_participants"]
        if row["actor"] and row["kind"] != "person-office"
    )
    return {actor: name for (actor, name), _ in reversed(counts.most_common())}

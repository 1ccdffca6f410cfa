"""CSV files as rows of text: the records of data/raw and the wordings of etl/reader/words."""

import re
from collections import Counter
from functools import cache, lru_cache
from pathlib import Path
from types import SimpleNamespace

from etl.problem import Problem
from etl.raw_file import rows_of

COMPARED_WITH = (
    "sources",
    "treaty_actions",
    "events",
    "event_participants",
    "projects",
    "reported_figures",
    "countries",
    "country_names",
)
WORDS = Path(__file__).resolve().parent / "words"
Rows = list[dict[str, str]]


def table_of(path: Path) -> tuple[list[str], Rows, list[Problem]]:
    """Return the head and the rows of a CSV file, each with its `line`, and what is wrong with its form."""
    if not path.is_file():
        return [], [], [Problem(str(path), 0, "", "there is no such file", "put it back")]
    lines, problems = rows_of(path.read_bytes(), str(path))
    if not lines or lines[0][0] != 1:
        return [], [], problems or [Problem(str(path), 1, "", "the file is empty", "write its head")]
    head = lines[0][1]
    what, write = "not one cell for each column of the head", f"write {len(head)} cells"
    problems += [
        Problem(str(path), line, "", what, write) for line, cells in lines if len(cells) != len(head)
    ]
    whole = [(line, cells) for line, cells in lines[1:] if len(cells) == len(head)]
    return (
        head,
        [dict(zip(head, cells, strict=True)) | {"line": str(line)} for line, cells in whole],
        problems,
    )


def rows(path: Path) -> Rows:
    """Return the rows of a CSV file, none if there is no such file; ValueError where a line has a fault."""
    _, result, problems = table_of(path)
    if problems and path.is_file():
        raise ValueError(f"a table that it is read with cannot be read: {problems[0]}")
    return result


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


@lru_cache(maxsize=1)
def records(raw: Path) -> dict[str, Rows]:
    """Return the rows of the tables that documents are compared with; read once a process."""
    return {name: rows(raw / f"{name}.csv") for name in COMPARED_WITH}


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

"""Says which words of a reader's own file were taken for open or closed, and for which hazard."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from topics.hazard_areas.selection import NOT_STATED
from topics.tables import Tables
from topics.vocabulary.hazards import hazard_names
from topics.vocabulary.lists import listed
from topics.vocabulary.numbers import number
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import shorten

LETTERS = 40
MOST_WORDS = 5
"""Words of a file that are named for one meaning; the list below has all."""


def understood(tables: Tables, areas: Any, columns: Mapping[str, str | None]) -> list[str]:
    """What was taken for what, a sentence for each meaning that occurs.

    Args:
        tables: hazards.
        areas: with the columns of the file as "file: …".
        columns: of the file, for `status` and `hazard`.
    """
    status, hazard = columns.get("status"), columns.get("hazard")
    sentences = []
    if status:
        closed = areas["status"].eq("closed")
        opened, shut = (_words(areas.loc[rows, f"file: {status}"]) for rows in (~closed, closed))
        sentences += [sentence("Counted as open: {words}.", words=opened)] if opened else []
        sentences += [sentence("Counted as closed: {words}.", words=shut)] if shut else []
    elif len(areas):
        sentences.append(sentence("Your file has no column for the status: all its areas count as open."))
    if hazard:
        codes, names = areas["hazard"].astype(object).fillna(""), hazard_names(tables)
        parts = [
            sentence("{words} as {hazard}", words=_words(part[f"file: {hazard}"]), hazard=names[code])
            for code, part in areas.groupby(codes, sort=False)
            if code
        ]
        sentences += [sentence("Hazard: {parts}.", parts="; ".join(parts))] if parts else []
    return sentences


def _words(cells: pd.Series) -> str:
    """The words of a column, each with its number of rows."""
    counts = cells.astype(object).fillna("").astype(str).str.strip().value_counts(sort=True)
    words = [
        f"{f'“{shorten(word, LETTERS)}”' if word else NOT_STATED} ({number(count)})"
        for word, count in counts.items()
    ]
    return listed(words, MOST_WORDS) if words else ""

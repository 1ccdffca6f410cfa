"""Joins coordinates whose degrees, minutes, seconds and hemisphere stand in columns of their own."""

import re

import pandas as pd

from topics.hazard_areas.cells import texts_of
from topics.hazard_areas.words import names_term, plain_words
from topics.vocabulary.lists import listed
from topics.vocabulary.sentences import sentence

PARTS = {
    "degrees": "d|deg|degs|degrees?|stepen\\w*|stupan\\w*|stupnj\\w*|grad[oi]s?|grados?|grade|grad\\w*",
    "minutes": "m|min|mins|minut\\w*",
    "seconds": "s|sec|secs|second\\w*|sek\\w*|segund\\w*|second\\w*",
    "hemisphere": "dir|direction|hemi\\w*|ns|ew|n s|e w",
}
"""Words of the parts in names of columns, as `plain_words` gives them."""
MARKS = {"degrees": "°", "minutes": "'", "seconds": '"', "hemisphere": ""}


def joined(rows: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    r"""The rows with a column more for each coordinate that stands in parts, and in words which those are.

    >>> rows = pd.DataFrame({"Lat_Deg": ["44"], "Lat_Min": ["30"], "Lat_Sec": ["0"]})
    >>> joined(rows)[0]["Lat"].tolist()
    ['44° 30\' 0"']
    """
    notes = []
    for axis, parts in _axes([str(name) for name in rows]).items():
        cells = [texts_of(rows[parts[part]]) + MARKS[part] for part in PARTS if part in parts]
        whole = cells[0].str.cat(cells[1:], sep=" ")
        whole = whole.where(texts_of(rows[parts["degrees"]]) != "", "")
        whole = whole.str.replace(r"(?<!\d)['\"]", "", regex=True).str.strip()
        rows = rows.copy(deep=False)
        rows.insert(min(rows.columns.get_indexer(list(parts.values()))), axis, whole)
        columns = listed([f"“{name}”" for name in parts.values()])
        notes.append(sentence("“{axis}” is {columns} in one column.", axis=axis, columns=columns))
    return rows, tuple(notes)


def _axes(names: list[str]) -> dict[str, dict[str, str]]:
    """The columns of the parts of each coordinate that has degrees and minutes, by its name."""
    axes: dict[str, dict[str, str]] = {}
    for name in names:
        words = plain_words(name)
        for part, ways in PARTS.items():
            match = re.fullmatch(rf"(.+?) ?\b({ways})", words) or re.fullmatch(rf"({ways}) (.+)", words)
            if match is None:
                continue
            axis = match[1] if re.fullmatch(ways, match[2]) else match[2]
            if any(names_term(axis, term, "1") for term in ("lat", "lon")):
                axes.setdefault(axis.capitalize(), {}).setdefault(part, name)
                break
    whole = {axis: parts for axis, parts in axes.items() if {"degrees", "minutes"} <= set(parts)}
    return {axis: parts for axis, parts in whole.items() if axis not in names}

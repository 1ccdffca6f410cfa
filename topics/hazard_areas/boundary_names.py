"""Guesses which column of a reader's own file of boundaries holds their names."""

import re

import pandas as pd

from topics.hazard_areas.cells import texts_of
from topics.hazard_areas.words import plain_words

NAMED = re.compile(
    r"\b(names?|naziv|ime|emri|nombre|nom|denumire|назва|название|име|назив|municip\w*|munic|opstina|opcina|"
    r"komuna|commune|community|district|county|canton|kanton|province|region|oblast|rayon|zone|sector|unit)\b"
)
"""Words of the names of such columns."""
CODED = re.compile(r"\b(id|code|kod|pcode|fid|iso|hasc|level|type)\b")
"""Words of columns that hold codes."""


def guessed_name(rows: pd.DataFrame) -> str | None:
    """The column that most likely holds the names of units; None where none holds text.

    >>> guessed_name(pd.DataFrame({"ADM2_PCODE": ["BA01", "BA02"], "ADM2_EN": ["Foča", "Pale"], "n": [1, 2]}))
    'ADM2_EN'
    """
    columns = [str(name) for name in rows if _is_text(rows[name])]
    return max(columns, key=lambda name: _score(name, rows[name]), default=None)


def _is_text(values: pd.Series) -> bool:
    texts = texts_of(values)
    stated = texts[texts != ""]
    return len(stated) > 0 and stated.str.contains(r"[^\W\d_]{2}").mean() > 0.5


def _score(name: str, values: pd.Series) -> tuple[bool, bool, float]:
    """Whether the name says it, whether it says no code, and how many values differ."""
    words = plain_words(name)
    texts = texts_of(values)
    is_coded = bool(CODED.search(words)) or not texts.str.contains(r"[^\W\d_]{3}").any()
    return not is_coded, bool(NAMED.search(words)), texts.nunique() / len(texts)

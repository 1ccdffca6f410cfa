"""Makes a row for each corner where the corners of an area stand side by side in one row."""

import re

import numpy as np
import pandas as pd

from topics.hazard_areas.cells import texts_of
from topics.hazard_areas.coordinates import pair_of
from topics.hazard_areas.words import names_term, plain_words
from topics.vocabulary.sentences import sentence

NUMBERED = re.compile(r"(\D*?) ?(\d{1,2}) ?(\D*)")
POINT = re.compile(r"\b(p|pt|tp|points?|corners?|vertex|tack[ae]|tock[ae]|tocka|pika|punto|vertice|sommet)\b")
"""What corners are called in names of columns, as `plain_words` gives them."""
AXES = {"lat": "Latitude", "lon": "Longitude", "both": "Coordinates"}
"""The columns of the rows of corners, by term."""
ORDER = "Corner"
FIRST_CELLS = 200


def by_corner(rows: pd.DataFrame) -> tuple[pd.DataFrame, np.ndarray, tuple[str, ...]]:
    """The rows with one for each corner, the place of each among those given, and in words what was done.

    *Columns*: those that hold no corner, Corner (its number), and of AXES those that there are.

    >>> cells = {"ID": "A", "Lat1": "44", "Lon1": "17", "P2 Lat": "44.1", "P2 Lon": "17"}
    >>> by_corner(pd.DataFrame([cells]))[0].to_numpy().tolist()
    [['A', 1, '44', '17'], ['A', 2, '44.1', '17']]
    """
    corners = _corners(rows)
    places = np.arange(len(rows))
    if len(corners) < 2 or any(name in rows for name in (ORDER, *AXES.values())):
        return rows, places, ()
    taken = {name for parts in corners.values() for name in parts.values()}
    used = [name for name in rows if name in taken]
    others = rows.drop(columns=used)
    parts = [
        others.assign(**{ORDER: number}, **{AXES[term]: rows[name] for term, name in corner.items()})
        for number, corner in sorted(corners.items())
    ]
    whence = np.tile(places, len(parts))
    order = np.argsort(whence, kind="stable")
    note = sentence(
        "“{first}” to “{last}” hold the corners of each area side by side: each was made a row of its own.",
        first=used[0],
        last=used[-1],
    )
    return pd.concat(parts).iloc[order].reset_index(drop=True), whence[order], (note,)


def _corners(rows: pd.DataFrame) -> dict[int, dict[str, str]]:
    """The columns of each corner that has both coordinates, by its number and by term."""
    corners: dict[int, dict[str, str]] = {}
    for name in map(str, rows):
        if match := NUMBERED.fullmatch(plain_words(name)):
            words = POINT.sub(" ", f"{match[1]} {match[3]}").strip()
            term = next((term for term in AXES if names_term(words, term, "1")), None)
            term = "both" if not words and _are_places(rows[name]) else term
            if term:
                corners.setdefault(int(match[2]), {}).setdefault(term, name)
    return {
        number: {term: parts[term] for term in (("both",) if "both" in parts else ("lat", "lon"))}
        for number, parts in corners.items()
        if "both" in parts or {"lat", "lon"} <= set(parts)
    }


def _are_places(cells: pd.Series) -> bool:
    """Whether most cells of a column hold both coordinates of a place."""
    texts = texts_of(cells.head(FIRST_CELLS))
    texts = texts[texts != ""]
    return bool(len(texts) and texts.map(lambda text: not np.isnan(pair_of(text)[0])).mean() > 0.5)

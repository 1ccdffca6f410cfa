"""Whatever has a name, by its name: countries, treaties, meetings, documents; the places where they stand."""

import unicodedata
from collections.abc import Mapping
from typing import Any

import pandas as pd

from topics.records.documents import documents
from topics.tables import Tables
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import long_date
from topics.vocabulary.lists import listed
from topics.vocabulary.sentences import sentence

COLUMNS = ("kind", "name", "detail", "page", "parameters", "texts")
KINDS = ("country", "treaty", "meeting", "document")
"""In the order in which they are listed."""
TEXTS = ("meeting", "document")
"""Kinds whose names are sentences: a country or a treaty of that name comes before them."""
MOST_ALIKE = 4
"""Of one kind, as long as others fit too."""
LETTERS = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "ı": "i", "ß": "ss", "æ": "ae"})
"""Letters that are no other letter with an accent."""


def matches(tables: Tables, words: str, most: int = 8) -> pd.DataFrame:
    """What has all the words in its names: countries and treaties first, then what begins with them.

    *Columns*: kind, name, detail, page, parameters (of the address of the page).
    """
    parts = folded(words).split()
    rows = tables.derive(named)
    if not parts:
        return rows.iloc[:0][list(COLUMNS[:5])]
    rows = rows[rows["texts"].map(lambda texts: all(part in " ".join(texts) for part in parts)).astype(bool)]
    rows = rows.assign(
        distance=rows["texts"].map(lambda texts: _distance(texts, " ".join(parts))),
        is_text=rows["kind"].isin(TEXTS),
        place=rows["kind"].map(KINDS.index),
    )
    rows = rows.sort_values(["is_text", "distance", "place"], kind="stable")
    rows = rows.assign(beyond=rows.groupby("kind").cumcount() // MOST_ALIKE)
    return rows.sort_values("beyond", kind="stable").head(most)[list(COLUMNS[:5])]


def _distance(texts: tuple[str, ...], whole: str) -> int:
    """0 where a name begins with the words, 1 where a word of one does, else 2."""
    if any(text.startswith(whole) for text in texts):
        return 0
    return 1 if any(f" {whole}" in text for text in texts) else 2


def named(tables: Tables) -> pd.DataFrame:
    """Everything that has a name. *Columns*: those of `matches`, texts (what is searched, folded)."""
    rows = [*_countries(tables), *_treaties(tables), *_meetings(tables), *_documents(tables)]
    for row in rows:
        row["texts"] = tuple(folded(text) for text in row["texts"] if isinstance(text, str))
    return pd.DataFrame(rows, columns=COLUMNS)


def folded(text: str) -> str:
    """A text without accents and capitals.

    >>> folded("Türkiye"), folded("Đurđevac")
    ('turkiye', 'durdevac')
    """
    letters = unicodedata.normalize("NFKD", text.casefold().translate(LETTERS))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _countries(tables: Tables) -> list[dict[str, Any]]:
    full, former = country_names(tables, full=True), tables["country_names"]
    former = former[former["wording"].eq(tables.wording)]
    rows = []
    for row in tables["countries"].sort_values("name").to_dict("records"):
        name = full[row["country"]]
        others = [
            one
            for one in former.loc[former["country"].eq(row["country"]), "name"]
            if one.split(" (")[0] != name
        ]
        detail = sentence("also {names}", names=listed(others)) if others else row["un_subregion"]
        texts = (name, row["name"], row["short_name"], *others, row["country"])
        rows.append(_row("country", name, detail, "country", {"country": row["country"]}, texts))
    return rows


def _treaties(tables: Tables) -> list[dict[str, Any]]:
    return [
        _row(
            "treaty",
            row["name"],
            row["title"] if row["title"] != row["name"] else row["label"],
            "treaties",
            {"treaty": row["treaty"]},
            (row["name"], row["title"], row["short_title"], row["label"], row["treaty"]),
        )
        for row in tables["treaties"].sort_values("position").to_dict("records")
    ]


def _meetings(tables: Tables) -> list[dict[str, Any]]:
    """Meetings, the latest first."""
    names = country_names(tables, full=True)
    rows = []
    for row in tables["events"].sort_values("start", ascending=False, kind="stable").to_dict("records"):
        day = "" if pd.isna(row["start"]) else long_date(row["start"], row["date_precision"])
        place = (row["city"], names.get(str(row["country"])))
        rows.append(
            _row(
                "meeting",
                row["title"],
                _joined(row["city"], day),
                "cooperation",
                {"record": row["record_id"]},
                (row["title"], *place, day),
            )
        )
    return rows


def _documents(tables: Tables) -> list[dict[str, Any]]:
    """Documents on which a row rests, those with the most rows first."""
    return [
        _row(
            "document",
            row["title"],
            _joined(row["publisher"], "" if pd.isna(row["published"]) else str(row["published"].year)),
            "sources",
            {"part": "rows", "document": row["source"]},
            (row["title"], row["publisher"]),
        )
        for row in tables.derive(documents).to_dict("records")
        if row["rows"]
    ]


def _row(
    kind: str, name: str, detail: object, page: str, parameters: Mapping[str, str], texts: tuple
) -> dict[str, Any]:
    words = detail if isinstance(detail, str) else ""
    return {
        "kind": kind,
        "name": name,
        "detail": words,
        "page": page,
        "parameters": parameters,
        "texts": texts,
    }


def _joined(*parts: object) -> str:
    return ", ".join(part for part in parts if isinstance(part, str) and part)

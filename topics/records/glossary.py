"""The terms that a reader meets here, in plain words; the pattern by which a text is searched for them."""

import re
from dataclasses import dataclass

from topics.tables import Tables


@dataclass(frozen=True)
class Terms:
    """What is explained where it stands: the meaning of each written form, and what matches one of them."""

    pattern: re.Pattern[str]
    meanings: dict[str, tuple[str, str]]
    """Term and meaning by its form: an abbreviation as it is, any other form in small letters."""


def terms(tables: Tables) -> Terms:
    """The terms that pages explain, the longest first; an abbreviation counts in its own letters alone."""
    meanings: dict[str, tuple[str, str]] = {}
    short = set()
    for row in tables["glossary"].query("is_explained").fillna("").to_dict("records"):
        forms = [row["term"], *row["also"].split(";")]
        entry = (row["term"], row["definition"])
        meanings |= {form.strip().lower(): entry for form in forms if form}
        if row["abbreviation"]:
            short.add(row["abbreviation"])
            meanings[row["abbreviation"]] = entry
    ordered = sorted(meanings, key=len, reverse=True)
    words = "|".join(_form(form, form in short) for form in ordered)
    return Terms(re.compile(rf"(?<![\w&-])(?:{words or '(?!)'})(?![\w-])"), meanings)


def _form(form: str, is_exact: bool) -> str:
    """A pattern for a form; spaces match the unbreakable ones too."""
    words = re.escape(form).replace(r"\ ", r"[\s\u00a0\u202f]")
    return words if is_exact else f"(?i:{words})"

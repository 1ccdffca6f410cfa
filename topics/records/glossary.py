"""The terms that a reader meets here, in plain words; the pattern by which a text is searched for them."""

import re
from dataclasses import dataclass

from topics.tables import Tables


@dataclass(frozen=True)
class Terms:
    """What is explained where it stands: the meaning of each written form, and what matches one of them."""

    pattern: re.Pattern[str]
    meanings: dict[str, tuple[str, str]]
    """Term and meaning by each form as `form_key` gives it, and by the abbreviation."""


def terms(tables: Tables) -> Terms:
    """The terms that pages explain, the longest first; names such as that of a treaty are none.

    A term begins with a small letter or a capital; all its other letters count as they are.
    """
    meanings: dict[str, tuple[str, str]] = {}
    short = set()
    for row in tables["glossary"].query("is_explained").fillna("").to_dict("records"):
        forms = [row["term"], *row["also"].split(";")]
        entry = (row["term"], row["definition"])
        meanings |= {form_key(form): entry for form in forms if form}
        if row["abbreviation"]:
            short.add(row["abbreviation"])
            meanings[row["abbreviation"]] = entry
    ordered = sorted(meanings, key=len, reverse=True)
    words = "|".join(_form(form, form in short) for form in ordered)
    return Terms(re.compile(rf"(?<![\w&-])(?:{words or '(?!)'})(?![\w-])"), meanings)


def form_key(form: str) -> str:
    """A form of a term as it stands within a sentence, its words apart by plain spaces.

    >>> form_key("Land release")
    'land release'
    """
    words = " ".join(form.split())
    return f"{words[:1].lower()}{words[1:]}"


def _form(form: str, is_exact: bool) -> str:
    """A pattern for a form; spaces match the unbreakable ones too."""
    words = re.escape(form).replace(r"\ ", r"\s")
    return words if is_exact else f"[{form[0].upper()}{form[0].lower()}]{words[1:]}"

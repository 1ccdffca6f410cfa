"""The characters of a text in one form, ordinals, and names to compare or to make an id of."""

import re
import unicodedata
from collections.abc import Collection

from etl.reader.tables import words

SPACES = "".join(chr(code) for code in range(0x3001) if unicodedata.category(chr(code)) == "Zs") + "\t"
FORMS = {"-": "‐‑‒–—―−﹘﹣－", "'": "‘’‚‛′`´ʼ", '"': "“”„‟″«»", " ": SPACES}
TABLE = str.maketrans({other: form for form, others in FORMS.items() for other in others})
ORDINALS = {row["words"]: int(row["number"]) for row in words("ordinals")}
SPELT = "|".join(text.replace(" ", "[- ]") for text in sorted(ORDINALS, key=len, reverse=True))
ORDINAL_TEXT = rf"(?<![\d.,])\d{{1,4}}\s?(?i:st|nd|rd|th)\b|\b(?i:{SPELT})\b"


def tidy(text: str) -> str:
    r"""Return a text with one kind of dash, quotation mark, apostrophe and space; as long as it was.

    >>> tidy("20 – 21 November\u00a02019, “ITF’s”")
    '20 - 21 November 2019, "ITF\'s"'
    """
    return text.translate(TABLE)


def folded(text: str) -> str:
    """Return a name without accents and capitals, to compare it.

    >>> folded("Tarčin") == folded("Tarcin")
    True
    """
    plain = text.replace("đ", "dj").replace("Đ", "Dj").replace("ø", "o").replace("Ø", "O").replace("ł", "l")
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold().strip()


def new_id(text: str, taken: Collection[str]) -> str:
    """Return a text as an id that is not taken.

    >>> new_id("Tarčin 2019", []), new_id("Oslo", ["oslo", "oslo-2"])
    ('tarcin-2019', 'oslo-3')
    """
    base = re.sub(r"[^a-z0-9]+", "-", folded(text)).strip("-")
    return next(
        name for name in (base, *(f"{base}-{number}" for number in range(2, 1000))) if name not in taken
    )


def ordinal(text: str) -> int | None:
    """Return the value of an ordinal, whatever its ending; None when it is none.

    >>> ordinal("83th"), ordinal("91st"), ordinal("Twenty-first"), ordinal("one hundredth"), ordinal("State")
    (83, 91, 21, 100, None)
    """
    digits = re.fullmatch(r"(\d{1,4})\s?(?:st|nd|rd|th)?", text.strip().lower())
    return int(digits[1]) if digits else ORDINALS.get(text.strip().lower().replace("-", " "))

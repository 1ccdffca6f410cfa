"""In which encoding the texts of a reader's file are: guessed by the letters they would have, and asked."""

import re
import unicodedata

from topics.hazard_areas.questions import Question
from topics.hazard_areas.words import table
from topics.vocabulary.sentences import sentence

MARKED = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
MOST_WORDS, MOST_LETTERS, SCANNED = 40, 24, 4_000_000
PREVIEW, MOST_CHOICES = 4, 6
MIXED = re.compile(r"[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z]|[a-z\u0430-\u045f][A-Z\u0410-\u042f]")
"""Latin beside Cyrillic in one word, or a capital behind a small letter: no word is written so."""
UNSURE = ("cp1252", "iso8859-1")
"""Encodings that programs name where they know none."""
LEAST_UTF16 = 0.4


def encoding_question(content: bytes, stated: str | None = None) -> Question | None:
    """Which encoding texts are in, with some of their words in each; None for ASCII and UTF-8.

    Args:
        content: bytes with the texts.
        stated: what the file says of itself.

    >>> encoding_question("Očišćeno".encode("cp1250")).guess
    'cp1250'
    >>> encoding_question("Ознака".encode("cp1251")).guess
    'cp1251'
    """
    words = list(dict.fromkeys(MARKED.findall(content[:SCANNED])))[:MOST_WORDS]
    if not words or _is_utf8(content):
        return None
    scores = {line["encoding"]: _score(words, line) for line in table("encodings")}
    names = {line["encoding"]: line["name"] for line in table("encodings")}
    likely = sorted(
        (code for code in scores if scores[code] is not None), key=lambda code: -(scores[code] or 0)
    )
    known = stated if stated in likely and stated not in UNSURE else None
    previews: dict[str, str] = {}
    for code in likely:
        if (preview := _preview(words, code)) not in previews.values():
            previews[code] = preview
    choices = {code: f"{names[code]}: {previews[code]}" for code in list(previews)[:MOST_CHOICES]}
    text = sentence("The texts of the file are not in UTF-8. In which encoding are these words right?")
    return Question("encoding", text, choices, known if known in choices else likely[0])


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def utf16(content: bytes) -> str | None:
    """The kind of UTF-16 that a text is in, with a mark at its start or without."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    first = content[:2000]
    shares = [first[start::2].count(0) / max(len(first) / 2, 1) for start in (0, 1)]
    if max(shares) > LEAST_UTF16 and min(shares) < LEAST_UTF16 / 10:
        return "utf-16-le" if shares[1] > shares[0] else "utf-16-be"
    return None


def _score(words: list[bytes], line: dict[str, str]) -> int | None:
    """How well words fit the letters of an encoding's languages; None where they cannot be in it."""
    try:
        texts = [word.decode(line["encoding"]) for word in words]
    except UnicodeDecodeError:
        return None
    marked = [letter for text in texts for letter in text if not letter.isascii()]
    if any(unicodedata.category(letter) == "Cc" for letter in marked):
        return None
    fitting = sum(letter in line["letters"] for letter in marked)
    return 2 * fitting - len(marked) - 2 * sum(len(MIXED.findall(text)) for text in texts)


def _preview(words: list[bytes], code: str) -> str:
    longest = sorted(words, key=len, reverse=True)[:PREVIEW]
    return ", ".join(word.decode(code)[:MOST_LETTERS] for word in longest)

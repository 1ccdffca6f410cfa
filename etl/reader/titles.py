"""Titles of meetings: the noun that names the kind, the words around it that belong to it, its series."""

import re

from etl.reader.numerals import ORDINAL_TEXT, ordinal
from etl.reader.tables import pattern, word_list, words

# The first pattern that fits names the kind, so the special ones come first.
KINDS = "|".join(f"(?P<{row['kind']}>{row['pattern']})" for row in words("meeting_kinds"))
NOUN = re.compile(rf"(?i)\b(?:{KINDS})\b")
PLURAL = pattern("titles", "plural")
# A noun in such a phrase names no event of its own.
OFFICE = pattern("titles", "office")
GENERIC = pattern("titles", "generic")
MODIFIERS = word_list("title modifiers")
NOT_IN_TITLE = word_list("not in a title")
STOP = pattern("titles", "stop")
LAST_WORD = re.compile(r"(?:^|(?<=[\s(\"-]))([\w'./&+-]+)(\s+|-)$")
CHAIN = re.compile(r"\b([A-Z][\w'-]*)\s+(?:(?:of|on|and|for|&)\s+)?(?:the\s+)?$")
CONNECTING = ("of", "on", "and", "for", "&", "the")
QUOTED = pattern("titles", "quoted")
NUMBER = re.compile(r"\s+\d{1,2}(?=[,.:]|$)")
OF = re.compile(r"\s+(?:in\s+[A-Z][\w-]+\s+)?(?:of|on|for)\s+(?!\d|[A-Z][a-z]+\s+\d)")
TO_TREATY = re.compile(r"\s+to\s+the\s+(?:CCM|Convention on [A-Z]\w+(?: [A-Z]\w+)*)")
LONGEST_LEAD = 200  # characters of a title before its noun
MOST_WORDS = 20  # of a title behind it
SERIES = [(row["series"], re.compile(row["pattern"], re.S)) for row in words("series")]


def kind_of(noun: re.Match[str]) -> str:
    """Return the kind of meeting that a noun means."""
    return str(noun.lastgroup)


def nouns(text: str, first: int = 0, last: int | None = None) -> list[re.Match[str]]:
    """Return the nouns for meetings in a stretch of text, without those that are part of an office."""
    return [
        noun
        for noun in NOUN.finditer(text, first, len(text) if last is None else last)
        if not OFFICE.search(text[max(first, noun.start() - 60) : noun.start()])
    ]


def title_around(text: str, noun: re.Match[str]) -> tuple[str, int, int]:
    """Return the title that stands around a noun, and its place.

    >>> text = "the first meeting of directors of mine-action centers in April 2000"
    >>> title_around(text, nouns(text)[0])[0]
    'first meeting of directors of mine-action centers'
    """
    first = left_edge(text, noun.start())
    if quoted := QUOTED.match(text, noun.end()):
        return text[first : quoted.end()].replace('""', '"'), first, quoted.end()
    title = text[first : right_edge(text, noun)].rstrip(" .,;:-")
    return title, first, first + len(title)


def left_edge(text: str, offset: int) -> int:
    """Return where the title before a noun begins: names, ordinals and modifiers belong to it."""
    begin = max(0, offset - LONGEST_LEAD)
    lead = text[begin:offset]
    edge = len(lead)
    while word := LAST_WORD.search(lead[:edge]):
        if not of_title(word[1], lead[: word.end()]):
            break
        edge = word.start(1)
    return begin + edge


def of_title(word: str, lead: str) -> bool:
    """Tell whether the word at the end of a lead belongs to the title behind it."""
    plain = word.lower()
    if plain in CONNECTING:
        chain = CHAIN.search(lead)
        return chain is not None and chain[1].lower() not in NOT_IN_TITLE
    named = word[0].isupper() and plain not in NOT_IN_TITLE
    compound = re.fullmatch(r"[A-Z]\w*-\w+", word)
    return named or plain in MODIFIERS or ordinal(word) is not None or bool(compound)


def right_edge(text: str, noun: re.Match[str]) -> int:
    """Return where the title behind a noun ends: a number, "of …" and "to the CCM" belong to it."""
    last = noun.end()
    if number := NUMBER.match(text, last):
        last = number.end()
    if of := OF.match(text, last):
        following = text[of.end() : of.end() + 400]
        stop = STOP.search(following)
        title_words = (following[: stop.start()] if stop else following).split(" ")
        last = of.end() + len(" ".join(title_words[:MOST_WORDS]))
    party = TO_TREATY.match(text, last) if "part" in noun[0].lower() else None
    return party.end() if party else last


def bare(title: str) -> bool:
    """Tell whether a title is a mere noun, which points to a meeting named before."""
    parts = [word.lower() for word in title.split()]
    return len(parts) == 1 or (len(parts) == 2 and parts[0] in MODIFIERS)


def round_of(title: str) -> int | None:
    """Return the number of a meeting within its series.

    >>> round_of("Third Roadmap Local Coordination Meetings"), round_of("SALW Commissions Meeting 10")
    (3, 10)
    """
    lead = re.match(rf"\W*(?:the\s+)?({ORDINAL_TEXT})\s", title + " ", re.I)
    if lead:
        return ordinal(lead[1])
    last = re.search(r"\b(?:Meetings?|Conference|Workshop)\s+(\d{1,2})$", title)
    return int(last[1]) if last else None


def one_of_round(title: str, city: str) -> str:
    """Return the title of one of several meetings in a round.

    >>> one_of_round("Third Roadmap Local Coordination Meetings", "Skopje")
    'Roadmap Local Coordination Meeting, round 3 - Skopje'
    """
    number = round_of(title)
    plain = re.sub(rf"^\W*(?:the\s+)?(?:{ORDINAL_TEXT})\s+(?:round of\s+)?", "", title) if number else title
    single = re.sub(r"(?<=[a-z])s$", "", plain) if PLURAL.search(plain) else plain
    return f"{single[:1].upper()}{single[1:]}" + (f", round {number}" if number else "") + f" - {city}"


def series_of(title: str, context: str) -> str:
    """Return the series of the records that a title, or what stands around it, names; empty for none."""
    for text in (title.lower(), f"{title} {context}".lower()):
        for series, wording in SERIES:
            if wording.search(text):
                return series
    return ""

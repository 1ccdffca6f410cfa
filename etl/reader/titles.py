"""Titles of meetings: the noun that names the kind, the words around it that belong to it, its series."""

import re

from etl.reader.letters import ORDINAL_TEXT, ordinal
from etl.reader.tables import word_list, wordings, words

PATTERN = wordings("titles")
# The first pattern that fits names the kind, so the special ones come first.
KINDS = "|".join(f"(?P<{row['kind']}>{row['pattern']})" for row in words("meeting_kinds"))
NOUN = re.compile(rf"(?i)\b(?:{KINDS})\b")
MODIFIERS = word_list("title modifiers")
NOT_IN_TITLE = word_list("not in a title")
CONNECTING = word_list("connecting in a title")
ROUND = re.compile(rf"\W*(?:the\s+)?(?P<number>{ORDINAL_TEXT})\s+(?:round of\s+)?", re.I)
LONGEST_LEAD = 200  # characters of a title before its noun
MOST_WORDS = 20  # of a title behind it
SERIES = [(row["series"], re.compile(row["pattern"], re.S)) for row in words("series")]


def nouns(text: str, first: int = 0, last: int | None = None) -> list[re.Match[str]]:
    """Return the nouns for meetings in a stretch of text, without those that are part of an office."""
    return [
        noun
        for noun in NOUN.finditer(text, first, len(text) if last is None else last)
        if not PATTERN.office.search(text[max(first, noun.start() - 60) : noun.start()])
    ]


def title_around(text: str, noun: re.Match[str]) -> tuple[str, int, int]:
    """Return the title that stands around a noun, and its place.

    >>> text = "the first meeting of directors of mine-action centers in April 2000"
    >>> title_around(text, nouns(text)[0])[0]
    'first meeting of directors of mine-action centers'
    """
    first, last = left_edge(text, noun.start()), noun.end()
    if quoted := PATTERN.quoted.match(text, last):
        return text[first : quoted.end()].replace('""', '"'), first, quoted.end()
    of = PATTERN.of.match(text, last)
    if of and of.end() > last:
        following = text[of.end() : of.end() + 400] if of[0].endswith(" ") else ""
        stop = PATTERN.stop.search(following)
        title_words = (following[: stop.start()] if stop else following).split(" ")
        last = of.end() + len(" ".join(title_words[:MOST_WORDS]))
    title = text[first:last]
    title = (title if title.count('"') % 2 == 0 else title.rpartition('"')[0]).rstrip(" .,;:-")
    return title, first, first + len(title)


def left_edge(text: str, offset: int) -> int:
    """Return where the title before a noun begins: names, ordinals and modifiers belong to it."""
    begin = max(0, offset - LONGEST_LEAD)
    lead = text[begin:offset]
    while (word := PATTERN.last_word.search(lead)) and of_title(word[1], lead):
        lead = lead[: word.start(1)]
    return begin + len(lead)


def of_title(word: str, lead: str) -> bool:
    """Tell whether the word at the end of a lead belongs to the title behind it."""
    plain = word.lower()
    if plain in CONNECTING:
        chain = PATTERN.chain.search(lead)
        return chain is not None and chain[1].lower() not in NOT_IN_TITLE
    named = word[0].isupper() and plain not in NOT_IN_TITLE
    return named or plain in MODIFIERS or ordinal(word) is not None


def bare(title: str) -> bool:
    """Tell whether a title is a mere noun, which points to a meeting named before."""
    parts = [word.lower() for word in title.split()]
    return len(parts) == 1 or (len(parts) == 2 and parts[0] in MODIFIERS)


def round_of(title: str) -> int | None:
    """Return the number of a meeting within its series.

    >>> round_of("Third Roadmap Local Coordination Meetings"), round_of("SALW Commissions Meeting")
    (3, None)
    """
    lead = ROUND.match(title + " ")
    return ordinal(lead["number"]) if lead else None


def one_of_round(title: str, city: str) -> str:
    """Return the title of one of several meetings in a round.

    >>> one_of_round("Third Roadmap Local Coordination Meetings", "Skopje")
    'Roadmap Local Coordination Meeting, round 3 - Skopje'
    """
    number, plain = round_of(title), ROUND.sub("", title, count=1)
    single = re.sub(r"(?<=[a-z])s$", "", plain) if PATTERN.plural.search(plain) else plain
    return f"{single[:1].upper()}{single[1:]}" + (f", round {number}" if number else "") + f" - {city}"


def series_of(title: str, context: str) -> str:
    """Return the series of the records that a title, or what stands around it, names; empty for none."""
    texts = (title.lower(), f"{title} {context}".lower())
    return next((series for text in texts for series, wording in SERIES if wording.search(text)), "")

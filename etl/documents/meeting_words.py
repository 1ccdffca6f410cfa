"""The words for meetings: which noun means which kind, what titles are made of, which series they are of."""

import re

from etl.documents.names import FOLDER, rows
from etl.documents.quantities import ORDINAL_TEXT, ordinal

# The first pattern that fits names the kind, so the special ones come first.
KINDS = (
    ("meeting_of_states_parties", r"meetings? of (?:the )?states? part(?:y|ies)"),
    ("review_conference", r"review conferences?"),
    ("donor_conference", r"donors?'? conferences?"),
    ("diplomatic_conference", r"diplomatic conferences?"),
    (
        "signing",
        (
            r"signing (?:ceremony|conference|ceremonies)|(?:opening |handover |hand-over "
            r"|closing )?ceremony|inauguration|official (?:closure|opening|launch|closing)(?= of\b)"
        ),
    ),
    ("training", r"training courses?|trainings?(?= (?:for|was|were|on)\b)|courses?(?! of\b)"),
    ("workshop", r"workshops?|seminars?"),
    (
        "conference",
        (
            r"conferences?(?! (?:on|for) disarmament)|symposi(?:um|a)|forum(?! of)|summits?"
            r"|gatherings?|(?:formal )?negotiations(?! with)"
        ),
    ),
    ("visit", r"(?:official |working |study )?visits?"),
    (
        "coordination_meeting",
        r"meetings?|briefings?|round ?-?tables?(?: discussions?)?|consultations?|sessions?",
    ),
)
NOUN = re.compile(r"(?i)\b(?:" + "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in KINDS) + r")\b")
PLURAL = re.compile(
    r"(?i)(?:meetings|conferences|workshops|seminars|courses|trainings|sessions|gatherings|briefings|visits)$"
)
# A noun in such a phrase names no event of its own.
OFFICE = re.compile(
    r"(?i)\b(?:president(?:-designate)?|presidency|chair(?:man|person)?|secretary-general"
    r"|secretariat|decisions?|outcome|report|rules|hosts?|organi[sz]ers?|preparations?|results"
    r"|agenda)\s+(?:of|to|for)\s+(?:the\s+)?(?:[\w-]+\s+){0,3}$"
)
# "In advance of the first Meeting of States Parties": what takes place comes before it.
COMES_LATER = re.compile(
    r"(?i)\b(?:leading up to|in advance of|ahead of|prior to|on the eve of|in preparation (?:of|for))\s+"
    r"(?:the\s+)?(?:[\w-]+\s+){0,4}$"
)
GENERIC = re.compile(
    r"(?i)\b(?:such|these|those|all|regular|biannual|future|previous|other|further|several|various"
    r"|any|each|both)\s+(?:\w+\s+){0,3}$"
)
MODIFIERS_TEXT = (
    "regional international national multilateral local annual joint donor training coordination"
    " preparatory special formal informal official technical inaugural follow-up high-level two-day"
    " three-day one-day first second third fourth fifth sixth seventh eighth ninth tenth eleventh"
    " twelfth global diplomatic roadmap expert ministerial steering group committee"
)
MODIFIERS = frozenset(MODIFIERS_TEXT.split())
NOT_IN_TITLE_TEXT = (
    "the a an this that these following during on in at from after before as and or its their his her"
    " our under next last by for with to of altogether thus since when while where which who"
)
NOT_IN_TITLE = frozenset(NOT_IN_TITLE_TEXT.split())
STOP = re.compile(
    r"[,;:()\[\]]|\s-\s|\.(?:\s|$)|\s(?:in|at)\s+(?=[A-Z]|the\s+[A-Z]|late|early|mid)|\s(?:from"
    r"|between|during|on|in|by)\s+(?:the\s+)?(?=\d|[A-Z][a-z]+\s+\d)|\s(?:was|were|is|are|will|has"
    r"|have|had|took|takes?|held|organi[sz]ed|hosted|which|that|who|to|as|brought|gathered|attended"
    r"|met|with|where|scheduled|planned|conducted|(?<!ffected )by|during|gave|concluded|opened|ended|started"
    r"|began|closed|kicked|gained|offered|reviewed|approved|served)\b"
    r"|\s(?!related|dedicated|devoted|affected)[a-z]+ed\s+(?:an?|the|its|new|that)\s"
)
SERIES = [(row["series"], row["pattern"]) for row in rows(FOLDER / "series.csv")]


def kind_of(match: re.Match[str]) -> str:
    """Return the kind of meeting that a noun means."""
    return str(match.lastgroup)


def nouns(text: str, first: int = 0, last: int | None = None) -> list[re.Match[str]]:
    """Return the nouns for meetings in a stretch of text, without those that are part of an office."""
    found = []
    for match in NOUN.finditer(text, first, len(text) if last is None else last):
        before = text[max(first, match.start() - 60) : match.start()]
        if OFFICE.search(before) or (
            re.search(r"(?i)\b(?:in|of|this|opening|closing)\s+$", before)
            and match[0].lower() in ("session", "sessions", "course")
        ):
            continue
        if (
            re.match(r"(?i)\s*(?:\d+\b|[IVX]+\b)(?=\s*[:.])", text[match.end() : match.end() + 5])
            and match[0].lower() == "session"
        ):
            continue
        found.append(match)
    return found


def title_around(text: str, noun: re.Match[str], quoted: bool = True) -> tuple[str, int, int]:
    """Return the title that stands around a noun, and its place.

    >>> text = "the first meeting of directors of mine-action centers in April 2000"
    >>> title_around(text, nouns(text)[0])[0]
    'first meeting of directors of mine-action centers'
    """
    first, last = left_edge(text, noun.start()), noun.end()
    if lead := LEAD.match(text, first, noun.end()):
        first = lead.end()
    if quoted and text[:first].count('"') % 2 and (within := IN_QUOTES.match(text, last)):
        return text[first : within.end()].rstrip(" .,"), first, within.end()
    if quoted and (named := QUOTED.match(text, last)):
        return text[first : named.end()].replace('""', '"'), first, named.end()
    last = right_edge(text, noun)
    title = text[first:last].rstrip(" .,;:-")
    return title, first, first + len(title)


def right_edge(text: str, noun: re.Match[str]) -> int:
    """Return where the title behind a noun ends: a number, "of …" and "to the CCM" belong to it."""
    last = noun.end()
    for pattern in (PROCESS, ITS_CITY, ITS_NUMBER):
        if match := pattern.match(text, last):
            last = match.end()
    if of := OF.match(text, last):
        rest = text[of.end() : of.end() + 400]
        stop = STOP.search(rest)
        words = rest[: stop.start()] if stop else rest
        last = of.end() + len(" ".join(words.split(" ")[:16]))
    party = TO_TREATY.match(text, last) if "part" in noun[0].lower() else None
    return party.end() if party else last


QUOTED = re.compile(
    r"\s+(?:titled\s+|entitled\s+|on\s+|called\s+)?(?:\"{1,2}[^\"]{5,250}\"|'[^']{10,250}'(?=[\s,.;)]|$))"
)
IN_QUOTES = re.compile(r"[^\".]{0,200}(?=\")")
PROCESS = re.compile(r"\s+in\s+the\s+[A-Z]\w+\s+Process\b")
ITS_CITY = re.compile(r"\s+in\s+[A-Z][\w-]+(?=\s+on\s+the\s)")
ITS_NUMBER = re.compile(r"\s+\d{1,2}(?=[,.\s]|$)(?!\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))")
OF = re.compile(r"\s+(?:of|on|for)\s+(?!(?:\d|[A-Z][a-z]+\s+\d))")
TO_TREATY = re.compile(r"\s+to\s+the\s+(?:CCM|Convention on [A-Z]\w+(?: [A-Z]\w+)*)")
LEAD = re.compile(
    r"(?:the\s+)?(?:(?:two|three|four|five|six|seven|eight|nine|ten)\s+(?=.*s\b)|\w+\s+(?:19"
    r"|20)\d\d\s+|\w+-day\s+)",
    re.I,
)


LONGEST_LEAD = 200  # characters of a title before its noun
LAST_WORD = re.compile(r"(?:^|(?<=[\s(\"-]))([\w'./&+-]+)(\s+|-)$")
CHAIN = re.compile(r"\b([A-Z][\w'-]*)\s+(?:(?:of|on|and|for|&)\s+)?(?:the\s+)?$")
CONNECTING = ("of", "on", "and", "for", "&", "the")


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
    return (
        named or plain in MODIFIERS or ordinal(word) is not None or bool(re.fullmatch(r"[A-Z]\w*-\w+", word))
    )


def bare(title: str) -> bool:
    """Tell whether a title is a mere noun, which points to a meeting named before."""
    words = [word.lower() for word in title.split()]
    return len(words) == 1 or (words[0] in ("official", "regional", "international") and len(words) == 2)


def round_of(title: str) -> int | None:
    """Return the number of a meeting within its series.

    >>> round_of("Third Roadmap Local Coordination Meetings"), round_of("SALW Commissions Meeting 10")
    (3, 10)
    """
    found = re.match(rf"\W*(?:the\s+)?({ORDINAL_TEXT})\s", title + " ", re.I)
    if found:
        return ordinal(found[1])
    last = re.search(r"\b(?:Meetings?|Conference|Workshop)\s+(\d{1,2})$", title)
    return int(last[1]) if last else None


def series_of(words: str, kind: str, start: str) -> str:
    """Return the series of the records that words about a meeting name, empty if none."""
    lowered = words.lower()
    if "oslo process" in lowered or (
        kind in ("conference", "diplomatic_conference", "coordination_meeting")
        and "cluster" in lowered
        and "2006-11" <= start[:7] <= "2008-12"
    ):
        return "Oslo Process"
    for series, pattern in SERIES:
        if re.search(pattern, lowered, re.S):
            return series
    return ""

"""The words for meetings: which noun means which kind, what titles are made of, which series they are of."""

import re

from etl.documents.numerals import ORDINAL_TEXT, ordinal

# The first pattern that fits names the kind, so the special ones come first.
KINDS = (
    ("meeting_of_states_parties", r"meetings? of (?:the )?states? part(?:y|ies)"),
    ("review_conference", r"review conferences?"),
    ("donor_conference", r"donors?'? conferences?"),
    ("diplomatic_conference", r"diplomatic conferences?"),
    (
        "signing",
        (
            r"signing (?:ceremony|conference|ceremonies)|(?:opening |handover |hand-over |closing"
            r" )?ceremony|inauguration|official (?:closure|opening|launch|closing)"
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
    r"|secretariat|decisions?|outcome|report|rules)"
    r"\s+(?:of|to|for)\s+(?:the\s+)?(?:[\w-]+\s+){0,3}$"
)
GENERIC = re.compile(
    r"(?i)\b(?:such|these|those|all|regular|biannual|future|previous|other|further|several"
    r"|various|any|each|both)\s+(?:\w+\s+){0,3}$"
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
    r"|between|during|on|in|by)\s+(?:the\s+)?(?=\d|[A-Z][a-z]+\s+\d)"
    r"|\s(?:was|were|is|are|will|has|have|had|took|takes?|held|organi[sz]ed|hosted|which|that"
    r"|who|to|as|brought|gathered|attended|met|with|where"
    r"|scheduled|planned|conducted|by|during|gave|concluded|gained|offered|reviewed|approved|served)\b"
)
SERIES = (
    ("Roadmap local coordination", r"local coordination"),
    ("Roadmap regional coordination", r"regional (?:roadmap )?coordination"),
    (
        "Roadmap high-level",
        (
            r"(?:roadmap|salw|western balkans).*(?:donor conference|high-level)|(?:donor conference"
            r"|high-level).*(?:roadmap|salw|western balkans)"
        ),
    ),
    ("SEEMACC", r"seemacc|mine[- ]action cent(?:er|re)s?.*(?:south|se ?e)"),
    ("RASR", r"\brasr\b|stockpile reduction"),
    ("CCM intersessional meetings", r"intersessional"),
    (
        "CCM formal meetings",
        (
            r"(?:meeting of (?:the )?states part|review conference).*(?:ccm|cluster)|(?:ccm"
            r"|cluster).*(?:meeting of (?:the )?states part|review conference|\dmsp)"
        ),
    ),
    ("CCM presidency visits", r"visit.*(?:president|msp)"),
    ("RACVIAC CCM workshops", r"racviac.*(?:ccm|cluster)|(?:ccm|cluster).*racviac"),
    ("RACVIAC arms control", r"racviac"),
    ("Croatian mine action symposium", r"symposium.*mine action|mine action.*symposium"),
    (
        "ITF donations",
        (
            r"memorandum of understanding.*(?:itf|donation)|(?:itf|donation).*memorandum of"
            r" understanding|\bitf\b.*\bmou\b"
        ),
    ),
    ("ITF Central Asia", r"central asia"),
    ("ITF South Caucasus", r"caucasus|georgia|tbilisi|armenia|azerbaijan"),
    (
        "CCM regional workshops",
        r"(?:workshop|seminar|briefing).*(?:ccm|cluster)|(?:ccm|cluster).*(?:workshop|seminar|briefing)",
    ),
    ("Mine Ban Treaty regional", r"mine ban|anti-?personnel|landmine"),
    ("ITF outreach", r"\bitf\b"),
)


def kind_of(match: re.Match[str]) -> str:
    """Return the kind of meeting that a noun means."""
    return str(match.lastgroup)


def nouns(text: str, first: int = 0, last: int | None = None) -> list[re.Match[str]]:
    """Return the nouns for meetings in a stretch of text, without those that belong to an office or to none."""
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
    first = left_edge(text, noun.start())
    last = noun.end()
    if quoted and (
        named := re.match(r"\s+(?:titled\s+|entitled\s+|on\s+|called\s+)?\"[^\"]{5,250}\"", text[last:])
    ):
        return text[first : last + named.end()], first, last + named.end()
    if process := re.match(r"\s+in\s+the\s+[A-Z]\w+\s+Process\b", text[last:]):
        last += process.end()
    if city := re.match(r"\s+in\s+[A-Z][\w-]+(?=\s+on\s+the\s)", text[last:]):
        last += city.end()
    if number := re.match(r"\s+\d{1,2}(?=[,.\s]|$)(?!\s+(?:" + "|".join(MONTH_WORDS) + "))", text[last:]):
        last += number.end()
    if of := re.match(r"\s+(?:of|on|for)\s+(?!(?:\d|[A-Z][a-z]+\s+\d))", text[last:]):
        rest = text[last + of.end() :]
        stop = STOP.search(rest)
        words = rest[: stop.start()] if stop else rest
        last += of.end() + len(" ".join(words.split(" ")[:16]))
    if party := re.match(r"\s+to\s+the\s+(?:CCM|Convention on [A-Z]\w+(?: [A-Z]\w+)*)", text[last:]):
        last += party.end() if "part" in noun[0].lower() else 0
    if lead := re.match(
        (
            r"(?:the\s+)?(?:(?:two|three|four|five|six|seven|eight|nine|ten)\s+(?=.*s\b)|\w+"
            r"\s+(?:19|20)\d\d\s+|\w+-day\s+)"
        ),
        text[first:last],
        re.I,
    ):
        first += lead.end()
    title = text[first:last].rstrip(" .,;:-")
    return title, first, first + len(title)


MONTH_WORDS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


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
    """Return the series of the records that a meeting belongs to, by its title and what stands around it."""
    lowered = words.lower()
    if (
        kind in ("conference", "diplomatic_conference", "coordination_meeting")
        and "cluster" in lowered
        and "2006-11" <= start[:7] <= "2008-12"
    ):
        return "Oslo Process"
    for series, pattern in SERIES:
        if re.search(pattern, lowered, re.S):
            return series
    return "Other meetings"

"""Persons named by their office: "the Director of RACVIAC", "Jane Doe, Minister of Defence of Norway"."""

import re
from dataclasses import dataclass

OFFICE = (
    r"(?:[Aa]cting |Federal |Prime |Deputy |Vice[- ]|Assistant |Acting |First |State |Special "
    r"|Senior |Regional |Country |Project |Programme |Executive |Foreign"
    r" |Under-|Permanent |High |Resident |Government |Parliamentary )*"
    r"(?!Representatives|Delegates)(?:President(?:-designate)?|Director(?:[- ]General)?"
    r"|Minister|Ambassador(?:-at-large)?|Secretary(?:-General)?(?:/Legal Adviser)?|Advis[eo]r"
    r"|Manager|Head|Chief|Commissioner|Co-?ordinator|Envoy|Chair(?:man|person|woman)?|Officer"
    r"|Liaison and Policy Manager|Representative"
    r"|Director General|Attach[ée]|Delegate)s?\b"
)
HONORIFIC = (
    r"(?:H\.? ?E\.?,? |Mr\.? |Mrs\.? |Ms\.? |Dr\.? |Prof\.? |Amb(?:assador|\.)? |Gen\.? |Lt\.? "
    r"|Col\.? |Honou?rable |Minister )+"
)
NAME = r"[A-Z][\w'.-]+(?: (?:de|van|von|der|Abdul|al|el|Le|La|bin|da|di) ?)?(?: ?[A-Z][\w'.?-]+){1,4}"
LISTED = re.compile(
    r",?\s+and\s+(?=the\s+(?:"
    + OFFICE
    + r"|staff)|H\.? ?E\.?|Mr|Ms|Mrs|Dr)|[,;]\s+(?:and\s+)?(?=(?:the\s+(?:"
    + OFFICE
    + r"|staff))|H\.? ?E\.?\s|(?:Mr|Ms|Mrs|Dr)\.?\s)"
)
ITEM = re.compile(
    rf"^\s*(?:the\s+)?(?:(?P<honour>{HONORIFIC})?(?P<name>{NAME}(?: of [A-Z]\w+)?),\s*(?:the"
    rf"\s+)?)?(?P<office>(?:[A-Z][\w'/-]*(?:'s)? ){{0,4}}?{OFFICE}[^;]*)$"
)


@dataclass(frozen=True)
class Person:
    """An office holder as printed, and where."""

    text: str
    first: int
    last: int
    office: str
    name: str = ""


def persons(text: str, first: int, last: int) -> list[Person]:
    """Return the office holders listed in a stretch of text.

    >>> [one.text for one in persons("the Director of RACVIAC, and the Head of it", 0, 43)]
    ['Director of RACVIAC', 'Head of it']
    """
    found = []
    for start, end in items(text, first, last):
        match = ITEM.match(text[start:end].rstrip(" .,"))
        if not match or len(match[0]) > 220:
            continue
        begin = start + (match.start("name") if match["name"] else match.start("office"))
        stop = start + match.end("office")
        words = re.sub(r"\s*\([^)]*\)", "", text[begin:stop])
        office = re.sub(r"\s*\([^)]*\)", "", match["office"])
        found.append(
            Person(
                " ".join(words.split()).rstrip(" ,."),
                begin,
                stop,
                " ".join(office.split()),
                match["name"] or "",
            )
        )
    return found


def items(text: str, first: int, last: int) -> list[tuple[int, int]]:
    """Return the places of the items of a list of persons."""
    places, start = [], first
    for match in LISTED.finditer(text, first, last):
        places.append((start, match.start()))
        start = match.end()
    places.append((start, last))
    return [(begin, end) for begin, end in places if text[begin:end].strip()]

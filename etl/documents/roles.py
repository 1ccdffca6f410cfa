"""Who did what at a meeting, by the words around the names; persons named by their office."""

import re
from dataclasses import dataclass
from itertools import groupby

from etl.documents.names import FOLDER, rows

OFFICE = (
    r"(?:[Aa]cting |Federal |Prime |Deputy |Vice[- ]|Assistant |Acting |First |State |Special "
    r"|Senior |Regional |Country |Project |Programme |Executive |Foreign |Under-|Permanent |High "
    r"|Resident |Government |Parliamentary )*(?!Representatives"
    r"|Delegates)(?:President(?:-designate)?|Director(?:[- ]General)?|Minister"
    r"|Ambassador(?:-at-large)?|Secretary(?:-General)?(?:/Legal Adviser)?|Advis[eo]r|Manager|Head"
    r"|Chief|Commissioner|Co-?ordinator|Envoy|Chair(?:man|person|woman)?|Officer"
    r"|Liaison and Policy Manager|(?:Associate )?Professor|Representative|Director General"
    r"|Attach[ée]|Delegate)s?\b"
)
HONORIFIC = (
    r"(?:H\.? ?E\.?,? |Mr\.? |Mrs\.? |Ms\.? |Dr\.? |Prof\.? |Amb(?:assador|\.)? |Gen\.? |Lt\.? "
    r"|Col\.? |Honou?rable |Minister )+"
)
UPPER = "[A-ZÀ-ÞČĆĐŠŽĞİŞŁ]"
NAME = rf"{UPPER}[\w'.-]+(?: (?:de|van|von|der|Abdul|al|el|Le|La|bin|da|di) ?)?(?: ?{UPPER}[\w'.?-]+){{1,4}}"
LISTED = re.compile(
    rf",?\s+and\s+(?={NAME},\s+(?:the\s+)?{OFFICE})"
    rf"|,?\s+and\s+(?=the\s+(?:{OFFICE}|staff)|H\.? ?E\.?|Mr|Ms|Mrs|Dr|Prof)"
    rf"|[,;]\s+(?:and\s+)?(?=the\s+(?:{OFFICE}|staff)|H\.? ?E\.?\s|(?:Mr|Ms|Mrs|Dr|Prof(?:essor)?)\.?\s)"
)
ACTS = re.compile(
    r",?\s+(?:for the|who|met|said|made|paid|visited|spoke|opened|presented|held|took|welcomed|thanked)\b"
)
ITEM = re.compile(
    rf"^\s*(?:[Tt]he\s+)?(?:(?P<honour>{HONORIFIC})?(?P<name>{NAME}(?: of "
    rf"[A-Z]\w+)?),\s*(?:the\s+)?)?(?P<office>(?:[A-Z][\w'/-]*(?:'s)? ){{0,4}}?{OFFICE}[^;]*)$"
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
        if not match or len(match[0]) > 220 or re.search(r"\b(?:and|or)\W*$", match[0]):
            continue
        begin = start + (match.start("name") if match["name"] else match.start("office"))
        stop = start + match.end("office")
        if verb := ACTS.search(text, begin, stop):
            stop = verb.start()
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


HOSTING = r"(?:organi[sz]|host|conven|fund|financ|support|facilitat|spons|chair)"


def cues(meeting: str, form: str) -> tuple[tuple[str, str, re.Pattern[str], str], ...]:
    """Return the wordings of a kind of meeting: role, side on which the names stand, pattern, note."""
    of_kind = (row for row in rows(FOLDER / "roles.csv") if row["meeting"] == meeting)
    grouped = groupby(of_kind, key=lambda row: (row["role"], row["names"], row["note"]))
    return tuple(
        (role, side, re.compile(form.format("|".join(row["pattern"] for row in alternatives))), note)
        for (role, side, note), alternatives in grouped
    )


PATTERNS = cues("", r"\b(?i:{0})\b|\b(?i:{0})(?=\s)")
OF_SIGNING = cues("signing", r"(?<!\w)(?i:{0})")
# Where the names that a cue governs end.
END = re.compile(
    r";(?!\s+(?:and\s+)?(?:Mr|Ms|Mrs|Dr|H\.? ?E))|,\s+(?:will|is|was|are|were|has|have)\b"
    r"|\son\s+(?=[A-Z][a-z]+\s+\d|\d)|,\s+(?:the|this)\s+(?:[\w-]+\s){0,4}(?:meeting|workshop"
    r"|conference|event|seminar|briefing|symposium)\b|\s(?:to (?:discuss|present|deal|update|brief"
    r"|engage|inform|share|meet|review|promote|support|address|facilitate|explore)|in order to"
    r"|aimed at|with the (?:aim|objective|purpose|main)|as well as (?:identified|to)|which (?:has"
    r"|was|is|were)|who (?:are|were|have|had|along|noted)|that (?:will|would)|and (?:was|were"
    r"|covered|identified|took|helped|agreed)|took place|was (?:held|attended|the initiative|an"
    r"|fully|opened)|were (?:held|conducted)|has been|in its role|provided through|through (?:its"
    r"|the) (?:EU )?Council Decision|for the implementation|for (?:demining|clearance|the clearance)"
    r"|aligned|namely the|with the theme|and it|in the premises|at the Embassy|under the auspices"
    r"|held (?:the|an?|its)|and be(?:ne)?fit(?:t?ed)?|for (?:the provision|their|its|his|her)\b)\b"
)
NOT_MEANT = re.compile(
    r"(?i)\b(?:invited (?:to|but)|did not|not attend|could not|would like|will be (?:asked|invited)"
    r"|agreed to attend|offered to host|members (?:consist|are|include|comprise)|is composed of"
    r"|consists? of)\b"
)


# What a list of organisers does not begin with, or hold: then only the last name goes with the verb.
LEAD = re.compile(
    r"^(?:In|On|At|During|After|Following|From|With|As|Since|Under)\b|\b(?:was|were|is|are|has|have"
    r"|had|which|who|that|held|met|took|attended)\b|\d"
)
CLAUSE = re.compile(r";|\bwhere\b|\bwhile\b")


@dataclass(frozen=True)
class Stretch:
    """A stretch of a sentence whose names have a role."""

    role: str
    first: int
    last: int
    note: str
    cue: int


def stretches(text: str, first: int, last: int, signing: bool = False) -> list[Stretch]:
    """Return the stretches of a sentence that name who did what; names go with the cue before them."""
    if NOT_MEANT.search(text[first:last]):
        return []
    cues = cues_in(text, first, last, signing)
    found = []
    for number, (start, end, role, side, note) in enumerate(cues):
        if side == "after":
            limit = next((later for later, _, _, _, _ in cues[number + 1 :]), last)
            stop = END.search(text, end, limit)
            found.append(Stretch(role, end, stop.start() if stop else limit, note, start))
        else:
            begin = max([first, *(cue[1] for cue in cues[:number] if cue[3] == "before")])
            if role in ("organiser", "host") and LEAD.search(text[begin:start]):
                begin = max(begin, text.rfind(", ", begin, start) + 1)
            helped = [cue for cue in cues[:number] if cue[2:4] == ("organiser", "after")]
            if role == "organiser" and helped and begin > helped[0][1]:
                found.append(Stretch(role, first, helped[0][0], note, start))
            before_help = role == "organiser" and helped and begin < helped[0][0] < start
            edge = helped[0][0] if before_help else start
            begin = max((clause.end() for clause in CLAUSE.finditer(text, begin, edge)), default=begin)
            found.append(Stretch(role, begin, edge, note, edge))
    return found


def cues_in(text: str, first: int, last: int, signing: bool) -> list[tuple[int, int, str, str, str]]:
    """Return the cues of a sentence in order: start, end, role, side, note; none inside another."""
    cues = sorted(
        (
            (match.start(), match.end(), role, side, note)
            for role, side, pattern, note in (*(OF_SIGNING if signing else ()), *PATTERNS)
            for match in pattern.finditer(text, first, last)
        ),
        key=lambda cue: (cue[0], -cue[1]),
    )
    return [
        cue
        for number, cue in enumerate(cues)
        if not any(other[0] <= cue[0] and other[1] >= cue[1] for other in cues[:number])
    ]

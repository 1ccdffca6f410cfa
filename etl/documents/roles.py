"""Who did what at a meeting, by the words around the names: organised, hosted, funded, spoke, took part."""

import re
from dataclasses import dataclass

HOSTING = r"(?:organi[sz]|host|conven|fund|financ|support|facilitat|spons|chair)"
CUES = (
    # role, side of the names, pattern, note
    (
        "organiser",
        "after",
        (
            r"(?:co-|jointly |co)?organi[sz]ed (?:this (?:event|workshop|meeting) )?(?:virtually"
            r" )?(?:jointly )?by|initiative of|convened by|co-chaired by|facilitated by|led by"
        ),
        "",
    ),
    (
        "organiser",
        "after",
        (
            r"in (?:close )?(?:cooperation|collaboration|partnership|co-operation) with|together"
            r" with(?=[^.]*\borgani[sz])"
        ),
        "",
    ),
    (
        "organiser",
        "after",
        (r"(?:with the )?support (?:of|from)(?! the implementation)|supported by|with the assistance" r" of"),
        "support",
    ),
    ("host", "after", r"hosted by", ""),
    ("president", "after", r"(?<!-)chaired by|under the chairmanship of|presided over by", ""),
    ("speaker", "before", r"opened the (?:meeting|workshop|conference|seminar|event|session)", ""),
    (
        "funder",
        "after",
        (
            r"(?:fully |co-|jointly )?(?:funded|financed|sponsored) by|financial (?:support|assistance"
            r"|contribution)s? (?:of|from|by)|fund(?:s|ing)(?: support)? (?:of|from|by|provided by)"
            r"|generous contributions? (?:of|from|by)|in-kind support provided by|with funding (?:from"
            r"|by)"
        ),
        "",
    ),
    (
        "speaker",
        "after",
        (
            r"speakers (?:in|at|of|during) (?:this|the) \w+ (?:were|included)|(?:opening|introductory"
            r"|keynote|welcome|closing) (?:remarks|address|speech(?:es)?|statements?) (?:were |was"
            r" )?(?:given |delivered |made )?(?:by|from)|welcomed by|opened by|addressed by|remarks"
            r" (?:from|by)|presentations? (?:was |were )?(?:given |made |delivered )?by|moderated by"
            r"|statements? (?:was |were )?(?:made )?by"
        ),
        "",
    ),
    ("funder", "after", r"support of (?=the European Union[^.]*(?:Council Decision|fund))", ""),
    (
        "participant",
        "after",
        (
            r"attended by|(?:also )?brought together|bringing together|with the participation of|in the"
            r" presence of|participants? (?:from|included)|representatives? (?:of|from)|delegates from"
            r"|resource persons were|also participating were|of the participants were|joined by|meets"
            r"|gather(?:s|ed|ing)? (?=representatives|experts|participants|more than|over|about|around"
            r"|\d)|(?:participated|took part|attended)(?: in| at)? [^.:;]{0,80}:|contribution of"
            r" delegations from"
        ),
        "",
    ),
    (
        "speaker",
        "before",
        (
            r"(?:also )?(?:presented|reported (?=on)|spoke (?!in support)|gave (?:their|his|her|an?)"
            r" (?:\w+ )?(?:remarks|presentations?|speech|overview)|inaugurated the|delivered (?:an?|the"
            r"|their))"
        ),
        "",
    ),
    (
        "participant",
        "before",
        (
            r"(?:also |actively )?(?:attended|participated|took part|(?:was|were) (?:also )?(?:present"
            r"|represented|in attendance)|have met|has participated|have participated)"
        ),
        "",
    ),
    ("host", "before", r"(?:co-)?hosted(?! by)", ""),
    (
        "organiser",
        "before",
        (
            r"organi[sz]ed (?!by|in|on|at|during|from)|is organi[sz]ing|are organi[sz]ing|convened"
            r" (?!by|in|on|at)"
        ),
        "",
    ),
)
SIGNING = (
    ("participant", "before", r"signed (?=(?:the|a|an|on) )", "signatory"),
    (
        "participant",
        "after",
        (
            r"(?:was|were) signed (?:today |on [\w ,]+? )?(?:(?:at|in) [^.]*?,? )?by|, by(?= H\.?"
            r" ?E| Mr| Ms| Mrs)|together with"
        ),
        "signatory",
    ),
)
PATTERNS = tuple(
    (role, side, re.compile(rf"\b(?i:{pattern})\b|\b(?i:{pattern})(?=\s)"), note)
    for role, side, pattern, note in CUES
)
OF_SIGNING = tuple(
    (role, side, re.compile(rf"(?<!\w)(?i:{pattern})"), note) for role, side, pattern, note in SIGNING
)
# Where the names that a cue governs end.
END = re.compile(
    r";(?!\s+(?:and\s+)?(?:Mr|Ms|Mrs|Dr|H\.? ?E))|,\s+(?:will|is|was|are|were|has|have)\b|\son"
    r"\s+(?=[A-Z][a-z]+\s+\d|\d)|,\s+(?:the|this)\s+(?:[\w-]+\s){0,4}(?:meeting|workshop"
    r"|conference|event|seminar|briefing|symposium)\b|\s(?:to (?:discuss|present|deal|update"
    r"|brief|engage|inform|share|meet|review|promote|support|address|facilitate|explore)|in"
    r" order to|aimed at|with the (?:aim|objective|purpose|main)"
    r"|as well as (?:identified|to)|which (?:has|was|is|were)|who (?:are|were|have|had|along"
    r"|noted)|that (?:will|would)|and (?:was|were|covered|identified|took|helped|agreed)"
    r"|took place|was (?:held|attended|the initiative|an|fully|opened)|were (?:held|conducted)"
    r"|has been|in its role|provided through|through (?:its|the) (?:EU )?Council Decision"
    r"|for the implementation|for (?:demining|clearance|the clearance)|aligned|namely the|with"
    r" the theme|and it|in the premises|at the Embassy)\b"
)
NOT_MEANT = re.compile(
    r"(?i)\b(?:invited (?:to|but)|did not|not attend|could not|would like|will be (?:asked"
    r"|invited)|agreed to attend|offered to host|members (?:consist|are|include|comprise)|is"
    r" composed of|consists? of)\b"
)


@dataclass(frozen=True)
class Stretch:
    """A stretch of a sentence whose names have a role."""

    role: str
    first: int
    last: int
    note: str
    cue: int


def stretches(text: str, first: int, last: int, signing: bool = False) -> list[Stretch]:
    """Return the stretches of a sentence that name who did what; names go with the cue nearest before them."""
    if NOT_MEANT.search(text[first:last]):
        return []
    cues = sorted(
        (
            (match.start(), match.end(), role, side, note)
            for role, side, pattern, note in (*(OF_SIGNING if signing else ()), *PATTERNS)
            for match in pattern.finditer(text, first, last)
        ),
        key=lambda cue: (cue[0], -cue[1]),
    )
    cues = [
        cue
        for number, cue in enumerate(cues)
        if not any(other[0] <= cue[0] and other[1] >= cue[1] for other in cues[:number])
    ]
    found = []
    for number, (start, end, role, side, note) in enumerate(cues):
        if side == "after":
            limit = next((later for later, _, _, _, _ in cues[number + 1 :]), last)
            stop = END.search(text, end, limit)
            found.append(Stretch(role, end, stop.start() if stop else limit, note, start))
        else:
            begin = max([first, *(cue[1] for cue in cues[:number] if cue[3] == "before")])
            if role in ("organiser", "host"):
                begin = max(begin, text.rfind(", ", begin, start) + 1)
            opening = max(
                (match.end() for match in re.finditer(r"(?:;|\bwhere\b|\bwhile\b)", text[begin:start])),
                default=0,
            )
            found.append(Stretch(role, begin + opening, start, note, start))
    return found

"""The programme of a meeting: sessions, and who presented or stated what in them, in order."""

import re
from dataclasses import dataclass

from etl.documents.characters import tidy
from etl.documents.findings import Cell, Finding, Reading, cell, row, whole
from etl.documents.marks import Marked
from etl.documents.meetings import Meeting
from etl.documents.numerals import NUMBER_WORDS, cardinal
from etl.documents.paragraphs import locator
from etl.documents.records import state_names, usual_participants
from etl.documents.taking import Taking

OPENS = re.compile(
    r"(?i)^(?:activity overview|programme|program|agenda|sessions? and statements"
    r"|presentations(?: and statements)?|statements)\W*$"
)
SESSION = re.compile(
    rf"(?i)^(?:session|panel)\s+(?P<number>\d{{1,2}}|{NUMBER_WORDS}|[IVX]+)\s*[:.-]?\s*(?P<title>.*)$"
)
OPENING = re.compile(r"(?i)^(?:official |formal )?opening(?: session| ceremony)?\W*$")
WHAT = (
    r"welcome address|opening (?:address|remarks|statement)|closing remarks|keynote(?: address)?"
    r"|presentation|statement|address|remarks|overview|introduction|speech"
)
OWNED = re.compile(rf"(?i)^(?P<who>.+?)(?:'s|s')\s+(?P<what>{WHAT})\b[^.]*$")
BY = re.compile(
    rf"(?i)^(?P<what>{WHAT})\s+(?:\([^)]*\)\s+)?(?:(?:on|of)\s+.+?\s+)?(?:by|from)\s+(?P<who>[^.]+)$"
)
ABOUT = re.compile(rf"(?i)^(?P<about>.+?)\s+(?P<what>{WHAT})$")
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}


@dataclass(frozen=True)
class Contribution:
    """One line of a programme."""

    session: str
    what: str
    who: Cell
    country: str
    kind: str
    actor: str
    one: Marked


def programme(reading: Reading) -> tuple[list[Contribution], int]:
    """Return the contributions that a programme lists, and the number of sessions."""
    start = next((number for number, one in enumerate(reading.paragraphs) if OPENS.match(one.text)), None)
    if start is None:
        return [], 0
    session, sessions, found, missed = "Opening", 0, [], 0
    for one in reading.paragraphs[start + 1 :]:
        if match := SESSION.match(one.text):
            sessions += 1
            session, missed = f"{session_number(match['number'])} {match['title']}".strip(), 0
        elif OPENING.match(one.text):
            session = "Opening"
        elif line := contribution(reading, one, session):
            found.append(line)
            missed = 0
        else:
            missed += 1
            if missed > 3 or len(one.text) > 200:
                break
    return found, sessions


def session_number(text: str) -> int:
    """Return the number of a session, in digits, words or Roman numerals."""
    return int(text) if text.isdigit() else ROMAN.get(text.upper()) or cardinal(text) or 0


def contribution(reading: Reading, one: Marked, session: str) -> Contribution | None:
    """Return one line as a contribution, None if it is none."""
    text = tidy(one.text).strip()
    match = OWNED.match(text) or BY.match(text)
    if not match:
        about = ABOUT.match(text)
        if not about or len(text) > 90:
            return None
        return Contribution(session, text, Cell("not stated"), "", "", "", one)
    first = match.start("who")
    name = re.sub(r"^(?:the|H\.E\.)\s+", "", match["who"])
    names = state_names(reading.records)
    whole = [mark for mark in one.countries if mark.first <= first + 4 and mark.last >= match.end("who") - 1]
    if whole and whole[0].value in names:
        shown = reading.known.shown.get(whole[0].value, names[whole[0].value])
        return Contribution(
            session,
            match["what"].lower(),
            cell(shown, one.paragraph, whole[0].first, whole[0].last),
            whole[0].value,
            "state",
            "",
            one,
        )
    known = [
        mark for mark in one.organisations if mark.first <= first + 4 and mark.last >= match.end("who") - 1
    ]
    if known:
        shown = usual_participants(reading.records).get(known[0].actor, known[0].value)
        place = cell(shown, one.paragraph, known[0].first, known[0].last)
        return Contribution(
            session, match["what"].lower(), place, "", known[0].type or "organisation", known[0].actor, one
        )
    office = re.fullmatch(
        r"(?P<org>[A-Z][\w-]+) (?P<office>Director|President|Secretary-General|Chair)", name
    )
    name = (
        f"{office['office']} of {'the ' if office['org'] == 'CCM' else ''}{office['org']}" if office else name
    )
    return Contribution(
        session,
        match["what"].lower(),
        cell(name, one.paragraph, first, match.end("who")),
        "",
        "person-office",
        "",
        one,
    )


def programme_rows(lines: list[Contribution], event: str) -> list[Finding]:
    """Return the lines of a programme as rows of event_programme."""
    return [
        row(
            "event_programme",
            whole(line.one.paragraph),
            event=Cell(event),
            position=Cell(str(position)),
            session=Cell(line.session),
            contribution=Cell(line.what, locator(line.one.paragraph)),
            participant=line.who,
            country=Cell(line.country),
        )
        for position, line in enumerate(lines, 1)
    ]


def speakers(lines: list[Contribution], meeting: Meeting) -> list[Taking]:
    """Return the states and organisations of a programme as speakers of the meeting."""
    rows = []
    for line in lines:
        if line.kind not in ("state", "organisation", "igo", "ngo"):
            continue
        number = line.session.split(" ")[0]
        note = f"in the programme, session {number}" if number.isdigit() else "in the programme"
        where = whole(line.one.paragraph)
        rows.append(Taking(meeting, line.who, line.kind, line.country, "speaker", where, line.actor, note))
    return rows

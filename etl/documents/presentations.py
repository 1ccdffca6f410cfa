"""Who presented what: the programme of a meeting, and presentations that footnotes cite."""

import re
from dataclasses import dataclass

from etl.documents.dates import Period
from etl.documents.meetings import Meeting, days, place_of
from etl.documents.paragraphs import Sentence, locator, tidy
from etl.documents.quantities import NUMBER_WORDS, cardinal
from etl.documents.reading import Cell, Finding, Marked, Reading, cell, row, whole
from etl.documents.records import state_names, usual_participants
from etl.documents.taking import Taking

CITED = re.compile(
    r"(?P<name>[A-Z][\w'-]+(?: [A-Z][\w'-]+)*, [A-Z][\w'-]+"
    r"|[A-Z][\w'-]+(?: [A-Z][\w'-]+)+)(?: \((?P<org>[A-Z][\w -]*)\))?\.? "
    r"\"(?P<title>[^\"]{8,250})\"\.? (?:PowerPoint |Power Point |Oral )?[Pp]resentation\b"
)


def cited_presentations(reading: Reading) -> tuple[list[Meeting], list[Taking]]:
    """Return the presentations that footnotes cite as events, with the speaker."""
    meetings, taking = [], []
    for number, one in enumerate(reading.paragraphs):
        match = CITED.search(one.text)
        day = next((day for day in one.dates if match and day.first >= match.end() and day.has_year), None)
        if match is None or day is None:
            continue
        meeting = presentation(reading, number, one, match, day)
        if meeting is not None:
            meetings.append(meeting)
            taking += speaker(one, match, meeting)
    return meetings, taking


def presentation(
    reading: Reading, number: int, one: Marked, match: re.Match[str], day: Period
) -> Meeting | None:
    """Return one presentation as an event."""
    start, end, note, fault = days(day, one, reading, ahead=False)
    if fault:
        return None
    title = match["title"].strip(" .,")
    who = f"{match['org']} presentation" if match["org"] else "Presentation"
    city, country = place_of(one, match.end(), len(one.text), reading)
    where = Sentence(one.paragraph, 0, len(one.text))
    name = cell(f"{who}: {title}", one.paragraph, match.start("title"), match.end("title"))
    return Meeting(
        name,
        "conference",
        start,
        end,
        day.precision,
        city,
        country,
        where,
        (number,),
        notes=(note,) if note else (),
        context=title,
    )


def speaker(one: Marked, match: re.Match[str], meeting: Meeting) -> list[Taking]:
    """Return the author of a presentation as its speaker; the country is that of the organisation."""
    last, _, first = match["name"].partition(", ")
    name = f"{first} {last}".strip() if first else last
    organisation = next(
        (
            mark
            for mark in one.organisations
            if match["org"] and match.start("org") <= mark.first <= match.end("org")
        ),
        None,
    )
    text = f"{name} ({match['org']})" if match["org"] else name
    who = cell(text, one.paragraph, match.start("name"), match.end("name"))
    return [
        Taking(
            meeting,
            who,
            "person-office",
            organisation.country if organisation else "",
            "speaker",
            meeting.where,
        )
    ]


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
OFFICE = re.compile(r"(?P<org>[A-Z][\w-]+) (?P<office>Director|President|Secretary-General|Chair)")
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
    if match:
        what, (who, country, kind, actor) = match["what"].lower(), contributor(reading, one, match)
        return Contribution(session, what, who, country, kind, actor, one)
    if not ABOUT.match(text) or len(text) > 90:
        return None
    return Contribution(session, text, Cell("not stated"), "", "", "", one)


def contributor(reading: Reading, one: Marked, match: re.Match[str]) -> tuple[Cell, str, str, str]:
    """Return who contributed: name, country, kind and actor; a state, an organisation, else a person."""
    first, last = match.start("who"), match.end("who")
    names = state_names(reading.records)
    for mark in one.countries:
        if mark.first <= first + 4 and mark.last >= last - 1 and mark.value in names:
            shown = reading.known.shown.get(mark.value, names[mark.value])
            return cell(shown, one.paragraph, mark.first, mark.last), mark.value, "state", ""
    for mark in one.organisations:
        if mark.first <= first + 4 and mark.last >= last - 1:
            shown = usual_participants(reading.records).get(mark.actor, mark.value)
            place = cell(shown, one.paragraph, mark.first, mark.last)
            return place, "", mark.type or "organisation", mark.actor
    name = re.sub(r"^(?:the|H\.E\.)\s+", "", match["who"])
    if office := OFFICE.fullmatch(name):
        name = f"{office['office']} of {'the ' if office['org'] == 'CCM' else ''}{office['org']}"
    return cell(name, one.paragraph, first, last), "", "person-office", ""


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

"""Presentations cited in footnotes: "Name, First (ORG). “Title.” PowerPoint presentation. 27 March 2009."."""

import re

from etl.documents.dates import Period
from etl.documents.findings import Reading, cell
from etl.documents.marks import Marked
from etl.documents.meetings import Meeting, days, place_of
from etl.documents.paragraphs import Sentence
from etl.documents.taking import Taking

CITED = re.compile(
    r"(?P<name>[A-Z][\w'-]+(?: [A-Z][\w'-]+)*, [A-Z][\w'-]+|[A-Z][\w'-]+(?: [A-Z][\w'-]+)+)(?:"
    r" \((?P<org>[A-Z][\w -]*)\))?\.? \"(?P<title>[^\"]{8,250})\"\.? "
    r"(?:PowerPoint |Power Point |Oral )?[Pp]resentation\b"
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

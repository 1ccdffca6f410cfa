"""The signing of an agreement as an event: a memorandum of understanding, the founding of an organisation."""

import re

from etl.documents.dates import Period
from etl.documents.findings import Found, Reading, cell, doubt
from etl.documents.marks import Marked
from etl.documents.meeting_places import place_near
from etl.documents.meetings import Meeting, days
from etl.documents.paragraphs import Sentence

AGREEMENT = re.compile(
    r"(?:[Aa] |[Tt]he |an? )?(?:new |second |joint )?(?:Memorand(?:um|a) of Understanding|MoUs?"
    r"|[Aa]greement)\b"
)
SIGNED = re.compile(r"\bsign(?:ed|s|ing)\b")
NOT_SIGNING = re.compile(r"(?i)\b(?:until|since|valid|treaty|convention)\b")
PURPOSE = re.compile(
    r"\s+(?:to|for|on|between)\s+[^,.;]*?(?=\s+(?:was|were|in the amount|signed|on|in|by)\b|[,.;]|$)"
)


def signed(one: Marked, sentence: Sentence, day: Period) -> re.Match[str] | None:
    """Return the agreement that was signed on a day, if the sentence tells of one."""
    if not day.start[1] or not SIGNED.search(sentence.text) or NOT_SIGNING.search(sentence.text):
        return None
    return next(AGREEMENT.finditer(one.text, sentence.first, sentence.last), None)


def agreement(
    reading: Reading,
    number: int,
    one: Marked,
    sentence: Sentence,
    day: Period,
    noun: re.Match[str],
    found: Found,
) -> list[Meeting]:
    """Return the signing of an agreement as an event."""
    start, end, note, fault = days(day, one, reading, ahead=False)
    if fault:
        found.doubts.append(doubt("signing of an agreement", fault, sentence))
        return []
    purpose = PURPOSE.match(one.text[noun.end() : sentence.last])
    words = re.sub(r"^(?i:(?:a|an|the)\s+)?(?:new\s+)?", "", noun[0])
    words += purpose[0] if purpose else f" ({reading.title})"
    city, country = place_near(one, sentence, day, None, reading)
    return [
        Meeting(
            cell(f"Signing of the {words}", one.paragraph, noun.start(), noun.end()), "signing", start, end, day.precision,
            city, country, sentence, (number,), notes=(note,) if note else (), high=not note,
            context=f"{sentence.text} {reading.title}",
        )
    ]  # fmt: skip

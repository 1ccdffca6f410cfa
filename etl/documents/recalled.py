"""Meetings that a document names without a day, but that the records have."""

import re

from etl.documents.characters import folded
from etl.documents.findings import Cell, Reading, cell
from etl.documents.marks import Marked
from etl.documents.meeting_words import kind_of, nouns
from etl.documents.meetings import Meeting
from etl.documents.names import Mark
from etl.documents.paragraphs import Sentence, sentences

BETWEEN = re.compile(r"\s+(?:[A-Z][\w-]+\s+){0,3}")
LATEST = 1  # years between a meeting and a document that tells of it


def recalled_meetings(reading: Reading, told: list[Meeting]) -> list[Meeting]:
    """Return the meetings named by their city, the Kampala Conference, if the records have only one there."""
    cities = {folded(each.city.value) for each in told if not each.announced}
    found: dict[str, Meeting] = {}
    for number, one in enumerate(reading.paragraphs):
        for sentence in sentences(one.paragraph):
            for mark, noun in named_by_city(one, sentence):
                event = known_there(reading, mark, kind_of(noun))
                if event is None or folded(mark.value) in cities:
                    continue
                if event["event"] not in found:
                    found[event["event"]] = recalled(one, sentence, mark, noun, number, event)
    return list(found.values())


def named_by_city(one: Marked, sentence: Sentence) -> list[tuple[Mark, re.Match[str]]]:
    """Return the meetings of a sentence that are named for a city."""
    return [
        (mark, noun)
        for noun in nouns(one.text, sentence.first, sentence.last)
        for mark in one.cities
        if mark.last <= noun.start() and BETWEEN.fullmatch(one.text[mark.last : noun.start()])
    ]


def known_there(reading: Reading, mark: Mark, kind: str) -> dict[str, str] | None:
    """Return the only event of that kind in a city that the records have for the time of the document."""
    year = reading.published[:4]
    events = [
        row
        for row in reading.records.of("events")
        if row["start"] and folded(row["city"]) == folded(mark.value) and row["kind"] == kind
    ]
    if year:
        events = [row for row in events if 0 <= int(year) - int(row["start"][:4]) <= LATEST]
    return events[0] if len(events) == 1 else None


def recalled(
    one: Marked, sentence: Sentence, mark: Mark, noun: re.Match[str], number: int, event: dict[str, str]
) -> Meeting:
    """Return a meeting of the records as one that a document tells of."""
    title = cell(event["title"], one.paragraph, mark.first, noun.end())
    city = cell(mark.value, one.paragraph, mark.first, mark.last)
    country = Cell(event["country"], f"from {city.place}")
    none = Cell("")
    return Meeting(
        title,
        event["kind"],
        none,
        none,
        event["date_precision"],
        city,
        country,
        sentence,
        (number,),
        known=event["event"],
    )

"""Where a meeting took place: right behind its day, before it, or as a part of its name."""

import re

from etl.documents.dates import Period
from etl.documents.findings import Cell, Reading
from etl.documents.marks import Marked
from etl.documents.meetings import city_and_country, place_of
from etl.documents.names import Mark
from etl.documents.paragraphs import Sentence

CLOSE = re.compile(
    r"[\s,(-]*(?:(?:in|at|and)\s+(?:the\s+)?)?(?:[A-Z][\w'-]*\s+(?:(?:de|la|of)\s+)*){0,4}(?:in\s+)?"
)
BEFORE = re.compile(r"\b(?:in|at|In|At|to)\s+(?:the\s+)?$|,\s*$")
REACH = 70  # characters behind a day in which its place stands
SEAT_REACH = 110


def place_near(
    one: Marked, sentence: Sentence, day: Period, noun: re.Match[str] | None, reading: Reading
) -> tuple[Cell, Cell]:
    """Return city and country of a meeting, empty if the sentence names none."""
    text = one.text
    begin = noun.start() if noun and noun.start() < day.first else sentence.first
    for marks in (close_behind(one, sentence, day), between(one, sentence, day, begin), modifier(one, noun)):
        if marks:
            return city_and_country(marks[0], one, reading)
    seats = [mark for mark in one.seats if day.last <= mark.first < day.last + SEAT_REACH]
    if seats and re.match(r"\s*,?\s*(?:at|in)\s", text[day.last :]):
        return city_and_country(seats[0], one, reading)
    later = [
        mark
        for mark in one.cities
        if day.last <= mark.first < sentence.last and text[: mark.first].endswith("in ")
    ]
    if later:
        return city_and_country(later[0], one, reading)
    return place_of(one, min(begin, day.first), min(sentence.last, day.last + 60), reading)


def close_behind(one: Marked, sentence: Sentence, day: Period) -> list[Mark]:
    """Return the cities right behind a day, before the clause ends."""
    stretch = re.match(rf"[^.;]{{0,{REACH}}}", one.text[day.last : sentence.last])
    last = day.last + (stretch.end() if stretch else 0)
    marks = [mark for mark in one.cities if day.last <= mark.first < last]
    return [mark for mark in marks if CLOSE.fullmatch(one.text[day.last : mark.first])]


def between(one: Marked, sentence: Sentence, day: Period, begin: int) -> list[Mark]:
    """Return the last city named as a place between a meeting and its day."""
    marks = [mark for mark in one.cities if begin <= mark.first < day.first]
    return [mark for mark in marks if BEFORE.search(one.text[sentence.first : mark.first])][-1:]


def modifier(one: Marked, noun: re.Match[str] | None) -> list[Mark]:
    """Return the city that a meeting is named for: the Lima conference."""
    if noun is None:
        return []
    before = [mark for mark in one.cities if mark.last <= noun.start()]
    return [
        mark
        for mark in before
        if re.fullmatch(r"\s+(?:[A-Z][\w-]+\s+){0,3}", one.text[mark.last : noun.start()])
    ]

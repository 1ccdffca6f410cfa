"""Meetings that a document tells of: title, days, place; the same one told twice is one."""

import re
from dataclasses import dataclass, field, replace
from datetime import date

from etl.documents.dates import Period, iso, with_year
from etl.documents.meeting_words import bare
from etl.documents.names import Mark, country_after
from etl.documents.paragraphs import Sentence, folded
from etl.documents.reading import Cell, Found, Marked, Reading, cell, doubt

ONLINE = re.compile(r"(?i)\b(?:virtual(?:ly)?|online|on-line|video-?conference)\b")


PUT_OFF = re.compile(r"(?i)\b(?:postponed|cancell?ed|rescheduled)\b|\btb[cd]\b")


@dataclass(frozen=True)
class Meeting:
    """A meeting; `told` are the paragraphs that tell of it, `listed` the heading it stands under."""

    title: Cell
    kind: str
    start: Cell
    end: Cell
    precision: str
    city: Cell
    country: Cell
    where: Sentence
    told: tuple[int, ...]
    listed: str = ""
    round: int | None = None
    announced: bool = False
    states: Cell = field(default=Cell(""))
    notes: tuple[str, ...] = ()
    high: bool = True
    context: str = ""
    known: str = ""  # the event of the records, for a meeting that the document names without a day


@dataclass(frozen=True)
class Telling:
    """A sentence that may tell of meetings, the number of its paragraph, and where its doubts go."""

    reading: Reading
    number: int
    one: Marked
    sentence: Sentence
    found: Found


# "June 2007 statements": the day of something that is said or written, not of a meeting.
OF_OTHERS = re.compile(
    r"(?i)\s+(?:statements?|declarations?|reports?|resolutions?|decisions?|letters?|notes?|campaigns?|wars?)\b"
)


def meeting_on(
    at: Telling, day: Period, title: Cell, kind: str, place: tuple[Cell, Cell], ahead: bool = False
) -> list[Meeting]:
    """Return the meeting that a sentence tells of, or nothing and the doubt that its days leave."""
    start, end, note, fault = days(day, at.one, at.reading, ahead)
    if not fault and (off := PUT_OFF.search(at.sentence.text)):
        fault = f"it was {off[0].lower()}"
    if fault:
        at.found.doubts.append(doubt(title.value, fault, at.sentence))
        return []
    notes, context = (note,) if note else (), f"{at.sentence.text} {at.reading.title}"
    one = Meeting(title, kind, start, end, day.precision, *place, at.sentence, (at.number,), notes=notes)
    return [replace(one, high=not note, context=context)]


def place_of(one: Marked, first: int, last: int, reading: Reading) -> tuple[Cell, Cell]:
    """Return city and country named in a stretch of a paragraph, the first of them."""
    cities = [mark for mark in one.cities if first <= mark.first < last]
    if cities:
        return city_and_country(cities[0], one, reading)
    for mark in one.countries:
        if first <= mark.first < last and re.search(r"\bin\s+(?:the\s+)?$", one.text[: mark.first]):
            return Cell(""), cell(mark.value, one.paragraph, mark.first, mark.last)
    return Cell(""), Cell("")


def city_and_country(mark: Mark, one: Marked, reading: Reading) -> tuple[Cell, Cell]:
    """Return a city and its country: the one named behind it, else the one where the city lies."""
    city = cell(mark.value, one.paragraph, mark.first, mark.last)
    behind = country_after(one.text, mark.last, reading.known)
    if behind and re.fullmatch(r"[\s,(]*", one.text[mark.last : behind.first]):
        return city, cell(behind.value, one.paragraph, behind.first, behind.last)
    return city, Cell(mark.country, f"from {city.place}" if mark.country else "")


def days(day: Period, one: Marked, reading: Reading, ahead: bool) -> tuple[Cell, Cell, str, str]:
    """Return start and end of a meeting, what was inferred for them, and what is wrong with them."""
    note = ""
    if day.fault:
        return Cell(""), Cell(""), "", day.fault
    if not day.has_year:
        dated = year_beside(day, one) or with_year(day, reading.published, ahead)
        if dated is None:
            return Cell(""), Cell(""), "", "no year is stated, and the document has no date"
        if dated.fault:
            return Cell(""), Cell(""), "", dated.fault
        day, note = dated, "year inferred from the date of the document or of what it tells beside"
    start = cell(iso(day.start), one.paragraph, day.first, day.last)
    return start, replace(start, value=iso(day.end)), note, ""


SOON = 60  # days


def is_soon(day: Period, published: str) -> bool:
    """Tell whether a day without a year, on a line that tells no tense, comes soon after its document."""
    if len(published) < 10 or not day.start[2]:
        return False
    told = date.fromisoformat(published)
    ahead = (day.start[1] - told.month) % 12 * 30 + day.start[2] - told.day
    return 0 < ahead <= SOON


def year_beside(day: Period, one: Marked) -> Period | None:
    """Return a day in the year of the only whole date beside it, if that is at most a month away."""
    beside = {other.start[:2] for other in one.dates if other.has_year and other.start[2] and not other.fault}
    if len({year for year, _ in beside}) != 1 or "year" in day.when or not day.start[2]:
        return None
    if not any(0 <= day.start[1] - month <= 1 for _, month in beside):
        return None
    year = next(iter(beside))[0]
    return replace(day, start=(year, *day.start[1:]), end=(year, *day.end[1:]))


def merged(meetings: list[Meeting]) -> list[Meeting]:
    """Return the meetings, those told several times once, in the order in which they are first told."""
    kept: list[Meeting] = []
    for one in meetings:
        same = next((number for number, other in enumerate(kept) if is_same(one, other)), None)
        if same is None:
            kept.append(one)
        else:
            kept[same] = united(kept[same], one)
    return kept


def is_same(one: Meeting, other: Meeting) -> bool:
    """Tell whether two tellings are of one meeting: days that agree and no other place or round."""
    if one.city.value and other.city.value and folded(one.city.value) != folded(other.city.value):
        return False
    if one.country.value and other.country.value and one.country.value != other.country.value:
        return False
    if one.round and other.round and one.round != other.round and one.kind == other.kind:
        return False
    if not same_days(one, other):
        return False
    placed = one.country.value and one.country.value == other.country.value
    return bool(placed) or one.kind == other.kind or bare(one.title.value) or bare(other.title.value)


def same_days(one: Meeting, other: Meeting) -> bool:
    """Tell whether the days of two tellings are the same, one perhaps told less exactly."""
    if not one.start.value or not other.start.value:
        return False
    shorter = min(len(one.start.value), len(other.start.value))
    if shorter == 4 and one.start.value != other.start.value:
        return False
    same_end = one.end.value in (other.end.value, one.start.value, "") or not other.end.value
    return one.start.value[:shorter] == other.start.value[:shorter] and (shorter < 10 or same_end)


def united(one: Meeting, other: Meeting) -> Meeting:
    """Return two tellings of a meeting as one: the more exact days and the fuller title."""
    exact, less = (one, other) if len(one.start.value) >= len(other.start.value) else (other, one)
    if exact.start.value == less.start.value and less.end.value > exact.end.value:
        exact = replace(exact, end=less.end)
    title = one.title
    if bare(title.value) or (not bare(other.title.value) and one.kind == "visit" != other.kind):
        title = other.title
    elif not bare(other.title.value) and not alike(title.value, other.title.value) and one.listed:
        title = Cell(f"{title.value} / {other.title.value}", title.place)
    return replace(
        exact,
        title=title,
        kind=one.kind if not bare(one.title.value) else other.kind,
        city=one.city if one.city.value else other.city,
        country=one.country if one.country.value else other.country,
        where=one.where,
        told=tuple(dict.fromkeys((*one.told, *other.told))),
        listed=one.listed or other.listed,
        round=one.round or other.round,
        announced=one.announced and other.announced,
        states=one.states if one.states.value else other.states,
        notes=tuple(dict.fromkeys((*exact.notes,))),
        high=exact.high,
        context=one.context + " " + other.context,
    )


def alike(title: str, other: str) -> bool:
    """Tell whether two titles share most of their words."""
    words, others = set(folded(title).split()), set(folded(other).split())
    return len(words & others) >= 0.6 * min(len(words), len(others))


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
    clause = re.match(r"[^.;]{0,60}", text[day.last : sentence.last])
    return place_of(one, min(begin, day.first), day.last + (clause.end() if clause else 0), reading)


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

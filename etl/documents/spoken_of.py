"""Which meeting a sentence speaks of."""

import re

from etl.documents.dates import iso
from etl.documents.meeting_words import nouns
from etl.documents.meetings import Meeting
from etl.documents.paragraphs import Sentence
from etl.documents.reading import Marked, Reading

THERE = re.compile(r"(?i)(?<!launched )(?<!started )\b(?:in|at|visited)\s+$")


OTHERS = re.compile(
    r"(?i)^\W*(?:preceding|prior to|ahead of)\b|\b(?:next|previous|earlier|last|preceded|following (?!the "
    r"meeting))\s+(?:\w+\s+){0,2}(?:meeting|conference|workshop|seminar|symposium|event|session"
    r"|training|course|round|by the)\b"
)


OWN_NEWS = re.compile(
    r"(?i)\b(?:ratif|acced|joins|warning|use of|report|contact|share|related|newer post|older post)"
)


NAMED_FOR = r"\b{} (?i:(?:[A-Z]\w+ ){{0,3}}(?:conference|meeting|workshop|seminar))"


def meeting_of(
    reading: Reading, number: int, one: Marked, sentence: Sentence, meetings: list[Meeting]
) -> Meeting | None:
    """Return the meeting that a sentence speaks of, None if that cannot be told."""
    told = [each for each in meetings if number in each.told and begins_in(each, sentence)]
    if told:
        return told[0] if len(told) == 1 else None
    meetings = [each for each in meetings if not each.announced and may_be(each, one, sentence)]
    named = [
        each
        for each in meetings
        if each.city.value and re.search(NAMED_FOR.format(re.escape(each.city.value)), sentence.text)
    ]
    if len(named) == 1:
        return named[0]
    if not meetings or OTHERS.search(sentence.text):
        return None
    beside = [each for each in meetings if number in each.told]
    earlier = [
        each
        for each in beside
        if each.where.paragraph is not one.paragraph or each.where.first < sentence.first
    ]
    if beside:
        return (earlier or beside)[-1]
    return section_meeting(reading, number, one, meetings)


def begins_in(meeting: Meeting, sentence: Sentence) -> bool:
    """Tell whether a sentence is where a meeting is told."""
    where = meeting.where
    return where.paragraph is sentence.paragraph and sentence.first <= where.first < sentence.last


def may_be(meeting: Meeting, one: Marked, sentence: Sentence) -> bool:
    """Tell whether a sentence may speak of a meeting: it names no other place and no other day for one."""
    towns = {
        mark.value
        for mark in one.cities
        if sentence.first <= mark.first < sentence.last
        and THERE.search(one.text[sentence.first : mark.first])
    }
    if towns and meeting.city.value and meeting.city.value not in towns:
        return False
    here = [day for day in one.dates if sentence.first <= day.first < sentence.last and not day.fault]
    days = [day for day in here if day.start[2]]
    months = [iso(day.start) for day in here if day.has_year and day.precision == "month"]
    if months and not days and not any(meeting.start.value.startswith(month) for month in months):
        return False
    if not days or len(meeting.start.value) < 10:
        return True
    start, end = (
        tuple(int(part) for part in text.split("-"))
        for text in (meeting.start.value, meeting.end.value or meeting.start.value)
    )
    return any(
        (day.start if day.has_year else (start[0], *day.start[1:])) <= end
        and (day.end if day.has_year else (end[0], *day.end[1:])) >= start
        for day in days
    )


def section_meeting(reading: Reading, number: int, one: Marked, meetings: list[Meeting]) -> Meeting | None:
    """Return the meeting told last in the same section, or the only one when the document is about it."""
    heading = one.paragraph.headings[-1:]
    before = [each for each in meetings if told_under(reading, each, heading, -number, -1, number)]
    own_days = any(day.start[1] for day in one.dates)
    near = [] if own_days else [each for each in meetings if told_under(reading, each, heading, 1, 2, number)]
    if before:
        single = unlisted(before)
        return max(single, key=lambda each: max(at for at in each.told if at < number)) if single else None
    if unlisted(near):
        return unlisted(near)[0]
    main = unlisted(meetings)
    later = any(at < number for each in main for at in each.told)
    return main[0] if len(main) == 1 and later and about(reading, main[0]) and not own_news(one) else None


def told_under(
    reading: Reading, meeting: Meeting, heading: tuple[str, ...], low: int, high: int, number: int
) -> bool:
    """Tell whether a meeting is told under a heading, so many paragraphs from a given one."""
    return any(
        low <= at - number <= high and reading.paragraphs[at].paragraph.headings[-1:] == heading
        for at in meeting.told
    )


def unlisted(meetings: list[Meeting]) -> list[Meeting]:
    """Return the meetings that are not one of many in a list."""
    return [
        each
        for each in meetings
        if not (each.city.value and each.title.value.endswith(f" - {each.city.value}"))
    ]


def about(reading: Reading, meeting: Meeting) -> bool:
    """Tell whether a document as a whole is about a meeting: its title has a noun for one, or its place."""
    in_title = bool(meeting.city.value) and meeting.city.value in reading.title
    return bool(nouns(reading.title)) or in_title


def own_news(one: Marked) -> bool:
    """Tell whether a paragraph stands under a heading of its own that is about something else."""
    return bool(one.paragraph.headings and OWN_NEWS.search(one.paragraph.headings[-1]))

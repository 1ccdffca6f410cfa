"""Meetings in lists: "City (2 June 2020), …" under a heading; lines of title, days and place."""

import re
from dataclasses import replace
from operator import attrgetter

from etl.reader.dates import Period
from etl.reader.meetings import Meeting, meeting_on
from etl.reader.names import Mark
from etl.reader.numerals import ORDINAL_TEXT
from etl.reader.paragraphs import Sentence
from etl.reader.reading import Cell, Marked, Reading, cell, days_in, of_mark, within
from etl.reader.tables import pattern
from etl.reader.titles import NOUN, PLURAL, kind_of, nouns, one_of_round, round_of, title_around

VERB = pattern("meeting_lists", "verb")
BETWEEN = pattern("meeting_lists", "between")
FILLING = re.compile(r"(?i)(?:in|on|at|held|from|and|the|,|dates?|when|venue)+")
VENUE = re.compile(r"(?i)(?:venue|place|where|location)\s*:")
ONLINE = re.compile(r"(?i)\b(?:virtual(?:ly)?|online|on-line|video-?conference)\b")
LONGEST_LINE = 260
DAY_OF_PAGE = "the day stands alone under the title: it may be that of the page, not of the meeting"


def in_list(reading: Reading, one: Marked) -> list[Meeting]:
    """Return a meeting for each pair of city and days of a paragraph; title and round are in the heading."""
    pairs = pairs_in(one)
    if not pairs:
        return []
    every = Sentence(one.paragraph, 0, len(one.text))
    lead = one.text[: min(pairs[0][0].first, pairs[0][1].first)]
    before = [each.text for each in reading.paragraphs[max(0, one.number - 2) : one.number]]
    above = [lead, *reversed(one.paragraph.headings), *reversed(before)]
    heading = next((text for text in above if len(text) < 300 and NOUN.search(text)), "")
    if not heading:
        reading.doubt("list of places and days", "no heading says what took place there", every)
        return []
    stop = VERB.search(heading)
    named = nouns(heading, 0, stop.start() if stop else None) or nouns(heading)
    if not named:
        return []
    title = re.sub(r"^(?:Dates|List|Schedule|Calendar) of (?:the )?", "", title_around(heading, named[-1])[0])
    online = ("held online",) if ONLINE.search(heading + lead) else ()
    many = len(pairs) > 1 or bool(PLURAL.search(named[-1][0]))
    result = []
    for town, day in pairs:
        where = Sentence(one.paragraph, min(town.first, day.first), max(town.last, day.last))
        full = one_of_round(title, town.value) if many else title
        name = Cell(full, f"from {of_mark('', one, town).place}")
        meeting = meeting_on(reading, one, where, day, name, kind_of(named[-1]), town)
        if meeting:
            number, notes = round_of(title), (*meeting.notes, *online)
            result.append(replace(meeting, context=heading, round=number, notes=notes))
    return result


def pairs_in(one: Marked) -> list[tuple[Mark, Period]]:
    """Return the pairs of city and days of a paragraph that, behind its introduction, holds nothing else."""
    marks: list[Mark | Period] = sorted([*one.cities, *one.dates], key=attrgetter("first"))
    if len(marks) < 2 or len(one.cities) != len(one.dates) or not all(day.start[1] for day in one.dates):
        return []
    city_first = isinstance(marks[0], Mark)
    if any(isinstance(mark, Mark) != (city_first == (number % 2 == 0)) for number, mark in enumerate(marks)):
        return []
    start, left = marks[0].first, one.text
    for mark in sorted(
        [*marks, *(each for each in one.countries if each.first > start)],
        key=attrgetter("first"),
        reverse=True,
    ):
        left = left[: mark.first] + left[mark.last :]
    introduced = start == 0 or len(marks) > 2 or one.text[:start].rstrip().endswith(":")
    if not BETWEEN.fullmatch(left[start:]) or not introduced:
        return []
    return list(zip(one.cities, one.dates, strict=True))


def in_line(reading: Reading, one: Marked, where: Sentence) -> list[Meeting]:
    """Return the meeting of a short line of title, days and place, or of days and place under a title."""
    dates = [day for day in days_in(one, where) if day.start[1] or day.season == "winter"]
    if len(dates) != 1 or len(where.text) > LONGEST_LINE:
        return []
    title, noun = line_title(one, where, dates[0])
    if noun is None:
        return []
    towns = within(one.cities, where)
    following = next(iter(reading.paragraphs[one.number + 1 : one.number + 2]), None)
    if not towns and following and VENUE.match(following.text) and following.cities:
        meeting = meeting_on(reading, one, where, dates[0], title, kind_of(noun), None)
        town = following.cities[0]
        city, country = of_mark(town.value, following, town), Cell(town.country, "")
        return [replace(meeting, city=city, country=country)] if meeting else []
    if not towns and not title.place and len(where.text) - (dates[0].last - dates[0].first) < 8:
        reading.doubt(title.value, DAY_OF_PAGE, where)
        return []
    outside = [town for town in towns if one.text[town.first : town.last] not in title.value] or towns
    meeting = meeting_on(reading, one, where, dates[0], title, kind_of(noun), next(iter(outside), None))
    return [meeting] if meeting else []


def line_title(one: Marked, where: Sentence, day: Period) -> tuple[Cell, re.Match[str] | None]:
    """Return title and noun of a line: what is left when days and places are taken out, or the heading."""
    left = without_marks(one, where, day)
    if VERB.search(left):
        return Cell(""), None
    parts = [part.strip(" ,;:()-|.") for part in re.split(r"\s-\s|\|", left)]
    parts = [part for part in parts if part and not FILLING.fullmatch(part)]
    above = one.paragraph.headings[-1] if one.paragraph.headings else ""
    if not [part for part in parts if not re.fullmatch(ORDINAL_TEXT, part)] and nouns(above):
        return Cell(" ".join([*parts, above.strip()])), nouns(above)[-1]
    named = [part for part in parts if nouns(part)]
    if len(named) != 1 or re.match(r"[a-z]", named[0]) or sum(map(len, parts)) > len(named[0]) + 60:
        return Cell(""), None
    title = re.sub(r"\s+(?:in|at|on|(?i:was )?held)$", "", named[0])
    first = one.text.find(title, where.first)
    name = cell(title, where, first, first + len(title)) if first >= 0 else Cell(title)
    return name, nouns(title)[-1] if nouns(title) else None


def without_marks(one: Marked, where: Sentence, day: Period) -> str:
    """Return a sentence with a bar for its day and for each place that is not a part of its title."""
    text = where.text
    places: list[Mark | Period] = [day, *within(one.cities, where)]
    places += [
        mark for mark in within(one.countries, where) if re.search(r"[,|(]\s*$", one.text[: mark.first])
    ]
    for mark in sorted(places, key=attrgetter("first"), reverse=True):
        following = text[mark.last - where.first :]
        in_title = isinstance(mark, Mark) and re.match(r"\s+(?:[A-Z][\w-]+\s+){0,3}", following)
        if in_title and NOUN.match(following, in_title.end()):
            continue  # the Lima conference
        text = text[: mark.first - where.first] + " | " + following
    return text

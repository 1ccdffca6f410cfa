"""Meetings in lists: "City (2 June 2020), …" under a heading; lines of title, days and place."""

import re
from dataclasses import replace

from etl.documents.dates import Period, iso, periods
from etl.documents.meeting_words import COMES_LATER, NOUN, PLURAL, kind_of, nouns, round_of, title_around
from etl.documents.meetings import (
    OF_OTHERS,
    ONLINE,
    Meeting,
    Telling,
    city_and_country,
    is_soon,
    meeting_on,
    place_of,
)
from etl.documents.names import Mark
from etl.documents.paragraphs import Sentence, sentences
from etl.documents.quantities import ORDINAL_TEXT
from etl.documents.reading import Cell, Found, Marked, Reading, cell, doubt

VERB = re.compile(
    r"\b(?:was|were|is|are|will|has|have|had|held|took|takes|met|gathered|attended|hosted|brought"
    r"|organi[sz]ed|signed|said|says|can|may|visited|adopted|published|according|following|during"
    r"|since|after|before|participated|made|suggested|paid|gave|continued|continues|began|started"
    r"|opened|ended|concluded|focused|discussed|hosts|organi[sz]es|[a-z]{3,}ed (?:its|the|an?|their))\b"
)
BETWEEN = re.compile(
    r"(?i)[\s,;:|()\[\]/.&*-]*(?:(?:and|on|in|virtual(?:ly)?|online|hybrid|held|venue|date)\b[\s,;:"
    r"|()\[\]/.&*-]*)*"
)
BEFORE_NOUN = re.compile(
    r"\s+(?:[A-Z][\w-]+\s+){0,3}(?:" + NOUN.pattern.removeprefix("(?i)").join(("(?i:", "))"))
)
IN_BRACKETS = re.compile(r"[,|(]\s*$|\bin\s+$")
FILLING = re.compile(r"(?i)(?:in|on|at|held|from|and|the|,|dates?|when)+")
VENUE = re.compile(r"(?i)(?:venue|place|where|location)\s*:")
LONGEST_LINE = 260
DAY_OF_PAGE = "the day stands alone under the title: it may be that of the page, not of the meeting"


def listed_meetings(reading: Reading, found: Found) -> list[Meeting]:
    """Return the meetings that stand in lists and on lines of their own."""
    meetings: list[Meeting] = []
    for number, one in enumerate(reading.paragraphs):
        pairs = pairs_in(one)
        if pairs:
            every = Sentence(one.paragraph, 0, len(one.text))
            meetings += from_pairs(Telling(reading, number, one, every, found), pairs)
            continue
        for sentence in sentences(one.paragraph):
            meetings += from_line(Telling(reading, number, one, sentence, found))
    return meetings


def pairs_in(one: Marked) -> list[tuple[Mark, Period]]:
    """Return the pairs of city and days of a paragraph that, behind its introduction, holds nothing else."""
    marks: list[Mark | Period] = sorted([*one.cities, *one.dates], key=lambda mark: mark.first)
    if len(marks) < 2 or len(one.cities) != len(one.dates) or not all(day.start[1] for day in one.dates):
        return []
    city_first = isinstance(marks[0], Mark)
    for mark, following in zip(marks[::2], marks[1::2], strict=True):
        if isinstance(mark, Mark) != city_first or isinstance(following, Mark) == city_first:
            return []
    start = marks[0].first
    rest = one.text[start:]
    for mark in sorted(
        [*marks, *(each for each in one.countries if each.first > start)], key=lambda mark: -mark.first
    ):
        rest = rest[: mark.first - start] + rest[mark.last - start :]
    if not BETWEEN.fullmatch(rest) or (
        start > 0 and len(marks) < 4 and not one.text[:start].rstrip().endswith(":")
    ):
        return []
    cities, dates = (marks[::2], marks[1::2]) if city_first else (marks[1::2], marks[::2])
    return [
        (city, day)
        for city, day in zip(cities, dates, strict=True)
        if isinstance(city, Mark) and isinstance(day, Period)
    ]


def from_pairs(at: Telling, pairs: list[tuple[Mark, Period]]) -> list[Meeting]:
    """Return a meeting for each pair of city and days; title and round come from the heading."""
    lead = at.one.text[: min(pairs[0][0].first, pairs[0][1].first)]
    above = [lead, *reversed(at.one.paragraph.headings), *before(at.reading, at.number)]
    heading = next((text for text in above if NOUN.search(text)), "")
    if not heading:
        reason = "no heading says what took place there"
        at.found.doubts.append(doubt("list of places and days", reason, at.sentence))
        return []
    noun = main_noun(heading)
    title = title_around(heading, noun, quoted=False)[0]
    online = ("Held online",) if ONLINE.search(heading + at.one.text) else ()
    above_it = heading != lead and (heading.rstrip().endswith(":") or is_beside_others(at))
    many = len(pairs) > 1 or above_it
    meetings = []
    for city, day in pairs:
        here = Sentence(at.one.paragraph, min(city.first, day.first), max(city.last, day.last))
        town, country = city_and_country(city, at.one, at.reading)
        name = Cell(named(title, city.value) if many else title, f"from {town.place}")
        told = meeting_on(replace(at, sentence=here), day, name, kind_of(noun), (town, country))
        meetings += [
            replace(one, listed=heading, context=heading, round=round_of(title), notes=(*one.notes, *online))
            for one in told
        ]
    return meetings


def is_beside_others(at: Telling) -> bool:
    """Tell whether the paragraph before or behind is a list of places and days as well."""
    numbers = (number for number in (at.number - 1, at.number + 1) if number >= 0)
    return any(pairs_in(one) for number in numbers for one in at.reading.paragraphs[number : number + 1])


def before(reading: Reading, number: int) -> list[str]:
    """Return the text of the two paragraphs before one, which may introduce a list as a heading does."""
    return [
        reading.paragraphs[at].text
        for at in (number - 1, number - 2)
        if at >= 0 and len(reading.paragraphs[at].text) < 300
    ]


def main_noun(heading: str) -> re.Match[str]:
    """Return the noun of a heading that names what is listed: the last one before a verb."""
    stop = re.search(r"\b(?:were|was|are|is|have|has|organi[sz]ed|held|took)\b", heading)
    found = nouns(heading, 0, stop.start() if stop else None) or nouns(heading)
    return found[-1] if found else next(iter(NOUN.finditer(heading)))


def named(title: str, city: str) -> str:
    """Return the title of one of several meetings in a round.

    >>> named("Third Roadmap Local Coordination Meetings", "Skopje")
    'Roadmap Local Coordination Meeting, round 3 - Skopje'
    """
    number = round_of(title)
    plain = (
        re.sub(r"^\W*(?:the\s+)?[\w-]+\s+", "", title)
        if number and re.match(r"\W*(?:the\s+)?(?:\d|[A-Za-z-]+(?:st|nd|rd|th)\b)", title, re.I)
        else title
    )
    plain = re.sub(r"^(?:round of|round)\s+", "", plain)
    single = re.sub(r"(?<=[a-z])s$", "", plain) if PLURAL.search(plain) else plain
    return f"{single[:1].upper()}{single[1:]}" + (f", round {number}" if number else "") + f" - {city}"


def from_line(at: Telling) -> list[Meeting]:
    """Return the meeting of a short line of title, days and place, or of days and place under a title."""
    one, sentence = at.one, at.sentence
    dates = [day for day in one.dates if sentence.first <= day.first < sentence.last]
    dates = [day for day in dates if day.start[1] or day.season == "winter"]
    dates = [day for day in dates if not OF_OTHERS.match(one.text, day.last)]
    if len(dates) != 1 or len(sentence.text) > LONGEST_LINE:
        return []
    title, noun, where = line_title(one, sentence, dates[0])
    if noun is None or dates_next(at, dates[0]):
        return []
    city, country = place_of(one, sentence.first, sentence.last, at.reading)
    following = next(iter(at.reading.paragraphs[at.number + 1 : at.number + 2]), None)
    if not city.value and following and VENUE.match(following.text):
        city, country = place_of(following, 0, len(following.text), at.reading)
    page = (at.reading.title, at.reading.published)
    if not where and not city.value and (title, iso(dates[0].end)) == page:
        at.found.doubts.append(doubt(title, DAY_OF_PAGE, sentence))
        return []
    if city.value and not country.value.strip():
        reason = f"'{city.value}' is not among the cities that are known"
        at.found.doubts.append(doubt(f"{title}: country", reason, sentence))
    above = [text for text in one.paragraph.headings if not periods(text)]
    soon = is_soon(dates[0], at.reading.published)
    return [
        replace(each, listed=above[-1] if above else title, round=round_of(title), context=" ".join(above))
        for each in meeting_on(at, dates[0], Cell(title, where), kind_of(noun), (city, country), soon)
    ]


def dates_next(at: Telling, day: Period) -> bool:
    """Tell whether a day that stands alone below prose dates the news under the next heading."""
    around = at.reading.paragraphs[max(0, at.number - 1) : at.number + 2]
    alone = len(at.one.text) - (day.last - day.first) < 8
    return alone and len(around) == 3 and not around[0].paragraph.heading and around[2].paragraph.heading


def line_title(one: Marked, sentence: Sentence, day: Period) -> tuple[str, re.Match[str] | None, str]:
    """Return title, noun and place of a line; the title is what is left when days and place are taken out."""
    rest = without_marks(one, sentence, day)
    if VERB.search(rest):
        return "", None, ""
    parts = [part.strip(" ,;:()-|.") for part in re.split(r"\s\|\s|\s-\s|\|", rest)]
    parts = [part for part in parts if part and not FILLING.fullmatch(part)]
    if any(re.match(r"[a-z]", part) for part in parts):
        return "", None, ""
    numbered = [part for part in parts if re.fullmatch(ORDINAL_TEXT, part)]
    if parts == numbered[:1] and one.paragraph.headings:
        heading = next((text for text in reversed(one.paragraph.headings) if nouns(text)), "")
        found = nouns(heading)
        return " ".join([*numbered, heading.strip()]), found[-1] if found else None, ""
    with_noun = [part for part in parts if nouns(part)]
    if len(with_noun) != 1 or sum(len(part) for part in parts) > len(with_noun[0]) + 60:
        return "", None, ""
    if re.match(r"[a-z]", with_noun[0]) or re.search(r",\s+(?:a|an|the)\s", with_noun[0]):
        return "", None, ""
    title = re.sub(r"\s+(?:in|at|on|(?i:was )?held)$", "", with_noun[0])
    at = sentence.text.find(title)
    first = sentence.first + at
    here = cell(title, one.paragraph, first, first + len(title)) if at >= 0 else Cell(title)
    own = [noun for noun in nouns(title) if not COMES_LATER.search(title[: noun.start()])]
    return title, own[-1] if own else None, here.place


def without_marks(one: Marked, sentence: Sentence, day: Period) -> str:
    """Return a sentence with a bar for its day and for each place that is not a part of its title."""
    places: list[Mark | Period] = [day, *one.cities]
    places += [
        mark for mark in one.countries if IN_BRACKETS.search(one.text[max(0, mark.first - 9) : mark.first])
    ]
    places = [each for each in places if sentence.first <= each.first and each.last <= sentence.last]
    rest = sentence.text
    for mark in sorted(places, key=lambda each: -each.first):
        if not inside_title(one, mark):
            rest = rest[: mark.first - sentence.first] + " | " + rest[mark.last - sentence.first :]
    return rest


def inside_title(one: Marked, mark: Mark | Period) -> bool:
    """Tell whether a place is a part of a title: the Lima conference."""
    return isinstance(mark, Mark) and bool(BEFORE_NOUN.match(one.text, mark.last))

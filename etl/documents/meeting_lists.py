"""Meetings in lists: "City (2 June 2020), City (17 June 2020)" under a heading; lines of title, days and place."""

import re

from etl.documents.dates import Period
from etl.documents.findings import Cell, Found, Reading, cell, doubt
from etl.documents.marks import Marked
from etl.documents.meeting_words import NOUN, PLURAL, kind_of, nouns, round_of, title_around
from etl.documents.meetings import ONLINE, Meeting, city_and_country, days, place_of
from etl.documents.names import Mark
from etl.documents.paragraphs import Sentence, sentences

VERB = re.compile(
    r"\b(?:was|were|is|are|will|has|have|had|held|took|takes|met|gathered|attended|hosted"
    r"|brought|organi[sz]ed|signed|said|says|can|may|visited"
    r"|adopted|published|according|following|during|since|after|before|participated|made|suggested|paid|gave"
    r"|continued|continues|began|started|opened|ended|concluded|focused|discussed)\b"
)
BETWEEN = re.compile(
    r"(?i)[\s,;:|()\[\]/.&-]*(?:(?:and|on|in|virtual(?:ly)?|online|hybrid|held|venue|date)\b["
    r"\s,;:|()\[\]/.&-]*)*"
)
BEFORE_NOUN = re.compile(
    r"\s+(?:[A-Z][\w-]+\s+){0,3}(?:" + NOUN.pattern.removeprefix("(?i)").join(("(?i:", "))"))
)
LONGEST_LINE = 260


def listed_meetings(reading: Reading, found: Found) -> list[Meeting]:
    """Return the meetings that stand in lists and on lines of their own."""
    meetings: list[Meeting] = []
    for number, one in enumerate(reading.paragraphs):
        pairs = pairs_in(one)
        if pairs:
            meetings += from_pairs(reading, number, one, pairs, found)
            continue
        for sentence in sentences(one.paragraph):
            meetings += from_line(reading, number, one, sentence, found)
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


def from_pairs(
    reading: Reading, number: int, one: Marked, pairs: list[tuple[Mark, Period]], found: Found
) -> list[Meeting]:
    """Return a meeting for each pair of city and days; title and round come from the heading."""
    lead = one.text[: min(pairs[0][0].first, pairs[0][1].first)]
    above = [lead, *reversed(one.paragraph.headings), *before(reading, number)]
    heading = next((text for text in above if NOUN.search(text)), "")
    sentence = Sentence(one.paragraph, 0, len(one.text))
    if not heading:
        found.doubts.append(
            doubt("list of places and days", "no heading says what took place there", sentence)
        )
        return []
    noun = main_noun(heading)
    title = title_around(heading, noun, quoted=False)[0]
    beside = [reading.paragraphs[at] for at in (number - 1, number + 1) if 0 <= at < len(reading.paragraphs)]
    many = len(pairs) > 1 or heading.rstrip().endswith(":") or any(pairs_in(other) for other in beside)
    meetings = []
    for city, day in pairs:
        here = Sentence(one.paragraph, min(city.first, day.first), max(city.last, day.last))
        start, end, note, fault = days(day, one, reading, ahead=False)
        if fault:
            found.doubts.append(doubt(f"{title} in {city.value}", fault, here))
            continue
        town, country = city_and_country(city, one, reading)
        name = named(title, city.value) if many else title
        notes = (*([note] if note else []), *(["Held online"] if ONLINE.search(heading + one.text) else []))
        meetings.append(
            Meeting(
                Cell(name, f"from {town.place}"), kind_of(noun), start, end, day.precision, town, country, here, (number,),
                listed=heading, round=round_of(title), notes=notes, high=not note, context=heading,
            )
        )  # fmt: skip
    return meetings


def before(reading: Reading, number: int) -> list[str]:
    """Return the text of the two paragraphs before one, which may introduce a list without being a heading."""
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


def from_line(reading: Reading, number: int, one: Marked, sentence: Sentence, found: Found) -> list[Meeting]:
    """Return the meeting of a short line of title, days and place, or of days and place under a title."""
    dates = [
        day
        for day in one.dates
        if sentence.first <= day.first < sentence.last and (day.start[1] or day.season == "winter")
    ]
    if len(dates) != 1 or len(sentence.text) > LONGEST_LINE:
        return []
    title, noun, at = line_title(one, sentence, dates[0], reading)
    if noun is None:
        return []
    start, end, note, fault = days(dates[0], one, reading, ahead=False)
    if fault:
        found.doubts.append(doubt(title, fault, sentence))
        return []
    city, country = place_of(one, sentence.first, sentence.last, reading)
    if city.value and not country.value.strip():
        found.doubts.append(
            doubt(f"{title}: country", f"'{city.value}' is not among the cities that are known", sentence)
        )
    return [
        Meeting(
            Cell(title, at), kind_of(noun), start, end, dates[0].precision, city, country, sentence, (number,),
            listed=one.paragraph.headings[-1] if one.paragraph.headings else title, round=round_of(title),
            notes=(note,) if note else (), high=not note, context=" ".join(one.paragraph.headings),
        )
    ]  # fmt: skip


def line_title(
    one: Marked, sentence: Sentence, day: Period, reading: Reading
) -> tuple[str, re.Match[str] | None, str]:
    """Return title, noun and place of a line; the title is what is left when days and place are taken out."""
    first = sentence.first
    rest = sentence.text
    places = [
        *one.cities,
        *(mark for mark in one.countries if re.search(r"[,|(]\s*$|\bin\s+$", one.text[: mark.first])),
    ]
    for mark in sorted([day, *places], key=lambda mark: -mark.first):
        if first <= mark.first and mark.last <= sentence.last and not inside_title(one, mark):
            rest = rest[: mark.first - first] + " | " + rest[mark.last - first :]
    parts = [part.strip(" ,;:()-|.") for part in re.split(r"\s\|\s|\s-\s|\|", rest)]
    parts = [
        part for part in parts if part and not re.fullmatch(r"(?i)(?:in|on|at|held|from|and|the|,)+", part)
    ]
    if VERB.search(rest):
        return "", None, ""
    if not parts and one.paragraph.headings:
        heading = next((text for text in reversed(one.paragraph.headings) if nouns(text)), "")
        found = nouns(heading)
        return (heading.strip(), found[-1], "") if found else ("", None, "")
    with_noun = [part for part in parts if nouns(part)]
    if len(with_noun) != 1 or sum(len(part) for part in parts) > len(with_noun[0]) + 60:
        return "", None, ""
    if re.match(r"[a-z]", with_noun[0]) or re.search(r",\s+(?:a|an|the)\s", with_noun[0]):
        return "", None, ""
    title = re.sub(
        r"^(?i:foreword to|report (?:of|on)|programme of|agenda of)\s+(?:the\s+)?", "", with_noun[0]
    )
    title = re.sub(r"\s+(?:in|at|on|held)$", "", title)
    at = sentence.text.find(title)
    here = cell(title, one.paragraph, first + at, first + at + len(title)) if at >= 0 else Cell(title)
    return title, nouns(title)[-1] if nouns(title) else None, here.place


def inside_title(one: Marked, mark: Mark | Period) -> bool:
    """Tell whether a place is a part of a title: the Lima conference."""
    return isinstance(mark, Mark) and bool(BEFORE_NOUN.match(one.text, mark.last))

"""Meetings that a document tells of in lists, lines and sentences; one that is told twice is one."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter

from etl.reader.dates import Period, iso, with_year
from etl.reader.letters import folded
from etl.reader.names import Mark
from etl.reader.paragraphs import Paragraph, Sentence
from etl.reader.reading import Cell, Reading, cell, of_mark, within
from etl.reader.tables import wordings
from etl.reader.titles import NOUN, bare, nouns, one_of_round, round_of, title_around

PATTERN, TITLES = wordings("meetings"), wordings("titles")
LOOK_BACK = 8  # paragraphs in which "the workshop" has its title
LONGEST_LINE = 260
INFERRED, FIRST_ONLY = "year inferred from the date of the document", "its last day is not stated"
SEVERAL = "several meetings in one sentence: it is not certain which day or place is whose"
NO_YEAR = "no year is stated, and the document has no date"


@dataclass(frozen=True)
class Meeting:
    """A meeting, where it is told, and the heading that it stands under."""

    title: Cell
    kind: str
    start: Cell
    end: Cell
    city: Cell
    country: Cell
    where: Sentence
    paragraphs: tuple[int, ...]
    round: int | None = None
    context: str = ""
    announced: bool = False
    notes: tuple[str, ...] = ()


def meeting_on(
    reading: Reading, one: Paragraph, where: Sentence, day: Period, title: Cell, kind: str, town: Mark | None
) -> Meeting | None:
    """Return a meeting on a day, or None and the doubt that its day leaves."""
    ahead = bool(PATTERN.ahead.search(where.text))
    whole = with_year(day, reading.published, ahead)
    before = one.text[where.first : day.first]
    single = day.start == day.end and day.start[2] > 0
    off = PATTERN.put_off.search(where.text)
    fault = f"it was {off[0].lower()}" if off else whole.fault if whole else NO_YEAR
    fault = "only its last day is stated" if single and PATTERN.closed.search(before) else fault
    if whole is None or fault:
        reading.doubt(title.value, fault, where)
        return None
    start, opened = of_mark(iso(whole.start), one, day), single and bool(PATTERN.opened.search(before))
    city, country = place_of(one, town, where)
    notes = [note for note, holds in ((INFERRED, not day.has_year), (FIRST_ONLY, opened)) if holds]
    return Meeting(
        title=title,
        kind=kind,
        start=start,
        end=Cell() if opened else replace(start, value=iso(whole.end)),
        city=city,
        country=country,
        where=where,
        paragraphs=(one.number,),
        round=round_of(title.value),
        context=" ".join([where.text, *one.headings, reading.title]),
        announced=ahead and start.value > (reading.published or "9999"),
        notes=tuple(notes),
    )


def place_of(one: Paragraph, town: Mark | None, where: Sentence) -> tuple[Cell, Cell]:
    """Return a city and its country: the one named behind it, else the one where the city lies."""
    for mark in within(one.countries, where):
        if town is None and PATTERN.held_in.search(one.text[: mark.first]):
            return Cell(), of_mark(mark.value, one, mark)
        if town and mark.first >= town.last and not one.text[town.last : mark.first].strip(" ,("):
            return of_mark(town.value, one, town), of_mark(mark.value, one, mark)
    if town is None:
        return Cell(), Cell()
    city = of_mark(town.value, one, town)
    return city, Cell(town.country, f"from {city.place}")


def in_list(reading: Reading, one: Paragraph) -> list[Meeting]:
    """Return a meeting for each pair of city and days of a paragraph; title and round are in the heading."""
    pairs = pairs_in(one)
    if not pairs:
        return []
    lead = one.text[: min(mark.first for mark in pairs[0])]
    before = [each.text for each in reading.paragraphs[max(0, one.number - 2) : one.number]]
    above = [lead, *reversed(one.headings), *reversed(before)]
    heading = next((text for text in above if len(text) < LONGEST_LINE and NOUN.search(text)), "")
    stop = PATTERN.line_verb.search(heading)
    named = nouns(heading, 0, stop.start() if stop else None) or nouns(heading)
    many = len(pairs) > 1 or bool(named and TITLES.plural.search(named[-1][0]))
    one_day = not many and pairs[0][1].start == pairs[0][1].end
    if not named or (one_day and one.number < 2):
        reason = "perhaps those of the page" if named else "no heading says what took place there"
        reading.doubt("place and day", reason, one.sentences[0])
        return []
    title = title_around(heading, named[-1])[0]
    result = []
    for town, day in pairs:
        where = Sentence(one, min(town.first, day.first), max(town.last, day.last))
        full = one_of_round(title, town.value) if many else title
        name = Cell(full, f"from {of_mark('', one, town).place}")
        if meeting := meeting_on(reading, one, where, day, name, str(named[-1].lastgroup), town):
            result.append(replace(meeting, context=heading, round=round_of(title)))
    return result


def pairs_in(one: Paragraph) -> list[tuple[Mark, Period]]:
    """Return the pairs of city and days of a paragraph that, behind its introduction, holds nothing else."""
    marks: list[Mark | Period] = sorted([*one.cities, *one.dates], key=attrgetter("first"))
    cities = [isinstance(mark, Mark) for mark in marks]
    in_turn = all(one_kind != next_kind for one_kind, next_kind in pairwise(cities))
    if len(marks) < 2 or len(marks) % 2 or not in_turn or not all(day.start[1] for day in one.dates):
        return []
    start, left = marks[0].first, one.text
    countries = [mark for mark in one.countries if mark.first > start]
    for mark in sorted([*marks, *countries], key=attrgetter("first"), reverse=True):
        left = left[: mark.first] + left[mark.last :]
    introduced = start == 0 or len(marks) > 2 or one.text[:start].rstrip().endswith(":")
    if not PATTERN.between.fullmatch(left[start:]) or not introduced:
        return []
    return list(zip(one.cities, one.dates, strict=True))


def in_sentence(reading: Reading, one: Paragraph, where: Sentence) -> list[Meeting]:
    """Return the meetings of a sentence: each day with the noun that it is said of."""
    dates = [day for day in within(one.dates, where) if day.start[1]]
    named = [
        noun
        for noun in nouns(one.text, where.first, where.last)
        if not TITLES.generic.search(one.text[where.first : noun.start()])
    ]
    result = []
    for day in dates:
        noun = noun_of(one, where, day, named, dates)
        if noun is None:
            continue
        if TITLES.plural.search(noun[0]):
            reading.doubt(title_around(one.text, noun)[0], SEVERAL, where)
            continue
        title, first, last = full_title(reading, one, noun)
        town = town_of(one, where, day, noun)
        title = f"{title} in {town.value}" if town and bare(title) else title
        name = cell(title[:1].upper() + title[1:], one, first, last)
        if meeting := meeting_on(reading, one, where, day, name, str(noun.lastgroup), town):
            result.append(meeting)
    return result


def noun_of(
    one: Paragraph, where: Sentence, day: Period, named: list[re.Match[str]], dates: list[Period]
) -> re.Match[str] | None:
    """Return the noun that a day is said of: "the workshop, held in … on 3 May", "On 3 May a workshop …"."""
    text = one.text
    before = [noun for noun in named if noun.end() <= day.first]
    earlier = max((other.last for other in dates if other.last <= day.first), default=where.first)
    if before and before[-1].end() > earlier:
        between = text[title_around(text, before[-1])[2] : day.first]
        other = PATTERN.of_others.search(between) or (
            PATTERN.verb.search(between) and not PATTERN.held.search(between)
        )
        return None if other else before[-1]
    following = next((noun for noun in named if noun.start() >= day.last), None)
    leads = not before and PATTERN.leads.match(text[where.first : day.first])
    a_line = len(where.text) < LONGEST_LINE and not PATTERN.line_verb.search(where.text)
    return following if leads and (a_line or PATTERN.held.search(text[day.last : where.last])) else None


def town_of(one: Paragraph, where: Sentence, day: Period, noun: re.Match[str]) -> Mark | None:
    """Return the city of a meeting: in its name, "the Lima conference", else the nearest behind the noun."""
    first, last = title_around(one.text, noun)[1:]
    towns = within(one.cities, where)
    inside = [town for town in towns if first <= town.first < last]
    limit = day.last + 80 if day.first > noun.start() else where.last
    following = [town for town in towns if noun.end() <= town.first < limit]
    lead = [town for town in towns if town.first < first and day.first < first]
    return next(iter([*inside, *following, *reversed(lead)]), None)


def full_title(reading: Reading, one: Paragraph, noun: re.Match[str]) -> tuple[str, int, int]:
    """Return the title at a noun and its place; "the workshop" has the title that it points back to."""
    title, first, last = title_around(one.text, noun)
    if not bare(title) or PATTERN.another.search(one.text[:first]):
        return title, first, last
    same = noun[0].lower().rstrip("s")
    above = [
        one.text[:first],
        *(each.text for each in reading.paragraphs[: one.number][: -LOOK_BACK - 1 : -1]),
    ]
    for text in above:
        for other in reversed(nouns(text)):
            named = title_around(text, other)[0]
            if (
                other[0].lower().rstrip("s") == same
                and not bare(named)
                and not TITLES.plural.search(other[0])
            ):
                return named, first, last
    head = [reading.document.title, *(each.text.strip() for each in reading.paragraphs if each.heading)]
    in_title = any(other[0].lower().rstrip("s") == same for other in nouns(reading.title))
    in_title = in_title and reading.title in head  # and no first sentence
    return (reading.title if in_title else title), first, last


def merged(meetings: list[Meeting]) -> list[Meeting]:
    """Return the meetings, those told several times once, in the order in which they are first told."""
    result: list[Meeting] = []
    for one in meetings:
        same = next((number for number, other in enumerate(result) if is_same(one, other)), None)
        if same is None:
            result.append(one)
        else:
            result[same] = united(result[same], one)
    return result


def is_same(one: Meeting, other: Meeting) -> bool:
    """Tell whether two tellings are of one meeting: days that agree and no other place or round."""
    for mine, its in ((one.city, other.city), (one.country, other.country)):
        if mine.value and its.value and folded(mine.value) != folded(its.value):
            return False
    if one.round and other.round and one.round != other.round and one.kind == other.kind:
        return False
    shorter = min(len(one.start.value), len(other.start.value))
    exact = shorter == len("2007-05-25") and one.end.value and other.end.value
    if one.start.value[:shorter] != other.start.value[:shorter] or (
        exact and one.end.value != other.end.value
    ):
        return False
    title, other_title = folded(one.title.value), folded(other.title.value)
    alike = bare(title) or bare(other_title) or title in other_title or other_title in title
    if shorter < len("2007-05-25") and not alike:
        return False
    placed = one.country.value and one.country.value == other.country.value
    return bool(placed) or one.kind == other.kind or alike


def united(one: Meeting, other: Meeting) -> Meeting:
    """Return two tellings of a meeting as one: the more exact days, the fuller place and title."""
    poor = bare(one.title.value) or " in " in one.title.value[:14]
    exact = one if len(one.start.value) >= len(other.start.value) else other
    return replace(
        one,
        title=other.title if poor and not bare(other.title.value) else one.title,
        start=exact.start,
        end=exact.end,
        notes=exact.notes,
        city=one.city if one.city.value else other.city,
        country=one.country if one.country.value else other.country,
        paragraphs=tuple(dict.fromkeys((*one.paragraphs, *other.paragraphs))),
        round=one.round or other.round,
        context=f"{one.context} {other.context}",
        announced=one.announced and other.announced,
    )

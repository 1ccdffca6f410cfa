"""Meetings that a document tells of: title, days, place; the same one told twice is one."""

import re
from dataclasses import dataclass, replace

from etl.reader.dates import Period, iso, with_year
from etl.reader.names import Mark
from etl.reader.paragraphs import Sentence, folded
from etl.reader.reading import Cell, Marked, Reading, cell, days_in, of_mark, within
from etl.reader.tables import pattern
from etl.reader.titles import GENERIC, PLURAL, bare, kind_of, nouns, round_of, title_around

PUT_OFF = re.compile(r"(?i)\b(?:postponed|cancell?ed|rescheduled)\b|\btb[cd]\b")
AHEAD = re.compile(r"\b(?:will|shall|to be|upcoming|next|planned|scheduled|forthcoming)\b")
# Between a meeting and its day: it was held then. Else the day is of something else.
HELD = pattern("meetings", "held")
VERB = pattern("meetings", "verb")
OF_OTHERS = pattern("meetings", "of_others")
OPENED = re.compile(r"(?i)\b(?:opened|began|begins|started|kicked off|inaugurated|commenced)\b[^.;]{0,70}$")
CLOSED = re.compile(r"(?i)\b(?:ended|ends|concluded|closed)\b[^.;]{0,40}$")
LEADS = re.compile(r"^(?:\W|[Oo]n|[Ff]rom|[Bb]etween|[Ii]n|[Dd]uring|[Tt]he)*$")
ANOTHER = re.compile(r"(?i)\b(?:next|another|follow-up)\s+$")
ONE = re.compile(r"(?i)\ban?\s+$")
LONGEST_HEADING = 160
LOOK_BACK = 8  # paragraphs in which "the workshop" has its title
NO_YEAR = "no year is stated, and the document has no date"
YEAR_INFERRED = "year inferred from the date of the document"


@dataclass(frozen=True)
class Meeting:
    """A meeting, where it is told, and the heading that it stands under."""

    title: Cell
    kind: str
    start: Cell
    end: Cell
    precision: str
    city: Cell
    country: Cell
    where: Sentence
    paragraphs: tuple[int, ...]
    round: int | None = None
    context: str = ""
    announced: bool = False
    notes: tuple[str, ...] = ()
    high: bool = True


def meeting_on(
    reading: Reading, one: Marked, where: Sentence, day: Period, title: Cell, kind: str, town: Mark | None
) -> Meeting | None:
    """Return a meeting on a day, or None and the doubt that its day leaves."""
    whole = with_year(day, reading.published, ahead=bool(AHEAD.search(where.text)))
    before = one.text[where.first : day.first]
    single = day.start == day.end and day.start[2] > 0
    off = PUT_OFF.search(where.text)
    fault = f"it was {off[0].lower()}" if off else whole.fault if whole else NO_YEAR
    fault = "only its last day is stated" if single and CLOSED.search(before) else fault
    if whole is None or fault:
        reading.doubt(title.value, fault, where)
        return None
    reading.read.append(where)
    start = of_mark(iso(whole.start), one, day)
    opened = single and bool(OPENED.search(before))
    end = Cell("") if opened else replace(start, value=iso(whole.end))
    notes: tuple[str, ...] = () if day.has_year else (YEAR_INFERRED,)
    notes += ("its last day is not stated",) if opened else ()
    city, country = place_of(reading, one, town, where)
    context = " ".join([where.text, *one.paragraph.headings, reading.title])
    number = round_of(title.value)
    days = (start, end, whole.precision)
    return Meeting(
        title, kind, *days, city, country, where, (one.number,), number, context, False, notes, day.has_year
    )


def place_of(reading: Reading, one: Marked, town: Mark | None, where: Sentence) -> tuple[Cell, Cell]:
    """Return a city and its country: the one named behind it, else the one where the city lies."""
    if town is None:
        for mark in within(one.countries, where):
            if re.search(r"\b(?:held|place|hosted|organi[sz]ed) in (?:the )?$", one.text[: mark.first]):
                return Cell(""), of_mark(mark.value, one, mark)
        return Cell(""), Cell("")
    city = of_mark(town.value, one, town)
    for mark in one.countries:
        if mark.first >= town.last and re.fullmatch(r"[\s,(]*", one.text[town.last : mark.first]):
            return city, of_mark(mark.value, one, mark)
    if not town.country:
        reading.doubt(f"country of {town.value}", "not among the cities that are known", where)
    return city, Cell(town.country, f"from {city.place}" if town.country else "")


def in_sentence(reading: Reading, one: Marked, where: Sentence) -> list[Meeting]:
    """Return the meetings of a sentence: each day with the noun that it is said of."""
    dates = [day for day in days_in(one, where) if day.start[1] or day.season]
    named = [
        noun
        for noun in nouns(one.text, where.first, where.last)
        if not GENERIC.search(one.text[where.first : noun.start()])
    ]
    result = []
    for day in dates:
        noun = noun_of(one, where, day, named, dates)
        if noun is None or (PLURAL.search(noun[0]) and bare(title_around(one.text, noun)[0])):
            continue
        title, first, last = full_title(reading, one, noun)
        town = town_of(one, where, day, noun)
        if town and bare(title):
            title = f"{title} in {town.value}"
        name = cell(title[:1].upper() + title[1:], where, first, last)
        meeting = meeting_on(reading, one, where, day, name, kind_of(noun), town)
        if meeting:
            ahead = AHEAD.search(where.text) and meeting.start.value > (reading.published or "9999")
            result.append(replace(meeting, announced=bool(ahead)))
    return result


def noun_of(
    one: Marked, where: Sentence, day: Period, named: list[re.Match[str]], dates: list[Period]
) -> re.Match[str] | None:
    """Return the noun that a day is said of: "the workshop, held in … on 3 May", "On 3 May a workshop …"."""
    text = one.text
    before = [noun for noun in named if noun.end() <= day.first]
    earlier = max((other.last for other in dates if other.last <= day.first), default=where.first)
    if before and before[-1].end() > earlier:
        between = text[title_around(text, before[-1])[2] : day.first]
        held = HELD.search(between)
        other = OF_OTHERS.search(between) or (VERB.search(between) and not held)
        return None if other else before[-1]
    following = next((noun for noun in named if noun.start() >= day.last), None)
    if following is None or before or not LEADS.match(text[where.first : day.first]):
        return None
    return following if HELD.search(text[day.last : where.last]) else None


def town_of(one: Marked, where: Sentence, day: Period, noun: re.Match[str]) -> Mark | None:
    """Return the city of a meeting: in its name, "the Lima conference", else the nearest behind the noun."""
    first, last = title_around(one.text, noun)[1:]
    towns = within(one.cities, where)
    inside = [town for town in towns if first <= town.first < last]
    limit = day.last + 80 if day.first > noun.start() else where.last
    following = [town for town in towns if noun.end() <= town.first < limit]
    lead = [town for town in towns if town.first < first and day.first < first]
    return next(iter([*inside, *following, *reversed(lead)]), None)


def full_title(reading: Reading, one: Marked, noun: re.Match[str]) -> tuple[str, int, int]:
    """Return the title at a noun and its place; "the workshop" has the title that it points back to."""
    title, first, last = title_around(one.text, noun)
    same = noun[0].lower().rstrip("s")
    if not bare(title) or ANOTHER.search(one.text[:first]):
        return title, first, last
    look_back = 2 if ONE.search(one.text[:first]) else LOOK_BACK
    for number in range(one.number, max(-1, one.number - look_back), -1):
        text = reading.paragraphs[number].text
        for other in reversed(nouns(text, 0, first if number == one.number else None)):
            named = title_around(text, other)[0]
            if other[0].lower().rstrip("s") == same and not bare(named) and not PLURAL.search(other[0]):
                above = reading.paragraphs[number]
                whole = above.paragraph.heading and len(text) < LONGEST_HEADING and not above.dates
                return text if whole else named, first, last
    in_title = any(other[0].lower().rstrip("s") == same for other in nouns(reading.title))
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
    if one.start.value[:shorter] != other.start.value[:shorter] or (
        shorter == 4 and one.start != other.start
    ):
        return False
    if shorter == 10 and "" not in (one.end.value, other.end.value) and one.end.value != other.end.value:
        return False
    placed = one.country.value and one.country.value == other.country.value
    return bool(placed) or one.kind == other.kind or bare(one.title.value) or bare(other.title.value)


def united(one: Meeting, other: Meeting) -> Meeting:
    """Return two tellings of a meeting as one: the more exact days, the fuller place and title."""
    exact = one if len(one.start.value) >= len(other.start.value) else other
    title = other.title if bare(one.title.value) or " in " in one.title.value[:14] else one.title
    return replace(
        exact,
        title=title if not bare(title.value) else one.title,
        kind=one.kind,
        city=one.city if one.city.value else other.city,
        country=one.country if one.country.value else other.country,
        where=one.where,
        paragraphs=tuple(dict.fromkeys((*one.paragraphs, *other.paragraphs))),
        round=one.round or other.round,
        context=f"{one.context} {other.context}",
        announced=one.announced and other.announced,
    )

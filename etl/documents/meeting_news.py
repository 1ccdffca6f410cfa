"""Meetings in sentences: "The workshop, held in Rakitje, Croatia, on 12-13 June 2017, …"; signings."""

import re
from dataclasses import replace

from etl.documents.dates import Period, periods
from etl.documents.meeting_days import days_told, noun_for
from etl.documents.meeting_words import (
    GENERIC,
    PLURAL,
    bare,
    kind_of,
    nouns,
    round_of,
    title_around,
)
from etl.documents.meetings import (
    ONLINE,
    Meeting,
    Telling,
    city_and_country,
    is_soon,
    meeting_on,
    place_near,
)
from etl.documents.names import Mark
from etl.documents.paragraphs import Sentence, sentences
from etl.documents.quantities import NUMBER_WORDS, ORDINAL_TEXT, cardinal
from etl.documents.reading import Cell, Found, Marked, Reading, cell, doubt

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


def agreement(at: Telling, day: Period, noun: re.Match[str]) -> list[Meeting]:
    """Return the signing of an agreement as an event."""
    purpose = PURPOSE.match(at.one.text[noun.end() : at.sentence.last])
    words = re.sub(r"^(?i:(?:a|an|the)\s+)?(?:new\s+)?", "", noun[0])
    words += purpose[0] if purpose else f" ({at.reading.title})"
    title = cell(f"Signing of the {words}", at.one.paragraph, noun.start(), noun.end())
    return meeting_on(at, day, title, "signing", place_near(at.one, at.sentence, day, None, at.reading))


AHEAD = re.compile(
    r"\b(?:will|shall|to be|upcoming|next|planned|scheduled|forthcoming|is organi[sz]ing|are organi[sz]ing)\b"
)
PAST = re.compile(r"\b(?:was|were|took|attended|gathered|met|participated|organi[sz]ed|hosted)\b")
OCCASION = re.compile(
    r"(?i)\b(?:occasioned by|on the occasion of|in connection with|on the margins of|during the visit)\b"
)
HYBRID = re.compile(r"(?i)\bhybrid\b|\band online\b")
MEETS = re.compile(
    r"\b(?:met|meet|gathered|gather|come together|was held|were held|took place|was organi[sz]ed"
    r"|was hosted)\b"
)
VISITED = re.compile(r"\b(?:visited|paid a visit)\b")
BEGINS = re.compile(
    r"(?i)\b(?:open(?:s|ed)?|beg[aiu]ns?|start(?:s|ed)|kicked off|inaugurated|commenced)\b[^.;]{0,70}$"
)
CLOSES = re.compile(r"(?i)\b(?:end(?:s|ed)|conclude[sd]?|close[sd])\b[^.;]{0,40}$")
SEVERAL_DAYS = re.compile(r"(?i)\b(?:two|three|four|five|six|seven|eight|nine|ten|[2-9]|1\d)[- ]days?\b")
BESIDE = re.compile(r"\s*[(,]?\s*(?:on\s+)?")
STATED = re.compile(rf"({NUMBER_WORDS}|\d{{1,2}})\s+(?:[\w-]+\s+){{0,5}}$")
LOOK_BACK = 8  # paragraphs in which "the workshop" has its title


def told_meetings(reading: Reading, found: Found) -> list[Meeting]:
    """Return the meetings that sentences tell of."""
    meetings: list[Meeting] = []
    for number, one in enumerate(reading.paragraphs):
        for sentence in sentences(one.paragraph):
            at = Telling(reading, number, one, sentence, found)
            meetings += from_sentence(at) or occasioned(at, meetings)
    return meetings


def from_sentence(at: Telling) -> list[Meeting]:
    """Return the meetings of one sentence, each day with the noun that it belongs to."""
    one, sentence = at.one, at.sentence
    dates = days_told(at)
    candidates = [
        match
        for match in nouns(one.text, sentence.first, sentence.last)
        if not GENERIC.search(one.text[sentence.first : match.start()])
    ]
    meetings: list[Meeting] = []
    for day in dates:
        noun = noun_for(one, sentence, day, candidates)
        if noun is not None and PLURAL.search(noun[0]):
            meetings += several(at, day, noun)
        elif noun is not None:
            meetings += single(at, day, noun)
        elif signing := signed(one, sentence, day):
            meetings += agreement(at, day, signing)
        elif meets_there(one.text[sentence.first : day.first], sentence, day, candidates):
            meetings += unnamed(at, day)
    return meetings


def meets_there(lead: str, sentence: Sentence, day: Period, candidates: list[re.Match[str]]) -> bool:
    """Tell whether a sentence says that people met on a day, and names no meeting before it."""
    if not candidates:
        return bool(MEETS.search(sentence.text) or VISITED.search(sentence.text))
    return day.last <= candidates[0].start() and bool(MEETS.search(lead))


def single(at: Telling, day: Period, noun: re.Match[str]) -> list[Meeting]:
    """Return the meeting of one noun and one day."""
    reading, one, sentence = at.reading, at.one, at.sentence
    title, first, last = title_around(one.text, noun)
    following = re.search(r"(?i)\b(?:next|another)\s+(?:\w+\s+)?$", one.text[sentence.first : first])
    own = following or any(one.text[noun.end() : mark.first] == " in " for mark in one.cities)
    full = title if own or not bare(title) else antecedent(reading, at.number, noun, first) or title
    soon = is_soon(day, reading.published) and not day.has_year and not PAST.search(sentence.text)
    ahead = soon or bool(AHEAD.search(sentence.text))
    city, country = place_near(one, sentence, day, noun, reading)
    name = cell(full_title(full, city, reading), one.paragraph, first, last)
    above = " ".join(text for text in one.paragraph.headings if not periods(text))
    context = f"{sentence.text} {above} {reading.title}"
    meetings = []
    for each in meeting_on(at, day, name, kind_of(noun), (city, country), ahead):
        planned = ahead and (not reading.published or each.start.value > reading.published)
        told = (
            "announced in the document" if planned else "",
            "held online" if ONLINE.search(sentence.text) and not HYBRID.search(sentence.text) else "",
        )
        notes = (*each.notes, *(text for text in told if text))
        told_so = replace(each, round=round_of(title), announced=planned, notes=notes, context=context)
        meetings += partly_dated(told_so, at, day)
    return meetings


def partly_dated(each: Meeting, at: Telling, day: Period) -> list[Meeting]:
    """Return a meeting without its last day where only the first is told, none where only the last is."""
    if each.start.value != each.end.value or not day.start[2]:
        return [each]
    before = at.one.text[at.sentence.first : day.first]
    if CLOSES.search(before):
        at.found.doubts.append(doubt(each.title.value, "only its last day is stated", at.sentence))
        return []
    if BEGINS.search(before) or SEVERAL_DAYS.search(at.sentence.text):
        return [replace(each, end=Cell(""))]
    return [each]


def full_title(title: str, city: Cell, reading: Reading) -> str:
    """Return a title with a capital; a bare noun gets its city, or the title of the document."""
    name = title
    if bare(title):
        name = f"{title} in {city.value}" if city.value else f"{title} ({reading.title})"
    return name[:1].upper() + name[1:]


def antecedent(reading: Reading, number: int, noun: re.Match[str], first: int) -> str:
    """Return the title that "the workshop" points back to: the last with that noun, else the document's."""
    wanted = noun[0].lower().rstrip("s")
    for at in range(number, max(-1, number - LOOK_BACK), -1):
        text = reading.paragraphs[at].text
        for match in reversed(nouns(text, 0, first if at == number else len(text))):
            title = title_around(text, match)[0]
            if match[0].lower().rstrip("s") == wanted and not bare(title) and not PLURAL.search(match[0]):
                return title
    in_title = {match[0].lower().rstrip("s") for match in nouns(reading.title)}
    return reading.title if wanted in in_title else ""


def several(at: Telling, day: Period, noun: re.Match[str]) -> list[Meeting]:
    """Return a meeting for each city that a sentence lists; their number must be the one it states."""
    one, sentence = at.one, at.sentence
    title = title_around(one.text, noun)[0]
    if two := TWO_ROUNDS.search(one.text[sentence.first : noun.end()]):
        return one_of_two(at, day, noun, two)
    count = stated(one.text[sentence.first : noun.start()])
    listed = [mark for mark in one.cities if sentence.first <= mark.first < sentence.last]
    if count is None and len(listed) < 2:
        return single(at, day, noun) if listed and "intersessional" in title.lower() else []
    cities = cities_on(at, day, listed, count)
    if not cities:
        named = f"{len(listed)} cities and {len(days_told(at))} dates named"
        reason = f"several meetings, {count or 'no number'} stated, {named}"
        at.found.doubts.append(doubt(title, reason, sentence))
    rounds = round_of(title) or next(
        (value for text in (one.text, at.reading.title) if (value := round_named(text))), None
    )
    name = series_title(title, rounds, f"{sentence.text} {at.reading.title}")
    ahead = bool(AHEAD.search(sentence.text))
    meetings = []
    for mark in cities:
        city, country = city_and_country(mark, one, at.reading)
        told = Cell(f"{name} - {mark.value}", f"from {city.place}")
        meetings += meeting_on(at, day, told, kind_of(noun), (city, country), ahead)
    return [replace(meeting, round=rounds) for meeting in meetings]


TWO_ROUNDS = re.compile(
    rf"(?P<first>{ORDINAL_TEXT})\s+and\s+(?P<second>{ORDINAL_TEXT})\s+(?P<title>(?:[A-Z][\w-]+\s+){{0,5}}[\w-]+)s$"
)


def one_of_two(at: Telling, day: Period, noun: re.Match[str], two: re.Match[str]) -> list[Meeting]:
    """Return the one held on a day of "The 11th and 12th meetings were held on 9 July and 10 December"."""
    dates = days_told(at)
    if len(dates) != 2 or "respectively" in at.sentence.text:
        return []
    place = place_near(at.one, at.sentence, day, noun, at.reading)
    which = two["second"] if day == dates[1] else two["first"]
    title = f"{which} {two['title']}"
    told = meeting_on(at, day, Cell(title), kind_of(noun), place, bool(AHEAD.search(at.sentence.text)))
    return [replace(each, round=round_of(title)) for each in told]


def cities_on(at: Telling, day: Period, cities: list[Mark], count: int | None) -> list[Mark]:
    """Return the cities that met on a day: the one beside it, or all that share it; none if it is unclear."""
    dates = days_told(at)
    if len(dates) != len(cities):
        return cities if len(dates) == 1 and count in (None, len(cities)) else []
    if "respectively" in at.sentence.text:
        return [cities[dates.index(day)]]
    before = [mark for mark in cities if mark.last <= day.first]
    return [mark for mark in before if BESIDE.fullmatch(at.one.text[mark.last : day.first])]


def stated(lead: str) -> int | None:
    """Return the number of meetings that the words before the noun state.

    >>> stated("During this round seven local coordination "), stated("the local ")
    (7, None)
    """
    found = STATED.search(lead)
    if not found:
        return None
    return int(found[1]) if found[1].isdigit() else cardinal(found[1])


def series_title(title: str, rounds: int | None, context: str) -> str:
    """Return the title that the meetings of a round share."""
    single_title = re.sub(r"s$", "", title)
    name = single_title[:1].upper() + single_title[1:]
    name = re.sub(r"^Local", "Roadmap Local", name) if "roadmap" in context.lower() else name
    return f"{name}, round {rounds}" if rounds else name


def round_named(text: str) -> int | None:
    """Return the number of a round that a text names: "Tenth round of …".

    >>> round_named("During the 10th round of these meetings"), round_named("a round table")
    (10, None)
    """
    found = re.search(r"\b([\w-]+)\s+round\s+of\b", text)
    return round_of(found[1]) if found else None


def unnamed(at: Telling, day: Period) -> list[Meeting]:
    """Return the meeting of a sentence that names a place but no meeting, under a title with the noun."""
    city, country = place_near(at.one, at.sentence, day, None, at.reading)
    above = [text for text in (*reversed(at.one.paragraph.headings), at.reading.title) if nouns(text)]
    if MEETS.search(at.sentence.text) and (name := named_elsewhere(at, city)):
        above = [name]
    elif not above and city.value and MEETS.search(at.sentence.text):
        above = [f"{noun.capitalize()} in {city.value}" for noun in told_next(at)]
    if not above or not city.value:
        return []
    if not MEETS.search(at.sentence.text) and kind_of(nouns(above[0])[-1]) != "visit":
        return []
    ahead = bool(AHEAD.search(at.sentence.text))
    title = re.sub(r"(?i)\s+held(?: in [\w, ]+)?$", "", above[0])
    inferred = "title inferred from what stands around the sentence"
    return [
        replace(each, round=round_of(above[0]), notes=(*each.notes, inferred), high=False)
        for each in meeting_on(at, day, Cell(title), kind_of(nouns(above[0])[-1]), (city, country), ahead)
    ]


THE_MEETING = re.compile(r"(?:The|This) (?P<noun>seminar|workshop|meeting|conference|symposium|training)\b")


def named_elsewhere(at: Telling, city: Cell) -> str:
    """Return the name that a document gives to a meeting in a city: the Belgrade Conference."""
    for one in at.reading.paragraphs if city.value else ():
        for noun in nouns(one.text):
            title = title_around(one.text, noun)[0]
            if title.startswith(f"{city.value} ") and not PLURAL.search(noun[0]):
                return title
    return ""


def told_next(at: Telling) -> list[str]:
    """Return the noun of "The seminar …" that goes on where a sentence names no meeting."""
    behind = at.one.text[at.sentence.last :].lstrip()
    following = at.reading.paragraphs[at.number + 1 : at.number + 2]
    told = THE_MEETING.match(behind or (following[0].text if following else ""))
    return [told["noun"]] if told else []


def occasioned(at: Telling, told: list[Meeting]) -> list[Meeting]:
    """Return a meeting without days that occasioned a visit told just before, within its days."""
    one, sentence = at.one, at.sentence
    visits = [meeting for meeting in told if at.number in meeting.told and meeting.kind == "visit"]
    link = OCCASION.search(sentence.text)
    if not visits or not link:
        return []
    first = sentence.first + link.end()
    here = [match for match in nouns(one.text, first, sentence.last) if kind_of(match) != "visit"]
    cities = [mark for mark in one.cities if first <= mark.first < sentence.last]
    if not here or not cities:
        return []
    title, begin, last = title_around(one.text, here[0])
    city, country = city_and_country(cities[0], one, at.reading)
    reason = "it occasioned a visit: the document does not say that the visitor took part, or spoke"
    at.found.doubts.append(doubt(title, reason, sentence))
    start, end = visits[-1].start, visits[-1].end
    return [
        replace(
            visits[-1],
            title=cell(title, one.paragraph, begin, last),
            kind=kind_of(here[0]),
            city=city,
            country=country,
            where=sentence,
            high=False,
            start=Cell(start.value, f"from {start.place}"),
            end=Cell(end.value, f"from {end.place}"),
            notes=("days inferred: those of the visit that it occasioned; its own are not stated",),
        )
    ]

"""Meetings in sentences: "The workshop, held in Rakitje, Croatia, on 12-13 June 2017, …"."""

import re
from dataclasses import replace

from etl.documents.agreements import agreement, signed
from etl.documents.dates import Period
from etl.documents.findings import Cell, Found, Reading, cell, doubt
from etl.documents.marks import Marked
from etl.documents.meeting_places import place_near
from etl.documents.meeting_words import GENERIC, NOUN, PLURAL, bare, kind_of, nouns, round_of, title_around
from etl.documents.meetings import ONLINE, Meeting, city_and_country, days
from etl.documents.numerals import NUMBER_WORDS, cardinal
from etl.documents.paragraphs import Sentence, sentences

HAPPENS = (
    r"held|organi[sz]ed|organi[sz]ing|hosted|host|convened|conducted|took place|take place"
    r"|takes place|taking place"
    r"|scheduled|gathered|gather|met|meet|come together|opened|attended|participated"
    r"|inaugurated|planned|launched"
    r"|facilitated|organi[sz]es|holding|holds|gathering|continued"
)
HAPPENED = re.compile(rf"\b(?:{HAPPENS})\b")
# What stands between a meeting and its day tells how, where and by whom; or there is no verb at all.
OTHER_VERB = re.compile(
    r"\b(?:was|were|is|are|will|would|has|have|had|signed|ratified|adopted|published|released"
    r"|launched|established"
    r"|started|began|announced|said|help|helped|agreed|decided|entered|deposited|suggested"
    r"|accessed|since|until"
    r"|revised|approved|visited)\b"
)
LINKED = re.compile(
    r"\b(?:which|that|who)?\s*(?:was|were|is|are|will be|to be|being|has been|have been|will"
    r"|also|jointly|virtually)?"
    rf"\s*(?:{HAPPENS})\b"
)
NOT_ITS_DAY = re.compile(
    r"(?i)(?:\b(?:decision|resolution|agreement|report|law|regulation|letter|strategy"
    r"|declaration|dated|published"
    r"|accessed|since|until|till|by|before|after|as of|adopted|updated)\b"
    r"(?:\s+(?:of|on|no\.?|in|the|late|early|\(?[\w/()-]*\d[\w/()-]*))*\s*)$"
)
OF_DAY = re.compile(r"(?P<what>[\w)/]+)\s+of\s+(?:the\s+)?$")
AHEAD = re.compile(
    r"\b(?:will|shall|to be|upcoming|next|planned|scheduled|forthcoming|is organi[sz]ing|are organi[sz]ing)\b"
)
OCCASION = re.compile(
    r"(?i)\b(?:occasioned by|on the occasion of|in connection with|on the margins of|during the visit)\b"
)
MEETS = re.compile(
    r"\b(?:met|meet|gathered|gather|come together|was held|were held|took place|was"
    r" organi[sz]ed|was hosted)\b"
)
ATTACHES = re.compile(r"\b(?:for|during|at)\s+the\s+|\b(?:made|paid|attended|visit)\b")
CAPITALS = re.compile(r"\s+(?:[A-Z][\w'&-]*\s+(?:(?:of|on|for)\s+)?)*")
STATED = re.compile(rf"({NUMBER_WORDS}|\d{{1,2}})\s+(?:[\w-]+\s+){{0,5}}$")
FARTHEST = 420  # characters between a meeting and its day


def told_meetings(reading: Reading, found: Found) -> list[Meeting]:
    """Return the meetings that sentences tell of."""
    meetings: list[Meeting] = []
    for number, one in enumerate(reading.paragraphs):
        for sentence in sentences(one.paragraph):
            here = from_sentence(reading, number, one, sentence, found)
            meetings += here or occasioned(reading, number, one, sentence, meetings)
    return meetings


def from_sentence(
    reading: Reading, number: int, one: Marked, sentence: Sentence, found: Found
) -> list[Meeting]:
    """Return the meetings of one sentence, each day with the noun that it belongs to."""
    dates = [day for day in one.dates if sentence.first <= day.first < sentence.last and tells(one.text, day)]
    candidates = [
        match
        for match in nouns(one.text, sentence.first, sentence.last)
        if not GENERIC.search(one.text[sentence.first : match.start()])
    ]
    meetings: list[Meeting] = []
    for day in dates:
        noun = noun_for(one, sentence, day, candidates)
        if noun is not None and PLURAL.search(noun[0]):
            meetings += several(reading, number, one, sentence, day, noun, found)
        elif noun is not None:
            meetings += single(reading, number, one, sentence, day, noun, found)
        elif signing := signed(one, sentence, day):
            meetings += agreement(reading, number, one, sentence, day, signing, found)
        elif not candidates and MEETS.search(sentence.text):
            meetings += unnamed(reading, number, one, sentence, day, found)
    return meetings


def tells(text: str, day: Period) -> bool:
    """Tell whether a date can be that of a meeting, and does not only name a decision of 9 December."""
    before = text[max(0, day.first - 90) : day.first]
    of = OF_DAY.search(before)
    names = of is not None and not NOUN.search(of["what"]) and of["what"] not in ("period", "week", "days")
    exact = day.start[1] or day.season in ("late", "early", "mid")
    return bool(exact) and not names and not NOT_ITS_DAY.search(before)


def noun_for(
    one: Marked, sentence: Sentence, day: Period, candidates: list[re.Match[str]]
) -> re.Match[str] | None:
    """Return the noun that a day belongs to: one before it with nothing told between, else one behind it."""
    before = [match for match in candidates if match.end() <= day.first]
    if before and belongs(one.text[before[-1].end() : day.first]):
        return before[-1]
    behind = [match for match in candidates if match.start() >= day.last]
    return behind[0] if behind and opens(one, sentence, day, behind[0], bool(before)) else None


def opens(one: Marked, sentence: Sentence, day: Period, noun: re.Match[str], others: bool) -> bool:
    """Tell whether a day opens the telling of a meeting: "On 1 June 2010 SEESAC hosted the … Meeting"."""
    gap, lead = one.text[day.last : noun.start()], one.text[sentence.first : day.first]
    if CAPITALS.fullmatch(gap) and re.search(r"\b(?:the|at|a)\s+$", lead, re.I):
        return True
    if len(gap) >= 160 or ";" in gap or not (day.first - sentence.first < 30 or not others):
        return False
    told = HAPPENED.search(gap) or HAPPENED.search(one.text[noun.end() : noun.end() + 80])
    return bool(told or ATTACHES.search(gap))


def belongs(gap: str) -> bool:
    """Tell whether what stands between a meeting and a day leaves the day to the meeting."""
    plain = re.sub(r"\"[^\"]*\"|\([^)]*\)", "", gap)
    if ";" in plain or len(plain) > FARTHEST or OTHER_VERB.search(LINKED.sub(" ", plain)):
        return False
    return len(plain) <= 110 or bool(LINKED.search(plain))


def single(
    reading: Reading,
    number: int,
    one: Marked,
    sentence: Sentence,
    day: Period,
    noun: re.Match[str],
    found: Found,
) -> list[Meeting]:
    """Return the meeting of one noun and one day."""
    title, first, last = title_around(one.text, noun)
    following = re.search(r"(?i)\b(?:next|another)\s+(?:\w+\s+)?$", one.text[sentence.first : first])
    full = title if not bare(title) or following else antecedent(reading, number, noun, first) or title
    ahead = bool(AHEAD.search(sentence.text))
    start, end, note, fault = days(day, one, reading, ahead)
    if fault:
        found.doubts.append(doubt(full, fault, sentence))
        return []
    city, country = place_near(one, sentence, day, noun, reading)
    planned = ahead and (not reading.published or start.value > reading.published)
    notes = [
        note,
        "announced in the document" if planned else "",
        "held online" if ONLINE.search(sentence.text) else "",
    ]
    name = cell(full_title(full, city, reading), one.paragraph, first, last)
    context = f"{sentence.text} {' '.join(one.paragraph.headings)} {reading.title}"
    return [
        Meeting(
            name, kind_of(noun), start, end, day.precision, city, country, sentence, (number,), round=round_of(title),
            announced=planned, notes=tuple(text for text in notes if text), high=not note, context=context,
        )
    ]  # fmt: skip


def full_title(title: str, city: Cell, reading: Reading) -> str:
    """Return a title with a capital; a bare noun gets its city, or the title of the document."""
    name = title
    if bare(title):
        name = f"{title} in {city.value}" if city.value else f"{title} ({reading.title})"
    return name[:1].upper() + name[1:]


def antecedent(reading: Reading, number: int, noun: re.Match[str], first: int) -> str:
    """Return the title that "the workshop" points back to: the last with that noun, else the document's."""
    wanted = noun[0].lower().rstrip("s")
    for at in range(number, -1, -1):
        text = reading.paragraphs[at].text
        for match in reversed(nouns(text, 0, first if at == number else len(text))):
            title = title_around(text, match)[0]
            if match[0].lower().rstrip("s") == wanted and not bare(title) and not PLURAL.search(match[0]):
                return title
    in_title = {match[0].lower().rstrip("s") for match in nouns(reading.title)}
    return reading.title if wanted in in_title else ""


def several(
    reading: Reading,
    number: int,
    one: Marked,
    sentence: Sentence,
    day: Period,
    noun: re.Match[str],
    found: Found,
) -> list[Meeting]:
    """Return a meeting for each city that a sentence lists; their number must be the one it states."""
    title = title_around(one.text, noun)[0]
    cities = [mark for mark in one.cities if sentence.first <= mark.first < sentence.last]
    dates = [
        other
        for other in one.dates
        if sentence.first <= other.first < sentence.last and tells(one.text, other)
    ]
    stated = STATED.search(one.text[sentence.first : noun.start()])
    count = (int(stated[1]) if stated[1].isdigit() else cardinal(stated[1])) if stated else None
    if len(cities) == 1 and count is None and "intersessional" in title.lower():
        return single(reading, number, one, sentence, day, noun, found)
    start, end, note, fault = days(day, one, reading, bool(AHEAD.search(sentence.text)))
    if len(dates) != 1 or len(cities) < 2 or (count is not None and count != len(cities)):
        fault = (
            f"several meetings, {count or 'no number'} stated, {len(cities)} cities and"
            f" {len(dates)} dates named"
        )
        if count is None and len(cities) < 2:
            return []
    if fault:
        found.doubts.append(doubt(title, fault, sentence))
        return []
    rounds = round_of(title) or next(
        (value for text in (one.text, reading.title) if (value := round_named(text))), None
    )
    name = series_title(title, rounds, f"{sentence.text} {reading.title}")
    context = f"{sentence.text} {reading.title}"
    meetings = []
    for mark in cities:
        city, country = city_and_country(mark, one, reading)
        meetings.append(
            Meeting(
                Cell(f"{name} - {mark.value}", f"from {city.place}"), kind_of(noun), start, end, day.precision, city, country,
                sentence, (number,), round=rounds, notes=(note,) if note else (), high=not note, context=context,
            )
        )  # fmt: skip
    return meetings


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


def unnamed(
    reading: Reading, number: int, one: Marked, sentence: Sentence, day: Period, found: Found
) -> list[Meeting]:
    """Return the meeting of a sentence that names a place but no meeting, under a title with the noun."""
    city, country = place_near(one, sentence, day, None, reading)
    above = [text for text in (*reversed(one.paragraph.headings), reading.title) if nouns(text)]
    if not above or not city.value:
        return []
    start, end, note, fault = days(day, one, reading, bool(AHEAD.search(sentence.text)))
    if fault:
        found.doubts.append(doubt(above[0], fault, sentence))
        return []
    notes = tuple(text for text in (note, "title inferred: it stands above the sentence") if text)
    return [
        Meeting(
            Cell(above[0]), kind_of(nouns(above[0])[-1]), start, end, day.precision, city, country, sentence, (number,),
            round=round_of(above[0]), notes=notes, high=False, context=f"{sentence.text} {reading.title}",
        )
    ]  # fmt: skip


def occasioned(
    reading: Reading, number: int, one: Marked, sentence: Sentence, told: list[Meeting]
) -> list[Meeting]:
    """Return a meeting without days that occasioned a visit told just before: within the days of the visit."""
    visits = [meeting for meeting in told if number in meeting.told and meeting.kind == "visit"]
    link = OCCASION.search(sentence.text)
    if not visits or not link:
        return []
    first = sentence.first + link.end()
    here = [match for match in nouns(one.text, first, sentence.last) if kind_of(match) != "visit"]
    cities = [mark for mark in one.cities if first <= mark.first < sentence.last]
    if not here or not cities:
        return []
    title, begin, last = title_around(one.text, here[0])
    city, country = city_and_country(cities[0], one, reading)
    start, end = visits[-1].start, visits[-1].end
    return [
        replace(
            visits[-1], title=cell(title, one.paragraph, begin, last), kind=kind_of(here[0]), city=city, country=country,
            where=sentence, high=False, start=Cell(start.value, f"from {start.place}"), end=Cell(end.value, f"from {end.place}"),
            notes=("days inferred: those of the visit that it occasioned; its own are not stated",),
        )
    ]  # fmt: skip

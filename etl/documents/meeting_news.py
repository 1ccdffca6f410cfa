"""Meetings in sentences: "The workshop, held in Rakitje, Croatia, on 12-13 June 2017, …"."""

import re
from dataclasses import replace

from etl.documents.dates import Period
from etl.documents.findings import Cell, Found, Reading, cell, doubt
from etl.documents.marks import Marked
from etl.documents.meeting_words import (
    AGREEMENT,
    GENERIC,
    NOUN,
    PLURAL,
    bare,
    kind_of,
    nouns,
    round_of,
    title_around,
)
from etl.documents.meetings import ONLINE, Meeting, city_and_country, days, place_of
from etl.documents.names import Mark
from etl.documents.numerals import NUMBER_WORDS, cardinal
from etl.documents.paragraphs import Sentence, sentences

HAPPENS = (
    r"held|organi[sz]ed|organi[sz]ing|hosted|host|convened|conducted|took place|take place|takes place|taking place|scheduled"
    r"|gathered|gather|met|meet|come together|opened|attended|participated|inaugurated|planned|launched|facilitated|organi[sz]es"
)
HAPPENED = re.compile(rf"\b(?:{HAPPENS})\b")
# What stands between a meeting and its day tells of the meeting: how, where, by whom; or there is no verb at all.
OTHER_VERB = re.compile(
    r"\b(?:was|were|is|are|will|would|has|have|had|signed|ratified|adopted|published|released|launched|established|started|began"
    r"|announced|said|help|helped|agreed|decided|entered|deposited|suggested|accessed|since|until|revised|approved|visited)\b"
)
LINKED = re.compile(
    rf"\b(?:which|that|who)?\s*(?:was|were|is|are|will be|to be|being|has been|have been|will|also|jointly|virtually)?\s*(?:{HAPPENS})\b"
)
NOT_ITS_DAY = re.compile(
    r"(?i)(?:\b(?:decision|resolution|agreement|report|law|regulation|letter|strategy|declaration|dated|published|accessed|since|until|till|by"
    r"|before|after|as of|adopted|updated)\b(?:\s+(?:of|on|no\.?|in|the|late|early|\(?[\w/()-]*\d[\w/()-]*))*\s*)$"
)
AHEAD = re.compile(
    r"\b(?:will|shall|to be|upcoming|next|planned|scheduled|forthcoming|is organi[sz]ing|are organi[sz]ing)\b"
)
SIGNED = re.compile(r"\bsign(?:ed|s|ing)\b")
OCCASION = re.compile(
    r"(?i)\b(?:occasioned by|on the occasion of|in connection with|on the margins of|during the visit)\b"
)
MEETS = re.compile(
    r"\b(?:met|meet|gathered|gather|come together|was held|were held|took place|was organi[sz]ed|was hosted)\b"
)


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
    dates = [
        day
        for day in one.dates
        if sentence.first <= day.first < sentence.last
        and (day.start[1] or day.season in ("late", "early", "mid"))
        and not named_by_date(one.text, day)
    ]
    found_nouns = [
        match
        for match in nouns(one.text, sentence.first, sentence.last)
        if not GENERIC.search(one.text[sentence.first : match.start()])
    ]
    meetings: list[Meeting] = []
    for day in dates:
        noun = noun_for(one, sentence, day, found_nouns)
        if noun is not None and PLURAL.search(noun[0]):
            meetings += several(reading, number, one, sentence, day, noun, dates, found)
        elif noun is not None:
            meetings += single(reading, number, one, sentence, day, noun, found)
        elif signing := signed(one, sentence, day):
            meetings += agreement(reading, number, one, sentence, day, signing, found)
        elif (
            not found_nouns
            and MEETS.search(sentence.text)
            and place_near(one, sentence, day, None, reading)[0].value
        ):
            meetings += unnamed(reading, number, one, sentence, day, found)
    return meetings


def named_by_date(text: str, day: Period) -> bool:
    """Tell whether a date only names something: a decision of 9 December 2019, a report dated 3 May."""
    before = text[max(0, day.first - 90) : day.first]
    of = re.search(r"(?P<what>[\w)/]+)\s+of\s+(?:the\s+)?$", before)
    return bool(NOT_ITS_DAY.search(before)) or (of is not None and not NOUN.search(of["what"]) and of["what"] not in ("period", "week", "days"))


def noun_for(
    one: Marked, sentence: Sentence, day: Period, candidates: list[re.Match[str]]
) -> re.Match[str] | None:
    """Return the noun that a day belongs to: one before it with nothing else told between, else one behind it."""
    before = [match for match in candidates if match.end() <= day.first]
    if before and belongs(one.text[before[-1].end() : day.first]):
        return before[-1]
    earlier = [match for match in before[:-1] if LINKED.search(one.text[match.end() : before[-1].start()])]
    if (
        earlier
        and re.search(rf"\b(?:{HAPPENS})\b[^.;]*$", one.text[earlier[-1].end() : day.first])
        and belongs(one.text[before[-1].end() : day.first])
    ):
        return earlier[-1]
    behind = [match for match in candidates if match.start() >= day.last]
    if not behind:
        return None
    gap = one.text[day.last : behind[0].start()]
    opens = day.first - sentence.first < 30 or not before
    if re.fullmatch(r"\s+(?:[A-Z][\w'&-]*\s+(?:(?:of|on|for)\s+)?)*", gap) and re.search(
        r"\b(?:the|at|a)\s+$", one.text[sentence.first : day.first], re.I
    ):
        return behind[0]
    if (
        opens
        and len(gap) < 160
        and ";" not in gap
        and (
            HAPPENED.search(gap)
            or HAPPENED.search(one.text[behind[0].end() : behind[0].end() + 80])
            or re.search(r"\b(?:for|during|at)\s+the\s+|\b(?:made|paid|attended|visit)\b", gap)
        )
    ):
        return behind[0]
    return None


def belongs(gap: str) -> bool:
    """Tell whether what stands between a meeting and a day leaves the day to the meeting."""
    plain = re.sub(r"\"[^\"]*\"|\([^)]*\)", "", gap)
    if ";" in plain or len(plain) > 420:
        return False
    verbs = OTHER_VERB.search(LINKED.sub(" ", plain))
    if verbs:
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
    ahead = bool(AHEAD.search(sentence.text))
    start, end, note, fault = days(day, one, reading, ahead)
    following = re.search(r"(?i)\b(?:next|another)\s+(?:\w+\s+)?$", one.text[sentence.first : first])
    shown = title if not bare(title) or following else antecedent(reading, number, noun, first)
    if fault:
        found.doubts.append(doubt(shown or title, fault, sentence))
        return []
    city, country = place_near(one, sentence, day, noun, reading)
    planned = ahead and (not reading.published or start.value > reading.published)
    notes = [note] if note else []
    notes += ["announced in the document"] if planned else []
    notes += ["Held online"] if ONLINE.search(sentence.text) else []
    name = full_title(shown or title, city, reading)
    return [
        Meeting(
            cell(name, one.paragraph, first, last), kind_of(noun), start, end, day.precision, city, country, sentence, (number,),
            round=round_of(title), announced=planned, notes=tuple(notes), high=not note,
            context=f"{sentence.text} {' '.join(one.paragraph.headings)} {reading.title}",
        )
    ]  # fmt: skip


def full_title(title: str, city: Cell, reading: Reading) -> str:
    """Return a title with a capital; a bare noun gets its city, or the title of the document."""
    name = title
    if bare(title):
        name = f"{title} in {city.value}" if city.value else f"{title} ({reading.title})"
    return name[:1].upper() + name[1:]


def antecedent(reading: Reading, number: int, noun: re.Match[str], first: int) -> str:
    """Return the title that "the workshop" points back to: the last full one with that noun, else the document's."""
    wanted = noun[0].lower().rstrip("s")
    for at in range(number, -1, -1):
        text = reading.paragraphs[at].text
        end = first if at == number else len(text)
        for match in reversed(nouns(text, 0, end)):
            title = title_around(text, match)[0]
            if match[0].lower().rstrip("s") == wanted and not bare(title) and not PLURAL.search(match[0]):
                return title
    return reading.title if kind_of(noun) in {kind_of(match) for match in nouns(reading.title)} else ""


def place_near(
    one: Marked, sentence: Sentence, day: Period, noun: re.Match[str] | None, reading: Reading
) -> tuple[Cell, Cell]:
    """Return where a meeting took place: right behind its day, before it, or as a part of its name."""
    text = one.text
    stretch = re.match(r"[^.;]{0,70}", text[day.last : sentence.last])
    behind = [
        mark for mark in one.cities if day.last <= mark.first < day.last + (stretch.end() if stretch else 0)
    ]
    close = [
        mark
        for mark in behind
        if re.fullmatch(
            r"[\s,(-]*(?:(?:in|at|and)\s+(?:the\s+)?)?(?:[A-Z][\w'-]*\s+(?:(?:de|la|of)\s+)*){0,4}(?:in\s+)?",
            text[day.last : mark.first],
        )
    ]
    begin = noun.start() if noun and noun.start() < day.first else sentence.first
    between = [
        mark
        for mark in one.cities
        if begin <= mark.first < day.first
        and re.search(r"\b(?:in|at|In|At|to)\s+(?:the\s+)?$|,\s*$", text[sentence.first : mark.first])
    ]
    modifier = [
        mark
        for mark in one.cities
        if noun and re.fullmatch(r"\s+(?:[A-Z][\w-]+\s+){0,3}", text[mark.last : noun.start()])
    ]
    later = [
        mark
        for mark in one.cities
        if day.last <= mark.first < sentence.last and re.search(r"\bin\s+$", text[: mark.first])
    ]
    seats = [
        mark
        for mark in one.seats
        if day.last <= mark.first < day.last + 110 and re.match(r"\s*,?\s*(?:at|in)\s", text[day.last :])
    ]
    for marks in (close, between[-1:], modifier, seats, later):
        if marks:
            return city_and_country(marks[0], one, reading)
    return place_of(one, min(begin, day.first), min(sentence.last, day.last + 60), reading)


def several(
    reading: Reading,
    number: int,
    one: Marked,
    sentence: Sentence,
    day: Period,
    noun: re.Match[str],
    dates: list[Period],
    found: Found,
) -> list[Meeting]:
    """Return a meeting for each city that a sentence lists; their number must be the one it states."""
    title = title_around(one.text, noun)[0]
    cities = [mark for mark in one.cities if sentence.first <= mark.first < sentence.last]
    stated = re.search(
        rf"({NUMBER_WORDS}|\d{{1,2}})\s+(?:[\w-]+\s+){{0,5}}$", one.text[sentence.first : noun.start()]
    )
    count = (int(stated[1]) if stated[1].isdigit() else cardinal(stated[1])) if stated else None
    if len(cities) == 1 and count is None and "intersessional" in title.lower():
        return single(reading, number, one, sentence, day, noun, found)
    if len(dates) != 1 or len(cities) < 2 or (count is not None and count != len(cities)):
        reason = f"several meetings, {count or 'no number'} stated, {len(cities)} cities and {len(dates)} dates named"
        if count is not None or len(cities) > 1:
            found.doubts.append(doubt(title, reason, sentence))
        return []
    start, end, note, fault = days(day, one, reading, bool(AHEAD.search(sentence.text)))
    if fault:
        found.doubts.append(doubt(title, fault, sentence))
        return []
    rounds = round_of(title) or next(
        (value for text in (one.text, reading.title) if (value := round_named(text))), None
    )
    single_title = re.sub(r"s$", "", title)
    name = single_title[:1].upper() + single_title[1:] + (f", round {rounds}" if rounds else "")
    return [
        listed_city(
            reading,
            number,
            one,
            sentence,
            mark,
            (start, end, day.precision),
            Cell(f"{name} - {mark.value}"),
            kind_of(noun),
            rounds,
            note,
        )
        for mark in cities
    ]


def listed_city(
    reading: Reading,
    number: int,
    one: Marked,
    sentence: Sentence,
    mark: Mark,
    when: tuple[Cell, Cell, str],
    title: Cell,
    kind: str,
    rounds: int | None,
    note: str,
) -> Meeting:
    """Return one of the meetings that a sentence lists by city."""
    city, country = city_and_country(mark, one, reading)
    name = (
        re.sub(r"^(?:Local)", "Roadmap Local", title.value)
        if "roadmap" in sentence.text.lower() + reading.title.lower()
        else title.value
    )
    return Meeting(
        Cell(name, f"from {city.place}"), kind, when[0], when[1], when[2], city, country, sentence, (number,), round=rounds,
        notes=(note,) if note else (), high=not note, context=f"{sentence.text} {reading.title}",
    )  # fmt: skip


def round_named(text: str) -> int | None:
    """Return the number of a round that a text names: "Tenth round of …".

    >>> round_named("During the 10th round of these meetings"), round_named("a round table")
    (10, None)
    """
    found = re.search(r"\b([\w-]+)\s+round\s+of\b", text)
    return round_of(found[1]) if found else None


def signed(one: Marked, sentence: Sentence, day: Period) -> re.Match[str] | None:
    """Return the agreement that was signed on a day, if the sentence tells of one."""
    verb = SIGNED.search(sentence.text)
    if (
        not verb
        or re.search(r"\b(?:until|since|valid|treaty|convention)\b", sentence.text, re.I)
        or not day.start[1]
    ):
        return None
    signing = [match for match in AGREEMENT.finditer(one.text, sentence.first, sentence.last)]
    return signing[0] if signing else None


def agreement(
    reading: Reading,
    number: int,
    one: Marked,
    sentence: Sentence,
    day: Period,
    noun: re.Match[str],
    found: Found,
) -> list[Meeting]:
    """Return the signing of an agreement as an event."""
    start, end, note, fault = days(day, one, reading, ahead=False)
    if fault:
        found.doubts.append(doubt("signing of an agreement", fault, sentence))
        return []
    purpose = re.match(
        r"\s+(?:to|for|on|between)\s+[^,.;]*?(?=\s+(?:was|were|in the amount|signed|on|in|by)\b|[,.;]|$)",
        one.text[noun.end() : sentence.last],
    )
    words = re.sub(r"^(?i:(?:a|an|the)\s+)?(?:new\s+)?", "", noun[0]) + (
        purpose[0] if purpose else f" ({reading.title})"
    )
    city, country = place_near(one, sentence, day, None, reading)
    return [
        Meeting(
            cell(f"Signing of the {words}", one.paragraph, noun.start(), noun.end()), "signing", start, end, day.precision, city, country,
            sentence, (number,), notes=(note,) if note else (), high=not note, context=f"{sentence.text} {reading.title}",
        )
    ]  # fmt: skip


def unnamed(
    reading: Reading, number: int, one: Marked, sentence: Sentence, day: Period, found: Found
) -> list[Meeting]:
    """Return the meeting of a sentence without a noun for it, under a title that has one."""
    above = [text for text in (*reversed(one.paragraph.headings), reading.title) if nouns(text)]
    if not above:
        return []
    start, end, note, fault = days(day, one, reading, bool(AHEAD.search(sentence.text)))
    if fault:
        found.doubts.append(doubt(above[0], fault, sentence))
        return []
    city, country = place_near(one, sentence, day, None, reading)
    noun = nouns(above[0])[-1]
    return [
        Meeting(
            Cell(above[0]), kind_of(noun), start, end, day.precision, city, country, sentence, (number,), round=round_of(above[0]),
            notes=(note,) if note else (), high=False, context=f"{sentence.text} {reading.title}",
        )
    ]  # fmt: skip


def occasioned(
    reading: Reading, number: int, one: Marked, sentence: Sentence, told: list[Meeting]
) -> list[Meeting]:
    """Return a meeting without days that occasioned a visit told just before: it lies within the days of the visit."""
    visits = [meeting for meeting in told if number in meeting.told and meeting.kind == "visit"]
    link = OCCASION.search(sentence.text)
    if not visits or not link:
        return []
    here = [
        match
        for match in nouns(one.text, sentence.first + link.end(), sentence.last)
        if kind_of(match) != "visit"
    ]
    cities = [mark for mark in one.cities if sentence.first + link.end() <= mark.first < sentence.last]
    if not here or not cities:
        return []
    title, first, last = title_around(one.text, here[0])
    city, country = city_and_country(cities[0], one, reading)
    visit = visits[-1]
    return [
        replace(
            visit, title=cell(title, one.paragraph, first, last), kind=kind_of(here[0]), city=city, country=country, where=sentence,
            notes=("days inferred: those of the visit that it occasioned; its own are not stated",), high=False,
            start=Cell(visit.start.value, f"from {visit.start.place}"), end=Cell(visit.end.value, f"from {visit.end.place}"),
        )
    ]  # fmt: skip

"""Which days of a sentence are those of meetings, and of which meeting each is the day."""

import re
from dataclasses import replace

from etl.documents.dates import Period, periods
from etl.documents.meeting_words import (
    COMES_LATER,
    NOUN,
)
from etl.documents.meetings import (
    OF_OTHERS,
    Telling,
)
from etl.documents.paragraphs import Sentence
from etl.documents.reading import Marked

HAPPENS = (
    r"held|organi[sz]ed|organi[sz]ing|hosted|host|convened|conducted|took place|take place"
    r"|takes place|taking place|scheduled|gathered|gather|met|meet|come together|opened|attended"
    r"|participated|inaugurated|planned|launched|facilitated|organi[sz]es|holding|holds|gathering"
    r"|continued"
)


HAPPENED = re.compile(rf"\b(?:{HAPPENS})\b")


# What stands between a meeting and its day tells how, where and by whom; or there is no verb at all.
OTHER_VERB = re.compile(
    r"\b(?:was|were|is|are|will|would|has|have|had|signed|ratified|adopted|published|released"
    r"|launched|established|started|began|announced|said|help|helped|agreed|decided|entered"
    r"|deposited|suggested|accessed|since|until|revised|approved|visited)\b"
)


LINKED = re.compile(
    r"\b(?:which|that|who)?\s*(?:was|were|is|are|(?:is|are) being|will be|to be|being|has been|have been|will"
    r"|also|jointly|virtually)?"
    rf"\s*(?:{HAPPENS})\b"
)


# "The symposium is an annual event of … which took place": a word on what it is, then when.
DEFINED = re.compile(
    rf"^\s*(?:is|was)\s+(?:an?|the)\s[^.;]{{0,90}}?\b(?:which|that)\s+(?=(?:was\s+)?(?:{HAPPENS})\b)"
)


# "The course, organised by …, started on": its first day, and not that of a process that was started.
STARTED = re.compile(
    r"(?<!was)(?<!were)(?<!process)(?<!initiative)\s(?:has )?(?:started|began|commenced)(?=\s)"
)


NOT_ITS_DAY = re.compile(
    r"(?i)(?:\b(?:decision|resolution|agreement|report|law|regulation|letter|strategy|declaration"
    r"|dated|published|accessed|since|until|till|by|before|after|as of|adopted|updated)\b(?:\s+(?:of"
    r"|on|no\.?|in|the|late|early|\(?[\w/()-]*\d[\w/()-]*))*\s*)$"
)


OF_DAY = re.compile(r"(?P<what>[\w)/]+)\s+of\s+(?:the\s+)?$")


TODAY = re.compile(r"\btoday\b")


ATTACHES = re.compile(r"\b(?:for|during|at)\s+the\s+|\b(?:made|paid|attended|visit)\b")


EARLIER = re.compile(r"\W*(?:After|Following|Since|Before|Prior to|Building on)\b[^,]*")


CAPITALS = re.compile(r"\s+(?:[A-Z][\w'&-]*\s+(?:(?:of|on|for)\s+)?)*")


SAID = re.compile(
    r"\b(?:declared|said|announc(?:ed|ing)|stated|reported|told|presented|informed|confirmed)\b"
)


FARTHEST = 420  # characters between a meeting and its day


def days_told(at: Telling) -> list[Period]:
    """Return the days of a sentence that can be those of meetings."""
    inside = [day for day in at.one.dates if at.sentence.first <= day.first < at.sentence.last]
    return [day for day in inside or today(at) if tells(at.one.text, day)]


def today(at: Telling) -> list[Period]:
    """Return the day of the document where a sentence without another date says "today"."""
    said = TODAY.search(at.sentence.text)
    days = periods(at.reading.published) if said and len(at.reading.published) == 10 else []
    first = at.sentence.first + (said.start() if said else 0)
    return [replace(day, first=first, last=first + len("today")) for day in days]


def tells(text: str, day: Period) -> bool:
    """Tell whether a date can be that of a meeting, and does not only name a decision of 9 December."""
    before = text[max(0, day.first - 90) : day.first]
    of = OF_DAY.search(before)
    names = of is not None and not NOUN.search(of["what"]) and of["what"] not in ("period", "week", "days")
    exact = day.start[1] or day.season in ("late", "early", "mid")
    return bool(exact) and not (names or NOT_ITS_DAY.search(before) or OF_OTHERS.match(text[day.last :]))


def noun_for(
    one: Marked, sentence: Sentence, day: Period, candidates: list[re.Match[str]]
) -> re.Match[str] | None:
    """Return the noun that a day belongs to: one before it with nothing told between, else one behind it."""
    lead = EARLIER.match(sentence.text)
    begin = sentence.first + lead.end() if lead else 0
    before = [
        match
        for match in candidates
        if match.end() <= day.first and (match.start() >= begin > 0 or not begin or day.first < begin)
    ]
    if before and belongs(one.text[before[-1].end() : day.first]):
        gap = one.text[before[-1].end() : day.first]
        comes_later = COMES_LATER.search(one.text[sentence.first : before[-1].start()])
        return None if comes_later and not LINKED.search(gap) else before[-1]
    behind = [match for match in candidates if match.start() >= day.last]
    return behind[0] if behind and opens(one, sentence, day, behind[0], bool(before)) else None


def opens(one: Marked, sentence: Sentence, day: Period, noun: re.Match[str], others: bool) -> bool:
    """Tell whether a day opens the telling of a meeting: "On 1 June 2010 SEESAC hosted the … Meeting"."""
    gap, lead = one.text[day.last : noun.start()], one.text[sentence.first : day.first]
    if CAPITALS.fullmatch(gap) and re.search(r"\b(?:the|at|a)\s+$", lead, re.I):
        return True
    if len(gap) >= 220 or ";" in gap or not (day.first - sentence.first < 30 or not others):
        return False
    if EARLIER.fullmatch(lead) or SAID.search(gap) or has_other_day(one, sentence, day, noun):
        return False
    behind = one.text[noun.end() : noun.end() + 80]
    return bool(HAPPENED.search(gap) or HAPPENED.search(behind) or ATTACHES.search(gap))


def has_other_day(one: Marked, sentence: Sentence, day: Period, noun: re.Match[str]) -> bool:
    """Tell whether another day stands nearer to a meeting, or behind it as its own."""
    for other in one.dates:
        if day.last <= other.first and other.last <= noun.start():
            return True
        if noun.end() <= other.first < sentence.last and other.start[2] and tells(one.text, other):
            return belongs(one.text[noun.end() : other.first])
    return False


def belongs(gap: str) -> bool:
    """Tell whether what stands between a meeting and a day leaves the day to the meeting."""
    plain = DEFINED.sub(" ", re.sub(r"\"[^\"]*\"|\([^)]*\)", "", gap))
    if ";" in plain or len(plain) > FARTHEST or OTHER_VERB.search(STARTED.sub(" ", LINKED.sub(" ", plain))):
        return False
    return len(plain) <= 110 or bool(LINKED.search(plain) or STARTED.search(plain))

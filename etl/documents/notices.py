"""Treaty notices in a text: who signed, deposited or withdrew, as which state, bound from which day."""

import re
from dataclasses import dataclass, replace

from etl.documents.dates import Period, iso
from etl.documents.names import Mark
from etl.documents.paragraphs import Sentence, sentences
from etl.documents.quantities import ORDINAL_TEXT, ending_fits, ordinal
from etl.documents.reading import Cell, Found, Marked, Reading, cell, doubt
from etl.documents.records import main_treaty, treaty_at

KINDS = "ratification|accession|acceptance|approval|succession|withdrawal"
NOT_FIRST = "day of the deposit inferred: a treaty binds from the first day of a month"
STATES = (
    r"(?:(?:UN\s+)?(?:member\s+)?(?:states?|countr(?:y|ies)|nations?)\s+(?:part(?:y|ies)\b"
    r"|to\s+(?:ratify|accede|join|deposit|become|do\s+so)))"
)
INSTRUMENT = re.compile(
    rf"(?i)(?:instruments?|documents?|notifications?)\s+(?:of|for)\s+(?:its\s+|the\s+)?(?P<kind>{KINDS})"
)
ACT = re.compile(
    rf"(?i)\b(?:(?P<ratified>ratif(?:y|ies|ied|ying))|(?P<acceded>acced(?:e|es|ed|ing)))\b"
    rf"|\bits\s+(?P<kind>{KINDS})\b"
)
DEPOSIT = re.compile(
    r"(?i)\b(?P<deposit>deposit(?:s|ed|ing)?)\b(?=[^.;]{0,60}\b(?:instruments?|documents?"
    r"|ratification|accession))|\b(?P<passive>instruments?\s+of\s+\w+\s+(?:was|were|has\s+been"
    r"|have\s+been)\s+(?:\w+ly\s+)?(?:deposited|received))\b|\b(?P<same>did\s+so"
    r"|followed(?:\s+suit)?)(?=\s+(?:on|in)\s)|\b(?:became|has\s+become"
    r"|becomes)\s+(?:\w+\s+)?(?:\d+\s?(?:st|nd|rd|th)|[a-z-]+(?:st|nd|rd|th))\s+(?:state|country"
    r"|nation)\s+to\s+(?:(?P<ratify>ratify)|(?P<accede>accede))\b|\bsubmitted\s+(?:its|the"
    r"|a)\s+(?:instrument|notification)\s+of\s+withdrawal|\bits\s+(?P<noun>ratification"
    r"|accession)\s+(?:of|to)\s+the\s+[^.;]{3,70}?(?=\son\s+\d)|\b(?:(?P<ratified>ratified)"
    r"|(?P<acceded>acceded(?:\s+to)?)|(?P<signed>signed))\b(?=\s+(?:and\s+ratified\s+)?(?:the\s+(?:CC"
    r"M|convention|treaty)|the\s+(?:[A-Z][\w-]+\s+){1,4}|it\b|on\s+\d|in\s+(?:Oslo|New York)))"
)
BOUND = re.compile(
    r"(?i)\bbecomes\s+a\s+(?:full\s+)?states?\s+party(?=\s+(?:\w+\s+){0,8}on\s)|\b(?:will|shall"
    r"|would)\s+(?:\w+ly\s+|thus\s+|then\s+)?(?:become|be)\s+(?:a\s+)?(?:full\s+)?states?\s+part(?:y"
    r"|ies)\b|\bfor\s+(?:the\s+)?(?P<opens>[A-Z][\w' -]{2,40}?),?\s+(?:the\s+)?(?:convention|ccm"
    r"|treaty|it)\s+(?:will\s+|shall\s+)?(?:thus\s+)?(?:enters?|entered|comes?)\s+into\s+force\b"
    r"|\b(?:enters?|entered|come|comes)\s+into\s+force\s+on\s+[^,.;]{4,30}?\s+(?P<late>for|in)\s+"
    r"|\b(?:enters?|entered|come|comes)\s+into\s+force\s+(?P<for>for|in)\s+"
    r"|\b(?P<past>became)\s+(?:a|the(?=\s))\s*(?:[\w-]+\s+){0,2}?states?\s+part(?:y|ies)\b"
    r"|\bbecomes?\s+legally\s+binding\s+(?P<binding>for|on)\s+|(?P<effect>\bwith\s+effect\s+from\b)|\btakes?\s+effect\s+(?P<takes>for)\s+"
    r"|(?P<leaves>\bwithdrawal\s+(?:will\s+take|takes|took|shall\s+take)\s+effect"
    r"|\btakes?\s+effect(?=\s+on\b))"
)
RANK = re.compile(
    rf"(?P<rank>{ORDINAL_TEXT})\s+(?:and\s+(?P<rank2>{ORDINAL_TEXT})\s+)?(?i:{STATES})"
    r"|\b(?i:state\s+party\s+(?:no\.?|number|#)\s*(?P<number>\d{1,3}))\b"
)
# "The second state to join in 2020" and "the 35th State Party in Africa" count something else.
RANK_WITHIN = re.compile(
    r"[^.;,]{0,50}\b(?:in (?:19|20)\d\d\b|this year|(?:in|from) (?:the )?(?:region|Africa|Asia"
    r"|Pacific|Europe|Latin|Caribbean|Americas|Middle))"
)
DOMESTIC = re.compile(
    r"(?i)\b(?:parliament\w*|senate|assembly|legislation|bill|cabinet|council of ministers|law)\b"
)
WISHED = re.compile(r"\b(?:would|could|may|might|aims?|hopes?|plans?|expected|intends?|wants?)\b")
TODAY = re.compile(r"\b[Tt]oday\b")
NOT_DONE = re.compile(
    r"(?i)\b(?:not(?: yet)?|never|yet to|to have|having been|once|until|when|if|after having)\s*$"
)
SIX_MONTHS = (
    "CCM",
    "APMBC",
)  # Art. 17(2) of both: the first day of the sixth month after the month of deposit


@dataclass(frozen=True)
class Told:
    """What a sentence says of a country: rank, date, entry_into_force, kind, signature, withdrawal."""

    treaty: str
    country: str
    what: str
    cell: Cell
    sentence: Sentence
    period: Period | None = None
    note: str = ""


def statements(reading: Reading, found: Found) -> list[Told]:
    """Return what the sentences of a document tell of states and treaties."""
    main = main_treaty(reading.text)
    told: list[Told] = []
    item = ""  # the only state of the item so far, which a sentence without one speaks of
    for one in reading.paragraphs:
        if one.paragraph.heading:
            item = ""
        for sentence in sentences(one.paragraph):
            here = told_in(one, sentence, main, item, found)
            told += here
            countries = {each.country for each in here if each.what != "signature"}
            item = item or (countries.pop() if len(countries) == 1 else "")
    return told


def told_in(one: Marked, sentence: Sentence, main: str, item: str, found: Found) -> list[Told]:
    """Return what a sentence tells of countries and a treaty."""
    treaty = treaty_at(one.paragraph, sentence.first, sentence.last, main)
    if treaty == "other" or not (
        DEPOSIT.search(sentence.text)
        or BOUND.search(sentence.text)
        or RANK.search(sentence.text)
        or ACT.search(sentence.text)
    ):
        return []
    countries = [mark for mark in one.countries if sentence.first <= mark.first < sentence.last]
    item = item or ("" if countries else told_of(one, sentence))
    if re.search(r"(?i)\brespectively\b", sentence.text) and DEPOSIT.search(sentence.text):
        return respectively(one, sentence, treaty, countries, found)
    told = [
        *ranks(one, sentence, countries, item, found),
        *deposits(one, sentence, countries, item),
        *bindings(one, sentence, countries, item),
        *kinds(sentence, countries, item),
    ]
    if told and not treaty and any(each.what in ("rank", "date", "entry_into_force") for each in told):
        found.doubts.append(
            doubt("treaty notice", "the sentence does not say which treaty is meant", sentence)
        )
    return [replace(each, treaty=treaty) for each in told if treaty and each.country]


def told_of(one: Marked, sentence: Sentence) -> str:
    """Return the only country that a paragraph has named before a sentence, which "it" then stands for."""
    named = {mark.value for mark in one.countries if mark.last <= sentence.first}
    return named.pop() if len(named) == 1 else ""


def text_of(sentence: Sentence, match: re.Match[str], group: str = "") -> tuple[int, int]:
    """Return the offsets of a match within the paragraph."""
    return sentence.first + match.start(group or 0), sentence.first + match.end(group or 0)


def before(countries: list[Mark], offset: int, sentence: Sentence) -> str:
    """Return the country named last before an offset, leaving out whom an office holder belongs to."""
    text = sentence.paragraph.text
    named = [
        mark
        for mark in countries
        if mark.last <= offset
        and not re.search(
            r"(?:Ambassador|Minister|President|Director|Representative)\b[^,.]*\bof\s+(?:the\s+)?$",
            text[sentence.first : mark.first],
        )
    ]
    return named[-1].value if named else ""


def after(countries: list[Mark], offset: int, limit: int = 400) -> str:
    """Return the country named first after an offset."""
    return next((mark.value for mark in countries if 0 <= mark.first - offset <= limit), "")


def ranks(one: Marked, sentence: Sentence, countries: list[Mark], item: str, found: Found) -> list[Told]:
    """Return as which state a country joins: "As the 91st State to accede …, X will become …"."""
    told = []
    for match in RANK.finditer(sentence.text):
        group = "number" if match["number"] else "rank"
        first, last = text_of(sentence, match, group)
        value = ordinal(match[group])
        if match["rank2"]:
            told += two_ranks(one, sentence, match, countries)
        elsewhere = RANK_WITHIN.match(sentence.text[match.end() :])
        if value is None or match["rank2"] or elsewhere or WISHED.search(sentence.text[: match.start()]):
            continue
        leads = re.match(r"(?i)\W*(?:as|being|becoming)\s+(?:the\s+)?$", sentence.text[: match.start()])
        country = (after(countries, last) if leads else before(countries, first, sentence)) or item
        if not country and len({mark.value for mark in countries}) == 1:
            country = countries[0].value
        if country and not ending_fits(match[group]):
            what = f"'{match[group]}' is read as {value}: the ending of the ordinal is wrong"
            found.doubts.append(doubt("ordinal", what, sentence, kept="kept"))
        told.append(Told("", country, "rank", cell(str(value), one.paragraph, first, last), sentence))
    return told


def deposits(one: Marked, sentence: Sentence, countries: list[Mark], item: str) -> list[Told]:
    """Return the days of deposits, of signatures and of notices of withdrawal."""
    told: list[Told] = []
    for match in DEPOSIT.finditer(sentence.text):
        first, last = text_of(sentence, match)
        formal = match["deposit"] or match["passive"] or match["same"]
        undone = NOT_DONE.search(sentence.text[: match.start()]) or WISHED.search(sentence.text)
        if undone or (not formal and DOMESTIC.search(sentence.text)):
            continue
        day = date_for(one, sentence, first, last) or today(sentence)
        country = before(countries, first, sentence) or (item if formal else "")
        if match["same"]:
            country = next((mark.value for mark in countries if mark.last + 1 == first), "")
        if day is None or not country:
            continue
        if kind := kind_told(match, one, sentence):
            told.append(Told("", country, "kind", cell(kind, one.paragraph, first, last), sentence))
        what = "signature" if match["signed"] else "withdrawal" if leaves(match, sentence) else "date"
        told.append(dated(what, country, day, one, sentence))
        for mark, later in listed(one, sentence, day, countries):
            told.append(dated(what, mark.value, later, one, sentence))
            instrument = INSTRUMENT.search(sentence.text)
            kind = kind or (instrument["kind"].lower() if instrument else "")
            if kind and what == "date":
                told.append(Told("", mark.value, "kind", cell(kind, one.paragraph, first, last), sentence))
    return told


def kind_told(match: re.Match[str], one: Marked, sentence: Sentence) -> str:
    """Return by which act a verb says that a state joins; "did so" points to the act told last."""
    if match["ratified"] or match["ratify"]:
        return "ratification"
    if match["acceded"] or match["accede"]:
        return "accession"
    if not match["same"]:
        return ""
    acts = list(ACT.finditer(one.text, 0, sentence.first + match.start()))
    return ("ratification" if acts[-1]["ratified"] else "accession") if acts and not acts[-1]["kind"] else ""


def leaves(match: re.Match[str], sentence: Sentence) -> bool:
    """Tell whether what is deposited is a notice of withdrawal."""
    instrument = INSTRUMENT.search(sentence.text)
    return "withdrawal" in match[0].lower() or bool(instrument and instrument["kind"].lower() == "withdrawal")


BEHIND_NAME = re.compile(r",? on (?:\w+day,? )?")


def listed(one: Marked, sentence: Sentence, day: Period, countries: list[Mark]) -> list[tuple[Mark, Period]]:
    """Return the countries and days that go on a list: "X deposited … on 7 May, Y on 8 May"."""
    found, last = [], day.last
    for mark in countries:
        joined = (
            re.fullmatch(
                r",?\s+(?:and\s+|followed by\s+(?:its\s+[\w-]+,\s+)?)?(?:the\s+)?",
                one.text[last : mark.first],
            )
            if mark.first >= last
            else None
        )
        later = next(
            (each for each in one.dates if BEHIND_NAME.fullmatch(one.text[mark.last : each.first])), None
        )
        if joined and later is not None and later.last <= sentence.last:
            found.append((mark, later))
            last = later.last
    return found


def today(sentence: Sentence) -> Period | None:
    """Return the day of the document where a sentence says "today"; its date is put in later."""
    match = TODAY.search(sentence.text)
    return Period((0, 0, 0), (0, 0, 0), *text_of(sentence, match), when="today") if match else None


def bindings(one: Marked, sentence: Sentence, countries: list[Mark], item: str) -> list[Told]:
    """Return from when a country is bound, or no longer bound."""
    told = []
    for match in BOUND.finditer(sentence.text):
        first, last = text_of(sentence, match)
        within = [day for day in one.dates if first <= day.first < last]
        day = within[0] if within else date_for(one, sentence, first, last)
        if not day:
            continue
        behind = match["for"] or match["late"] or match["takes"] or match["binding"]
        country = after(countries, last, 40) if behind else ""
        country = after(countries, first, 40) if match["opens"] else country
        country = country or before(countries, first, sentence) or item
        leaving = match["leaves"] or (match["effect"] and "withdraw" in sentence.text.lower())
        what = "withdrawal_effective" if leaving else "entry_into_force"
        told.append(dated("became" if match["past"] else what, country, day, one, sentence))
    return told


def dated(what: str, country: str, day: Period, one: Marked, sentence: Sentence) -> Told:
    """Return a statement with a date; the year may have to come from elsewhere."""
    return Told("", country, what, cell(iso(day.start), one.paragraph, day.first, day.last), sentence, day)


def kinds(sentence: Sentence, countries: list[Mark], item: str) -> list[Told]:
    """Return by which instrument a country joins: the instrument that is named, else the verb."""
    told = []
    for pattern in (ACT, INSTRUMENT):
        for match in pattern.finditer(sentence.text):
            first, last = text_of(sentence, match)
            groups = match.groupdict()
            kind = (
                "ratification"
                if groups.get("ratified")
                else "accession"
                if groups.get("acceded")
                else (groups["kind"] or "").lower()
            )
            country = before(countries, first, sentence) or item or after(countries, last)
            if RANK.search(sentence.text) and pattern is ACT and re.match(r"(?i)as\b", sentence.text):
                country = after(countries, last) or country
            if kind and kind != "withdrawal" and country:
                what = "kind" if pattern is ACT else "instrument"
                told.append(Told("", country, what, cell(kind, sentence.paragraph, first, last), sentence))
    return told


def date_for(one: Marked, sentence: Sentence, first: int, last: int) -> Period | None:
    """Return the date that belongs to a verb: the next one behind it, else one that opens the sentence."""
    dates = [day for day in one.dates if sentence.first <= day.first < sentence.last and day.start[1]]
    others = [
        match.start() + last
        for pattern in (DEPOSIT, BOUND)
        for match in pattern.finditer(one.text[last : sentence.last])
    ]
    end = min(others, default=sentence.last)
    behind = [
        day
        for day in dates
        if last <= day.first < end and not re.search(r";|\badopted\b", one.text[last : day.first])
    ]
    if behind:
        return behind[0]
    opening = [
        day
        for day in dates
        if day.last <= first and (day.first - sentence.first < 25 or first - day.last < 4)
    ]
    return opening[0] if opening and opening[0].start[2] else None


def respectively(
    one: Marked, sentence: Sentence, treaty: str, countries: list[Mark], found: Found
) -> list[Told]:
    """Return what is said of several countries: "X and Y deposited … on 7 and 8 October respectively"."""
    deposit = DEPOSIT.search(sentence.text)
    if not treaty or not deposit:
        return []
    subjects = [mark for mark in countries if mark.last <= sentence.first + deposit.start()]
    days = [day for day in one.dates if sentence.first + deposit.end() <= day.first < sentence.last]
    if len(days) == 1 and len(subjects) == 2 and days[0].end[2] == days[0].start[2] + 1:
        days = [replace(days[0], end=days[0].start), replace(days[0], start=days[0].end)]
    if len(days) != len(subjects) or len(subjects) < 2:
        reason = f"countries named: {len(subjects)}, days that belong to them respectively: {len(days)}"
        found.doubts.append(doubt("treaty notice", reason, sentence))
        return []
    told = [
        replace(dated("date", mark.value, day, one, sentence), treaty=treaty)
        for mark, day in zip(subjects, days, strict=True)
    ]
    instrument = INSTRUMENT.search(sentence.text)
    if instrument:
        kind = cell(instrument["kind"].lower(), one.paragraph, *text_of(sentence, instrument, "kind"))
        told += [Told(treaty, mark.value, "instrument", kind, sentence) for mark in subjects]
    rank = RANK.search(sentence.text)
    if rank and rank["rank2"]:
        told += [replace(each, treaty=treaty) for each in two_ranks(one, sentence, rank, subjects)]
    return told


def two_ranks(one: Marked, sentence: Sentence, rank: re.Match[str], countries: list[Mark]) -> list[Told]:
    """Return the ranks of "X and Y become the 22nd and 23rd countries to ratify"."""
    subjects = [mark for mark in countries if mark.last <= sentence.first + rank.start()]
    if len(subjects) != 2:
        return []
    told = []
    for group, mark in zip(("rank", "rank2"), subjects, strict=True):
        value = cell(str(ordinal(rank[group])), one.paragraph, *text_of(sentence, rank, group))
        told.append(Told("", mark.value, "rank", value, sentence))
    return told

"""Treaty notices in a text: who signed, deposited or withdrew, as which state, bound from which day."""

import re
from dataclasses import dataclass, field, replace

from etl.documents.dates import Period, iso, with_year
from etl.documents.findings import Cell, Found, Reading, cell, doubt
from etl.documents.marks import Marked
from etl.documents.names import Mark
from etl.documents.numerals import ORDINAL_TEXT, ending_fits, ordinal
from etl.documents.paragraphs import Sentence, sentences
from etl.documents.treaties import main_treaty, treaty_at

KINDS = "ratification|accession|acceptance|approval|succession|withdrawal"
STATES = (
    r"(?:(?:UN\s+)?(?:member\s+)?(?:states?|countr(?:y|ies)|nations?)\s+(?:part(?:y|ies)\b|to"
    r"\s+(?:ratify|accede|join|deposit|become)))"
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
    r"|ratification|accession))"
    r"|\bsubmitted\s+(?:its|the|a)\s+(?:instrument|notification)\s+of\s+withdrawal"
    r"|\bits\s+(?P<noun>ratification|accession)\s+(?:of|to)\s+the\s+[^.;]{3,70}?(?=\son\s+\d)"
    r"|\b(?:(?P<ratified>ratified)|(?P<acceded>acceded\s+to)|(?P<signed>signed))\b"
    r"(?=\s+(?:and\s+ratified\s+)?(?:the\s+(?:CCM|convention|treaty)|the\s+(?:[A-Z][\w-]+"
    r"\s+){1,4}|it\b|on\s+\d|in\s+(?:Oslo|New York)))"
)
BOUND = re.compile(
    r"(?i)\b(?:will|shall|would)\s+(?:\w+ly\s+|thus\s+|then\s+)?(?:become|be)\s+a\s+(?:full"
    r"\s+)?states?\s+part(?:y|ies)\b"
    r"|\b(?:enters?|entered|come|comes)\s+into\s+force\s+(?P<for>for|in)\s+"
    r"|\b(?P<past>became)\s+(?:a|the(?=\s))\s*(?:[\w-]+\s+){0,2}?states?\s+part(?:y|ies)\b"
    r"|(?P<leaves>\bwithdrawal\s+(?:will\s+take|takes|took|shall\s+take)\s+effect|\btakes?"
    r"\s+effect(?=\s+on\b))"
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
NOT_DONE = re.compile(
    r"(?i)\b(?:not(?: yet)?|never|yet to|to have|having been|once|until|when|if|after having)\s*$"
)
SIX_MONTHS = (
    "CCM",
    "APMBC",
)  # Art. 17(2) of both: the first day of the sixth month after the month of deposit


@dataclass(frozen=True)
class Told:
    """One thing that a sentence says of a country: rank, date, entry_into_force, kind, signature, withdrawal."""

    treaty: str
    country: str
    what: str
    cell: Cell
    sentence: Sentence
    period: Period | None = None
    note: str = ""


@dataclass
class Notice:
    """What a document says of one country and one treaty."""

    treaty: str
    country: str
    sentence: Sentence
    cells: dict[str, Cell] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def notices(reading: Reading) -> tuple[list[Notice], Found]:
    """Return the notices of a document, one for each treaty and country, and what is doubtful in them."""
    main = main_treaty(reading.text)
    found, told, item = Found(), [], ""
    for one in reading.paragraphs:
        if one.paragraph.heading:
            item = ""
        for sentence in sentences(one.paragraph):
            here = told_in(one, sentence, main, item, found)
            told += here
            countries = {each.country for each in here if each.what != "signature"}
            item = item or (countries.pop() if len(countries) == 1 else "")
    return [one for one in gathered(told, reading, found) if set(one.cells) - {"kind"}], found


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
        if value is None or match["rank2"] or RANK_WITHIN.match(sentence.text[match.end() :]):
            continue
        leads = re.match(r"(?i)\W*(?:as|being|becoming)\s+(?:the\s+)?$", sentence.text[: match.start()])
        country = (after(countries, last) if leads else before(countries, first, sentence)) or item
        if not country and len({mark.value for mark in countries}) == 1:
            country = countries[0].value
        if not ending_fits(match[group]):
            what = f"'{match[group]}' is read as {value}: the ending of the ordinal is wrong"
            found.doubts.append(doubt("ordinal", what, sentence, kept="kept"))
        told.append(Told("", country, "rank", cell(str(value), one.paragraph, first, last), sentence))
    return told


def deposits(one: Marked, sentence: Sentence, countries: list[Mark], item: str) -> list[Told]:
    """Return the days on which instruments were deposited, the treaty was signed, or a withdrawal was notified."""
    told = []
    for match in DEPOSIT.finditer(sentence.text):
        first, last = text_of(sentence, match)
        if NOT_DONE.search(sentence.text[: match.start()]) or (
            not match["deposit"] and DOMESTIC.search(sentence.text)
        ):
            continue
        day = date_for(one, sentence, first, last)
        country = before(countries, first, sentence) or (item if match["deposit"] else "")
        instrument = INSTRUMENT.search(sentence.text)
        what = "signature" if match["signed"] else "date"
        if "withdrawal" in match[0].lower() or (instrument and instrument["kind"].lower() == "withdrawal"):
            what = "withdrawal"
        kind = "ratification" if match["ratified"] else "accession" if match["acceded"] else ""
        if kind and day:
            told.append(Told("", country, "kind", cell(kind, one.paragraph, first, last), sentence))
        if day:
            told.append(dated(what, country, day, one, sentence))
    return told


def bindings(one: Marked, sentence: Sentence, countries: list[Mark], item: str) -> list[Told]:
    """Return from when a country is bound, or no longer bound."""
    told = []
    for match in BOUND.finditer(sentence.text):
        first, last = text_of(sentence, match)
        day = date_for(one, sentence, first, last)
        if not day:
            continue
        country = after(countries, last, 40) if match["for"] else ""
        country = country or before(countries, first, sentence) or item
        what = "withdrawal_effective" if match["leaves"] else "entry_into_force"
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
    """Return what is said of several countries at once: "X and Y deposited … on 7 and 8 October respectively"."""
    deposit = DEPOSIT.search(sentence.text)
    if not treaty or not deposit:
        return []
    subjects = [mark for mark in countries if mark.last <= sentence.first + deposit.start()]
    days = [day for day in one.dates if sentence.first + deposit.end() <= day.first < sentence.last]
    if len(days) == 1 and len(subjects) == 2 and days[0].end[2] == days[0].start[2] + 1:
        days = [replace(days[0], end=days[0].start), replace(days[0], start=days[0].end)]
    if len(days) != len(subjects) or len(subjects) < 2:
        reason = f"{len(subjects)} countries and {len(days)} days that belong to them respectively"
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


def gathered(told: list[Told], reading: Reading, found: Found) -> list[Notice]:
    """Return one notice for each treaty and country; two values for one thing leave both out."""
    notes: dict[tuple[str, str], Notice] = {}
    for key in dict.fromkeys((each.treaty, each.country) for each in told):
        mine = [each for each in told if (each.treaty, each.country) == key]
        notice = notes.setdefault(key, Notice(*key, mine[0].sentence))
        kinds_told = [each for each in mine if each.what == "instrument"] or [
            each for each in mine if each.what == "kind"
        ]
        plain = [each for each in mine if each.what not in ("kind", "instrument")]
        for each in [*kinds_told[:1], *settled(plain, reading, found)]:
            what = "kind" if each.what == "instrument" else each.what
            known = notice.cells.get(what)
            if known and known.value != each.cell.value:
                both = f"{what.replace('_', ' ')} is told twice, as {known.value} and as {each.cell.value}"
                found.doubts.append(doubt(f"{key[1]} {key[0]}", both, each.sentence))
                notice.cells[what] = Cell("")
            elif not known:
                notice.cells[what] = each.cell
                notice.sentence = (
                    each.sentence if what in ("rank", "entry_into_force", "date") else notice.sentence
                )
                notice.notes += [each.note] if each.note else []
        notice.cells = {what: one for what, one in notice.cells.items() if one.value}
    return list(notes.values())


def settled(told: list[Told], reading: Reading, found: Found) -> list[Told]:
    """Return statements with whole dates: the year from the entry into force or from the document."""
    force = next(
        (
            each.cell.value
            for each in told
            if each.what == "entry_into_force" and each.period and each.period.has_year
        ),
        "",
    )
    whole = []
    for each in told:
        if each.period is None:
            whole.append(each)
            continue
        day, note = each.period, each.note
        if not day.has_year:
            day = year_by_force(day, force) or with_year(
                day, reading.published, ahead=each.what == "entry_into_force"
            )
            note = "year inferred from what else the document says"
        fault = "no year is stated" if day is None else day.fault
        if fault or day is None:
            found.doubts.append(
                doubt(f"{each.country} {each.treaty} {each.what.replace('_', ' ')}", fault, each.sentence)
            )
            continue
        what = each.what
        if what == "became":
            first = day.start[2] == 1 or each.treaty not in SIX_MONTHS
            what = "entry_into_force" if first else "date"
            note = note or (
                "" if first else "day of the deposit inferred: a treaty binds from the first day of a month"
            )
        whole.append(replace(each, what=what, cell=Cell(iso(day.start), each.cell.place), note=note))
    return whole


def year_by_force(day: Period, force: str) -> Period | None:
    """Return a day of deposit in the year that fits an entry into force six months later."""
    if not force:
        return None
    year, month = deposit_month(force)
    return (
        replace(day, start=(year, *day.start[1:]), end=(year, *day.end[1:]))
        if day.start[1] == month
        else None
    )


def deposit_month(force: str) -> tuple[int, int]:
    """Return year and month of the deposit that an entry into force on the first of a month follows from.

    >>> deposit_month("2013-11-01"), deposit_month("2016-03-01")
    ((2013, 5), (2015, 9))
    """
    months = int(force[:4]) * 12 + int(force[5:7]) - 1 - 6
    return months // 12, months % 12 + 1

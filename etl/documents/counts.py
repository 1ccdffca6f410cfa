"""How many: states and people at a meeting, states that endorsed or joined, and how exactly."""

import re
from dataclasses import dataclass, replace

from etl.documents.dates import iso
from etl.documents.meetings import Meeting
from etl.documents.paragraphs import Sentence, place, sentences
from etl.documents.quantities import EXACT, NUMBER_WORDS, NUMERAL, cardinal, numeral
from etl.documents.reading import Cell, Doubt, Found, Marked, Reading, cell, doubt
from etl.documents.records import REGIONS, regions_in
from etl.documents.spoken_of import meeting_of

ABOUT = (
    r"(?P<about>(?i:more than|less than|fewer than|over|about|around|approximately|some|nearly"
    r"|almost|close to|up to|at least|a total of|altogether))?\s*"
)
NUMBER = rf"(?<![\w.,/-])(?:(?P<num>{NUMERAL})|(?P<words>{NUMBER_WORDS}))"
STATES = re.compile(
    rf"{ABOUT}{NUMBER}\s+(?P<which>(?:of the |of them |different |other |more |additional |new "
    rf"|further |participating |signatory |non-party |South[- ]East(?:ern)? European |African "
    rf"|Asian |European |Latin American |affected )*)"
    r"(?P<noun>(?i:states?|countries|governments|signatories))(?P<party>(?i:\s+not\s+part(?:y|ies)"
    r"|\s+part(?:y|ies)))?\b(?P<from>\s+from\s+(?:the\s+)?[A-Z][\w-]+(?:[ -][A-Z][\w-]+)*)?"
)
PEOPLE = re.compile(
    rf"{ABOUT}{NUMBER}\s+(?:(?!and\s|who\s)[A-Za-z()-][\w()-]*\s+"
    rf"|and\s+(?!\d)){{0,7}}?(?P<noun>(?i:participants|representatives|representives|delegates"
    rf"|experts|practitioners|officials|professionals))\b(?!\s+of\s+\d)"
)
ENDORSED = (
    r"\b(?:aligned|endors(?:e[ds]?|ing)|committed themselves|signed up|supported the declaration"
    r"|accepted (?:a )?political commitment|adopted)\b"
)
JOINED = r"\bjoin(?:ed)?\b"
SUPPORTING = r"\b(?:are|were)(?: now)? supporting\b|\bsupport(?:s|ed)? the (?:initiative|process)\b"
ATTENDED = (
    r"(?i)\b(?:attended|attending|participated|participating|met|gather(?:ed)?|represented|represent"
    r"|brought together|took part|(?:was|were) present|representatives (?:of|from))\b"
)
PLANNED = re.compile(
    r"(?i)[^.;]{0,60}?\b(?:will|shall|would|(?:are|is|were|was) (?:expected|invited)|have registered)\b"
)
NOT_OF_IT = re.compile(r"(?i)\b(?:process|initiative|campaign|treaty)\s+(?:has|had|have|with)\b[^.]*$")
STATUS = re.compile(
    r"(?i)\bas of (?P<date>[^,]+?),\s+(?P<total>\d{2,3}) states have (?:committed"
    r"|joined)[^,.]*,\s+(?:with\s+)?(?P<parties>\d{2,3}) as states parties and (?P<signed>\d{1,3}) "
    r"as signatories"
)


OTHERS = r"(?:civil society|non-governmental|NGOs?|campaign\w*)"
OTHER_PEOPLE = re.compile(
    r"(?i)\b(?:campaigners|members|NGOs|activists|survivors|deminers"
    rf"|{OTHERS} \w+|{OTHERS} \w+ \w+)\s+from\s*$"
)
OF_OTHERS = re.compile(rf"(?i)\s+(?:of|from|representing)\s+(?:\w+\s+)?{OTHERS}\b")
PEOPLE_FROM = re.compile(r"(?i)\b(?:experts|participants|people)\s+from\s*$")
PART_OF = re.compile(rf"(?:(?P<words>{NUMBER_WORDS})|(?P<num>\d+)) (?i:out )?of(?: the| its| all)*\s*$")
OF_THOSE_THERE = re.compile(r"\s+(?:attending|present|participating)\b")
AGREED = re.compile(r"[^.;]{0,60}?\b(?:agreed (?:to|on)|endorsed|committed)\b")
ATTENDED_BY = re.compile(
    r"(?i)\b(?:attended by|attendance of|participation of|(?:brought|bringing) together|gather(?:ed"
    r"|ing)(?! (?:the )?support)|presence of"
    r"|(?:representatives|delegates|delegations) (?:of|from))[\w ]{0,40}$"
)


@dataclass(frozen=True)
class Count:
    """A number of states or people: of which meeting, what for, and where it stands."""

    meeting: Meeting | None
    subject: str
    indicator: str
    value: Cell
    unit: str
    date: Cell
    sentence: Sentence
    note: str = ""
    countries: str = ""


def counts(reading: Reading, meetings: list[Meeting], doubtful: set[str], found: Found) -> list[Count]:
    """Return the counts of a document, each once; those of doubtful sentences are left out."""
    result: list[Count] = []
    for number, one in enumerate(reading.paragraphs):
        for sentence in sentences(one.paragraph):
            result += treaty_status(one, sentence)
            if STATUS.search(sentence.text):
                continue
            meeting = meeting_of(reading, number, one, sentence, meetings)
            if (
                meeting is not None
                and place(sentence.paragraph, sentence.first, sentence.last) not in doubtful
            ):
                result += others_named(one, sentence, meeting)
                result += of_meeting(one, sentence, meeting, meetings, found)
    kept: dict[tuple[str, str, str], Count] = {}
    for each in result:
        now = "supporting" in each.indicator and bool(reading.published)  # as of the document
        dated = replace(each, date=Cell(reading.published)) if now else each
        kept.setdefault((each.subject, each.indicator, each.value.value), dated)
    return list(kept.values())


def of_meeting(
    one: Marked, sentence: Sentence, meeting: Meeting, meetings: list[Meeting], found: Found
) -> list[Count]:
    """Return the counts of states and people that a sentence gives for a meeting."""
    result = []
    for match in STATES.finditer(sentence.text):
        purpose = purpose_of(sentence.text, match)
        value = valued(match)
        lead = sentence.text[: match.start()]
        if part := PART_OF.search(lead):
            result += out_of(one, sentence, match, part, nearest(sentence, match.start(), meeting, meetings))
        if part or OTHER_PEOPLE.search(lead):
            continue
        if PEOPLE_FROM.search(lead) and not bracketed(one, sentence, match):
            purpose = "represented"
        if not purpose or value is None or value < 2 or is_date(one, sentence, match):
            continue
        mine = nearest(sentence, match.start(), meeting, meetings)
        named = bracketed(one, sentence, match)
        if named and len(named) != value:
            found.doubts.append(mismatch(value, named, sentence))
            continue
        result.append(count(one, sentence, mine, match, value, indicator(match, purpose), "states", named))
    for match in PEOPLE.finditer(sentence.text):
        value = valued(match)
        other = is_part(match, sentence.text) or is_date(one, sentence, match) or of_one(one, sentence, match)
        if value is not None and value >= 5 and not other:
            result.append(count(one, sentence, meeting, match, value, "participants", "persons", []))
    return result


def out_of(
    one: Marked, sentence: Sentence, match: re.Match[str], part: re.Match[str], meeting: Meeting
) -> list[Count]:
    """Return how many attended and how many of them agreed: "38 out of 39 countries attending endorsed"."""
    there = "participating" in (match["which"] or "") or OF_THOSE_THERE.match(sentence.text, match.end())
    every, some = valued(match), valued(part)
    if not there or every is None or some is None or some > every:
        return []
    counted = [count(one, sentence, meeting, match, every, "states attending", "states", [])]
    if AGREED.match(sentence.text, match.end()):
        first, last = (sentence.first + at for at in part.span("num" if part["num"] else "words"))
        value = cell(str(some), one.paragraph, first, last)
        counted += [replace(counted[0], indicator="states endorsing", value=value)]
    return counted


def is_date(one: Marked, sentence: Sentence, match: re.Match[str]) -> bool:
    """Tell whether a number is a part of a date: "12 November 2010 where the representatives"."""
    first = sentence.first + match.start("num" if match["num"] else "words")
    return any(day.first <= first < day.last for day in one.dates)


def of_one(one: Marked, sentence: Sentence, match: re.Match[str]) -> bool:
    """Tell whether people are counted who come from one organisation: 120 CMC representatives."""
    first, last = sentence.first + match.start(), sentence.first + match.end()
    return any(first < mark.first and mark.last < last for mark in one.organisations)


def is_part(match: re.Match[str], text: str) -> bool:
    """Tell whether a number of people is only a part of those who came: 5 of the experts, includes 12."""
    lead = text[: match.start()]
    return bool(
        re.search(rf"(?i)\bof the\b|\b{OTHERS}\b", match[0])
        or OF_OTHERS.match(text, match.end())
        or re.search(r"\d\s+\w+\s+and\s+$", lead)
        or re.search(r"(?i)\bincludes?\b[^.]*$", lead)
    )


def others_named(one: Marked, sentence: Sentence, meeting: Meeting) -> list[Count]:
    """Return how many states from other regions are named behind "representatives of other regions:"."""
    match = re.search(r"(?i)\bof other regions?(?=\s*:)", sentence.text)
    named = bracketed(one, sentence, match) if match else []
    if not match or not named:
        return []
    value = cell(str(len(named)), one.paragraph, sentence.first + match.start(), sentence.first + match.end())
    return [
        Count(
            meeting,
            meeting.title.value,
            "states attending from other regions",
            value,
            "states",
            meeting.start,
            sentence,
            "counted",
            ";".join(named),
        )
    ]


def valued(match: re.Match[str]) -> int | None:
    """Return the number of a match."""
    if match["words"]:
        return cardinal(match["words"])
    value = numeral(match["num"], whole=True)
    return None if value is None or match["num"].startswith("0") else int(value)


def purpose_of(text: str, match: re.Match[str]) -> str:
    """Return what states did: the verb nearest behind the number, else one before it."""
    behind, before = text[match.end() : match.end() + 250], text[max(0, match.start() - 90) : match.start()]
    if "of the" in (match["which"] or "") and "participating" not in match["which"]:
        return ""
    if match["party"] and re.match(r"(?:Of|Among) (?:these|them)\b", text):
        return "attending"
    if PLANNED.match(behind) or NOT_OF_IT.search(before):
        return ""
    marks = []
    for name, pattern in (
        ("endorsing", ENDORSED),
        ("joining", JOINED),
        ("supporting", SUPPORTING),
        ("attending", ATTENDED),
    ):
        if found := re.search(pattern, behind):
            marks.append((found.start(), name))
    if ATTENDED_BY.search(before):
        marks.append((-1, "attending"))
    if (match["which"] and "new" in match["which"]) or re.search(
        r"\b(?:more|additional)\b", match["which"] or ""
    ):
        return "joining" if marks else ""
    if re.match(r"\s+(?:\w+ ){0,3}as observers?\b", behind):
        return "observing"
    return min(marks)[1] if marks else ""


def indicator(match: re.Match[str], purpose: str) -> str:
    """Return the name of a count: states attending, States not Party attending, states from Africa."""
    party = " ".join((match["party"] or "").split()).lower()
    which = {
        "not party": "States not Party",
        "not parties": "States not Party",
        "party": "States Parties",
        "parties": "States Parties",
    }.get(party, "states")
    if purpose == "represented":
        return "countries of the participants"
    if match["noun"].lower() == "signatories" or "signatory" in (match["which"] or ""):
        which = "signatories"
    if "non-party" in (match["which"] or ""):
        which = "States not Party"
    regions = regions_in(f"{match['which'] or ''} {match['from'] or ''}")
    of = f" from {REGIONS[regions[0][0]]}" if regions else ""
    return f"new {which}" if purpose == "joining" else f"{which} {purpose}{of}"


def nearest(sentence: Sentence, offset: int, meeting: Meeting, meetings: list[Meeting]) -> Meeting:
    """Return the meeting that a clause is about: the one named last before the number in its sentence."""
    named = [
        (sentence.text.rfind(each.city.value, 0, offset), each)
        for each in meetings
        if each.city.value
        and re.search(rf"\b{re.escape(each.city.value)}\b", sentence.text[:offset])
        and not each.announced
    ]
    return max(named, key=lambda pair: pair[0])[1] if len(named) > 1 else meeting


def bracketed(one: Marked, sentence: Sentence, match: re.Match[str]) -> list[str]:
    """Return the countries that are listed in brackets or behind a colon right after a count."""
    opening = re.match(r"\s*(?:(?:of|from) the region\s*)?(?P<sign>[(:])\s*", sentence.text[match.end() :])
    if not opening:
        return []
    first = sentence.first + match.end()
    text = one.text[first : sentence.last]
    closing = (
        text.find(")")
        if opening["sign"] == "("
        else next(
            (each.start() for each in re.finditer(r"[.;]|,? along with|,? as well as", text)), len(text)
        )
    )
    return [
        mark.value
        for mark in one.countries
        if first <= mark.first < first + (closing if closing > 0 else len(text))
    ]


def mismatch(value: int, named: list[str], sentence: Sentence) -> Doubt:
    """Return the doubt about a count that does not fit the names behind it."""
    return doubt(
        f"{value} states", f"{value} are counted, {len(named)} are named ({', '.join(named)})", sentence
    )


def count(
    one: Marked,
    sentence: Sentence,
    meeting: Meeting,
    match: re.Match[str],
    value: int,
    what: str,
    unit: str,
    named: list[str],
) -> Count:
    """Return one count with its place and exactness."""
    group = "num" if match["num"] else "words"
    number = cell(
        str(value), one.paragraph, sentence.first + match.start(group), sentence.first + match.end(group)
    )
    about = " ".join((match["about"] or "").lower().split())
    note = "" if about in EXACT else about
    return Count(
        meeting, meeting.title.value, what, number, unit, meeting.start, sentence, note, ";".join(named)
    )


def treaty_status(one: Marked, sentence: Sentence) -> list[Count]:
    """Return how many states are bound by the CCM on a day: "As of June 2019, 120 States have …"."""
    match = STATUS.search(sentence.text)
    if not match or "CCM" not in one.text:
        return []
    first, last = sentence.first + match.start("date") - 3, sentence.first + match.end("date")
    day = next((day for day in one.dates if first <= day.first <= last), None)
    if day is None or not day.has_year or day.fault:
        return []
    date = cell(iso(day.start), one.paragraph, day.first, day.last)
    return [
        Count(None, "CCM", what, group_cell(one, sentence, match, group), "states", date, sentence)
        for group, what in (
            ("total", "states committed"),
            ("parties", "States Parties"),
            ("signed", "signatories"),
        )
    ]


def group_cell(one: Marked, sentence: Sentence, match: re.Match[str], group: str) -> Cell:
    """Return what a group of a match in a sentence caught, with its place."""
    first, last = sentence.first + match.start(group), sentence.first + match.end(group)
    return cell(match[group], one.paragraph, first, last)


def attending(result: list[Count], meeting: Meeting) -> Cell | None:
    """Return the exact number of states at a meeting, if one is told for all of them."""
    exact = [
        each.value
        for each in result
        if each.meeting is meeting and each.indicator == "states attending" and not each.note
    ]
    return exact[0] if len({each.value for each in exact}) == 1 else None

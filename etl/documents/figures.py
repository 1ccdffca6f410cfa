"""Figures that fit no other table: places of use, meetings a year, conversions, counts of a document."""

import re
from collections import Counter

from etl.documents.claims import claims
from etl.documents.counts import Count
from etl.documents.dates import iso, with_year
from etl.documents.findings import Cell, Finding, Reading, cell, row
from etl.documents.marks import Marked
from etl.documents.meetings import Meeting
from etl.documents.numerals import NUMBER_WORDS, NUMERAL, cardinal, numeral
from etl.documents.paragraphs import Paragraph, Sentence, locator, sentences
from etl.documents.project import Project
from etl.documents.quantities import EXACT, shown
from etl.documents.taking import state_cell

TABLE = "reported_figures"
ABOUT = r"(?P<about>(?i:at least|more than|over|about|around|nearly|almost|up to))?\s*"
NUMBER = rf"(?<![\w.,/-])(?:(?P<num>{NUMERAL})|(?P<words>{NUMBER_WORDS}))"
LOCATIONS = re.compile(
    rf"{ABOUT}{NUMBER}\s+(?P<what>locations|sites|incidents|attacks)\s+in\s+(?P<rest>[^.;]+)"
)
A_YEAR = re.compile(r"(?i)\b(?P<how>once|twice|three times|four times)\s+(?:per|a|each|every)\s+year\b")
MEETINGS = re.compile(r",?\s+(?:of\s+)?(?P<what>(?:[\w-]+\s+){0,4}[Mm]eetings)")
EXPERIENCE = re.compile(rf"{ABOUT}{NUMBER}\s+years\s+of\s+experience\b(?P<rest>[^,.;]*)")
LISTED = re.compile(
    rf"{NUMBER}\s+(?P<what>states|countries)\s+in\s+(?P<where>[A-Z][\w -]+?):\s+(?P<who>[^.;]+)"
)
CONVERSION = re.compile(r"(?i)(?:conversion|exchange rate|rate)\b")
PERIODIC = {"once": 1, "twice": 2, "three times": 3, "four times": 4}


def other_figures(reading: Reading, meetings: list[Meeting]) -> list[Finding]:
    """Return the figures that sentences state outside notices, meetings and projects."""
    rows: list[Finding] = []
    for one in reading.paragraphs:
        for sentence in sentences(one.paragraph):
            rows += claims(reading, one, sentence, meetings)
            rows += [*locations(reading, one, sentence), *named_states(one, sentence)]
            rows += [*a_year(sentence), *experience(one, sentence)]
    return rows


def locations(reading: Reading, one: Marked, sentence: Sentence) -> list[Finding]:
    """Return in how many places something was used: "at least 119 locations in Syria where …"."""
    rows = []
    for match in LOCATIONS.finditer(sentence.text):
        first = sentence.first + match.start("rest")
        place = [mark for mark in one.countries if first <= mark.first <= first + 6]
        value = number(sentence, match)
        if value is None or not place:
            continue
        code = cell(place[0].value, one.paragraph, place[0].first, place[0].last)
        rest = match["rest"][place[0].last - first :]
        what = " ".join(f"{match['what']} {rest}".split())[:200]
        subject, date = state_cell(reading, one, place[0]), day_told(reading, one, sentence)
        rows.append(
            row(
                TABLE, sentence, note=qualified(match), subject=subject, indicator=Cell(what), value=value,
                unit=Cell(match["what"]), date=date, countries=code,
            )
        )  # fmt: skip
    return rows


def day_told(reading: Reading, one: Marked, sentence: Sentence) -> Cell | None:
    """Return the first whole day that a sentence names."""
    for day in one.dates:
        if sentence.first <= day.first < sentence.last and day.start[2] and not day.fault:
            dated = with_year(day, reading.published, ahead=False)
            return cell(iso(dated.start), one.paragraph, day.first, day.last) if dated else None
    return None


def named_states(one: Marked, sentence: Sentence) -> list[Finding]:
    """Return how many states of a region are listed: "six states in Central Asia: …"."""
    match = LISTED.search(sentence.text)
    if not match:
        return []
    first, last = sentence.first + match.start("who"), sentence.first + match.end("who")
    named = [mark.value for mark in one.countries if first <= mark.first < last]
    value = number(sentence, match)
    if value is None or int(value.value) != len(named):
        return []
    countries, unit = Cell(";".join(named)), Cell("states")
    subject, indicator = Cell(match["where"]), Cell(match["what"])
    return [
        row(
            TABLE, sentence, subject=subject, indicator=indicator, value=value, unit=unit, countries=countries
        )
    ]


def a_year(sentence: Sentence) -> list[Finding]:
    """Return how often a year meetings are held: "twice per year Regional Roadmap Coordination meetings"."""
    rows = []
    for match in A_YEAR.finditer(sentence.text):
        behind = MEETINGS.match(sentence.text[match.end() :])
        if behind:
            first, last = sentence.first + match.start(), sentence.first + match.end()
            value = cell(str(PERIODIC[match["how"].lower()]), sentence.paragraph, first, last)
            subject, indicator = Cell(behind["what"].strip()), Cell("meetings per year")
            rows.append(
                row(TABLE, sentence, subject=subject, indicator=indicator, value=value, unit=Cell("per year"))
            )
    return rows


def experience(one: Marked, sentence: Sentence) -> list[Finding]:
    """Return years of experience that an organisation claims."""
    rows = []
    for match in EXPERIENCE.finditer(sentence.text):
        value = number(sentence, match)
        who = [mark for mark in one.organisations if sentence.first <= mark.first < sentence.last]
        if value is not None and who:
            subject = cell(who[0].value, one.paragraph, who[0].first, who[0].last)
            what, note = Cell(f"years of experience{match['rest']}".strip()), qualified(match)
            rows.append(
                row(
                    TABLE,
                    sentence,
                    note=note,
                    subject=subject,
                    indicator=what,
                    value=value,
                    unit=Cell("years"),
                )
            )
    return rows


def number(sentence: Sentence, match: re.Match[str]) -> Cell | None:
    """Return the number of a match with its place."""
    value = numeral(match["num"], whole=True) if match["num"] else cardinal(match["words"])
    group = "num" if match["num"] else "words"
    first, last = sentence.first + match.start(group), sentence.first + match.end(group)
    return None if value is None else cell(str(int(value)), sentence.paragraph, first, last)


def qualified(match: re.Match[str]) -> str:
    """Return what a document says of the exactness of a number."""
    about = " ".join((match["about"] or "").lower().split())
    return "" if about in EXACT else about


def count_rows(counts: list[Count]) -> list[Finding]:
    """Return counts of states and people as reported figures."""
    return [
        row(
            TABLE, one.sentence, note=one.note, subject=Cell(one.subject), indicator=Cell(one.indicator), value=one.value,
            unit=Cell(one.unit), date=one.date, countries=Cell(one.countries, one.value.place),
        )
        for one in counts
    ]  # fmt: skip


def city_counts(meetings: list[Meeting]) -> list[Finding]:
    """Return in how many cities each listed round of meetings took place, with its first and last day."""
    listed = Counter(
        one.listed for one in meetings if one.listed and one.title.value.endswith(f" - {one.city.value}")
    )
    rows = []
    for heading in (heading for heading, many in listed.items() if many > 1):
        mine = sorted((one for one in meetings if one.listed == heading), key=lambda one: one.start.value)
        subject = Cell(mine[0].title.value.rsplit(" - ", 1)[0])
        value = Cell(str(len(mine)), "; ".join(one.city.place for one in mine))
        note = f"counted; {mine[0].start.value} to {mine[-1].end.value}"
        rows.append(
            row(
                TABLE, mine[0].where, note=note, subject=subject, indicator=Cell("cities"), value=value,
                unit=Cell("cities"), date=mine[0].start,
            )
        )  # fmt: skip
    return rows


def conversions(projects: list[Project], reading: Reading) -> list[Finding]:
    """Return the amounts that a document gives in a second currency, dated by the footnote that they carry."""
    rows = []
    for project in projects:
        one = project.converted
        if one is None or one.fault:
            continue
        value = cell(shown(one.value), project.where.paragraph, one.first, one.last)
        date = footnote_date(reading) if one.footnote else None
        note = f"footnote {one.footnote}" if one.footnote else ""
        rows.append(
            row(
                TABLE, project.where, note=note, subject=project.title, indicator=Cell("amount converted"), value=value,
                unit=Cell(one.unit), date=date,
            )
        )  # fmt: skip
    return rows


def footnote_date(reading: Reading) -> Cell | None:
    """Return the day of the only footnote about a conversion."""
    notes = [one for one in reading.paragraphs if CONVERSION.match(one.text) and one.dates]
    if len(notes) != 1:
        return None
    day = notes[0].dates[0]
    return cell(iso(day.start), notes[0].paragraph, day.first, day.last)


def session_count(sessions: int, meeting: Meeting, first: Paragraph) -> list[Finding]:
    """Return the number of sessions of a programme."""
    if sessions < 2:
        return []
    value, unit = Cell(str(sessions), locator(first)), Cell("sessions")
    where = Sentence(first, 0, len(first.text))
    date = meeting.start
    return [
        row(
            TABLE,
            where,
            note="counted",
            subject=meeting.title,
            indicator=unit,
            value=value,
            unit=unit,
            date=date,
        )
    ]

"""Figures and claims that fit no other table: moratoriums, places of use, meetings a year, conversions."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from etl.documents.counts import Count
from etl.documents.dates import iso, with_year
from etl.documents.meetings import Meeting
from etl.documents.names import Mark
from etl.documents.paragraphs import Paragraph, Sentence, locator, sentences
from etl.documents.projects import Project
from etl.documents.quantities import EXACT, NUMBER_WORDS, NUMERAL, cardinal, numeral, shown
from etl.documents.reading import Cell, Doubt, Finding, Marked, Reading, cell, row
from etl.documents.records import REGIONS, regions_in, state_names, usual_participants
from etl.documents.taking import state_cell

TABLE = "reported_figures"
ABOUT = r"(?P<about>(?i:at least|more than|over|about|around|nearly|almost|up to))?\s*"
NUMBER = rf"(?<![\w.,/-])(?:(?P<num>{NUMERAL})|(?P<words>{NUMBER_WORDS}))"
CONVERSION = re.compile(r"(?i)(?:conversion|exchange rate|rate)\b")
PERIODIC = {"once": 1, "twice": 2, "three times": 3, "four times": 4}
LONGEST_INDICATOR = 200


@dataclass(frozen=True)
class Place:
    """Where a statement stands: its sentence and what the pattern found there."""

    reading: Reading
    one: Marked
    sentence: Sentence
    match: re.Match[str]
    meetings: list[Meeting]

    def span(self, group: str) -> tuple[int, int]:
        """Return the offsets of a group within the paragraph."""
        return self.sentence.first + self.match.start(group), self.sentence.first + self.match.end(group)

    def states(self, first: int, last: int) -> list[tuple[Cell, Cell]]:
        """Return the states named between two offsets of the paragraph: name and code, with places."""
        known = state_names(self.reading.records)
        marks = [mark for mark in self.one.countries if first <= mark.first < last and mark.value in known]
        return [(state_cell(self.reading, self.one, mark), self.code(mark)) for mark in marks]

    def code(self, mark: Mark) -> Cell:
        """Return the code of a state with its place."""
        return cell(mark.value, self.one.paragraph, mark.first, mark.last)


Subjects = Iterable[tuple[Cell, Cell | None]]


def before(at: Place) -> Subjects:
    """The states named before the statement."""
    return at.states(at.sentence.first, at.sentence.first + at.match.start())


def nearest(at: Place) -> Subjects:
    """The state named last before the statement."""
    return list(before(at))[-1:]


def listed(at: Place) -> Subjects:
    """The states that the statement lists."""
    return at.states(*at.span("who"))


def right_behind(at: Place) -> Subjects:
    """The state right behind the statement's "in"."""
    first, _ = at.span("what")
    return at.states(first, first + 6)


def region(at: Place) -> Subjects:
    """The region named before the statement."""
    found = regions_in(at.sentence.text[: at.match.start()])
    return [(Cell(REGIONS[found[-1][0]]), None)] if found else []


def organisation(at: Place) -> Subjects:
    """The first organisation of the sentence."""
    first, last = at.sentence.first, at.sentence.last
    marks = [mark for mark in at.one.organisations if first <= mark.first < last]
    usual = usual_participants(at.reading.records)
    return [
        (cell(usual.get(mark.actor, mark.value), at.one.paragraph, mark.first, mark.last), None)
        for mark in marks[:1]
    ]


def words(at: Place) -> Subjects:
    """The words of the group `subject`; states that are listed must be as many as counted."""
    subject = cell(at.match["subject"].strip(), at.one.paragraph, *at.span("subject"))
    if "who" not in at.match.re.groupindex:
        return [(subject, None)]
    codes = [code.value for _, code in at.states(*at.span("who"))]
    counted = number(at)
    return [(subject, Cell(";".join(codes)))] if counted and int(counted.value) == len(codes) else []


def month(at: Place) -> Cell | None:
    """The month of the meeting that the sentence names by its city, else that of the document."""
    named = [
        one
        for one in at.meetings
        if one.city.value
        and one.start.value
        and re.search(rf"\b{re.escape(one.city.value)}\b", at.sentence.text)
    ]
    if len(named) == 1:
        return Cell(named[0].start.value[:7], f"from {named[0].start.place}")
    return Cell(at.reading.published[:7])


def year(at: Place) -> Cell | None:
    """The year of the only meeting, else that of the document."""
    only = at.meetings[0].start.value if len(at.meetings) == 1 else at.reading.published
    return Cell(only[:4])


def day(at: Place) -> Cell | None:
    """The first whole day that the sentence names."""
    for told in at.one.dates:
        if at.sentence.first <= told.first < at.sentence.last and told.start[2] and not told.fault:
            dated = with_year(told, at.reading.published, ahead=False)
            return cell(iso(dated.start), at.one.paragraph, told.first, told.last) if dated else None
    return None


def behind(at: Place) -> Cell | None:
    """The day, month or year right behind the statement."""
    end = at.sentence.first + at.match.end()
    told = next((one for one in at.one.dates if one.first == end and not one.fault), None)
    return cell(iso(told.end), at.one.paragraph, told.first, told.last) if told else None


def undated(_: Place) -> Cell | None:
    """No date."""
    return None


@dataclass(frozen=True)
class Statement:
    """A kind of statement: its pattern, what it says in words and unit, of whom, and as of when."""

    pattern: str
    indicator: str
    unit: str
    subjects: Callable[[Place], Subjects]
    date: Callable[[Place], Cell | None] = undated
    note: str = ""


STATEMENTS = (
    Statement(
        r"\b(?:announced|declared|introduced|adopted|introduce)\b(?:(?!consider|plan|study)[^.;])*"
        r"\b(?:national )?moratori(?:ums?|a)\b",
        "national moratorium announced",
        "date",
        before,
        month,
    ),
    Statement(
        r"\bmoratori(?:ums?|a)\b[^.;]*?,?\s+as\s+(?P<who>[A-Z][^.;]*?)\s+(?:have|has|had)\s+(?:done|already)",
        "moratorium earlier",
        "date",
        listed,
        note="said in passing, without a date",
    ),
    Statement(
        r"\blaunched\s+(?P<what>an?\s+(?:\w+\s+)?(?:initiative|campaign)\s+to\s+[^.;]+)",
        "launched {what}",
        "claim",
        nearest,
        month,
    ),
    Statement(
        r"\bcountries\s+(?:that|which)\s+are\s+(?:the\s+)?(?P<what>(?:hardest|most|worst"
        r"|heavily)[\w -]*?\s*(?:hit|affected)\s+by\s+[\w -]+?)(?:,\s+namely|,\s+including"
        r"|:)\s+(?P<who>[^.;]+)",
        "among the countries {what}",
        "claim",
        listed,
        month,
    ),
    Statement(
        r"\bregion\s+is\s+the\s+location\s+of\s+the\s+(?P<what>(?:heaviest|largest|worst|highest)\s+[^.;]+)",
        "{what}",
        "claim",
        region,
        year,
    ),
    Statement(
        r"\bconcept of (?:establishing )?\"(?P<subject>[^\"]{5,60})\"(?: \([^)]*\))? as a means to "
        r"(?P<what>[^.;]+?)(?= by (?:all|the)\b| and thus\b|[.;]|$)",
        "concept: a means to {what}",
        "claim",
        words,
        year,
    ),
    Statement(
        rf"{ABOUT}{NUMBER}\s+(?P<unit>locations|sites|incidents|attacks)\s+in\s+(?P<what>[^.;]+)",
        "{unit} in {what}",
        "{unit}",
        right_behind,
        day,
    ),
    Statement(
        r"(?i)\b(?P<times>once|twice|three times|four times)\s+(?:per|a|each"
        r"|every)\s+year\b,?\s+(?:of\s+)?(?P<subject>(?:[\w-]+\s+){0,4}meetings)",
        "meetings per year",
        "per year",
        words,
    ),
    Statement(
        r"\b(?P<what>(?:EU )?Council Decision) until (?:the )?(?:end of )?(?=(?:\w+ )?20\d\d\b)",
        "{what} until",
        "date",
        organisation,
        behind,
    ),
    Statement(
        rf"{ABOUT}{NUMBER}\s+years\s+of\s+(?P<what>experience\b[^,.;]*)",
        "years of {what}",
        "years",
        organisation,
    ),
    Statement(
        rf"{NUMBER}\s+(?P<what>states|countries)\s+in\s+(?P<subject>[A-Z][\w -]+?):\s+(?P<who>[^.;]+)",
        "{what}",
        "states",
        words,
    ),
)
COMPILED = [(re.compile(each.pattern), each) for each in STATEMENTS]


def other_figures(reading: Reading, meetings: list[Meeting]) -> list[Finding]:
    """Return the figures that sentences state outside notices, meetings and projects."""
    rows: list[Finding] = []
    for one in reading.paragraphs:
        for sentence in sentences(one.paragraph):
            for pattern, statement in COMPILED:
                for match in pattern.finditer(sentence.text):
                    rows += stated(Place(reading, one, sentence, match, meetings), statement)
    return rows


def stated(at: Place, statement: Statement) -> list[Finding]:
    """Return the rows of one statement, one for each that it speaks of; none where its number is unclear."""
    groups = at.match.groupdict()
    value = number(at)
    if value is None and groups.keys() & {"num", "times"}:
        return []
    said = " ".join(statement.indicator.format(**groups).split())[:LONGEST_INDICATOR]
    about = " ".join((groups.get("about") or "").lower().split())
    return [
        row(
            TABLE,
            at.sentence,
            high=not statement.note,
            note=statement.note or ("" if about in EXACT else about),
            subject=subject,
            indicator=Cell(said.strip()),
            value=value,
            unit=Cell(statement.unit.format(**groups)),
            date=statement.date(at),
            countries=code,
        )
        for subject, code in statement.subjects(at)
    ]


def number(at: Place) -> Cell | None:
    """Return the number of a statement with its place."""
    groups = at.match.groupdict()
    if times := groups.get("times"):
        return cell(str(PERIODIC[times.lower()]), at.one.paragraph, *at.span("times"))
    group = "num" if groups.get("num") else "words"
    if not groups.get(group):
        return None
    value = numeral(groups["num"], whole=True) if groups["num"] else cardinal(groups["words"])
    return None if value is None else cell(str(int(value)), at.one.paragraph, *at.span(group))


def count_rows(counts: list[Count]) -> list[Finding]:
    """Return counts of states and people as reported figures."""
    return [
        row(
            TABLE,
            one.sentence,
            note=one.note,
            subject=Cell(one.subject),
            indicator=Cell(one.indicator),
            value=one.value,
            unit=Cell(one.unit),
            date=one.date,
            countries=Cell(one.countries, one.value.place),
        )
        for one in counts
    ]


def city_counts(meetings: list[Meeting], doubts: list[Doubt]) -> list[Finding]:
    """Return in how many cities each listed round of meetings took place, with its first and last day."""
    listed = Counter(
        one.listed for one in meetings if one.listed and one.title.value.endswith(f" - {one.city.value}")
    )
    rows = []
    for heading in (heading for heading, many in listed.items() if many > 1):
        mine = sorted((one for one in meetings if one.listed == heading), key=lambda one: one.start.value)
        subject = Cell(mine[0].title.value.rsplit(" - ", 1)[0])
        if any(one.what.startswith(f"{subject.value} - ") for one in doubts):
            continue  # a place of the list could not be read: the count would be short
        value = Cell(str(len(mine)), "; ".join(one.city.place for one in mine))
        note = f"counted; {mine[0].start.value} to {mine[-1].end.value}"
        rows.append(
            row(
                TABLE,
                mine[0].where,
                note=note,
                subject=subject,
                indicator=Cell("cities"),
                value=value,
                unit=Cell("cities"),
                date=mine[0].start,
            )
        )
    return rows


def conversions(projects: list[Project], reading: Reading) -> list[Finding]:
    """Return the amounts that a document gives in a second currency, dated by their footnotes."""
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
                TABLE,
                project.where,
                note=note,
                subject=project.title,
                indicator=Cell("amount converted"),
                value=value,
                unit=Cell(one.unit),
                date=date,
            )
        )
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

"""Figures and announcements that fit no other table: moratoriums, places of use, meetings a year, conversions."""

import re
from collections import Counter

from etl.documents.counts import Count
from etl.documents.dates import iso, with_year
from etl.documents.findings import Cell, Finding, Reading, cell, row
from etl.documents.marks import Marked
from etl.documents.meetings import Meeting
from etl.documents.numerals import NUMBER_WORDS, NUMERAL, cardinal, numeral
from etl.documents.paragraphs import Paragraph, Sentence, locator, sentences
from etl.documents.project import Project
from etl.documents.quantities import EXACT, shown
from etl.documents.records import state_names
from etl.documents.regions import TITLES, regions_in

ABOUT = r"(?P<about>(?i:at least|more than|over|about|around|nearly|almost|up to))?\s*"
NUMBER = rf"(?<![\w.,/-])(?:(?P<num>{NUMERAL})|(?P<words>{NUMBER_WORDS}))"
MORATORIUM = re.compile(
    r"\b(?:announced|declared|introduced|adopted|introduce)\b[^.;]*\b(?:national )?moratori(?:um|ums|a)\b"
)
EARLIER = re.compile(r",?\s+as\s+(?P<who>[A-Z][^.;]*?)\s+(?:have|has|had)\s+(?:done|already)")
LOCATIONS = re.compile(
    rf"{ABOUT}{NUMBER}\s+(?P<what>locations|sites|incidents|attacks)\s+in\s+(?P<rest>[^.;]+)"
)
A_YEAR = re.compile(r"(?i)\b(?P<how>once|twice|three times|four times)\s+(?:per|a|each|every)\s+year\b")
EXPERIENCE = re.compile(rf"{ABOUT}{NUMBER}\s+years\s+of\s+experience\b(?P<rest>[^,.;]*)")
PERIODIC = {"once": 1, "twice": 2, "three times": 3, "four times": 4}
INITIATIVE = re.compile(r"\blaunched\s+(?P<what>an?\s+(?:\w+\s+)?(?:initiative|campaign)\s+to\s+[^.;]+)")

AFFECTED = re.compile(
    r"\bcountries\s+(?:that|which)\s+are\s+(?:the\s+)?(?P<how>(?:hardest|most|worst|heavily)[\w -]*?\s*(?:hit|affected)\s+by\s+[\w -]+?)(?:,\s+namely|,\s+including|:)\s+(?P<who>[^.;]+)"
)
LOCATED = re.compile(
    r"\bregion\s+is\s+the\s+location\s+of\s+the\s+(?P<what>(?:heaviest|largest|worst|highest)\s+[^.;]+)"
)
LISTED = re.compile(
    rf"{NUMBER}\s+(?P<what>states|countries)\s+in\s+(?P<where>[A-Z][\w -]+?):\s+(?P<who>[^.;]+)"
)


def other_figures(reading: Reading, meetings: list[Meeting]) -> list[Finding]:
    """Return the figures that sentences state outside notices, meetings and projects."""
    rows: list[Finding] = []
    for one in reading.paragraphs:
        for sentence in sentences(one.paragraph):
            rows += moratoriums(reading, one, sentence, meetings)
            rows += locations(reading, one, sentence)
            rows += a_year(one, sentence)
            rows += experience(one, sentence)
            rows += initiatives(reading, one, sentence, meetings)
            rows += claims(reading, one, sentence, meetings)
    return rows


def claims(reading: Reading, one: Marked, sentence: Sentence, meetings: list[Meeting]) -> list[Finding]:
    """Return what a document claims of countries and regions: hardest hit, heaviest contamination, how many states."""
    rows = []
    if match := AFFECTED.search(sentence.text):
        month = meeting_month(sentence, meetings) or Cell(reading.published[:7])
        for mark in one.countries:
            if match.start("who") <= mark.first - sentence.first < match.end("who"):
                code = cell(mark.value, one.paragraph, mark.first, mark.last)
                subject = Cell(reading.known.shown.get(mark.value, mark.value), code.place)
                rows.append(
                    figure(
                        one.paragraph,
                        sentence.first,
                        subject,
                        f"among the countries {match['how']}",
                        "claim",
                        date=month,
                        countries=code,
                    )
                )
    if (match := LOCATED.search(sentence.text)) and (regions := regions_in(sentence.text[: match.start()])):
        date = meetings[0].start.value[:4] if len(meetings) == 1 else reading.published[:4]
        subject = Cell(TITLES[regions[-1][0]])
        rows.append(figure(one.paragraph, sentence.first, subject, match["what"], "claim", date=Cell(date)))
    if match := LISTED.search(sentence.text):
        named = [
            mark.value
            for mark in one.countries
            if match.start("who") <= mark.first - sentence.first < match.end("who")
        ]
        value = cardinal(match["words"]) if match["words"] else int(match["num"])
        if value == len(named):
            group = "words" if match["words"] else "num"
            number_cell = cell(
                str(value),
                one.paragraph,
                sentence.first + match.start(group),
                sentence.first + match.end(group),
            )
            rows.append(
                figure(
                    one.paragraph,
                    sentence.first,
                    Cell(match["where"]),
                    match["what"],
                    "states",
                    number_cell,
                    countries=Cell(";".join(named)),
                )
            )
    return rows


def figure(
    where: Paragraph, first: int, subject: Cell, indicator: str, unit: str, value: Cell = Cell(""), date: Cell = Cell(""), countries: Cell = Cell(""),
    *, high: bool = True, note: str = "",
) -> Finding:  # fmt: skip
    """Return a row of reported_figures."""
    cells = {
        "subject": subject,
        "indicator": Cell(indicator[:200]),
        "value": value,
        "unit": Cell(unit),
        "date": date,
        "countries": countries,
    }
    return row("reported_figures", cells, where, first, high=high, note=note)


def moratoriums(reading: Reading, one: Marked, sentence: Sentence, meetings: list[Meeting]) -> list[Finding]:
    """Return the states that announced a moratorium, and those said to have had one earlier."""
    match = MORATORIUM.search(sentence.text)
    if not match:
        return []
    earlier = EARLIER.search(sentence.text)
    month = meeting_month(sentence, meetings) or Cell(reading.published[:7])
    names, rows = state_names(reading.records), []
    for mark in one.countries:
        at = mark.first - sentence.first
        before = 0 <= at < match.start()
        late = earlier is not None and earlier.start("who") <= at < earlier.end("who")
        if not (before or late) or mark.value not in names:
            continue
        text = "moratorium earlier" if late else "national moratorium announced"
        code = cell(mark.value, one.paragraph, mark.first, mark.last)
        shown_name = Cell(reading.known.shown.get(mark.value, names[mark.value]), code.place)
        date = Cell("") if late else month
        rows.append(
            figure(
                one.paragraph,
                sentence.first,
                shown_name,
                text,
                "date",
                date=date,
                countries=code,
                high=not late,
            )
        )
    return rows


def meeting_month(sentence: Sentence, meetings: list[Meeting]) -> Cell | None:
    """Return the month of the meeting that a sentence names by its city."""
    named = [
        each
        for each in meetings
        if each.city.value
        and re.search(rf"\b{re.escape(each.city.value)}\b", sentence.text)
        and each.start.value
    ]
    return Cell(named[0].start.value[:7], f"from {named[0].start.place}") if len(named) == 1 else None


def locations(reading: Reading, one: Marked, sentence: Sentence) -> list[Finding]:
    """Return in how many places something was used: "at least 119 locations in Syria where …"."""
    rows = []
    for match in LOCATIONS.finditer(sentence.text):
        value = number(match)
        place = [
            mark
            for mark in one.countries
            if sentence.first + match.start("rest") <= mark.first <= sentence.first + match.start("rest") + 6
        ]
        if value is None or not place:
            continue
        day = next(
            (
                day
                for day in one.dates
                if sentence.first <= day.first < sentence.last and day.start[2] and not day.fault
            ),
            None,
        )
        dated = with_year(day, reading.published, ahead=False) if day else None
        date = cell(iso(dated.start), one.paragraph, day.first, day.last) if day and dated else Cell("")
        code = cell(place[0].value, one.paragraph, place[0].first, place[0].last)
        what = " ".join(
            f"{match['what']} {match['rest'][place[0].last - sentence.first - match.start('rest') :]}".split()
        )
        subject = Cell(reading.known.shown.get(place[0].value, place[0].value), code.place)
        rows.append(
            figure(
                one.paragraph,
                sentence.first,
                subject,
                what,
                match["what"],
                printed(one, sentence, match, value),
                date,
                code,
                note=qualified(match),
            )
        )
    return rows


def a_year(one: Marked, sentence: Sentence) -> list[Finding]:
    """Return how often a year meetings are held: "twice per year Regional Roadmap Coordination meetings"."""
    rows = []
    for match in A_YEAR.finditer(sentence.text):
        behind = re.match(
            r",?\s+(?:of\s+)?(?P<what>(?:[\w-]+\s+){0,4}[Mm]eetings)", sentence.text[match.end() :]
        )
        if not behind:
            continue
        value = cell(
            str(PERIODIC[match["how"].lower()]),
            one.paragraph,
            sentence.first + match.start(),
            sentence.first + match.end(),
        )
        rows.append(
            figure(
                one.paragraph,
                sentence.first,
                Cell(behind["what"].strip()),
                "meetings per year",
                "per year",
                value,
            )
        )
    return rows


def experience(one: Marked, sentence: Sentence) -> list[Finding]:
    """Return years of experience that an organisation claims."""
    rows = []
    for match in EXPERIENCE.finditer(sentence.text):
        value = number(match)
        who = next((mark for mark in one.organisations if sentence.first <= mark.first < sentence.last), None)
        if value is not None and who is not None:
            subject = cell(who.value, one.paragraph, who.first, who.last)
            what = f"years of experience{match['rest']}".strip()
            rows.append(
                figure(
                    one.paragraph,
                    sentence.first,
                    subject,
                    what,
                    "years",
                    printed(one, sentence, match, value),
                    note=qualified(match),
                )
            )
    return rows


def initiatives(reading: Reading, one: Marked, sentence: Sentence, meetings: list[Meeting]) -> list[Finding]:
    """Return initiatives that a state launched, as claims without a number."""
    rows = []
    for match in INITIATIVE.finditer(sentence.text):
        before = [
            mark for mark in one.countries if sentence.first <= mark.first < sentence.first + match.start()
        ]
        if before:
            mark = before[-1]
            code = cell(mark.value, one.paragraph, mark.first, mark.last)
            subject = Cell(reading.known.shown.get(mark.value, mark.value), code.place)
            month = meeting_month(sentence, meetings) or Cell(reading.published[:7])
            rows.append(
                figure(
                    one.paragraph,
                    sentence.first,
                    subject,
                    f"launched {match['what']}",
                    "claim",
                    date=month,
                    countries=code,
                )
            )
    return rows


def number(match: re.Match[str]) -> int | None:
    """Return the number of a match."""
    value = numeral(match["num"], whole=True) if match["num"] else cardinal(match["words"])
    return None if value is None else int(value)


def printed(one: Marked, sentence: Sentence, match: re.Match[str], value: int) -> Cell:
    """Return a number with its place."""
    group = "num" if match["num"] else "words"
    return cell(
        str(value), one.paragraph, sentence.first + match.start(group), sentence.first + match.end(group)
    )


def qualified(match: re.Match[str]) -> str:
    """Return what a document says of the exactness of a number."""
    about = " ".join((match["about"] or "").lower().split())
    return "" if about in EXACT else about


def count_rows(counts: list[Count]) -> list[Finding]:
    """Return counts of states and people as reported figures."""
    return [
        figure(
            each.sentence.paragraph, each.sentence.first, Cell(each.subject), each.indicator, each.unit, each.value, each.date,
            Cell(each.countries, each.value.place if each.countries else ""), note=each.note,
        )
        for each in counts
    ]  # fmt: skip


def city_counts(meetings: list[Meeting]) -> list[Finding]:
    """Return in how many cities each listed round of meetings took place, with its first and last day."""
    listed = Counter(
        each.listed
        for each in meetings
        if each.listed and each.city.value and each.title.value.endswith(f" - {each.city.value}")
    )
    rows = []
    for heading, many in listed.items():
        mine = sorted(
            (each for each in meetings if each.listed == heading), key=lambda each: each.start.value
        )
        if many < 2:
            continue
        subject = Cell(mine[0].title.value.rsplit(" - ", 1)[0])
        value = Cell(str(many), "; ".join(each.city.place for each in mine))
        note = f"counted; {mine[0].start.value} to {mine[-1].end.value}"
        rows.append(
            figure(
                mine[0].where.paragraph,
                mine[0].where.first,
                subject,
                "cities",
                "cities",
                value,
                mine[0].start,
                note=note,
            )
        )
    return rows


def conversions(projects: list[Project], reading: Reading) -> list[Finding]:
    """Return the amounts that a document gives in a second currency, dated by the footnote that they carry."""
    rows = []
    for project in projects:
        one = project.converted
        if one is None or one.fault:
            continue
        where = project.where.paragraph
        value = cell(shown(one.value), where, one.first, one.last)
        date = footnote_date(reading, one.footnote) if one.footnote else Cell("")
        note = f"footnote {one.footnote}" if one.footnote else ""
        rows.append(
            figure(where, one.first, project.title, "amount converted", one.unit, value, date, note=note)
        )
    return rows


def footnote_date(reading: Reading, mark: str) -> Cell:
    """Return the day that a numbered footnote names."""
    notes = [
        one
        for one in reading.paragraphs
        if re.match(r"(?i)(?:conversion|exchange rate|rate)\b", one.text) and one.dates
    ]
    if len(notes) != 1 or not mark:
        return Cell("")
    day = notes[0].dates[0]
    return cell(iso(day.start), notes[0].paragraph, day.first, day.last)


def session_count(sessions: int, meeting: Meeting, first: Paragraph) -> list[Finding]:
    """Return the number of sessions of a programme."""
    if sessions < 2:
        return []
    return [
        figure(
            first,
            0,
            meeting.title,
            "sessions",
            "sessions",
            Cell(str(sessions), locator(first)),
            meeting.start,
            note="counted",
        )
    ]

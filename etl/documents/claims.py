"""What a document claims of states and regions without a number: moratoriums, initiatives, who is hit hardest."""

import re

from etl.documents.findings import Cell, Finding, Reading, cell, row
from etl.documents.marks import Marked
from etl.documents.meetings import Meeting
from etl.documents.names import Mark
from etl.documents.paragraphs import Sentence
from etl.documents.records import state_names
from etl.documents.regions import TITLES, regions_in
from etl.documents.taking import state_cell

MORATORIUM = re.compile(
    r"\b(?:announced|declared|introduced|adopted|introduce)\b[^.;]*\b(?:national )?moratori(?:um|ums|a)\b"
)
EARLIER = re.compile(r",?\s+as\s+(?P<who>[A-Z][^.;]*?)\s+(?:have|has|had)\s+(?:done|already)")
INITIATIVE = re.compile(r"\blaunched\s+(?P<what>an?\s+(?:\w+\s+)?(?:initiative|campaign)\s+to\s+[^.;]+)")
AFFECTED = re.compile(
    r"\bcountries\s+(?:that|which)\s+are\s+(?:the\s+)?(?P<how>(?:hardest|most|worst|heavily)[\w -]*?\s*"
    r"(?:hit|affected)\s+by\s+[\w -]+?)(?:,\s+namely|,\s+including|:)\s+(?P<who>[^.;]+)"
)
LOCATED = re.compile(
    r"\bregion\s+is\s+the\s+location\s+of\s+the\s+(?P<what>(?:heaviest|largest|worst|highest)\s+[^.;]+)"
)


def claims(reading: Reading, one: Marked, sentence: Sentence, meetings: list[Meeting]) -> list[Finding]:
    """Return the claims of a sentence as reported figures."""
    return [
        *moratoriums(reading, one, sentence, meetings),
        *initiatives(reading, one, sentence, meetings),
        *affected(reading, one, sentence, meetings),
        *located(reading, sentence, meetings),
    ]


def claim(
    reading: Reading,
    one: Marked,
    sentence: Sentence,
    mark: Mark,
    words: str,
    unit: str,
    date: Cell | None,
    note: str = "",
) -> Finding:
    """Return one claim about a state."""
    code = cell(mark.value, one.paragraph, mark.first, mark.last)
    indicator, subject = Cell(words[:200]), state_cell(reading, one, mark)
    return row(
        "reported_figures", sentence, high=not note, note=note, subject=subject, indicator=indicator, unit=Cell(unit),
        date=date, countries=code,
    )  # fmt: skip


def marks_between(one: Marked, sentence: Sentence, low: int, high: int, reading: Reading) -> list[Mark]:
    """Return the states named between two offsets of a sentence."""
    known = state_names(reading.records)
    return [
        mark for mark in one.countries if low <= mark.first - sentence.first < high and mark.value in known
    ]


def moratoriums(reading: Reading, one: Marked, sentence: Sentence, meetings: list[Meeting]) -> list[Finding]:
    """Return the states that announced a moratorium, and those said to have had one earlier."""
    match = MORATORIUM.search(sentence.text)
    if not match:
        return []
    date, text = month_of(reading, sentence, meetings), "national moratorium announced"
    now = marks_between(one, sentence, 0, match.start(), reading)
    rows = [claim(reading, one, sentence, mark, text, "date", date) for mark in now]
    if earlier := EARLIER.search(sentence.text):
        before = marks_between(one, sentence, earlier.start("who"), earlier.end("who"), reading)
        note = "said in passing, without a date"
        rows += [
            claim(reading, one, sentence, mark, "moratorium earlier", "date", None, note) for mark in before
        ]
    return rows


def initiatives(reading: Reading, one: Marked, sentence: Sentence, meetings: list[Meeting]) -> list[Finding]:
    """Return initiatives that a state launched."""
    rows = []
    for match in INITIATIVE.finditer(sentence.text):
        before = marks_between(one, sentence, 0, match.start(), reading)
        if before:
            date = month_of(reading, sentence, meetings)
            rows.append(claim(reading, one, sentence, before[-1], f"launched {match['what']}", "claim", date))
    return rows


def affected(reading: Reading, one: Marked, sentence: Sentence, meetings: list[Meeting]) -> list[Finding]:
    """Return the countries said to be hit hardest."""
    match = AFFECTED.search(sentence.text)
    if not match:
        return []
    text, date = f"among the countries {match['how']}", month_of(reading, sentence, meetings)
    marks = marks_between(one, sentence, match.start("who"), match.end("who"), reading)
    return [claim(reading, one, sentence, mark, text, "claim", date) for mark in marks]


def located(reading: Reading, sentence: Sentence, meetings: list[Meeting]) -> list[Finding]:
    """Return what a region is said to have most of."""
    match = LOCATED.search(sentence.text)
    regions = regions_in(sentence.text[: match.start()]) if match else []
    if match is None or not regions:
        return []
    year = meetings[0].start.value[:4] if len(meetings) == 1 else reading.published[:4]
    subject, indicator = Cell(TITLES[regions[-1][0]]), Cell(match["what"][:200])
    return [
        row(
            "reported_figures",
            sentence,
            subject=subject,
            indicator=indicator,
            unit=Cell("claim"),
            date=Cell(year),
        )
    ]


def month_of(reading: Reading, sentence: Sentence, meetings: list[Meeting]) -> Cell | None:
    """Return the month of the meeting that a sentence names by its city, else that of the document."""
    named = [
        one
        for one in meetings
        if one.city.value
        and one.start.value
        and re.search(rf"\b{re.escape(one.city.value)}\b", sentence.text)
    ]
    if len(named) == 1:
        return Cell(named[0].start.value[:7], f"from {named[0].start.place}")
    return Cell(reading.published[:7])

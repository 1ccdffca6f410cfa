"""What stands beside the running text: numbered lists, captions, references and warnings, as figures."""

import re
from itertools import takewhile

from etl.documents.dates import Period, iso
from etl.documents.figures import TABLE
from etl.documents.meeting_words import nouns
from etl.documents.reading import Cell, Finding, Marked, Reading, cell, row, whole

LEAD = re.compile(
    r"\b(?P<subject>[\w' -]+?)\.? (?:These|The|Its) (?P<what>[\w-]+) can be"
    r" (?:clustered|grouped|divided) into[^.:]*?(?P<unit>[a-z]+)\d*:$"
)
ENTRY = re.compile(r"[A-Z][\w -]{2,40}: ")
CAPTION = re.compile(r"Photo(?:graph)?s? (?:courtesy|credit|by|©|\(c\))")
WORK = re.compile(r"[A-Z][\w' -]*\b(?:Programme|Program|Project)\b")
ACCESSED = re.compile(r"\bAccessed (?=\d)")
STRATEGY = re.compile(
    r"(?:^|[:.] )(?P<subject>[A-Z][^.:]*\b)?(?P<what>Strategy|Action Plan|Strategic Plan) $"
)
WARNING = re.compile(r"Warning: (?P<what>[A-Z][^.]{8,150})$")


def aside_rows(reading: Reading) -> list[Finding]:
    """Return the figures that stand beside the text."""
    rows: list[Finding] = []
    for number, one in enumerate(reading.paragraphs):
        following = reading.paragraphs[number + 1 :]
        rows += [*listed(one, following), *pictured(one, following), *referred(one), *warned(one)]
    return rows


def listed(one: Marked, following: tuple[Marked, ...]) -> list[Finding]:
    """Return how many entries a list has: "These benefits can be clustered into the following aspects:"."""
    lead = LEAD.search(one.text)
    entries = list(takewhile(lambda each: ENTRY.match(each.text), following)) if lead else []
    if lead is None or len(entries) < 2:
        return []
    subject = cell(lead["subject"].strip(), one.paragraph, *lead.span("subject"))
    names = ", ".join(each.text.split(":")[0].lower() for each in entries)
    value, said = Cell(str(len(entries))), Cell(f"{lead['what'].rstrip('s')} {lead['unit']}")
    unit = Cell("items")
    return [
        row(
            TABLE,
            whole(one.paragraph),
            note=f"counted: {names}",
            subject=subject,
            indicator=said,
            value=value,
            unit=unit,
        )
    ]


def pictured(one: Marked, following: tuple[Marked, ...]) -> list[Finding]:
    """Return when and where the picture of a project was taken, by its caption."""
    caption = any(CAPTION.match(each.text) for each in following[:2]) or CAPTION.search(one.text)
    work = WORK.search(one.text)
    years = [day for day in one.dates if day.has_year and not day.fault]
    if not caption or work is None or len(years) != 1 or len(one.text) > 200 or nouns(one.text):
        return []
    subject = cell(work[0], one.paragraph, *work.span())
    places = [mark for mark in one.countries if mark.value]
    where = (
        cell(places[0].value, one.paragraph, places[0].first, places[0].last) if len(places) == 1 else None
    )
    return [dated(one, subject, "photo", years[0], where)]


def referred(one: Marked) -> list[Finding]:
    """Return the month of a study that a footnote refers to, or the period of a strategy."""
    accessed = ACCESSED.search(one.text)
    dates = [day for day in one.dates if accessed and day.last <= accessed.start() and not day.fault]
    if len(dates) != 1 or not dates[0].has_year:
        return []
    lead = one.text[: dates[0].first]
    plan = STRATEGY.search(lead)
    if plan and dates[0].start != dates[0].end:
        return [dated(one, cell(lead.strip(), one.paragraph, 0, len(lead.rstrip())), "period", dates[0])]
    title = lead.split(". ")[0]
    if dates[0].precision == "year" or not lead.rstrip().endswith("."):
        return []
    return [dated(one, cell(title, one.paragraph, 0, len(title)), "published", dates[0])]


def warned(one: Marked) -> list[Finding]:
    """Return what a site warns its readers of."""
    told = WARNING.match(one.text)
    if told is None:
        return []
    what = cell(f"warning: {told['what']}", one.paragraph, *told.span("what"))
    return [row(TABLE, whole(one.paragraph), subject=Cell("Site"), indicator=what, unit=Cell("notice"))]


def dated(one: Marked, subject: Cell, said: str, day: Period, where: Cell | None = None) -> Finding:
    """Return a row with a day; the end of a period is noted."""
    date = cell(iso(day.start), one.paragraph, day.first, day.last)
    note = f"to {iso(day.end)}" if day.start != day.end else ""
    return row(
        TABLE,
        whole(one.paragraph),
        note=note,
        subject=subject,
        indicator=Cell(said),
        unit=Cell("date"),
        date=date,
        countries=where,
    )

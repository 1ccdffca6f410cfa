"""Projects told in paragraphs: period, donor, who carries them out, where, money, area, items destroyed."""

import re
from dataclasses import replace

from etl.documents.dates import Period, iso
from etl.documents.findings import Cell, Found, Reading, cell, doubt
from etl.documents.givers import beneficiaries, donors, implementers
from etl.documents.marks import Marked
from etl.documents.paragraphs import Sentence, sentences
from etl.documents.project import Project
from etl.documents.quantities import Quantity, amounts, areas
from etl.documents.results import CUMULATIVE, RELEASED, about, sentence_at, unplaced, with_results

PROJECT = re.compile(
    r"(?i)\b(?:projects?|programmes?|programs?|grants?|donations?|contributions?|donated"
    r"|funding|funds|demining"
    r"|clearance|cleared|cleaned|survey|tasks?|supported)\b"
)
QUOTED = re.compile(
    r"(?i)\b(?:project|programme|program)\s+(?:called\s+|titled\s+|named\s+)?\"(?P<title>[^\"]{8,200})\""
)
LEAD = re.compile(r"^(?P<title>[A-Z][^.!?:\d]{8,80})\.\d{0,2}\s+(?=[A-Z])")
VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|will|donated|signed|received|said|can|does)\b")
SUPPORTED = re.compile(
    r"(?i)\bhas (?:financially )?supported\b|\bproject (?:is|was) funded\b|\bwith the funding provided\b"
)
WORK_OF = re.compile(r"(?i)supported (?:the )?(?:ongoing )?(?P<what>work of (?:the )?[A-Z][\w-]+)")
ONE_SUM = re.compile(r"(?i)\bin (?:the |total )*amount of|donation in|\bgrant of\b|\bearmarked\b")
CONVERTED = re.compile(r"\s*(?:\(|\(?(?:about|approximately|around|or|=|equal to)\s*)+")
NO_START = re.compile(r"(?i)\b(?:since|until|as of|by|of|accessed)\s*(?:the\s*)?(?:year\s*)?$")
ENDS = re.compile(r"(?i)\b(?:end of|until|completed|finished|last until|cleaned at|concluded)\b")
GOES_ON = re.compile(r"^(?:The|This|With this) (?:donation|project|grant|funds|contribution)\b")
PHASE = re.compile(r"In the (?:initial|first|second|last|final) phase, (?:implemented|carried out) in\s+")
NOT_READ = re.compile(r"\bAccessed \d|\b(?:Tel|Fax|E-?mail):|^@\w+:")


def projects(reading: Reading, found: Found) -> list[Project]:
    """Return the projects of a document, one for each paragraph or part of a donation that tells of one."""
    read = [
        (number, one)
        for number, one in enumerate(reading.paragraphs)
        if not (one.paragraph.heading and len(one.text) < 120) and not NOT_READ.search(one.text)
    ]
    whole = total_of([quantity for _, one in read for quantity in single_amounts(one, reading)])
    return [project for number, one in read for project in in_paragraph(reading, number, one, whole, found)]


def single_amounts(one: Marked, reading: Reading) -> list[Quantity]:
    """Return the amounts of a paragraph that are no running totals and no conversions."""
    money = amounts(one.text, reading.comma)
    return [each for each in money if not cumulative(one, each) and not conversion(one.text, money, each)]


def cumulative(one: Marked, quantity: Quantity) -> bool:
    """Tell whether an amount is a running total: "in total", "since 1998"."""
    window = one.text[max(0, quantity.first - 110) : quantity.last + 30]
    return bool(CUMULATIVE.search(window)) and not ONE_SUM.search(window)


def conversion(text: str, money: list[Quantity], quantity: Quantity) -> bool:
    """Tell whether an amount stands in brackets behind another, as the same in other money."""
    before = [other for other in money if other.last <= quantity.first]
    if not before or before[-1].unit == quantity.unit:
        return False
    return bool(CONVERTED.fullmatch(text[before[-1].last : quantity.first]))


def total_of(money: list[Quantity]) -> Quantity | None:
    """Return the amount of a document that is the sum of all others, if there is one."""
    plain = [quantity for quantity in money if not quantity.fault]
    for quantity in plain:
        others = [other.value for other in plain if other is not quantity and other.unit == quantity.unit]
        if len(others) > 1 and sum(others) == quantity.value:
            return quantity
    return None


def in_paragraph(
    reading: Reading, number: int, one: Marked, whole: Quantity | None, found: Found
) -> list[Project]:
    """Return the projects of a paragraph."""
    single = single_amounts(one, reading)
    if whole is not None and whole in single:
        reason = "the total of parts that are told one by one: not a project of its own"
        found.doubts.append(
            doubt(f"amount {whole.printed}", reason, Sentence(one.paragraph, 0, len(one.text)))
        )
        single = [quantity for quantity in single if quantity != whole]
    result: list[Project] = []
    for quantity in single:
        sentence = sentence_at(one, quantity.first)
        if quantity.fault:
            found.doubts.append(doubt(f"amount {quantity.printed}", quantity.fault, sentence))
        elif PROJECT.search(sentence.text) or whole is not None:
            first = 0 if quantity is single[0] and whole is None else sentence.first
            span = Sentence(one.paragraph, first, end_of(one, sentence, single))
            result.append(with_money(reading, number, one, span, quantity, found))
        else:
            reason = "the sentence tells of no project, grant or donation"
            found.doubts.append(doubt(f"amount {quantity.printed}", reason, sentence))
    result = result or without_amount(reading, number, one, found)
    unplaced(one, reading, result, amounts(one.text, reading.comma), found)
    return [each for each in result if each.donor or each.implementer or each.countries]


def end_of(one: Marked, sentence: Sentence, money: list[Quantity]) -> int:
    """Return how far the telling of a project reaches: to the sentence with the next amount, or the end."""
    later = [other.first for other in money if other.first >= sentence.last]
    return sentence_at(one, later[0]).first if later else len(one.text)


def with_money(
    reading: Reading, number: int, one: Marked, span: Sentence, money: Quantity, found: Found
) -> Project:
    """Return the project that a stretch of a paragraph tells, with its money."""
    every = amounts(one.text, reading.comma)
    behind = [
        other for other in every if conversion(one.text, every, other) and 0 <= other.first - money.last < 25
    ]
    base = described(reading, number, one, span, found)
    notes = (*base.notes, *about(money))
    return replace(base, amount=money, converted=behind[0] if behind else None, notes=notes)


def described(reading: Reading, number: int, one: Marked, span: Sentence, found: Found) -> Project:
    """Return all of a project but its money; the next paragraph may go on about the same donation."""
    start, end = period_of(one, span)
    given = donors(reading, one, span)
    carried_out = implementers(reading, one, span, given)
    where = beneficiaries(reading, one, span, given)
    following = reading.paragraphs[number + 1] if number + 1 < len(reading.paragraphs) else None
    if following and GOES_ON.match(following.text) and not amounts(following.text, reading.comma):
        rest = Sentence(following.paragraph, 0, len(following.text))
        where = where or beneficiaries(reading, following, rest, given)
        known = {each.value for each in carried_out}
        carried_out += [
            each for each in implementers(reading, following, rest, given) if each.value not in known
        ]
    project = Project(
        title_of(reading, one, span), span, start, end, tuple(carried_out), tuple(given), tuple(where)
    )
    return with_results(reading, one, span, project, found)


def period_of(one: Marked, span: Sentence) -> tuple[Cell, Cell]:
    """Return start and end of a project: a range, else the day it was signed or the year it began."""
    dates = [
        day for day in one.dates if span.first <= day.first < span.last and day.has_year and not day.fault
    ]
    dates = [
        day for day in dates if ends(one, span, day) or not NO_START.search(one.text[span.first : day.first])
    ]
    spans = [day for day in dates if day.start != day.end]
    if spans:
        here = cell(iso(spans[0].start), one.paragraph, spans[0].first, spans[0].last)
        return here, replace(here, value=iso(spans[0].end))
    cells = [(day, cell(iso(day.start), one.paragraph, day.first, day.last)) for day in dates]
    last = next((each for day, each in cells if ends(one, span, day)), Cell(""))
    first = next((each for day, each in cells if not ends(one, span, day)), Cell(""))
    return first, last


def ends(one: Marked, span: Sentence, day: Period) -> bool:
    """Tell whether a date ends a project."""
    return bool(ENDS.search(one.text[max(span.first, day.first - 60) : day.first]))


def title_of(reading: Reading, one: Marked, span: Sentence) -> Cell:
    """Return the title of a project: in quotation marks, heading the paragraph, else the document's."""
    if quoted := QUOTED.search(one.text[span.first : span.last]):
        first = span.first + quoted.start("title")
        return cell(quoted["title"].strip(" .,"), one.paragraph, first, first + len(quoted["title"]))
    lead = LEAD.match(one.text)
    if lead and not VERB.search(lead["title"]):
        return cell(lead["title"], one.paragraph, lead.start("title"), lead.end("title"))
    return Cell(reading.title)


def without_amount(reading: Reading, number: int, one: Marked, found: Found) -> list[Project]:
    """Return a project told without money: by its quoted title, by ground cleared, or by who supports it."""
    for sentence in sentences(one.paragraph):
        if not PROJECT.search(sentence.text):
            continue
        cleared = RELEASED.search(sentence.text) and not CUMULATIVE.search(sentence.text)
        ground = cleared and any(not area.fault for area in areas(sentence.text, reading.comma))
        quoted, supported = re.search(r"(?i)\bproject\s+\"", sentence.text), SUPPORTED.search(sentence.text)
        if not (quoted or ground or supported):
            continue
        base = described(reading, number, one, Sentence(one.paragraph, 0, len(one.text)), found)
        if quoted:
            return [phased(reading, number, base)]
        if ground and base.implementer and base.start.value:
            return [base]
        if supported and base.donor and base.implementer:
            return [
                replace(
                    base, title=work_of(sentence, base), high=False, notes=(*base.notes, "amount not stated")
                )
            ]
    return []


def work_of(sentence: Sentence, project: Project) -> Cell:
    """Return the title of support to the work of an organisation, else the title that a project has."""
    what = WORK_OF.search(sentence.text)
    return Cell(f"Support to the {what['what']}", project.donor[0].place) if what else project.title


def phased(reading: Reading, number: int, project: Project) -> Project:
    """Return a project with the end that the next paragraph gives: "In the initial phase, implemented in 2009"."""
    following = reading.paragraphs[number + 1] if number + 1 < len(reading.paragraphs) else None
    match = PHASE.match(following.text) if following else None
    day = (
        next((day for day in following.dates if day.first == match.end()), None)
        if following and match
        else None
    )
    if following is None or day is None or day.fault or project.end.value:
        return project
    end = cell(iso(day.end), following.paragraph, day.first, day.last)
    notes = (*project.notes, "end: of the initial phase; later phases are announced")
    return replace(project, end=end, notes=notes, high=False)

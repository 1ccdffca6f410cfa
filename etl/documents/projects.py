"""Projects told in paragraphs: period, donor, who carries them out, where, money, area, items."""

import re
from dataclasses import replace

from etl.documents.dates import Period, iso
from etl.documents.paragraphs import Sentence, folded, sentences
from etl.documents.project_parts import (
    CUMULATIVE,
    RELEASED,
    Project,
    about,
    beneficiaries,
    donors,
    given_in,
    implementers,
    sentence_at,
    unplaced,
    with_results,
)
from etl.documents.proposals import alike
from etl.documents.quantities import Quantity, amounts, areas, shown
from etl.documents.reading import Cell, Finding, Found, Marked, Reading, cell, doubt, row

PROJECT = re.compile(
    r"(?i)\b(?:projects?|programmes?|programs?|grants?|granted|donations?|contributions?|donated"
    r"|contributed|funding|funds|funded|financed|gave|gives|allocated|demining|demined|searched"
    r"|clearance|cleared|cleaned|survey(?:ed)?|tasks?|supported)\b"
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
FOUNDED = re.compile(r"\b(?:was|were) (?:established|founded)\b")  # an organisation, not a project
PHASE = re.compile(r"In the (?:initial|first|second|last|final) phase, (?:implemented|carried out) in\s+")
NOT_READ = re.compile(r"\bAccessed \d|\b(?:Tel|Fax|E-?mail):")


def projects(reading: Reading, found: Found) -> list[Project]:
    """Return the projects of a document, one for each paragraph or part of a donation that tells of one."""
    read = [
        (number, one)
        for number, one in enumerate(reading.paragraphs)
        if not is_heading(one, reading) and not NOT_READ.search(one.text)
    ]
    whole = total_of([quantity for _, one in read for quantity in single_amounts(one, reading)])
    return [project for number, one in read for project in in_paragraph(reading, number, one, whole, found)]


def is_heading(one: Marked, reading: Reading) -> bool:
    """Tell whether a paragraph is a heading; a line with an amount under "Donations" is none."""
    heading = one.paragraph.heading and len(one.text) < 120
    return heading and not (under_donations(one) and amounts(one.text, reading.comma))


def single_amounts(one: Marked, reading: Reading) -> list[Quantity]:
    """Return the amounts of a paragraph that are no running totals and no conversions."""
    money = amounts(one.text, reading.comma)
    return [each for each in money if not cumulative(one, each) and not conversion(one.text, money, each)]


def cumulative(one: Marked, quantity: Quantity) -> bool:
    """Tell whether an amount is a running total: "in total", "since 1998"."""
    begin = sentence_at(one, quantity.first).first
    window = one.text[max(begin, quantity.first - 110) : quantity.last + 30]
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
        elif PROJECT.search(sentence.text) or whole is not None or under_donations(one):
            alone = quantity is single[0] and whole is None and not has_own_period(one, sentence)
            first = 0 if alone else sentence.first
            span = Sentence(one.paragraph, first, end_of(one, sentence, single))
            result.append(with_money(reading, one, span, quantity, found))
        else:
            reason = "the sentence tells of no project, grant or donation"
            found.doubts.append(doubt(f"amount {quantity.printed}", reason, sentence))
    result = result or without_amount(reading, number, one, found)
    unplaced(one, reading, result, amounts(one.text, reading.comma), found)
    for each in result:
        if each.amount and not each.donor and not each.implementer:
            reason = "neither who gives it nor who works with it is told"
            found.doubts.append(doubt(f"amount {each.amount.printed}", reason, each.where))
    return [each for each in result if each.donor or each.implementer]


def has_own_period(one: Marked, sentence: Sentence) -> bool:
    """Tell whether a sentence has a period, and the text before it another date: two projects then."""
    whole = [day for day in one.dates if day.has_year and not day.fault]
    earlier = [day for day in whole if day.last <= sentence.first]
    spans = [day for day in whole if sentence.first <= day.first < sentence.last and day.start != day.end]
    return bool(earlier and spans)


def under_donations(one: Marked) -> bool:
    """Tell whether a paragraph is a short line under a heading that speaks of projects or donations."""
    above = one.paragraph.headings
    return len(one.text) < 120 and any(PROJECT.search(text) for text in above)


def end_of(one: Marked, sentence: Sentence, money: list[Quantity]) -> int:
    """Return how far the telling of a project reaches: to the sentence with the next amount, or the end."""
    later = [other.first for other in money if other.first >= sentence.last]
    return sentence_at(one, later[0]).first if later else len(one.text)


def with_money(reading: Reading, one: Marked, span: Sentence, money: Quantity, found: Found) -> Project:
    """Return the project that a stretch of a paragraph tells, with its money."""
    every = amounts(one.text, reading.comma)
    behind = [
        other for other in every if conversion(one.text, every, other) and 0 <= other.first - money.last < 25
    ]
    base = described(reading, one, span, found, part_of(one, money, every))
    notes = (*base.notes, *about(money))
    return replace(base, amount=money, converted=behind[0] if behind else None, notes=notes)


def part_of(one: Marked, money: Quantity, every: list[Quantity]) -> Sentence | None:
    """Return the part of a sentence that goes with one of its amounts, None if it has only one."""
    sentence = sentence_at(one, money.first)
    here = [each for each in every if sentence.first <= each.first < sentence.last]
    plain = [each for each in here if not conversion(one.text, here, each)]
    if len(plain) < 2:
        return None
    behind = min((each.first for each in plain if each.first > money.first), default=sentence.last)
    return Sentence(one.paragraph, money.first, behind)


def givers_of_part(reading: Reading, one: Marked, part: Sentence) -> list[Cell]:
    """Return who gives one of several amounts of a sentence: named with it, else before the first of them."""
    sentence = sentence_at(one, part.first)
    amounts_here = [each.first for each in amounts(one.text, reading.comma) if each.first >= sentence.first]
    lead = Sentence(one.paragraph, sentence.first, min(amounts_here))
    return given_in(reading, one, part) or given_in(reading, one, lead)


def described(
    reading: Reading, one: Marked, span: Sentence, found: Found, part: Sentence | None = None
) -> Project:
    """Return all of a project but its money."""
    start, end, notes = period_of(one, span)
    given = givers_of_part(reading, one, part) if part else donors(reading, one, span)
    carried_out = implementers(reading, one, span, given)
    where = beneficiaries(reading, one, part or span, given)
    project = Project(
        title_of(reading, one, span), span, start, end, tuple(carried_out), tuple(given), tuple(where)
    )
    notes += ("one of several amounts of a sentence",) if part else ()
    project = replace(project, notes=notes, high=not notes)
    return project if part else with_results(reading, one, span, project, found)


def period_of(one: Marked, span: Sentence) -> tuple[Cell, Cell, tuple[str, ...]]:
    """Return start and end of a project: a range, else the day it was signed or the year it began; notes."""
    dates = [
        day for day in one.dates if span.first <= day.first < span.last and day.has_year and not day.fault
    ]
    dates = [
        day for day in dates if ends(one, span, day) or not NO_START.search(one.text[span.first : day.first])
    ]
    dates = [day for day in dates if not FOUNDED.search(sentence_at(one, day.first).text)]
    spans = [day for day in dates if day.start != day.end]
    if spans:
        here = cell(iso(spans[0].start), one.paragraph, spans[0].first, spans[0].last)
        return here, replace(here, value=iso(spans[0].end)), ()
    cells = [(day, cell(iso(day.start), one.paragraph, day.first, day.last)) for day in dates]
    last = next((each for day, each in cells if ends(one, span, day)), Cell(""))
    first = next((each for day, each in cells if not ends(one, span, day)), Cell(""))
    signed = bool(re.fullmatch(r"\d{4}-\d\d-\d\d", first.value))
    return first, last, ("start: the day that the text names, of a signature or a grant",) if signed else ()


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
        ground = ground and bool(re.search(r"(?i)\b(?:projects?|tasks?|programme)\b", one.text))
        if not (quoted or ground or supported):
            continue
        told = amounts(one.text, reading.comma)
        behind = [money for money in told if money.first >= sentence.last]
        last = sentence_at(one, behind[0].first).first if behind else 0
        base = described(reading, one, Sentence(one.paragraph, 0, last or len(one.text)), found)
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
    """Return a project with the end that the next paragraph gives: "In the first phase, done in 2009"."""
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


def project_rows(projects: list[Project], reading: Reading) -> list[Finding]:
    """Return projects as rows of the table."""
    taken = {record["project"] for record in reading.records.of("projects")}
    rows = []
    for project in projects:
        name = known_project(project, reading) or new_id(project, taken)
        taken.add(name)
        notes = list(project.notes)
        if other := project.converted:
            notes.append(f"the document converts to {other.unit} {shown(other.value)}")
        rows.append(
            row(
                "projects",
                project.where,
                high=project.high,
                note="; ".join(notes),
                project=Cell(name),
                title=project.title,
                start=project.start,
                end=project.end,
                implementer=listed(project.implementer, "; "),
                donor=listed(project.donor, "; "),
                countries=listed(project.countries, ";"),
                amount=valued(project, project.amount),
                currency=currency(project),
                area_km2=valued(project, project.area),
                mines=valued(project, project.mines),
                uxo=valued(project, project.uxo),
            )
        )
    return rows


def listed(cells: tuple[Cell, ...], mark: str) -> Cell:
    """Return several values as one cell."""
    return Cell(mark.join(one.value for one in cells), ", ".join(one.place for one in cells))


def valued(project: Project, quantity: Quantity | None) -> Cell | None:
    """Return a quantity as a cell."""
    if quantity is None:
        return None
    return cell(shown(quantity.value), project.where.paragraph, quantity.first, quantity.last)


def currency(project: Project) -> Cell | None:
    """Return the currency of a project as a cell."""
    amount = project.amount
    return cell(amount.unit, project.where.paragraph, amount.first, amount.last) if amount else None


def known_project(project: Project, reading: Reading) -> str:
    """Return the id of the project of the records that this one is: same money or ground, same countries."""
    countries = {one.value for one in project.countries}
    scores: dict[str, int] = {}
    for record in reading.records.of("projects"):
        theirs = set(record["countries"].split(";")) - {""}
        unit = getattr(project.amount, "unit", "")
        money = is_same(project.amount, record["amount"]) and record["currency"] == unit
        ground = is_same(project.area, record["area_km2"])
        there = bool(countries & theirs) or not countries
        named = folded(record["title"]) == folded(project.title.value)
        begun = record["start"][:4] == project.start.value[:4]
        undated = not record["start"] or not project.start.value
        supported = there and undated and is_support(project, record)
        if ((money or ground) and there and (begun or undated)) or (named and begun) or supported:
            scores[record["project"]] = 2 * money + ground + named + begun
    best = [name for name, score in scores.items() if score == max(scores.values())]
    return best[0] if len(best) == 1 else ""


def is_support(project: Project, record: dict[str, str]) -> bool:
    """Tell whether a project without figures is one of the records: alike in title, same givers and doers."""
    parties = (listed(project.donor, "; ").value, listed(project.implementer, "; ").value)
    return parties == (record["donor"], record["implementer"]) and alike(record["title"], project.title.value)


def is_same(quantity: Quantity | None, text: str) -> bool:
    """Tell whether a quantity is the number in a cell of the records."""
    return quantity is not None and bool(text) and float(text) == float(quantity.value)


def new_id(project: Project, taken: set[str]) -> str:
    """Return a new id made of who carries out, who gives, where and when."""
    who = [folded(one.value) for one in (*project.implementer[:1], *project.donor[:1])]
    parts = [re.sub(r"[^a-z0-9]+", "", name)[:8] for name in who]
    parts += [one.value.lower() for one in project.countries[:3]]
    parts.append(project.start.value[:4] or project.end.value[:4])
    base = "-".join(part for part in parts if part) or "project"
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    return name

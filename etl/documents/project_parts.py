"""A project, and its parts: who gives, who carries it out, for which countries, what it achieved."""

import re
from dataclasses import dataclass, field, replace

from etl.documents.names import Mark
from etl.documents.paragraphs import Sentence, sentences
from etl.documents.quantities import EXACT, Quantity, amounts, areas, items, shown
from etl.documents.reading import Cell, Found, Marked, Reading, cell, doubt
from etl.documents.records import state_names, usual_participants


@dataclass(frozen=True)
class Project:
    """Period, who carries it out, who gives, where, money, ground and items."""

    title: Cell
    where: Sentence
    start: Cell = field(default=Cell(""))
    end: Cell = field(default=Cell(""))
    implementer: tuple[Cell, ...] = ()
    donor: tuple[Cell, ...] = ()
    countries: tuple[Cell, ...] = ()
    amount: Quantity | None = None
    converted: Quantity | None = None
    area: Quantity | None = None
    mines: Quantity | None = None
    uxo: Quantity | None = None
    notes: tuple[str, ...] = ()
    high: bool = True


# What stands before a giver: "a grant from the European Union".
GIVEN_BY = tuple(
    re.compile(pattern + r"\s+(?:the\s+)?$")
    for pattern in (
        r"(?i:grants?|donations?|contributions?)(?: \([^)]*\))? (?:provided )?(?i:from|by|of)",
        r"(?i:funds?|funding|support|money|resources)[^.;]{0,70}? (?:was |were )?(?:provided )?(?i:from|by)",
        r"(?i:funded|financed|donated|supported|co-funded|sponsored)(?: \w+ly)? (?i:by)",
        r"(?i:received)\b(?:[^.;]|\.(?=\d)){0,90}\b(?i:from)",
        r"(?:\d|million|euros?|dollars|EUR|USD|NOK|CHF) (?i:from)",
    )
)
# What stands behind one: "Germany has donated", "the Norwegian MFA recently donated", "a Swiss donation".
GIVES = re.compile(
    r"^\s*(?:\([^)]*\)\s*)?(?:acting\b[^.;]{0,40})?(?:has |have |had |again |also |recently "
    r"|through ITF )*(?:financially )?(?:donate[sd]|contribute[sd]|fund(?:s|ed)|finance[sd]"
    r"|grant(?:s|ed)|allocate[sd]|entrust(?:s|ed)|support(?:s|ed)|gives|gave|(?:provide[sd]|makes"
    r"|made) (?:[\w.,-]+ )?(?:funds|funding|EUR|USD|NOK|CHF|GBP|available))\b"
)
GIFT = re.compile(r"(?i)^\s*(?:donation|grant|contribution|funds|funding|support|government donation)\b")
TITLE_GIVES = re.compile(
    r"(?i)^\s+(?:again )?(?:donated|donates|supported|supports|provides|provided|gives|gave"
    r"|contributes|funds)\b"
)
TITLE_GIFT_OF = re.compile(
    r"(?i)\b(?:donation|grant|contribution|support|mou) (?:of|from|by"
    r"|with)\s+(?:the\s+)?(?:Federal Republic of\s+)?$"
)
MANAGES = re.compile(
    r"^\s*(?:\([^)]*\)\s*)?(?:,[^,.;]{0,160},\s*)?(?:and [^.;]{0,80}?\s)?(?:has |have |had |will be "
    r"|will |is |are |also |successfully |already |been |organization |organisation "
    r"|chosen to )*(?:manag(?:ed|ing|es)|implement(?:s|ed|ing)?|carr(?:ied|ies|ying) out|conduct(?:s"
    r"|ed|ing)|joined forces|started|clear(?:s|ed)|completed|completes|received|signed)\b"
)
MANAGED_BY = re.compile(
    r"(?i)\b(?:implemented|carried out|conducted|managed|executed|cleaned|cleared"
    r"|returned[^.;]{0,60})\s+(?:jointly )?(?:by|through)\s+(?:the\s+)?(?:NGO\s+"
    r"|(?:non-governmental )?organi[sz]ation\s+)?[\"]?$|\b(?:through|of NGO|of the NGO"
    r"|activities of)\s+(?:the\s+)?[\"]?$"
)
GIVEN_TO = re.compile(
    r"(?i)(?:donation|contribution|grant|donated|mou|and)\b.*\b(?:to|through|for|and)\s+(?:the\s+)?$"
)
NOT_FOR = re.compile(
    r"(?i)\b(?:ambassador(?: of [\w ]+)? to|ambassador of|embassy (?:of|in)|donat(?:ion|ed) (?:of"
    r"|from|by)|from|border(?: area)? with|with|held in|office in|based in|government of"
    r"|ministry of [\w ]+ of)\s+(?:the\s+)?$"
)
SEAT = re.compile(
    r"(?i)\b(?:held|signed|met|based|offices?|embassy|headquarter\w*|seat(?:ed)?|conference"
    r"|meeting)\b[^.;]{0,60}$"
)
OF_GIVER = re.compile(r"^(?:Office|Department|Ministry|Bureau|Government|Commission|Directorate)\b")
USA = re.compile(r"(?:U\.?S\.?|United States) (?:Department of State|State Department)")


def named(reading: Reading, mark: Mark) -> str:
    """Return a giver or an implementer as the records name it."""
    if mark.kind == "organisation":
        name = usual_participants(reading.records).get(mark.actor, mark.value)
        return "USA (Department of State)" if USA.match(name) else name
    if mark.value == "USA":
        return "USA"
    return reading.known.shown.get(mark.value, state_names(reading.records).get(mark.value, mark.value))


def donors(reading: Reading, one: Marked, span: Sentence) -> list[Cell]:
    """Return who gives the money: told in the stretch, in the title, or as the only giver of the document."""
    found = {cell_.value: cell_ for cell_ in given_in(reading, one, span)}
    if not found:
        found = {cell_.value: cell_ for cell_ in in_title(reading, gives=True)}
    if not found and amounts(span.text):
        anywhere = [
            each
            for other in reading.paragraphs
            for each in given_in(reading, other, Sentence(other.paragraph, 0, len(other.text)))
        ]
        found = {anywhere[0].value: anywhere[0]} if len({each.value for each in anywhere}) == 1 else {}
    return list(found.values())


def given_in(reading: Reading, one: Marked, span: Sentence) -> list[Cell]:
    """Return the givers that a stretch of a paragraph names."""
    marks = sorted([*one.countries, *one.adjectives, *one.organisations], key=lambda mark: mark.first)
    return [
        cell(named(reading, mark), one.paragraph, mark.first, mark.last)
        for mark in marks
        if span.first <= mark.first < span.last
        and mark.value
        and mark.actor != "itf"
        and gives(reading, one, span, mark)
    ]


def gives(reading: Reading, one: Marked, span: Sentence, mark: Mark) -> bool:
    """Tell whether a text says of a state or organisation that it gives."""
    before, behind = (
        one.text[max(span.first, mark.first - 120) : mark.first],
        one.text[mark.last : mark.last + 90],
    )
    if GIFT.match(behind):
        return True
    if mark.kind == "adjective":
        return False
    if any(pattern.search(before) for pattern in GIVEN_BY) or GIVES.match(behind):
        return True
    if mark.first == 0 and re.match(r"\s*:\s", behind):
        return True
    with_itf = re.search(r"(?i)\bITF and (?:FR |the )?(?:[A-Z]\w+ )*$", before)
    return bool(with_itf) and mark.kind == "country" and "donation" in (one.text + reading.title).lower()


def in_title(reading: Reading, gives: bool) -> list[Cell]:
    """Return the giver, or who is given to, in a title: "New donation of Germany to ITF"."""
    title = next((one for one in reading.paragraphs if one.text == reading.title), None)
    if title is None:
        return []
    found = []
    for mark in (*title.countries, *title.adjectives) if gives else title.organisations:
        before, behind = title.text[: mark.first], title.text[mark.last :]
        donates = TITLE_GIFT_OF.search(before) or GIFT.match(behind) or TITLE_GIVES.match(behind)
        if donates if gives else GIVEN_TO.search(before):
            found.append(cell(named(reading, mark), title.paragraph, mark.first, mark.last))
    return found


def implementers(reading: Reading, one: Marked, span: Sentence, given: list[Cell]) -> list[Cell]:
    """Return the organisations that manage a project or carry it out."""
    givers = {donor.value for donor in given}
    found = {each.value: each for each in in_title(reading, gives=False) if each.value not in givers}
    for mark in one.organisations:
        name = named(reading, mark)
        if not span.first <= mark.first < span.last or name in givers:
            continue
        if "mbassy" in mark.value or OF_GIVER.match(name):
            continue
        before, behind = (
            one.text[max(span.first, mark.first - 80) : mark.first],
            one.text[mark.last : mark.last + 200],
        )
        joined = re.match(r"\s+and\s+(?:the\s+)?[A-Z]\w+\s+joined forces", behind)
        if MANAGES.match(behind) or MANAGED_BY.search(before) or joined:
            found.setdefault(name, cell(name, one.paragraph, mark.first, mark.last))
    return list(found.values())


def beneficiaries(reading: Reading, one: Marked, span: Sentence, given: list[Cell]) -> list[Cell]:
    """Return the countries where a project works, by code."""
    known, givers = state_names(reading.records), {donor.value for donor in given}
    seats = [mark.last for mark in one.cities if SEAT.search(one.text[: mark.first])]
    seats += [mark.last for mark in one.seats]
    found: dict[str, Cell] = {}
    for mark in one.countries:
        if (
            not span.first <= mark.first < span.last
            or mark.value not in known
            or named(reading, mark) in givers
        ):
            continue
        before = one.text[max(span.first, mark.first - 60) : mark.first]
        if not NOT_FOR.search(before) and not any(0 <= mark.first - seat <= 3 for seat in seats):
            found.setdefault(mark.value, cell(mark.value, one.paragraph, mark.first, mark.last))
    if not found:
        marks = [mark for mark in one.adjectives if mark.value and span.first <= mark.first < span.last]
        found = {
            mark.value: cell(mark.value, one.paragraph, mark.first, mark.last)
            for mark in marks
            if ground(one.text, mark)
        }
    return sorted(found.values(), key=lambda each: each.value)


def ground(text: str, mark: Mark) -> bool:
    """Tell whether a nationality stands for the ground where work is done: "the Serbian border area"."""
    return bool(re.match(r"\s+(?:border|side|territory|soil)", text[mark.last :]))


RELEASED = re.compile(r"(?i)\b(?:cleared|cleaned|clearing|released|returned|demined|handed over|clear)\b")
PLANNED = re.compile(
    r"(?i)\b(?:will be|shall be|planned|to be (?:cleared|demined|surveyed|treated)|is expected"
    r"|are expected|for the clearance of|sized|will clear|plan|is intended)\b"
)
CUMULATIVE = re.compile(
    r"(?i)\b(?:since (?:the )?(?:start|beginning|establishment|inception|\d{4})|to date|so far"
    r"|until now|(?:in total|altogether|all together),? (?:has|have|\w+ has)"
    r"|during the last \d+ years|cumulative|over the (?:past|last)|total contributions|overall,"
    r"|has (?:contributed|donated) (?:nearly|more|over|almost|about|a total)"
    r"|(?:altogether|so far|already|to date) (?:contributed|donated)"
    r"|has implemented (?:over|more than|nearly|almost|about))"
)
DESTROYED = re.compile(r"(?i)\b(?:found|destroyed|removed|neutrali[sz]ed)\b")


def sentence_at(one: Marked, offset: int) -> Sentence:
    """Return the sentence in which a character stands."""
    return [each for each in sentences(one.paragraph) if each.first <= offset][-1]


def with_results(reading: Reading, one: Marked, span: Sentence, project: Project, found: Found) -> Project:
    """Return a project with area and items; what is planned is noted, not counted."""
    for quantity in areas(one.text, reading.comma):
        if not span.first <= quantity.first < span.last:
            continue
        text = sentence_at(one, quantity.first).text
        if quantity.fault:
            found.doubts.append(
                doubt(f"area {quantity.printed}", quantity.fault, sentence_at(one, quantity.first))
            )
        elif PLANNED.search(text):
            project = replace(
                project, notes=(*project.notes, f"{quantity.about} {quantity.printed} planned".strip())
            )
        elif RELEASED.search(text) and not CUMULATIVE.search(text) and project.area is None:
            project = replace(project, area=quantity, notes=(*project.notes, *about(quantity)))
    return with_items(reading, one, span, project)


def with_items(reading: Reading, one: Marked, span: Sentence, project: Project) -> Project:
    """Return a project with the first count of mines and of other items that were destroyed."""
    if not DESTROYED.search(one.text[span.first : span.last]):
        return project
    for quantity in items(one.text, reading.comma):
        if not span.first <= quantity.first < span.last or quantity.fault:
            continue
        if CUMULATIVE.search(sentence_at(one, quantity.first).text):
            continue
        said = (
            (f"{quantity.unit}: {quantity.about} {shown(quantity.value)}",)
            if quantity.about not in EXACT
            else ()
        )
        if quantity.unit in ("mines", "ap_mines", "av_mines") and project.mines is None:
            project = replace(project, mines=quantity, notes=(*project.notes, *said))
        elif quantity.unit == "uxo" and project.uxo is None:
            project = replace(project, uxo=quantity, notes=(*project.notes, *said))
    return project


def about(quantity: Quantity) -> tuple[str, ...]:
    """Return what is said of the exactness of a quantity, as a note."""
    return () if quantity.about in EXACT else (f"{quantity.about} {quantity.printed}".strip(" ."),)


def unplaced(
    one: Marked, reading: Reading, projects: list[Project], money: list[Quantity], found: Found
) -> None:
    """List the amounts, areas and items of a paragraph that went into no project."""
    used = {
        (part.first, part.last)
        for each in projects
        for part in (each.amount, each.converted, each.area, each.mines, each.uxo)
        if part
    }
    told = " ".join(
        [note for each in projects for note in each.notes] + [entry.what for entry in found.doubts]
    )
    for quantity in [*money, *areas(one.text, reading.comma), *items(one.text, reading.comma)]:
        if (quantity.first, quantity.last) in used or quantity.printed in told:
            continue
        where = sentence_at(one, quantity.first)
        total = CUMULATIVE.search(where.text)
        reason = quantity.fault or (
            "a running total, not one project" if total else "not said of one project"
        )
        found.doubts.append(doubt(f"{quantity.about} {quantity.printed}".strip(), reason, where))

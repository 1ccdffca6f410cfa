"""What a project achieved: ground released and items destroyed; what fits no project is listed."""

import re
from dataclasses import replace

from etl.documents.findings import Found, Reading, doubt
from etl.documents.marks import Marked
from etl.documents.paragraphs import Sentence, sentences
from etl.documents.project import Project
from etl.documents.quantities import EXACT, Quantity, areas, items, shown

RELEASED = re.compile(r"(?i)\b(?:cleared|cleaned|clearing|released|returned|demined|handed over|clear)\b")
PLANNED = re.compile(
    r"(?i)\b(?:will be|shall be|planned|to be (?:cleared|demined|surveyed|treated)|is expected|are expected"
    r"|for the clearance of|sized|will clear|plan|is intended)\b"
)
CUMULATIVE = re.compile(
    r"(?i)\b(?:since (?:the )?(?:start|beginning|establishment|inception|\d{4})|to date|so far"
    r"|until now|altogether|all together"
    r"|in total,? (?:has|have|\w+ has)|during the last \d+ years|cumulative|over the (?:past"
    r"|last)|total contributions|overall,"
    r"|has (?:contributed|donated) (?:nearly|more|over|almost|about|a total))"
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

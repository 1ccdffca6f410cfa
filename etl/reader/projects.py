"""Projects in paragraphs: period, donor, who carries them out, where, money, area, items.

A row is proposed for each amount of a sentence that speaks of a project or a grant, and for a project that
is named in quotation marks and has a year. A running total over projects or years is none.
"""

import re
from dataclasses import dataclass, replace

from etl.reader.dates import iso
from etl.reader.names import Mark
from etl.reader.numerals import printed
from etl.reader.paragraphs import Sentence, folded
from etl.reader.quantities import COLUMN_OF_ITEM, Quantity, amounts, areas, items
from etl.reader.reading import Cell, Marked, Reading, cell, days_in, of_mark, within
from etl.reader.records import usual_participants
from etl.reader.tables import pattern, words

QUOTED = pattern("projects", "quoted")
LEAD = re.compile(r"^(?P<title>[A-Z][^.!?:\d]{8,80})\.\d{0,2}\s+(?=[A-Z])")
VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|will|donated|signed|received|said|can|does)\b")
ENDS = re.compile(r"(?i)\b(?:end of|until|completed|finished|last until|concluded)\b[^.;]{0,40}$")
NO_START = re.compile(r"(?i)\b(?:since|until|as of|by|of|accessed)\s*(?:the\s*)?(?:year\s*)?$")


def wordings(what: str) -> re.Pattern[str]:
    """Return the wordings for one thing as one pattern."""
    return re.compile("|".join(f"(?:{row['pattern']})" for row in words("giving") if row["what"] == what))


PATTERNS = {what: wordings(what) for what in {row["what"] for row in words("giving")}}


@dataclass(frozen=True)
class Span:
    """A stretch of a paragraph that tells of one project, and its amount if it has one."""

    one: Marked
    where: Sentence
    amount: Quantity | None
    parts: tuple[
        Sentence, ...
    ]  # where its giver stands: for one of several amounts, near it or before them all

    @property
    def one_of_several(self) -> bool:
        """Whether its sentence tells of other amounts as well."""
        return len(self.parts) > 1


def read_projects(reading: Reading) -> None:
    """Propose the projects of a document, each with its money, its ground and what was destroyed."""
    taken = {row["project"] for row in reading.records["projects"]}
    for one in reading.paragraphs:
        for span in spans(reading, one):
            given, carried_out = givers(reading, span), implementers(reading, span)
            if not given and not carried_out:
                what = span.amount.text if span.amount else "project"
                reading.doubt(what, "neither who gives it nor who works with it is stated", span.where)
                continue
            taken.add(project_row(reading, span, given, carried_out, taken))


def spans(reading: Reading, one: Marked) -> list[Span]:
    """Return the stretches of a paragraph that tell of one project each; doubts for other amounts."""
    money = amounts(one.text, reading.comma)
    usable = [each for each in money if is_of_project(reading, one, each)]
    if not usable:
        return named_project(one) if not money else []
    result = []
    for number, each in enumerate(usable):
        sentence = sentence_at(one, each.first)
        following = usable[number + 1].first if number + 1 < len(usable) else len(one.text)
        last = sentence_at(one, following).first if following < len(one.text) else following
        own_period = any(day.start != day.end for day in days_in(one, sentence))
        first = 0 if number == 0 and not own_period else sentence.first
        every = [other.first for other in money if sentence.first <= other.first < sentence.last]
        whole = Sentence(one.paragraph, first, max(last, sentence.last))
        near = replace(
            whole, first=each.first, last=min([*(at for at in every if at > each.first), sentence.last])
        )
        before = replace(whole, first=sentence.first, last=min(every))
        result.append(Span(one, whole, each, (near, before) if len(every) > 1 else (whole,)))
    return result


def is_of_project(reading: Reading, one: Marked, amount: Quantity) -> bool:
    """Tell whether an amount is that of a project or a grant; if not, list why."""
    sentence = sentence_at(one, amount.first)
    under = one.paragraph.headings[-1:] and PATTERNS["project"].search(one.paragraph.headings[-1])
    reason = amount.fault
    if PATTERNS["running_total"].search(sentence.text):
        reason = "a running total over projects or years: no project of its own"
    elif not (PATTERNS["project"].search(sentence.text) or (under and len(one.text) < 120)):
        reason = "the sentence tells of no project, grant or donation"
    if reason:
        reading.doubt(f"{amount.about} {amount.text}".strip(), reason, sentence)
    return not reason


def named_project(one: Marked) -> list[Span]:
    """Return the project that a paragraph without amounts names in quotation marks, with a year."""
    quoted = QUOTED.search(one.text)
    sentence = sentence_at(one, quoted.start()) if quoted else None
    dated = sentence and any(day.has_year and not day.fault for day in days_in(one, sentence))
    return [Span(one, sentence, None, (sentence,))] if sentence and dated else []


def sentence_at(one: Marked, offset: int) -> Sentence:
    """Return the sentence in which a character stands."""
    return [each for each in one.sentences if each.first <= offset][-1]


def name_of(reading: Reading, mark: Mark) -> str:
    """Return a giver or an implementer as the records name it."""
    if mark.kind == "organisation":
        return usual_participants(reading.records).get(mark.actor, mark.value)
    return "USA" if mark.value == "USA" else reading.states.get(mark.value, mark.value)


def givers(reading: Reading, span: Span) -> list[Cell]:
    """Return who gives the money."""
    marks = sorted(
        (*span.one.countries, *span.one.adjectives, *span.one.organisations), key=lambda mark: mark.first
    )
    for where in span.parts:
        inside = [mark for mark in within(tuple(marks), where) if mark.value and gives(span.one, where, mark)]
        if inside:
            return unique([of_mark(name_of(reading, mark), span.one, mark) for mark in inside])
    return []


def gives(one: Marked, where: Sentence, mark: Mark) -> bool:
    """Tell whether a text says of a state or organisation that it gives; a nationality only of a gift."""
    before, following = (
        one.text[max(where.first, mark.first - 120) : mark.first],
        one.text[mark.last : where.last],
    )
    if PATTERNS["gift"].match(following):
        return True
    if mark.kind == "adjective":
        return False
    return bool(PATTERNS["given_by"].search(before) or PATTERNS["gives"].match(following))


def unique(cells: list[Cell]) -> list[Cell]:
    """Return cells, each value once."""
    return list({one.value: one for one in reversed(cells)}.values())[::-1]


def implementers(reading: Reading, span: Span) -> list[Cell]:
    """Return the organisations that manage a project or carry it out."""
    result = []
    for mark in within(span.one.organisations, span.where):
        before, following = span.one.text[max(0, mark.first - 80) : mark.first], span.one.text[mark.last :]
        does = PATTERNS["manages"].match(following) or PATTERNS["managed_by"].search(before)
        if does and not gives(span.one, span.where, mark):
            result.append(of_mark(name_of(reading, mark), span.one, mark))
    return unique(result)


def beneficiaries(reading: Reading, span: Span, given: list[Cell]) -> list[Cell]:
    """Return the countries where a project works, by code; not those that give or only hold a seat."""
    one, where, givers_named = span.one, span.parts[0], {each.value for each in given}
    seats = [town.last for town in one.cities]
    result = []
    for mark in within(one.countries, where):
        before = one.text[max(where.first, mark.first - 60) : mark.first]
        seat = any(0 <= mark.first - last <= 3 for last in seats)
        outside = mark.value not in reading.states or name_of(reading, mark) in givers_named or seat
        if not outside and not PATTERNS["not_for"].search(before):
            result.append(of_mark(mark.value, one, mark))
    return sorted(unique(result), key=lambda each: each.value)


def period_of(span: Span) -> tuple[Cell, Cell]:
    """Return start and end of a project: a range, else the dates that begin or end it."""
    one, dates = span.one, [day for day in days_in(span.one, span.where) if day.has_year and not day.fault]
    ranges = [day for day in dates if day.start != day.end]
    if ranges:
        start = of_mark(iso(ranges[0].start), one, ranges[0])
        return start, replace(start, value=iso(ranges[0].end))
    last = next((day for day in dates if ENDS.search(one.text[span.where.first : day.first])), None)
    first = next((day for day in dates if day != last and not NO_START.search(one.text[: day.first])), None)
    cells = [of_mark(iso(day.start), one, day) if day else Cell("") for day in (first, last)]
    return cells[0], cells[1]


def title_of(reading: Reading, span: Span) -> Cell:
    """Return the title of a project: in quotation marks, leading the paragraph, else the document's."""
    text, lead = span.one.text, LEAD.match(span.one.text)
    if quoted := QUOTED.search(text, span.where.first, span.where.last):
        return cell(quoted["title"].strip(" .,"), span.where, quoted.start("title"), quoted.end("title"))
    if lead and not VERB.search(lead["title"]):
        return cell(lead["title"], span.where, lead.start("title"), lead.end("title"))
    return Cell(reading.title)


def results(reading: Reading, span: Span) -> tuple[dict[str, Cell], list[str]]:
    """Return area and items that a project released or destroyed, and notes; the others are doubtful."""
    one, cells, notes = span.one, {}, []
    every = [*areas(one.text, reading.comma), *items(one.text, reading.comma)]
    for quantity in (each for each in every if span.where.first <= each.first < span.where.last):
        sentence = sentence_at(one, quantity.first)
        column = "area_km2" if quantity.unit == "km2" else COLUMN_OF_ITEM[quantity.unit]
        done = PATTERNS["released" if column == "area_km2" else "destroyed"].search(sentence.text)
        total = PATTERNS["running_total"].search(sentence.text)
        reason = quantity.fault or ("a running total" if total else "" if done else "not said to be done")
        reason = "planned" if PATTERNS["planned"].search(sentence.text) else reason
        reason = "one of several amounts is meant" if span.one_of_several and not reason else reason
        if reason or not column or column in cells:
            reading.doubt(f"{quantity.about} {quantity.text}".strip(), reason or "a second figure", sentence)
            continue
        cells[column] = of_quantity(one, quantity)
        notes += [f"{column}: {quantity.inexact}"] if quantity.inexact else []
    return cells, notes


def of_quantity(one: Marked, quantity: Quantity) -> Cell:
    """Return the value of a quantity with its place."""
    return cell(printed(quantity.value), one.paragraph, quantity.first, quantity.last)


def project_row(
    reading: Reading, span: Span, given: list[Cell], carried_out: list[Cell], taken: set[str]
) -> str:
    """Propose one project; return its id."""
    start, end = period_of(span)
    cells, notes = results(reading, span)
    cells |= {
        "title": title_of(reading, span),
        "start": start,
        "end": end,
        "implementer": joined(carried_out),
        "donor": joined(given),
        "countries": joined(beneficiaries(reading, span, given), ";"),
    }
    if span.amount:
        place = of_quantity(span.one, span.amount)
        cells |= {"amount": place, "currency": replace(place, value=span.amount.unit)}
        notes += [span.amount.inexact] if span.amount.inexact else []
    name = known_project(reading, cells) or new_id(cells, taken)
    notes += ["one of several amounts of a sentence"] if span.one_of_several else []
    high = not span.one_of_several
    reading.row("projects", span.where, {"project": Cell(name), **cells}, "; ".join(notes), high=high)
    return name


def joined(cells: list[Cell], mark: str = "; ") -> Cell:
    """Return several cells as one."""
    return Cell(mark.join(one.value for one in cells), ", ".join(one.place for one in cells))


def known_project(reading: Reading, cells: dict[str, Cell]) -> str:
    """Return the project of the records of the same amount and start, or of the same title."""
    for row in reading.records["projects"]:
        money = all(cells.get(column, Cell("")).value == row[column] for column in ("amount", "currency"))
        if money and row["amount"] and row["start"] == cells["start"].value:
            return row["project"]
        if folded(row["title"]) == folded(cells["title"].value):
            return row["project"]
    return ""


def new_id(cells: dict[str, Cell], taken: set[str]) -> str:
    """Return an id that no project has: donor or implementer, countries, year."""
    who = (cells["donor"].value or cells["implementer"].value).split(";")[0]
    text = " ".join([who, *cells["countries"].value.split(";")[:2], cells["start"].value[:4]])
    base = re.sub(r"[^a-z0-9]+", "-", folded(text)).strip("-")[:50] or "project"
    numbers = (f"{base}-{number}" for number in range(2, 1000))
    return base if base not in taken else next(name for name in numbers if name not in taken)

"""Projects in paragraphs, one for each amount: period, donor, who carries them out, where, area, items."""

import re
from dataclasses import replace

from etl.reader.dates import iso
from etl.reader.letters import folded, new_id
from etl.reader.names import Mark
from etl.reader.paragraphs import Paragraph, Sentence
from etl.reader.quantities import COLUMN_OF_ITEM, Quantity, amounts, areas, items, printed
from etl.reader.reading import Cell, Reading, cell, joined, of_mark, whole, within
from etl.reader.tables import usual_participants, wordings, words

PATTERN = wordings("projects")
PATTERNS = {
    what: re.compile("|".join(f"(?:{row['pattern']})" for row in words("giving") if row["what"] == what))
    for what in {row["what"] for row in words("giving")}
}
MANY_YEARS = 6
IN_PARTS = "an amount in parts: not certain what would be counted twice"


def read_projects(reading: Reading) -> None:
    """Propose the projects of a document, each with its money, its ground and what was destroyed."""
    taken = {row["project"] for row in reading.records["projects"]}
    for one in reading.paragraphs:
        for where, amount in spans(reading, one):
            given = acting(reading, where, (*one.countries, *one.organisations), "given_by", "gives")
            given = given or acting(reading, where, one.adjectives, "gift_of", "gift")
            carried_out = acting(reading, where, one.organisations, "managed_by", "manages")
            carried_out = [each for each in carried_out if each not in given]
            if given or carried_out:
                cells = {"donor": joined(given), "implementer": joined(carried_out)}
                taken.add(project_row(reading, where, amount, cells, taken))
            else:
                reason = "neither who gives it nor who works with it is stated"
                reading.doubt(amount.text, reason, where)


def spans(reading: Reading, one: Paragraph) -> list[tuple[Sentence, Quantity]]:
    """Return the stretches that tell of one project each, with its amount; doubts for other amounts."""
    money = [(sentence_at(one, each.first), each) for each in amounts(one.text)]
    starts = [*dict.fromkeys(sentence.first for sentence, _ in money), len(one.text)]
    result = []
    for sentence, each in money:
        several = sum(other is not each and where == sentence for where, other in money) > 0
        if reason := each.fault or no_project(sentence.text, several) or parted_after(reading, sentence):
            reading.doubt(f"{each.about} {each.text}".strip(), reason, sentence)
            continue
        if any(
            day.has_year and day.end[0] - day.start[0] >= MANY_YEARS for day in within(one.dates, sentence)
        ):
            reading.doubt(each.text, "an amount over many years: no project of its own", sentence)
            continue
        own_period = any(day.start != day.end for day in within(one.dates, sentence))
        first = sentence.first if own_period or sentence.first != starts[0] else 0
        last = starts[starts.index(sentence.first) + 1]
        result.append((Sentence(one, first, last), each))
    return result


def no_project(text: str, several: bool) -> str:
    """Return why an amount in a sentence is not that of one project, nothing if it is."""
    if PATTERNS["running_total"].search(text):
        return "a running total over projects or years: no project of its own"
    if PATTERNS["part"].search(text):
        return IN_PARTS
    if not PATTERNS["project"].search(text):
        return "the sentence tells of no project, grant or donation"
    return "several amounts in one sentence: it is not certain whose is which" if several else ""


def parted_after(reading: Reading, where: Sentence) -> str:
    """Return why an amount is in doubt where what stands behind it, or below, gives parts of one."""
    one = where.paragraph
    below = reading.paragraphs[one.number + 1 : one.number + 2]
    following = [
        *(each for each in one.sentences if each.first > where.first),
        *(s for p in below for s in p.sentences),
    ]
    return (
        IN_PARTS
        if any(PATTERNS["part"].search(each.text) and amounts(each.text) for each in following)
        else ""
    )


def sentence_at(one: Paragraph, offset: int) -> Sentence:
    """Return the sentence in which a character stands."""
    return [each for each in one.sentences if each.first <= offset][-1]


def name_of(reading: Reading, mark: Mark) -> str:
    """Return a giver or an implementer as the records name it."""
    if mark.kind == "organisation":
        return usual_participants(reading.records).get(mark.actor, mark.value)
    return "USA" if mark.value == "USA" else reading.states.get(mark.value, mark.value)


def acting(
    reading: Reading, where: Sentence, marks: tuple[Mark, ...], before: str, following: str
) -> list[Cell]:
    """Return those of whom a text says before or behind their name that they give, or that they carry out."""
    text, result = where.paragraph.text, dict[str, Cell]()
    every = [mark for mark in within(marks, where) if mark.value and whole(where.paragraph, mark)]
    for group in lists_of(text, sorted(every, key=lambda mark: mark.first)):
        first, last = group[0].first, group[-1].last
        said_before = PATTERNS[before].search(text[max(where.first, first - 120) : first])
        if said_before or PATTERNS[following].match(text[last : where.last]):
            for mark in group:
                name = name_of(reading, mark)
                result.setdefault(name, of_mark(name, where.paragraph, mark))
    return list(result.values())


def lists_of(text: str, marks: list[Mark]) -> list[list[Mark]]:
    """Return names in groups, those listed one after the other in one."""
    groups: list[list[Mark]] = []
    for mark in marks:
        if groups and PATTERN.listed.fullmatch(text[groups[-1][-1].last : mark.first]):
            groups[-1].append(mark)
        else:
            groups.append([mark])
    return groups


def beneficiaries(reading: Reading, where: Sentence, donors: list[str]) -> list[Cell]:
    """Return the countries where a project works, by code; not those that give or only hold a seat."""
    one = where.paragraph
    result: dict[str, Cell] = {}
    for mark in within(one.countries, where):
        before = one.text[max(where.first, mark.first - 60) : mark.first]
        seat = any(0 <= mark.first - town.last <= 3 for town in one.cities)
        outside = (
            mark.value not in reading.states
            or not whole(one, mark)
            or name_of(reading, mark) in donors
            or seat
        )
        if not outside and not PATTERNS["not_for"].search(before):
            result.setdefault(mark.value, of_mark(mark.value, one, mark))
    return sorted(result.values(), key=lambda each: each.value)


def period_of(where: Sentence) -> tuple[Cell, Cell]:
    """Return start and end of a project: a range, else the dates that begin or end it."""
    one = where.paragraph
    dates = [day for day in within(one.dates, where) if day.has_year and not day.fault]
    for day in dates:
        if day.start != day.end:
            return of_mark(iso(day.start), one, day), of_mark(iso(day.end), one, day)
    last = next((day for day in dates if PATTERN.ends.search(one.text[where.first : day.first])), None)
    first = next(
        (day for day in dates if day != last and not PATTERN.no_start.search(one.text[: day.first])), None
    )
    cells = [of_mark(iso(day.start), one, day) if day else Cell() for day in (first, last)]
    return cells[0], cells[1]


def results(reading: Reading, where: Sentence) -> tuple[dict[str, Cell], list[str]]:
    """Return area and items that a project released or destroyed, and notes; the others are doubtful."""
    one, cells, notes = where.paragraph, {}, []
    every = [*areas(one.text), *items(one.text)]
    for quantity in (each for each in every if where.first <= each.first < where.last):
        sentence = sentence_at(one, quantity.first)
        column = "area_km2" if quantity.unit == "km2" else COLUMN_OF_ITEM[quantity.unit]
        done = PATTERNS["released" if column == "area_km2" else "destroyed"].search(sentence.text)
        reasons = {
            quantity.fault: True,
            "planned": PATTERNS["planned"].search(sentence.text),
            "a running total": PATTERNS["running_total"].search(sentence.text),
            "not said to be done": not done,
            "a second figure": not column or column in cells,
        }
        if reason := next((reason for reason, holds in reasons.items() if reason and holds), ""):
            reading.doubt(f"{quantity.about} {quantity.text}".strip(), reason, sentence)
            continue
        cells[column] = of_quantity(one, quantity)
        notes += [f"{column}: {quantity.about} {quantity.text}"] if quantity.about else []
    return cells, notes


def of_quantity(one: Paragraph, quantity: Quantity) -> Cell:
    """Return the value of a quantity with its place."""
    return cell(printed(quantity.value), one, quantity.first, quantity.last)


def project_row(
    reading: Reading, where: Sentence, amount: Quantity, who: dict[str, Cell], taken: set[str]
) -> str:
    """Propose one project, titled by what stands in quotation marks or by the document; return its id."""
    one = where.paragraph
    start, end = period_of(where)
    cells, notes = results(reading, where)
    quoted = PATTERN.quoted.search(one.text, where.first, where.last)
    title = cell(quoted["title"].strip(" .,"), one, *quoted.span("title")) if quoted else Cell(reading.title)
    cells |= who | {
        "title": title,
        "start": start,
        "end": end,
        "countries": joined(beneficiaries(reading, where, who["donor"].value.split("; ")), ";"),
        "amount": of_quantity(one, amount),
        "currency": replace(of_quantity(one, amount), value=amount.unit),
    }
    first = (who["donor"].value or who["implementer"].value).split(";")[0]
    text = " ".join([first, *cells["countries"].value.split(";")[:2], start.value[:4]])
    cells["project"] = Cell(known_project(reading, cells) or new_id(text, taken))
    notes += [f"{amount.about} {amount.text}"] if amount.about else []
    reading.row("projects", where, cells, "; ".join(notes))
    return cells["project"].value


def known_project(reading: Reading, cells: dict[str, Cell]) -> str:
    """Return the project of the records of the same amount and start, or of the same title."""
    for row in reading.records["projects"]:
        givers = {row["donor"], cells["donor"].value}
        same = all(cells[column].value == row[column] for column in ("amount", "currency", "start"))
        same = same and ("" in givers or len({folded(giver) for giver in givers}) == 1)
        if same or folded(row["title"]) == folded(cells["title"].value):
            return row["project"]
    return ""

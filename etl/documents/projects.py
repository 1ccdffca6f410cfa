"""Projects told in paragraphs: period, donor, who carries them out, where, money, area released, items destroyed."""

import re
from dataclasses import dataclass, field, replace

from etl.documents.dates import Period, iso
from etl.documents.findings import Cell, Found, Reading, cell, doubt
from etl.documents.marks import Marked
from etl.documents.names import Mark
from etl.documents.paragraphs import Sentence, sentences
from etl.documents.quantities import EXACT, Quantity, amounts, areas, items, shown
from etl.documents.records import state_names, usual_participants

PROJECT = re.compile(
    r"(?i)\b(?:projects?|programmes?|programs?|grants?|donations?|contributions?|donated|funding|funds|demining|clearance|cleared|cleaned|survey|tasks?|supported)\b"
)
RELEASED = re.compile(r"(?i)\b(?:cleared|cleaned|clearing|released|returned|demined|handed over|clear)\b")
PLANNED = re.compile(
    r"(?i)\b(?:will be|shall be|planned|to be (?:cleared|demined|surveyed|treated)|is expected|are expected|for the clearance of|sized|will clear|plan)\b"
)
CUMULATIVE = re.compile(
    r"(?i)\b(?:since (?:the )?(?:start|beginning|establishment|inception|\d{4})|to date|so far|until now|in total,? (?:has|have|\w+ has)|during the last \d+ years|cumulative|over the (?:past|last)"
    r"|altogether managed|total contributions|has (?:contributed|donated) (?:nearly|more|over|almost|about|a total))\b"
)
DONOR = (
    r"(?i:grants?|donations?|contributions?)(?: \([^)]*\))? (?:provided )?(?i:from|by|of)\s+(?:the\s+)?$",
    r"(?i:funds?|funding|support|money) (?:provided )?(?i:from|by)\s+(?:the\s+)?$",
    r"(?i:funded|financed|donated|supported|co-funded|sponsored)(?: \w+ly)? (?i:by)\s+(?:the\s+)?$",
    r"(?i:received)\b(?:[^.;]|\.(?=\d)){0,90}\b(?i:from)\s+(?:the\s+)?$",
    r"(?i:with the (?:financial )?(?:support|assistance|funding) (?:of|from|provided by))\s+(?:the\s+)?$",
    r"(?i:in the amount of)(?:[^.;]|\.(?=\d)){0,40}\b(?i:from)\s+(?:the\s+)?$",
)
DONATES = re.compile(
    r"^\s*(?:\([^)]*\)\s*)?(?:acting\b[^.;]{0,40})?(?:has |have |had |again |also |through ITF )*(?:financially )?(?:donated|contributed|funded|financed|granted|allocated|supported|provided (?:funds|funding|EUR|USD))\b"
)
GIVEN = re.compile(r"^\s*(?:donation|grant|contribution|funds|funding|support|government donation)\b", re.I)
IMPLEMENTS = re.compile(
    r"^\s*(?:\([^)]*\)\s*)?(?:,[^,.;]{0,160},\s*)?(?:and [^.;]{0,80}?\s)?(?:has |have |had |will be |will |is |are |also |successfully |already |been )*(?:managed|managing|manages|implement(?:s|ed|ing)?|carried out|carries out|carrying out|conduct(?:s|ed|ing)|joined forces|started|clear(?:s|ed)|completed|received|signed)\b"
)
BY = re.compile(
    r"(?i)\b(?:implemented|carried out|conducted|managed|executed|cleaned|cleared|returned[^.;]{0,60})\s+(?:jointly )?(?:by|through)\s+(?:the\s+)?(?:NGO\s+|organization\s+)?[\"]?$|\b(?:through|of NGO|of the NGO|activities of)\s+(?:the\s+)?[\"]?$"
)
LEAD = re.compile(r"^(?P<title>[A-Z][^.!?:]{8,80})\.\d{0,2}\s")
NOT_BENEFITING = re.compile(
    r"(?i)\b(?:ambassador(?: of [\w ]+)? to|embassy (?:of|in)|donat(?:ion|ed) (?:of|from|by)|from|border(?: area)? with|with|held in|office in|based in|ministry of [\w ]+ of)\s+(?:the\s+)?$"
)


@dataclass(frozen=True)
class Project:
    """A project as a document tells it."""

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


def projects(reading: Reading, found: Found) -> list[Project]:
    """Return the projects of a document, one for each paragraph or part of a donation that tells of one."""
    result: list[Project] = []
    read = [
        (number, one)
        for number, one in enumerate(reading.paragraphs)
        if not (one.paragraph.heading and len(one.text) < 120 or footnote(one))
    ]
    whole = divided([(one, quantity) for _, one in read for quantity in single_amounts(one, reading)])
    for number, one in read:
        result += in_paragraph(reading, number, one, whole, found)
    return result


def single_amounts(one: Marked, reading: Reading) -> list[Quantity]:
    """Return the amounts of a paragraph that are no running totals and no conversions."""
    money = amounts(one.text, reading.comma)
    return [
        quantity
        for quantity in money
        if not cumulative(one, quantity) and not conversion(one.text, money, quantity)
    ]


def footnote(one: Marked) -> bool:
    """Tell whether a paragraph is a footnote or contact line."""
    return bool(re.search(r"\bAccessed \d|\b(?:Tel|Fax|E-?mail):", one.text))


def in_paragraph(
    reading: Reading, number: int, one: Marked, whole: Quantity | None, found: Found
) -> list[Project]:
    """Return the projects of a paragraph."""
    parts = [sentence for sentence in sentences(one.paragraph) if PROJECT.search(sentence.text)]
    money = amounts(one.text, reading.comma)
    single = single_amounts(one, reading)
    if whole in single:
        reason = (
            f"{whole.printed} is the total of parts that are told one by one: not a project of its own"
            if whole
            else ""
        )
        found.doubts.append(doubt(f"amount {whole.printed if whole else ''}", reason, one.paragraph))
        single = [quantity for quantity in single if quantity != whole]
    result: list[Project] = []
    for quantity in single:
        sentence = next(each for each in sentences(one.paragraph) if each.first <= quantity.first < each.last)
        if quantity.fault:
            found.doubts.append(doubt(f"amount {quantity.printed}", quantity.fault, sentence))
        elif PROJECT.search(sentence.text) or whole is not None:
            begin = sentence.first if quantity is not single[0] or whole is not None else 0
            span = Sentence(one.paragraph, begin, one_span(one, sentence, single, quantity))
            result.append(built(reading, number, one, span, quantity, found))
        else:
            found.doubts.append(
                doubt(
                    f"amount {quantity.printed}",
                    "the sentence tells of no project, grant or donation",
                    sentence,
                )
            )
    if not result:
        result += without_amount(reading, number, one, parts, found)
    unplaced(one, reading, result, money, found)
    return [each for each in result if each.donor or each.implementer or each.countries]


def one_span(one: Marked, sentence: Sentence, money: list[Quantity], quantity: Quantity) -> int:
    """Return how far the telling of a project reaches: to the sentence with the next amount, or the paragraph's end."""
    later = [other.first for other in money if other.first >= sentence.last]
    if not later:
        return len(one.text)
    return next(each.first for each in sentences(one.paragraph) if each.first <= later[0] < each.last)


def conversion(text: str, money: list[Quantity], quantity: Quantity) -> bool:
    """Tell whether an amount stands in brackets behind another, as the same in other money."""
    before = [other for other in money if other.last <= quantity.first]
    return (
        bool(before)
        and bool(
            re.fullmatch(
                r"\s*(?:\(|\(?(?:about|approximately|around|or|=|equal to)\s*)+",
                text[before[-1].last : quantity.first],
            )
        )
        and before[-1].unit != quantity.unit
    )


def cumulative(one: Marked, quantity: Quantity) -> bool:
    """Tell whether an amount is a running total: "in total", "since 1998"."""
    window = one.text[max(0, quantity.first - 110) : quantity.last + 30]
    if re.search(r"(?i)\bin (?:the |total )?amount of|donation in|\bgrant of\b|\bearmarked\b", window):
        return False
    return bool(CUMULATIVE.search(window))


def divided(money: list[tuple[Marked, Quantity]]) -> Quantity | None:
    """Return the amount of a document that is the sum of all others, if there is one."""
    plain = [quantity for _, quantity in money if not quantity.fault]
    for quantity in plain:
        others = [other.value for other in plain if other is not quantity and other.unit == quantity.unit]
        if len(others) > 1 and sum(others) == quantity.value:
            return quantity
    return None


def built(
    reading: Reading, number: int, one: Marked, span: Sentence, money: Quantity, found: Found
) -> Project:
    """Return the project that a stretch of a paragraph tells, with its money."""
    every = amounts(one.text, reading.comma)
    behind = next(
        (
            other
            for other in every
            if conversion(one.text, every, other) and 0 <= other.first - money.last < 25
        ),
        None,
    )
    base = described(reading, number, one, span, found)
    about = [f"{money.about} {money.printed}"] if money.about not in EXACT else []
    return replace(base, amount=money, converted=behind, notes=tuple([*base.notes, *about]))


def described(reading: Reading, number: int, one: Marked, span: Sentence, found: Found) -> Project:
    """Return all of a project but its money."""
    start, end = period_of(one, span)
    project = Project(title_of(reading, one, span), span, start, end)
    donors = donors_of(reading, one, span)
    project = replace(
        project,
        implementer=tuple(implementers(reading, one, span, donors)),
        donor=tuple(donors),
        countries=tuple(beneficiaries(reading, one, span, donors)),
    )
    return with_results(reading, one, span, project, found)


def period_of(one: Marked, span: Sentence) -> tuple[Cell, Cell]:
    """Return start and end of a project: a range, else the day it was signed or the year it began."""
    dates = [
        day for day in one.dates if span.first <= day.first < span.last and day.has_year and not day.fault
    ]
    dates = [
        day
        for day in dates
        if ends(one, span, day)
        or not re.search(
            r"(?i)\b(?:since|until|as of|by|of|accessed)\s*(?:the\s*)?(?:year\s*)?$",
            one.text[span.first : day.first],
        )
    ]
    ranges = [day for day in dates if day.start != day.end]
    if ranges:
        here = cell(iso(ranges[0].start), one.paragraph, ranges[0].first, ranges[0].last)
        return here, replace(here, value=iso(ranges[0].end))
    if not dates:
        return Cell(""), Cell("")
    if ends(one, span, dates[0]):
        return Cell(""), cell(iso(dates[0].start), one.paragraph, dates[0].first, dates[0].last)
    first = cell(iso(dates[0].start), one.paragraph, dates[0].first, dates[0].last)
    last = next((day for day in dates[1:] if ends(one, span, day)), None)
    return first, cell(iso(last.start), one.paragraph, last.first, last.last) if last else Cell("")


def ends(one: Marked, span: Sentence, day: Period) -> bool:
    """Tell whether a date ends a project."""
    before = one.text[max(span.first, day.first - 60) : day.first]
    return bool(
        re.search(r"(?i)\b(?:end of|until|completed|finished|last until|cleaned at|concluded)\b", before)
    )


def title_of(reading: Reading, one: Marked, span: Sentence) -> Cell:
    """Return the title of a project: in quotation marks, as the head of the paragraph, else of the document."""
    quoted = re.search(
        r"(?i)\b(?:project|programme|program)\s+(?:called\s+|titled\s+|named\s+)?\"(?P<title>[^\"]{8,200})\"",
        one.text[span.first : span.last],
    )
    if quoted:
        first = span.first + quoted.start("title")
        return cell(quoted["title"].strip(" .,"), one.paragraph, first, first + len(quoted["title"]))
    if lead := LEAD.match(one.text):
        return cell(lead["title"], one.paragraph, lead.start("title"), lead.end("title"))
    return Cell(reading.title)


def donors_of(reading: Reading, one: Marked, span: Sentence) -> list[Cell]:
    """Return who gives the money, states by name."""
    found: dict[str, Cell] = {}
    for mark in sorted([*one.countries, *one.adjectives, *one.organisations], key=lambda mark: mark.first):
        if not span.first <= mark.first < span.last:
            continue
        before, behind = (
            one.text[max(span.first, mark.first - 120) : mark.first],
            one.text[mark.last : mark.last + 60],
        )
        gives = (
            mark.kind != "adjective"
            and (any(re.search(pattern, before + "") for pattern in DONOR) or DONATES.match(behind))
        ) or GIVEN.match(behind)
        signs = (
            mark.kind == "country"
            and re.search(r"(?i)\bITF and (?:FR |the )?(?:[A-Z]\w+ )*$", before)
            and "donation" in one.text.lower() + reading.title.lower()
        )
        if (gives or signs) and not (mark.kind == "organisation" and mark.actor == "itf"):
            name = donor_name(reading, mark)
            found.setdefault(name, cell(name, one.paragraph, mark.first, mark.last))
    if not found:
        found |= donors_in_title(reading)
    return list(found.values())


def donor_name(reading: Reading, mark: Mark) -> str:
    """Return a donor as the records name it."""
    if mark.kind == "organisation":
        name = usual_participants(reading.records).get(mark.actor, mark.value)
        return (
            "USA (Department of State)"
            if re.match(r"U\.?S\.? (?:Department of State|State Department)", name)
            else name
        )
    return (
        "USA"
        if mark.value == "USA"
        else reading.known.shown.get(mark.value, state_names(reading.records).get(mark.value, mark.value))
    )


def donors_in_title(reading: Reading) -> dict[str, Cell]:
    """Return the donor that the title of a document names: "New donation of Germany to ITF"."""
    title = next((one for one in reading.paragraphs if one.text == reading.title), None)
    if title is None:
        return {}
    found = {}
    for mark in (*title.countries, *title.adjectives):
        gives = re.search(
            r"(?i)\b(?:donation|grant|contribution|support) (?:of|from|by)\s+(?:the\s+)?$",
            title.text[: mark.first],
        ) or GIVEN.match(title.text[mark.last :])
        if gives or re.match(r"\s+(?:again )?donated", title.text[mark.last :]):
            name = donor_name(reading, mark)
            found[name] = cell(name, title.paragraph, mark.first, mark.last)
    return found


def implementers(reading: Reading, one: Marked, span: Sentence, donors: list[Cell]) -> list[Cell]:
    """Return the organisations that manage a project or carry it out."""
    usual = usual_participants(reading.records)
    given = {donor.value for donor in donors}
    found: dict[str, Cell] = {}
    for mark in one.organisations:
        if not span.first <= mark.first < span.last or donor_name(reading, mark) in given:
            continue
        before, behind = (
            one.text[max(span.first, mark.first - 80) : mark.first],
            one.text[mark.last : mark.last + 120],
        )
        joined = re.match(r"\s+and\s+(?:the\s+)?[A-Z]\w+\s+joined forces", behind)
        if (IMPLEMENTS.match(behind) or BY.search(before) or joined) and "mbassy" not in mark.value:
            name = usual.get(mark.actor, mark.value)
            found.setdefault(name, cell(name, one.paragraph, mark.first, mark.last))
    return list((managed_by_title(reading, given) | found).values())


def managed_by_title(reading: Reading, given: set[str]) -> dict[str, Cell]:
    """Return the organisation that the title of a document gives a donation to: "New donation of Germany to ITF"."""
    usual = usual_participants(reading.records)
    title = next((one for one in reading.paragraphs if one.text == reading.title), None)
    if title is None:
        return {}
    marks = [
        mark
        for mark in title.organisations
        if re.search(
            r"(?i)(?:donation|contribution|grant|donated)\b.*\b(?:to|through|for)\s+(?:the\s+)?$",
            title.text[: mark.first],
        )
    ]
    return {
        usual.get(mark.actor, mark.value): cell(
            usual.get(mark.actor, mark.value), title.paragraph, mark.first, mark.last
        )
        for mark in marks
        if usual.get(mark.actor, mark.value) not in given
    }


def beneficiaries(reading: Reading, one: Marked, span: Sentence, donors: list[Cell]) -> list[Cell]:
    """Return the countries where a project works, by code."""
    names, given = state_names(reading.records), {donor.value for donor in donors}
    found: dict[str, Cell] = {}
    seats = [mark.last for mark in (*one.cities, *one.seats)]
    for mark in one.countries:
        if not span.first <= mark.first < span.last or mark.value not in names:
            continue
        before = one.text[max(span.first, mark.first - 60) : mark.first]
        if (
            reading.known.shown.get(mark.value) in given
            or NOT_BENEFITING.search(before)
            or any(0 <= mark.first - seat <= 3 for seat in seats)
        ):
            continue
        found.setdefault(mark.value, cell(mark.value, one.paragraph, mark.first, mark.last))
    if not found:
        found |= {
            mark.value: cell(mark.value, one.paragraph, mark.first, mark.last)
            for mark in one.adjectives
            if border(one.text, mark) and mark.value
        }
    return sorted(found.values(), key=lambda each: each.value)


def border(text: str, mark: Mark) -> bool:
    """Tell whether a nationality stands for the ground where work is done: "the Serbian border area"."""
    return bool(re.match(r"\s+(?:border|side|territory|soil)", text[mark.last :]))


def with_results(reading: Reading, one: Marked, span: Sentence, project: Project, found: Found) -> Project:
    """Return a project with area and items; what is planned is noted, not counted."""
    notes = list(project.notes)
    for quantity in areas(one.text, reading.comma):
        sentence = next(
            (each for each in sentences(one.paragraph) if each.first <= quantity.first < each.last), span
        )
        if not span.first <= quantity.first < span.last or CUMULATIVE.search(sentence.text):
            continue
        if quantity.fault:
            found.doubts.append(doubt(f"area {quantity.printed}", quantity.fault, sentence))
        elif PLANNED.search(sentence.text):
            notes.append(f"{quantity.about} {quantity.printed} planned".strip())
        elif RELEASED.search(sentence.text) and project.area is None:
            project = replace(project, area=quantity)
            notes += [f"{quantity.about} {quantity.printed}"] if quantity.about not in EXACT else []
    for quantity in items(one.text, reading.comma):
        if not span.first <= quantity.first < span.last or quantity.fault:
            continue
        column = (
            "mines"
            if quantity.unit in ("mines", "ap_mines", "av_mines")
            else "uxo"
            if quantity.unit == "uxo"
            else ""
        )
        if (
            column
            and getattr(project, column) is None
            and re.search(
                r"(?i)\b(?:found|destroyed|removed|neutrali[sz]ed)\b", one.text[span.first : span.last]
            )
        ):
            project = replace(project, **{column: quantity})
            notes += (
                [f"{column}: {quantity.about} {shown(quantity.value)}"] if quantity.about not in EXACT else []
            )
    return replace(project, notes=tuple(notes))


def without_amount(
    reading: Reading, number: int, one: Marked, parts: list[Sentence], found: Found
) -> list[Project]:
    """Return a project that is told without money: by its quoted title, or by ground that was cleared."""
    for sentence in parts:
        quoted = re.search(r"(?i)\bproject\s+\"", sentence.text)
        cleared = any(
            not area.fault and RELEASED.search(sentence.text) and not CUMULATIVE.search(sentence.text)
            for area in areas(sentence.text, reading.comma)
        )
        funded = re.search(
            r"(?i)\bhas (?:financially )?supported\b|\bproject (?:is|was) funded\b|\bwith the funding provided\b",
            sentence.text,
        )
        if not (quoted or cleared or funded):
            continue
        span = Sentence(one.paragraph, 0, len(one.text))
        base = described(reading, number, one, span, found)
        if quoted:
            return [phased(reading, number, base)]
        if cleared and base.implementer and base.start.value:
            return [base]
        if funded and base.donor and base.implementer:
            what = re.search(
                r"(?i)supported (?:the )?(?:ongoing )?(?P<what>work of (?:the )?[A-Z][\w-]+)", sentence.text
            )
            title = Cell(f"Support to the {what['what']}", base.donor[0].place) if what else base.title
            return [replace(base, title=title, high=False)]
    return []


def phased(reading: Reading, number: int, project: Project) -> Project:
    """Return a project with the end that the next paragraph gives: "In the initial phase, implemented in 2009, …"."""
    if number + 1 >= len(reading.paragraphs) or project.end.value:
        return project
    following = reading.paragraphs[number + 1]
    match = re.match(
        r"In the (?:initial|first|second|last|final) phase, (?:implemented|carried out) in\s+", following.text
    )
    day = next((day for day in following.dates if match and day.first == match.end()), None)
    if day is None or day.fault:
        return project
    end = cell(iso(day.end), following.paragraph, day.first, day.last)
    return replace(
        project,
        end=end,
        notes=(*project.notes, "end: of the initial phase; later phases are announced"),
        high=False,
    )


def unplaced(
    one: Marked, reading: Reading, result: list[Project], money: list[Quantity], found: Found
) -> None:
    """List the amounts and areas of a paragraph that went into no project."""

    places = {
        (part.first, part.last)
        for each in result
        for part in (each.amount, each.converted, each.area, each.mines, each.uxo)
        if part
    }
    noted = " ".join(note for each in result for note in each.notes)
    listed = {entry.what for entry in found.doubts}
    for quantity in [*money, *areas(one.text, reading.comma), *items(one.text, reading.comma)]:
        if (quantity.first, quantity.last) in places or quantity.printed in noted:
            continue
        sentence = next(each for each in sentences(one.paragraph) if each.first <= quantity.first < each.last)
        what = f"{quantity.about} {quantity.printed}".strip()
        reason = quantity.fault or (
            "a running total, not one project"
            if CUMULATIVE.search(sentence.text)
            else "not said of one project"
        )
        if (
            f"amount {quantity.printed}" not in listed
            and f"area {quantity.printed}" not in listed
            and not any(quantity.printed in entry for entry in listed)
        ):
            found.doubts.append(doubt(what, reason, sentence))

"""Who gives money to a project, who carries it out, and which countries it is for."""

import re

from etl.documents.findings import Cell, Reading, cell
from etl.documents.marks import Marked
from etl.documents.names import Mark
from etl.documents.paragraphs import Sentence
from etl.documents.records import state_names, usual_participants

# What stands before a giver: "a grant from the European Union".
GIVEN_BY = tuple(
    re.compile(pattern + r"\s+(?:the\s+)?$")
    for pattern in (
        r"(?i:grants?|donations?|contributions?)(?: \([^)]*\))? (?:provided )?(?i:from|by|of)",
        r"(?i:funds?|funding|support|money|resources)[^.;]{0,70}? (?:was |were )?(?:provided )?(?i:from|by)",
        r"(?i:funded|financed|donated|supported|co-funded|sponsored)(?: \w+ly)? (?i:by)",
        r"(?i:received)\b(?:[^.;]|\.(?=\d)){0,90}\b(?i:from)",
        r"(?i:with the (?:financial )?(?:support|assistance|funding) (?:of|from|provided by))",
        r"(?i:in the amount of)(?:[^.;]|\.(?=\d)){0,40}\b(?i:from)",
    )
)
# What stands behind one: "Germany has donated", "the Norwegian MFA recently donated", "a Swiss donation".
GIVES = re.compile(
    r"^\s*(?:\([^)]*\)\s*)?(?:acting\b[^.;]{0,40})?(?:has |have |had |again |also |recently "
    r"|through ITF )*(?:financially )?"
    r"(?:donated|contributed|funded|financed|granted|allocated|entrusted|supported|provided"
    r" (?:funds|funding|EUR|USD))\b"
)
GIVES_BY_OFFICE = re.compile(
    r"^\s+(?:MFA|[Gg]overnment|Ministry[\w ]{0,30})\s+(?:has |had |recently |also )*(?:donated"
    r"|contributed|funded|financed|provided|granted)\b"
)
GIFT = re.compile(r"(?i)^\s*(?:donation|grant|contribution|funds|funding|support|government donation)\b")
TITLE_GIVES = re.compile(
    r"(?i)^\s+(?:again )?(?:donated|donates|supported|supports|provides|provided|gives|gave"
    r"|contributes|funds)\b"
)
TITLE_GIFT_OF = re.compile(
    r"(?i)\b(?:donation|grant|contribution|support|mou) (?:of|from|by|with)\s+(?:the"
    r"\s+)?(?:Federal Republic of\s+)?$"
)
MANAGES = re.compile(
    r"^\s*(?:\([^)]*\)\s*)?(?:,[^,.;]{0,160},\s*)?(?:and [^.;]{0,80}?\s)?"
    r"(?:has |have |had |will be |will |is |are |also |successfully |already |been "
    r"|organization |organisation |chosen to )*"
    r"(?:manag(?:ed|ing|es)|implement(?:s|ed|ing)?|carr(?:ied|ies|ying) out|conduct(?:s|ed|ing)"
    r"|joined forces|started"
    r"|clear(?:s|ed)|completed|completes|received|signed)\b"
)
MANAGED_BY = re.compile(
    r"(?i)\b(?:implemented|carried out|conducted|managed|executed|cleaned|cleared"
    r"|returned[^.;]{0,60})\s+(?:jointly )?"
    r"(?:by|through)\s+(?:the\s+)?(?:NGO\s+|(?:non-governmental )?organi[sz]ation\s+)?[\"]?$"
    r"|\b(?:through|of NGO|of the NGO|activities of)\s+(?:the\s+)?[\"]?$"
)
GIVEN_TO = re.compile(
    r"(?i)(?:donation|contribution|grant|donated|mou|and)\b.*\b(?:to|through|for|and)\s+(?:the\s+)?$"
)
NOT_FOR = re.compile(
    r"(?i)\b(?:ambassador(?: of [\w ]+)? to|ambassador of|embassy (?:of|in)|donat(?:ion|ed)"
    r" (?:of|from|by)|from|border(?: area)? with|with"
    r"|held in|office in|based in|government of|ministry of [\w ]+ of)\s+(?:the\s+)?$"
)
USA = re.compile(r"U\.?S\.? (?:Department of State|State Department)")


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
    if not found:
        anywhere = [
            each
            for other in reading.paragraphs
            for each in given_in(reading, other, Sentence(other.paragraph, 0, len(other.text)))
        ]
        names = {each.value for each in anywhere}
        found = {anywhere[0].value: anywhere[0]} if len(names) == 1 else {}
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
    if GIFT.match(behind) or GIVES_BY_OFFICE.match(behind):
        return True
    if mark.kind == "adjective":
        return False
    if any(pattern.search(before) for pattern in GIVEN_BY) or GIVES.match(behind):
        return True
    with_itf = re.search(r"(?i)\bITF and (?:FR |the )?(?:[A-Z]\w+ )*$", before)
    return bool(with_itf) and mark.kind == "country" and "donation" in (one.text + reading.title).lower()


def in_title(reading: Reading, gives: bool) -> list[Cell]:
    """Return the giver, or the organisation that is given to, in a title: "New donation of Germany to ITF"."""
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
        if not span.first <= mark.first < span.last or name in givers or "mbassy" in mark.value:
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
    seats = [mark.last for mark in (*one.cities, *one.seats)]
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

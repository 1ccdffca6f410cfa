"""Treaty notices in sentences: who deposited, joined or withdrew, as which state, bound from which day.

A sentence with several states is read clause by clause. Where it is not certain which date or ordinal is
whose, nothing is read and the sentence is listed as doubtful.
"""

import re
from dataclasses import dataclass, field, replace

from etl.reader.dates import Period, iso, periods, with_year
from etl.reader.names import Mark
from etl.reader.numerals import ORDINAL_TEXT, ending_fits, ordinal
from etl.reader.paragraphs import Sentence
from etl.reader.reading import Cell, Marked, Reading, cell, days_in, of_mark, within
from etl.reader.records import main_treaty, treaties_in
from etl.reader.tables import pattern, words

ACTS = [(row["what"], row["act"], re.compile(f"(?i:{row['pattern']})")) for row in words("treaty_acts")]
Cue = tuple[str, str, int, int]  # what was done, by which act, first and last character
JOINING = ("ratification", "accession", "acceptance", "approval", "succession")
INSTRUMENT = re.compile(rf"(?i)\binstruments?\s+(?:of|for)\s+(?:its\s+)?(?P<act>{'|'.join(JOINING)})")
HEADING = (
    (re.compile(r"(?i)\bratif(?:y|ies|ied|ication)\b"), "ratification"),
    (re.compile(r"(?i)\bacce(?:des?|ded|ssion)\b"), "accession"),
)
RANK = re.compile(rf"(?P<rank>{ORDINAL_TEXT})\s+(?:and\s+(?P<next>{ORDINAL_TEXT})\s+)?$")
# "The second state to join in 2020" and "the 35th State Party in Africa" count something else.
RANK_WITHIN = pattern("notices", "rank_within")
# What is wished, planned, denied or done by a parliament is no deposit.
NOT_DONE = pattern("notices", "not_done")
OFFICE_OF = re.compile(r"(?:Ambassador|Minister|President|Director|Representative)\b[^,.]*\bof (?:the )?$")
ITS = re.compile(
    r"\b(?:[Ii]ts?|[Tt]he (?:country|State|state|Republic|Kingdom|instrument|treaty|Convention))\b"
)
TODAY = re.compile(r"\b[Tt]oday\b")
LISTED = re.compile(r"\s*(?:,|,?\s*and)?\s*(?:the\s+)?")
LEADS = re.compile(r"\W*(?:[A-Z][\w'-]*,? ){0,5}(?:[Oo]n|[Ii]n)\s+(?:\w+day,?\s+)?")


@dataclass
class Notice:
    """What a document says of one state and one treaty: act, rank, deposit, force, signature and the like."""

    treaty: str
    country: str
    where: Sentence
    cells: dict[str, Cell] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Fact:
    """One thing that a sentence says of a state and a treaty."""

    treaty: str
    country: Mark
    what: str
    cell: Cell
    where: Sentence
    day: Period | None = None


def notices(reading: Reading) -> list[Notice]:
    """Return what a document says of states and treaties, one notice for each state and treaty."""
    main = main_treaty(reading.text)
    facts: list[Fact] = []
    subject: list[Mark] = []  # the state of the item so far, which "it" and "the country" stand for
    for one in reading.paragraphs:
        subject = [] if one.paragraph.heading else subject
        for sentence in one.sentences:
            states = [
                mark
                for mark in within(one.countries, sentence)
                if not OFFICE_OF.search(one.text[sentence.first : mark.first])
            ]
            named = states or (subject if ITS.search(sentence.text) else [])
            facts += in_sentence(reading, one, sentence, named, treaty_of(one, sentence, main))
            subject = states if len(states) == 1 else subject if not states else []
    return gathered(reading, facts)


def treaty_of(one: Marked, sentence: Sentence, main: str) -> str:
    """Return the treaty that a sentence, its paragraph or the headings above it name, else the main one."""
    before = one.text[: sentence.first]
    for text in (sentence.text, before, *reversed(one.paragraph.headings)):
        if named := treaties_in(text):
            return named[0] if text is sentence.text else named[-1]
    return main


def in_sentence(
    reading: Reading, one: Marked, sentence: Sentence, states: list[Mark], treaty: str
) -> list[Fact]:
    """Return the facts of a sentence about a treaty; none and a doubt where they cannot be told apart."""
    cues = cues_in(one.text, sentence)
    if treaty == "other" or not states or not any(what != "none" for what, _, _, _ in cues):
        return []
    if NOT_DONE.search(sentence.text):
        return []
    facts: list[Fact] = []
    act = ""
    for clause, group in clauses(one, sentence, states):
        mine = [cue for cue in cues if clause.first <= cue[2] < clause.last]
        act = next((act for _, act, _, _ in mine if act not in ("", "same")), act)
        every = clause_facts(reading, one, clause, group, mine, act)
        if every is None:
            names = ", ".join(dict.fromkeys(mark.value for mark in group))
            reason = "several states in one sentence: it is not certain which day or ordinal is whose"
            reading.doubt(f"treaty notice of {names}", reason, sentence)
            return []
        facts += every
    if facts and not treaty:
        reading.doubt("treaty notice", "the sentence does not say which treaty is meant", sentence)
    reading.read.extend([sentence] if facts else [])
    return [replace(each, treaty=treaty, where=sentence) for each in facts if treaty]


def cues_in(text: str, where: Sentence) -> list[Cue]:
    """Return the words of a stretch that say what was done: what, by which act, first and last character."""
    every = [
        (what, act, *match.span())
        for what, act, pattern in ACTS
        for match in pattern.finditer(text, where.first, where.last)
    ]
    result: list[Cue] = []
    for cue in every:  # what stands first in the table counts where two overlap
        if all(cue[3] <= other[2] or cue[2] >= other[3] for other in result):
            result.append(cue)
    numbered = (cue for cue in result if cue[:2] != ("rank", "") or RANK.search(text[where.first : cue[2]]))
    return sorted(numbered, key=lambda cue: cue[2])


def clauses(one: Marked, sentence: Sentence, states: list[Mark]) -> list[tuple[Sentence, list[Mark]]]:
    """Return a sentence in clauses, each with the states that it begins with, listed one after the other."""
    groups: list[list[Mark]] = []
    for mark in states:
        if groups and LISTED.fullmatch(one.text[groups[-1][-1].last : mark.first]):
            groups[-1].append(mark)
        elif groups and {each.value for each in groups[-1]} == {mark.value}:
            continue  # the same state by its name again
        else:
            groups.append([mark])
    starts = [sentence.first, *(group[0].first for group in groups[1:]), sentence.last]
    return [
        (replace(sentence, first=first, last=last), group)
        for first, last, group in zip(starts, starts[1:], groups, strict=False)
    ]


def clause_facts(
    reading: Reading, one: Marked, clause: Sentence, states: list[Mark], cues: list[Cue], act: str
) -> list[Fact] | None:
    """Return what a clause says of its states; None if it is not certain of which of them."""
    dates, ranks = dates_in(one, clause, cues), ranks_in(reading, one, clause, cues)
    if not dates and not ranks:
        later = all(each.first != clause.first for each in one.sentences)
        return None if later or len(states) > 1 else []
    result = []
    for what, days in dates.items():
        shared = days * len(states) if len(days) == 1 else days
        if len(shared) != len(states):
            return None
        for state, day in zip(states, shared, strict=True):
            result.append(Fact("", state, what, of_mark(iso(day.start), one, day), clause, day))
    if ranks and len(ranks) != len(states):
        return None
    result += [Fact("", state, "rank", rank, clause) for state, rank in zip(states, ranks, strict=False)]
    instrument = INSTRUMENT.search(one.text, clause.first, clause.last)
    named = instrument["act"].lower() if instrument else act or act_above(one)
    if named and {"deposit", "force", "rank"} & {fact.what for fact in result}:
        what = "instrument" if instrument else "act"
        result += [Fact("", state, what, Cell(named), clause) for state in states]
    return result


def dates_in(one: Marked, clause: Sentence, cues: list[Cue]) -> dict[str, list[Period]]:
    """Return the dates of a clause by what they are the dates of; "today" gets its date later."""
    said_today = [
        Period((0, 0, 0), (0, 0, 0), *match.span(), when="today")
        for match in TODAY.finditer(one.text, clause.first, clause.last)
    ]
    dates: dict[str, list[Period]] = {}
    for day in [*days_in(one, clause), *said_today]:
        if what := meaning_of(one, clause, day, cues):
            dates.setdefault(what, []).append(day)
    return dates


def act_above(one: Marked) -> str:
    """Return the act that the heading above a paragraph names: "Iraq ratifies the CCM"."""
    heading = one.paragraph.headings[-1] if one.paragraph.headings else ""
    acts = [act for pattern, act in HEADING if pattern.search(heading)]
    return acts[0] if len(acts) == 1 else ""


def meaning_of(one: Marked, clause: Sentence, day: Period, cues: list[Cue]) -> str:
    """Return what a date is the date of: the cue before it, or behind a date that leads the clause."""
    before = [cue for cue in cues if cue[3] <= day.first and cue[0] != "rank"]
    following = [cue for cue in cues if cue[2] >= day.last and cue[0] != "rank"]
    leads = LEADS.fullmatch(one.text[clause.first : day.first])
    cue = before[-1] if before else following[0] if following and (leads or day.when == "today") else None
    if cue and cue[0] == "deposit" and "withdraw" in one.text[clause.first : day.first]:
        return "withdrawal"
    return "" if cue is None or cue[0] == "none" else cue[0]


def ranks_in(reading: Reading, one: Marked, clause: Sentence, cues: list[Cue]) -> list[Cell]:
    """Return as which states those of a clause join: "As the 91st State to accede …"."""
    result = []
    for what, _, first, last in cues:
        match = RANK.search(one.text[clause.first : first]) if what in ("rank", "force") else None
        if match is None or RANK_WITHIN.match(one.text[last : clause.last]):
            continue
        for group in ("rank", "next"):
            value = ordinal(match[group]) if match[group] else None
            if value is None:
                continue
            start = clause.first + match.start(group)
            result.append(cell(str(value), clause, start, start + len(match[group])))
            if not ending_fits(match[group]):
                reason = f"'{match[group]}' is read as {value}: the ending of the ordinal is wrong"
                reading.doubt("ordinal", reason, clause, outcome="kept")
    return result


def gathered(reading: Reading, facts: list[Fact]) -> list[Notice]:
    """Return one notice for each treaty and state; two values for one thing leave both out."""
    result = []
    for key in dict.fromkeys((fact.treaty, fact.country.value) for fact in facts):
        mine = [fact for fact in facts if (fact.treaty, fact.country.value) == key]
        notice = Notice(*key, mine[0].where)
        where = next((fact for fact in mine if fact.what in ("rank", "force", "deposit")), mine[0])
        notice.where = where.where
        named = [fact for fact in mine if fact.what == "instrument"] or [
            fact for fact in mine if fact.what == "act"
        ]
        dated = [fact for fact in mine if fact.what not in ("act", "instrument")]
        for fact in [*(replace(fact, what="act") for fact in named), *settled(reading, dated, notice)]:
            known = notice.cells.setdefault(fact.what, fact.cell)
            if known.value != fact.cell.value:
                reason = f"{fact.what} is stated twice, as {known.value} and as {fact.cell.value}"
                reading.doubt(f"{key[1]} {key[0]}", reason, fact.where)
                notice.cells[fact.what] = Cell("")
        notice.cells = {what: one for what, one in notice.cells.items() if one.value}
        if set(notice.cells) - {"act"}:
            result.append(notice)
    return result


def settled(reading: Reading, facts: list[Fact], notice: Notice) -> list[Fact]:
    """Return facts with whole dates: the year from the entry into force or from the document."""
    force = next((fact.cell.value for fact in facts if fact.what == "force" and fact.day.has_year), "")  # type: ignore[union-attr]
    result = []
    for fact in facts:
        day = whole_day(reading, fact, force) if fact.day else None
        if fact.day and (day is None or day.fault):
            reason = day.fault if day else "no year is stated, and the document has no date"
            reading.doubt(f"{notice.country} {notice.treaty} {fact.what}", reason, fact.where)
            continue
        if day and fact.day and not fact.day.has_year:
            from_today = fact.day.when == "today"
            notice.notes.append("the day of the document, which says today" if from_today else YEAR_INFERRED)
        value = iso(day.start) if day else fact.cell.value
        result.append(replace(fact, cell=replace(fact.cell, value=value)))
    return result


YEAR_INFERRED = "year inferred from what else the document says"


def whole_day(reading: Reading, fact: Fact, force: str) -> Period | None:
    """Return the day of a fact with its year; None if nothing gives it."""
    day = fact.day
    if day is None or day.has_year:
        return day
    if day.when == "today":
        dates = periods(reading.published) if len(reading.published) == 10 else []
        return dates[0] if dates else None
    if force and fact.what == "deposit":
        year, month = deposit_month(force)
        if month == day.start[1]:
            return replace(day, start=(year, *day.start[1:]), end=(year, *day.end[1:]))
    return with_year(day, reading.published, ahead=fact.what == "force")


def deposit_month(force: str) -> tuple[int, int]:
    """Return year and month of the deposit that an entry into force on the first of a month follows from.

    Source: Art. 17(2) of both Conventions: the first day of the sixth month after the month of deposit.

    >>> deposit_month("2013-11-01"), deposit_month("2016-03-01")
    ((2013, 5), (2015, 9))
    """
    months = int(force[:4]) * 12 + int(force[5:7]) - 1 - 6
    return months // 12, months % 12 + 1

"""Treaty notices: who deposited, joined or withdrew, as which state, bound from which day.

Where it is not certain which day or ordinal is whose, nothing is read and the sentence is doubtful.
"""

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from etl.reader.dates import Period, iso, periods, with_year
from etl.reader.letters import ORDINAL_TEXT, ordinal
from etl.reader.names import Mark
from etl.reader.paragraphs import Paragraph, Sentence
from etl.reader.reading import Cell, Reading, cell, of_mark, within
from etl.reader.tables import wordings, words

PATTERN = wordings("notices")
TREATY = re.compile("|".join(f"(?P<{row['treaty']}>{row['pattern']})" for row in words("treaties")))
ACTS = [(row["what"], row["act"], re.compile(f"(?i:{row['pattern']})")) for row in words("treaty_acts")]
JOINING = ("ratification", "accession", "acceptance", "approval", "succession")
INSTRUMENT = re.compile(rf"(?i)\binstruments?\s+(?:of|for)\s+(?:its\s+)?(?P<act>{'|'.join(JOINING)})")
RANK = re.compile(rf"(?P<rank>{ORDINAL_TEXT})\s+(?:and\s+(?P<next>{ORDINAL_TEXT})\s+)?$")
WHOSE = "it is not certain which day or ordinal is whose, or of what"
# Bound by Art. 17(2) of both, and when they entered into force.
SIX_MONTHS = {"CCM": "2010-08-01", "APMBC": "1999-03-01"}
FIRST_ACCESSION = 31  # nobody accedes before the treaty is in force, which 30 or 40 ratifications made it
COMPUTED = "month of the deposit inferred from the entry into force by Art. 17(2)"
INFERRED = "day or year inferred from the date of the document"


@dataclass(frozen=True)
class Cue:
    """Words that say what a state did: what it is the date of, by which act, and where they stand."""

    what: str
    act: str
    first: int
    last: int


@dataclass(frozen=True)
class Fact:
    """One thing that a sentence says of a state and a treaty."""

    treaty: str
    state: Cell
    what: str
    cell: Cell
    where: Sentence
    note: str = ""


@dataclass
class Notice:
    """What a document says of one state and one treaty: act, rank, deposit, force, signature and the like."""

    treaty: str
    state: Cell
    where: Sentence
    cells: dict[str, Cell] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def country(self) -> str:
        """The code of its state."""
        return self.state.value

    def value(self, what: str) -> str:
        """Return what it says of one thing, nothing if it says none."""
        return self.cells.get(what, Cell()).value


def treaties_in(text: str) -> list[str]:
    """Return the treaties named in a text, in order.

    >>> treaties_in("ratified the Convention on Cluster Munitions and the Mine Ban Treaty")
    ['CCM', 'APMBC']
    """
    return [str(match.lastgroup).replace("_", "-") for match in TREATY.finditer(text)]


def notices(reading: Reading) -> list[Notice]:
    """Return what a document says of states and treaties, one notice for each state and treaty."""
    named_treaties = {name for one in reading.paragraphs for name in treaties_in(one.text)}
    main = named_treaties.pop() if len(named_treaties) == 1 else ""
    facts: list[Fact] = []
    subject: list[Mark] = []  # the state of the item so far, which "it" and "the country" stand for
    for one in reading.paragraphs:
        subject = [] if one.heading else subject
        for sentence in one.sentences:
            states = [
                mark
                for mark in within(one.countries, sentence)
                if not PATTERN.office_of.search(one.text[sentence.first : mark.first])
                and not PATTERN.place.search(one.text[sentence.first : mark.first])
                and not any(0 < mark.first - town.last <= len(", ") for town in one.cities)
            ]
            named = states or (subject if PATTERN.its.search(sentence.text) else [])
            facts += in_sentence(reading, one, sentence, named, treaty_of(one, sentence, main))
            subject = states if len(states) == 1 else subject if not states else []
    return gathered(reading, facts)


def treaty_of(one: Paragraph, sentence: Sentence, main: str) -> str:
    """Return the treaty that a sentence, its paragraph or the headings above it name, else the main one."""
    if named := treaties_in(sentence.text):
        return named[0]
    for text in (one.text[: sentence.first], *reversed(one.headings)):
        if named := treaties_in(text):
            return named[-1]
    return main


def in_sentence(
    reading: Reading, one: Paragraph, sentence: Sentence, states: list[Mark], treaty: str
) -> list[Fact]:
    """Return the facts of a sentence about a treaty; none and a doubt where they cannot be told apart."""
    cues = cues_in(one.text, sentence)
    done = any(cue.what != "none" for cue in cues) and not PATTERN.not_done.search(sentence.text)
    if treaty == "other" or not states or not done:
        return []
    facts: list[Fact] = []
    act = ""
    for clause, group in clauses(one, sentence, states):
        mine = [cue for cue in cues if clause.first <= cue.first < clause.last]
        acts = sorted(
            (cue for cue in mine if cue.act not in ("", "same")), key=lambda cue: cue.what != "deposit"
        )
        act = acts[0].act if acts else act
        every = clause_facts(reading, one, clause, group, mine, act)
        if every is None:
            names = ", ".join(dict.fromkeys(mark.value for mark in group))
            reading.doubt(f"treaty notice of {names}", WHOSE, sentence)
            return []
        facts += every
    if facts and not treaty:
        reading.doubt("treaty notice", "the sentence does not say which treaty is meant", sentence)
        return []
    reading.read.extend([sentence] if facts else [])
    return [replace(each, treaty=treaty, where=sentence) for each in facts]


def cues_in(text: str, where: Sentence) -> list[Cue]:
    """Return the words of a stretch that say what was done; what stands first in the table counts."""
    every = [
        Cue(what, act, match.start(), match.end())
        for what, act, pattern in ACTS
        for match in pattern.finditer(text, where.first, where.last)
    ]
    result: list[Cue] = []
    for cue in every:
        counted = cue.what != "rank" or cue.act or RANK.search(text[where.first : cue.first])
        if counted and all(cue.last <= other.first or cue.first >= other.last for other in result):
            result.append(cue)
    return sorted(result, key=lambda cue: cue.first)


def clauses(one: Paragraph, sentence: Sentence, states: list[Mark]) -> list[tuple[Sentence, list[Mark]]]:
    """Return a sentence in clauses, each with the states that it begins with, listed one after the other."""
    groups: list[list[Mark]] = []
    for mark in states:
        if groups and PATTERN.listed.fullmatch(one.text[groups[-1][-1].last : mark.first]):
            groups[-1].append(mark)
        elif not groups or {each.value for each in groups[-1]} != {mark.value}:
            groups.append([mark])
    starts = [sentence.first, *(group[0].first for group in groups[1:]), sentence.last]
    return [
        (replace(sentence, first=first, last=last), group)
        for first, last, group in zip(starts, starts[1:], groups, strict=False)
    ]


def clause_facts(
    reading: Reading, one: Paragraph, clause: Sentence, states: list[Mark], cues: list[Cue], act: str
) -> list[Fact] | None:
    """Return what a clause says of its states; None if it is not certain of which of them."""
    result = []
    cells = [of_mark(mark.value, one, mark) if mark in one.countries else Cell(mark.value) for mark in states]
    dates, ranks = dates_in(reading, one, clause, cues), ranks_in(one, clause, cues)
    if not dates and not ranks:
        leads = any(each.first == clause.first for each in one.sentences)
        return [] if leads and len(states) == 1 else None
    for what, stated in [*dates.items(), *([("rank", ranks)] if ranks else [])]:
        shared = stated * len(states) if len(stated) == 1 and what != "rank" else stated
        if len(shared) != len(states):
            return None
        pairs = zip(cells, shared, strict=True)
        result += [Fact("", state, what, value, clause, note) for state, (value, note) in pairs]
    instrument = INSTRUMENT.search(one.text, clause.first, clause.last)
    named = instrument["act"].lower() if instrument else act
    if named and {"deposit", "force", "rank"} & {fact.what for fact in result}:
        what = "instrument" if instrument else "act"
        result += [Fact("", state, what, Cell(named), clause) for state in cells]
    return result


Stated = tuple[Cell, str]  # a value, and what was inferred in it


def dates_in(reading: Reading, one: Paragraph, clause: Sentence, cues: list[Cue]) -> dict[str, list[Stated]]:
    """Return the whole dates of a clause by what they are the dates of; "today" is that of the document."""
    today = [
        Period((0, 0, 0), (0, 0, 0), match.start(), match.end(), "today")
        for match in PATTERN.today.finditer(one.text)
    ]
    dates: dict[str, list[Stated]] = {}
    for day in within((*one.dates, *today), clause):
        what = meaning_of(one, clause, day, cues)
        whole = with_year(day, reading.published, ahead=what == "force")
        if day.when == "today":
            whole = next(iter(periods(reading.published if len(reading.published) == 10 else "")), None)
        if what and (whole is None or whole.fault):
            reason = whole.fault if whole else "no year is stated, and the document has no date"
            reading.doubt(f"treaty notice: {what}", reason, clause)
        elif what and whole:
            two = whole.start != whole.end and PATTERN.respectively.search(clause.text)
            for each in (whole.start, whole.end) if two else (whole.start,):
                stated = (of_mark(iso(each), one, day), "" if day.has_year else INFERRED)
                dates.setdefault(what, []).append(stated)
    return dates


def meaning_of(one: Paragraph, clause: Sentence, day: Period, cues: list[Cue]) -> str:
    """Return what a date is the date of: the cue before it, or behind a date that leads the clause."""
    before = [cue for cue in cues if cue.last <= day.first and cue.what != "rank"]
    following = [cue for cue in cues if cue.first >= day.last and cue.what != "rank"]
    leads = day.when == "today" or PATTERN.leads.fullmatch(one.text[clause.first : day.first])
    cue = before[-1] if before else following[0] if following and leads else None
    if cue and cue.what == "deposit" and "withdraw" in one.text[clause.first : day.first]:
        return "withdrawal"
    return "" if cue is None or cue.what == "none" else cue.what


def ranks_in(one: Paragraph, clause: Sentence, cues: list[Cue]) -> list[Stated]:
    """Return as which states those of a clause join: "As the 91st State to accede …"."""
    result = []
    for cue in cues:
        match = RANK.search(one.text[clause.first : cue.first]) if cue.what in ("rank", "force") else None
        following = one.text[cue.last : clause.last]
        joins = any(each.what == "deposit" or each.act in JOINING for each in cues)
        so = PATTERN.done_so.search(one.text, cue.first, cue.last) and not joins
        named = PATTERN.apposition.match(one.text, cue.last, clause.last)
        strange = named and not any(mark.first <= named.end() < mark.last for mark in one.countries)
        if (
            match is None
            or so
            or strange
            or PATTERN.rank_within.match(following)
            or PATTERN.counts_other.match(following)
        ):
            continue
        for group in ("rank", "next") if match["next"] else ("rank",):
            first, last = (clause.first + offset for offset in match.span(group))
            result.append((cell(str(ordinal(match[group]) or ""), one, first, last), ""))
    return result


def gathered(reading: Reading, facts: list[Fact]) -> list[Notice]:
    """Return one notice for each treaty and state; two values for one thing leave both out."""
    result = []
    facts = [fact for fact in facts if not of_treaty(fact)]
    for key in dict.fromkeys((fact.treaty, fact.state.value) for fact in facts):
        mine = [fact for fact in facts if (fact.treaty, fact.state.value) == key]
        main = next((fact for fact in mine if fact.what in ("rank", "force", "deposit")), mine[0])
        notes = [fact.note for fact in mine if fact.note]
        notice = Notice(key[0], main.state, main.where, notes=notes)
        for what in dict.fromkeys(fact.what for fact in mine):
            cells = {fact.cell.value: fact.cell for fact in reversed(mine) if fact.what == what}
            if len(cells) == 1:
                notice.cells[what] = cells.popitem()[1]
            else:
                reading.doubt(f"{key[1]} {key[0]} {what}", f"stated as {' and as '.join(cells)}", main.where)
        named = notice.cells.pop("instrument", notice.cells.get("act"))
        result += [notice] if notice.cells.keys() - {"act"} else []
        notice.cells |= {"act": named} if named else {}
    return result


def of_treaty(fact: Fact) -> bool:
    """Tell whether a day is that on which the treaty itself, and not for a state, entered into force."""
    own = fact.what == "force" and fact.cell.value == SIX_MONTHS.get(fact.treaty)
    return own and not PATTERN.of_state.search(fact.where.text)


def deposit_month(force: str) -> str:
    """Return the month of the deposit that an entry into force on the first of a month follows from.

    Source: Art. 17(2) of both Conventions: the first day of the sixth month after the month of deposit.

    >>> deposit_month("2013-11-01"), deposit_month("2016-03-01")
    ('2013-05', '2015-09')
    """
    months = int(force[:4]) * 12 + int(force[5:7]) - 1 - 6
    return f"{months // 12}-{months % 12 + 1:02}"


def read_notices(reading: Reading) -> None:
    """Propose the rows that the treaty notices of a document give."""
    every = notices(reading)
    ranks = Counter((notice.treaty, notice.value("rank")) for notice in every)
    for notice in every:
        ruled_out(reading, notice, ranks[notice.treaty, notice.value("rank")])
        base = {"treaty": Cell(notice.treaty), "country": notice.state}
        figures(reading, notice, base["country"])
        actions = [
            {"action": Cell(what), "date": notice.cells[what]}
            for what in ("signature", "withdrawal", "withdrawal_effective")
            if what in notice.cells
        ]
        for cells in [*actions, *joining(reading, notice)]:
            notes = list(dict.fromkeys([*notice.notes, *([COMPUTED] if "basis" in cells else [])]))
            note = "; ".join(notes)
            reading.row("treaty_actions", notice.where, {**base, **cells}, note, high=not notes)


def ruled_out(reading: Reading, notice: Notice, same_rank: int) -> None:
    """Take out of a notice what the treaty itself or the other notices rule out, and list it."""
    what, rank = f"{notice.country} {notice.treaty}", notice.value("rank")
    reason = ""
    if rank and same_rank > 1:
        reason = "another state has the same ordinal"
    elif rank and int(rank) < FIRST_ACCESSION and notice.value("act") == "accession":
        reason = "it counts accessions only"
    if reason:
        reading.doubt(f"{what} rank {rank}", reason, notice.where)
        notice.cells["rank"] = Cell()
    force, day = notice.value("force"), notice.value("deposit")
    if not force or notice.treaty not in SIX_MONTHS:
        return
    wrong = ""
    if len(force) == len("2010-08-01") and not force.endswith("-01"):
        wrong = f"{force} is not the first of a month, from which Art. 17(2) binds a state"
    elif day[4:] and day[:7] != deposit_month(force) and force != SIX_MONTHS[notice.treaty]:
        wrong = f"a deposit on {day} does not lead to an entry into force on {force}"
    if wrong:
        reading.doubt(what, wrong, notice.where)
        notice.cells |= {"force": Cell(), "deposit": Cell()}


def figures(reading: Reading, notice: Notice, country: Cell) -> None:
    """Propose rank and entry into force as reported figures."""
    ordinal = f"ordinal of {notice.treaty} {notice.value('act') or 'State Party'}"
    name = Cell(reading.states.get(notice.country, notice.country))
    for what, column, unit, indicator in (
        ("rank", "value", "rank", ordinal),
        ("force", "date", "date", "becomes State Party"),
    ):
        if notice.value(what):
            cells = {"subject": name, "countries": country, "indicator": Cell(indicator), "unit": Cell(unit)}
            reading.row("reported_figures", notice.where, {**cells, column: notice.cells[what]})


def joining(reading: Reading, notice: Notice) -> list[dict[str, Cell]]:
    """Return ratification, accession and the like as an action; none if the records say another."""
    day, force = (notice.cells.get(what, Cell()) for what in ("deposit", "force"))
    if not (day.value or force.value) or notice.country not in reading.states:
        return []
    if reason := against(reading, notice):
        act = notice.value("act") or "action"
        reading.doubt(f"{notice.country} {notice.treaty} {act}", reason, notice.where)
        return []
    cells = {"action": notice.cells["act"], "date": day, "entry_into_force": force}
    if not day.value and notice.treaty in SIX_MONTHS:
        cells["date"] = Cell(deposit_month(force.value), f"from {force.place}")
        cells["basis"] = Cell("computed")
    return [cells]


def against(reading: Reading, notice: Notice) -> str:
    """Return what speaks against proposing the action of a notice, nothing if nothing does."""
    act = notice.value("act")
    if not act:
        return "the document does not say whether by ratification or accession"
    recorded = [row for row in reading.records["treaty_actions"] if row["treaty"] == notice.treaty]
    known = {row["action"]: row["date"] for row in recorded if row["country"] == notice.country}
    if other := next((name for name in JOINING if name in known and name != act), ""):
        return f"the document says {act}, the records say {other} ({known[other]})"
    if act == "ratification" and not known and recorded:
        return "the records have no signature by it, and a state that did not sign accedes"
    return ""

"""One that took part in a meeting: named itself or in the title; misplaced ones left out."""

import re
from dataclasses import dataclass, replace

from etl.documents.meeting_words import nouns
from etl.documents.meetings import Meeting
from etl.documents.names import Mark
from etl.documents.paragraphs import Sentence, locator
from etl.documents.reading import Cell, Finding, Found, Marked, Reading, cell, doubt, row
from etl.documents.records import (
    REGIONS,
    Records,
    countries_of,
    name_on,
    regions_in,
    state_names,
    usual_participants,
)
from etl.documents.roles import HONORIFIC, NAME, OFFICE, Person, Stretch


@dataclass(frozen=True)
class Taking:
    """One that took part: the name to record, its kind and country, its role and where it stands."""

    meeting: Meeting
    name: Cell
    kind: str
    country: str
    role: str
    sentence: Sentence
    actor: str = ""
    note: str = ""
    high: bool = True


@dataclass(frozen=True)
class Scene:
    """A stretch of a sentence that tells of a meeting, and the office holders named in it."""

    reading: Reading
    one: Marked
    sentence: Sentence
    meeting: Meeting
    part: Stretch
    people: tuple[Person, ...] = ()

    def holder(self, mark: Mark) -> Person | None:
        """Return the office holder within whose name a mark stands."""
        return next((each for each in self.people if each.first <= mark.first < each.last), None)

    def holds(self, mark: Mark) -> bool:
        """Whether a mark stands in the stretch."""
        inside = self.part.first <= mark.first < self.part.last
        return inside and not IN_SQUARE.search(self.one.text[self.part.first : mark.first])


IN_SQUARE = re.compile(r"\[[^\]]*$")  # where editors put what is not the text's own


def state_cell(reading: Reading, one: Marked, mark: Mark) -> Cell:
    """Return a state by the name that the records use, with its place."""
    shown = reading.known.shown.get(mark.value) or state_names(reading.records).get(mark.value, mark.value)
    return cell(shown, one.paragraph, mark.first, mark.last)


def state_taking(scene: Scene, mark: Mark, note: str = "", high: bool = True) -> Taking:
    """Return a state as taking part; a former name is noted."""
    if mark.former:
        former = f"named '{scene.one.text[mark.first : mark.last]}' in the document"
        note = f"{note}; {former}" if note else former
    name = state_cell(scene.reading, scene.one, mark)
    return Taking(
        scene.meeting, name, "state", mark.value, scene.part.role, scene.sentence, note=note, high=high
    )


def organisation_taking(scene: Scene, mark: Mark, note: str = "", high: bool = True) -> Taking:
    """Return an organisation as taking part, by the name under which the records list it."""
    shown = usual_participants(scene.reading.records).get(mark.actor, mark.value)
    name = cell(shown, scene.one.paragraph, mark.first, mark.last)
    kind = mark.type or "organisation"
    return Taking(
        scene.meeting, name, kind, mark.country, scene.part.role, scene.sentence, mark.actor, note, high
    )


def with_role(taking: Taking, role: str) -> Taking:
    """Return a participant in another role."""
    return replace(taking, role=role)


def once(taking: list[Taking]) -> list[Taking]:
    """Return each participant of a meeting once in each role; the surer telling counts."""
    kept: dict[tuple[int, str, str], Taking] = {}
    for one in sorted(taking, key=lambda one: not one.high):
        kept.setdefault((id(one.meeting), one.name.value, one.role), one)
    order = {id(one): number for number, one in enumerate(taking)}
    return sorted(kept.values(), key=lambda one: order[id(one)])


def taking_rows(taking: list[Taking], event_of: dict[int, str], known: Records) -> list[Finding]:
    """Return participants as rows of event_participants, states by the names that they bore on the day."""
    days = {row["event"]: row["start"] for row in known.of("events")}
    rows = []
    for one in taking:
        day = one.meeting.start.value or days.get(event_of[id(one.meeting)], "")
        told = name_on(known, one.country, one.name.value, day) if one.kind == "state" else one.name.value
        rows.append(
            row(
                "event_participants",
                one.sentence,
                high=one.high,
                note=one.note,
                event=Cell(event_of[id(one.meeting)]),
                participant=replace(one.name, value=told),
                actor=Cell(one.actor),
                kind=Cell(one.kind),
                country=Cell(one.country, one.name.place if one.kind == "state" else ""),
                role=Cell(one.role),
            )
        )
    return rows


ELSEWHERE = re.compile(
    r"(?i)\b(?:other regions?|outside (?:of )?the region|observers?|donors?|beyond the region"
    r"|from other|counterparts from)\b"
)
SMALLEST_GROUP = 3  # states: fewer may well be guests


def without_misplaced(
    reading: Reading,
    sentence: Sentence,
    meeting: Meeting,
    taking: list[Taking],
    earlier: list[Taking],
    found: Found,
) -> list[Taking]:
    """Return participants without the group of states that does not belong here; that one is a doubt."""
    group = [each for each in taking if each.kind == "state" and each.role == "participant" and each.high]
    reason = misplaced(reading, sentence, meeting, group, earlier)
    if not reason:
        return taking
    names = ", ".join(each.name.value for each in group)
    found.doubts.append(doubt(f"participants of {meeting.title.value}: {names}", reason, sentence))
    return [each for each in taking if each not in group]


def misplaced(
    reading: Reading, sentence: Sentence, meeting: Meeting, group: list[Taking], earlier: list[Taking]
) -> str:
    """Return why a group of states does not belong to a meeting, nothing if it may.

    Rule: at least three states, in a sentence that does not say that they came from elsewhere, and none of
    them lies in the region that the meeting is named for, or none stands in the list of those who attended.
    """
    if len(group) < SMALLEST_GROUP or ELSEWHERE.search(sentence.text):
        return ""
    countries = {each.country for each in group}
    reasons = []
    regions = [code for code, _, _ in regions_in(f"{meeting.title.value} {reading.title}")]
    home = {meeting.country.value}.union(*(countries_of(reading.records, code) for code in regions))
    if regions and not countries & home:
        reasons.append(
            f"none of the {len(group)} lies in {REGIONS[regions[0]]}, which the meeting is named for"
        )
    listed = [each for each in earlier if each.meeting is meeting and each.kind == "state" and each.high]
    listed = [each for each in listed if each.role == "participant"]
    if len(listed) >= SMALLEST_GROUP and not countries & {each.country for each in listed}:
        reasons.append(
            f"the list of states attending ({locator(listed[0].sentence.paragraph)}) has none of them"
        )
    return "; ".join([*reasons, *elsewhere(reading, meeting, countries)]) if reasons else ""


def elsewhere(reading: Reading, meeting: Meeting, countries: set[str]) -> list[str]:
    """Return the event of the records, other than the meeting, at which all these states took part."""
    there: dict[str, set[str]] = {}
    for each in reading.records.of("event_participants"):
        if each["kind"] == "state":
            there.setdefault(each["event"], set()).add(each["country"])
    events = {row["event"]: row for row in reading.records.of("events")}
    for event, states in there.items():
        told = events.get(event)
        if told and countries <= states and told["start"] != meeting.start.value:
            return [f"the records have the same states at '{told['title']}' ({told['start']})"]
    return []


VISIT_TO = re.compile(r"(?i)\b(?:visit(?:ed)?\s+(?:to\s+)?)(?=[A-Z]|the\s)")
VISITOR = re.compile(
    rf"(?:the\s+)?(?P<who>(?P<office>{OFFICE})\s+of\s[^.;]*?,\s+(?:{HONORIFIC})?{NAME}),?\s+(?:made"
    rf"|paid|visited)"
)
MODIFIES = re.compile(
    r"(?:-organi[sz]ed|/[A-Z]\w+|(?:\s+(?:[A-Z][\w-]*|multilateral|regional|international))*)*\s+"
)
NAMED = "named in the title"


def visited(scene: Scene) -> list[Taking]:
    """Return the countries that a visit led to, as hosts, and the office holder who made it."""
    sentence = scene.sentence
    to = VISIT_TO.search(sentence.text)
    if scene.meeting.kind != "visit" or not to:
        return []
    known = state_names(scene.reading.records)
    marks = [mark for mark in scene.one.countries if sentence.first + to.end() <= mark.first < sentence.last]
    rows = [with_role(state_taking(scene, mark), "host") for mark in marks if mark.value in known]
    if who := VISITOR.search(sentence.text):
        first, last = sentence.first + who.start("who"), sentence.first + who.end("who")
        name = cell(who["who"], scene.one.paragraph, first, last)
        role = "president" if who["office"] == "President" else "participant"
        rows.append(Taking(scene.meeting, name, "person-office", "", role, sentence))
    return rows


GROUP = re.compile(
    r"(?i)\b(?P<who>SALW commissions?|small arms and light weapons(?: \(SALW\))? commissions?"
    r"|(?:deputy )?ministers?[\w ,]{0,60}?|representatives|authorities|delegations)\s+(?:of|in"
    r"|from)\s+(?:the\s+)?(?P<region>western balkans?)"
)


def in_title(scene: Scene) -> list[Taking]:
    """Return the organisations in a title: before the noun as organisers, behind it as members."""
    sentence = scene.sentence
    noun = next(iter(nouns(scene.one.text, sentence.first, sentence.last)), None)
    if noun is None:
        return []
    rows = []
    for mark in scene.one.organisations:
        if not sentence.first <= mark.first < sentence.last or GROUP.match(scene.one.text, mark.first):
            continue
        if mark.value == "SALW Commissions":
            continue
        if organises(scene, mark, noun):
            rows.append(with_role(organisation_taking(scene, mark, NAMED, high=False), "organiser"))
        elif is_member(scene, mark, noun):
            rows.append(with_role(organisation_taking(scene, mark, NAMED, high=False), "participant"))
    return rows


BODY = re.compile(r"\b(?:Committee|Council|Board|Group)$")  # whose meeting it is, not who organises it


def organises(scene: Scene, mark: Mark, noun: re.Match[str]) -> bool:
    """Tell whether an organisation stands before a noun as the one whose meeting it is."""
    own = mark.actor not in ("rasr", "seemacc") and not BODY.search(mark.value)
    return (
        own
        and mark.last <= noun.start()
        and bool(MODIFIES.fullmatch(scene.one.text[mark.last : noun.start()]))
    )


def is_member(scene: Scene, mark: Mark, noun: re.Match[str]) -> bool:
    """Tell whether an organisation belongs to those who met: a meeting of directors of centres and ITF."""
    title = scene.meeting.title.value
    if not re.match(r"\s+of\s", scene.one.text[noun.end() :]) or "part" in noun[0].lower():
        return False
    last = noun.end() + max(0, len(title) - title.lower().find(noun[0].lower()) - len(noun[0]))
    return noun.end() <= mark.first < last


DIRECTORS = re.compile(
    r"(?i)\b(?:directors|heads) of (?:the )?(?:national )?(?:mine[- ]action )?cent(?:er|re)s (?:of|from|in) "
)
CENTRE = re.compile(r"(?i)mine action (?:cent(?:er|re)|executive)")


def directors(scene: Scene) -> list[Taking]:
    """Return the directors of the mine action centres of several states, by the names of the centres."""
    text = scene.one.text
    match = DIRECTORS.search(text, scene.part.first, scene.part.last)
    usual = usual_participants(scene.reading.records)
    rows: list[Taking] = []
    last = match.end() if match else scene.part.last
    for mark in scene.one.countries:
        if mark.first < last or not re.fullmatch(r"(?:,? and |, )?(?:the )?", text[last : mark.first]):
            continue
        last = mark.last
        known = scene.reading.known.organisations.values()
        there = {one.actor: one.name for one in known if one.actor and one.country == mark.value}
        there = {actor: name for actor, name in there.items() if CENTRE.search(name)}
        for actor, name in there.items() if len(there) == 1 else ():
            office = cell(f"Director, {usual.get(actor, name)}", scene.one.paragraph, mark.first, mark.last)
            row = state_taking(scene, mark, scene.part.note, high=False)
            note = "; ".join(filter(None, (row.note, "the centre is the one that the records know")))
            rows.append(replace(row, name=office, kind="person-office", note=note))
    return rows

"""Who took part in a meeting, and in which role: lists of names beside the words of words/roles.csv."""

import re
from dataclasses import dataclass, replace

from etl.reader.lists import Item, listed
from etl.reader.meetings import Meeting
from etl.reader.names import country_marks, organisation_marks, overlaps
from etl.reader.numerals import NUMBER_WORDS, cardinal
from etl.reader.paragraphs import Sentence, folded
from etl.reader.reading import Cell, Marked, Reading, cell
from etl.reader.records import name_on, usual_participants
from etl.reader.tables import pattern, words
from etl.reader.titles import GENERIC, bare, kind_of, nouns, round_of, title_around

ROLES = tuple(
    (row["role"], row["names"], row["note"], re.compile(rf"\b(?i:{row['pattern']})(?=[\s:])"))
    for row in words("roles")
)
NOT_MEANT = pattern("participants", "not_meant")
ELSEWHERE = re.compile(r"(?i)\b(?:other regions?|outside|beyond|other parts)\b")
ALSO = re.compile(r"(?:\s|,|also|actively|all|both|have|has|were|was)*")
AUTHORITY = pattern("participants", "authority")
IN = re.compile(r"\s+(?:held )?in\s+")
STAFF = re.compile(r"\bstaff (?:of|from) (?:the )?$")
NAMED = re.compile(r"\s*(?:the )?(?P<name>[A-Z][\w'&-]+(?: (?:of |for |on |and )?[A-Z][\w'&-]+){1,7})")
SMALLEST_GROUP = 3
FEW = 3  # meetings in a document in which "the workshop" can be the one told paragraphs before
TOTAL = re.compile(
    rf"(?<!about )(?<!than )(?<!over )(?<!nearly )(?<!from )\b(\d{{1,3}}|{NUMBER_WORDS})\s+"
    r"(?i:states|countries|governments)\b(?!\s+(?:from|of|that|which|not)\b)"
)


@dataclass(frozen=True)
class Part:
    """One that took part in a meeting, in a role, and where that stands."""

    meeting: Meeting
    item: Item
    name: Cell
    country: str
    role: str
    where: Sentence
    note: str = ""

    @property
    def actor(self) -> str:
        """The id of an organisation of the records."""
        return self.item.mark.actor if self.item.mark else ""

    @property
    def speaks_for_state(self) -> bool:
        """Whether it is an authority of the country that it names, or holds an office of one."""
        return bool(self.country and not self.actor and AUTHORITY.search(self.name.value))

    @property
    def kind(self) -> str:
        """State, person-office, or the kind of the organisation."""
        if self.item.kind == "organisation" and self.item.mark and not self.name.value.startswith("Staff"):
            return self.item.mark.type or "organisation"
        return self.item.kind


def participations(reading: Reading, meetings: list[Meeting]) -> tuple[list[Part], dict[int, Cell]]:
    """Return who took part in the meetings of a document, and how many states by meeting (its place)."""
    parts: list[Part] = []
    states: dict[int, Cell] = {}
    for one in reading.paragraphs:
        for sentence in one.sentences:
            for role, note, first, last, whole in stretches(one, sentence):
                meeting = meeting_of(one, sentence, first, meetings)
                if meeting is None or (role == "visited" and meeting.kind != "visit"):
                    continue
                role = "host" if role == "visited" else role  # noqa: PLW2901
                items, end = listed(one, first, last)
                if whole and not ALSO.fullmatch(one.text[end:last]):
                    continue
                unknown(reading, one, sentence, role, items, end)
                example = items and "including" in one.text[first : items[0].first]
                role = "participant" if example and role == "speaker" else role  # noqa: PLW2901
                mine = [part_of(reading, one, sentence, meeting, item, role, note) for item in items]
                parts += without_strangers(reading, sentence, meeting, mine, parts)
                total = TOTAL.search(one.text, first, last)
                if role == "participant" and total:
                    value = cardinal(total[1]) or total[1]
                    place = cell(str(value), sentence, total.start(1), total.end(1))
                    states.setdefault(meetings.index(meeting), place)
    return unique(parts), states


def stretches(one: Marked, sentence: Sentence) -> list[tuple[str, str, int, int, bool]]:
    """Return role, note and place of the lists of a sentence; whether the whole stretch must be a list."""
    if NOT_MEANT.search(sentence.text):
        return []
    every = [
        (*match.span(), role, side, note)
        for role, side, note, pattern in ROLES
        for match in pattern.finditer(one.text, sentence.first, sentence.last)
    ]
    every.sort(key=lambda cue: (cue[0], -cue[1]))
    cues = [
        cue
        for number, cue in enumerate(every)
        if not any(other[0] <= cue[0] and other[1] >= cue[1] for other in every[:number])
    ]
    result = []
    for number, (first, last, role, side, note) in enumerate(cues):
        if side == "after":
            limit = next((cue[0] for cue in cues[number + 1 :] if cue[3] == "after"), sentence.last)
            result.append((role, note, last, limit, False))
        else:
            begin = max([sentence.first, *(cue[1] for cue in cues[:number])])
            result.append((role, note, begin, first, True))
            helped = [cue[0] for cue in cues[:number] if cue[2] == role == "organiser"]
            result += [(role, note, sentence.first, helped[0], True)] if helped else []
    return result


def meeting_of(one: Marked, sentence: Sentence, at: int, meetings: list[Meeting]) -> Meeting | None:
    """Return the meeting that a sentence speaks of at a place: the one that it tells, or that told last.

    A noun that names another kind or another city, or a title of its own, points elsewhere.
    """
    earlier = [
        each
        for each in meetings
        if (min(each.paragraphs), each.where.first) <= (one.number, sentence.first)
        and (len(meetings) <= FEW or one.number in each.paragraphs)
    ]
    before = [noun for noun in nouns(one.text, sentence.first, sentence.last) if noun.end() <= at]
    before = before or nouns(one.text, sentence.first, sentence.last)[:1]
    if before:
        title, first, last = title_around(one.text, before[-1])
        if GENERIC.search(one.text[sentence.first : before[-1].start()]):
            return None
        near = [town for town in one.cities if first <= town.first < last]
        near += [town for town in one.cities if IN.fullmatch(one.text[before[-1].end() : town.first])]
        towns = {town.value for town in near}
        earlier = [each for each in earlier if fits(each, title, kind_of(before[-1]), towns)]
    return earlier[-1] if earlier else None


def fits(meeting: Meeting, title: str, kind: str, towns: set[str]) -> bool:
    """Tell whether a title in a sentence can be that of a meeting."""
    if towns:
        return meeting.city.value in towns
    if bare(title):
        return kind in (meeting.kind, "coordination_meeting")
    if meeting.round and meeting.round == round_of(title):
        return True
    mine, its = folded(meeting.title.value), folded(title)
    return its in mine or mine in its or (kind == meeting.kind and title in meeting.where.text)


def part_of(
    reading: Reading, one: Marked, where: Sentence, meeting: Meeting, item: Item, role: str, note: str
) -> Part:
    """Return an item of a list as one that took part, by the name under which the records list it."""
    mark = item.mark
    country = mark.country if mark else country_of_office(reading, one.text[item.first : item.last])
    if item.kind == "state" and mark:
        value = name_on(reading.records, mark.value, meeting.start.value)
    elif mark:
        value = usual_participants(reading.records).get(mark.actor, mark.value)
        if STAFF.search(one.text[where.first : item.first]) and role == "participant":
            value = f"Staff of {value}"
    else:
        value = " ".join(re.sub(r"\s*\([^)]*\)", "", one.text[item.first : item.last]).split())
    return Part(meeting, item, cell(value, where, item.first, item.last), country, role, where, note)


def country_of_office(reading: Reading, text: str) -> str:
    """Return the country of an office holder: the only one that its name names, as in the Swiss Mission."""
    voluntary = [mark for mark in organisation_marks(text, reading.known) if mark.type == "ngo"]
    named = [mark for mark in country_marks(text, reading.known) if mark.country]
    inside = {mark.country for mark in named if not overlaps(mark.first, mark.last, voluntary)}
    return inside.pop() if len(inside) == 1 else ""


def unknown(reading: Reading, one: Marked, where: Sentence, role: str, items: list[Item], end: int) -> None:
    """List the name that ends a list of organisers or funders because it is not known."""
    match = NAMED.match(one.text, end, where.last)
    if match and role in ("organiser", "host", "funder") and (items or match.start() == end):
        reading.doubt(f"{role} {match['name']}", "not among the organisations that are known", where)


def without_strangers(
    reading: Reading, where: Sentence, meeting: Meeting, mine: list[Part], earlier: list[Part]
) -> list[Part]:
    """Return those of a list, or none where a second list of states has none of the first.

    Such a list has often been copied from the page of another meeting: it is listed as doubtful.
    """
    states = [part for part in mine if part.kind == "state" and part.role == "participant"]
    first = [
        part
        for part in earlier
        if part.meeting is meeting
        and part.kind == "state"
        and part.role == "participant"
        and part.where != where
    ]
    strange = len(states) >= SMALLEST_GROUP and len(first) >= SMALLEST_GROUP
    common = {part.country for part in states} & {part.country for part in first}
    if not strange or common or ELSEWHERE.search(where.text):
        return mine
    names = ", ".join(part.name.value for part in states)
    reason = "a second list of states that has none of the first: perhaps of another meeting"
    reading.doubt(f"participants of {meeting.title.value}: {names}", reason, where)
    return []


def unique(parts: list[Part]) -> list[Part]:
    """Return each participant of a meeting once in each role; who observed or spoke did not just attend."""
    result: dict[tuple[int, str, str], Part] = {}
    other = {(id(part.meeting), part.name.place) for part in parts if part.role in ("observer", "speaker")}
    for part in parts:
        if part.role != "participant" or (id(part.meeting), part.name.place) not in other:
            result.setdefault((id(part.meeting), part.name.value, part.role), part)
    return list(result.values())


def participant_rows(reading: Reading, parts: list[Part], ids: list[str], meetings: list[Meeting]) -> None:
    """Propose a row for each that took part."""
    for part in parts:
        cells = {
            "event": Cell(ids[meetings.index(part.meeting)]),
            "participant": part.name,
            "actor": Cell("" if part.kind in ("state", "person-office") else part.actor),
            "kind": Cell(part.kind),
            "country": replace(part.name, value=part.country),
            "role": Cell(part.role),
            "for_state": Cell("yes" if part.speaks_for_state else ""),
        }
        if part.name.value.startswith("Staff of"):
            cells["actor"] = Cell("")
        reading.row("event_participants", part.where, cells, part.note, high=not part.note)

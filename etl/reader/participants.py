"""Who took part in a meeting, in which role: lists of names beside the words of words/roles.csv."""

import re
from dataclasses import dataclass, replace

from etl.reader.letters import folded
from etl.reader.meetings import Meeting
from etl.reader.names import Mark, country_marks, organisation_marks, overlaps
from etl.reader.paragraphs import Paragraph, Sentence
from etl.reader.reading import Cell, Reading, of_mark, whole
from etl.reader.tables import name_on, usual_participants, wordings, words
from etl.reader.titles import bare, nouns, round_of, title_around

PATTERN, TITLES = wordings("participants"), wordings("titles")
SMALLEST_GROUP = 3
FEW = 3  # meetings in a document in which "the workshop" can be the one told paragraphs before


Role = dict[str, str]  # role, names (whether they stand before or after its words), note
ROLES = tuple((row, re.compile(rf"\b(?i:{row['pattern']})(?![\w-])")) for row in words("roles"))


@dataclass(frozen=True)
class Part:
    """One that took part in a meeting, in a role, and where that stands."""

    meeting: Meeting
    mark: Mark
    name: Cell
    role: str
    where: Sentence
    note: str = ""

    @property
    def kind(self) -> str:
        """State, person-office, or the kind of the organisation."""
        return self.mark.type or ("person-office" if self.mark.kind == "person" else "state")


def participations(reading: Reading, meetings: list[Meeting]) -> list[Part]:
    """Return who took part in the meetings of a document."""
    parts: list[Part] = []
    for one in reading.paragraphs:
        for sentence in one.sentences:
            of_it = [each for each in meetings if each.where == sentence]
            for role, first, last in stretches(one, sentence) if len(of_it) < 2 else ():  # whose role?
                meeting = meeting_of(one, sentence, first, meetings)
                if meeting is None or (role["role"] == "visited" and meeting.kind != "visit"):
                    continue
                names, end = listed(reading, one, first, last)
                if role["names"] == "before" and not PATTERN.also.fullmatch(one.text[end:last]):
                    continue
                unknown(reading, sentence, role["role"], bool(names), end)
                mine = [part_of(reading, sentence, first, meeting, mark, role) for mark in names]
                parts += without_strangers(reading, sentence, meeting, mine, parts)
    return unique(parts)


def stretches(one: Paragraph, sentence: Sentence) -> list[tuple[Role, int, int]]:
    """Return where a sentence lists names beside the words of a role, first and last character."""
    if PATTERN.not_meant.search(sentence.text):
        return []
    every = [
        (match.start(), -match.end(), number)
        for number, (_, wording) in enumerate(ROLES)
        for match in wording.finditer(one.text, sentence.first, sentence.last)
    ]
    cues: list[tuple[int, int, Role]] = []
    for first, last, number in sorted(every):
        if not any(other[0] <= first and other[1] >= -last for other in cues):
            cues.append((first, -last, ROLES[number][0]))
    result = []
    for number, (first, last, role) in enumerate(cues):
        before, following = cues[:number], cues[number + 1 :]
        if role["names"] == "after":
            limit = next((cue[0] for cue in following if cue[2]["names"] == "after"), sentence.last)
            result.append((role, last, limit))
            continue
        leads = [
            day.last
            for day in one.dates
            if day.last < first and PATTERN.dated.fullmatch(one.text[sentence.first : day.first])
        ]
        if not before or before[-1][2]["names"] == "before":
            result.append((role, max([sentence.first, *leads, *(cue[1] for cue in before)]), first))
        helped = [cue[0] for cue in before if cue[2]["role"] in ("organiser", "supporter")]
        if helped and role["role"] == "organiser":  # X, with Y, organised
            result.append((role, max([sentence.first, *leads]), helped[0]))
    return result


def meeting_of(one: Paragraph, sentence: Sentence, at: int, meetings: list[Meeting]) -> Meeting | None:
    """Return the meeting that a sentence speaks of: that told in it or last, unless it names another."""
    earlier = [
        each
        for each in meetings
        if (min(each.paragraphs), each.where.first) <= (one.number, sentence.first)
        and (len(meetings) <= FEW or one.number in each.paragraphs)
    ]
    named = nouns(one.text, sentence.first, sentence.last)
    before = [noun for noun in named if noun.end() <= at] or named[:1]
    if before:
        title, first, last = title_around(one.text, before[-1])
        if TITLES.generic.search(one.text[sentence.first : before[-1].start()]):
            return None
        towns = {
            town.value
            for town in one.cities
            if first <= town.first < last
            or PATTERN.in_city.fullmatch(one.text[before[-1].end() : town.first])
        }
        earlier = [each for each in earlier if fits(each, title, str(before[-1].lastgroup), towns)]
    return earlier[-1] if earlier else None


def fits(meeting: Meeting, title: str, kind: str, towns: set[str]) -> bool:
    """Tell whether a title in a sentence can be that of a meeting."""
    if towns or bare(title):
        return meeting.city.value in towns if towns else kind in (meeting.kind, "coordination_meeting")
    mine, its = folded(meeting.title.value), folded(title)
    same_round = meeting.round and meeting.round == round_of(title)
    return (
        bool(same_round)
        or its in mine
        or mine in its
        or (kind == meeting.kind and title in meeting.where.text)
    )


def listed(reading: Reading, one: Paragraph, first: int, last: int) -> tuple[list[Mark], int]:
    """Return the names that a stretch lists, and where the list ends; "Ms X, Director, UNDP" is one name."""
    result: list[Mark] = []
    separator = None
    at = first + len(one.text[first:last]) - len(one.text[first:last].lstrip(" :,"))
    while at < last:
        mark, end = listed_at(reading, one, at, last)
        after_person = result and result[-1].kind == "person" and separator and separator[0].strip() == ","
        result += [mark] if mark and not (after_person and mark.kind == "organisation") else []
        separator = PATTERN.separator.match(one.text, end, last)
        if end == at or not separator or not PATTERN.joins.search(separator[0]):
            return result, end
        at = separator.end()
    return result, at


def listed_at(reading: Reading, one: Paragraph, at: int, last: int) -> tuple[Mark | None, int]:
    """Return the name that stands at a place, and where it ends; no name for a group without one."""
    starts = [at]
    introduction = PATTERN.introduction.match(one.text, at, last)
    named = (mark.first for mark in (*one.countries, *one.organisations))
    if introduction and not any(at <= first < introduction.end() for first in named):
        starts.append(introduction.end())
    if filler := PATTERN.filler.match(one.text, at, last):
        starts.append(filler.end())
    if bodies := PATTERN.bodies.match(one.text, starts[-1], last):
        starts = [bodies.end()]
    for start in starts:
        if mark := name_at(reading, one, start, last):
            return mark, mark.last
    group = PATTERN.group.match(one.text, at, last)
    return None, group.end() if group else at


def name_at(reading: Reading, one: Paragraph, at: int, last: int) -> Mark | None:
    """Return the state, organisation or office holder whose name begins at a place, perhaps with "the"."""
    article = PATTERN.article.match(one.text, at, last)
    at = article.end() if article else at
    organisation, country, adjective = (
        next((mark for mark in marks if mark.value and at - 4 <= mark.first <= at < mark.last), None)
        for marks in (one.organisations, one.countries, one.adjectives)
    )
    if organisation and whole(one, organisation):
        return organisation
    person = PATTERN.person.match(one.text, at, last)
    if person and PATTERN.two_people.search(person["who"]):
        return None
    if person:
        words = re.sub(r"\s*\([^)]*\)", "", person["who"])
        first, end = person.span("who")
        return Mark("person", words, first, end, country_of_office(reading, person["who"]))
    if country:
        return country if whole(one, country) else None
    state = PATTERN.ofstate.match(one.text, adjective.last) if adjective else None
    return replace(adjective, last=state.end()) if adjective and state else None


def part_of(reading: Reading, where: Sentence, first: int, meeting: Meeting, mark: Mark, role: Role) -> Part:
    """Return a name of a list that begins at a place as one that took part, as the records write it."""
    value = usual_participants(reading.records).get(mark.actor, mark.value)
    if mark.kind in ("country", "adjective"):
        value = name_on(reading.records, mark.value, meeting.start.value)
    name = "host" if role["role"] == "visited" else role["role"]
    if name == "speaker" and "including" in where.paragraph.text[first : mark.first]:
        name = "participant"
    return Part(meeting, mark, of_mark(value, where.paragraph, mark), name, where, role["note"])


def country_of_office(reading: Reading, text: str) -> str:
    """Return the country of an office holder: the only one that its name names, as in the Swiss Mission."""
    voluntary = [mark for mark in organisation_marks(text, reading.known) if mark.type == "ngo"]
    named = country_marks(text, reading.known)
    inside = {mark.country for mark in named if not overlaps(mark.first, mark.last, voluntary)} - {""}
    return inside.pop() if len(inside) == 1 else ""


def unknown(reading: Reading, where: Sentence, role: str, after_names: bool, end: int) -> None:
    """List the name that ends a list of organisers or funders because it is not known."""
    match = PATTERN.named.match(where.paragraph.text, end, where.last)
    if match and role in ("organiser", "host", "funder") and (after_names or match.start() == end):
        reading.doubt(f"{role} {match['name']}", "not among the organisations that are known", where)


def without_strangers(
    reading: Reading, where: Sentence, meeting: Meeting, mine: list[Part], earlier: list[Part]
) -> list[Part]:
    """Return those of a list, or none if no state is in the first list: such a list is often copied."""
    states, first = (
        {part.mark.country for part in each if (part.kind, part.role) == ("state", "participant")}
        for each in (mine, [part for part in earlier if part.meeting is meeting and part.where != where])
    )
    alike = min(len(states), len(first)) < SMALLEST_GROUP or states & first
    if alike or PATTERN.elsewhere.search(where.text):
        return mine
    names = ", ".join(part.name.value for part in mine)
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
        for_state = part.mark.country and not part.mark.actor and PATTERN.authority.search(part.name.value)
        cells = {
            "event": Cell(ids[meetings.index(part.meeting)]),
            "participant": part.name,
            "actor": Cell(part.mark.actor),
            "kind": Cell(part.kind),
            "country": replace(part.name, value=part.mark.country),
            "role": Cell(part.role),
            "for_state": Cell("yes" if for_state else ""),
        }
        reading.row("event_participants", part.where, cells, part.note, high=not part.note)

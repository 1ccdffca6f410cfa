"""Who took part in which meeting, by type: states, organisations, office holders."""

import re

from etl.documents.attribution import meeting_of
from etl.documents.findings import Doubt, Found, Reading, cell, doubt
from etl.documents.groups import GENERAL, GROUP, TASKED, group_members, said_of_all
from etl.documents.marks import Marked
from etl.documents.meeting_words import NOUN, nouns
from etl.documents.meetings import Meeting
from etl.documents.misplaced import without_misplaced
from etl.documents.names import Mark, country_marks
from etl.documents.paragraphs import Sentence, sentences
from etl.documents.persons import Person, persons
from etl.documents.records import state_names
from etl.documents.roles import Stretch, stretches
from etl.documents.taking import Scene, Taking, once, organisation_taking, state_taking, with_role
from etl.documents.title_participants import in_title, visited

ANNOUNCED = (
    (re.compile(r"\b(?:announced|launched|declared)\b"), "before", "announced something there"),
    (re.compile(r"\brepresented at the [^,;.]*\bconference,? including\b"), "after", ""),
)
REPRESENTATIVES = re.compile(
    r"\b(?P<what>(?:civil society|government|NGO|industry)) representatives "
    r"(?P<who>[A-Z][\w-]+ [A-Z][\w-]+(?:(?:, | and )[A-Z][\w-]+ [A-Z][\w-]+)*)"
)
OF_STATE = re.compile(r"\s+(?:(?:and|,)\s+[A-Z]\w+\s+)?(?i:presidency|government|authorities|delegation)")
EMBASSIES = re.compile(r"(?i)\bembassies of\s+(?:the\s+)?(?:[\w ]*?\sand\s+(?:the\s+)?)?$")
IN_PLACE = re.compile(
    r"\b(?:held in|took place in|place in|implementation in|situation in|\) in|visit to|victims in|Europe,)"
    r"\s+(?:the\s+)?$"
)
WORLDWIDE = re.compile(r"UN|United Nations|EU\b|European|NATO|North Atlantic|OSCE|Organi[sz]ation for Sec")
IT = re.compile(r"(?<!side )\bevent\b|^(?:It|This) (?:was|is)\b|^(?:Organi[sz]ed|Hosted|Co-organi[sz]ed)\b")


def participations(reading: Reading, meetings: list[Meeting], found: Found) -> list[Taking]:
    """Return who took part in the meetings of a document."""
    taking: list[Taking] = []
    for number, one in enumerate(reading.paragraphs):
        for sentence in sentences(one.paragraph):
            if general := GENERAL.match(sentence.text) or TASKED.search(sentence.text):
                taking += said_of_all(reading, one, sentence, general, meetings)
                continue
            meeting = meeting_of(reading, number, one, sentence, meetings)
            if meeting is not None:
                found.doubts += gone(one, sentence, reading)
                here = in_sentence(reading, one, sentence, meeting)
                taking += without_misplaced(reading, sentence, meeting, here, taking, found)
    return once(taking)


def gone(one: Marked, sentence: Sentence, reading: Reading) -> list[Doubt]:
    """Return the states in a sentence that are no more, and that the records have no code for."""
    known = state_names(reading.records)
    return [
        doubt(
            one.text[mark.first : mark.last],
            "a state that is no more: the records have no code for it",
            sentence,
        )
        for mark in one.countries
        if sentence.first <= mark.first < sentence.last and mark.former and mark.value not in known
    ]


def in_sentence(reading: Reading, one: Marked, sentence: Sentence, meeting: Meeting) -> list[Taking]:
    """Return who took part by one sentence."""
    taking: list[Taking] = []
    for part in stretches(one.text, sentence.first, sentence.last, signing=meeting.kind == "signing"):
        arranges = part.role in ("organiser", "host", "funder")
        if arranges and sentence != meeting.where and not speaks_of_it(sentence):
            continue
        people = tuple(persons(one.text, part.first, part.last))
        scene = Scene(reading, one, sentence, meeting, part, people)
        taking += group_members(scene)
        taking += [person(scene, each) for each in people if not GROUP.search(each.text)]
        taking += [*states(scene), *by_adjective(scene), *organisations(scene)]
    whole = Scene(
        reading, one, sentence, meeting, Stretch("participant", sentence.first, sentence.last, "", 0)
    )
    taking += [*announcing(whole), *representatives(whole)]
    if meeting.where == sentence:
        taking += [*visited(whole), *in_title(whole)]
    return taking


def speaks_of_it(sentence: Sentence) -> bool:
    """Tell whether a sentence speaks of a meeting at all: by a noun for it, or as "it" and "this event"."""
    return bool(nouns(sentence.text) or IT.search(sentence.text))


def states(scene: Scene) -> list[Taking]:
    """Return the states named in a stretch, not those that belong to a place or an office."""
    known, rows = state_names(scene.reading.records), []
    for mark in scene.one.countries:
        if not scene.holds(mark) or mark.value not in known or is_place(scene.one, mark):
            continue
        if re.match(r"'s\s+[A-Z]", scene.one.text[mark.last :]):  # Spain's Guardia Civil
            continue
        holder = scene.holder(mark)
        if holder is None:
            rows.append(state_taking(scene, mark, scene.part.note))
        elif "Minister" in holder.office and scene.part.role == "host":
            rows.append(state_taking(scene, mark, "through its minister", high=False))
    return rows


def by_adjective(scene: Scene) -> list[Taking]:
    """Return the states named by nationality: the German Presidency, the Swiss Government."""
    return [
        state_taking(scene, mark, scene.part.note)
        for mark in scene.one.adjectives
        if scene.holds(mark)
        and mark.value
        and scene.holder(mark) is None
        and OF_STATE.match(scene.one.text[mark.last :])
    ]


def is_place(one: Marked, mark: Mark) -> bool:
    """Tell whether a country only says where something is: Rakitje, Croatia; held in Norway; MAG in Bosnia."""
    before = one.text[: mark.first]
    city = any(0 <= mark.first - town.last <= 3 for town in (*one.cities, *one.seats))
    return city or bool(EMBASSIES.search(before) or IN_PLACE.search(before))


def organisations(scene: Scene) -> list[Taking]:
    """Return the organisations named in a stretch, each once."""
    text, rows = scene.one.text, []
    for mark in scene.one.organisations:
        if not scene.holds(mark) or GROUP.match(text, mark.first) or NOUN.match(text[mark.last :].lstrip()):
            continue
        if re.match(r"\s*(?:presidency|member)", text[mark.last :]):
            continue
        holder = scene.holder(mark)
        if holder and (
            scene.part.role != "participant" or any(row.actor == mark.actor for row in rows if row.actor)
        ):
            continue
        if text[mark.first - 1 : mark.first] == "(" and rows and rows[-1].actor == mark.actor and mark.actor:
            continue
        note = f"through its {holder.office.split(' of ')[0]}" if holder else scene.part.note
        taking = organisation_taking(scene, mark, note, high=holder is None)
        example = re.search(r"\bincluding\b", text[scene.part.first : mark.first])
        rows.append(with_role(taking, "participant") if example and taking.role == "speaker" else taking)
    return rows


def person(scene: Scene, each: Person) -> Taking:
    """Return an office holder; the country is that of the office or of the organisation."""
    marks = country_marks(each.text, scene.reading.known)
    nations = [mark.country for mark in marks if mark.country]
    seats = [
        mark.country
        for mark in scene.one.organisations
        if each.first <= mark.first < each.last and not WORLDWIDE.match(mark.value)
    ]
    envoy = re.search(r"Ambassador|Envoy", each.office)
    country = ""
    if nations:
        country = nations[0] if len(set(nations)) == 1 or envoy else ""
    elif seats:
        country = seats[0]
    name = cell(each.text, scene.one.paragraph, each.first, each.last)
    role, note = scene.part.role, scene.part.note
    return Taking(scene.meeting, name, "person-office", country, role, scene.sentence, note=note)


def announcing(scene: Scene) -> list[Taking]:
    """Return states that announced something at a meeting, and those named as present among others."""
    text, first = scene.sentence.text, scene.sentence.first
    known, rows = state_names(scene.reading.records), []
    if not (nouns(text) or re.match(r"(?i)in addition", text)):
        return []
    for pattern, side, note in ANNOUNCED:
        match = pattern.search(text)
        low, high = (
            (0, match.start()) if match and side == "before" else (match.end() if match else 0, len(text))
        )
        for mark in scene.one.countries if match else ():
            inside = low <= mark.first - first < high
            if inside and mark.value in known and not is_place(scene.one, mark):
                host = mark.value == scene.meeting.country.value
                rows.append(with_role(state_taking(scene, mark, note), "host" if host else "participant"))
    return rows


def representatives(scene: Scene) -> list[Taking]:
    """Return persons named as representatives: "civil society representatives A B and C D"."""
    match = REPRESENTATIVES.search(scene.sentence.text)
    if match is None:
        return []
    country = next((mark.country for mark in (*scene.one.cities, *scene.one.seats)), "")
    rows = []
    for who in re.finditer(r"[A-Z][\w-]+ [A-Z][\w-]+", match["who"]):
        first = scene.sentence.first + match.start("who") + who.start()
        name = cell(f"{who[0]} ({match['what']})", scene.one.paragraph, first, first + len(who[0]))
        rows.append(Taking(scene.meeting, name, "person-office", country, "participant", scene.sentence))
    return rows

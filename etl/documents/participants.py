"""Who took part in a meeting by the sentences that speak of it."""

import re
from dataclasses import replace

from etl.documents.groups import GENERAL, TASKED, commission_of, group_members, said_of_all
from etl.documents.meeting_words import NOUN, nouns
from etl.documents.meetings import Meeting
from etl.documents.names import Mark, country_marks
from etl.documents.paragraphs import Sentence, sentences
from etl.documents.reading import Cell, Doubt, Found, Marked, Reading, cell, doubt
from etl.documents.records import state_names
from etl.documents.roles import NAME, OFFICE, Person, Stretch, persons, stretches
from etl.documents.spoken_of import begins_in, meeting_of, unlisted
from etl.documents.taking import (
    GROUP,
    Scene,
    Taking,
    directors,
    in_title,
    once,
    organisation_taking,
    state_taking,
    visited,
    with_role,
    without_misplaced,
)

ANNOUNCED = (
    (re.compile(r"\b(?:announced|launched|declared)\b"), "before", "announced something there"),
    (re.compile(r"\brepresented at the [^,;.]*\bconference,? including\b"), "after", ""),
)
REPRESENTATIVES = re.compile(
    r"\b(?P<what>(?:civil society|government|NGO|industry)) representatives (?P<who>[A-Z][\w-]+ "
    r"[A-Z][\w-]+(?:(?:, | and )[A-Z][\w-]+ [A-Z][\w-]+)*)"
)
OF_STATE = re.compile(
    r"\s+(?:(?:and|,)\s+[A-Z]\w+\s+)?(?i:presidency|government(?! [A-Z])|authorities|delegation)"
)
EMBASSIES = re.compile(r"(?i)\bembassies of\s+(?:the\s+)?(?:[\w ]*?\sand\s+(?:the\s+)?)?$")
IN_PLACE = re.compile(
    r"\b(?:held in|took place in|place in|implementation in|situation in|\) in|visit to|victims in"
    r"|accredited to|Hotel|Europe,)\s+(?:the\s+)?$"
)
NAMED = re.compile(
    r"(?:(?<=\bby )|(?<=\bwith )|(?<=, )|(?<=\band ))(?:the )?(?P<name>[A-Z][\w'&-]+(?: (?:of |for "
    r"|on |and )?[A-Z][\w'&-]+){1,7})"
)
WORLDWIDE = re.compile(r"UN|United Nations|EU\b|European|NATO|North Atlantic|OSCE|Organi[sz]ation for Sec")
MISSION = re.compile(r"\bPermanent (?:Mission|Representation|Delegation)\b")
STAFF_OF = re.compile(r"\bstaff (?:of|from) (?:the )?$")
ARRANGES = ("organiser", "host", "funder")
WELCOMED = re.compile(r"\bwelcomed by$")
ANOTHER = re.compile(
    r"\b(?:[Aa]n?|[Aa]nother)\s+(?:[\w-]+\s+){0,2}$"
)  # "an international forum", not the one told of
IT = re.compile(
    r"^(?:[A-Z]\w+ed by|Organi[sz]ers?|Funders?|Donors?|Hosts?)\s*:|(?<!side )\bevent\b|^(?:It"
    r"|This) (?:was|is)\b|^(?:Organi[sz]ed|Hosted|Co-organi[sz]ed)\b|\b(?:financed|funded) it\b"
)


def participations(reading: Reading, meetings: list[Meeting], found: Found) -> list[Taking]:
    """Return who took part in the meetings of a document."""
    taking: list[Taking] = []
    for number, one in enumerate(reading.paragraphs):
        for sentence in sentences(one.paragraph):
            if general := GENERAL.match(sentence.text) or TASKED.search(sentence.text):
                taking += said_of_all(reading, one, sentence, general, meetings)
                continue
            taking += hosted_in_cities(reading, number, one, sentence, meetings)
            meeting = meeting_of(reading, number, one, sentence, meetings)
            if meeting is not None:
                found.doubts += gone(one, sentence, reading)
                here = in_sentence(reading, one, sentence, meeting, found)
                taking += without_misplaced(reading, sentence, meeting, here, taking, found)
                found.doubts += quoted(sentence)
    return once([*taking, *ministry_hosts(reading, taking)])


QUOTED = re.compile(rf"\"\s+(?:said|says)\s+(?:the\s+)?(?P<who>{OFFICE}\s+{NAME})")


def quoted(sentence: Sentence) -> list[Doubt]:
    """Return the office holder whom a sentence about a meeting quotes: nothing says that he was there."""
    who = QUOTED.search(sentence.text)
    reason = "quoted: the document does not say who of those quoted took part"
    return [doubt(who["who"].rstrip("."), reason, sentence)] if who else []


def ministry_hosts(reading: Reading, taking: list[Taking]) -> list[Taking]:
    """Return the state as host of a meeting in its own city that one of its ministries organised."""
    names = state_names(reading.records)
    return [
        replace(
            one,
            name=Cell(reading.known.shown.get(one.country, names[one.country]), f"from {one.name.place}"),
            kind="state",
            role="host",
            actor="",
            note="its ministry organised it there",
            high=False,
        )
        for one in taking
        if one.role == "organiser"
        and not one.note
        and one.name.value.startswith("Ministry of ")
        and one.country in names
        and one.meeting.city.value
        and one.country == one.meeting.country.value
    ]


def hosted_in_cities(
    reading: Reading, number: int, one: Marked, sentence: Sentence, meetings: list[Meeting]
) -> list[Taking]:
    """Return the commission of each city where meetings "organised by the SALW Commissions" took place."""
    mine = [each for each in meetings if number in each.told and begins_in(each, sentence)]
    if len(mine) < 2 or unlisted(mine):
        return []
    parts = [each for each in stretches(one.text, sentence.first, sentence.last) if each.role == "organiser"]
    scenes = [Scene(reading, one, sentence, meeting, part) for meeting in mine for part in parts]
    return [
        replace(commission_of(scene, mark), note="", high=True)
        for scene in scenes
        for mark in one.organisations
        if scene.holds(mark) and mark.value == "SALW Commissions"
    ]


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


def in_sentence(
    reading: Reading, one: Marked, sentence: Sentence, meeting: Meeting, found: Found
) -> list[Taking]:
    """Return who took part by one sentence."""
    taking: list[Taking] = []
    for part in stretches(one.text, sentence.first, sentence.last, signing=meeting.kind == "signing"):
        arranges = part.role in ARRANGES
        if arranges and sentence != meeting.where and not speaks_of_it(sentence, part):
            continue
        people = tuple(persons(one.text, part.first, part.last))
        welcomed = meeting.kind == "visit" and WELCOMED.search(one.text[: part.first])
        role = "host" if welcomed else part.role
        scene = Scene(reading, one, sentence, meeting, replace(part, role=role), people)
        found.doubts += unknown(scene) if arranges else []
        taking += group_members(scene)
        taking += [person(scene, each) for each in people if not GROUP.search(each.text)]
        taking += [*states(scene), *by_adjective(scene), *organisations(scene), *directors(scene)]
    whole = Scene(
        reading, one, sentence, meeting, Stretch("participant", sentence.first, sentence.last, "", 0)
    )
    taking += [*announcing(whole), *representatives(whole)]
    if meeting.where == sentence:
        taking += [*visited(whole), *in_title(whole)]
    nearer = {each.name.place for each in taking if each.role in ("observer", "speaker")}
    return [each for each in taking if each.role != "participant" or each.name.place not in nearer]


def unknown(scene: Scene) -> list[Doubt]:
    """Return the organisers and funders by name that are not among the organisations that are known."""
    one, part = scene.one, scene.part
    marks = (*one.countries, *one.adjectives, *one.organisations, *one.cities, *one.seats)
    spans = [(mark.first, mark.last) for mark in marks]
    spans += [(person.first, person.last) for person in scene.people]
    return [
        doubt(f"{part.role} {match['name']}", "not among the organisations that are known", scene.sentence)
        for match in NAMED.finditer(one.text, part.first, part.last)
        if not any(first < match.end("name") and match.start("name") < last for first, last in spans)
    ]


def speaks_of_it(sentence: Sentence, part: Stretch) -> bool:
    """Tell whether what is arranged is the meeting: by a noun for it, or as "it" and "this event"."""
    named = nouns(sentence.text)
    before = [noun for noun in named if noun.end() <= part.cue - sentence.first]
    another = before and ANOTHER.search(sentence.text[: before[-1].start()])
    return bool((named and not another) or IT.search(sentence.text))


def states(scene: Scene) -> list[Taking]:
    """Return the states named in a stretch, not those that belong to a place or an office."""
    known, rows = state_names(scene.reading.records), []
    arranges = scene.part.role in ARRANGES
    for mark in scene.one.countries:
        if not scene.holds(mark) or mark.value not in known or is_place(scene.one, mark):
            continue
        if arranges and FROM.search(scene.one.text[: mark.first]):  # of an institute from Italy
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


# "… Research Institute, (Germany)" but not "Coordinators on Universalization (France and Zambia)".
SEAT_IN_BRACKETS = re.compile(r"\b(?!Coordinators?\b|States?\b|Part(?:y|ies)\b)[A-Z][\w-]+,?\s+\((?:the )?$")
FROM = re.compile(r"\b[A-Z][\w-]+ from (?:the )?$")


def is_place(one: Marked, mark: Mark) -> bool:
    """Tell whether a country only says where something is: Rakitje, Croatia; held in Norway."""
    before = one.text[: mark.first]
    towns = [town for town in (*one.cities, *one.seats) if town.country in ("", mark.value)]
    city = any(0 <= mark.first - town.last <= 3 for town in towns)
    city = city or bool(SEAT_IN_BRACKETS.search(before) and re.match(r"\s*\)", one.text[mark.last :]))
    behind = [before[other.last :] for other in one.organisations if other.last < mark.first]
    office = any(words in (" ", " in ", " in the ") for words in behind)
    return city or office or bool(EMBASSIES.search(before) or IN_PLACE.search(before))


def organisations(scene: Scene) -> list[Taking]:
    """Return the organisations named in a stretch, each once."""
    text = scene.one.text
    rows: list[Taking] = []
    for mark in scene.one.organisations:
        if not scene.holds(mark) or GROUP.match(text, mark.first) or NOUN.match(text[mark.last :].lstrip()):
            continue
        if re.match(r"\s*(?:presidency|member)", text[mark.last :]) or mark.value == "SALW Commissions":
            continue
        begin = text[scene.part.first : mark.first]
        if scene.part.role == "speaker" and begin.strip() and re.search(r"\bfrom (?:the )?$", begin):
            continue  # where a person who spoke comes from
        holder = scene.holder(mark)
        if holder and (
            scene.part.role != "participant" or any(row.actor == mark.actor for row in rows if row.actor)
        ):
            continue
        if text[mark.first - 1 : mark.first] == "(" and rows and rows[-1].actor == mark.actor and mark.actor:
            continue
        note = f"through its {holder.office.split(' of ')[0]}" if holder else scene.part.note
        taking = organisation_taking(scene, mark, note, high=holder is None)
        if STAFF_OF.search(text[: mark.first]) and scene.part.role == "participant":
            taking = staff_of(taking)
        example = re.search(r"\bincluding\b", text[scene.part.first : mark.first])
        rows.append(with_role(taking, "participant") if example and taking.role == "speaker" else taking)
    return rows


def staff_of(taking: Taking) -> Taking:
    """Return the staff of an organisation as taking part, not the organisation."""
    name = replace(taking.name, value=f"Staff of {taking.name.value}")
    return replace(taking, name=name, kind="organisation", actor="")


def person(scene: Scene, each: Person) -> Taking:
    """Return an office holder; the country is that of the office or of the organisation."""
    inside = [mark for mark in scene.one.organisations if each.first <= mark.first < each.last]
    voluntary = [(mark.first, mark.last) for mark in inside if mark.type == "ngo"]
    nations = [
        mark.country
        for mark in sorted((*scene.one.countries, *scene.one.adjectives), key=lambda mark: mark.first)
        if each.first <= mark.first < each.last
        and mark.country
        and not any(first <= mark.first < last for first, last in voluntary)
    ]
    seats = [
        sending(scene.reading, mark)
        for mark in inside
        if mark.type != "ngo" and not WORLDWIDE.match(mark.value)
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


def sending(reading: Reading, mark: Mark) -> str:
    """Return the country for which the people of an organisation speak: a mission's sender, not its seat."""
    if not MISSION.search(mark.value):
        return mark.country
    return next((each.country for each in country_marks(mark.value, reading.known)), mark.country)


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

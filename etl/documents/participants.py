"""Which meeting a sentence speaks of, and who took part in it by that sentence."""

import re
from dataclasses import replace

from etl.documents.meeting_words import NOUN, nouns
from etl.documents.meetings import Meeting
from etl.documents.names import Mark, country_marks
from etl.documents.paragraphs import Sentence, sentences
from etl.documents.reading import Doubt, Found, Marked, Reading, cell, doubt
from etl.documents.records import state_names
from etl.documents.roles import Person, Stretch, persons, stretches
from etl.documents.taking import (
    GENERAL,
    GROUP,
    TASKED,
    Scene,
    Taking,
    directors,
    group_members,
    in_title,
    once,
    organisation_taking,
    said_of_all,
    state_taking,
    visited,
    with_role,
    without_misplaced,
)

THERE = re.compile(r"(?i)(?<!launched )(?<!started )\b(?:in|at|visited)\s+$")
OTHERS = re.compile(
    r"(?i)\b(?:next|previous|earlier|last|preceded|following (?!the "
    r"meeting))\s+(?:\w+\s+){0,2}(?:meeting|conference|workshop|seminar|symposium|event|session"
    r"|training|course|round|by the)\b"
)
OWN_NEWS = re.compile(
    r"(?i)\b(?:ratif|acced|joins|warning|use of|report|contact|share|related|newer post|older post)"
)
NAMED_FOR = r"\b{} (?i:(?:[A-Z]\w+ ){{0,3}}(?:conference|meeting|workshop|seminar))"


def meeting_of(
    reading: Reading, number: int, one: Marked, sentence: Sentence, meetings: list[Meeting]
) -> Meeting | None:
    """Return the meeting that a sentence speaks of, None if that cannot be told."""
    told = [each for each in meetings if number in each.told and begins_in(each, sentence)]
    if told:
        return told[0] if len(told) == 1 else None
    meetings = [each for each in meetings if not each.announced and may_be(each, one, sentence)]
    named = [
        each
        for each in meetings
        if each.city.value and re.search(NAMED_FOR.format(re.escape(each.city.value)), sentence.text)
    ]
    if len(named) == 1:
        return named[0]
    if not meetings or OTHERS.search(sentence.text):
        return None
    beside = [each for each in meetings if number in each.told]
    earlier = [
        each
        for each in beside
        if each.where.paragraph is not one.paragraph or each.where.first < sentence.first
    ]
    if beside:
        return (earlier or beside)[-1]
    return section_meeting(reading, number, one, meetings)


def begins_in(meeting: Meeting, sentence: Sentence) -> bool:
    """Tell whether a sentence is where a meeting is told."""
    where = meeting.where
    return where.paragraph is sentence.paragraph and sentence.first <= where.first < sentence.last


def may_be(meeting: Meeting, one: Marked, sentence: Sentence) -> bool:
    """Tell whether a sentence may speak of a meeting: it names no other place and no other day for one."""
    towns = {
        mark.value
        for mark in one.cities
        if sentence.first <= mark.first < sentence.last
        and THERE.search(one.text[sentence.first : mark.first])
    }
    if towns and meeting.city.value and meeting.city.value not in towns:
        return False
    days = [day for day in one.dates if sentence.first <= day.first < sentence.last and day.start[2]]
    days = [day for day in days if not day.fault]
    if not days or len(meeting.start.value) < 10:
        return True
    start, end = (
        tuple(int(part) for part in text.split("-"))
        for text in (meeting.start.value, meeting.end.value or meeting.start.value)
    )
    return any(
        (day.start if day.has_year else (start[0], *day.start[1:])) <= end
        and (day.end if day.has_year else (end[0], *day.end[1:])) >= start
        for day in days
    )


def section_meeting(reading: Reading, number: int, one: Marked, meetings: list[Meeting]) -> Meeting | None:
    """Return the meeting told last in the same section, or the only one when the document is about it."""
    heading = one.paragraph.headings[-1:]
    before = [each for each in meetings if told_under(reading, each, heading, -number, -1, number)]
    own_days = any(day.start[1] for day in one.dates)
    near = [] if own_days else [each for each in meetings if told_under(reading, each, heading, 1, 2, number)]
    if before:
        single = unlisted(before)
        return max(single, key=lambda each: max(at for at in each.told if at < number)) if single else None
    if unlisted(near):
        return unlisted(near)[0]
    main = unlisted(meetings)
    later = any(at < number for each in main for at in each.told)
    return main[0] if len(main) == 1 and later and about(reading, main[0]) and not own_news(one) else None


def told_under(
    reading: Reading, meeting: Meeting, heading: tuple[str, ...], low: int, high: int, number: int
) -> bool:
    """Tell whether a meeting is told under a heading, so many paragraphs from a given one."""
    return any(
        low <= at - number <= high and reading.paragraphs[at].paragraph.headings[-1:] == heading
        for at in meeting.told
    )


def unlisted(meetings: list[Meeting]) -> list[Meeting]:
    """Return the meetings that are not one of many in a list."""
    return [
        each
        for each in meetings
        if not (each.city.value and each.title.value.endswith(f" - {each.city.value}"))
    ]


def about(reading: Reading, meeting: Meeting) -> bool:
    """Tell whether a document as a whole is about a meeting: its title has a noun for one, or its place."""
    in_title = bool(meeting.city.value) and meeting.city.value in reading.title
    return bool(nouns(reading.title)) or in_title


def own_news(one: Marked) -> bool:
    """Tell whether a paragraph stands under a heading of its own that is about something else."""
    return bool(one.paragraph.headings and OWN_NEWS.search(one.paragraph.headings[-1]))


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
    r"|Europe,)\s+(?:the\s+)?$"
)
NAMED = re.compile(
    r"(?:(?<=\bby )|(?<=\bwith )|(?<=, )|(?<=\band ))(?:the )?(?P<name>[A-Z][\w'&-]+(?: (?:of |for "
    r"|on |and )?[A-Z][\w'&-]+){1,7})"
)
WORLDWIDE = re.compile(r"UN|United Nations|EU\b|European|NATO|North Atlantic|OSCE|Organi[sz]ation for Sec")
MISSION = re.compile(r"\bPermanent (?:Mission|Representation|Delegation)\b")
STAFF_OF = re.compile(r"\bstaff (?:of|from) (?:the )?$")
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
            meeting = meeting_of(reading, number, one, sentence, meetings)
            if meeting is not None:
                found.doubts += gone(one, sentence, reading)
                here = in_sentence(reading, one, sentence, meeting, found)
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


def in_sentence(
    reading: Reading, one: Marked, sentence: Sentence, meeting: Meeting, found: Found
) -> list[Taking]:
    """Return who took part by one sentence."""
    taking: list[Taking] = []
    for part in stretches(one.text, sentence.first, sentence.last, signing=meeting.kind == "signing"):
        arranges = part.role in ("organiser", "host", "funder")
        if arranges and sentence != meeting.where and not speaks_of_it(sentence):
            continue
        people = tuple(persons(one.text, part.first, part.last))
        scene = Scene(reading, one, sentence, meeting, part, people)
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
    """Tell whether a country only says where something is: Rakitje, Croatia; held in Norway."""
    before = one.text[: mark.first]
    city = any(0 <= mark.first - town.last <= 3 for town in (*one.cities, *one.seats))
    office = any(before[other.last :] == " " for other in one.organisations if other.last < mark.first)
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

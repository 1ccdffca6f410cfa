"""Who took part in which meeting, by type: states, organisations, office holders; groups written out by region."""

import re
from dataclasses import dataclass

from etl.documents.findings import Cell, Finding, Found, Reading, cell, doubt
from etl.documents.marks import Marked
from etl.documents.meeting_words import NOUN, bare, nouns
from etl.documents.meetings import Meeting
from etl.documents.names import Mark, country_marks
from etl.documents.paragraphs import Sentence, locator, sentences
from etl.documents.persons import HONORIFIC, NAME, OFFICE, Person, persons
from etl.documents.records import state_names, usual_participants
from etl.documents.regions import TITLES, countries_of, regions_in
from etl.documents.roles import Stretch, stretches

GROUP = re.compile(
    r"(?i)\b(?P<who>SALW commissions?|small arms and light weapons(?: \(SALW\))? commissions?|(?:deputy )?ministers?[\w ,]{0,60}?|representatives|authorities|delegations)"
    r"\s+(?:of|in|from)\s+(?:the\s+)?(?P<region>western balkans?)"
)
HELD_IN = re.compile(
    r"\b(?:met|held|place|gathered|meeting|conference|workshop|visited|signed)\s+(?:\w+\s+){0,3}(?:in|at)\s+$"
)
CAPITALS = {
    "ALB": "Tirana",
    "BIH": "Sarajevo",
    "XKX": "Pristina",
    "MNE": "Podgorica",
    "MKD": "Skopje",
    "SRB": "Belgrade",
}
ELSEWHERE = re.compile(
    r"(?i)\b(?:other regions?|outside (?:of )?the region|observers?|donors?|beyond the region|from other|counterparts from)\b"
)
NOT_THERE = re.compile(r"(?i)\b(?:as|like)\s+(?:[A-Z]\w+ (?:and )?)+(?:have|has|had) (?:done|already)")
GENERAL = re.compile(
    r"^(?:The|These|All)\s+(?:[\w-]+\s+){0,5}(?P<noun>(?i:meetings|conferences|workshops|seminars|gatherings))\s+(?P<verb>are|gather|bring together|were|is|serve|also)\b"
)

TASKED = re.compile(
    r"(?P<org>[A-Z][A-Z-]{2,}|[A-Z][\w' -]+?) (?:(?:was|is|has been) (?:tasked|mandated)[^.]*? to organi[sz]e|is (?:also )?organi[sz]ing twice|organi[sz]es|is supporting"
    r" the organi[sz]ation)\b[^.]*?(?P<series>(?:[A-Z][\w]* )*(?:[Rr]egional|[Ll]ocal) (?:[A-Za-z]+ )*)[Mm]eetings"
)


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
                taking += in_sentence(reading, one, sentence, meeting, taking, found)
    return once(taking)


def once(taking: list[Taking]) -> list[Taking]:
    """Return each participant of a meeting once in each role; the surer telling counts."""
    kept: dict[tuple[int, str, str], Taking] = {}
    for one in sorted(taking, key=lambda one: not one.high):
        kept.setdefault((id(one.meeting), one.name.value, one.role), one)
    order = {id(one): number for number, one in enumerate(taking)}
    return sorted(kept.values(), key=lambda one: order[id(one)])


def meeting_of(
    reading: Reading, number: int, one: Marked, sentence: Sentence, meetings: list[Meeting]
) -> Meeting | None:
    """Return the meeting that a sentence speaks of: told in it, named in it, or the one of its section."""
    told = [
        each
        for each in meetings
        if number in each.told
        and sentence.first <= each.where.first < sentence.last
        and each.where.paragraph is one.paragraph
    ]
    if len(told) == 1:
        return told[0]
    if len(told) > 1:
        return None
    towns = {
        mark.value
        for mark in one.cities
        if sentence.first <= mark.first < sentence.last
        and HELD_IN.search(one.text[sentence.first : mark.first])
    }
    meetings = [
        each
        for each in meetings
        if not each.announced and (not towns or not each.city.value or each.city.value in towns)
    ]
    named = [
        each
        for each in meetings
        if each.city.value
        and re.search(
            rf"\b{re.escape(each.city.value)} (?i:conference|meeting|workshop|seminar)", sentence.text
        )
    ]
    if len(named) == 1:
        return named[0]
    dated = [each for each in meetings if number in each.told]
    earlier = [
        each
        for each in dated
        if each.where.paragraph is not one.paragraph or each.where.first < sentence.first
    ]
    if dated:
        return (earlier or dated)[-1] if not differs(sentence, (earlier or dated)[-1]) else None
    return section_meeting(reading, number, one, sentence, meetings)


def differs(sentence: Sentence, meeting: Meeting) -> bool:
    """Tell whether a sentence is about meetings of another kind: rounds, the next one, earlier ones."""
    return bool(
        re.search(
            r"(?i)\b(?:next|previous|earlier|preceded|following (?!the meeting))\s+(?:\w+\s+){0,2}(?:"
            + "meeting|conference|workshop|by the"
            + r")",
            sentence.text,
        )
    )


def section_meeting(
    reading: Reading, number: int, one: Marked, sentence: Sentence, meetings: list[Meeting]
) -> Meeting | None:
    """Return the meeting told last in the same section, or the only one when the document is about it."""
    if differs(sentence, meetings[0]) if meetings else True:
        return None
    heading = one.paragraph.headings[-1:]
    before = [
        each
        for each in meetings
        if any(at < number and reading.paragraphs[at].paragraph.headings[-1:] == heading for at in each.told)
    ]
    near = [
        each
        for each in meetings
        if any(
            0 < at - number <= 2 and reading.paragraphs[at].paragraph.headings[-1:] == heading
            for at in each.told
        )
    ]
    if before and not unlisted(before):
        return None
    if before:
        return max(unlisted(before), key=lambda each: max(at for at in each.told if at < number))
    if near and len(unlisted(near)) >= 1:
        return unlisted(near)[0]
    main = [each for each in unlisted(meetings) if not each.announced]
    later = any(at < number for each in main for at in each.told)
    return main[0] if len(main) == 1 and later and about(reading, main[0]) and not own_news(one) else None


def unlisted(meetings: list[Meeting]) -> list[Meeting]:
    """Return the meetings that are not one of many in a list."""
    return [
        each
        for each in meetings
        if not (each.city.value and each.title.value.endswith(f" - {each.city.value}"))
    ]


def about(reading: Reading, meeting: Meeting) -> bool:
    """Tell whether a document as a whole is about a meeting: its title has a noun for one, or its place."""
    return bool(nouns(reading.title)) or (bool(meeting.city.value) and meeting.city.value in reading.title)


def own_news(one: Marked) -> bool:
    """Tell whether a paragraph stands under a heading of its own that is about something else."""
    heading = one.paragraph.headings[-1] if one.paragraph.headings else ""
    return bool(
        re.search(
            r"(?i)\b(?:ratif|acced|joins|warning|use of|report|contact|share|related|newer post|older post)",
            heading,
        )
    )


def in_sentence(
    reading: Reading, one: Marked, sentence: Sentence, meeting: Meeting, earlier: list[Taking], found: Found
) -> list[Taking]:
    """Return who took part by one sentence."""
    taking: list[Taking] = []
    announced = announcing(reading, one, sentence, meeting)
    for part in stretches(one.text, sentence.first, sentence.last, signing=meeting.kind == "signing"):
        if (
            part.role in ("organiser", "host", "funder")
            and sentence != meeting.where
            and not speaks_of_it(sentence)
        ):
            continue
        people = persons(one.text, part.first, part.last)
        here = [
            *group_members(reading, one, sentence, part, meeting),
            *(
                person(reading, one, sentence, part, meeting, each)
                for each in people
                if not GROUP.search(each.text)
            ),
            *states(reading, one, sentence, part, meeting, people),
            *organisations(reading, one, sentence, part, meeting, people),
        ]
        taking += here
    taking += announced + named_people(reading, one, sentence, meeting)
    if meeting.where == sentence:
        taking += visited(reading, one, sentence, meeting) + in_title(reading, one, sentence, meeting)
    return without_doubtful(reading, one, sentence, meeting, taking, earlier, found)


def speaks_of_it(sentence: Sentence) -> bool:
    """Tell whether a sentence speaks of a meeting at all: by a noun for it, or as "it" and "this event"."""
    return bool(
        nouns(sentence.text)
        or re.search(
            r"(?<!side )\bevent\b|^(?:It|This) (?:was|is)\b|^(?:Organi[sz]ed|Hosted|Co-organi[sz]ed)\b",
            sentence.text,
        )
    )


def states(
    reading: Reading, one: Marked, sentence: Sentence, part: Stretch, meeting: Meeting, people: list[Person]
) -> list[Taking]:
    """Return the states named in a stretch, not those that belong to a place or an office."""
    names, rows = state_names(reading.records), []
    for mark in one.countries:
        inside = any(each.first <= mark.first < each.last for each in people)
        if not part.first <= mark.first < part.last or mark.value not in names:
            continue
        minister = next(
            (
                each
                for each in people
                if each.first <= mark.first < each.last and re.search(r"Minister", each.office)
            ),
            None,
        )
        if (inside and not (minister and part.role == "host")) or is_place(one, mark):
            continue
        note = "through its minister" if inside else part.note
        name = cell(
            reading.known.shown.get(mark.value, names[mark.value]), one.paragraph, mark.first, mark.last
        )
        if mark.former:
            note = "; ".join(
                filter(None, [note, f"named '{one.text[mark.first : mark.last]}' in the document"])
            )
        rows.append(
            Taking(meeting, name, "state", mark.value, part.role, sentence, note=note, high=not inside)
        )
    return rows + by_adjective(reading, one, sentence, part, meeting, people)


def by_adjective(
    reading: Reading, one: Marked, sentence: Sentence, part: Stretch, meeting: Meeting, people: list[Person]
) -> list[Taking]:
    """Return the states named by nationality: the German Presidency, the Swiss Government."""
    rows = []
    for mark in one.adjectives:
        follows = re.match(
            r"\s+(?:(?:and|,)\s+[A-Z]\w+\s+)?(?i:presidency|government|authorities|delegation)",
            one.text[mark.last :],
        )
        if (
            follows
            and part.first <= mark.first < part.last
            and not any(each.first <= mark.first < each.last for each in people)
            and mark.value
        ):
            name = cell(reading.known.shown.get(mark.value, mark.value), one.paragraph, mark.first, mark.last)
            rows.append(Taking(meeting, name, "state", mark.value, part.role, sentence, note=part.note))
    return rows


def is_place(one: Marked, mark: Mark) -> bool:
    """Tell whether a country only says where something is: Rakitje, Croatia; held in Norway; MAG in Bosnia."""
    before = one.text[: mark.first]
    city = any(0 <= mark.first - town.last <= 3 for town in (*one.cities, *one.seats))
    if re.search(r"(?i)\bembassies of\s+(?:the\s+)?(?:[\w ]*?\sand\s+(?:the\s+)?)?$", before):
        return True
    return city or bool(
        re.search(
            r"\b(?:held in|took place in|place in|implementation in|situation in|\) in|visit to|victims in|Europe,)\s+(?:the\s+)?$",
            before,
        )
    )


def organisations(
    reading: Reading, one: Marked, sentence: Sentence, part: Stretch, meeting: Meeting, people: list[Person]
) -> list[Taking]:
    """Return the organisations named in a stretch, each once."""
    usual = usual_participants(reading.records)
    rows = []
    for mark in one.organisations:
        if (
            not part.first <= mark.first < part.last
            or mark.value == meeting.title.value
            or GROUP.match(one.text, mark.first)
        ):
            continue
        if (NOUN.match(one.text[mark.last :].lstrip())) or re.match(
            r"\s*(?:presidency|member)", one.text[mark.last :]
        ):
            continue
        holder = next((each for each in people if each.first <= mark.first < each.last), None)
        if holder and (part.role != "participant" or mark.value in (row.name.value for row in rows)):
            continue
        bracket = (
            re.fullmatch(r"\s*\(", one.text[mark.first - 2 : mark.first])
            or one.text[mark.first - 1 : mark.first] == "("
        )
        if bracket and rows and rows[-1].actor == mark.actor and mark.actor:
            continue
        name = cell(usual.get(mark.actor, mark.value), one.paragraph, mark.first, mark.last)
        note = f"through its {holder.office.split(' of ')[0]}" if holder else part.note
        example = re.search(r"\bincluding\b", one.text[part.first : mark.first])
        role = "participant" if part.role == "speaker" and example else part.role
        rows.append(
            Taking(
                meeting,
                name,
                mark.type or "organisation",
                mark.country,
                role,
                sentence,
                mark.actor,
                note,
                not holder,
            )
        )
    return rows


def person(
    reading: Reading, one: Marked, sentence: Sentence, part: Stretch, meeting: Meeting, each: Person
) -> Taking:
    """Return an office holder; the country is that of the office or of the organisation."""
    nations = [mark.country for mark in country_marks(each.text, reading.known) if mark.country]
    organised = [
        mark.country
        for mark in one.organisations
        if each.first <= mark.first < each.last
        and not re.match(
            r"UN|United Nations|EU\b|European|NATO|North Atlantic|OSCE|Organi[sz]ation for Sec", mark.value
        )
    ]
    envoy = re.search(r"Ambassador|Envoy", each.office)
    country = (
        nations[0]
        if len(set(nations)) == 1 or (nations and envoy)
        else (organised[0] if organised and not nations else "")
    )
    return Taking(
        meeting,
        cell(each.text, one.paragraph, each.first, each.last),
        "person-office",
        country,
        part.role,
        sentence,
        note=part.note,
    )


def group_members(
    reading: Reading, one: Marked, sentence: Sentence, part: Stretch, meeting: Meeting
) -> list[Taking]:
    """Return the members of a group that is named as a whole: SALW Commissions in, ministers of the Western Balkans."""
    rows: list[Taking] = []
    for match in GROUP.finditer(one.text, part.first, part.last):
        commissions = "ommission" in match["who"]
        names = state_names(reading.records)
        for country in sorted(countries_of(reading.records, "WB")):
            text = (
                f"SALW Commission ({CAPITALS[country]})"
                if commissions
                else reading.known.shown.get(country, names.get(country, country))
            )
            name = Cell(text, f"from {cell('', one.paragraph, match.start(), match.end()).place}")
            note = f"named as a group: {' '.join(match[0].split())}"
            if not any(row.name.value == text for row in rows):
                rows.append(
                    Taking(
                        meeting,
                        name,
                        "organisation" if commissions else "state",
                        country,
                        part.role,
                        sentence,
                        note=note,
                        high=False,
                    )
                )
    return rows


def announcing(reading: Reading, one: Marked, sentence: Sentence, meeting: Meeting) -> list[Taking]:
    """Return states that announced or launched something at a meeting, and those named as present among others."""
    rows = []
    names = state_names(reading.records)
    patterns = (
        (r"(?P<who>[^.;]*?)\b(?:announced|launched|declared)\b", "participant", "announced something there"),
        (r"\brepresented at the [^,;.]*\bconference,? including\b(?P<who>[^.;]*)", "participant", ""),
    )
    for pattern, role, note in patterns:
        match = re.search(pattern, sentence.text)
        if not match or not (nouns(sentence.text) or re.search(r"(?i)^in addition", sentence.text)):
            continue
        for mark in one.countries:
            if (
                match.start("who") <= mark.first - sentence.first < match.end("who")
                and mark.value in names
                and not is_place(one, mark)
            ):
                host = mark.value == meeting.country.value
                name = cell(
                    reading.known.shown.get(mark.value, names[mark.value]),
                    one.paragraph,
                    mark.first,
                    mark.last,
                )
                rows.append(
                    Taking(
                        meeting,
                        name,
                        "state",
                        mark.value,
                        "host" if host else role,
                        sentence,
                        note=note,
                        high=bool(match),
                    )
                )
    return rows


def named_people(reading: Reading, one: Marked, sentence: Sentence, meeting: Meeting) -> list[Taking]:
    """Return persons named as representatives: "civil society representatives A B and C D"."""
    match = re.search(
        r"\b(?P<what>(?:civil society|government|NGO|industry)) representatives (?P<who>[A-Z][\w-]+ [A-Z][\w-]+(?:(?:, | and )[A-Z][\w-]+ [A-Z][\w-]+)*)",
        sentence.text,
    )
    rows = []
    for who in re.finditer(r"[A-Z][\w-]+ [A-Z][\w-]+", match["who"]) if match else ():
        first = sentence.first + match.start("who") + who.start() if match else 0
        city = next((mark.country for mark in (*one.cities, *one.seats)), "")
        name = cell(f"{who[0]} ({match['what'] if match else ''})", one.paragraph, first, first + len(who[0]))
        rows.append(Taking(meeting, name, "person-office", city, "participant", sentence))
    return rows


def visited(reading: Reading, one: Marked, sentence: Sentence, meeting: Meeting) -> list[Taking]:
    """Return the countries that a visit led to, as hosts, and the office holder who made it."""
    to = re.search(r"(?i)\b(?:visit(?:ed)?\s+(?:to\s+)?)(?=[A-Z]|the\s)", sentence.text)
    if meeting.kind != "visit" or not to:
        return []
    names, rows = state_names(reading.records), []
    for mark in one.countries:
        if sentence.first + to.end() <= mark.first < sentence.last and mark.value in names:
            name = cell(
                reading.known.shown.get(mark.value, names[mark.value]), one.paragraph, mark.first, mark.last
            )
            rows.append(Taking(meeting, name, "state", mark.value, "host", sentence))
    who = re.search(
        rf"(?:the\s+)?(?P<who>(?P<office>{OFFICE})\s+of\s[^.;]*?,\s+(?:{HONORIFIC})?{NAME})\s+(?:made|paid|visited)",
        sentence.text,
    )
    if who:
        first = sentence.first + who.start("who")
        name = cell(who["who"], one.paragraph, first, sentence.first + who.end("who"))
        rows.append(
            Taking(
                meeting,
                name,
                "person-office",
                "",
                "president" if who["office"] == "President" else "participant",
                sentence,
            )
        )
    return rows


def in_title(reading: Reading, one: Marked, sentence: Sentence, meeting: Meeting) -> list[Taking]:
    """Return the organisations whose name a title begins with: the ITF workshop, the UNDP/Cranfield course."""
    usual = usual_participants(reading.records)
    noun = next(iter(nouns(one.text, sentence.first, sentence.last)), None)
    rows = []
    for mark in one.organisations:
        if (
            noun is None
            or not sentence.first <= mark.first < noun.start()
            or mark.actor in ("rasr", "seemacc")
            or GROUP.match(one.text, mark.first)
        ):
            continue
        if re.fullmatch(
            r"(?:-organi[sz]ed|/[A-Z]\w+|(?:\s+(?:[A-Z][\w-]*|multilateral|regional|international))*)*\s+",
            one.text[mark.last : noun.start()],
        ):
            name = cell(usual.get(mark.actor, mark.value), one.paragraph, mark.first, mark.last)
            rows.append(
                Taking(
                    meeting,
                    name,
                    mark.type or "organisation",
                    mark.country,
                    "organiser",
                    sentence,
                    mark.actor,
                    "named in the title",
                    False,
                )
            )
    return rows + of_members(reading, one, sentence, meeting, noun)


def of_members(
    reading: Reading, one: Marked, sentence: Sentence, meeting: Meeting, noun: re.Match[str] | None
) -> list[Taking]:
    """Return the organisations whose meeting it is: a meeting of directors of centres and ITF."""
    usual = usual_participants(reading.records)
    if noun is None or not re.match(r"\s+of\s", one.text[noun.end() :]) or "part" in noun[0].lower():
        return []
    last = noun.end() + max(
        0, len(meeting.title.value) - meeting.title.value.lower().find(noun[0].lower()) - len(noun[0])
    )
    return [
        Taking(
            meeting, cell(usual.get(mark.actor, mark.value), one.paragraph, mark.first, mark.last), mark.type or "organisation", mark.country,
            "participant", sentence, mark.actor, "named in the title", False,
        )
        for mark in one.organisations
        if noun.end() <= mark.first < last and sentence.first <= mark.first < sentence.last
    ]  # fmt: skip


def said_of_all(
    reading: Reading, one: Marked, sentence: Sentence, general: re.Match[str], meetings: list[Meeting]
) -> list[Taking]:
    """Return who takes part in every meeting of a section: "The Local Coordination Meetings are led by …"."""
    series = general["series"] if "series" in general.re.groupindex else sentence.text[: general.end("noun")]
    words = {word.lower() for word in re.findall(r"[A-Za-z-]{4,}", series)} & {
        "local",
        "regional",
        "coordination",
        "roadmap",
        "donor",
        "high-level",
    }
    mine = [
        each
        for each in meetings
        if all(word in f"{each.title.value} {each.listed}".lower() for word in words)
    ]
    mine = mine if words else [each for each in meetings if not each.announced or len(meetings) == 1]
    rows: list[Taking] = []
    for meeting in mine:
        if "series" in general.re.groupindex:
            first = sentence.first + general.start("org")
            part = Stretch(
                "organiser",
                first,
                sentence.first + general.end("org"),
                "support" if "support" in general[0] else "",
                first,
            )
            here = organisations(reading, one, sentence, part, meeting, [])
            rows += [
                each
                for each in (of_series(each, meeting, "said of all meetings of the series") for each in here)
                if each
            ]
            continue
        for part in stretches(one.text, sentence.first, sentence.last):
            note = "said of all meetings of the series"
            here = [
                *group_members(reading, one, sentence, part, meeting),
                *organisations(reading, one, sentence, part, meeting, []),
            ]
            rows += [
                of_series(each, meeting, note) for each in here if of_series(each, meeting, note) is not None
            ]  # type: ignore[misc]
    return rows


def of_series(each: Taking, meeting: Meeting, note: str) -> Taking | None:
    """Return a participant of a series as one of a single meeting: of the commissions, the one of the city."""
    if re.match(r"(?i)SALW commission", each.name.value) and meeting.listed and " - " in meeting.title.value:
        if "(" in each.name.value:
            return None
        name = Cell(f"SALW Commission ({meeting.city.value})", each.name.place)
        return Taking(
            meeting, name, "organisation", meeting.country.value, "host", each.sentence, note=note, high=False
        )
    return Taking(
        meeting,
        each.name,
        each.kind,
        each.country,
        each.role,
        each.sentence,
        each.actor,
        f"{note}; {each.note}".rstrip("; "),
        False,
    )


def without_doubtful(
    reading: Reading,
    one: Marked,
    sentence: Sentence,
    meeting: Meeting,
    taking: list[Taking],
    earlier: list[Taking],
    found: Found,
) -> list[Taking]:
    """Return participants without a group of states that cannot have been at this meeting."""
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

    Rule: at least three states, none of which lies in the region that the meeting is named for, in a sentence
    that does not say that they came from elsewhere; or none of which is in the list of those who attended.
    """
    if len(group) < 3 or ELSEWHERE.search(sentence.text):
        return ""
    countries = {each.country for each in group}
    reasons = []
    regions = regions_in(f"{meeting.title.value} {reading.title}")
    if regions and not any(
        countries & (countries_of(reading.records, code) | {meeting.country.value}) for code, _, _ in regions
    ):
        reasons.append(
            f"none of the {len(group)} lies in {TITLES[regions[0][0]]}, which the meeting is named for"
        )
    listed = [
        each
        for each in earlier
        if each.meeting is meeting and each.kind == "state" and each.role == "participant" and each.high
    ]
    if len(listed) >= 3 and not countries & {each.country for each in listed}:
        reasons.append(
            f"the list of states attending ({locator(listed[0].sentence.paragraph)}) has none of them"
        )
    if not reasons:
        return ""
    return "; ".join([*reasons, *elsewhere(reading, meeting, countries)])


def elsewhere(reading: Reading, meeting: Meeting, countries: set[str]) -> list[str]:
    """Return the event of the records, other than the meeting, at which all these states took part."""
    there: dict[str, set[str]] = {}
    for row in reading.records.of("event_participants"):
        if row["kind"] == "state":
            there.setdefault(row["event"], set()).add(row["country"])
    starts = {row["event"]: (row["title"], row["start"]) for row in reading.records.of("events")}
    same = [
        event
        for event, states_there in there.items()
        if countries <= states_there and starts.get(event, ("", ""))[1] != meeting.start.value
    ]
    return [
        f"the records have the same states at '{starts[event][0]}' ({starts[event][1]})"
        for event in same[:1]
        if event in starts
    ]


def taking_rows(taking: list[Taking], event_of: dict[int, str]) -> list[Finding]:
    """Return participants as rows of event_participants."""
    rows = []
    for one in taking:
        cells = {
            "event": Cell(event_of[id(one.meeting)]), "participant": one.name, "actor": Cell(one.actor), "kind": Cell(one.kind),
            "country": Cell(one.country, one.name.place if one.kind == "state" else ""), "role": Cell(one.role),
        }  # fmt: skip
        filled = {column: value for column, value in cells.items() if value.value}
        high = one.high and one.meeting.high and not bare(one.meeting.title.value)
        note = one.note[:1].upper() + one.note[1:]
        rows.append(
            Finding(
                "event_participants",
                filled,
                "high" if high else "medium",
                locator(one.sentence.paragraph, one.sentence.first),
                note,
            )
        )
    return rows

"""Meetings as rows of events, tied to those of the records; memberships that an agreement founded."""

import re
from datetime import date

from etl.documents.counts import Count, attending
from etl.documents.meeting_words import kind_of, nouns, round_of, series_of
from etl.documents.meetings import Meeting, alike
from etl.documents.names import Mark
from etl.documents.paragraphs import Sentence, folded, sentences
from etl.documents.reading import Cell, Finding, Marked, Reading, cell, row
from etl.documents.taking import Taking

BETWEEN = re.compile(r"\s+(?:[A-Z][\w-]+\s+){0,3}")
LATEST = 1  # years between a meeting and a document that tells of it


def recalled_meetings(reading: Reading, told: list[Meeting]) -> list[Meeting]:
    """Return the meetings named by their city, the Kampala Conference, if the records have only one there."""
    cities = {folded(each.city.value) for each in told if not each.announced}
    found: dict[str, Meeting] = {}
    for number, one in enumerate(reading.paragraphs):
        for sentence in sentences(one.paragraph):
            for mark, noun in named_by_city(one, sentence):
                event = known_there(reading, mark, kind_of(noun))
                if event is None or folded(mark.value) in cities:
                    continue
                if event["event"] not in found:
                    found[event["event"]] = recalled(one, sentence, mark, noun, number, event)
    return list(found.values())


def named_by_city(one: Marked, sentence: Sentence) -> list[tuple[Mark, re.Match[str]]]:
    """Return the meetings of a sentence that are named for a city."""
    return [
        (mark, noun)
        for noun in nouns(one.text, sentence.first, sentence.last)
        for mark in one.cities
        if mark.last <= noun.start() and BETWEEN.fullmatch(one.text[mark.last : noun.start()])
    ]


def known_there(reading: Reading, mark: Mark, kind: str) -> dict[str, str] | None:
    """Return the only event of that kind in a city that the records have for the time of the document."""
    year = reading.published[:4]
    events = [
        row
        for row in reading.records.of("events")
        if row["start"] and folded(row["city"]) == folded(mark.value) and row["kind"] == kind
    ]
    if year:
        events = [row for row in events if 0 <= int(year) - int(row["start"][:4]) <= LATEST]
    return events[0] if len(events) == 1 else None


def recalled(
    one: Marked, sentence: Sentence, mark: Mark, noun: re.Match[str], number: int, event: dict[str, str]
) -> Meeting:
    """Return a meeting of the records as one that a document tells of."""
    title = cell(event["title"], one.paragraph, mark.first, noun.end())
    city = cell(mark.value, one.paragraph, mark.first, mark.last)
    country = Cell(event["country"], f"from {city.place}")
    none = Cell("")
    return Meeting(
        title,
        event["kind"],
        none,
        none,
        event["date_precision"],
        city,
        country,
        sentence,
        (number,),
        known=event["event"],
    )


FOUNDED = re.compile(r"agreement to (?:establish|found|create) (?:the )?(?P<what>[A-Z][\w-]+)")


def known_event(meeting: Meeting, reading: Reading) -> dict[str, str] | None:
    """Return the event of the records that a meeting is, None if it is new: same days, place and kind."""
    candidates = [event for event in reading.records.of("events") if fits(meeting, event)]
    if len(candidates) > 1:
        start, kind = meeting.start.value, meeting.kind
        narrow = [event for event in candidates if event["kind"] == kind or event["start"] == start]
        candidates = narrow or candidates
    if len(candidates) > 1:
        same = [event for event in candidates if alike(event["title"], meeting.title.value)]
        candidates = same or candidates
    near = candidates or [event for event in reading.records.of("events") if nearly(meeting, event)]
    return near[0] if len(near) == 1 else None


def nearly(meeting: Meeting, event: dict[str, str]) -> bool:
    """Tell whether a row of events is of the same kind in the same city, at most three days apart."""
    starts = (meeting.start.value, event["start"])
    if event["kind"] != meeting.kind or any(len(start) < 10 for start in starts):
        return False
    rounds = {meeting.round or round_of(meeting.title.value), round_of(event["title"])} - {None}
    same = (
        folded(event["city"]) == folded(meeting.city.value)
        if meeting.city.value
        else (event["country"] == meeting.country.value != "")
    )
    if not same or len(rounds) > 1:
        return False
    first, second = (date.fromisoformat(start) for start in starts)
    return abs((first - second).days) <= 3


def fits(meeting: Meeting, event: dict[str, str]) -> bool:
    """Tell whether a row of events can be a meeting."""
    titles = folded(meeting.title.value), folded(event["title"])
    if titles[0] == titles[1] and round_of(meeting.title.value) and meeting.start.value[:4] == event["start"]:
        return True
    if not same_start(meeting.start.value, event["start"]):
        return False
    same_city = bool(event["city"]) and folded(event["city"]) == folded(meeting.city.value)
    same_country = bool(event["country"]) and event["country"] == meeting.country.value
    if event["country"] and meeting.country.value and not same_country:
        return False
    same_series = event["series"] == series(meeting)
    titled = alike(event["title"], meeting.title.value)
    exact = len(event["start"]) == len(meeting.start.value) == 10
    if event["city"] and meeting.city.value and not same_city and not exact:
        return False
    likely = event["kind"] == meeting.kind or same_series or titled
    if same_city:
        return likely or exact
    return likely and (same_series or titled or (exact and same_country))


def same_start(start: str, other: str) -> bool:
    """Tell whether two partial dates can be the same; a mere year only with a mere year."""
    shorter = min(len(start), len(other))
    if shorter < 4 or (shorter == 4 and start != other):
        return False
    return start[:shorter] == other[:shorter]


def series(meeting: Meeting) -> str:
    """Return the series of the records that a meeting seems to belong to."""
    kind, start = meeting.kind, meeting.start.value
    named = series_of(meeting.title.value, kind, start)
    return named or series_of(f"{meeting.title.value} {meeting.context}", kind, start) or "Other meetings"


def series_known(meeting: Meeting, event: str, reading: Reading) -> str:
    """Return the series of the event that a meeting is, else the one that it seems to belong to."""
    known = known_event(meeting, reading)
    return known["series"] if known is not None and known["event"] == event else series(meeting)


def event_ids(meetings: list[Meeting], reading: Reading) -> dict[int, str]:
    """Return the id of each meeting: that of the records, or a new one of place and day."""
    taken = {event["event"] for event in reading.records.of("events")}
    ids: dict[int, str] = {}
    for meeting in meetings:
        known = known_event(meeting, reading)
        if meeting.known:
            ids[id(meeting)] = meeting.known
        elif known is not None and known["event"] not in ids.values():
            ids[id(meeting)] = known["event"]
        else:
            ids[id(meeting)] = new_id(meeting, taken | set(ids.values()))
    return ids


def new_id(meeting: Meeting, taken: set[str]) -> str:
    """Return an id that no event has: place, or words of the title, and day."""
    words = " ".join(re.findall(r"[A-Z]\w+", meeting.title.value)[:2])
    place = meeting.city.value or meeting.country.value or words or "event"
    base = re.sub(r"[^A-Z0-9]+", "-", folded(place).upper()).strip("-") + f"-{meeting.start.value}"
    new, number = base, 1
    while new in taken:
        number += 1
        new = f"{base}-{number}"
    return new


def event_rows(
    meetings: list[Meeting], ids: dict[int, str], taking: list[Taking], counts: list[Count], reading: Reading
) -> list[Finding]:
    """Return meetings as rows of events."""
    rows = []
    for meeting in (one for one in meetings if not one.known):
        last = () if meeting.end.value else ("its last day is not stated",)
        lat, lon = reading.known.points.get((folded(meeting.city.value), meeting.country.value), ("", ""))
        rows.append(
            row(
                "events",
                meeting.where,
                high=meeting.high,
                note="; ".join((*meeting.notes, *last)),
                event=Cell(ids[id(meeting)]),
                title=meeting.title,
                kind=Cell(meeting.kind, meeting.title.place),
                series=Cell(series_known(meeting, ids[id(meeting)], reading)),
                start=meeting.start,
                end=meeting.end,
                city=meeting.city,
                country=meeting.country,
                lat=Cell(lat),
                lon=Cell(lon),
                states=attending(counts, meeting),
                organisers=arranging(taking, meeting),
                funders=joined(taking, meeting, ("funder",)),
                date_precision=Cell(meeting.precision),
            )
        )
    return rows


def arranging(taking: list[Taking], meeting: Meeting) -> Cell:
    """Return who organised or hosted a meeting; who is visited organises nothing."""
    return joined(taking, meeting, ("organiser",) if meeting.kind == "visit" else ("organiser", "host"))


def joined(taking: list[Taking], meeting: Meeting, roles: tuple[str, ...]) -> Cell:
    """Return the names of those with one of the roles, office holders left out."""
    named = [one for one in taking if one.meeting is meeting and one.role in roles]
    named = [one for one in named if one.kind != "person-office"]
    names = dict.fromkeys(one.name.value + (" (support)" if "support" in one.note else "") for one in named)
    return Cell("; ".join(names), "; ".join(dict.fromkeys(one.name.place for one in named)))


def oslo_rows(
    meetings: list[Meeting], ids: dict[int, str], counts: list[Count], reading: Reading
) -> list[Finding]:
    """Return the exact counts of the Oslo Process, as rivals where the records have others."""
    oslo = {event["event"] for event in reading.records.of("events") if event["series"] == "Oslo Process"}
    main = {count["event"]: count for count in reading.records.of("oslo_process") if count["claim"] == "main"}
    rows = []
    for meeting in meetings:
        event, states = ids[id(meeting)], attending(counts, meeting)
        mine = [count for count in counts if count.meeting is meeting and not count.note]
        endorsing = next((count.value for count in mine if count.indicator == "states endorsing"), None)
        where = next((count.sentence for count in mine if count.value in (states, endorsing)), None)
        if event not in oslo or where is None:
            continue
        rival = event in main and (states is None or main[event]["states"] != states.value)
        claim = Cell("alt" if rival else "main")
        start, end = meeting.start, meeting.end
        rows.append(
            row(
                "oslo_process",
                where,
                event=Cell(event),
                claim=claim,
                start=start,
                end=end,
                states=states,
                endorsing=endorsing,
            )
        )
    return rows


def membership_rows(meetings: list[Meeting], taking: list[Taking]) -> list[Finding]:
    """Return the founders of an organisation: the states that signed the agreement to establish it."""
    rows = []
    for meeting in meetings:
        founded = FOUNDED.search(meeting.title.value)
        if meeting.kind != "signing" or not founded:
            continue
        for one in taking:
            if one.meeting is not meeting or one.note != "signatory" or not one.country:
                continue
            through = "" if one.kind == "state" else f"through {one.name.value}"
            organisation = Cell(founded["what"], meeting.title.place)
            country = Cell(one.country, one.name.place)
            rows.append(
                row(
                    "memberships",
                    one.sentence,
                    high=not through,
                    note=through,
                    organisation=organisation,
                    country=country,
                    status=Cell("founder"),
                    since=meeting.start,
                )
            )
    return rows

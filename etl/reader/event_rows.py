"""Meetings as rows of events, tied to those of the records."""

import re
from dataclasses import replace
from datetime import date

from etl.reader.letters import folded, new_id
from etl.reader.meetings import Meeting, in_list, in_sentence, merged
from etl.reader.participants import Part, participant_rows, participations
from etl.reader.reading import Cell, Reading, joined
from etl.reader.titles import round_of, series_of

PRECISION = {4: "year", 7: "month", 10: "day"}  # by the length of an ISO date
NEAR = 3  # days between two tellings of a meeting that is the same


def read_meetings(reading: Reading) -> None:
    """Propose the meetings of a document and who took part in them."""
    meetings: list[Meeting] = []
    for one in reading.paragraphs:
        listed = in_list(reading, one)
        meetings += listed
        for sentence in [] if listed else one.sentences:
            meetings += in_sentence(reading, one, sentence)
    reading.read.extend(meeting.where for meeting in meetings)
    meetings = merged(meetings)
    parts = participations(reading, meetings)
    ids: list[str] = []
    for meeting in meetings:
        known = known_event(reading, meeting)
        ids.append(known if known and known not in ids else event_id(reading, meeting, ids))
    for number, meeting in enumerate(meetings):
        event_row(reading, meeting, ids[number], parts)
    participant_rows(reading, parts, ids, meetings)


def event_row(reading: Reading, meeting: Meeting, event: str, parts: list[Part]) -> None:
    """Propose one meeting."""
    known = next((row for row in reading.records["events"] if row["event"] == event), None)
    lat, lon = reading.known.points.get((folded(meeting.city.value), meeting.country.value), ("", ""))
    arranging = ("organiser",) if meeting.kind == "visit" else ("organiser", "host")
    cells = {
        "event": Cell(event),
        "title": meeting.title,
        "kind": Cell(meeting.kind, meeting.title.place),
        "series": Cell(known["series"] if known else series_of(meeting.title.value, meeting.context)),
        "round": Cell(str(meeting.round or "")),
        "start": meeting.start,
        "end": meeting.end,
        "city": meeting.city,
        "country": meeting.country,
        "lat": Cell(lat),
        "lon": Cell(lon),
        "organisers": named(parts, meeting, arranging),
        "supporters": named(parts, meeting, ("supporter",)),
        "funders": named(parts, meeting, ("funder",)),
        "date_precision": Cell(PRECISION[len(meeting.start.value)]),
        "basis": Cell("projection" if meeting.announced else ""),
    }
    reading.row("events", meeting.where, cells, "; ".join(meeting.notes), high=not meeting.notes)


def named(parts: list[Part], meeting: Meeting, roles: tuple[str, ...]) -> Cell:
    """Return the names of those with one of the roles, office holders left out."""
    mine = [part for part in parts if part.meeting is meeting and part.role in roles]
    return joined(
        replace(part.name, value=f"{part.name.value} ({part.note})") if part.note else part.name
        for part in mine
        if part.kind != "person-office"
    )


def known_event(reading: Reading, meeting: Meeting) -> str:
    """Return the event of the records that a meeting is, nothing if it is new or could be several."""
    candidates = [event for event in reading.records["events"] if fits(meeting, event)]
    for same in (
        lambda event: event["start"] == meeting.start.value,
        lambda event: event["kind"] == meeting.kind,
        lambda event: round_of(event["title"]) == meeting.round,
    ):
        candidates = list(filter(same, candidates)) or candidates
    return candidates[0]["event"] if len(candidates) == 1 else ""


def fits(meeting: Meeting, event: dict[str, str]) -> bool:
    """Tell whether a row of events can be a meeting: its days agree, and its place, series or words."""
    start, other = meeting.start.value, event["start"]
    exact = len(start) == len(other) == len("2007-05-25")
    agree = start.startswith(other) or other.startswith(start)
    if not other or (event["country"] and meeting.country.value not in ("", event["country"])):
        return False
    same_kind = event["kind"] == meeting.kind
    if folded(event["city"]) == folded(meeting.city.value) != "":
        days = abs(date.fromisoformat(start) - date.fromisoformat(other)).days if exact else 0
        # another day of the same meeting: a rival, not a new one
        near = same_kind and days <= NEAR and meeting.round in (None, round_of(event["title"]))
        return (agree and (exact or same_kind)) or (exact and near)
    if not agree or (event["city"] and meeting.city.value and not exact):
        return False
    first, second = (
        set(re.findall(r"[^\W_]{4,}", folded(text))) for text in (event["title"], meeting.title.value)
    )
    alike = len(first & second) >= 0.6 * min(len(first), len(second)) > 0
    series = event["series"] == series_of(meeting.title.value, meeting.context)
    return (series or alike) and (same_kind or exact)


def event_id(reading: Reading, meeting: Meeting, ids: list[str]) -> str:
    """Return an id that no event has: place, or words of the title, and day."""
    taken = [name.lower() for name in (*ids, *(row["event"] for row in reading.records["events"]))]
    capitals = " ".join(re.findall(r"[A-Z]\w+", meeting.title.value)[:2])
    place = meeting.city.value or meeting.country.value or capitals or "event"
    return new_id(f"{place} {meeting.start.value}", taken).upper()

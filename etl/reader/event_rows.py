"""Meetings as rows of events, tied to those of the records."""

import re
from datetime import date

from etl.reader.meeting_lists import in_line, in_list
from etl.reader.meetings import Meeting, in_sentence, merged
from etl.reader.paragraphs import folded
from etl.reader.participants import Part, participant_rows, participations
from etl.reader.reading import Cell, Reading
from etl.reader.titles import round_of, series_of

NEAR = 3  # days between two tellings of a meeting that is the same


def read_meetings(reading: Reading) -> None:
    """Propose the meetings of a document and who took part in them."""
    meetings: list[Meeting] = []
    for one in reading.paragraphs:
        listed = in_list(reading, one)
        meetings += listed
        for sentence in [] if listed else one.sentences:
            meetings += in_line(reading, one, sentence) or in_sentence(reading, one, sentence)
    meetings = merged(meetings)
    parts, states = participations(reading, meetings)
    ids = event_ids(reading, meetings)
    for number, meeting in enumerate(meetings):
        event_row(reading, meeting, ids[number], parts, states.get(number, Cell("")))
    participant_rows(reading, parts, ids, meetings)


def event_row(reading: Reading, meeting: Meeting, event: str, parts: list[Part], states: Cell) -> None:
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
        "states": states,
        "organisers": joined(parts, meeting, arranging),
        "funders": joined(parts, meeting, ("funder",)),
        "date_precision": Cell(meeting.precision),
        "basis": Cell("projection" if meeting.announced else ""),
    }
    reading.row("events", meeting.where, cells, "; ".join(meeting.notes), high=meeting.high)


def joined(parts: list[Part], meeting: Meeting, roles: tuple[str, ...]) -> Cell:
    """Return the names of those with one of the roles, office holders left out."""
    mine = [part for part in parts if part.meeting is meeting and part.role in roles]
    mine = [part for part in mine if part.kind != "person-office"]
    names = dict.fromkeys(part.name.value + (" (support)" if part.note == "support" else "") for part in mine)
    return Cell("; ".join(names), "; ".join(dict.fromkeys(part.name.place for part in mine)))


def event_ids(reading: Reading, meetings: list[Meeting]) -> list[str]:
    """Return the id of each meeting: that of the records, or a new one of place and day."""
    taken = {row["event"] for row in reading.records["events"]}
    ids: list[str] = []
    for meeting in meetings:
        known = known_event(reading, meeting)
        new = new_id(meeting, taken | set(ids))
        ids.append(known if known and known not in ids else new)
    return ids


def known_event(reading: Reading, meeting: Meeting) -> str:
    """Return the event of the records that a meeting is, nothing if it is new: same days, place and kind."""
    events = reading.records["events"]
    candidates = [event for event in events if fits(meeting, event)]
    for narrower in (
        [event for event in candidates if event["kind"] == meeting.kind],
        [event for event in candidates if event["start"] == meeting.start.value],
        [event for event in candidates if round_of(event["title"]) == meeting.round],
    ):
        candidates = narrower if len(candidates) > 1 and narrower else candidates
    candidates = candidates or [event for event in events if nearly(meeting, event)]
    return candidates[0]["event"] if len(candidates) == 1 else ""


def fits(meeting: Meeting, event: dict[str, str]) -> bool:
    """Tell whether a row of events can be a meeting: it starts on the day, and nothing speaks against it."""
    start, other = meeting.start.value, event["start"]
    shorter = min(len(start), len(other))
    if shorter < 4 or (shorter == 4 and start != other) or start[:shorter] != other[:shorter]:
        return False
    cities = (folded(event["city"]), folded(meeting.city.value))
    if event["country"] and meeting.country.value and event["country"] != meeting.country.value:
        return False
    same_city = cities[0] == cities[1] != ""
    series = event["series"] == series_of(meeting.title.value, meeting.context)
    if same_city:
        return shorter == 10 or event["kind"] == meeting.kind or series
    exact = len(start) == len(other) == 10
    if all(cities) and not exact:
        return False
    first, second = (
        set(re.findall(r"[^\W_]{4,}", folded(text))) for text in (event["title"], meeting.title.value)
    )
    likely = series or len(first & second) >= 0.6 * min(len(first), len(second)) > 0
    return likely and (event["kind"] == meeting.kind or exact)


def nearly(meeting: Meeting, event: dict[str, str]) -> bool:
    """Tell whether a row of events is of the same kind in the same city, at most three days apart."""
    starts = (meeting.start.value, event["start"])
    same = event["kind"] == meeting.kind and folded(event["city"]) == folded(meeting.city.value) != ""
    if (
        not same
        or any(len(start) < 10 for start in starts)
        or meeting.round not in (None, round_of(event["title"]))
    ):
        return False
    first, second = (date.fromisoformat(start) for start in starts)
    return abs((first - second).days) <= NEAR


def new_id(meeting: Meeting, taken: set[str]) -> str:
    """Return an id that no event has: place, or words of the title, and day."""
    capitals = " ".join(re.findall(r"[A-Z]\w+", meeting.title.value)[:2])
    place = meeting.city.value or meeting.country.value or capitals or "event"
    base = re.sub(r"[^A-Z0-9]+", "-", folded(place).upper()).strip("-") + f"-{meeting.start.value}"
    numbers = (f"{base}-{number}" for number in range(2, 1000))
    return base if base not in taken else next(name for name in numbers if name not in taken)

"""Meetings as rows of events, tied to the events that the records have; memberships that an agreement founded."""

import re

from etl.documents.characters import folded
from etl.documents.counts import Count, attending
from etl.documents.findings import Cell, Finding, Reading
from etl.documents.meeting_words import series_of
from etl.documents.meetings import Meeting, alike
from etl.documents.paragraphs import locator
from etl.documents.taking import Taking


def known_event(meeting: Meeting, reading: Reading) -> dict[str, str] | None:
    """Return the event of the records that a meeting is, None if it is new: same days, same place, no other kind."""
    candidates = [row for row in reading.records.of("events") if fits(meeting, row)]
    if len(candidates) > 1:
        narrow = [
            row for row in candidates if row["kind"] == meeting.kind or row["start"] == meeting.start.value
        ]
        candidates = narrow or candidates
    if len(candidates) > 1:
        candidates = [row for row in candidates if alike(row["title"], meeting.title.value)] or candidates
    return candidates[0] if len(candidates) == 1 else None


def fits(meeting: Meeting, row: dict[str, str]) -> bool:
    """Tell whether a row of events can be a meeting."""
    if not row["start"] or not meeting.start.value:
        return False
    shorter = min(len(row["start"]), len(meeting.start.value))
    if row["start"][:shorter] != meeting.start.value[:shorter] or (
        shorter == 4 and len(row["start"]) != len(meeting.start.value)
    ):
        return False
    same_city = bool(row["city"]) and folded(row["city"]) == folded(meeting.city.value)
    if row["city"] and meeting.city.value and not same_city and row["country"] != meeting.country.value:
        return False
    if row["country"] and meeting.country.value and row["country"] != meeting.country.value:
        return False
    series = series_of(f"{meeting.title.value} {meeting.context}", meeting.kind, meeting.start.value)
    likely = (
        row["kind"] == meeting.kind or row["series"] == series or alike(row["title"], meeting.title.value)
    )
    if same_city:
        return likely or shorter == 10
    return likely and (
        row["series"] == series
        or alike(row["title"], meeting.title.value)
        or (shorter == 10 and bool(row["country"]) and row["country"] == meeting.country.value)
    )


def event_ids(meetings: list[Meeting], reading: Reading) -> dict[int, str]:
    """Return the id of each meeting: that of the records, or a new one of place and day."""
    taken = {row["event"] for row in reading.records.of("events")}
    ids: dict[int, str] = {}
    for meeting in meetings:
        if meeting.known:
            ids[id(meeting)] = meeting.known
            continue
        known = known_event(meeting, reading)
        if known is not None and known["event"] not in ids.values():
            ids[id(meeting)] = known["event"]
            continue
        place = (
            meeting.city.value
            or meeting.country.value
            or " ".join(re.findall(r"[A-Z]\w+", meeting.title.value)[:2])
            or "event"
        )
        base = re.sub(r"[^A-Z0-9]+", "-", folded(place).upper()).strip("-") + f"-{meeting.start.value}"
        new, number = base, 1
        while new in taken or new in ids.values():
            number += 1
            new = f"{base}-{number}"
        ids[id(meeting)] = new
    return ids


def event_rows(
    meetings: list[Meeting], ids: dict[int, str], taking: list[Taking], counts: list[Count], reading: Reading
) -> list[Finding]:
    """Return meetings as rows of events."""
    rows = []
    for meeting in meetings:
        if meeting.known:
            continue
        known = known_event(meeting, reading)
        series = (
            known["series"]
            if known and known["event"] == ids[id(meeting)]
            else series_of(f"{meeting.title.value} {meeting.context}", meeting.kind, meeting.start.value)
        )
        lat, lon = reading.known.points.get((folded(meeting.city.value), meeting.country.value), ("", ""))
        cells = {
            "event": Cell(ids[id(meeting)]), "title": meeting.title, "kind": Cell(meeting.kind, meeting.title.place), "series": Cell(series),
            "start": meeting.start, "end": meeting.end, "city": meeting.city, "country": meeting.country, "lat": Cell(lat), "lon": Cell(lon),
            "states": attending(counts, meeting) or Cell(""), "organisers": joined(taking, meeting, ("organiser",) if meeting.kind == "visit" else ("organiser", "host")),
            "funders": joined(taking, meeting, ("funder",)), "date_precision": Cell(meeting.precision),
        }  # fmt: skip
        filled = {column: value for column, value in cells.items() if value.value}
        note = "; ".join(meeting.notes)
        rows.append(
            Finding(
                "events",
                filled,
                "high" if meeting.high else "medium",
                locator(meeting.where.paragraph, meeting.where.first),
                note,
            )
        )
    return rows


def joined(taking: list[Taking], meeting: Meeting, roles: tuple[str, ...]) -> Cell:
    """Return the names of those with one of the roles, offices and places of seat left out."""
    named = [
        each
        for each in taking
        if each.meeting is meeting and each.role in roles and each.kind != "person-office"
    ]
    names = dict.fromkeys(
        each.name.value + (" (support)" if "support" in each.note else "") for each in named
    )
    return Cell("; ".join(names), "; ".join(dict.fromkeys(each.name.place for each in named)))


def oslo_rows(
    meetings: list[Meeting], ids: dict[int, str], counts: list[Count], reading: Reading
) -> list[Finding]:
    """Return the exact counts of the conferences of the Oslo Process, as rivals where the records have others."""
    oslo = {row["event"] for row in reading.records.of("events") if row["series"] == "Oslo Process"}
    main = {row["event"]: row for row in reading.records.of("oslo_process") if row["claim"] == "main"}
    rows = []
    for meeting in meetings:
        event = ids[id(meeting)]
        mine = [each for each in counts if each.meeting is meeting and not each.note]
        states = attending(counts, meeting)
        endorsing = next((each.value for each in mine if each.indicator == "states endorsing"), None)
        if event not in oslo or not (states or endorsing):
            continue
        rival = event in main and (states is None or main[event]["states"] != states.value)
        cells = {
            "event": Cell(event), "claim": Cell("alt" if rival else "main"), "start": meeting.start, "end": meeting.end,
            "states": states or Cell(""), "endorsing": endorsing or Cell(""),
        }  # fmt: skip
        filled = {column: value for column, value in cells.items() if value.value}
        place = next(each for each in mine if each.value in (states, endorsing)).sentence
        rows.append(Finding("oslo_process", filled, "high", locator(place.paragraph, place.first)))
    return rows


def membership_rows(meetings: list[Meeting], taking: list[Taking], reading: Reading) -> list[Finding]:
    """Return the founders of an organisation: the states that signed the agreement to establish it."""
    rows = []
    for meeting in meetings:
        founded = re.search(
            r"agreement to (?:establish|found|create) (?:the )?(?P<what>[A-Z][\w-]+)", meeting.title.value
        )
        if meeting.kind != "signing" or not founded:
            continue
        for each in taking:
            if each.meeting is not meeting or each.note != "signatory" or not each.country:
                continue
            through = each.kind != "state"
            cells = {
                "organisation": Cell(founded["what"], meeting.title.place),
                "country": Cell(each.country, each.name.place),
                "status": Cell("founder"),
                "since": meeting.start,
            }
            note = f"through {each.name.value}" if through else ""
            rows.append(
                Finding(
                    "memberships",
                    cells,
                    "medium" if through else "high",
                    locator(each.sentence.paragraph, each.sentence.first),
                    note,
                )
            )
    return rows

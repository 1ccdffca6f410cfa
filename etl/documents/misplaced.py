"""States that a document names as participants of a meeting at which they cannot well have been."""

import re

from etl.documents.findings import Found, Reading, doubt
from etl.documents.meetings import Meeting
from etl.documents.paragraphs import Sentence, locator
from etl.documents.regions import TITLES, countries_of, regions_in
from etl.documents.taking import Taking

ELSEWHERE = re.compile(
    r"(?i)\b(?:other regions?|outside (?:of )?the region|observers?|donors?|beyond the region|from other"
    r"|counterparts from)\b"
)
SMALLEST_GROUP = 3  # states: fewer may well be guests


def without_misplaced(
    reading: Reading,
    sentence: Sentence,
    meeting: Meeting,
    taking: list[Taking],
    earlier: list[Taking],
    found: Found,
) -> list[Taking]:
    """Return participants without a group of states that does not belong to the meeting; the group is a doubt."""
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

    Rule: at least three states, in a sentence that does not say that they came from elsewhere, and none of
    them lies in the region that the meeting is named for, or none stands in the list of those who attended.
    """
    if len(group) < SMALLEST_GROUP or ELSEWHERE.search(sentence.text):
        return ""
    countries = {each.country for each in group}
    reasons = []
    regions = [code for code, _, _ in regions_in(f"{meeting.title.value} {reading.title}")]
    home = {meeting.country.value}.union(*(countries_of(reading.records, code) for code in regions))
    if regions and not countries & home:
        reasons.append(
            f"none of the {len(group)} lies in {TITLES[regions[0]]}, which the meeting is named for"
        )
    listed = [each for each in earlier if each.meeting is meeting and each.kind == "state" and each.high]
    listed = [each for each in listed if each.role == "participant"]
    if len(listed) >= SMALLEST_GROUP and not countries & {each.country for each in listed}:
        reasons.append(
            f"the list of states attending ({locator(listed[0].sentence.paragraph)}) has none of them"
        )
    return "; ".join([*reasons, *elsewhere(reading, meeting, countries)]) if reasons else ""


def elsewhere(reading: Reading, meeting: Meeting, countries: set[str]) -> list[str]:
    """Return the event of the records, other than the meeting, at which all these states took part."""
    there: dict[str, set[str]] = {}
    for row in reading.records.of("event_participants"):
        if row["kind"] == "state":
            there.setdefault(row["event"], set()).add(row["country"])
    events = {row["event"]: row for row in reading.records.of("events")}
    for event, states in there.items():
        row = events.get(event)
        if row and countries <= states and row["start"] != meeting.start.value:
            return [f"the records have the same states at '{row['title']}' ({row['start']})"]
    return []

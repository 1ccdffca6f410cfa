"""Groups that took part as a whole, and what is said of all the meetings of a series."""

import re
from dataclasses import replace

from etl.documents.meetings import Meeting
from etl.documents.names import Mark
from etl.documents.paragraphs import Sentence
from etl.documents.reading import Cell, Marked, Reading, cell
from etl.documents.records import (
    countries_of,
    state_names,
)
from etl.documents.roles import Stretch, stretches
from etl.documents.taking import GROUP, Scene, Taking, organisation_taking, with_role

CAPITALS = {
    "ALB": "Tirana",
    "BIH": "Sarajevo",
    "XKX": "Pristina",
    "MNE": "Podgorica",
    "MKD": "Skopje",
    "SRB": "Belgrade",
}


# "The Local Coordination Meetings are led by …": true of every meeting of the series.
GENERAL = re.compile(
    r"^(?:The|These|All)\s+(?:[\w-]+\s+){0,5}(?P<noun>(?i:meetings|conferences|workshops|seminars"
    r"|gatherings))\s+(?P<verb>are|gather|bring together|were|is|serve|also)\b"
)

# "SEESAC was tasked … to organize twice per year Regional Roadmap Coordination meetings"
TASKED = re.compile(
    r"(?P<org>[A-Z][A-Z-]{2,}|[A-Z][\w' -]+?) (?:(?:was|is|has been) (?:tasked"
    r"|mandated)[^.]*? to organi[sz]e|is (?:also )?organi[sz]ing twice|organi[sz]es"
    r"|is supporting the organi[sz]ation)\b[^.]*?(?P<series>(?:[A-Z][\w]* )*(?:[Rr]egional"
    r"|[Ll]ocal) (?:[A-Za-z]+ )*)[Mm]eetings"
)


SERIES_WORDS = {"local", "regional", "coordination", "roadmap", "donor", "high-level"}


OF_ALL = "said of all meetings of the series"


def group_members(scene: Scene) -> list[Taking]:
    """Return the members of a group named as a whole: ministers of the Western Balkans."""
    rows: list[Taking] = []
    names = state_names(scene.reading.records)
    for match in GROUP.finditer(scene.one.text, scene.part.first, scene.part.last):
        commissions = "ommission" in match["who"]
        place = f"from {cell('', scene.one.paragraph, match.start(), match.end()).place}"
        note = f"named as a group: {' '.join(match[0].split())}"
        for country in sorted(countries_of(scene.reading.records, "WB")):
            state = scene.reading.known.shown.get(country, names.get(country, country))
            text = f"SALW Commission ({CAPITALS[country]})" if commissions else state
            kind = "organisation" if commissions else "state"
            if all(row.name.value != text for row in rows):
                taking = Taking(
                    scene.meeting,
                    Cell(text, place),
                    kind,
                    country,
                    scene.part.role,
                    scene.sentence,
                    note=note,
                    high=False,
                )
                rows.append(taking)
    return rows


def said_of_all(
    reading: Reading, one: Marked, sentence: Sentence, general: re.Match[str], meetings: list[Meeting]
) -> list[Taking]:
    """Return who takes part in, leads or organises every meeting of a series."""
    tasked = "series" in general.re.groupindex
    series = general["series"] if tasked else sentence.text[: general.end("noun")]
    words = {word.lower() for word in re.findall(r"[A-Za-z-]{4,}", series)} & SERIES_WORDS
    if tasked:
        first, last = sentence.first + general.start("org"), sentence.first + general.end("org")
        parts = [Stretch("organiser", first, last, "support" if "support" in general[0] else "", first)]
    else:
        parts = [
            each for each in stretches(one.text, sentence.first, sentence.last) if each.note != "support"
        ]
    rows: list[Taking] = []
    for meeting in meetings:
        if meeting.announced and len(meetings) > 1:
            continue
        if all(word in f"{meeting.title.value} {meeting.listed}".lower() for word in words):
            rows += of_series([Scene(reading, one, sentence, meeting, part) for part in parts])
            rows += decided(Scene(reading, one, sentence, meeting, parts[0]), general) if tasked else []
    return rows


DECISION = re.compile(r"\b(?:EU|European Union) Council Decision\b")


BY_DECISION = "by the Council Decision under which it is organised"


def decided(scene: Scene, general: re.Match[str]) -> list[Taking]:
    """Return the European Union as funder of what its Council Decision tasks an organisation with."""
    decision = DECISION.search(general[0])
    union = scene.reading.known.organisations.get("European Union")
    if decision is None or union is None:
        return []
    first, last = (scene.sentence.first + general.start() + at for at in decision.span())
    mark = Mark("organisation", union.name, first, last, union.country, union.type, union.actor)
    note = f"{OF_ALL}; {BY_DECISION}"
    return [with_role(organisation_taking(scene, mark, note, high=False), "funder")]


def of_series(scenes: list[Scene]) -> list[Taking]:
    """Return the participants of a series as those of one meeting: the commission of its city."""
    rows = []
    for scene in scenes:
        listed = scene.meeting.listed and " - " in scene.meeting.title.value
        for mark in scene.one.organisations:
            if not scene.holds(mark):
                continue
            if re.match(r"(?i)SALW commission", mark.value):
                rows += [commission_of(scene, mark)] if listed else []
            elif not GROUP.match(scene.one.text, mark.first):
                note = f"{OF_ALL}; {scene.part.note}" if scene.part.note else OF_ALL
                rows.append(organisation_taking(scene, mark, note, high=False))
        if not listed:
            rows += [replace(each, note=f"{OF_ALL}; {each.note}") for each in group_members(scene)]
    return rows


def commission_of(scene: Scene, mark: Mark) -> Taking:
    """Return the SALW Commission of the city of a local meeting as its host."""
    name = cell(f"SALW Commission ({scene.meeting.city.value})", scene.one.paragraph, mark.first, mark.last)
    country = scene.meeting.country.value
    return Taking(
        scene.meeting, name, "organisation", country, "host", scene.sentence, note=OF_ALL, high=False
    )

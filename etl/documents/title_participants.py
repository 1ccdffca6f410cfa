"""Participants that the telling of a meeting itself names: who visited whom, whose workshop it was."""

import re

from etl.documents.findings import cell
from etl.documents.groups import GROUP
from etl.documents.meeting_words import nouns
from etl.documents.names import Mark
from etl.documents.persons import HONORIFIC, NAME, OFFICE
from etl.documents.records import state_names
from etl.documents.taking import Scene, Taking, organisation_taking, state_taking, with_role

VISIT_TO = re.compile(r"(?i)\b(?:visit(?:ed)?\s+(?:to\s+)?)(?=[A-Z]|the\s)")
VISITOR = re.compile(
    rf"(?:the\s+)?(?P<who>(?P<office>{OFFICE})\s+of\s[^.;]*?,\s+(?:{HONORIFIC})?{NAME})"
    rf"\s+(?:made|paid|visited)"
)
MODIFIES = re.compile(
    r"(?:-organi[sz]ed|/[A-Z]\w+|(?:\s+(?:[A-Z][\w-]*|multilateral|regional|international))*)*\s+"
)
NAMED = "named in the title"


def visited(scene: Scene) -> list[Taking]:
    """Return the countries that a visit led to, as hosts, and the office holder who made it."""
    sentence = scene.sentence
    to = VISIT_TO.search(sentence.text)
    if scene.meeting.kind != "visit" or not to:
        return []
    known = state_names(scene.reading.records)
    marks = [mark for mark in scene.one.countries if sentence.first + to.end() <= mark.first < sentence.last]
    rows = [with_role(state_taking(scene, mark), "host") for mark in marks if mark.value in known]
    if who := VISITOR.search(sentence.text):
        first, last = sentence.first + who.start("who"), sentence.first + who.end("who")
        name = cell(who["who"], scene.one.paragraph, first, last)
        role = "president" if who["office"] == "President" else "participant"
        rows.append(Taking(scene.meeting, name, "person-office", "", role, sentence))
    return rows


def in_title(scene: Scene) -> list[Taking]:
    """Return the organisations in a title: before the noun as organisers, behind it as members."""
    sentence = scene.sentence
    noun = next(iter(nouns(scene.one.text, sentence.first, sentence.last)), None)
    if noun is None:
        return []
    rows = []
    for mark in scene.one.organisations:
        if not sentence.first <= mark.first < sentence.last or GROUP.match(scene.one.text, mark.first):
            continue
        if organises(scene, mark, noun):
            rows.append(with_role(organisation_taking(scene, mark, NAMED, high=False), "organiser"))
        elif is_member(scene, mark, noun):
            rows.append(with_role(organisation_taking(scene, mark, NAMED, high=False), "participant"))
    return rows


def organises(scene: Scene, mark: Mark, noun: re.Match[str]) -> bool:
    """Tell whether an organisation stands before a noun as the one whose meeting it is."""
    own = mark.actor not in ("rasr", "seemacc")
    return (
        own
        and mark.last <= noun.start()
        and bool(MODIFIES.fullmatch(scene.one.text[mark.last : noun.start()]))
    )


def is_member(scene: Scene, mark: Mark, noun: re.Match[str]) -> bool:
    """Tell whether an organisation belongs to those who met: a meeting of directors of centres and ITF."""
    title = scene.meeting.title.value
    if not re.match(r"\s+of\s", scene.one.text[noun.end() :]) or "part" in noun[0].lower():
        return False
    last = noun.end() + max(0, len(title) - title.lower().find(noun[0].lower()) - len(noun[0]))
    return noun.end() <= mark.first < last

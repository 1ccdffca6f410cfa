"""One that took part in a meeting, and the rows that participants give."""

from dataclasses import dataclass, replace

from etl.documents.findings import Cell, Finding, Reading, cell, row
from etl.documents.marks import Marked
from etl.documents.meetings import Meeting
from etl.documents.names import Mark
from etl.documents.paragraphs import Sentence
from etl.documents.persons import Person
from etl.documents.records import state_names, usual_participants
from etl.documents.roles import Stretch


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


@dataclass(frozen=True)
class Scene:
    """A stretch of a sentence that tells of a meeting, and the office holders named in it."""

    reading: Reading
    one: Marked
    sentence: Sentence
    meeting: Meeting
    part: Stretch
    people: tuple[Person, ...] = ()

    def holder(self, mark: Mark) -> Person | None:
        """Return the office holder within whose name a mark stands."""
        return next((each for each in self.people if each.first <= mark.first < each.last), None)

    def holds(self, mark: Mark) -> bool:
        """Whether a mark stands in the stretch."""
        return self.part.first <= mark.first < self.part.last


def state_cell(reading: Reading, one: Marked, mark: Mark) -> Cell:
    """Return a state by the name that the records use, with its place."""
    shown = reading.known.shown.get(mark.value) or state_names(reading.records).get(mark.value, mark.value)
    return cell(shown, one.paragraph, mark.first, mark.last)


def state_taking(scene: Scene, mark: Mark, note: str = "", high: bool = True) -> Taking:
    """Return a state as taking part; a former name is noted."""
    if mark.former:
        former = f"named '{scene.one.text[mark.first : mark.last]}' in the document"
        note = f"{note}; {former}" if note else former
    name = state_cell(scene.reading, scene.one, mark)
    return Taking(
        scene.meeting, name, "state", mark.value, scene.part.role, scene.sentence, note=note, high=high
    )


def organisation_taking(scene: Scene, mark: Mark, note: str = "", high: bool = True) -> Taking:
    """Return an organisation as taking part, by the name under which the records list it."""
    shown = usual_participants(scene.reading.records).get(mark.actor, mark.value)
    name = cell(shown, scene.one.paragraph, mark.first, mark.last)
    kind = mark.type or "organisation"
    return Taking(
        scene.meeting, name, kind, mark.country, scene.part.role, scene.sentence, mark.actor, note, high
    )


def with_role(taking: Taking, role: str) -> Taking:
    """Return a participant in another role."""
    return replace(taking, role=role)


def once(taking: list[Taking]) -> list[Taking]:
    """Return each participant of a meeting once in each role; the surer telling counts."""
    kept: dict[tuple[int, str, str], Taking] = {}
    for one in sorted(taking, key=lambda one: not one.high):
        kept.setdefault((id(one.meeting), one.name.value, one.role), one)
    order = {id(one): number for number, one in enumerate(taking)}
    return sorted(kept.values(), key=lambda one: order[id(one)])


def taking_rows(taking: list[Taking], event_of: dict[int, str]) -> list[Finding]:
    """Return participants as rows of event_participants."""
    rows = []
    for one in taking:
        rows.append(
            row(
                "event_participants",
                one.sentence,
                high=one.high,
                note=one.note,
                event=Cell(event_of[id(one.meeting)]),
                participant=one.name,
                actor=Cell(one.actor),
                kind=Cell(one.kind),
                country=Cell(one.country, one.name.place if one.kind == "state" else ""),
                role=Cell(one.role),
            )
        )
    return rows

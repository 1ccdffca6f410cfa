"""Says why two statements about the same thing differ, by written rules; else that it is not known."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from analysis.hazards import STATED

UNKNOWN = "reason not known"
HAZARDS = {
    "CMR": "cluster munition remnants alone",
    "AP_MINES": "anti-personnel mines alone",
    "MINES_MIXED": "mines of all kinds",
    "ERW": "explosive remnants alone",
    "ALL": "all hazards together",
}
GOVERNMENT = re.compile(r"(?i)government figure|reported by the government|^government")
OTHERS = re.compile(r"(?i)\bNGO|monitor count|monitor/imft|media count|initiative for a mine-free")
ROUNDING = r"(?:about|around|almost|nearly|over|more than|less than|at least|approximately|rounded|some)"
ROUNDED = re.compile(rf"(?i){ROUNDING}\b\W*(\d[\d,.]*)?")
"""A word of rounding, and the number after it."""
UP_TO = re.compile(r"(?i)\b(?:to|as of|by|first half of) ((?:\d+ )?(?:[a-z]{3,9} )?(?:19|20)\d\d)\b")
"""The day, month or year up to which a note says that was counted."""
REVISED = re.compile(
    r"(?i)as first published|as first reported|revised|updated total|\b\d{4} edition|later profile"
)
COMPUTED = re.compile(r"(?i)\b(computed|derived|by subtraction|by addition|sum of|added)\b")
PARTIES = re.compile(r"(?i)states parties")
NOTES = (
    (r"(?i)typing error", "typing error in one source"),
    (r"(?i)domestic|seimas vote|president signs", "a domestic act v the deposit abroad"),
    (r"(?i)news date", "day of the news v day of the deposit"),
    (r"(?i)= entry into force", "entry into force v ratification"),
    (r"(?i)ordinals?\b.*count|different dates|had joined", "counted at different dates"),
    (r"(?i)text is loose|page is wrong", "one text is loose"),
    (r"(?i)depositary notice", "one source did not know of the deposit"),
    (r"(?i)expected", "expected before v counted after"),
    (r"(?i)\binvited", "invited v present"),
    (r"(?i)part-year|by \d+ (jul|jun|aug|sep)", "a part of the year v the year"),
    (r"(?i)at the opening|at the close", "counted at different moments of the meeting"),
    (r"(?i)same \d+ states and wording|copied", "a paragraph copied from another meeting"),
    (r"(?i)covered by the \d+ survey", "a part of the survey v the whole"),
    (r"(?i)survey plus technical", "several methods of survey together v one"),
    (r"(?i)\(destroyed\).*once held|once held.*\(destroyed\)", "held v destroyed"),
    (r"(?i)\bsecondary\b", "one is a secondary source"),
)
"""What a note of the records says, and the reason that it gives."""


class Said(NamedTuple):
    """What the rules need to know of a statement."""

    hazard: str
    part: str
    value: float
    unit: str
    day: datetime | None
    note: str
    locator: str
    basis: str
    source: str
    kind: str
    publisher: str
    published: str


Rule = Callable[[Said, Said], str]


def reason(one: Said, other: Said) -> str:
    """Why two statements differ, all rules that apply; UNKNOWN where none does."""
    found = [words for rule in RULES if (words := rule(one, other))]
    return "; ".join(dict.fromkeys(found)) or UNKNOWN


def side(said: Said) -> str:
    """Whether a government or somebody outside it counted; empty where that is not said.

    The words of the record come before the kind of the document: the Monitor prints both sides.
    """
    words = f"{said.locator} | {said.note}"
    if GOVERNMENT.search(said.locator) or GOVERNMENT.search(said.note):
        return "government"
    if OTHERS.search(words):
        return "NGO"
    return {"government": "government", "non-governmental organisation": "NGO"}.get(said.kind, "")


def _hazards(one: Said, other: Said) -> str:
    if not one.hazard or not other.hazard or one.hazard == other.hazard:
        return ""
    words = [HAZARDS.get(said.hazard, said.hazard) for said in (one, other)]
    return " v ".join(words)


def _classes(one: Said, other: Said) -> str:
    if one.unit != "km²" or one.part == other.part or not (one.part in STATED and other.part in STATED):
        return ""
    words = {"SHA": "suspected (SHA)", "CHA": "confirmed (CHA)", "TOTAL": "estimate of the whole"}
    return " v ".join(words.get(said.part, "CHA and SHA together") for said in (one, other))


def _parties(one: Said, other: Said) -> str:
    only = [bool(PARTIES.search(said.note)) for said in (one, other)]
    return "States Parties only v worldwide" if only[0] != only[1] and one.unit != "" else ""


def _sides(one: Said, other: Said) -> str:
    sides = {side(one), side(other)}
    return "government v NGO" if sides == {"government", "NGO"} else ""


def _notes(one: Said, other: Said) -> str:
    text = f"{one.note} | {other.note}"
    return "; ".join(words for pattern, words in NOTES if re.search(pattern, text))


def _editions(one: Said, other: Said) -> str:
    """A later edition of the same publisher, or a note that says that the figure was revised."""
    same = bool(one.publisher) and one.publisher == other.publisher and one.source != other.source
    years = {one.published[:4], other.published[:4]}
    if same and len(years) == 2 and all(years):
        return f"editions of {min(years)} and {max(years)} of the same publisher"
    return "revised later" if REVISED.search(f"{one.note} | {other.note}") else ""


def _sums(one: Said, other: Said) -> str:
    """One was derived by whoever wrote the record; its note says how."""
    computed = {bool(COMPUTED.search(said.note)) for said in (one, other)}
    return "one is computed from other figures" if len(computed) == 2 else ""


def _dates(one: Said, other: Said) -> str:
    if one.day is None or other.day is None or one.unit == "days":
        return ""
    months = round(abs((one.day - other.day).days) / 30.4)
    return f"dates {months} months apart" if months >= 2 else ""


def _round(one: Said, other: Said) -> str:
    """One is rounded and the difference is small enough for that."""
    low, high = sorted((one.value, other.value))
    near = low > 0 and high / low <= 1.2
    rounded = any(_is_rounded(said) for said in (one, other))
    return "one is rounded" if near and rounded else ""


def _is_rounded(said: Said) -> bool:
    """A word of rounding stands before the figure, in whatever unit, or heads the note without a number."""
    first = ROUNDED.match(said.note.lstrip('" '))
    if first and not first[1]:
        return True
    figure = _plain(f"{said.value:.10g}")
    return any(_plain(number) == figure for number in ROUNDED.findall(said.note) if number)


def _plain(number: str) -> str:
    """The digits of a number without marks and without the zeros at its ends.

    >>> _plain("2,800,000"), _plain("2.8")
    ('28', '28')
    """
    return re.sub(r"\D", "", number).strip("0")


def _digits(one: Said, other: Said) -> str:
    """The same digits in another order: a slip of the pen, one way or the other."""
    texts = [f"{said.value:.10g}" for said in (one, other)]
    same = sorted(texts[0]) == sorted(texts[1]) and len(texts[0]) > 2
    return "the same digits in another order" if same and texts[0] != texts[1] else ""


def _until(one: Said, other: Said) -> str:
    """Both say up to when they count, and it is not the same."""
    ends = [UP_TO.findall(said.note) for said in (one, other)]
    return "counted up to different dates" if all(ends) and ends[0][-1] != ends[1][-1] else ""


def _second_hand(one: Said, other: Said) -> str:
    hands = {said.kind in ("encyclopaedia", "mirror") for said in (one, other)}
    return "one is a secondary source" if len(hands) == 2 else ""


def _itself(one: Said, other: Said) -> str:
    return "the same document states both" if one.source == other.source else ""


RULES: tuple[Rule, ...] = (
    *(_itself, _hazards, _classes, _parties, _sides, _notes, _editions),
    *(_sums, _digits, _until, _dates, _round, _second_hand),
)
"""All that apply are said, in this order."""

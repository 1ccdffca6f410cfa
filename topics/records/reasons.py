"""Why two statements about the same thing differ, by written rules; else that it is not known."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

import pandas as pd

from topics.vocabulary.land import AREA_CLASSES
from topics.vocabulary.records import DIFFERENCES

UNKNOWN = "reason not known"
CLASSES = {"CHA+SHA": "CHA and SHA together", "TOTAL": "estimate of the whole"}
SIDES = {"government": "government", "non-governmental organisation": "ngo"}
"""Who counts, by the kind of the document, where the record does not say it."""
SECONDARY = ("encyclopaedia", "mirror")
ROUNDING = 1.2
"""Times by which a rounded figure may be larger than another one of the same."""


class Statement(NamedTuple):
    """What the rules need to know of a statement; `hazard` is in words, `published` the year."""

    source: str
    hazard: str
    area_class: str
    value: float
    unit: str
    day: datetime | None
    is_computed: bool
    differences: frozenset[str]
    counted_by: str
    counted_to: str
    coverage: str
    is_rounded: bool
    document_kind: str
    publisher: str
    published: str


Rule = Callable[[Statement, Statement], str]


def statement(
    row: dict[str, Any], documents: dict[str, dict[str, Any]], hazards: dict[str, str]
) -> Statement:
    """What the rules need of a row of `statements`, its documents by id and words for hazards by code."""
    document = documents.get(row["source"], {})
    text = {name: value if isinstance(value, str) else "" for name, value in (document | row).items()}
    codes = frozenset(filter(None, text["difference"].split(";")))
    published = document.get("published")
    return Statement(
        source=text["source"],
        hazard=hazards.get(text["hazard"], text["hazard"]),
        area_class=text["area_class"],
        value=row["value"],
        unit=text["unit"],
        day=None if pd.isna(row["day"]) else row["day"].to_pydatetime(),
        is_computed=pd.notna(row["value"]) and (text["basis"] == "computed" or "sum" in codes),
        differences=codes,
        counted_by=text["counted_by"] or SIDES.get(text.get("kind", ""), ""),
        counted_to=text["counted_to"],
        coverage=text["coverage"],
        is_rounded=row["figure_column"] in text["rounded"].split(";"),
        document_kind=text.get("kind", ""),
        publisher=text.get("publisher", ""),
        published="" if published is None or pd.isna(published) else str(published.year),
    )


def reason(one: Statement, other: Statement) -> str:
    """Why two statements differ, all rules that apply; UNKNOWN where none does."""
    words = [rule(one, other) for rule in RULES]
    return "; ".join(dict.fromkeys(filter(None, words))) or UNKNOWN


def _each(first: str, second: str) -> str:
    return f"{first} in one, {second} in the other"


def _itself(one: Statement, other: Statement) -> str:
    return "the same document states both" if one.source == other.source else ""


def _hazards(one: Statement, other: Statement) -> str:
    is_same = not one.hazard or not other.hazard or one.hazard == other.hazard
    return "" if is_same else _each(one.hazard, other.hazard)


def _classes(one: Statement, other: Statement) -> str:
    classes = [each.area_class for each in (one, other)]
    if classes[0] == classes[1] or not all(classes):
        return ""
    return _each(*(CLASSES.get(code) or AREA_CLASSES.get(code, code) for code in classes))


def _parties(one: Statement, other: Statement) -> str:
    return _each("States Parties only", "worldwide") if one.coverage != other.coverage else ""


def _sides(one: Statement, other: Statement) -> str:
    is_either = {one.counted_by, other.counted_by} == {"government", "ngo"}
    return _each("counted by the government", "by an NGO") if is_either else ""


def _differences(one: Statement, other: Statement) -> str:
    """What the records themselves give as the reason."""
    codes = one.differences | other.differences
    return "; ".join(words for code, words in DIFFERENCES.items() if code in codes)


def _editions(one: Statement, other: Statement) -> str:
    """A later edition of the same publisher, or a record that says that the figure was revised."""
    is_same = bool(one.publisher) and one.publisher == other.publisher and one.source != other.source
    years = {one.published, other.published}
    if is_same and len(years) == 2 and all(years):
        return f"editions of {min(years)} and {max(years)} of the same publisher"
    return "revised later" if "revised" in one.differences | other.differences else ""


def _sums(one: Statement, other: Statement) -> str:
    return "one is computed from other figures" if one.is_computed != other.is_computed else ""


def _digits(one: Statement, other: Statement) -> str:
    """The same digits in another order: a slip of the pen, one way or the other."""
    texts = [f"{each.value:.10g}" for each in (one, other)]
    is_same = sorted(texts[0]) == sorted(texts[1]) and len(texts[0]) > 2
    return "the same digits in another order" if is_same and texts[0] != texts[1] else ""


def _until(one: Statement, other: Statement) -> str:
    """Both say up to when they count, and it is not the same."""
    ends = {one.counted_to, other.counted_to}
    return "counted up to different dates" if len(ends) == 2 and all(ends) else ""


def _dates(one: Statement, other: Statement) -> str:
    if one.day is None or other.day is None or one.unit == "days":
        return ""
    months = round(abs((one.day - other.day).days) / 30.4)
    return f"dates {months} months apart" if months >= 2 else ""


def _rounding(one: Statement, other: Statement) -> str:
    """One is rounded and the difference is small enough for that."""
    low, high = sorted((one.value, other.value))
    is_near = low > 0 and high / low <= ROUNDING
    return "one is rounded" if is_near and (one.is_rounded or other.is_rounded) else ""


def _second_hand(one: Statement, other: Statement) -> str:
    is_secondary = [each.document_kind in SECONDARY for each in (one, other)]
    return "one is a secondary source" if is_secondary[0] != is_secondary[1] else ""


RULES: tuple[Rule, ...] = (
    *(_itself, _hazards, _classes, _parties, _sides, _differences, _editions),
    *(_sums, _digits, _until, _dates, _rounding, _second_hand),
)
"""All that apply are said, in this order."""

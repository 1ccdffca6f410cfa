"""Sums a reader's own hazard areas by place, hazard family and class; knows no figures of others."""

from typing import Any

import pandas as pd

from topics.hazard_areas.outlines import MOST_OUTLINES
from topics.hazard_areas.own_areas import OwnAreas, inside
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.hazards import families
from topics.vocabulary.land import AREA_CLASSES
from topics.vocabulary.numbers import THIN, area, number, plural
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import sentence_case

NOT_STATED = "not stated"
"""Stands for a hazard, a class or a place that a file does not give."""
PLACE = {
    "country": ["country"],
    "subdivision": ["country", "subdivision"],
    "municipality": ["country", "municipality"],
    "own_unit": ["own_unit"],
}
"""Columns that name a place, by level."""


def counted(tables: Tables, areas: Any, *, has_closed: bool = False) -> Any:
    """The areas that are summed: without a problem and, unless they are asked for, not closed.

    *Columns*: those of areas, counted_km2 (measured, for a point as stated), family.
    """
    rows = areas[(areas["problem"] == "") & (areas["status"].ne("closed") | has_closed)]
    hazard = rows["hazard"].astype(object)
    return rows.assign(
        counted_km2=rows["area_km2"].fillna(rows["area_stated_km2"]),
        family=hazard.map(dict(families(tables))).astype(object).where(hazard.notna(), NOT_STATED),
    )


def are_many(view: View, areas: OwnAreas) -> bool:
    """Whether the areas inside a view are too many to be drawn by their shapes."""
    return len(inside(areas.rows, view)) > MOST_OUTLINES


def drawn_areas(tables: Tables, view: View, areas: OwnAreas) -> Any:
    """The counted areas that a map draws: closed ones too where all can be drawn by their shapes."""
    rows = inside(areas.rows, view)
    return counted(tables, rows, has_closed=areas.has_closed or not are_many(view, areas))


def sums(tables: Tables, areas: Any, level: str = "country", *, has_closed: bool = False) -> pd.DataFrame:
    """Number and area of the counted rows by place, hazard family and class.

    *Columns*: those of PLACE, family, area_class, areas, area_km2, area_stated_km2; what is not stated is
    NOT_STATED.
    """
    rows = pd.DataFrame(counted(tables, areas, has_closed=has_closed).drop(columns="geometry"))
    keys = [*PLACE[level], "family", "area_class"]
    rows = rows.assign(**{name: rows[name].astype(object).fillna(NOT_STATED) for name in keys})
    groups = rows.groupby(keys, sort=True)
    totals = groups[["counted_km2", "area_stated_km2"]].sum(min_count=1)
    totals = totals.rename(columns={"counted_km2": "area_km2"})
    totals.insert(0, "areas", groups.size())
    return totals.reset_index()


def own_headlines(tables: Tables, view: View, *, areas: OwnAreas) -> pd.DataFrame:
    """How many areas of a file are open, how large they are by class, how many are closed or not counted.

    *Columns*: heading, value, unit, remark, records.
    """
    rows = inside(areas.rows, view)
    every = counted(tables, rows, has_closed=True)
    closed = every["status"].eq("closed")
    lines = [_count(sentence("Open"), every[~closed])]
    for code, words in _classes().items():
        part = every[~closed & every["area_class"].eq(code)]
        lines += [_size(words, part)] if len(part) else []
    unknown = every[~closed & every["area_class"].isna()]
    lines += [_size(sentence("Class not stated"), unknown)] if len(unknown) else []
    lines += [_count(sentence("Closed"), every[closed])] if closed.any() else []
    if broken := len(rows) - len(every):
        lines.append((sentence("Without a valid shape"), float(broken), "", sentence("not counted")))
    frame = pd.DataFrame(lines, columns=["heading", "value", "unit", "remark"], dtype=object)
    return frame.assign(records=[()] * len(frame))


def answer(tables: Tables, view: View, areas: OwnAreas) -> str:
    """How many areas of a file are open, how large they are, and how many are closed, in a sentence."""
    every = counted(tables, inside(areas.rows, view), has_closed=True)
    closed = every["status"].eq("closed")
    total = every.loc[~closed, "counted_km2"].sum(min_count=1)
    size = area(total) if pd.notna(total) else sentence("no area stated")
    count, shut = plural(int((~closed).sum()), sentence("open area")), int(closed.sum())
    if shut:
        return sentence("{open}: {size}; {closed} closed", open=count, size=size, closed=number(shut))
    return sentence("{open}: {size}", open=count, size=size)


Headline = tuple[str, float | str | None, str, str]


def _count(heading: str, part: Any) -> Headline:
    """How many areas, and how large they are."""
    total = part["counted_km2"].sum(min_count=1)
    remark = area(total) if pd.notna(total) else sentence("no area stated") if len(part) else ""
    return heading, float(len(part)), sentence("areas") if len(part) != 1 else sentence("area"), remark


def _size(heading: str, part: Any) -> Headline:
    """How large areas are, and how many."""
    total = part["counted_km2"].sum(min_count=1)
    value, _, unit = area(total).rpartition(THIN)
    return heading, value if pd.notna(total) else None, unit, plural(len(part), "area")


def _classes() -> dict[str, str]:
    """The two classes of areas as headings."""
    return {code: sentence_case(AREA_CLASSES[code].partition(" (")[0]) for code in ("CHA", "SHA")}

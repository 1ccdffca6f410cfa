"""Sums a reader's own hazard areas by place, hazard family and class; knows no figures of others."""

from typing import Any

import pandas as pd

from topics.hazard_areas.own_areas import OwnAreas, inside
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.hazards import families
from topics.vocabulary.land import AREA_CLASSES
from topics.vocabulary.numbers import THIN, area, plural
from topics.vocabulary.text import sentence_case

NOT_STATED = "not stated"
"""Stands for a hazard, a class or a place that a file does not give."""
PLACE = {False: ["country"], True: ["country", "subdivision"]}
"""Columns that name a place, by whether countries are taken apart."""


def counted(tables: Tables, areas: Any) -> Any:
    """The areas that are summed: without a problem and not closed.

    *Columns*: those of areas, counted_km2 (measured, for a point as stated), family.
    """
    rows = areas[(areas["problem"] == "") & areas["status"].ne("closed")]
    hazard = rows["hazard"].astype(object)
    return rows.assign(
        counted_km2=rows["area_km2"].fillna(rows["area_stated_km2"]),
        family=hazard.map(dict(families(tables))).astype(object).where(hazard.notna(), NOT_STATED),
    )


def sums(tables: Tables, areas: Any, by_subdivision: bool = False) -> pd.DataFrame:
    """Number and area of the counted rows by place, hazard family and class.

    *Columns*: country, subdivision (where countries are taken apart), family, area_class, areas, area_km2,
    area_stated_km2; what is not stated is NOT_STATED.
    """
    rows = pd.DataFrame(counted(tables, areas).drop(columns="geometry"))
    keys = [*PLACE[by_subdivision], "family", "area_class"]
    rows = rows.assign(**{name: rows[name].astype(object).fillna(NOT_STATED) for name in keys})
    groups = rows.groupby(keys, sort=True)
    totals = groups[["counted_km2", "area_stated_km2"]].sum(min_count=1)
    totals = totals.rename(columns={"counted_km2": "area_km2"})
    totals.insert(0, "areas", groups.size())
    return totals.reset_index()


def own_headlines(tables: Tables, view: View, *, areas: OwnAreas) -> pd.DataFrame:
    """How many areas of a file are counted, and how large they are by class.

    *Columns*: heading, value, unit, remark, records.
    """
    rows = counted(tables, inside(areas.rows, view))
    parts = {words: rows[rows["area_class"] == code] for code, words in _classes().items()}
    unknown = rows[rows["area_class"].isna()]
    if len(unknown):
        parts["Class not stated"] = unknown
    lines: list[tuple[str, float | str | None, str, str]] = [
        ("Areas counted", float(len(rows)), "", "valid and not closed")
    ]
    for heading, part in parts.items():
        total = part["counted_km2"].sum(min_count=1)
        value, _, unit = area(total).rpartition(THIN)
        known = value if pd.notna(total) else None
        lines.append((heading, known, unit, plural(len(part), "row")))
    frame = pd.DataFrame(lines, columns=["heading", "value", "unit", "remark"], dtype=object)
    return frame.assign(records=[()] * len(frame))


def _classes() -> dict[str, str]:
    """The two classes of areas as headings."""
    return {code: sentence_case(AREA_CLASSES[code].partition(" (")[0]) for code in ("CHA", "SHA")}

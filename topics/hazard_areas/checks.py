"""Says what is wrong with each area of a reader's file, how large it is and where it lies; sums nothing."""

from typing import Any

import numpy as np
import pandas as pd

from topics.hazard_areas.places import NEAR_KM, placed
from topics.hazard_areas.shapes import MOST_PAIRS, area_km2, located, problems, repairable, repaired
from topics.hazard_areas.terms import fitting_unit
from topics.vocabulary.lists import listed
from topics.vocabulary.numbers import area, number, plural

DIFFERS = 0.1
"""Share by which a stated and a measured area may differ before it is reported."""
FAR, NEARER, USUAL = 5.0, 0.25, 0.5
"""Degrees from the middle of all from which on a row is far; how much nearer it must be with its coordinates
exchanged; share of the rows in its country at which it is not looked at."""
MOST_ROWS = 6


def checked(
    rows: pd.DataFrame,
    shapes: Any,
    crs: str,
    boundaries: Any,
    swapped: bool = False,
    repair: bool = False,
) -> Any:
    """The areas in degrees with what is wrong with each, its measured area and where it lies.

    Args:
        rows: in our terms, one for each shape.
        shapes: as they were read.
        crs: their coordinate system.
        boundaries: as `places.placed` takes its units.
        swapped: the first coordinate is the latitude.
        repair: mend outlines that are invalid.

    *Columns*: those of rows, problem_as_read, problem (what is still wrong), repaired, area_km2,
    country, subdivision, municipality as far as boundaries name them.
    """
    areas = located(rows, shapes, crs, boundaries, swapped)
    before = problems(areas)
    problem, mended = before, pd.Series(False, index=areas.index)
    if repair and repairable(before).any():
        areas = repaired(areas, repairable(before))
        problem = problems(areas)
        mended = repairable(before) & (problem == "")
    areas = areas.assign(problem_as_read=before, problem=problem, repaired=mended)
    areas = areas.assign(area_km2=area_km2(areas[problem == ""]).reindex(areas.index))
    return placed(areas, boundaries)


def differing(areas: Any) -> pd.DataFrame:
    """Rows whose stated area is not that of their polygon."""
    rows = pd.DataFrame(areas.drop(columns="geometry"))
    rows = rows[(rows["problem"] == "") & rows["area_km2"].gt(0) & rows["area_stated_km2"].notna()]
    share = (rows["area_stated_km2"] / rows["area_km2"] - 1).abs()
    return rows.assign(share=share)[share > DIFFERS].sort_values("share", ascending=False)


def repeated(areas: Any) -> pd.Series:
    """Rows whose identifier stands more than once."""
    return areas["id"].notna() & areas["id"].duplicated(keep=False)


def exchanged(valid: Any) -> Any:
    """Rows that lie far from the others, and among them with latitude and longitude exchanged."""
    bounds = valid.bounds.to_numpy()
    middles = (bounds[:, :2] + bounds[:, 2:]) / 2
    middle = np.median(middles, axis=0) if len(middles) else np.zeros(2)
    away, back = (np.hypot(*(places - middle).T) for places in (middles, middles[:, ::-1]))
    countries = valid["country"].fillna("")
    is_usual = countries.map(countries.value_counts(normalize=True)).ge(USUAL).to_numpy()
    return valid[(away > FAR) & (back < NEARER * away) & ~is_usual]


def outcome(areas: Any) -> str:
    """In a sentence what becomes of the rows with a problem; empty where there is none."""
    left, mended = int((areas["problem"] != "").sum()), int(areas["repaired"].sum())
    total = number(len(areas))
    if mended:
        return (
            f"{plural(mended, 'outline was', 'outlines were')} repaired; look at the new sizes before you "
            f"use them. {number(left)} of {total} rows are left out."
        )
    return f"{number(left)} of {total} rows cannot be counted and are left out." if left else ""


def remarks(areas: Any, overlaps: pd.DataFrame) -> list[str]:
    """What a data manager would want to know besides, in sentences; nothing where all is well.

    Args:
        areas: as `checked` gives them.
        overlaps: pairs of rows that share ground: one, other, shared_km2.
    """
    valid = areas[areas["problem"] == ""]
    outside = int(valid["country"].isna().sum())
    is_point, is_stated = valid["area_km2"].isna(), valid["area_stated_km2"].notna()
    counts = [
        (valid["status"].eq("closed"), "closed (cleared, cancelled or released): exported, but not counted"),
        (is_point & is_stated, "without an outline: counted with the area that your file states"),
        (
            is_point & ~is_stated,
            "without an outline and without a stated area: counted, but in no sum of km²",
        ),
        (valid["country"].isna(), f"more than {NEAR_KM:g} km outside the region: in no sum of a place"),
        (repeated(areas), "with an identifier that stands more than once"),
    ]
    sentences = [f"{plural(int(rows.sum()), 'row')} {words}." for rows, words in counts if rows.any()]
    if outside > len(valid) / 2:
        sentences.append(
            "Most areas lie outside: is the coordinate system right, and does longitude come first?"
        )
    if not (far := exchanged(valid)).empty:
        rows = listed(map(str, far["row"]), MOST_ROWS)
        sentences.append(
            f"{plural(len(far), 'row lies', 'rows lie')} far from all others, but among them with latitude "
            f"and longitude exchanged. Look at row {rows} of your file."
        )
    return [*sentences, *_sizes(areas, valid), *_overlaps(overlaps)]


def _sizes(areas: Any, valid: Any) -> list[str]:
    """Whether stated and measured areas agree."""
    unit, rows = fitting_unit(valid["area_stated_km2"], valid["area_km2"]), differing(areas)
    if unit and unit != "km2":
        return ["The stated areas fit their outlines better in another unit: look at the unit above."]
    if rows.empty:
        return []
    worst = rows.iloc[0]
    words = (
        f"{plural(len(rows), 'row')} with a stated area that differs by more than "
        f"{number(DIFFERS * 100, '%', digits=0)} from the outline; most of all row {worst['row']}: "
        f"{area(worst['area_stated_km2'])} stated, {area(worst['area_km2'])} measured."
    )
    return [words]


def _overlaps(pairs: pd.DataFrame) -> list[str]:
    """Whether ground is counted twice."""
    if pairs.empty:
        return []
    count = plural(len(pairs), "pair")
    one, other, more = pairs["one"].iloc[0], pairs["other"].iloc[0], len(pairs) >= MOST_PAIRS
    words = (
        f"{'More than ' if more else ''}{count} of outlines overlap, on {area(pairs['shared_km2'].sum())} in "
        f"all: this ground is counted twice. The first: rows {one} and {other}."
    )
    return [words]

"""Sums hazard areas of a reader's own file by place, beside the figures on record; draws nothing."""

from typing import Any

import pandas as pd

from analysis import hazards
from analysis.area_shapes import DEGREES, area_km2, located, plane, problems, repairable, repaired

NEAR_KM = 5.0
"""Areas this far outside a boundary still count for it: boundaries are generalised to about a kilometre."""
NOT_STATED = "not stated"
FAMILY_WORDS = {**hazards.FAMILIES, NOT_STATED: "hazard not stated"}
DIFFERS = 0.1
"""Share by which a stated and a measured area may differ before it is said."""
PLACE = {"country": ["country"], "subdivision": ["country", "subdivision"]}


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
        boundaries: as `placed` takes them.
        swapped: the first coordinate is the latitude.
        repair: mend outlines that are invalid.

    Columns: those of rows, found (what was wrong), problem (what is still wrong), repaired, area_km2,
    country, subdivision.
    """
    areas = located(rows, shapes, crs, swapped)
    found = problems(areas)
    problem, mended = found, pd.Series(False, index=areas.index)
    if repair and repairable(found).any():
        areas = repaired(areas, repairable(found))
        problem = problems(areas)
        mended = repairable(found) & (problem == "")
    areas = areas.assign(found=found, problem=problem, repaired=mended)
    areas = areas.assign(area_km2=area_km2(areas[problem == ""]).reindex(areas.index))
    return placed(areas, boundaries)


def placed(areas: Any, boundaries: Any) -> Any:
    """The areas with the country and the first-level subdivision in which a point inside each lies.

    Args:
        areas: in degrees.
        boundaries: first-level units and countries without them, by `country` and `subdivision`, in degrees.

    Columns: those of areas, country, subdivision (None outside all of them).
    """
    import geopandas as gpd  # noqa: PLC0415 - only a page with a file needs it

    known = areas[areas["problem"] == ""] if "problem" in areas else areas
    if known.empty:
        return areas.assign(country=None, subdivision=None)
    metres = plane(known)
    points = gpd.GeoDataFrame(geometry=known.representative_point(), crs=DEGREES).to_crs(metres)
    units = boundaries[["country", "subdivision", "geometry"]].to_crs(metres)
    inside = points.sjoin(units, predicate="within")
    near = points.drop(inside.index).sjoin_nearest(units, max_distance=NEAR_KM * 1000)
    found = pd.concat([inside, near])
    found = found[~found.index.duplicated()]
    return areas.assign(
        country=found["country"].reindex(areas.index).astype(object),
        subdivision=found["subdivision"].reindex(areas.index).astype(object),
    )


def counted(areas: Any) -> pd.DataFrame:
    """The rows that are summed: without a problem and not closed, with the area that counts.

    Columns: those of areas without geometry, counted_km2 (measured, for a point as stated), family.
    """
    rows = pd.DataFrame(areas.drop(columns="geometry"))
    rows = rows[(rows["problem"] == "") & rows["status"].ne("closed")]
    known = rows["hazard"].astype(object).where(rows["hazard"].notna(), NOT_STATED)
    return rows.assign(
        counted_km2=rows["area_km2"].fillna(rows["area_stated_km2"]), family=hazards.family(known)
    )


def sums(areas: Any, level: str = "country") -> pd.DataFrame:
    """Number and area of the counted rows by place, hazard family and class.

    Args:
        areas: as `placed` gives them.
        level: country or subdivision.

    Columns: country, subdivision (at that level), family, area_class, areas, area_km2, area_stated_km2.
    """
    rows = counted(areas)
    keys = [*PLACE[level], "family", "area_class"]
    rows = rows.assign(**{name: rows[name].astype(object).fillna(NOT_STATED) for name in keys})
    groups = rows.groupby(keys, sort=True)
    found = groups[["counted_km2", "area_stated_km2"]].sum(min_count=1)
    found = found.rename(columns={"counted_km2": "area_km2"})
    found.insert(0, "areas", groups.size())
    return found.reset_index()


def published(contamination: pd.DataFrame, level: str = "country") -> pd.DataFrame:
    """The latest figure on record of each place and hazard family.

    Columns: country, subdivision, family, hazard, area_class, area_km2, areas, as_of, as_of_precision,
    source, locator, basis, note, record_id.
    """
    if level == "country":
        rows = hazards.latest_figures(hazards.national(contamination))
    else:
        best = hazards.best_area(contamination[contamination["subdivision"].notna()])
        best = best[best["area_km2"].notna()].assign(family=hazards.family(best["hazard"]))
        best = best.sort_values(["as_of", "preferred"], kind="stable")
        rows = best.drop_duplicates(["subdivision", "family"], keep="last")
    columns = ["country", "subdivision", "family", "hazard", "area_class", "area_km2", "areas", "as_of"]
    columns += ["as_of_precision", "source", "locator", "basis", "note"]
    return rows[[*columns, *[name for name in ("record_id",) if name in rows]]]


def compared(areas: Any, contamination: pd.DataFrame, level: str = "country") -> pd.DataFrame:
    """The own sum of each place and hazard family beside the latest figure on record.

    The own sum is of the class that the published figure speaks of, where the file has it; a difference is
    given only between figures of the same class. What is published of the same places for hazards that the
    file does not have stays too, but not its zeros.

    Columns: those of PLACE, family, own_km2, own_areas, own_class, published_km2, difference_km2, area_class
    (of the published figure), as_of, as_of_precision, source, locator, basis, note, record_id.
    """
    own = sums(areas, level)
    place = PLACE[level]
    keys = [*place, "family"]
    records = published(contamination, level)
    records = records[records[place[-1]].isin(own[place[-1]])].rename(columns={"area_km2": "published_km2"})
    records = records.drop(columns=["areas", "hazard", *{"country", "subdivision"} - set(place)])
    found = own[keys].drop_duplicates().merge(records, on=keys, how="outer")
    summed = pd.DataFrame(
        [_own(own, row, keys) for row in found.to_dict("records")],
        columns=["own_km2", "own_areas", "own_class"],
        index=found.index,
    )
    found = found.join(summed.astype({"own_km2": "float64", "own_areas": "Int64", "own_class": object}))
    apart = found["area_class"].isin(["CHA", "SHA"]) & found["own_class"].notna()
    apart &= found["own_class"].astype(object) != found["area_class"].astype(object)
    found = found.assign(difference_km2=(found["own_km2"] - found["published_km2"]).round(6).mask(apart))
    found = found[found["own_areas"].notna() | found["published_km2"].gt(0)]
    columns = [*keys, "own_km2", "own_areas", "own_class", "published_km2", "difference_km2"]
    return found[[*columns, *[name for name in found if name not in columns]]].reset_index(drop=True)


def _own(own: pd.DataFrame, row: dict, keys: list[str]) -> tuple[float, int | None, str | None]:
    """Area, number and classes of the own rows that a published figure can be held against."""
    rows = own
    for key in keys:
        rows = rows[rows[key] == row[key]]
    if rows.empty:
        return float("nan"), None, None
    is_sorted = not (rows["area_class"] == NOT_STATED).any()
    alike = rows[rows["area_class"] == row["area_class"]]
    if row["area_class"] in ("CHA", "SHA") and is_sorted and len(alike):
        rows = alike
        return rows["area_km2"].sum(min_count=1), int(rows["areas"].sum()), row["area_class"]
    classes = "+".join(sorted(rows["area_class"])) if is_sorted else None
    return rows["area_km2"].sum(min_count=1), int(rows["areas"].sum()), classes


def differing(areas: Any) -> pd.DataFrame:
    """Rows whose stated area is not that of their polygon."""
    rows = pd.DataFrame(areas.drop(columns="geometry"))
    rows = rows[(rows["problem"] == "") & rows["area_km2"].gt(0) & rows["area_stated_km2"].notna()]
    share = (rows["area_stated_km2"] / rows["area_km2"] - 1).abs()
    return rows.assign(share=share)[share > DIFFERS].sort_values("share", ascending=False)


def repeated(areas: Any) -> pd.Series:
    """Rows whose identifier stands more than once."""
    return areas["id"].notna() & areas["id"].duplicated(keep=False)

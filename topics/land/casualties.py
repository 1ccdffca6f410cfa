"""Casualties of a year: the count to draw, and those of other sources beside it."""

import pandas as pd

from topics.land.release import first_values, single_years, with_roles
from topics.tables import with_records

SPLIT = ("killed", "injured", "unknown")
"""What became of those counted."""


def casualty_years(casualties: pd.DataFrame) -> pd.DataFrame:
    """Casualties per country and year, or per hazard and year worldwide: one row to draw, the others rivals.

    All hazards together come before a single hazard, then the preferred row; where another source has the
    same total and separates killed from injured, its row is drawn. Copies are left out, and so is a count of
    one hazard that is not larger than that of all: it is a part of it and no rival.

    *Columns*: those of the table, year, persons (the stated total, else the sum of the parts), role (stack,
    rival), is_split (the parts are drawn, not the total), records, is_stated.
    """
    rows = single_years(with_records(casualties))
    key = ["country", "year"] if "country" in rows else ["hazard", "year"]
    parts = rows[list(SPLIT)].sum(axis=1, min_count=1)
    rows = rows.assign(
        persons=rows["total"].astype("float64").fillna(parts),
        is_whole=rows["hazard"].eq("ALL"),
        has_both=rows[list(SPLIT[:2])].notna().all(axis=1),
        is_split=(rows["total"].isna() | parts.eq(rows["total"])) & parts.gt(0),
    ).dropna(subset="persons")
    rows = with_roles(rows, key, ["is_whole", "preferred"])
    first = first_values(rows, key, ["is_whole", "persons"])
    rows["agrees"] = rows["is_whole"].eq(first["is_whole"]) & rows["persons"].eq(first["persons"])
    is_part = ~rows["is_whole"] & (rows["persons"] <= first["persons"].where(first["is_whole"]))
    rows = with_roles(rows.assign(is_part=is_part), key, ["agrees", "has_both", "preferred"])
    is_second = rows["role"] == "rival"
    rows = rows.assign(is_split=rows["is_split"] & ~is_second)
    rows = rows[~(is_second & (rows["agrees"] | rows["is_part"]))]
    rows = rows.assign(is_stated=rows["is_split"] | rows["total"].notna())
    return rows.drop(columns=["is_whole", "has_both", "agrees", "is_part"]).reset_index(drop=True)

"""Composes what other sources state beside the figures on record with which own areas are compared."""

import pandas as pd

from topics.hazard_areas.comparison import PUBLISHED, at_level, published
from topics.hazard_areas.sums import PLACE
from topics.land.areas import figures
from topics.tables import Tables
from topics.view import View

YEARS_BEFORE = 2
"""Years before a figure in which figures of other sources are still beside it."""
SAME = 0.01
"""Share by which two figures may differ that are the same."""
MOST = 3
"""Other figures of a place and hazard family; the newest ones."""


def rival_figures(tables: Tables, view: View, level: str = "country") -> pd.DataFrame:
    """Figures of other documents for the places, hazard families and time of the figures on record.

    One figure a document, the newest; none that says the same as the one on record or as a newer rival, no
    part of a place, none from a document that repeats another.

    *Columns*: those of PLACE, family, area_class, area_km2, as_of, as_of_precision, source, locator, records,
    is_stated.
    """
    stated = figures(tables)
    copies = tables["sources"].loc[tables["sources"]["copies"].notna(), "source"]
    stated = stated[stated["area_km2"].notna() & ~stated["source"].isin(copies)]
    stated = at_level(stated[stated["subdivision"].notna() == (level != "country")], level)
    keys = [*PLACE[level], "family"]
    leads = at_level(published(tables, view, level != "country"), level)
    leads = leads[[*keys, "area_km2", "area_class", "as_of", "source"]]
    pairs = stated.merge(leads, on=keys, suffixes=("", "_lead"))
    age = pairs["as_of_lead"] - pairs["as_of"]
    near = age.between(pd.Timedelta(0), pd.Timedelta(days=365 * YEARS_BEFORE))
    alike = pairs["area_class"].eq(pairs["area_class_lead"]) | pairs["rank"].le(1)
    differs = (pairs["area_km2"] - pairs["area_km2_lead"]).abs() > SAME * pairs["area_km2_lead"]
    rows = pairs[near & alike & differs & pairs["source"].ne(pairs["source_lead"])]
    rows = rows.sort_values([*keys, "as_of", "preferred"], ascending=[True] * len(keys) + [False, False])
    rows = rows.drop_duplicates([*keys, "source"]).drop_duplicates([*keys, "area_km2"])
    rows = rows.groupby(keys, sort=False).head(MOST)
    columns = [*keys, *(name for name in PUBLISHED if name in rows and name not in keys)]
    return rows[columns].reset_index(drop=True)

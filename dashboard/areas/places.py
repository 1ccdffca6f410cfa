"""The boundaries into which hazard areas are sorted, from the files in data/geo."""

import json
from functools import lru_cache
from typing import Any

from dashboard import store


@lru_cache(maxsize=1)
def boundaries() -> Any:
    """First-level units, and whole countries where there are none, by country and subdivision, in degrees."""
    import geopandas as gpd  # noqa: PLC0415 - only a page with a file needs it
    import pandas as pd  # noqa: PLC0415

    units = gpd.GeoDataFrame.from_features(_features("see_admin1"), crs="EPSG:4326")
    units = units.assign(country=units["iso3"], subdivision=[part["id"] for part in _features("see_admin1")])
    whole = gpd.GeoDataFrame.from_features(_features("see_countries"), crs="EPSG:4326")
    whole = whole[~whole["iso3"].isin(units["country"])].assign(subdivision=None)
    columns = ["country", "subdivision", "geometry"]
    return pd.concat([units[columns], whole.assign(country=whole["iso3"])[columns]], ignore_index=True)


def _features(name: str) -> list[dict]:
    return json.loads(store.geometry(name))["features"]

"""The boundaries into which hazard areas are sorted: the finest of each country in data/geo."""

import json
from functools import lru_cache
from typing import Any

from dashboard import store

Bounds = tuple[float, float, float, float]
"""West, south, east, north, in degrees."""
MUNICIPALITIES = "_municipalities"
"""How the names of files with municipalities of a country end."""
AROUND = 0.2
"""Degrees around areas in which units are looked for."""
COLUMNS = ["country", "subdivision", "municipality", "name", "geometry"]


@lru_cache(maxsize=8)
def boundaries(bounds: Bounds | None = None) -> Any:
    """The finest units of South East Europe, and of every other country that bounds meet; each place once.

    These are municipalities where there is a file of them, else first-level units, else whole countries.

    *Columns*: country, subdivision and municipality (codes, None where the unit is larger), name, geometry in
    degrees.
    """
    import geopandas as gpd  # noqa: PLC0415 - only a page with a file needs it
    import pandas as pd  # noqa: PLC0415

    if bounds is None:
        return _region()
    west, south, east, north = bounds
    rows = store.world_units(west - AROUND, south - AROUND, east + AROUND, north + AROUND)
    if rows.empty:
        return _region()
    shapes = gpd.GeoSeries.from_wkb(rows["geometry"], crs="EPSG:4326")
    world = gpd.GeoDataFrame(rows.assign(municipality=None)[COLUMNS[:-1]], geometry=shapes)
    return pd.concat([_region(), world], ignore_index=True)


@lru_cache(maxsize=1)
def _region() -> Any:
    """The finest units of South East Europe."""
    import geopandas as gpd  # noqa: PLC0415 - only a page with a file needs it
    import pandas as pd  # noqa: PLC0415

    finest = [_units(name, "municipality") for name in municipal_layers().values()]
    known = {code for part in finest for code in part["country"]}
    first = _units("see_admin1", "subdivision")
    finest.append(first[~first["country"].isin(known)])
    whole = _units("see_countries", "country")
    finest.append(whole[~whole["country"].isin(set(first["country"]))])
    rows = pd.concat([part[COLUMNS] for part in finest], ignore_index=True)
    return gpd.GeoDataFrame(rows, crs="EPSG:4326")


def municipal_layers() -> dict[str, str]:
    """The boundary file with the municipalities of a country, by its code; of those that have one."""
    names = [name for name in store.boundaries() if name.endswith(MUNICIPALITIES)]
    return {name.removesuffix(MUNICIPALITIES).upper(): name for name in names}


def unit_names(units: Any) -> dict[str, str]:
    """The name of each unit by its code; of whole countries none."""
    codes = units["municipality"].fillna(units["subdivision"])
    return dict(zip(codes[codes.notna()], units.loc[codes.notna(), "name"], strict=True))


def _units(file: str, level: str) -> Any:
    """The units of a boundary file, which are all of one level."""
    import geopandas as gpd  # noqa: PLC0415

    features = json.loads(store.geometry(file))["features"]
    units = gpd.GeoDataFrame.from_features(features, crs="EPSG:4326")
    codes = {
        "country": units["iso3"],
        "subdivision": [one["properties"].get("parent", one["id"]) for one in features],
        "municipality": [one["id"] for one in features],
    }
    above = list(codes)[: list(codes).index(level) + 1]
    named = units.assign(name=units.get("name"))
    return named.assign(**{name: codes[name] if name in above else None for name in codes})

"""Parts of the world as maps show them: rows of map_extents, with the units of their boundary files."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

Tables = Mapping[str, pd.DataFrame]
Spot = tuple[float, float]
"""Longitude and latitude."""

AROUND = {"see_countries": "context"}
"""The boundary file of the land around the units of a file."""
OVERVIEW = "_overview"
"""Ends the names of files in less detail."""
PROJECTIONS = {
    "conic conformal": "Lambert conformal conic projection, parallels {:g}° and {:g}° N",
    "natural earth": "Natural Earth projection; distances are not to scale",
}
NARROWED = 120
"""Degrees of longitude within which a map of the world is narrowed to what it speaks of."""
SIDES, ENDS = 9, 7
"""Degrees that such a map shows beside and beyond the middles of its countries."""


@dataclass(frozen=True)
class Extent:
    """A part of the world as maps show it: a row of map_extents.

    `file` holds the outlines of its `units`; `context` are the units around them, of a file of their own.
    """

    name: str
    file: str
    row: Mapping[str, Any]
    units: tuple[str, ...]
    context: tuple[str, ...] = ()

    @property
    def is_world(self) -> bool:
        """Whether it is drawn from the outlines of the whole world."""
        return self.file == "world"

    @property
    def is_conic(self) -> bool:
        """Whether it lies on a cone, where shapes are true; else on the oval of the world."""
        return bool(self.row["projection"] == "conic conformal")

    @property
    def has_locator(self) -> bool:
        """Whether a small map says where in Europe all this is; a column of places needs its room."""
        return self.file not in ("world", "locator") and pd.isna(self.row["column_lon"])

    @property
    def around(self) -> str:
        """The file of the land around its units in the same detail; empty where there is none."""
        name = AROUND.get(self.file.removesuffix(OVERVIEW), "")
        return name + OVERVIEW * (bool(name) and self.file.endswith(OVERVIEW))


def extent_of(tables: Tables, name: str) -> Extent:
    """The extent of a name.

    Raises:
        LookupError: there is no such extent.
    """
    extents = {row["extent"]: row for row in tables["map_extents"].to_dict("records")}
    if name not in extents:
        raise LookupError(f"No extent '{name}' in map_extents. There are: {', '.join(extents)}")
    file = str(extents[name]["boundaries"])
    stem = file.removesuffix(OVERVIEW)
    if stem == "world":
        return Extent(name, file, extents[name], tuple(tables["map_units"]["unit"]))
    alike = [code for code, row in extents.items() if str(row["boundaries"]).removesuffix(OVERVIEW) == stem]
    rows = tables["map_countries"]
    inside = rows["extent"].isin(alike) & rows["role"].eq("member")
    units = tuple(dict.fromkeys(rows.loc[inside, "country"]))
    around = rows[rows["extent"].isin([name] if name in set(rows["extent"]) else alike) & ~inside]
    return Extent(name, file, extents[name], units, tuple(dict.fromkeys(around["country"])))


def extent_for(tables: Tables, countries: Iterable[str]) -> Extent:
    """The first extent that is made for all of some countries; at last the one that is made for none."""
    wanted, rows = set(countries), tables["map_countries"]
    members = rows[rows["role"] == "member"].groupby("extent")["country"].agg(set).to_dict()
    extents = tables["map_extents"].dropna(subset=["position"]).sort_values("position")["extent"].tolist()
    fitting = [name for name in extents if wanted <= members.get(name, set())]
    return extent_of(tables, [*fitting, *(name for name in extents if name not in members)][0])


def sheet_of(tables: Tables, extent: Extent, around: Collection[str]) -> dict[str, Any]:
    """What of an extent the drawing needs."""
    row = extent.row
    sheet = {
        "projection": row["projection"],
        "parallels": [row["parallel_south"], row["parallel_north"]] if extent.is_conic else None,
        "meridian": row["meridian"],
        "bounds": [row["west"], row["south"], row["east"], row["north"]],
        "land": [row["land_west"], row["land_east"]] if pd.notna(row["land_west"]) else None,
        "words": PROJECTIONS[row["projection"]].format(row["parallel_south"], row["parallel_north"]),
        "scale": None
        if pd.isna(row["scale_km"])
        else {"km": row["scale_km"], "spot": [row["scale_lon"], row["scale_lat"]]},
    }
    if extent.has_locator:
        sheet["locator"] = sheet_of(tables, extent_of(tables, "locator"), ()) | {"file": "locator"}
    if extent.is_world:
        sheet["bounds"] = _narrowed(tables, sheet["bounds"], around)
    return sheet


def _narrowed(tables: Tables, bounds: list[float], around: Collection[str]) -> list[float]:
    """Bounds around the middles of countries, if these span less than a third of the world."""
    rows = tables["map_units"]
    rows = rows[rows["unit"].isin(list(around))]
    west, east = rows["lon"].min() - SIDES, rows["lon"].max() + SIDES
    if rows.empty or east - west > NARROWED:
        return bounds
    south, north = max(rows["lat"].min() - ENDS, bounds[1]), min(rows["lat"].max() + ENDS, bounds[3])
    return [west, south, east, north]

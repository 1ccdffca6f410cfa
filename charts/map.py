"""Maps as data: an extent, layers of marks and of ground, steps and choices; static/map.js draws them.

Knows no figures and no countries. Extents, units and names come from tables, outlines by address from our own
server. Mark n of a map is row n of its chart: a layer holds the numbers of its rows.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from charts.extent import Extent, Spot, Tables, sheet_of
from charts.steps import Steps, places_among, stepped

Layer = dict[str, Any]

SMALL_KM2 = 1100
"""Units up to this size cannot be seen on a map of the world: they are drawn as a point as well."""
SMALL_POINT = 6
MOVED = "drawn at the edge of the map, not at its place"


class Look(NamedTuple):
    """How a class of marks looks on a map and in its key.

    `shape` is that of its mark in the key: square, circle, diamond or line; `width` of a line in pixels.
    `sign` is what stands under names of its units, and behind its label in the key.
    """

    label: str
    colour: str
    is_hatched: bool = False
    shape: str = "square"
    width: float = 0
    opacity: float = 1
    in_key: bool = True
    sign: str = ""


def map_figure(
    tables: Tables,
    extent: Extent,
    rows: pd.DataFrame,
    looks: Iterable[Look],
    layers: Iterable[Layer],
    *,
    steps: Steps | None = None,
    headings: Sequence[str] = (),
    around: Collection[str] = (),
    **sheet: Any,
) -> dict[str, Any]:
    """A map as static/map.js draws it.

    Args:
        tables: map_extents, map_units.
        extent: of the map.
        rows: of the chart, with `step` and `choice` where `steps` offers them, `panel` under `headings`.
        looks: of the classes that marks name, in the order of the key.
        layers: from below to above.
        steps: what slider and switch offer.
        headings: of small maps side by side.
        around: countries a map of the world is narrowed to, where they lie in one part of it.
        sheet: what differs from the row of the extent: `bounds` (west, south, east, north), `tallest` (pixels
            of the map with its key and its controls).
    """
    classes = list(looks)
    order = {look.label: place for place, look in enumerate(classes)}
    numbers, labels = pd.factorize(rows["label"])
    of_panels = {"names": list(headings), "of": places_among(rows["panel"], headings)} if headings else {}
    return {
        "extent": sheet_of(tables, extent, around) | sheet,
        "classes": [look._asdict() for look in classes],
        "layers": [
            layer | {"classes": [order[label] for label in layer["classes"]]} if "classes" in layer else layer
            for layer in layers
        ],
        "labels": list(labels),
        "label_of": numbers.tolist(),
        **(stepped(rows, steps) if steps else {}),
        **({"panels": of_panels} if of_panels else {}),
    }


def areas(rows: pd.DataFrame, file: str) -> Layer:
    """Marks: units in the look of their class.

    Args:
        rows: unit (id in the boundary file), class; part of the rows of a chart. `sign` is what stands under
            the name of a unit.
        file: with their outlines, such as that of the extent.
    """
    signs = {"signs": _texts(rows["sign"])} if "sign" in rows else {}
    return {"kind": "areas", "file": file, "units": rows["unit"].tolist(), **_marks(rows), **signs}


def shapes(rows: pd.DataFrame, digits: int, opacity: Sequence[float], zoom: Sequence[float] = ()) -> Layer:
    """Marks: areas that no boundary file has; one of a few pixels is a point until the map is enlarged.

    Args:
        rows: outline (parts as in `charts.outlines`), class; part of the rows of a chart.
        digits: of the outlines.
        opacity: of each.
        zoom: how often the map is enlarged where they appear, and where they go; they are never points then.
    """
    outlines = {"digits": digits, "parts": rows["outline"].tolist()}
    scale = {"zoom": list(zoom)} if len(zoom) else {}
    return {"kind": "areas", "outlines": outlines, **_marks(rows), "opacity": list(opacity), **scale}


def countries(tables: Tables, extent: Extent, rows: pd.DataFrame, pale: str = "") -> list[Layer]:
    """Marks: countries; on a map of the world without signs, and those too small to be seen as points too.

    Args:
        tables: map_units.
        extent: of the map.
        rows: as of `areas`; one whose unit is not of the extent has no mark.
        pale: a class that is not drawn as a point.
    """
    rows = rows[rows["unit"].isin(extent.units)]
    drawn = [areas(rows if extent.is_conic else rows.drop(columns="sign", errors="ignore"), extent.file)]
    if not extent.is_world:
        return drawn
    spots = small(tables).set_index("unit")[["lon", "lat"]]
    tiny = rows.loc[rows["unit"].isin(spots.index) & rows["class"].ne(pale), ["unit", "class"]]
    return [*drawn, points(tiny.join(spots, on="unit"), SMALL_POINT)]


def small(tables: Tables) -> pd.DataFrame:
    """Units too small to be seen on a map of the world.

    *Columns*: unit, lon, lat, area_km2.
    """
    rows = tables["map_units"]
    return rows[rows["area_km2"] < SMALL_KM2]


def points(
    rows: pd.DataFrame,
    sizes: float | Sequence[float],
    shapes: str | Sequence[str] = "circle",
    texts: Sequence[str] = (),
) -> Layer:
    """Marks: signs at the lon and lat of rows, in the look of their class.

    Args:
        rows: lon, lat, class; part of the rows of a chart.
        sizes: width in pixels, one for all or one for each.
        shapes: circle, square or diamond, one for all or one for each.
        texts: names that stand beside them where there is room.
    """
    count = len(rows)
    return {
        "kind": "points",
        **_spots(rows),
        **_marks(rows),
        "sizes": [sizes] * count if isinstance(sizes, int | float) else list(sizes),
        "shapes": [shapes] * count if isinstance(shapes, str) else list(shapes),
        **({"texts": list(texts)} if len(texts) else {}),
    }


def rings(rows: pd.DataFrame, parts: Mapping[str, Sequence[float]], numbers: Sequence[str] = ()) -> Layer:
    """Marks: discs one within the other at the lon and lat of rows, a part of each.

    Args:
        rows: lon, lat; part of the rows of a chart.
        parts: width in pixels of the disc of each class, at each row; zero where there is none.
        numbers: what stands on each, empty for none.
    """
    sizes = list(zip(*parts.values(), strict=True)) if len(rows) else []
    return {
        "kind": "rings",
        **_spots(rows),
        "rows": rows.index.tolist(),
        "classes": list(parts),
        "sizes": [list(each) for each in sizes],
        "numbers": list(numbers),
    }


def lines(rows: pd.DataFrame, paths: Sequence[Sequence[Spot]]) -> Layer:
    """Marks: a line of each row, in the look of its class."""
    return {"kind": "lines", "paths": [[list(spot) for spot in path] for path in paths], **_marks(rows)}


def land(file: str, units: Collection[str] | None = None, *, is_hatched: bool = False) -> Layer:
    """No marks: land that is not spoken of; of all units of a file without `units`.

    `is_hatched` is land that is spoken of, but without data.
    """
    chosen = None if units is None else list(units)
    return {"kind": "land", "file": file, "units": chosen, "is_hatched": is_hatched}


def ground(extent: Extent, members: Collection[str] = ()) -> list[Layer]:
    """What lies under the figures: land that is not spoken of."""
    others = land(extent.file, [unit for unit in extent.units if unit not in members])
    if not extent.around:
        return [others]
    return [land(extent.around, [unit for unit in extent.context if unit not in extent.units]), others]


def borders(file: str, units: Collection[str] | None = None, look: str = "border") -> Layer:
    """No marks: the lines between units and along their coasts, disputed ones dashed.

    Args:
        file: of the units; a property of each says with which others its line is disputed.
        units: those of the file whose lines are drawn; all without.
        look: border or inner (fainter).
    """
    return {"kind": "borders", "file": file, "units": None if units is None else list(units), "look": look}


def outlines(extent: Extent) -> Layer:
    """Borders over the figures of a map, disputed ones dashed; faint on a map of the world."""
    return borders(extent.file, look="inner" if extent.is_world else "border")


def names(
    tables: Tables, extent: Extent, only: Collection[str] | None = None, *, has_towns: bool = True
) -> Layer:
    """No marks: names of countries and of capitals, as many as find room.

    Args:
        tables: map_labels, map_units, countries, capitals.
        extent: of the map.
        only: countries to be named; all of map_labels without.
        has_towns: whether capitals are shown; none are on the world.
    """
    rows = tables["map_labels"]
    rows = rows[(rows["extent"] == extent.name) & (rows["country"].isin(only) if only is not None else True)]
    middles, known = tables["map_units"].set_index("unit"), tables["countries"].set_index("country")
    full = known["name"].str.split(" (", regex=False).str[0]
    rows = rows.assign(
        full=rows["country"].map(full if extent.is_conic else known["short_name"]).fillna(rows["country"]),
        short=rows["country"].map(known["short_name"]).fillna(rows["country"]),
        own_lon=rows["country"].map(middles["lon"]),
        own_lat=rows["country"].map(middles["lat"]),
    ).sort_values("position")
    rows = rows.assign(lon=rows["lon"].fillna(rows["own_lon"]), lat=rows["lat"].fillna(rows["own_lat"]))
    named = [
        {
            "unit": row.country,
            "spot": [row.lon, row.lat],
            "texts": list(dict.fromkeys([row.full, row.short])),
            "is_large": bool(row.is_large),
            **({"anchor": row.anchor} if isinstance(row.anchor, str) else {}),
        }
        for row in rows.dropna(subset=["lon", "lat"]).itertuples()
    ]
    towns = tables["capitals"]
    towns = towns[towns["country"].isin(rows["country"])] if has_towns and extent.is_conic else towns.head(0)
    capitals = [{"spot": [row.lon, row.lat], "text": row.name} for row in towns.itertuples(index=False)]
    return {"kind": "names", "names": named, "towns": capitals}


def sign_places(tables: Tables, extent: Extent) -> Layer:
    """No marks: on a map too small for names, where the signs of its units stand."""
    rows = tables["map_units"]
    rows = rows[rows["unit"].isin(extent.units)]
    spots = zip(rows["unit"], rows["lon"], rows["lat"], strict=True)
    named = [{"unit": unit, "spot": [lon, lat], "texts": []} for unit, lon, lat in spots]
    return {"kind": "names", "names": named, "towns": []}


def words(places: Sequence[Spot], texts: Sequence[str], anchor: str) -> Layer:
    """No marks: words on a side (left, right, top, bottom) of the places where they are put."""
    return {
        "kind": "words",
        "spots": [list(place) for place in places],
        "texts": list(texts),
        "anchor": anchor,
    }


def _marks(rows: pd.DataFrame) -> Layer:
    return {"rows": rows.index.tolist(), "classes": rows["class"].tolist()}


def _spots(rows: pd.DataFrame) -> Layer:
    return {"spots": [list(spot) for spot in zip(rows["lon"].tolist(), rows["lat"].tolist(), strict=True)]}


def _texts(cells: pd.Series) -> list[str]:
    return [cell if isinstance(cell, str) else "" for cell in cells]

"""The sheet every map is drawn on and the marks it carries; knows no figures and no countries.

Extents, units and lines come from tables; outlines come by address from our own server. Mark n of a map is
row n of its chart: a trace holds the numbers of its rows, static/film.js shows the label of each.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

import pandas as pd

from charts import theme
from charts.marks import HOVER, Trace

Tables = Mapping[str, pd.DataFrame]
Spot = tuple[float, float]
"""Longitude and latitude."""

FILES = {
    "see_countries": {"context": "context", "lines": "see_lines", "hatch": "see_hatch"},
    "world": {"lines": "world_lines"},
}
"""The files of data/geo that belong to a file of countries: land around it, disputed lines, hatching."""
OVERVIEW = "_overview"
"""Ends the names of files in less detail."""
DISPUTED = {"see_lines": ("SRB+XKX", "XKX-SRB"), "world_lines": ("", "ESH-MAR")}
"""Units of the files of lines: the outline around two areas, and the dashes between them."""
PROJECTIONS = {
    "conic conformal": "Lambert conformal conic projection, parallels {:g}° and {:g}° N",
    "natural earth": "Natural Earth projection; distances are not to scale",
}
SMALL_KM2 = 1100
"""Units up to this size cannot be seen on a map of the world: they are drawn as a point as well."""
NARROWED = 120
"""Degrees of longitude within which a map of the world is narrowed to what it speaks of."""
FRAME = {"showframe": True, "framecolor": theme.BORDER, "framewidth": 0.5}
CORNER = {"x": [0.008, 0.14], "y": [0.012, 0.19]}
"""Where the small map lies that says where in Europe all this is."""
KM_PER_DEGREE = 111.32
HALO = ", ".join([f"0 0 3px {theme.PAGE[False]}"] * 4)
"""A light rim around letters, so that they are read on any colour and in the dark."""
NO_CLICK = {"itemclick": False, "itemdoubleclick": False, "itemsizing": "trace"}
"""Of a key whose entries hide nothing: a line without its ends, a ring without the others would be wrong."""
MOVED = "drawn at the edge of the map, not at its place"


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
        return not self.is_world and pd.isna(self.row["column_lon"])

    def beside(self, layer: str) -> str:
        """The file of a layer (context, lines, hatch) in the same detail; empty where there is none."""
        name = FILES[self.file.removesuffix(OVERVIEW)].get(layer, "")
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


def layout(tables: Tables, extent: Extent, around: Iterable[str] = ()) -> dict[str, Any]:
    """The layout of a map: no axes, no base map, the projection of its extent.

    Args:
        tables: map_extents, map_units.
        extent: of the map.
        around: countries a map of the world is narrowed to, where they lie in one part of it.
    """
    row = extent.row
    geo = _geo(row)
    if extent.is_conic:
        geo |= FRAME | {"domain": {"x": [0, 1], "y": [0, 1]}}
    else:
        geo |= _narrowed(tables, row, around)
    words = PROJECTIONS[row["projection"]].format(row["parallel_south"], row["parallel_north"])
    wide = {"wide": [row["land_west"], row["land_east"]]} if pd.notna(row["land_west"]) else {}
    legend = {"orientation": "h", "x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom"}
    corner = {"geo2": _geo(extent_of(tables, "locator").row) | FRAME | {"domain": CORNER}}
    return {
        "geo": geo,
        **(corner if extent.has_locator else {}),
        "meta": {"projection": words, **wide},
        "margin": {"l": 0, "r": 28, "t": 8, "b": 8},
        "modebar": {"orientation": "v"},
        "legend": legend | {"itemsizing": "constant", "traceorder": "normal", "font": {"size": 12}},
    }


def figure(rows: pd.DataFrame, traces: Sequence[Trace], sheet: dict[str, Any]) -> dict[str, Any]:
    """A map: its traces, and the label of each row said once.

    Args:
        rows: of the chart.
        traces: from below to above.
        sheet: of `layout`.
    """
    numbers, labels = pd.factorize(rows["label"])
    meta = sheet["meta"] | {"labels": list(labels), "label_of": numbers.tolist()}
    return {"data": [spots([(None, None)]), *traces], "layout": sheet | {"meta": meta}}


def areas(rows: pd.DataFrame, file: str, classes: Mapping[str, str]) -> Trace:
    """Marks: units in the flat colour of their class, one layer for all.

    Args:
        rows: unit (id in the boundary file) and class, part of the rows of a chart.
        file: with their outlines, such as that of the extent.
        classes: colour of each class; `theme.CLEAR` leaves open what lies under it.
    """
    order = {label: place for place, label in enumerate(classes)}
    steps = len(order)
    scale = [
        [edge / steps, colour] for place, colour in enumerate(classes.values()) for edge in (place, place + 1)
    ]
    return flat(
        rows["unit"].tolist(),
        file,
        theme.CLEAR,
        z=[order[label] + 0.5 for label in rows["class"]] or [0],
        zmax=steps,
        colorscale=scale,
        customdata=rows.index.tolist() or [None],
        hoverinfo="text",
        hovertemplate=HOVER,
    )


def countries(
    tables: Tables, extent: Extent, classes: Mapping[str, str], pale: str = ""
) -> Callable[[pd.DataFrame], list[Trace]]:
    """Draws rows as `areas`; on a map of the world countries too small to be seen are points as well.

    Args:
        tables: map_units.
        extent: of the map.
        classes: colour of each class.
        pale: a class that is not drawn as a point.
    """
    spots = small(tables).set_index("unit")[["lon", "lat"]]

    def paint(rows: pd.DataFrame) -> list[Trace]:
        drawn = [areas(rows, extent.file, classes)]
        if not extent.is_world:
            return drawn
        tiny = rows.loc[rows["unit"].isin(spots.index) & rows["class"].ne(pale), ["unit", "class"]]
        colours = [classes[label] for label in tiny["class"]]
        return [*drawn, points(tiny.join(spots, on="unit"), colours, 6, rim=0.5, ink=theme.INK[False])]

    return paint


def points(
    rows: pd.DataFrame,
    colours: str | Sequence[str],
    sizes: float | Sequence[float],
    symbols: str | Sequence[str] = "circle",
    rim: float = 1,
    ink: str = theme.PAGE[False],
    **style: Any,
) -> Trace:
    """Marks at the lon and lat of rows, with a rim in an ink.

    Colours, sizes and symbols are one for all or one for each.
    """
    line = {"color": ink, "width": rim}
    marker = {"color": colours, "size": sizes, "symbol": symbols, "opacity": 1, "line": line}
    return spots(
        list(zip(rows["lon"].tolist(), rows["lat"].tolist(), strict=True)),
        customdata=rows.index.tolist(),
        **{"mode": "markers", "marker": marker, "hoverinfo": "text", "hovertemplate": HOVER, **style},
    )


def flat(locations: Sequence[str], file: str, colour: str, **style: Any) -> Trace:
    """No marks: units of a boundary file in one flat colour, without borders."""
    places = list(locations) or [""]
    return {
        "type": "choropleth",
        "geojson": theme.GEOMETRY.format(file),
        "locations": places,
        "z": [1] * len(places),
        "zmin": 0,
        "zmax": 1,
        "colorscale": [[0, colour], [1, colour]],
        "showscale": False,
        "showlegend": False,
        "hoverinfo": "skip",
        "marker": {"line": {"width": 0}},
        "unselected": {"marker": {"opacity": 1}},
        **style,
    }


def spots(places: Sequence[tuple[float | None, float | None]], **style: Any) -> Trace:
    """No marks: symbols, words or a line at pairs of longitude and latitude."""
    lon, lat = ([place[axis] for place in places] for axis in (0, 1))
    return {"type": "scattergeo", "lon": lon, "lat": lat, "hoverinfo": "skip", "showlegend": False, **style}


def words(
    places: Sequence[Spot], texts: Sequence[str], position: Any = "middle center", size: Any = 12
) -> Trace:
    """No marks: names on the map with a light rim."""
    font = {"size": size, "color": theme.INK[False], "shadow": HALO}
    return spots(places, mode="text", text=list(texts), textposition=position, textfont=font)


def small(tables: Tables) -> pd.DataFrame:
    """Units too small to be seen on a map of the world.

    *Columns*: unit, lon, lat, area_km2.
    """
    rows = tables["map_units"]
    return rows[rows["area_km2"] < SMALL_KM2]


def ground(extent: Extent, members: Collection[str] = ()) -> list[Trace]:
    """What lies under the figures: land that is not spoken of."""
    others = [unit for unit in extent.units if unit not in members]
    land = [flat(others, extent.file, theme.LAND)] if others else []
    if not extent.context:
        return land
    near = [unit for unit in extent.context if unit not in extent.units]
    line = {"color": theme.BORDER, "width": 0.5}
    return [flat(near, extent.beside("context"), theme.LAND, marker={"line": line}), *land]


def hatching(extent: Extent, members: Collection[str]) -> list[Trace]:
    """What "no data" looks like under the figures; a map without hatching has a grey of its own."""
    file, hatched = extent.beside("hatch"), [unit for unit in extent.units if unit in members]
    marker = {"line": {"width": 0}, "opacity": 0.85}
    return [flat(hatched, file, theme.NO_DATA, marker=marker)] if file and hatched else []


def borders(locations: Sequence[str], file: str, width: float = 0.9, colour: str = theme.GREY) -> Trace:
    """No marks: the outlines of units, nothing inside them."""
    return flat(locations, file, theme.CLEAR, marker={"line": {"color": colour, "width": width}})


def outlines(extent: Extent) -> list[Trace]:
    """Borders over the figures, disputed ones dashed."""
    lines = extent.beside("lines")
    both, dashes = DISPUTED[lines.removesuffix(OVERVIEW)]
    whole = [unit for unit in extent.units if unit not in both.split("+")]
    width, ink = (0.5, theme.BORDER) if extent.is_world else (0.9, theme.GREY)
    around = [borders([both], lines, width, ink)] if both else []
    return [borders(whole, extent.file, width, ink), *around, flat([dashes], lines, theme.GREY)]


def scale_bar(extent: Extent) -> list[Trace]:
    """A bar that says how long so many kilometres are; none where the scale differs by place."""
    length, west, lat = (extent.row[name] for name in ("scale_km", "scale_lon", "scale_lat"))
    if pd.isna(length):
        return []
    east = west + length / (KM_PER_DEGREE * cos(radians(lat)))
    places = [(west, lat), ((west + east) / 2, lat), (east, lat)]
    ends = {"symbol": "line-ns-open", "size": [8, 0, 8], "color": theme.GREY, "line": {"width": 2}}
    named = words(places, ["", f"{length:g}{theme.THIN}km", ""], "top center")
    return [named | {"mode": "lines+markers+text", "line": {"color": theme.GREY, "width": 2}, "marker": ends}]


def locator(extent: Extent) -> list[Trace]:
    """The small map in the corner of the layout: Europe, and in it South East Europe. To be drawn last."""
    colours = {"land": theme.BORDER, "see": theme.BLUE} if extent.has_locator else {}
    return [flat([unit], "locator", colour, geo="geo2") for unit, colour in colours.items()]


def top(extent: Extent) -> list[Trace]:
    """What lies over the figures of a map that fills its place: borders, scale, locator."""
    return [*outlines(extent), *scale_bar(extent), *locator(extent)]


def key(classes: Mapping[str, str], hatched: Collection[str] = ()) -> Trace:
    """The key in one layer: the slices of a pie too small to be seen, as maps know no hatching of their own.

    Args:
        classes: label and colour of each class.
        hatched: labels that are hatched like land of which no data are at hand.
    """
    pattern = {
        "shape": ["/" if label in hatched else "" for label in classes],
        "fgcolor": [theme.NO_DATA if label in hatched else theme.CLEAR for label in classes],
        "bgcolor": list(classes.values()),
        "size": 5,
        "solidity": 0.35,
    }
    return {
        "type": "pie",
        "labels": list(classes),
        "values": [1] * len(classes),
        "sort": False,
        "domain": {"x": [0, 0.001], "y": [0, 0.001]},
        "marker": {"colors": list(classes.values()), "pattern": pattern, "line": {"width": 0}},
        "textinfo": "none",
        "hoverinfo": "skip",
    }


def key_entry(label: str, colour: str, symbol: str = "square", rank: int = 2000, **style: Any) -> Trace:
    """A line of the key that draws nothing on the map; a higher rank stands further back."""
    marker = {"symbol": symbol, "size": 12, "color": colour, "line": {"width": 1, "color": theme.GREY}}
    entry = {"mode": "markers", "name": label, "marker": marker, "showlegend": True}
    return spots([(None, None)], **{**entry, "legendgroup": label, "legendrank": rank, **style})


def _geo(row: Mapping[str, Any]) -> dict[str, Any]:
    lataxis = {"range": [row["south"], row["north"]]}
    if row["projection"] != "conic conformal":
        return {"visible": False, "projection": {"type": row["projection"]}, "lataxis": lataxis}
    parallels = [row["parallel_south"], row["parallel_north"]]
    cone = {"type": "conic conformal", "parallels": parallels, "rotation": {"lon": row["meridian"]}}
    lonaxis = {"range": [row["west"], row["east"]]}
    return {"visible": False, "projection": cone, "lonaxis": lonaxis, "lataxis": lataxis}


def _narrowed(tables: Tables, row: Mapping[str, Any], around: Iterable[str]) -> dict[str, Any]:
    """Ranges around the middles of countries, if these span less than a third of the world."""
    rows = tables["map_units"]
    rows = rows[rows["unit"].isin(list(around))]
    west, east = rows["lon"].min() - 9, rows["lon"].max() + 9
    if rows.empty or east - west > NARROWED:
        return {}
    south, north = max(rows["lat"].min() - 7, row["south"]), min(rows["lat"].max() + 7, row["north"])
    return {"lonaxis": {"range": [west, east]}, "lataxis": {"range": [south, north]}}

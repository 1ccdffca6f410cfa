"""Maps as data: an extent, layers of marks and of ground, steps and choices; static/map.js draws them.

Knows no figures and no countries. Extents, units and names come from tables, outlines by address from our own
server. Mark n of a map is row n of its chart: a layer holds the numbers of its rows.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pandas as pd

Tables = Mapping[str, pd.DataFrame]
Spot = tuple[float, float]
"""Longitude and latitude."""
Layer = dict[str, Any]
Row = Mapping[Any, Any]

AROUND = {"see_countries": "context"}
"""The boundary file of the land around the units of a file."""
OVERVIEW = "_overview"
"""Ends the names of files in less detail."""
PROJECTIONS = {
    "conic conformal": "Lambert conformal conic projection, parallels {:g}° and {:g}° N",
    "natural earth": "Natural Earth projection; distances are not to scale",
}
SMALL_KM2 = 1100
"""Units up to this size cannot be seen on a map of the world: they are drawn as a point as well."""
SMALL_POINT = 6
NARROWED = 120
"""Degrees of longitude within which a map of the world is narrowed to what it speaks of."""
SIDES, ENDS = 9, 7
"""Degrees that such a map shows beside and beyond the middles of its countries."""
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


@dataclass(frozen=True)
class Steps:
    """What slider and switch of a map offer, and what is shown first.

    `titles` of the map by choice and step say which there are; every choice has the same steps.
    `names` are those of the choices on the switch, `labels` those of the steps that are not their numbers;
    `prefix` stands before the step. `at` and `choice` are shown first; without them the last step and the
    first choice.
    """

    titles: Mapping[str, Mapping[int, str]]
    at: int | None = None
    choice: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[int, str] = field(default_factory=dict)
    prefix: str = "As known in "

    @property
    def first(self) -> str:
        """The choice shown first."""
        return self.choice if self.choice in self.titles else next(iter(self.titles))

    @property
    def all(self) -> list[int]:
        """The steps in their order."""
        return list(self.titles[self.first])

    @property
    def start(self) -> int:
        """The step shown first."""
        return self.at if self.at in self.all else self.all[-1]

    @property
    def title(self) -> str:
        """The title of what is shown first."""
        return self.titles[self.first][self.start]


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
    return {
        "extent": _sheet(tables, extent, around) | sheet,
        "classes": [look._asdict() for look in classes],
        "layers": [
            layer | {"classes": [order[label] for label in layer["classes"]]} if "classes" in layer else layer
            for layer in layers
        ],
        "labels": list(labels),
        "label_of": numbers.tolist(),
        **(_stepped(rows, steps) if steps else {}),
        **({"panels": {"names": list(headings), "of": _places(rows["panel"], headings)}} if headings else {}),
    }


def areas(rows: pd.DataFrame, file: str, shapes: dict[str, Any] | None = None, **more: list) -> Layer:
    """Marks: units in the look of their class.

    Args:
        rows: unit (id in the boundary file), class; part of the rows of a chart. `sign` is what stands under
            the name of a unit.
        file: with their outlines, such as that of the extent.
        shapes: GeoJSON features with their outlines, where no file has them.
        more: `opacity` of each.
    """
    signs = {"signs": _texts(rows["sign"])} if "sign" in rows else {}
    outlines: Layer = {"shapes": shapes} if shapes else {"file": file}
    return {"kind": "areas", **outlines, "units": rows["unit"].tolist(), **_marks(rows), **signs, **more}


def countries(tables: Tables, extent: Extent, rows: pd.DataFrame, pale: str = "") -> list[Layer]:
    """Marks: countries; on a map of the world without signs, and those too small to be seen as points too.

    Args:
        tables: map_units.
        extent: of the map.
        rows: as of `areas`.
        pale: a class that is not drawn as a point.
    """
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


def records_by_year(rows: pd.DataFrame, *, by_year: bool) -> dict[int, list[Row]]:
    """The rows up to each of their years, or those of each year by itself."""
    years, every = range(rows["year"].min(), rows["year"].max() + 1), rows.to_dict("records")
    if by_year:
        return {year: [row for row in every if row["year"] == year] for year in years}
    return {year: [row for row in every if row["year"] <= year] for year in years}


def shown(figure: Mapping[str, Any], at: str | None = None, choice: str | None = None) -> list[int]:
    """The numbers of the rows that a map shows at a step and a choice, in the order of its layers.

    Args:
        figure: of `map_figure`.
        at: name of the step; without one, or an unknown one, what is shown first.
        choice: code of the switch's choice, in the same way.
    """
    marks = dict.fromkeys(number for layer in figure["layers"] for number in layer.get("rows", ()))
    rows = set(rows_at(figure, at, choice))
    return [number for number in marks if number in rows]


def rows_at(figure: Mapping[str, Any], at: str | None = None, choice: str | None = None) -> list[int]:
    """The numbers of the rows of a step and a choice, asked for as in `shown`, with a mark or without."""
    numbers = list(range(len(figure["label_of"])))
    for part, asked in (("steps", at), ("choices", choice)):
        if part in figure:
            place, of = place_of(figure[part], asked), figure[part]["of"]
            numbers = [number for number in numbers if of[number] in (place, None)]
    return numbers


def place_of(part: Mapping[str, Any], asked: str | None) -> int:
    """The place of a step or a choice among all; of one that is not there that which is shown first."""
    return part["names"].index(asked) if asked in part["names"] else int(part["start"])


def _marks(rows: pd.DataFrame) -> Layer:
    return {"rows": rows.index.tolist(), "classes": rows["class"].tolist()}


def _spots(rows: pd.DataFrame) -> Layer:
    return {"spots": [list(spot) for spot in zip(rows["lon"].tolist(), rows["lat"].tolist(), strict=True)]}


def _texts(cells: pd.Series) -> list[str]:
    return [cell if isinstance(cell, str) else "" for cell in cells]


def _places(cells: pd.Series, names: Sequence[Any]) -> list[int | None]:
    """The place of each cell among names; None where it is not among them: such a row is always shown."""
    order = {name: place for place, name in enumerate(names)}
    return [order.get(cell) for cell in cells]


def _stepped(rows: pd.DataFrame, steps: Steps) -> dict[str, Any]:
    """Steps and choices where there are several, and the title of each."""
    result: dict[str, Any] = {"titles": [list(by_step.values()) for by_step in steps.titles.values()]}
    result["steps"] = {
        "names": [str(step) for step in steps.all],
        "labels": [steps.labels.get(step, str(step)) for step in steps.all],
        "prefix": steps.prefix,
        "start": steps.all.index(steps.start),
        "of": _places(rows["step"], steps.all),
    }
    choices = list(steps.titles)
    if len(choices) > 1:
        result["choices"] = {
            "names": choices,
            "labels": [steps.names.get(choice, choice) for choice in choices],
            "start": choices.index(steps.first),
            "of": _places(rows["choice"], choices),
        }
    return result


def _sheet(tables: Tables, extent: Extent, around: Collection[str]) -> dict[str, Any]:
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
        sheet["locator"] = _sheet(tables, extent_of(tables, "locator"), ()) | {"file": "locator"}
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

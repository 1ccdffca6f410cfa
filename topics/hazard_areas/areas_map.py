"""Draws a reader's own hazard areas, counted in cells where they are many; countries say both figures."""

from collections.abc import Collection
from itertools import pairwise
from typing import Any

import pandas as pd

from charts import map as sheet
from charts import theme
from charts.chart import Chart, empty
from charts.extent import Extent, extent_of
from charts.map import Layer, Look
from topics.hazard_areas.comparison import compared
from topics.hazard_areas.outlines import (
    MOST_OUTLINES,
    class_limits,
    depth_of,
    digits_of,
    frame_of,
    gridded,
    outlined,
)
from topics.hazard_areas.own_areas import NO_FILE, OwnAreas, inside
from topics.hazard_areas.sums import counted
from topics.tables import Tables, united
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.hazards import hazard_names
from topics.vocabulary.land import AREA_CLASSES
from topics.vocabulary.lists import listed
from topics.vocabulary.numbers import area, number, number_range, plural
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import bold, lines, wrap

EXTENT = "see"
SUBDIVISIONS = "see_admin1"
"""Boundary file of the parts of countries."""
UNSTATED = {"hazard": "hazard not stated", "area": "area not stated"}
CLOSED = "closed, not counted"
COUNTRY = Look("", theme.CLEAR, in_key=False)
"""A country is pointed at, not seen."""
DENSITIES = {"CHA": 0.8, "SHA": 0.4}
"""How dense an outline is filled: confirmed more than suspected."""
DENSITY, CELL_DENSITY, FAINT = 0.6, 0.85, 0.25
DIGITS = 3
"""Of a pixel: enough for the deepest zoom."""
AROUND = 25
"""Degrees around areas outside the region in which land is drawn."""
MOST_NAMED = 2
COLUMNS = (
    "country",
    "identifier",
    "hazard",
    "area_class",
    "status",
    "area_km2",
    "area_stated_km2",
    "sentence",
)
CELL_COLUMNS = ("country", "cell_km", "areas", "area_km2", "sentence")
AREA_FACTS = ["row", "identifier", "country", "hazard", "area_class", "status", "area_km2"]
AREA_FACTS += ["area_stated_km2", "lon", "lat", "outline"]
NOTE = sentence("Zoom in for smaller cells. The table has the cells of each width.")
DENSER = sentence(
    "Confirmed areas are darker; an area too small to be seen is a point until you zoom in. Outlines are "
    "simplified in the drawing only."
)


def own_areas_map(
    tables: Tables, view: View, *, areas: OwnAreas | None = None, by_size: bool = False
) -> Chart:
    """Outlines of the own areas, or sums in cells where they are many; countries speak of both figures.

    Args:
        tables: the clean tables.
        view: its countries and its hazard.
        areas: of the reader's file.
        by_size: cells say km² instead of the number of areas.
    """
    if areas is None:
        return empty(NO_FILE)
    drawn = inside(areas.rows, view)
    drawn = counted(tables, drawn, has_closed=areas.has_closed or len(drawn) <= MOST_OUTLINES)
    if drawn.empty:
        return empty("No area of your file can be drawn")
    extent = extent_of(tables, EXTENT)
    countries = _countries(tables, view, areas, [*filter(set(drawn["country"]).__contains__, extent.units)])
    is_gridded = len(drawn) > MOST_OUTLINES
    own, classes = _cells(gridded(drawn), by_size) if is_gridded else _areas(tables, outlined(drawn), areas)
    own = own.assign(records=[()] * len(own), is_stated=False, is_own=True, source=areas.source)
    rows = pd.concat([countries, own], ignore_index=True)
    looks = [COUNTRY, *(Look(label, colour) for label, colour in classes.items())]
    figure = sheet.map_figure(
        tables,
        extent,
        rows,
        looks,
        _layers(tables, extent, rows.fillna({"class": COUNTRY.label}), drawn),
        **_frame(extent, drawn),
    )
    title = areas.titled(_title(tables, counted(tables, drawn, has_closed=areas.has_closed)))
    note, columns = (NOTE, CELL_COLUMNS) if is_gridded else (DENSER, COLUMNS)
    measure = _measure(own, by_size) if is_gridded else sentence("Hazard areas of your file")
    return Chart(
        title, rows.drop(columns=["outline", "unit"]), figure, note, columns, extent=EXTENT, measure=measure
    )


def _countries(tables: Tables, view: View, areas: OwnAreas, codes: Collection[str]) -> pd.DataFrame:
    """A row for each country with own areas: what file and record say of all its hazards."""
    pairs, names = compared(tables, view, areas.rows), country_names(tables, full=True)
    parts = {code: pairs[pairs["country"] == code] for code in codes}
    return pd.DataFrame(
        {
            "country": list(parts),
            "unit": list(parts),
            "sentence": [" ".join(part["sentence"]) for part in parts.values()],
            "label": [lines(bold(names[code]), *map(wrap, part["sentence"])) for code, part in parts.items()],
            "records": [united(part["records"]) for part in parts.values()],
            "is_stated": False,
            "is_own": False,
        }
    )


def _areas(tables: Tables, drawn: pd.DataFrame, areas: OwnAreas) -> tuple[pd.DataFrame, dict[str, str]]:
    """A row for each own area in the class of its hazard, and the colours of the classes."""
    names, hazards = hazard_names(tables), tables["hazards"].set_index("hazard")["colour"]
    colours = {names[code]: theme.COLOURS[hazards[code]] for code in names}
    colours |= {UNSTATED["hazard"]: theme.PURPLE, CLOSED: theme.GREY}
    drawn = drawn.rename(columns={"id": "identifier"})
    words = drawn["hazard"].map(dict(names)).astype(object).fillna(UNSTATED["hazard"])
    words_drawn = words.mask(drawn["status"].eq("closed") & (not areas.has_closed), CLOSED)
    rows = drawn[AREA_FACTS].assign(**{"class": words_drawn}).reset_index(drop=True)
    labels = zip(rows.to_dict("records"), words, strict=True)
    rows = rows.assign(label=[_area_label(row, hazard) for row, hazard in labels])
    return rows, {label: colour for label, colour in colours.items() if label in set(words_drawn)}


def _area_label(row: dict[str, Any], hazard: str) -> str:
    stated = row["area_stated_km2"]
    return lines(
        bold(row["identifier"] if isinstance(row["identifier"], str) else f"row {row['row']}"),
        wrap(hazard),
        AREA_CLASSES.get(row["area_class"], "class not stated"),
        "closed" if row["status"] == "closed" else "",
        f"{area(row['area_km2'])} measured" if pd.notna(row["area_km2"]) else "a point, no outline",
        f"{area(stated)} stated" if pd.notna(stated) else "",
        "Source: your file",
    )


def _cells(cells: pd.DataFrame, by_size: bool) -> tuple[pd.DataFrame, dict[str, str]]:
    """A row for each cell in a class of area or number, and the colours of the classes."""
    cells = cells.rename(columns={"counted_km2": "area_km2"})
    values = cells["area_km2" if by_size else "areas"].astype("float64")
    edges = [0.0, *class_limits(values), float("inf")]
    count = len(edges) - 1
    shades = [
        theme.SEQUENTIAL[round((place + 0.5) * len(theme.SEQUENTIAL) / count - 0.5)] for place in range(count)
    ]
    names = [_between(low, high, by_size) for low, high in pairwise(edges)]
    words = pd.cut(values, edges, right=False, labels=names).astype(object).fillna(UNSTATED["area"])
    colours = {UNSTATED["area"]: theme.NOT_STATED, **dict(zip(names, shades, strict=True))}
    labels = [
        lines(
            bold(f"{plural(row.areas, 'area')} of your file"),
            area(row.area_km2) if pd.notna(row.area_km2) else UNSTATED["area"],
            sentence("in a cell of {width}", width=_side(row.cell_km)),
        )
        for row in cells.itertuples()
    ]
    rows = cells.assign(**{"class": words}, label=labels)
    return rows, {name: colours[name] for name in colours if name in set(words)}


def _between(low: float, high: float, by_size: bool) -> str:
    """A class of cells in words."""
    if by_size:
        if high == float("inf"):
            return f"from {number(low, 'km²')} per cell" if low else "any area"
        return f"{number_range(low, high, 'km²') if low else f'under {number(high)} km²'} per cell"
    first = max(low, 1)
    if high == float("inf"):
        return f"from {plural(first, 'area')} per cell"
    return f"{number_range(first, high - 1)} {'area' if high - 1 == 1 else 'areas'} per cell"


def _measure(cells: pd.DataFrame, by_size: bool) -> str:
    """What cells say, and how wide they are."""
    first, *finer = (_side(width) for width in cells["cell_km"].drop_duplicates())
    what = sentence("km² of your file per cell") if by_size else sentence("Areas of your file per cell")
    if not finer:
        return sentence("{what} of {width}", what=what, width=first)
    return sentence("{what} of {width}, zoomed in of {finer}", what=what, width=first, finer=listed(finer))


def _side(km: float) -> str:
    return number(km, "km") if km >= 1 else number(km * 1000, "m")


def _layers(tables: Tables, extent: Extent, rows: pd.DataFrame, drawn: Any) -> list[Layer]:
    """Land, countries with own areas and their parts, the own areas, names."""
    countries, own = rows[~rows["is_own"]], rows[rows["is_own"]]
    parts = tables["subdivisions"]
    parts = parts[parts["level"].eq("first") & parts["country"].isin(countries["country"])]
    return [
        *_ground(tables, extent, drawn),
        sheet.borders(SUBDIVISIONS, parts["polygon"].dropna().tolist(), "inner"),
        sheet.outlines(extent),
        *sheet.countries(tables, extent, countries),
        *_own_layers(own, digits_of(drawn)),
        sheet.names(tables, extent),
    ]


def _ground(tables: Tables, extent: Extent, drawn: Any) -> list[Layer]:
    """The land of the extent; where areas lie elsewhere, that of the world around them."""
    if _is_inside(extent, drawn):
        return sheet.ground(extent)
    (west, east), (south, north) = frame_of(drawn)
    units = tables["map_units"]
    near = units[units["lon"].between(west - AROUND, east + AROUND)]
    near = near.loc[near["lat"].between(south - AROUND, north + AROUND), "unit"].tolist()
    return [sheet.land("world", near), sheet.borders("world", near), *sheet.ground(extent)]


def _is_inside(extent: Extent, drawn: Any) -> bool:
    """Whether all lies on the land of an extent."""
    (west, east), _ = frame_of(drawn)
    return bool(extent.row["land_west"] <= west and east <= extent.row["land_east"])


def _own_layers(own: pd.DataFrame, digits: int) -> list[Layer]:
    """Outlines in a layer; cells in one for each width, which is seen from its zoom to the next one's."""
    if "cell_km" not in own:
        density = own["area_class"].map(DENSITIES).fillna(DENSITY)
        return [sheet.shapes(own, digits, density.where(own["class"] != CLOSED, FAINT).tolist())]
    widths = own["cell_km"].drop_duplicates().tolist()
    zooms = [widths[0] / width for width in widths]
    return [
        sheet.shapes(
            own[own["cell_km"] == width],
            digits,
            [CELL_DENSITY] * int((own["cell_km"] == width).sum()),
            zoom=[zoom if place else 0, *zooms[place + 1 : place + 2]],
        )
        for place, (width, zoom) in enumerate(zip(widths, zooms, strict=True))
    ]


def _frame(extent: Extent, drawn: Any) -> dict[str, Any]:
    """Bounds narrowed to the areas, how deep they can be seen, and the bounds the reader may go back to."""
    lon, lat = frame_of(drawn)
    home = [extent.row[edge] for edge in ("west", "south", "east", "north")]
    beyond = {} if _is_inside(extent, drawn) else {"land": None, "parallels": lat, "scale": None}
    bounds = {"bounds": [lon[0], lat[0], lon[1], lat[1]], "meridian": sum(lon) / 2, "home": home}
    return bounds | {"deepest": depth_of(drawn), "digits": DIGITS} | beyond


def _title(tables: Tables, drawn: Any) -> str:
    names = country_names(tables, full=True)
    codes = [code for code in drawn["country"].dropna().unique() if code in names]
    where = listed([names[code] for code in codes]) if len(codes) <= MOST_NAMED else f"{len(codes)} countries"
    total = drawn["counted_km2"].sum(min_count=1)
    parts = [plural(len(drawn), "area"), area(total) if pd.notna(total) else ""]
    words = ", ".join(filter(None, parts))
    return f"Your file: {words}{', in ' if parts[1] else ' in '}{where}" if where else f"Your file: {words}"

"""Parts of maps of hazard areas: cells in classes, layers of their widths, the land and frame around them."""

from itertools import pairwise
from typing import Any

import pandas as pd

from charts import map as sheet
from charts import theme
from charts.extent import Extent
from charts.map import Layer
from topics.hazard_areas.outlines import class_limits, depth_of, frame_of
from topics.tables import Tables
from topics.vocabulary.lists import listed
from topics.vocabulary.numbers import area, number, number_range, plural
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import bold, lines

UNSTATED = "area not stated"
CELL_DENSITY = 0.85
DIGITS = 3
"""Of a pixel: enough for the deepest zoom."""
AROUND = 25
"""Degrees around areas outside the region in which land is drawn."""
CELLS_NOTE = sentence("Zoom in for smaller cells. The table has the cells of each width.")


def classed_cells(cells: pd.DataFrame, by_size: bool, of: str) -> tuple[pd.DataFrame, dict[str, str]]:
    """A row for each cell in a class of area or number, and the colours of the classes.

    Args:
        cells: with cell_km, areas, counted_km2.
        by_size: of km² instead of the number of areas.
        of: whose areas they are, in words.
    """
    cells = cells.rename(columns={"counted_km2": "area_km2"})
    values = cells["area_km2" if by_size else "areas"].astype("float64")
    edges = [0.0, *class_limits(values), float("inf")]
    count = len(edges) - 1
    shades = [
        theme.SEQUENTIAL[round((place + 0.5) * len(theme.SEQUENTIAL) / count - 0.5)] for place in range(count)
    ]
    names = [_between(low, high, by_size) for low, high in pairwise(edges)]
    words = pd.cut(values, edges, right=False, labels=names).astype(object).fillna(UNSTATED)
    colours = {UNSTATED: theme.NOT_STATED, **dict(zip(names, shades, strict=True))}
    labels = [
        lines(
            bold(f"{plural(row.areas, 'area')} of {of}"),
            area(row.area_km2) if pd.notna(row.area_km2) else UNSTATED,
            sentence("in a cell of {width}", width=_side(row.cell_km)),
        )
        for row in cells.itertuples()
    ]
    rows = cells.assign(**{"class": words}, label=labels)
    return rows, {name: colours[name] for name in colours if name in set(words)}


def cells_measure(cells: pd.DataFrame, by_size: bool, of: str) -> str:
    """What cells say, and how wide they are."""
    first, *finer = (_side(width) for width in cells["cell_km"].drop_duplicates())
    what = (
        sentence("km² of {whose} per cell", whose=of)
        if by_size
        else sentence("Areas of {whose} per cell", whose=of)
    )
    if not finer:
        return sentence("{what} of {width}", what=what, width=first)
    return sentence("{what} of {width}, zoomed in of {finer}", what=what, width=first, finer=listed(finer))


def cell_layers(cells: pd.DataFrame, digits: int) -> list[Layer]:
    """Cells in a layer for each width, which is seen from its zoom to the next one's."""
    widths = cells["cell_km"].drop_duplicates().tolist()
    zooms = [widths[0] / width for width in widths]
    return [
        sheet.shapes(
            cells[cells["cell_km"] == width],
            digits,
            [CELL_DENSITY] * int((cells["cell_km"] == width).sum()),
            zoom=[zoom if place else 0, *zooms[place + 1 : place + 2]],
        )
        for place, (width, zoom) in enumerate(zip(widths, zooms, strict=True))
    ]


def ground(tables: Tables, extent: Extent, drawn: Any) -> list[Layer]:
    """The land of the extent; where areas lie elsewhere, that of the world around them."""
    if is_inside(extent, drawn):
        return sheet.ground(extent)
    (west, east), (south, north) = frame_of(drawn)
    units = tables["map_units"]
    near = units[units["lon"].between(west - AROUND, east + AROUND)]
    near = near.loc[near["lat"].between(south - AROUND, north + AROUND), "unit"].tolist()
    return [sheet.land("world", near), sheet.borders("world", near), *sheet.ground(extent)]


def is_inside(extent: Extent, drawn: Any) -> bool:
    """Whether all lies on the land of an extent."""
    (west, east), _ = frame_of(drawn)
    return bool(extent.row["land_west"] <= west and east <= extent.row["land_east"])


def framed(extent: Extent, drawn: Any) -> dict[str, Any]:
    """Bounds narrowed to the areas, how deep they can be seen, and the bounds the reader may go back to."""
    lon, lat = frame_of(drawn)
    home = [extent.row[edge] for edge in ("west", "south", "east", "north")]
    beyond = {} if is_inside(extent, drawn) else {"land": None, "parallels": lat, "scale": None}
    bounds = {"bounds": [lon[0], lat[0], lon[1], lat[1]], "meridian": sum(lon) / 2, "home": home}
    return bounds | {"deepest": depth_of(drawn), "digits": DIGITS} | beyond


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


def _side(km: float) -> str:
    return number(km, "km") if km >= 1 else number(km * 1000, "m")

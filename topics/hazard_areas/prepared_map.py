"""Draws hazard areas that were prepared beforehand, counted in cells: smaller ones where zoomed in."""

from typing import Any

import pandas as pd

from charts import map as sheet
from charts.chart import Chart, empty
from charts.extent import extent_of
from charts.map import Look
from topics.hazard_areas.map_parts import (
    CELLS_NOTE,
    cell_layers,
    cells_measure,
    classed_cells,
    framed,
    ground,
)
from topics.hazard_areas.outlines import MOST_CELLS, digits_of
from topics.hazard_areas.own_areas import of_file
from topics.hazard_areas.packing import packed
from topics.hazard_areas.prepared import GRID, NO_FOLDER, PreparedAreas, squares, wanted
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.numbers import area, plural
from topics.vocabulary.sentences import sentence

EXTENT = "see"
LEAST_CELLS = 100
"""Cells of a width from which on a map of them shows where areas lie."""
COLUMNS = ("cell_km", "areas", "area_km2")
WHOSE = sentence("the folder")
EVERYWHERE = sentence("all that is in the folder")


def prepared_map(
    tables: Tables, view: View, *, prepared: PreparedAreas | None = None, by_size: bool = False
) -> Chart:
    """Prepared areas that are not closed, in cells, wherever they lie: cells know no countries.

    Args:
        tables: the clean tables.
        view: its hazard.
        prepared: the folder.
        by_size: cells say km² instead of the number of areas.
    """
    if prepared is None:
        return empty(NO_FOLDER)
    drawn = _squares(prepared, view)
    if drawn.empty:
        return empty(sentence("No area of the folder can be drawn"))
    extent = extent_of(tables, EXTENT)
    cells, classes = classed_cells(_outlined(drawn), by_size, WHOSE)
    cells = of_file(cells, prepared.source)
    looks = [Look(label, colour) for label, colour in classes.items()]
    layers = [
        *ground(tables, extent, drawn),
        sheet.outlines(extent),
        *cell_layers(cells, digits_of(drawn)),
        sheet.names(tables, extent),
    ]
    return Chart(
        _title(prepared, view),
        cells.drop(columns="outline"),
        sheet.map_figure(tables, extent, cells, looks, layers, **framed(extent, drawn)),
        CELLS_NOTE,
        COLUMNS,
        EVERYWHERE,
        EXTENT,
        measure=cells_measure(cells, by_size, WHOSE),
    )


def _squares(prepared: PreparedAreas, view: View) -> Any:
    """The cells of a view as `prepared.squares` gives them; of the widths that a page can be sent.

    Widths of a few cells alone show nothing but a box, and are left out where there are finer ones.
    """
    rows = wanted(prepared.grid, view)
    counts = rows.drop_duplicates(GRID)["km"].value_counts().sort_index(ascending=False)
    sent = counts[counts.cumsum() <= MOST_CELLS]
    fine = sent[sent >= LEAST_CELLS]
    return squares(rows[rows["km"].isin(sent.index if fine.empty else fine.index)])


def _outlined(cells: Any) -> pd.DataFrame:
    """Cells with what a map needs of their shapes: *columns* lon, lat (the middle), outline."""
    middles, digits = cells.bounds, digits_of(cells)
    return pd.DataFrame(cells.drop(columns="geometry")).assign(
        lon=((middles["minx"] + middles["maxx"]) / 2).round(digits),
        lat=((middles["miny"] + middles["maxy"]) / 2).round(digits),
        outline=packed(cells.geometry.to_numpy(), digits),
    )


def _title(prepared: PreparedAreas, view: View) -> str:
    sums = wanted(prepared.sums, view)
    count, size = plural(int(sums["areas"].sum()), sentence("area")), area(sums["counted_km2"].sum())
    return sentence(
        "Folder “{folder}”: {count} not closed, {size}", folder=prepared.folder, count=count, size=size
    )

"""Hazard areas that `python -m hazard_areas` has checked and summed beforehand, as values for charts."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from topics.hazard_areas.shapes import DEGREES
from topics.view import View
from topics.vocabulary.hazards import hazard_family
from topics.vocabulary.numbers import plural
from topics.vocabulary.sentences import sentence

GRID = ["km", "plane", "cell_x", "cell_y"]
COUNTS = ("areas", "counted_km2")
NO_FOLDER = sentence("No folder of prepared hazard areas is named in the settings")


@dataclass(frozen=True)
class PreparedAreas:
    """A folder of the command; those of the same run are equal.

    `folder` is its name, `report` its report.json. `sums` has the columns country, subdivision, municipality,
    name (of the finest unit), year, hazard, area_class, status (codes, None where not stated), areas,
    counted_km2 (measured, for a point as stated), area_km2, area_stated_km2. `grid` has km (width of a cell),
    plane (in which it is a square), cell_x, cell_y (its number across and along), hazard, status, and the
    same sums.
    """

    run: Hashable
    folder: str
    report: dict[str, Any] = field(compare=False, repr=False)
    sums: pd.DataFrame = field(compare=False, repr=False)
    grid: pd.DataFrame = field(compare=False, repr=False)

    @property
    def source(self) -> str:
        """What stands in the place of a source."""
        return sentence("Folder “{folder}”, not checked by this collection", folder=self.folder)

    @property
    def left_out(self) -> str:
        """What of its files counts nowhere, in a sentence; empty where nothing is left out."""
        count = sum(self.report["set_aside"].values())
        words = sentence(
            "{rows} of its files are left out of all sums; set_aside.csv in the folder says why.",
            rows=plural(count, "row"),
        )
        return words if count else ""


def squares(grid: pd.DataFrame) -> Any:
    """Rows of a grid, of any hazards and statuses, summed by cell, in degrees, the widest cells first.

    *Columns*: cell_km, areas, counted_km2, geometry.
    """
    import geopandas as gpd  # noqa: PLC0415 - only a page with such a folder needs it
    import shapely  # noqa: PLC0415

    groups = grid.groupby(GRID, sort=True)
    cells = (
        groups["counted_km2"].sum(min_count=1).to_frame().assign(areas=groups["areas"].sum()).reset_index()
    )
    cells = cells.sort_values("km", ascending=False, kind="stable", ignore_index=True)
    parts = []
    for plane, part in cells.groupby("plane"):
        width = part["km"].to_numpy(float) * 1000
        left, low = part["cell_x"].to_numpy() * width, part["cell_y"].to_numpy() * width
        shapes = shapely.box(left, low, left + width, low + width, ccw=False)
        parts.append(gpd.GeoSeries(shapes, index=part.index, crs=str(plane)).to_crs(DEGREES))
    shapes = pd.concat(parts).sort_index() if parts else np.empty(0, dtype=object)
    rows = cells.rename(columns={"km": "cell_km"})[["cell_km", *COUNTS]]
    return gpd.GeoDataFrame(rows, geometry=shapes, crs=DEGREES)


def wanted(rows: pd.DataFrame, view: View) -> pd.DataFrame:
    """The rows of sums or of a grid that count: not closed, of the hazard of a view or of none."""
    rows = rows[rows["status"].ne("closed").fillna(True)]
    if view.hazard == "ALL":
        return rows
    family = hazard_family(view.tables, view.hazard)
    return rows[rows["hazard"].isin(family) | rows["hazard"].isna()]

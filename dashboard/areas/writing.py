"""Writes checked hazard areas as files for the reader, in memory: GeoPackage, GeoParquet, GeoJSON, CSV."""

import io
from collections.abc import Callable
from typing import Any

import pandas as pd

from dashboard import download
from dashboard.areas.values import Upload
from dashboard.cite import status_note
from topics.tables import Tables

LAYER = "hazard_areas"
TAKEN = ("geometry", "fid", "ogc_fid")
"""Names that a format needs for itself."""


def about(tables: Tables, given: Upload) -> dict[str, str]:
    """What must be said of a file with exported areas."""
    return {
        "TITLE": "Invented example, not data"
        if given.is_example
        else f"Hazard areas of the file {given.name}",
        "NOTE": "Measured in an equal-area projection and sorted into countries and first-level units by a "
        f"point inside; boundaries are indicative. {status_note(tables)}",
    }


def files(areas: Any, notes: dict[str, str]) -> dict[str, tuple[Callable[[], bytes], str, str]]:
    """Each form of the areas: a function that makes the file on a click, its ending and media type."""
    return {
        "GeoPackage": (lambda: geopackage(areas, notes), "gpkg", "application/geopackage+sqlite3"),
        "GeoParquet": (lambda: geoparquet(areas), "parquet", "application/vnd.apache.parquet"),
        "GeoJSON": (lambda: geojson(areas), "geojson", "application/geo+json"),
        "CSV": (lambda: csv(areas), "csv", "text/csv"),
    }


def geopackage(areas: Any, notes: dict[str, str]) -> bytes:
    """The areas as one layer of a GeoPackage, with words about them."""
    import pyogrio  # noqa: PLC0415 - only on a click

    buffer = io.BytesIO()
    renamed = areas.rename(columns={name: f"{name}_" for name in areas if name.lower() in TAKEN[1:]})
    pyogrio.write_dataframe(renamed, buffer, driver="GPKG", layer=LAYER, layer_metadata=notes)
    return buffer.getvalue()


def geoparquet(areas: Any) -> bytes:
    """The areas as GeoParquet."""
    buffer = io.BytesIO()
    areas.to_parquet(buffer, index=False)
    return buffer.getvalue()


def geojson(areas: Any) -> bytes:
    """The areas as GeoJSON: in degrees, outer rings against the clock, seven decimals (RFC 7946)."""
    import pyogrio  # noqa: PLC0415

    buffer = io.BytesIO()
    pyogrio.write_dataframe(areas, buffer, driver="GeoJSON", layer=LAYER, RFC7946="YES")
    return buffer.getvalue()


def csv(areas: Any) -> bytes:
    """The areas as CSV with well-known text; no cell can be a formula."""
    import shapely  # noqa: PLC0415

    rows = pd.DataFrame(areas.drop(columns="geometry"))
    texts = pd.Series(shapely.to_wkt(areas.geometry.to_numpy(), rounding_precision=7), index=rows.index)
    return table(rows.assign(wkt=texts))


def table(rows: pd.DataFrame) -> bytes:
    """Rows as CSV; neither a cell nor the name of a column can be a formula."""
    return download.csv(rows.rename(columns={name: download.plain_cell(str(name)) for name in rows}))

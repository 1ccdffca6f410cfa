"""Writes checked hazard areas as files for the reader, in memory: GeoPackage, GeoParquet, GeoJSON, CSV."""

import io
from typing import Any

import pandas as pd

from dashboard import download
from dashboard.cite import status_note

__all__ = ["csv", "geojson", "geopackage", "geoparquet", "status_note", "table"]

LAYER = "hazard_areas"
TAKEN = ("geometry", "fid", "ogc_fid")
"""Names that a format needs for itself."""


def geopackage(areas: Any, about: dict[str, str]) -> bytes:
    """The areas as one layer of a GeoPackage, with words about them."""
    import pyogrio  # noqa: PLC0415 - only on a click

    buffer = io.BytesIO()
    kept = areas.rename(columns={name: f"{name}_" for name in areas if name.lower() in TAKEN[1:]})
    pyogrio.write_dataframe(kept, buffer, driver="GPKG", layer=LAYER, layer_metadata=about)
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

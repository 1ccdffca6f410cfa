"""Finds out what a reader's file is by its first bytes, whatever it is called, and reads it within limits."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.areas import archive, formats, limits, sheets
from dashboard.areas.geojson import geojson
from dashboard.areas.kml import kml
from dashboard.areas.limits import RefusedError

ENDINGS = ("geojson", "json", "gpkg", "zip", "kml", "kmz", "parquet", "geoparquet", "csv", "txt", "xlsx")
"""What the browser offers to choose; what a file is, its content says."""
PACKED = {
    b"\x1f\x8b": "gzip",
    b"7z\xbc\xaf": "7-Zip",
    b"Rar!": "RAR",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
}
SHP = b"\x00\x00\x27\x0a"
OLE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class OwnFile:
    """What was read: attributes row by row, and shapes where the file has them as such."""

    kind: str
    rows: pd.DataFrame
    shapes: np.ndarray | None = None
    crs: str | None = None
    layers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def first_row(self) -> int:
        """Number of the first row as the reader counts: in a sheet the names stand in line 1."""
        return 2 if self.shapes is None else 1


def read(content: bytes, layer: str | None = None) -> OwnFile:
    """A file of hazard areas.

    Args:
        content: the bytes of the file.
        layer: the one to read where there are several; the first without a word.

    Raises:
        RefusedError: it cannot be read or goes beyond a limit; the text says what to do.
    """
    limits.check_size(content)
    if content.startswith(b"PK"):
        return _of_archive(content, layer)
    return _of_single(content, layer)


def _of_archive(content: bytes, layer: str | None) -> OwnFile:
    files = archive.members(content)
    if any(name.lower().endswith(".shp") for name in files):
        read_layer, layers = formats.shapefile(files, layer)
        return _shaped("Shapefile", read_layer, layers)
    if "xl/workbook.xml" in files:
        return OwnFile("XLSX", sheets.xlsx_rows(content))
    maps = [name for name in files if name.lower().endswith(".kml")]
    if maps:
        return _shaped("KML", kml(files["doc.kml" if "doc.kml" in files else maps[0]]))
    if len(files) == 1:
        return _of_single(next(iter(files.values())), layer)
    listed = ", ".join(sorted(files)[:6])
    raise RefusedError(
        f"The archive holds neither a Shapefile (.shp, .shx, .dbf, .prj) nor one single file, but: {listed}. "
        "Zip only the layer."
    )


def _of_single(content: bytes, layer: str | None) -> OwnFile:
    for start, name in PACKED.items():
        if content.startswith(start):
            raise RefusedError(f"The file is packed with {name}. Unpack it, or pack it as zip.")
    if content.startswith(SHP):
        raise RefusedError(
            "A Shapefile is several files. Zip .shp, .shx, .dbf and .prj together, and load the zip."
        )
    if content.startswith(OLE):
        raise RefusedError("The file is a workbook of the old kind (.xls). Save it as XLSX or CSV.")
    if content.startswith(b"SQLite format 3\0"):
        read_layer, layers = formats.geopackage(content, layer)
        return _shaped("GeoPackage", read_layer, layers)
    if content.startswith(b"PAR1"):
        return _shaped("GeoParquet", formats.geoparquet(content))
    start = content[:512].removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if start in (b"{", b"["):
        return _shaped("GeoJSON", geojson(content))
    if start == b"<":
        return _shaped("KML", kml(content))
    rows, notes = sheets.csv_rows(content)
    return OwnFile("CSV", rows, notes=notes)


def _shaped(kind: str, read_layer: formats.Layer, layers: tuple[str, ...] = ()) -> OwnFile:
    rows, shapes, crs = read_layer
    limits.check_vertices(shapes)
    return OwnFile(kind, rows.reset_index(drop=True), shapes, crs, layers)

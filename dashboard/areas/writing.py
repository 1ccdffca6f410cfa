"""Writes checked hazard areas as files for the reader, in memory: GeoPackage, GeoParquet, GeoJSON, CSV."""

import io
import math
from collections.abc import Callable
from typing import Any

import pandas as pd

from dashboard import attribution, download
from dashboard.areas.names import unlike
from dashboard.areas.values import Upload
from dashboard.cite import status_note
from topics.tables import Tables
from topics.vocabulary.lists import listed
from topics.vocabulary.sentences import sentence

LAYER = "hazard_areas"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 20
"""Rows that a sentence names one by one."""
TAKEN = ("geometry", "fid", "ogc_fid", "geom")
"""Names that a format needs for itself."""
PLAIN = ("bool", "integer", "floating", "datetime64", "datetime", "string", "empty")
"""Kinds of values of which a column can be written as it is."""


BEYOND = [181, 90.1, 181, 90.1]
"""Degrees beyond which no place is on the earth."""
NUMBERS = ("integer", "floating", "mixed-integer-float", "decimal")


def about(tables: Tables, given: Upload) -> dict[str, str]:
    """What must be said of a file with exported areas."""
    return {
        "TITLE": "Invented example, not data"
        if given.is_example
        else f"Hazard areas of the file {given.name}",
        "NOTE": "Measured in an equal-area projection and sorted into municipalities, first-level units and "
        "countries by a point inside; boundaries are indicative. "
        f"{attribution.of_layers()} {status_note(tables)}",
    }


def writable(areas: Any) -> tuple[Any, list[str]]:
    """The areas as every format can hold them, and in sentences what had to change.

    Columns of several kinds of values become texts, names that differ by case alone get a number, shapes that
    are beyond the earth are left out of their rows.
    """
    names = unlike(map(str, areas), TAKEN[1:], str.lower)
    plain = areas.set_axis(names, axis=1)
    plain.attrs = {}
    columns = [name for name in names if name != "geometry"]
    plain = plain.assign(**{name: _numbers(plain[name]) for name in columns})
    mixed = [name for name in columns if not _is_plain(plain[name])]
    plain = plain.assign(**{name: plain[name].map(_text) for name in mixed})
    plain = plain.assign(**{name: _written(plain[name]) for name in columns if _is_text(plain[name])})
    plain, beyond = _on_earth(plain)
    theirs = [name for name in mixed if name.startswith("file: ")]
    renamed = [name for name, old in zip(names, areas, strict=True) if name != old]
    notes = {
        sentence(
            "Columns whose names differ by case alone have a number: {names}.", names=", ".join(renamed)
        ): renamed,
        sentence("Columns with values of several kinds are texts: {names}.", names=", ".join(theirs)): theirs,
        sentence(
            "Rows whose shape is not on the earth are written without it: {rows}.",
            rows=listed(beyond, MOST_ROWS),
        ): beyond,
    }
    return plain, [note for note, is_needed in notes.items() if is_needed]


def _on_earth(areas: Any) -> tuple[Any, list[str]]:
    """The areas without shapes that no format can hold in degrees, and the numbers of their rows."""
    import numpy as np  # noqa: PLC0415
    import shapely  # noqa: PLC0415 - only a page with a file needs it

    shapes = areas.geometry.to_numpy()
    inside = (abs(shapely.bounds(shapes)) <= BEYOND).all(axis=1)
    beyond = ~shapely.is_missing(shapes) & ~shapely.is_empty(shapes) & ~inside
    numbers = areas["row"] if "row" in areas else pd.Series(range(1, len(areas) + 1), index=areas.index)
    left = [str(one) for one in numbers[beyond]]
    return areas.set_geometry(np.where(beyond, None, shapes), crs=areas.crs), left


def _numbers(values: pd.Series) -> pd.Series:
    """A column of numbers of several kinds as one of numbers; any other as it is."""
    if values.dtype == object and pd.api.types.infer_dtype(values, skipna=True) in NUMBERS:
        numbers = pd.to_numeric(values, errors="coerce")
        return numbers if numbers.dtype != object and numbers.notna().eq(values.notna()).all() else values
    return values


def _is_plain(values: pd.Series) -> bool:
    kind = pd.api.types.infer_dtype(values, skipna=True)
    if kind == "integer" and values.dtype == object:
        return False
    return kind in PLAIN and not (kind == "datetime" and values.dtype == object)


def _is_text(values: pd.Series) -> bool:
    return pd.api.types.infer_dtype(values, skipna=True) == "string"


def _written(values: pd.Series) -> pd.Series:
    """Texts without the letters at which a format ends them."""
    is_ended = values.str.contains("\0", regex=False, na=False).any()
    return values.str.replace("\0", "", regex=False) if is_ended else values


def _text(value: Any) -> str | None:
    is_missing = value is None or (not isinstance(value, list | dict | tuple) and pd.isna(value))
    return None if is_missing else str(value)


def files(areas: Any, notes: dict[str, str]) -> dict[str, tuple[Callable[[], bytes], str, str]]:
    """Each form of the areas: a function that makes the file on a click, its ending and media type."""
    return {
        "GeoPackage": (lambda: geopackage(areas, notes), "gpkg", "application/geopackage+sqlite3"),
        "GeoParquet": (lambda: geoparquet(areas), "parquet", "application/vnd.apache.parquet"),
        "GeoJSON": (lambda: geojson(areas), "geojson", "application/geo+json"),
        "CSV": (lambda: csv(areas), "csv", "text/csv"),
        "XLSX": (lambda: xlsx(areas, notes), "xlsx", SHEET),
    }


def geopackage(areas: Any, notes: dict[str, str]) -> bytes:
    """The areas as one layer of a GeoPackage, with words about them."""
    import pyogrio  # noqa: PLC0415 - only on a click

    buffer = io.BytesIO()
    pyogrio.write_dataframe(areas, buffer, driver="GPKG", layer=LAYER, layer_metadata=notes)
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


def xlsx(areas: Any, notes: dict[str, str]) -> bytes:
    """The areas as a workbook with well-known text, and words about them; no cell is a formula.

    Of an outline longer than a cell can be there is the point inside alone.
    """
    import shapely  # noqa: PLC0415
    import xlsxwriter  # noqa: PLC0415 - only on a click

    shapes = areas.geometry.to_numpy()
    inside = areas.geometry.where(~areas.geometry.is_empty).representative_point().to_numpy()
    outlines = pd.Series(shapely.to_wkt(shapes, rounding_precision=7), index=areas.index)
    rows = pd.DataFrame(areas.drop(columns="geometry")).assign(
        lon=shapely.get_x(inside), lat=shapely.get_y(inside), wkt=outlines
    )
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet, about = book.add_worksheet("Areas"), book.add_worksheet("About")
        sheet.freeze_panes(1, 0)
        for place, name in enumerate(rows):
            sheet.write_string(0, place, download.plain_cell(str(name)))
            sheet.write_column(1, place, _sheet_cells(rows[name]))
        for place, (name, text) in enumerate(notes.items()):
            about.write_string(place, 0, name)
            about.write_string(place, 1, download.plain_cell(text))
    return buffer.getvalue()


def _sheet_cells(values: pd.Series) -> list[Any]:
    """Cells that a workbook can hold: what is not stated is empty, a number without end a text."""
    if pd.api.types.is_datetime64_any_dtype(values):
        values = values.dt.strftime("%Y-%m-%d")
    cells = values.astype(object).where(values.notna(), None).tolist()
    return [_sheet_cell(cell) for cell in cells]


def _sheet_cell(cell: Any) -> Any:
    if isinstance(cell, float) and math.isinf(cell):
        return str(cell)
    if not isinstance(cell, str):
        return cell if cell is None or isinstance(cell, int | float) else str(cell)
    return download.plain_cell(cell) if len(cell) < download.MOST_LETTERS else None


def table(rows: pd.DataFrame) -> bytes:
    """Rows as CSV; neither a cell nor the name of a column can be a formula."""
    return download.csv(rows.rename(columns={name: download.plain_cell(str(name)) for name in rows}))

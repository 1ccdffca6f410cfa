"""Finds out what a reader's file is by its first bytes, whatever it is called, and reads it within limits."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from dashboard.areas import archive, formats, geodatabase, limits, sheets
from dashboard.areas.esri import esri_json, esri_layers
from dashboard.areas.geojson import geojson, tree_of
from dashboard.areas.limits import RefusedError
from dashboard.areas.xml import NoPlacesError, placed_xml
from topics.hazard_areas.corner_columns import by_corner
from topics.hazard_areas.degree_columns import joined
from topics.hazard_areas.encodings import utf16
from topics.hazard_areas.questions import Question
from topics.hazard_areas.waypoints import outlined, waypoints_question
from topics.vocabulary.sentences import sentence

ENDINGS = (
    "geojson", "json", "gpkg", "zip", "kml", "kmz", "gpx", "parquet", "geoparquet", "csv", "txt", "tsv",
    "xlsx", "xls", "xlsb", "ods",
)  # fmt: skip
"""What the browser offers to choose; what a file is, its content says."""
ALONE = (
    "geojson",
    "json",
    "gpkg",
    "kml",
    "gpx",
    "parquet",
    "geoparquet",
    "csv",
    "tsv",
    "xlsx",
    "xls",
    "xlsb",
    "ods",
)
"""Endings of the files of an archive that may hold areas."""
PACKED = {
    b"\x1f\x8b": "gzip",
    b"7z\xbc\xaf": "7-Zip",
    b"Rar!": "RAR",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
}
PDF = b"%PDF"
SHP = b"\x00\x00\x27\x0a"
OLE = b"\xd0\xcf\x11\xe0"
PANIC = "PanicException"
"""What the reader of workbooks raises at a damaged one; it is no Exception of Python's."""
ALL = "*"
"""Answers that all files of an archive are to be read together."""


@dataclass(frozen=True)
class OwnFile:
    """What was read: attributes by row, shapes where the file has them as such, and what it leaves open."""

    kind: str
    rows: pd.DataFrame
    shapes: np.ndarray | None = None
    crs: str | None = None
    questions: tuple[Question, ...] = ()
    notes: tuple[str, ...] = ()
    first_row: int = 1
    """Number of the first row as the reader counts: in a sheet, lines stand before it."""
    numbers: tuple[int, ...] | None = None
    """Numbers of all rows as the reader counts, where they do not follow one another from the first on."""

    @property
    def row_numbers(self) -> np.ndarray:
        """The number of each row as the reader counts."""
        return np.arange(len(self.rows)) + self.first_row if self.numbers is None else np.array(self.numbers)


def read(content: bytes, answers: Mapping[str, str] | None = None) -> OwnFile:
    """A file of hazard areas, read in this process: `apart.read_apart` does it where a file may be hostile.

    Args:
        content: the bytes of the file.
        answers: to its questions by their keys; what is not answered is read as guessed.

    Raises:
        RefusedError: it cannot be read or goes beyond a limit; the text says what to do.
    """
    limits.check_size(content)
    try:
        own = _read(content, answers or {})
        if own.shapes is not None:
            limits.check_vertices(own.shapes)
        return own
    except RefusedError:
        raise
    except BaseException as problem:
        if not isinstance(problem, Exception) and type(problem).__name__ != PANIC:
            raise
        raise (limits.too_much() if isinstance(problem, MemoryError) else limits.damaged()) from problem


def _read(content: bytes, answers: Mapping[str, str]) -> OwnFile:
    if content.startswith(b"PK"):
        return _of_archive(content, answers)
    return _of_single(content, answers)


def _of_archive(content: bytes, answers: Mapping[str, str]) -> OwnFile:
    files = archive.members(content)
    if sheets.is_workbook(files):
        return _of_workbook(content, files, answers)
    parts = _parts(files)
    if not parts:
        listed = ", ".join(sorted(files)[:6])
        raise RefusedError(
            "The archive holds neither a Shapefile (.shp, .shx, .dbf, .prj), a File Geodatabase, nor "
            "another file of "
            f"areas, but: {listed}. Zip only the layer."
        )
    question = _file_question(list(parts))
    chosen = answers.get("file", question.guess if question else None)
    if question and chosen == ALL:
        return replace(_together(parts, files, answers), questions=(question,))
    name = chosen if chosen in parts else next(iter(parts))
    own = _of_part(name, parts[name], files, answers)
    return replace(own, questions=(question, *own.questions)) if question else own


def _of_workbook(content: bytes, files: dict[str, bytes], answers: Mapping[str, str]) -> OwnFile:
    sheets.check_workbook(files)
    own = _of_sheet("Workbook", sheets.workbook_sheet(content, answers))
    return replace(own, notes=(*sheets.workbook_notes(files), *own.notes))


def _parts(files: dict[str, bytes]) -> dict[str, str]:
    """What an archive holds that may be areas, by name, with how each is read."""
    bases = dict.fromkeys(geodatabase.folders(files), "gdb")
    shapes = {name: "shp" for name in files if name.lower().endswith(".shp")}
    lone = {
        name: "" for name in files if name.lower().rpartition(".")[2] in ALONE and not _is_side(name, shapes)
    }
    texts = dict.fromkeys((name for name in files if name.lower().endswith(".txt")), "")
    return bases | shapes | lone or texts


def _is_side(name: str, shapes: Mapping[str, str]) -> bool:
    """Whether a file only stands beside a Shapefile, such as its metadata."""
    return any(name.startswith(shape[:-4] + ".") for shape in shapes)


def _file_question(names: list[str]) -> Question | None:
    if len(names) < 2:
        return None
    endings = {name.lower().rpartition(".")[2] for name in names}
    text = sentence("The archive holds {count} files. Which of them are your areas?", count=len(names))
    choices = dict(zip(names, names, strict=True)) | {ALL: sentence("all of them together")}
    return Question("file", text, choices, ALL if endings <= {"kml", "gpx"} else None)


def _of_part(name: str, kind: str, files: dict[str, bytes], answers: Mapping[str, str]) -> OwnFile:
    if kind == "shp":
        return _of_layer("Shapefile", formats.shapefile(files, name, answers))
    if kind == "gdb":
        return _of_layer("File Geodatabase", geodatabase.geodatabase(files, name, answers))
    content = files[name]
    if content.startswith(b"PK"):
        return _of_workbook(content, archive.members(content), answers)
    return _of_single(content, answers)


def _together(parts: dict[str, str], files: dict[str, bytes], answers: Mapping[str, str]) -> OwnFile:
    """All files of an archive as one, each row with the name of its file."""
    owns, notes = {}, []
    for name, kind in parts.items():
        try:
            owns[name] = _of_part(name, kind, files, answers)
        except NoPlacesError as refused:
            notes.append(f"“{name}”: {refused}")
    if not owns:
        raise RefusedError(notes[0])
    if any(own.shapes is None for own in owns.values()) or len({own.crs for own in owns.values()}) > 1:
        raise RefusedError(
            "The files of the archive cannot be read together: some are sheets, or they are in different "
            "coordinate "
            "systems. Choose one of them."
        )
    rows = pd.concat([own.rows.assign(**{"file of the archive": name}) for name, own in owns.items()])
    limits.check_rows(len(rows))
    first = next(iter(owns.values()))
    shapes = np.concatenate([own.shapes for own in owns.values() if own.shapes is not None])
    notes += [note for own in owns.values() for note in own.notes]
    return OwnFile(first.kind, rows.reset_index(drop=True), shapes, first.crs, notes=tuple(notes))


def _of_single(content: bytes, answers: Mapping[str, str]) -> OwnFile:
    for start, name in PACKED.items():
        if content.startswith(start):
            raise RefusedError(f"The file is packed with {name}. Unpack it, or pack it as zip.")
    if content.startswith(PDF):
        raise RefusedError(
            "The file is a PDF, which shows a map but holds no areas. Load the layer behind it."
        )
    if content.startswith(SHP):
        raise RefusedError(
            "A Shapefile is several files. Zip .shp, .shx, .dbf and .prj together, and load the zip."
        )
    if content.startswith(OLE):
        return _of_sheet("Workbook", sheets.workbook_sheet(content, answers))
    if content.startswith(b"SQLite format 3\0"):
        return _of_layer("GeoPackage", formats.geopackage(content, answers))
    if content.startswith(b"PAR1"):
        return _of_layer("GeoParquet", formats.geoparquet(content))
    text = _in_utf8(content)
    start = text[:512].lstrip()[:1]
    if start in (b"{", b"["):
        return _of_json(text, answers)
    if start == b"<":
        kind, layer = placed_xml(text)
        own = _of_layer(kind, layer)
        return _of_waypoints(own, answers) if kind == "GPX" else own
    return _of_sheet("CSV", sheets.csv_sheet(content, answers))


def _of_waypoints(own: OwnFile, answers: Mapping[str, str]) -> OwnFile:
    """A file of waypoints, as outlines if they are said to be corners."""
    question = None if own.shapes is None else waypoints_question(own.rows, own.shapes)
    if own.shapes is None or question is None:
        return own
    if answers.get(question.key) != "corners":
        return replace(own, questions=(question,))
    rows, shapes, places = outlined(own.rows, own.shapes)
    return replace(own, rows=rows, shapes=shapes, questions=(question,), numbers=tuple((places + 1).tolist()))


def _in_utf8(content: bytes) -> bytes:
    """A text in UTF-16 in UTF-8, without a mark at its start; any other as it is."""
    kind = utf16(content)
    if kind is None:
        return content.removeprefix(b"\xef\xbb\xbf")
    text = content.decode(kind, errors="replace").removeprefix("\ufeff")
    return re.sub(r'(?<=^<\?xml)([^>]*?)\s+encoding=["\'][^"\']*["\']', r"\1", text, count=1).encode()


def _of_json(content: bytes, answers: Mapping[str, str]) -> OwnFile:
    tree: Any = tree_of(content)
    if isinstance(tree, dict) and isinstance(tree.get("layers"), list):
        return _of_layer("Esri JSON", esri_layers(tree["layers"], answers))
    if isinstance(tree, dict) and ("geometryType" in tree or "spatialReference" in tree):
        return _of_layer("Esri JSON", esri_json(tree))
    return _of_layer("GeoJSON", geojson(tree))


def _of_sheet(kind: str, sheet: sheets.Sheet) -> OwnFile:
    whole, notes = joined(sheet.rows)
    rows, places, more = by_corner(whole)
    limits.check_rows(len(rows))
    numbers = sheet.numbers or range(sheet.first_row, sheet.first_row + len(whole))
    lines = tuple(numbers[place] for place in places) if more else sheet.numbers
    notes = (*sheet.notes, *notes, *more)
    return OwnFile(kind, rows, None, None, sheet.questions, notes, sheet.first_row, lines)


def _of_layer(kind: str, layer: formats.Layer) -> OwnFile:
    rows = layer.rows.reset_index(drop=True)
    return OwnFile(kind, rows, layer.shapes, layer.crs, layer.questions, layer.notes)

"""Reads CSV in chunks: separator, encoding and columns by its first lines, shapes as WKT or points."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as pc
import shapely

from dashboard.areas.limits import FEATURES, FILE_MEGABYTES, RefusedError, shapes_of_text
from dashboard.areas.sheets import SEPARATORS, csv_sheet
from hazard_areas.problem import StoppedError
from topics.hazard_areas import coordinates, terms
from topics.hazard_areas.corner_columns import by_corner
from topics.hazard_areas.encodings import encoding_question, utf16
from topics.hazard_areas.questions import Question, run_together_note

LOOKED_AT = 4_000_000
HEAD = 400_000
"""Bytes by which the encoding, and by which the columns are found out."""
BLOCK = 16_000_000


@dataclass(frozen=True)
class Head:
    """What the first lines of a CSV tell."""

    names: tuple[str, ...]
    first_row: int
    separator: str
    encoding: str
    place: dict[str, str | None]
    """How the shape is held, as `terms.guessed_shape` says it."""
    are_degrees: bool
    doubt: str
    """That the coordinates may be no metres; empty where they can be."""
    notes: tuple[str, ...]


def head_of(path: Path, encoding: str | None) -> Head:
    """The first lines of a CSV.

    Raises:
        StoppedError: it is no table, or holds no shape in a row.
    """
    with path.open("rb") as file:
        content = file.read(LOOKED_AT)
    question = None if utf16(content) else encoding_question(content)
    guess = question.guess if question and question.guess else utf16(content) or "utf-8"
    encoding = encoding or guess
    text = content[:HEAD].decode(encoding, errors="replace").removeprefix("\ufeff")
    whole = text if len(content) < HEAD else text.rpartition("\n")[0]
    try:
        table = csv_sheet(whole.encode(), {})
    except RefusedError as refused:
        raise StoppedError(f"{path}: {refused}") from refused
    place = terms.guessed_shape(by_corner(table.rows)[0])
    if place["how"] == "corners" or not (place["wkt"] or place["both"] or (place["lat"] and place["lon"])):
        raise StoppedError(
            f"{path}: no column holds a shape as text (WKT) or the coordinates of a point. Rows that hold "
            f"one corner each are read up to {FEATURES:,} lines and {FILE_MEGABYTES} MB: load it in parts."
        )
    names = tuple(str(name) for name in table.rows)
    line = whole.split("\n")[table.first_row - 2].rstrip("\r")
    separator = next(
        mark for mark in SEPARATORS if len(next(csv.reader([line], delimiter=mark))) >= len(names)
    )
    are_degrees = place["how"] == "points" and coordinates.are_degrees(place, table.rows)
    is_bare = place["how"] == "points" and not are_degrees
    doubt = run_together_note(coordinates.points_of(table.rows, place)) if is_bare else ""
    words = (f"{path.name}: {encoding_words(question)}",) if question and encoding == question.guess else ()
    notes = (*words, *table.notes)
    return Head(names, table.first_row, separator, encoding, place, are_degrees, doubt, notes)


def encoding_words(question: Question) -> str:
    """In which encoding texts were taken to be, with some of them."""
    choice = question.choices[str(question.guess)]
    return f"texts are not in UTF-8 and were taken for {choice}. Else: --encoding NAME."


def batches(source: Any) -> Iterator[pa.RecordBatch]:
    """The rows of a CSV with their shapes as binary, all other cells as texts."""
    head: Head = source.shape
    columns = {name: pa.string() for name in head.names}
    with pc.open_csv(
        source.path,
        pc.ReadOptions(
            block_size=BLOCK, skip_rows=head.first_row - 1, column_names=head.names, encoding=head.encoding
        ),
        pc.ParseOptions(delimiter=head.separator, newlines_in_values=True),
        pc.ConvertOptions(column_types=columns, strings_can_be_null=False),
    ) as reader:
        for batch in reader:
            yield _with_shapes(batch, head)


def _with_shapes(batch: pa.RecordBatch, head: Head) -> pa.RecordBatch:
    named = [name for name in head.place.values() if name in head.names]
    rows = pd.DataFrame({name: batch.column(name).to_pandas().astype(object) for name in named})
    place = head.place
    shapes = shapes_of_text(rows[place["wkt"]]) if place["wkt"] else coordinates.points_of(rows, place)
    binary = pa.array(np.asarray(shapely.to_wkb(shapes), dtype=object), pa.large_binary())
    names = ["shape", *(f"file: {name}" for name in head.names)]
    return pa.RecordBatch.from_arrays([binary, *batch.columns], names=names)

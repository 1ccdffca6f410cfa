"""Reads a file of any form as the page does, as a whole, and lays its rows on disk for the way in chunks."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import shapely

from dashboard.areas import limits
from dashboard.areas.apart import read_apart
from dashboard.areas.limits import RefusedError
from dashboard.areas.reading import OwnFile
from hazard_areas.problem import StoppedError
from hazard_areas.source import OWN, ROW, SHAPE, Source, Wishes, system_of
from topics.hazard_areas import coordinates, questions, shapes, terms
from topics.hazard_areas.questions import Question

OPTIONS = {"encoding": "--encoding {}", "layer": "--layer {}", "sheet": "--layer {}"}
"""How a question is answered, by its key; all others by --answer."""


@dataclass
class Page:
    """A file on the way through the questions of the page: its answers, and what is to be said of it."""

    path: Path
    wishes: Wishes
    notes: list[str] = field(default_factory=list)

    @property
    def answers(self) -> dict[str, str]:
        """What whoever started the run answered."""
        layer, encoding = self.wishes.layer, self.wishes.encoding
        own = {"layer": layer, "sheet": layer, "encoding": encoding}
        return {key: answer for key, answer in own.items() if answer} | dict(self.wishes.answers)

    def answer(self, question: Question) -> str:
        """The answer to a question: as given, or else its guess, which is then said.

        Raises:
            StoppedError: there is neither, or no such answer.
        """
        how = OPTIONS.get(question.key, f"--answer {question.key}={{}}")
        others = {code: words for code, words in question.choices.items() if code != question.guess}
        listed = "; ".join(f"{how.format(code)} for “{words}”" for code, words in others.items())
        given = self.answers.get(question.key)
        if given is not None and given not in question.choices:
            raise StoppedError(
                f"{self.path}: {how.format(given)} answers nothing. {question.text} Give: {listed}."
            )
        if given is None and question.guess is None:
            raise StoppedError(f"{self.path}: {question.text} Give: {listed}.")
        if given is None:
            self.notes.append(
                f"{question.text} Taken: “{question.choices[str(question.guess)]}”. Else: {listed}."
            )
        return str(given or question.guess)


def opened_whole(number: int, path: Path, wishes: Wishes, folder: Path) -> Source:
    """A file, whose rows are laid into a folder.

    Raises:
        StoppedError: the page refuses it, or leaves open what must be known.
    """
    page = Page(path, wishes)
    try:
        own = read_apart(path.read_bytes(), page.answers)
        for question in own.questions:
            page.answer(question)
        page.notes += own.notes
        rows, drawn, heads, stated = _placed(own, page)
        stated = stated or own.crs
        limits.check_vertices(drawn)
    except RefusedError as refused:
        raise StoppedError(f"{path}: {refused}") from refused
    drawn, crs = _straightened(drawn, stated, page)
    numbers = own.row_numbers if heads is None else own.row_numbers[heads]
    columns = {str(name): _column(rows[name]) for name in rows}
    table = pa.table({SHAPE: pa.array(shapely.to_wkb(drawn), pa.large_binary()), ROW: pa.array(numbers)})
    for name, column in columns.items():
        table = table.append_column(f"{OWN}{name}", column)
    laid = folder / f"whole-{number}.arrow"
    with pa.OSFile(str(laid), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)
    schema = pa.schema([(name, column.type) for name, column in columns.items()])
    notes = tuple(f"{path.name}: {note}" for note in page.notes)
    return Source(number, path, own.kind, crs, schema, notes=notes, laid=laid)


def _placed(own: OwnFile, page: Page) -> tuple[pd.DataFrame, np.ndarray, np.ndarray | None, str | None]:
    """Rows, their shapes, the places of these rows among those of the file, and the system that is stated."""
    if own.shapes is not None:
        return own.rows, own.shapes, None, own.crs
    how, named = _columns(own.rows, page)
    if how == "wkt":
        texts = own.rows[named["wkt"]]
        return own.rows, limits.shapes_of_text(texts), None, limits.system_of_text(texts)
    crs = shapes.DEGREES if coordinates.are_degrees(named, own.rows) else None
    if how == "points":
        return own.rows, coordinates.points_of(own.rows, named), None, crs
    identifier = str(named["id"])
    question = questions.fill_question(identifier, own.rows[identifier])
    fill = question is not None and page.answer(question) == "above"
    start = questions.start_question(named)
    named |= {"start": page.answer(start)} if start else {}
    rows, drawn = coordinates.polygons_of_corners(
        own.rows.assign(**{ROW: np.arange(len(own.rows))}), named, fill
    )
    return rows.drop(columns=ROW), drawn, rows[ROW].to_numpy(), crs


def _columns(rows: pd.DataFrame, page: Page) -> tuple[str, dict[str, Any]]:
    """How the rows of a sheet hold their shapes, a key of HOW, and in which columns."""
    names, given = [str(name) for name in rows], page.wishes.columns
    named: dict[str, Any] = terms.guessed_shape(rows) | {"id": terms.guessed_columns(names)["id"]}
    how = str(named["how"])
    if missing := next((name for name in given.values() if name not in names), None):
        raise StoppedError(f"{page.path}: there is no column “{missing}”. There are: {', '.join(names)}.")
    if "both" in given or "lat" in given:
        named |= {"lat": None, "lon": None, "both": None, "wkt": None}
        how = "points" if how == "wkt" else how
    named |= given
    how = "wkt" if "wkt" in given else page.answers.get("corners", how)
    question = questions.corners_question(named["id"], rows[named["id"]]) if named["id"] else None
    if how == "points" and question:
        how = page.answer(question)
    if not (named["wkt"] if how == "wkt" else named["both"] or (named["lat"] and named["lon"])):
        raise StoppedError(
            f"{page.path}: no column is known to hold shapes or coordinates. Give --column wkt=NAME, or "
            f"--column lat=NAME and --column lon=NAME. There are: {', '.join(names)}."
        )
    if how == "corners" and not named["id"]:
        raise StoppedError(
            f"{page.path}: each row holds a corner, but no column is known to say of which area. Give it: "
            f"--column id=NAME. There are: {', '.join(names)}."
        )
    return how, named


def _straightened(drawn: np.ndarray, stated: str | None, page: Page) -> tuple[np.ndarray, str]:
    """The shapes with lines closed and coordinates exchanged as answered, and their system."""
    if question := questions.lines_question(int(shapes.is_line(drawn).sum())):
        drawn = shapes.closed_lines(drawn) if page.answer(question) == "close" else drawn
    if not (stated or page.wishes.crs) and (words := questions.run_together_note(drawn)):
        raise StoppedError(f"{page.path}: {words} If they are metres, give their system: --crs EPSG:…")
    crs = system_of(page.path, stated, page.wishes)
    if doubt := shapes.misfit(drawn, crs):
        raise StoppedError(f"{page.path}: {doubt} Give it: --crs EPSG:…")
    question = questions.exchange_question(drawn, crs)
    if question and page.answer(question) == "exchanged":
        drawn = shapely.transform(drawn, lambda corners: corners[:, ::-1])
    question = questions.zones_question(drawn, crs)
    if question and page.answer(question) == "zones":
        drawn, crs = shapes.ungridded(drawn), shapes.MGI_1901
    return drawn, crs


def _column(cells: pd.Series) -> pa.Array:
    """Cells as Arrow has them; those of several kinds, or with parts, as texts."""
    try:
        column = pa.array(cells, from_pandas=True)
        if not pa.types.is_nested(column.type):
            return column
    except pa.ArrowException:
        pass
    return pa.array(
        [None if one is None else str(one) for one in cells.astype(object).where(cells.notna(), None)]
    )

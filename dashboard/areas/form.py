"""Asks what the columns and words of a reader's file mean, guessing first; the session keeps the answers."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import streamlit as st

from dashboard.areas import asking, limits
from dashboard.areas.limits import RefusedError
from dashboard.areas.meanings import codes_of
from dashboard.areas.reading import OwnFile
from dashboard.areas.values import Mapped, Upload
from dashboard.cite import escaped
from topics.hazard_areas import cells, coordinates, questions, terms
from topics.hazard_areas import shapes as own_shapes
from topics.hazard_areas.sizes import without_units
from topics.vocabulary.sentences import sentence

UNKNOWN = ""
PLACE = "\0place"
"""A column that no file has: the places of rows, while corners are made to outlines."""
PARTS = {
    "wkt": sentence("Column with the shape"),
    "lat": sentence("Latitude or northing"),
    "lon": sentence("Longitude or easting"),
    "both": sentence("Column with both coordinates"),
    "zone": sentence("UTM zone, if there is one"),
    "id": sentence("Which area a corner belongs to"),
    "order": sentence("Number of the corner, if there is one"),
    "shape": sentence("Which outline of the area, if it has several"),
    "point_type": sentence("Kind of point, if it is said"),
    "bearing": sentence("Bearing from another point"),
    "distance": sentence("Distance from another point"),
    "from": sentence("From which point it leads"),
}
"""What is asked of the place in a sheet."""
TRAVERSE = ("bearing", "distance", "from")
OPTIONAL = ("zone", "order", "shape", "point_type", *TRAVERSE)


class Placed(NamedTuple):
    """Rows with their shapes, the choices that made them, and the system that the cells themselves name.

    `heads` are the places of the rows among those of the file, None where they are the same.
    """

    rows: pd.DataFrame
    shapes: np.ndarray
    choices: tuple
    crs: str | None = None
    heads: np.ndarray | None = None


def mapped(given: Upload, own: OwnFile, read_with: tuple) -> Mapped | None:
    """Ask what the columns mean and give the rows in our terms; None while something is missing."""
    key = f"own-{given.digest}"
    columns = [str(name) for name in own.rows]
    guesses = terms.guessed_columns(columns)
    placed = _placed(own, key, guesses["id"], (given.digest, read_with))
    placed = _outlined(placed, key) if placed else None
    if placed is None:
        return None
    system = _system(own, placed, key)
    with st.container(key="figure-row-terms"):
        named = {term: _column(term, columns, guesses[term], key) for term in terms.TERMS}
    unit = _unit(named["area"], key)
    readings = _readings(placed.rows, named, key)
    codes = codes_of(placed.rows, named, key)
    system = _in_order(system, placed.shapes, key) if system else None
    system = _in_zones(system, placed.shapes, key) if system else None
    if system is None or readings is None:
        return None
    listed = tuple((term, tuple(words.items())) for term, words in codes.items())
    choices = (unit, tuple(named.items()), listed, tuple(readings.items()), placed.choices)
    numbers = own.row_numbers if placed.heads is None else own.row_numbers[placed.heads]
    return Mapped(_in_terms(choices, placed.rows, numbers), placed.shapes, *system, choices)


@st.cache_resource(scope="session", max_entries=2, show_spinner="Sorting the columns …")
def _in_terms(choices: tuple, _rows: pd.DataFrame, _numbers: np.ndarray) -> pd.DataFrame:
    """Our columns, and behind them those of the file under "file: …", so that an export loses nothing."""
    unit, named, listed, readings, _ = choices
    codes = {term: dict(words) for term, words in listed}
    ours = terms.in_our_terms(_rows, dict(named), codes, unit, dict(readings))
    ours.insert(0, "row", _numbers)
    theirs = _rows.rename(columns=lambda name: f"file: {name}")
    return pd.concat([ours, theirs.set_axis(ours.index)], axis=1)


def _placed(own: OwnFile, key: str, identifier: str | None, file: tuple) -> Placed | None:
    """Rows and shapes; for a sheet, ask where the shape stands."""
    if own.shapes is not None:
        return Placed(own.rows, own.shapes, file)
    guess = terms.guessed_shape(own.rows) | {"id": identifier}
    how = _how(own, guess, key)
    if how is None:
        return None
    places = ("both",) if guess["both"] else ("lat", "lon", "zone")
    legs = TRAVERSE if guess["bearing"] else ()
    corners = ("id", *places, "order", "shape", "point_type", *legs)
    parts = {"wkt": ("wkt",), "points": places, "corners": corners}[how]
    columns = [str(name) for name in own.rows]
    with st.container(key="figure-row-shape"):
        named = {part: _picked(part, columns, guess[part], f"{key}-shape-{part}") for part in parts}
    if any(named[part] is None for part in parts if part not in OPTIONAL):
        st.info(sentence("Choose the columns that hold the shape."), icon=":material/arrow_upward:")
        return None
    question = (
        questions.fill_question(str(named["id"]), own.rows[str(named["id"])]) if "id" in named else None
    )
    fill = asking.ask(question, key) == "above" if question else False
    leads = questions.start_question(named)
    named |= {"start": asking.ask(leads, key)} if leads else {}
    if leads and named["start"] is None:
        return None
    choices = (*file, how, tuple(named.items()), fill)
    rows, shapes, heads = _shaped(choices, own.rows, how, named, fill)
    return Placed(rows, shapes, choices, _stated_system(own, how, named), heads)


def _how(own: OwnFile, guess: dict[str, str | None], key: str) -> str | None:
    """What a row of a sheet holds, a key of HOW; None where the reader must say it first."""
    column = guess["id"] if guess["how"] == "points" else None
    question = questions.corners_question(column, own.rows[column]) if column else None
    if question:
        return asking.ask(question, key)
    how = st.segmented_control(
        sentence("Each row holds"),
        tuple(terms.HOW),
        format_func=lambda how: terms.HOW[how],
        default=guess["how"],
        key=f"{key}-shape-how",
        required=True,
    )
    return str(how)


def _stated_system(own: OwnFile, how: str, named: dict[str, str | None]) -> str | None:
    """The coordinate system that the cells with the shapes name themselves."""
    if how == "wkt":
        return limits.system_of_text(own.rows[str(named["wkt"])])
    return own_shapes.DEGREES if coordinates.are_degrees(named, own.rows) else None


def _picked(part: str, columns: list[str], guess: str | None, key: str) -> str | None:
    if part not in OPTIONAL:
        place = columns.index(guess) if guess in columns else None
        return st.selectbox(
            PARTS[part], columns, index=place, key=key, placeholder=sentence("Choose a column")
        )
    return _optional(PARTS[part], columns, guess, key)


def _optional(label: str, columns: list[str], guess: str | None, key: str) -> str | None:
    options = [UNKNOWN, *columns]
    chosen = st.selectbox(
        label,
        options,
        index=options.index(guess) if guess in columns else 0,
        format_func=lambda name: name or sentence("no such column"),
        key=key,
    )
    return chosen or None


@st.cache_resource(scope="session", max_entries=2, show_spinner="Drawing the shapes …")
def _shaped(
    choices: tuple,  # noqa: ARG001
    _rows: pd.DataFrame,
    how: str,
    named: dict[str, Any],
    fill: bool,
) -> tuple[pd.DataFrame, np.ndarray, np.ndarray | None]:
    if how == "wkt":
        return _rows, limits.shapes_of_text(_rows[named["wkt"]]), None
    if how == "points":
        return _rows, coordinates.points_of(_rows, named), None
    placed = _rows.assign(**{PLACE: np.arange(len(_rows))})
    rows, shapes = coordinates.polygons_of_corners(placed, named, fill)
    return rows.drop(columns=PLACE), shapes, rows[PLACE].to_numpy()


def _outlined(placed: Placed, key: str) -> Placed | None:
    """The shapes within limits, with lines closed if the reader says so; None where there is none."""
    try:
        limits.check_vertices(placed.shapes)
    except RefusedError as refused:
        st.error(escaped(str(refused)), icon=":material/error:")
        return None
    if not own_shapes.is_shape(placed.shapes).any():
        words = sentence(
            "No row of the file has a shape that can be read: there is nothing to check or to draw."
        )
        st.error(words, icon=":material/error:")
        return None
    question = questions.lines_question(int(own_shapes.is_line(placed.shapes).sum()))
    if question is None or asking.ask(question, key) != "close":
        return placed
    return placed._replace(shapes=own_shapes.closed_lines(placed.shapes), choices=(*placed.choices, "closed"))


def _system(own: OwnFile, placed: Placed, key: str) -> tuple[str, bool] | None:
    """The coordinate system: as the file or else the reader says; and whether latitude is first."""
    named = own_shapes.named_system(placed.crs or own.crs)
    if own.crs and named is None:
        doubt = sentence(
            "The coordinate system that the file names is not one of the earth: choose the right one."
        )
    else:
        doubt = own_shapes.misfit(placed.shapes, named) if named else ""
    if doubt:
        st.warning(doubt, icon=":material/warning:")
        named = None
    if named is not None:
        st.caption(
            sentence(
                "Coordinate system: {system}, as the file says.",
                system=escaped(own_shapes.system_words(named)),
            )
        )
        return named, False
    if words := questions.run_together_note(placed.shapes):
        st.warning(words, icon=":material/warning:")
    fits = own_shapes.share_of_degrees(placed.shapes) > own_shapes.MOST_BEYOND
    return _chosen_system(fits, key)


def _in_order(system: tuple[str, bool], shapes: np.ndarray, key: str) -> tuple[str, bool] | None:
    """The system, and whether latitude is first: asked where shapes lie in its place only then."""
    named, swapped = system
    question = None if swapped else questions.exchange_question(shapes, named)
    if question is None:
        return system
    answer = asking.ask(question, key)
    return None if answer is None else (named, answer == "exchanged")


def _in_zones(system: tuple[str, bool], shapes: np.ndarray, key: str) -> tuple[str, bool] | None:
    """The system, or several zones: asked where eastings begin with another one than the system's."""
    named, swapped = system
    question = questions.zones_question(shapes, named, swapped)
    if question is None:
        return system
    answer = asking.ask(question, key)
    return None if answer is None else (own_shapes.GAUSS_KRUEGER if answer == "zones" else named, swapped)


def _chosen_system(fits: bool, key: str) -> tuple[str, bool] | None:
    options = [*own_shapes.SYSTEMS, "other"]
    words = {code: own_shapes.system_words(code) for code in own_shapes.SYSTEMS} | {
        "other": "Another, by number"
    }
    system = st.selectbox(
        "Coordinate system (the file names none)",
        options,
        index=None,
        format_func=lambda code: words[code],
        key=f"{key}-crs",
        placeholder="Choose one",
        help="The numbers could be degrees." if fits else "The numbers are too large for degrees.",
    )
    if system == "other":
        number = st.number_input("EPSG code", 1024, 999_999, value=None, step=1, key=f"{key}-epsg")
        system = own_shapes.named_system(f"EPSG:{number}") if number else None
        if number and system is None:
            st.error(f"There is no coordinate system EPSG:{number}. Look it up in your GIS project.")
    swapped = fits and st.toggle("Latitude stands before longitude", key=f"{key}-swapped")
    if system is None:
        hint = "They could be degrees (WGS 84)." if fits else "They are metres of some map plane."
        st.info(f"Choose the coordinate system of the file. {hint}", icon=":material/arrow_upward:")
        return None
    return str(system), bool(swapped)


def _column(term: str, columns: list[str], guess: str | None, key: str) -> str | None:
    return _optional(terms.TERMS[term], columns, guess, f"{key}-{term}")


def _unit(column: str | None, key: str) -> str:
    if column is None:
        return "km2"
    units = tuple(terms.UNITS)
    stated = terms.guessed_unit(column)
    label = sentence("Unit of “{column}”", column=column)
    unsure = sentence("Unit of “{column}”, which its name does not say", column=column)
    unit = st.segmented_control(
        escaped(label if stated else unsure),
        units,
        format_func=lambda unit: terms.UNITS[unit][0],
        default=stated or "m2",
        key=f"{key}-unit",
        required=True,
    )
    if unit == "dunum":
        st.caption(questions.dunum_words())
    return str(unit)


def _readings(rows: pd.DataFrame, named: dict[str, str | None], key: str) -> dict[str, str] | None:
    """How numbers and dates are read that can be read in two ways; says what is not read at all."""
    area, date = named["area"], named["date"]
    sizes, units = without_units(rows[area]) if area else (None, None)
    open_ = (
        questions.decimal_question(area, sizes) if area else None,
        questions.order_question(date, rows[date]) if date else None,
    )
    answers = asking.answers(tuple(question for question in open_ if question), key)
    chosen = answers or {}
    notes = []
    if area and (answers is not None):
        unclear = cells.unclear_numbers(sizes, chosen.get("decimal"))
        notes.append(questions.not_read(area, unclear, sentence("numbers")))
        notes += questions.own_units(area, rows[area], units)
    if date and (answers is not None):
        unclear = cells.unclear_dates(rows[date], chosen.get("dates"))
        notes.append(questions.not_read(date, unclear, sentence("dates")))
    for note in filter(None, notes):
        st.warning(escaped(note), icon=":material/warning:")
    return answers


def forget() -> None:
    """Leave nothing of a file."""
    _in_terms.clear()
    _shaped.clear()

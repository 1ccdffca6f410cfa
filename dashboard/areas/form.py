"""Asks what the columns and words of a reader's file mean, guessing first; the session keeps the answers."""

from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from dashboard.areas import limits
from dashboard.areas.limits import RefusedError
from dashboard.areas.reading import OwnFile
from dashboard.areas.values import Mapped, Upload
from dashboard.cite import escaped
from dashboard.current import tables
from topics.hazard_areas import shapes as own_shapes
from topics.hazard_areas import terms
from topics.vocabulary.numbers import number

NOT_STATED = "not stated"
COORDINATES = {"lat": "Latitude or northing", "lon": "Longitude or easting"}
UNKNOWN = ""


def mapped(given: Upload, own: OwnFile) -> Mapped | None:
    """Ask what the columns mean and give the rows in our terms; None while something is missing."""
    key = f"own-{given.digest}"
    columns = [str(name) for name in own.rows]
    guesses = terms.guessed_columns(columns)
    placed = _shapes(given, own, key, guesses["id"])
    if placed is None:
        return None
    rows, shapes = placed
    try:
        limits.check_vertices(shapes)
    except RefusedError as refused:
        st.error(escaped(refused), icon=":material/error:")
        return None
    system = _system(own, shapes, key)
    with st.container(key="figure-row-terms"):
        named = {term: _column(term, columns, guesses[term], key) for term in terms.TERMS}
    unit = _unit(named["area"], key)
    codes = _codes(rows, named, key)
    if system is None:
        return None
    crs, swapped = system
    listed = tuple((term, tuple(words.items())) for term, words in codes.items())
    choices = (unit, tuple(named.items()), listed, _shape_choices(given))
    return Mapped(
        _in_terms(choices, rows, own.first_row if len(rows) == len(own.rows) else 1),
        shapes,
        crs,
        swapped,
        choices,
    )


@st.cache_resource(scope="session", max_entries=2, show_spinner="Sorting the columns …")
def _in_terms(choices: tuple, _rows: pd.DataFrame, first_row: int) -> pd.DataFrame:
    """Our columns, and behind them those of the file under "file: …", so that an export loses nothing."""
    unit, named, listed, _ = choices
    codes = {term: dict(words) for term, words in listed}
    ours = terms.in_our_terms(_rows, dict(named), codes, unit)
    ours.insert(0, "row", np.arange(len(_rows)) + first_row)
    theirs = _rows.rename(columns=lambda name: f"file: {name}")
    return pd.concat([ours, theirs.set_axis(ours.index)], axis=1)


def _shape_choices(given: Upload) -> tuple:
    parts = ("how", "wkt", "lat", "lon", "area", "order")
    chosen = [st.session_state.get(f"own-{given.digest}-shape-{part}") for part in parts]
    return (given.digest, st.session_state.get(f"own-layer-{given.digest}"), *chosen)


def _shapes(
    given: Upload, own: OwnFile, key: str, identifier: str | None
) -> tuple[pd.DataFrame, np.ndarray] | None:
    """Rows and shapes; for a sheet, ask where the shape stands."""
    if own.shapes is not None:
        return own.rows, own.shapes
    guess = terms.guessed_shape(own.rows) | {"area": identifier}
    how = st.segmented_control(
        "Each row holds",
        tuple(terms.HOW),
        format_func=lambda how: terms.HOW[how],
        default=guess["how"],
        key=f"{key}-shape-how",
        required=True,
    )
    labels = {"wkt": "Column with the shape"} if how == "wkt" else COORDINATES
    if how == "corners":
        labels = labels | {"area": "Which area a corner belongs to"}
    columns = [str(name) for name in own.rows]
    with st.container(key="figure-row-shape"):
        named = {
            part: _picked(label, columns, guess[part], f"{key}-shape-{part}")
            for part, label in labels.items()
        }
    if None in named.values():
        st.info("Choose the columns that hold the shape.", icon=":material/arrow_upward:")
        return None
    if how == "corners":
        label = "Number of the corner, if there is one"
        named["order"] = _picked(label, columns, guess["order"], f"{key}-shape-order")
    return _shaped(_shape_choices(given), own.rows, str(how), named)


def _picked(label: str, columns: list[str], guess: str | None, key: str) -> str | None:
    place = columns.index(guess) if guess in columns else None
    return st.selectbox(label, columns, index=place, key=key, placeholder="Choose a column")


@st.cache_resource(scope="session", max_entries=2, show_spinner="Drawing the shapes …")
def _shaped(
    choices: tuple,  # noqa: ARG001
    _rows: pd.DataFrame,
    how: str,
    named: dict[str, Any],
) -> tuple[pd.DataFrame, np.ndarray]:
    if how == "wkt":
        return _rows, limits.shapes_of_text(_rows[named["wkt"]])
    if how == "points":
        return _rows, own_shapes.points_of(_rows, **named)
    return own_shapes.polygons_of_corners(_rows, **named)


def _system(own: OwnFile, shapes: np.ndarray, key: str) -> tuple[str, bool] | None:
    """The coordinate system: as the file or else the reader says; and whether latitude is first."""
    named = own_shapes.named_system(own.crs)
    fits = own_shapes.fits_degrees(shapes)
    if named == own_shapes.DEGREES and not fits:
        st.warning(
            "The file says that its coordinates are degrees, but they are larger than degrees can be. "
            "Choose the coordinate system they are in.",
            icon=":material/warning:",
        )
        named = None
    if named is not None:
        st.caption(f"Coordinate system: {escaped(own_shapes.system_words(named))}, as the file says.")
        return named, False
    return _chosen_system(fits, key)


def _chosen_system(fits: bool, key: str) -> tuple[str, bool] | None:
    options = [*own_shapes.SYSTEMS, "other"]
    words = {code: f"{name} ({code})" for code, name in own_shapes.SYSTEMS.items()} | {
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
    options = [UNKNOWN, *columns]
    chosen = st.selectbox(
        terms.TERMS[term],
        options,
        index=options.index(guess) if guess in columns else 0,
        format_func=lambda name: name or "no such column",
        key=f"{key}-{term}",
    )
    return chosen or None


def _unit(column: str | None, key: str) -> str:
    if column is None:
        return "km2"
    units = tuple(terms.UNITS)
    guess = terms.guessed_unit(column) or "m2"
    return st.segmented_control(
        f"Unit of “{column}”",
        units,
        format_func=lambda unit: terms.UNITS[unit][0],
        default=guess,
        key=f"{key}-unit",
        required=True,
    )


def _codes(rows: pd.DataFrame, named: dict[str, str | None], key: str) -> dict[str, dict[str, str | None]]:
    """What the words of the file stand for; guessed, and open to the reader."""
    codes: dict[str, dict[str, str | None]] = {}
    lists: dict[str, pd.Series] = {}
    for term, column in named.items():
        if term not in terms.CODED:
            continue
        if column is None:
            codes[term] = {"": _all_rows(term, key)} if term != "status" else {}
            continue
        counts = terms.counted_values(rows, column)
        codes[term] = {str(word): terms.guessed_code(term, word) for word in counts.index}
        if terms.is_list(counts):
            lists[term] = counts
        elif len(counts):
            st.caption(
                f"“{escaped(column)}” has {number(len(counts))} different words; their meaning is guessed."
            )
    if lists:
        unknown = sum(code is None for term in lists for code in codes[term].values())
        label = f"What the words mean{f': {unknown} not understood' if unknown else ''}"
        with st.expander(label, expanded=bool(unknown)):
            for term, counts in lists.items():
                codes[term] = _edited(term, str(named[term]), counts, codes[term], key)
    return codes


def _all_rows(term: str, key: str) -> str | None:
    words = terms.codes_in_words(tables())[term]
    return (
        st.selectbox(
            f"{terms.TERMS[term].split(':')[0]} of all rows",
            [UNKNOWN, *words],
            format_func=lambda code: words.get(code, NOT_STATED),
            key=f"{key}-all-{term}",
        )
        or None
    )


def _edited(
    term: str, column: str, counts: pd.Series, guesses: dict[str, str | None], key: str
) -> dict[str, str | None]:
    """A table of the words in a column with what each stands for, which the reader can change."""
    words: dict[str, str] = {**terms.codes_in_words(tables())[term], "": NOT_STATED}
    table = pd.DataFrame(
        {
            "word": [str(word) for word in counts.index],
            "rows": counts.to_numpy(),
            "means": [words[guesses[str(word)] or ""] for word in counts.index],
        }
    )
    edited: Any = st.data_editor(
        table,
        hide_index=True,
        disabled=["word", "rows"],
        key=f"{key}-codes-{term}-{column}",
        column_config={
            "word": st.column_config.TextColumn(f"{terms.TERMS[term].split(':')[0]} in your file"),
            "rows": st.column_config.NumberColumn("Rows", width="small"),
            "means": st.column_config.SelectboxColumn(
                "Counts as", options=list(words.values()), required=True
            ),
        },
        alt=f"Table: what the words of the column {column} mean.",
    )
    codes = {label: code or None for code, label in words.items()}
    return {str(word): codes[means] for word, means in zip(edited["word"], edited["means"], strict=True)}


def forget() -> None:
    """Leave nothing of a file."""
    _in_terms.clear()
    _shaped.clear()

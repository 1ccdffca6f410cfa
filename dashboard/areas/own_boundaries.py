"""Takes a reader's own boundaries into the session: a second file, under the guards of the first."""

from typing import Any

import streamlit as st

from dashboard.areas import asking
from dashboard.areas.apart import read_apart
from dashboard.areas.limits import FILE_MEGABYTES, RefusedError, shapes_of_text
from dashboard.areas.places import boundaries
from dashboard.areas.reading import ENDINGS, OwnFile
from dashboard.areas.values import Upload
from dashboard.cite import escaped
from topics.hazard_areas import boundary_names, places, terms
from topics.hazard_areas import shapes as own_shapes
from topics.vocabulary.numbers import plural
from topics.vocabulary.sentences import sentence

FILE = "own-boundaries"
TURN = "own-boundaries-turn"
Units = tuple[Any, list[str]]
"""The reader's units as `places.own_units` gives them, and what was left out."""


def ask() -> tuple[tuple, Units] | None:
    """Ask for a file of boundaries and what it leaves open; its key and units, None while there are none."""
    turn = st.session_state.setdefault(TURN, 0)
    st.file_uploader(
        sentence("Your own boundaries (municipalities, districts, sectors) to sum by"),
        type=list(ENDINGS),
        key=f"{FILE}-{turn}",
        max_upload_size=FILE_MEGABYTES,
        on_change=_take,
    )
    given: Upload | None = st.session_state.get(FILE)
    if given is None:
        return None
    st.button(sentence("Remove the boundaries"), on_click=_forget, icon=":material/delete:")
    return _asked(given)


def _asked(given: Upload) -> tuple[tuple, Units] | None:
    key = f"{FILE}-{given.digest}"
    answers: tuple = ()
    own = _opened(given.digest, answers, given.content)
    if isinstance(own, OwnFile) and own.questions:
        chosen = asking.answers(own.questions, key)
        if chosen is None:
            return None
        answers = tuple(sorted(chosen.items()))
        own = _opened(given.digest, answers, given.content)
    if isinstance(own, RefusedError):
        st.error(escaped(f"{given.name}: {own}"), icon=":material/error:")
        return None
    name, system = _name(own, key), _system(own, key)
    if name is None or system is None:
        return None
    choices = (given.digest, answers, name, system)
    units = _units(choices, own)
    if isinstance(units, str):
        st.error(escaped(f"{given.name}: {units}"), icon=":material/error:")
        return None
    st.markdown(f"**{escaped(given.name)}**: {plural(len(units[0]), 'boundary', 'boundaries')}.")
    for note in units[1]:
        st.warning(escaped(note), icon=":material/info:")
    return choices, units


def _name(own: OwnFile, key: str) -> str | None:
    """The column with the names, guessed first."""
    columns = [str(name) for name in own.rows]
    guess = boundary_names.guessed_name(own.rows)
    return st.selectbox(
        sentence("Column with the names of your boundaries"),
        columns,
        index=columns.index(guess) if guess in columns else None,
        key=f"{key}-name",
        placeholder=sentence("Choose a column"),
    )


def _system(own: OwnFile, key: str) -> str | None:
    """The coordinate system: of the file, else as the reader says."""
    named = own_shapes.named_system(own.crs)
    if named is not None:
        return named
    return st.selectbox(
        sentence("Coordinate system of your boundaries (the file names none)"),
        list(own_shapes.SYSTEMS),
        index=None,
        format_func=own_shapes.system_words,
        key=f"{key}-crs",
        placeholder=sentence("Choose one"),
    )


@st.cache_resource(scope="session", max_entries=2, show_spinner="Reading the boundaries …")
def _opened(digest: str, answers: tuple, _content: bytes) -> OwnFile | RefusedError:  # noqa: ARG001
    try:
        return read_apart(_content, dict(answers))
    except RefusedError as refused:
        return refused


@st.cache_resource(scope="session", max_entries=2, show_spinner="Sorting the boundaries …")
def _units(choices: tuple, _own: OwnFile) -> Units | str:
    """The units of a file, or why it has none."""
    _, _, name, system = choices
    shapes = _own.shapes
    if shapes is None:
        column = terms.guessed_shape(_own.rows)["wkt"]
        if column is None:
            return sentence("The file has no outlines: load polygons, or a sheet with well-known text (WKT).")
        shapes = shapes_of_text(_own.rows[column])
    located = own_shapes.located(_own.rows, shapes, system, boundaries())
    try:
        return places.own_units(located, name)
    except ValueError as problem:
        return str(problem)


def _take() -> None:
    given = st.session_state.get(f"{FILE}-{st.session_state[TURN]}")
    _drop()
    if given is not None:
        st.session_state[FILE] = Upload(given.name, given.getvalue())


def _forget() -> None:
    _drop()
    st.session_state[TURN] += 1


def _drop() -> None:
    """Leave nothing of the boundaries in the session."""
    st.session_state.pop(FILE, None)
    _opened.clear()
    _units.clear()

"""Takes a reader's file into the session, and leaves nothing of it there when it goes."""

from contextlib import AbstractContextManager

import streamlit as st
from starlette.formparsers import MultiPartParser

from dashboard import store
from dashboard.areas import asking, checking, form, limits, placing
from dashboard.areas.apart import prepare, read_apart
from dashboard.areas.limits import RefusedError
from dashboard.areas.reading import ENDINGS, OwnFile
from dashboard.areas.values import Upload
from dashboard.cite import escaped
from dashboard.show import forget_private
from topics.vocabulary.numbers import plural
from topics.vocabulary.sentences import sentence

FILE = "own-file"
ANSWERS = "own-answers"
"""What the reader answered of how the file is to be read; no answers are the guesses."""
EXAMPLE = "areas_example.geojson"
TEMPLATE = "areas_template.csv"
# A file on its way to us would else lie in a temporary file as soon as it is larger than a megabyte.
MultiPartParser.spool_max_size = (limits.FILE_MEGABYTES + 1) * limits.MEGABYTE


def upload() -> Upload | None:
    """Ask for a file, offer an example and a template, and give the file that the session holds."""
    turn = st.session_state.setdefault("own-file-turn", 0)
    st.file_uploader(
        sentence(
            "Your hazard areas: GeoJSON, GeoPackage, zipped Shapefile or Geodatabase, KML, GPX, CSV, XLSX, "
            "XLS, ODS"
        ),
        type=list(ENDINGS),
        key=f"own-file-{turn}",
        max_upload_size=limits.FILE_MEGABYTES,
        on_change=_take,
    )
    given: Upload | None = st.session_state.get(FILE)
    if given is None:
        prepare()
    with st.container(horizontal=True):
        st.button(sentence("Try sample data"), on_click=_take_example, icon=":material/science:")
        st.download_button(
            sentence("Template (CSV)"),
            lambda: store.asset(TEMPLATE),
            "hazard-areas-template.csv",
            "text/csv",
            on_click="ignore",
            icon=":material/download:",
        )
        if given is not None:
            st.button(sentence("Remove the file"), on_click=_forget, icon=":material/delete:")
    return given


def _take() -> None:
    given = st.session_state.get(f"own-file-{st.session_state['own-file-turn']}")
    _drop()
    if given is not None:
        st.session_state[FILE] = Upload(given.name, given.getvalue())


def _take_example() -> None:
    _forget()
    st.session_state[FILE] = Upload(sentence("sample data"), store.asset(EXAMPLE), is_example=True)


def _forget() -> None:
    _drop()
    st.session_state["own-file-turn"] += 1


def _drop() -> None:
    """Leave nothing of the file in the session: neither its bytes nor what was made of it."""
    st.session_state.pop(FILE, None)
    st.session_state.pop(ANSWERS, None)
    forget_private()
    opened.clear()
    form.forget()
    checking.forget()
    placing.forget()


@st.cache_resource(scope="session", max_entries=1, show_spinner="Reading the file …")
def opened(digest: str, answers: tuple, _content: bytes) -> OwnFile | RefusedError:  # noqa: ARG001
    """The file as read, or why it was refused."""
    try:
        return read_apart(_content, dict(answers))
    except RefusedError as refused:
        return refused


def opened_file(given: Upload, question_place: AbstractContextManager) -> tuple[OwnFile, tuple] | None:
    """Read the file, say what was read or is wrong, ask in a place what it leaves open.

    With the file goes what was answered.
    """
    known: tuple = st.session_state.get(ANSWERS, ())
    own = opened(given.digest, known, given.content)
    if isinstance(own, RefusedError):
        st.error(escaped(f"{given.name}: {own}"), icon=":material/error:")
        if known:
            st.button(sentence("Answer anew"), on_click=_unanswered)
        return None
    count = f"{plural(len(own.rows), 'row')}, {plural(len(own.rows.columns), 'column')}"
    st.markdown(f"**{escaped(given.name)}**: {own.kind}, {count}.")
    for note in own.notes:
        st.warning(escaped(note), icon=":material/info:")
    with question_place:
        answers = asking.answers(own.questions, f"own-{given.digest}")
    if answers is None:
        return None
    guesses = {question.key: question.guess for question in own.questions}
    changed = tuple(sorted((key, answer) for key, answer in answers.items() if answer != guesses[key]))
    if changed != known:
        st.session_state[ANSWERS] = changed
        st.rerun()
    return own, known


def _unanswered() -> None:
    st.session_state.pop(ANSWERS, None)

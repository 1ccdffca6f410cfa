"""What is used of the inside of Streamlit, all of it, and why; tests/test_streamlit_inside.py fails first.

After an update of Streamlit it says what has changed; what it holds is mended there, here and nowhere else.
"""

from collections.abc import Callable, Hashable
from typing import Any

from streamlit.runtime import Runtime, app_session

MODULES = {
    "streamlit.runtime.app_session._populate_theme_msg": "FILLED, below",
    "streamlit.runtime.app_session._populate_config_msg": "FILLED, below",
    "streamlit.runtime.Runtime": "forget_ended_sessions, below",
    "streamlit.runtime.scriptrunner.get_script_run_ctx": "dashboard/current.py: a page or a route?",
    "streamlit.web.server.starlette.starlette_server._bind_socket": "dashboard/start.py, disable_nagle",
    "starlette.formparsers.MultiPartParser.spool_max_size": "dashboard/areas/upload.py: nothing on the disk",
    "streamlit.components.v2.manifest_scanner.scan_component_manifests": "tests/conftest.py: not at each run",
    "streamlit.proto.BackMsg_pb2.BackMsg": "benchmarks/reader.py: a reader without a browser",
    "streamlit.proto.ForwardMsg_pb2.ForwardMsg": "benchmarks/reader.py",
}
"""What is imported or replaced of its modules beside what its documents name."""

PARTS = {
    "stApp": "styles begin with it, to be stronger than its own",
    "stAppViewContainer": "pages/coalition.py: two pages of A4",
    "stMain": "what scrolls, and is read by tests",
    "stMainBlockContainer": "width and margins of a page",
    "stVerticalBlock": "gaps between the parts of a page",
    "stHeader": "hidden: the bar is ours",
    "stToolbar": "hidden: the bar is ours",
    "stHeading": "sizes of headings",
    "stCaptionContainer": "colour of captions",
    "stAlert": "tests look for it",
    "stDataFrame": "its tools are hidden where nothing hovers",
    "stElementToolbar": "as stDataFrame",
    "stCode": "tests look for it",
    "stException": "tests look for it",
    "stSkeleton": "tests wait until there is none",
}
"""Names (`data-testid`) by which our styles and scripts know the parts of a page."""

FRONT_END = {
    "__streamlit": "frame.js: settings that are read before the server is asked, with the four names below",
    "BACKEND_BASE_URL": "where the server is; else a deep link asks at the wrong place twice",
    "HOST_CONFIG": "which other pages may steer ours: none",
    "LIGHT_THEME": "letters of the system; else its own are fetched",
    "DARK_THEME": "as LIGHT_THEME",
    "pushState": "frame.js replaces it: a changed filter is no step of Back",
    "`popstate`": "frame.js, controls.js, figure.js: it runs the page anew when it hears of another address",
    "fonts.load": "frame.js: 375 kB of icons wait until one is drawn",
    "Material Symbols": "as fonts.load",
    "_stcore/stream": "benchmarks/reader.py, deploy: the address of its websocket",
    "data-stale": "tests/visits.py: is the page whole?",
    "data-test-script-state": "benchmarks/timing.py: has the run ended?",
}
"""Names in the scripts of its front end that ours rest on."""

INDEX_PAGE = ("<title>Streamlit</title>", '<html lang="en">', "SourceSans", "./favicon.png")
"""What dashboard/api/index_page.py replaces in the page that every address begins with."""

FILLED = ("_populate_theme_msg", "_populate_config_msg")
"""Functions that fill a part of the first message of each run with options, which do not change."""


def fill_once() -> None:
    """Keep what these functions fill in: a tenth of what a run costs."""
    for name in FILLED:
        setattr(app_session, name, remembered(getattr(app_session, name)))


def remembered(fill: Callable[..., None]) -> Callable[..., None]:
    """A function that fills a message as another one does, which is called once for the same arguments."""
    filled: dict[tuple[Hashable, ...], Any] = {}

    def fill_again(message: Any, *arguments: Hashable) -> None:
        if arguments not in filled:
            first = type(message)()
            fill(first, *arguments)
            filled[arguments] = first
        if filled[arguments].ByteSize():
            message.MergeFrom(filled[arguments])

    return fill_again


def forget_ended_sessions() -> None:
    """Let go of sessions to which nobody can come back (`server.disconnectedSessionTTL`).

    Streamlit does it when the next session ends; each holds memory and three descriptors until then.
    """
    if Runtime.exists():
        sessions: Any = Runtime.instance()._session_mgr
        sessions._session_storage._cache.expire()

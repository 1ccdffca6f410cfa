"""Fails first, and says so, when Streamlit changes something of its inside that the dashboard rests on."""

import ast
import re
import socket
from functools import cache
from importlib import import_module

import pytest
import streamlit

from dashboard import store, streamlit_inside
from dashboard.api import front
from tests.server import ROOT

CHANGED = "Streamlit {} has no {} any more: see dashboard/streamlit_inside.py for who uses it"
PUBLIC = ("streamlit", "streamlit.testing.v1")
USERS = [
    path
    for folder in ("dashboard", "pages", "tests", "benchmarks")
    for ending in ("*.py", "*.js", "*.css")
    for path in (ROOT / folder).rglob(ending)
    if path.name not in ("streamlit_inside.py", "test_streamlit_inside.py")
]
PART = re.compile(r"""(?:data-testid=\\?["']?|get_by_test_id\(["'])(st\w+)""")
IMPORT = re.compile(r"^ *(?:from (streamlit[\w.]*) import ([\w, ]+)|import (streamlit[\w.]*))", re.MULTILINE)


def changed(name: str) -> str:
    return CHANGED.format(streamlit.__version__, name)


@cache
def uses() -> str:
    """All of our code that could use it."""
    return "\n".join(path.read_text(encoding="utf-8") for path in USERS)


@cache
def front_end() -> str:
    """All scripts that its front end may load."""
    return "\n".join((store.front_script(f"js/{name}") or b"").decode() for name in store.front_scripts())


@cache
def frame() -> str:
    """The scripts that every page of it loads."""
    return "\n".join((store.front_script(f"js/{name}") or b"").decode() for name in front.scripts())


@pytest.mark.parametrize("name", streamlit_inside.MODULES)
def test_what_is_used_of_its_modules_is_there(name: str) -> None:
    parts = name.split(".")
    length = next(n for n, part in enumerate(parts) if part[0].isupper() or n == len(parts) - 1)
    owner = import_module(".".join(parts[:length]))
    for part in parts[length:]:
        assert hasattr(owner, part), changed(name)
        owner = getattr(owner, part)


def test_no_module_of_its_inside_is_used_beside_those_listed() -> None:
    """Tests that import more of it fail by that alone."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in USERS if not path.name.startswith("test_"))
    for owner, names, module in IMPORT.findall(code):
        paths = [f"{owner}.{name.strip()}" for name in names.split(",")] if owner else [module]
        for path in paths if (owner or module) not in PUBLIC else ():
            is_listed = any(f"{one}.".startswith(f"{path}.") for one in streamlit_inside.MODULES)
            assert is_listed, f"{path}: list it in dashboard/streamlit_inside.py"


def test_parts_of_a_page_are_listed_and_there() -> None:
    assert set(PART.findall(uses())) == set(streamlit_inside.PARTS)
    for name in streamlit_inside.PARTS:
        assert re.search(rf"[`\"']{name}[`\"']", front_end()), changed(name)


@pytest.mark.parametrize("name", streamlit_inside.FRONT_END)
def test_what_our_scripts_rest_on_is_in_the_scripts_of_every_page(name: str) -> None:
    assert name in frame(), changed(name)
    used = (
        uses()
        .replace('"popstate"', "`popstate`")
        .replace("dataset.testScriptState", "data-test-script-state")
    )
    assert name in used, f"nobody uses {name}: take it out of dashboard/streamlit_inside.py"


def test_the_page_that_every_address_begins_with_is_as_known() -> None:
    page = (store._front().parent / "index.html").read_text(encoding="utf-8")
    for text in streamlit_inside.INDEX_PAGE:
        assert page.count(text) == 1, changed(text)


def test_its_socket_does_not_say_that_it_is_tcp() -> None:
    server = import_module("streamlit.web.server.starlette.starlette_server")
    with server._bind_socket("127.0.0.1", 0, 1) as bound:
        assert bound.proto != socket.IPPROTO_TCP, (
            "asyncio sees that it is TCP: disable_nagle in start.py can go"
        )


def test_an_upload_is_taken_in_by_the_parser_whose_limit_is_set() -> None:
    path = ROOT / import_module("streamlit.web.server.starlette.starlette_routes").__file__
    calls = {
        ast.unparse(node.func)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    }
    assert any(call.endswith("request.form") for call in calls), changed("upload by request.form()")

"""Holds what is there before the first reader: prompt connections, scripts asked for early, plotly.js."""

import re
import socket
from pathlib import Path

import pytest
from plotly.offline import get_plotlyjs_version

from dashboard import store
from dashboard.api import front
from dashboard.start import disable_nagle
from tests.charts import KINDS

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_no_answer_waits_for_an_acknowledgement(family):
    with socket.socket(family) as listening:  # as Streamlit opens it: asyncio does not see that it is TCP
        disable_nagle()
        assert listening.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_sockets_that_are_not_tcp_are_left_alone():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM), socket.socket(socket.AF_UNIX):
        disable_nagle()


def test_the_library_in_the_browser_is_that_of_the_python_package():
    script = store.library("plotly").decode()
    assert script.startswith(f"/* plotly.js v{get_plotlyjs_version()}:"), (
        "build vendor/plotly anew, see there"
    )
    assert f'version="{get_plotlyjs_version()}"' in script


def test_the_library_knows_every_kind_of_series_that_may_be_drawn():
    entry = (ROOT / "vendor" / "plotly" / "entry.js").read_text(encoding="utf-8")
    assert set(re.findall(r"plotly\.js/lib/(\w+)", entry)) == set(KINDS) - {"scatter"} | {"core"}
    script = store.library("plotly").decode()
    assert all(f'name="{kind}"' in script or f'name:"{kind}"' in script for kind in KINDS)


def test_scripts_are_asked_for_before_anything_waits_for_them():
    assert {"chart.js", "keys.js"} <= set(front.our_scripts())
    names = {name.split(".")[0] for name in front.scripts()}
    assert set(front.WIDGETS) <= names, "Streamlit calls its scripts otherwise: see dashboard/api/front.py"
    assert all(store.front_script(f"js/{name}") for name in front.scripts())

"""Holds what is there before the first reader: prompt connections, scripts asked for early, plotly.js."""

import asyncio
import gc
import itertools
import re
import socket
import sys
import tomllib
import weakref
from dataclasses import replace
from pathlib import Path
from threading import Thread

import psutil
import pytest
import uvicorn
from plotly.offline import get_plotlyjs_version
from starlette.responses import PlainTextResponse
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from dashboard import chart_address, drawing, published, start, store, warm
from dashboard.api import front
from dashboard.api.index_page import index_page
from dashboard.parameters import view_of
from dashboard.start import disable_nagle
from tests.charts import KINDS
from topics.cooperation.meetings_map import meetings_map
from topics.cooperation.seats_map import seats_map
from topics.land.contamination_map import contamination_map
from topics.money.flow_map import money_flows
from topics.overview_map import overview_map
from topics.treaties.curve_chart import ratification_curve
from topics.treaties.standing_map import standing_map
from topics.treaties.years_chart import deposits_per_year
from topics.view import View

ROOT = Path(__file__).parent.parent
HEAD = b"<head><title>Streamlit</title></head>"


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_no_answer_waits_for_an_acknowledgement(family):
    with socket.socket(family) as listening:  # as Streamlit opens it: asyncio does not see that it is TCP
        disable_nagle()
        assert listening.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_connection_that_asks_for_nothing_is_closed(monkeypatch):
    monkeypatch.setattr(start, "HEAD", 0.1)
    monkeypatch.setattr(AutoHTTPProtocol, "connection_made", AutoHTTPProtocol.connection_made)
    start.close_half_open()
    server = uvicorn.Server(uvicorn.Config(PlainTextResponse("good"), port=0, log_level="warning"))
    serving = Thread(target=server.run)
    serving.start()
    while not server.started:
        serving.join(0.02)
    address = server.servers[0].sockets[0].getsockname()
    try:
        for part in (b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: a\r\n"):
            with socket.create_connection(address, timeout=5) as half_open:
                half_open.sendall(part)
                assert half_open.recv(100) == b""
        with socket.create_connection(address, timeout=0.3) as whole:
            whole.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            answer = b""
            while not answer.endswith(b"good"):
                answer += whole.recv(1000)
            with pytest.raises(TimeoutError):
                whole.recv(100)
    finally:
        server.should_exit = True
        serving.join()


def test_sockets_that_are_not_tcp_are_left_alone():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM):
        disable_nagle()
    if hasattr(socket, "AF_UNIX"):
        with socket.socket(socket.AF_UNIX):
            disable_nagle()


def test_what_ended_sessions_left_is_freed_while_nobody_waits(monkeypatch):
    assert tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["runner"] == {
        "magicEnabled": False,
        "postScriptGC": False,
    }
    for name, seconds in (("LOOK", 0.01), ("SOONEST", 0.0), ("IDLE", 100.0)):
        monkeypatch.setattr(start, name, seconds)
    held = weakref.finalize(ring := Ring(), lambda: None)
    ring.itself = ring  # nothing but the collector frees it
    del ring

    async def serve():
        collecting = asyncio.create_task(start.collect_when_idle())
        await asyncio.sleep(0.2)
        collecting.cancel()

    gc.disable()  # as between two collections
    try:
        serving = Thread(
            target=asyncio.run, args=(serve(),)
        )  # a loop of its own: browser tests leave theirs running
        serving.start()
        serving.join()
    finally:
        gc.enable()
    assert not held.alive


def test_freed_memory_goes_back_to_the_system():
    texts = [bytes(3000) for _ in range(40_000)]
    held = texts[::100]  # so that nothing is freed at the end alone, which the system gets by itself
    del texts
    before = psutil.Process().memory_info().rss
    start.give_back()
    freed = before - psutil.Process().memory_info().rss
    assert freed > 50_000_000 or sys.platform != "linux"
    assert len(held) == 400


class Ring:
    """Something that holds itself."""


@pytest.fixture
def warming(monkeypatch, own_tables):  # noqa: ARG001
    """The charts and regions drawn beforehand are few, and nobody is waited for."""
    charts = {one.__name__: one for one in (deposits_per_year, fails, ratification_curve)}
    monkeypatch.setattr(chart_address, "charts", lambda: charts)
    monkeypatch.setattr(warm, "REGIONS", ("SEE", "NATO"))
    monkeypatch.setattr(warm, "briefs", lambda tables: [(a_brief, View(tables, countries=("BIH",)))])
    monkeypatch.setattr(warm, "wait_until_idle", lambda: None)
    drawing.SHARED.clear()
    yield
    gc.unfreeze()


def a_brief(_, view):
    return f"of {view.place}"


def fails(_, view):
    raise ValueError(f"no {view.region}")


@pytest.mark.usefixtures("warming")
def test_what_readers_open_most_is_drawn_beforehand_and_what_fails_left_out(caplog):
    warm.warm_up(store.snapshot())
    assert caplog.messages == ["fails, SEE: no SEE", "fails, NATO: no NATO"]
    ready = [one for one in drawing.SHARED.values() if isinstance(one, drawing.Drawing) and one.messages]
    drawn = {(one.work, one.view.region) for one in ready}
    assert drawn == set(itertools.product((deposits_per_year, ratification_curve), ("SEE", "NATO")))
    assert "of Bosnia and Herzegovina" in drawing.SHARED.values()


def test_the_briefs_made_beforehand_are_those_that_are_opened():
    work, view = next(one for one in warm.briefs(store.snapshot()) if one[1].countries == ("HRV",))
    key = view_of({"countries": "HRV"}).key
    assert (work.__name__, view.key) == ("brief", key)


@pytest.mark.usefixtures("warming")
def test_tables_that_are_no_longer_shown_are_not_drawn():
    warm.warm_up(store.snapshot(wording="EU"))
    assert not drawing.SHARED


@pytest.mark.usefixtures("warming")
def test_when_the_tables_are_others_what_was_drawn_is_forgotten(monkeypatch):
    former, moments = store.snapshot(), iter(["of the same edition", "of a new one", ""])
    newer = replace(published.current(store.CLEAN), written=1)

    def wait(_):
        if "new" in next(moments):
            monkeypatch.setattr(published, "current", lambda _: newer)
        elif published.current(store.CLEAN) is newer:
            raise InterruptedError

    monkeypatch.setattr(warm, "sleep", wait)
    with pytest.raises(InterruptedError):
        warm.keep_warm()
    tables = {one.view.tables for one in drawing.SHARED.values() if isinstance(one, drawing.Drawing)}
    assert tables == {store.snapshot()} != {former}


def test_regions_drawn_beforehand_are_known():
    assert set(warm.REGIONS) <= set(store.snapshot()["regions"]["region"])
    assert warm.REGIONS[0] == View(store.snapshot()).region


def test_the_library_in_the_browser_is_that_of_the_python_package():
    script = store.library("plotly").decode()
    assert script.startswith(f"/* plotly.js v{get_plotlyjs_version()}:"), "build vendor anew, see there"
    assert f'version="{get_plotlyjs_version()}"' in script


def test_the_library_knows_every_kind_of_series_that_may_be_drawn():
    entry = (ROOT / "vendor" / "plotly" / "entry.js").read_text(encoding="utf-8")
    assert set(re.findall(r"plotly\.js/lib/(\w+)", entry)) == set(KINDS) - {"scatter"} | {"core"}
    script = store.library("plotly").decode()
    assert all(f'name="{kind}"' in script or f'name:"{kind}"' in script for kind in KINDS)


def test_scripts_are_asked_for_before_anything_waits_for_them():
    assert {"chart.js", "keys.js", "plot.js"} <= set(front.our_scripts(front.CHART))
    assert {"chart.js", "keys.js", "map.js", "d3.min.js"} <= set(front.our_scripts(front.MAP))
    names = {name.split(".")[0] for name in front.scripts()}
    assert set(front.WIDGETS) <= names, "Streamlit calls its scripts otherwise: see dashboard/api/front.py"
    assert all(store.front_script(f"js/{name}") for name in front.scripts())


@pytest.mark.parametrize(
    ("page", "part", "chart"),
    [
        ("", "", overview_map),
        ("contamination", "", contamination_map),
        ("contamination", "map", contamination_map),
        ("treaties", "standing", standing_map),
        ("places", "", meetings_map),
        ("places", "meetings", meetings_map),
        ("places", "money", money_flows),
        ("places", "organisations", seats_map),
    ],
)
def test_a_view_that_begins_with_a_map_asks_for_its_outlines_and_not_for_plotly(page, part, chart):
    figure = chart(store.snapshot(), View(store.snapshot(), "SEE")).figure
    parts = [*figure["layers"], figure["extent"].get("locator", {})]
    query = f"part={part}" if part else ""
    assert set(front.first_map(page, query)) == {part["file"] for part in parts if "file" in part}
    assert front.first_map(page, f"{query}&region=WORLD") == ()
    head = index_page(HEAD, page or "overview", query).decode()
    assert "/map.js" in head
    assert "/plotly.min.js" not in head


def test_a_view_that_begins_with_another_chart_asks_for_plotly():
    assert len(front.FIRST_MAPS) == 8, "name the chart of the new one in the test above"
    assert front.first_map("contamination", "part=time") is None
    head = index_page(HEAD, "contamination", "part=time").decode()
    assert "data-plotly" in head
    assert "/map.js" not in head

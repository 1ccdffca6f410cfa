"""Holds the server to working out once what does not change: words, answers, messages of Streamlit."""

import asyncio
import inspect
import re
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep
from types import SimpleNamespace

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.proto.NewSession_pb2 import Config, CustomThemeConfig
from streamlit.runtime import Runtime, app_session
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from benchmarks import fleet
from dashboard import drawing, streamlit_inside
from dashboard.api import figures, guard, shares
from dashboard.settings import Settings
from tests.tables import TABLES, view

SECTIONS = ("theme", "theme.light", "theme.dark", "theme.sidebar", "theme.light.sidebar")


@pytest.mark.parametrize(
    ("name", "message", "arguments"),
    [
        *(("_populate_theme_msg", CustomThemeConfig, (section,)) for section in SECTIONS),
        ("_populate_config_msg", Config, ()),
    ],
)
def test_what_streamlit_says_of_its_options_is_worked_out_once(name, message, arguments):
    assert set(streamlit_inside.FILLED) == {"_populate_theme_msg", "_populate_config_msg"}
    calls, fill = [], getattr(app_session, name)

    def counted(*given):
        calls.append(given)
        fill(*given)

    once = streamlit_inside.remembered(counted)
    filled = [message() for _ in range(3)]
    fill(filled[0], *arguments)
    for one in filled[1:]:
        once(one, *arguments)
    assert filled[0] == filled[1] == filled[2]
    assert len(calls) == 1


def test_words_are_worked_out_once_for_the_same_filter():
    calls = []

    def words(tables, filtered, *, share=False):
        calls.append((tables, filtered.region, share))
        return f"{filtered.region} {share}"

    drawn = [drawing.derived(words, TABLES, view(region="WB")) for _ in range(2)]
    drawn += [
        drawing.derived(words, TABLES, view(region="EU")),
        drawing.derived(words, TABLES, view(region="WB"), share=True),
    ]
    assert drawn == ["WB False", "WB False", "EU False", "WB True"]
    assert len(calls) == 3


def test_who_asks_for_what_is_being_worked_out_waits_for_it():
    calls = []

    def words(tables, filtered):
        calls.append(tables)
        sleep(0.05)
        return filtered.region

    with ThreadPoolExecutor(8) as readers:
        said = list(readers.map(lambda _: drawing.derived(words, TABLES, view(region="NATO")), range(8)))
    assert said == ["NATO"] * 8
    assert len(calls) == 1
    assert not drawing._turns


def test_what_fails_is_tried_again():
    def fails(_):
        raise ValueError

    for _ in range(2):
        with pytest.raises(ValueError):
            drawing.derived(fails, TABLES)
    assert not drawing._turns


def test_a_figure_that_was_sent_is_sent_again_without_being_looked_up(monkeypatch):
    route = figures.Figures()
    monkeypatch.setattr(figures.ROUTES[0], "app", route)
    client = TestClient(Starlette(routes=figures.ROUTES))
    address = "/api/v1/figures/deposits_per_year?region=WB"
    first = client.get(address)
    monkeypatch.setattr(figures.chart_address, "parsed", None)
    again = client.get(address)
    assert first.status_code == again.status_code == 200
    assert first.content == again.content
    assert first.headers == again.headers
    assert client.get(address, headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    monkeypatch.setattr(figures.store, "edition_written", lambda: 1)  # other tables
    with pytest.raises(TypeError):
        client.get(address)


def test_an_address_has_few_places_and_the_others_do_not_wait_for_it(monkeypatch):
    monkeypatch.setattr(shares, "WAITING", 2)
    working: list[str] = []

    async def work(address, opened):
        async with shares.place(address):
            working.append(address)
            await opened.wait()

    async def serve():
        opened = asyncio.Event()
        tasks = [asyncio.create_task(work("127.1.0.1", opened)) for _ in range(shares.AT_ONCE + 2)]
        await asyncio.sleep(0.01)
        with pytest.raises(shares.CrowdedError):
            await work("127.1.0.1", opened)
        tasks.append(asyncio.create_task(work("127.0.0.2", opened)))
        await asyncio.sleep(0.01)
        assert working == ["127.1.0.1"] * shares.AT_ONCE + ["127.0.0.2"]
        opened.set()
        await asyncio.gather(*tasks)

    with ThreadPoolExecutor() as apart:  # browser tests leave a loop running
        apart.submit(asyncio.run, serve()).result()
    assert len(working) == shares.AT_ONCE + 3
    assert not shares._limiters


def test_an_address_that_asks_too_often_is_told_so_in_words(monkeypatch):
    monkeypatch.setattr(shares, "_shares", OrderedDict())
    for name, value in (("MOST_KNOWN", 2), ("IN_A_BURST", 5), ("EACH_SECOND", 0.01), ("LONGEST", 0.1)):
        monkeypatch.setattr(shares, name, value)
    app = Starlette(routes=figures.ROUTES, middleware=guard.middleware(Settings()))
    flooding, other = (TestClient(app, client=(address, 1)) for address in ("127.1.0.1", "127.0.0.2"))
    answers = [flooding.options("/api/v1/figures/x") for _ in range(shares.IN_A_BURST + 20)]
    assert answers[0].status_code == 204
    assert (answers[-1].status_code, answers[-1].json()["detail"]) == (429, shares.TOO_MANY)
    assert answers[-1].headers["retry-after"] == str(shares.RETRY_SECONDS)
    assert answers[-1].headers["access-control-allow-origin"] == "*"
    assert flooding.get("/api/v1/scripts/x/y.js").status_code == 404, "a class opens a page from one address"
    assert (flooding.get("/treaties").status_code, flooding.get("/treaties").text) == (429, shares.TOO_MANY)
    assert other.options("/api/v1/figures/x").status_code == 204
    for last in range(5):
        shares.share(f"127.0.1.{last}")
    assert list(shares._shares) == ["127.0.1.3", "127.0.1.4"]


def test_a_session_that_asks_without_a_pause_waits_for_its_own_runs():
    seconds = iter([0.0, 0.0, 0.0, 0.0, 0.0, 10.0])
    rate = shares.Rate(4, 2, clock=lambda: next(seconds))
    assert [rate.wait() for _ in range(5)] == [0.0, 0.0, 0.25, 0.5, 0.0]


def test_a_request_that_comes_too_early_waits_and_one_that_would_wait_too_long_does_not_count():
    seconds = iter([0.0, *[0.0] * 5, 0.25])
    rate = shares.Rate(4, 2, clock=lambda: next(seconds))
    assert [rate.wait_at_most(0.5) for _ in range(6)] == [0.0, 0.0, 0.25, None, None, 0.25]


def test_an_address_that_floods_is_made_to_wait_before_it_is_refused(monkeypatch):
    waited: list[float] = []

    async def sleep(seconds):
        waited.append(seconds)

    monkeypatch.setattr(guard.asyncio, "sleep", sleep)
    monkeypatch.setattr(shares, "_shares", OrderedDict())
    client = TestClient(Starlette(routes=figures.ROUTES, middleware=guard.middleware(Settings())))
    shares.share("testclient").requests.wait(shares.IN_A_BURST + shares.EACH_SECOND)
    assert client.options("/api/v1/figures/x").status_code == 204
    assert [round(seconds) for seconds in waited] == [1]


def test_a_message_of_a_session_comes_when_it_is_its_turn(monkeypatch):
    waited: list[float] = []

    async def sleep(seconds):
        waited.append(seconds)

    async def receive():
        return {"type": "websocket.receive"}

    monkeypatch.setattr(shares.asyncio, "sleep", sleep)
    monkeypatch.setattr(shares, "_shares", OrderedDict())
    for name, value in (("RUN", 8), ("EACH_SECOND", 8), ("IN_A_BURST", 24)):
        monkeypatch.setattr(shares, name, value)
    for name, value in (("EACH_SECOND", 1), ("IN_A_BURST", 2)):
        monkeypatch.setattr(shares, f"RUNS_{name}", value)
    sessions = [shares.paced(receive, "127.1.0.1") for _ in range(2)]
    with ThreadPoolExecutor() as apart:
        for paced in [*[sessions[0]] * 4, sessions[1]]:
            apart.submit(asyncio.run, paced()).result()
    assert [round(seconds) for seconds in waited] == [0, 0, 1, 2, 2]


@pytest.mark.parametrize("is_alone", [True, False])
def test_who_has_had_much_work_done_keeps_the_place_for_longer_than_others(monkeypatch, is_alone):
    monkeypatch.setattr(shares, "_shares", OrderedDict())
    monkeypatch.setattr(shares, "WORK_IN_A_BURST", 0.1)

    async def work(address, seconds):
        async with shares.place(address):
            await asyncio.sleep(seconds)

    async def serve():
        shares.share("127.1.0.1").work.wait(0.1)
        other = asyncio.create_task(work("127.0.0.2", 0 if is_alone else 0.3))
        await asyncio.sleep(0.01)
        begun = monotonic()
        await work("127.1.0.1", 0.02)
        spent = monotonic() - begun
        await other
        return spent

    with ThreadPoolExecutor() as apart:
        spent = apart.submit(asyncio.run, serve()).result()
    assert (spent < 0.1) == is_alone


def test_sessions_to_which_nobody_can_come_back_are_let_go_of(monkeypatch):
    storage = MemorySessionStorage(ttl_seconds=0)
    storage.save(SimpleNamespace(session=SimpleNamespace(id="ended")))
    manager = WebsocketSessionManager(storage, None, None, None)
    runtime = SimpleNamespace(exists=lambda: True, instance=lambda: SimpleNamespace(_session_mgr=manager))
    monkeypatch.setattr(streamlit_inside, "Runtime", runtime)
    assert storage._cache._data
    streamlit_inside.forget_ended_sessions()
    assert not storage._cache._data
    assert "self._session_mgr = " in inspect.getsource(Runtime.__init__)


def test_the_load_goes_through_nginx_as_it_is_put_into_service():
    text = fleet.configuration([1234, 1235, 1236], 4321, "/folder")
    assert re.findall(r"^    server (\S+) ", text, re.MULTILINE) == [
        f"127.0.0.1:{port}" for port in (1234, 1235, 1236)
    ]
    assert "listen 127.0.0.1:4321;" in text
    assert "/tmp/" not in text

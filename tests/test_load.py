"""Holds the server to working out once what does not change: words, answers, messages of Streamlit."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.proto.NewSession_pb2 import Config, CustomThemeConfig
from streamlit.runtime import app_session

from dashboard import drawing, streamlit_messages
from dashboard.api import figures
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
    assert set(streamlit_messages.FILLED) == {"_populate_theme_msg", "_populate_config_msg"}
    calls, fill = [], getattr(app_session, name)

    def counted(*given):
        calls.append(given)
        fill(*given)

    once = streamlit_messages.remembered(counted)
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

"""Runs a page by itself, without the frame and without a browser; judges nothing."""

import json
import re
from html import unescape
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from dashboard.api.routes import ROUTES
from dashboard.store import ROOT
from tests.tables import view as filtered
from topics.view import View

CLIENT = TestClient(Starlette(routes=ROUTES))
HEADING = re.compile(r"<h[1-6][^>]*>(.*?)</h[1-6]>", re.S)


def visited(page: str, parameters: dict[str, str], view: View | None = None) -> AppTest:
    """A page as a reader with these parameters in the address and this filter sees it."""
    test = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"))
    test.session_state["view"] = view or filtered()
    for name, text in parameters.items():
        test.query_params[name] = text
    return test.run(timeout=60)


def figures(test: AppTest) -> list[tuple[dict, str]]:
    """What was sent of each figure: what stands around it; its rows, where it has no figure."""
    messages = [one.proto.bytes for one in test.get("bidi_component") if one.key.startswith("figure-")]
    parts = [message.split(b"\n", 1) for message in messages]
    return [(json.loads(about), body.decode()) for about, body in parts]


def fetched(about: dict) -> str:
    """The figure that goes with a head, from its own address, as static/figure.js fetches it."""
    given = dict(parse_qsl(about["query"])) | about["start"]
    given |= {"level": about["level"], "theme": about["theme"]}
    address = about["address"].replace("/charts/", "/figures/")
    answer = CLIENT.get(f"/{address}", params={name: text for name, text in given.items() if text})
    head, body = answer.content.split(b"\n", 1)
    assert json.loads(head) == about
    return body.decode()


def headings(test: AppTest) -> str:
    """The headings of a page, one a line."""
    titles = [element.value.replace("\\", "") for element in [*test.title, *test.header, *test.subheader]]
    written = [plain(title) for element in test.get("html") for title in HEADING.findall(element.proto.body)]
    return "\n".join([*titles, *(about["heading"] for about, _ in figures(test)), *written])


def words(test: AppTest) -> str:
    """The text of a page beside its headings, tables and charts."""
    texts = [element.value.replace("\\", "") for element in [*test.markdown, *test.caption]]
    written = [plain(HEADING.sub("", element.proto.body)) for element in test.get("html")]
    around = [plain(f"{about['subtitle']} {about['notes']}") for about, _ in figures(test)]
    return "\n".join([*texts, *written, *around])


def plain(html: str) -> str:
    """The words of HTML."""
    return unescape(re.sub(r"<[^>]*>", "", html))

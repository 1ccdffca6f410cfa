"""Holds the pages of single charts for other sites: each opens, is drawn, tells its height."""

import contextlib
import io
import json
import re
import zipfile
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import expect
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.api.routes import ROUTES
from dashboard.chart_address import charts
from dashboard.drawing import drawing
from dashboard.store import snapshot
from tests.visits import new_reader, visit
from topics.view import View

CLIENT = TestClient(Starlette(routes=ROUTES), base_url="https://mines.example.org")
HOST = """<body><iframe id="chart" src="{address}" width="700" height="200"></iframe>
<script>addEventListener("message", ({{ data }}) => {{ chart.height = data.height }})</script></body>"""


@pytest.mark.parametrize("name", charts())
def test_each_chart_has_a_page(name):
    drawn = drawing(charts()[name], View(snapshot()), {}, dark=False)
    answer = CLIENT.get(f"/embed/{name}")
    assert answer.status_code == 200
    page = unescape(answer.text)
    assert drawn.chart.title in page
    assert drawn.facts["sources"] in page
    assert drawn.facts["note"] in page
    assert "streamlit" not in page.lower()


def test_a_page_has_the_filter_and_the_options_of_its_address():
    assert "of 5 states" in CLIENT.get("/embed/ratification_curve?region=WB").text
    assert "Arms Trade Treaty" in CLIENT.get("/embed/ratification_curve?treaty=ATT").text
    assert "dark.css" in CLIENT.get("/embed/ratification_curve?theme=dark").text


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("nothing", 404, "All charts and their parameters"),
        ("ratification_curve?region=ATLANTIS", 400, "SEE"),
        ("ratification_curve?colour=red", 400, "treaty"),
        ("ratification_curve?theme=sepia", 400, "light, dark"),
    ],
)
def test_a_wrong_address_is_answered_in_words_with_a_way_out(address, status, words):
    answer = CLIENT.get(f"/embed/{address}")
    assert answer.status_code == status
    assert words in answer.text
    assert '<a href="./">Mine action in South East Europe</a>' in answer.text
    assert '<base href="/"' in answer.text


def test_a_chart_that_does_not_exist_is_answered_with_those_of_nearly_its_name():
    answer = CLIENT.get("/embed/ratification_curv<b>")
    assert answer.status_code == 404
    assert "ratification_curv&lt;b&gt;" in answer.text
    names = re.findall(r'href="embed/(\w+)"', answer.text)
    assert names[0] == "ratification_curve"
    assert len(names) == 5
    assert 'href="api/v1/docs"' in answer.text


def test_a_preview_of_a_chart_shows_it():
    page = CLIENT.get("/embed/standing_map?region=WB&at=2014").text
    picture = unescape(re.search(r'"og:image" content="([^"]+)"', page)[1])
    assert picture == "https://mines.example.org/api/v1/charts/standing_map.png?region=WB&at=2014"
    assert CLIENT.get(picture).headers["content-type"] == "image/png"
    address = unescape(re.search(r'rel="canonical" href="([^"]+)"', page)[1])
    assert address == "https://mines.example.org/embed/standing_map?region=WB&at=2014"
    assert "og:image" not in CLIENT.get("/embed/glossary").text


def test_a_copy_that_is_still_good_is_not_sent_again():
    tag = CLIENT.get("/embed/ratification_curve").headers["etag"]
    assert CLIENT.get("/embed/ratification_curve", headers={"If-None-Match": tag}).status_code == 304


def test_oembed_gives_the_element_for_an_address():
    url = "https://mines.example.org/embed/ratification_curve?region=WB"
    facts = CLIENT.get("/api/v1/oembed", params={"url": url, "maxwidth": 500}).json()
    assert (facts["type"], facts["version"], facts["width"]) == ("rich", "1.0", 500)
    assert f'src="{url}"' in facts["html"]
    assert "joined the Convention on Cluster Munitions" in facts["title"]
    assert CLIENT.get("/api/v1/oembed", params={"url": "https://example.org/other"}).status_code == 404
    assert CLIENT.get("/api/v1/oembed", params={"url": url, "format": "xml"}).status_code == 400


@contextlib.contextmanager
def other_site(html):
    """The address of another site (another port is another origin), with one page."""

    class OnePage(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *_):
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), OnePage) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.browser
@pytest.mark.parametrize("name", ["ratification_curve", "contamination_map", "glossary"])
def test_another_site_shows_a_chart_at_its_height(browser, address, name):
    page = new_reader(browser, "desk", dark=False).new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(error.message))
    with other_site(HOST.format(address=f"{address}/embed/{name}?region=WB")) as site:
        page.goto(site)
        frame = page.frame_locator("#chart")
        drawn = frame.locator(".data-table" if name == "glossary" else ".main-svg, .map-drawing").first
        expect(drawn).to_be_visible()
        expect(frame.locator("h1")).to_be_visible()
        page.wait_for_function("() => chart.height > 400")
        inside = page.frames[1].evaluate("document.documentElement.scrollHeight")
        assert abs(inside - int(page.locator("#chart").get_attribute("height"))) <= 1
    page.context.close()
    assert errors == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("path", "key", "title"),
    [
        ("treaties?treaty=ATT&region=WB", "ratification_curve", "Arms Trade Treaty"),
        ("contamination?at=2012&region=WB", "contamination_map_country", "2012"),
    ],
)
def test_the_embed_code_of_a_figure_shows_it_on_another_site(browser, address, path, key, title):
    with visit(browser, f"{address}/{path}") as found:
        share = found.page.locator(f'.st-key-figure-{key} [data-menu="share"]')
        share.locator("summary").click()
        share.get_by_text("<iframe").wait_for()
        share.get_by_role("button", name="Copy embed code").click()
        share.get_by_role("button", name="Copied").wait_for()
        code = found.page.evaluate("navigator.clipboard.readText()")
        share.get_by_role("button", name="Copy embed code").wait_for()
        assert code == share.get_by_text("<iframe").inner_text()
        assert ("at=2012" in code) == ("at=2012" in path)
        assert ("map=" in code) == ("map=" in path)
    page = new_reader(browser, "desk", dark=False).new_page()
    with other_site(code) as site:
        page.goto(site)
        frame = page.frame_locator("iframe")
        expect(frame.locator(".main-svg, .map-drawing").first).to_be_visible()
        assert title in frame.locator(".figure").inner_text()
    page.context.close()
    assert found.errors == []


@pytest.mark.browser
def test_where_a_browser_lets_no_page_copy_the_text_is_selected(browser, address):
    with visit(browser, f"{address}/treaties") as found:
        found.page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
        share = found.page.locator('[data-menu="share"]').first
        share.locator("summary").click()
        share.get_by_role("button", name="Copy link").click()
        share.get_by_role("button", name="Selected: copy it now").wait_for()
        assert found.page.evaluate("`${getSelection()}`") == f"{address}/treaties#figure-ratification_curve"


@pytest.mark.browser
def test_a_figure_is_taken_whole_and_into_programs_for_references(browser, address):
    with visit(browser, f"{address}/treaties?region=WB") as found:
        figure = found.page.locator(".st-key-figure-ratification_curve")
        files = {}
        for menu, names in (("files", ["All in one (ZIP)"]), ("citation", ["RIS", "BibTeX", "CSL-JSON"])):
            figure.locator(f'[data-menu="{menu}"] summary').click()
            for name in names:
                with found.page.expect_download() as download:
                    figure.get_by_role("link", name=name).click()
                files[name] = download.value.suggested_filename, download.value.path().read_bytes()
    assert [name.partition(".")[2] for name, _ in files.values()] == ["zip", "ris", "bib", "csl.json"]
    assert "ratification_curve.csv" in zipfile.ZipFile(io.BytesIO(files["All in one (ZIP)"][1])).namelist()
    assert files["RIS"][1].startswith(b"TY  - DATA")
    assert b"Western Balkans" in files["BibTeX"][1]
    assert json.loads(files["CSL-JSON"][1])

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
from tests.tables import view
from tests.visits import first_page, visit

CLIENT = TestClient(Starlette(routes=ROUTES), base_url="https://mines.example.org")
FRAME = '<iframe src="{address}" width="700" height="200"></iframe>'
HOST = """<body>{frame}<script>const frame = document.querySelector("iframe");
frame.height = 200;
addEventListener("message", ({{ data }}) => {{ frame.height = data.height }})</script></body>"""


@pytest.mark.parametrize(
    "drawn", [f"{work.__module__.removeprefix('topics.')}.{name}" for name, work in charts().items()]
)
def test_each_chart_has_a_page(drawn):
    name = drawn.rpartition(".")[2]
    drawn = drawing(charts()[name], view(), {}, dark=False)
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


@pytest.fixture(scope="module")
def guest(browser, address):
    """A page of somebody who reads other sites."""
    found = first_page(browser, address, "desk", False)
    yield found
    found.page.context.close()


def check_frame(guest, code, drawn):
    """The words of a chart that another site shows by some code, drawn there at its height."""
    page = guest.page
    with other_site(HOST.format(frame=code)) as site:
        page.goto(site)
        frame = page.frame_locator("iframe")
        expect(frame.locator(drawn).first).to_be_visible()
        expect(frame.locator("h1")).to_be_visible()
        page.wait_for_function("() => frame.height > 400")
        inside = page.frames[1].evaluate("document.documentElement.scrollHeight")
        assert abs(inside - int(page.locator("iframe").get_attribute("height"))) <= 1
        assert guest.errors == []
        return frame.locator(".figure").inner_text()


@pytest.mark.browser
def test_another_site_shows_a_table_at_its_height(guest, address):
    check_frame(guest, FRAME.format(address=f"{address}/embed/glossary?region=WB"), ".data-table")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("path", "key", "title"),
    [
        ("treaties?treaty=ATT&region=WB", "ratification_curve", "Arms Trade Treaty"),
        ("contamination?at=2012&region=WB", "contamination_map_country", "2012"),
    ],
)
def test_the_embed_code_of_a_figure_shows_it_on_another_site_at_its_height(
    browser, address, guest, path, key, title
):
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
        assert found.errors == []
    assert title in check_frame(guest, code, ".main-svg, .map-drawing")


@pytest.mark.browser
@pytest.mark.xdist_group("treaties")
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

"""Holds the pages for slow links and for paper: light, whole, as the dashboard says it, two pages of A4."""

import contextlib
import io
import re
import unicodedata
from html import unescape

import pytest
from pypdf import PdfReader
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.api.routes import ROUTES
from dashboard.chart_metadata import references
from tests.tables import TABLES, view
from tests.visits import LOOKS, new_reader, serious_violations
from topics.country_chart import country_line
from topics.country_status import status_sentences
from topics.country_table import country_treaties
from topics.land.contamination_map import contamination_place_map
from topics.land.release_chart import release_by_country
from topics.overview_table import country_list
from topics.view import members, region_titles

CLIENT = TestClient(Starlette(routes=ROUTES), base_url="https://mines.example.org")
MOST = 100_000
HAS_AREAS = TABLES["contamination"]["country"].unique()
COUNTRIES = tuple(
    dict.fromkeys([*members(TABLES, "SEE"), *HAS_AREAS[::12], *TABLES["countries"]["country"][::24]])
)
"""All of South East Europe, of others some with areas on record, and some of the whole world."""
PAPER = re.compile(r"<[^>]*:(#ffffff|#23262a|rgb\(255, 255, 255\)|rgb\(35, 38, 42\))")
"""A drawing in inks of white paper, which a dark page does not have."""
DRAWN = ("BIH", "ALB", "HRV", "SVN", "LBN", "NRU")
"""With most data, with some, and with hardly any."""
pytestmark = pytest.mark.xdist_group("light")  # one worker makes each page
GUARDED = re.compile(r"<script|javascript:|\son\w+=|\ssrc=|@import|url\((?!#)")
"""What would run, or be fetched."""


def page(address: str) -> str:
    """The text of a light page."""
    answer = CLIENT.get(f"/light/{address}")
    assert answer.status_code == 200, answer.text
    assert len(answer.content) < MOST
    return answer.text


def words(html: str) -> str:
    """What a reader reads of a page."""
    text = re.sub(r"<style.*?</style>|<svg.*?</svg>", "", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", "", text)))


def packed(text: str) -> str:
    """A text without spaces, and with letters that print has as one apart."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def assert_is_whole(html: str) -> None:
    """Nothing is fetched, no section is empty, and each number that is cited has its reference."""
    assert not GUARDED.search(html)
    assert not PAPER.search(html)
    assert not re.search(r"<(section|ul|ol|table|tbody|p|h2|figure|li|figcaption)[^>]*>\s*</\1>", html)
    cited = set(re.findall(r'href="#s(\d+)"', html))
    listed = re.findall(r"<li id=s(\d+) value=\1>", html)
    assert set(listed) == cited
    assert listed == [str(place + 1) for place in range(len(listed))]


@pytest.mark.parametrize("code", COUNTRIES)
def test_each_country_has_a_light_page(code):
    html = page(code)
    assert_is_whole(html)
    text = packed(words(html))
    assert "1244(1999)" in text
    for row in status_sentences(TABLES, view(countries=(code,))).itertuples():
        assert packed(row.sentence) in text


@pytest.mark.parametrize("region", region_titles(TABLES))
def test_each_region_has_a_light_overview(region):
    html = page(f"?region={region}")
    assert_is_whole(html)
    for code in members(TABLES, region):
        assert f'href="./{code}"' in html


@pytest.mark.parametrize("code", DRAWN)
def test_a_brief_says_what_the_country_page_says(code):
    html = page(code)
    text, of_country = packed(words(html)), view(countries=(code,))
    for work in (country_line, release_by_country, country_treaties):
        assert packed(work(TABLES, of_country).title) in text
    pictures = html.count("<figure>")
    assert pictures == (0 if code in ("SVN", "NRU") else 4 if code == "BIH" else 3)
    known = {one["reference"]: one["url"] for one in references(TABLES, sources_of_all())}
    for source in re.findall(r"<li id=s\d+ value=\d+>(.*?)</li>", html):
        url = unescape(re.search(r'href="([^"]*)"', source)[1])
        assert any(other == url and reference_begins(words(source), one) for one, other in known.items())


def reference_begins(text: str, reference: str) -> bool:
    """Whether a reference of a page is one of a document, its address apart."""
    return text.startswith(reference.partition("http")[0].strip())


def sources_of_all() -> list[str]:
    """The ids of all documents."""
    return TABLES["sources"]["source"].tolist()


def test_the_map_of_a_brief_is_that_of_its_country():
    chart = contamination_place_map(TABLES, view(countries=("BIH",)))
    html = page("BIH")
    assert chart.title in words(html)
    assert "no data" in re.search(r"<svg.*?</svg>", html, re.DOTALL)[0]


def test_a_source_that_disagrees_stands_beside_the_other():
    text = words(page("BIH"))
    assert re.search(r"BiH, mines, 2023: 830\s?km² \[\d+\]; 870\s?km² \[\d+\]", text)


def test_no_data_is_never_zero():
    text = words(page("NRU"))
    assert "No data on contaminated land is on record, which does not mean there is none." in text
    assert "No data does not mean zero." in text
    assert "0 km²" not in text


def test_the_overview_has_the_figures_of_the_dashboard():
    text = packed(words(page("?region=WB")))
    chart = country_list(TABLES, view("WB"), every=True)
    for row in chart.rows[chart.rows["deadline"].isna()].itertuples():
        assert packed(f"{row.name}") in text
        assert packed(row.figure + row.dated) in text


def test_a_page_has_the_filter_of_its_address():
    assert "South East Europe · Data as of" in words(page(""))
    assert "Western Balkans · Data as of" in words(page("?region=WB"))
    assert "as known on 1 January 2015" in words(page("SVN?known=2015-01-01"))
    assert page("XKX?wording=EU") != page("XKX")
    assert 'href="./BIH?wording=EU"' in page("?region=WB&wording=EU")


@pytest.mark.parametrize(
    ("address", "status", "text"),
    [
        ("ZZZ", 404, "No country 'ZZZ'"),
        ("BIH?region=WB", 400, "No parameter 'region'"),
        ("BIH?known=tomorrow", 400, "known: no 'tomorrow'"),
        ("?region=ATLANTIS", 400, "region: no 'ATLANTIS'"),
        ("?colour=red", 400, "No parameter 'colour'"),
        ("%3Cscript%3E", 404, "No country"),
    ],
)
def test_a_wrong_address_is_answered_in_words_with_a_way_out(address, status, text):
    answer = CLIENT.get(f"/light/{address}")
    assert answer.status_code == status
    assert text in words(answer.text)
    assert not GUARDED.search(answer.text)
    for link in re.findall(r'<a href="([^"]*)"', answer.text):
        assert CLIENT.get(f"/light/{link}").status_code == 200, link


def test_one_address_has_one_page():
    answer = CLIENT.get("/light/bih?hazard=CMR", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (308, "./BIH?hazard=CMR")
    assert CLIENT.get("/light").url.path == "/light/"


def test_a_copy_that_is_still_good_is_not_sent_again():
    tag = CLIENT.get("/light/BIH").headers["etag"]
    assert CLIENT.get("/light/BIH", headers={"If-None-Match": tag}).status_code == 304
    assert CLIENT.get("/light/BIH").headers["content-encoding"] == "gzip"


@pytest.fixture(scope="module")
def sheet(browser):
    """A page of a browser with a dark screen, to print from."""
    with contextlib.closing(browser.new_context(color_scheme="dark")) as context:
        yield context.new_page()


def printed(sheet, code: str) -> PdfReader:
    """The brief of a country on paper."""
    sheet.set_content(page(code))
    return PdfReader(io.BytesIO(sheet.pdf(format="A4", prefer_css_page_size=True, print_background=True)))


@pytest.mark.browser
@pytest.mark.parametrize("code", sorted({*members(TABLES, "SEE"), *DRAWN, "UKR", "AFG"}))
def test_a_brief_is_two_pages_of_a4_with_nothing_cut(sheet, code):
    pdf = printed(sheet, code)
    assert len(pdf.pages) == 2
    assert [round(float(side)) for side in pdf.pages[0].mediabox[2:]] in ([595, 842], [594, 842])
    text = packed("".join(sheet.extract_text() for sheet in pdf.pages))
    html = page(code)
    for row in status_sentences(TABLES, view(countries=(code,))).itertuples():
        assert packed(row.sentence) in text
    for place, source in enumerate(re.findall(r"<li id=s\d+ value=\d+>(.*?)</li>", html), 1):
        assert f"[{place}]{packed(words(source))}" in text
    assert f"mines.example.org/light/{code}" in text
    assert re.search(r"Dataasof\d+\w+\d{4}", text)


@pytest.mark.browser
@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_a_light_page_is_accessible_and_fits(browser, width, dark):
    with contextlib.closing(new_reader(browser, width, dark)) as context:
        sheet = context.new_page()
        for address in ("BIH", "SVN", "?region=SEE"):
            sheet.set_content(page(address))
            assert not serious_violations(sheet), address
            across = sheet.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert across <= 0, address

"""Holds the dashboard as a reader meets it in Chromium: pages by address, filters, links, wrong addresses."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.visits import HIGHEST, LOOKS, SEEN, choose, drawn, filter_words, new_reader, pages, settle, visit

pytestmark = pytest.mark.browser
LISTS_FIRST = ("sources", "coalition", "areas")
"""Pages that begin with a list, a plan or a form."""
STATUS = 440
"""Pixels on a phone in which a country says in words how it stands, before its first chart."""
each_page = pytest.mark.parametrize("name", pages())
each_look = pytest.mark.parametrize(("width", "dark"), LOOKS)


@each_look
@each_page
def test_a_page_opens_cold_by_its_address(surveyed, name, width, dark):
    seen = surveyed(name, width, dark)
    assert len(seen.titles) == 1, seen.titles
    assert seen.exceptions == []
    assert seen.errors == []
    assert seen.plain_links == [], "links in the colours of the browser"
    assert seen.overflow <= 0, f"{seen.overflow} px stick out to the right"
    assert seen.cut == [], "words of charts are cut off at an edge"


@each_page
def test_a_page_says_what_is_filtered_and_of_when_the_data_are(surveyed, name):
    words = surveyed(name, "desk", False).words
    place = (
        "Bosnia and Herzegovina" if name == "country" else "South East Europe"
    )  # a page with a country of its own names it
    assert f"Shown: {place}, all years, all hazards" in words
    assert "Data as of" in words
    assert "resolution 1244" in words


@each_look
@each_page
def test_the_first_chart_is_on_the_first_screen_and_none_is_higher_than_one(surveyed, name, width, dark):
    boxes = surveyed(name, width, dark).boxes
    assert all(height <= HIGHEST for _, height in boxes), boxes
    if boxes and name not in LISTS_FIRST:
        first = {"desk": 300, "phone": 260 if name != "country" else STATUS}[width]
        assert boxes[0][0] <= first


@pytest.mark.parametrize(
    "path",
    [
        "contamination?maps=years",
        "contamination?maps=hazards",
        "contamination?level=subdivision",
        "places?part=money",
        "places?part=organisations",
        "treaties?part=standing",
        "clearance?show=items",
        "deadlines?duty=all",
    ],
)
def test_charts_of_every_view_fit_a_phone(browser, address, path):
    """tests/test_downloads.py holds those of a desk."""
    with visit(browser, f"{address}/{path}", "phone") as found:
        seen = found.page.evaluate(SEEN)
        assert seen["boxes"]
        assert all(height <= HIGHEST for _, height in seen["boxes"])
        assert seen["cut"] == [], "words of charts are cut off at an edge"


@pytest.mark.parametrize("path", ["glossary", "changes", "coalition", "network"])
def test_a_phone_shows_which_of_sister_pages_is_open(browser, address, path):
    with visit(browser, f"{address}/{path}", "phone", changes=False) as found:
        box = found.page.locator(".sisters a[aria-current]").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390


@each_page
def test_a_page_shows_charts_or_tables(surveyed, name):
    seen = surveyed(name, "desk", False)
    assert seen.charts or seen.tables


@pytest.mark.parametrize("name", ["overview", "contamination", "treaties", "cooperation", "funding"])
def test_a_filter_changes_what_is_drawn(browser, address, name):
    with visit(browser, f"{address}/{pages()[name]}") as found:
        before = drawn(found.page)
        choose(found.page, "Region", "Western Balkans")
        assert "Western Balkans" in filter_words(found.page)
        assert drawn(found.page) != before
        assert found.errors == []


def test_a_filter_changes_clearance_and_the_address_reopens_the_view(browser, address):
    with visit(browser, f"{address}/clearance") as found:
        before = drawn(found.page)
        choose(found.page, "Region", "Western Balkans")
        choose(found.page, "Hazard", "Cluster munition remnants")
        assert drawn(found.page) != before
        assert found.errors == []
        link, words, figures = found.page.url, filter_words(found.page), drawn(found.page)
    assert parse_qs(urlsplit(link).query) == {"region": ["WB"], "hazard": ["CMR"]}
    with visit(browser, link) as again:
        assert filter_words(again.page) == words
        assert drawn(again.page) == figures


def test_the_filter_is_carried_to_the_next_page(browser, address):
    with visit(browser, f"{address}/contamination?region=WB&years=2010-2015") as found:
        words = filter_words(found.page)
        found.page.get_by_role("link", name="Treaties", exact=True).first.click()
        found.page.wait_for_url("**/treaties*")
        settle(found.page)
        assert filter_words(found.page) == words
        assert parse_qs(urlsplit(found.page.url).query) == {"region": ["WB"], "years": ["2010-2015"]}


def test_reset_brings_back_the_whole(browser, address):
    with visit(browser, f"{address}/clearance?region=WB&years=2010-2015&hazard=CMR") as found:
        found.page.get_by_role("button", name="Filter", exact=True).click()
        found.page.get_by_role("link", name="Reset filters").click()
        settle(found.page)
        assert filter_words(found.page) == "South East Europe, all years, all hazards"
        assert not urlsplit(found.page.url).query


def test_each_wrong_value_in_the_address_gives_a_sentence(browser, address):
    wrong = {
        "region=ATLANTIS": "Region: the link asked for “ATLANTIS”",
        "countries=BIH,XXX": "Countries: the link asked for “XXX”",
        "years=2015-1066": "Years: the link asked for “2015-1066”",
        "hazard=%3Cscript%3Ealert(1)%3C/script%3E": "Hazard: the link asked for “<script>alert(1)</script>”",
    }
    with visit(browser, f"{address}/treaties?{'&'.join(wrong)}") as found:
        seen = found.page.get_by_test_id("stMain").inner_text()
        assert not [said for said in wrong.values() if said not in seen], seen
        assert found.errors == []


def test_an_address_of_before_leads_to_where_its_view_is_now(browser, address):
    former = {"overview?region=WB": "/?region=WB", "clearance?show=deadlines&duty=all": "/deadlines?duty=all"}
    for path, now in former.items():
        with visit(browser, f"{address}/{path}") as found:
            found.page.wait_for_url(f"{address}{now}")
            assert found.errors == []


def test_a_filter_is_a_chip_that_takes_it_back(browser, address):
    with visit(browser, f"{address}/clearance?years=2010-2015&hazard=CMR") as found:
        found.page.get_by_role("link", name="2010–2015").click()
        settle(found.page)
        assert filter_words(found.page) == "South East Europe, all years, cluster munition remnants"
        assert parse_qs(urlsplit(found.page.url).query) == {"hazard": ["CMR"]}


def test_menu_and_filter_of_a_phone_close_on_a_choice_and_on_a_tap_outside(browser, address):
    with visit(browser, f"{address}/treaties", "phone") as found:
        menu, filters = found.page.locator(".menu"), found.page.locator(".st-key-filters")
        assert found.page.locator(".bar").bounding_box()["height"] == 56
        found.page.get_by_role("button", name="Menu").click()
        assert menu.is_visible()
        found.page.mouse.click(200, 800)
        assert not menu.is_visible()
        found.page.get_by_role("button", name="Filter", exact=True).click()
        assert filters.is_visible()
        found.page.keyboard.press("Escape")
        assert not filters.is_visible()
        found.page.get_by_role("button", name="Menu").click()
        menu.get_by_role("link", name="Funding").click()
        found.page.wait_for_url("**/funding")
        settle(found.page)
        assert not menu.is_visible()
        assert found.errors == []


def test_an_unknown_page_gives_a_sentence(browser, address):
    page = new_reader(browser, "desk", dark=False).new_page()
    assert page.goto(f"{address}/no-such-page").status == 404
    assert "not found" in page.locator("body").inner_text().lower()
    page.get_by_role("link", name="Treaties", exact=True).click()
    settle(page)
    assert page.url == f"{address}/treaties"
    page.context.close()


def test_a_view_with_nothing_in_it_gives_a_sentence_and_a_way_out(browser, address):
    with visit(browser, f"{address}/clearance?countries=GRC&years=2000-2001&hazard=CMR") as found:
        seen = found.page.get_by_test_id("stMain").inner_text()
        assert "No data found for" in seen
        assert "Widen the years" in seen
        assert found.errors == []

"""The Atom feeds keep the rules of RFC 4287, and say what they are filtered by."""

import re
from collections import Counter
from xml.etree.ElementTree import fromstring

import feedparser
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.api import feeds, routes
from dashboard.settings import Settings
from tests.tables import TABLES, view
from tests.visits import visit
from topics.treaties.notices import notices

ATOM = "{http://www.w3.org/2005/Atom}"
HOME = "https://mines.example.org/"
CLIENT = TestClient(Starlette(routes=routes.ROUTES), base_url=HOME)
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})")
"""RFC 4287, 3.3: a date-time of RFC 3339, with an upper-case T and Z."""
ONCE = {"id", "title", "updated"}
AT_MOST_ONCE = {
    "content",
    "published",
    "rights",
    "source",
    "summary",
    "subtitle",
    "generator",
    "icon",
    "logo",
}
FEEDS = [
    "notices.atom",
    *(f"notices.atom?treaty={treaty}" for treaty in TABLES["treaties"]["treaty"]),
    "notices.atom?region=WB&treaty=CCM&wording=EU",
    "notices.atom?countries=BIH,SRB",
    "changes.atom",
    "changes.atom?region=WB",
    "changes.atom?countries=BIH&table=clearance",
    "changes.atom?kind=withdrawn",
    "changes.atom?table=regions",
]


def opened(address):
    answer = CLIENT.get(f"/api/v1/{address}")
    assert answer.status_code == 200, answer.text
    return answer.content


def of(element, name):
    return element.findall(ATOM + name)


@pytest.fixture(scope="module", params=FEEDS)
def feed(request):
    return request.param


@pytest.fixture(scope="module")
def content(feed):
    return opened(feed)


@pytest.fixture(scope="module")
def root(content):
    return fromstring(content)


def test_the_root_is_a_feed_of_the_namespace(root):
    assert root.tag == f"{ATOM}feed"
    assert all(element.tag.startswith(ATOM) for element in root.iter())


def test_a_reader_of_feeds_takes_it_without_a_complaint(content, root):
    read = feedparser.parse(content)
    assert not read.bozo
    assert read.version == "atom10"
    assert [entry.title for entry in read.entries] == [
        entry.findtext(f"{ATOM}title") for entry in of(root, "entry")
    ]


def test_required_elements_stand_once_and_others_at_most_once(root):
    for element in (root, *of(root, "entry")):
        counted = Counter(child.tag.removeprefix(ATOM) for child in element)
        assert all(counted[name] == 1 for name in ONCE)
        assert all(counted[name] <= 1 for name in AT_MOST_ONCE)


def test_there_is_an_author_with_a_name(root):
    """RFC 4287, 4.1.1: a feed has an author unless every entry has one."""
    authors = of(root, "author")
    assert authors
    assert all(author.findtext(f"{ATOM}name").strip() for author in authors)


def test_ids_are_iris_and_differ(root):
    ids = [element.text for element in root.iter(f"{ATOM}id")]
    assert all(IRI.fullmatch(text) for text in ids)
    assert len(set(ids)) == len(ids)


def test_moments_are_those_of_rfc_3339(root):
    moments = [element.text for element in root.iter(f"{ATOM}updated")]
    assert all(MOMENT.fullmatch(text) for text in moments)


def test_links_have_an_address_and_no_two_alternates_of_a_kind(root, feed):
    """RFC 4287, 4.1.1 and 4.1.2: one link of rel alternate for each pair of type and language."""
    for element in (root, *of(root, "entry")):
        links = of(element, "link")
        assert all(link.get("href", "").startswith("/") for link in links), "as its reader opened it"
        kinds = [(link.get("type"), link.get("hreflang")) for link in links if link.get("rel") == "alternate"]
        assert kinds == [("text/html", None)]
    (itself,) = [link.get("href") for link in of(root, "link") if link.get("rel") == "self"]
    name, _, query = feed.partition("?")
    assert itself.partition("?")[0] == f"/api/v1/{name}"
    assert set(itself.partition("?")[2].split("&")) == set(query.split("&"))


def test_links_name_the_host_where_a_setting_says_which_there_are(monkeypatch):
    monkeypatch.setattr(routes, "settings", lambda: Settings(hosts=("mines.example.org",)))
    links = fromstring(opened("notices.atom")).iter(f"{ATOM}link")
    assert all(link.get("href").startswith(HOME) for link in links)


def test_categories_have_a_term_and_texts_are_plain(root):
    assert all(category.get("term") for category in root.iter(f"{ATOM}category"))
    for name in ("title", "summary"):
        for element in root.iter(ATOM + name):
            assert element.get("type", "text") == "text"
            assert not len(element), "a text construct of type text has no children"
            assert element.text.strip()


def test_entries_have_their_newest_first(root):
    updated = [entry.findtext(f"{ATOM}updated") for entry in of(root, "entry")]
    assert updated == sorted(updated, reverse=True)


def test_feeds_have_titles_and_ids_of_their_own():
    roots = [fromstring(opened(address)) for address in FEEDS]
    for name in ("title", "id"):
        texts = [root.findtext(f"{ATOM}{name}") for root in roots]
        assert len(set(texts)) == len(texts)
    assert all(
        "(" in root.findtext(f"{ATOM}title") for root in roots if "?" in of(root, "link")[0].get("href")
    )


@pytest.mark.parametrize("country", ["BIH", "ALB", "HUN"])
def test_a_country_has_its_acts_and_its_changes_and_no_others(country):
    rows = TABLES.derive(notices)
    root = fromstring(opened(f"notices.atom?countries={country}"))
    titles = [entry.findtext(f"{ATOM}title") for entry in of(root, "entry")]
    assert titles == rows.loc[rows["country"] == country, "sentence"].tolist()
    changed = TABLES["changes"]["country"].eq(country)
    root = fromstring(opened(f"changes.atom?countries={country}"))
    assert len(of(root, "entry")) == changed.sum() > 0
    for entry in of(root, "entry"):
        assert country in [category.get("term") for category in of(entry, "category")]


def test_a_region_has_the_changes_of_its_countries_and_of_rows_of_none():
    there = view("WB")
    given = {"region": "WB", "table": "contamination"}
    rows = feeds.changes_in(there, given)
    assert set(rows["country"]) <= set(there.members)
    assert len(of(fromstring(opened("changes.atom?region=WB&table=contamination")), "entry")) == len(rows) > 0
    assert feeds.changes_in(there, {"table": "sources"}).equals(
        feeds.changes_in(view("WORLD"), {"table": "sources"})
    )


def test_an_address_of_before_leads_to_the_same_feed():
    assert opened("changes.atom?country=BIH") == opened("changes.atom?countries=BIH")


@pytest.mark.parametrize(
    "address",
    [
        "notices.atom?treaty=NONE",
        "notices.atom?region=NOWHERE",
        "notices.atom?country=BIH",
        "changes.atom?countries=XXX",
        "changes.atom?country=XXX",
        "changes.atom?table=nothing",
        "changes.atom?kind=moved",
    ],
)
def test_a_feed_of_nothing_says_what_there_is(address):
    answer = CLIENT.get(f"/api/v1/{address}")
    assert answer.status_code == 400
    assert "There are" in answer.json()["detail"]


LINKS = {
    "treaties?part=more&more=news&treaty=CCM&countries=BIH,HRV&wording=EU": [
        "api/v1/notices.atom?countries=BIH,HRV&wording=EU",
        "api/v1/notices.atom?countries=BIH,HRV&wording=EU&treaty=CCM",
    ],
    "changes?region=WB&kind=added": ["api/v1/changes.atom?region=WB&kind=added"],
    "deadlines?part=calendar&region=WB&hazard=CMR": ["api/v1/deadlines.ics?region=WB&hazard=CMR"],
}


@pytest.mark.browser
@pytest.mark.parametrize("page", LINKS)
def test_a_page_leads_to_the_feed_of_what_it_shows(page, browser, address):
    with visit(browser, f"{address}/{page}") as visiting:
        for target in LINKS[page]:
            link = visiting.page.locator(f'a[href$="{target}"]')
            link.wait_for()
            answer = visiting.page.request.get(link.evaluate("(link) => link.href"))
            assert answer.ok
        assert visiting.errors == []

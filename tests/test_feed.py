"""The Atom feed keeps the rules of RFC 4287 that a reader's program relies on."""

import re
from collections import Counter
from xml.etree.ElementTree import fromstring

import pytest

from dashboard.api import feeds
from tests.tables import TABLES

ATOM = "{http://www.w3.org/2005/Atom}"
HOME, BASE = "https://example.org/", "https://example.org/api/v1"
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})")
"""RFC 4287, 3.3: a date-time of RFC 3339, with an upper-case T and Z."""
FEED_ONCE = {"id", "title", "updated"}
ENTRY_ONCE = {"id", "title", "updated"}
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


def of(element, name):
    return element.findall(ATOM + name)


@pytest.fixture(
    scope="module", params=["", *TABLES["treaties"]["treaty"]], ids=lambda treaty: treaty or "all"
)
def root(request):
    return fromstring(feeds.notices_feed(HOME, BASE, request.param))


def test_the_root_is_a_feed_of_the_namespace(root):
    assert root.tag == f"{ATOM}feed"
    assert all(element.tag.startswith(ATOM) for element in root.iter())


def test_required_elements_stand_once_and_others_at_most_once(root):
    for element, once in [(root, FEED_ONCE), *((entry, ENTRY_ONCE) for entry in of(root, "entry"))]:
        held = Counter(child.tag.removeprefix(ATOM) for child in element)
        assert all(held[name] == 1 for name in once)
        assert all(held[name] <= 1 for name in AT_MOST_ONCE)


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


def test_links_have_an_address_and_no_two_alternates_of_a_kind(root):
    """RFC 4287, 4.1.1 and 4.1.2: one link of rel alternate for each pair of type and language."""
    for element in (root, *of(root, "entry")):
        links = of(element, "link")
        assert all(IRI.fullmatch(link.get("href", "")) for link in links)
        kinds = [(link.get("type"), link.get("hreflang")) for link in links if link.get("rel") == "alternate"]
        assert len(set(kinds)) == len(kinds)
    assert [link.get("href") for link in of(root, "link") if link.get("rel") == "self"]


def test_entries_without_content_have_an_alternate_link(root):
    for entry in of(root, "entry"):
        assert of(entry, "content") or [link for link in of(entry, "link") if link.get("rel") == "alternate"]


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

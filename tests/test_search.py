"""Holds the search: everything with a name is listed by it, best match first, and leads to its page."""

import json

import pytest
from playwright.sync_api import expect

from tests.tables import EMPTY, TABLES
from tests.test_api import got
from tests.visits import settle, visit
from topics.records.search import KINDS, matches, named


@pytest.mark.parametrize(
    ("words", "kind", "name"),
    [
        ("bosnia", "country", "Bosnia and Herzegovina"),
        ("BIH", "country", "Bosnia and Herzegovina"),
        ("turkey", "country", "Türkiye"),
        ("turkiye", "country", "Türkiye"),
        ("former yugoslav republic", "country", "North Macedonia"),
        ("serbia and montenegro", "country", "Serbia"),
        ("ccm", "treaty", "Convention on Cluster Munitions"),
        ("mine ban", "treaty", "Anti-Personnel Mine Ban Convention"),
        ("prohibition stockpiling anti-personnel", "treaty", "Anti-Personnel Mine Ban Convention"),
        ("oslo 2008", "meeting", "Oslo Signing Conference of the Convention on Cluster Munitions"),
    ],
)
def test_a_name_is_listed_first(words, kind, name):
    best = matches(TABLES, words).iloc[0]
    assert (best["kind"], best["name"]) == (kind, name)


def test_every_word_must_occur_and_kinds_share_the_list():
    assert matches(TABLES, "croatia zzzz").empty
    assert matches(TABLES, "  ").empty
    assert matches(EMPTY, "croatia").empty
    listed = matches(TABLES, "croatia")
    assert listed["kind"].iloc[0] == "country"
    assert set(listed["kind"]) == {"country", "meeting", "document"}
    assert len(listed) == 8


def test_everything_with_a_name_is_searched():
    counts = named(TABLES)["kind"].value_counts()
    assert set(counts.index) == set(KINDS)
    for kind, table in (("country", "countries"), ("treaty", "treaties"), ("meeting", "events")):
        assert counts[kind] == len(TABLES[table])


def got_search(query):
    """Status and list of an answer of the route."""
    status, _, body = got("/api/v1/search", query)
    return status, json.loads(body) if status == 200 else []


def test_addresses_lead_to_pages():
    status, listed = got_search("q=bosnia")
    assert status == 200
    assert listed[0] == {
        "kind": "country",
        "name": "Bosnia and Herzegovina",
        "detail": "Southern Europe",
        "address": "country?country=BIH",
    }
    assert {row["address"].partition("?")[0] for row in listed} == {"country", "cooperation", "sources"}
    assert got_search("q=kosovo&wording=EU")[1][0]["name"] == "Kosovo*"
    assert got_search("q=")[1] == []
    assert got_search("q=a&wording=XX")[0] == 400


@pytest.mark.browser
@pytest.mark.parametrize("width", ["desk", "phone"])
def test_a_reader_goes_to_what_is_searched_for(browser, address, width):
    with visit(browser, f"{address}/funding", width) as visiting:
        page = visiting.page
        if width == "phone":
            page.get_by_role("button", name="Menu").click()
        box = page.get_by_role("combobox", name="Search")
        box.press_sequentially("no such name")
        expect(page.get_by_text("No match for “no such name”")).to_be_visible()
        expect(box).to_have_attribute("aria-expanded", "false")
        box.fill("")
        box.press_sequentially("rakitje 2017")
        option = page.get_by_role("option").first
        expect(option).to_contain_text("country coalition concept")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        box.press("Escape")
        expect(option).not_to_be_visible()
        box.press("ArrowDown")
        expect(option).to_have_attribute("aria-selected", "true")
        assert box.get_attribute("aria-activedescendant") == option.get_attribute("id")
        box.press("Enter")
        page.wait_for_url("**/cooperation?record=events-*")
        settle(page)
        expect(page.get_by_role("dialog")).to_contain_text("country coalition concept")
        assert visiting.errors == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("words", "target"),
    [
        ("croatia", "country?country=HRV"),
        ("arms trade", "treaties?treaty=ATT"),
        ("clearing the mines 2020: serbia", "sources?**document=*"),
    ],
)
def test_a_result_is_a_link(browser, address, words, target):
    with visit(browser, address) as visiting:
        page = visiting.page
        page.get_by_role("combobox", name="Search").press_sequentially(words)
        page.get_by_role("option").first.click()
        page.wait_for_url(f"**/{target}")
        assert visiting.errors == []

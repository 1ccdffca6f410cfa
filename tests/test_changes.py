"""The feed of what changed."""

import re
from datetime import datetime
from xml.etree import ElementTree

import pytest

from dashboard.api import feeds
from tests.tables import TABLES

ATOM = "{http://www.w3.org/2005/Atom}"


def atom(**parameters):
    home = "https://example.org/"
    return ElementTree.fromstring(feeds.changes_feed(home, f"{home}api/v1", **parameters))


def test_the_feed_is_as_rfc_4287_asks():
    """Sections 4.1.1 and 4.1.2: id, title and updated once each, an author, links; dates as in RFC 3339."""
    root = atom()
    assert root.tag == f"{ATOM}feed"
    for parent in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (element,) = parent.findall(f"{ATOM}{name}")
            assert element.text.strip()
        assert parent.find(f"{ATOM}id").text.startswith("urn:uuid:")
        stamp = parent.find(f"{ATOM}updated").text
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", stamp)
        datetime.fromisoformat(stamp.replace("Z", "+00:00"))
        assert [link.get("rel") for link in parent.findall(f"{ATOM}link")].count("alternate") == 1
    assert root.find(f"{ATOM}author/{ATOM}name").text
    assert root.find(f"{ATOM}link[@rel='self']").get("href") == "https://example.org/api/v1/changes.atom"
    entries = root.findall(f"{ATOM}entry")
    ids = [entry.find(f"{ATOM}id").text for entry in entries]
    assert len(set(ids)) == len(ids)
    assert all(entry.find(f"{ATOM}summary").text for entry in entries)
    assert len(entries) == min(len(TABLES["changes"]), feeds.MOST)


def test_the_feed_of_a_table_and_of_a_country():
    rows = TABLES["changes"].dropna(subset=["country"])
    if rows.empty:
        assert not atom(table="clearance").findall(f"{ATOM}entry")
        return
    one = rows.iloc[0]
    root = atom(table=one["table"], country=one["country"])
    same = rows[rows["table"].eq(one["table"]) & rows["country"].eq(one["country"])]
    assert len(root.findall(f"{ATOM}entry")) == min(len(same), feeds.MOST)
    assert {entry.find(f"{ATOM}category").get("term") for entry in root.findall(f"{ATOM}entry")} == {
        one["table"]
    }
    assert root.find(f"{ATOM}id").text != atom().find(f"{ATOM}id").text


@pytest.mark.parametrize("asked", [{"table": "nothing"}, {"country": "XXX"}])
def test_a_feed_of_nothing_says_what_there_is(asked):
    with pytest.raises(LookupError, match="There are"):
        atom(**asked)

"""Holds the report of an error: what it says of a record, how it is copied and mailed."""

import dataclasses
import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import card, cite, report, store
from dashboard.settings import settings
from tests.tables import TABLES
from tests.test_card import SHELL
from tests.visits import visit
from topics.records import evidence

EMAIL = "data+mines@example.org"
CLEARANCE = TABLES["clearance"].iloc[0]["record_id"]
FACTS = [name for name in sorted(TABLES) if "known_since" in TABLES[name]]


def parts(record_id, link="https://mines.example.org/clearance?region=WB"):
    """A report of a record: what must be said, and what helps."""
    (stated,) = evidence.records(TABLES, [record_id])
    document = TABLES.derive(cite.documents).loc[stated["source"]].to_dict()
    return stated, report.lines(TABLES, stated, document, link)


def read(mail):
    """Receiver, subject and lines of a mail."""
    address = urlsplit(mail)
    fields = parse_qs(address.query, strict_parsing=True)
    return address.path, fields["subject"][0], fields["body"][0].split("\r\n")


def test_a_report_says_which_record_what_it_states_and_where_that_was_read():
    stated, (needed, more) = parts(CLEARANCE)
    text = "\n".join([*needed, *more])
    source = TABLES["sources"].set_index("source").loc[stated["source"]]
    for words in (
        CLEARANCE,
        "Land release and clearance (clearance)",
        "https://mines.example.org/clearance?region=WB",
        source["url"],
        source["title"],
        str(stated["locator"]),
        f"edition {store.package()['version']}",
    ):
        assert words in text
    assert needed[0].endswith(":"), "the reader begins"


@pytest.mark.parametrize("table", FACTS)
def test_a_mail_of_any_record_is_short_enough_and_says_which(table):
    rows = TABLES[table]
    for record_id in rows.sample(min(len(rows), 8), random_state=2)["record_id"]:
        stated, (needed, more) = parts(record_id)
        mail = report.mail(EMAIL, report.subject(stated), needed, more)
        assert len(mail) < 2000
        assert re.fullmatch(r"[A-Za-z0-9.+@:?&=%_~-]+", mail), "nothing that an address must not hold"
        to, subject, body = read(mail)
        assert (to, subject) == (EMAIL, f"Error in record {record_id}")
        assert set(needed) <= set(body)


def test_letters_of_all_scripts_arrive_and_the_rest_is_left_out():
    long = [f"Note: {'Ђорђевац, Şırnak, 地雷 & + # % ' * 40}", "Link: https://example.org/a?b=c&d=е"]
    mail = report.mail(EMAIL, "Грешка & error", ["Šta?"], [*long, *long * 9])
    assert len(mail) < 2000
    _, subject, body = read(mail)
    assert subject == "Грешка & error"
    assert body[0] == "Šta?"
    assert body[1].startswith("Note: Ђорђевац, Şırnak, 地雷 & + # %")
    assert body[2] == "Link: https://example.org/a?b=c&d=е"
    assert len(body) < len(long) * 10


def card_of(record_id):
    """All HTML and code of the card of a record."""
    app = AppTest.from_file(str(SHELL), default_timeout=120)
    app.switch_page("../pages/clearance.py")
    app.query_params["record"] = record_id
    app.run()
    assert not app.exception
    return [one.proto.body for one in app.get("html")], [one.value for one in app.code]


def mails(html):
    return [unescape(link) for text in html for link in re.findall(r'href="(mailto:[^"]*)"', text)]


def test_without_a_setting_a_report_can_be_copied_alone():
    html, code = card_of(CLEARANCE)
    assert any(f"Record: {CLEARANCE}" in text for text in code)
    assert mails(html) == []
    assert "issueTracker" not in store.codemeta()
    assert not [text for text in html if "card-ways" in text]


def test_with_a_setting_it_can_be_mailed_and_goes_where_the_project_says(monkeypatch):
    given = dataclasses.replace(settings(), maintainer_email=EMAIL)
    monkeypatch.setattr(card, "settings", lambda: given)
    monkeypatch.setattr(store, "codemeta", lambda: {"issueTracker": "https://example.org/issues"})
    html, code = card_of(CLEARANCE)
    (mail,) = mails(html)
    to, _, body = read(mail)
    assert to == EMAIL
    assert set(body) <= {line for text in code for line in text.split("\n")}
    assert [text for text in html if 'href="https://example.org/issues"' in text]


@pytest.mark.browser
def test_a_report_is_copied(browser, address):
    with visit(browser, f"{address}/clearance?region=WB&record={CLEARANCE}") as visiting:
        dialog = visiting.page.get_by_role("dialog")
        dialog.get_by_text("Report an error").click()
        block = dialog.locator('[data-testid="stCode"]', has_text=f"Record: {CLEARANCE}")
        block.hover()
        block.get_by_role("button").click()
        text = visiting.page.evaluate("navigator.clipboard.readText()")
        assert f"Record: {CLEARANCE}\n" in text
        assert f"{address}/clearance?region=WB" in text
        assert visiting.errors == []
        visiting.page.keyboard.press("Escape")

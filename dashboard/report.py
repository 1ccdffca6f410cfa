"""A report of an error in a record: the text that its reader completes, and the mail that holds it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from dashboard import cite, record
from editions import package
from topics.records.citation import plain
from topics.records.documents import table_titles
from topics.tables import Tables
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import shorten

MOST_LETTERS = 2000
"""Of the address of a mail: what every program of mail and every browser takes."""
MOST_OF_A_LINE = 300
QUESTIONS = (sentence("What is wrong:"), "", sentence("What is right, and which document says so:"), "")
"""What the reader writes, before what we know."""


def subject(stated: Mapping[str, Any]) -> str:
    """The subject of a report on a record."""
    return sentence("Error in record {record}", record=stated["record_id"])


def lines(
    tables: Tables, stated: dict[str, Any], document: dict[str, Any], link: str
) -> tuple[list[str], list[str]]:
    """What a report must say, and what helps where there is room for it; the most useful first.

    Args:
        tables: the record is one of theirs.
        stated: the record, with its table.
        document: that it rests on, as in the table of sources.
        link: the address of what the reader sees.
    """
    title = table_titles(tables).get(stated["table"], stated["table"])
    needed = [
        *QUESTIONS,
        sentence("Record: {record}", record=stated["record_id"]),
        sentence("Table: {title} ({table})", title=title, table=stated["table"]),
        sentence("Card: {link}", link=record.record_link(stated["record_id"])),
        sentence("Data: {edition}", edition=package.edition_words(tables.package)),
    ]
    cited = plain(replace(record.cited(stated, document), url="", record=""))
    seen = [
        sentence("Value: {value}", value=record.figure(stated)),
        sentence("Of: {subject}", subject=record.subject(stated)),
        sentence("Source: {source}", source=cited),
        sentence("Link: {url}", url=url) if (url := cite.safe_url(document.get("url"))) else "",
        *(f"{name}: {words}" for name, words in record.details(stated)),
        sentence("Seen at: {link}", link=link),
    ]
    return needed, [line for line in seen if line]


def mail(address: str, title: str, needed: Sequence[str], more: Sequence[str]) -> str:
    """The address that opens a mail with the report in it; of what helps as much as there is room for.

    >>> mail("data@example.org", "Error", ["Što?"], [f"https://example.org/{'x' * 3000}"])
    'mailto:data@example.org?subject=Error&body=%C5%A0to%3F'
    """
    written = list(needed)
    for line in more:
        longer = [*written, shorten(line, MOST_OF_A_LINE) if "://" not in line else line]
        if len(_mail(address, title, longer)) < MOST_LETTERS:
            written = longer
    return _mail(address, title, written)


def _mail(address: str, title: str, written: Sequence[str]) -> str:
    body = quote("\r\n".join(written), safe="")
    return f"mailto:{quote(address, safe='@+')}?subject={quote(title, safe='')}&body={body}"

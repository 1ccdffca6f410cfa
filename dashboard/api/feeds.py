"""Notices of acts under treaties and changes of the data as Atom feeds."""

import re
from datetime import UTC, date, datetime
from urllib.parse import quote, urlencode
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

import pandas as pd

from dashboard.parameters import one_of
from dashboard.store import edition, package, snapshot
from topics.treaties.notices import notices

KIND = "application/atom+xml; charset=utf-8"
ATOM = "http://www.w3.org/2005/Atom"
TITLE = "Humanitarian disarmament treaties: signatures, deposits, withdrawals"
AUTHOR = "Mine action in South East Europe"
CHANGES = "Mine action in South East Europe: changes of the data"
CHANGE = ("edition", "kind", "table", "key", "field")
"""What names a change."""
MOST = 100
"""Notices of all treaties together; a reader of one treaty gets all of them."""


def notices_feed(home: str, base: str, treaty: str = "") -> bytes:
    """The feed, the newest act first.

    Args:
        home: address of the dashboard, ending in a slash.
        base: address of the routes, without a slash at its end.
        treaty: only this one; all for none.

    Raises:
        ParameterError: there is no such treaty.
    """
    tables, edited = snapshot(), edition()
    known = tables["treaties"]["treaty"].tolist()
    if treaty:
        one_of("treaty", treaty, known)
    rows = tables.derive(notices)
    rows = rows[rows["treaty"] == treaty] if treaty else rows.head(MOST)
    itself = f"{base}/notices.atom" + (f"?treaty={quote(treaty)}" if treaty else "")
    root = Element("feed", {"xmlns": ATOM, "xml:lang": "en-GB"})
    _text(root, "title", f"{TITLE} ({treaty})" if treaty else TITLE)
    _text(root, "id", _identity(f"feed/{treaty or 'all'}"))
    _text(root, "updated", _moment(edited or rows["date"].max()))
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": itself})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": f"{home}treaties?part=news"})
    _text(SubElement(root, "author"), "name", AUTHOR)
    sources = snapshot()["sources"].set_index("source")
    for row in rows.to_dict("records"):
        _entry(root, row, home, sources)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="utf-8")


def changes_feed(home: str, base: str, table: str = "", country: str = "") -> bytes:
    """What changed in the data as a feed, the newest edition first.

    Args:
        home: address of the dashboard, ending in a slash.
        base: address of the routes, without a slash at its end.
        table: only this one; all for none.
        country: only the rows of this one; all for none.

    Raises:
        ParameterError: there is no such table or country.
    """
    rows = snapshot()["changes"]
    for column, code, known in (
        ("table", table, [part["table"] for part in package()["resources"]]),
        ("country", country, snapshot()["countries"]["country"].tolist()),
    ):
        rows = rows[rows[column] == one_of(column, code, known)] if code else rows
    parameters = {name: code for name, code in (("table", table), ("country", country)) if code}
    itself = f"{base}/changes.atom" + (f"?{urlencode(parameters)}" if parameters else "")
    root = Element("feed", {"xmlns": ATOM, "xml:lang": "en-GB"})
    _text(root, "title", " ".join([CHANGES, *(f"({code})" for code in parameters.values())]))
    _text(root, "subtitle", f"{len(rows)} changes, of which the first {MOST} are listed")
    _text(root, "id", _identity(f"changes/{table or 'all'}/{country or 'all'}"))
    latest = edition() or date(1970, 1, 1)
    _text(root, "updated", _moment(latest))
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": itself})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": f"{home}changes"})
    _text(SubElement(root, "author"), "name", AUTHOR)
    sources = snapshot()["sources"].set_index("source")["title"]
    titles = {part["table"]: part["title"] for part in package()["resources"]}
    for row in rows.head(MOST).astype(object).where(rows.head(MOST).notna(), None).to_dict("records"):
        _change(root, row, home, sources, titles, latest)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="utf-8")


def _change(root: Element, row: dict, home: str, sources: pd.Series, titles: dict, latest: date) -> None:
    """One change: what happened to which row is the title, the values and the source stand below."""
    entry = SubElement(root, "entry")
    field = f", {row['field']}" if row["field"] else ""
    _text(entry, "title", f"{titles.get(row['table'], row['table'])}: {row['kind']}{field}: {row['key']}")
    _text(entry, "id", _identity("/".join(["change", *(str(row[name]) for name in CHANGE)])))
    closed = re.fullmatch(r"\d{4}-\d\d-\d\d", row["edition"])
    _text(entry, "updated", _moment(date.fromisoformat(row["edition"]) if closed else latest))
    there = f"{home}changes?" + urlencode({"region": "WORLD", "table": row["table"], "kind": row["kind"]})
    SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": there})
    SubElement(entry, "category", {"term": row["table"]})
    SubElement(entry, "category", {"term": row["kind"]})
    values = [f"Was: {row['was']}." if row["was"] else "", f"Is: {row['becomes']}." if row["becomes"] else ""]
    source = f"Source: {sources.get(row['source'], row['source'])}." if row["source"] else ""
    _text(entry, "summary", " ".join(filter(None, [*values, source])) or "Empty now.")


def _entry(root: Element, row: dict, home: str, sources: pd.DataFrame) -> None:
    """One notice: its sentence is the title, the source stands below."""
    entry = SubElement(root, "entry")
    _text(entry, "title", row["sentence"])
    _text(entry, "id", _identity(row["notice"]))
    _text(entry, "updated", _moment(row["date"]))
    there = f"{home}treaties?treaty={quote(row['treaty'])}&part=news&region=WORLD&countries={row['country']}"
    SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": there})
    SubElement(entry, "category", {"term": row["treaty"]})
    SubElement(entry, "category", {"term": row["action"]})
    title = sources["title"].get(row["source"], row["source"])
    _text(entry, "summary", f"{row['sentence']} Source: {title}.")


def _text(parent: Element, name: str, words: str) -> None:
    SubElement(parent, name).text = words


def _identity(key: str) -> str:
    """A name that stays the same for the same notice, whatever the address of the dashboard."""
    return uuid5(NAMESPACE_URL, f"see-mine-action/{key}").urn


def _moment(day: date) -> str:
    """A day as Atom wants it."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC).isoformat().replace("+00:00", "Z")

"""Notices of acts under treaties and changes of the data as Atom feeds, of all or of a part of the world."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

import pandas as pd

from dashboard.parameters import one_of, view_of
from topics.records.change_words import change_title, row_words, value_words
from topics.records.changes import KINDS
from topics.records.documents import table_titles
from topics.tables import Tables
from topics.treaties.notices import notices
from topics.view import WORLD, View
from topics.vocabulary.sentences import sentence
from topics.vocabulary.sources import source_titles
from topics.vocabulary.treaties import treaty_names

KIND = "application/atom+xml; charset=utf-8"
ATOM = "http://www.w3.org/2005/Atom"
API = "api/v1"
TITLE = "Humanitarian disarmament treaties: signatures, deposits, withdrawals"
AUTHOR = "Mine action in South East Europe"
CHANGES = "Mine action in South East Europe: changes of the data"
CHANGE = ("edition", "kind", "table", "key", "field")
"""What names a change."""
FOLLOWED = ("region", "countries", "wording")
"""Parameters of the filter that feeds take."""
OF_NOTICES = (*FOLLOWED, "treaty")
OF_CHANGES = (*FOLLOWED, "table", "kind")
MOST, MOST_OF_A_PART = 100, 1000
"""Entries of the feed of everything, and of one that a reader has filtered."""
Given = Mapping[str, str]


def notices_feed(home: str, given: Given) -> bytes:
    """The feed of acts under treaties, the newest first.

    Args:
        home: address of the dashboard, ending in a slash.
        given: parameters, of OF_NOTICES.

    Raises:
        ParameterError: a value does not exist.
    """
    view, treaty = _view(given), given.get("treaty", "")
    tables = view.tables
    if treaty:
        one_of("treaty", treaty, tables["treaties"]["treaty"].tolist())
    rows = view.of(tables.derive(notices), skip=("years", "hazard"))
    rows = rows[rows["treaty"] == treaty] if treaty else rows
    rows = rows.head(MOST_OF_A_PART if _stated(given) else MOST)
    page = {"part": "news"} | _stated(given)
    root = _feed(home, "notices.atom", given, "treaties", page)
    _begin(root, TITLE, [_place(view), treaty and treaty_names(tables)[treaty]], tables)
    for row in rows.to_dict("records"):
        _notice(root, row, home, tables)
    return _written(root, f"feed/{treaty or 'all'}", _others(given, "treaty"))


def changes_feed(home: str, given: Given) -> bytes:
    """What changed in the data as a feed, the newest edition first.

    A region has the changes of its countries and those of rows of no country; countries have theirs alone.

    Args:
        home: address of the dashboard, ending in a slash.
        given: parameters, of OF_CHANGES.

    Raises:
        ParameterError: a value does not exist.
    """
    view = _view(given)
    tables, titles = view.tables, table_titles(view.tables)
    rows = changes_in(view, given)
    page = {"region": WORLD} | _stated(given)
    root = _feed(home, "changes.atom", given, "changes", page)
    kind = given.get("kind", "")
    _begin(root, CHANGES, [_place(view), titles.get(given.get("table", "")), kind], tables)
    most = MOST_OF_A_PART if _stated(given) else MOST
    if len(rows) > most:
        words = sentence("{count} changes, of which the first {most} are listed", count=len(rows), most=most)
        _text(root, "subtitle", words)
    listed = rows.head(most).astype(object)
    for row in listed.where(listed.notna(), None).to_dict("records"):
        _change(root, row, home, tables)
    parts = f"changes/{given.get('table') or 'all'}/{given.get('countries') or 'all'}"
    return _written(root, parts, _others(given, "table", "countries"))


def changes_in(view: View, given: Given) -> pd.DataFrame:
    """The changes of a view, those of a table or a kind alone where they are named."""
    tables = view.tables
    rows = tables["changes"]
    for column, known in (("table", list(table_titles(tables))), ("kind", KINDS)):
        if given.get(column):
            rows = rows[rows[column] == one_of(column, given[column], known)]
    inside = rows.index.isin(view.of(rows, skip=("years", "hazard")).index)
    return rows[inside | (rows["country"].isna() & (not view.countries))]


def _view(given: Given) -> View:
    return view_of({name: text for name, text in given.items() if name in FOLLOWED}, region=WORLD)


def _stated(given: Given) -> dict[str, str]:
    """What is asked for, in one order."""
    return {name: given[name] for name in sorted(given) if given[name]}


def _others(given: Given, *known: str) -> list[str]:
    return [f"{name}={text}" for name, text in _stated(given).items() if name not in known]


def _place(view: View) -> str:
    return "" if view.is_world else view.place


def _feed(home: str, name: str, given: Given, page: str, parameters: Given) -> Element:
    """An empty feed with its own address and that of the page that shows the same."""
    root = Element("feed", {"xmlns": ATOM, "xml:lang": "en-GB"})
    itself = _address(f"{home}{API}/{name}", _stated(given))
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": itself})
    there = _address(f"{home}{page}", parameters)
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": there})
    return root


def _address(path: str, parameters: Given) -> str:
    return f"{path}?{urlencode(parameters, safe=',')}" if parameters else path


def _begin(root: Element, title: str, parts: list[str | None], tables: Tables) -> None:
    filtered = ", ".join(part for part in parts if part)
    _text(root, "title", f"{title} ({filtered})" if filtered else title)
    _text(root, "updated", _moment(tables.edition))
    _text(SubElement(root, "author"), "name", AUTHOR)


def _written(root: Element, key: str, others: list[str]) -> bytes:
    """The feed with its name, which says of what part of all entries it is."""
    _text(root, "id", _identity("/".join([key, *others])))
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="utf-8")


def _change(root: Element, row: dict[str, Any], home: str, tables: Tables) -> None:
    """One change: what happened to which row is the title, the values and the source stand below."""
    entry = SubElement(root, "entry")
    _text(entry, "title", change_title(tables, row))
    _text(entry, "id", _identity("/".join(["change", *(str(row[name]) for name in CHANGE)])))
    closed = re.fullmatch(r"\d{4}-\d\d-\d\d", row["edition"])
    _text(entry, "updated", _moment(date.fromisoformat(row["edition"]) if closed else tables.edition))
    there = {"region": WORLD, "table": row["table"], "kind": row["kind"]}
    there = {"record": row["record"]} if row["record"] else there
    _link(entry, _address(f"{home}changes", there))
    for term in filter(None, (row["table"], row["kind"], row["country"])):
        SubElement(entry, "category", {"term": term})
    was, becomes = (value_words(tables, row, side) for side in ("was", "becomes"))
    source = source_titles(tables).get(row["source"] or "", row["source"])
    facts = [
        sentence("Row: {row}.", row=row_words(tables, row)) if row["field"] else "",
        sentence("Was: {value}.", value=was.rstrip(".")) if was else "",
        sentence("Is: {value}.", value=becomes.rstrip(".")) if becomes else "",
        sentence("Source: {title}.", title=source.rstrip(".")) if source else "",
    ]
    _text(entry, "summary", " ".join(filter(None, facts)))


def _notice(root: Element, row: dict[str, Any], home: str, tables: Tables) -> None:
    """One notice: its sentence is the title, the source stands below."""
    entry = SubElement(root, "entry")
    _text(entry, "title", row["sentence"])
    _text(entry, "id", _identity(row["notice"]))
    _text(entry, "updated", _moment(row["date"]))
    there = {"treaty": row["treaty"], "part": "news", "region": WORLD, "countries": row["country"]}
    _link(entry, _address(f"{home}treaties", there))
    for term in (row["treaty"], row["action"], row["country"]):
        SubElement(entry, "category", {"term": term})
    title = source_titles(tables).get(row["source"], row["source"])
    _text(entry, "summary", sentence("{notice} Source: {title}.", notice=row["sentence"], title=title))


def _link(entry: Element, address: str) -> None:
    SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": address})


def _text(parent: Element, name: str, words: str) -> None:
    SubElement(parent, name).text = words


def _identity(key: str) -> str:
    """A name that stays the same for the same thing, whatever the address of the dashboard."""
    return uuid5(NAMESPACE_URL, f"see-mine-action/{key}").urn


def _moment(day: date) -> str:
    """A day as Atom wants it."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC).isoformat().replace("+00:00", "Z")

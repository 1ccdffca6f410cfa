"""Says in words what a record states, of whom and since when, and how it is cited; draws nothing."""

from typing import Any

import pandas as pd

from dashboard import address, cite, current
from dashboard.rows import TITLED, titles
from topics.records.citation import Cited
from topics.records.evidence import measured
from topics.vocabulary.countries import names_at_dates
from topics.vocabulary.dates import long_date, short_date, year_range
from topics.vocabulary.numbers import THIN, number
from topics.vocabulary.words import words_for

MOST = 3
"""Figures of a record in its heading; the others follow below."""
HEADS = {
    "ideas": "sentence",
    "events": "title",
    "event_participants": "participant",
    "event_programme": "contribution",
    "memberships": "status",
    "projects": "title",
    "actors": "name",
    "contamination": "category",
    "treaty_conflicts": "other_value",
    "region_members": "region",
    "subdivisions": "name",
    "treaties": "title",
    "glossary": "definition",
}
"""What stands in the place of a figure in tables without one."""
ABOUT = (
    *("country", "recipient", "jurisdiction", "subdivision", "donor"),
    *("treaty", "actor", "event", "indicator"),
)
KIND = (
    "term",
    *("theme", "aspect", "hazard", "area_class", "action", "article", "method", "kind", "what", "role"),
    "subject",
)
"""Columns that say of whom and of what a figure is."""
COUNTRIES = ("country", "recipient", "jurisdiction", "donor_country")
DATES = ("as_of", "date", "start", "since", "deadline")
SILENT = (
    *("table", "record_id", "figure_id", "preference", "preferred", "known_since", "known_precision"),
    *("known_basis", "source", "locator", "basis", "note", "relation", "lat", "lon"),
    *("year_from", "year_to", "year", "currency", "unit", "figure", "donor_country", "idea", "mark"),
)
"""Columns that the card says elsewhere or not at all."""
KNOWN = {
    "published": "when the source was published",
    "act": "the day of the act itself",
    "own date": "the date of the figure; the source states no day of publication",
}
NAME = "Mine action in South East Europe"


def figure(record: dict[str, Any]) -> str:
    """What a record states: its figures with their units, else what stands in their place."""
    names = measured(record)
    if names and names[0] in DATES:
        return dated(record, names[0])
    if names:
        return ", ".join(amount(record, name) for name in names[:MOST])
    head = HEADS.get(record["table"], "")
    return str(record[head]) if is_stated(record.get(head)) else "no figure stated"


def amount(record: dict[str, Any], name: str) -> str:
    """One figure with its unit."""
    value = float(record[name])
    if name == "amount":
        return f"{record.get('currency') or ''}{THIN}{number(value, digits=0)}".strip(THIN)
    if name == "value":
        return number(value, str(record["unit"]) if is_stated(record.get("unit")) else "")
    if name == "amount_usd":
        return f"USD{THIN}{number(value, digits=0)}"
    if name == "area_km2":
        return number(value, "km²")
    words = titles().get(name, name).partition(",")[0].lower()
    return f"{number(value)} {words.removesuffix('s') if value == 1 else words}"


def subject(record: dict[str, Any]) -> str:
    """Of whom, of what and of when a record speaks."""
    parts = [cell_text(record, name) for name in (*ABOUT, *KIND) if is_stated(record.get(name))]
    heading = figure(record)
    return " · ".join(dict.fromkeys(part for part in [*parts, period(record)] if part and part != heading))


def cell_text(record: dict[str, Any], name: str) -> str:
    """A cell as a reader says it."""
    value = record[name]
    if name in COUNTRIES:
        return country(str(value), record)
    if name == "event" and record["table"] == "events":
        return ""
    if name in TITLED:
        table, key, title = TITLED[name]
        return str(current.tables()[table].set_index(key)[title].get(value, value))
    if isinstance(value, pd.Timestamp):
        return dated(record, name)
    if isinstance(value, (bool, float)):
        return number(value) if isinstance(value, float) else "yes" if value else "no"
    return f"Article {value}" if name == "article" else words_for(current.tables(), name)(value)


def country(code: str, record: dict[str, Any]) -> str:
    """The name of a country, or of several, on the day of a record."""
    stated = {name: value for name, value in record.items() if is_stated(value)}
    return str(names_at_dates(pd.DataFrame([stated | {"country": code}]), current.tables()).iloc[0])


def period(record: dict[str, Any]) -> str:
    """The time a record covers."""
    first, last = record.get("year_from"), record.get("year_to", record.get("year"))
    if last is not None and is_stated(last):
        return year_range(last if first is None or not is_stated(first) else first, last)
    in_heading = measured(record)[:1]
    name = next((name for name in DATES if is_stated(record.get(name)) and name not in in_heading), None)
    return dated(record, name) if name else ""


def dated(record: dict[str, Any], name: str) -> str:
    """A date of a record, as exact as it is known."""
    exact = record.get(f"{name}_precision", record.get("date_precision"))
    return long_date(record[name], exact)


def details(record: dict[str, Any]) -> list[tuple[str, str]]:
    """Titles and words of what a record says of its figure."""
    basis = cell_text(record, "basis") if is_stated(record.get("basis")) else "not stated"
    parts = [("Basis", basis)]
    elsewhere = {*ABOUT, *KIND, *measured(record)[:MOST], *_of_period(record), HEADS.get(record["table"], "")}
    for name, value in record.items():
        if name in elsewhere or name in SILENT or str(name).endswith("_precision") or not is_stated(value):
            continue
        parts.append((titles().get(str(name), str(name)), cell_text(record, str(name))))
    if is_stated(record.get("known_since")):
        day = long_date(record["known_since"], record.get("known_precision"))
        parts.append(("Known since", f"{day}, {KNOWN.get(str(record.get('known_basis')), '')}".rstrip(", ")))
    if is_stated(record.get("note")):
        parts.append(("Note", str(record["note"])))
    return parts


def corrections(record: dict[str, Any], corrected: pd.DataFrame) -> list[str]:
    """The corrections that were applied to a record, in words.

    Args:
        record: the record.
        corrected: the table of corrections.
    """
    rows = corrected[corrected["table"] == record["table"]]
    mine = [row for row in rows.to_dict("records") if _is_of(str(row["key"]), record)]
    return [f"{row['field']}: {row['was']} became {row['becomes']}. {row['reason']}" for row in mine]


def cited(record: dict[str, Any], document: dict[str, Any]) -> Cited:
    """A record with what a citation of it needs."""
    day, read = document.get("published"), document.get("accessed")
    place = f"Record {record['record_id']} in “{NAME}”, data as of {long_date(current.tables().edition)}"
    exact = document.get("published_precision")
    link = record_link(str(record["record_id"])) if address.public_link() else ""
    return Cited(
        key=str(record["source"]),
        title=str(document.get("title") or record["source"]),
        publisher=str(document["publisher"]) if is_stated(document.get("publisher")) else "",
        published=day.date() if isinstance(day, pd.Timestamp) and is_stated(day) else None,
        precision=exact if isinstance(exact, str) else "day",
        locator=str(record["locator"]) if is_stated(record.get("locator")) else "",
        url=cite.safe_url(document.get("url")) or "",
        accessed=read.date() if isinstance(read, pd.Timestamp) and is_stated(read) else None,
        record=", ".join(filter(None, [place, link])),
    )


def record_link(record_id: str) -> str:
    """The address under which a reader finds the card of a record."""
    tables = current.tables()
    edition = f"&edition={tables.published}" if tables.is_closed else ""
    return f"{address.link().partition('?')[0]}{record_query(record_id)}{edition}"


def record_query(record_id: str) -> str:
    """The same address as a page of ours links to it."""
    return f"?record={record_id}"


def since(record: dict[str, Any]) -> str:
    """The day since which a record is known, short."""
    if not is_stated(record.get("known_since")):
        return "not dated"
    day, exact = record["known_since"], record.get("known_precision")
    return short_date(day) if exact == "day" else long_date(day, exact)


def is_stated(value: object) -> bool:
    """Whether a cell holds something."""
    return value is not None and not pd.isna(value) and value != ""


def _of_period(record: dict[str, Any]) -> list[str]:
    """The date that stands in the heading of a record."""
    return [name for name in DATES if is_stated(record.get(name))][:1]


def _is_of(key: str, record: dict[str, Any]) -> bool:
    """Whether the key of a correction names a record, by the columns that the record still has."""
    parts = [part.strip().partition("=")[::2] for part in key.split(";")]
    if any(name == "period" and period(record) != value.replace("-", "–") for name, value in parts):
        return False
    shared = [(name, value) for name, value in parts if name in record]
    return bool(shared) and all(str(record[name])[: len(value) or None] == value for name, value in shared)

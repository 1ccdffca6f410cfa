"""The documents, what rests on each, and what was left out of the tables."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from topics.tables import Tables
from topics.vocabulary.dates import long_date, period_bounds
from topics.vocabulary.numbers import number
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import escape, sentence_case
from topics.vocabulary.words import words_for

NO_FACTS = ("sources", "set_aside", "corrections", "changes", "record_aliases")
"""Tables that name documents without stating facts from them."""
BASES = {"address": " (date of its address)"}
"""Where the date of publication stands, if neither the document nor its title prints it."""


def table_titles(tables: Tables) -> dict[str, str]:
    """What a reader calls each table."""
    return {resource["table"]: resource["title"] for resource in tables.package["resources"]}


def rows_per_document(tables: Tables) -> pd.DataFrame:
    """How many rows of each table rest on each document.

    *Columns*: source, table, rows; the most rows first.
    """
    parts = [
        rows["source"].value_counts().rename("rows").reset_index().assign(table=name)
        for name in sorted(tables)
        if name not in NO_FACTS and "source" in (rows := tables[name])
    ]
    counts = pd.concat([pd.DataFrame(columns=["source", "table", "rows"]), *filter(len, parts)])
    return counts.sort_values(["rows", "table"], ascending=[False, True], ignore_index=True)


def documents(tables: Tables) -> pd.DataFrame:
    """All documents known on the day shown, those that most rows rest on first.

    *Columns*: those of `sources`, kind_title, rows, tables (the counts in words), repeats (title of what it
    copies), label, records, is_stated.
    """
    counts, titles = tables.derive(rows_per_document), table_titles(tables)
    words = [f"{titles.get(row.table, row.table)} {row.rows}" for row in counts.itertuples()]
    listed = _published(tables, counts)
    kind = listed["kind"].map(words_for(tables, "kind"), na_action="ignore").fillna("kind not stated")
    listed = listed.assign(
        kind_title=kind,
        rows=listed["source"].map(counts.groupby("source")["rows"].sum()).fillna(0).astype(int),
        tables=listed["source"].map(counts.assign(words=words).groupby("source")["words"].agg(", ".join)),
        repeats=listed["copies"].map(tables["sources"].set_index("source")["title"]),
        label=[escape(title) for title in listed["title"]],
        records=[()] * len(listed),
        is_stated=False,
    )
    return listed.sort_values(["rows", "title"], ascending=[False, True], ignore_index=True)


def matching_documents(listed: pd.DataFrame, words: str = "", kind: str = "") -> pd.DataFrame:
    """Documents of a kind in whose title, publisher, address or tables every word occurs."""
    rows = listed[listed["kind"].eq(kind)] if kind else listed
    if rows.empty:
        return rows
    columns = ["title", "publisher", "url", "tables", "source"]
    text = rows[columns].fillna("").agg(" ".join, axis=1).str.casefold()
    for word in words.casefold().split():
        rows = rows[text.loc[rows.index].str.contains(word, regex=False)]
    return rows


def dates_and_licence(document: Mapping[str, Any]) -> list[str]:
    """When a document was published, by when it had been read, and its licence where one was seen."""
    published, read, licence = (document.get(name) for name in ("published", "accessed", "licence"))
    facts = ["no date of publication stated"]
    if is_day(published):
        basis = BASES.get(str(document.get("published_basis")), "")
        facts = [f"published {long_date(published, document.get('published_precision'))}{basis}"]
    if is_day(read):
        facts.append(f"read by {long_date(read)}")
    return [*facts, f"licence: {licence}"] if isinstance(licence, str) else facts


def facts_of(document: Mapping[str, Any]) -> list[str]:
    """Publisher, kind, dates and licence of a document, and what it repeats."""
    facts = [*dict.fromkeys([document["publisher"], document["kind_title"]]), *dates_and_licence(document)]
    if not isinstance(document["url"], str):
        facts.append("no address on record")
    if isinstance(document["repeats"], str):
        facts.append(f"repeats “{document['repeats']}”: a copy is no confirmation")
    return [str(fact) for fact in facts if isinstance(fact, str)]


def is_day(cell: object) -> bool:
    """Whether a cell holds a day."""
    return isinstance(cell, pd.Timestamp) and not pd.isna(cell)


def rows_words(document: Mapping[str, Any]) -> str:
    """How many rows rest on a document, and in which tables."""
    if not document["rows"]:
        return "none"
    return f"{number(document['rows'])} ({document['tables']})"


def known_words(tables: Tables) -> str:
    """Which documents are listed where the world is shown as known on an earlier day; else nothing."""
    if not tables.known:
        return ""
    return sentence(
        "Published by {day}, or undated and stating what was known by then. Charts also cite later documents "
        "for acts and meetings, known from their own day.",
        day=long_date(tables.known),
    )


def tables_resting_on(tables: Tables, source: str) -> dict[str, str]:
    """Titles of the tables with rows of a document, those with the most rows first."""
    counts, titles = tables.derive(rows_per_document), table_titles(tables)
    return {name: titles.get(name, name) for name in counts.loc[counts["source"] == source, "table"]}


def founding_documents(tables: Tables) -> pd.DataFrame:
    """The documents that the records began with. *Columns*: those of `documents`."""
    listed = tables.derive(documents)
    return listed[listed["kind"] == "start document"]


def dictionary(tables: Tables, table: str = "") -> pd.DataFrame:
    """Every column of every table as the data package declares it.

    *Columns*: table, column, title, type, unit, meaning.
    """
    rows = [
        {
            "table": resource["table"],
            "column": field["name"],
            "title": field.get("title"),
            "type": field["type"],
            "unit": field.get("unit"),
            "meaning": meaning(field),
        }
        for resource in tables.package["resources"]
        if table in ("", resource["table"])
        for field in resource["schema"]["fields"]
    ]
    return pd.DataFrame(rows, columns=["table", "column", "title", "type", "unit", "meaning"])


def meaning(field: Mapping[str, Any]) -> str | None:
    """What a column says in words: its description, else the values it may take.

    >>> meaning({"name": "kind", "constraints": {"enum": ["original", "extension"]}})
    'One of: original, extension'
    """
    if field.get("description"):
        return str(field["description"])
    codes = field.get("constraints", {}).get("enum")
    return f"One of: {', '.join(map(str, codes))}" if codes else field.get("title")


def excluded_counts(tables: Tables) -> pd.DataFrame:
    """For each raw file how many rows came in, were kept and were left out, and why.

    *Columns*: raw_file, rows_in, kept, excluded, why.
    """
    reasons = tables["set_aside"].groupby("raw_file")["reason"]
    why = reasons.agg(lambda group: "; ".join(f"{text} ({n})" for text, n in group.value_counts().items()))
    rows_in = pd.Series({item["path"]: item["rows"] for item in tables.package.get("raw", ())}, dtype="Int64")
    files = sorted({*rows_in.index, *why.index})
    counts = pd.DataFrame({"raw_file": files})
    counts["rows_in"] = counts["raw_file"].map(rows_in)
    counts["excluded"] = counts["raw_file"].map(reasons.size()).fillna(0).astype(int)
    counts["kept"] = counts["rows_in"] - counts["excluded"]
    return counts.assign(why=counts["raw_file"].map(why))[["raw_file", "rows_in", "kept", "excluded", "why"]]


def document_kinds(tables: Tables) -> dict[str, str]:
    """Kinds of documents by their code."""
    listed = tables.derive(documents).dropna(subset=["kind"])
    kinds = dict(zip(listed["kind"], listed["kind_title"], strict=True))
    return {kind: sentence_case(title) for kind, title in sorted(kinds.items())}


def _published(tables: Tables, counts: pd.DataFrame) -> pd.DataFrame:
    """The documents that were out on the day shown.

    A date known to the month or the year alone counts from its end. An undated document is out when it
    states what was known by then, unless its title names a later year.
    """
    sources = tables["sources"]
    if not tables.known:
        return sources
    dates = zip(sources["published"], sources["published_precision"], strict=True)
    out = pd.Series(
        [pd.NaT if pd.isna(day) else period_bounds(day, None, exact)[1] for day, exact in dates],
        sources.index,
    )
    is_later = sources["named_year"].gt(tables.known.year).fillna(False).astype(bool)
    early = sources["source"].isin(counts["source"]) & ~is_later
    return sources[out.le(pd.Timestamp(tables.known) + pd.Timedelta(days=1)) | (out.isna() & early)]

"""What rests on which document, what the tables declare and what was set aside; knows no figures."""

from datetime import date

import pandas as pd

LENGTHS = {
    "year": pd.DateOffset(years=1),
    "month": pd.DateOffset(months=1),
    "day": pd.DateOffset(days=1),
}
"""How long a date lasts that is known to so much."""
YEAR = r"(?<!\d)((?:19|20)\d\d)(?!\d)"
NO_FACTS = ("sources", "set_aside", "corrections", "changes")
"""Tables that name documents without stating facts from them."""
START = (
    "racviac-rakitje-2017",
    "ccm-notices-2013",
    "itf-regional-cooperation-2009",
    "oslo-process-lima-2007",
    "seesac-roadmap-coordination",
)
"""The documents that the records began with."""
KINDS = {
    "monitor": "Landmine and Cluster Munition Monitor",
    "mine action review": "Mine Action Review",
    "depositary": "treaty depositary",
    "convention body": "body of a convention",
    "mirror": "copy elsewhere",
    "geodata": "geographical data",
    "computed": "computed here",
}
"""Kinds of documents that need more words than the table has."""


def rows_per_document(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """How many rows of each table rest on each document.

    *Columns*: source, table, rows; the most rows first.
    """
    counted = [
        frame["source"].value_counts().rename("rows").reset_index().assign(table=name)
        for name, frame in tables.items()
        if "source" in frame and name not in NO_FACTS
    ]
    columns = ["source", "table", "rows"]
    if not counted:
        return pd.DataFrame(columns=columns)
    return pd.concat(counted)[columns].sort_values(
        ["rows", "table"], ascending=[False, True], ignore_index=True
    )


def published_by(sources: pd.DataFrame, counts: pd.DataFrame, day: date) -> pd.DataFrame:
    """The documents that were out on a day: published by then or, undated, stating what was known by then.

    A date that is known to the month or the year alone counts from its end. An undated document whose title
    names a later year came later.

    Args:
        sources: the table of that name.
        counts: from `rows_per_document`, of the tables as known on the day.
        day: the day.
    """
    out = pd.Series(pd.NaT, index=sources.index, dtype="datetime64[ms]")
    for precision, length in LENGTHS.items():
        mine = sources["published_precision"].eq(precision)
        out = out.mask(mine, sources["published"] + length - pd.Timedelta(days=1))
    named = sources["title"].str.extractall(YEAR)[0].astype(int).groupby(level=0).max()
    early = sources["source"].isin(counts["source"]) & ~named.reindex(sources.index).gt(day.year)
    return sources[out.le(pd.Timestamp(day)) | (out.isna() & early)]


def documents(sources: pd.DataFrame, counts: pd.DataFrame, titles: dict[str, str]) -> pd.DataFrame:
    """All documents, those that most rows rest on first.

    Args:
        sources: the table of that name.
        counts: from `rows_per_document`.
        titles: what a reader calls each table.

    *Columns*: those of `sources`, rows, tables (the counts in words), repeats (title of what it copies).
    """
    words = counts["table"].map(lambda table: titles.get(table, table)) + " " + counts["rows"].astype(str)
    tables = counts.assign(words=words).groupby("source")["words"].agg(", ".join)
    repeated = sources.set_index("source")["title"]
    listed = sources.assign(
        kind=sources["kind"].map(lambda kind: KINDS.get(kind, kind)),
        rows=sources["source"].map(counts.groupby("source")["rows"].sum()).fillna(0).astype(int),
        tables=sources["source"].map(tables),
        repeats=sources["copies"].map(repeated),
    )
    return listed.sort_values(["rows", "title"], ascending=[False, True], ignore_index=True)


def matching(documents: pd.DataFrame, words: str = "", kind: str = "") -> pd.DataFrame:
    """Documents of a kind in whose title, publisher, address or tables every word occurs."""
    found = documents[documents["kind"].eq(kind)] if kind else documents
    text = (
        found[["title", "publisher", "url", "tables", "source"]]
        .fillna("")
        .agg(" ".join, axis=1)
        .str.casefold()
    )
    for word in words.casefold().split():
        hits = text.str.contains(word, regex=False)
        found, text = found[hits], text[hits]
    return found


def rows_of(source: str, tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The rows that rest on one document, table by table, those with the most rows first."""
    found = {
        name: frame[frame["source"] == source]
        for name, frame in tables.items()
        if "source" in frame and name not in NO_FACTS
    }
    return {name: rows for name, rows in sorted(found.items(), key=lambda item: -len(item[1])) if len(rows)}


def dictionary(package: dict) -> pd.DataFrame:
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
        for resource in package.get("resources", [])
        for field in resource["schema"]["fields"]
    ]
    return pd.DataFrame(rows, columns=["table", "column", "title", "type", "unit", "meaning"])


def meaning(field: dict) -> str | None:
    """What a column says in words: its description, else the values it may take.

    >>> meaning({"name": "kind", "constraints": {"enum": ["original", "extension"]}})
    'One of: original, extension'
    """
    if field.get("description"):
        return str(field["description"])
    values = field.get("constraints", {}).get("enum")
    return f"One of: {', '.join(map(str, values))}" if values else field.get("title")


def set_aside_counts(set_aside: pd.DataFrame, raw: list[dict]) -> pd.DataFrame:
    """For each raw file how many rows came in, were kept and were set aside, and why.

    Args:
        set_aside: the table of that name.
        raw: path and rows of each raw file, as the data package counts them; may be empty.

    *Columns*: raw_file, rows_in, kept, set_aside, why.
    """
    grouped = set_aside.groupby("raw_file")["reason"]
    aside = grouped.size()
    why = grouped.agg(
        lambda reasons: "; ".join(f"{text} ({count})" for text, count in reasons.value_counts().items())
    )
    rows_in = pd.Series({item["path"]: item["rows"] for item in raw}, dtype="Int64")
    files = sorted(set(rows_in.index) | set(aside.index))
    counted = pd.DataFrame({"raw_file": files})
    counted["rows_in"] = counted["raw_file"].map(rows_in)
    counted["set_aside"] = counted["raw_file"].map(aside).fillna(0).astype(int)
    counted["kept"] = counted["rows_in"] - counted["set_aside"]
    counted["why"] = counted["raw_file"].map(why)
    return counted[["raw_file", "rows_in", "kept", "set_aside", "why"]]

"""The documents, what rests on each, what columns mean, what was left out, and all tables to download."""

from collections.abc import Mapping
from datetime import date
from html import escape
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from dashboard import address, editions
from dashboard.bundle import citation, terms
from dashboard.cite import escaped, link
from dashboard.controls import ask_view, controls
from dashboard.current import tables
from dashboard.rows import plain_columns
from dashboard.show import show
from dashboard.table import Cells, plain
from topics.records import documents as records
from topics.records.documents_chart import (
    document_rows_table,
    documents_table,
    excluded_rows_table,
    rows_by_kind,
)
from topics.vocabulary.dates import long_date
from topics.vocabulary.numbers import number
from topics.vocabulary.sentences import sentence

MAIN = ("contamination", "clearance", "casualties", "obligations", "treaty_actions", "funding", "events")
"""Tables that stand first in the list of downloads."""
PLACES = {
    "racviac-rakitje-2017": [
        ("cooperation", "Workshop and programme", {"topic": "rakitje"}),
        ("coalition", "The concept, and a plan", {}),
    ],
    "ccm-notices-2013": [
        ("treaties", "Notices, and use in Syria", {"treaty": "CCM", "part": "news"}),
        ("cooperation", "Visit to Skopje and Belgrade", {"topic": "visit"}),
    ],
    "itf-regional-cooperation-2009": [
        ("cooperation", "SEEMACC, ITF and the projects", {"topic": "seemacc"}),
        ("funding", "What was paid", {}),
    ],
    "oslo-process-lima-2007": [
        ("treaties", "What states declared", {"treaty": "CCM", "part": "oslo"}),
        ("cooperation", "Conference and growth", {"topic": "oslo"}),
    ],
    "seesac-roadmap-coordination": [("cooperation", "Every meeting and its purpose", {"topic": "roadmap"})],
}
"""For each founding document the pages that show what it says: page, label and controls of the link."""


def about(document: Mapping[str, Any]) -> str:
    """A document in two lines of Markdown: the title a link, what is known of it below."""
    facts = " · ".join(escaped(fact) for fact in records.facts_of(document))
    return f"{link(document['title'], document['url'])}  \n{facts}"


def founding_documents() -> None:
    """Draw a card for each founding document, with links to where its content stands."""
    for document in records.founding_documents(tables()).to_dict("records"):
        source = document["source"]
        with st.container(border=True, gap="small"):
            st.markdown(about(document))
            st.markdown(f"Data rows: {escaped(records.rows_words(document))}")
            rows = ("sources", "Its rows", {"part": "rows", "document": source})
            st.html(
                " · ".join(
                    f'<a href="./{name}?{escape(urlencode(query))}">{escape(label)}</a>'
                    for name, label, query in [*PLACES.get(source, []), rows]
                )
            )


def document_list(row: Any) -> None:
    """Draw all documents, as a table that can be searched, and which kinds the rows rest on."""
    kinds = {"": "All kinds"} | records.document_kinds(tables())
    words = address.ask("find", sentence("Find a document"), kind="text", container=row)
    kind = address.ask("kind", "Kind", tuple(kinds), names=kinds, container=row)
    show(documents_table, key="documents", find=words, document_kind=kind)
    show(rows_by_kind)


def one_document(row: Any) -> None:
    """Draw the rows that rest on one document, table by table."""
    listed = tables().derive(records.documents)
    founding = records.founding_documents(tables())["source"].tolist()
    used = listed[listed["rows"] > 0].sort_values("title").set_index("source", drop=False)
    used = pd.concat([used.loc[founding], used.drop(founding)])
    names = used["title"].to_dict()
    source = address.ask("document", "Document", tuple(used.index), names=names, container=row)
    st.markdown(about(used.loc[source].to_dict()))
    for table in records.tables_resting_on(tables(), source):
        show(document_rows_table, key=f"rows-{table}", level=3, document=source, table=table)


def data_dictionary(row: Any) -> None:
    """Draw every column of the table the reader chooses, or of all."""
    resources = {resource["table"]: resource for resource in tables().package["resources"]}
    names = {"": "All tables"} | {name: f"{one['title']} ({name})" for name, one in resources.items()}
    table = address.ask("table", "Table", tuple(names), names=names, container=row)
    if table:
        resource = resources[table]
        key = ", ".join(resource["schema"].get("primaryKey", [])) or "none"
        words = resource.get("description") or resource["title"]
        st.markdown(f"{escaped(words)}. {resource['rows']} rows; key: {escaped(key)}.")
    columns = records.dictionary(tables(), table)
    columns = columns.fillna("–").rename(columns=str.capitalize)
    plain(plain_columns(columns), sentence("What the columns mean"))


def excluded() -> None:
    """Draw which rows were kept out of the tables, and why."""
    show(excluded_rows_table, key="set_aside")
    if tables().known:
        return
    heads = ("Raw file", "Rows in", "Kept", "Left out", "Why")
    rows = plain_columns(records.excluded_counts(tables()).set_axis(heads, axis="columns"))
    st.subheader(sentence("Rows in and out by file"), anchor=False)
    plain(rows, sentence("Rows of each raw file that were kept and left out"))


def downloads() -> None:
    """Draw a table of all tables, each as CSV and Parquet, and a link to one file with all of them."""
    package, known = tables().package, tables().known
    if known:
        st.markdown(
            f"**These files are not as known on {long_date(known)}.** Rows carry the day since which they "
            f"are known: keep those whose `known_since` is not after {known}."
        )
    parts = {part["table"]: part for part in package["resources"]}
    parts = {name: parts[name] for name in (*MAIN, *parts) if name in parts}
    counts = [number(part["rows"]) for part in parts.values()]
    columns = [
        Cells("Table", "text", [escape(part["title"]) for part in parts.values()]),
        Cells("Rows", "number", counts, [part["rows"] for part in parts.values()]),
        *(Cells(form, "text", [file_link(name, form) for name in parts]) for form in ("CSV", "Parquet")),
    ]
    st.header(sentence("{count} tables to download", count=len(parts)), anchor=False)
    whole = sentence("All tables (ZIP)")
    st.html(f'<p class="all-tables"><a class="button" href="{folder()}/package.zip" download>{whole}</a></p>')
    plain(columns, sentence("Tables to download"))
    st.markdown(
        f"What columns mean, for programs: [datapackage.json]({folder()}/datapackage.json). "
        "All addresses of charts and tables: [documentation](api/v1/docs)."
    )


def folder() -> str:
    """The address below which the files of the edition shown are."""
    return f"{editions.ADDRESS}/{tables().published}" if tables().is_closed else "api/v1"


def file_link(table: str, form: str) -> str:
    """A link to a table as a file."""
    parameters = {"for": "spreadsheet"} if form == "CSV" else {}
    if tables().is_closed:
        parameters["edition"] = f"{tables().published}"
    query = f"?{urlencode(parameters)}" if parameters else ""
    return f'<a href="api/v1/tables/{table}.{form.lower()}{escape(query)}" download>{form}</a>'


def closed_editions() -> None:
    """Draw the closed editions, each with its archive, the checksum of it and a link to its pages."""
    closed = editions.editions()
    if not closed:
        return
    st.header(sentence("Closed editions"), anchor=False)
    st.markdown(sentence("As published on a day, and never changed since; the checksum is that of the ZIP."))
    sizes = [sentence("ZIP, {size} MB", size=number(one["bytes"] / 1e6)) for one in closed]
    archives = [
        f'<a href="{escape(one["address"])}" download>{size}</a>'
        for one, size in zip(closed, sizes, strict=True)
    ]
    opened = f'<a href="./?edition={{day}}">{sentence("Open")}</a>'
    columns = [
        Cells("Edition", "text", [long_date(date.fromisoformat(one["day"])) for one in closed]),
        Cells("Version", "text", [escape(one["version"]) for one in closed]),
        Cells("Tables", "number", [number(one["tables"]) for one in closed]),
        Cells("All tables", "text", archives),
        Cells("SHA-256", "long", [f"<code>{one['sha256']}</code>" for one in closed]),
        Cells("Pages", "text", [opened.format(day=one["day"]) if one["is_drawn"] else "" for one in closed]),
    ]
    plain(columns, sentence("Closed editions"))
    st.markdown(
        sentence(
            "What changed between two of them: [Changes](changes). For programs: [list](api/v1/editions), "
            "[documentation](api/v1/docs)."
        )
    )


def licence() -> None:
    """Draw how to cite, and under which terms."""
    st.header("Citation and licence", anchor=False)
    st.markdown("The collection:")
    st.code(citation(tables().package), language=None, wrap_lines=True)
    st.markdown(
        "A single figure: name the document of its row (`source`) and the place in it (`locator`), then this "
        f"collection.\n\n{terms()}"
    )


row = controls()
part = ask_view(row, "sources", documents=sentence("Documents"))
if part == "documents":
    document_list(row)
elif part == "start":
    founding_documents()
elif part == "rows":
    one_document(row)
elif part == "columns":
    data_dictionary(row)
elif part == "aside":
    excluded()
else:
    downloads()
    closed_editions()
    licence()

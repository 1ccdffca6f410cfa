"""The documents, what rests on each, what columns mean, what was left out, and all tables to download."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import address
from dashboard.bundle import bundle, citation, terms
from dashboard.cite import escaped, link
from dashboard.current import tables
from dashboard.show import page, show
from topics.records import documents as records
from topics.records.documents_chart import document_rows_table, excluded_rows_table, rows_by_kind
from topics.vocabulary.dates import long_date

ON_A_PAGE = 25
PARTS = {
    "documents": "All documents",
    "start": "Founding documents",
    "rows": "One document",
    "columns": "Columns",
    "aside": "Excluded data",
    "take": "Downloads and licence",
}
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
            with st.container(horizontal=True, gap="medium"):
                rows = ("sources", "Its rows", {"part": "rows", "document": source})
                for name, label, controls in [*PLACES.get(source, []), rows]:
                    icon = ":material/arrow_forward:"
                    st.page_link(page(name), label=label, icon=icon, query_params=controls)


def search(container: Any) -> str:
    """The words to look for; they stand in the address, so that a link reopens the list."""
    given = st.query_params.get("find", "")
    words = container.text_input("Find a document", given, key="ask-find", type="search", live=True) or ""
    if words:
        st.query_params["find"] = words
    elif given:
        del st.query_params["find"]
    return str(words)


def document_list() -> None:
    """Draw all documents, as a table that can be searched."""
    left, middle, right = st.columns([2, 1, 1])
    listed = tables().derive(records.documents)
    words = search(left)
    kinds = {"": "All kinds"} | records.document_kinds(tables())
    kind = address.ask("kind", "Kind", tuple(kinds), names=kinds, container=middle)
    matching = records.matching_documents(listed, words, kind)
    if matching.empty:
        st.markdown("No document fits. Try fewer or shorter words, or all kinds.")
        return
    starts = range(0, len(matching), ON_A_PAGE)
    spans = {at: f"{start + 1}–{min(start + ON_A_PAGE, len(matching))}" for at, start in enumerate(starts, 1)}
    at = address.ask("page", "Shown", tuple(spans), names=spans, container=right) if len(spans) > 1 else 1
    st.caption(f"{len(matching)} of {len(listed)} documents, sorted by use.")
    rows = matching.iloc[(at - 1) * ON_A_PAGE : at * ON_A_PAGE].to_dict("records")
    cells = {
        "Document": [about(row) for row in rows],
        "Data rows": [escaped(records.rows_words(row)) for row in rows],
    }
    st.table(pd.DataFrame(cells), border="horizontal", hide_index=True)


def one_document() -> None:
    """Draw the rows that rest on one document, table by table."""
    listed = tables().derive(records.documents)
    founding = records.founding_documents(tables())["source"].tolist()
    used = listed[listed["rows"] > 0].sort_values("title").set_index("source", drop=False)
    used = pd.concat([used.loc[founding], used.drop(founding)])
    source = address.ask("document", "Document", tuple(used.index), names=used["title"].to_dict())
    st.markdown(about(used.loc[source].to_dict()))
    for table in records.tables_resting_on(tables(), source):
        show(document_rows_table, key=f"rows-{table}", level=3, document=source, table=table)


def data_dictionary() -> None:
    """Draw every column of the table the reader chooses, or of all."""
    resources = {resource["table"]: resource for resource in tables().package["resources"]}
    names = {"": "All tables"} | {name: f"{one['title']} ({name})" for name, one in resources.items()}
    table = address.ask("table", "Table", tuple(names), names=names)
    if table:
        resource = resources[table]
        key = ", ".join(resource["schema"].get("primaryKey", [])) or "none"
        words = resource.get("description") or resource["title"]
        st.markdown(f"{escaped(words)}. {resource['rows']} rows; key: {escaped(key)}.")
    columns = records.dictionary(tables(), table)
    st.dataframe(
        columns,
        hide_index=True,
        placeholder="",
        column_config={name: st.column_config.Column(name.capitalize()) for name in columns},
        alt=f"Table: what {len(columns)} columns mean.",
    )


def excluded() -> None:
    """Draw which rows were kept out of the tables, and why."""
    st.markdown("Rows of the records that are in no table and no chart, each with its reason.")
    if tables().known:
        st.markdown("Only rows of the documents that were out by then are listed.")
    else:
        counts = records.excluded_counts(tables())
        st.dataframe(
            counts.set_axis(("Raw file", "Rows in", "Kept", "Left out", "Why"), axis="columns"),
            hide_index=True,
            placeholder="",
            height="content",
            alt="Table: how many rows of each raw file came in, were kept and were left out, and why.",
        )
    show(excluded_rows_table, key="set_aside", level=3)


def downloads() -> None:
    """Draw links to all tables, each as CSV and Parquet, and one file with all of them."""
    st.header("Download all data", anchor=False)
    package, known = tables().package, tables().known
    if known:
        st.markdown(
            f"**These files are those of today, not as known on {long_date(known)}.** Rows carry the day "
            f"since which they are known: keep those whose `known_since` is not after {known}."
        )
    st.markdown(
        "All tables as one Data Package: Parquet files, their declaration, a README and the licence. "
        "The declaration alone: [datapackage.json](api/v1/datapackage.json)."
    )
    name = f"{package['name']}-{package['version']}.zip"
    st.download_button("All tables (ZIP)", bundle, name, on_click="ignore", icon=":material/download:")
    lines = [
        f"- {escaped(part['title'])}, {part['rows']} rows: "
        f"[CSV](api/v1/tables/{part['table']}.csv), [Parquet](api/v1/tables/{part['table']}.parquet)"
        for part in package["resources"]
    ]
    st.markdown("\n".join(lines))


def licence() -> None:
    """Draw how to cite, and under which terms."""
    st.header("Citation and licence", anchor=False)
    st.markdown("The collection:")
    st.code(citation(), language=None, wrap_lines=True)
    st.markdown(
        "A single figure: name the document of its row (`source`) and the place in it (`locator`), then this "
        f"collection.\n\n{terms()}"
    )


st.markdown(records.documents_words(tables()))
part = address.ask("part", "View", tuple(PARTS), names=PARTS, kind="buttons")
if part == "documents":
    document_list()
    show(rows_by_kind)
elif part == "start":
    founding_documents()
elif part == "rows":
    one_document()
elif part == "columns":
    data_dictionary()
elif part == "aside":
    excluded()
else:
    downloads()
    licence()

"""The documents, what rests on each, what columns mean, what was set aside, and all tables to take away."""

from typing import Any

import pandas as pd
import streamlit as st

from analysis import sources as rests
from charts.sources import rows_by_kind
from dashboard import address, ui
from dashboard.bundle import bundle, citation, terms
from dashboard.store import package, tables
from dashboard.view import chosen, known_words, load

ON_A_PAGE = 25
PARTS = {
    "documents": "Every document",
    "start": "Start documents",
    "rows": "One document",
    "columns": "Columns",
    "aside": "Set aside",
    "take": "Downloads and licence",
}
WHERE = {
    "racviac-rakitje-2017": [
        ("cooperation", "Workshop and programme", {"topic": "rakitje"}),
    ],
    "ccm-notices-2013": [
        ("treaties", "Notices beside deposits", {"treaty": "CCM", "part": "news"}),
        ("cooperation", "Visit to Skopje and Belgrade", {"topic": "visit"}),
    ],
    "itf-regional-cooperation-2009": [
        (
            "cooperation",
            "SEEMACC and the projects",
            {"topic": "seemacc"},
        ),
        ("funding", "What was paid", {}),
    ],
    "oslo-process-lima-2007": [
        ("cooperation", "Conference and growth", {"topic": "oslo"}),
    ],
    "seesac-roadmap-coordination": [
        ("cooperation", "Every meeting with city", {"topic": "roadmap"}),
    ],
}
"""For each start document the pages that show what it says, with the label and the controls of the link."""


def start_documents(listed: pd.DataFrame) -> None:
    """Draw a card for each start document, with links to where its content stands."""
    known = listed.set_index("source", drop=False)
    for source in filter(known.index.__contains__, rests.START):
        document = known.loc[source]
        with st.container(border=True, gap="small"):
            st.markdown(f"**{ui.link(document['title'], document['url'])}**  \n{about(document)}")
            st.markdown(f"Rows that rest on it: {ui.escaped(rows_words(document))}")
            with st.container(horizontal=True, gap="medium"):
                rows = ("sources", "Its rows", {"part": "rows", "document": source})
                for page, label, controls in [*WHERE[source], rows]:
                    st.page_link(
                        ui.page(page), label=label, icon=":material/arrow_forward:", query_params=controls
                    )


def about(document: pd.Series) -> str:
    """Publisher, kind and date of a document, and what it repeats, in one line of Markdown."""
    dated = published(document)
    origin = dict.fromkeys([document["publisher"], document["kind"]])
    parts = [*origin, f"published {dated}" if dated else "no date stated"]
    if not isinstance(document["url"], str):
        parts.append("no address on record")
    if isinstance(document["repeats"], str):
        parts.append(f"repeats “{document['repeats']}”: a copy is no confirmation")
    return " · ".join(ui.escaped(part) for part in parts)


def published(document: pd.Series) -> str:
    """The date of a document, as exact as it is known; empty where it is not."""
    if pd.isna(document["published"]):
        return ""
    form = {"year": "%Y", "month": "%B %Y"}.get(document["published_precision"], "%-d %B %Y")
    return document["published"].strftime(form)


def rows_words(document: pd.Series) -> str:
    """How many rows rest on a document, and in which tables."""
    tables = str(document["tables"])
    if not document["rows"]:
        return "none"
    words = tables if ", " in tables else tables.removesuffix(f" {document['rows']}")
    return f"{document['rows']} ({words})"


def search(place: Any) -> str:
    """The words to look for; they stand in the address, so that a link reopens the list."""
    given = st.query_params.get("find", "")
    sought = place.text_input("Find a document", given, key="ask-find", type="search", live=True) or ""
    if sought:
        st.query_params["find"] = sought
    elif given:
        del st.query_params["find"]
    return str(sought)


def document_list(listed: pd.DataFrame) -> None:
    """Draw all documents, as a table that can be searched."""
    words, kind, page = st.columns([2, 1, 1])
    kinds = {"": "All kinds"} | {name: name[0].upper() + name[1:] for name in sorted(set(listed["kind"]))}
    sought = search(words)
    wanted = address.ask("kind", "Kind", tuple(kinds), names=kinds, place=kind)
    found = rests.matching(listed, sought, wanted)
    if found.empty:
        st.markdown("No document fits. Try fewer or shorter words, or all kinds.")
        return
    starts = range(0, len(found), ON_A_PAGE)
    spans = {
        number: f"{start + 1}–{min(start + ON_A_PAGE, len(found))}" for number, start in enumerate(starts, 1)
    }
    shown = address.ask("page", "Shown", tuple(spans), names=spans, place=page) if len(spans) > 1 else 1
    st.caption(f"{len(found)} of {len(listed)} documents, those that most rows rest on first.")
    rows = found.iloc[(shown - 1) * ON_A_PAGE : shown * ON_A_PAGE]
    st.table(document_rows(rows), border="horizontal", hide_index=True)


def rows_per_kind(listed: pd.DataFrame) -> None:
    """Draw which kinds of documents the rows rest on."""
    ui.show(
        lambda: rows_by_kind(listed),
        listed,
        key="rows_by_kind",
        columns=["title", "publisher", "kind", "published", "rows"],
    )


def document_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Documents as a reader sees them: the title a link, what is known of it below."""
    return pd.DataFrame(
        {
            "Document": [
                f"{ui.link(row['title'], row['url'])}  \n{about(row)}" for _, row in rows.iterrows()
            ],
            "Rows that rest on it": [ui.escaped(rows_words(row)) for _, row in rows.iterrows()],
        }
    )


def one_document(frames: dict[str, pd.DataFrame], listed: pd.DataFrame) -> None:
    """Draw the rows that rest on one document, table by table."""
    titles = listed[listed["rows"] > 0].sort_values("title").set_index("source")["title"]
    first = [source for source in rests.START if source in titles]
    titles = pd.concat([titles[first], titles.drop(first)])
    source = address.ask("document", "Document", tuple(titles.index), names=titles.to_dict())
    document = listed[listed["source"] == source].iloc[0]
    st.markdown(f"{ui.link(document['title'], document['url'])}  \n{about(document)}")
    for table, rows in rests.rows_of(source, frames).items():
        ui.table(rows, key=f"rows-{table}", title=f"{TITLES[table]}: {len(rows)}", level=3)


def data_dictionary() -> None:
    """Draw every column of the table the reader chooses, or of all."""
    resources = {resource["table"]: resource for resource in package()["resources"]}
    names = {"": "All tables"} | {table: f"{about['title']} ({table})" for table, about in resources.items()}
    table = address.ask("table", "Table", tuple(names), names=names)
    columns = rests.dictionary(package())
    if table:
        columns = columns[columns["table"] == table]
        about_table = resources[table]
        key = ", ".join(about_table["schema"].get("primaryKey", [])) or "none"
        said = about_table.get("description") or about_table["title"]
        st.markdown(f"{ui.escaped(said)}. {about_table['rows']} rows; key: {ui.escaped(key)}.")
    st.dataframe(
        columns,
        hide_index=True,
        placeholder="",
        column_config={name: st.column_config.Column(name.capitalize()) for name in columns},
        alt=f"Table: what {len(columns)} columns mean.",
    )


def set_aside(rows: pd.DataFrame) -> None:
    """Draw which rows were kept out of the tables, and why."""
    count = f"{len(rows)} rows of the records are in no table and no chart. Each stands here with its reason."
    if known:
        st.markdown(f"{count} Only rows of the documents that were out by then are listed.")
    else:
        st.markdown(count)
        counts = rests.set_aside_counts(rows, package().get("raw", []))
        st.dataframe(
            counts.set_axis(("Raw file", "Rows in", "Kept", "Set aside", "Why"), axis="columns"),
            hide_index=True,
            placeholder="",
            height="content",
            alt="Table: how many rows of each raw file came in, were kept and were set aside, and why.",
        )
    ui.table(rows, key="set_aside", title="Each row that was set aside", level=3)


def downloads() -> None:
    """Draw links to all tables, each as CSV and Parquet, and one file with all of them."""
    st.header("Take the tables away", anchor=False)
    if known:
        st.markdown(
            f"**These files are those of today, not {known_words(known)}.** Rows carry the day since which "
            f"they are known: keep those whose `known_since` is not after {known}."
        )
    st.markdown(
        "All tables as one Data Package: Parquet files, their declaration, a README and the licence. "
        "The declaration alone: [datapackage.json](api/v1/datapackage.json)."
    )
    name = f"{package()['name']}-{package()['version']}.zip"
    st.download_button("All tables (ZIP)", bundle, name, on_click="ignore", icon=":material/download:")
    lines = [
        f"- {ui.escaped(part['title'])}, {part['rows']} rows: "
        f"[CSV](api/v1/tables/{part['table']}.csv), [Parquet](api/v1/tables/{part['table']}.parquet)"
        for part in package()["resources"]
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


TITLES = {resource["table"]: resource["title"] for resource in package()["resources"]}
known = chosen().known
frames = {name: load(name) for name in tables()}
counts = rests.rows_per_document(frames)
out = rests.published_by(frames["sources"], counts, known) if known else frames["sources"]
counts = counts[counts["source"].isin(out["source"])]
listed = rests.documents(out, counts, TITLES)
resting = f"{len(listed)} documents, and {counts['rows'].sum()} rows that rest on them"
if known:
    st.markdown(
        f"{resting}, {known_words(known)}: what was published by then, and undated documents that state what "
        "was known by then. Documents that came later are not listed, though charts cite them for acts and "
        "meetings, which are known from their own day. Region, countries, years and hazard do not cut this."
    )
else:
    st.markdown(f"{resting}: all of it, whatever the filters say.")
part = address.ask("part", "What to see", tuple(PARTS), names=PARTS, kind="buttons")
if part == "documents":
    document_list(listed)
    rows_per_kind(listed)
elif part == "start":
    start_documents(listed)
elif part == "rows":
    one_document(frames, listed)
elif part == "columns":
    data_dictionary()
elif part == "aside":
    aside = frames["set_aside"]
    set_aside(aside[aside["source"].isin(listed["source"])] if known else aside)
else:
    downloads()
    licence()

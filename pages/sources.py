"""The documents, what rests on each, what columns mean, what was set aside, and all tables to take away."""

import json
from datetime import date
from functools import partial
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pandas as pd
import streamlit as st

from analysis import sources as rests
from charts.sources import rows_by_kind
from dashboard import address, ui
from dashboard.store import edition, load, package, parquet, tables

ON_A_PAGE = 25
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
            st.markdown(f"[Rows that rest on it](#rows): {ui.escaped(rows_words(document))}")
            with st.container(horizontal=True, gap="medium"):
                for page, label, controls in WHERE[source]:
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
    words, kind, part = st.columns([2, 1, 1])
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
    shown = address.ask("part", "Shown", tuple(spans), names=spans, place=part) if len(spans) > 1 else 1
    st.caption(f"{len(found)} of {len(listed)} documents, those that most rows rest on first.")
    rows = found.iloc[(shown - 1) * ON_A_PAGE : shown * ON_A_PAGE]
    st.table(document_rows(rows), border="horizontal", hide_index=True)


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
    chosen = address.ask("document", "Document", tuple(titles.index), names=titles.to_dict())
    document = listed[listed["source"] == chosen].iloc[0]
    st.markdown(f"{ui.link(document['title'], document['url'])}  \n{about(document)}")
    for table, rows in rests.rows_of(chosen, frames).items():
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


def set_aside(frames: dict[str, pd.DataFrame]) -> None:
    """Draw which rows were kept out of the tables, and why."""
    counts = rests.set_aside_counts(frames["set_aside"], package().get("raw", []))
    st.markdown(
        f"{len(frames['set_aside'])} rows of the records are in no table and no chart. Each stands here with "
        "its reason."
    )
    words = ("Raw file", "Rows in", "Kept", "Set aside", "Why")
    st.dataframe(
        counts.set_axis(words, axis="columns"),
        hide_index=True,
        placeholder="",
        height="content",
        alt="Table: how many rows of each raw file came in, were kept and were set aside, and why.",
    )
    ui.table(frames["set_aside"], key="set_aside", title="Each row that was set aside", level=3)


def downloads() -> None:
    """Draw links to all tables, each as CSV and Parquet, and one file with all of them."""
    st.markdown(
        "All tables as one Data Package: Parquet files, their declaration, a README and the licence. "
        "The declaration alone: [datapackage.json](api/v1/datapackage.json)."
    )
    name = f"{package()['name']}-{package()['version']}.zip"
    made = partial(bundle, {"README.md": readme(), "LICENCE.md": f"# Licence\n\n{terms()}\n"})
    st.download_button("All tables (ZIP)", made, name, on_click="ignore", icon=":material/download:")
    lines = [
        f"- {ui.escaped(part['title'])}, {part['rows']} rows: "
        f"[CSV](api/v1/tables/{part['table']}.csv), [Parquet](api/v1/tables/{part['table']}.parquet)"
        for part in package()["resources"]
    ]
    st.markdown("\n".join(lines))


def bundle(texts: dict[str, str]) -> bytes:
    """All tables with their declaration and some texts, byte by byte the same for one edition."""
    day = edition() or date(1980, 1, 1)
    contents = {f"{table}.parquet": parquet(table) for table in tables()}
    contents |= {name: text.encode() for name, text in texts.items()}
    contents["datapackage.json"] = json.dumps(package(), ensure_ascii=False, indent=1).encode()
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in sorted(contents.items()):
            archive.writestr(ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0)), content)
    return made.getvalue()


def readme() -> str:
    """What a reader of the package must know."""
    about = package()
    listed = [f"- `{part['path']}`: {part['title']}, {part['rows']} rows" for part in about["resources"]]
    return "\n\n".join(
        [
            f"# {about['title']}",
            about["description"],
            f"Cite as: {citation()}",
            terms(),
            (
                "Every row that states a fact names its document (`source`, listed in `sources.parquet`) and "
                "the place in it (`locator`). An empty cell means not found, never zero. `preferred` marks "
                "the one figure of several; a row of several years is never a year. Units: "
                "`datapackage.json`."
            ),
            f"Status note: {STATUS}",
            "\n".join(listed) + "\n",
        ]
    )


def terms() -> str:
    """The terms of the compilation and of what it is made from."""
    licence = package()["licenses"][0]
    return (
        f"The compiled tables: {licence['title']} (<{licence['path']}>). Share and adapt them for any "
        "purpose, name the sources, say what you changed. The documents keep the terms of their publishers. "
        "Outlines of countries: Natural Earth, public domain. The code: Apache License 2.0."
    )


def citation() -> str:
    """How to name this collection in a text."""
    home = address.link().split("?", maxsplit=1)[0].removesuffix("/sources")
    day = edition()
    dated = f", data as of {day.day} {day:%B %Y}" if day else ""
    return (
        f"{package()['title']}, compiled data, edition {package()['version']}{dated}, CC BY 4.0, {home}. "
        "Source of each figure as named in its row."
    )


def licence() -> None:
    """Draw how to cite, and under which terms."""
    st.markdown("The collection:")
    st.code(citation(), language=None, wrap_lines=True)
    st.markdown(
        "A single figure: name the document of its row (`source`) and the place in it (`locator`), then this "
        f"collection.\n\n{terms()}"
    )


NOTES = load("countries").set_index("country")["status_note"]
STATUS = str(NOTES.get("XKX", ""))
TITLES = {resource["table"]: resource["title"] for resource in package()["resources"]}
frames = {name: load(name) for name in tables()}
counts = rests.rows_per_document(frames)
listed = rests.documents(frames["sources"], counts, TITLES)
st.markdown(
    f"{len(listed)} documents, and {counts['rows'].sum()} rows that rest on them. This page shows "
    "all of it, whatever the filters say: [start documents](#start), [every document](#documents), "
    "[rows of one document](#rows), [columns](#columns), [set aside](#aside), [downloads](#downloads), "
    "[citation and licence](#licence)."
)
st.header("The five start documents", anchor="start")
start_documents(listed)
st.header("Every document", anchor="documents")
document_list(listed)
ui.show(
    rows_by_kind(listed),
    listed,
    key="rows_by_kind",
    level=3,
    columns=["title", "publisher", "kind", "published", "rows"],
)
st.header("Rows of one document", anchor="rows")
one_document(frames, listed)
st.header("What the columns mean", anchor="columns")
data_dictionary()
st.header("What was set aside, and why", anchor="aside")
set_aside(frames)
st.header("Take the tables away", anchor="downloads")
downloads()
st.header("Citation and licence", anchor="licence")
licence()

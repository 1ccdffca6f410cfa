"""Which kinds of documents the rows rest on; the rows of one document; what was left out of the tables."""

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import bars
from charts.panels import words_above_bars
from topics.records.documents import documents, known_words, matching_documents, table_titles
from topics.tables import Tables, with_records
from topics.view import View
from topics.vocabulary.numbers import number, plural
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import bold, escape, lines, sentence_case

EVERYTHING = "all documents"
ROW, MOST = 27, 16
"""Pixels of a bar with its name above, and how many kinds of documents are drawn."""


def documents_table(tables: Tables, view: View, *, find: str = "", document_kind: str = "") -> Chart:
    """The documents in which some words occur, of one kind or of all; those that most rows rest on first."""
    rows = matching_documents(tables.derive(documents), find, document_kind).reset_index(drop=True)
    if rows.empty:
        return empty(sentence("No document fits these words"))
    given = plural(int(rows["rows"].sum()), "row")
    title = sentence(
        "{documents}, {rows} of data from them", documents=plural(len(rows), "document"), rows=given
    )
    columns = ("title", "kind_title", "published", "rows", "repeats")
    return Chart(title, rows, note=known_words(tables), columns=columns, scope=EVERYTHING)


def rows_by_kind(tables: Tables, view: View) -> Chart:
    """Bars: rows per kind of document, most first."""
    kinds = (
        tables.derive(documents).groupby("kind_title").agg(rows=("rows", "sum"), documents=("source", "size"))
    )
    kinds = kinds[kinds["rows"] > 0].sort_values("rows", ascending=False).reset_index()
    if kinds.empty:
        return empty(sentence("No data row rests on a document"))
    kinds = kinds.assign(kind_title=kinds["kind_title"].map(sentence_case))
    labels = [
        lines(bold(row.kind_title), f"{plural(row.rows, 'row')} in {plural(row.documents, 'document')}")
        for row in kinds.itertuples()
    ]
    kinds = _without_records(kinds, labels)
    drawn = kinds.head(MOST)
    words = [f"{escape(row.kind_title)}: {number(row.rows)}" for row in drawn.itertuples()]
    layout = {"height": ROW * len(drawn) + 40, "margin": {"t": 8}, "xaxis": {"showticklabels": False}}
    layout |= words_above_bars(words, ROW)
    style = {"orientation": "h", "marker": {"color": theme.BLUE}}
    trace = bars(drawn, "rows", "kind_title", "Rows", **style)
    most = kinds.iloc[0]
    return Chart(
        sentence(
            "Most rows rest on the kind “{kind}”: {rows}", kind=most["kind_title"], rows=number(most["rows"])
        ),
        kinds,
        {"data": [trace], "layout": layout},
        columns=("kind_title", "documents", "rows"),
        scope=EVERYTHING,
        measure=sentence("Rows of data by kind of document"),
    )


def document_rows_table(
    tables: Tables, view: View, *, document: str = "racviac-rakitje-2017", table: str = "event_participants"
) -> Chart:
    """The rows of one table that rest on one document."""
    rows = tables[table] if table in tables else pd.DataFrame()
    rows = rows[rows["source"] == document].reset_index(drop=True) if "source" in rows else rows.iloc[:0]
    title = table_titles(tables).get(table, table)
    if rows.empty:
        return empty(sentence("No data row rests on this document"))
    is_record = "record_id" in rows
    rows = with_records(rows.assign(label=title)) if is_record else _without_records(rows, title)
    scope = str(tables.derive(documents).set_index("source")["title"].get(document, document))
    return Chart(f"{title}: {plural(len(rows), 'row')}", rows, scope=scope)


def excluded_rows_table(tables: Tables, view: View) -> Chart:
    """Each row of the records that is in no table, with its reason."""
    rows = tables["set_aside"]
    if tables.known:
        rows = rows[rows["source"].isin(tables.derive(documents)["source"])]
    if rows.empty:
        return empty(sentence("No row was left out"))
    rows = _without_records(rows.reset_index(drop=True), rows["reason"].tolist())
    columns = ("reason", "raw_file", "country", "year", "hazard", "method", "record")
    title = sentence("{rows} left out, each with its reason", rows=plural(len(rows), "row"))
    return Chart(title, rows, columns=columns, scope=EVERYTHING)


def _without_records(rows: pd.DataFrame, labels: list[str] | str) -> pd.DataFrame:
    """Rows of a chart that rest on no record."""
    return rows.assign(label=labels, records=[()] * len(rows), is_stated=False)

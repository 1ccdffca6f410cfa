"""Which kinds of documents the rows rest on; the rows of one document; what was left out of the tables."""

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import bars
from topics.records.documents import documents, table_titles
from topics.tables import Tables, with_records
from topics.view import View
from topics.vocabulary.numbers import number, plural
from topics.vocabulary.text import bold, lines, sentence_case

EVERYTHING = "all documents, not filtered"


def rows_by_kind(tables: Tables, view: View) -> Chart:
    """Bars: rows per kind of document, most first."""
    kinds = (
        tables.derive(documents).groupby("kind_title").agg(rows=("rows", "sum"), documents=("source", "size"))
    )
    kinds = kinds[kinds["rows"] > 0].sort_values("rows").reset_index()
    if kinds.empty:
        return empty("No row rests on any of these documents")
    kinds = kinds.assign(kind_title=kinds["kind_title"].map(sentence_case))
    labels = [
        lines(bold(row.kind_title), f"{plural(row.rows, 'row')} in {plural(row.documents, 'document')}")
        for row in kinds.itertuples()
    ]
    kinds, counts = _without_records(kinds, labels), [number(rows) for rows in kinds["rows"]]
    style = {"marker": {"color": theme.BLUE}, "text": counts, "textposition": "outside", "cliponaxis": False}
    most = kinds.iloc[-1]
    layout = {
        "height": 120 + 26 * len(kinds),
        "xaxis": {"title": {"text": "Rows of the tables"}, "range": [0, int(most["rows"] * 1.12)]},
        "margin": {"t": 8},
    }
    figure = {"data": [bars(kinds, "rows", "kind_title", "Rows", orientation="h", **style)], "layout": layout}
    part = f"{most['rows'] / kinds['rows'].sum():.0%} of all rows"
    title = f"{most['kind_title']}: {part}, the most of any kind of document"
    return Chart(title, kinds, figure, columns=("kind_title", "documents", "rows"), scope=EVERYTHING)


def document_rows_table(
    tables: Tables, view: View, *, document: str = "racviac-rakitje-2017", table: str = "event_participants"
) -> Chart:
    """The rows of one table that rest on one document."""
    rows = tables[table] if table in tables else pd.DataFrame()
    if "source" not in rows:
        return empty("No row rests on this document")
    rows = rows[rows["source"] == document].reset_index(drop=True)
    title = table_titles(tables).get(table, table)
    if rows.empty:
        return empty(f"No row of “{title}” rests on this document")
    is_record = "record_id" in rows
    rows = with_records(rows.assign(label=title)) if is_record else _without_records(rows, title)
    return Chart(f"{title}: {plural(len(rows), 'row')}", rows, scope=EVERYTHING)


def excluded_rows_table(tables: Tables, view: View) -> Chart:
    """Each row of the records that is in no table, with its reason."""
    rows = tables["set_aside"]
    if tables.known:
        rows = rows[rows["source"].isin(tables.derive(documents)["source"])]
    if rows.empty:
        return empty("No row of the records was left out")
    rows = _without_records(rows.reset_index(drop=True), rows["reason"].tolist())
    title = f"{plural(len(rows), 'row')} left out of the tables, each with its reason"
    return Chart(title, rows, scope=EVERYTHING)


def _without_records(rows: pd.DataFrame, labels: list[str] | str) -> pd.DataFrame:
    """Rows of a chart that rest on no record."""
    return rows.assign(label=labels, records=[()] * len(rows), is_stated=False)

"""What kind of documents the figures rest on; draws nothing else."""

import pandas as pd
import plotly.graph_objects as go

from charts import theme
from charts.words import HOVER, lines


def rows_by_kind(documents: pd.DataFrame) -> go.Figure:
    """Bars: rows per kind of document, most first.

    Args:
        documents: from `analysis.sources.documents`.
    """
    kinds = documents.groupby("kind").agg(rows=("rows", "sum"), documents=("source", "size"))
    kinds = kinds[kinds["rows"] > 0].sort_values("rows")
    figure = go.Figure()
    if kinds.empty:
        return figure.update_layout(title_text="No row rests on any of these documents")
    figure.add_bar(
        x=kinds["rows"],
        y=[_opened(kind) for kind in kinds.index],
        orientation="h",
        name="Rows",
        marker_color=theme.BLUE,
        text=[theme.number(rows) for rows in kinds["rows"]],
        textposition="outside",
        cliponaxis=False,
        hovertext=[
            lines(f"<b>{theme.plain(kind)}</b>", f"{rows} rows rest on {documents} documents of this kind")
            for kind, rows, documents in kinds.itertuples()
        ],
        hovertemplate=HOVER,
    )
    share = kinds["rows"].iloc[-1] / kinds["rows"].sum()
    first = _opened(kinds.index[-1])
    figure.update_layout(
        title_text=f"{first}: {share:.0%} of all rows, more than any other kind of document",
        height=120 + 26 * len(kinds),
        xaxis={"title": "Rows of the tables", "range": [0, kinds["rows"].max() * 1.12]},
        margin={"t": 8},
    )
    return figure


def _opened(kind: str) -> str:
    """A kind of document with a capital at its beginning."""
    words = theme.plain(kind)
    return words[:1].upper() + words[1:]

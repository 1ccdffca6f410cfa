"""Draws the calendar of deadlines, annual reports and meetings."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.reporting import KINDS
from charts import theme
from charts.words import HOVER, lines, names_of, source_of, source_titles, when, wrapped

MARKS = {
    "clearance": (theme.VERMILLION, "diamond"),
    "stockpiles": (theme.PURPLE, "square"),
    "extension": (theme.ORANGE, "diamond-open"),
    "report": (theme.BLUE, "circle"),
    "meeting": (theme.GREEN, "star"),
}


def calendar_timeline(
    calendar: pd.DataFrame,
    countries: pd.DataFrame,
    sources: pd.DataFrame | None = None,
    today: pd.Timestamp | None = None,
) -> go.Figure:
    """What is due and when: a row per country, a mark per deadline, report or meeting."""
    names, titles = names_of(countries), source_titles(sources)
    rows = calendar.assign(lane=[names.get(code, "Meetings") for code in calendar["country"]])
    lanes = sorted(rows["lane"].unique(), reverse=True)
    figure = go.Figure()
    for kind in [kind for kind in MARKS if kind in set(rows["kind"])]:
        (colour, symbol), part = MARKS[kind], rows[rows["kind"] == kind]
        figure.add_scatter(
            x=part["date"].tolist(),
            y=[theme.plain(lane) for lane in part["lane"]],
            mode="markers",
            name=KINDS[kind],
            marker={"color": colour, "symbol": symbol, "size": 11},
            hovertext=[_words(row, titles) for row in part.itertuples()],
            hovertemplate=HOVER,
        )
    if today is not None and len(rows):
        _today(figure, today)
    order = [theme.plain(lane) for lane in lanes]
    return figure.update_layout(
        title_text=_title(rows, today),
        height=190 + 24 * max(len(lanes), 1),
        xaxis_title_text="Date",
        yaxis={"categoryorder": "array", "categoryarray": order},
    )


def _words(row: Any, titles: dict[str, str]) -> str:
    return lines(
        f"<b>{theme.plain(row.lane)}</b>",
        wrapped(f"{row.title} ({row.treaty})" if isinstance(row.treaty, str) else row.title),
        f"{when(row.date, precision=row.date_precision)}, {theme.plain(row.state)}",
        source_of(row, titles),
    )


def _today(figure: go.Figure, today: pd.Timestamp) -> None:
    line = {"color": theme.GREY, "dash": "dot", "width": 1.5}
    figure.add_shape(type="line", x0=today, x1=today, y0=0, y1=1, yref="paper", line=line)
    figure.add_annotation(x=today, y=1, yref="paper", text="today", showarrow=False, yanchor="bottom")


def _title(rows: pd.DataFrame, today: pd.Timestamp | None) -> str:
    if rows.empty:
        return "Nothing is due on record"
    ahead = rows if today is None else rows[rows["date"] >= today]
    land = ahead[ahead["kind"].isin(["clearance", "stockpiles"])]
    reports = ahead[ahead["kind"] == "report"]
    said = []
    if len(land):
        row = land.iloc[0]
        said.append(
            f"next deadline: {theme.plain(row['lane'])}, {when(row['date'], precision=row['date_precision'])}"
        )
    if len(reports):
        first = reports["date"].min()
        said.append(f"{(reports['date'] == first).sum()} annual reports due on {when(first)}")
    late = len(rows) - len(ahead)
    if late:
        said.append(f"{late} deadlines behind without a completion on record")
    words = "; ".join(said) or "nothing ahead on record"
    return f"{words[:1].upper()}{words[1:]}"

"""Draws stockpiles of cluster munitions destroyed, by country and worldwide."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.names import called
from charts import theme
from charts.panels import full_names, key, write
from charts.words import HOVER, lines, source_of, source_titles, when, wrapped

ROW = 38
MOST = 20
"""Countries drawn; the table has all."""
Names = dict[str, str]


def stockpiles_by_country(
    stockpiles: pd.DataFrame, countries: pd.DataFrame, sources: pd.DataFrame | None = None
) -> go.Figure:
    """Submunitions destroyed per country, as last reported; earlier and other figures as open marks.

    Args:
        stockpiles: the table or a part of it.
        countries: names.
        sources: titles for the hover texts.
    """
    titles = source_titles(sources)
    rows = stockpiles[stockpiles["country"].notna() & stockpiles["submunitions"].gt(0)]
    rows = rows.assign(called=called(rows, countries))
    rows = rows.sort_values(["completed_on", "submunitions"], ascending=False, kind="stable")
    last = rows.drop_duplicates("country").sort_values("submunitions", ascending=False)[:MOST]
    place = {code: height for height, code in enumerate(last["country"])}
    drawn = pd.MultiIndex.from_frame(last[["country", "submunitions"]])
    other = rows[rows["country"].isin(place) & ~pd.MultiIndex.from_frame(rows[drawn.names]).isin(drawn)]
    figure = go.Figure()
    words = [_words(row, titles) for row in last.itertuples()]
    figure.add_bar(
        x=last["submunitions"].tolist(),
        y=[place[code] for code in last["country"]],
        orientation="h",
        width=0.3,
        name="submunitions destroyed",
        marker_color=theme.BLUE,
        hovertext=words,
        hovertemplate=HOVER,
    )
    words = [_words(row, titles) for row in other.itertuples()]
    _others(figure, other["submunitions"].tolist(), [place[code] for code in other["country"]], words)
    write(figure, [_label(row, place[row.country]) for row in last.itertuples()])
    figure.update_xaxes(title_text="Submunitions", tickformat=",~g", rangemode="tozero")
    figure.update_yaxes(visible=False, range=[len(last) - 0.4, -0.9])
    return figure.update_layout(title_text=_title(last, full_names(countries)), height=ROW * len(last) + 130)


def _others(figure: go.Figure, counts: list[float], places: list[int], words: list[str]) -> None:
    """Open marks for a part, an earlier or another figure."""
    if not counts:
        return
    key(figure, "open mark: part, earlier or other figure", "diamond-open")
    figure.add_scatter(
        x=counts,
        y=places,
        mode="markers",
        name="part, earlier or other figures",
        showlegend=False,
        marker={"symbol": "diamond-open", "size": 10, "color": theme.GREY, "line_width": 2},
        hovertext=words,
        hovertemplate=HOVER,
    )


def _label(row: Any, place: int) -> dict:
    done = when(row.completed_on, precision=row.completed_on_precision)
    text = f"<b>{theme.plain(row.called)}</b> {theme.number(row.submunitions)}, {done}"
    look = {"xanchor": "left", "yshift": 15, "xshift": -2, "font_size": theme.SIZE - 2}
    return {"x": 0, "y": place, "text": text, **look}


def _words(row: Any, titles: Names) -> str:
    munitions = f" in {theme.number(row.munitions)} munitions" if pd.notna(row.munitions) else ""
    due = f"Deadline {when(row.deadline)}" if pd.notna(row.deadline) else ""
    return lines(
        f"<b>{theme.plain(row.called)}</b>",
        f"{theme.number(row.submunitions)} submunitions{munitions}",
        f"Completed or reported: {when(row.completed_on, precision=row.completed_on_precision)}",
        due,
        wrapped(row.note),
        source_of(row, titles),
    )


def _title(last: pd.DataFrame, names: Names) -> str:
    if last.empty:
        return "No destroyed stockpile of cluster munitions is on record"
    top = last.iloc[0]
    name, count = theme.plain(names.get(top["country"], top["country"])), theme.number(top["submunitions"])
    if len(last) == 1:
        return f"{name} destroyed {count} submunitions"
    return f"Of the stockpiles on record {name} destroyed the largest: {count} submunitions"


def world_stockpiles(stockpiles: pd.DataFrame, sources: pd.DataFrame | None = None) -> go.Figure:
    """Submunitions destroyed by all States Parties together, as the total was known at each date.

    A world row that is dated by a year alone is the amount of that year and not drawn.

    Args:
        stockpiles: the table or a part of it.
        sources: titles for the hover texts.
    """
    rows = stockpiles[stockpiles["country"].isna() & stockpiles["completed_on_precision"].ne("year")]
    rows = rows[rows["submunitions"].notna()].sort_values("completed_on")
    rows = rows.assign(called="States Parties together")
    titles = source_titles(sources)
    figure = go.Figure()
    figure.add_scatter(
        x=rows["completed_on"].tolist(),
        y=(rows["submunitions"] / 1e6).tolist(),
        mode="lines+markers",
        name="States Parties together",
        line={"color": theme.BLUE, "shape": "hv", "dash": "dot"},
        marker_size=9,
        hovertext=[_words(row, titles) for row in rows.itertuples()],
        hovertemplate=HOVER,
    )
    figure.update_xaxes(title_text="Date of the report", type="date")
    figure.update_yaxes(title_text="Submunitions destroyed, million", rangemode="tozero")
    if rows.empty:
        return figure.update_layout(title_text="No world total of destroyed stockpiles is on record")
    last = rows.iloc[-1]
    total = theme.number(last["submunitions"] / 1e6, "million")
    dated = when(last["completed_on"], precision=last["completed_on_precision"])
    return figure.update_layout(
        title_text=f"States Parties had destroyed {total} submunitions by {dated}",
        showlegend=False,
        height=340,
    )

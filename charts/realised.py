"""Draws how much of the recorded release stated areas really fell by, a row per country and hazard."""

import pandas as pd
import plotly.graph_objects as go

from analysis.names import called
from analysis.realised import by_pair
from charts import theme
from charts.words import HOVER, lines, names_of, source_of, source_titles

HAZARDS = {"CMR": ("cluster munitions", theme.VERMILLION), "MINES": ("mines", theme.BLUE)}
ROW = 38


def shares_realised(
    realised_shares: pd.DataFrame, countries: pd.DataFrame, sources: pd.DataFrame | None = None
) -> go.Figure:
    """The shares of each country and hazard as dots, their middle as a tick, the whole release as a line.

    Args:
        realised_shares: from `analysis.realised.realised_shares`.
        countries: their names.
        sources: their titles end the hover texts.
    """
    names, titles = names_of(countries), source_titles(sources)
    rows = by_pair(realised_shares)
    figure = go.Figure()
    places = {(row.country, row.family): place for place, row in enumerate(rows.itertuples())}
    for family, part in realised_shares.groupby("family", sort=True):
        _dots(figure, part.assign(called=called(part, countries)), str(family), places, titles)
    if len(rows):
        _middles(figure, rows)
        line = {"color": theme.GREY, "dash": "dot", "width": 1}
        figure.add_vline(100, line=line)
        figure.add_vline(0, line=line)
    labels = [
        f"{theme.plain(names.get(row.country, row.country))}, {HAZARDS[row.family][0]}"
        for row in rows.itertuples()
    ]
    return figure.update_layout(
        title_text=_title(rows, names),
        height=210 + ROW * max(len(rows), 1),
        xaxis={"title_text": "Fall of the area, % of the release", "zeroline": False},
        yaxis={"tickvals": list(range(len(rows))), "ticktext": labels, "range": [-0.6, len(rows) - 0.4]},
    )


def _dots(
    figure: go.Figure,
    part: pd.DataFrame,
    family: str,
    places: dict[tuple[str, str], int],
    titles: dict[str, str],
) -> None:
    word, colour = HAZARDS[family]
    texts = [
        lines(
            f"<b>{theme.plain(row.called)}</b>, {word}: {row.share_pct:.0f} %",
            f"{theme.number(row.area_km2, 'km²')} in {row.stood}, "
            f"{theme.number(row.later_km2, 'km²')} in {row.year}",
            f"fell by {theme.number(round(row.fall_km2, 2), 'km²')} a year; "
            f"mean release {theme.number(round(row.rate_km2, 2), 'km²')}",
            source_of(row, titles),
        )
        for row in part.itertuples()
    ]
    figure.add_scatter(
        x=part["share_pct"].round(1).tolist(),
        y=[places[pair] for pair in zip(part["country"], part["family"], strict=True)],
        mode="markers",
        name=word.capitalize(),
        marker={"color": colour, "size": 8, "opacity": 0.45},
        hovertext=texts,
        hovertemplate=HOVER,
    )


def _middles(figure: go.Figure, rows: pd.DataFrame) -> None:
    figure.add_scatter(
        x=rows["middle_pct"].round(1).tolist(),
        y=list(range(len(rows))),
        mode="markers+text",
        name="Middle",
        marker={"symbol": "line-ns-open", "size": 20, "color": theme.GREY, "line_width": 3},
        text=[f"{row.middle_pct:.0f} %" for row in rows.itertuples()],
        textposition="top center",
        hovertext=[
            f"Middle of {row.stretches} stretches: {row.middle_pct:.0f} %" for row in rows.itertuples()
        ],
        hovertemplate=HOVER,
    )


def _title(rows: pd.DataFrame, names: dict[str, str]) -> str:
    if rows.empty:
        return "No stated area can be set against earlier releases"
    less = int((rows["middle_pct"] < 100).sum())
    least = rows.iloc[0]
    name = theme.plain(names.get(least["country"], least["country"]))
    said = "did not fall" if least["middle_pct"] <= 0 else f"fell by {least['middle_pct']:.0f} % of it"
    return (
        f"In {less} of {len(rows)} cases areas fell by less than the recorded release let expect; "
        f"in {name} they {said}"
    )

"""Draws items found per km² cleared, and land and casualties set against the size of the countries."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis import comparison
from analysis.names import called
from charts import theme
from charts.panels import panels, write
from charts.words import HOVER, lines, names_of, source_of, source_titles, wrapped

LOOKS = {
    "MINES": ("mines", theme.BLUE, "circle"),
    "CMR": ("submunitions", theme.VERMILLION, "diamond"),
}
PANELS = {
    "left": ("Land left per 1,000 km²", "km²", theme.ORANGE),
    "released": ("Released a year per 1,000 km²", "km²", theme.METHODS["clearance"]),
    "casualties": ("Casualties a year per million", "", theme.CASUALTIES["total"]),
}
"""Heading, unit and colour of each measure of analysis.comparison.MEASURES."""
ROW = 26


def items_found(
    clearance: pd.DataFrame, countries: pd.DataFrame, sources: pd.DataFrame | None = None
) -> go.Figure:
    """Mines and submunitions found per km² cleared: a dot per country, hazard and year, on a log axis."""
    rows = comparison.items_per_km2(clearance)
    rows = rows[rows["items_per_km2"] > 0]
    rows = rows.assign(called=called(rows, countries))
    names, titles = names_of(countries), source_titles(sources)
    order = rows.groupby("country")["items_per_km2"].median().sort_values().index.tolist()
    figure = go.Figure()
    for family, (word, colour, symbol) in LOOKS.items():
        for role, drawn in rows[rows["family"] == family].groupby("role"):
            mark = {"symbol": symbol if role == "drawn" else f"{symbol}-open", "color": colour, "size": 10}
            figure.add_scatter(
                x=drawn["items_per_km2"].tolist(),
                y=[order.index(code) for code in drawn["country"]],
                mode="markers",
                name=word.capitalize() + ("" if role == "drawn" else ": another source"),
                marker={**mark, "line_width": 2 if role == "rival" else 0, "opacity": 0.8},
                hovertext=[_found_words(row, word, titles) for row in drawn.itertuples()],
                hovertemplate=HOVER,
            )
    return figure.update_layout(
        title_text=_found_title(rows[rows["role"] == "drawn"]),
        height=200 + ROW * max(len(order), 1),
        xaxis={"title_text": "Items per km² cleared (log)", "type": "log", "tickformat": ",~g", "dtick": 1},
        yaxis={"tickvals": list(range(len(order))), "ticktext": [_safe(names, code) for code in order]},
    )


def _safe(names: dict[str, str], code: str) -> str:
    return theme.plain(names.get(code, code))


def _found_words(row: Any, word: str, titles: dict[str, str]) -> str:
    return lines(
        f"<b>{theme.plain(row.called)} {row.year}</b>: {theme.number(row.items_per_km2)} per km²",
        f"{theme.number(row.items)} {word} on {theme.number(row.area_km2, 'km²')} cleared",
        f"one on {theme.number(row.m2_per_item, 'm²')}",
        "Another source, never added" if row.role == "rival" else "",
        wrapped(row.note),
        source_of(row, titles),
    )


def _found_title(rows: pd.DataFrame) -> str:
    if rows.empty:
        return "No row states both the area cleared and what was found on it"
    ordered = rows.sort_values("items_per_km2")
    middle = ordered["m2_per_item"].median()
    least = ordered.iloc[0]
    return (
        f"Cleared ground held little: in the middle of {len(rows)} figures one item on "
        f"{theme.number(middle, 'm²', 0)}; in {theme.plain(least['called'])} {least['year']} "
        f"one on {theme.number(least['m2_per_item'], 'm²', 0)}"
    )


def by_country_size(
    contamination: pd.DataFrame,
    clearance: pd.DataFrame,
    casualties: pd.DataFrame,
    country_facts: pd.DataFrame,
    countries: pd.DataFrame,
    sources: pd.DataFrame | None = None,
    members: tuple[str, ...] = (),
) -> go.Figure:
    """Land left and released per area of the country and casualties per inhabitant, a panel for each."""
    inside = members or tuple(country_facts["country"].unique())
    rows = comparison.by_size(contamination, clearance, casualties, country_facts, inside)
    rows = rows[rows["size"].notna()]
    names, titles = names_of(countries), source_titles(sources)
    known = [measure for measure in PANELS if rows.loc[rows["measure"] == measure, "per_size"].notna().any()]
    parts = [
        rows[rows["measure"] == measure].sort_values(["per_size", "country"], na_position="first")
        for measure in known
    ]
    figure = panels([PANELS[name][0] for name in known], [ROW * len(part) for part in parts] or 100, False)
    for place, (measure, part) in enumerate(zip(known, parts, strict=True), start=1):
        _bars(figure, part, measure, place, (names, titles))
    return figure.update_layout(title_text=_size_title(rows, names), showlegend=False)


def _bars(
    figure: go.Figure,
    part: pd.DataFrame,
    measure: str,
    place: int,
    spoken: tuple[dict[str, str], dict[str, str]],
) -> None:
    names, titles = spoken
    _, unit, colour = PANELS[measure]
    rows = list(part.itertuples())
    figure.add_bar(
        x=part["per_size"].round(4).tolist(),
        y=list(range(len(part))),
        orientation="h",
        name=measure,
        marker_color=colour,
        hovertext=[_size_words(row, measure, names, titles) for row in rows],
        hovertemplate=HOVER,
        row=place,
        col=1,
    )
    write(figure, [_written(row, at, unit) for at, row in enumerate(rows)], place)
    labels = [_safe(names, row.country) for row in rows]
    figure.update_yaxes(tickvals=list(range(len(part))), ticktext=labels, showgrid=False, row=place, col=1)
    top = float(part["per_size"].max()) or 1.0
    figure.update_xaxes(range=[0, top * 1.8], tickformat=",~g", nticks=5, row=place, col=1)


def _written(row: Any, at: int, unit: str) -> dict:
    """The figure beside its bar, or that there is none."""
    is_none = pd.isna(row.per_size)
    text = "no figure" if is_none else _said(row.per_size, unit) + _over(row)
    return {
        "x": 0 if is_none else row.per_size,
        "y": at,
        "text": f" {text}",
        "xanchor": "left",
        "font_size": 12,
    }


def _over(row: Any) -> str:
    return "" if pd.isna(row.years) else f" ({row.years} y)"


def _said(value: float, unit: str = "") -> str:
    """A figure that is not zero never reads as zero."""
    return theme.number(value, unit, 4 if 0 < value < 0.01 else 2)


def _mean(row: Any) -> str:
    return "" if pd.isna(row.years) else f" in the mean of the years on record ({row.years})"


def _size_words(row: Any, measure: str, names: dict[str, str], titles: dict[str, str]) -> str:
    if pd.isna(row.per_size):
        return f"<b>{_safe(names, row.country)}</b>: no figure on record"
    unit = "km²" if measure != "casualties" else "casualties"
    size = theme.number(row.size, "km²" if measure != "casualties" else "inhabitants (2015)")
    return lines(
        f"<b>{_safe(names, row.country)}</b>: {_said(row.per_size)}",
        f"{theme.number(round(row.amount, 2), unit)}{_mean(row)}; {size}",
        source_of(row, titles),
        wrapped(f"and {titles.get(row.size_source, row.size_source)}"),
    )


def _size_title(rows: pd.DataFrame, names: dict[str, str]) -> str:
    left = rows[(rows["measure"] == "left") & rows["per_size"].gt(0)].sort_values("per_size")
    hurt = rows[(rows["measure"] == "casualties") & rows["per_size"].gt(0)].sort_values("per_size")
    if left.empty:
        return "No land left is on record to set against the size of a country"
    top = left.iloc[-1]
    said = (
        f"By its size {_safe(names, top['country'])} has most land left: "
        f"{theme.number(round(top['per_size'], 2))} of each 1,000 km²"
    )
    if hurt.empty:
        return said
    return f"{said}; most casualties per head and year are in {_safe(names, hurt.iloc[-1]['country'])}"

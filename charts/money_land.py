"""Draws the money of one recipient beside the land it released, panels on one axis of years."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.money_land import KINDS, money_and_land, unknown_years
from charts import theme
from charts.panels import key, panels, years_axis
from charts.words import HOVER, lines, money, names_of, source_of, source_titles, wrapped

PANELS = (
    ("International money, USD million", ("itemised", "printed"), theme.BLUE, 1e6),
    ("National money, USD million", ("national",), theme.PURPLE, 1e6),
    ("Land released, km²", ("land",), theme.GREEN, 1),
    ("All money per km² released, USD million", ("cost",), theme.ORANGE, 1e6),
)
"""Heading, kinds, colour and unit of each panel."""
OPEN = ("printed",)
"""Kinds that stand beside the bars as open marks and are never added to them."""
PANEL = 120
MARK = {"symbol": "diamond-open", "size": 10, "color": theme.GREY, "line_width": 2}


def money_beside_land(
    funding: pd.DataFrame,
    national_funding: pd.DataFrame,
    funding_totals: pd.DataFrame,
    clearance: pd.DataFrame,
    countries: pd.DataFrame,
    sources: pd.DataFrame | None = None,
    country: str = "BIH",
    years: tuple[int, int] | None = None,
) -> go.Figure:
    """International and national money, land released and money per km², years without a figure hatched.

    Args:
        funding: the table or a part of it.
        national_funding: the table or a part of it.
        funding_totals: the table or a part of it.
        clearance: the table or a part of it.
        countries: names.
        sources: titles for the hover texts.
        country: the recipient.
        years: ends of the axis; those of the figures without it.
    """
    rows = money_and_land(funding, national_funding, funding_totals, clearance, country)
    name = theme.plain(names_of(countries).get(country, country))
    figure = panels([heading for heading, *_ in PANELS], PANEL)
    if rows.empty:
        return figure.update_layout(title_text=f"No money and no land of {name} is on record by year")
    span = years or (int(rows["year"].min()), int(rows["year"].max()))
    for place, panel in enumerate(PANELS, start=1):
        _panel(figure, rows, panel, place, span, source_titles(sources))
    key(figure, "Open: printed total, rival or derived, not added", "diamond-open")
    years_axis(figure, *span)
    figure.update_xaxes(title_text="Year", row=len(PANELS), col=1)
    return figure.update_layout(title_text=_title(rows, name), barmode="stack")


def _panel(
    figure: go.Figure,
    rows: pd.DataFrame,
    panel: tuple[str, tuple[str, ...], str, float],
    place: int,
    span: tuple[int, int],
    titles: dict[str, str],
) -> None:
    _, kinds, colour, unit = panel
    mine = rows[rows["kind"].isin(kinds)]
    mine = mine.assign(height=(mine["value"] / unit).round(4))
    apart = _apart(mine)
    tops = [*mine[~apart].groupby("year")["height"].sum(), *mine["height"], 0.0]
    top = max(tops) * 1.15 or 1.0
    _unknown(figure, unknown_years(rows, kinds, span), top, place)
    bar = {"width": 0.7, "marker": {"color": colour, "line": {"width": 0}}}
    _marks(figure, mine[~apart], go.Bar, bar | {"name": KINDS[kinds[0]]}, place, titles)
    open_mark = {"mode": "markers", "marker": MARK, "name": "printed totals and rivals"}
    _marks(figure, mine[apart], go.Scatter, open_mark, place, titles)
    figure.update_yaxes(range=[0, top], nticks=4, tickformat=",~g", row=place, col=1)


def _apart(mine: pd.DataFrame) -> pd.Series:
    """Which figures stand beside the bars: printed totals, derived national money, further readings."""
    derived = mine["kind"].eq("national") & mine["basis"].eq("computed")
    adds_up = mine["kind"].isin(["itemised", "land"])
    return mine["kind"].isin(OPEN) | derived | (~adds_up & mine.duplicated(["kind", "year"]))


def _marks(
    figure: go.Figure, rows: pd.DataFrame, trace: type, look: dict, place: int, titles: dict[str, str]
) -> None:
    if rows.empty:
        return
    drawn = trace(
        x=rows["year"].tolist(),
        y=rows["height"].tolist(),
        showlegend=False,
        hovertext=[_words(row, titles) for row in rows.itertuples()],
        hovertemplate=HOVER,
        **look,
    )
    figure.add_trace(drawn, row=place, col=1)


def _unknown(figure: go.Figure, years: list[int], top: float, place: int) -> None:
    """A hatched column over each year without a figure."""
    pattern = {"shape": "/", "fgcolor": theme.GREY, "bgcolor": theme.CLEAR, "size": 7, "solidity": 0.12}
    figure.add_bar(
        x=years,
        y=[top] * len(years),
        name="Hatched: no figure on record, not zero",
        legendgroup="unknown",
        showlegend=place == 1,
        width=1,
        marker={"color": theme.CLEAR, "pattern": pattern, "line": {"width": 0}},
        hovertext=[f"<b>{year}</b>: no figure on record" for year in years],
        hovertemplate=HOVER,
        row=place,
        col=1,
    )


def _words(row: Any, titles: dict[str, str]) -> str:
    value = theme.number(row.value, "km²") if row.unit == "km²" else money(row.value)
    value += " per km²" if row.kind == "cost" else ""
    other = isinstance(row.currency, str) and row.currency != "USD" and pd.notna(row.amount)
    return lines(
        f"<b>{row.year}</b>: {value}",
        f"printed as {money(row.amount, row.currency)}" if other else "",
        wrapped(row.donor) if isinstance(row.donor, str) and row.kind == "itemised" else KINDS[row.kind],
        wrapped(row.note) if isinstance(row.note, str) else "",
        source_of(row, titles),
    )


def _title(rows: pd.DataFrame, name: str) -> str:
    costs = rows[rows["kind"] == "cost"]
    paid = rows.loc[rows["kind"].isin(["itemised", "printed", "national", "total"]), "year"].nunique()
    land = rows.loc[rows["kind"] == "land", "year"].nunique()
    if costs.empty:
        said = "in no year are all money and the land both on record"
    else:
        low, high = costs["value"].min(), costs["value"].max()
        years = costs["year"].nunique()
        said = (
            f"all money came to {money(low)} to {money(high)} per km² released in the {years} years with both"
        )
        if years == 1:
            year = costs["year"].iloc[0]
            said = f"all money came to {money(low)} per km² released in {year}, the one year with both"
    return f"{name}: money is on record for {paid} years, land for {land}; {said}"

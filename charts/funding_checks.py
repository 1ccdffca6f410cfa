"""Draws what is on record of the money at all: national contributions, kinds of figures, printed totals."""

import textwrap
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts import theme
from charts.funding import MILLION, called_then, gift, recipient_names
from charts.words import HOVER, lines, money, source_of, source_titles, wrapped

KINDS = {
    "contributions itemised": ("square", theme.BLUE),
    "total printed": ("diamond-open", theme.ORANGE),
    "national contribution": ("circle", theme.GREEN),
    "United States programme": ("triangle-up", theme.PURPLE),
    "announcement": ("x-thin-open", theme.GREY),
}
"""Kinds of figures, the most useful first: symbol and colour."""
SHAPES = ("circle", "diamond", "square")
BASES = {
    "monitor": "contributions itemised",
    "us_cwd": "United States programme",
    "announcement": "announcement",
}


def national_contributions(
    national_funding: pd.DataFrame, countries: pd.DataFrame, sources: pd.DataFrame | None = None
) -> go.Figure:
    """What states pay themselves, a mark per figure; derived and partial figures as open marks."""
    names, titles = recipient_names(countries), source_titles(sources)
    rows = national_funding.dropna(subset=["amount_usd"]).sort_values(["country", "year"])
    rows, figure = rows.assign(called=called_then(rows, countries, "country")), go.Figure()
    for place, code in enumerate(rows["country"].value_counts().index):
        look = {"color": theme.PALETTE[place % len(theme.PALETTE)], "symbol": SHAPES[place % len(SHAPES)]}
        own = rows[rows["country"] == code]
        derived = own["basis"] == "computed"
        name, hovers = (
            names.get(code, code),
            [_national_words(row, titles) for row in own.itertuples()],
        )
        own = own.assign(hover=hovers)
        _draw_readings(figure, name, own[~derived], look)
        open_look = look | {"symbol": f"{look['symbol']}-open"}
        _draw_readings(figure, f"{name}, derived or partial", own[derived], open_look)
    figure.update_xaxes(title_text="Year", tickformat="d")
    figure.update_yaxes(title_text=MILLION, rangemode="tozero")
    figure.update_layout(title_text=_national_title(rows, names), height=400)
    return figure


def _draw_readings(figure: go.Figure, name: str, part: pd.DataFrame, look: dict[str, str]) -> None:
    if part.empty:
        return
    figure.add_scatter(
        name=name,
        x=part["year"].tolist(),
        y=(part["amount_usd"] / 1e6).tolist(),
        mode="markers",
        marker={**look, "size": 12, "line": {"width": 2, "color": look["color"]}},
        cliponaxis=False,
        hovertext=part["hover"].tolist(),
        hovertemplate=HOVER,
    )


def _national_words(row: Any, titles: dict[str, str]) -> str:
    return lines(f"<b>{row.called}</b>", gift(row), wrapped(row.note), source_of(row, titles))


def _national_title(rows: pd.DataFrame, names: dict[str, str]) -> str:
    stated = rows[rows["basis"] != "computed"]
    if rows.empty:
        return "No national contribution is on record in US dollars"
    if stated.empty:
        return "Only derived or partial national contributions are on record"
    code = stated["country"].value_counts().index[0]
    own = stated[stated["country"] == code]
    low, high = own["amount_usd"].min(), own["amount_usd"].max()
    name, years = names.get(code, code), own["year"].nunique()
    if years == 1:
        return f"{own['called'].iloc[0]} paid {money(high)} itself in {int(own['year'].iloc[0])}"
    return f"{name} paid between {money(low)} and {money(high)} a year itself, in {years} years on record"


def figures_on_record(
    funding: pd.DataFrame,
    national_funding: pd.DataFrame,
    funding_totals: pd.DataFrame,
    countries: pd.DataFrame,
) -> go.Figure:
    """Countries by years: which kinds of figures are on record; an empty place means none was found."""
    names = recipient_names(countries)
    rows = _known(funding, national_funding, funding_totals)
    rows = rows.assign(name=[names.get(code, code) for code in rows["recipient"]])
    rows = rows.assign(called=called_then(rows, countries))
    order = rows.groupby("name")["year"].nunique().sort_values(ascending=False).index.tolist()
    places = {name: place for place, name in enumerate(order)}
    figure = go.Figure()
    for lane, (kind, (symbol, colour)) in enumerate(KINDS.items()):
        part = rows[rows["kind"] == kind]
        figure.add_scatter(
            name=kind,
            x=part["year"].tolist(),
            y=[places[name] + (lane - 2) * 0.17 for name in part["name"]],
            mode="markers",
            marker={"symbol": symbol, "size": 8, "color": colour, "line": {"width": 2, "color": colour}},
            hovertext=[f"<b>{row.called} {int(row.year)}</b><br>{kind}" for row in part.itertuples()],
            hovertemplate=HOVER,
        )
    _finish_grid(figure, order)
    figure.update_layout(title_text=_coverage_title(rows))
    return figure


def _known(
    funding: pd.DataFrame, national_funding: pd.DataFrame, funding_totals: pd.DataFrame
) -> pd.DataFrame:
    """Recipient, year and kind of each figure, once."""
    totals = funding_totals[funding_totals["year_from"] == funding_totals["year_to"]]
    parts = [
        funding.assign(kind=funding["basis"].map(BASES)),
        totals.rename(columns={"year_from": "year"}).assign(kind="total printed"),
        national_funding.rename(columns={"country": "recipient"}).assign(kind="national contribution"),
    ]
    rows = pd.concat([part[["recipient", "year", "kind"]] for part in parts], ignore_index=True)
    return rows.dropna().drop_duplicates()


def _finish_grid(figure: go.Figure, order: list[str]) -> None:
    figure.update_xaxes(title_text="Year", tickformat="d", showgrid=True)
    figure.update_yaxes(
        tickvals=list(range(len(order))),
        ticktext=order,
        range=[len(order) - 0.4, -0.6],
        showgrid=False,
        fixedrange=True,
    )
    for place in range(1, len(order)):
        figure.add_hline(y=place - 0.5, line={"width": 1, "color": theme.BORDER}, opacity=0.4)
    figure.update_layout(height=max(260, 62 * len(order) + 140))


def _coverage_title(rows: pd.DataFrame) -> str:
    if rows.empty:
        return "No figure about money is on record"
    every = rows["recipient"].nunique() * int(rows["year"].max() - rows["year"].min() + 1)
    itemised = len(rows[rows["kind"] == "contributions itemised"])
    return f"Contributions are itemised for {itemised} of {every} country-years"


def totals_against_sums(
    funding: pd.DataFrame,
    funding_totals: pd.DataFrame,
    countries: pd.DataFrame,
    sources: pd.DataFrame | None = None,
) -> go.Figure:
    """Yearly international totals as sources print them, beside the sum of the itemised contributions.

    Args:
        funding: rows that may be added; see `analysis.money.counted`.
        funding_totals: yearly totals; see `analysis.money.international_totals`.
        countries: names.
        sources: titles for the hover texts.
    """
    titles = source_titles(sources)
    totals = funding_totals.dropna(subset=["amount_usd", "year_from"]).sort_values(["recipient", "year_from"])
    totals = totals.assign(label=_labels(totals, totals["year_from"], countries))
    itemised = funding.groupby(["recipient", "year"])["amount_usd"].sum().reset_index()
    itemised = itemised.assign(label=_labels(itemised, itemised["year"], countries))
    itemised = itemised[itemised["label"].isin(totals["label"])]
    figure = go.Figure()
    _draw_checks(figure, itemised, totals, titles)
    labels = list(dict.fromkeys(totals["label"]))
    figure.update_yaxes(categoryorder="array", categoryarray=labels, autorange="reversed", showgrid=True)
    broken = ["<br>".join(textwrap.wrap(label, 24)) for label in labels]
    figure.update_yaxes(tickmode="array", tickvals=labels, ticktext=broken)
    figure.update_xaxes(title_text=MILLION, rangemode="tozero", showgrid=True)
    figure.update_layout(title_text=_checks_title(totals), height=max(260, 27 * len(labels) + 130))
    return figure


def _draw_checks(
    figure: go.Figure, itemised: pd.DataFrame, totals: pd.DataFrame, titles: dict[str, str]
) -> None:
    figure.add_scatter(
        name="sum of itemised contributions",
        x=(itemised["amount_usd"] / 1e6).tolist(),
        y=itemised["label"].tolist(),
        mode="markers",
        marker={"color": theme.BLUE, "size": 11},
        hovertemplate=f"%{{y}}: %{{x:.3f}} {MILLION}, added here<extra></extra>",
    )
    figure.add_scatter(
        name="printed total",
        x=(totals["amount_usd"] / 1e6).tolist(),
        y=totals["label"].tolist(),
        mode="markers",
        marker={"symbol": "diamond-open", "color": theme.ORANGE, "size": 12, "line": {"width": 2}},
        cliponaxis=False,
        hovertext=[_total_words(row, titles) for row in totals.itertuples()],
        hovertemplate=HOVER,
    )


def _labels(rows: pd.DataFrame, years: pd.Series, countries: pd.DataFrame) -> list[str]:
    return [f"{name} {int(year)}" for name, year in zip(called_then(rows, countries), years, strict=True)]


def _total_words(row: Any, titles: dict[str, str]) -> str:
    return lines(f"<b>{row.label}: {money(row.amount_usd)}</b>", wrapped(row.note), source_of(row, titles))


def _checks_title(totals: pd.DataFrame) -> str:
    if totals.empty:
        return "No yearly international total is on record"
    rivals = totals.groupby("label")["amount_usd"].agg(["min", "max"])
    rivals = rivals[rivals["min"] < rivals["max"]]
    if rivals.empty:
        return f"{len(totals)} printed totals of international money, a check on the sums"
    label, low, high = rivals.index[0], rivals["min"].iloc[0], rivals["max"].iloc[0]
    return f"Sources print two international totals for {label}: {money(high)} and {money(low)}"

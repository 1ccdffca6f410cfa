"""Draws who pays for whom; adds only what the caller says may be added."""

import textwrap
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.names import called
from charts import theme
from charts.panels import panels
from charts.words import HOVER, NAMES_AXIS, lines, money, names_of, source_of, source_titles, wrapped

MILLION = "USD million"
ELSEWHERE = {"SEE": "The region", "SCG": "Serbia and Montenegro", "ITF": "ITF as a whole"}
"""Recipients that are not countries of today."""
FEW = 5
"""Donors with a colour of their own; the others share the grey."""
OTHERS = "other donors"
WITH_ARTICLE = ("European Union", "United States", "United Kingdom", "Czech Republic")
PANEL = 110
"""Height of a recipient's panel."""


def recipient_names(countries: pd.DataFrame) -> dict[str, str]:
    """Names of recipients by code, those that are not countries too; safe to draw."""
    return {code: theme.plain(name) for code, name in (names_of(countries) | ELSEWHERE).items()}


def called_then(rows: pd.DataFrame, countries: pd.DataFrame, column: str = "recipient") -> list[str]:
    """Names of the recipients of rows, each on the day of its row; safe to draw."""
    spoken = zip(rows[column], called(rows, countries, column), strict=True)
    return [theme.plain(ELSEWHERE.get(code, name)) for code, name in spoken]


def gift(row: Any) -> str:
    """Year and amount as printed, US dollars beside where the currency is another."""
    year = int(row.year) if pd.notna(row.year) else "year not stated"
    dollars = money(row.amount_usd) if pd.notna(row.amount_usd) else "no figure in US dollars"
    if not isinstance(row.currency, str) or row.currency == "USD" or pd.isna(row.amount):
        return f"{year}: {dollars}"
    return f"{year}: {money(row.amount, row.currency)} ({dollars})"


def donor_matrix(
    funding: pd.DataFrame, countries: pd.DataFrame, sources: pd.DataFrame | None = None
) -> go.Figure:
    """Donors by recipients, each cell the sum in US dollars.

    Args:
        funding: rows that may be added; see `analysis.money.counted`.
        countries: names.
        sources: titles for the hover texts.
    """
    names = recipient_names(countries)
    rows = funding.dropna(subset=["amount_usd", "recipient"])
    rows = rows.assign(
        name=[names.get(code, code) for code in rows["recipient"]], payer=rows["donor"].map(theme.plain)
    )
    cells = rows.groupby(["payer", "name"])["amount_usd"].sum().reset_index()
    donors = cells.groupby("payer")["amount_usd"].sum().sort_values(ascending=False)
    recipients = cells.groupby("name")["amount_usd"].sum().sort_values(ascending=False)
    figure = go.Figure()
    if len(cells):
        _draw_cells(figure, cells, _cell_words(rows, cells, source_titles(sources)))
        _write_sums(figure, donors)
    figure.update_xaxes(NAMES_AXIS, title_text=MILLION, side="top", categoryarray=[*recipients.index, "All"])
    labels = ["<br>".join(textwrap.wrap(donor, 18)) for donor in donors.index]
    figure.update_yaxes(NAMES_AXIS, autorange="reversed", categoryarray=list(donors.index), showgrid=False)
    figure.update_yaxes(tickmode="array", tickvals=list(donors.index), ticktext=labels)
    height = max(240, 30 * len(donors) + 110)
    figure.update_layout(title_text=_payer_title(rows, donors), height=height, showlegend=False)
    return figure


def _draw_cells(figure: go.Figure, cells: pd.DataFrame, hovers: list[str]) -> None:
    share = (cells["amount_usd"] / cells["amount_usd"].max()) ** 0.4
    places = {"x": cells["name"].tolist(), "y": cells["payer"].tolist()}
    figure.add_heatmap(
        name="sum",
        **places,
        z=share.tolist(),
        zmin=0,
        xgap=2,
        ygap=2,
        colorscale=[[0, f"{theme.BLUE}14"], [1, f"{theme.BLUE}a6"]],
        showscale=False,
        hovertext=hovers,
        hoverongaps=False,
        hovertemplate=HOVER,
    )
    words = [_million(value) for value in cells["amount_usd"]]
    figure.add_scatter(name=MILLION, **places, text=words, mode="text", hoverinfo="skip", textfont_size=12)


def _write_sums(figure: go.Figure, donors: pd.Series) -> None:
    figure.add_scatter(
        name=f"all recipients, {MILLION}",
        x=["All"] * len(donors),
        y=donors.index.tolist(),
        text=[f"<b>{_million(value)}</b>" for value in donors],
        mode="text",
        textfont={"size": 12},
        hoverinfo="skip",
    )


def _million(amount: float) -> str:
    return theme.number(amount / 1e6, digits=1 if amount >= 1e6 else 2 if amount >= 1e4 else 3)


def _cell_words(rows: pd.DataFrame, cells: pd.DataFrame, titles: dict[str, str]) -> list[str]:
    parts = dict(list(rows.sort_values("year").groupby(["payer", "name"])))
    hovers = []
    for cell in cells.itertuples():
        gifts = list(parts[cell.payer, cell.name].itertuples())
        head = f"<b>{cell.payer} to {cell.name}: {money(cell.amount_usd)}</b>"
        cited = dict.fromkeys(source_of(row, titles) for row in gifts)
        hovers.append(lines(head, *(gift(row) for row in gifts), *list(cited)[:2]))
    return hovers


def _payer_title(rows: pd.DataFrame, donors: pd.Series) -> str:
    if rows.empty:
        return "No contribution that may be added is on record"
    top, most = donors.index[0], donors.iloc[0]
    given = rows[rows["payer"] == top].groupby("name")["amount_usd"].sum().sort_values(ascending=False)
    part = ", most of it" if len(given) > 1 and given.iloc[0] > most / 2 else ", all of it"
    to = f"{part} to {given.index[0]}" if len(given) == 1 or given.iloc[0] > most / 2 else ""
    payer = f"The {top}" if top in WITH_ARTICLE else top
    return f"{payer} gave the largest part of what is itemised: {money(most)}{to}"


def funding_by_year(
    funding: pd.DataFrame,
    funding_totals: pd.DataFrame,
    countries: pd.DataFrame,
    sources: pd.DataFrame | None = None,
) -> go.Figure:
    """A panel per recipient: itemised contributions as bars, printed totals and announcements as open marks.

    Args:
        funding: rows that may be added and, with basis "announcement", what was promised.
        funding_totals: yearly international totals as printed, never added.
        countries: names.
        sources: titles for the hover texts.
    """
    names, titles = recipient_names(countries), source_titles(sources)
    rows = funding.dropna(subset=["year", "amount_usd"])
    promised = rows["basis"] == "announcement"
    bars, promises = rows[~promised], rows[promised]
    totals = funding_totals.dropna(subset=["year_from", "amount_usd"])
    order = bars.groupby("recipient")["amount_usd"].sum().sort_values(ascending=False).index.tolist()
    order += sorted((set(promises["recipient"]) | set(totals["recipient"])) - set(order))
    figure = panels([f"{names.get(code, code)}, {MILLION}" for code in order], PANEL)
    colours = _donor_colours(bars)
    for place, code in enumerate(order, start=1):
        _draw_bars(figure, place, bars[bars["recipient"] == code], colours, titles)
        _draw_totals(figure, place, totals[totals["recipient"] == code], titles)
        _draw_promises(figure, place, promises[promises["recipient"] == code], titles)
    _finish_panels(figure, len(order))
    figure.update_layout(title_text=_year_title(bars, names, bool(order)))
    return figure


def _donor_colours(bars: pd.DataFrame) -> dict[str, str]:
    donors = bars.groupby("donor")["amount_usd"].sum().sort_values(ascending=False).index
    return {donor: theme.PALETTE[place] for place, donor in enumerate(donors[:FEW])}


def _draw_bars(
    figure: go.Figure, place: int, part: pd.DataFrame, colours: dict[str, str], titles: dict[str, str]
) -> None:
    groups = part["donor"].where(part["donor"].isin(list(colours)), OTHERS)
    for name in [*colours, OTHERS]:
        gifts = part[groups == name]
        figure.add_bar(
            name=theme.plain(name),
            legendgroup=name,
            legendrank=1000 + (list(colours).index(name) if name in colours else FEW),
            showlegend=False,
            width=0.8,
            x=gifts["year"].tolist(),
            y=(gifts["amount_usd"] / 1e6).tolist(),
            marker={"color": colours.get(name, theme.GREY)},
            hovertext=[_gift_words(row, titles) for row in gifts.itertuples()],
            hovertemplate=HOVER,
            row=place,
            col=1,
        )


def _draw_totals(figure: go.Figure, place: int, part: pd.DataFrame, titles: dict[str, str]) -> None:
    figure.add_scatter(
        name="printed international total",
        legendgroup="total",
        legendrank=1500,
        showlegend=False,
        cliponaxis=False,
        mode="markers",
        x=part["year_from"].tolist(),
        y=(part["amount_usd"] / 1e6).tolist(),
        marker={"symbol": "diamond-open", "size": 10, "color": theme.GREY, "line": {"width": 2}},
        hovertext=[
            lines(f"<b>Printed total {int(row.year_from)}</b>", money(row.amount_usd), source_of(row, titles))
            for row in part.itertuples()
        ],
        hovertemplate=HOVER,
        row=place,
        col=1,
    )


def _draw_promises(figure: go.Figure, place: int, part: pd.DataFrame, titles: dict[str, str]) -> None:
    figure.add_scatter(
        name="announced or planned, not added",
        legendgroup="announced",
        legendrank=1600,
        showlegend=False,
        cliponaxis=False,
        mode="markers",
        x=part["year"].tolist(),
        y=(part["amount_usd"] / 1e6).tolist(),
        marker={"symbol": "circle-open", "size": 9, "color": theme.PURPLE, "line": {"width": 2}},
        hovertext=[lines(_gift_words(row, titles), f"{row.stage}, not added") for row in part.itertuples()],
        hovertemplate=HOVER,
        row=place,
        col=1,
    )


def _gift_words(row: Any, titles: dict[str, str]) -> str:
    return lines(f"<b>{theme.plain(row.donor)}</b>", gift(row), wrapped(row.channel), source_of(row, titles))


def _finish_panels(figure: go.Figure, count: int) -> None:
    seen: set[str] = set()
    for trace in figure.data:
        if trace.x and trace.name not in seen:
            trace.showlegend = True
            seen.add(trace.name)
    figure.update_xaxes(tickformat="d", showticklabels=True)
    figure.update_xaxes(title_text="Year", row=max(1, count), col=1)
    figure.update_yaxes(rangemode="tozero", nticks=4)
    figure.update_layout(barmode="stack", bargap=0.25)


def _year_title(bars: pd.DataFrame, names: dict[str, str], drawn: bool) -> str:
    if bars.empty:
        return "Only totals and announcements are on record" if drawn else "No money is on record"
    yearly = bars.groupby(["recipient", "year"])["amount_usd"].sum()
    (code, year), most = yearly.idxmax(), yearly.max()
    count = f"{len(yearly)} country-years" if len(yearly) > 1 else "one country-year"
    top = f"{names.get(code, code)} received most in one year, {money(most)} in {int(year)}"
    return f"{top}; contributions are itemised for {count}"


def programme_by_year(
    funding: pd.DataFrame, countries: pd.DataFrame, sources: pd.DataFrame | None = None
) -> go.Figure:
    """Amounts of one programme per fiscal year, stacked by recipient.

    Args:
        funding: rows of one programme; see `analysis.money.programme`.
        countries: names.
        sources: titles for the hover texts.
    """
    names, titles = recipient_names(countries), source_titles(sources)
    rows = funding.dropna(subset=["year", "amount_usd"])
    sums = rows.groupby("recipient")["amount_usd"].sum().sort_values(ascending=False)
    figure = go.Figure()
    for place, code in enumerate(sums.index):
        part = rows[rows["recipient"] == code]
        figure.add_bar(
            name=names.get(code, code),
            x=part["year"].tolist(),
            y=(part["amount_usd"] / 1e6).tolist(),
            marker={"color": theme.PALETTE[place % len(theme.PALETTE)]},
            hovertext=[_gift_words(row, titles) for row in part.itertuples()],
            hovertemplate=HOVER,
        )
    figure.update_xaxes(title_text="United States fiscal year", tickformat="d")
    figure.update_yaxes(title_text=MILLION, rangemode="tozero")
    title = "No amount of the programme is on record"
    if len(rows):
        to = names.get(sums.index[0], sums.index[0])
        part = "the largest part" if len(sums) > 1 else "all"
        title = f"{to} received {part} of the United States programme on record: {money(sums.iloc[0])}"
    figure.update_layout(title_text=title, barmode="stack", height=400)
    return figure

"""Money of each recipient year by year: contributions as bars, totals and announcements as open marks."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, bars, scatter
from charts.panels import axis, in_panel, panel_layout
from topics.money.contributions_table import COLUMNS
from topics.money.flows import contributions
from topics.money.totals import international_totals
from topics.money.words import BOOKED, contribution_labels
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names, names_at_dates
from topics.vocabulary.numbers import money
from topics.vocabulary.sources import source_line, source_titles
from topics.vocabulary.text import bold, escape, lines

FEW = 5
"""Donors with a colour of their own; the others share the grey."""
OTHERS = "other donors"
GIVEN, ANNOUNCED, TOTAL = "contribution", "announcement", "printed total"
OPEN = {
    TOTAL: ("printed international total", "diamond-open", 10, theme.GREY),
    ANNOUNCED: ("announced or planned, not added", "circle-open", 9, theme.PURPLE),
}
"""Words, symbol, size and colour of what is never added."""
PANEL = 110
NOTE = (
    f"Bars are itemised contributions. {BOOKED} A year without a mark means no data. Scales differ by panel."
)


def funding_by_year(tables: Tables, view: View) -> Chart:
    """A panel per recipient: contributions by donor, printed international totals, announcements."""
    parts = {
        GIVEN: contributions(tables, view),
        TOTAL: international_totals(tables, view),
        ANNOUNCED: contributions(tables, view, flow="announced"),
    }
    parts[TOTAL] = parts[TOTAL].assign(label=_total_labels(tables, parts[TOTAL]))
    for part in (GIVEN, ANNOUNCED):
        parts[part] = parts[part].assign(label=contribution_labels(tables, parts[part]))
    rows = pd.concat([part.assign(part=name) for name, part in parts.items()], ignore_index=True)
    rows = rows.dropna(subset=["year", "amount_usd"]).drop(columns=["year_from", "year_to"])
    rows = rows.reset_index(drop=True)
    if rows.empty:
        return empty("No money is on record by year")
    names = country_names(tables)
    figure = _figure(rows.assign(height=rows["amount_usd"] / 1e6), names)
    title = _title(rows[rows["part"] == GIVEN], country_names(tables, full=True))
    return Chart(title, rows, figure, NOTE, ("year", "part", *COLUMNS[1:]))


def _total_labels(tables: Tables, rows: pd.DataFrame) -> list[str]:
    names, titles = names_at_dates(rows, tables, "recipient"), source_titles(tables)
    return [
        lines(
            bold(f"{name} {row.year}: printed total"), money(row.amount_usd), source_line(row.source, titles)
        )
        for name, row in zip(names, rows.itertuples(), strict=True)
    ]


def _figure(rows: pd.DataFrame, names: Mapping[str, str]) -> dict[str, Any]:
    given = rows[rows["part"] == GIVEN]
    order = given.groupby("recipient")["amount_usd"].sum().sort_values(ascending=False).index.tolist()
    order += sorted(set(rows["recipient"]) - set(order))
    headings = [escape(f"{names.get(code, code)}, USD million") for code in order]
    across, upwards = {"tickformat": "d", "showticklabels": True}, {"rangemode": "tozero", "nticks": 4}
    layout = panel_layout(headings, PANEL, xaxis=across, yaxis=upwards)
    for place in range(1, len(order) + 1):
        layout[axis("xaxis", place)]["showticklabels"] = True
    layout[axis("xaxis", len(order))]["title"] = {"text": "Year"}
    donors = given.groupby("donor")["amount_usd"].sum().sort_values(ascending=False).index[:FEW].tolist()
    donor = rows["donor"].where(rows["donor"].isin(donors), OTHERS)
    series = donor.where(rows["part"] == GIVEN, rows["part"])
    parts = dict(list(rows[["year", "height", "label"]].groupby([rows["recipient"], series])))
    traces = [
        in_panel(place, trace)
        for place, code in enumerate(order, start=1)
        for trace in _panel({name: part for (panel, name), part in parts.items() if panel == code}, donors)
    ]
    return {"data": _named_once(traces), "layout": layout | {"barmode": "stack", "bargap": 0.25}}


def _panel(parts: Mapping[str, pd.DataFrame], donors: Sequence[str]) -> list[Trace]:
    """The bars of one recipient by donor, and its open marks; what it does not have is left out."""
    looks = [*zip(donors, theme.PALETTE, strict=False), (OTHERS, theme.GREY)]
    traces = []
    for rank, (name, colour) in enumerate(looks):
        if name in parts:
            style = {"width": 0.8, "marker": {"color": colour}, "legendrank": 1000 + rank}
            traces.append(bars(parts[name], "year", "height", escape(name), **style))
    for rank, (name, (words, symbol, size, colour)) in enumerate(OPEN.items()):
        if name in parts:
            marker = {"symbol": symbol, "size": size, "color": colour, "line": {"width": 2}}
            style = {"mode": "markers", "marker": marker, "cliponaxis": False, "legendrank": 1500 + rank}
            traces.append(scatter(parts[name], "year", "height", words, **style))
    return traces


def _named_once(traces: list[Trace]) -> list[Trace]:
    """Traces of one name share an entry of the key: that of the first of them."""
    names = [trace["name"] for trace in traces]
    return [
        trace | {"legendgroup": trace["name"], "showlegend": names.index(trace["name"]) == place}
        for place, trace in enumerate(traces)
    ]


def _title(given: pd.DataFrame, names: Mapping[str, str]) -> str:
    if given.empty:
        return "Only totals and announcements are on record"
    yearly = given.groupby(["recipient", "year"])["amount_usd"].sum()
    (code, year), most = yearly.idxmax(), yearly.max()
    count = f"{len(yearly)} country-years" if len(yearly) > 1 else "one country-year"
    top = f"Most on record in one year: {names.get(code, code)}, {money(most)} in {int(year)}"
    return f"{top}; contributions are itemised for {count}"

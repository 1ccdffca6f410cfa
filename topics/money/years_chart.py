"""Money of each recipient year by year: contributions as bars, totals and announcements as open marks."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, bars, scatter
from charts.panels import in_panel, panel_layout, years_axis
from charts.stacks import OWN_SCALES
from topics.money.flows import ALL, contributions
from topics.money.totals import international_totals
from topics.money.words import contribution_labels
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names, names_at_dates
from topics.vocabulary.numbers import money
from topics.vocabulary.sentences import first_short, more_in_table, sentence
from topics.vocabulary.sources import source_line
from topics.vocabulary.text import bold, escape, lines, wrap

FEW = 5
"""Donors with a colour of their own; the others share the grey."""
OTHERS = "other donors"
GIVEN, ANNOUNCED, TOTAL = "contribution", "announcement", "printed total"
OPEN = {
    TOTAL: ("printed international total", "diamond-open", 8, theme.GREY),
    ANNOUNCED: ("announced or planned", "circle-open", 7, theme.PURPLE),
}
"""Words, symbol, size and colour of what is never added."""
ACROSS, MOST = 3, 6
"""Panels beside each other, and of how many recipients there is one."""
HEADING = 14
"""Letters in a line of a heading, so that three fit beside each other on a phone."""
COLUMNS = ("year", "donor", "recipient", "part", "amount_usd", "stage")


def funding_by_year(tables: Tables, view: View, *, donor: str = ALL) -> Chart:
    """A panel per recipient: contributions by donor, printed international totals, announcements."""
    rows = _dated(tables, view, donor)
    if rows.empty:
        return empty(sentence("No funding on record by year"))
    given = rows[rows["part"] == GIVEN]
    order = given.groupby("recipient")["amount_usd"].sum().sort_values(ascending=False).index.tolist()
    order += sorted(set(rows["recipient"]) - set(order))
    panels, names = order[:MOST], country_names(tables)
    drawn = rows[rows["recipient"].isin(panels)]
    headings = [wrap(names.get(code, code), HEADING) for code in panels] if len(panels) > 1 else [""]
    layout = _layout(headings, rows["year"])
    note = sentence("A multi-year grant stands in its first year. No mark means no data.")
    if len(panels) > 1:
        note = f"{OWN_SCALES} {note}"
    return Chart(
        _title(given, country_names(tables, full=True)),
        rows,
        {"data": _traces(drawn.assign(height=drawn["amount_usd"] / 1e6), panels), "layout": layout},
        f"{note} {more_in_table(len(order) - MOST)}".strip(),
        COLUMNS,
        measure=sentence("Contributions by donor, million US dollars a year"),
    )


def _dated(tables: Tables, view: View, donor: str) -> pd.DataFrame:
    """Contributions, announcements and, of all donors, printed totals that have a year and US dollars."""
    parts = {
        GIVEN: contributions(tables, view, donor=donor),
        TOTAL: international_totals(tables, view).assign(stage="not stated"),
        ANNOUNCED: contributions(tables, view, flow="announced", donor=donor),
    }
    if donor != ALL:
        parts[TOTAL] = parts[TOTAL].iloc[:0]
    labels = {TOTAL: _total_labels}
    rows = pd.concat(
        [
            part.assign(part=name, label=labels.get(name, contribution_labels)(tables, part))
            for name, part in parts.items()
        ],
        ignore_index=True,
    )
    rows = rows.dropna(subset=["year", "amount_usd"]).drop(columns=["year_from", "year_to"])
    return rows.reset_index(drop=True)


def _total_labels(tables: Tables, rows: pd.DataFrame) -> list[str]:
    names = names_at_dates(rows, tables, "recipient")
    return [
        lines(
            bold(f"{name} {row.year}: printed total"), money(row.amount_usd), source_line(tables, row.source)
        )
        for name, row in zip(names, rows.itertuples(), strict=True)
    ]


def _layout(headings: list[str], years: pd.Series) -> dict[str, Any]:
    """A few panels have room for more height than many."""
    lines_of_panels = -(-len(headings) // ACROSS)
    across = years_axis(years.min(), years.max(), 4 if len(headings) > 1 else 6)
    upwards = {"rangemode": "tozero", "nticks": 4, "tickfont": {"size": 11}}
    height = {1: 230, 2: 120}[lines_of_panels]
    columns = min(ACROSS, len(headings))
    layout = panel_layout(headings, height, columns=columns, xaxis=across, yaxis=upwards)
    return layout | {"barmode": "stack", "bargap": 0.25}


def _traces(rows: pd.DataFrame, panels: Sequence[str]) -> list[Trace]:
    given = rows[rows["part"] == GIVEN]
    donors = given.groupby("donor")["amount_usd"].sum().sort_values(ascending=False).index[:FEW].tolist()
    donor = rows["donor"].where(rows["donor"].isin(donors), OTHERS)
    series = donor.where(rows["part"] == GIVEN, rows["part"])
    parts = dict(list(rows[["year", "height", "label"]].groupby([rows["recipient"], series])))
    traces = [
        in_panel(place, trace)
        for place, code in enumerate(panels, start=1)
        for trace in _panel({name: part for (panel, name), part in parts.items() if panel == code}, donors)
    ]
    return _named_once(traces)


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
    """Which recipient was given most in a year."""
    if given.empty:
        return sentence("Only totals and announcements are on record")
    yearly = given.groupby(["recipient", "year"])["amount_usd"].sum()
    (code, year), most = yearly.idxmax(), money(yearly.max())
    name = names.get(code, code)
    return first_short(
        sentence("{name} received most in {year}: {most}", name=name, year=int(year), most=most),
        sentence("Most in one year: {most} in {year}", year=int(year), most=most),
    )

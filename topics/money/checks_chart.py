"""Checks on the money: sums beside printed totals, and which kinds of figures are on record at all."""

import textwrap
from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, scatter
from topics.money.on_record import ANNOUNCED, ITEMISED, KINDS, NATIONAL, PROGRAMME, TOTAL, figures_by_year
from topics.money.totals import ADDED, PRINTED, checks
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names, names_at_dates
from topics.vocabulary.dates import year_range
from topics.vocabulary.numbers import money, number, plural
from topics.vocabulary.sources import source_line, source_titles
from topics.vocabulary.text import bold, escape, lines, wrap

LOOKS = {
    ITEMISED: ("square", theme.BLUE),
    TOTAL: ("diamond-open", theme.ORANGE),
    NATIONAL: ("circle", theme.GREEN),
    PROGRAMME: ("triangle-up", theme.PURPLE),
    ANNOUNCED: ("x-thin-open", theme.GREY),
}
"""Symbol and colour of each kind of figure."""
LANE = 0.17
"""Between the kinds of figures of one recipient."""
CHECKS_NOTE = (
    "A sum far below the printed total means that contributions are missing. Totals are never added."
)
RECORD_NOTE = (
    "Each mark says that a figure of this kind exists for the recipient and year; a gap means no data."
)


def funding_checks(tables: Tables, view: View) -> Chart:
    """Yearly international totals as sources print them, beside the sum of the itemised contributions."""
    rows = checks(tables, view)
    if rows.empty:
        return empty("No yearly international total is on record")
    names = names_at_dates(rows, tables, "recipient")
    headings = [f"{name} {year}" for name, year in zip(names, rows["year"], strict=True)]
    rows = rows.assign(heading=headings, lane=[*map(escape, headings)], across=rows["amount_usd"] / 1e6)
    rows = rows.assign(label=_check_labels(tables, rows))
    looks: dict[str, dict[str, Any]] = {
        ADDED: {"color": theme.BLUE, "size": 11},
        PRINTED: {"symbol": "diamond-open", "color": theme.ORANGE, "size": 12, "line": {"width": 2}},
    }
    traces = [
        scatter(
            rows[rows["part"] == part], "across", "lane", part, mode="markers", marker=look, cliponaxis=False
        )
        for part, look in looks.items()
    ]
    figure = {"data": traces, "layout": _checks_layout(list(dict.fromkeys(rows["lane"])))}
    columns = ("recipient", "year", "part", "amount_usd", "sum_usd", "share_pct")
    reader_rows = rows.drop(columns=["heading", "lane", "across"])
    return Chart(_checks_title(rows), reader_rows, figure, CHECKS_NOTE, columns)


def _check_labels(tables: Tables, rows: pd.DataFrame) -> list[str]:
    titles = source_titles(tables)
    labels = []
    for row in rows.itertuples():
        head = bold(f"{row.heading}: {money(row.amount_usd)}")
        if row.part == ADDED:
            labels.append(lines(head, f"{plural(row.contributions, 'contribution')}, added here"))
            continue
        share = f"{number(row.share_pct, '%', digits=0)} of it itemised" if pd.notna(row.share_pct) else ""
        labels.append(lines(head, row.part, share, wrap(row.note), source_line(row.source, titles)))
    return labels


def _checks_layout(lanes: list[str]) -> dict[str, Any]:
    ticks = ["<br>".join(textwrap.wrap(lane, 24)) for lane in lanes]
    return {
        "height": max(260, 27 * len(lanes) + 130),
        "xaxis": {"title": {"text": "USD million"}, "rangemode": "tozero", "showgrid": True},
        "yaxis": {
            "categoryorder": "array",
            "categoryarray": lanes,
            "autorange": "reversed",
            "showgrid": True,
            "tickmode": "array",
            "tickvals": lanes,
            "ticktext": ticks,
        },
    }


def _checks_title(rows: pd.DataFrame) -> str:
    totals = rows[rows["part"] == PRINTED]
    ends = totals.groupby("heading", sort=False)["amount_usd"].agg(["min", "max"])
    ends = ends[ends["min"] < ends["max"]]
    if ends.empty:
        return f"{plural(len(totals), 'printed total')} of international money, a check on the sums"
    heading, low, high = ends.index[0], ends["min"].iloc[0], ends["max"].iloc[0]
    return f"Sources print two international totals for {heading}: {money(high)} and {money(low)}"


def figures_on_record(tables: Tables, view: View) -> Chart:
    """Recipients by years: which kinds of figures are on record; an empty place means no data."""
    rows = figures_by_year(tables, view)
    if rows.empty:
        return empty("No figure about money is on record")
    names = names_at_dates(rows, tables, "recipient")
    order = rows.groupby("recipient")["year"].nunique().sort_values(ascending=False, kind="stable").index
    places = {code: place for place, code in enumerate(order)}
    lanes = {kind: (lane - len(KINDS) // 2) * LANE for lane, kind in enumerate(KINDS)}
    rows = rows.assign(
        height=rows["recipient"].map(places) + rows["part"].map(lanes),
        label=[
            lines(bold(f"{name} {row.year}"), row.part, plural(row.figures, "figure"))
            for name, row in zip(names, rows.itertuples(), strict=True)
        ],
    )
    names_today = country_names(tables)
    layout = _record_layout([escape(names_today.get(code, code)) for code in order])
    figure = {"data": [_kind(rows[rows["part"] == kind], kind) for kind in KINDS], "layout": layout}
    columns = ("recipient", "year", "part", "figures")
    return Chart(_record_title(rows), rows.drop(columns="height"), figure, RECORD_NOTE, columns)


def _kind(rows: pd.DataFrame, kind: str) -> Trace:
    symbol, colour = LOOKS[kind]
    marker = {"symbol": symbol, "size": 8, "color": colour, "line": {"width": 2, "color": colour}}
    return scatter(rows, "year", "height", kind, mode="markers", marker=marker)


def _record_layout(names: list[str]) -> dict[str, Any]:
    line = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "opacity": 0.4}
    ink = {"width": 1, "color": theme.BORDER}
    return {
        "height": max(260, 62 * len(names) + 140),
        "xaxis": {"title": {"text": "Year"}, "tickformat": "d", "showgrid": True},
        "yaxis": {
            "tickvals": list(range(len(names))),
            "ticktext": names,
            "range": [len(names) - 0.4, -0.6],
            "showgrid": False,
            "fixedrange": True,
        },
        "shapes": [
            line | {"y0": place - 0.5, "y1": place - 0.5, "line": ink} for place in range(1, len(names))
        ],
    }


def _record_title(rows: pd.DataFrame) -> str:
    """Of how few years contributions are itemised."""
    itemised = plural(rows["part"].eq(ITEMISED).sum(), "year of a country", "years of countries")
    span = year_range(rows["year"].min(), rows["year"].max())
    return f"Contributions are itemised for {itemised}; figures of any kind: {len(rows)}, {span}"
